/* What a function may change through pointers to its own variables, or to what it otherwise names
 * itself: `*tail = n` where `tail = &head`, `fill(p)` where `p = on ? &a : &b`.
 *
 * Which of several addresses a pointer holds at a time is not asked: a store through it may change
 * all that it ever holds, and what those that are copied from and to it hold. Addresses that go to
 * a call at once, or in a struct whose address does, are not meant: who asks for calls sees them.
 *
 * Source: Steensgaard 1996, Points-to Analysis in Almost Linear Time (pointers that hold one
 * address are one class).
 */
#ifndef LINK_POINTED_H
#define LINK_POINTED_H

#include "link/body.h"

struct pointed {
    const uint32_t *places; /* by path: the class of pointers that hold its address, that of a part,
                               or of what it is in; 0: none, or none through which is stored */
    const uint32_t *events; /* by event: the class through which it may store; 0: none */
};

/* NULL: nothing of the kind. Of BODY it needs next_of_root and the assignments. Owner: A. */
const struct pointed *pointed_find(struct arena *a, const struct node *node,
                                   const struct body *body);

#endif
