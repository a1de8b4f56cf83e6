#include "link/back.h"

#include "link/doomed.h"

struct back_blocks {
    struct rows before;     /* by block: those that lead to it */
    uint32_t *stamp, round; /* by block: seen in this search */
    uint32_t *stack;
    uint32_t *postorder, reached; /* blocks, and how many */
    uint32_t *order;              /* by block: its place in postorder, FACTS_NONE: not reached */
    uint32_t *dominator;          /* by block */
    bool *ends;                   /* by block: it is reached, and control does not leave it */
};

/* Source: Cooper, Harvey, Kennedy 2001, A Simple, Fast Dominance Algorithm. */
static uint32_t common_dominator(const struct back_blocks *r, uint32_t a, uint32_t b)
{
    while (a != b) {
        while (r->order[a] < r->order[b])
            a = r->dominator[a];
        while (r->order[b] < r->order[a])
            b = r->dominator[b];
    }
    return a;
}

static void find_dominators(struct back_blocks *r)
{
    r->dominator[0] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = r->reached - 1; i-- > 0;) {
            uint32_t at = r->postorder[i], now = FACTS_NONE;
            for (uint32_t k = r->before.first[at]; k < r->before.first[at + 1]; k++) {
                uint32_t before = r->before.at[k];
                if (r->dominator[before] != FACTS_NONE)
                    now = now == FACTS_NONE ? before : common_dominator(r, now, before);
            }
            changed |= r->dominator[at] != now;
            r->dominator[at] = now;
        }
    }
    r->dominator[0] = FACTS_NONE;
}

/* The blocks that are reached, and what leads to them. Nothing comes after calls that do not
 * return, though the text goes on behind them. */
static void find_reached(const struct bodies *b, struct node_id n, struct back_blocks *r)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct arena *scratch = arena_new();
    bool *stopped = arena_new_array(scratch, bool, fn->blocks.len + 1);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        stopped[i] = doomed_stops(b, n, &fn->blocks.at[i]);
    order_postorder(fn, stopped, r->postorder, &r->reached);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        r->order[i] = r->dominator[i] = FACTS_NONE;
    for (uint32_t i = 0; i < r->reached; i++) {
        r->order[r->postorder[i]] = i;
        r->ends[r->postorder[i]] = stopped[r->postorder[i]];
    }
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        stopped[i] |= r->order[i] == FACTS_NONE;
    r->before = order_predecessors(b->arena, fn, stopped);
    arena_free(scratch);
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
    r->postorder = arena_new_array(b->arena, uint32_t, fn->blocks.len + 1);
    r->order = arena_new_array(b->arena, uint32_t, fn->blocks.len + 1);
    r->dominator = arena_new_array(b->arena, uint32_t, fn->blocks.len + 1);
    r->ends = arena_new_array(b->arena, bool, fn->blocks.len + 1);
    find_reached(b, n, r);
    find_dominators(r);
    return r;
}

const uint32_t *back_order(const struct bodies *b, struct node_id n, uint32_t *ret_len)
{
    const struct back_blocks *r = blocks_of(b, n);
    *ret_len = r->reached;
    return r->postorder;
}

uint32_t back_dominator(const struct bodies *b, struct node_id n, uint32_t block)
{
    return blocks_of(b, n)->dominator[block];
}

bool back_goes_back(const struct bodies *b, struct node_id n, uint32_t before, uint32_t block)
{
    const struct back_blocks *r = blocks_of(b, n);
    return r->order[before] <= r->order[block];
}

bool back_is_round(const struct bodies *b, struct node_id n, uint32_t before, uint32_t block)
{
    return back_goes_back(b, n, before, block) && back_dominates(b, n, block, before);
}

const uint32_t *back_blocks(const struct bodies *b, struct node_id n, uint32_t block,
                            uint32_t *ret_len)
{
    const struct back_blocks *r = blocks_of(b, n);
    *ret_len = r->before.first[block + 1] - r->before.first[block];
    return r->before.at + r->before.first[block];
}

bool back_place(const struct bodies *b, struct node_id n, uint32_t event, struct place_in *ret)
{
    const struct body *body = &b->at[n.i];
    *ret = (struct place_in){body->block_of[event] - 1, body->position_of[event]};
    return body->block_of[event] != 0;
}

uint32_t back_last(const struct bodies *b, struct node_id n, const struct rows *rows,
                   struct path_id path, struct place_in end)
{
    const struct body *body = &b->at[n.i];
    uint32_t low = rows->first[path.i], high = rows->first[path.i + 1];
    while (low < high) { /* before LOW all are before END, from HIGH on none is */
        uint32_t middle = low + (high - low) / 2, event = rows->at[middle];
        uint32_t block = body->block_of[event] - 1;
        bool before =
            block < end.block || (block == end.block && body->position_of[event] < end.position);
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    if (low == rows->first[path.i] || body->block_of[rows->at[low - 1]] - 1 != end.block)
        return FACTS_NONE;
    return rows->at[low - 1];
}

bool back_search(const struct bodies *b, struct node_id n, struct place_in at, back_look *look,
                 void *context, bool *ret_start)
{
    struct back_blocks *r = blocks_of(b, n);
    uint32_t depth = 0, position = at.position;
    r->round++;
    *ret_start = false;
    for (uint32_t block = at.block;; block = r->stack[--depth], position = UINT32_MAX) {
        enum back found = look(context, (struct place_in){block, position});
        if (found == BACK_LOST)
            return false;
        *ret_start |= found == BACK_ON && block == 0;
        for (uint32_t i = r->before.first[block];
             found == BACK_ON && i < r->before.first[block + 1]; i++) {
            uint32_t before = r->before.at[i];
            if (r->stamp[before] != r->round)
                r->stack[depth++] = before;
            r->stamp[before] = r->round;
        }
        if (!depth)
            return true;
    }
}

bool back_leads(const struct bodies *b, struct node_id n, uint32_t from, uint32_t to,
                uint32_t without)
{
    struct back_blocks *r = blocks_of(b, n);
    uint32_t depth = 0;
    r->round++;
    r->stamp[to] = r->stamp[without] = r->round;
    for (r->stack[depth++] = to; depth && from != without;) {
        uint32_t at = r->stack[--depth];
        if (at == from)
            return true;
        for (uint32_t i = r->before.first[at]; i < r->before.first[at + 1]; i++) {
            uint32_t before = r->before.at[i];
            if (r->stamp[before] != r->round)
                r->stack[depth++] = before;
            r->stamp[before] = r->round;
        }
    }
    return false;
}

bool back_dominates(const struct bodies *b, struct node_id n, uint32_t block, uint32_t place)
{
    const struct back_blocks *r = blocks_of(b, n);
    uint32_t at = place;
    while (at != block && at != FACTS_NONE)
        at = r->dominator[at];
    return at == block || r->order[place] == FACTS_NONE; /* what is never reached */
}

bool back_only_way(const struct bodies *b, struct node_id n, uint32_t block, uint32_t edge,
                   uint32_t place)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct back_blocks *r = blocks_of(b, n);
    uint32_t depth = 0;
    r->round++;
    r->stamp[0] = r->round;
    for (r->stack[depth++] = 0; depth;) {
        uint32_t at = r->stack[--depth];
        const struct block *k = &fn->blocks.at[at];
        for (uint32_t i = 0; i < k->edge_len && !r->ends[at]; i++) {
            uint32_t to = fn->edges.at[k->first_edge + i].to.i;
            if ((at == block && i == edge) || r->stamp[to] == r->round)
                continue;
            r->stamp[to] = r->round;
            r->stack[depth++] = to;
        }
    }
    return r->stamp[place] != r->round;
}
