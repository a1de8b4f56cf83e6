#include "effects/loops/writes.h"

#include <string.h>

#define BUDGET 3000  /* functions looked at for one question */
#define LOOK_DEPTH 4 /* calls below a function that only looks */

struct looked {
    bool known;
    enum look look;
};

struct own { /* what one function does itself */
    slot_vec stores;
    VEC(struct node_id) callees;
    bool known, calls_pointers;
    bool leads_known, leads_to_pointers; /* further down too */
};

struct writes {
    struct arena *arena;
    const struct contexts *contexts;
    struct own *at;       /* by node */
    uint32_t *visited;    /* by node: the question that looked at it last */
    struct looked *looks; /* by node */
    uint32_t question;
    VEC(struct node_id) work;
};

struct writes *writes_new(const struct contexts *c)
{
    struct arena *arena = arena_new();
    struct writes *e = arena_new_one(arena, struct writes);
    e->arena = arena;
    e->contexts = c;
    e->at = arena_new_array(arena, struct own, c->program->nodes.len + 1);
    e->visited = arena_new_array(arena, uint32_t, c->program->nodes.len + 1);
    e->looks = arena_new_array(arena, struct looked, c->program->nodes.len + 1);
    return e;
}

void writes_free(struct writes *e)
{
    if (e)
        arena_free(e->arena);
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

/* The slot that a store to the path changes: its last field, else its variable. */
static void add_target(struct writes *e, struct node_id n, struct path_id path, struct own *own)
{
    slot_vec slots = {0};
    writes_slots(e->contexts->program, e->arena, n, path, &slots);
    if (slots.len)
        vec_push(e->arena, &own->stores, vec_last(&slots));
}

static void add_call(struct writes *e, struct node_id n, uint32_t event, struct own *own)
{
    const struct function *fn = program_get(e->contexts->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    const node_vec *callees = &calls_get(e->contexts->calls, n, event)->callees;
    for (uint32_t i = 0; i < callees->len; i++)
        if (program_get(e->contexts->program, callees->at[i])->body)
            vec_push(e->arena, &own->callees, callees->at[i]);
    own->calls_pointers |= c->callee_kind != CALLEE_DIRECT;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(fn, fn->args.at[c->first_arg + i]);
        if (v->kind == VALUE_ADDRESS)
            add_target(e, n, v->path, own);
    }
}

static const struct own *own_of(struct writes *e, struct node_id n)
{
    struct own *own = &e->at[n.i];
    const struct function *fn = program_get(e->contexts->program, n)->body;
    if (own->known || !fn)
        return own;
    own->known = true;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *event = &fn->events.at[i];
        if (event->kind == EVENT_ASSIGN && !event->assign.init) /* a new object is not the one */
            add_target(e, n, event->assign.to, own);
        else if (event->kind == EVENT_CALL)
            add_call(e, n, i, own);
    }
    return own;
}

static bool share(const slot_vec *a, const slot_vec *b)
{
    for (uint32_t i = 0; i < a->len; i++)
        for (uint32_t k = 0; k < b->len; k++)
            if (a->at[i] == b->at[k])
                return true;
    return false;
}

static void visit(struct writes *e, struct node_id n)
{
    if (e->visited[n.i] == e->question)
        return;
    e->visited[n.i] = e->question;
    vec_push(e->arena, &e->work, n);
}

/* Go over all that N calls; with SLOTS until one of them is stored to, without until a call through
 * a pointer. */
static enum tri search(struct writes *e, struct node_id n, const slot_vec *slots)
{
    bool pointers = false;
    e->question++;
    e->work.len = 0;
    visit(e, n);
    for (uint32_t i = 0; i < e->work.len; i++) {
        if (i >= BUDGET)
            return TRI_MAYBE;
        const struct own *own = own_of(e, e->work.at[i]);
        if (slots && share(&own->stores, slots))
            return TRI_YES;
        pointers |= own->calls_pointers;
        if (!slots && pointers)
            return TRI_YES;
        for (uint32_t k = 0; k < own->callees.len; k++)
            visit(e, own->callees.at[k]);
    }
    return pointers ? TRI_MAYBE : TRI_NO;
}

enum tri writes_stores(struct writes *e, struct node_id n, const slot_vec *slots)
{
    return slots->len ? search(e, n, slots) : TRI_NO;
}

bool writes_stored_elsewhere(struct writes *e, struct node_id n, const slot_vec *slots)
{
    for (uint32_t i = 0; i < e->contexts->program->nodes.len; i++)
        if (i != n.i && share(&own_of(e, (struct node_id){i})->stores, slots))
            return true;
    return false;
}

bool writes_calls_pointers(struct writes *e, struct node_id n)
{
    struct own *own = &e->at[n.i];
    if (!own->leads_known)
        own->leads_to_pointers = search(e, n, NULL) != TRI_NO;
    own->leads_known = true;
    return own->leads_to_pointers;
}

/* ---- functions that only look ---- */

static enum look function_looks(struct writes *e, struct node_id n, uint32_t depth);

static enum look look_of_roles(const struct name_roles *r)
{
    if (r && r->reads_time)
        return LOOK_TIME;
    return r && (r->reads_state || r->tests.len) ? LOOK_STATE : LOOK_NO;
}

static enum look look_of_call(struct writes *e, struct node_id n, uint32_t event, uint32_t depth)
{
    const struct program *p = e->contexts->program;
    const struct event_call *c = &program_get(p, n)->body->events.at[event].call;
    const struct call *call = calls_get(e->contexts->calls, n, event);
    struct node_id callee = call->callee;
    enum look by_macro = c->in_macro_arg ? LOOK_NO : look_of_roles(call->macro);
    if (by_macro != LOOK_NO)
        return by_macro;
    if (callee.i != FACTS_NONE && program_get(p, callee)->body)
        return function_looks(e, callee, depth);
    return look_of_roles(call->roles);
}

static bool is_lock(const struct writes *e, struct node_id n, uint32_t event)
{
    const struct name_roles *r = calls_get(e->contexts->calls, n, event)->roles;
    return r && (r->acquires.len || r->releases.len);
}

bool writes_stores_outside(const struct program *p, struct node_id n, struct path_id path)
{
    const struct function *fn = program_get(p, n)->body;
    const struct path *at = function_path(fn, path);
    if (!at->step_len)
        return at->root_kind != ROOT_PARAM && at->root_kind != ROOT_LOCAL;
    return at->root_kind != ROOT_LOCAL || shape_leads_away(fn->locals.at[at->root].shape);
}

static enum look event_looks(struct writes *e, struct node_id n, uint32_t event, uint32_t depth)
{
    const struct function *fn = program_get(e->contexts->program, n)->body;
    const struct event *at = &fn->events.at[event];
    if (at->kind == EVENT_ASSIGN)
        return writes_stores_outside(e->contexts->program, n, at->assign.to) ? LOOK_NO : LOOK_STATE;
    if (at->kind != EVENT_CALL || is_lock(e, n, event))
        return LOOK_STATE;
    return look_of_call(e, n, event, depth);
}

/* A function that asks a clock, whatever else it looks at, answers with the time. */
static enum look function_looks(struct writes *e, struct node_id n, uint32_t depth)
{
    const struct function *fn = program_get(e->contexts->program, n)->body;
    struct looked *answer = &e->looks[n.i];
    if (answer->known)
        return answer->look;
    if (!fn || depth >= LOOK_DEPTH)
        return LOOK_NO;
    *answer = (struct looked){true, LOOK_NO}; /* while it is looked at: in itself it does not end */
    enum look all = LOOK_STATE;
    for (uint32_t i = 0; i < fn->events.len && all != LOOK_NO; i++) {
        enum look look = event_looks(e, n, i, depth + 1);
        if (look != LOOK_STATE)
            all = look == LOOK_NO ? LOOK_NO : LOOK_TIME;
    }
    answer->look = all;
    return all;
}

enum look writes_look(struct writes *e, struct node_id n, uint32_t event)
{
    return look_of_call(e, n, event, 0);
}

static void add_read(const struct writes *e, struct arena *a, struct node_id n, slot_vec *ret_slots)
{
    const struct function *fn = program_get(e->contexts->program, n)->body;
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_PATH)
            writes_slots(e->contexts->program, a, n, fn->values.at[i].path, ret_slots);
}

void writes_looks_at(struct writes *e, struct arena *a, struct node_id n, slot_vec *ret_slots)
{
    e->question++;
    e->work.len = 0;
    visit(e, n);
    for (uint32_t i = 0; i < e->work.len && i < BUDGET; i++) {
        struct node_id at = e->work.at[i];
        const struct own *own = own_of(e, at);
        if (program_get(e->contexts->program, at)->body)
            add_read(e, a, at, ret_slots);
        for (uint32_t k = 0; k < own->callees.len; k++)
            visit(e, own->callees.at[k]);
    }
}
