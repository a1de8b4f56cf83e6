/* What is the same on all walks through a function: the variables whose signs are followed, where
 * each is still asked for, where paths meet, and where a coroutine made of a switch goes on.
 *
 * Part of effects/pathwalk.c, for which it prepares a struct pathwalk.
 */
#ifndef EFFECTS_PATHVARS_H
#define EFFECTS_PATHVARS_H

#include "effects/pathwalk.h"

/* W has its function. PATHS: see pathwalk_init. */
void pathvars_find(struct pathwalk *w, const struct path_id *paths, uint32_t path_len);

/* All signs that the value can have by itself. */
uint8_t pathwalk_signs_of_constant(const struct value *v);

#endif
