/* Excerpt of libxcb 1.15, xcb.h (MIT licence). */
#ifndef XCB_H
#define XCB_H

typedef struct xcb_connection_t xcb_connection_t;
typedef struct xcb_generic_event_t xcb_generic_event_t;

xcb_generic_event_t *xcb_poll_for_event(xcb_connection_t *c);

#endif
