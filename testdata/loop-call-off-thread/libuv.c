#include <pthread.h>
#include <uv.h>

static uv_timer_t timer;
static uv_async_t wake;
static pthread_t loop_thread;
static uv_loop_t own;
static uv_fs_t later;

static void on_timer(uv_timer_t *t)
{
    uv_timer_stop(t); // ok: NS601
}

static void on_done(uv_fs_t *req)
{
    uv_fs_req_cleanup(req);
}

static void arm(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 10, 0); // warning: 5 NS601 "uv_timer_start" step: "'work' calls 'arm'" related: "'work' is passed to 'uv_queue_work'"
}

/* The loop calls it too. */
static void stop_shared(void)
{
    uv_timer_stop(&timer); // ok: NS601
}

/* Without a callback nothing here touches the loop. */
static void list_directory(const char *dir)
{
    uv_fs_t req;
    uv_dirent_t entry;
    uv_fs_scandir(NULL, &req, dir, 0, NULL);      // ok: NS601
    while (uv_fs_scandir_next(&req, &entry) == 0) // ok: NS601
        ;
    uv_fs_req_cleanup(&req);                               // ok: NS601
    uv_fs_unlink(&own, &later, "/var/lib/x/old", on_done); // warning: 5 NS601 "uv_fs_unlink"
}

static void work(uv_work_t *req)
{
    (void)req;
    uv_async_send(&wake); // ok: NS601
    arm(&timer);
    list_directory("/var/lib/x");
    if (pthread_equal(pthread_self(), loop_thread))
        uv_timer_stop(&timer); // ok: NS601
    if (!pthread_equal(pthread_self(), loop_thread))
        uv_timer_stop(&timer); // warning: 9 NS601 "uv_timer_stop"
}

static void after(uv_work_t *req, int status)
{
    (void)req;
    (void)status;
    uv_timer_start(&timer, on_timer, 10, 0); // ok: NS601
    stop_shared();
}

static void beside(void *arg)
{
    uv_close(arg, NULL); // warning: 5 NS601 "uv_close" related: "'beside' is passed to 'uv_thread_create'"
    uv_async_send(&wake); // ok: NS601
}

/* A loop of its own. */
static void second(void *arg)
{
    (void)arg;
    uv_timer_t t;
    uv_loop_init(&own);
    uv_timer_init(&own, &t);
    uv_timer_start(&t, on_timer, 10, 0); // ok: NS601
    uv_run(&own, UV_RUN_DEFAULT);
}

/* Has ended before the loop runs. */
static void before(void *arg)
{
    uv_timer_init(arg, &timer); // ok: NS601
}

int main(void)
{
    static uv_work_t req;
    uv_thread_t t, u, v;
    loop_thread = pthread_self();
    uv_thread_create(&v, before, uv_default_loop());
    uv_thread_join(&v);
    uv_queue_work(uv_default_loop(), &req, work, after);
    uv_thread_create(&t, beside, &timer);
    uv_thread_create(&u, second, NULL);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
