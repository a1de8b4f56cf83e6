/* A match is installed by asking the broker, and waits for its answer. A connection to a peer has no broker: nothing is asked. */
#include <stddef.h>
#include <stdint.h>
#include <systemd/sd-event.h>

typedef struct sd_bus sd_bus;
typedef struct sd_bus_slot sd_bus_slot;
typedef struct sd_bus_message sd_bus_message;
typedef struct sd_bus_error sd_bus_error;
typedef int (*sd_bus_message_handler_t)(sd_bus_message *m, void *userdata, sd_bus_error *error);
int sd_bus_new(sd_bus **ret);
int sd_bus_open_system(sd_bus **ret);
int sd_bus_set_address(sd_bus *bus, const char *address);
int sd_bus_set_bus_client(sd_bus *bus, int b);
int sd_bus_start(sd_bus *bus);
sd_bus *sd_bus_ref(sd_bus *bus);
int sd_bus_match_signal(sd_bus *bus, sd_bus_slot **slot, const char *sender, const char *path, const char *interface,
                        const char *member, sd_bus_message_handler_t callback, void *userdata);
int sd_bus_add_match(sd_bus *bus, sd_bus_slot **slot, const char *match, sd_bus_message_handler_t callback, void *userdata);

struct agent {
    sd_bus *peer, *client, *system, *known;
};

static int on_signal(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    (void)m;
    (void)userdata;
    (void)error;
    return 0;
}

static inline void *steal_pointer(void *ptr)
{
    void **place = ptr;
    void *taken = *place;
    *place = NULL;
    return taken;
}

static sd_bus *open_peer(const char *address)
{
    sd_bus *bus = NULL;
    if (sd_bus_new(&bus) < 0 || sd_bus_set_address(bus, address) < 0 || sd_bus_start(bus) < 0)
        return NULL;
    return steal_pointer(&bus);
}

static sd_bus *open_client(const char *address)
{
    sd_bus *bus = NULL;
    if (sd_bus_new(&bus) < 0 || sd_bus_set_address(bus, address) < 0 || sd_bus_set_bus_client(bus, 1) < 0 ||
        sd_bus_start(bus) < 0)
        return NULL;
    return steal_pointer(&bus);
}

static void match_peer(struct agent *a, sd_bus *bus)
{
    a->known = sd_bus_ref(bus);
    sd_bus_match_signal(bus, NULL, NULL, NULL, NULL, "Done", on_signal, a);
    sd_bus_add_match(a->known, NULL, "type='signal'", on_signal, a);
}

static void match_on(struct agent *a, sd_bus *bus)
{
    sd_bus_match_signal(bus, NULL, NULL, NULL, NULL, "Done", on_signal, a);
}

static int on_timer(sd_event_source *s, uint64_t usec, void *userdata)
{
    struct agent *a = userdata;
    sd_bus *bus = open_peer("unix:path=a");
    (void)s;
    (void)usec;
    match_peer(a, bus); // ok: NS107
    match_on(a, bus);   // ok: NS107
    sd_bus_match_signal(a->peer, NULL, NULL, NULL, NULL, "Done", on_signal, a);   // ok: NS107
    sd_bus_match_signal(a->client, NULL, NULL, NULL, NULL, "Done", on_signal, a); // note: 5 NS107 "sd_bus_match_signal"
    sd_bus_match_signal(a->system, NULL, NULL, NULL, NULL, "Done", on_signal, a); // note: 5 NS107
    match_on(a, a->system);                                                       // note: 5 NS107 "match_on"
    return 0;
}

int main(void)
{
    struct agent a = {.peer = open_peer("unix:path=a"), .client = open_client("unix:path=b")};
    sd_event *e;
    sd_event_source *s;
    sd_bus_open_system(&a.system);
    sd_event_default(&e);
    sd_event_add_time(e, &s, 0, 0, 0, on_timer, &a);
    return sd_event_loop(e);
}
