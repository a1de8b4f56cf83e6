/* Functions that take a descriptor, stream or handle out of where it is, and return it:
 * `int taken = *fd; *fd = -1; return taken;`, as `steal_pointer(&p)` does.
 */
#ifndef VALUES_FDTAKEN_H
#define VALUES_FDTAKEN_H

#include "link/body.h"

/* The parameter of N whose pointee, as it was when N was called, is all that N returns beside
 * constants; FACTS_NONE: there is none. */
uint32_t fdtaken_param(const struct bodies *b, struct node_id n);

#endif
