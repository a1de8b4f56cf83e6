#include "base/arena.h"

#include "base/fail.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_FIRST ((size_t)64 * 1024)
#define ARENA_MAX ((size_t)4 * 1024 * 1024)

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct block *blocks; /* the first one is allocated from */
    size_t next_size;
};

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a)
        fail_no_memory();
    a->next_size = ARENA_FIRST;
    return a;
}

static void blocks_free(struct block *b)
{
    while (b) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    blocks_free(a->blocks);
    free(a);
}

void arena_reset(struct arena *a)
{
    if (!a->blocks)
        return;
    blocks_free(a->blocks->next);
    a->blocks->next = NULL;
    memset(a->blocks->data, 0, a->blocks->used);
    a->blocks->used = 0;
}

void arena_adopt(struct arena *a, struct arena *other)
{
    struct block *last = other->blocks;
    while (last && last->next)
        last = last->next;
    if (last && a->blocks) { /* behind the block that A allocates from */
        last->next = a->blocks->next;
        a->blocks->next = other->blocks;
    } else if (last) {
        a->blocks = other->blocks;
    }
    free(other);
}

static struct block *block_add(struct arena *a, size_t size)
{
    size_t want = a->next_size > size ? a->next_size : size;
    struct block *b = calloc(1, sizeof *b + want);
    if (!b)
        fail_no_memory();
    b->size = want;
    b->next = a->blocks;
    a->blocks = b;
    if (a->next_size < ARENA_MAX)
        a->next_size *= 2;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        fail_no_memory();
    size = (size + align - 1) & ~(align - 1);
    struct block *b = a->blocks;
    if (!b || b->size - b->used < size)
        b = block_add(a, size);
    void *p = b->data + b->used;
    b->used += size;
    return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *p = arena_alloc(a, len + 1);
    if (len)
        memcpy(p, s, len);
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int len = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (len < 0)
        bug("vsnprintf failed");
    char *p = arena_alloc(a, (size_t)len + 1);
    va_start(ap, fmt);
    vsnprintf(p, (size_t)len + 1, fmt, ap);
    va_end(ap);
    return p;
}
