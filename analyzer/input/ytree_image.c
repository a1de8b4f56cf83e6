#include "input/ytree_image.h"

#include "base/fail.h"

#include <string.h>

enum { QUOTED = 4 };

/* ---- writing ---- */

static void put_number(struct buf *out, uint32_t number)
{
    for (; number >= 0x80; number >>= 7)
        buf_putc(out, (char)(number | 0x80));
    buf_putc(out, (char)number);
}

void ytree_image_write(const struct ynode *n, struct buf *out)
{
    buf_putc(out, (char)(n->kind | (n->quoted ? QUOTED : 0)));
    put_number(out, n->line);
    put_number(out, n->col);
    if (n->kind == YNODE_SCALAR) {
        size_t len = strlen(n->text);
        put_number(out, (uint32_t)len);
        buf_add(out, n->text, len + 1);
        return;
    }
    put_number(out, n->kind == YNODE_LIST ? n->items.len : n->pairs.len);
    for (uint32_t i = 0; i < n->items.len; i++)
        ytree_image_write(n->items.at[i], out);
    for (uint32_t i = 0; i < n->pairs.len; i++) {
        ytree_image_write(n->pairs.at[i].key, out);
        ytree_image_write(n->pairs.at[i].value, out);
    }
}

/* ---- reading ---- */

struct image {
    struct arena *arena;
    const unsigned char *at, *end;
};

static const unsigned char *take(struct image *m, size_t len)
{
    const unsigned char *at = m->at;
    if ((size_t)(m->end - at) < len)
        bug("the image of a pack ends too early");
    m->at += len;
    return at;
}

static uint32_t take_number(struct image *m)
{
    uint32_t number = 0, shift = 0, byte;
    do {
        byte = *take(m, 1);
        number |= (byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    return number;
}

static const struct ynode *take_node(struct image *m)
{
    struct ynode *n = arena_new_one(m->arena, struct ynode);
    unsigned head = *take(m, 1);
    n->kind = (enum ynode_kind)(head & ~(unsigned)QUOTED);
    n->quoted = head & QUOTED;
    n->line = take_number(m);
    n->col = take_number(m);
    uint32_t count = take_number(m);
    if (n->kind == YNODE_SCALAR) {
        n->text = (const char *)take(m, (size_t)count + 1);
    } else if (n->kind == YNODE_LIST) {
        n->items.at = arena_alloc(m->arena, count * sizeof *n->items.at);
        n->items.len = n->items.cap = count;
        for (uint32_t i = 0; i < count; i++)
            n->items.at[i] = take_node(m);
    } else {
        n->pairs.at = arena_new_array(m->arena, struct ypair, count);
        n->pairs.len = n->pairs.cap = count;
        for (uint32_t i = 0; i < count; i++) {
            n->pairs.at[i].key = take_node(m);
            n->pairs.at[i].value = take_node(m);
        }
    }
    return n;
}

const struct ynode *ytree_image_read(struct arena *arena, const unsigned char *at, size_t len)
{
    struct image m = {arena, at, at + len};
    const struct ynode *root = take_node(&m);
    if (m.at != m.end)
        bug("the image of a pack goes on behind its end");
    return root;
}
