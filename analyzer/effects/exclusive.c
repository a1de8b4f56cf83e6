#include "effects/exclusive.h"

struct caller {
    struct node_id node;
    uint32_t event;
};
typedef VEC(struct caller) caller_vec;

enum { ENTERED_NOT_ASKED, ENTERED_ALONE, ENTERED_BESIDE };

struct exclusive {
    struct arena *arena;
    const struct contexts *contexts;
    const struct locks *locks;
    caller_vec *callers; /* by node; NULL: the program stops nobody */
    uint8_t *entered;    /* by node: do all others stand still when it begins? */
};

static bool is_exclusive(const struct call *call)
{
    for (uint32_t i = 0; call->roles && i < call->roles->acquires.len; i++)
        if (call->roles->acquires.at[i]->kind == LOCK_EXCLUSIVE)
            return true;
    return false;
}

static bool stops_others(const struct contexts *c)
{
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++)
            if (is_exclusive(&c->calls->at[i].at[k]))
                return true;
    return false;
}

static void add_callers(struct exclusive *x, const struct call *call)
{
    struct caller from = {call->node, call->event};
    for (uint32_t i = 0; i < call->callees.len; i++)
        vec_push(x->arena, &x->callers[call->callees.at[i].i], from);
    for (uint32_t i = 0; i < call->targets.len; i++)
        vec_push(x->arena, &x->callers[call->targets.at[i].node.i], from);
}

struct exclusive *exclusive_new(struct arena *arena, const struct contexts *c,
                                const struct locks *locks)
{
    struct exclusive *x = arena_new_one(arena, struct exclusive);
    *x = (struct exclusive){.arena = arena, .contexts = c, .locks = locks};
    if (!stops_others(c))
        return x;
    x->callers = arena_new_array(arena, caller_vec, c->program->nodes.len + 1);
    x->entered = arena_new_array(arena, uint8_t, c->program->nodes.len + 1);
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++)
            add_callers(x, &c->calls->at[i].at[k]);
    return x;
}

static bool has_exclusive(const struct exclusive *x, struct arena *scratch, struct caller at,
                          bool release)
{
    lock_set set = {0};
    locks_of(x->locks, scratch, at.node, at.event, release, &set);
    for (uint32_t i = 0; i < set.len; i++)
        if (set.at[i].rule->kind == LOCK_EXCLUSIVE)
            return true;
    return false;
}

static bool begins_alone(struct exclusive *x, struct node_id n);

/* Is there a way from the entry to the event on which others run? */
static bool reached_beside(struct exclusive *x, struct arena *scratch, struct caller to)
{
    const struct function *fn = program_get(x->contexts->program, to.node)->body;
    bool *seen = arena_new_array(scratch, bool, (size_t)fn->blocks.len * 2 + 2);
    VEC(uint32_t) work = {0}; /* block times two, plus one where all others stand still */
    vec_push(scratch, &work, begins_alone(x, to.node));
    for (uint32_t at = 0; at < work.len; at++) {
        const struct block *k = &fn->blocks.at[work.at[at] / 2];
        bool alone = work.at[at] & 1;
        for (uint32_t i = 0; i < k->events.len; i++) {
            struct caller event = {to.node, k->events.at[i].i};
            if (event.event == to.event && !alone)
                return true;
            alone = (alone && !has_exclusive(x, scratch, event, true)) ||
                    has_exclusive(x, scratch, event, false);
        }
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t next = fn->edges.at[k->first_edge + e].to.i * 2 + alone;
            if (!seen[next])
                seen[next] = true, vec_push(scratch, &work, next);
        }
    }
    return false;
}

/* Whose callers are not known does not. */
static bool begins_alone(struct exclusive *x, struct node_id n)
{
    const caller_vec *all = &x->callers[n.i];
    if (x->entered[n.i] != ENTERED_NOT_ASKED)
        return x->entered[n.i] == ENTERED_ALONE;
    x->entered[n.i] = ENTERED_ALONE; /* a call of itself decides nothing */
    bool alone = all->len > 0;
    for (uint32_t i = 0; i < all->len && alone; i++)
        alone = exclusive_at(x, all->at[i].node, all->at[i].event);
    x->entered[n.i] = alone ? ENTERED_ALONE : ENTERED_BESIDE;
    return alone;
}

bool exclusive_at(struct exclusive *x, struct node_id n, uint32_t event)
{
    if (!x->callers)
        return false;
    struct arena *scratch = arena_new();
    bool beside = reached_beside(x, scratch, (struct caller){n, event});
    arena_free(scratch);
    return !beside;
}
