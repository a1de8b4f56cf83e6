/* BIND 9.21: isc_work_enqueue has a lane, and its work is argument 2. */
#define ISC_WORK_LANES
#include <isc/work.h>
#include <stddef.h>
#include <unistd.h>

static isc_result_t work(void *arg)
{
    (void)arg;
    usleep(1); // ok: NS101
    return 0;
}

static void done(void *arg, isc_result_t result)
{
    (void)arg, (void)result;
    usleep(2); // note: 5 NS101 "isc_timer_create" related: "isc_work_enqueue"
}

isc_work_t *start(void);

isc_work_t *start(void)
{
    return isc_work_enqueue(isc_loop(), ISC_WORKLANE_SLOW, work, done, NULL);
}
