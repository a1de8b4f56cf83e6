/* Typed growable arrays in an arena.
 *
 *     VEC(struct event) events;          a zeroed one is empty
 *     vec_push(arena, &events, event);   appends
 *     for (uint32_t i = 0; i < events.len; i++) use(events.at[i]);
 *
 * Growing moves the elements: keep indices, not pointers. The old array stays in the arena until
 * that goes.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *at;                                                                                     \
        uint32_t len, cap;                                                                         \
    }

#define vec_push(A, V, ...)                                                                        \
    ((V)->at = vec_grow((A), (V)->at, (V)->len, &(V)->cap, sizeof *(V)->at),                       \
     (V)->at[(V)->len++] = (__VA_ARGS__))

#define vec_last(V) ((V)->at[(V)->len - 1])

#define COUNT(X) ((uint32_t)(sizeof(X) / sizeof *(X)))

/* Room for one more element: AT itself, or a larger copy. */
void *vec_grow(struct arena *a, void *at, uint32_t len, uint32_t *cap, size_t size);

#endif
