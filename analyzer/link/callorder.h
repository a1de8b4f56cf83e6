/* The order in which facts of callees are known before their callers ask. */
#ifndef LINK_CALLORDER_H
#define LINK_CALLORDER_H

#include "link/body.h"

/* All functions with a body, in postorder of direct calls and cleanups: callees first, but for
 * cycles. Into ARENA. */
uint32_t *callorder_find(const struct bodies *b, struct arena *arena, uint32_t *ret_len);

#endif
