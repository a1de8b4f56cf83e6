/* A program that is run for what it says on standard output: by its words, without a shell, with
 * nothing to read and its complaints thrown away. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* What a program that strangers may have chosen can cost. It is in a process group of its own,
 * which ends with it when it costs more. */
struct child_limits {
    int time_ms;      /* from its start to its end */
    size_t size_most; /* of what it writes */
};

/* Append what ARGV (argv[0] is looked for in PATH, NULL ends) writes to OUT, NUL-terminated.
 * LIMITS: NULL for none. RET_STATUS: its exit status. False: it cannot be run, was killed, or
 * exceeds a limit. */
bool child_output(const char *const *argv, const struct child_limits *limits, struct buf *out,
                  int *ret_status) __attribute__((warn_unused_result));

#endif
