/* libuv: handles live until their close callback, requests until their callback. */
#include <stdlib.h>
#include <uv.h>

struct session {
    uv_loop_t *loop;
    uv_timer_t timer;
    uv_work_t work;
    void *data;
};

static void on_timer(uv_timer_t *timer)
{
    (void)timer;
}

static void work(uv_work_t *req)
{
    (void)req;
}

static void after_work(uv_work_t *req, int status)
{
    (void)status;
    free(req);
}

static void on_file(uv_fs_t *req)
{
    uv_fs_req_cleanup(req);
}

static void on_resolved(uv_getaddrinfo_t *req, int status, struct addrinfo *res)
{
    (void)req;
    (void)status;
    (void)res;
}

void armed(uv_loop_t *loop)
{
    uv_timer_t timer;
    uv_timer_init(loop, &timer);
    uv_timer_start(&timer, on_timer, 100, 0); // warning: 5 NS306 "address of 'timer'" "'uv_timer_start'" related: "'timer' is declared here" related: "left here"
}

void stopped_is_not_closed(uv_loop_t *loop)
{
    uv_timer_t timer;
    uv_timer_init(loop, &timer);
    uv_timer_start(&timer, on_timer, 100, 0); // warning: 5 NS306 "uv_timer_start"
    uv_timer_stop(&timer);
}

void in_the_object(struct session *s)
{
    uv_timer_init(s->loop, &s->timer);
    uv_timer_start(&s->timer, on_timer, 100, 0); // ok: NS306
}

void loop_runs_here(void)
{
    uv_loop_t *loop = uv_default_loop();
    uv_timer_t timer;
    uv_timer_init(loop, &timer);
    uv_timer_start(&timer, on_timer, 100, 0); // ok: NS306
    uv_run(loop, UV_RUN_DEFAULT);
}

int loop_runs_if_it_started(uv_loop_t *loop)
{
    uv_timer_t timer;
    int rc;
    uv_timer_init(loop, &timer);
    rc = uv_timer_start(&timer, on_timer, 100, 0); // ok: NS306
    if (rc != 0)
        return rc;
    return uv_run(loop, UV_RUN_DEFAULT);
}

int tested_in_steps(uv_loop_t *loop)
{
    uv_timer_t timer;
    int rc, started;
    uv_timer_init(loop, &timer);
    rc = uv_timer_start(&timer, on_timer, 100, 0); // ok: NS306
    started = rc == 0;
    if (!started)
        return -1;
    return uv_run(loop, UV_RUN_DEFAULT);
}

int left_early(uv_loop_t *loop, int verbose)
{
    uv_timer_t timer;
    uv_timer_init(loop, &timer);
    if (uv_timer_start(&timer, on_timer, 100, 0) < 0) // warning: 9 NS306 "uv_timer_start"
        return -1;
    if (!verbose)
        return 0;
    return uv_run(loop, UV_RUN_DEFAULT);
}

void static_variable(uv_loop_t *loop)
{
    static uv_timer_t timer;
    uv_timer_init(loop, &timer);
    uv_timer_start(&timer, on_timer, 100, 0); // ok: NS306
}

void allocated(uv_loop_t *loop)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    uv_timer_init(loop, timer);
    uv_timer_start(timer, on_timer, 100, 0); // ok: NS306 // warning: 5 NS205 "uv_timer_start"
}

void request(uv_loop_t *loop)
{
    uv_work_t req;
    uv_queue_work(loop, &req, work, after_work); // warning: 5 NS306 "address of 'req'" "uv_queue_work"
}

void data_of_a_request(uv_loop_t *loop)
{
    struct session local = {.loop = loop};
    uv_work_t *req = malloc(sizeof *req);
    req->data = &local;
    uv_queue_work(loop, req, work, after_work); // warning: 5 NS306 "address of 'local'" "uv_queue_work"
}

void good_data_of_a_request(struct session *s)
{
    uv_work_t *req = malloc(sizeof *req);
    req->data = s;
    uv_queue_work(s->loop, req, work, after_work); // ok: NS306
}

void synchronous(uv_loop_t *loop)
{
    uv_fs_t req;
    uv_fs_open(loop, &req, "/etc/motd", 0, 0, NULL); // ok: NS306
    uv_fs_req_cleanup(&req);
}

void asynchronous(uv_loop_t *loop)
{
    uv_fs_t req;
    uv_fs_open(loop, &req, "/etc/motd", 0, 0, on_file); // warning: 5 NS306 "uv_fs_open"
}

int hints_are_read_at_once(struct session *s, uv_getaddrinfo_t *req)
{
    struct addrinfo hints = {.ai_family = AF_INET};
    return uv_getaddrinfo(s->loop, req, on_resolved, "example.com", "80", &hints); // ok: NS306
}

void field_of_a_local(uv_loop_t *loop)
{
    struct session local = {.loop = loop};
    uv_timer_init(loop, &local.timer);
    uv_timer_start(&local.timer, on_timer, 100, 0); // warning: 5 NS306 "address of 'local'"
}

void through_a_pointer(uv_loop_t *loop)
{
    struct session local = {.loop = loop};
    struct session *s = &local;
    uv_timer_init(loop, &s->timer);
    uv_timer_start(&s->timer, on_timer, 100, 0); // warning: 5 NS306 "address of 'local'"
}

void taken_out_again(struct session *s)
{
    int done = 0;
    s->work.data = &done;
    uv_queue_work(s->loop, &s->work, work, after_work); // ok: NS306
    s->work.data = NULL;
}

void never_leaves(uv_loop_t *loop)
{
    uv_timer_t timer;
    uv_timer_init(loop, &timer);
    uv_timer_start(&timer, on_timer, 100, 0); // ok: NS306
    for (;;)
        uv_run(loop, UV_RUN_ONCE);
}

int main(void)
{
    uv_timer_t timer;
    uv_loop_t *loop = uv_default_loop();
    uv_timer_init(loop, &timer);
    uv_timer_start(&timer, on_timer, 100, 0); // ok: NS306
    armed(loop);
    return uv_run(loop, UV_RUN_DEFAULT);
}
