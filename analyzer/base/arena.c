#include "base/arena.h"

#include "base/blocks.h"
#include "base/fail.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct block {
    struct block *next;
    size_t size, used; /* of data */
    _Alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct block *blocks; /* the first one is allocated from */
    size_t size;          /* of all of them */
};

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a)
        fail_no_memory();
    return a;
}

static void blocks_free(struct block *b)
{
    while (b) {
        struct block *next = b->next;
        block_give(b, b->size + sizeof *b, b->used + sizeof *b);
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
    a->size = a->blocks->size;
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
    a->size += other->size;
    free(other);
}

/* A block of an eighth of what there is: what is left over at the end is little beside it. What
 * leaves less room than there is now goes behind the block that is allocated from. */
static struct block *block_add(struct arena *a, size_t size)
{
    size_t want = a->size / 8 < BLOCK_MAX ? a->size / 8 : BLOCK_MAX, got;
    if (want < size + sizeof(struct block))
        want = size + sizeof(struct block);
    struct block *b = block_take(want, &got);
    b->size = got - sizeof *b;
    a->size += got;
    struct block **at = &a->blocks;
    if (*at && (*at)->size - (*at)->used > b->size - size)
        at = &(*at)->next;
    b->next = *at;
    *at = b;
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

void *arena_grow(struct arena *a, void *p, size_t size, size_t want)
{
    const size_t align = _Alignof(max_align_t);
    size_t has = (size + align - 1) & ~(align - 1);
    struct block *b = a->blocks;
    if (size && (unsigned char *)p + has == b->data + b->used && want - has <= b->size - b->used) {
        arena_alloc(a, want - has);
        return p;
    }
    void *grown = arena_alloc(a, want);
    if (size)
        memcpy(grown, p, size);
    return grown;
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
