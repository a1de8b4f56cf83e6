/* sd-event inside of another loop, with its own sources in the program: what only looks whether something is there is no
 * nested loop, what waits is one. */
#include <glib.h>
#include <sys/epoll.h>
#include <systemd/sd-event.h>

struct sd_event {
    int epoll, state;
};

int sd_event_wait(sd_event *e, uint64_t timeout)
{
    struct epoll_event events[8];
    return epoll_wait(e->epoll, events, 8, timeout == UINT64_MAX ? -1 : (int)(timeout / 1000));
}

int sd_event_prepare(sd_event *e)
{
    e->state = 1;
    return sd_event_wait(e, 0) > 0; // ok: NS204
}

static gboolean on_prepare(gpointer e)
{
    sd_event_prepare(e); // ok: NS204
    return G_SOURCE_CONTINUE;
}

static gboolean on_check(gpointer e)
{
    sd_event_wait(e, 0); // ok: NS204
    sd_event_run(e, 0);  // ok: NS204
    return G_SOURCE_CONTINUE;
}

static gboolean on_stall(gpointer e)
{
    sd_event_wait(e, UINT64_MAX); // error: 5 NS204 "sd_event_wait"
    sd_event_run(e, 1000000);     // error: 5 NS204 "sd_event_run"
    return G_SOURCE_CONTINUE;
}

void start(sd_event *e)
{
    g_timeout_add(10, on_prepare, e);
    g_timeout_add(10, on_check, e);
    g_timeout_add(10, on_stall, e);
}
