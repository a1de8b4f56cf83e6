/* Keys of 64 bits (addresses, packed offsets) to small numbers, in an arena. Zeroed is empty. */
#ifndef EXTRACT_IDMAP_H
#define EXTRACT_IDMAP_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct idmap_slot {
    uint64_t key;
    uint32_t value;
    bool used;
};

struct idmap {
    struct idmap_slot *slots;
    uint32_t slot_count, len;
};

/* The value of KEY, or NULL. Valid until the next idmap_set. */
uint32_t *idmap_find(const struct idmap *m, uint64_t key);
/* Add KEY, or change its value. */
void idmap_set(struct arena *a, struct idmap *m, uint64_t key, uint32_t value);

#endif
