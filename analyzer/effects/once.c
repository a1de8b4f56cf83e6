#include "effects/once.h"

#include "link/back.h"
#include "link/edge_test.h"

struct asking {
    const struct bodies *bodies;
    struct arena *scratch;
    struct node_id node;
    const struct function *fn;
    uint32_t block; /* of the call */
};

/* ---- the flag ---- */

static bool is_shared(const struct asking *a, struct path_id id)
{
    const struct path *p = function_path(a->fn, id);
    return p->root_kind == ROOT_GLOBAL || p->step_len;
}

/* What the function itself stores in the flag: is it set, and never cleared? */
static bool is_set_here(const struct asking *a, struct path_id flag)
{
    bool set = false;
    for (uint32_t i = 0; i < a->fn->events.len; i++) {
        const struct event *e = &a->fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != flag.i)
            continue;
        const struct value *v = function_value(a->fn, e->assign.from);
        if (v->kind == VALUE_INT && !v->number)
            return false;
        set |= v->kind == VALUE_INT;
    }
    return set;
}

/* `if (!sent) { sent = 1; write(...) }` */
static bool tests_flag(const struct asking *a, const struct block *k, uint32_t e)
{
    struct edge_test t;
    return edge_test_at(a->bodies, a->node, k, e, &t) && t.node.i == a->node.i &&
           edge_test_passes(&t, 0) && !edge_test_passes(&t, 1) && is_shared(a, t.path) &&
           is_set_here(a, t.path);
}

/* ---- swaps ---- */

enum swap once_swap(const struct bodies *b, const struct function *fn, const struct value *v)
{
    for (uint32_t i = 0; i < v->name_len; i++) {
        const struct name_roles *r = roles_function(b->roles, fn->names.at[v->first_name + i].name);
        if (r && (r->swap || r->claim))
            return r->swap ? SWAP_GIVES_OLD : SWAP_GIVES_SUCCESS;
    }
    return SWAP_NONE;
}

/* The bits of the result that the condition looks at: `(swap(..) & MASK) == ..`; by default the
 * last, of a bool. */
static int64_t mask_of(const struct asking *a, const struct value *v)
{
    const struct value_id *operands =
        v->kind == VALUE_UNKNOWN && v->operator== OPERATOR_AND && v->operand_len == 2
            ? &a->fn->operands.at[v->first_operand]
            : NULL;
    const struct value *mask = operands ? function_value(a->fn, operands[1]) : NULL;
    return mask && mask->kind == VALUE_INT ? mask->number : 1;
}

/* Does edge E of the block hold where the flag in the result V that it tests is clear, or is it
 * where it is set? TRI_MAYBE: neither. Of several bits one that has to be clear is the flag: nobody
 * asks a swap for what it does not set. */
static enum tri holds_for_zero(const struct asking *a, const struct cond *c, const struct value *v,
                               uint32_t e)
{
    const struct value *other = c->kind == COND_COMPARE ? function_value(a->fn, c->other) : NULL;
    if (!other || c->op == OP_HAS)
        return e == 0 ? TRI_NO : TRI_YES;
    int64_t mask = mask_of(a, v);
    if ((c->op != OP_EQ && c->op != OP_NE) || other->kind != VALUE_INT || other->number & ~mask)
        return TRI_MAYBE;
    bool zero = (other->number != mask) == (c->op == OP_EQ); /* on edge 0 */
    return zero == (e == 0) ? TRI_YES : TRI_NO;
}

/* `if (atomic_exchange(&sent, 1) == 0)`, `if (atomic_compare_exchange_strong(&sent, &zero, 1))` */
static bool swaps_flag(const struct asking *a, const struct block *k, uint32_t e)
{
    if (k->cond.kind != COND_TRUTH && k->cond.kind != COND_COMPARE)
        return false;
    const struct value *v = function_value(a->fn, body_resolve(a->bodies, a->node, k->cond.value));
    enum swap swap = once_swap(a->bodies, a->fn, v);
    enum tri zero = swap ? holds_for_zero(a, &k->cond, v, e) : TRI_MAYBE;
    return swap && zero == (swap == SWAP_GIVES_OLD ? TRI_YES : TRI_NO);
}

bool once_per_flag(const struct bodies *b, struct arena *scratch, struct node_id n, uint32_t event)
{
    struct asking a = {.bodies = b,
                       .scratch = scratch,
                       .node = n,
                       .fn = program_get(b->program, n)->body,
                       .block = b->at[n.i].block_of[event]};
    if (!a.block--)
        return false;
    for (uint32_t i = 0; i < a.fn->blocks.len; i++) {
        const struct block *k = &a.fn->blocks.at[i];
        for (uint32_t e = 0; k->edge_len == 2 && e < 2; e++)
            if ((tests_flag(&a, k, e) || swaps_flag(&a, k, e)) &&
                back_only_way(b, n, i, e, a.block))
                return true;
    }
    return false;
}
