/* The functions that a command line names. */
#ifndef CLI_FIND_FUNCTION_H
#define CLI_FIND_FUNCTION_H

#include "cli/run.h"

/* NAME is a function's name, or FILE:NAME (the end of the file's path is enough) where several
 * files have one of that name. All that fit, those with a body first. False: none; a diag says so
 * and what is near. */
bool find_functions(struct run *r, const char *name, node_vec *ret_found)
    __attribute__((warn_unused_result));

/* Is FILE, of LEN bytes, the end of PATH, in whole parts? */
bool path_ends_with(const char *path, const char *file, size_t len);

#endif
