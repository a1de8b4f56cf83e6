/* Loops around one turn of a library's loop, or around its wait for all that it has open: with work of the program's own
 * between two of them, they are event loops. The twins ask whether something is there, and wait for nothing. */
#include <avahi-common/simple-watch.h>
#include <curl/curl.h>
#include <libssh/libssh.h>
#include <libwebsockets.h>
#include <microhttpd.h>
#include <mongoose.h>
#include <netlink/netlink.h>
#include <pulse/mainloop.h>
#include <systemd/sd-event.h>
#include <unistd.h>
#include <wayland-server-core.h>

static volatile int stop;

static void work(void)
{
    sleep(1);
}

void wayland(struct wl_event_loop *loop)
{
    while (!stop) {
        wl_event_loop_dispatch(loop, -1); // ok: NS204
        work();                           // warning: 9 NS101 "work"
    }
}

void wayland_asks(struct wl_event_loop *loop)
{
    while (!stop) {
        wl_event_loop_dispatch(loop, 0); // ok: NS204
        work();                          // ok: NS101
    }
}

void avahi(AvahiSimplePoll *poll)
{
    while (!stop && avahi_simple_poll_iterate(poll, 1000) == 0) // ok: NS204
        work();                                                 // warning: 9 NS101 "work"
}

void avahi_asks(AvahiSimplePoll *poll)
{
    while (!stop && avahi_simple_poll_iterate(poll, 0) == 0)
        work(); // ok: NS101
}

void websockets(struct lws_context *context)
{
    while (!stop && lws_service(context, 0) >= 0) // ok: NS204
        work();                                   // warning: 9 NS101 "work"
}

void mongoose(struct mg_mgr *mgr)
{
    for (;;) {
        mg_mgr_poll(mgr, 1000); // ok: NS204
        work();                 // warning: 9 NS101 "work"
    }
}

void mongoose_asks(struct mg_mgr *mgr)
{
    for (;;) {
        mg_mgr_poll(mgr, 0);
        work(); // ok: NS101
    }
}

void curl(CURLM *multi)
{
    int running = 0;
    while (!stop) {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, NULL, 0, 1000, NULL); // ok: NS107
        work();                                      // warning: 9 NS101 "work"
    }
}

void http(struct MHD_Daemon *daemon)
{
    while (MHD_run_wait(daemon, -1) == MHD_YES) // ok: NS102
        work();                                 // warning: 9 NS101 "work"
}

void http_asks(struct MHD_Daemon *daemon)
{
    while (MHD_run_wait(daemon, 0) == MHD_YES)
        work(); // ok: NS101
}

void ssh(ssh_event event)
{
    while (ssh_event_dopoll(event, -1) == 0) // ok: NS102
        work();                              // warning: 9 NS101 "work"
}

static int on_message(struct nl_msg *message, void *arg)
{
    (void)message, (void)arg;
    sleep(1); // warning: 5 NS101 related: "and 'nl_cache_mngr_poll' calls it"
    return 0;
}

void netlink(struct nl_cache_mngr *caches, struct nl_sock *events)
{
    nl_socket_modify_cb(events, NL_CB_VALID, NL_CB_CUSTOM, on_message, NULL);
    while (!stop) {
        nl_cache_mngr_poll(caches, 1000); // ok: NS102
        work();                           // warning: 9 NS101 "work"
    }
}

void pulse(pa_mainloop *loop)
{
    while (pa_mainloop_iterate(loop, 1, NULL) >= 0) // ok: NS107
        work();                                     // warning: 9 NS101 "work"
}

void pulse_asks(pa_mainloop *loop)
{
    while (pa_mainloop_iterate(loop, 0, NULL) >= 0)
        work(); // ok: NS101
}

void systemd(sd_event *event)
{
    while (!stop) {
        sd_event_run(event, UINT64_MAX); // ok: NS204
        work();                          // warning: 9 NS101 "work"
    }
}
