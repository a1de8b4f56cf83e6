#include "base/vec.h"

void *vec_grow(struct arena *a, void *at, uint32_t len, uint32_t *cap, size_t size)
{
    if (len < *cap)
        return at;
    uint32_t old = *cap;
    *cap = old ? old * 2 : 4;
    return arena_grow(a, at, (size_t)old * size, (size_t)*cap * size);
}
