#include "ir/order.h"

#include "base/fail.h"

#include <stdlib.h>

/* A walk in depth of what is reached from the entry. */
struct walk {
    uint32_t *stack, *next; /* next: by block, the edge to follow now */
    bool *seen;
    uint32_t depth;
};

static struct walk walk_new(uint32_t block_len)
{
    struct walk w = {.stack = calloc(block_len + 1, sizeof *w.stack),
                     .next = calloc(block_len + 1, sizeof *w.next),
                     .seen = calloc(block_len + 1, sizeof *w.seen)};
    if (!w.stack || !w.next || !w.seen)
        fail_no_memory();
    return w;
}

static void walk_release(struct walk *w)
{
    free(w->stack);
    free(w->next);
    free(w->seen);
}

static void walk_enter(struct walk *w, uint32_t block)
{
    w->seen[block] = true;
    w->stack[w->depth++] = block;
}

void order_postorder(const struct function *fn, const bool *stops, uint32_t *ret_order,
                     uint32_t *ret_len)
{
    struct walk w = walk_new(fn->blocks.len);
    *ret_len = 0;
    walk_enter(&w, 0);
    while (w.depth) {
        uint32_t at = w.stack[w.depth - 1];
        const struct block *k = &fn->blocks.at[at];
        if (w.next[at] == k->edge_len || (stops && stops[at])) {
            ret_order[(*ret_len)++] = at;
            w.depth--;
            continue;
        }
        uint32_t to = fn->edges.at[k->first_edge + w.next[at]++].to.i;
        if (!w.seen[to])
            walk_enter(&w, to);
    }
    walk_release(&w);
}

/* ---- components: blocks that reach each other ---- */

/* By block: number of its component; blocks that are not reached have FACTS_NONE. Tarjan 1972. */
static void find_components(struct arena *a, const struct function *fn, uint32_t *ret_component)
{
    uint32_t count = fn->blocks.len, number = 0, components = 0, open_len = 0;
    uint32_t *low = arena_new_array(a, uint32_t, count + 1),
             *index = arena_new_array(a, uint32_t, count + 1),
             *open = arena_new_array(a, uint32_t, count + 1);
    struct walk w = walk_new(count);
    for (uint32_t i = 0; i < count; i++)
        ret_component[i] = FACTS_NONE;
    walk_enter(&w, 0);
    index[0] = low[0] = number++;
    open[open_len++] = 0;
    while (w.depth) {
        uint32_t at = w.stack[w.depth - 1];
        const struct block *k = &fn->blocks.at[at];
        if (w.next[at] < k->edge_len) {
            uint32_t to = fn->edges.at[k->first_edge + w.next[at]++].to.i;
            if (!w.seen[to]) {
                walk_enter(&w, to);
                index[to] = low[to] = number++;
                open[open_len++] = to;
            } else if (ret_component[to] == FACTS_NONE && index[to] < low[at]) {
                low[at] = index[to];
            }
            continue;
        }
        if (low[at] == index[at]) {
            do
                ret_component[open[--open_len]] = components;
            while (open[open_len] != at);
            components++;
        }
        w.depth--;
        uint32_t up = w.depth ? w.stack[w.depth - 1] : at;
        if (low[at] < low[up])
            low[up] = low[at];
    }
    walk_release(&w);
}

/* ---- loops ---- */

struct back_edge {
    uint32_t from, header;
    uint32_t next; /* plus one: the one before it to the same header */
};

struct finder {
    struct arena *arena;
    const struct function *fn;
    struct loops *out;
    uint32_t *component; /* by block */
    VEC(struct back_edge) backs;
    uint32_t *last_back; /* by header, plus one */
    struct rows predecessors;
};

struct rows order_predecessors(struct arena *arena, const struct function *fn, const bool *stops)
{
    struct arena *scratch = arena_new();
    VEC(struct row_entry) edges = {0};
    for (uint32_t b = 0; b < fn->blocks.len; b++)
        for (uint32_t e = 0; e < fn->blocks.at[b].edge_len && !(stops && stops[b]); e++)
            vec_push(scratch, &edges,
                     (struct row_entry){fn->edges.at[fn->blocks.at[b].first_edge + e].to.i, b});
    struct rows r = rows_new(arena, fn->blocks.len, edges.at, edges.len);
    arena_free(scratch);
    return r;
}

/* Edges that lead back to a block which the walk is still below. */
static void find_back_edges(struct finder *f)
{
    const struct function *fn = f->fn;
    struct walk w = walk_new(fn->blocks.len);
    bool *left = arena_new_array(f->arena, bool, fn->blocks.len + 1);
    walk_enter(&w, 0);
    while (w.depth) {
        uint32_t at = w.stack[w.depth - 1];
        const struct block *k = &fn->blocks.at[at];
        if (w.next[at] == k->edge_len) {
            left[at] = true;
            w.depth--;
            continue;
        }
        uint32_t to = fn->edges.at[k->first_edge + w.next[at]++].to.i;
        if (!w.seen[to]) {
            walk_enter(&w, to);
        } else if (!left[to]) {
            vec_push(f->arena, &f->backs, (struct back_edge){at, to, f->last_back[to]});
            f->last_back[to] = f->backs.len;
        }
    }
    walk_release(&w);
}

/* The header, and all of its component from which the end of one of its back edges is reached
 * without it. */
static void collect_blocks(struct finder *f, struct loop *loop, bool *inside)
{
    VEC(uint32_t) work = {0};
    struct loops *out = f->out;
    loop->first = out->blocks.len;
    inside[loop->header] = true;
    vec_push(f->arena, &out->blocks, loop->header);
    for (uint32_t i = f->last_back[loop->header]; i; i = f->backs.at[i - 1].next)
        if (!inside[f->backs.at[i - 1].from]) {
            inside[f->backs.at[i - 1].from] = true;
            vec_push(f->arena, &work, f->backs.at[i - 1].from);
        }
    while (work.len) {
        uint32_t at = work.at[--work.len];
        vec_push(f->arena, &out->blocks, at);
        for (uint32_t p = f->predecessors.first[at]; p < f->predecessors.first[at + 1]; p++) {
            uint32_t from = f->predecessors.at[p];
            if (inside[from] || f->component[from] != f->component[loop->header])
                continue;
            inside[from] = true;
            vec_push(f->arena, &work, from);
        }
    }
    loop->len = out->blocks.len - loop->first;
    for (uint32_t i = 0; i < loop->len; i++)
        inside[out->blocks.at[loop->first + i]] = false;
}

static int larger_first(const void *a, const void *b)
{
    const struct loop *x = a, *y = b;
    if (x->len != y->len)
        return x->len > y->len ? -1 : 1;
    return x->header < y->header ? -1 : x->header > y->header;
}

/* Larger loops first; a loop is around those whose header it contains. */
static void nest(struct finder *f)
{
    struct loops *out = f->out;
    if (out->all.len > 1)
        qsort(out->all.at, out->all.len, sizeof *out->all.at, larger_first);
    out->innermost = arena_new_array(f->arena, uint32_t, f->fn->blocks.len + 1);
    for (uint32_t i = 0; i < f->fn->blocks.len; i++)
        out->innermost[i] = FACTS_NONE;
    for (uint32_t i = 0; i < out->all.len; i++) {
        struct loop *l = &out->all.at[i];
        l->outer = out->innermost[l->header];
        for (uint32_t k = 0; k < l->len; k++)
            out->innermost[out->blocks.at[l->first + k]] = i;
    }
}

/* The statement that makes the loop: its condition stands in the header, but for `do` at the end of
 * a round. */
static void find_statement(const struct finder *f, struct loop *loop, uint32_t number)
{
    const struct function *fn = f->fn;
    const struct block *header = &fn->blocks.at[loop->header];
    if (header->loop == LOOP_WHILE || header->loop == LOOP_FOR) {
        loop->kind = header->loop;
        loop->loc = header->loop_loc;
        return;
    }
    for (uint32_t i = 0; i < loop->len; i++) {
        uint32_t at = f->out->blocks.at[loop->first + i];
        const struct block *k = &fn->blocks.at[at];
        if (k->loop != LOOP_DO || f->out->innermost[at] != number)
            continue;
        loop->kind = LOOP_DO;
        loop->loc = k->loop_loc;
        return;
    }
    for (uint32_t i = f->last_back[loop->header]; i && !loc_known(loop->loc);
         i = f->backs.at[i - 1].next)
        loop->loc = fn->blocks.at[f->backs.at[i - 1].from].term_loc;
    if (!loc_known(loop->loc))
        loop->loc = header->term_loc;
}

void loops_find(struct arena *a, const struct function *fn, struct loops *ret_loops)
{
    struct finder f = {.arena = a, .fn = fn, .out = ret_loops};
    *ret_loops = (struct loops){0};
    f.last_back = arena_new_array(a, uint32_t, fn->blocks.len + 1);
    find_back_edges(&f);
    f.component = arena_new_array(a, uint32_t, fn->blocks.len + 1);
    bool *inside = arena_new_array(a, bool, fn->blocks.len + 1),
         *is_header = arena_new_array(a, bool, fn->blocks.len + 1);
    if (f.backs.len) {
        find_components(a, fn, f.component);
        f.predecessors = order_predecessors(f.arena, f.fn, NULL);
    }
    for (uint32_t i = 0; i < f.backs.len; i++) {
        struct loop loop = {.header = f.backs.at[i].header, .outer = FACTS_NONE};
        if (is_header[loop.header])
            continue;
        is_header[loop.header] = true;
        collect_blocks(&f, &loop, inside);
        vec_push(a, &ret_loops->all, loop);
    }
    nest(&f);
    for (uint32_t i = 0; i < ret_loops->all.len; i++)
        find_statement(&f, &ret_loops->all.at[i], i);
}

bool loops_contain(const struct loops *l, uint32_t loop, uint32_t block)
{
    uint32_t at = l->innermost[block];
    while (at != FACTS_NONE && at != loop)
        at = l->all.at[at].outer;
    return at == loop;
}
