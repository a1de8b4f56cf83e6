/* The search for releases that a cancelled task skips (NS301, NS302), in parts: check_cancel.c
 * takes one acquisition after the other, cancel_walk.c follows the paths from there,
 * cancel_handlers.c knows what is registered for cancellation, cancel_report.c says what was found,
 * cancel_fix.c how to mend it.
 *
 * Of one function at a time; all lives in the scratch arena of the check.
 */
#ifndef CHECK_CANCEL_SEARCH_H
#define CHECK_CANCEL_SEARCH_H

#include "check/check.h"
#include "effects/cancel/cancelpoints.h"
#include "effects/locks.h"
#include "effects/resources.h"

struct cancel_handler { /* that is registered, as pthread_cleanup_push and its like do */
    uint32_t push, pop; /* events; pop FACTS_NONE: not found */
};

/* Those that are registered at one place and release what is acquired: the last one, and the
 * others.
 */
struct cancel_cover {
    uint32_t handler; /* into handlers */
    uint32_t below;   /* into covers, plus one; 0: no other */
};

struct cancel_escape { /* a way out without the release */
    uint32_t point;    /* into points */
    struct loc loc;
    bool at_end; /* the closing brace */
};

struct cancel_skipped { /* a release that cancellation skips */
    uint32_t point;
    uint32_t event;
};

typedef VEC(uint32_t) cancel_point_vec;

struct cancel_acquired {
    struct acquisition by;
    struct lock lock; /* that is acquired; rule NULL: it is no lock, but what BY says */
};
typedef VEC(struct cancel_acquired) cancel_acquired_vec;

/* One function, and one acquisition of it after the other. */
struct cancel_search {
    const struct check_input *in;
    struct findings *findings;
    struct node_id node;
    const struct facts *facts;
    const struct function *fn;
    struct cancel_points points;
    struct walk walk;
    VEC(struct cancel_handler) handlers;
    VEC(struct cancel_cover) covers; /* equal ones are one: `bits` of a walk's state, plus one */
    VEC(uint32_t) on_cancel;         /* calls in the text of a macro that runs on cancellation */
    bool *reported;                  /* by event: releases that a finding is placed at */

    lock_set *gives; /* by event: locks */
    struct cancel_acquired acquired;
    bool *resolved;          /* by point: a path that passed it releases */
    cancel_point_vec *later; /* by point: those that a path passes next */
    VEC(struct cancel_escape) escapes;
    VEC(struct cancel_skipped) skipped;
};

enum cancel_flag { /* of struct walk_state */
                   CANCEL_FLAG_SHIELDED = 1,
                   CANCEL_FLAG_HANDED = 2,
                   CANCEL_FLAG_GUARDED = 4, /* a cleanup attribute has it */
                   CANCEL_FLAG_ASKED = 8,   /* the code asked whether the task was cancelled */
};

/* Follow the paths behind the acquisition, which is reached as ARRIVALS say, into escapes, skipped,
 * resolved and later. False: what it acquires is not the function's own. */
bool cancel_walk(struct cancel_search *x, const walk_states *arrivals);

/* The handlers that the event registers or takes off, and what runs on cancellation, into X. */
void cancel_find_handlers(struct cancel_search *x, uint32_t event);
/* On the way to an acquisition: which handlers are registered, and whether there is a shield. A
 * walk_keeper's, with the search as context. */
void cancel_keep_covers(void *context, struct walk_state *s, uint32_t event);
/* Does the call, or scope exit, EVENT give back the lock that is acquired? */
bool cancel_gives_back(const struct cancel_search *x, uint32_t event);
/* Of the handlers that are registered already, keep those that release what is now acquired. */
void cancel_narrow_covers(struct cancel_search *x, struct walk_state *s);
/* Handlers come and go in pairs, the last one first. True: the one that has it is run here. */
bool cancel_see_handlers(struct cancel_search *x, struct walk_state *s, uint32_t event);
void cancel_see_shield(const struct cancel_search *x, struct walk_state *s, uint32_t event);

enum { CANCEL_RULE_SKIPPED, CANCEL_RULE_ESCAPE };
extern const struct check_rule cancel_rules[];

/* Add the finding for a release that is skipped (NS301), or for a way out without it (NS302). */
void cancel_report_skipped(const struct cancel_search *x, const struct cancel_skipped *k);
void cancel_report_escape(const struct cancel_search *x, const struct cancel_escape *e);
/* Give FINDING the edits that register the release as a handler around the wait, where that is
 * mechanical; else leave it as it is. */
void cancel_fix(const struct cancel_search *x, const struct cancel_skipped *k,
                struct finding *finding);

#endif
