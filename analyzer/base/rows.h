/* Numbers in rows by key: the blocks that lead to each block, the events that touch each path.
 *
 *     VEC(struct row_entry) all;                  a key, and a number of its row
 *     struct rows r = rows_new(a, keys, all.at, all.len);
 *     for (uint32_t i = r.first[k]; i < r.first[k + 1]; i++) use(r.at[i]);
 *
 * In a row the numbers stand in the order of the entries.
 */
#ifndef BASE_ROWS_H
#define BASE_ROWS_H

#include "base/vec.h"

struct row_entry {
    uint32_t key, value;
};

struct rows {
    uint32_t *first; /* by key, and one more at the end */
    uint32_t *at;
};

/* Rows of all keys below KEYS. Owner: A's arena. */
struct rows rows_new(struct arena *a, uint32_t keys, const struct row_entry *entries, uint32_t len);

#endif
