/* NS305: a lock of threads is held while the coroutine gives way. */
#include "check/check.h"
#include "check/plain_finding.h"
#include "link/locks.h"
#include "link/pathwalk.h"
#include "link/roles.h"
#include "link/suspend.h"

struct held {
    uint64_t lock;        /* see aval_object; OBJECT_NONE: a guard variable's */
    struct path_id guard; /* the variable; FACTS_NONE: none */
};

struct search {
    const struct check_input *in;
    struct findings *findings;
    struct node_id node;
    const struct function *fn;
    struct pathwalk walk;
    struct held held;
    uint32_t taken;                     /* event that took it */
    bool *reported;                     /* by event */
    const struct suspension **suspends; /* by event; NULL: does not */
    const struct walk_arrivals *arrivals;
};

static const char *taker_text(const struct search *x)
{
    const struct program *p = x->in->program;
    const struct event *e = &x->fn->events.at[x->taken];
    if (e->kind == EVENT_GUARD)
        return program_text(p, facts_entity(x->walk.facts, e->cleanup.function)->name);
    if (e->call.macro.i && !e->call.in_macro_arg)
        return program_text(p, e->call.macro);
    struct str name = call_name(p, x->walk.facts, x->fn, &e->call);
    return name.i ? program_text(p, name) : "a function pointer";
}

static void report(struct search *x, const struct suspension *s)
{
    struct findings *f = x->findings;
    const struct program *p = x->in->program;
    const char *name = suspend_name(p, s);
    struct loc loc = body_event_loc(x->fn, s->event), taken = x->fn->events.at[x->taken].loc;
    struct finding finding = plain_finding(x->in, f, "NS305", x->node, loc, name);
    const char *why = arena_printf(f->arena, "the lock is taken here, by '%s'", taker_text(x));
    finding.certainty = s->through_pointer ? CERTAINTY_DEPENDS : CERTAINTY_ALWAYS;
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
    if (x->held.guard.i != FACTS_NONE) {
        if (e->kind == EVENT_CLEANUP)
            return e->cleanup.path.i == x->held.guard.i;
        for (uint32_t i = 0; e->kind == EVENT_CALL && e->call.macro.i && i < e->call.arg_len; i++) {
            const struct value *v = function_value(x->fn, x->fn->args.at[e->call.first_arg + i]);
            if (v->kind == VALUE_PATH && v->path.i == x->held.guard.i)
                return true; /* WITH_QEMU_LOCK_GUARD at the end of its block */
        }
        return false;
    }
    struct lock_set set = locks_of(x->in->locks, x->node, event, true);
    return lock_set_has(&set, x->held.lock) || (e->kind == EVENT_CLEANUP && set.len);
}

static enum walk_step see_event(struct pathwalk *w, struct walk_state *s, uint32_t event)
{
    struct search *x = w->client->context;
    (void)s;
    if (gives_back(x, event))
        return WALK_END;
    if (event == x->taken || !x->suspends[event])
        return WALK_ON;
    if (!x->reported[event])
        report(x, x->suspends[event]);
    x->reported[event] = true;
    return WALK_END;
}

static void walk_from(struct search *x, uint32_t event, struct held held)
{
    const struct walk_client client = {.event = see_event, .context = x};
    x->taken = event;
    x->held = held;
    for (uint32_t i = 0; i < x->arrivals[event].len; i++)
        pathwalk_run(&x->walk, &client, x->arrivals[event].at[i]);
}

static bool same_loc(struct loc a, struct loc b)
{
    return str_eq(a.file, b.file) && a.line == b.line && a.col == b.col;
}

/* Does the guard that comes into force at EVENT hold a lock of threads? Then the function that
 * takes it is stored in what it is made of, by the same macro: QEMU_LOCK_GUARD. */
static bool guards_thread_lock(const struct search *x, uint32_t event)
{
    struct loc loc = x->fn->events.at[event].loc;
    for (uint32_t i = x->fn->events.at[event].kind == EVENT_GUARD ? event : 0;
         i-- > 0 && same_loc(x->fn->events.at[i].loc, loc);) {
        const struct event *e = &x->fn->events.at[i];
        const struct value *v =
            e->kind == EVENT_ASSIGN ? function_value(x->fn, e->assign.from) : NULL;
        if (!v || v->kind != VALUE_FUNCTION)
            continue;
        struct str name = facts_entity(x->walk.facts, v->function)->name;
        const struct name_roles *r = roles_function(x->in->roles, name);
        if (!r || !r->acquires.len)
            r = roles_macro(x->in->roles, name);
        if (r && r->acquires.len)
            return r->acquires.at[0]->kind == LOCK_THREAD;
    }
    return false;
}

static void search_event(struct search *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    if (guards_thread_lock(x, event))
        walk_from(x, event, (struct held){OBJECT_NONE, e->cleanup.path});
    if (e->kind != EVENT_CALL)
        return;
    struct lock_set set = locks_of(x->in->locks, x->node, event, false);
    for (uint32_t i = 0; i < set.len; i++)
        walk_from(x, event, (struct held){set.at[i], {FACTS_NONE}});
}

static bool takes_lock(const struct search *x, uint32_t event)
{
    return guards_thread_lock(x, event) || locks_of(x->in->locks, x->node, event, false).len;
}

static bool may_be_coroutine(const struct context *x)
{
    return (x->bits & CONTEXT_COROUTINE) || (!x->bits && !x->at_start && !x->off_loop);
}

static void search_function(const struct check_input *in, struct findings *f, struct node_id n)
{
    struct search x = {.in = in, .findings = f, .node = n, .fn = program_get(in->program, n)->body};
    const uint8_t *masks = in->contexts->bodies->at[n.i].masks;
    if (!masks || !suspend_of_function(in->suspends, n) ||
        !may_be_coroutine(&in->contexts->at[n.i]))
        return;
    pathwalk_init(&x.walk, in->scratch, in->contexts->bodies, n, NULL, 0);
    x.reported = arena_new_array(in->scratch, bool, x.fn->events.len + 1);
    x.suspends = arena_new_array(in->scratch, const struct suspension *, x.fn->events.len + 1);
    for (uint32_t i = 0; i < x.fn->events.len; i++)
        x.suspends[i] = masks[i] ? suspend_of_call(in->suspends, n, i) : NULL;
    bool *wanted = arena_new_array(in->scratch, bool, x.fn->events.len + 1);
    for (uint32_t i = 0; i < x.fn->events.len; i++)
        wanted[i] = (masks[i] & CONTEXT_COROUTINE) && takes_lock(&x, i);
    x.arrivals = pathwalk_arrivals(&x.walk, wanted, NULL);
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

const struct check check_locks = {.name = "locks", .run = run};
