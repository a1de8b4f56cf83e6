/* Which roles the enabled packs give to a name (roles.def).
 *
 * roles_new fills it, pack by pack in order of loading, and closes it; roles_function and
 * roles_macro ask it. Globs are matched once for each name, and what was found is remembered.
 */
#ifndef LINK_ROLE_INDEX_H
#define LINK_ROLE_INDEX_H

#include "link/name_roles.h"

struct role_index;

/* An empty one, in A. */
struct role_index *role_index_new(struct arena *a, struct strs *strs);
/* All names of K count from here on, and in questions of one list before those of packs before it.
 */
void role_index_add(struct role_index *x, const struct pack *k);
/* All packs are there. Names that are interned later have no roles. */
void role_index_close(struct role_index *x);
/* What is said of NAME as a function or, where MACRO, as a macro; NULL nothing. */
const struct name_roles *role_index_find(struct role_index *x, struct str name, bool macro);

#endif
