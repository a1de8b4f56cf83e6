#include "jobs.h"

static void after(uv_work_t *req, int status)
{
    (void)status;
    uv_close(req->data, 0); // ok: NS601
}

int main(void)
{
    static uv_work_t req;
    uv_queue_work(uv_default_loop(), &req, job_run, after);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
