/* A command line into words, as a POSIX shell does. */
#ifndef INPUT_SHELLWORDS_H
#define INPUT_SHELLWORDS_H

#include "base/vec.h"

#include <stdbool.h>

typedef VEC(const char *) word_vec;

/* Append the words of TEXT: quotes and backslashes are undone, nothing is expanded. False: a quote
 * is not closed. Source: POSIX.1-2017, XCU 2.2 */
bool shellwords_split(struct arena *arena, const char *text, word_vec *ret_words)
    __attribute__((warn_unused_result));

#endif
