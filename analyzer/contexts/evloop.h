/* Event loops of a program's own, found without any mark (ARCHITECTURE.md, Event loops of a
 * program's own).
 *
 * A function *waits* when it calls what waits for many (contexts/waits.h), directly or through
 * helpers, and then hands back to its caller. A loop of the control flow with such a wait, and with
 * work between two waits, is an event loop; work is a call through a pointer, or of the program's
 * own functions. The functions through which the loop waits are parts of its turn from entry to
 * exit: the loop calls them again and again.
 *
 * Which loops around a wait are asked, from inside outwards, follows from how each goes on. One
 * that is left when something came only repeats an interrupted wait; one that is left when nothing
 * came works off what is there, and the loop around it is an event loop too; any other event loop
 * has ended when it is left, and code around it runs between two lives of the loop, not between two
 * waits. But a function that returns a pointer from such a loop, whether or not that does work of
 * its own, hands its caller what came (the next event, the next task): there the caller's loop goes
 * on with the turn. So it does where a count, begun anew in each round, says that something came,
 * and the function then returns (contexts/pacing.h).
 *
 * Functions that go round by their last calls (contexts/rounds.h) are a loop, too, and all of each
 * is the turn.
 *
 * Found bottom-up over direct calls and calls through pointers. Owned by struct contexts.
 */
#ifndef CONTEXTS_EVLOOP_H
#define CONTEXTS_EVLOOP_H

#include "values/aval.h"

enum evloop_part {
    PART_OUTSIDE, /* before or after the loop, or on the way out of it */
    PART_TURN,
    PART_WAIT, /* the call that waits; of blocks: where a round begins */
};

struct evloop {
    struct node_id node;
    struct loc loc; /* the loop's statement; of a function that others call again and again: its
                       name */
    bool by_rule;   /* the project says so */
    bool stands;    /* the loop stands in the function itself */
    struct node_id wait_node; /* whose call waits, here or further down; FACTS_NONE: by rule only */
    uint32_t wait_event;
    const struct rule_wait *rule;
    uint8_t *events, *blocks; /* enum evloop_part of each */
};
typedef VEC(struct evloop) evloop_vec;

/* All event loops of the program, in order of its functions, into ARENA. */
void evloops_find(const struct aval_context *values, struct arena *arena, evloop_vec *ret_loops);
/* "'serve' is an event loop: it waits in epoll_wait at FILE:LINE" */
const char *evloop_text(const struct evloop *l, const struct bodies *b, struct arena *arena);

#endif
