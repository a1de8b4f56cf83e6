/* Which programs of the database a function is part of: one compilation database often builds
 * several (a server, its client, an interpreter), and what one stores in a field is not called by
 * another. The one answer to that question.
 *
 * A program is a `main` and the units that it needs, as a linker takes them: a unit that refers to
 * a function or variable of another needs that one whole; of several that define it that of the
 * same link target, where that is known, else of those that can be linked with this main: none with
 * a main of its own, none of the link target of another main, none that needs one. A unit that no
 * main needs (a library's, a module's, one that registers itself) counts for all that have what it
 * refers to. A function that a library of the system has too draws no unit, as the linker has that
 * library: an interposing `open` is called only by what its unit is linked with for other reasons.
 *
 * Built from the linked program, before anything that asks what a call reaches.
 */
#ifndef LINK_PROGRAMS_H
#define LINK_PROGRAMS_H

#include "link/program.h"

/* A set of programs: interned, so that equal sets have equal ids. */
struct program_set {
    uint32_t i;
};
#define PROGRAMS_NONE ((struct program_set){0})
#define PROGRAMS_ALL ((struct program_set){1})

typedef VEC(struct node_id) node_vec;

struct programs;

struct programs *programs_new(const struct program *p);
void programs_free(struct programs *g);

struct program_set programs_both(const struct programs *g, struct program_set a,
                                 struct program_set b);
struct program_set programs_either(const struct programs *g, struct program_set a,
                                   struct program_set b);
/* Are all programs of A in B? */
bool programs_within(const struct programs *g, struct program_set a, struct program_set b);
static inline bool programs_any(struct program_set a)
{
    return a.i != 0;
}

/* The programs of a function. */
struct program_set programs_of(const struct programs *g, struct node_id n);
/* The programs in which what stands in IN (FACTS_NONE: an initialiser of the unit F) is so. */
struct program_set programs_of_place(const struct programs *g, struct node_id in,
                                     const struct facts *f);
/* Those where main leads to the function, by what functions and initialisers name; NONE where no
 * main is known to. */
struct program_set programs_reaching(const struct programs *g, struct node_id n);
/* The same for a variable with an initialiser. */
struct program_set programs_reaching_slot(const struct programs *g, struct slot_id s);
/* The bodies that a direct call in function IN of CALLEE may run: CALLEE, or of its namesakes in
 * other programs those that can be linked with IN; where none of them can, and a library of the
 * system has the function too, that without a body. Into ARENA. */
void programs_bodies(const struct programs *g, struct arena *arena, struct node_id in,
                     struct node_id callee, node_vec *ret);

#endif
