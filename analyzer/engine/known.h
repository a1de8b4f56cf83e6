/* What is known on a path: sets of numbers by quantity, and marks. Part of engine/walk.h.
 *
 * A sorted list of what is not just anything. Lists that are equal are one, so that states compare
 * as bytes, and a state that knows little is small, however many quantities the function has.
 */
#ifndef ENGINE_KNOWN_H
#define ENGINE_KNOWN_H

#include "engine/walk.h"

/* The set of Q; NULL: anything. */
const uint64_t *known_get(const struct walk *w, const struct walk_known *k,
                          const struct quantity *q);
/* Q has the set from now on. NULL: anything. */
void known_set(struct walk *w, struct walk_state *s, const struct quantity *q, const uint64_t *set);
/* Keep those quantities that KEEPS says, and all marks. */
void known_filter(struct walk *w, struct walk_state *s,
                  bool (*keeps)(const struct quantity *q, const void *context),
                  const void *context);

#endif
