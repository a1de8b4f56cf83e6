/* Excerpt of libcoro, coro.h (BSD or GPL-2.0-or-later), CORO_VERSION 3, copy of Tarantool 67428d092e: the build with CORO_ASM. */
#ifndef CORO_H
#define CORO_H

#include <stddef.h>

#define CORO_VERSION 3
typedef struct coro_context coro_context;
typedef void (*coro_func)(void *);
struct coro_context { void **sp; };
struct coro_stack { void *sptr; size_t ssze; };
void coro_create (coro_context *ctx, coro_func coro, void *arg, void *sptr, size_t ssze);
int coro_stack_alloc (struct coro_stack *stack, unsigned int size);
void coro_stack_free (struct coro_stack *stack);
void coro_transfer (coro_context *prev, coro_context *next);
# define coro_destroy(ctx) (void *)(ctx)

#endif
