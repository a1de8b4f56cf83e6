/* Declarations of clang into entities of the facts: once each, when something first refers to them.
 */
#ifndef EXTRACT_DECLS_H
#define EXTRACT_DECLS_H

#include "extract/lowering.h"

/* The entity of a function, a variable with static storage, or a field. */
struct entity_id decl_entity(struct lowering *l, CXCursor decl);
/* The function of that name at file scope; FACTS_NONE: none. */
struct entity_id decl_function_named(struct lowering *l, struct str name);
/* DECL is a declaration at file scope. */
void decl_note(struct lowering *l, CXCursor decl);
/* DEFINITION's body is to be lowered. */
void decl_want_body(struct lowering *l, CXCursor definition);
/* The type as the facts have it: canonical, a pointer to function as the function, places of
 * anonymous types left out. */
struct str decl_type(struct lowering *l, CXType type);
struct shape decl_shape(CXType type);
/* Of what a call of TYPE, a function or what points to one, gives; else unknown. */
struct shape decl_result_shape(CXType type);
bool decl_is_function_type(CXType type);
/* FIELD is a struct or union without a name, whose members are reached as if they were the outer
 * one's. */
bool decl_is_unnamed(CXCursor field);
/* TYPE is a function, or points to one (at any depth of pointers and arrays): that function type;
 * else kind Invalid. */
CXType decl_function_type(CXType type);
/* TYPE is a function, or leads to one, with the attribute of those that never return. */
bool decl_type_is_noreturn(CXType type);

#endif
