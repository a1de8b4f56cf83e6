/* What the program's constant objects hold: variables with a const-qualified type and an
 * initialiser.
 *
 * Made once per program, an entry per slot; lives in the arena that it is given.
 */
#ifndef LINK_CONSTANTS_H
#define LINK_CONSTANTS_H

#include "link/program.h"

struct constant {
    const struct function *init; /* the initialiser function that has the value; NULL: no scalar */
    struct value_id value;
    uint32_t zeros, others;   /* members that are initialised with zero, with something else */
    const struct facts *unit; /* whose initialiser function assigns the members; NULL: none */
    struct entity_id entity;  /* there */
};

const struct constant *constants_find(struct arena *a, const struct program *p);

#endif
