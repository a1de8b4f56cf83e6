/* Writing a mark into the declarations of a function, where this code base writes it. */
#ifndef CHECK_MARK_FIX_H
#define CHECK_MARK_FIX_H

#include "check/check.h"
#include "link/program.h"

struct mark_fix;

/* Learns from the functions of the program that bear the mark WORD where it stands. */
struct mark_fix *mark_fix_new(const struct program *p, struct str word);
void mark_fix_free(struct mark_fix *m);
/* Edits that add the mark to the definition and all declarations of N, into ret's fixes. */
void mark_fix_add(const struct mark_fix *m, struct findings *f, struct node_id n,
                  struct finding *ret);

#endif
