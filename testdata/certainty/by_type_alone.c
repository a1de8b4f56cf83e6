// args: --min-certainty depends
/* Called through a pointer that nothing is known of: functions whose address is taken and whose type fits may be meant. */
#include <unistd.h>
#include <uv.h>

typedef int (*hook_fn)(int code, const char *name, unsigned long size);

hook_fn find_hook(const char *name);
void publish(const char *name, void *anything);

static int hook(int code, const char *name, unsigned long size)
{
    (void)code, (void)name, (void)size;
    return usleep(1); // note: 12 NS101 certainty: "depends"
}

static int other_type(int code)
{
    return usleep((unsigned)code); // ok: NS101
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    find_hook("x")(1, "a", 2); // ok: NS101
}

void start(uv_timer_t *t)
{
    publish("x", hook);
    publish("y", other_type);
    uv_timer_start(t, on_tick, 0, 0);
}
