/* The names that the kinds of facts.h have in the text form, and back. */
#ifndef IR_FACTS_NAMES_H
#define IR_FACTS_NAMES_H

#include "ir/facts.h"

/* For each kind NAME: its last constant `NAME_last`, `const char *NAME_name(enum NAME)`, and `bool
 * NAME_from(const char *, size_t, enum NAME *)`. */
#define FACTS_KINDS(X)                                                                             \
    X(entity_kind, ENTITY_FIELD)                                                                   \
    X(word_kind, WORD_TYPE)                                                                        \
    X(shape_kind, SHAPE_OTHER)                                                                     \
    X(root_kind, ROOT_OTHER)                                                                       \
    X(step_kind, STEP_DEREF)                                                                       \
    X(value_kind, VALUE_CHOICE)                                                                    \
    X(operator, OPERATOR_EITHER)                                                                   \
    X(event_kind, EVENT_SCOPE_END)                                                                 \
    X(callee_kind, CALLEE_UNKNOWN)                                                                 \
    X(use_kind, USE_OTHER)                                                                         \
    X(term_kind, TERM_STOP)                                                                        \
    X(cond_kind, COND_COMPARE)                                                                     \
    X(cond_op, OP_HAS)                                                                             \
    X(loop_kind, LOOP_FOR)

#define X(KIND, LAST)                                                                              \
    enum { KIND##_last = LAST };                                                                   \
    const char *KIND##_name(enum KIND k);                                                          \
    bool KIND##_from(const char *text, size_t len, enum KIND *ret_k);
FACTS_KINDS(X)
#undef X

#endif
