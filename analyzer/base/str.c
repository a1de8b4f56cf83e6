#include "base/str.h"

#include "base/arena.h"
#include "base/fail.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct text {
    const char *at;
    uint32_t len, hash;
};

struct strs {
    struct arena *arena;
    VEC(struct text) texts;
    uint32_t *slots; /* index into texts plus one, 0 is free; open addressing */
    uint32_t slot_count;
};

static void slots_grow(struct strs *s)
{
    uint32_t count = s->slot_count ? s->slot_count * 2 : 4096;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        fail_no_memory();
    for (uint32_t i = 0; i < s->texts.len; i++) {
        uint32_t at = s->texts.at[i].hash & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = i + 1;
    }
    free(s->slots);
    s->slots = slots;
    s->slot_count = count;
}

struct strs *strs_new(void)
{
    struct strs *s = calloc(1, sizeof *s);
    if (!s)
        fail_no_memory();
    s->arena = arena_new();
    slots_grow(s);
    str_intern_n(s, "", 0);
    return s;
}

void strs_free(struct strs *s)
{
    if (!s)
        return;
    arena_free(s->arena);
    free(s->slots);
    free(s);
}

/* The slot where TEXT is or would be. */
static uint32_t slot_of(const struct strs *s, const char *text, size_t len, uint32_t hash)
{
    uint32_t at = hash & (s->slot_count - 1);
    while (s->slots[at]) {
        const struct text *t = &s->texts.at[s->slots[at] - 1];
        if (t->hash == hash && t->len == len && !memcmp(t->at, text, len))
            break;
        at = (at + 1) & (s->slot_count - 1);
    }
    return at;
}

struct str str_intern_n(struct strs *s, const char *text, size_t len)
{
    uint32_t hash = (uint32_t)XXH3_64bits(text, len);
    uint32_t at = slot_of(s, text, len, hash);
    if (s->slots[at])
        return (struct str){s->slots[at] - 1};
    if (s->texts.len * 2 >= s->slot_count) {
        slots_grow(s);
        at = slot_of(s, text, len, hash);
    }
    uint32_t id = s->texts.len;
    vec_push(s->arena, &s->texts,
             (struct text){
                 .at = arena_strndup(s->arena, text, len), .len = (uint32_t)len, .hash = hash});
    s->slots[at] = id + 1;
    return (struct str){id};
}

struct str str_intern(struct strs *s, const char *text)
{
    return str_intern_n(s, text, strlen(text));
}

struct str str_find(const struct strs *s, const char *text)
{
    size_t len = strlen(text);
    uint32_t at = slot_of(s, text, len, (uint32_t)XXH3_64bits(text, len));
    return (struct str){s->slots[at] ? s->slots[at] - 1 : 0};
}

const char *str_text(const struct strs *s, struct str id)
{
    if (id.i >= s->texts.len)
        bug("string id %u of %u", id.i, s->texts.len);
    return s->texts.at[id.i].at;
}

size_t str_len(const struct strs *s, struct str id)
{
    return s->texts.at[id.i].len;
}

uint32_t strs_count(const struct strs *s)
{
    return s->texts.len;
}
