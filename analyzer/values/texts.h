/* Texts: what the strings in variables, fields, buffers and results begin with, over the whole
 * program. `open(path)` of what was printed with "/proc/%d/stat" is no access to a disk, wherever
 * the path was printed and kept.
 *
 * A *write* is an assignment of a pointer, or a call that prints into what an argument points to:
 * one that packs know (`paths_made`), or a function that hands what it is given on to such a call.
 * Inside a function the last write on each way counts; across functions texts go through results,
 * parameters and the cells of places (values/place.h), until nothing changes. A single character
 * that is stored does not count: it ends a path, or cleans it. Nor does what other code may write
 * into a buffer between its last write here and its use, unless it is handed the buffer: who would
 * print a path there would lose the one that was just made.
 */
#ifndef VALUES_TEXTS_H
#define VALUES_TEXTS_H

#include "link/body.h"
#include "values/place.h"
#include "values/prefix.h"

struct texts;

/* P lives as long. */
struct texts *texts_new(const struct bodies *b, const struct places *p);
void texts_free(struct texts *t);
/* What VALUE of function N begins with where EVENT uses it. */
struct prefix texts_at(const struct texts *t, struct node_id n, uint32_t event,
                       struct value_id value);

#endif
