#include "base/rows.h"

struct rows rows_new(struct arena *a, uint32_t keys, const struct row_entry *entries, uint32_t len)
{
    struct rows r = {arena_new_array(a, uint32_t, (size_t)keys + 2),
                     arena_new_array(a, uint32_t, (size_t)len + 1)};
    for (uint32_t i = 0; i < len; i++) /* two on: filling a row moves its beginning to its end */
        r.first[entries[i].key + 2]++;
    for (uint32_t k = 0; k < keys; k++)
        r.first[k + 2] += r.first[k + 1];
    for (uint32_t i = 0; i < len; i++)
        r.at[r.first[entries[i].key + 1]++] = entries[i].value;
    return r;
}
