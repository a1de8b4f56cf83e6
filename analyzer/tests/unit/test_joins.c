/* Where stores meet, for any stores: against what a search backwards through the function says. */
#include "link/joins.h"
#include "passes.h"

static const char *const bodies[] = {
    "k();",
    "if (n) k(); l();",
    "if (n) k(); else l(); m();",
    "if (n) { k(); if (m) l(); } o();",
    "if (n) k(); else if (m) l(); else if (o) p(); q();",
    "if (n) return; if (m) return; k(); if (o) return; l();",
    "while (n) k(); l();",
    "while (n) { if (m) k(); else l(); } o();",
    "while (n) { while (m) { if (k()) break; } if (l()) return; } o();",
    "switch (n) { case 1: k(); break; case 2: l(); default: m(); } o();",
    "while (n) { switch (m) { case 1: k(); break; default: return; } } l();",
    "if (n && m) k(); if (n || m) l();",
    "k(); abort(); l();",
    "while (1) { k(); if (n) break; } l();",
};

struct stores {
    uint32_t of, stop; /* OF: by block, a bit */
};

static enum back look_for_store(void *context, struct place_in end)
{
    const struct stores *s = context;
    return end.block == s->stop ? BACK_FOUND : s->of >> end.block & 1 ? BACK_LOST : BACK_ON;
}

/* Is there a store on a way from the block that dominates BLOCK to the beginning of BLOCK? */
static bool meets(const struct bodies *b, struct node_id f, uint32_t of, uint32_t block)
{
    uint32_t len;
    const uint32_t *before = back_blocks(b, f, block, &len);
    struct stores s = {of, back_dominator(b, f, block)};
    bool found = false, start;
    for (uint32_t i = 0; i < len && s.stop != FACTS_NONE; i++)
        found |= !back_search(b, f, (struct place_in){before[i], UINT32_MAX}, look_for_store, &s,
                              &start);
    return found;
}

/* The lowest block above BLOCK, or itself, that has a store or where they meet. */
static uint32_t nearest(const struct bodies *b, struct node_id f, uint32_t of, uint32_t block)
{
    if (block && back_dominator(b, f, block) == FACTS_NONE)
        return FACTS_NONE;
    while (block != FACTS_NONE && !(of >> block & 1) && !meets(b, f, of, block))
        block = back_dominator(b, f, block);
    return block;
}

static void test_stores(struct passes *x, struct joins *j, struct node_id f, uint32_t of)
{
    const struct bodies *b = x->analysis->bodies;
    uint32_t blocks[32], len = 0, all = program_get(x->program, f)->body->blocks.len;
    for (uint32_t i = 0; i < all; i++)
        if (of >> i & 1)
            blocks[len++] = i;
    for (uint32_t i = 1; i < all; i++) /* what is never reached stores nothing */
        of &= back_dominator(b, f, i) == FACTS_NONE ? ~(1U << i) : UINT32_MAX;
    struct join_list list = joins_find(j, blocks, len);
    for (uint32_t i = 0; i < all; i++) {
        const struct join *found = joins_nearest(j, &list, i);
        uint32_t want = nearest(b, f, of, i);
        CHECK_NUMBER(&x->t, found ? found->block : FACTS_NONE, want);
        if (found && found->block == want)
            CHECK_NUMBER(&x->t, found->meets, want && meets(b, f, of, want));
    }
}

int main(void)
{
    struct passes x = {0};
    for (uint32_t i = 0; i < COUNT(bodies); i++) {
        char text[400];
        snprintf(text, sizeof text, "@noreturn abort(); f(n, m, o) { %s }", bodies[i]);
        passes_unit(&x, "a.c", text);
        passes_run(&x);
        struct node_id f = passes_node(&x, "f");
        uint32_t len = program_get(x.program, f)->body->blocks.len;
        struct joins *j = joins_new(x.analysis->bodies, f);
        uint32_t step = len > 10 ? 7 : 1; /* any set of blocks, or many */
        for (uint32_t of = 0; of < 1U << len; of += step)
            test_stores(&x, j, f, of);
        if (x.t.failed)
            fprintf(stderr, "  in %s\n", bodies[i]);
        passes_done(&x);
    }
    return passes_end(&x);
}
