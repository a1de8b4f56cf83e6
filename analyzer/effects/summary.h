/* Summaries: what a function may block on, here or further down through direct calls, each with a
 * witness: for every check and every function that holds a blocking call the best way there.
 *
 * Computed bottom-up, until nothing changes. A leaf whose rule depends on a parameter (a
 * descriptor, flags) stays open and is decided at each caller. The search does not go into
 * functions that are async by declaration themselves (they are reported on their own), that promise
 * not to block, or that a rule of a framework or of the project speaks for.
 */
#ifndef EFFECTS_SUMMARY_H
#define EFFECTS_SUMMARY_H

#include "effects/ready.h"

struct leaf {
    enum block_kind kind;
    const struct rule_blocking *rule; /* NULL: a mark, or runs is set */
    const struct rule_run_loop *runs; /* the call runs an event loop */
    enum certainty certainty;
    enum stall stall;         /* effects/stall.h; STALL_NONE where runs is set */
    struct needs needs;       /* of NODE's parameters */
    uint8_t mask;             /* contexts in which it is reached */
    uint32_t depth;           /* calls above the leaf */
    struct node_id node;      /* function with the call */
    uint32_t event;           /* the call in it */
    const struct leaf *down;  /* the leaf in the callee, NULL: this call is it */
    struct node_id callee;    /* of the call: direct, or what the pointer holds */
    struct node_id handed_to; /* the call hands CALLEE, a library's function, to this one, which
                                 calls it; FACTS_NONE: it does not */
    struct node_id end;       /* function that holds the blocking call */
    struct aval
        *args; /* of the leaf's call, in terms of NODE's parameters; NULL: decided for good */
    uint32_t arg_len;
    struct program_set
        programs;           /* those of the database that all functions of the way are part of */
    enum certainty at_most; /* of the path so far: less where it goes through pointers */
    uint64_t lock;          /* thread mutex: see aval_member; OBJECT_NONE none */
    struct ready_fd fd;     /* a rule's `once_ready` descriptor */
    bool first;             /* and this is the first call that may read it: effects/ready.h */
    bool rare;              /* some step of the way is not reached in normal use: effects/usual.h */
    bool on_command;        /* the blocking call is behind a command: contexts/operated.h */
    bool mixed;             /* sync wrapper that dispatches by itself */
};

typedef VEC(const struct leaf *) leaf_vec;

#define LEAVES_MAX                                                                                 \
    2048 /* of one function: against blow-up where thousands of functions block below one; of more \
            the best are kept, and summary_was_cut tells */

/* May the search go through (or end at) a call at LOC for this kind? For suppressions. */
struct leaf_filter {
    bool (*skip)(void *context, const struct leaf *leaf, struct loc loc);
    void *context;
};

struct summaries;
struct locks;
struct lock_section;

/* FILTER may be NULL. */
struct summaries *summaries_new(const struct contexts *c, const struct aval_context *values,
                                const struct locks *locks, const struct leaf_filter *filter);
/* For a library that is looked at without its callers: paths go on through pointers too, to what
 * the library itself stores there (link/calls.h). */
struct summaries *summaries_new_library(const struct contexts *c, const struct aval_context *values,
                                        const struct locks *locks,
                                        const struct leaf_filter *filter);
void summaries_free(struct summaries *s);
/* What is known of a function before a caller decides what is open; lives as long as S. */
const leaf_vec *summary_kept(const struct summaries *s, struct node_id n);
/* What the call EVENT of function N leads to in the contexts of MASK: for each kind and each
 * function that holds such a call the best way, best first, all decided: what is shown by default,
 * then the longest stall, the most certain, the shortest. Into ARENA. */
void summary_leaves(const struct summaries *s, struct arena *arena, struct node_id n,
                    uint32_t event, uint8_t mask, leaf_vec *ret_leaves);
/* The blocking calls that stand in function N itself, in order of events, decided. Into ARENA. */
void summary_own_leaves(const struct summaries *s, struct arena *arena, struct node_id n,
                        uint8_t mask, leaf_vec *ret_leaves);
/* Of those the best of each kind; after it what is surer and stalls less. */
void summary_of_call(const struct summaries *s, struct arena *arena, struct node_id n,
                     uint32_t event, uint8_t mask, leaf_vec *ret_leaves);
/* The same for a whole function. */
void summary_of_function(const struct summaries *s, struct arena *arena, struct node_id n,
                         uint8_t mask, leaf_vec *ret_leaves);
/* The critical section of this lock that blocks or suspends longest while it holds the lock
 * (effects/slow_locks.h); NULL: none does. As long as the contexts. */
const struct lock_section *summary_lock_section(const struct summaries *s, uint64_t lock);
/* The best of each kind and each function that holds such a call that the event leads to in normal
 * use. */
void summary_usual(const struct summaries *s, struct arena *arena, struct node_id n, uint32_t event,
                   uint8_t mask, leaf_vec *ret_leaves);
/* The function of which more than LEAVES_MAX leaves were found first; FACTS_NONE: none. */
struct node_id summary_was_cut(const struct summaries *s);
/* Likewise, of more than LEAF_WAYS_MAX (effects/leaf_set.h) ways to one leaf. */
struct node_id summary_was_joined(const struct summaries *s);
/* The leaf at the end of the path. */
const struct leaf *leaf_end(const struct leaf *leaf);
/* The class that it counts as: behind a command one lower. */
static inline enum stall leaf_stall(const struct leaf *leaf, bool on_command)
{
    return on_command && leaf->stall > STALL_SHORT ? leaf->stall - 1 : leaf->stall;
}

#endif
