#include "contexts/context.h"

#include "contexts/apart.h"
#include "contexts/context_declare.h"
#include "contexts/operated.h"
#include "contexts/twins.h"

#include <string.h>

const struct context_reason *context_reason_of(const struct context *x, uint8_t mask)
{
    const struct context_reason *best = NULL;
    for (unsigned i = 0; i < CONTEXT_KINDS; i++) {
        unsigned k = (i + 2) % CONTEXT_KINDS; /* real-time first */
        if ((x->bits & mask & 1U << k) && (!best || x->reasons[k].certainty > best->certainty))
            best = &x->reasons[k];
    }
    return best;
}

const struct context_reason *context_origin(const struct contexts *c, struct node_id n,
                                            uint8_t mask)
{
    const struct context_reason *reason = context_reason_of(&c->at[n.i], mask), *up = reason;
    for (uint32_t i = 0; i < c->program->nodes.len && up; i++) { /* no longer than a circle */
        reason = up;
        up = reason->why || reason->caller.i == FACTS_NONE
                 ? NULL
                 : context_reason_of(&c->at[reason->caller.i], mask);
    }
    return reason;
}

bool context_is_realtime(const struct context *x, const struct context_reason *reason)
{
    return reason == &x->reasons[2];
}

uint8_t context_shown(const struct context *x)
{
    return x->bits & CONTEXT_REALTIME ? CONTEXT_ANY : CONTEXT_LOOP | CONTEXT_COROUTINE;
}

const char *context_where(uint8_t bits)
{
    static const char *const where[] = {
        [CONTEXT_NONE] = "elsewhere",
        [CONTEXT_LOOP] = "on the event loop",
        [CONTEXT_COROUTINE] = "in a coroutine",
        [CONTEXT_REALTIME] = "in a real-time thread",
        [CONTEXT_LOOP | CONTEXT_COROUTINE] = "on the event loop and in a coroutine",
        [CONTEXT_LOOP | CONTEXT_REALTIME] = "on the event loop and in a real-time thread",
        [CONTEXT_COROUTINE | CONTEXT_REALTIME] = "in a coroutine and in a real-time thread",
        [CONTEXT_ANY] = "on the event loop, in a coroutine and in a real-time thread"};
    return where[bits & CONTEXT_ANY];
}

uint8_t context_certain(const struct context *x, uint8_t bits, enum certainty least)
{
    uint8_t certain = 0;
    for (unsigned k = 0; k < CONTEXT_KINDS; k++)
        if ((x->bits & bits & 1U << k) && x->reasons[k].certainty >= least)
            certain |= (uint8_t)(1U << k);
    return certain;
}

static uint8_t without_loop(uint8_t bits, bool without)
{
    return without ? bits & (uint8_t)~CONTEXT_LOOP : bits;
}

uint8_t context_at(const struct context *x, uint32_t event)
{
    return without_loop(x->bits,
                        x->loop && !x->called_on_loop && x->loop->events[event] != PART_TURN);
}

uint8_t context_declared_at(const struct context *x, uint32_t event)
{
    return without_loop(x->declared, x->loop && x->loop->events[event] != PART_TURN);
}

uint8_t context_of_rounds(const struct context *x, uint32_t block)
{
    return without_loop(x->bits,
                        x->loop && !x->called_on_loop && x->loop->blocks[block] != PART_TURN);
}

/* ---- spreading ---- */

struct spread {
    struct contexts *c;
    struct arena *scratch;
    enum certainty level; /* of what is being spread now */
    VEC(struct node_id) work;
    bool *queued;
};

static void enqueue(struct spread *s, struct node_id n)
{
    if (s->queued[n.i] || !program_get(s->c->program, n)->body)
        return;
    s->queued[n.i] = true;
    vec_push(s->c->arena, &s->work, n);
}

/* The programs in which the function runs in one of the contexts. */
static struct program_set programs_in(const struct contexts *c, struct node_id n, uint8_t bits)
{
    const struct context *x = &c->at[n.i];
    struct program_set programs = PROGRAMS_NONE;
    for (unsigned k = 0; k < CONTEXT_KINDS; k++)
        if (x->bits & bits & 1U << k)
            programs = programs_either(c->programs, programs, x->programs[k]);
    return programs;
}

/* The contexts in which a marked function may be called at all: what must be in a coroutine is no
 * loop callback. */
static uint8_t allowed(const struct context *x, uint8_t bits)
{
    if (x->has_mode && x->mode == MODE_NEVER)
        bits &= (uint8_t)~CONTEXT_COROUTINE;
    if (x->has_mode && x->mode == MODE_MUST && (x->declared & CONTEXT_COROUTINE))
        bits &= CONTEXT_COROUTINE;
    return bits;
}

/* The function, which ran in BEFORE, came to run in more by this call. */
static void keep_way(struct context *x, uint8_t before, const struct call *call)
{
    for (unsigned k = 0; k < CONTEXT_KINDS; k++)
        if (x->bits & ~before & 1U << k)
            x->from[k] = (struct context_step){call->node, call->event};
}

/* A function called through a pointer from async code is async by declaration. */
static void spread_target(struct spread *s, const struct call *call, uint8_t bits,
                          const struct call_target *t, enum certainty certainty)
{
    struct contexts *c = s->c;
    struct context *x = &c->at[t->node.i];
    uint8_t bits_to = allowed(x, bits), before = x->bits;
    struct program_set both =
        programs_both(c->programs, programs_in(c, call->node, bits), t->programs);
    if (!programs_any(both) || !bits_to ||
        ((x->declared & context_certain(x, bits_to, certainty)) == bits_to &&
         programs_within(c->programs, both, programs_in(c, t->node, bits_to))))
        return;
    const char *through =
        t->handed_to.i == FACTS_NONE
            ? calls_text(c->calls, call)
            : program_text(c->program, program_get(c->program, t->handed_to)->name);
    const char *why =
        arena_printf(c->arena, "'%s' is stored here and called through '%s' in '%s', which runs %s",
                     program_text(c->program, program_get(c->program, t->node)->name), through,
                     program_text(c->program, program_get(c->program, call->node)->name),
                     context_where(bits_to));
    if (declare_one(c, t->node, bits_to, certainty, why, t->source->loc,
                    context_reason_of(&c->at[call->node.i], bits)->pack, both))
        enqueue(s, t->node);
    keep_way(x, before, call);
}

static enum certainty less(enum certainty a, enum certainty b)
{
    return a < b ? a : b;
}

/* Nothing is stored there: whatever has the type, and whose address is taken. */
static void spread_by_type(struct spread *s, const struct call *call, uint8_t bits)
{
    struct contexts *c = s->c;
    const struct function *fn = program_get(c->program, call->node)->body;
    const struct event_call *e = &fn->events.at[call->event].call;
    source_vec sources = {0};
    struct place_id place = e->callee_kind == CALLEE_PATH ? flow_path(c->flow, call->node, e->path)
                                                          : (struct place_id){FACTS_NONE};
    struct node_id owner;
    uint32_t param;
    struct slot_id slot;
    if (flow_is_param(c->flow, place, &owner, &param) ||
        (flow_is_slot(c->flow, place, &slot) && calls_slot_elsewhere(c->calls, slot)))
        return; /* decided at each caller; or runs elsewhere */
    flow_by_type(c->flow, s->scratch, e->type, &sources);
    for (uint32_t i = 0; i < sources.len; i++) {
        struct call_target t = {.node = sources.at[i]->function,
                                .programs = flow_source_programs(c->programs, sources.at[i]),
                                .handed_to = {FACTS_NONE},
                                .source = sources.at[i]};
        if (!apart_function(c, t.node, bits) &&
            !roles_cut(c->calls->roles, program_get(c->program, call->node)->name,
                       program_get(c->program, t.node)->name))
            spread_target(s, call, bits, &t, CERTAINTY_DEPENDS);
    }
}

/* BITS: of one thread. */
static void spread_pointer(struct spread *s, const struct call *call, uint8_t bits)
{
    struct contexts *c = s->c;
    const struct event *e = &program_get(c->program, call->node)->body->events.at[call->event];
    if (!call->targets.len && s->level == CERTAINTY_DEPENDS && !call->elsewhere &&
        e->kind == EVENT_CALL && e->call.callee_kind != CALLEE_DIRECT)
        spread_by_type(s, call, bits);
    enum certainty certainty =
        less(s->level, calls_certainty(c->calls, call, programs_in(c, call->node, bits)));
    for (uint32_t i = 0; i < call->targets.len; i++)
        if (!apart_target(c, call, &call->targets.at[i], bits, s->level == CERTAINTY_ALWAYS))
            spread_target(s, call, bits, &call->targets.at[i], certainty);
}

/* What the helper through which an event loop waits calls of what it is handed is on that loop. */
static void spread_handed(struct spread *s, const struct call *call, uint8_t waiting)
{
    enum certainty certainty =
        less(s->level, calls_certainty(s->c->calls, call, programs_in(s->c, call->node, waiting)));
    for (uint32_t i = 0; waiting && i < call->targets.len; i++)
        if (call->targets.at[i].handed_to.i != FACTS_NONE)
            spread_target(s, call, waiting, &call->targets.at[i], certainty);
}

static void spread_sources(struct spread *s, const struct call *call, const source_vec *sources,
                           struct node_id handed_to, uint8_t bits)
{
    struct contexts *c = s->c;
    enum certainty certainty = sources->len > 1 ? less(s->level, CERTAINTY_USUALLY) : s->level;
    for (uint32_t i = 0; i < sources->len; i++) {
        struct call_target t = {.node = sources->at[i]->function,
                                .programs = flow_source_programs(c->programs, sources->at[i]),
                                .handed_to = handed_to,
                                .source = sources->at[i]};
        if (!roles_cut(c->calls->roles, program_get(c->program, call->node)->name,
                       program_get(c->program, t.node)->name))
            spread_target(s, call, bits, &t, certainty);
    }
}

/* What a function in which an event loop stands was handed, and what that loop calls, is on it: the
 * caller is not, and is not asked. BITS: of a call in the turn, or of the wait. */
static void spread_own_params(struct spread *s, const struct call *call, uint8_t bits)
{
    struct contexts *c = s->c;
    const struct function *fn = program_get(c->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    if (e->kind != EVENT_CALL || !c->at[call->node.i].loop || !c->at[call->node.i].loop->stands)
        return;
    struct node_id nobody = {FACTS_NONE}, owner;
    uint32_t param;
    source_vec sources = {0};
    struct place_id place = e->call.callee_kind == CALLEE_PATH
                                ? flow_path(c->flow, call->node, e->call.path)
                                : (struct place_id){FACTS_NONE};
    if (flow_is_param(c->flow, place, &owner, &param)) {
        flow_functions(c->flow, s->scratch, place, &sources);
        spread_sources(s, call, &sources, nobody, bits);
    }
    for (uint32_t k = 0; k < call->callees.len + call->targets.len; k++)
        for (uint32_t i = 0; i < e->call.arg_len; i++) {
            struct node_id to = calls_runs_at(call, k);
            struct value_id arg = fn->args.at[e->call.first_arg + i];
            if (!calls_invokes_arg(c->calls, to, i) ||
                body_param(c->bodies, call->node, arg) == FACTS_NONE)
                continue;
            sources.len = 0;
            flow_value(c->flow, s->scratch, call->node, arg, call->event, &sources);
            spread_sources(s, call, &sources, to, bits);
        }
}

static void spread_targets(struct spread *s, const struct call *call, uint8_t bits)
{
    bits = apart_bits(s->c, call, bits);
    if (bits & (CONTEXT_LOOP | CONTEXT_COROUTINE))
        spread_pointer(s, call, bits & (CONTEXT_LOOP | CONTEXT_COROUTINE));
    if (bits & CONTEXT_REALTIME)
        spread_pointer(s, call, CONTEXT_REALTIME);
}

static void spread_direct(struct spread *s, const struct call *call, struct node_id to,
                          uint8_t bits)
{
    struct contexts *c = s->c;
    struct context *x = &c->at[to.i];
    if (x->promised_nonblocking ||
        !strcmp(program_text(c->program, program_get(c->program, to)->name), "main"))
        return;
    bits = allowed(x, bits);
    for (unsigned k = 0; k < CONTEXT_KINDS; k++) {
        uint8_t bit = (uint8_t)(1U << k);
        struct program_set programs = programs_both(c->programs, c->at[call->node.i].programs[k],
                                                    programs_of(c->programs, to));
        if (!(bits & bit) || !programs_any(programs))
            continue;
        if (!programs_within(c->programs, programs, x->programs[k]))
            enqueue(s, to);
        x->programs[k] = programs_either(c->programs, x->programs[k], programs);
        if (bit == CONTEXT_LOOP && x->loop && !x->called_on_loop) {
            x->called_on_loop = true;
            enqueue(s, to);
        }
        if ((x->declared & bit) || ((x->bits & bit) && x->reasons[k].certainty >= s->level))
            continue;
        x->reasons[k] = (struct context_reason){.certainty = s->level,
                                                .caller = call->node,
                                                .event = call->event,
                                                .pack = c->at[call->node.i].reasons[k].pack};
        uint8_t before = x->bits;
        x->bits |= bit;
        keep_way(x, before, call);
        enqueue(s, to);
    }
}

/* What a library calls back from inside the call runs where the call does. */
static void spread_called_back(struct spread *s, const struct call *call, uint8_t bits)
{
    struct contexts *c = s->c;
    for (uint32_t i = 0; call->roles && call->roles->calls_back && i < c->called_back.len; i++) {
        const struct called_back *b = &c->called_back.at[i];
        bool own_argument = str_eq(b->registrar, call->name); /* called before it returns */
        if (!roles_named(c->program, b->inside, call->name) ||
            (own_argument && (b->by.i != call->node.i || b->event != call->event)))
            continue;
        const char *name = program_text(c->program, program_get(c->program, b->function)->name);
        uint8_t before = c->at[b->function.i].bits;
        if (declare_one(c, b->function, bits, s->level,
                        arena_printf(c->arena, "'%s' is %s, and '%s' calls it", name, b->what,
                                     program_text(c->program, call->name)),
                        b->loc, b->pack, b->programs))
            enqueue(s, b->function);
        keep_way(&c->at[b->function.i], before, call);
    }
}

/* What a library calls back while an event loop waits in it is on that loop; the wait is not. */
static uint8_t loop_waits(const struct context *x, uint32_t event)
{
    return x->loop && x->loop->events[event] == PART_WAIT ? CONTEXT_LOOP : 0;
}

static void spread_one(struct spread *s, struct node_id n)
{
    struct contexts *c = s->c;
    const struct function *fn = program_get(c->program, n)->body;
    const struct body *body = &c->bodies->at[n.i];
    for (uint32_t i = 0; i < body->live.len; i++) {
        const struct live_event *l = &body->live.at[i];
        const struct context *x = &c->at[n.i];
        uint8_t here = l->mask & context_at(x, l->event);
        uint8_t bits = context_certain(x, here, s->level);
        enum event_kind kind = fn->events.at[l->event].kind;
        if (kind != EVENT_CALL && kind != EVENT_CLEANUP)
            continue;
        const struct call *call = calls_get(c->calls, n, l->event);
        uint8_t waiting = context_certain(x, l->mask & loop_waits(x, l->event), s->level);
        spread_called_back(s, call, bits | waiting);
        spread_handed(s, call, waiting);
        if (bits | waiting)
            spread_own_params(s, call, bits | waiting);
        if (!bits)
            continue;
        if (call->roles && call->roles->run_loops.len)
            continue; /* what a loop runs is async by its own registration */
        spread_targets(s, call, bits);
        for (uint32_t k = 0; k < call->callees.len; k++)
            spread_direct(s, call, call->callees.at[k], bits);
    }
}

/* The most certain contexts first, so that each function gets its best reason. */
static void spread_all(struct contexts *c, enum certainty least)
{
    struct spread s = {.c = c, .scratch = arena_new()};
    s.queued = arena_new_array(c->arena, bool, c->program->nodes.len + 1);
    for (int level = CERTAINTY_ALWAYS; level >= (int)least; level--) {
        s.level = (enum certainty)level;
        for (uint32_t i = 0; i < c->program->nodes.len; i++)
            if (context_certain(&c->at[i], CONTEXT_ANY, s.level))
                enqueue(&s, (struct node_id){i});
        for (uint32_t at = 0; at < s.work.len; at++) {
            struct node_id n = s.work.at[at];
            s.queued[n.i] = false;
            spread_one(&s, n);
        }
        s.work.len = 0;
    }
    arena_free(s.scratch);
}

/* True: more functions run on the loop, or in a coroutine. */
static bool spread_twins(struct contexts *c)
{
    struct spread s = {.c = c, .scratch = arena_new(), .level = CERTAINTY_USUALLY};
    const struct twins twins = twins_new(c, s.scratch);
    s.queued = arena_new_array(c->arena, bool, c->program->nodes.len + 1);
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        const struct body *body = &c->bodies->at[i];
        for (uint32_t k = 0; c->at[i].bits && k < body->live.len; k++) {
            const struct live_event *l = &body->live.at[k];
            const struct call *call = calls_find(c->calls, (struct node_id){i}, l->event);
            uint8_t bits = l->mask & context_at(&c->at[i], l->event);
            source_vec sources = {0};
            if (call && bits)
                twins_find(c, s.scratch, &twins, call, &sources);
            spread_sources(&s, call, &sources, (struct node_id){FACTS_NONE}, bits);
        }
    }
    arena_free(s.scratch);
    return s.work.len;
}

/* Note in REACHED what functions with a note lead to: by direct calls, and THROUGH pointers that
 * surely hold them. */
static void reach(const struct contexts *c, bool *reached, bool through)
{
    VEC(struct node_id) work = {0};
    struct arena *scratch = arena_new();
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        if (reached[i])
            vec_push(scratch, &work, (struct node_id){i});
    for (uint32_t at = 0; at < work.len; at++) {
        const call_vec *rows = &c->calls->at[work.at[at].i];
        node_vec next = {0};
        for (uint32_t e = 0; e < rows->len; e++) {
            for (uint32_t k = 0; k < rows->at[e].callees.len; k++)
                vec_push(scratch, &next, rows->at[e].callees.at[k]);
            for (uint32_t k = 0; through && k < rows->at[e].targets.len; k++) {
                const struct call_target *t = &rows->at[e].targets.at[k];
                if (t->certainty >= CERTAINTY_USUALLY && t->handed_to.i == FACTS_NONE)
                    vec_push(scratch, &next, t->node);
            }
        }
        for (uint32_t k = 0; k < next.len; k++) {
            if (!reached[next.at[k].i])
                vec_push(scratch, &work, next.at[k]);
            reached[next.at[k].i] = true;
        }
    }
    arena_free(scratch);
}

/* What main leads to, and what the entries of threads do. Through pointers main leads to what runs
 * nowhere else: on no loop, and on no thread by any way. */
static void find_reached(struct contexts *c)
{
    struct arena *scratch = arena_new();
    uint32_t len = c->program->nodes.len;
    bool *start = arena_new_array(scratch, bool, len + 1),
         *off = arena_new_array(scratch, bool, len + 1),
         *start_through = arena_new_array(scratch, bool, len + 1),
         *off_through = arena_new_array(scratch, bool, len + 1);
    for (uint32_t i = 0; i < len; i++) {
        start[i] = start_through[i] = c->at[i].at_start;
        off[i] = off_through[i] = c->at[i].off_loop;
    }
    reach(c, start, false);
    reach(c, off, false);
    reach(c, start_through, true);
    reach(c, off_through, true);
    for (uint32_t i = 0; i < len; i++) {
        c->at[i].at_start = start[i] || (start_through[i] && !off_through[i] && !c->at[i].bits);
        c->at[i].off_loop = off[i];
    }
    arena_free(scratch);
}

bool context_runs_elsewhere(const struct context *x)
{
    return x->off_loop || (!x->bits && !x->at_start);
}

struct contexts *contexts_new(const struct aval_context *values, struct flow *flow,
                              enum certainty least)
{
    const struct bodies *b = values->bodies;
    struct program *p = b->program;
    struct arena *arena = arena_new();
    struct contexts *c = arena_new_one(arena, struct contexts);
    *c = (struct contexts){.arena = arena,
                           .program = p,
                           .bodies = b,
                           .calls = b->calls,
                           .flow = flow,
                           .programs = b->calls->programs,
                           .signals = signals_new(arena, b, flow, SIGNALS_OPERATOR)};
    c->at = arena_new_array(arena, struct context, p->nodes.len + 1);
    c->slot_blocking = arena_new_array(arena, uint8_t, p->slots.len + 1);
    c->slot_declared = arena_new_array(arena, uint8_t, p->slots.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        c->at[i].at_start = !strcmp(program_text(p, p->nodes.at[i].name), "main");
        for (unsigned k = 0; k < CONTEXT_KINDS; k++)
            c->at[i].reasons[k].caller.i = c->at[i].from[k].caller.i = FACTS_NONE;
    }
    struct declare d = {.contexts = c, .values = values, .roles = b->roles, .scratch = arena_new()};
    declare_marked(&d);
    declare_registered(&d);
    declare_stored(&d);
    declare_begun(&d);
    declare_loops(&d);
    declare_offloaded(&d);
    arena_free(d.scratch);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        c->at[i].seeded = c->at[i].declared;
    spread_all(c, least);
    if (declare_asserted(c))
        spread_all(c, least);
    while (least <= CERTAINTY_USUALLY && spread_twins(c))
        spread_all(c, least);
    signals_find_handlers(c->signals);
    operated_find(c);
    find_reached(c);
    return c;
}

void contexts_free(struct contexts *c)
{
    if (c)
        arena_free(c->arena);
}
