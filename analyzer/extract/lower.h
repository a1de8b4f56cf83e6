/* Bodies and static initialisers of one unit into its facts. */
#ifndef EXTRACT_LOWER_H
#define EXTRACT_LOWER_H

#include "extract/lowering.h"

/* Everything that the unit's file scope declares, and what that refers to. */
void lower_unit(struct lowering *l);

#endif
