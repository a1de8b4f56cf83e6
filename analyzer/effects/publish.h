/* What a library's public functions mean for their callers, in the terms of a rule pack: entries
 * that say of a call what the summaries say of the function's body.
 *
 * What depends on a parameter becomes a condition on the argument; what the library decides by
 * itself is decided. Which arguments and fields the library's loop, or its threads, call is said
 * too, so that its users' callbacks are known. Made by publish_all from summaries
 * (summaries_new_library) and suspends, for the command `summary`; written as YAML by report/pack.
 */
#ifndef EFFECTS_PUBLISH_H
#define EFFECTS_PUBLISH_H

#include "contexts/handed.h"
#include "effects/summary.h"
#include "effects/suspend.h"

enum published_kind {
    PUBLISHED_BLOCKING,
    PUBLISHED_WRAPPER, /* sync_wrappers */
    PUBLISHED_RUN_LOOP,
    PUBLISHED_SUSPEND, /* coroutines.suspend */
    PUBLISHED_NORETURN,
    PUBLISHED_CALLBACK, /* async.callbacks */
    PUBLISHED_FIELD,    /* async.fields */
    PUBLISHED_OFFLOAD,
};

struct published {
    enum published_kind kind;
    struct node_id node;
    struct rule_blocking
        rule; /* what an entry says; when and unless for run loops too. No callee. */
    const struct rule_run_loop *runs; /* PUBLISHED_RUN_LOOP: nesting and in */
    const struct suspension
        *suspension; /* PUBLISHED_SUSPEND: witness; NULL: a mark, or own_suspend */
    const struct rule_suspend *own_suspend; /* the project's own rule for the function */
    const struct handed *handed; /* callbacks, fields and offload: what, and who calls; else NULL */
    const char *called;          /* how that call is written */
    const struct leaf *leaf; /* witness; NULL: a mark of the function itself, or the project's own
                                rule for it */
};

typedef VEC(struct published) published_vec;

/* Which functions are asked about. */
struct publish_filter {
    /* May be NULL: all. HEADER: where the function is declared, empty if nowhere. */
    bool (*wants)(void *context, struct str header, struct str source);
    void *context;
    enum certainty least; /* of entries */
};

/* Entries for the public functions, by name of the function, each said once, and for the fields
 * that headers of the project have; into ARENA, as long as S and SUSPENDS. */
void publish_all(const struct summaries *s, const struct suspends *suspends,
                 const struct contexts *c, const struct aval_context *values,
                 const struct publish_filter *filter, struct arena *arena,
                 published_vec *ret_published);

#endif
