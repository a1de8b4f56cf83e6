/* Paths through one function, with what is known of its quantities on them.
 *
 * A walk starts behind an event, or at the entry, and goes forward. A client looks at every event,
 * may end the path, fork it, or keep words of its own in the state. What is known (see
 * engine/quantities.h) comes from what is assigned, from the conditions and cases that the path
 * took, and from what the client says of the results of calls; branches that this rules out are not
 * taken. It is forgotten where nothing asks for it any more, and for what others can change as soon
 * as they may have: behind calls that change what they see, behind stores that may be to the same
 * place, and where a loop begins its next round, for a loop that tests such a thing waits for
 * somebody to change it. States that were seen are not walked again.
 *
 * A coroutine made of a switch goes on behind its return: where a number was stored right before it
 * for which the switch has a case.
 *
 * There is one bound, WALK_STATES. Built for the time of one function; lives in the arena that it
 * is given.
 */
#ifndef ENGINE_WALK_H
#define ENGINE_WALK_H

#include "engine/quantities.h"

/* States that may come to one block in one walk, each with all that is known in it: ten tests
 * that are independent of each other, and asked again later, are told apart in full. One that comes
 * after them forgets what is known of quantities, so that it stands for all that follow: no way
 * through the function is lost, but ways that cannot be taken may be added. When as many again have
 * come, all different in the client's own words, the paths of further ones end. Both set `gave_up`.
 */
#define WALK_STATES 1024

struct walk_known; /* what is known, and the client's marks; equal ones are one */

/* A place in the function with all that is known there. Zeroed first: compared as bytes. */
struct walk_state {
    uint32_t block, position; /* next event: into block.events */
    const struct walk_known *known;
    uint32_t result; /* the call that the client spoke of last, as long as what it returned is where
                        it was stored, and still asked for: event plus one */
    uint32_t point, bits; /* the client's */
    uint8_t phase, flags, signs;
    uint8_t filler; /* in place of padding */
};
typedef VEC(struct walk_state) walk_states;

struct walk;

enum walk_step {
    WALK_ON,
    WALK_END,
    WALK_FORGET, /* go on, but what the event stores is unknown */
};
enum walk_branch { WALK_BRANCH_UNKNOWN, WALK_BRANCH_TRUE, WALK_BRANCH_FALSE, WALK_BRANCH_END };

/* All but `event` may be NULL. */
struct walk_client {
    /* A call has had its effect on what is known, an assignment not yet. May change S. */
    enum walk_step (*event)(struct walk *w, struct walk_state *s, uint32_t event);
    /* Does the client know which way a branch on COND, of the block of S, goes? May change S. */
    enum walk_branch (*branch)(struct walk *w, struct walk_state *s, const struct cond *cond);
    /* The path leaves the function at the end of the block of S. */
    void (*leave)(struct walk *w, const struct walk_state *s);
    /* From here on only a call that never returns follows: the path ends. */
    void (*doomed)(struct walk *w, const struct walk_state *s);
    void *context;
};

/* The walks of one function. */
struct walk {
    struct arena *arena; /* of the function */
    struct walk_source of;
    const struct function *fn;
    const struct walk_client *client;
    struct quantities quantities;
    bool *joins;       /* by block: several edges lead to it */
    bool *rounds;      /* by block: a loop begins its rounds here */
    uint32_t *resumes; /* by block that returns: where the function goes on when it is called again,
                          block plus one; NULL: nowhere */
    uint8_t *effects;  /* by event: enum walk_effect plus one, once it was asked for */
    struct walk_state entry;
    bool gave_up;     /* some walk came to the bound: see WALK_STATES */
    uint32_t *counts; /* by block: states of this walk */
    struct walk_known *all_known;
    struct walk_seen *seen;
    struct arena *walk_arena; /* of one walk */
    walk_states work;
    VEC(uint64_t) draft; /* of what is known next */
    uint64_t *sets[4];   /* room for sets of numbers */
};

/* Prepare for walks through what OF describes. The arena must outlive W. */
void walk_open(struct walk *w, struct arena *arena, const struct walk_source *of);
/* The function's entry, with what walk_given has said. */
struct walk_state walk_entry(const struct walk *w);
/* From now on, PATH is known to hold one of NUMBERS on entry, or, with SET, another one that is not
 * zero. */
void walk_given(struct walk *w, struct path_id path, const int64_t *numbers, uint32_t len,
                bool set);
/* The states in which events are reached from the entry, each behind its event, with what is known
 * there. WANTED: by event. KEEP, if any, sees each event on the way and may keep words in flags and
 * bits of the state, which the arrivals have too. The result, by event, lives in the arena of
 * the function. */
struct walk_keeper {
    void (*event)(void *context, struct walk_state *s, uint32_t event);
    void *context;
};
const walk_states *walk_arrivals(struct walk *w, const bool *wanted,
                                 const struct walk_keeper *keep);
/* Walk from all of STARTS until all paths have ended. */
void walk_run(struct walk *w, const struct walk_client *client, const struct walk_state *starts,
              uint32_t len);
/* A further path, from S on. */
void walk_fork(struct walk *w, struct walk_state s);

/* What is known of the sign of VALUE. */
uint8_t walk_signs(const struct walk *w, const struct walk_state *s, struct value_id value);
/* Which way does a condition on something with SIGNS go? */
enum walk_branch walk_decide(const struct walk *w, const struct cond *cond, uint8_t signs);
/* From now on, the call EVENT is known to have returned SIGNS, also in what it is stored to. */
void walk_set_result(struct walk *w, struct walk_state *s, uint32_t event, uint8_t signs);
/* The same, with a number that the code takes for success: see engine/numbers.h. */
void walk_set_wanted(struct walk *w, struct walk_state *s, uint32_t event);
void walk_set_path(struct walk *w, struct walk_state *s, struct path_id path, uint8_t signs);

/* Marks are the client's: paths that hold the thing that it follows. */
void walk_mark(struct walk *w, struct walk_state *s, struct path_id path, bool on);
bool walk_marked(const struct walk *w, const struct walk_state *s, struct path_id path);
/* The next marked path from *AT on, which is 0 at first. */
bool walk_next_mark(const struct walk *w, const struct walk_state *s, uint32_t *at,
                    struct path_id *ret_path);

/* The return at the end of a block; FACTS_NONE: the closing brace. */
uint32_t walk_return_of(const struct walk *w, uint32_t block);

#endif
