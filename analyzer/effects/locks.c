#include "effects/locks.h"

#include "effects/bodywalk.h"

#include <string.h>

#define OBJECT_ANONYMOUS (UINT64_C(1) << 62) /* with the name of what gives it back */

struct lock_effect { /* of a function */
    lock_set takes, releases;
};

struct locks {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    struct lock_effect *at; /* by node */
};

const struct lock *lock_set_find(const lock_set *set, uint64_t object)
{
    const struct lock *other = NULL;
    for (uint32_t i = 0; i < set->len; i++) {
        if (set->at[i].object == object)
            return &set->at[i];
        if (!other && aval_may_be_same(set->at[i].object, object))
            other = &set->at[i];
    }
    return other;
}

static bool has(const lock_set *set, uint64_t object)
{
    const struct lock *lock = lock_set_find(set, object);
    return lock && lock->object == object;
}

static uint8_t signs_of(enum lock_taken taken)
{
    return taken == TAKEN_ZERO      ? SIGN_ZERO
           : taken == TAKEN_NONZERO ? SIGN_NEGATIVE | SIGN_POSITIVE
                                    : SIGN_ANY;
}

static void set_add(struct arena *arena, lock_set *set, struct lock lock)
{
    if (lock.object != OBJECT_NONE && !has(set, lock.object))
        vec_push(arena, set, lock);
}

static const struct function *body_of(const struct locks *s, struct node_id n)
{
    return program_get(s->contexts->program, n)->body;
}

/* ---- what a call does ---- */

static bool applies(const struct locks *s, const struct call *call, const struct rule_lock *rule,
                    bool release)
{
    const condition_any *when = release ? &rule->release_when : &rule->when;
    struct aval args[AVAL_MAX_ARGS];
    if (!when->len)
        return true;
    uint32_t len = aval_args(s->values, call->node, call->event, args);
    return aval_any(s->values, when, args, len) == TRI_YES;
}

/* The lock that the rule is about at this call. */
static struct lock lock_of_rule(const struct locks *s, const struct call *call,
                                const struct rule_lock *rule)
{
    const struct function *fn = body_of(s, call->node);
    const struct event_call *c = &fn->events.at[call->event].call;
    struct lock lock = {OBJECT_NONE, rule, signs_of(rule->taken), FACTS_NONE, 0};
    if (rule->anonymous) {
        lock.object = OBJECT_ANONYMOUS | rule->release.at[0].i;
    } else if ((lock.arg = arg_index(rule->arg, c->arg_len)) != FACTS_NONE) {
        struct value_id id = fn->args.at[c->first_arg + lock.arg];
        struct aval a = aval_of(s->values, call->node, call->event, id);
        lock.object = aval_member(&a);
        lock.within_param = a.within_param;
    }
    return lock;
}

/* False: no rule speaks of the call. */
static bool locks_by_rule(const struct locks *s, struct arena *arena, const struct call *call,
                          bool release, lock_set *ret_set)
{
    const struct event_call *c = &body_of(s, call->node)->events.at[call->event].call;
    bool by_macro = c->callee_kind != CALLEE_DIRECT && !c->in_macro_arg;
    const struct name_roles *both[] = {call->roles, by_macro ? call->macro : NULL};
    for (unsigned k = 0; k < 2; k++) {
        const struct name_roles *r = both[k];
        uint32_t len = !r ? 0 : release ? r->releases.len : r->acquires.len;
        for (uint32_t i = 0; i < len; i++) {
            const struct rule_lock *rule = release ? r->releases.at[i] : r->acquires.at[i];
            if (applies(s, call, rule, release))
                set_add(arena, ret_set, lock_of_rule(s, call, rule));
        }
        if (len)
            return true;
    }
    return false;
}

/* A guard holds the lock that its initialiser is, or that the call there has taken and returned:
 * `__attribute__((cleanup(unlock))) mutex_t *guard = lock(&m)`. Who is handed it by a call gives
 * back what was taken so: `unlock(guard)`. */
static void locks_of_guard(const struct locks *s, struct arena *arena, const struct call *call,
                           struct path_id guard, const struct lock *released, lock_set *ret_set)
{
    const struct function *fn = body_of(s, call->node);
    bool cleanup = fn->events.at[call->event].kind == EVENT_CLEANUP;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        lock_set taken = {0};
        struct lock lock = *released;
        lock.arg = FACTS_NONE;
        if (e->kind == EVENT_CALL && e->call.use == USE_STORED && e->call.stored.i == guard.i)
            locks_of(s, arena, call->node, i, false, &taken);
        if (cleanup && e->kind == EVENT_ASSIGN && e->assign.to.i == guard.i) {
            lock.object = aval_of(s->values, call->node, i, e->assign.from).object;
            set_add(arena, ret_set, lock);
        }
        for (uint32_t k = 0; k < taken.len; k++) {
            lock.object = taken.at[k].object;
            set_add(arena, ret_set, lock);
        }
    }
}

/* The local variable that the argument is, also where the call is handed what a pointer to it
 * points to, as in macros that empty it first: `p = &guard; old = *p; *p = NULL; unlock(old)`. */
static struct path_id guard_in(const struct locks *s, const struct call *call, struct value_id arg)
{
    const struct bodies *b = s->contexts->bodies;
    const struct function *fn = body_of(s, call->node);
    const struct value *v = function_value(fn, arg),
                       *is = function_value(fn, body_resolve(b, call->node, arg));
    const struct path *p = is->kind == VALUE_PATH ? function_path(fn, is->path) : NULL;
    if (p && p->step_len == 1 && fn->steps.at[p->first_step].kind == STEP_DEREF) {
        const struct value_id *only = body_only_value(b, call->node, p);
        v = only ? function_value(fn, *only) : is;
    }
    bool place = v->kind == VALUE_PATH || (v->kind == VALUE_ADDRESS && v != is);
    p = place ? function_path(fn, v->path) : NULL;
    return p && p->root_kind == ROOT_LOCAL && !p->step_len ? v->path : (struct path_id){FACTS_NONE};
}

/* The lock is ARG of the call, if WHOLE, or a member of what that points to. */
static void name_lock(const struct locks *s, const struct call *call, struct value_id arg,
                      bool whole, struct lock *lock)
{
    struct aval a = aval_of(s->values, call->node, call->event, arg);
    if (!whole) {
        struct aval member = {.object = lock->object};
        aval_bind_holder(&a, &member.within, &member.within_param);
        a = member;
    }
    lock->object = aval_member(&a);
    lock->within_param = a.within_param;
}

/* Through the project's own function for it: parameters are the call's arguments. */
static void locks_below(const struct locks *s, struct arena *arena, const struct call *call,
                        struct node_id callee, bool release, lock_set *ret_set)
{
    const struct function *fn = body_of(s, call->node);
    const struct event *e = &fn->events.at[call->event];
    uint32_t arg_len = e->kind == EVENT_CALL ? e->call.arg_len : 0, param;
    const lock_set *below = locks_of_function(s, callee, release);
    for (uint32_t i = 0; i < below->len; i++) {
        struct lock lock = below->at[i];
        bool whole = aval_object_is_param(lock.object, callee, &param);
        if (lock.arg >= arg_len)
            lock.arg = FACTS_NONE;
        struct path_id guard = {FACTS_NONE};
        lock.within_param = 0;
        if (lock.arg != FACTS_NONE && (whole || below->at[i].within_param)) {
            struct value_id arg = fn->args.at[e->call.first_arg + lock.arg];
            guard = release && whole ? guard_in(s, call, arg) : guard;
            name_lock(s, call, arg, whole, &lock);
        } else if (whole && e->kind == EVENT_CLEANUP) {
            guard = e->cleanup.path;
        }
        if (guard.i != FACTS_NONE)
            locks_of_guard(s, arena, call, guard, &lock, ret_set);
        if (!whole || lock.arg != FACTS_NONE)
            set_add(arena, ret_set, lock);
    }
}

void locks_of(const struct locks *s, struct arena *arena, struct node_id n, uint32_t event,
              bool release, lock_set *ret_set)
{
    const struct call *call = calls_find(s->contexts->calls, n, event);
    enum event_kind kind = body_of(s, n)->events.at[event].kind;
    if (!call || kind == EVENT_MACRO ||
        (kind == EVENT_CALL && locks_by_rule(s, arena, call, release, ret_set)))
        return;
    for (uint32_t i = 0; i < call->callees.len; i++)
        locks_below(s, arena, call, call->callees.at[i], release, ret_set);
}

const lock_set *locks_of_function(const struct locks *l, struct node_id n, bool release)
{
    return release ? &l->at[n.i].releases : &l->at[n.i].takes;
}

/* The path that names the lock at the call; NULL: none is known. */
static const struct path *path_of(const struct locks *l, struct node_id n, const struct lock *lock,
                                  uint32_t event)
{
    const struct function *fn = body_of(l, n);
    const struct event *e = &fn->events.at[event];
    if (e->kind != EVENT_CALL || lock->arg >= e->call.arg_len)
        return NULL;
    struct value_id id = fn->args.at[e->call.first_arg + lock->arg];
    const struct value *v = function_value(fn, body_resolve(l->contexts->bodies, n, id));
    return v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS ? function_path(fn, v->path) : NULL;
}

/* Do both go out from the same variable, or parameter? */
static bool same_root(const struct locks *l, struct node_id n, const struct path *a,
                      const struct path *b)
{
    uint32_t one, two;
    if (body_root_param(l->contexts->bodies, n, a, &one) &&
        body_root_param(l->contexts->bodies, n, b, &two))
        return one == two;
    return a->root_kind == b->root_kind && a->root == b->root;
}

bool locks_same(const struct locks *l, struct node_id n, const struct lock *lock, uint32_t taken,
                const struct lock *other, uint32_t event)
{
    const struct path *a = path_of(l, n, lock, taken), *b = path_of(l, n, other, event);
    bool maybe = aval_may_be_same(lock->object, other->object);
    if (!maybe || !a || !b || a == b)
        return maybe;
    /* a helper is given the struct, another call the field of it; but of two elements one is not
     * the other */
    return same_root(l, n, a, b) && a->step_len != b->step_len;
}

/* ---- what a function leaves behind ---- */

/* The locks of one function while it is looked at: rows of flags by lock. */
struct holding {
    struct locks *s;
    struct arena *scratch;
    struct node_id node;
    const struct function *fn;
    lock_set all;
    lock_set *takes, *gives;            /* by event */
    bool *surely, *maybe;               /* block by lock: held on all ways there, and on some */
    bool *seen;                         /* by block */
    bool *at_end, *ever_at_end, *given; /* by lock */
    bool ends;
};

static uint32_t number_of(const struct holding *h, const struct lock *lock)
{
    return (uint32_t)(lock_set_find(&h->all, lock->object) - h->all.at);
}

static void pass_event(struct holding *h, uint32_t event, bool *surely, bool *maybe)
{
    for (uint32_t i = 0; i < h->gives[event].len; i++) {
        bool held = false;
        for (uint32_t lock = 0; lock < h->all.len; lock++) {
            if (!aval_may_be_same(h->all.at[lock].object, h->gives[event].at[i].object))
                continue;
            held |= maybe[lock];
            surely[lock] = maybe[lock] = false;
        }
        h->given[number_of(h, &h->gives[event].at[i])] |= !held;
    }
    for (uint32_t i = 0; i < h->takes[event].len; i++) {
        uint32_t lock = number_of(h, &h->takes[event].at[i]);
        surely[lock] |= h->takes[event].at[i].taken == SIGN_ANY;
        maybe[lock] = true;
    }
}

/* True: something else is held at the start of block TO than before. */
static bool join_block(struct holding *h, uint32_t to, const bool *surely, const bool *maybe)
{
    bool changed = !h->seen[to];
    for (uint32_t i = 0; i < h->all.len; i++) {
        bool *all = &h->surely[(size_t)to * h->all.len + i];
        bool *some = &h->maybe[(size_t)to * h->all.len + i];
        bool joined = h->seen[to] ? *all && surely[i] : surely[i];
        changed |= joined != *all || (maybe[i] && !*some);
        *all = joined;
        *some |= maybe[i];
    }
    h->seen[to] = true;
    return changed;
}

static void pass_end(struct holding *h, const bool *surely, const bool *maybe)
{
    for (uint32_t i = 0; i < h->all.len; i++) {
        h->at_end[i] = surely[i] && (h->at_end[i] || !h->ends);
        h->ever_at_end[i] |= maybe[i];
    }
    h->ends = true;
}

/* Forward over the function: which of its locks are held; at its ends, and where it gives them
 * back. */
static void pass_blocks(struct holding *h)
{
    const struct function *fn = h->fn;
    VEC(uint32_t) work = {0};
    bool *surely = arena_new_array(h->scratch, bool, h->all.len + 1);
    bool *maybe = arena_new_array(h->scratch, bool, h->all.len + 1);
    vec_push(h->scratch, &work, 0);
    h->seen[0] = true;
    for (uint32_t at = 0; at < work.len; at++) {
        const struct block *k = &fn->blocks.at[work.at[at]];
        memcpy(surely, h->surely + (size_t)work.at[at] * h->all.len, h->all.len);
        memcpy(maybe, h->maybe + (size_t)work.at[at] * h->all.len, h->all.len);
        for (uint32_t i = 0; i < k->events.len; i++)
            pass_event(h, k->events.at[i].i, surely, maybe);
        if (k->term == TERM_RETURN)
            pass_end(h, surely, maybe);
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            if (join_block(h, to, surely, maybe))
                vec_push(h->scratch, &work, to);
        }
    }
}

/* LOCK of the call EVENT, with the parameter of the function that names it, if one does. */
static struct lock seen_from_callers(const struct holding *h, struct lock lock, uint32_t event)
{
    const struct path *path = path_of(h->s, h->node, &lock, event);
    uint32_t param;
    if (aval_object_is_param(lock.object, h->node, &param) ||
        (path && body_root_param(h->s->contexts->bodies, h->node, path, &param)))
        lock.arg = param;
    else
        lock.arg = FACTS_NONE;
    return lock;
}

static void collect(struct holding *h)
{
    const struct body *b = &h->s->contexts->bodies->at[h->node.i];
    h->takes = arena_new_array(h->scratch, lock_set, h->fn->events.len + 1);
    h->gives = arena_new_array(h->scratch, lock_set, h->fn->events.len + 1);
    for (uint32_t k = 0; k < b->live.len; k++) {
        uint32_t event = b->live.at[k].event;
        lock_set *takes = &h->takes[event], *gives = &h->gives[event];
        locks_of(h->s, h->scratch, h->node, event, false, takes);
        locks_of(h->s, h->scratch, h->node, event, true, gives);
        for (uint32_t i = 0; i < takes->len; i++)
            set_add(h->scratch, &h->all, seen_from_callers(h, takes->at[i], event));
        for (uint32_t i = 0; i < gives->len; i++)
            set_add(h->scratch, &h->all, seen_from_callers(h, gives->at[i], event));
    }
}

/* ---- what the result tells ---- */

/* Paths through a function that has the lock at some of its ends: what it returns then, and at the
 * others. */
struct telling {
    const struct holding *holding;
    uint64_t object;
    uint8_t held, free; /* signs of what is returned */
};

enum { BIT_HELD = 1 };

/* The call takes the lock here: where its result decides that, both ways are gone. */
static void take(struct walk *w, struct walk_state *s, uint32_t event, uint8_t taken)
{
    if (taken != SIGN_ANY) {
        struct walk_state other = *s;
        walk_set_result(w, &other, event, SIGN_ANY & (uint8_t)~taken);
        walk_fork(w, other);
        walk_set_result(w, s, event, taken);
    }
    s->bits |= BIT_HELD;
}

static enum walk_step see_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    const struct telling *t = w->client->context;
    const struct event *e = &w->fn->events.at[event];
    const struct lock *taken = lock_set_find(&t->holding->takes[event], t->object);
    if (lock_set_find(&t->holding->gives[event], t->object))
        s->bits &= ~(uint32_t)BIT_HELD;
    if (taken)
        take(w, s, event, taken->taken);
    if (e->kind == EVENT_RETURN && e->value.i != FACTS_NONE)
        s->signs = walk_signs(w, s, e->value);
    return WALK_ON;
}

static void leave(struct walk *w, const struct walk_state *s)
{
    struct telling *t = w->client->context;
    uint8_t signs = s->signs ? s->signs : SIGN_ANY;
    *(s->bits & BIT_HELD ? &t->held : &t->free) |= signs;
}

/* Does the function's result tell whether it has the lock? */
static bool result_tells(const struct holding *h, uint64_t object, uint8_t *ret_taken)
{
    struct telling t = {.holding = h, .object = object};
    const struct walk_client client = {.event = see_event, .leave = leave, .context = &t};
    struct walk w;
    bodywalk_open(&w, h->scratch, h->s->contexts->bodies, h->node, BODYWALK_RETURNED);
    const struct walk_state entry = walk_entry(&w);
    walk_run(&w, &client, &entry, 1);
    *ret_taken = t.free ? t.held : SIGN_ANY;
    return t.held && !(t.held & t.free);
}

static void add_effect(const struct holding *h, uint32_t number, struct lock_effect *effect)
{
    struct lock lock = h->all.at[number];
    lock.taken = SIGN_ANY;
    if (h->at_end[number] || (h->ever_at_end[number] && result_tells(h, lock.object, &lock.taken)))
        set_add(h->s->arena, &effect->takes, lock);
    lock.taken = SIGN_ANY;
    if (h->given[number])
        set_add(h->s->arena, &effect->releases, lock);
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
    uint32_t before = effect->takes.len + effect->releases.len;
    h.fn = body_of(x->locks, h.node);
    if (!h.fn || !h.fn->blocks.len)
        return false;
    collect(&h);
    if (h.all.len) {
        h.surely = arena_new_array(h.scratch, bool, (size_t)h.fn->blocks.len *h.all.len + 1);
        h.maybe = arena_new_array(h.scratch, bool, (size_t)h.fn->blocks.len *h.all.len + 1);
        h.seen = arena_new_array(h.scratch, bool, h.fn->blocks.len + 1);
        h.at_end = arena_new_array(h.scratch, bool, h.all.len + 1);
        h.ever_at_end = arena_new_array(h.scratch, bool, h.all.len + 1);
        h.given = arena_new_array(h.scratch, bool, h.all.len + 1);
        pass_blocks(&h);
    }
    for (uint32_t i = 0; i < h.all.len; i++)
        add_effect(&h, i, effect);
    arena_reset(x->scratch);
    return before != effect->takes.len + effect->releases.len;
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
