/* What a call through a pointer reaches: the functions that the program itself stores where it
 * takes the callee from, and those that it hands to a function which calls its parameter.
 *
 * For who looks at a program without its roots (a library's summary, pictures of calls): contexts
 * treat such functions as async by declaration instead.
 */
#ifndef CONTEXTS_TARGETS_H
#define CONTEXTS_TARGETS_H

#include "contexts/context.h"

struct target {
    struct node_id node;
    enum certainty certainty; /* at most: usually where several functions are stored */
    uint64_t programs;        /* those in which it is stored there */
};
typedef VEC(struct target) target_vec;

struct targets;

/* REACHED_ONLY: leave out what is stored where the program's main does not lead. */
struct targets *targets_new(const struct contexts *c, bool reached_only);
void targets_free(struct targets *t);
/* Functions with a body that the call EVENT of N may reach, but for the direct callee; each once,
 * in order of the program; they live as long as T. What a parameter of N holds is left to its
 * callers. */
void targets_of_call(struct targets *t, struct node_id n, uint32_t event, target_vec *ret_targets);

#endif
