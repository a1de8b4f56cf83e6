/* Which programs of the database a function is part of: one compilation database often builds
 * several (a server, its client, an interpreter), and what one stores in a field is not called by
 * another.
 *
 * A program is a `main` and the units that it needs, as a linker takes them: a unit that refers to
 * a function or variable of another needs that one whole; of several that define it that of the
 * same link target, where that is known, else of those that can be linked with this main: none with
 * a main of its own, or that needs one. Bits; beyond 63 programs the rest share one bit. A unit
 * that no main needs (a library's, or one that registers itself) counts for all.
 */
#ifndef LINK_PROGRAMS_H
#define LINK_PROGRAMS_H

#include "link/flow.h"

struct programs;

struct programs *programs_new(const struct program *p);
void programs_free(struct programs *g);
/* The programs of a function. */
uint64_t programs_of(const struct programs *g, struct node_id n);
/* The programs in which what SOURCE says is stored. */
uint64_t programs_of_source(const struct programs *g, const struct flow_source *source);
/* Those of them where main leads to the place that stores it, by what functions and initialisers
 * name; all of them where no main is known to. */
uint64_t programs_reached_source(const struct programs *g, const struct flow_source *source);

#endif
