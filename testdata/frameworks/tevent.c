/* tevent: handlers and request callbacks, written through macros; the pool's job runs on a thread; no nested loop. */
#include <pthreadpool/pthreadpool_tevent.h>
#include <stddef.h>
#include <tevent.h>
#include <unistd.h>

static void on_readable(struct tevent_context *ev, struct tevent_fd *fde, uint16_t flags, void *data)
{
    (void)fde, (void)flags, (void)data;
    usleep(1); // note: 5 NS101 "tevent_wakeup_send" related: "_tevent_add_fd"
    if (tevent_loop_once(ev)) // error: 9 NS204 "_tevent_loop_once"
        return;
}

static void on_timer(struct tevent_context *ev, struct tevent_timer *te, struct timeval now, void *data)
{
    (void)te, (void)now;
    usleep(2); // note: 5 NS101 related: "_tevent_add_timer"
    if (!tevent_req_poll(data, ev)) // error: 10 NS204 "tevent_req_poll"
        return;
}

static void on_immediate(struct tevent_context *ev, struct tevent_immediate *im, void *data)
{
    (void)ev, (void)im, (void)data;
    usleep(3); // note: 5 NS101 related: "_tevent_schedule_immediate"
}

static void on_wakeup(struct tevent_req *req)
{
    if (!tevent_wakeup_recv(req)) // ok: NS101
        return;
    usleep(4); // note: 5 NS101 related: "tevent_req_set_callback"
}

static void on_turn(struct tevent_req *req, void *data)
{
    (void)data;
    usleep(5); // note: 5 NS101 related: "tevent_queue_add"
    tevent_req_done(req);
}

static void on_job(struct tevent_req *req)
{
    if (pthreadpool_tevent_job_recv(req)) // ok: NS101
        return;
}

static void job(void *data)
{
    (void)data;
    usleep(6); // ok: NS101
}

int start(struct tevent_context *ev, struct tevent_immediate *im, struct tevent_queue *queue, struct pthreadpool_tevent *pool);

int start(struct tevent_context *ev, struct tevent_immediate *im, struct tevent_queue *queue, struct pthreadpool_tevent *pool)
{
    struct tevent_req *wakeup = tevent_wakeup_send(NULL, ev, tevent_timeval_current_ofs(1, 0));
    struct tevent_req *work = pthreadpool_tevent_job_send(NULL, ev, pool, job, NULL);
    if (!wakeup || !work)
        return -1;
    tevent_req_set_callback(wakeup, on_wakeup, NULL);
    tevent_req_set_callback(work, on_job, NULL);
    if (!tevent_add_fd(ev, NULL, 0, TEVENT_FD_READ, on_readable, NULL) ||
        !tevent_add_timer(ev, NULL, tevent_timeval_current_ofs(1, 0), on_timer, wakeup) ||
        !tevent_queue_add(queue, ev, work, on_turn, NULL))
        return -1;
    tevent_schedule_immediate(im, ev, on_immediate, NULL);
    return tevent_loop_wait(ev); // ok: NS204
}
