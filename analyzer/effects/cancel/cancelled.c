#include "effects/cancel/cancelled.h"

struct search {
    const struct contexts *contexts;
    const struct aval_context *values;
    const struct cancelstates *states;
    struct arena *arena;
    const struct pack *pack;
    struct cancelled_run *runs; /* by node */
    bool *queued;
    VEC(struct node_id) work;
};

bool cancelled_runs(const struct cancelled_run *r)
{
    return programs_any(r->open) || programs_any(r->shut) || programs_any(r->maybe_open) ||
           programs_any(r->maybe_shut);
}

static struct program_set either(const struct search *s, struct program_set a, struct program_set b)
{
    return programs_either(s->contexts->programs, a, b);
}

#define PARAM_ANY (CANCELLED_NOT_ZERO | CANCELLED_ZERO)

/* What the parameter of a function that runs so may be. */
static uint8_t param_may(const struct cancelled_run *r, uint32_t param)
{
    return param < r->param_len ? r->params[param] : (uint8_t)PARAM_ANY;
}

/* R's parameters may be what ADD says, too. True: that is news. */
static bool join_params(const struct search *s, struct cancelled_run *r,
                        const struct cancelled_run *add)
{
    bool more = false;
    uint32_t len = r->param_len < add->param_len ? r->param_len : add->param_len;
    uint8_t *params = arena_new_array(s->arena, uint8_t, len + 1);
    for (uint32_t i = 0; i < r->param_len; i++)
        more |= (param_may(add, i) & ~r->params[i]) != 0;
    for (uint32_t i = 0; i < len; i++)
        params[i] = r->params[i] | add->params[i];
    r->params = params;
    r->param_len = len;
    return more;
}

/* R runs as ADD says, too. */
static void join(const struct search *s, struct cancelled_run *r, const struct cancelled_run *add)
{
    r->open = either(s, r->open, add->open);
    r->shut = either(s, r->shut, add->shut);
    r->maybe_open = either(s, r->maybe_open, add->maybe_open);
    r->maybe_shut = either(s, r->maybe_shut, add->maybe_shut);
}

static bool same_run(const struct cancelled_run *a, const struct cancelled_run *b)
{
    return a->open.i == b->open.i && a->shut.i == b->shut.i && a->maybe_open.i == b->maybe_open.i &&
           a->maybe_shut.i == b->maybe_shut.i;
}

/* N runs as ADD says, too. */
static void reach(struct search *s, struct node_id n, const struct cancelled_run *add)
{
    if (!program_get(s->contexts->program, n)->body || !cancelled_runs(add))
        return;
    struct cancelled_run *r = &s->runs[n.i];
    const struct cancelled_run before = *r;
    bool known = cancelled_runs(r), more = !known;
    if (known)
        more = join_params(s, r, add);
    else
        r->params = add->params, r->param_len = add->param_len;
    join(s, r, add);
    if (!more && same_run(r, &before) && !(r->only && !add->only))
        return;
    r->only = known && !(r->only && add->only) ? NULL : add->only;
    if (!r->thread || (!programs_any(before.open) && programs_any(add->open)))
        r->thread = add->thread;
    if (!s->queued[n.i])
        vec_push(s->arena, &s->work, n);
    s->queued[n.i] = true;
}

/* How what N calls at EVENT runs. Where cancellation is kept out on some way to the call only, it
 * cannot be told which way leads on below. */
static struct cancelled_run below(const struct search *s, struct node_id n, uint32_t event)
{
    const struct cancelled_run *r = &s->runs[n.i];
    uint8_t states = cancelstates_at(s->states, s->pack, n, event);
    struct program_set known = either(s, r->open, r->shut),
                       maybe = either(s, r->maybe_open, r->maybe_shut);
    struct cancelled_run to = {.thread = r->thread};
    if (states & CANCEL_AS_CALLED)
        to = *r;
    to.only = NULL;
    if (states & (CANCEL_LET_IN | CANCEL_RESTORED)) {
        to.open = either(s, to.open, known);
        to.maybe_open = either(s, to.maybe_open, maybe);
    }
    if (states & CANCEL_KEPT_OUT) {
        to.maybe_open = either(s, to.maybe_open, to.open);
        to.open = PROGRAMS_NONE;
        to.shut = either(s, to.shut, known);
        to.maybe_shut = either(s, to.maybe_shut, maybe);
    }
    return to;
}

/* What the callee's parameters may be, given how N itself is called. */
static void bind_params(const struct search *s, struct node_id n, uint32_t event,
                        struct cancelled_run *to)
{
    struct aval args[AVAL_MAX_ARGS];
    uint32_t len = aval_args(s->values, n, event, args);
    uint8_t *params = arena_new_array(s->arena, uint8_t, len + 1);
    for (uint32_t i = 0; i < len; i++) {
        const struct aval *a = &args[i];
        bool zero = a->kind == AVAL_NULL || (a->kind == AVAL_INT && !a->number);
        bool other = a->kind == AVAL_STRING || a->kind == AVAL_FUNCTION ||
                     a->kind == AVAL_ADDRESS || (a->kind == AVAL_INT && a->number);
        params[i] = zero                    ? CANCELLED_ZERO
                    : other                 ? CANCELLED_NOT_ZERO
                    : a->kind == AVAL_PARAM ? param_may(&s->runs[n.i], a->param)
                                            : PARAM_ANY;
    }
    to->params = params;
    to->param_len = len;
}

static struct cancelled_run in_programs(const struct search *s, struct cancelled_run r,
                                        struct program_set programs)
{
    const struct programs *g = s->contexts->programs;
    r.open = programs_both(g, r.open, programs);
    r.shut = programs_both(g, r.shut, programs);
    r.maybe_open = programs_both(g, r.maybe_open, programs);
    r.maybe_shut = programs_both(g, r.maybe_shut, programs);
    return r;
}

static void spread_call(struct search *s, const struct call *call, const struct cancelled_run *run)
{
    for (uint32_t k = 0; k < call->callees.len; k++) {
        struct node_id callee = call->callees.at[k];
        struct cancelled_run to = in_programs(s, *run, programs_of(s->contexts->programs, callee));
        reach(s, callee, &to);
    }
    for (uint32_t k = 0; k < call->targets.len; k++) {
        struct cancelled_run to = in_programs(s, *run, call->targets.at[k].reached);
        reach(s, call->targets.at[k].node, &to);
    }
}

static void spread_from(struct search *s, struct node_id n)
{
    const struct contexts *c = s->contexts;
    const struct body *body = &c->bodies->at[n.i];
    const struct function *fn = program_get(c->program, n)->body;
    for (uint32_t i = 0; i < body->live.len; i++) {
        uint32_t event = body->live.at[i].event;
        if (fn->events.at[event].kind != EVENT_CALL ||
            !cancelled_meets(c, &s->runs[n.i], event, body->live.at[i].needs))
            continue;
        struct cancelled_run run = below(s, n, event);
        bind_params(s, n, event, &run);
        spread_call(s, calls_get(c->calls, n, event), &run);
    }
}

/* ---- threads that ask for their own handle ---- */

/* By event: behind one of the events of BEGIN on some way. */
static bool *events_behind(const struct search *s, struct node_id n, const bool *begin)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    bool *behind = arena_new_array(s->arena, bool, fn->events.len + 1);
    bool *entered = arena_new_array(s->arena, bool, fn->blocks.len + 1);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t b = 0; b < fn->blocks.len; b++) {
            const struct block *k = &fn->blocks.at[b];
            bool now = entered[b];
            for (uint32_t i = 0; i < k->events.len; i++) {
                uint32_t event = k->events.at[i].i;
                behind[event] |= now;
                now |= begin[event];
            }
            for (uint32_t e = 0; now && e < k->edge_len; e++) {
                uint32_t to = fn->edges.at[k->first_edge + e].to.i;
                changed |= !entered[to];
                entered[to] = true;
            }
        }
    }
    return behind;
}

/* Calls of N that lead to one of LEADS, by event; NULL: none does. */
static bool *calls_leading(const struct search *s, struct node_id n, const bool *leads)
{
    const struct contexts *c = s->contexts;
    const struct function *fn = program_get(c->program, n)->body;
    const call_vec *rows = &c->calls->at[n.i];
    bool *calls = NULL;
    for (uint32_t i = 0; i < rows->len; i++)
        for (uint32_t k = 0; k < rows->at[i].callees.len; k++) {
            if (!leads[rows->at[i].callees.at[k].i] ||
                !body_is_live(c->bodies, n, rows->at[i].event))
                continue;
            if (!calls)
                calls = arena_new_array(s->arena, bool, fn->events.len + 1);
            calls[rows->at[i].event] = true;
        }
    return calls;
}

/* The thread can be cancelled from where it asks for its handle: in the functions that lead there
 * what is behind the call runs so. */
static void reach_behind(struct search *s, const struct cancelled_thread *t,
                         struct cancelled_run run)
{
    const struct program *p = s->contexts->program;
    bool *leads = arena_new_array(s->arena, bool, p->nodes.len + 1);
    bool *asks = arena_new_array(s->arena, bool, program_get(p, t->creator)->body->events.len + 1);
    asks[t->event] = true;
    run.only = events_behind(s, t->creator, asks);
    reach(s, t->creator, &run);
    leads[t->creator.i] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < p->nodes.len; i++) {
            if (leads[i] || !p->nodes.at[i].body ||
                !programs_any(
                    programs_both(s->contexts->programs, t->programs,
                                  programs_of(s->contexts->programs, (struct node_id){i}))))
                continue;
            const bool *calls = calls_leading(s, (struct node_id){i}, leads);
            if (!calls)
                continue;
            leads[i] = changed = true;
            run.only = events_behind(s, (struct node_id){i}, calls);
            reach(s, (struct node_id){i}, &run);
        }
    }
}

bool cancelled_meets(const struct contexts *c, const struct cancelled_run *r, uint32_t event,
                     struct needs needs)
{
    struct terms *t = c->bodies->terms;
    struct term_id args[AVAL_MAX_ARGS];
    uint32_t len = r->param_len < COUNT(args) ? r->param_len : COUNT(args);
    if (r->only && !r->only[event])
        return false;
    for (uint32_t i = 0; i < len; i++)
        args[i] = r->params[i] == CANCELLED_NOT_ZERO ? term_set(t)
                  : r->params[i] == CANCELLED_ZERO   ? term_int(t, 0, NULL, 0)
                                                     : TERM_UNKNOWN;
    struct needs left;
    return needs_bind(t, needs, &(struct term_args){.at = args, .len = len}, NEEDS_NOTHING, &left);
}

const struct cancelled_run *cancelled_find(const struct contexts *c,
                                           const struct aval_context *values,
                                           const struct cancelstates *st, struct arena *arena,
                                           const struct pack *pack)
{
    struct search s = {.contexts = c, .values = values, .states = st, .arena = arena, .pack = pack};
    cancelled_thread_vec threads = {0};
    s.runs = arena_new_array(arena, struct cancelled_run, c->program->nodes.len + 1);
    if (!cancelthreads_any(pack)) { /* what is cancelled are operations, of any function */
        bool called = cancelthreads_called(c, pack);
        for (uint32_t i = 0; called && i < c->program->nodes.len; i++)
            s.runs[i].open = PROGRAMS_ALL;
        return s.runs;
    }
    cancelthreads_find(c, arena, pack, &threads);
    if (!threads.len)
        return s.runs;
    s.queued = arena_new_array(arena, bool, c->program->nodes.len + 1);
    for (uint32_t i = 0; i < threads.len; i++) {
        const struct cancelled_thread *t = &threads.at[i];
        const struct cancelled_run run = {.open = t->tied ? t->programs : PROGRAMS_NONE,
                                          .maybe_open = t->tied ? PROGRAMS_NONE : t->programs,
                                          .thread = t};
        if (t->asks)
            reach_behind(&s, t, run);
        else
            reach(&s, t->entry, &run);
    }
    for (uint32_t at = 0; at < s.work.len; at++) {
        s.queued[s.work.at[at].i] = false;
        spread_from(&s, s.work.at[at]);
    }
    return s.runs;
}
