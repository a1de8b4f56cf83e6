#include "ir/facts_names.h"

#include <string.h>

static const char *const entity_kind_names[] = {"function", "variable", "field"};
static const char *const word_kind_names[] = {"annotate", "attribute", "macro", "type"};
static const char *const shape_kind_names[] = {"unknown", "void",  "bool",     "integer", "float",
                                               "pointer", "array", "function", "record",  "other"};
static const char *const operator_names[] = {
    "of",  "not", "inv", "neg", "add", "sub", "mul", "div", "rem", "shl",  "shr",
    "and", "or",  "xor", "eq",  "ne",  "lt",  "le",  "gt",  "ge",  "both", "either"};
static const char *const root_kind_names[] = {"local", "param", "global", "result", "other"};
static const char *const step_kind_names[] = {"field", "index", "deref"};
static const char *const value_kind_names[] = {"unknown", "int",     "null",   "string", "function",
                                               "path",    "address", "result", "choice"};
static const char *const event_kind_names[] = {
#define EVENT(CONSTANT, NAME) NAME,
#include "ir/events.def"
#undef EVENT
};
static const char *const callee_kind_names[] = {"direct", "path", "unknown"};
static const char *const use_kind_names[] = {"ignored",  "void",     "stored", "tested",
                                             "returned", "argument", "other"};
static const char *const term_kind_names[] = {"goto", "branch", "switch", "any", "return", "stop"};
static const char *const cond_kind_names[] = {"unknown", "constant", "truth", "compare"};
static const char *const cond_op_names[] = {"==", "!=", "<", "<=", ">", ">=", "has"};
static const char *const loop_kind_names[] = {"none", "while", "do", "for"};

#define X(KIND, LAST)                                                                              \
    _Static_assert(COUNT(KIND##_names) == KIND##_last + 1, "a name for each");                     \
    const char *KIND##_name(enum KIND k)                                                           \
    {                                                                                              \
        return (uint32_t)k < COUNT(KIND##_names) ? KIND##_names[k] : "?";                          \
    }                                                                                              \
    bool KIND##_from(const char *text, size_t len, enum KIND *ret_k)                               \
    {                                                                                              \
        for (uint32_t i = 0; i < COUNT(KIND##_names); i++)                                         \
            if (strlen(KIND##_names[i]) == len && !memcmp(KIND##_names[i], text, len)) {           \
                *ret_k = (enum KIND)i;                                                             \
                return true;                                                                       \
            }                                                                                      \
        return false;                                                                              \
    }
FACTS_KINDS(X)
#undef X
