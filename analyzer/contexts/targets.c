#include "contexts/targets.h"

struct targets {
    struct arena *arena;
    const struct contexts *contexts;
    source_vec *slots; /* by slot: who is stored there */
    bool *slot_asked;
    bool reached_only;
};

static uint64_t programs_of_target(const struct targets *t, const struct flow_source *source)
{
    return t->reached_only ? programs_reached_source(t->contexts->programs, source)
                           : programs_of_source(t->contexts->programs, source);
}

/* Each function of SOURCES once, with a body, in a program that N is part of. */
static void add_targets(struct targets *t, struct node_id n, const source_vec *sources,
                        target_vec *ret)
{
    const struct contexts *c = t->contexts;
    const struct program *p = c->program;
    uint32_t from = ret->len;
    for (uint32_t i = 0; i < sources->len; i++) {
        struct node_id to = sources->at[i]->function;
        bool known = false;
        for (uint32_t k = from; k < ret->len && !known; k++) {
            known = ret->at[k].node.i == to.i;
            if (known)
                ret->at[k].programs |= programs_of_target(t, sources->at[i]);
        }
        if (known || !program_get(p, to)->body ||
            !(programs_of_target(t, sources->at[i]) & programs_of(c->programs, n)) ||
            roles_cut(c->bodies->roles, program_get(p, n)->name, program_get(p, to)->name))
            continue;
        vec_push(t->arena, ret,
                 (struct target){to, CERTAINTY_ALWAYS, programs_of_target(t, sources->at[i])});
    }
    for (uint32_t k = from; ret->len - from > 1 && k < ret->len; k++)
        ret->at[k].certainty = CERTAINTY_USUALLY;
}

static void through_path(struct targets *t, struct node_id n, const struct event_call *call,
                         target_vec *ret)
{
    const struct contexts *c = t->contexts;
    struct place_id place = flow_path(c->flow, n, call->path);
    struct slot_id slot;
    struct node_id owner;
    uint32_t param;
    source_vec sources = {0};
    if (place.i == FACTS_NONE || flow_is_param(c->flow, place, &owner, &param))
        return;
    if (!flow_is_slot(c->flow, place, &slot)) {
        flow_functions(c->flow, t->arena, place, &sources);
        add_targets(t, n, &sources, ret);
        return;
    }
    if (!t->slot_asked[slot.i] && !context_slot_offloaded(c, slot))
        flow_functions(c->flow, t->arena, place, &t->slots[slot.i]);
    t->slot_asked[slot.i] = true;
    add_targets(t, n, &t->slots[slot.i], ret);
}

static bool is_own_param(const struct contexts *c, struct node_id n, struct value_id id)
{
    const struct function *fn = program_get(c->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(c->bodies, n, id));
    return v->kind == VALUE_PATH && function_path(fn, v->path)->root_kind == ROOT_PARAM &&
           !function_path(fn, v->path)->step_len;
}

static void through_argument(struct targets *t, struct node_id n, uint32_t event,
                             struct node_id callee, target_vec *ret)
{
    const struct contexts *c = t->contexts;
    const struct function *fn = program_get(c->program, n)->body;
    const struct event_call *call = &fn->events.at[event].call;
    const struct name_roles *r =
        roles_function(c->bodies->roles, program_get(c->program, callee)->name);
    if (r && r->run_loops.len)
        return; /* what a loop runs was registered with it */
    uint32_t invokes = c->at[callee.i].invokes & ~c->at[callee.i].offload_params;
    for (uint32_t i = 0; i < call->arg_len && i < 32 && invokes >> i; i++) {
        struct value_id arg = fn->args.at[call->first_arg + i];
        if (!(invokes & 1U << i) || is_own_param(c, n, arg))
            continue;
        source_vec sources = {0};
        flow_value(c->flow, t->arena, n, arg, event, &sources);
        add_targets(t, n, &sources, ret);
    }
}

void targets_of_call(struct targets *t, struct node_id n, uint32_t event, target_vec *ret_targets)
{
    const struct contexts *c = t->contexts;
    const struct event *e = &program_get(c->program, n)->body->events.at[event];
    if (e->kind != EVENT_CALL || context_is_elsewhere(c, n, event))
        return;
    if (e->call.callee_kind == CALLEE_PATH) {
        through_path(t, n, &e->call, ret_targets);
    } else if (e->call.callee_kind == CALLEE_DIRECT) {
        struct node_id callees[16];
        uint32_t len = context_callees(c, n, event, callees, 16);
        for (uint32_t k = 0; k < len; k++)
            through_argument(t, n, event, callees[k], ret_targets);
    }
}

struct targets *targets_new(const struct contexts *c, bool reached_only)
{
    struct arena *arena = arena_new();
    struct targets *t = arena_new_one(arena, struct targets);
    *t = (struct targets){.arena = arena, .contexts = c, .reached_only = reached_only};
    t->slots = arena_new_array(arena, source_vec, c->program->slots.len + 1);
    t->slot_asked = arena_new_array(arena, bool, c->program->slots.len + 1);
    return t;
}

void targets_free(struct targets *t)
{
    if (t)
        arena_free(t->arena);
}
