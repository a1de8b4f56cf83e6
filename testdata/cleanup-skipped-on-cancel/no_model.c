// args: --disable NS1 --disable NS2 --disable NS4
/* A callback that gets UV_ECANCELED is no suspension point. */
#include <stdlib.h>
#include <uv.h>

struct job {
    uv_work_t req;
    char *text;
};

static void work(uv_work_t *req)
{
    struct job *job = (struct job *)req;
    job->text = malloc(10);
}

static void done(uv_work_t *req, int status)
{
    struct job *job = (struct job *)req;
    char *copy = malloc(10);
    if (status == UV_ECANCELED) {
        free(copy);
        return; // ok: NS302
    }
    free(job->text); // ok: NS301
    free(copy);      // ok: NS301
    free(job);
}

int main(void)
{
    uv_loop_t *loop = uv_default_loop();
    struct job *job = calloc(1, sizeof *job);
    uv_queue_work(loop, &job->req, work, done);
    return uv_run(loop, UV_RUN_DEFAULT);
}
