/* Twin structs: memory that a program sees as one struct where it stores functions, and as another,
 * of the same fields, where it calls them, because each kind of function has a type of its own.
 *
 * A call through a field in which nothing is ever stored runs what is stored in the field of that
 * name of another struct whose fields have the same names, as far as the program uses them, and
 * that has the function's own type: C lets nobody call it by another (source: C17 6.3.2.3, 8). So
 * it does in the field of that name of a struct that the program casts pointers to
 * (contexts/casts.h).
 *
 * One such field holds functions for several occasions, and the caller of the caller says which is
 * meant, by a number: where some code calls through it at start too, what is for the loop is not
 * known, and none is taken. Private to contexts.
 */
#ifndef CONTEXTS_TWINS_H
#define CONTEXTS_TWINS_H

#include "contexts/casts.h"
#include "contexts/context.h"

enum twin_calls { TWIN_NOT_CALLED, TWIN_ON_LOOP, TWIN_ELSEWHERE_TOO };

struct field;

struct twins {
    uint8_t *called;      /* twin_calls, by slot: the calls through a field that holds none known */
    struct field *fields; /* of all structs, to compare those */
    uint32_t field_len;
    const struct casts *casts;
};

/* As far as contexts have spread; into ARENA. */
struct twins twins_new(const struct contexts *c, struct arena *arena);
/* What CALL, through such a field that is only called on the loop, finds in its twins; into ARENA.
 */
void twins_find(const struct contexts *c, struct arena *arena, const struct twins *t,
                const struct call *call, source_vec *ret_sources);

#endif
