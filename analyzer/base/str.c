#include "base/str.h"

#include "base/arena.h"
#include "base/fail.h"

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
    struct text *texts; /* by id; there are many, and old copies of a vector would stay */
    uint32_t len, cap;
    uint32_t *slots; /* index into texts plus one, 0 is free; open addressing */
    uint32_t slot_count;
};

static void slots_grow(struct strs *s)
{
    uint32_t count = s->slot_count ? s->slot_count * 2 : 4096;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        fail_no_memory();
    for (uint32_t i = 0; i < s->len; i++) {
        uint32_t at = s->texts[i].hash & (count - 1);
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
    free(s->texts);
    free(s->slots);
    free(s);
}

static void texts_grow(struct strs *s)
{
    uint32_t cap = s->cap ? s->cap * 2 : 2048;
    struct text *texts = realloc(s->texts, cap * sizeof *texts);
    if (!texts)
        fail_no_memory();
    s->texts = texts;
    s->cap = cap;
}

/* The slot where TEXT is or would be. */
static uint32_t slot_of(const struct strs *s, const char *text, size_t len, uint32_t hash)
{
    uint32_t at = hash & (s->slot_count - 1);
    while (s->slots[at]) {
        const struct text *t = &s->texts[s->slots[at] - 1];
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
    if (s->len * 2 >= s->slot_count) {
        slots_grow(s);
        at = slot_of(s, text, len, hash);
    }
    if (s->len == s->cap)
        texts_grow(s);
    s->texts[s->len] =
        (struct text){.at = arena_strndup(s->arena, text, len), .len = (uint32_t)len, .hash = hash};
    s->slots[at] = ++s->len;
    return (struct str){s->len - 1};
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
    if (id.i >= s->len)
        bug("string id %u of %u", id.i, s->len);
    return s->texts[id.i].at;
}

size_t str_len(const struct strs *s, struct str id)
{
    return s->texts[id.i].len;
}

uint32_t strs_count(const struct strs *s)
{
    return s->len;
}
