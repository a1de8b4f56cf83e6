/* How often the program names each function other than to call it: who knows all of these places
 * knows all to whom it is handed. Arena: A.
 */
#ifndef LINK_NAMES_H
#define LINK_NAMES_H

#include "link/program.h"

/* By node. */
uint32_t *names_count(struct arena *a, const struct program *p);

#endif
