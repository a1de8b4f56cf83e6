/* The paths of one function from one event on: what can happen between a call and the places where
 * the function is left.
 *
 * Beside effects/pathwalk.h, which knows signs and forks for its client, this knows the ranges of
 * numbers, and what START returned when it did not fail. Follows the control flow with what is
 * known of simple variables (constants that were assigned, outcomes of tests), so that a branch
 * that contradicts an earlier one is not taken, and the branch for the failure of the first event
 * is none. Paths end where a call never returns. Bounded: a function with too many different paths
 * is given up.
 */
#ifndef EFFECTS_PATHS_H
#define EFFECTS_PATHS_H

#include "link/body.h"

struct range { /* what a number, or a pointer, can be */
    int64_t low, high;
    bool not_zero;
    bool wanted; /* a number that the code takes for success, whatever it compares it with */
};

enum paths_step { PATHS_ON, PATHS_STOP };

struct paths {
    const struct bodies *bodies;
    struct node_id node;
    uint32_t start;      /* event; FACTS_NONE: the entry of the function */
    struct range result; /* what START returns where it does not fail */
    uint64_t
        state;     /* the caller's word behind START; tells paths apart, like what variables hold */
    void *context; /* the caller's, for the functions below */
    /* An event behind START. START itself too, when it is reached again: from there it is as the
     * first time, whatever is answered. */
    enum paths_step (*event)(void *context, uint32_t event, uint64_t *state);
    /* A call behind START that is taken to succeed, too. May be NULL: none is. */
    bool (*succeeds)(void *context, uint32_t event);
    /* The end of BLOCK, a branch, behind START. May be NULL. */
    enum paths_step (*branch)(void *context, uint32_t block, uint64_t *state);
    /* The function is left behind START. EVENT: the return, FACTS_NONE: the closing brace. */
    void (*leave)(void *context, uint32_t event, uint64_t state);
};

/* What a call returns that did not fail, by its type: a pointer that is not null, a number that is
 * not negative. */
struct range paths_success(const struct program *p, struct str function_type);
/* False: given up; nothing follows from what was seen. SCRATCH: for the duration of the call. */
bool paths_follow(const struct paths *w, struct arena *scratch) __attribute__((warn_unused_result));

#endif
