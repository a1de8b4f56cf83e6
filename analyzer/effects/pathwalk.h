/* Paths through one function, with what is known of its variables' signs on them.
 *
 * A walk starts behind an event and goes forward. A client looks at every event, may end the path,
 * fork it, or keep words of its own in the state; branches that the known signs rule out are not
 * taken. States that were seen are not walked again, and the work is bounded: a walk that gets too
 * long ends early, and says so. Built by a check for the time of one function.
 */
#ifndef EFFECTS_PATHWALK_H
#define EFFECTS_PATHWALK_H

#include "link/body.h"

/* Sets of signs: what a number can be; null is zero, another pointer is positive. */
enum { SIGN_NEGATIVE = 1, SIGN_ZERO = 2, SIGN_POSITIVE = 4, SIGN_ANY = 7 };

#define WALK_VARS 16 /* variables that are followed */
#define WALK_ALIASES 6

/* A place in the function with all that is known there. Zeroed first: compared as bytes. */
struct walk_state {
    uint32_t block, position;     /* next event: into block.events */
    uint32_t alias[WALK_ALIASES]; /* the client's: paths that hold the thing, path id plus one */
    uint32_t point;               /* the client's: event plus one */
    uint32_t result;              /* call whose result's sign is known: event plus one */
    uint16_t covers;              /* the client's */
    uint8_t result_sign;
    uint8_t phase, flags;    /* the client's */
    uint8_t sign[WALK_VARS]; /* by variable */
};

struct pathwalk;

enum walk_step {
    WALK_ON,
    WALK_END,
    WALK_FORGET, /* go on, but what the event stores is unknown */
};
enum walk_branch { WALK_BRANCH_UNKNOWN, WALK_BRANCH_TRUE, WALK_BRANCH_FALSE };

struct walk_client {
    /* Before the events' effect on variables is noted. May change S. */
    enum walk_step (*event)(struct pathwalk *w, struct walk_state *s, uint32_t event);
    /* Does the client know which way a branch on COND goes? May change S. NULL: never. */
    enum walk_branch (*branch)(struct pathwalk *w, struct walk_state *s, const struct cond *cond);
    /* The path leaves the function at the end of BLOCK. May be NULL. */
    void (*leave)(struct pathwalk *w, const struct walk_state *s, uint32_t block);
    /* From here on only a call that never returns follows: the path ends. May be NULL. */
    void (*doomed)(struct pathwalk *w, const struct walk_state *s);
    void *context;
};

/* The walks of one function. */
struct pathwalk {
    struct arena *arena;      /* of the function */
    struct arena *walk_arena; /* of one walk */
    const struct bodies *bodies;
    struct node_id node;
    const struct facts *facts;
    const struct function *fn;
    const struct walk_client *client;
    uint8_t *var_of; /* by path: variable plus one */
    bool var_static[WALK_VARS];
    uint32_t var_len;
    bool *joins;         /* by block: several edges lead to it */
    uint16_t *live;      /* by block: bits of variables whose sign is asked for from there on */
    bool *result_lasts;  /* by event: what it returned is asked for in another block */
    uint32_t *resumes;   /* by block that returns: where the function goes on when it is called
                            again, block plus one; NULL: nowhere */
    uint64_t steps_left; /* events that may still be looked at in this function */
    bool gave_up;        /* some walk ended early */
    struct walk_seen *seen;
    VEC(struct walk_state) work;
};

/* Prepare for walks through function N, which has a body. FOLLOW: paths whose sign the client wants
 * to be known, beside flags that the function itself tests. */
void pathwalk_init(struct pathwalk *w, struct arena *arena, const struct bodies *b,
                   struct node_id n, const struct path_id *follow, uint32_t follow_len);
/* A state behind event number POSITION of BLOCK, about which nothing is known. */
struct walk_state pathwalk_state(uint32_t block, uint32_t position);
/* The states in which events are reached from the function's entry, each behind its event; a few
 * for every event, or one about which nothing is known. WANTED: by event. KEEP, if any, sees each
 * event on the way and may keep words in flags and covers of the state, which the arrivals have
 * too. The result, by event, lives in the arena of the function. */
struct walk_arrivals {
    struct walk_state *at;
    uint32_t len;
};
struct walk_keeper {
    void (*event)(void *context, struct walk_state *s, uint32_t event);
    void *context;
};
const struct walk_arrivals *pathwalk_arrivals(struct pathwalk *w, const bool *wanted,
                                              const struct walk_keeper *keep);
/* Walk from START until all paths have ended. */
void pathwalk_run(struct pathwalk *w, const struct walk_client *client, struct walk_state start);
/* A further path, from S on. */
void pathwalk_fork(struct pathwalk *w, struct walk_state s);
/* What is known of the sign of VALUE. */
uint8_t pathwalk_signs(const struct pathwalk *w, const struct walk_state *s, struct value_id value);
/* Which way does a condition on something with SIGNS go? */
enum walk_branch pathwalk_decide(const struct pathwalk *w, const struct cond *cond, uint8_t signs);
/* From now on, the call EVENT is known to have returned SIGNS, also in what it is stored to. */
void pathwalk_set_result(const struct pathwalk *w, struct walk_state *s, uint32_t event,
                         uint8_t signs);
void pathwalk_set_path(const struct pathwalk *w, struct walk_state *s, struct path_id path,
                       uint8_t signs);

#endif
