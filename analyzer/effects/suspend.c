#include "effects/suspend.h"

/* Of the functions that a pointer may hold only one in so many waits: then one call of it says
 * little. Generic hooks (a destructor, a notification) have dozens of targets, of which a few wait;
 * an operation that is made to wait does so in most of its implementations. */
#define FEW 3

struct suspends {
    struct arena *arena;
    struct arena *scratch; /* of one function, or one question */
    const struct contexts *contexts;
    const struct aval_context *values;
    const struct cancelstates *states;
    suspension_vec *at; /* by node */
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
    return s->callee.i != FACTS_NONE ? program_text(p, program_get(p, s->callee)->name)
                                     : calls_text_at(p, s->node, s->event);
}

static bool same_kind(const struct suspension *a, const struct suspension *b)
{
    return a->pack == b->pack && a->switches == b->switches && a->cancellable == b->cancellable &&
           a->asks == b->asks && a->let_in == b->let_in && a->guess == b->guess &&
           a->certainty == b->certainty && a->programs.i == b->programs.i &&
           a->needs.i == b->needs.i;
}

/* Does all that can be said of B follow from A: the same point, reached whenever B is, as surely at
 * least, in all its programs? */
static bool covers(const struct suspends *s, const struct suspension *a, const struct suspension *b)
{
    return a->pack == b->pack && a->switches == b->switches && a->cancellable == b->cancellable &&
           a->asks == b->asks && a->let_in == b->let_in && a->guess <= b->guess &&
           a->certainty >= b->certainty &&
           needs_within(s->contexts->bodies->terms, a->needs, b->needs) &&
           programs_within(s->contexts->programs, b->programs, a->programs);
}

static bool is_covered(const struct suspends *all, const suspension_vec *points,
                       const struct suspension *s)
{
    for (uint32_t i = 0; i < points->len; i++) {
        const struct suspension *p = points->at[i];
        if (covers(all, p, s) && (p->depth <= s->depth || !same_kind(p, s)))
            return true;
    }
    return false;
}

/* Keep the nearest of each kind, and of kinds only those that no other says, too: there are as many
 * needs as ways. */
static void keep(const struct suspends *all, struct arena *arena, suspension_vec *points,
                 const struct suspension *new)
{
    struct suspension one = *new, *s = &one;
    uint32_t len = 0;
    s->needs = needs_of_params(all->contexts->bodies->terms, s->needs);
    if (is_covered(all, points, s))
        return;
    for (uint32_t i = 0; i < points->len; i++)
        if (!covers(all, s, points->at[i]))
            points->at[len++] = points->at[i];
    points->len = len;
    struct suspension *copy = arena_new_one(arena, struct suspension);
    *copy = *s;
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
        keep(s, arena, points, &one);
    one.let_in = true;
    if (states & (CANCEL_LET_IN | CANCEL_RESTORED))
        keep(s, arena, points, &one);
    one.let_in = one.cancellable = false;
    if (!(states & ~(unsigned)CANCEL_KEPT_OUT) && one.switches)
        keep(s, arena, points, &one);
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
        if (arg != FACTS_NONE && aval_is_open(&args[arg]))
            needs_add(s->contexts->bodies->terms, *needs, args[arg].term, needs);
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

/* ---- through calls ---- */

/* Does one depend on what the function is given? */
static bool ask_callers(const suspension_vec *points)
{
    for (uint32_t i = 0; i < points->len; i++)
        if (points->at[i]->needs.i)
            return true;
    return false;
}

static void inherit(const struct suspends *s, struct arena *arena, struct suspension base,
                    struct node_id callee, uint8_t mask, suspension_vec *ret_points)
{
    const suspension_vec *below = &s->at[callee.i];
    const struct suspension start = base;
    struct aval args[AVAL_MAX_ARGS];
    uint32_t arg_len = ask_callers(below) ? aval_args(s->values, base.node, base.event, args) : 0;
    aval_hand_over(s->values, base.node, callee, args, arg_len);
    for (uint32_t i = 0; i < below->len; i++) {
        const struct suspension *b = below->at[i];
        if (b->switches && !(mask & CONTEXT_COROUTINE))
            continue;
        base = start;
        if (!aval_needs_met(s->values, b->needs, args, arg_len, start.needs, &base.needs))
            continue;
        base.callee = callee;
        base.down = b;
        base.rule = b->rule;
        base.pack = b->pack;
        base.switches = b->switches;
        base.cancellable = b->cancellable;
        base.let_in = b->let_in;
        base.guess |= b->guess;
        base.programs = programs_both(s->contexts->programs, start.programs, b->programs);
        if (!programs_any(base.programs))
            continue; /* the way leads through functions of different programs */
        base.depth = b->depth + 1;
        if (b->certainty < base.certainty)
            base.certainty = b->certainty;
        base.asks |= b->asks;
        keep_by_state(s, arena, ret_points, &base);
    }
}

/* Do only a few of the functions that the pointer may hold wait, by more than a guess? */
static bool few_wait(const struct suspends *s, const struct call *call)
{
    uint32_t waiting = 0;
    for (uint32_t i = 0; i < call->targets.len; i++) {
        const suspension_vec *points = &s->at[call->targets.at[i].node.i];
        bool waits = false;
        for (uint32_t k = 0; k < points->len && !waits; k++)
            waits = !points->at[k]->guess;
        waiting += waits;
    }
    return waiting * FEW < call->targets.len;
}

/* Is the pointer in a field, which all objects of its type have? */
static bool is_field(const struct suspends *s, const struct call *call)
{
    const struct function *fn = program_get(s->contexts->program, call->node)->body;
    const struct event_call *e = &fn->events.at[call->event].call;
    bool field = false;
    if (e->callee_kind != CALLEE_PATH)
        return false;
    const struct path *p = function_path(fn, e->path);
    for (uint32_t i = 0; i < p->step_len; i++)
        field |= fn->steps.at[p->first_step + i].kind == STEP_FIELD;
    return field;
}

/* What the call reaches through pointers, and through what it hands over. Where several functions
 * are stored in a field, that one of them waits does not say that it does in this object. */
static void target_points(const struct suspends *s, struct arena *arena, struct suspension base,
                          const struct call *call, uint8_t mask, suspension_vec *ret_points)
{
    const struct program *p = s->contexts->program;
    const struct roles *roles = s->contexts->calls->roles;
    base.guess = few_wait(s, call);
    for (uint32_t i = 0; i < call->targets.len; i++) {
        const struct call_target *t = &call->targets.at[i];
        struct suspension one = base;
        one.certainty = t->certainty == CERTAINTY_ALWAYS || !is_field(s, call) ? t->certainty
                                                                               : CERTAINTY_DEPENDS;
        one.callee = t->node;
        if (program_get(p, t->node)->body)
            inherit(s, arena, one, t->node, mask, ret_points);
        else
            own_points(s, arena, one, roles_function(roles, program_get(p, t->node)->name), mask,
                       ret_points);
    }
}

static void call_points(const struct suspends *s, struct arena *arena, struct suspension base,
                        const struct call *call, uint8_t mask, suspension_vec *ret_points)
{
    base.callee = call->callee;
    if (call->elsewhere || own_points(s, arena, base, call->roles, mask, ret_points))
        return;
    if (base.callee.i != FACTS_NONE &&
        (s->contexts->calls->marks[base.callee.i].has[MARK_SUSPENDS] ||
         s->contexts->at[base.callee.i].switches) &&
        (mask & CONTEXT_COROUTINE)) {
        base.switches = true;
        keep(s, arena, ret_points, &base);
        return;
    }
    for (uint32_t i = 0; i < call->callees.len; i++)
        inherit(s, arena, base, call->callees.at[i], mask, ret_points);
    target_points(s, arena, base, call, mask, ret_points);
}

static void event_points(const struct suspends *s, struct arena *arena, struct node_id n,
                         uint32_t event, uint8_t mask, struct needs needs,
                         suspension_vec *ret_points)
{
    const struct call *call = calls_find(s->contexts->calls, n, event);
    struct suspension base = {.node = n,
                              .event = event,
                              .callee = {FACTS_NONE},
                              .certainty = CERTAINTY_ALWAYS,
                              .programs = programs_of(s->contexts->programs, n),
                              .asks = mask == CONTEXT_COROUTINE,
                              .needs = needs};
    if (!call)
        return;
    if (program_get(s->contexts->program, n)->body->events.at[event].kind == EVENT_MACRO)
        own_points(s, arena, base, call->roles, mask, ret_points);
    else
        call_points(s, arena, base, call, mask, ret_points);
}

/* ---- interface ---- */

static bool same_points(const suspension_vec *a, const suspension_vec *b)
{
    bool same = a->len == b->len;
    for (uint32_t i = 0; i < a->len && same; i++)
        same = same_kind(a->at[i], b->at[i]) && a->at[i]->depth == b->at[i]->depth;
    return same;
}

static const struct suspension *lasting(const struct suspends *s, const struct suspension *point)
{
    struct suspension *copy = arena_new_one(s->arena, struct suspension);
    *copy = *point;
    return copy;
}

/* POINTS, which begin with what is left of OLD, as long as S. */
static suspension_vec lasting_points(const struct suspends *s, const suspension_vec *old,
                                     const suspension_vec *points)
{
    suspension_vec all = {0};
    for (uint32_t i = 0, k = 0; i < points->len; i++) {
        while (k < old->len && old->at[k] != points->at[i])
            k++;
        vec_push(s->arena, &all, k < old->len ? points->at[i] : lasting(s, points->at[i]));
    }
    return all;
}

/* Points are only ever added, give way to what covers them, and come nearer: so it ends. */
static bool find_points(void *context, uint32_t node)
{
    struct suspends *s = context;
    const struct body *body = &s->contexts->bodies->at[node];
    suspension_vec points = {0};
    for (uint32_t i = 0; i < s->at[node].len; i++)
        vec_push(s->scratch, &points, s->at[node].at[i]);
    for (uint32_t k = 0; k < body->live.len; k++)
        event_points(s, s->scratch, (struct node_id){node}, body->live.at[k].event,
                     body->live.at[k].mask, body->live.at[k].needs, &points);
    bool same = same_points(&points, &s->at[node]);
    if (!same)
        s->at[node] = lasting_points(s, &s->at[node], &points);
    arena_reset(s->scratch);
    return !same;
}

struct suspends *suspends_new(const struct contexts *c, const struct aval_context *values,
                              const struct cancelstates *states)
{
    struct arena *arena = arena_new();
    struct suspends *s = arena_new_one(arena, struct suspends);
    *s = (struct suspends){
        .arena = arena, .scratch = arena_new(), .contexts = c, .values = values, .states = states};
    s->at = arena_new_array(arena, suspension_vec, c->program->nodes.len + 1);
    solve(c->calls->all, find_points, s);
    return s;
}

void suspends_free(struct suspends *s)
{
    if (!s)
        return;
    arena_free(s->scratch);
    arena_free(s->arena);
}

void suspend_points(const struct suspends *s, struct arena *arena, struct node_id n, uint32_t event,
                    suspension_vec *ret_points)
{
    const uint8_t *masks = s->contexts->bodies->at[n.i].masks;
    if (masks && masks[event])
        event_points(s, arena, n, event, masks[event],
                     body_event_needs(s->contexts->bodies, n, event), ret_points);
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
    suspend_points(s, s->scratch, n, event, &points);
    const struct suspension *best = nearest(&points);
    best = best ? lasting(s, best) : NULL;
    arena_reset(s->scratch);
    return best;
}

const struct suspension *suspend_of_function(const struct suspends *s, struct node_id n)
{
    return nearest(&s->at[n.i]);
}

bool suspend_any(const struct suspends *s, struct node_id n)
{
    return s->at[n.i].len > 0;
}
