/* Mongoose: handlers and timers are called by mg_mgr_poll. */
#include <mongoose.h>
#include <stddef.h>
#include <unistd.h>

static void on_event(struct mg_connection *c, int ev, void *data)
{
    (void)c, (void)ev, (void)data;
    pause(); // error: 5 NS101 related: "mg_http_listen"
}

static void on_event_good(struct mg_connection *c, int ev, void *data)
{
    (void)ev, (void)data;
    mg_http_reply(c, 200, "", "%s", ""); // ok: NS101
}

static void on_timer(void *mgr)
{
    mg_mgr_poll(mgr, 0);   // ok: NS204
    mg_mgr_poll(mgr, 100); // warning: 5 NS204 related: "mg_timer_add"
}

void start(struct mg_mgr *mgr);

void start(struct mg_mgr *mgr)
{
    mg_http_listen(mgr, "http://0.0.0.0:80", on_event, NULL);
    mg_http_listen(mgr, "http://0.0.0.0:81", on_event_good, NULL);
    mg_timer_add(mgr, 1000, 0, on_timer, mgr);
    for (;;)
        mg_mgr_poll(mgr, 100); // ok: NS204
}
