/* Marked functions that the unit only declares: a mark on any declaration of a function holds for
 * all, also where the unit that defines the function does not see that declaration. */
#ifndef EXTRACT_MARKS_H
#define EXTRACT_MARKS_H

#include "extract/lowering.h"

/* Entities for the functions outside system headers that nothing in the unit refers to and whose
 * declaration has a word that can be a mark: an annotation, an attribute that is written out, or a
 * macro that expands to nothing. After the bodies. */
void marks_find(struct lowering *l);

#endif
