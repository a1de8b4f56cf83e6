/* Excerpt of BIND 9.21, lib/isc/include/isc/loop.h, job.h, async.h, timer.h, thread.h (MPL-2.0), git bf74540d. */
#pragma once

#include <stdint.h>
#include <pthread.h>

typedef struct isc_mem isc_mem_t;
typedef struct isc_loop isc_loop_t;
typedef struct isc_timer isc_timer_t;
typedef int isc_result_t;
typedef void (*isc_job_cb)(void *);
typedef pthread_t isc_thread_t;
typedef void *(*isc_threadfunc_t)(void *);

isc_loop_t *isc_loop(void);
void isc_loopmgr_run(void);
void isc_loopmgr_shutdown(void);
void isc_loopmgr_pause(void);
void isc_loopmgr_resume(void);
void isc_loopmgr_setup(isc_job_cb cb, void *cbarg);
void isc_async_run(isc_loop_t *loop, isc_job_cb cb, void *cbarg);
#define isc_async_current(cb, cbarg) isc_async_run(isc_loop(), cb, cbarg)
void isc_timer_create(isc_loop_t *loop, isc_job_cb cb, void *cbarg, isc_timer_t **timerp);
void isc_timer_destroy(isc_timer_t **timerp);
void isc_thread_create(isc_threadfunc_t, void *, isc_thread_t *);
void isc_thread_join(isc_thread_t thread, void **);
