/* Which format goes where: what --format, -o and --sarif asked for, and text to stdout unless
 * something else went there. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/diag.h"
#include "cli/options.h"
#include "report/report.h"

#include <stdio.h>

/* Before the work starts: two formats for one place, unknown formats. False: diags say so. */
bool output_verify(const struct options *o, struct diags *diags)
    __attribute__((warn_unused_result));
/* Write all formats; files whole or not at all. OUT is where stdout goes. False: diags name what
 * could not be written. */
bool output_write(const struct report *r, const struct options *o, FILE *out, struct diags *diags)
    __attribute__((warn_unused_result));

#endif
