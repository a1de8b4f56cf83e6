/* Threads apart: through which pointers a context does not spread, because they hold functions of
 * another thread.
 *
 * A field tells which functions a call through it may run, not which of them this call does. Who is
 * there for the loop's thread, and who for a real-time one or another, tells what declares them: a
 * rule or a mark on the field, or on the function. Private to contexts.
 */
#ifndef CONTEXTS_APART_H
#define CONTEXTS_APART_H

#include "contexts/context.h"

/* Those of BITS in which what CALL finds in its pointer runs: all but those of a thread that is not
 * the one for which the field or variable is declared. */
uint8_t apart_bits(const struct contexts *c, const struct call *call, uint8_t bits);
/* Does something say that the function is of another thread than the one of BITS, and nothing that
 * it is of that one? */
bool apart_function(const struct contexts *c, struct node_id n, uint8_t bits);
/* Does CALL not run its target T in BITS, because of whom else the pointer holds? SHOWN: no step of
 * the way to the call is a guess. */
bool apart_target(const struct contexts *c, const struct call *call, const struct call_target *t,
                  uint8_t bits, bool shown);

#endif
