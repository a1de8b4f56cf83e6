#include "effects/suspend.h"

#include "link/callorder.h"

#include <string.h>

#define MAX_TARGETS 64 /* of a call through a pointer, that are looked at */
#define MAX_DEPTH 200
#define FEW                                                                                        \
    3 /* one in so many: a pointer of whose functions fewer wait says little of one call           \
       */
#define MAX_POINTS 16 /* of different kinds, that a function keeps */

struct suspends {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    const struct cancelstates *states;
    suspension_vec *at;       /* by node */
    source_vec *slot_targets; /* by slot, asked once */
    bool *slot_asked;
};

const struct suspension *suspend_end(const struct suspension *s)
{
    while (s->down)
        s = s->down;
    return s;
}

const char *suspend_name(const struct program *p, const struct suspension *s)
{
    s = suspend_end(s);
    const struct node *node = program_get(p, s->node);
    const struct event *e = &node->body->events.at[s->event];
    if (e->kind == EVENT_MACRO)
        return program_text(p, e->macro.name);
    if (s->callee.i != FACTS_NONE)
        return program_text(p, program_get(p, s->callee)->name);
    struct str name = {0};
    if (e->kind == EVENT_CALL)
        name = call_name(p, node->facts, node->body, &e->call);
    return name.i ? program_text(p, name) : "a function pointer";
}

static bool same_kind(const struct suspension *a, const struct suspension *b)
{
    return a->pack == b->pack && a->switches == b->switches && a->cancellable == b->cancellable &&
           a->asks == b->asks && a->let_in == b->let_in && a->guess == b->guess &&
           a->needs.is_true == b->needs.is_true && a->needs.is_false == b->needs.is_false;
}

/* Keep the nearest of each kind. */
static void keep(struct arena *arena, suspension_vec *points, const struct suspension *s)
{
    uint32_t at = 0;
    while (at < points->len && !same_kind(points->at[at], s))
        at++;
    if (at < points->len && points->at[at]->depth <= s->depth)
        return;
    struct suspension *copy = arena_new_one(arena, struct suspension);
    *copy = *s;
    if (at < points->len)
        points->at[at] = copy;
    else if (points->len < MAX_POINTS)
        vec_push(arena, points, copy);
}

/* Keep the point as the state of cancellation at its event has it: both ways where that differs by
 * the way there. */
static void keep_by_state(const struct suspends *s, struct arena *arena, suspension_vec *points,
                          const struct suspension *point)
{
    struct suspension one = *point;
    uint8_t states = point->cancellable && !point->let_in
                         ? cancelstates_at(s->states, point->pack, point->node, point->event)
                         : (uint8_t)CANCEL_AS_CALLED;
    if (states & CANCEL_AS_CALLED)
        keep(arena, points, &one);
    one.let_in = true;
    if (states & (CANCEL_LET_IN | CANCEL_RESTORED))
        keep(arena, points, &one);
    one.let_in = one.cancellable = false;
    if (!(states & ~(unsigned)CANCEL_KEPT_OUT) && one.switches)
        keep(arena, points, &one);
}

/* ---- points ---- */

enum tri suspend_when(const struct suspends *s, const condition_any *when, struct node_id n,
                      uint32_t event)
{
    struct aval args[AVAL_MAX_ARGS]; /* those of a macro are texts and unknown */
    uint32_t len = aval_args(s->values, n, event, args);
    return aval_any(s->values, when, args, len);
}

static bool rule_holds(const struct suspends *s, const struct rule_suspend *r, struct node_id n,
                       uint32_t event)
{
    return (!r->when.len || suspend_when(s, &r->when, n, event) == TRI_YES) &&
           (!r->unless.len || suspend_when(s, &r->unless, n, event) != TRI_YES);
}

/* What the rule's `unless` asks of parameters: one that is handed on as an argument which must not
 * be null must not be null itself. */
static void add_needs(const struct suspends *s, const struct rule_suspend *r, struct node_id n,
                      uint32_t event, struct needs *needs)
{
    struct aval args[AVAL_MAX_ARGS];
    uint32_t len = r->unless.len ? aval_args(s->values, n, event, args) : 0;
    for (uint32_t i = 0; i < r->unless.len; i++) {
        const struct condition_all *all = &r->unless.at[i];
        if (all->all.len != 1 || all->all.at[0].op != WHEN_NULL)
            continue;
        uint32_t arg = arg_index(all->all.at[0].arg, len);
        if (arg != FACTS_NONE && args[arg].kind == AVAL_PARAM && args[arg].param < 32)
            needs->is_true |= 1U << args[arg].param;
    }
}

/* What the rules say of the callee or macro. True: they speak for it, and what its body does is the
 * framework's own business. */
static bool own_points(const struct suspends *s, struct arena *arena, struct suspension base,
                       const struct name_roles *r, uint8_t mask, suspension_vec *ret_points)
{
    const struct needs outer = base.needs;
    bool speaks = r && r->listed;
    for (uint32_t i = 0; r && i < r->suspends.len; i++) {
        const struct rule_suspend *rule = r->suspends.at[i];
        speaks |= rule->switches;
        if ((rule->switches && !(mask & CONTEXT_COROUTINE)) ||
            !rule_holds(s, rule, base.node, base.event))
            continue;
        base.needs = outer;
        add_needs(s, rule, base.node, base.event, &base.needs);
        base.rule = rule;
        base.pack = rule->pack;
        base.switches = rule->switches;
        base.cancellable = rule->cancellable && rule->pack->cancellation.model != CANCEL_NONE;
        keep_by_state(s, arena, ret_points, &base);
    }
    return speaks;
}

bool suspend_is_marked(const struct program *p, struct node_id n)
{
    const word_vec *words = &program_get(p, n)->words;
    for (uint32_t i = 0; i < words->len; i++)
        if (!strcmp(program_text(p, words->at[i].text), "nostall::suspends"))
            return true;
    return false;
}

/* ---- through calls ---- */

static void inherit(const struct suspends *s, struct arena *arena, struct suspension base,
                    struct node_id callee, uint8_t mask, suspension_vec *ret_points)
{
    const suspension_vec *below = &s->at[callee.i];
    const struct suspension start = base;
    struct aval args[AVAL_MAX_ARGS];
    uint32_t arg_len = below->len ? aval_args(s->values, base.node, base.event, args) : 0;
    for (uint32_t i = 0; i < below->len; i++) {
        const struct suspension *b = below->at[i];
        if ((b->switches && !(mask & CONTEXT_COROUTINE)) || b->depth >= MAX_DEPTH)
            continue;
        base = start;
        if (!aval_needs_met(b->needs, args, arg_len, &base.needs))
            continue;
        base.callee = callee;
        base.down = b;
        base.rule = b->rule;
        base.pack = b->pack;
        base.switches = b->switches;
        base.cancellable = b->cancellable;
        base.let_in = b->let_in;
        base.guess |= b->guess;
        base.depth = (uint16_t)(b->depth + 1);
        base.through_pointer |= b->through_pointer;
        base.asks |= b->asks;
        keep_by_state(s, arena, ret_points, &base);
    }
}

static const source_vec *targets_of(const struct suspends *s, struct node_id n,
                                    const struct event_call *c)
{
    static const source_vec none;
    struct flow *flow = s->contexts->flow;
    struct slot_id slot;
    if (c->callee_kind != CALLEE_PATH)
        return &none;
    struct place_id place = flow_path(flow, n, c->path);
    if (place.i == FACTS_NONE || !flow_is_slot(flow, place, &slot))
        return &none;
    if (!s->slot_asked[slot.i])
        flow_functions(flow, s->arena, place, &s->slot_targets[slot.i]);
    s->slot_asked[slot.i] = true;
    return &s->slot_targets[slot.i];
}

/* Do only a few of the functions that the pointer may hold wait at all? */
static bool few_wait(const struct suspends *s, const source_vec *targets)
{
    uint32_t waiting = 0, all = 0;
    for (uint32_t i = 0; i < targets->len && i < MAX_TARGETS; i++) {
        bool known = false;
        for (uint32_t k = 0; k < i && !known; k++)
            known = targets->at[k]->function.i == targets->at[i]->function.i;
        all += !known;
        waiting += !known && s->at[targets->at[i]->function.i].len;
    }
    return waiting * FEW < all;
}

static void call_points(const struct suspends *s, struct arena *arena, struct suspension base,
                        const struct node *node, const struct event_call *c, uint8_t mask,
                        suspension_vec *ret_points)
{
    const struct program *p = s->contexts->program;
    const struct roles *roles = s->contexts->bodies->roles;
    if (context_is_elsewhere(s->contexts, base.node, base.event))
        return;
    struct str name = call_name(p, node->facts, node->body, c);
    base.callee = call_node(node->facts, c);
    if (own_points(s, arena, base, roles_function(roles, name), mask, ret_points))
        return;
    if (base.callee.i != FACTS_NONE && suspend_is_marked(p, base.callee) &&
        (mask & CONTEXT_COROUTINE)) {
        base.switches = true;
        keep(arena, ret_points, &base);
        return;
    }
    struct node_id callees[16];
    uint32_t len = context_callees(s->contexts, base.node, base.event, callees, 16);
    for (uint32_t i = 0; i < len; i++)
        inherit(s, arena, base, callees[i], mask, ret_points);
    const source_vec *targets = targets_of(s, base.node, c);
    base.through_pointer = true;
    base.guess = few_wait(s, targets);
    for (uint32_t i = 0; i < targets->len && i < MAX_TARGETS; i++)
        inherit(s, arena, base, targets->at[i]->function, mask, ret_points);
}

static void event_points(const struct suspends *s, struct arena *arena, struct node_id n,
                         uint32_t event, uint8_t mask, struct needs needs,
                         suspension_vec *ret_points)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event *e = &node->body->events.at[event];
    struct suspension base = {.node = n,
                              .event = event,
                              .callee = {FACTS_NONE},
                              .asks = mask == CONTEXT_COROUTINE,
                              .needs = needs};
    if (e->kind == EVENT_MACRO)
        own_points(s, arena, base, roles_macro(s->contexts->bodies->roles, e->macro.name), mask,
                   ret_points);
    else if (e->kind == EVENT_CLEANUP)
        inherit(s, arena, base, program_node(node->facts, e->cleanup.function), mask, ret_points);
    else if (e->kind == EVENT_CALL)
        call_points(s, arena, base, node, &e->call, mask, ret_points);
}

/* ---- interface ---- */

struct suspends *suspends_new(const struct contexts *c, const struct aval_context *values,
                              const struct cancelstates *states)
{
    struct arena *arena = arena_new();
    struct suspends *s = arena_new_one(arena, struct suspends);
    *s = (struct suspends){.arena = arena, .contexts = c, .values = values, .states = states};
    s->at = arena_new_array(arena, suspension_vec, c->program->nodes.len + 1);
    s->slot_targets = arena_new_array(arena, source_vec, c->program->slots.len + 1);
    s->slot_asked = arena_new_array(arena, bool, c->program->slots.len + 1);
    uint32_t len = 0;
    uint32_t *order = callorder_find(c->bodies, arena, &len);
    for (int round = 0; round < 2; round++) /* the second time for cycles and pointers */
        for (uint32_t i = 0; i < len; i++) {
            const struct body *body = &c->bodies->at[order[i]];
            for (uint32_t k = 0; k < body->live.len; k++)
                event_points(s, arena, (struct node_id){order[i]}, body->live.at[k].event,
                             body->live.at[k].mask, body->live.at[k].needs, &s->at[order[i]]);
        }
    return s;
}

void suspends_free(struct suspends *s)
{
    if (s)
        arena_free(s->arena);
}

void suspend_points(const struct suspends *s, struct arena *arena, struct node_id n, uint32_t event,
                    suspension_vec *ret_points)
{
    const uint8_t *masks = s->contexts->bodies->at[n.i].masks;
    if (masks && masks[event])
        event_points(s, arena, n, event, masks[event], (struct needs){0, 0}, ret_points);
}

const suspension_vec *suspend_kept(const struct suspends *s, struct node_id n)
{
    return &s->at[n.i];
}

static const struct suspension *nearest(const suspension_vec *points)
{
    const struct suspension *best = NULL;
    for (uint32_t i = 0; i < points->len; i++)
        if (points->at[i]->switches && (!best || points->at[i]->depth < best->depth))
            best = points->at[i];
    return best;
}

const struct suspension *suspend_of_call(const struct suspends *s, struct node_id n, uint32_t event)
{
    suspension_vec points = {0};
    suspend_points(s, s->arena, n, event, &points);
    return nearest(&points);
}

const struct suspension *suspend_of_function(const struct suspends *s, struct node_id n)
{
    return nearest(&s->at[n.i]);
}

bool suspend_any(const struct suspends *s, struct node_id n)
{
    return s->at[n.i].len > 0;
}
