/* NS305: a lock of threads is held while the coroutine gives way. */
#include "check/check.h"
#include "check/plain_finding.h"
#include "effects/bodywalk.h"
#include "effects/effects.h"
#include "effects/locks.h"
#include "effects/suspend.h"
#include "link/roles.h"
#include "values/aval.h"

static const struct check_rule rules[] = {
    {"NS305", "lock-across-suspend", FAMILY_CANCEL, LEVEL_ERROR,
     "A thread lock is held while the coroutine is suspended"},
};

struct held {
    uint64_t lock;        /* see aval_object; OBJECT_NONE: not known */
    uint8_t taken;        /* signs of the result of what took it */
    struct path_id guard; /* the variable; FACTS_NONE: none */
};

struct search {
    const struct check_input *in;
    struct findings *findings;
    struct node_id node;
    const struct facts *facts;
    const struct function *fn;
    struct walk walk;
    struct held held;
    uint32_t taken;                     /* event that took it */
    lock_set *takes, *gives;            /* by event: locks of threads */
    bool *reported;                     /* by event */
    const struct suspension **suspends; /* by event; NULL: does not */
    const walk_states *arrivals;
};

static const char *taker_text(const struct search *x)
{
    const struct program *p = x->in->program;
    const struct event *e = &x->fn->events.at[x->taken];
    if (e->kind == EVENT_GUARD)
        return program_text(p, facts_entity(x->facts, e->cleanup.function)->name);
    if (e->call.macro.i && !e->call.in_macro_arg)
        return program_text(p, e->call.macro);
    return calls_text_at(x->in->program, x->node, x->taken);
}

/* Of a function that coroutines and others call, and of what asks further down which of them it is,
 * one does not tell the other. */
static bool is_certain(const struct search *x, const struct suspension *s)
{
    bool others_call = x->in->contexts->at[x->node.i].bits & ~(uint32_t)CONTEXT_COROUTINE;
    return s->certainty > CERTAINTY_DEPENDS && !(s->asks && s->down && others_call);
}

static void report(struct search *x, const struct suspension *s)
{
    struct findings *f = x->findings;
    const struct program *p = x->in->program;
    const char *name = suspend_name(p, s);
    struct loc loc = body_event_loc(x->fn, s->event), taken = x->fn->events.at[x->taken].loc;
    struct finding finding = plain_finding(x->in, f, &rules[0], x->node, loc, name);
    const char *why = arena_printf(f->arena, "the lock is taken here, by '%s'", taker_text(x));
    finding.certainty = is_certain(x, s) ? CERTAINTY_ALWAYS : CERTAINTY_DEPENDS;
    plain_step(x->in, f, &finding, PATH_STEP_NOTE, x->node, taken, why);
    for (const struct suspension *d = s; d; d = d->down) {
        const struct node *node = program_get(p, d->node);
        const char *callee = d->down && d->callee.i != FACTS_NONE
                                 ? program_text(p, program_get(p, d->callee)->name)
                                 : name;
        plain_step(x->in, f, &finding, d->down ? PATH_STEP_CALL : PATH_STEP_LEAF, d->node,
                   body_event_loc(node->body, d->event),
                   arena_printf(f->arena, d->down ? "'%s' calls '%s'" : "'%s' gives way in '%s'",
                                program_text(p, node->name), callee));
    }
    plain_note(f, &finding, taken, why);
    if (s->down && s->callee.i != FACTS_NONE)
        finding.message =
            arena_printf(f->arena, "call to '%s' gives way in '%s' while a lock of threads is held",
                         program_text(p, program_get(p, s->callee)->name), name);
    else
        finding.message =
            arena_printf(f->arena, "'%s' gives way while a lock of threads is held", name);
    const char *instead =
        roles_instead(x->in->roles, s->pack ? s->pack->name : (struct str){0}, INSTEAD_LOCK);
    finding.advice = instead ? arena_printf(f->arena, "unlock before it, or use %s", instead)
                             : "unlock before it, or use a lock that suspends the coroutine";
    plain_add(x->in, f, &finding);
}

/* Does the event give back what is held? */
static bool gives_back(const struct search *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    const lock_set *gives = &x->gives[event];
    if (x->held.guard.i != FACTS_NONE) {
        if (e->kind == EVENT_CLEANUP)
            return e->cleanup.path.i == x->held.guard.i;
        if (lock_set_find(gives, x->held.lock))
            return true; /* by hand, as job_unlock() under JOB_LOCK_GUARD() */
        for (uint32_t i = 0; e->kind == EVENT_CALL && e->call.macro.i && i < e->call.arg_len; i++) {
            const struct value *v = function_value(x->fn, x->fn->args.at[e->call.first_arg + i]);
            if (v->kind == VALUE_PATH && v->path.i == x->held.guard.i)
                return true; /* WITH_QEMU_LOCK_GUARD at the end of its block */
        }
        return false;
    }
    return lock_set_find(gives, x->held.lock) || (e->kind == EVENT_CLEANUP && gives->len);
}

/* Does the wait itself give back a lock, as a condition variable does? It is held again behind it.
 */
static bool gives_back_meanwhile(const struct search *x, uint32_t event)
{
    const struct suspension *s = x->suspends[event];
    if (s->down || !s->rule || s->rule->unlocks == INT32_MIN)
        return false;
    struct aval args[AVAL_MAX_ARGS];
    uint32_t len = aval_args(x->in->values, x->node, event, args);
    uint32_t arg = arg_index(s->rule->unlocks, len);
    return arg != FACTS_NONE && args[arg].kind != AVAL_NULL;
}

static enum walk_step see_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct search *x = w->client->context;
    (void)s;
    if (gives_back(x, event))
        return WALK_END;
    if (event == x->taken || !x->suspends[event] || gives_back_meanwhile(x, event))
        return WALK_ON;
    if (!x->reported[event])
        report(x, x->suspends[event]);
    x->reported[event] = true;
    return x->suspends[event]->certainty == CERTAINTY_DEPENDS ? WALK_ON : WALK_END;
}

static void walk_from(struct search *x, uint32_t event, struct held held)
{
    const struct walk_client client = {.event = see_event, .context = x};
    const walk_states *starts = &x->arrivals[event];
    x->taken = event;
    x->held = held;
    for (uint32_t i = 0; held.taken != SIGN_ANY && i < starts->len; i++)
        walk_set_result(&x->walk, &starts->at[i], event, held.taken);
    walk_run(&x->walk, &client, starts->at, starts->len);
}

/* What the guard that comes into force at EVENT is made of, is stored by the same macro: the
 * function that takes the lock, and the lock (QEMU_LOCK_GUARD). *RET: is it one of threads, and
 * which? */
static bool guards_thread_lock(const struct search *x, uint32_t event, uint64_t *ret_lock)
{
    struct loc loc = x->fn->events.at[event].loc;
    bool of_threads = false;
    *ret_lock = OBJECT_NONE;
    for (uint32_t i = x->fn->events.at[event].kind == EVENT_GUARD ? event : 0;
         i-- > 0 && loc_same(x->fn->events.at[i].loc, loc);) {
        const struct event *e = &x->fn->events.at[i];
        const struct value *v =
            e->kind == EVENT_ASSIGN ? function_value(x->fn, e->assign.from) : NULL;
        if (v && v->kind == VALUE_FUNCTION && !of_threads) {
            struct str name = facts_entity(x->facts, v->function)->name;
            const struct name_roles *r = roles_function(x->in->roles, name);
            if (!r || !r->acquires.len)
                r = roles_macro(x->in->roles, name);
            if (r && r->acquires.len && r->acquires.at[0]->kind != LOCK_THREAD)
                return false;
            of_threads = r && r->acquires.len;
        } else if (v && (v->kind == VALUE_ADDRESS || v->kind == VALUE_PATH)) {
            uint64_t lock = aval_of(x->in->values, x->node, i, e->assign.from).object;
            if (lock != OBJECT_NONE)
                *ret_lock = lock;
        }
    }
    return of_threads;
}

static void search_event(struct search *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    const lock_set *takes = &x->takes[event];
    uint64_t guarded;
    if (guards_thread_lock(x, event, &guarded))
        walk_from(x, event, (struct held){guarded, SIGN_ANY, e->cleanup.path});
    for (uint32_t i = 0; e->kind == EVENT_CALL && i < takes->len; i++)
        walk_from(x, event, (struct held){takes->at[i].object, takes->at[i].taken, {FACTS_NONE}});
}

/* What the event does to locks that threads wait for. */
static void find_locks(const struct search *x, uint32_t event, bool release, lock_set *ret_set)
{
    lock_set all = {0};
    locks_of(effects_locks(x->in->effects), x->in->scratch, x->node, event, release, &all);
    for (uint32_t i = 0; i < all.len; i++)
        if (all.at[i].rule->kind == LOCK_THREAD)
            vec_push(x->in->scratch, ret_set, all.at[i]);
}

/* True: the function takes some. */
static bool find_all_locks(struct search *x, const uint8_t *masks, bool *ret_wanted)
{
    bool any = false;
    uint64_t guarded;
    x->takes = arena_new_array(x->in->scratch, lock_set, x->fn->events.len + 1);
    x->gives = arena_new_array(x->in->scratch, lock_set, x->fn->events.len + 1);
    for (uint32_t i = 0; i < x->fn->events.len; i++) {
        find_locks(x, i, false, &x->takes[i]);
        find_locks(x, i, true, &x->gives[i]);
        ret_wanted[i] = (masks[i] & CONTEXT_COROUTINE) &&
                        (x->takes[i].len || guards_thread_lock(x, i, &guarded));
        any |= ret_wanted[i];
    }
    return any;
}

/* The nearest suspension of the event that counts. Where the function is not surely called in a
 * coroutine, what asks first whether it is says nothing. */
static const struct suspension *suspension_at(const struct check_input *in, struct node_id n,
                                              uint32_t event)
{
    const struct context *x = &in->contexts->at[n.i];
    bool surely = context_certain(x, CONTEXT_COROUTINE, CERTAINTY_ALWAYS);
    const struct suspension *best = NULL;
    suspension_vec points = {0};
    suspend_points(effects_suspends(in->effects), in->scratch, n, event, &points);
    for (uint32_t i = 0; i < points.len; i++) {
        const struct suspension *p = points.at[i];
        bool nearer = !best || p->certainty > best->certainty ||
                      (p->certainty == best->certainty && p->depth < best->depth);
        if (p->switches && (surely || !p->asks) && nearer)
            best = p;
    }
    return best;
}

static bool may_be_coroutine(const struct context *x)
{
    return (x->bits & CONTEXT_COROUTINE) || (!x->bits && !x->at_start && !x->off_loop);
}

static void search_function(const struct check_input *in, struct findings *f, struct node_id n)
{
    const struct node *node = program_get(in->program, n);
    struct search x = {.in = in, .findings = f, .node = n, .facts = node->facts, .fn = node->body};
    const uint8_t *masks = in->contexts->bodies->at[n.i].masks;
    if (!masks || !suspend_of_function(effects_suspends(in->effects), n) ||
        !may_be_coroutine(&in->contexts->at[n.i]))
        return;
    bool *wanted = arena_new_array(in->scratch, bool, x.fn->events.len + 1);
    if (!find_all_locks(&x, masks, wanted))
        return;
    bodywalk_open(&x.walk, in->scratch, in->contexts->bodies, n, BODYWALK_LIVE);
    x.reported = arena_new_array(in->scratch, bool, x.fn->events.len + 1);
    x.suspends = arena_new_array(in->scratch, const struct suspension *, x.fn->events.len + 1);
    for (uint32_t i = 0; i < x.fn->events.len; i++)
        x.suspends[i] = masks[i] ? suspension_at(in, n, i) : NULL;
    x.arrivals = walk_arrivals(&x.walk, wanted, NULL);
    for (uint32_t i = 0; i < x.fn->events.len; i++)
        if (wanted[i])
            search_event(&x, i);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        if (in->program->nodes.at[i].body)
            search_function(in, ret_findings, (struct node_id){i});
        arena_reset(in->scratch);
    }
}

const struct check check_locks = {
    .name = "locks", .rules = rules, .rule_count = COUNT(rules), .run = run};
