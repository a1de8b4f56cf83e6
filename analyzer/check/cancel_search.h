/* The search for releases that a cancelled task skips (NS301, NS302), in parts: check_cancel.c
 * walks, cancel_report.c says what was found, cancel_fix.c how to mend it.
 *
 * Of one function at a time; all lives in the scratch arena of the check.
 */
#ifndef CHECK_CANCEL_SEARCH_H
#define CHECK_CANCEL_SEARCH_H

#include "check/check.h"
#include "effects/cancelpoints.h"
#include "effects/resources.h"

struct cancel_handler { /* that is registered, as pthread_cleanup_push and its like do */
    uint32_t push, pop; /* events; pop FACTS_NONE: not found */
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

/* One function, and one acquisition of it after the other. */
struct cancel_search {
    const struct check_input *in;
    struct findings *findings;
    struct node_id node;
    const struct function *fn;
    struct cancel_points points;
    struct pathwalk walk;
    VEC(struct cancel_handler) handlers;
    VEC(uint32_t) on_cancel; /* calls in the text of a macro that runs on cancellation */
    bool *reported;          /* by event: releases that a finding is placed at */

    struct acquisition acquisition;
    bool *resolved;          /* by point: a path that passed it releases */
    cancel_point_vec *later; /* by point: those that a path passes next */
    bool releases_itself;    /* the function has a call that releases it */
    VEC(struct cancel_escape) escapes;
    VEC(struct cancel_skipped) skipped;
};

/* Add the finding for a release that is skipped (NS301), or for a way out without it (NS302). */
void cancel_report_skipped(const struct cancel_search *x, const struct cancel_skipped *k);
void cancel_report_escape(const struct cancel_search *x, const struct cancel_escape *e);
/* Give FINDING the edits that register the release as a handler around the wait, where that is
 * mechanical; else leave it as it is. */
void cancel_fix(const struct cancel_search *x, const struct cancel_skipped *k,
                struct finding *finding);

#endif
