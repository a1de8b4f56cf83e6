#include "check/cancel_search.h"
#include "effects/effects.h"
#include "link/roles.h"

#include <string.h>

enum phase {
    PHASE_HELD,      /* nothing happened yet */
    PHASE_SUSPENDED, /* passed a point at which cancellation loses it */
    PHASE_PASSED,    /* passed a point that did not fail */
    PHASE_FAILED,    /* behind a point that reported cancellation */
};

/* ---- what holds it: the marked paths ---- */

static bool has_holder(const struct cancel_search *x, const struct walk_state *s)
{
    uint32_t at = 0;
    struct path_id path;
    return walk_next_mark(&x->walk, s, &at, &path);
}

/* A variable that lives as long as the frame: a local, or in a function that returns at its
 * suspension points a static one. */
static bool is_own(const struct cancel_search *x, struct path_id id)
{
    const struct path *p = function_path(x->fn, id);
    const struct node *node = program_get(x->in->program, x->node);
    if (p->root_kind == ROOT_LOCAL)
        return !body_path_is_indirect(node, id);
    if (p->root_kind != ROOT_GLOBAL)
        return false;
    const struct entity *e = facts_entity(node->facts, (struct entity_id){p->root});
    const char *inside =
        arena_printf(x->in->scratch, "@F@%s@", program_text(x->in->program, node->name));
    return strstr(program_text(x->in->program, e->key), inside) != NULL;
}

/* Is HOLDER in a field of the local variable that PATH is? */
static bool is_inside(const struct cancel_search *x, struct path_id holder, struct path_id path)
{
    const struct path *p = function_path(x->fn, path), *h = function_path(x->fn, holder);
    return !p->step_len && h->step_len && p->root_kind == h->root_kind && p->root == h->root;
}

static bool holds_inside(const struct cancel_search *x, const struct walk_state *s,
                         struct path_id path)
{
    uint32_t at = 0;
    for (struct path_id holder; walk_next_mark(&x->walk, s, &at, &holder);)
        if (is_inside(x, holder, path))
            return true;
    return false;
}

/* Does the call that acquires its argument return it too, as g_object_ref does? */
static bool returns_it(const struct cancel_search *x)
{
    const struct acquisition *a = &x->acquired.by;
    const struct event_call *c = &x->fn->events.at[a->event].call;
    if (a->where != ACQUIRED_ARG || x->acquired.lock.rule)
        return false;
    struct shape result =
        c->callee_kind == CALLEE_DIRECT ? facts_entity(x->facts, c->function)->result : c->result;
    return result.kind == SHAPE_POINTER;
}

static bool value_is_it(const struct cancel_search *x, const struct walk_state *s,
                        const struct value *v)
{
    if (v->kind == VALUE_RESULT)
        return v->event.i == x->acquired.by.event &&
               (x->acquired.by.where == ACQUIRED_RESULT || returns_it(x));
    return v->kind == VALUE_PATH && walk_marked(&x->walk, s, v->path);
}

/* ---- ends of paths ---- */

static enum walk_step released(struct cancel_search *x, struct walk_state *s, uint32_t event)
{
    if (s->phase == PHASE_SUSPENDED) {
        for (uint32_t i = 0; i < x->skipped.len; i++) {
            uint32_t *point = &x->skipped.at[i].point;
            if (x->skipped.at[i].event != event)
                continue;
            if (x->points.at[*point].unsure)
                *point = s->point - 1;
            return WALK_END;
        }
        vec_push(x->in->scratch, &x->skipped, (struct cancel_skipped){s->point - 1, event});
    } else if (s->phase == PHASE_PASSED) {
        x->resolved[s->point - 1] = true;
    }
    return WALK_END;
}

/* It is somebody else's now. */
static enum walk_step handed_over(struct cancel_search *x, const struct walk_state *s)
{
    if (s->phase == PHASE_PASSED && !(s->flags & CANCEL_FLAG_HANDED))
        x->resolved[s->point - 1] = true;
    return WALK_END;
}

static void leave(struct walk *w, const struct walk_state *s)
{
    struct cancel_search *x = w->client->context;
    uint32_t event = walk_return_of(w, s->block);
    if (s->phase != PHASE_FAILED)
        return;
    /* a wait that reports nothing just ends: only who asks is on the way of a cancelled task */
    if (!x->points.at[s->point - 1].tells && !(s->flags & CANCEL_FLAG_ASKED))
        return;
    struct cancel_escape e = {.point = s->point - 1,
                              .loc = event == FACTS_NONE ? w->fn->end : w->fn->events.at[event].loc,
                              .at_end = event == FACTS_NONE};
    for (uint32_t i = 0; i < x->escapes.len; i++)
        if (x->escapes.at[i].loc.line == e.loc.line && x->escapes.at[i].loc.col == e.loc.col &&
            x->escapes.at[i].point == e.point)
            return;
    vec_push(x->in->scratch, &x->escapes, e);
}

/* ---- events ---- */

/* Is PATH what the acquisition was given? It holds on to it, whatever else gets that name. */
static bool is_given(const struct cancel_search *x, struct path_id path)
{
    const struct event_call *c = &x->fn->events.at[x->acquired.by.event].call;
    const struct value *v =
        function_value(x->fn, x->fn->args.at[c->first_arg + x->acquired.by.arg]);
    return (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) && v->path.i == path.i;
}

static enum walk_step see_assign(struct cancel_search *x, struct walk_state *s,
                                 const struct event_assign *a)
{
    const struct value *from = function_value(x->fn, a->from);
    if (x->acquired.lock.rule) /* whatever has its name or address: it stays taken */
        return WALK_ON;
    bool it = value_is_it(x, s, from);
    if (from->kind == VALUE_ADDRESS && !is_own(x, a->to) &&
        (walk_marked(&x->walk, s, from->path) || holds_inside(x, s, from->path)))
        return handed_over(x, s);
    for (uint32_t i = 0; from->kind == VALUE_CHOICE && i < from->choice_len; i++)
        it |= value_is_it(x, s, function_value(x->fn, x->fn->choices.at[from->first_choice + i]));
    if (it && !is_own(x, a->to))
        return handed_over(x, s);
    if (it) {
        walk_mark(&x->walk, s, a->to, true);
        walk_set_path(&x->walk, s, a->to, walk_signs(&x->walk, s, a->from));
        return WALK_ON;
    }
    if (!walk_marked(&x->walk, s, a->to) ||
        (x->acquired.by.where == ACQUIRED_ARG && is_given(x, a->to)))
        return WALK_ON;
    walk_mark(&x->walk, s, a->to, false);
    return has_holder(x, s) ? WALK_ON : WALK_END;
}

/* What the call does with what it is given. */
static enum fate fate_of_arg(const struct cancel_search *x, const struct walk_state *s,
                             uint32_t event, uint32_t arg)
{
    const struct resources *r = effects_resources(x->in->effects);
    const struct event_call *c = &x->fn->events.at[event].call;
    const struct value *v = function_value(x->fn, x->fn->args.at[c->first_arg + arg]);
    bool self = value_is_it(x, s, v);
    if (x->acquired.by.where == ACQUIRED_ARG && v->kind == VALUE_ADDRESS)
        self = walk_marked(&x->walk, s, v->path);
    if (self)
        return resources_fate(r, x->node, event, arg);
    if (v->kind == VALUE_ADDRESS && walk_marked(&x->walk, s, v->path))
        return resources_fate_of_target(r, x->node, event, arg, false);
    if (v->kind == VALUE_ADDRESS && holds_inside(x, s, v->path))
        return resources_fate_of_target(r, x->node, event, arg, true);
    return FATE_BORROWED;
}

bool cancel_gives_back(const struct cancel_search *x, uint32_t event)
{
    const struct lock *given = lock_set_find(&x->gives[event], x->acquired.lock.object);
    return given && locks_same(effects_locks(x->in->effects), x->node, &x->acquired.lock,
                               x->acquired.by.event, given, event);
}

/* Does the call end the descriptor that the lock is one of? */
static bool ends_locked(const struct cancel_search *x, const struct walk_state *s, uint32_t event)
{
    const struct event_call *c = &x->fn->events.at[event].call;
    for (uint32_t i = 0; x->acquired.lock.rule->kind == LOCK_OTHER && i < c->arg_len; i++) {
        const struct value *v = function_value(x->fn, x->fn->args.at[c->first_arg + i]);
        if (v->kind == VALUE_PATH && walk_marked(&x->walk, s, v->path) &&
            resources_fate(effects_resources(x->in->effects), x->node, event, i) == FATE_RELEASED)
            return true;
    }
    return false;
}

static enum walk_step see_call(struct cancel_search *x, struct walk_state *s, uint32_t event)
{
    const struct event_call *c = &x->fn->events.at[event].call;
    if (x->acquired.lock.rule)
        return cancel_gives_back(x, event) || ends_locked(x, s, event) ? released(x, s, event)
                                                                       : WALK_ON;
    if (event != x->acquired.by.event &&
        resources_ends(effects_resources(x->in->effects), x->node, event, &x->acquired.by))
        return released(x, s, event);
    for (uint32_t i = 0; i < c->arg_len; i++)
        switch (fate_of_arg(x, s, event, i)) {
        case FATE_RELEASED:
            return released(x, s, event);
        case FATE_KEPT:
            if (x->acquired.by.where != ACQUIRED_ARG)
                return handed_over(x, s);
            break;
        case FATE_UNKNOWN:
            if (s->phase == PHASE_FAILED)
                return WALK_END;
            handed_over(x, s); /* it may keep it, or only look at it */
            s->flags |= CANCEL_FLAG_HANDED;
            break;
        case FATE_BORROWED:
            break;
        }
    return WALK_ON;
}

/* Is what was acquired a coroutine? */
static bool is_task(const struct cancel_search *x)
{
    const struct call *call = calls_get(x->in->contexts->calls, x->node, x->acquired.by.event);
    return call->roles && call->roles->spawns.len;
}

/* Does the point count for what was acquired? Locks of threads concern threads only; coroutines end
 * with the thread that runs them. */
static bool concerns(const struct cancel_search *x, const struct cancel_point *p)
{
    if (!x->acquired.lock.rule)
        return p->suspension->switches || p->model == CANCEL_ERROR || !is_task(x);
    return x->acquired.lock.rule->kind >= LOCK_EXCLUSIVE ||
           (x->acquired.lock.rule->kind == LOCK_COROUTINE) == p->suspension->switches;
}

/* Does the cleanup attribute run when the task is cancelled? */
static bool attributes_run(const struct cancel_search *x, const struct pack *pack)
{
    return pack->cancellation.finally_attributes.len &&
           (!pack->cancellation.with_exceptions || x->facts->exceptions);
}

/* The path goes on behind point NUMBER, which did not fail. */
static void pass_point(struct cancel_search *x, struct walk_state *s, uint32_t number)
{
    bool known = s->phase != PHASE_PASSED;
    cancel_point_vec *later = known ? NULL : &x->later[s->point - 1];
    for (uint32_t i = 0; !known && i < later->len; i++)
        known = later->at[i] == number;
    if (!known)
        vec_push(x->in->scratch, later, number);
    s->phase = PHASE_PASSED;
    s->point = number + 1;
}

/* Has a macro whose text runs when the task of PACK is cancelled a call that releases it? */
static bool released_on_cancel(const struct cancel_search *x, const struct walk_state *s,
                               const struct pack *pack)
{
    for (uint32_t i = 0; i < x->on_cancel.len; i++) {
        const struct event_call *c = &x->fn->events.at[x->on_cancel.at[i]].call;
        const struct call *call = calls_get(x->in->contexts->calls, x->node, x->on_cancel.at[i]);
        if (call->macro->finally_of != pack)
            continue;
        if (x->acquired.lock.rule && cancel_gives_back(x, x->on_cancel.at[i]))
            return true;
        for (uint32_t k = 0; k < c->arg_len; k++)
            if (fate_of_arg(x, s, x->on_cancel.at[i], k) == FATE_RELEASED)
                return true;
    }
    return false;
}

static void see_point(struct cancel_search *x, struct walk_state *s, uint32_t number)
{
    const struct cancel_point *p = &x->points.at[number];
    if (!concerns(x, p) || ((s->flags & CANCEL_FLAG_SHIELDED) && !p->suspension->let_in))
        return;
    if (p->model != CANCEL_ERROR) {
        bool guarded = (s->flags & CANCEL_FLAG_GUARDED) && attributes_run(x, p->pack);
        bool better =
            s->phase == PHASE_SUSPENDED && x->points.at[s->point - 1].unsure && !p->unsure;
        if ((s->phase == PHASE_HELD || better) && !s->bits && !guarded &&
            !released_on_cancel(x, s, p->pack)) {
            s->phase = PHASE_SUSPENDED;
            s->point = number + 1;
        }
        return;
    }
    if (s->phase != PHASE_HELD && s->phase != PHASE_PASSED)
        return;
    struct walk_state failed = *s;
    failed.phase = PHASE_FAILED;
    failed.point = number + 1;
    if (p->fails)
        walk_set_result(&x->walk, &failed, p->event, p->fails);
    walk_fork(&x->walk, failed);
    pass_point(x, s, number);
    if (p->fails)
        walk_set_result(&x->walk, s, p->event, cancels_success(p));
}

static enum walk_step see_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct cancel_search *x = w->client->context;
    const struct event *e = &w->fn->events.at[event];
    enum walk_step step = WALK_ON;
    if (event == x->acquired.by.event) /* again: it is another one */
        return WALK_END;
    if (s->phase == PHASE_FAILED && cancels_ends(effects_cancels(x->in->effects), x->node, event))
        return WALK_END;
    if (e->kind == EVENT_ASSIGN)
        step = see_assign(x, s, &e->assign);
    else if (e->kind == EVENT_CALL)
        step = see_call(x, s, event);
    else if (e->kind == EVENT_GUARD && walk_marked(&x->walk, s, e->cleanup.path))
        s->flags |= CANCEL_FLAG_GUARDED;
    else if (e->kind == EVENT_CLEANUP &&
             (walk_marked(&x->walk, s, e->cleanup.path) || cancel_gives_back(x, event)))
        return released(x, s, event);
    else if (!x->acquired.lock.rule && e->kind == EVENT_RETURN && e->value.i != FACTS_NONE) {
        const struct value *v = function_value(x->fn, e->value);
        if (x->acquired.by.where != ACQUIRED_ARG &&
            (value_is_it(x, s, v) || (v->kind == VALUE_PATH && holds_inside(x, s, v->path))))
            return handed_over(x, s);
    }
    if (step == WALK_END)
        return step;
    if (cancel_see_handlers(x, s, event))
        return released(x, s, event);
    cancel_see_shield(x, s, event);
    for (uint32_t i = x->points.of_event[event]; i && i <= x->points.len; i++)
        if (x->points.at[i - 1].event == event)
            see_point(x, s, i - 1);
    /* what a macro does at its own suspension point says nothing of the time after it */
    if (s->phase == PHASE_SUSPENDED && e->kind == EVENT_ASSIGN &&
        loc_same(e->loc, w->fn->events.at[x->points.at[s->point - 1].event].loc))
        return WALK_FORGET;
    return WALK_ON;
}

/* What was just acquired is no other variable's content, and has no other one's address. */
static enum walk_branch compares_it(const struct cancel_search *x, const struct walk_state *s,
                                    const struct cond *cond)
{
    if (cond->kind != COND_COMPARE || (cond->op != OP_EQ && cond->op != OP_NE) ||
        x->acquired.by.where != ACQUIRED_RESULT)
        return WALK_BRANCH_UNKNOWN;
    const struct value *a = function_value(x->fn, cond->value),
                       *b = function_value(x->fn, cond->other);
    bool one = value_is_it(x, s, a), two = value_is_it(x, s, b);
    const struct value *other = one ? b : a;
    if (one == two || (other->kind != VALUE_PATH && other->kind != VALUE_ADDRESS))
        return WALK_BRANCH_UNKNOWN;
    return cond->op == OP_EQ ? WALK_BRANCH_FALSE : WALK_BRANCH_TRUE;
}

static enum walk_branch see_branch(struct walk *w, struct walk_state *s, const struct cond *cond)
{
    const struct cancel_search *x = w->client->context;
    bool asked;
    enum walk_branch told = compares_it(x, s, cond);
    if (told != WALK_BRANCH_UNKNOWN || s->phase != PHASE_FAILED)
        return told;
    const struct cancel_point *p = &x->points.at[s->point - 1];
    told = cancels_decide(effects_cancels(x->in->effects), x->node, w, s, cond, p, &asked);
    if (asked)
        s->flags |= CANCEL_FLAG_ASKED;
    return told;
}

/* ---- walks ---- */

/* The state behind the call that has the lock. What names it is marked, for handlers that are given
 * that. */
static void first_locked(struct cancel_search *x, struct walk_state *ret_state)
{
    const struct event *e = &x->fn->events.at[x->acquired.by.event];
    if (x->acquired.lock.taken != SIGN_ANY)
        walk_set_result(&x->walk, ret_state, x->acquired.by.event, x->acquired.lock.taken);
    if (e->kind != EVENT_CALL || x->acquired.lock.arg >= e->call.arg_len)
        return;
    const struct value *v =
        function_value(x->fn, x->fn->args.at[e->call.first_arg + x->acquired.lock.arg]);
    if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)
        walk_mark(&x->walk, ret_state, v->path, true);
}

/* The state behind the acquisition, where it did not fail. False: not the function's own. */
static bool first_state(struct cancel_search *x, struct walk_state *ret_state)
{
    if (x->acquired.lock.rule) {
        first_locked(x, ret_state);
        return true;
    }
    const struct acquisition *a = &x->acquired.by;
    const struct event_call *c = &x->fn->events.at[a->event].call;
    if (a->where == ACQUIRED_RESULT) {
        if (c->use != USE_STORED || c->stored.i == FACTS_NONE || !is_own(x, c->stored))
            return false;
        walk_set_result(&x->walk, ret_state, a->event, SIGN_POSITIVE);
        walk_mark(&x->walk, ret_state, c->stored, true);
        return true;
    }
    if (!a->through_wrapper && c->use != USE_IGNORED && a->where != ACQUIRED_ARG)
        walk_set_result(&x->walk, ret_state, a->event, SIGN_ZERO);
    if (a->where == ACQUIRED_ANONYMOUS)
        return true;
    const struct value *v = function_value(x->fn, x->fn->args.at[c->first_arg + a->arg]);
    if (v->kind != VALUE_ADDRESS && v->kind != VALUE_PATH)
        return false;
    if (a->where == ACQUIRED_OUT && (v->kind != VALUE_ADDRESS || !is_own(x, v->path)))
        return false;
    walk_mark(&x->walk, ret_state, v->path, true);
    if (a->where == ACQUIRED_OUT)
        walk_set_path(&x->walk, ret_state, v->path, SIGN_POSITIVE);
    else if (c->use == USE_RETURNED || c->use == USE_ARGUMENT)
        return false; /* a reference for somebody else */
    else if (c->use == USE_STORED && !is_own(x, c->stored))
        return false;
    else if (c->use == USE_STORED && returns_it(x))
        walk_mark(&x->walk, ret_state, c->stored, true);
    return true;
}

/* A completion is acquired by the very call that waits for it: it may be that of a cancelled
 * operation, which its status field tells. */
static void fail_at_acquisition(struct cancel_search *x, walk_states *starts, struct walk_state *s)
{
    uint32_t first = x->points.of_event[x->acquired.by.event];
    const struct cancel_point *p = first ? &x->points.at[first - 1] : NULL;
    if (!p || p->model != CANCEL_ERROR || p->fails || !p->pack->cancellation.status.len)
        return;
    struct walk_state failed = *s;
    failed.phase = PHASE_FAILED;
    s->phase = PHASE_PASSED;
    failed.point = s->point = first;
    vec_push(x->in->scratch, starts, failed);
}

bool cancel_walk(struct cancel_search *x, const walk_states *arrivals)
{
    const struct walk_client client = {
        .event = see_event, .branch = see_branch, .leave = leave, .context = x};
    walk_states starts = {0};
    for (uint32_t i = 0; i < arrivals->len; i++) {
        struct walk_state s = arrivals->at[i];
        if (!first_state(x, &s))
            return false;
        cancel_narrow_covers(x, &s);
        fail_at_acquisition(x, &starts, &s);
        vec_push(x->in->scratch, &starts, s);
    }
    walk_run(&x->walk, &client, starts.at, starts.len);
    return true;
}
