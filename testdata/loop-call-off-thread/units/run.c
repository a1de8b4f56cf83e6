#include "jobs.h"

void job_run(uv_work_t *req)
{
    job_finish(req->data);
}
