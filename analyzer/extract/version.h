/* Which clang reads the units, and which of our code. */
#ifndef EXTRACT_VERSION_H
#define EXTRACT_VERSION_H

#include "base/arena.h"

/* As the library says it, with the distribution's revision: "Debian clang version 19.1.7
 * (3~deb12u1)". */
const char *version_of_clang(struct arena *arena);

/* A hash of the sources that make facts of them: other facts have another. */
extern const char version_of_extraction[];

#endif
