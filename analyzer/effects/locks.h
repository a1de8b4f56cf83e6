/* Locks: which ones a call takes, and which it gives back, also through the program's own functions
 * for it.
 *
 * From the packs' `locks`, bottom-up. A lock is known by the variable or field that it is
 * (aval_object); one that no argument names by its rule. What a call takes only sometimes counts
 * where its result tells: a try-function, or one of the program that returns what it returned.
 */
#ifndef EFFECTS_LOCKS_H
#define EFFECTS_LOCKS_H

#include "contexts/context.h"
#include "engine/numbers.h"

struct lock {
    uint64_t object;              /* see aval_member */
    const struct rule_lock *rule; /* of the call that takes it, or gives it back, in the end */
    uint8_t taken; /* signs of the result with which the call has taken it: SIGN_ANY always */
    uint32_t arg;  /* of a call the argument, of a function the parameter, by which it is named, as
                      it is or as part of a struct; FACTS_NONE: by none */
    uint32_t within_param; /* of a function the parameter plus one that points to what OBJECT is a
                              member of: see struct aval */
};
typedef VEC(struct lock) lock_set; /* objects, each once */

struct locks;

struct locks *locks_new(const struct contexts *c, const struct aval_context *values);
void locks_free(struct locks *l);
/* The locks that the event (a call, or a scope exit) takes, or with RELEASE gives back: added to
 * RET_SET, in ARENA. */
void locks_of(const struct locks *l, struct arena *arena, struct node_id n, uint32_t event,
              bool release, lock_set *ret_set);
/* The same of a function as a whole: what it has taken when it returns, or gives back though it has
 * not taken it. Lives as long as L. */
const lock_set *locks_of_function(const struct locks *l, struct node_id n, bool release);
/* The one that surely is it, else one that may be (aval_may_be_same); NULL: it is not among them.
 */
const struct lock *lock_set_find(const lock_set *set, uint64_t object);
/* Does OTHER, of the call EVENT, name the same lock as LOCK does of the call TAKEN? Both are the
 * same field; but it may be that of two objects. */
bool locks_same(const struct locks *l, struct node_id n, const struct lock *lock, uint32_t taken,
                const struct lock *other, uint32_t event);
#endif
