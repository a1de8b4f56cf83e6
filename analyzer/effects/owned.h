/* What code beside the loop has made for itself: a ring, a connection, a loop that no other thread
 * has, made by what the packs call `makes_own`, and what calls that are given such a thing make of
 * it. Calls on it may be made there, whatever belongs to the loop's thread otherwise.
 *
 * A variable or field is its thread's own if all that is stored in it is, as a parameter where all
 * callers give such a thing. Asked by the check of calls off the loop's thread, for calls that it
 * is about to report.
 */
#ifndef EFFECTS_OWNED_H
#define EFFECTS_OWNED_H

#include "effects/elsewhere.h"

struct owned;

struct owned *owned_new(const struct elsewhere *e);
void owned_free(struct owned *o);
/* Is some argument of the call such a thing? */
bool owned_by_call(struct owned *o, const struct call *call);

#endif
