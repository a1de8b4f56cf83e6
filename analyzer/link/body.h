/* What several passes need to know of one function's body: which events can run on the loop at all,
 * in which context, and what its variables hold.
 *
 * Built for all functions by bodies_new. Events are left out where only a call that never returns
 * leads on, in the child after fork, where a guard says that this is neither loop nor coroutine,
 * and where nothing that callers hand over leads.
 */
#ifndef LINK_BODY_H
#define LINK_BODY_H

#include "base/rows.h"
#include "link/calls.h"
#include "link/constants.h"
#include "link/terms.h"

struct reaching;
struct back_blocks;
struct passed;
struct pointed;

struct live_event {
    uint32_t event;     /* into function.events */
    uint8_t mask;       /* enum context_bits in which it can run */
    struct needs needs; /* what must be true for it to run */
};

struct body {
    VEC(struct live_event)
    live;                 /* calls, macros and assignments, in reverse postorder of their blocks */
    uint8_t *masks;       /* by event: the contexts in which it can run; NULL: in none */
    uint8_t *block_masks; /* the same by block */
    struct needs *needs;  /* by event: what must be true for it to run; NULL like masks */
    uint32_t
        *assign_len; /* by path: number of assignments to it; 2 means several or unknown ones */
    struct value_id *assign_from;  /* by path: the one assignment's value */
    struct rows assigns;           /* events that assign to a path, by path */
    uint32_t *next_of_root;        /* by path: body_next_of_root */
    const struct pointed *pointed; /* link/pointed.h; NULL: pointers change nothing */
    uint32_t *block_of;            /* by event: block plus one, 0: in none */
    uint32_t *position_of;         /* by event: among the block's */
    const bool *dead;              /* by event: stores that nothing reads; NULL: none */
    uint8_t exits;                 /* enum context_bits in which it can return */
    bool returns_fork;             /* hands on what fork returned */
    bool calls_fork, allocates;
    bool never_returns;
    struct needs returns;        /* what callers must hand over for it to return */
    struct reaching *reaching;   /* link/reaching.c: what it remembers */
    struct back_blocks *back;    /* link/back.c: likewise */
    const struct passed *passed; /* by parameter: link/passed.h; NULL: nobody knows */
    bool *never;                 /* by event: no caller hands over what it needs; NULL: none */
};

/* What came to a bound, so that findings in the function may be wrong. */
enum body_cut {
    BODY_CUT_PATHS = 1, /* engine/walk.h, WALK_STATES */
    BODY_CUT_TERMS = 2, /* link/terms.h, TERM_SIZE_MAX */
};

struct bodies {
    struct arena *arena;
    struct program *program;
    const struct roles *roles;
    struct calls *calls;
    struct terms *terms;
    struct members *members; /* link/members.h */
    struct solver *written;  /* calls_order_written */
    struct body *at;         /* by node */
    bool *loop_threads;      /* by slot: holds the thread that runs the loop: link/threads.h */
    bool *loop_noted;        /* by slot: a flag that says that it does */
    uint8_t *thread_guards;  /* by node: enum guard_kind of what it returns */
    uint8_t *given_guards;   /* by node: the same if the thread that it is given is the loop's */
    bool given_threads;      /* only while link/threads asks for that */
    const struct constant *constants; /* by slot */
    struct arena *scratch;            /* of one question: link/reaching.c */
    bool *switching;                  /* by node: may switch between stacks: link/switching.h */
    uint8_t *cut;                     /* by node: flags of enum body_cut */
};

/* CALLS named, not yet linked. */
struct bodies *bodies_new(struct calls *calls);
void bodies_free(struct bodies *b);

/* Does the path of a local variable go through a pointer, out of the frame? A dereference before a
 * field is not recorded, so the types on the way decide. */
bool body_path_is_indirect(const struct node *n, struct path_id path);
/* Is the path rooted in a static variable of function N itself? */
bool body_path_is_static(const struct program *p, struct node_id n, struct path_id path);
/* The value that V surely is: looks through variables that are assigned once. */
struct value_id body_resolve(const struct bodies *b, struct node_id n, struct value_id v);
/* The paths that start from the same variable or result as PATH are a ring: the one after it. */
static inline uint32_t body_next_of_root(const struct bodies *b, struct node_id n, uint32_t path)
{
    return b->at[n.i].next_of_root[path];
}
/* The one value that the local variable at the root of PATH ever has; NULL: it has several, or none
 * that is seen. */
const struct value_id *body_only_value(const struct bodies *b, struct node_id n,
                                       const struct path *path);
/* Does PATH go out from a local variable that only ever is what the function itself has allocated?
 * Nobody else has that until it is given away. */
bool body_is_allocated(const struct bodies *b, struct node_id n, const struct path *path);
/* Does PATH go out from a parameter, or from a local variable that is only ever that parameter, as
 * in `struct job *j = arg;`? */
bool body_root_param(const struct bodies *b, struct node_id n, const struct path *path,
                     uint32_t *ret_param);
/* The parameter of N itself that the value surely is; FACTS_NONE: none. */
uint32_t body_param(const struct bodies *b, struct node_id n, struct value_id v);
/* Where an event is shown: what runs at scope exit stands at its variable. */
struct loc body_event_loc(const struct function *fn, uint32_t event);
/* May the callee write to what this argument points to? Not through a pointer to const. */
bool body_may_write(const struct bodies *b, struct node_id n, const struct event_call *call,
                    uint32_t arg);
/* Does the call never return? */
bool body_call_stops(const struct bodies *b, const struct call *call);
/* What must be true for the event to run. */
static inline struct needs body_event_needs(const struct bodies *b, struct node_id n,
                                            uint32_t event)
{
    return b->at[n.i].needs ? b->at[n.i].needs[event] : NEEDS_NOTHING;
}
/* Does no caller hand over what the event needs, in whatever context? */
static inline bool body_never_runs(const struct bodies *b, struct node_id n, uint32_t event)
{
    return b->at[n.i].never && b->at[n.i].never[event];
}
/* Can the event run at all? */
static inline bool body_is_live(const struct bodies *b, struct node_id n, uint32_t event)
{
    return b->at[n.i].masks && b->at[n.i].masks[event];
}

#endif
