/* Functions that are handed in to be called back: which argument of which function, and which
 * field, ends in a pointer that an event loop calls, or a thread of the program's own.
 *
 * What such a pointer holds is followed backwards (link/flow). An argument counts where it was kept
 * on its way, in a field or a variable: what only calls its argument, before it returns, registers
 * nothing. Who is called on a loop and in a thread counts as called on the loop, where it matters.
 * For those who write packs: report/pack by the command `summary`, and the command `init`.
 */
#ifndef CONTEXTS_HANDED_H
#define CONTEXTS_HANDED_H

#include "contexts/context.h"

struct handed {
    bool thread;             /* no event loop calls it, a thread does */
    struct node_id function; /* FACTS_NONE: a field */
    uint32_t arg;            /* of the function, from 0 */
    struct slot_id field;
    const struct call *call; /* the call through the pointer */
};
typedef VEC(struct handed) handed_vec;

/* Functions with a body first, in order of the program, then fields of structs; into ARENA. */
void handed_find(const struct contexts *c, struct arena *arena, handed_vec *ret_handed);

#endif
