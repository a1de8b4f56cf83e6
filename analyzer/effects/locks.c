#include "effects/locks.h"

#include <string.h>

#define OBJECT_ANONYMOUS (UINT64_C(1) << 62) /* with the name of what gives it back */

struct lock_effect {   /* of a function, on thread locks */
    lock_set acquires; /* held on every way out */
    lock_set releases; /* given back though it was not taken here */
};

struct locks {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    struct lock_effect *at; /* by node */
};

bool lock_set_has(const lock_set *set, uint64_t lock)
{
    for (uint32_t i = 0; i < set->len; i++)
        if (set->at[i] == lock)
            return true;
    return false;
}

static void set_add(struct arena *arena, lock_set *set, uint64_t lock)
{
    if (lock != OBJECT_NONE && !lock_set_has(set, lock))
        vec_push(arena, set, lock);
}

static const struct rule_lock *rule_of(const struct name_roles *r, bool release)
{
    if (r && release && r->releases.len)
        return r->releases.at[0];
    return r && !release && r->acquires.len ? r->acquires.at[0] : NULL;
}

/* The lock that a rule says this call takes or releases. */
static uint64_t lock_of_rule(const struct locks *s, const struct call *call, bool release)
{
    const struct function *fn = program_get(s->contexts->program, call->node)->body;
    const struct event_call *c = &fn->events.at[call->event].call;
    const struct rule_lock *rule = rule_of(call->roles, release);
    if (!rule && c->callee_kind != CALLEE_DIRECT && !c->in_macro_arg)
        rule = rule_of(call->macro, release);
    if (!rule || rule->kind != LOCK_THREAD)
        return OBJECT_NONE;
    if (rule->anonymous)
        return OBJECT_ANONYMOUS | rule->release.at[0].i;
    uint32_t arg = arg_index(rule->arg, c->arg_len);
    if (arg == FACTS_NONE)
        return OBJECT_NONE;
    return aval_of(s->values, call->node, call->event, fn->args.at[c->first_arg + arg]).object;
}

/* Through the project's own function for it: parameters are the call's arguments. */
static void locks_below(const struct locks *s, struct arena *arena, const struct call *call,
                        struct node_id callee, bool release, lock_set *ret_set)
{
    const struct function *fn = program_get(s->contexts->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    const lock_set *below = release ? &s->at[callee.i].releases : &s->at[callee.i].acquires;
    for (uint32_t i = 0; i < below->len; i++) {
        uint32_t param;
        if (e->kind != EVENT_CALL || !aval_object_is_param(below->at[i], callee, &param))
            set_add(arena, ret_set, below->at[i]);
        else if (param < e->call.arg_len)
            set_add(
                arena, ret_set,
                aval_of(s->values, call->node, call->event, fn->args.at[e->call.first_arg + param])
                    .object);
    }
}

void locks_of(const struct locks *s, struct arena *arena, struct node_id n, uint32_t event,
              bool release, lock_set *ret_set)
{
    const struct call *call = calls_find(s->contexts->calls, n, event);
    const struct event *e = &program_get(s->contexts->program, n)->body->events.at[event];
    if (!call || e->kind == EVENT_MACRO)
        return;
    uint64_t own = e->kind == EVENT_CALL ? lock_of_rule(s, call, release) : OBJECT_NONE;
    set_add(arena, ret_set, own);
    for (uint32_t i = 0; own == OBJECT_NONE && i < call->callees.len; i++)
        locks_below(s, arena, call, call->callees.at[i], release, ret_set);
}

/* ---- what a function leaves behind ---- */

/* The locks of one function while it is looked at: rows of flags by lock. */
struct holding {
    struct locks *s;
    struct arena *scratch;
    struct node_id node;
    const struct function *fn;
    lock_set all;
    lock_set *takes, *gives; /* by event */
    bool *held;              /* block by lock: on all ways there */
    bool *seen;              /* by block */
    bool *at_end, *given;    /* by lock */
    bool ends;
};

static uint32_t number_of(const struct holding *h, uint64_t lock)
{
    uint32_t i = 0;
    while (h->all.at[i] != lock)
        i++;
    return i;
}

static void pass_event(struct holding *h, uint32_t event, bool *now)
{
    for (uint32_t i = 0; i < h->gives[event].len; i++) {
        uint32_t lock = number_of(h, h->gives[event].at[i]);
        h->given[lock] |= !now[lock];
        now[lock] = false;
    }
    for (uint32_t i = 0; i < h->takes[event].len; i++)
        now[number_of(h, h->takes[event].at[i])] = true;
}

/* True: something else is held at the start of block TO than before. */
static bool join_block(struct holding *h, uint32_t to, const bool *now)
{
    bool changed = !h->seen[to], *held = h->held + (size_t)to * h->all.len;
    for (uint32_t i = 0; i < h->all.len; i++) {
        bool joined = h->seen[to] ? held[i] && now[i] : now[i];
        changed |= joined != held[i];
        held[i] = joined;
    }
    h->seen[to] = true;
    return changed;
}

/* Forward over the function: which of its locks are held on all paths; at its ends, and where it
 * gives them back. */
static void pass_blocks(struct holding *h)
{
    const struct function *fn = h->fn;
    VEC(uint32_t) work = {0};
    bool *now = arena_new_array(h->scratch, bool, h->all.len + 1);
    vec_push(h->scratch, &work, 0);
    h->seen[0] = true;
    for (uint32_t at = 0; at < work.len; at++) {
        const struct block *k = &fn->blocks.at[work.at[at]];
        memcpy(now, h->held + (size_t)work.at[at] * h->all.len, h->all.len);
        for (uint32_t i = 0; i < k->events.len; i++)
            pass_event(h, k->events.at[i].i, now);
        for (uint32_t i = 0; k->term == TERM_RETURN && i < h->all.len; i++)
            h->at_end[i] = now[i] && (h->at_end[i] || !h->ends);
        h->ends |= k->term == TERM_RETURN;
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            if (join_block(h, to, now))
                vec_push(h->scratch, &work, to);
        }
    }
}

static void collect(struct holding *h)
{
    const struct body *b = &h->s->contexts->bodies->at[h->node.i];
    h->takes = arena_new_array(h->scratch, lock_set, h->fn->events.len + 1);
    h->gives = arena_new_array(h->scratch, lock_set, h->fn->events.len + 1);
    for (uint32_t k = 0; k < b->live.len; k++) {
        uint32_t event = b->live.at[k].event;
        locks_of(h->s, h->scratch, h->node, event, false, &h->takes[event]);
        locks_of(h->s, h->scratch, h->node, event, true, &h->gives[event]);
        for (uint32_t i = 0; i < h->takes[event].len; i++)
            set_add(h->scratch, &h->all, h->takes[event].at[i]);
        for (uint32_t i = 0; i < h->gives[event].len; i++)
            set_add(h->scratch, &h->all, h->gives[event].at[i]);
    }
}

struct finding_locks {
    struct locks *locks;
    struct arena *scratch;
};

static bool find_effect(void *context, uint32_t node)
{
    const struct finding_locks *x = context;
    struct holding h = {.s = x->locks, .scratch = x->scratch, .node = {node}};
    struct lock_effect *effect = &x->locks->at[node];
    uint32_t before = effect->acquires.len + effect->releases.len;
    h.fn = program_get(x->locks->contexts->program, h.node)->body;
    if (!h.fn || !h.fn->blocks.len)
        return false;
    collect(&h);
    if (h.all.len) {
        h.held = arena_new_array(h.scratch, bool, (size_t)h.fn->blocks.len *h.all.len + 1);
        h.seen = arena_new_array(h.scratch, bool, h.fn->blocks.len + 1);
        h.at_end = arena_new_array(h.scratch, bool, h.all.len + 1);
        h.given = arena_new_array(h.scratch, bool, h.all.len + 1);
        pass_blocks(&h);
    }
    for (uint32_t i = 0; i < h.all.len; i++) {
        if (h.at_end[i])
            set_add(x->locks->arena, &effect->acquires, h.all.at[i]);
        if (h.given[i])
            set_add(x->locks->arena, &effect->releases, h.all.at[i]);
    }
    arena_reset(x->scratch);
    return before != effect->acquires.len + effect->releases.len;
}

struct locks *locks_new(const struct contexts *c, const struct aval_context *values)
{
    struct arena *arena = arena_new();
    struct locks *l = arena_new_one(arena, struct locks);
    *l = (struct locks){.arena = arena, .contexts = c, .values = values};
    l->at = arena_new_array(arena, struct lock_effect, c->program->nodes.len + 1);
    struct finding_locks x = {l, arena_new()};
    solve(c->calls->direct, find_effect, &x);
    arena_free(x.scratch);
    return l;
}

void locks_free(struct locks *l)
{
    if (l)
        arena_free(l->arena);
}
