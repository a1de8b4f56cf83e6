/* libuv runs the request at once, in the calling thread, where the callback is NULL. */
#include <fcntl.h>
#include <uv.h>

static uv_fs_t req;

static void on_done(uv_fs_t *r)
{
    uv_fs_req_cleanup(r);
}

static void on_tick(uv_timer_t *t)
{
    uv_buf_t buf = uv_buf_init("x", 1);
    uv_fs_cb none = NULL;
    uv_fs_open(t->loop, &req, "state", O_WRONLY, 0, NULL); // error: 5 NS109 "uv_fs_open" "callback"
    uv_fs_write(t->loop, &req, 3, &buf, 1, 0, 0);          // error: 5 NS109 "uv_fs_write"
    uv_fs_fsync(t->loop, &req, 3, none);                   // error: 5 NS109 "uv_fs_fsync"
    uv_fs_open(t->loop, &req, "state", O_WRONLY, 0, on_done); // ok: NS109
    uv_fs_write(t->loop, &req, 3, &buf, 1, 0, on_done);       // ok: NS109
}

int main(void)
{
    uv_loop_t *loop = uv_default_loop();
    static uv_timer_t t;
    uv_fs_stat(loop, &req, "state", NULL); // ok: NS109
    uv_timer_init(loop, &t);
    uv_timer_start(&t, on_tick, 0, 0);
    return uv_run(loop, UV_RUN_DEFAULT);
}
