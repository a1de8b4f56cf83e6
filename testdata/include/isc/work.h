/* Excerpt of BIND, lib/isc/include/isc/work.h (MPL-2.0): with ISC_WORK_LANES that of 9.21 (git bf74540d), else that of 9.20. */
#pragma once

#include <isc/loop.h>

typedef struct isc_work isc_work_t;
#ifdef ISC_WORK_LANES
typedef enum isc_worklane { ISC_WORKLANE_FAST = 0, ISC_WORKLANE_SLOW } isc_worklane_t;
typedef isc_result_t (*isc_work_cb)(void *arg);
typedef void (*isc_work_done_cb)(void *arg, isc_result_t result);
isc_work_t *isc_work_enqueue(isc_loop_t *loop, isc_worklane_t lane, isc_work_cb cb, isc_work_done_cb done_cb, void *cbarg);
#else
typedef void (*isc_work_cb)(void *arg);
typedef void (*isc_after_work_cb)(void *arg);
void isc_work_enqueue(isc_loop_t *loop, isc_work_cb work_cb, isc_after_work_cb after_work_cb, void *cbarg);
#endif
