/* Summaries: what a function may block on, here or further down through direct calls, each with a
 * witness.
 *
 * Computed bottom-up. A leaf whose rule depends on a parameter (a descriptor, flags) stays open and
 * is decided at each caller. The search does not go into functions that are async by declaration
 * themselves (they are reported on their own), that promise not to block, or that a rule of a
 * framework or of the project speaks for.
 */
#ifndef EFFECTS_SUMMARY_H
#define EFFECTS_SUMMARY_H

#include "contexts/context.h"

struct leaf {
    enum block_kind kind;
    const struct rule_blocking *rule; /* NULL: a mark, or runs is set */
    const struct rule_run_loop *runs; /* the call runs an event loop */
    enum certainty certainty;
    struct needs needs;      /* of NODE's parameters */
    uint8_t mask;            /* contexts in which it is reached */
    uint16_t depth;          /* calls above the leaf */
    struct node_id node;     /* function with the call */
    uint32_t event;          /* the call in it */
    const struct leaf *down; /* the leaf in the callee, NULL: this call is it */
    struct node_id callee;   /* of the call, where it is direct */
    struct aval
        *args; /* of the leaf's call, in terms of NODE's parameters; NULL: decided for good */
    uint32_t arg_len;
    enum certainty at_most; /* of the path so far: less where it goes through pointers */
    uint64_t lock;          /* thread mutex: aval object; OBJECT_NONE none */
    bool mixed;             /* sync wrapper that dispatches by itself */
};

typedef VEC(const struct leaf *) leaf_vec;

/* May the search go through (or end at) a call at LOC for this kind? For suppressions. */
struct leaf_filter {
    bool (*skip)(void *context, const struct leaf *leaf, struct loc loc);
    void *context;
};

struct summaries;
struct locks;

/* FILTER may be NULL. */
struct summaries *summaries_new(const struct contexts *c, const struct aval_context *values,
                                const struct locks *locks, const struct leaf_filter *filter);
/* For a library that is looked at without its callers: paths go on through pointers too, to what
 * the library itself stores there (contexts/targets.h). */
struct summaries *summaries_new_library(const struct contexts *c, const struct aval_context *values,
                                        const struct locks *locks,
                                        const struct leaf_filter *filter);
void summaries_free(struct summaries *s);
/* What is known of a function before a caller decides what is open; lives as long as S. */
const leaf_vec *summary_kept(const struct summaries *s, struct node_id n);
/* What the call EVENT of function N leads to in the contexts of MASK: at most one leaf per kind and
 * lock, the most certain and shortest, all decided. Into ARENA. */
void summary_of_call(const struct summaries *s, struct arena *arena, struct node_id n,
                     uint32_t event, uint8_t mask, leaf_vec *ret_leaves);
/* The same for a whole function. */
void summary_of_function(const struct summaries *s, struct arena *arena, struct node_id n,
                         uint8_t mask, leaf_vec *ret_leaves);
/* Is some critical section of this lock slow: does it block or suspend while it holds the lock? */
bool summary_lock_is_slow(const struct summaries *s, uint64_t lock);
/* The leaf at the end of the path. */
const struct leaf *leaf_end(const struct leaf *leaf);

#endif
