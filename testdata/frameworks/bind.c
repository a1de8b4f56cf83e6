/* BIND 9.20: jobs, timers and network callbacks run on a loop; the work of isc_work_enqueue, arity 4, on a thread. */
#include <isc/loop.h>
#include <isc/netmgr.h>
#include <isc/work.h>
#include <stddef.h>
#include <unistd.h>

static void on_job(void *arg)
{
    (void)arg;
    usleep(1);           // note: 5 NS101 "isc_timer_create" related: "isc_async_run"
    isc_loopmgr_pause(); // warning: 5 NS105 "isc_async_run"
    isc_loopmgr_resume();
}

static void on_timer(void *arg)
{
    (void)arg;
    usleep(2); // note: 5 NS101 related: "isc_timer_create"
}

static void on_setup(void *arg)
{
    (void)arg;
    isc_loopmgr_run(); // error: 5 NS204 "isc_loopmgr_run"
}

static void on_read(isc_nmhandle_t *handle, isc_result_t result, isc_region_t *region, void *arg)
{
    (void)handle, (void)result, (void)region, (void)arg;
    usleep(3); // note: 5 NS101 related: "isc_nm_read"
}

static void on_sent(isc_nmhandle_t *handle, isc_result_t result, void *arg)
{
    (void)handle, (void)result, (void)arg; // ok: NS101
}

static void work(void *arg)
{
    (void)arg;
    usleep(4); // ok: NS101
}

static void after_work(void *arg)
{
    (void)arg;
    usleep(5); // note: 5 NS101 related: "isc_work_enqueue"
}

static void *thread(void *arg)
{
    usleep(6); // ok: NS101
    return arg;
}

static void on_current(void *arg)
{
    isc_thread_t *t = arg;
    isc_thread_join(*t, NULL); // error: 5 NS105 "isc_thread_join"
}

void start(isc_nmhandle_t *handle, isc_region_t *region, isc_timer_t **timer, isc_thread_t *t);

void start(isc_nmhandle_t *handle, isc_region_t *region, isc_timer_t **timer, isc_thread_t *t)
{
    isc_loopmgr_setup(on_setup, NULL);
    isc_async_run(isc_loop(), on_job, NULL);
    isc_async_current(on_current, t);
    isc_timer_create(isc_loop(), on_timer, NULL, timer);
    isc_nm_read(handle, on_read, NULL);
    isc_nm_send(handle, region, on_sent, NULL);
    isc_work_enqueue(isc_loop(), work, after_work, NULL);
    isc_thread_create(thread, NULL, t);
    isc_loopmgr_run(); // ok: NS204
}
