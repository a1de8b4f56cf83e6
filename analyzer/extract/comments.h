/* Suppression comments of the files that matter: the main one, and those in which a body was
 * lowered. */
#ifndef EXTRACT_COMMENTS_H
#define EXTRACT_COMMENTS_H

#include "extract/lowering.h"

void comments_find(struct lowering *l);

#endif
