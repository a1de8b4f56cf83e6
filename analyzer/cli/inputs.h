/* What a run reads is never what it writes: no output replaces a source, a database, a rule or
 * another input. */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include "cli/run.h"

/* False: FILE (NULL or "-": standard output), of an output, is read by R; a diag says so. After the
 * units are loaded, before anything is written. */
bool inputs_spared(const struct run *r, const char *file) __attribute__((warn_unused_result));

#endif
