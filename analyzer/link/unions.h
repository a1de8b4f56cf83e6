/* Members of unions, told by their keys. Read by link/flow.
 *
 * Keys of fields are clang's USRs: words between @, of which S and U begin the name of a struct and
 * of a union (SA, UA: that of the typedef of one without a name), Sa and Ua stand for one without
 * any, and FI begins the field.
 * Source: clang/lib/Index/USRGeneration.cpp 19, VisitTagDecl, VisitFieldDecl.
 */
#ifndef LINK_UNIONS_H
#define LINK_UNIONS_H

#include <stdint.h>

/* How many bytes of KEY, of a field, are those of all members of the same union; 0: it is no
 * union's. */
uint32_t unions_key(const char *key);

#endif
