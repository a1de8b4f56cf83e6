/* ev_io_init is a macro that assigns the watcher's field. */
#include <ev.h>
#include <unistd.h>

static void on_io(struct ev_loop *loop, ev_io *w, int revents)
{
    (void)loop, (void)w, (void)revents;
    usleep(1); // note: 5 NS101 "ev_timer"
}

static void on_timer(struct ev_loop *loop, ev_timer *w, int revents)
{
    (void)loop, (void)w, (void)revents;
    ev_sleep(0.5); // error: 5 NS101 "ev_sleep"
}

static void once(int revents, void *arg)
{
    (void)revents, (void)arg;
    usleep(2); // note: 5 NS101 related: "ev_once"
}

static void stop(struct ev_loop *loop, ev_io *w)
{
    usleep(3); // ok: NS101
    ev_io_stop(loop, w);
}

int main(void)
{
    struct ev_loop *loop = EV_DEFAULT;
    static ev_io io;
    static ev_timer timer;
    ev_io_init(&io, on_io, 0, EV_READ);
    ev_io_start(loop, &io);
    ev_timer_init(&timer, on_timer, 5.5, 0.);
    ev_timer_start(loop, &timer);
    ev_once(loop, 0, EV_READ, 0., once, NULL);
    ev_run(loop, 0);
    stop(loop, &io);
    return 0;
}
