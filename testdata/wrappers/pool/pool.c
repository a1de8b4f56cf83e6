#include "pool.h"

static void work(uv_work_t *req)
{
    struct job *j = (struct job *)req;
    j->run(j->arg); // ok: NS101
}

static void after(uv_work_t *req, int status)
{
    struct job *j = (struct job *)req;
    (void)status;
    j->done(j->arg); // ok: NS101
}

void pool_submit(struct job *j, job_fn run, job_fn done, void *arg)
{
    j->run = run;
    j->done = done;
    j->arg = arg;
    uv_queue_work(uv_default_loop(), &j->req, work, after);
}
