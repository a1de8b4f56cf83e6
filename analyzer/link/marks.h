/* Marks: what the source itself says of its functions with the words of analyzer/include/nostall.h
 * and with clang's own attributes `blocking` and `nonblocking`. A mark on any declaration of a
 * function holds for all.
 *
 * Read once, after linking; lives as long as the program.
 */
#ifndef LINK_MARKS_H
#define LINK_MARKS_H

#include "link/params.h"
#include "link/program.h"

enum mark { MARK_ASYNC, MARK_COROUTINE, MARK_BLOCKING, MARK_NONBLOCKING, MARK_SUSPENDS, MARKS };

struct fn_marks {
    bool has[MARKS];
    struct loc loc[MARKS];
    bool by_attribute[MARKS]; /* clang's, not nostall's */
    struct params offload;    /* parameters that run elsewhere */
};

/* By node, in P's arena. */
const struct fn_marks *fn_marks_new(struct program *p);
/* Those among the words of any one declaration: of a field, a variable, a parameter. */
void fn_marks_read(const struct program *p, const word_vec *words, struct fn_marks *ret_marks);

#endif
