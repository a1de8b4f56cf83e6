/* Functions that may switch between stacks.
 *
 * C has no way to change the stack, so a program that does it calls a function in assembler. That
 * has no body here and is declared in the program's own files, and it gets the place where the
 * stack is saved that is left, and the one that is gone to, both of one type. Functions that only
 * hand their own two parameters on to it are switches as well. Others have such a shape, too:
 * whether one really is a switch is for contexts/switches to say. Private to link/body.
 */
#ifndef LINK_SWITCHING_H
#define LINK_SWITCHING_H

#include "link/calls.h"

/* By node; into ARENA. CALLS: named, not yet linked. */
bool *switching_find(const struct calls *calls, struct arena *arena);

#endif
