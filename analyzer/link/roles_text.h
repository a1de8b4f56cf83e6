/* The roles of a name as text, for people and for tests. */
#ifndef LINK_ROLES_TEXT_H
#define LINK_ROLES_TEXT_H

#include "base/buf.h"
#include "link/roles.h"

/* "blocking, lock taken": each kind of role that the name has. */
void roles_print(const struct name_roles *r, struct buf *out);

#endif
