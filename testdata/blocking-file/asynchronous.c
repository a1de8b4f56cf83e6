/* The thread pool does it: with a callback nothing blocks. */
#include <fcntl.h>
#include <uv.h>

static uv_fs_t open_req, sync_req, close_req;

static void on_closed(uv_fs_t *req)
{
    uv_fs_req_cleanup(req);
}

static void on_synced(uv_fs_t *req)
{
    uv_fs_close(req->loop, &close_req, (uv_file)open_req.result, on_closed); // ok: NS106, NS109
}

static void on_open(uv_fs_t *req)
{
    uv_fs_fsync(req->loop, &sync_req, (uv_file)req->result, on_synced); // ok: NS106, NS109
}

static void on_tick(uv_timer_t *t)
{
    uv_fs_open(t->loop, &open_req, "state", O_WRONLY, 0, on_open); // ok: NS106, NS109
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
