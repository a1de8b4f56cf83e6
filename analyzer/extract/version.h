/* Which clang reads the units. */
#ifndef EXTRACT_VERSION_H
#define EXTRACT_VERSION_H

#include "base/arena.h"

/* As the library says it, with the distribution's revision: "Debian clang version 19.1.7
 * (3~deb12u1)". */
const char *version_of_clang(struct arena *arena);

#endif
