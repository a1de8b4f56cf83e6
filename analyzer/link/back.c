#include "link/back.h"

struct back_blocks {
    uint32_t *first, *before; /* blocks before each block, in rows */
    uint32_t *stamp, round;   /* by block: seen in this search */
    uint32_t *stack;
};

static void find_before(struct arena *a, const struct function *fn, struct back_blocks *r)
{
    r->first = arena_new_array(a, uint32_t, fn->blocks.len + 2);
    r->before = arena_new_array(a, uint32_t, fn->edges.len + 1);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t e = 0; e < fn->blocks.at[i].edge_len; e++)
            r->first[fn->edges.at[fn->blocks.at[i].first_edge + e].to.i + 2]++;
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        r->first[i + 2] += i ? r->first[i + 1] : 0;
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t e = 0; e < fn->blocks.at[i].edge_len; e++)
            r->before[r->first[fn->edges.at[fn->blocks.at[i].first_edge + e].to.i + 1]++] = i;
}

static struct back_blocks *blocks_of(const struct bodies *b, struct node_id n)
{
    struct body *body = &b->at[n.i];
    const struct function *fn = program_get(b->program, n)->body;
    if (body->back)
        return body->back;
    struct back_blocks *r = body->back = arena_new_one(b->arena, struct back_blocks);
    r->stamp = arena_new_array(b->arena, uint32_t, fn->blocks.len + 1);
    r->stack = arena_new_array(b->arena, uint32_t, fn->blocks.len + 1);
    find_before(b->arena, fn, r);
    return r;
}

const uint32_t *back_blocks(const struct bodies *b, struct node_id n, uint32_t block,
                            uint32_t *ret_len)
{
    const struct back_blocks *r = blocks_of(b, n);
    *ret_len = r->first[block + 1] - r->first[block];
    return r->before + r->first[block];
}

bool back_place(const struct bodies *b, struct node_id n, uint32_t event, struct place_in *ret)
{
    const struct body *body = &b->at[n.i];
    *ret = (struct place_in){body->block_of[event] - 1, body->position_of[event]};
    return body->block_of[event] != 0;
}

static enum back look_through(const struct block *k, uint32_t position, back_look *look,
                              void *context)
{
    enum back found = BACK_ON;
    position = position < k->events.len ? position : k->events.len;
    while (position-- > 0 && found == BACK_ON)
        found = look(context, k->events.at[position].i);
    return found;
}

bool back_search(const struct bodies *b, struct node_id n, struct place_in at, back_look *look,
                 void *context, bool *ret_start)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct back_blocks *r = blocks_of(b, n);
    uint32_t depth = 0, position = at.position;
    r->round++;
    *ret_start = false;
    for (uint32_t block = at.block;; block = r->stack[--depth], position = UINT32_MAX) {
        enum back found = look_through(&fn->blocks.at[block], position, look, context);
        if (found == BACK_LOST)
            return false;
        *ret_start |= found == BACK_ON && block == 0;
        for (uint32_t i = r->first[block]; found == BACK_ON && i < r->first[block + 1]; i++) {
            if (r->stamp[r->before[i]] == r->round)
                continue;
            r->stamp[r->before[i]] = r->round;
            r->stack[depth++] = r->before[i];
        }
        if (!depth)
            return true;
    }
}

bool back_dominates(const struct bodies *b, struct node_id n, uint32_t block, uint32_t place)
{
    struct back_blocks *r = blocks_of(b, n);
    uint32_t depth = 0;
    r->round++;
    if (block == place || block == 0)
        return true;
    r->stamp[place] = r->round;
    for (r->stack[depth++] = place; depth;) {
        uint32_t at = r->stack[--depth];
        if (at == 0)
            return false;
        for (uint32_t i = r->first[at]; i < r->first[at + 1]; i++) {
            uint32_t before = r->before[i];
            if (before == block || r->stamp[before] == r->round)
                continue;
            r->stamp[before] = r->round;
            r->stack[depth++] = before;
        }
    }
    return true;
}
