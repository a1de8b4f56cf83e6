/* Files that are there whole or not at all: written beside, then renamed. */
#ifndef CLI_OUTFILE_H
#define CLI_OUTFILE_H

#include "base/diag.h"

#include <stddef.h>

/* Make PATH a file with these bytes. What is there keeps its permissions and its owner where that
 * is allowed, and a link leads where it led. False: a diag on PATH says why, PATH is as it was. A
 * device or a pipe is not replaced but written to. */
bool outfile_write(const char *path, const char *data, size_t len, struct diags *diags)
    __attribute__((warn_unused_result));
/* The same, or to standard output if PATH is NULL or "-". */
bool outfile_write_or_stdout(const char *path, const char *data, size_t len, struct diags *diags)
    __attribute__((warn_unused_result));
/* Are A and B one file, or would they be? "-" and NULL are standard output. */
bool outfile_same(const char *a, const char *b);

#endif
