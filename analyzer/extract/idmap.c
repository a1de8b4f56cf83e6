#include "extract/idmap.h"

static uint32_t slot_of(const struct idmap *m, uint64_t key)
{
    uint64_t h = (key ^ (key >> 32)) * 0x9e3779b97f4a7c15u;
    uint32_t at = (uint32_t)(h >> 32) & (m->slot_count - 1);
    while (m->slots[at].used && m->slots[at].key != key)
        at = (at + 1) & (m->slot_count - 1);
    return at;
}

uint32_t *idmap_find(const struct idmap *m, uint64_t key)
{
    if (!m->slot_count)
        return NULL;
    struct idmap_slot *s = &m->slots[slot_of(m, key)];
    return s->used ? &s->value : NULL;
}

static void grow(struct arena *a, struct idmap *m)
{
    struct idmap old = *m;
    m->slot_count = old.slot_count ? old.slot_count * 2 : 64;
    m->slots = arena_new_array(a, struct idmap_slot, m->slot_count);
    for (uint32_t i = 0; i < old.slot_count; i++)
        if (old.slots[i].used)
            m->slots[slot_of(m, old.slots[i].key)] = old.slots[i];
}

void idmap_set(struct arena *a, struct idmap *m, uint64_t key, uint32_t value)
{
    if (m->len * 2 >= m->slot_count)
        grow(a, m);
    struct idmap_slot *s = &m->slots[slot_of(m, key)];
    m->len += !s->used;
    *s = (struct idmap_slot){.key = key, .value = value, .used = true};
}
