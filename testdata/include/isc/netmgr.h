/* Excerpt of BIND 9.21, lib/isc/include/isc/netmgr.h (MPL-2.0), git bf74540d. */
#pragma once

#include <isc/loop.h>

typedef struct isc_nmhandle isc_nmhandle_t;
typedef struct isc_region isc_region_t;
typedef void (*isc_nm_recv_cb_t)(isc_nmhandle_t *handle, isc_result_t eresult, isc_region_t *region, void *cbarg);
typedef void (*isc_nm_cb_t)(isc_nmhandle_t *handle, isc_result_t result, void *cbarg);
void isc_nm_read(isc_nmhandle_t *handle, isc_nm_recv_cb_t cb, void *cbarg);
void isc_nm_send(isc_nmhandle_t *handle, isc_region_t *region, isc_nm_cb_t cb, void *cbarg);
