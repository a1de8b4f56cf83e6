/* An embedded database has no descriptor to wait for and no answer to come: only a thread helps. */
#include <event2/event.h>
#include <sqlite3.h>

static void on_event(evutil_socket_t fd, short what, void *arg)
{
    (void)fd, (void)what;
    sqlite3_step(arg); // warning: 5 NS107 "sqlite3_step" "a thread of your own"
}

static void on_event_good(evutil_socket_t fd, short what, void *arg)
{
    (void)fd, (void)what;
    sqlite3_column_text(arg, 0); // ok: NS107
}

void start(struct event_base *base, int fd, sqlite3_stmt *statement)
{
    event_new(base, fd, EV_READ, on_event, statement);
    event_new(base, fd, EV_READ, on_event_good, statement);
}
