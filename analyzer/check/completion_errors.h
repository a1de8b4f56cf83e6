/* Errors that calls report through the address of a variable, as GLib's do: `error` of NS208's
 * rules in the packs.
 *
 * A call whose last argument is the address of a pointer to an error sets it where it fails, and
 * leaves it NULL, as it was given it, where it does not: what the call returns and what the
 * variable holds go together. The call does not keep the address, so that nobody else changes it
 * later. Of a function with one such variable this is known up to the next call that is given the
 * address.
 *
 * Read by check_completions.
 */
#ifndef CHECK_COMPLETION_ERRORS_H
#define CHECK_COMPLETION_ERRORS_H

#include "check/check.h"
#include "engine/walk.h"
#include "link/program.h"

/* Flags of a path, beside those of the check. */
#define COMPLETION_ERROR_SET 16u  /* the variable was set by a call, */
#define COMPLETION_ERROR_NULL 32u /* or left NULL by one */

struct completion_error {
    const struct check_input *in;
    struct node_id node;
    struct str record;    /* of errors; empty: there are none */
    struct path_id local; /* the function's one variable for one; FACTS_NONE: none, several */
};

struct completion_error completion_error_of(const struct check_input *in, struct node_id n,
                                            struct str record);
/* What is known of the variable outlives the call EVENT, unless that gets its address. */
void completion_error_keep(const struct completion_error *x, struct walk *w, struct walk_state *s,
                           uint32_t event);
/* Two ways behind the call EVENT, if it can fail so: a fork of S where it has, S where it has not.
 */
void completion_error_fork(const struct completion_error *x, struct walk *w, struct walk_state *s,
                           uint32_t event);
/* Does the function ignore what the call returns, and look at a variable that it gave it the
 * address of, as that of an error? Then this says what was done. */
bool completion_error_tells(const struct completion_error *x, const struct event_call *c);

#endif
