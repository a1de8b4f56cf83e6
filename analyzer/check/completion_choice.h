/* Callbacks that are told by a text which of several things they are asked for, as the name of a
 * method: `chosen_by` of NS208's rules in the packs names the calls that compare it. Who calls them
 * knows the names that there are, so that a way on which no name was the one that it was compared
 * with is none.
 *
 * Read by check_completions.
 */
#ifndef CHECK_COMPLETION_CHOICE_H
#define CHECK_COMPLETION_CHOICE_H

#include "engine/walk.h"

/* Flags of a path. */
#define COMPLETION_COMPARED 2u /* a parameter was compared with a text, and was none */
#define COMPLETION_CHOSEN 4u   /* it was one; the state's `bits` are its number plus one */

/* The call EVENT of FN compares: one way for the text that it compares a parameter with, a fork of
 * S, and S for all others. Who asks for another parameter then, a method's name behind its
 * interface's, chooses anew. */
void completion_choose(const struct function *fn, struct walk *w, struct walk_state *s,
                       uint32_t event);

#endif
