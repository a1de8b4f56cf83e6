#include "link/calls.h"

#include "link/body.h"
#include "link/flow.h"
#include "link/refused.h"

#include <string.h>

/* ---- names and roles ---- */

/* The name by which rules know what the event runs: see struct call. */
static struct str name_of(const struct program *p, const struct node *node, const struct event *e)
{
    const struct facts *f = node->facts;
    if (e->kind == EVENT_MACRO)
        return e->macro.name;
    if (e->kind == EVENT_CLEANUP)
        return facts_entity(f, e->cleanup.function)->name;
    if (e->call.callee_kind == CALLEE_DIRECT)
        return facts_entity(f, e->call.function)->name;
    if (e->call.callee_kind != CALLEE_PATH)
        return (struct str){0};
    const struct path *path = function_path(node->body, e->call.path);
    if (!path->step_len && path->root_kind == ROOT_GLOBAL)
        return facts_entity(f, (struct entity_id){path->root})->name;
    const struct path_step *last = path_last(node->body, path);
    return last && last->kind == STEP_FIELD ? p->slots.at[program_slot(f, last->field).i].callee
                                            : (struct str){0};
}

const char *calls_text_at(const struct program *p, struct node_id n, uint32_t event)
{
    const struct node *node = program_get(p, n);
    const struct event *e = &node->body->events.at[event];
    struct str name = name_of(p, node, e);
    if (!name.i && e->kind == EVENT_CALL && e->call.callee_kind == CALLEE_PATH)
        name = function_path(node->body, e->call.path)->text;
    return name.i ? program_text(p, name) : "a function pointer";
}

static bool starts_with_call(const char *argument, const char *name)
{
    size_t len = strlen(name);
    if (strncmp(argument, name, len) != 0)
        return false;
    while (argument[len] == ' ')
        len++;
    return argument[len] == '(';
}

/* go(f(x)): the call is the argument of a macro that makes it a coroutine. */
static bool is_spawned(const struct program *p, const struct function *fn, const struct call *c)
{
    bool by_call = false;
    for (uint32_t i = 0; c->macro && i < c->macro->spawns.len; i++)
        by_call |= c->macro->spawns.at[i]->entry_is_call;
    if (!by_call || !fn->events.at[c->event].call.in_macro_arg)
        return false;
    for (uint32_t i = c->event; i-- > 0;) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_MACRO || !str_eq(e->macro.name, fn->events.at[c->event].call.macro))
            continue;
        for (uint32_t k = 0; k < e->macro.arg_len; k++)
            if (starts_with_call(program_text(p, fn->texts.at[e->macro.first_arg + k]),
                                 program_text(p, c->name)))
                return true;
        return false;
    }
    return false;
}

static void find_callees(struct calls *c, struct call *call)
{
    const struct node *node = program_get(c->program, call->node);
    if (call->callee.i == FACTS_NONE)
        return;
    call->cut = roles_cut(c->roles, node->name, call->name);
    if (!call->elsewhere && !call->cut)
        programs_bodies(c->programs, c->arena, call->node, call->callee, &call->callees);
    struct node_id library = program_get(c->program, call->callee)->system;
    if (library.i != FACTS_NONE && call->callees.len && call->callees.at[0].i == library.i)
        call->callee = library;
}

static void add_row(struct calls *c, struct node_id n, uint32_t event)
{
    const struct node *node = program_get(c->program, n);
    const struct event *e = &node->body->events.at[event];
    struct call call = {
        .node = n, .event = event, .name = name_of(c->program, node, e), .callee = {FACTS_NONE}};
    if (e->kind == EVENT_MACRO) {
        call.roles = roles_macro(c->roles, call.name);
    } else if (e->kind == EVENT_CLEANUP) {
        call.roles = roles_function(c->roles, call.name);
        call.callee = program_node(node->facts, e->cleanup.function);
    } else {
        call.roles = roles_function(c->roles, call.name);
        call.macro = roles_macro(c->roles, e->call.macro);
        if (e->call.callee_kind == CALLEE_DIRECT)
            call.callee = program_node(node->facts, e->call.function);
        call.spawned = is_spawned(c->program, node->body, &call);
        call.elsewhere =
            call.spawned || (e->call.in_macro_arg && call.macro && call.macro->offloads.len);
    }
    find_callees(c, &call);
    vec_push(c->arena, &c->at[n.i], call);
    c->row_of[n.i][event] = c->at[n.i].len;
}

static bool has_row(const struct event *e)
{
    return e->kind == EVENT_CALL || e->kind == EVENT_MACRO || e->kind == EVENT_CLEANUP;
}

static void add_rows(struct calls *c, struct node_id n, const struct function *fn)
{
    call_vec *rows = &c->at[n.i];
    for (uint32_t e = 0; e < fn->events.len; e++)
        rows->cap += has_row(&fn->events.at[e]);
    rows->at = arena_new_array(c->arena, struct call, rows->cap + 1);
    c->row_of[n.i] = arena_new_array(c->arena, uint32_t, fn->events.len + 1);
    for (uint32_t e = 0; e < fn->events.len; e++)
        if (has_row(&fn->events.at[e]))
            add_row(c, n, e);
}

struct calls *calls_new(struct program *p, const struct roles *roles)
{
    struct arena *arena = arena_new();
    struct calls *c = arena_new_one(arena, struct calls);
    *c = (struct calls){.arena = arena, .program = p, .roles = roles};
    c->programs = programs_new(p);
    c->marks = fn_marks_new(p);
    c->at = arena_new_array(arena, call_vec, p->nodes.len + 1);
    c->row_of = arena_new_array(arena, uint32_t *, p->nodes.len + 1);
    c->invokes = arena_new_array(arena, struct params, p->nodes.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            add_rows(c, (struct node_id){i}, p->nodes.at[i].body);
    return c;
}

void calls_free(struct calls *c)
{
    if (!c)
        return;
    programs_free(c->programs);
    arena_free(c->arena);
}

/* ---- which parameters a function calls ---- */

struct linking {
    struct calls *calls;
    const struct bodies *bodies;
    struct flow *flow;
    const struct refused *refused;
    source_vec *slots; /* by slot: who is stored there, asked once */
    bool *slot_asked;
};

/* f() or (*f)() of a parameter, or of a variable that only ever holds it; FACTS_NONE: no such. */
static uint32_t called_param(const struct linking *l, const struct call *call)
{
    const struct function *fn = program_get(l->calls->program, call->node)->body;
    const struct event_call *e = &fn->events.at[call->event].call;
    const struct path *p = function_path(fn, e->path);
    struct node_id owner;
    uint32_t param;
    if (p->step_len && fn->steps.at[p->first_step].kind != STEP_DEREF)
        return FACTS_NONE;
    if (flow_is_param(l->flow, flow_path(l->flow, call->node, e->path), &owner, &param))
        return param;
    const struct body *body = &l->bodies->at[call->node.i];
    return p->root_kind == ROOT_LOCAL && body->assign_len[e->path.i] == 1
               ? body_param(l->bodies, call->node, body->assign_from[e->path.i])
               : FACTS_NONE;
}

bool calls_invokes_arg(const struct calls *c, struct node_id callee, uint32_t arg)
{
    return params_has(&c->invokes[callee.i], arg) && !params_has(&c->marks[callee.i].offload, arg);
}

static void add_invoked(const struct linking *l, const struct call *call, struct params *invoked)
{
    const struct function *fn = program_get(l->calls->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    if (e->kind == EVENT_CALL && e->call.callee_kind == CALLEE_PATH)
        params_add(invoked, called_param(l, call));
    for (uint32_t k = 0; e->kind == EVENT_CALL && k < call->callees.len + call->targets.len; k++)
        for (uint32_t i = 0; i < e->call.arg_len; i++)
            if (calls_invokes_arg(l->calls, calls_runs_at(call, k), i))
                params_add(invoked,
                           body_param(l->bodies, call->node, fn->args.at[e->call.first_arg + i]));
}

static bool find_invoked(void *context, uint32_t node)
{
    const struct linking *l = context;
    struct params *invoked = &l->calls->invokes[node], before = *invoked;
    const call_vec *rows = &l->calls->at[node];
    for (uint32_t i = 0; i < rows->len; i++)
        if (body_is_live(l->bodies, (struct node_id){node}, rows->at[i].event))
            add_invoked(l, &rows->at[i], invoked);
    return !params_same(invoked, &before);
}

/* ---- targets ---- */

bool calls_slot_elsewhere(const struct calls *c, struct slot_id id)
{
    const struct slot *s = &c->program->slots.at[id.i];
    const struct roles *r = c->roles;
    for (uint32_t i = 0; i < r->offload_fields.len; i++)
        if (roles_field_fits(r, s, r->offload_fields.at[i]))
            return true;
    for (uint32_t i = 0; i < r->unless_fields.len; i++)
        if (roles_field_fits(r, s, r->unless_fields.at[i]))
            return true;
    return false;
}

static struct program_set programs_reached(const struct calls *c, const struct flow_source *s,
                                           struct program_set stored)
{
    struct program_set reach = PROGRAMS_NONE;
    const struct event *e = &s->body->events.at[s->event];
    if (s->in.i != FACTS_NONE) {
        reach = programs_reaching(c->programs, s->in);
    } else if (e->kind == EVENT_ASSIGN) {
        const struct path *to = function_path(s->body, e->assign.to);
        if (to->root_kind == ROOT_GLOBAL)
            reach = programs_reaching_slot(c->programs,
                                           program_slot(s->facts, (struct entity_id){to->root}));
    }
    return programs_any(reach) ? programs_both(c->programs, stored, reach) : stored;
}

/* Code to go on in: a body, or what the packs know of a library's function. */
static bool can_run(const struct calls *c, struct node_id n)
{
    const struct node *node = program_get(c->program, n);
    return node->body || roles_function(c->roles, node->name);
}

static void add_target(struct calls *c, struct call *call, const struct flow_source *source,
                       struct node_id handed_to)
{
    struct call_target t = {.node = source->function,
                            .certainty = CERTAINTY_ALWAYS,
                            .handed_to = handed_to,
                            .source = source};
    t.programs = flow_source_programs(c->programs, source);
    t.reached = programs_reached(c, source, t.programs);
    struct program_set own = programs_of(c->programs, call->node);
    if (!programs_any(programs_both(c->programs, t.programs, own)) || !can_run(c, t.node) ||
        roles_cut(c->roles, program_get(c->program, call->node)->name,
                  program_get(c->program, t.node)->name))
        return;
    for (uint32_t i = 0; i < call->targets.len; i++) {
        struct call_target *old = &call->targets.at[i];
        if (old->node.i != t.node.i || old->handed_to.i != handed_to.i)
            continue;
        old->programs = programs_either(c->programs, old->programs, t.programs);
        old->reached = programs_either(c->programs, old->reached, t.reached);
        return;
    }
    vec_push(c->arena, &call->targets, t);
}

static void through_pointer(struct linking *l, struct call *call)
{
    const struct function *fn = program_get(l->calls->program, call->node)->body;
    struct place_id place = flow_path(l->flow, call->node, fn->events.at[call->event].call.path);
    struct slot_id slot;
    struct node_id owner, nobody = {FACTS_NONE};
    uint32_t param;
    source_vec local = {0}, *sources = &local;
    if (place.i == FACTS_NONE ||
        (flow_is_param(l->flow, place, &owner, &param) && called_param(l, call) != FACTS_NONE))
        return; /* what a parameter holds is decided at each caller */
    if (flow_is_slot(l->flow, place, &slot)) {
        sources = &l->slots[slot.i];
        if (!l->slot_asked[slot.i] && !calls_slot_elsewhere(l->calls, slot))
            flow_functions(l->flow, l->calls->arena, place, sources);
        l->slot_asked[slot.i] = true;
    } else {
        flow_functions(l->flow, l->calls->arena, place, sources);
    }
    bool looks = sources->len && refused_looks(l->refused, call);
    for (uint32_t i = 0; i < sources->len; i++)
        if (!looks || !refused_entry(l->refused, call, sources->at[i]))
            add_target(l->calls, call, sources->at[i], nobody);
}

static void through_arguments(struct linking *l, struct call *call, struct node_id callee)
{
    const struct function *fn = program_get(l->calls->program, call->node)->body;
    const struct event_call *e = &fn->events.at[call->event].call;
    if (call->roles && call->roles->run_loops.len)
        return; /* what a loop runs was registered with it */
    for (uint32_t i = 0; i < e->arg_len; i++) {
        struct value_id arg = fn->args.at[e->first_arg + i];
        source_vec sources = {0};
        if (!calls_invokes_arg(l->calls, callee, i) ||
            body_param(l->bodies, call->node, arg) != FACTS_NONE)
            continue;
        flow_value(l->flow, l->calls->arena, call->node, arg, call->event, &sources);
        for (uint32_t k = 0; k < sources.len; k++)
            add_target(l->calls, call, sources.at[k], callee);
    }
}

enum certainty calls_certainty(const struct calls *c, const struct call *call,
                               struct program_set programs)
{
    const struct call_target *last = NULL; /* those that one callee is handed stand together */
    for (uint32_t i = 0; i < call->targets.len; i++) {
        const struct call_target *t = &call->targets.at[i];
        if (!programs_any(programs_both(c->programs, t->programs, programs)))
            continue;
        if (last && last->node.i != t->node.i && last->handed_to.i == t->handed_to.i)
            return CERTAINTY_USUALLY;
        last = t;
    }
    return CERTAINTY_ALWAYS;
}

static void find_stored(struct linking *l, struct call *call)
{
    const struct function *fn = program_get(l->calls->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    if (e->kind == EVENT_CALL && !call->elsewhere && e->call.callee_kind == CALLEE_PATH)
        through_pointer(l, call);
}

static void find_handed(struct linking *l, struct call *call)
{
    const struct function *fn = program_get(l->calls->program, call->node)->body;
    if (fn->events.at[call->event].kind != EVENT_CALL || call->elsewhere)
        return;
    uint32_t len = call->callees.len + call->targets.len;
    for (uint32_t k = 0; k < len; k++)
        through_arguments(l, call, calls_runs_at(call, k));
    enum certainty certainty =
        calls_certainty(l->calls, call, programs_of(l->calls->programs, call->node));
    for (uint32_t i = 0; i < call->targets.len; i++)
        call->targets.at[i].certainty = certainty;
}

static void each_live(struct linking *l, void (*visit)(struct linking *, struct call *))
{
    for (uint32_t i = 0; i < l->calls->program->nodes.len; i++)
        for (uint32_t k = 0; k < l->calls->at[i].len; k++) {
            struct call *call = &l->calls->at[i].at[k];
            if (body_is_live(l->bodies, call->node, call->event))
                visit(l, call);
        }
}

/* ---- order ---- */

static struct solver *order_calls(struct calls *c, const struct bodies *b, bool pointers)
{
    struct arena *scratch = arena_new();
    VEC(struct row_entry) edges = {0};
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->at[i].len; k++) {
            const struct call *call = &c->at[i].at[k];
            if (b && !body_is_live(b, call->node, call->event))
                continue;
            for (uint32_t x = 0; x < call->callees.len; x++)
                vec_push(scratch, &edges, (struct row_entry){i, call->callees.at[x].i});
            for (uint32_t x = 0; pointers && x < call->targets.len; x++)
                vec_push(scratch, &edges, (struct row_entry){i, call->targets.at[x].node.i});
        }
    struct digraph g = graph_new(c->arena, c->program->nodes.len, edges.at, edges.len);
    arena_free(scratch);
    return solver_new(c->arena, g);
}

struct solver *calls_order_written(struct calls *c)
{
    return order_calls(c, NULL, false);
}

void calls_link(struct calls *c, const struct bodies *b, struct flow *f)
{
    struct linking l = {.calls = c, .bodies = b, .flow = f, .refused = refused_new(c->arena, b)};
    l.slots = arena_new_array(c->arena, source_vec, c->program->slots.len + 1);
    l.slot_asked = arena_new_array(c->arena, bool, c->program->slots.len + 1);
    c->direct = order_calls(c, b, false);
    each_live(&l, find_stored);
    solve(order_calls(c, b, true), find_invoked, &l); /* which of them calls what it is handed */
    each_live(&l, find_handed);
    c->all = order_calls(c, b, true);
}
