// args: --min-certainty depends
/* One function that calls what is stored for events by their names. The loop calls it for each of them, so that a handler
 * which calls it too is not shown to run what is stored for the loop's events. */
#include <event2/event.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>

typedef void (*listener_fn)(void);

struct listener {
    const char *name;
    listener_fn func;
};

static struct event_base *base;
static struct event *timer;
static struct listener listeners[8];
static int listening;

static void listen_to(const char *name, listener_fn func)
{
    listeners[listening++] = (struct listener){name, func};
}

static void emit(const char *name)
{
    for (int i = 0; i < listening; i++)
        if (!strcmp(listeners[i].name, name))
            listeners[i].func();
}

static void on_setup_changed(void)
{
    event_add(timer, NULL); // warning: 5 NS602 "event_add" certainty: "depends"
}

static void on_connected(void)
{
    event_del(timer); // warning: 5 NS602 "event_del" certainty: "depends"
    emit("setup changed");
}

/* Stored for the events, and called by the handler itself: this is shown. */
static void on_quit(void)
{
    event_base_loopbreak(base); // warning: 5 NS602 "event_base_loopbreak" certainty: "always"
}

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    (void)arg;
    emit("connected");
}

static void on_term(int sig)
{
    (void)sig;
    emit("quit");
    on_quit();
}

/* What is stored for handlers alone is what one of them means. */
struct quitter {
    listener_fn leave;
};
static struct quitter leaving[2];

static void leave_base(void)
{
    event_base_loopbreak(base); // warning: 5 NS602 "event_base_loopbreak" certainty: "usually"
}

static void leave_timer(void)
{
    event_del(timer); // warning: 5 NS602 "event_del" certainty: "usually"
}

static void on_int(int sig)
{
    leaving[sig & 1].leave();
}

int main(void)
{
    base = event_base_new();
    timer = event_new(base, -1, EV_PERSIST, on_tick, NULL);
    listen_to("setup changed", on_setup_changed);
    listen_to("connected", on_connected);
    listen_to("quit", on_quit);
    leaving[0].leave = leave_base;
    leaving[1].leave = leave_timer;
    signal(SIGTERM, on_term);
    signal(SIGINT, on_int);
    return event_base_dispatch(base);
}
