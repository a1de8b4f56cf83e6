/* Suppression comments: `// nostall: allow NS106 reason` on the line or the line before, `//
 * nostall: allow-file NS106 reason` at the top of a file. The reason is required; an id, name or
 * family may be named, several with commas.
 *
 * Built from the comments in the facts. Checks ask at every place of a path: a suppression at the
 * primary location, at the leaf or at any step holds for the paths through it. Which ones were used
 * is remembered, for NS501.
 */
#ifndef CHECK_SUPPRESS_H
#define CHECK_SUPPRESS_H

#include "base/diag.h"
#include "base/loc.h"
#include "check/finding.h"

struct program;
struct suppressions;

/* All comments of the program; malformed ones (no reason, unknown check) are warnings with place
 * and remedy. */
struct suppressions *suppressions_new(const struct program *p, struct diags *diags);
void suppressions_free(struct suppressions *s);
/* The suppression of RULE that covers LOC, NULL if there is none: its reason. Remembers nothing. */
const char *suppression_find(const struct suppressions *s, const struct check_rule *rule,
                             struct loc loc, struct loc *ret_comment);
/* Is there any suppression for RULE at all? (to skip work) */
bool suppressions_any(const struct suppressions *s);
/* Mark the one that covers LOC as used. */
void suppression_use(struct suppressions *s, const struct check_rule *rule, struct loc loc);
/* If a suppression covers its place or one of its steps, F is suppressed and the suppression used.
 */
void suppression_apply(struct suppressions *s, struct finding *f);
/* Names that a comment has and no finding used. */
struct suppression_unused {
    struct loc loc;    /* of the comment */
    const char *names; /* "'NS106', 'NS1'" */
    bool all;          /* it has no others */
};
typedef VEC(struct suppression_unused) suppression_unused_vec;

/* Append what was never used when all checks have run. Left out are comments that allow RULE, the
 * one that speaks of it, and names of a rule that is not ENABLED (by check_rule_index). */
void suppressions_unused(const struct suppressions *s, const struct check_rule *rule,
                         const bool *enabled, struct arena *arena,
                         suppression_unused_vec *ret_unused);

#endif
