#include "effects/loops/writes.h"

#include <string.h>

enum { DOES_MORE = 1, ASKS_CLOCK = 2 }; /* bits: what a function does beside looking at state */

/* A set of functions, as bits by node. */
typedef uint64_t *fn_set;

struct writes {
    struct arena *arena;
    const struct contexts *contexts;
    node_vec *storers;  /* by slot: who stores to it itself */
    fn_set *stores;     /* by slot: and who calls those; NULL: not asked yet */
    fn_set to_pointers; /* who calls through a pointer, here or further down */
    uint8_t *looks;     /* by node: DOES_MORE, ASKS_CLOCK; NULL: not asked yet */
};

static bool has(const uint64_t *set, struct node_id n)
{
    return set[n.i / 64] >> n.i % 64 & 1;
}

/* MEMBERS, and all that lead to them by direct calls. */
static fn_set with_callers(const struct writes *e, const node_vec *members)
{
    const struct digraph *callers = &e->contexts->calls->direct->needed;
    fn_set set = arena_new_array(e->arena, uint64_t, e->contexts->program->nodes.len / 64 + 1);
    struct arena *scratch = arena_new();
    node_vec work = {0};
    for (uint32_t i = 0; i < members->len; i++)
        vec_push(scratch, &work, members->at[i]);
    for (uint32_t at = 0; at < work.len; at++) {
        struct node_id n = work.at[at];
        if (has(set, n))
            continue;
        set[n.i / 64] |= UINT64_C(1) << n.i % 64;
        for (uint32_t i = callers->first[n.i]; i < callers->first[n.i + 1]; i++)
            vec_push(scratch, &work, (struct node_id){callers->to[i]});
    }
    arena_free(scratch);
    return set;
}

void writes_slots(const struct program *p, struct arena *a, struct node_id n, struct path_id path,
                  slot_vec *ret_slots)
{
    const struct node *node = program_get(p, n);
    const struct path *at = function_path(node->body, path);
    if (at->root_kind == ROOT_GLOBAL)
        vec_push(a, ret_slots, program_slot(node->facts, (struct entity_id){at->root}).i);
    for (uint32_t i = 0; i < at->step_len; i++) {
        const struct path_step *s = &node->body->steps.at[at->first_step + i];
        if (s->kind == STEP_FIELD)
            vec_push(a, ret_slots, program_slot(node->facts, s->field).i);
    }
}

/* A store to the path changes its last field, else its variable. */
static void add_store(struct writes *e, struct arena *scratch, struct node_id n,
                      struct path_id path)
{
    slot_vec slots = {0};
    writes_slots(e->contexts->program, scratch, n, path, &slots);
    if (slots.len)
        vec_push(e->arena, &e->storers[vec_last(&slots)], n);
}

/* What N itself does; a function goes into POINTERS once for each call through one. */
static void read_function(struct writes *e, struct arena *scratch, struct node_id n,
                          node_vec *pointers)
{
    const struct function *fn = program_get(e->contexts->program, n)->body;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *at = &fn->events.at[i];
        if (at->kind == EVENT_ASSIGN && !at->assign.init) /* a new object is not the one */
            add_store(e, scratch, n, at->assign.to);
        if (at->kind != EVENT_CALL)
            continue;
        if (at->call.callee_kind != CALLEE_DIRECT)
            vec_push(scratch, pointers, n);
        for (uint32_t k = 0; k < at->call.arg_len; k++) {
            const struct value *v = function_value(fn, fn->args.at[at->call.first_arg + k]);
            if (v->kind == VALUE_ADDRESS)
                add_store(e, scratch, n, v->path);
        }
    }
}

struct writes *writes_new(const struct contexts *c)
{
    struct arena *arena = arena_new(), *scratch = arena_new();
    struct writes *e = arena_new_one(arena, struct writes);
    const struct program *p = c->program;
    node_vec pointers = {0};
    *e = (struct writes){.arena = arena, .contexts = c};
    e->storers = arena_new_array(arena, node_vec, p->slots.len + 1);
    e->stores = arena_new_array(arena, fn_set, p->slots.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            read_function(e, scratch, (struct node_id){i}, &pointers);
    e->to_pointers = with_callers(e, &pointers);
    arena_free(scratch);
    return e;
}

void writes_free(struct writes *e)
{
    if (e)
        arena_free(e->arena);
}

enum tri writes_stores(struct writes *e, struct node_id n, const slot_vec *slots)
{
    for (uint32_t i = 0; i < slots->len; i++) {
        uint32_t slot = slots->at[i];
        if (!e->stores[slot] && e->storers[slot].len)
            e->stores[slot] = with_callers(e, &e->storers[slot]);
        if (e->stores[slot] && has(e->stores[slot], n))
            return TRI_YES;
    }
    return slots->len && has(e->to_pointers, n) ? TRI_MAYBE : TRI_NO;
}

bool writes_stored_elsewhere(const struct writes *e, struct node_id n, const slot_vec *slots)
{
    for (uint32_t i = 0; i < slots->len; i++) {
        const node_vec *storers = &e->storers[slots->at[i]];
        for (uint32_t k = 0; k < storers->len; k++)
            if (storers->at[k].i != n.i)
                return true;
    }
    return false;
}

bool writes_calls_pointers(const struct writes *e, struct node_id n)
{
    return has(e->to_pointers, n);
}

/* ---- functions that only look ---- */

static enum look look_of_roles(const struct name_roles *r)
{
    if (r && r->reads_time)
        return LOOK_TIME;
    return r && (r->reads_state || r->tests.len) ? LOOK_STATE : LOOK_NO;
}

/* A function that asks a clock, whatever else it looks at, answers with the time. */
static enum look function_looks(const struct writes *e, struct node_id n)
{
    uint8_t looks = e->looks[n.i];
    return looks & DOES_MORE ? LOOK_NO : looks & ASKS_CLOCK ? LOOK_TIME : LOOK_STATE;
}

static enum look look_of_call(const struct writes *e, const struct call *call)
{
    const struct program *p = e->contexts->program;
    const struct event *at = &program_get(p, call->node)->body->events.at[call->event];
    enum look by_macro = at->call.in_macro_arg ? LOOK_NO : look_of_roles(call->macro);
    if (by_macro != LOOK_NO)
        return by_macro;
    if (call->callee.i != FACTS_NONE && program_get(p, call->callee)->body)
        return function_looks(e, call->callee);
    return look_of_roles(call->roles);
}

bool writes_stores_outside(const struct program *p, struct node_id n, struct path_id path)
{
    const struct function *fn = program_get(p, n)->body;
    const struct path *at = function_path(fn, path);
    if (!at->step_len)
        return at->root_kind != ROOT_PARAM && at->root_kind != ROOT_LOCAL;
    return at->root_kind != ROOT_LOCAL || shape_leads_away(fn->locals.at[at->root].shape);
}

static enum look event_looks(const struct writes *e, struct node_id n, uint32_t event)
{
    const struct function *fn = program_get(e->contexts->program, n)->body;
    const struct event *at = &fn->events.at[event];
    if (at->kind == EVENT_ASSIGN)
        return writes_stores_outside(e->contexts->program, n, at->assign.to) ? LOOK_NO : LOOK_STATE;
    if (at->kind != EVENT_CALL)
        return LOOK_STATE;
    const struct call *call = calls_get(e->contexts->calls, n, event);
    bool lock = call->roles && (call->roles->acquires.len || call->roles->releases.len);
    return lock ? LOOK_STATE : look_of_call(e, call);
}

static bool find_looks(void *context, uint32_t node)
{
    struct writes *e = context;
    const struct function *fn = e->contexts->program->nodes.at[node].body;
    uint8_t before = e->looks[node];
    for (uint32_t i = 0; fn && i < fn->events.len && !(e->looks[node] & DOES_MORE); i++) {
        enum look look = event_looks(e, (struct node_id){node}, i);
        if (look != LOOK_STATE)
            e->looks[node] |= look == LOOK_NO ? DOES_MORE : ASKS_CLOCK;
    }
    return e->looks[node] != before;
}

enum look writes_look(struct writes *e, struct node_id n, uint32_t event)
{
    if (!e->looks) {
        e->looks = arena_new_array(e->arena, uint8_t, e->contexts->program->nodes.len + 1);
        solve(e->contexts->calls->direct, find_looks, e);
    }
    return look_of_call(e, calls_get(e->contexts->calls, n, event));
}

static void add_read(const struct writes *e, struct arena *a, struct node_id n, slot_vec *ret_slots)
{
    const struct function *fn = program_get(e->contexts->program, n)->body;
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_PATH)
            writes_slots(e->contexts->program, a, n, fn->values.at[i].path, ret_slots);
}

void writes_looks_at(const struct writes *e, struct arena *a, struct node_id n, slot_vec *ret_slots)
{
    const struct digraph *calls = &e->contexts->calls->direct->needs;
    bool *seen = arena_new_array(a, bool, calls->len + 1);
    node_vec work = {0};
    vec_push(a, &work, n);
    for (uint32_t at = 0; at < work.len; at++) {
        n = work.at[at];
        if (seen[n.i] || !program_get(e->contexts->program, n)->body)
            continue;
        seen[n.i] = true;
        add_read(e, a, n, ret_slots);
        for (uint32_t i = calls->first[n.i]; i < calls->first[n.i + 1]; i++)
            vec_push(a, &work, (struct node_id){calls->to[i]});
    }
}
