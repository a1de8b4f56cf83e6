#include "link/joins.h"

#include <stdlib.h>

struct joins {
    struct arena *arena;
    uint32_t len;       /* of blocks */
    uint32_t *in, *out; /* by block: its part of the tree has the numbers from IN on, below OUT; 0:
                           it is not reached */
    uint32_t *numbered; /* by number: block */
    struct rows frontier;   /* by block */
    uint32_t *stack;        /* room for all blocks */
    uint32_t *stamp, round; /* by block: seen in this search */
    bool *meets;            /* by block: of this search */
};

/* Numbers in preorder: a block's part of the tree are the numbers from its own on. */
static void number_tree(struct joins *j, const struct bodies *b, struct node_id n)
{
    struct arena *scratch = arena_new();
    VEC(struct row_entry) below = {0};
    for (uint32_t i = 1; i < j->len; i++)
        if (back_dominator(b, n, i) != FACTS_NONE)
            vec_push(scratch, &below, (struct row_entry){back_dominator(b, n, i), i});
    struct rows children = rows_new(scratch, j->len, below.at, below.len);
    uint32_t *next = arena_new_array(scratch, uint32_t, j->len), depth = 0, number = 0;
    j->in[0] = ++number;
    j->numbered[number] = 0;
    for (j->stack[depth++] = 0; depth;) {
        uint32_t at = j->stack[depth - 1], child = children.first[at] + next[at]++;
        if (child == children.first[at + 1]) {
            j->out[at] = number + 1;
            depth--;
            continue;
        }
        child = children.at[child];
        j->in[child] = ++number;
        j->numbered[number] = child;
        j->stack[depth++] = child;
    }
    arena_free(scratch);
}

static bool is_reached(const struct joins *j, uint32_t block)
{
    return j->in[block] != 0;
}

/* Who has noted that BLOCK is in its frontier has noted it for all above, too. */
static void find_frontiers(struct joins *j, const struct bodies *b, struct node_id n)
{
    struct arena *scratch = arena_new();
    VEC(struct row_entry) all = {0};
    for (uint32_t block = 1; block < j->len; block++) {
        uint32_t len, stop = back_dominator(b, n, block);
        const uint32_t *before = back_blocks(b, n, block, &len);
        for (uint32_t i = 0; i < len && len > 1 && stop != FACTS_NONE; i++)
            for (uint32_t at = before[i]; is_reached(j, at) && at != stop && j->stamp[at] != block;
                 at = back_dominator(b, n, at)) {
                vec_push(scratch, &all, (struct row_entry){at, block});
                j->stamp[at] = block;
            }
    }
    j->frontier = rows_new(j->arena, j->len, all.at, all.len);
    arena_free(scratch);
    j->round = j->len;
}

struct joins *joins_new(const struct bodies *b, struct node_id n)
{
    struct joins *j = arena_new_one(b->arena, struct joins);
    j->arena = b->arena;
    j->len = program_get(b->program, n)->body->blocks.len;
    j->in = arena_new_array(b->arena, uint32_t, j->len + 1);
    j->out = arena_new_array(b->arena, uint32_t, j->len + 1);
    j->stack = arena_new_array(b->arena, uint32_t, j->len + 1);
    j->stamp = arena_new_array(b->arena, uint32_t, j->len + 1);
    j->meets = arena_new_array(b->arena, bool, j->len + 1);
    j->numbered = arena_new_array(b->arena, uint32_t, j->len + 1);
    number_tree(j, b, n);
    find_frontiers(j, b, n);
    return j;
}

/* Is it the first time in this search? */
static bool is_new(struct joins *j, uint32_t block)
{
    bool first = j->stamp[block] != j->round;
    j->stamp[block] = j->round;
    if (first)
        j->meets[block] = false;
    return first && is_reached(j, block);
}

/* Into J's stack: BLOCKS, and where what they store meets. */
static uint32_t find_blocks(struct joins *j, const uint32_t *blocks, uint32_t len)
{
    uint32_t found = 0;
    j->round++;
    for (uint32_t i = 0; i < len; i++)
        if (is_new(j, blocks[i]))
            j->stack[found++] = blocks[i];
    for (uint32_t i = 0; i < found; i++) {
        uint32_t at = j->stack[i];
        for (uint32_t k = j->frontier.first[at]; k < j->frontier.first[at + 1]; k++) {
            uint32_t block = j->frontier.at[k];
            if (is_new(j, block))
                j->stack[found++] = block;
            j->meets[block] = true;
        }
    }
    return found;
}

static int by_block(const void *a, const void *b)
{
    const struct join *x = a, *y = b;
    return x->block < y->block ? -1 : x->block > y->block;
}

struct join_list joins_find(struct joins *j, const uint32_t *blocks, uint32_t len)
{
    uint32_t found = find_blocks(j, blocks, len);
    struct join *all = arena_new_array(j->arena, struct join, found + 1);
    for (uint32_t i = 0; i < found; i++) /* by its number in the tree until they are in order */
        all[i] = (struct join){j->in[j->stack[i]], 0, j->meets[j->stack[i]]};
    qsort(all, found, sizeof *all, by_block);
    for (uint32_t i = 0; i < found; i++) {
        all[i].block = j->numbered[all[i].block];
        uint32_t above = i; /* index plus one: begin with the one before */
        while (above && j->out[all[above - 1].block] <= j->in[all[i].block])
            above = all[above - 1].above;
        all[i].above = above;
    }
    return (struct join_list){all, found};
}

const struct join *joins_nearest(const struct joins *j, const struct join_list *list,
                                 uint32_t block)
{
    uint32_t low = 0, high = is_reached(j, block) ? list->len : 0;
    while (low < high) { /* before LOW all have numbers up to BLOCK's, from HIGH on none has */
        uint32_t middle = low + (high - low) / 2;
        bool before = j->in[list->at[middle].block] <= j->in[block];
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    while (low && j->out[list->at[low - 1].block] <= j->in[block])
        low = list->at[low - 1].above;
    return low ? &list->at[low - 1] : NULL;
}

bool joins_is_lower(const struct joins *j, uint32_t a, uint32_t b)
{
    return j->in[a] > j->in[b];
}
