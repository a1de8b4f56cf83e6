#include "extract/body.h"

struct block_id body_new_block(struct body *b)
{
    vec_push(b->l->arena, &b->fn->blocks, (struct block){.term = TERM_STOP});
    return (struct block_id){b->fn->blocks.len - 1};
}

struct block *body_block(struct body *b, struct block_id id)
{
    return &b->fn->blocks.at[id.i];
}

struct block_id body_current(struct body *b)
{
    return body_lazy(b, &b->cur);
}

struct block_id body_lazy(struct body *b, struct block_id *at)
{
    if (at->i == FACTS_NONE)
        *at = body_new_block(b);
    return *at;
}

struct event_id body_emit(struct body *b, struct event e)
{
    struct block_id cur = body_current(b);
    struct event_id id = {b->fn->events.len};
    vec_push(b->l->arena, &b->fn->events, e);
    vec_push(b->l->arena, &body_block(b, cur)->events, id);
    return id;
}

static void add_edge(struct body *b, struct block *from, struct edge e)
{
    if (!from->edge_len)
        from->first_edge = b->fn->edges.len;
    from->edge_len++;
    vec_push(b->l->arena, &b->fn->edges, e);
}

void body_jump(struct body *b, struct block_id to, struct loc at)
{
    if (b->cur.i == FACTS_NONE)
        return;
    struct block *from = body_block(b, b->cur);
    from->term = TERM_GOTO;
    from->term_loc = at;
    add_edge(b, from, (struct edge){.to = to});
    b->cur = BODY_NONE;
}

void body_branch(struct body *b, struct cond cond, struct block_id yes, struct block_id no,
                 struct loc at)
{
    struct block *from = body_block(b, body_current(b));
    bool same = yes.i == b->cond_macro.yes.i && no.i == b->cond_macro.no.i;
    bool swapped = yes.i == b->cond_macro.no.i && no.i == b->cond_macro.yes.i;
    if (b->cond_macro.name.i && (same || swapped) && cond.kind != COND_CONSTANT) {
        cond.macro = b->cond_macro.name;
        cond.macro_negated = swapped;
    }
    from->term_loc = at;
    if (cond.kind == COND_CONSTANT) {
        from->term = TERM_GOTO;
        add_edge(b, from, (struct edge){.to = cond.constant ? yes : no});
    } else {
        from->cond = cond;
        from->term = TERM_BRANCH;
        add_edge(b, from, (struct edge){.to = yes});
        add_edge(b, from, (struct edge){.to = no});
    }
    b->cur = BODY_NONE;
}

void body_end(struct body *b, enum term_kind term, struct loc at)
{
    if (b->is_init)
        return;
    struct block *from = body_block(b, body_current(b));
    from->term = term;
    from->term_loc = at;
    b->cur = BODY_NONE;
}

struct value_id body_add_value(struct body *b, struct value v)
{
    return function_add_value(b->l->arena, b->fn, v);
}

void body_take(struct body *b, struct entity_id function, struct loc at)
{
    vec_push(b->l->arena, &b->l->facts->taken, (struct taken){.function = function, .loc = at});
}
