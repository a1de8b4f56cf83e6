/* Excerpt of xcb-util 0.4.0, xcb_aux.h (MIT licence). */
#ifndef XCB_AUX_H
#define XCB_AUX_H

#include <xcb/xcb.h>

void xcb_aux_sync(xcb_connection_t *c);

#endif
