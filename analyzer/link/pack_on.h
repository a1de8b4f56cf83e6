/* Which packs are on: as the project's settings say, else those whose headers the program includes
 * and, where a pack names such, whose functions or macros it uses.
 */
#ifndef LINK_PACK_ON_H
#define LINK_PACK_ON_H

#include "input/config.h"
#include "input/rules.h"
#include "link/program.h"

/* CONFIG: NULL no settings. */
bool pack_on(const struct program *p, const struct pack *k, const struct config *config);

#endif
