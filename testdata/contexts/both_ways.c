/* A handler that a worker thread and the loop both call through the same field is on the loop. */
#include <unistd.h>
#include <uv.h>

struct job {
    uv_work_t req;
    void (*run)(void);
    void (*worker_only)(void);
};

static void run(void)
{
    usleep(1); // note: 5 NS101
}

static void worker_only(void)
{
    usleep(2); // ok: NS101
}

static void work(uv_work_t *req)
{
    struct job *j = (struct job *)req;
    j->run();         // ok: NS101
    j->worker_only(); // ok: NS101
}

static void after(uv_work_t *req, int status)
{
    struct job *j = (struct job *)req;
    if (status)
        j->run(); // ok: NS101
}

void start(uv_loop_t *loop, struct job *j)
{
    j->run = run;
    j->worker_only = worker_only;
    uv_queue_work(loop, &j->req, work, after);
}
