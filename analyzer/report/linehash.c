#include "report/linehash.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "report/source.h"

#include <stdlib.h>

#include <uthash.h>

#define WINDOW 100
#define FACTOR 37u
#define END_OF_FILE 65535u
#define NO_LINE UINT32_MAX

struct hashed {
    uint32_t file_i;
    VEC(uint64_t) lines; /* [0] is line 1 */
    const char **texts;
    UT_hash_handle hh;
};

struct linehashes {
    struct arena *arena;
    struct sources *sources;
    struct hashed *all;
};

struct linehashes *linehashes_new(struct sources *sources)
{
    struct arena *arena = arena_new();
    struct linehashes *h = arena_new_one(arena, struct linehashes);
    h->arena = arena;
    h->sources = sources;
    return h;
}

void linehashes_free(struct linehashes *h)
{
    if (!h)
        return;
    HASH_CLEAR(hh, h->all);
    arena_free(h->arena);
}

struct rolling {
    struct arena *arena;
    struct hashed *to;
    uint64_t hash, first_factor; /* 37 to the 100th */
    uint32_t window[WINDOW];
    uint32_t lines[WINDOW]; /* which line starts at this place of the window */
    uint32_t at, line;
    bool line_start, after_cr;
};

/* The line whose start is about to leave the window is complete. */
static void flush(struct rolling *r)
{
    if (r->lines[r->at] == NO_LINE)
        return;
    vec_push(r->arena, &r->to->lines, r->hash);
    r->lines[r->at] = NO_LINE;
}

static void roll(struct rolling *r, uint32_t unit)
{
    uint32_t old = r->window[r->at];
    r->window[r->at] = unit;
    r->hash = FACTOR * r->hash + unit - r->first_factor * old;
    r->at = (r->at + 1) % WINDOW;
}

static void feed(struct rolling *r, uint32_t unit)
{
    bool dropped = unit == ' ' || unit == '\t' || (r->after_cr && unit == '\n');
    r->after_cr = unit == '\r';
    if (dropped)
        return;
    if (unit == '\r')
        unit = '\n';
    flush(r);
    if (r->line_start) {
        r->line_start = false;
        r->lines[r->at] = ++r->line;
    }
    r->line_start = unit == '\n';
    roll(r, unit);
}

static void hash_text(struct rolling *r, const struct source *src)
{
    r->first_factor = 1;
    for (uint32_t i = 0; i < WINDOW; i++) {
        r->first_factor *= FACTOR;
        r->lines[i] = NO_LINE;
    }
    r->line_start = true;
    for (size_t at = 0; at < src->len;) {
        uint32_t code;
        at += utf8_next(src->text + at, src->len - at, &code);
        if (utf8_units(code) == 2) {
            feed(r, 0xD800 + ((code - 0x10000) >> 10));
            feed(r, 0xDC00 + ((code - 0x10000) & 0x3FF));
        } else {
            feed(r, code);
        }
    }
    feed(r, END_OF_FILE);
    for (uint32_t i = 0; i < WINDOW; i++) {
        flush(r);
        roll(r, 0);
    }
}

struct row {
    uint64_t hash;
    uint32_t line;
};

static int compare_rows(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* Lines are completed in their order, so the how-manieth is the rank among equal ones. */
static void number_lines(struct arena *a, struct hashed *h)
{
    struct row *rows = arena_new_array(a, struct row, h->lines.len);
    h->texts = arena_new_array(a, const char *, h->lines.len);
    for (uint32_t i = 0; i < h->lines.len; i++)
        rows[i] = (struct row){h->lines.at[i], i};
    if (h->lines.len)
        qsort(rows, h->lines.len, sizeof *rows, compare_rows);
    uint32_t count = 0;
    for (uint32_t i = 0; i < h->lines.len; i++) {
        count = i && rows[i].hash == rows[i - 1].hash ? count + 1 : 1;
        h->texts[rows[i].line] =
            arena_printf(a, "%llx:%u", (unsigned long long)rows[i].hash, count);
    }
}

const char *linehash_find(struct linehashes *h, struct str file, uint32_t line)
{
    struct hashed *found;
    HASH_FIND(hh, h->all, &file.i, sizeof file.i, found);
    if (!found) {
        found = arena_new_one(h->arena, struct hashed);
        found->file_i = file.i;
        const struct source *src = sources_get(h->sources, file);
        if (src->text) {
            struct rolling r = {.arena = h->arena, .to = found};
            hash_text(&r, src);
            number_lines(h->arena, found);
        }
        HASH_ADD(hh, h->all, file_i, sizeof found->file_i, found);
    }
    return line && line <= found->lines.len ? found->texts[line - 1] : NULL;
}
