/* Stores that nothing reads: a function in a local variable that is overwritten before it is used
 * does not go anywhere. */
#ifndef LINK_STORES_H
#define LINK_STORES_H

#include "ir/facts.h"

/* By event, true: an assignment to a local variable that is dead. NULL: there is none. Looks only
 * at variables that some assignment gives a function, and whose address is not taken. */
const bool *stores_dead(struct arena *a, const struct function *fn);

#endif
