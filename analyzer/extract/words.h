/* The words of declarations: annotations, attributes, and macros, also those that expand to
 * nothing, which only the text around the declared name shows. */
#ifndef EXTRACT_WORDS_H
#define EXTRACT_WORDS_H

#include "extract/lowering.h"

/* Add the words that this one declaration has (a function, field, variable, parameter or typedef).
 */
void words_add_declaration(struct lowering *l, CXCursor decl, word_vec *out);
/* Where words can be written into this declaration of a function. False: a macro makes it. */
bool words_place(struct lowering *l, CXCursor decl, struct declaration *ret_place);
/* Add the typedefs that TYPE is written with, and their words. */
void words_add_type(struct lowering *l, CXType type, struct loc at, word_vec *out);
/* Whether a function definition carries a mark that makes it worth lowering though nothing refers
 * to it. */
bool words_have_annotation(CXCursor decl);

#endif
