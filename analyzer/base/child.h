/* A program that is run for what it says on standard output: by its words, without a shell, with
 * nothing to read and its complaints thrown away. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/buf.h"

#include <stdbool.h>

/* Append what ARGV (argv[0] is looked for in PATH, NULL ends) writes to OUT, NUL-terminated.
 * SILENCE_MS: the longest pause that is waited for, -1 any. RET_STATUS: its exit status. False: it
 * cannot be run, was killed, or paused longer. */
bool child_output(const char *const *argv, int silence_ms, struct buf *out, int *ret_status)
    __attribute__((warn_unused_result));

#endif
