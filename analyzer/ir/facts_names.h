/* The names that the kinds of facts.h have in the text form, and back. */
#ifndef IR_FACTS_NAMES_H
#define IR_FACTS_NAMES_H

#include "ir/facts.h"

/* For each kind NAME: `const char *NAME_name(enum NAME)`, and `bool NAME_from(const char *, size_t,
 * enum NAME *)`. */
#define FACTS_KINDS(X)                                                                             \
    X(entity_kind)                                                                                 \
    X(word_kind)                                                                                   \
    X(root_kind)                                                                                   \
    X(step_kind)                                                                                   \
    X(value_kind)                                                                                  \
    X(event_kind)                                                                                  \
    X(callee_kind)                                                                                 \
    X(use_kind)                                                                                    \
    X(term_kind)                                                                                   \
    X(cond_op)                                                                                     \
    X(loop_kind)

#define X(KIND)                                                                                    \
    const char *KIND##_name(enum KIND k);                                                          \
    bool KIND##_from(const char *text, size_t len, enum KIND *ret_k);
FACTS_KINDS(X)
#undef X

#endif
