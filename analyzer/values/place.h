/* Places: variables and fields of the whole program that hold something, and are written in one
 * function and read in another.
 *
 * A field of a global object (`errors.file`, `rings[0].file`) is told apart from the same field of
 * other objects. What is written through a pointer, or into an element that is not known, gets into
 * the same field of any object whose address somewhere is taken. Each place has *cells*, numbers
 * under which who follows values keeps what was written: a write is noted in all its cells, a read
 * joins all of its own.
 */
#ifndef VALUES_PLACE_H
#define VALUES_PLACE_H

#include "link/body.h"

struct places;

struct cells {
    uint32_t at[2];
    uint32_t len; /* 0: the path is no place of the program, but a function's own */
};

struct places *places_new(const struct bodies *b);
void places_free(struct places *p);
/* How many cells there are. */
uint32_t places_len(const struct places *p);
/* The cells of what a path of FN, in the unit of F, ends in. FN may be the initialiser function. */
struct cells place_written(const struct places *p, const struct facts *f, const struct function *fn,
                           struct path_id path);
struct cells place_read(const struct places *p, const struct facts *f, const struct function *fn,
                        struct path_id path);
/* Are the paths of A and B the same place, reached in the same way from a variable of file scope?
 */
bool place_same(const struct node *a, struct path_id a_path, const struct node *b,
                struct path_id b_path);
/* What the path ends in. */
struct shape place_shape(const struct facts *f, const struct function *fn, struct path_id path);
/* By cell: the functions that name it, so that it is asked of them. */
struct digraph place_readers(const struct places *p, const struct bodies *b, struct arena *arena);
/* The cell of a whole variable. */
static inline uint32_t place_variable(struct slot_id slot)
{
    return slot.i;
}

#endif
