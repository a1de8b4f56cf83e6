/* What functions change, here or further down: which fields and variables they store to, and which
 * functions only look.
 *
 * Who stores is read at once, who leads there when it is asked for; lives in its own arena. Stores
 * through a pointer to the field or variable itself count where its address is passed.
 */
#ifndef EFFECTS_LOOPS_WRITES_H
#define EFFECTS_LOOPS_WRITES_H

#include "contexts/context.h"

struct writes;

struct writes *writes_new(const struct contexts *c);
void writes_free(struct writes *e);

/* The slots that a path goes through: its fields, and its variable if that is global. */
typedef VEC(uint32_t) slot_vec;
void writes_slots(const struct program *p, struct arena *a, struct node_id n, struct path_id path,
                  slot_vec *ret_slots);

/* Is the path more than a local variable or parameter itself: something that others see? */
bool writes_stores_outside(const struct program *p, struct node_id n, struct path_id path);
/* Does the function, or what it calls, store to one of the slots? Maybe: it calls through a
 * pointer. */
enum tri writes_stores(struct writes *e, struct node_id n, const slot_vec *slots);
/* Does another function than N itself store to one of the slots? */
bool writes_stored_elsewhere(const struct writes *e, struct node_id n, const slot_vec *slots);
/* Does the function, or what it calls, call through a pointer? */
bool writes_calls_pointers(const struct writes *e, struct node_id n);
/* Does the call only look, at state or at a clock: by rule, or because the body of what it calls
 * stores to nothing outside and calls only what looks. Locks may be taken and released. */
enum look { LOOK_NO, LOOK_STATE, LOOK_TIME };
enum look writes_look(struct writes *e, struct node_id n, uint32_t event);
/* The slots that a function which only looks reads, further down too. */
void writes_looks_at(const struct writes *e, struct arena *a, struct node_id n,
                     slot_vec *ret_slots);

#endif
