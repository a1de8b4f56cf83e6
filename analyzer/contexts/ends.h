/* Loops that end by themselves when what they wait for is done: they are no event loops, since
 * nobody else waits for them. What a command has started (children, workers, transfers) it waits
 * for so; a server's loop goes on until it is told to stop. Such are loops that take no
 * connections, and
 * - that are left by a local variable which they only count down, in some of their rounds: the
 *   workers that were there at the beginning. Where each round counts, rounds are counted. Or by a
 *   variable of the whole program, or a field, that is counted up before, and that the functions
 *   which the loop calls only count down;
 * - that are left by a local variable whose address was put into an object of the caller's: what
 *   completes that object says so in the variable, and the caller waits for this one answer. A
 *   variable that is set at the beginning says that a server is to go on;
 * - around a wait for a client's transfers alone (packs: `transfers`) that ask how many still
 *   run, and test nothing but local variables and what the library returns to be left. Memory that
 *   others write, or no test at all, is a server's;
 * - around a wait for the open ones of a set that only shrinks, but for children that are started
 *   meanwhile: where none is left the wait is not made, and nothing that the loop does stores
 *   another descriptor where the set is taken from.
 */
#ifndef CONTEXTS_ENDS_H
#define CONTEXTS_ENDS_H

#include "contexts/waitset.h"

/* The field from which the call that waits by RULE takes its descriptors, where it is not made when
 * none is left; FACTS_NONE: it is not such. */
struct slot_id ends_empty(const struct bodies *b, const struct call *wait,
                          const struct rule_wait *rule, struct arena *scratch);

/* What is asked of the whole program, once. */
struct ends;

/* In ARENA. */
struct ends *ends_new(struct arena *arena, const struct bodies *b);
void ends_free(struct ends *e);

/* Does LOOP of the function end by itself? The call EVENT in it waits, by RULE, here or further
 * down, for what is taken from the field SOURCE. */
bool ends_itself(struct ends *ends, struct node_id n, const struct loops *loops, uint32_t loop,
                 uint32_t event, const struct rule_wait *rule, struct slot_id source,
                 struct arena *scratch);

#endif
