/* Calls: one row for every call, macro use and scope exit of the program, with all that passes ask
 * of one: the name by which rules know it, what the packs say of that name and of the macro that it
 * is written through, whether it runs elsewhere, and what it can run, directly, through pointers
 * and through functions that call what they are handed. The one answer to "what can this call run".
 *
 * Made in two steps, because what is live depends on names, and what pointers hold on what is live:
 * calls_new names them, link/body reads them, calls_link then finds the targets. Every pass after
 * that reads rows. Owned by who made it; rows live as long.
 */
#ifndef LINK_CALLS_H
#define LINK_CALLS_H

#include "engine/solve.h"
#include "link/marks.h"
#include "link/programs.h"
#include "link/roles.h"

struct bodies;
struct flow;
struct flow_source;

struct call_target {
    struct node_id node;         /* with a body, or one that the packs know */
    enum certainty certainty;    /* at most: usually where several functions are stored there */
    struct program_set programs; /* those in which it is stored there */
    struct program_set reached;  /* those of them whose main leads to the place that stores it */
    struct node_id handed_to;    /* the callee that calls what it is handed; FACTS_NONE: this call
                                    itself is through the pointer */
    const struct flow_source *source; /* where it is stored, or handed over */
};

struct call {
    struct node_id node;
    uint32_t event;                 /* of NODE: a call, a macro or a scope exit */
    struct str name;                /* of a function, a variable that is called, or the macro, or
                                       "RECORD.FIELD" where rules name the field; empty where a name
                                       would say nothing: other fields, locals, parameters */
    const struct name_roles *roles; /* what the packs say of the name, NULL nothing */
    const struct name_roles *macro; /* of the outermost macro that the call is written through */
    struct node_id callee;          /* as it is written: before cuts and namesakes; FACTS_NONE: not
                                       direct */
    bool spawned;   /* the body of a coroutine, as in go(f(x)): no call of this function */
    bool cut;       /* the project says that this is never called from here */
    bool elsewhere; /* spawned, or written in the argument of a macro that runs it on another thread
                     */
    node_vec callees; /* with their namesakes; none where it runs elsewhere or is cut */
    VEC(struct call_target) targets; /* likewise */
};
typedef VEC(struct call) call_vec;

struct calls {
    struct arena *arena;
    struct program *program;
    const struct roles *roles;
    struct programs *programs;
    const struct fn_marks *marks; /* by node */
    call_vec *at;                 /* by node: in order of events */
    uint32_t **row_of;            /* by node, by event: row plus one, 0 none */
    struct params *invokes;       /* by node: parameters that are called, here or further down */
    struct solver *direct;        /* direct calls and scope exits; NULL before calls_link */
    struct solver *all;           /* those, and calls through pointers */
    uint32_t longest_targets;     /* of one row */
};

struct calls *calls_new(struct program *p, const struct roles *roles);
void calls_free(struct calls *c);
/* Functions in the order of the calls that are written, live or not; before it is known which are.
 */
struct solver *calls_order_written(struct calls *c);
/* What pointers reach; and the order of the calls. */
void calls_link(struct calls *c, const struct bodies *b, struct flow *f);

/* The row of an event; NULL: it is neither call nor macro nor scope exit. */
static inline const struct call *calls_find(const struct calls *c, struct node_id n, uint32_t event)
{
    uint32_t row = c->row_of[n.i] ? c->row_of[n.i][event] : 0;
    return row ? &c->at[n.i].at[row - 1] : NULL;
}

/* Likewise, of an event that is one. */
static inline const struct call *calls_get(const struct calls *c, struct node_id n, uint32_t event)
{
    return &c->at[n.i].at[c->row_of[n.i][event] - 1];
}

/* What the call runs, directly or through pointers, by number. */
static inline struct node_id calls_runs_at(const struct call *call, uint32_t number)
{
    return number < call->callees.len ? call->callees.at[number]
                                      : call->targets.at[number - call->callees.len].node;
}

/* Does CALLEE call this argument, on the caller's own thread? */
bool calls_invokes_arg(const struct calls *c, struct node_id callee, uint32_t arg);

/* How the reader is told what the event runs: a name, a path as it is written, "a function
 * pointer".
 */
const char *calls_text_at(const struct program *p, struct node_id n, uint32_t event);
static inline const char *calls_text(const struct calls *c, const struct call *call)
{
    return calls_text_at(c->program, call->node, call->event);
}

/* How certain a target is among those that are stored in one of PROGRAMS: usually where they are
 * several functions. */
enum certainty calls_certainty(const struct calls *c, const struct call *call,
                               struct program_set programs);

/* Do the two functions lead to each other? */
static inline bool calls_recursive(const struct calls *c, struct node_id a, struct node_id b)
{
    return c->all->component[a.i] == c->all->component[b.i];
}

/* Does what is stored in the field or variable run elsewhere, or never on the loop? */
bool calls_slot_elsewhere(const struct calls *c, struct slot_id slot);

#endif
