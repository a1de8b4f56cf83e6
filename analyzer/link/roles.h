/* Roles: the rules of the enabled packs, found by the name of a function, macro, word or field.
 *
 * Built once the program is linked (headers decide which packs are on). What is said of a name as
 * such is in role_index; here are the lists that are searched otherwise.
 */
#ifndef LINK_ROLES_H
#define LINK_ROLES_H

#include "input/config.h"
#include "link/name_roles.h"
#include "link/program.h"

struct role_index;

struct answer { /* to a condition on the whole program */
    const void *condition;
    bool holds;
};

struct roles {
    struct arena *arena;
    const struct rules *rules;
    struct program *program;
    struct role_index *index;
    VEC(const struct rule_field *)
    fields, offload_fields, unless_fields, either_fields, signal_handler_fields;
    VEC(const struct rule_word *) annotations, types, body_macros, wrapper_annotations;
    VEC(const struct rule_cut *) cuts;
    bool *cuts_met;                 /* by cut: some call was asked about that it cuts */
    VEC(const struct pack *) packs; /* enabled ones */
    VEC(struct answer) answers;     /* see roles_answer */
};

/* Decide which packs are on (headers seen, settings), and index them. Marks them in R's packs. */
struct roles *roles_new(struct rules *r, struct program *p, const struct config *config);
void roles_free(struct roles *r);

/* Roles of a callee by name, NULL if there are none. */
const struct name_roles *roles_function(const struct roles *r, struct str name);
const struct name_roles *roles_macro(const struct roles *r, struct str name);
/* The entry that fits the words, NULL none. LIST is one of annotations, types, wrapper_annotations.
 */
const struct rule_word *roles_word(const struct roles *r, const word_vec *words, bool types,
                                   struct loc *ret_loc);
const struct rule_word *roles_wrapper_word(const struct roles *r, const word_vec *words);
const struct rule_word *roles_body_macro(const struct roles *r, struct str macro);
/* The replacement in the terms of PACK, else of the project's own pack or, where only one framework
 * is on, of that. NULL none. */
const char *roles_instead(const struct roles *r, struct str pack, enum instead_kind kind);
/* What was found out before about a condition on the whole program, NULL nothing. */
const struct answer *roles_answer(const struct roles *r, const void *condition);
void roles_remember(const struct roles *r, const void *condition, bool holds);
/* Is the slot the field that the rule names? A record is named by its tag, with or without
 * underscores in front (struct _X, commonly typedef'd to X). */
bool roles_field_fits(const struct roles *r, const struct slot *s, const struct rule_field *rule);
/* Does a `cut` end what CALLER's calls of CALLEE lead to? Those that do are marked as met. */
bool roles_cut(const struct roles *r, struct str caller, struct str callee);
/* Does the entry cover a call with so many arguments? */
bool callee_arity_fits(const struct callee *c, uint32_t arg_len);
/* Argument index from a rule (negative counts from the end); FACTS_NONE if the call has none such.
 */
uint32_t arg_index(int32_t arg, uint32_t arg_len);

/* Is NAME one of NAMES, which may be globs? */
bool roles_named(const struct program *p, const name_vec *names, struct str name);

#endif
