/* Which format goes where: what --format, -o and --sarif asked for, and text to stdout unless
 * something else went there. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/diag.h"
#include "cli/options.h"
#include "cli/outcome.h"
#include "report/report.h"

/* Before the work starts: two formats for one place, unknown formats. False: diags say so. */
bool output_verify(const struct options *o, struct diags *diags)
    __attribute__((warn_unused_result));
struct output {
    const struct report_writer *writer;
    const char *file; /* NULL: standard output */
};

typedef VEC(struct output) output_vec;

/* All that output_verify has seen to be good, and text where it is wanted. */
output_vec outputs_of(struct arena *arena, const struct options *o);
/* Does text on standard output have colors? */
bool output_color(const struct options *o);
/* Add the report in each format to RET. */
void output_render(const struct report *r, struct arena *arena, const output_vec *to,
                   struct outcome *ret);

#endif
