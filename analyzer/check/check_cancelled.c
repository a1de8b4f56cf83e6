/* NS303, NS304: what code does once its task is cancelled.
 *
 * NS303: it waits again, in a cleanup function or handler, or behind a test that said so. NS304: it
 * goes on as if nothing had happened: the result is ignored, the operation is tried again for ever,
 * or the caller is told that all went well.
 */
#include "check/check.h"
#include "check/plain_finding.h"
#include "effects/cancel/cancelpoints.h"
#include "effects/effects.h"
#include "effects/resources.h"
#include "link/roles.h"

enum { SUSPEND_IN_CLEANUP, SWALLOWED };
static const struct check_rule rules[] = {
    [SUSPEND_IN_CLEANUP] = {"NS303", "suspend-in-cleanup", FAMILY_CANCEL, LEVEL_WARNING,
                            "Cleanup code suspends without a shield against cancellation"},
    [SWALLOWED] = {"NS304", "cancellation-swallowed", FAMILY_CANCEL, LEVEL_WARNING,
                   "A cancellation is ignored or retried"},
};

enum { FLAG_ASKED = 1, FLAG_SHIELDED = 2, FLAG_TOLD = 4 /* a later wait tells it, and is heard */ };

struct search {
    const struct check_input *in;
    struct findings *findings;
    struct node_id node;
    const struct facts *facts;
    const struct function *fn;
    struct cancel_points points;
    struct walk walk;
    uint32_t failed;    /* the point that reported cancellation */
    bool again;         /* a path comes back to it */
    bool leaves;        /* a path leaves the function */
    bool untold;        /* on some path back nothing else says that the task was cancelled */
    bool untold_at_end; /* on some path out */
    bool works;         /* something happens behind it, other than releases */
    bool looks;         /* on some path behind it the code asks whether the task was cancelled */
    uint8_t returned;   /* signs of what is returned; 0: nothing is */
    bool *waits;        /* by point: reached behind a test for cancellation */
};

/* ---- messages ---- */

static const char *callee_text(const struct search *x, const struct cancel_point *p)
{
    const struct suspension *s = p->suspension;
    return s->down && s->callee.i != FACTS_NONE
               ? program_text(x->in->program, program_get(x->in->program, s->callee)->name)
               : suspend_name(x->in->program, s);
}

/* "'f'" or "'f', through 'msleep'". */
static const char *point_text(const struct search *x, const struct cancel_point *p)
{
    if (!p->suspension->down)
        return arena_printf(x->findings->arena, "'%s'", callee_text(x, p));
    return arena_printf(x->findings->arena, "'%s', through '%s',", callee_text(x, p),
                        suspend_name(x->in->program, p->suspension));
}

static struct finding start(const struct search *x, const struct check_rule *rule,
                            const struct cancel_point *p)
{
    const struct program *prog = x->in->program;
    struct loc loc = body_event_loc(x->fn, p->event);
    struct finding finding =
        plain_finding(x->in, x->findings, rule, x->node, loc, callee_text(x, p));
    for (const struct suspension *s = p->suspension; s; s = s->down) {
        struct loc at = body_event_loc(program_get(prog, s->node)->body, s->event);
        const char *name = s->down && s->callee.i != FACTS_NONE
                               ? program_text(prog, program_get(prog, s->callee)->name)
                               : suspend_name(prog, s);
        plain_step(
            x->in, x->findings, &finding, s->down ? PATH_STEP_CALL : PATH_STEP_LEAF, s->node, at,
            arena_printf(x->findings->arena, s->down ? "'%s' calls '%s'" : "'%s' waits in '%s'",
                         program_text(prog, program_get(prog, s->node)->name), name));
    }
    const struct suspension *end = suspend_end(p->suspension);
    plain_note(
        x->findings, &finding, body_event_loc(program_get(prog, end->node)->body, end->event),
        arena_printf(x->findings->arena, "the task waits here, in '%s'", suspend_name(prog, end)));
    return finding;
}

static const char *again_text(const struct cancel_point *p)
{
    return p->pack->cancellation.sticky ? "fails at once, for the task stays cancelled"
                                        : "can be cancelled in its turn";
}

static void report_wait(const struct search *x, const struct cancel_point *p, const char *where,
                        struct loc note, const char *why)
{
    struct finding finding = start(x, &rules[SUSPEND_IN_CLEANUP], p);
    finding.message = arena_printf(x->findings->arena, "call to %s waits in %s, where it %s",
                                   point_text(x, p), where, again_text(p));
    finding.advice = p->pack->cancellation.shield.len
                         ? "shield it from cancellation, or clean up without waiting"
                         : "clean up without waiting, or hand it to another task";
    plain_note(x->findings, &finding, note, why);
    plain_add(x->in, x->findings, &finding);
}

static void report_swallowed(const struct search *x, const struct cancel_point *p, const char *what,
                             const char *advice)
{
    struct finding finding = start(x, &rules[SWALLOWED], p);
    finding.message = arena_printf(x->findings->arena, "cancellation that %s reports is %s",
                                   point_text(x, p), what);
    finding.advice = advice;
    plain_add(x->in, x->findings, &finding);
}

/* ---- behind a point that failed ---- */

static bool is_heard(const struct event_call *c)
{
    return c->use != USE_IGNORED && c->use != USE_VOID;
}

/* What the packs say of the call, macro or scope exit. */
static const struct name_roles *roles_of(const struct search *x, uint32_t event)
{
    return calls_get(x->in->contexts->calls, x->node, event)->roles;
}

/* Does the call only release something, or look at a clock? */
static bool is_trifle(const struct search *x, uint32_t event)
{
    const struct name_roles *r = roles_of(x, event);
    return r && (r->resource_releases.len || r->releases.len || r->reads_time);
}

/* Is the value the time, as a call returned it? */
static bool is_time(const struct search *x, struct value_id id)
{
    const struct value *v = function_value(x->fn, id);
    return v->kind == VALUE_RESULT && x->fn->events.at[v->event.i].kind == EVENT_CALL &&
           is_trifle(x, v->event.i);
}

static bool same_root(const struct search *x, const struct value *a, const struct value *b)
{
    if ((a->kind != VALUE_PATH && a->kind != VALUE_ADDRESS) ||
        (b->kind != VALUE_PATH && b->kind != VALUE_ADDRESS))
        return a->kind == VALUE_UNKNOWN || b->kind == VALUE_UNKNOWN;
    const struct path *p = function_path(x->fn, a->path), *q = function_path(x->fn, b->path);
    return p->root_kind == q->root_kind && p->root == q->root;
}

/* Does the call go on with what the operation P was about, its first argument? */
static bool goes_on_with(const struct search *x, const struct cancel_point *p,
                         const struct event_call *c)
{
    const struct event_call *of = &x->fn->events.at[p->event].call;
    const struct value *object =
        of->arg_len ? function_value(x->fn, x->fn->args.at[of->first_arg]) : NULL;
    for (uint32_t i = 0; object && i < c->arg_len; i++)
        if (same_root(x, object, function_value(x->fn, x->fn->args.at[c->first_arg + i])))
            return true;
    return false;
}

/* Behind P, whose result nobody looked at: does the event build on it? A coroutine goes on with
 * its work. An operation that no coroutine waits for is cancelled alone: what builds on it is what
 * goes on with the same thing, unless that is ignored in its turn. */
static bool builds_on(const struct search *x, const struct cancel_point *p, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    if (e->kind == EVENT_ASSIGN)
        return p->suspension->switches && !is_time(x, e->assign.from);
    if (e->kind != EVENT_CALL || is_trifle(x, event))
        return false;
    return p->suspension->switches || x->fn->events.at[p->event].kind != EVENT_CALL ||
           ((is_heard(&e->call) || !x->points.of_event[event]) && goes_on_with(x, p, &e->call));
}

/* Does a task that was cancelled fare badly at the point? Where the task stays cancelled, only a
 * wait that reports it fails at once; another one waits as ever. */
static bool fails_then(const struct cancel_point *p)
{
    return !p->pack->cancellation.sticky || p->tells;
}

static void note_shield(const struct search *x, struct walk_state *s, uint32_t event)
{
    enum walk_branch shield = cancels_shield(effects_cancels(x->in->effects), x->node, event);
    if (shield == WALK_BRANCH_TRUE)
        s->flags |= FLAG_SHIELDED;
    else if (shield == WALK_BRANCH_FALSE)
        s->flags &= (uint8_t)~FLAG_SHIELDED;
}

static enum walk_step see_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct search *x = w->client->context;
    const struct event *e = &w->fn->events.at[event];
    const struct cancel_point *failed = &x->points.at[x->failed];
    if (event == failed->event) {
        x->again = true;
        x->untold |= !(s->flags & (FLAG_TOLD | FLAG_ASKED));
        return WALK_END;
    }
    if (cancels_ends(effects_cancels(x->in->effects), x->node, event)) {
        x->leaves = true;
        return WALK_END;
    }
    x->works |= builds_on(x, failed, event);
    if (e->kind == EVENT_CALL) {
        const struct name_roles *r = roles_of(x, event);
        if (r && r->tells_of == failed->pack)
            s->flags |= FLAG_TOLD;
    }
    if (e->kind == EVENT_RETURN && e->value.i != FACTS_NONE)
        s->signs = walk_signs(w, s, e->value);
    note_shield(x, s, event);
    for (uint32_t i = x->points.of_event[event];
         i && i <= x->points.len && x->points.at[i - 1].event == event; i++) {
        const struct cancel_point *p = &x->points.at[i - 1];
        if (p->pack != failed->pack)
            continue;
        if ((s->flags & FLAG_ASKED) && !(s->flags & FLAG_SHIELDED) && fails_then(p))
            x->waits[i - 1] = true;
        if (!failed->pack->cancellation.sticky)
            continue;
        if (p->fails)
            walk_set_result(w, s, event, p->fails);
        if (p->may_tell && is_heard(&e->call))
            s->flags |= FLAG_TOLD;
    }
    return WALK_ON;
}

static enum walk_branch see_branch(struct walk *w, struct walk_state *s, const struct cond *cond)
{
    struct search *x = w->client->context;
    const struct cancel_point *p = &x->points.at[x->failed];
    bool asked;
    enum walk_branch b =
        cancels_decide(effects_cancels(x->in->effects), x->node, w, s, cond, p, &asked);
    if (asked)
        s->flags |= FLAG_ASKED;
    x->looks |= asked;
    return b;
}

/* Does the path return what the operation itself returns when it fails? So the caller hears of a
 * failure, if not of this one. */
static bool reports_itself(const struct search *x, const struct walk_state *s)
{
    const struct cancel_point *p = &x->points.at[x->failed];
    return !p->suspension->switches && s->signs && p->fails && !(s->signs & ~p->fails);
}

static void leave(struct walk *w, const struct walk_state *s)
{
    struct search *x = w->client->context;
    x->leaves = true;
    x->untold_at_end |= !(s->flags & (FLAG_TOLD | FLAG_ASKED)) && !reports_itself(x, s);
    x->returned |= s->signs;
}

static void doomed(struct walk *w, const struct walk_state *s)
{
    struct search *x = w->client->context;
    (void)s;
    x->leaves = true;
    x->works = true;
}

/* Does the function tell its callers of failures, with a negative number? */
static bool reports_failure(const struct search *x)
{
    for (uint32_t i = 0; i < x->fn->events.len; i++) {
        const struct event *e = &x->fn->events.at[i];
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE)
            continue;
        const struct value *v = function_value(x->fn, e->value);
        if (v->kind == VALUE_INT && v->number < 0)
            return true;
    }
    return false;
}

/* Is P's result lost, and does that matter? */
static bool is_ignored(const struct search *x, const struct cancel_point *p)
{
    const struct event *e = &x->fn->events.at[p->event];
    if (!p->fails || e->kind != EVENT_CALL || e->call.use != USE_IGNORED || !x->works ||
        cancels_takes_error(effects_cancels(x->in->effects), x->node, p))
        return false;
    /* who looks when it comes back, and stays cancelled when it leaves, loses nothing */
    bool keeps = x->looks && p->suspension->switches && p->pack->cancellation.sticky;
    return x->untold || (x->untold_at_end && !keeps);
}

/* The path of what the call waits on, if it is given by address; FACTS_NONE none. */
static struct path_id waited_on(const struct search *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    const struct name_roles *r = roles_of(x, event);
    if (e->kind != EVENT_CALL || !r || !r->waits || !e->call.arg_len)
        return (struct path_id){FACTS_NONE};
    const struct value *v = function_value(x->fn, x->fn->args.at[e->call.first_arg]);
    return v->kind == VALUE_ADDRESS ? v->path : (struct path_id){FACTS_NONE};
}

/* Does argument ARG of the call EVENT end what is waited on, or hand on another part of the local
 * variable that it is in? */
static bool binds_wait(const struct search *x, const struct path *on, uint32_t event, uint32_t arg)
{
    const struct event_call *c = &x->fn->events.at[event].call;
    const struct value *v = function_value(x->fn, x->fn->args.at[c->first_arg + arg]);
    if (v->kind != VALUE_ADDRESS)
        return false;
    const struct path *given = function_path(x->fn, v->path);
    if (given == on)
        return resources_fate(effects_resources(x->in->effects), x->node, event, arg) ==
               FATE_RELEASED;
    const struct name_roles *r = roles_of(x, event);
    return on->root_kind == ROOT_LOCAL && given->root_kind == ROOT_LOCAL &&
           given->root == on->root && !(r && r->borrows) &&
           !body_path_is_indirect(program_get(x->in->program, x->node), v->path);
}

/* Is the loop around P one that may not end early: it waits on a part of a message on this stack,
 * or on what is destroyed behind the loop? */
static bool must_wait(const struct search *x, const struct cancel_point *p)
{
    struct path_id on = waited_on(x, p->event);
    for (uint32_t i = 0; on.i != FACTS_NONE && i < x->fn->events.len; i++) {
        const struct event *e = &x->fn->events.at[i];
        for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++)
            if (binds_wait(x, function_path(x->fn, on), i, k))
                return true;
    }
    return false;
}

static void judge_failure(struct search *x)
{
    const struct cancel_point *p = &x->points.at[x->failed];
    const struct event *e = &x->fn->events.at[p->event];
    if (x->again && must_wait(x, p))
        return;
    bool entry = x->in->contexts->at[x->node.i].declared & CONTEXT_COROUTINE;
    if (x->again && !x->leaves)
        report_swallowed(x, p,
                         p->fails ? "answered by trying again, for ever" : "never looked at here",
                         "leave the loop when the task is cancelled");
    else if (is_ignored(x, p))
        report_swallowed(x, p, "ignored", "test the result, and end the task when it says so");
    else if (p->fails && !entry && x->leaves && x->returned && !(x->returned & SIGN_NEGATIVE) &&
             x->returned != SIGN_ANY && reports_failure(x) && e->kind == EVENT_CALL &&
             e->call.use != USE_IGNORED && e->call.use != USE_VOID)
        report_swallowed(x, p, "told to the caller as success", "return an error");
}

static void search_failures(struct search *x)
{
    const struct walk_client client = {
        .event = see_event, .branch = see_branch, .leave = leave, .doomed = doomed, .context = x};
    bool *wanted = arena_new_array(x->in->scratch, bool, x->fn->events.len + 1);
    for (uint32_t i = 0; i < x->points.len; i++)
        wanted[x->points.at[i].event] = true;
    const walk_states *arrivals = walk_arrivals(&x->walk, wanted, NULL);
    for (uint32_t i = 0; i < x->points.len; i++) {
        const struct cancel_point *p = &x->points.at[i];
        if (p->model != CANCEL_ERROR || x->points.of_event[p->event] != i + 1)
            continue;
        x->failed = i;
        x->again = x->leaves = x->works = x->looks = x->untold = x->untold_at_end = false;
        x->returned = 0;
        const walk_states *starts = &arrivals[p->event];
        for (uint32_t k = 0; p->fails && k < starts->len; k++)
            walk_set_result(&x->walk, &starts->at[k], p->event, p->fails);
        walk_run(&x->walk, &client, starts->at, starts->len);
        judge_failure(x);
    }
    for (uint32_t i = 0; i < x->points.len; i++)
        if (x->waits[i])
            report_wait(x, &x->points.at[i], "what runs after the task was cancelled", x->fn->loc,
                        "the function tests for cancellation");
}

/* ---- cleanup functions and handlers ---- */

struct cleanup {
    struct node_id function;
    struct node_id in; /* where it is registered */
    uint32_t event;
    const struct pack *pack; /* NULL: a variable's attribute */
};
typedef VEC(struct cleanup) cleanup_vec;

static void add_cleanup(const struct check_input *in, cleanup_vec *all, struct cleanup c)
{
    if (c.function.i != FACTS_NONE && program_get(in->program, c.function)->body)
        vec_push(in->contexts->arena, all, c);
}

static void find_cleanups(const struct check_input *in, struct node_id n, cleanup_vec *all)
{
    const struct node *node = program_get(in->program, n);
    for (uint32_t i = 0; i < node->body->events.len; i++) {
        const struct event *e = &node->body->events.at[i];
        struct cleanup c = {.in = n, .event = i};
        if (e->kind == EVENT_GUARD) {
            c.function = program_node(node->facts, e->cleanup.function);
            add_cleanup(in, all, c);
        } else if (e->kind == EVENT_MACRO && e->macro.arg_len) {
            const struct name_roles *r = roles_macro(in->roles, e->macro.name);
            c.pack = r ? r->push_of : NULL;
            if (!c.pack)
                continue;
            c.function = program_find(
                in->program, program_text(in->program, node->body->texts.at[e->macro.first_arg]));
            add_cleanup(in, all, c);
        }
    }
}

/* Does what is registered at C run when a task of P's framework is cancelled? A thread that is
 * being cancelled is not cancelled again: only coroutines count. */
static bool runs_on_cancel(const struct check_input *in, const struct cleanup *c,
                           const struct cancel_point *p)
{
    if (!p->suspension->switches ||
        !cancels_apply(effects_cancels(in->effects), c->in, p->pack, true))
        return false;
    return c->pack ? c->pack == p->pack : p->pack->cancellation.finally_attributes.len > 0;
}

struct shield_walk {
    struct search *search;
    bool *open; /* by point: reached without a shield */
};

static enum walk_step see_shield(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct shield_walk *h = w->client->context;
    struct search *x = h->search;
    note_shield(x, s, event);
    for (uint32_t i = x->points.of_event[event];
         i && i <= x->points.len && x->points.at[i - 1].event == event; i++)
        if (!(s->flags & FLAG_SHIELDED))
            h->open[i - 1] = true;
    return WALK_ON;
}

/* True: something is reported. */
static bool search_cleanup(struct search *x, const struct cleanup *c)
{
    bool reported = false;
    struct shield_walk h = {.search = x};
    const struct walk_client client = {.event = see_shield, .context = &h};
    h.open = arena_new_array(x->in->scratch, bool, x->points.len + 1);
    const struct walk_state entry = walk_entry(&x->walk);
    walk_run(&x->walk, &client, &entry, 1);
    const struct function *registered = program_get(x->in->program, c->in)->body;
    for (uint32_t i = 0; i < x->points.len; i++)
        if (h.open[i] && runs_on_cancel(x->in, c, &x->points.at[i])) {
            reported = true;
            report_wait(x, &x->points.at[i], "cleanup code", body_event_loc(registered, c->event),
                        arena_printf(x->findings->arena, "'%s' is registered as cleanup here",
                                     program_text(x->in->program,
                                                  program_get(x->in->program, x->node)->name)));
        }
    return reported;
}

/* ---- the program ---- */

static bool open_function(struct search *x, const struct check_input *in, struct findings *f,
                          struct node_id n)
{
    const struct node *node = program_get(in->program, n);
    *x =
        (struct search){.in = in, .findings = f, .node = n, .facts = node->facts, .fn = node->body};
    if (!cancels_of_function(effects_cancels(in->effects), in->scratch, n, &x->points))
        return false;
    x->waits = arena_new_array(in->scratch, bool, x->points.len + 1);
    bodywalk_open(&x->walk, in->scratch, in->contexts->bodies, n, BODYWALK_RETURNED);
    return true;
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    cleanup_vec cleanups = {0};
    bool *reported = /* by function: once is enough, wherever it is registered */
        arena_new_array(in->contexts->arena, bool, in->program->nodes.len + 1);
    struct search x;
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        if (!in->program->nodes.at[i].body)
            continue;
        find_cleanups(in, (struct node_id){i}, &cleanups);
        if (open_function(&x, in, ret_findings, (struct node_id){i}))
            search_failures(&x);
        arena_reset(in->scratch);
    }
    for (uint32_t i = 0; i < cleanups.len; i++) {
        struct node_id n = cleanups.at[i].function;
        if (!reported[n.i] && open_function(&x, in, ret_findings, n))
            reported[n.i] = search_cleanup(&x, &cleanups.at[i]);
        arena_reset(in->scratch);
    }
}

const struct check check_cancelled = {
    .name = "cancelled", .rules = rules, .rule_count = COUNT(rules), .run = run};
