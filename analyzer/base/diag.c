#include "base/diag.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

struct diags {
    struct arena *arena;
    VEC(struct diag) all;
};

struct diags *diags_new(void)
{
    struct diags *d = calloc(1, sizeof *d);
    if (!d)
        fail_no_memory();
    d->arena = arena_new();
    return d;
}

void diags_free(struct diags *d)
{
    if (!d)
        return;
    arena_free(d->arena);
    free(d);
}

static void add(struct diags *d, struct diag at, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int len = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (len < 0)
        bug("vsnprintf failed");
    char *text = arena_alloc(d->arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, fmt, ap);
    at.file = at.file ? arena_strdup(d->arena, at.file) : NULL;
    at.text = text;
    vec_push(d->arena, &d->all, at);
}

void diag_add(struct diags *d, enum diag_level level, const char *file, uint32_t line, uint32_t col,
              const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add(d, (struct diag){.level = level, .file = file, .line = line, .col = col}, fmt, ap);
    va_end(ap);
}

uint32_t diags_count(const struct diags *d, enum diag_level at_least)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < d->all.len; i++)
        count += d->all.at[i].level >= at_least;
    return count;
}

uint32_t diags_len(const struct diags *d)
{
    return d->all.len;
}

const struct diag *diags_get(const struct diags *d, uint32_t i)
{
    return &d->all.at[i];
}

void diags_tell(const struct diags *d, uint32_t from, struct buf *ret)
{
    static const char *const names[] = {"note", "warning", "error"};
    for (uint32_t i = from; i < d->all.len; i++) {
        const struct diag *g = &d->all.at[i];
        const char *file = g->file ? g->file : "nostall";
        utf8_visible(ret, file, strlen(file), "");
        if (g->file && g->line)
            buf_printf(ret, ":%u", g->line);
        if (g->file && g->line && g->col)
            buf_printf(ret, ":%u", g->col);
        buf_printf(ret, ": %s: ", names[g->level]);
        utf8_visible(ret, g->text, strlen(g->text), "");
        buf_putc(ret, '\n');
    }
}

void diags_print(const struct diags *d, uint32_t from, FILE *out)
{
    struct buf text = {0};
    diags_tell(d, from, &text);
    if (text.len)
        fputs(text.at, out);
    buf_release(&text);
}

void diag_say(enum diag_level level, const char *fmt, ...)
{
    struct diags *d = diags_new();
    va_list ap;
    va_start(ap, fmt);
    add(d, (struct diag){.level = level}, fmt, ap);
    va_end(ap);
    diags_print(d, 0, stderr);
    diags_free(d);
}
