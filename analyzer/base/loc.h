/* A place in a source file. */
#ifndef BASE_LOC_H
#define BASE_LOC_H

#include "base/str.h"

struct loc {
    struct str file; /* path: relative to the project root where the file is below it, else
                        absolute; id 0: no place */
    uint32_t line;   /* from 1 */
    uint32_t col;    /* from 1, in bytes */
    uint32_t len;    /* bytes of the token that is meant (a callee's name), 0 unknown */
};

static inline bool loc_known(struct loc l)
{
    return l.file.i != 0;
}

/* The same character; how much is meant from there on does not count. */
static inline bool loc_same(struct loc a, struct loc b)
{
    return str_eq(a.file, b.file) && a.line == b.line && a.col == b.col;
}

#endif
