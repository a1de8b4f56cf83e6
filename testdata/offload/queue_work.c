/* The work callback runs on the thread pool, the other one on the loop. What both call is flagged where the loop calls it. */
#include <unistd.h>
#include <uv.h>

static void shared(void)
{
    usleep(1); // ok: NS101
}

static void work(uv_work_t *req)
{
    (void)req;
    usleep(2); // ok: NS101
    shared();  // ok: NS101
}

static void after_work(uv_work_t *req, int status)
{
    (void)req, (void)status;
    usleep(3); // note: 5 NS101 related: "uv_queue_work"
    shared();  // note: 5 NS101 step: "usleep"
}

void start(uv_loop_t *loop, uv_work_t *req)
{
    uv_queue_work(loop, req, work, after_work);
}
