#include "contexts/context.h"

#include "base/fail.h"
#include "contexts/context_declare.h"

#include <stdlib.h>
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
    return bits == CONTEXT_COROUTINE  ? "in a coroutine"
           : bits == CONTEXT_REALTIME ? "in a real-time thread"
           : bits == CONTEXT_LOOP     ? "on the event loop"
                                      : "on the event loop and in a coroutine";
}

uint8_t context_certain(const struct context *x, uint8_t bits, enum certainty least)
{
    uint8_t certain = 0;
    for (unsigned k = 0; k < CONTEXT_KINDS; k++)
        if ((x->bits & bits & 1U << k) && x->reasons[k].certainty >= least)
            certain |= (uint8_t)(1U << k);
    return certain;
}

/* ---- spawned calls: go(f(x)) ---- */

static bool starts_with_call(const char *argument, const char *name)
{
    size_t len = strlen(name);
    if (strncmp(argument, name, len) != 0)
        return false;
    while (argument[len] == ' ')
        len++;
    return argument[len] == '(';
}

/* Written in the argument of a macro that runs its argument on another thread. */
static bool is_offloaded(const struct event_call *call, const struct name_roles *macro)
{
    return call->in_macro_arg && macro && macro->offloads.len;
}

bool context_is_elsewhere(const struct contexts *c, struct node_id n, uint32_t event)
{
    const struct event_call *call = &program_get(c->program, n)->body->events.at[event].call;
    const struct name_roles *r =
        call->in_macro_arg ? roles_macro(c->bodies->roles, call->macro) : NULL;
    return is_offloaded(call, r) || context_is_spawn(c, n, event);
}

bool context_is_spawn(const struct contexts *c, struct node_id n, uint32_t event)
{
    const struct node *node = program_get(c->program, n);
    const struct function *fn = node->body;
    const struct event_call *call = &fn->events.at[event].call;
    const struct name_roles *r =
        call->in_macro_arg ? roles_macro(c->bodies->roles, call->macro) : NULL;
    bool by_call = false;
    for (uint32_t i = 0; r && i < r->spawns.len; i++)
        by_call |= r->spawns.at[i]->entry_is_call;
    if (!by_call)
        return false;
    const char *name = program_text(c->program, call_name(c->program, node->facts, fn, call));
    for (uint32_t i = event; i-- > 0;) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_MACRO || !str_eq(e->macro.name, call->macro))
            continue;
        for (uint32_t k = 0; k < e->macro.arg_len; k++)
            if (starts_with_call(program_text(c->program, fn->texts.at[e->macro.first_arg + k]),
                                 name))
                return true;
        return false;
    }
    return false;
}

uint32_t context_callees(const struct contexts *c, struct node_id n, uint32_t event,
                         struct node_id *ret, uint32_t max)
{
    const struct node *node = program_get(c->program, n);
    struct node_id callee = call_node(node->facts, &node->body->events.at[event].call);
    if (callee.i == FACTS_NONE || context_is_elsewhere(c, n, event))
        return 0;
    const struct node *to = program_get(c->program, callee);
    if (roles_cut(c->bodies->roles, node->name, to->name))
        return 0;
    if (!to->more.len || to->facts == node->facts) {
        ret[0] = callee;
        return 1;
    }
    uint32_t len =
        0; /* namesakes: that of the same target, else all that are not another program's */
    for (uint32_t i = 0; i <= to->more.len && len < max; i++) {
        struct node_id namesake = i ? to->more.at[i - 1] : callee;
        const struct facts *facts = program_get(c->program, namesake)->facts;
        if (facts->target.i && str_eq(facts->target, node->facts->target)) {
            ret[0] = namesake;
            return 1;
        }
        if (!program_is_private(c->program, node->facts, facts) &&
            (programs_of(c->programs, n) & programs_of(c->programs, namesake)))
            ret[len++] = namesake;
    }
    return len;
}

/* ---- which parameters a function calls ---- */

static uint32_t param_bit(const struct contexts *c, struct node_id n, struct value_id id)
{
    const struct node *node = program_get(c->program, n);
    const struct value *v = function_value(node->body, body_resolve(c->bodies, n, id));
    if (v->kind != VALUE_PATH)
        return 0;
    const struct path *p = function_path(node->body, v->path);
    return p->root_kind == ROOT_PARAM && !p->step_len && p->root < 32 ? 1U << p->root : 0;
}

static uint32_t invoked_by(const struct contexts *c, struct node_id n, uint32_t event)
{
    const struct function *fn = program_get(c->program, n)->body;
    const struct event_call *call = &fn->events.at[event].call;
    if (call->callee_kind == CALLEE_PATH) {
        struct place_id place = flow_path(c->flow, n, call->path);
        const struct path *p = function_path(fn, call->path);
        struct node_id owner;
        uint32_t param;
        bool plain = !p->step_len || fn->steps.at[p->first_step].kind == STEP_DEREF;
        if (plain && flow_is_param(c->flow, place, &owner, &param) && param < 32)
            return 1U << param;
        if (plain && p->root_kind == ROOT_LOCAL && c->bodies->at[n.i].assign_len[call->path.i] == 1)
            return param_bit(c, n, c->bodies->at[n.i].assign_from[call->path.i]);
        return 0;
    }
    uint32_t bits = 0;
    struct node_id callees[16];
    uint32_t len = context_callees(c, n, event, callees, 16);
    for (uint32_t k = 0; k < len; k++) {
        uint32_t invokes = c->at[callees[k].i].invokes & ~c->at[callees[k].i].offload_params;
        for (uint32_t i = 0; i < call->arg_len && i < 32 && invokes >> i; i++)
            if (invokes & 1U << i)
                bits |= param_bit(c, n, fn->args.at[call->first_arg + i]);
    }
    return bits;
}

static void find_invoked(struct contexts *c)
{
    for (int round = 0; round < 8; round++) {
        bool changed = false;
        for (uint32_t i = 0; i < c->program->nodes.len; i++) {
            const struct node *node = &c->program->nodes.at[i];
            for (uint32_t k = 0; node->body && k < c->bodies->at[i].live.len; k++) {
                uint32_t event = c->bodies->at[i].live.at[k].event;
                if (node->body->events.at[event].kind != EVENT_CALL)
                    continue;
                uint32_t more = c->at[i].invokes | invoked_by(c, (struct node_id){i}, event);
                changed |= more != c->at[i].invokes;
                c->at[i].invokes = more;
            }
        }
        if (!changed)
            break;
    }
}

/* ---- spreading ---- */

struct spread {
    struct contexts *c;
    struct arena *scratch;
    enum certainty level; /* of what is being spread now */
    VEC(struct node_id) work;
    bool *queued;
    source_vec *slot_targets; /* by slot, asked once */
    bool *slot_asked;
};

static void enqueue(struct spread *s, struct node_id n)
{
    if (s->queued[n.i] || !program_get(s->c->program, n)->body)
        return;
    s->queued[n.i] = true;
    vec_push(s->c->arena, &s->work, n);
}

bool context_slot_offloaded(const struct contexts *c, struct slot_id id)
{
    const struct slot *s = &c->program->slots.at[id.i];
    const struct roles *r = c->bodies->roles;
    for (uint32_t i = 0; i < r->offload_fields.len + r->unless_fields.len; i++) {
        const struct rule_field *f = i < r->offload_fields.len
                                         ? r->offload_fields.at[i]
                                         : r->unless_fields.at[i - r->offload_fields.len];
        if (declare_field_fits(c, s, f))
            return true;
    }
    return false;
}

/* 0, 1, or 2 for more: different functions among the sources that can be called in one of the
 * programs. */
static uint32_t distinct(const struct contexts *c, const source_vec *sources, uint64_t programs)
{
    uint32_t count = 0, first = FACTS_NONE;
    for (uint32_t i = 0; i < sources->len && count < 2; i++) {
        if (sources->at[i]->function.i == first ||
            !(programs_of_source(c->programs, sources->at[i]) & programs))
            continue;
        first = sources->at[i]->function.i;
        count++;
    }
    return count;
}

/* The programs in which the function runs in one of the contexts. */
static uint64_t programs_in(const struct context *x, uint8_t bits)
{
    uint64_t programs = 0;
    for (unsigned k = 0; k < CONTEXT_KINDS; k++)
        if (x->bits & bits & 1U << k)
            programs |= x->programs[k];
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

/* Functions called through a pointer from async code are async by declaration. */
static void spread_pointer(struct spread *s, struct node_id from, uint8_t bits,
                           const source_vec *targets, const char *through, enum certainty at_most)
{
    struct contexts *c = s->c;
    uint64_t programs = programs_in(&c->at[from.i], bits);
    enum certainty certainty = distinct(c, targets, programs) > 1 && at_most > CERTAINTY_USUALLY
                                   ? CERTAINTY_USUALLY
                                   : at_most;
    if (certainty > s->level)
        certainty = s->level;
    for (uint32_t i = 0; i < targets->len; i++) {
        struct node_id to = targets->at[i]->function;
        struct context *x = &c->at[to.i];
        uint8_t bits_to = allowed(x, bits);
        uint64_t both = programs & programs_of_source(c->programs, targets->at[i]);
        if (!both || !bits_to)
            continue;
        if (roles_cut(c->bodies->roles, program_get(c->program, from)->name,
                      program_get(c->program, to)->name))
            continue;
        if ((x->declared & context_certain(x, bits_to, certainty)) == bits_to &&
            !(both & ~programs_in(x, bits_to)))
            continue;
        if (declare_one(
                c, to, bits_to, certainty,
                arena_printf(c->arena,
                             "'%s' is stored here and called through '%s' in '%s', which runs %s",
                             program_text(c->program, program_get(c->program, to)->name), through,
                             program_text(c->program, program_get(c->program, from)->name),
                             context_where(bits_to)),
                targets->at[i]->loc, context_reason_of(&c->at[from.i], bits)->pack, both))
            enqueue(s, to);
    }
}

static void spread_indirect(struct spread *s, struct node_id n, uint32_t event, uint8_t bits)
{
    struct contexts *c = s->c;
    if (context_is_elsewhere(c, n, event))
        return;
    const struct function *fn = program_get(c->program, n)->body;
    const struct event_call *call = &fn->events.at[event].call;
    source_vec targets = {0};
    const char *through = "a pointer";
    if (call->callee_kind == CALLEE_PATH) {
        struct place_id place = flow_path(c->flow, n, call->path);
        struct slot_id slot;
        struct node_id owner;
        uint32_t param;
        through = program_text(c->program, function_path(fn, call->path)->text);
        if (place.i != FACTS_NONE && flow_is_slot(c->flow, place, &slot)) {
            if (context_slot_offloaded(c, slot))
                return;
            if (!s->slot_asked[slot.i])
                flow_functions(c->flow, s->scratch, place, &s->slot_targets[slot.i]);
            s->slot_asked[slot.i] = true;
            targets = s->slot_targets[slot.i];
        } else if (place.i != FACTS_NONE && flow_is_param(c->flow, place, &owner, &param)) {
            return; /* decided at each caller: spread_arguments */
        } else if (place.i != FACTS_NONE) {
            flow_functions(c->flow, s->scratch, place, &targets);
        }
    }
    if (targets.len) {
        spread_pointer(s, n, bits, &targets, through, CERTAINTY_ALWAYS);
    } else if (s->level == CERTAINTY_DEPENDS) {
        flow_by_type(c->flow, s->scratch, call->type, &targets);
        spread_pointer(s, n, bits, &targets, through, CERTAINTY_DEPENDS);
    }
}

/* A callback handed to a function that calls it. */
static void spread_arguments(struct spread *s, struct node_id n, uint32_t event,
                             struct node_id callee, uint8_t bits)
{
    struct contexts *c = s->c;
    const struct function *fn = program_get(c->program, n)->body;
    const struct event_call *call = &fn->events.at[event].call;
    uint32_t invokes = c->at[callee.i].invokes & ~c->at[callee.i].offload_params;
    for (uint32_t i = 0; i < call->arg_len && i < 32 && invokes >> i; i++) {
        if (!(invokes & 1U << i) || param_bit(c, n, fn->args.at[call->first_arg + i]))
            continue;
        source_vec targets = {0};
        flow_value(c->flow, s->scratch, n, fn->args.at[call->first_arg + i], event, &targets);
        spread_pointer(s, n, bits, &targets,
                       program_text(c->program, program_get(c->program, callee)->name),
                       CERTAINTY_ALWAYS);
    }
}

static void spread_direct(struct spread *s, struct node_id n, uint32_t event, struct node_id to,
                          uint8_t bits)
{
    struct contexts *c = s->c;
    struct context *x = &c->at[to.i];
    const struct name_roles *r =
        roles_function(c->bodies->roles, program_get(c->program, to)->name);
    if (r && r->run_loops.len)
        return; /* what a loop runs is async by its own registration */
    spread_arguments(s, n, event, to, bits);
    if (x->promised_nonblocking ||
        !strcmp(program_text(c->program, program_get(c->program, to)->name), "main"))
        return;
    bits = allowed(x, bits);
    for (unsigned k = 0; k < CONTEXT_KINDS; k++) {
        uint8_t bit = (uint8_t)(1U << k);
        uint64_t programs = c->at[n.i].programs[k] & programs_of(c->programs, to);
        if (!(bits & bit) || !programs)
            continue;
        if (programs & ~x->programs[k])
            enqueue(s, to);
        x->programs[k] |= programs;
        if ((x->declared & bit) || ((x->bits & bit) && x->reasons[k].certainty >= s->level))
            continue;
        x->reasons[k] = (struct context_reason){
            .certainty = s->level, .caller = n, .event = event, .pack = c->at[n.i].reasons[k].pack};
        x->bits |= bit;
        enqueue(s, to);
    }
}

static void spread_one(struct spread *s, struct node_id n)
{
    struct contexts *c = s->c;
    const struct function *fn = program_get(c->program, n)->body;
    for (uint32_t i = 0; i < c->bodies->at[n.i].live.len; i++) {
        const struct live_event *l = &c->bodies->at[n.i].live.at[i];
        const struct event *e = &fn->events.at[l->event];
        uint8_t bits = context_certain(&c->at[n.i], l->mask, s->level);
        if (e->kind != EVENT_CALL || !bits)
            continue;
        if (e->call.callee_kind != CALLEE_DIRECT) {
            spread_indirect(s, n, l->event, bits);
            continue;
        }
        struct node_id callees[16];
        uint32_t len = context_callees(c, n, l->event, callees, 16);
        for (uint32_t k = 0; k < len; k++)
            spread_direct(s, n, l->event, callees[k], bits);
    }
}

/* The most certain contexts first, so that each function gets its best reason. */
static void spread_all(struct contexts *c, enum certainty least)
{
    struct spread s = {.c = c, .scratch = arena_new()};
    s.queued = arena_new_array(c->arena, bool, c->program->nodes.len + 1);
    s.slot_targets = arena_new_array(s.scratch, source_vec, c->program->slots.len + 1);
    s.slot_asked = arena_new_array(s.scratch, bool, c->program->slots.len + 1);
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

/* Everything that is reached by direct calls from functions with the flag gets it too. */
static void reach(struct contexts *c, bool at_start)
{
    VEC(struct node_id) work = {0};
    struct arena *scratch = arena_new();
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        if (at_start ? c->at[i].at_start : c->at[i].off_loop)
            vec_push(scratch, &work, (struct node_id){i});
    for (uint32_t at = 0; at < work.len; at++) {
        struct node_id n = work.at[at];
        const struct function *fn = program_get(c->program, n)->body;
        for (uint32_t e = 0; fn && e < fn->events.len; e++) {
            struct node_id callees[16];
            uint32_t len =
                fn->events.at[e].kind == EVENT_CALL ? context_callees(c, n, e, callees, 16) : 0;
            for (uint32_t k = 0; k < len; k++) {
                bool *flag =
                    at_start ? &c->at[callees[k].i].at_start : &c->at[callees[k].i].off_loop;
                if (!*flag)
                    vec_push(scratch, &work, callees[k]);
                *flag = true;
            }
        }
    }
    arena_free(scratch);
}

bool context_runs_elsewhere(const struct context *x)
{
    return x->off_loop || (!x->bits && !x->at_start);
}

struct contexts *contexts_new(struct program *p, const struct bodies *b,
                              const struct aval_context *values, struct flow *flow,
                              enum certainty least)
{
    struct arena *arena = arena_new();
    struct contexts *c = arena_new_one(arena, struct contexts);
    *c = (struct contexts){.arena = arena, .program = p, .bodies = b, .flow = flow};
    c->programs = programs_new(p);
    c->at = arena_new_array(arena, struct context, p->nodes.len + 1);
    c->slot_blocking = arena_new_array(arena, uint8_t, p->slots.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (unsigned k = 0; k < CONTEXT_KINDS; k++)
            c->at[i].reasons[k].caller.i = FACTS_NONE;
    struct declare d = {.contexts = c, .values = values, .roles = b->roles, .scratch = arena_new()};
    declare_marked(&d);
    declare_registered(&d);
    declare_stored(&d);
    declare_offloaded(&d);
    arena_free(d.scratch);
    find_invoked(c);
    spread_all(c, least);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        c->at[i].at_start = !strcmp(program_text(p, p->nodes.at[i].name), "main");
    reach(c, true);
    reach(c, false);
    return c;
}

void contexts_free(struct contexts *c)
{
    if (!c)
        return;
    programs_free(c->programs);
    arena_free(c->arena);
}
