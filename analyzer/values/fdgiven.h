/* Descriptors that callbacks are given: who registers a callback for a descriptor hands that over,
 * as a caller would (`event_new(base, p[0], EV_READ, on_read, NULL)`).
 *
 * Packs say which argument of a registrar is the descriptor, and which parameter of the callback
 * gets it; the program's own wrappers hand theirs on. Known of functions that the program names
 * nowhere else: what is also called, or stored, may be given any. Private to the tracking of
 * descriptors.
 */
#ifndef VALUES_FDGIVEN_H
#define VALUES_FDGIVEN_H

#include "link/body.h"

struct fdgiven { /* parameter PARAM of CALLBACK is VALUE at the call EVENT of the row's node */
    uint32_t event;
    struct value_id value;
    struct node_id callback;
    uint32_t param;
};
typedef VEC(struct fdgiven) fdgiven_vec;

/* By node; in ARENA. */
fdgiven_vec *fdgiven_find(const struct bodies *b, struct arena *arena);

#endif
