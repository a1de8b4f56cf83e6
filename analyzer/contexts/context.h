/* Contexts: which functions run on the event loop's thread or inside a coroutine, and why
 * (ARCHITECTURE.md, Contexts).
 *
 * A function is async *by declaration* when something makes it so by itself: a mark, a
 * registration, a spawn, a field, a body macro, a call through a pointer from async code. It is
 * async *by call* when such a function calls it directly. Each carries a witness.
 */
#ifndef CONTEXTS_CONTEXT_H
#define CONTEXTS_CONTEXT_H

#include "contexts/evloop.h"
#include "contexts/signals.h"
#include "contexts/switches.h"
#include "link/flow.h"
#include "values/aval.h"

/* Why a function is async in one kind of context. */
struct context_reason {
    enum certainty certainty;
    const char *why;       /* "'on_timer' is passed to 'uv_timer_start' here"; by call: NULL */
    struct loc loc;        /* where */
    struct str pack;       /* whose rule, 0: the source's own mark */
    struct node_id caller; /* by call: from where, FACTS_NONE none */
    uint32_t event;        /* call event of the caller */
};

/* A call, direct or through a pointer. */
struct context_step {
    struct node_id caller; /* FACTS_NONE: none, a rule or a mark says it */
    uint32_t event;
};

#define CONTEXT_KINDS 3 /* number K has bit 1 << K of enum context_bits */

struct context {
    uint8_t declared; /* enum context_bits by declaration */
    uint8_t seeded;   /* those of them that a rule or a mark says, and no call */
    uint8_t bits;     /* by declaration or by call */
    struct context_reason reasons[CONTEXT_KINDS];
    struct context_step from[CONTEXT_KINDS]; /* how it got there first: from caller to caller these
                                                lead to what is seeded */
    struct program_set
        programs[CONTEXT_KINDS]; /* those of the database in which it holds: link/programs.h */
    const struct evloop *loop;   /* its own event loop, by which alone it is declared to run on one:
                                    only the turn does; NULL: all of it runs where it is declared */
    bool called_on_loop;         /* code of a loop calls it: then what is no turn runs there too */
    enum call_mode mode;         /* of coroutine functions; MODE_EITHER where nothing is known */
    bool has_mode;
    bool asserted;             /* in coroutines by nothing but what it makes sure of itself */
    bool promised_nonblocking; /* NONBLOCKING: callers need not look inside */
    bool declared_blocking;    /* BLOCKING mark */
    struct loc blocking_loc;   /* the mark */
    bool routine;              /* the loop comes to it without a command: contexts/operated.h */
    bool registered;           /* by somebody, for what is no signal of that kind */
    const struct operated *command;         /* one that leads to it */
    const struct operated **command_blocks; /* by block: the one that it is behind; NULL: in none */
    bool off_loop; /* reached from the entry of a thread, or other code that is handed away */
    bool at_start; /* reached from main; through pointers where it runs nowhere else */
    bool switches; /* between stacks: gives way where a coroutine calls it */
};

struct called_back { /* runs only inside a library's call, where that is made */
    struct node_id function;
    const name_vec *inside; /* names of these calls */
    const char *what;       /* "passed to 'SSL_set_verify' here" */
    struct str pack;
    struct loc loc;
    struct program_set programs;
    struct str registrar; /* the call that got it, empty: it was stored in a field */
    struct node_id by;    /* where that call is */
    uint32_t event;
};

struct contexts {
    struct arena *arena;
    struct program *program;
    const struct bodies *bodies;
    const struct calls *calls;
    struct flow *flow;
    const struct programs *programs;
    struct context *at; /* by node */
    VEC(struct called_back) called_back;
    struct signals *signals;
    struct switches switches; /* between stacks */
    evloop_vec loops;         /* event loops of the program's own */
    uint8_t *slot_blocking;   /* by slot: has the BLOCKING mark */
    uint8_t
        *slot_declared; /* by slot: the contexts that rules and marks declare what is in it for */
};

/* LEAST: how certain a context must be to be followed. */
struct contexts *contexts_new(const struct aval_context *values, struct flow *flow,
                              enum certainty least);
void contexts_free(struct contexts *c);

/* The most certain reason among the contexts of MASK that the function has, of equals the
 * real-time one; NULL none. */
const struct context_reason *context_reason_of(const struct context *x, uint8_t mask);
/* The same, at the function up its callers that is async by declaration. */
const struct context_reason *context_origin(const struct contexts *c, struct node_id n,
                                            uint8_t mask);
bool context_is_realtime(const struct context *x, const struct context_reason *reason);
/* "on the event loop and in a real-time thread", for messages. BITS: what it runs in. */
const char *context_where(uint8_t bits);
/* The contexts that matter to who asks about a function: what is wrong on real-time threads only is
 * left out unless it runs on one. */
uint8_t context_shown(const struct context *x);
/* May the function run beside the loop: on a thread, or for callers that are not known? */
bool context_runs_elsewhere(const struct context *x);
/* Those of BITS that are at least so certain. */
uint8_t context_certain(const struct context *x, uint8_t bits, enum certainty least);

/* The contexts in which an event of the function runs, and those that it has by declaration: of an
 * event loop of the program's own only the turn is on the loop. */
uint8_t context_at(const struct context *x, uint32_t event);
uint8_t context_declared_at(const struct context *x, uint32_t event);
/* The contexts in which rounds of a loop of the control flow run, whose header is BLOCK; an event
 * loop of the program's own is not itself on the loop. */
uint8_t context_of_rounds(const struct context *x, uint32_t block);

#endif
