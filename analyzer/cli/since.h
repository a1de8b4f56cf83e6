/* --since REV: what has changed in the git work tree since HEAD left REV, and the findings whose
 * path that touches.
 *
 * Compared are the files as they are, staged or not, with the commit in which HEAD and REV last
 * were one; where the history that would say which that is was not fetched, with REV itself, which
 * a merge that a forge made for a pull request has as its parent. Files that git does not know yet
 * are new as a whole, unless it is told to ignore them. Lines that are gone touch nothing: a
 * reviewer sees a finding on what is there. Renamed files have changed where their text has.
 */
#ifndef CLI_SINCE_H
#define CLI_SINCE_H

#include "base/diag.h"
#include "check/finding.h"

struct changes;

/* ROOT: the folder that findings name files relative to, in the work tree. Owner: the caller. NULL:
 * a diag says what is missing. */
struct changes *changes_since(const char *root, const char *rev, struct diags *diags)
    __attribute__((warn_unused_result));
void changes_free(struct changes *c);
/* Keep what touches a changed line, in a file of FILES (by string id; NULL: any), and place each at
 * the first such step of its path, else at the first such related place. Call after
 * findings_finish: fingerprints stay. */
void changes_apply(const struct changes *c, const bool *files, struct findings *f);

#endif
