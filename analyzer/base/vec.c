#include "base/vec.h"

#include <string.h>

void *vec_grow(struct arena *a, void *at, uint32_t len, uint32_t *cap, size_t size)
{
    if (len < *cap)
        return at;
    uint32_t want = *cap ? *cap * 2 : 4;
    void *p = arena_alloc(a, (size_t)want * size);
    if (len)
        memcpy(p, at, (size_t)len * size);
    *cap = want;
    return p;
}
