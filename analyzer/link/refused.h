/* Entries of tables that a call through one of their fields never gets, because its function looks
 * at another field first: `if (!(c->flags & ONLINE)) return; c->run(c);`.
 *
 * Likewise what is stored in a field of one object of file scope, where the call is through the
 * same field of another, `quick.run()`: unless that is assigned as a whole, or given to code that
 * is not seen.
 *
 * An entry is known by its initialiser, where what is left out is zero; a field that any function
 * stores to is not. Between the look and the call the variable that points to the entry is not
 * given another one; an element whose number is not known is taken for the same one at both.
 */
#ifndef LINK_REFUSED_H
#define LINK_REFUSED_H

#include "link/flow.h"

struct refused;

struct refused *refused_new(struct arena *arena, const struct bodies *b);
/* Does the function look at another field of the entry that CALL, through a pointer, runs, or is
 * the entry known itself? */
bool refused_looks(const struct refused *r, const struct call *call);
/* If so: does CALL never run what SOURCE puts into that field of its entry? */
bool refused_entry(const struct refused *r, const struct call *call,
                   const struct flow_source *source);

#endif
