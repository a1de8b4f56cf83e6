/* A thread with a bus of its own beside the bus of the loop: opened by itself, by a helper, and in a variable that main fills. */
// args: --disable NS1
#include <pthread.h>
#include <systemd/sd-event.h>

typedef struct sd_bus sd_bus;
int sd_bus_open_system(sd_bus **bus);
int sd_bus_emit_signal(sd_bus *bus, const char *path, const char *interface, const char *member, const char *types, ...);

struct job {
    sd_bus *bus, *own;
};

static sd_bus *of_main;

static sd_bus *open_bus(void)
{
    sd_bus *bus = NULL;
    if (sd_bus_open_system(&bus) < 0)
        return NULL;
    return bus;
}

static void tell(sd_bus *bus)
{
    sd_bus_emit_signal(bus, "/", "a.b", "C", ""); // ok: NS601
}

static void tell_any(sd_bus *bus)
{
    sd_bus_emit_signal(bus, "/", "a.b", "C", ""); // warning: 5 NS601
}

static void *work(void *arg)
{
    struct job *j = arg;
    sd_bus *bus;
    sd_bus_open_system(&bus);
    tell(bus);
    tell_any(bus);
    j->own = open_bus();
    tell(j->own);
    sd_bus_emit_signal(j->bus, "/", "a.b", "C", ""); // warning: 5 NS601 "sd_bus_emit_signal"
    tell_any(of_main);
    return NULL;
}

int main(void)
{
    sd_event *e;
    static struct job job;
    pthread_t t;
    sd_event_default(&e);
    sd_bus_open_system(&job.bus);
    sd_bus_open_system(&of_main);
    pthread_create(&t, NULL, work, &job);
    return sd_event_loop(e);
}
