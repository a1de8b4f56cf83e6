/* Which programs of the database a function is part of: one compilation database often builds
 * several (a server, its client, an interpreter), and what one stores in a field is not called by
 * another.
 *
 * A program is a `main` and what it refers to: functions that it calls or whose address it takes,
 * variables and what their initialisers hold, and so on. Bits; beyond 63 programs the rest share
 * one bit.
 */
#ifndef LINK_PROGRAMS_H
#define LINK_PROGRAMS_H

#include "link/flow.h"

struct programs;

struct programs *programs_new(const struct program *p);
void programs_free(struct programs *g);
/* The programs of a function; all for one that no main refers to (a library's). */
uint64_t programs_of(const struct programs *g, struct node_id n);
/* The programs in which a function runs that is async by itself: one that no main refers to runs in
 * a program that is not known, and calls nothing that only another program stores. */
uint64_t programs_of_root(const struct programs *g, struct node_id n);
/* The programs that can store what SOURCE says. */
uint64_t programs_of_source(const struct programs *g, const struct flow_source *source);

#endif
