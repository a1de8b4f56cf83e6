/* Bump allocator: memory that lives and dies together.
 *
 * Three arenas exist (unit, program, scratch). What is allocated in an arena is zeroed, is
 * never freed on its own, and goes when the arena goes. Running out of memory ends the process (see
 * fail.h).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);
/* Forget everything allocated so far, keep one block for reuse. */
void arena_reset(struct arena *a);
/* Take over OTHER's blocks and free OTHER: what was allocated there now lives as long as A. */
void arena_adopt(struct arena *a, struct arena *other);
/* SIZE bytes, zeroed, aligned for any object. Never NULL. */
void *arena_alloc(struct arena *a, size_t size);
/* P, of SIZE bytes, at WANT bytes, at least as many, the new ones zeroed: where it is if it was
 * allocated last and there is room. P may be NULL where SIZE is 0. */
void *arena_grow(struct arena *a, void *p, size_t size, size_t want);
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#define arena_new_array(A, T, N) ((T *)arena_alloc((A), sizeof(T) * (N)))
#define arena_new_one(A, T) ((T *)arena_alloc((A), sizeof(T)))

#endif
