/* Structs that the program takes for each other: it hands a pointer to one on as a pointer to the
 * other, in an argument or an assignment, or reaches a field of the one through the other, which C
 * allows only by a cast. So do programs whose structs begin with the same fields, as event types
 * that derive from one base. What is taken for the same is one family.
 *
 * What a field of the one holds is then called through the field of that name of the other: where
 * the type of the function is the same, but that each may name its own struct in it. Private to
 * contexts.
 */
#ifndef CONTEXTS_CASTS_H
#define CONTEXTS_CASTS_H

#include "link/calls.h"

struct casts;

/* Of the whole program; into ARENA. */
struct casts *casts_new(const struct calls *calls, struct arena *arena);
/* The fields of pointers to functions, of any struct, that are called as S is. */
const uint32_t *casts_namesakes(const struct casts *c, const struct slot *s, uint32_t *ret_len);
/* Are the fields of pointers to functions one and the same to the program? */
bool casts_meet(const struct casts *c, const struct slot *a, const struct slot *b);

#endif
