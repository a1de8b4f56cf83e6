/* Waits: calls that wait for several descriptors, or for a set that grows, by which a program has
 * an event loop of its own (packs: waits_many).
 *
 * A set that is written down where the wait stands (contexts/waitset.h), and that has at most one
 * descriptor beside the process's own standard streams, or those of stdio, is none: who waits so
 * waits for one answer, or copies between a connection and a person or a pipe, and there is nobody
 * else whom it could keep waiting. Nor is one of what children that were started are talked to
 * through: output and errors, read until all have ended.
 *
 * A helper that waits for what its parameters say, an array or descriptors that it puts into one,
 * waits for as many as its caller gives it: each call of it is asked anew.
 */
#ifndef CONTEXTS_WAITS_H
#define CONTEXTS_WAITS_H

#include "contexts/waitset.h"
#include "values/aval.h"

/* What of a set comes from the function's parameters. */
struct wait_given {
    bool some;
    uint32_t array, number; /* parameters: the set, and how many are in it; FACTS_NONE: neither */
    uint32_t descriptors;   /* parameters that are in the set, a bit each */
    bool other;             /* the function has one more in it */
};

struct wait {
    const struct rule_wait *rule; /* NULL: it waits for one at most, or does not wait */
    struct wait_given given;      /* what callers have a say in */
    struct wait_set set;          /* what is written here */
};

/* What CALL itself waits for. */
struct wait wait_of_call(const struct aval_context *values, struct arena *scratch,
                         const struct call *call);
/* What CALL waits for whose callee waits by RULE for what it is GIVEN. */
struct wait wait_of_given(const struct aval_context *values, struct arena *scratch,
                          const struct call *call, const struct rule_wait *rule,
                          const struct wait_given *given);

#endif
