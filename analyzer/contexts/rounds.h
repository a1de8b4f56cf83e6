/* Rounds by tail calls: functions that call each other, or themselves, as the last thing they do,
 * and so go round like a loop statement. What a function has still to do after the call makes it a
 * recursion, which comes back.
 *
 * Calls through pointers count, too. Private to contexts/evloop.
 */
#ifndef CONTEXTS_ROUNDS_H
#define CONTEXTS_ROUNDS_H

#include "engine/solve.h"
#include "link/body.h"

/* The functions and their tail calls; what goes round is one component. Into ARENA. */
struct solver *rounds_find(const struct bodies *b, struct arena *arena);
/* Do the functions of the component go round? */
bool rounds_repeat(const struct solver *rounds, uint32_t component);

#endif
