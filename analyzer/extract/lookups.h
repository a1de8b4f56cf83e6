/* What a unit looked for and did not find: the look-ups of its #includes and __has_includes that
 * failed. Facts that were kept hold only as long as these fail again: a header that appears earlier
 * in the order of -I is another one.
 *
 * Made per run by the loader of units; remembers which files are there.
 */
#ifndef EXTRACT_LOOKUPS_H
#define EXTRACT_LOOKUPS_H

#include "base/arena.h"
#include "base/vec.h"

#include <stdint.h>

struct lookups;

typedef VEC(const char *) lookup_vec;

struct lookups *lookups_new(void);
void lookups_free(struct lookups *l);

/* The paths that a parse in DIRECTORY with the arguments ARGV, which read FILES (absolute; the unit
 * first), must have looked for in vain: of each, the first part that is not there. What only
 * __has_include asked for and found is among them too. In ARENA, absolute. */
void lookups_of(struct lookups *l, struct arena *arena, const char *directory,
                const char *const *argv, uint32_t argc, const char *const *files, uint32_t file_len,
                lookup_vec *ret);

#endif
