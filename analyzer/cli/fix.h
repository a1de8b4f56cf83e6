/* nostall check --fix: writes the fixes that findings carry into the source files. */
#ifndef CLI_FIX_H
#define CLI_FIX_H

#include "base/diag.h"
#include "check/finding.h"

/* Apply the fixes of all findings that are shown, and take these findings out of F. Only regular
 * files below ROOT are touched, each written beside and then renamed. A fix of which a part cannot
 * be made (outside of ROOT, in the way of another, no such place) is not made at all; its finding
 * stays. What was changed is a note in DIAGS. False: a file could not be written. */
bool fix_apply(struct findings *f, const char *root, struct diags *diags)
    __attribute__((warn_unused_result));

#endif
