/* A function in a field of one object is not called through the same field of another; but where the object is copied
 * as a whole, or reached through a pointer. */
#include <string.h>
#include <unistd.h>
#include <uv.h>

struct os {
    int (*remove)(const char *name);
    int (*sync)(int fd);
};

static int nothing(const char *name)
{
    return name[0];
}

static int no_sync(int fd)
{
    return fd;
}

static const struct os real = {.remove = unlink, .sync = fsync};
static const struct os fake = {.remove = nothing, .sync = no_sync};
static struct os set_later;
static struct os copied;
static struct os filled;
static const struct os *chosen = &real;

static void on_timer(uv_timer_t *t)
{
    (void)t;
    fake.remove("x"); // ok: NS106
    real.remove("x"); // note: 10 NS106 "unlink"
    set_later.remove("x"); // ok: NS106
    copied.remove("x"); // note: 12 NS106
    filled.sync(1); // warning: 12 NS106
    chosen->sync(1); // warning: 13 NS106
}

void start(uv_timer_t *t);
void start(uv_timer_t *t)
{
    set_later.remove = nothing;
    copied = real;
    memcpy(&filled, &real, sizeof filled);
    uv_timer_start(t, on_timer, 0, 0);
}
