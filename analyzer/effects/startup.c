#include "effects/startup.h"

struct start { /* an event */
    struct node_id node;
    uint32_t event;
};
typedef VEC(struct start) start_vec;

/* A variable. */
struct flag {
    start_vec sets;
    bool other;         /* it is given something else too, or its address is */
    bool asked, before; /* every loop is started behind a set */
};

struct startup {
    struct arena *arena;
    const struct contexts *contexts;
    struct flag *flags; /* by slot; NULL: nothing was asked yet */
    start_vec *begins;  /* by node: the calls that run it, here or on a thread */
    start_vec loops;    /* calls that run one */
    uint8_t *begun;     /* by node, for one flag: see begins_after */
};

struct startup *startup_new(struct arena *arena, const struct contexts *c)
{
    struct startup *s = arena_new_one(arena, struct startup);
    *s = (struct startup){.arena = arena, .contexts = c};
    return s;
}

/* ---- the program ---- */

/* The variable of file scope that the path is; FACTS_NONE none. */
static uint32_t slot_of(const struct startup *s, struct node_id n, struct path_id path)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct path *p = function_path(node->body, path);
    return p->root_kind == ROOT_GLOBAL && !p->step_len
               ? program_slot(node->facts, (struct entity_id){p->root}).i
               : FACTS_NONE;
}

static void see_value(struct startup *s, struct node_id n, const struct value *v)
{
    uint32_t slot = v->kind == VALUE_ADDRESS ? slot_of(s, n, v->path) : FACTS_NONE;
    if (slot != FACTS_NONE)
        s->flags[slot].other = true;
}

static void see_store(struct startup *s, struct node_id n, uint32_t event)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    const struct event *e = &fn->events.at[event];
    const struct value *from = e->kind == EVENT_ASSIGN ? function_value(fn, e->assign.from) : NULL;
    struct path_id to = from ? e->assign.to : e->call.stored;
    uint32_t slot = slot_of(s, n, to);
    if (slot == FACTS_NONE)
        return;
    if (from && from->kind == VALUE_INT && from->number)
        vec_push(s->arena, &s->flags[slot].sets, (struct start){n, event});
    else
        s->flags[slot].other = true;
}

static void add_begin(struct startup *s, struct node_id n, const struct call *call)
{
    vec_push(s->arena, &s->begins[n.i], (struct start){call->node, call->event});
}

/* What the call runs, and which threads it starts. */
static void see_call(struct startup *s, const struct call *call)
{
    const struct contexts *c = s->contexts;
    const struct function *fn = program_get(c->program, call->node)->body;
    const struct event_call *e = &fn->events.at[call->event].call;
    source_vec sources = {0};
    for (uint32_t i = 0; call->roles && i < call->roles->offloads.len; i++) {
        const struct rule_callback *rule = call->roles->offloads.at[i];
        uint32_t arg = rule->args.len ? arg_index(rule->args.at[0], e->arg_len) : FACTS_NONE;
        if (arg != FACTS_NONE)
            flow_value(c->flow, s->arena, call->node, fn->args.at[e->first_arg + arg], call->event,
                       &sources);
    }
    for (uint32_t i = 0; i < sources.len; i++)
        add_begin(s, sources.at[i]->function, call);
    for (uint32_t i = 0; i < call->callees.len; i++)
        add_begin(s, call->callees.at[i], call);
    for (uint32_t i = 0; i < call->targets.len; i++)
        add_begin(s, call->targets.at[i].node, call);
    if (call->roles && call->roles->run_loops.len)
        vec_push(s->arena, &s->loops, (struct start){call->node, call->event});
}

static void see_function(struct startup *s, struct node_id n)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    for (uint32_t i = 0; fn && i < fn->values.len; i++)
        see_value(s, n, &fn->values.at[i]);
    for (uint32_t i = 0; fn && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN ||
            (e->kind == EVENT_CALL && e->call.use == USE_STORED && e->call.stored.i != FACTS_NONE))
            see_store(s, n, i);
        if (e->kind == EVENT_CALL && body_is_live(s->contexts->bodies, n, i))
            see_call(s, calls_get(s->contexts->calls, n, i));
    }
}

static void see_program(struct startup *s)
{
    const struct program *p = s->contexts->program;
    s->flags = arena_new_array(s->arena, struct flag, p->slots.len + 1);
    s->begins = arena_new_array(s->arena, start_vec, p->nodes.len + 1);
    s->begun = arena_new_array(s->arena, uint8_t, p->nodes.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        see_function(s, (struct node_id){i});
}

/* ---- is it set before ---- */

static bool is_set_at(const struct flag *flag, struct node_id n, uint32_t event)
{
    for (uint32_t i = 0; i < flag->sets.len; i++)
        if (flag->sets.at[i].node.i == n.i && flag->sets.at[i].event == event)
            return true;
    return false;
}

/* Does an edge of the block not let through where the variable is set? */
static bool refuses(const struct startup *s, struct node_id n, const struct block *k, uint32_t edge,
                    uint32_t slot)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    if (k->term != TERM_BRANCH || (k->cond.kind != COND_TRUTH && k->cond.kind != COND_COMPARE))
        return false;
    const struct value *v = function_value(fn, k->cond.value);
    if (v->kind != VALUE_PATH || slot_of(s, n, v->path) != slot)
        return false;
    if (k->cond.kind == COND_TRUTH)
        return edge == 1;
    const struct value *other = function_value(fn, k->cond.other);
    bool zero = other->kind == VALUE_INT && !other->number;
    return zero && ((k->cond.op == OP_EQ && edge == 0) || (k->cond.op == OP_NE && edge == 1));
}

/* Is the event reached from the entry although no way leads through a set of FLAG or, with
 * FLAG NULL, through one where SLOT is zero? */
static bool is_reached(const struct startup *s, struct start to, const struct flag *flag,
                       uint32_t slot)
{
    const struct function *fn = program_get(s->contexts->program, to.node)->body;
    struct arena *scratch = arena_new();
    bool *seen = arena_new_array(scratch, bool, fn->blocks.len + 1), found = false;
    uint32_t *stack = arena_new_array(scratch, uint32_t, fn->blocks.len + 1), depth = 1;
    seen[0] = true;
    while (depth && !found) {
        const struct block *k = &fn->blocks.at[stack[--depth]];
        bool ends = false;
        for (uint32_t i = 0; i < k->events.len && !ends && !found; i++) {
            found = k->events.at[i].i == to.event;
            ends = flag && is_set_at(flag, to.node, k->events.at[i].i);
        }
        for (uint32_t e = 0; e < k->edge_len && !ends; e++) {
            uint32_t next = fn->edges.at[k->first_edge + e].to.i;
            if (!seen[next] && (flag || !refuses(s, to.node, k, e, slot)))
                seen[next] = true, stack[depth++] = next;
        }
    }
    arena_free(scratch);
    return found;
}

enum { BEGUN_UNKNOWN, BEGUN_ASKED, BEGUN_BEFORE };

static bool is_behind(struct startup *s, struct start place, const struct flag *flag);

/* Does the function only begin behind a set? One whose callers are not known does not. */
static bool begins_after(struct startup *s, struct node_id n, const struct flag *flag)
{
    const start_vec *all = &s->begins[n.i];
    if (s->begun[n.i] != BEGUN_UNKNOWN)
        return s->begun[n.i] == BEGUN_ASKED;
    s->begun[n.i] = BEGUN_ASKED; /* a call of itself decides nothing */
    bool behind = all->len > 0;
    for (uint32_t i = 0; i < all->len && behind; i++)
        behind = is_behind(s, all->at[i], flag);
    if (!behind)
        s->begun[n.i] = BEGUN_BEFORE;
    return behind;
}

static bool is_behind(struct startup *s, struct start place, const struct flag *flag)
{
    return !is_reached(s, place, flag, FACTS_NONE) || begins_after(s, place.node, flag);
}

static bool before_loops(struct startup *s, struct flag *flag)
{
    if (flag->asked)
        return flag->before;
    flag->asked = true;
    flag->before = !flag->other && flag->sets.len && s->loops.len;
    for (uint32_t i = 0; i < s->contexts->program->nodes.len; i++)
        s->begun[i] = BEGUN_UNKNOWN;
    for (uint32_t i = 0; i < s->loops.len && flag->before; i++)
        flag->before = is_behind(s, s->loops.at[i], flag);
    return flag->before;
}

bool startup_only(struct startup *s, struct node_id n, uint32_t event)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    if (!s->flags)
        see_program(s);
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        if (k->term != TERM_BRANCH || k->cond.kind == COND_UNKNOWN)
            continue;
        const struct value *v = function_value(fn, k->cond.value);
        uint32_t slot = v->kind == VALUE_PATH ? slot_of(s, n, v->path) : FACTS_NONE;
        if (slot != FACTS_NONE && before_loops(s, &s->flags[slot]) &&
            !is_reached(s, (struct start){n, event}, NULL, slot))
            return true;
    }
    return false;
}
