#include <uv.h>

void job_finish(uv_handle_t *h);
void job_run(uv_work_t *req);
