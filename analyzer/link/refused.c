#include "link/refused.h"

#include "link/edge_test.h"

struct refused {
    const struct bodies *bodies;
    bool *changes; /* by slot: a function stores to it, or hands its address on */
    bool *copied;  /* by slot: the variable may get what other objects hold, as a whole */
};

/* ---- fields that change ---- */

static void see_path(const struct refused *r, const struct node *node, struct path_id id)
{
    const struct path_step *last = path_last(node->body, function_path(node->body, id));
    if (last && last->kind == STEP_FIELD)
        r->changes[program_slot(node->facts, last->field).i] = true;
}

static void see_object(const struct refused *r, const struct node *node, struct path_id id)
{
    const struct path *p = function_path(node->body, id);
    if (p->root_kind == ROOT_GLOBAL)
        r->copied[program_slot(node->facts, (struct entity_id){p->root}).i] = true;
}

/* What the call gives to code that is not seen. */
static void see_call(const struct refused *r, const struct node *node,
                     const struct event_call *call)
{
    if (call->callee_kind == CALLEE_DIRECT &&
        program_get(r->bodies->program, program_node(node->facts, call->function))->body)
        return;
    for (uint32_t i = 0; i < call->arg_len; i++) {
        const struct value *v =
            function_value(node->body, node->body->args.at[call->first_arg + i]);
        if (v->kind == VALUE_ADDRESS)
            see_object(r, node, v->path);
    }
}

static void see_function(const struct refused *r, const struct node *node)
{
    const struct function *fn = node->body;
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_CALL)
            see_call(r, node, &fn->events.at[i].call);
        else if (fn->events.at[i].kind == EVENT_ASSIGN &&
                 !fn->paths.at[fn->events.at[i].assign.to.i].step_len)
            see_object(r, node, fn->events.at[i].assign.to);
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_ADDRESS)
            see_path(r, node, fn->values.at[i].path);
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_ASSIGN)
            see_path(r, node, fn->events.at[i].assign.to);
}

struct refused *refused_new(struct arena *arena, const struct bodies *b)
{
    const struct program *p = b->program;
    struct refused *r = arena_new_one(arena, struct refused);
    *r = (struct refused){b, arena_new_array(arena, bool, p->slots.len + 1),
                          arena_new_array(arena, bool, p->slots.len + 1)};
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            see_function(r, &p->nodes.at[i]);
    return r;
}

/* ---- one entry ---- */

struct entry {
    const struct refused *refused;
    const struct call *call;
    const struct flow_source *source;
    const struct path *field;  /* of the initialiser: where the function is stored */
    const struct path *called; /* of the caller: what is called */
};

static const struct path_step *step_of(const struct function *fn, const struct path *p, uint32_t i)
{
    return &fn->steps.at[p->first_step + i];
}

/* Step I of path A is step K of path B. */
static bool same_step(const struct facts *af, const struct function *a, const struct path *ap,
                      uint32_t i, const struct facts *bf, const struct function *b,
                      const struct path *bp, uint32_t k)
{
    const struct path_step *s = step_of(a, ap, i), *t = step_of(b, bp, k);
    if (s->kind != t->kind)
        return false;
    return s->kind == STEP_FIELD ? program_slot(af, s->field).i == program_slot(bf, t->field).i
                                 : s->kind != STEP_INDEX || s->index == t->index;
}

/* Of the steps of the path that is called, how many lead to the entry that TESTED is a field of
 * too? FACTS_NONE: it is no field of it. */
static uint32_t entry_steps(const struct entry *e, const struct path *tested)
{
    const struct node *node = program_get(e->refused->bodies->program, e->call->node);
    uint32_t same = 0;
    if (tested->root_kind != e->called->root_kind || tested->root != e->called->root)
        return FACTS_NONE;
    while (
        same < tested->step_len && same < e->called->step_len &&
        same_step(node->facts, node->body, tested, same, node->facts, node->body, e->called, same))
        same++;
    return same < tested->step_len && same < e->called->step_len ? same : FACTS_NONE;
}

/* Is PATH of the initialiser what TESTED is, of the entry? */
static bool is_tested(const struct entry *e, const struct path *path, const struct path *tested,
                      uint32_t same)
{
    const struct node *node = program_get(e->refused->bodies->program, e->call->node);
    const struct function *init = e->source->body;
    uint32_t below = e->called->step_len - same, own = e->field->step_len - below;
    if (path->root_kind != e->field->root_kind || path->root != e->field->root ||
        path->step_len != own + tested->step_len - same)
        return false;
    for (uint32_t i = 0; i < path->step_len; i++)
        if (i < own
                ? !same_step(e->source->facts, init, path, i, e->source->facts, init, e->field, i)
                : !same_step(e->source->facts, init, path, i, node->facts, node->body, tested,
                             same + i - own))
            return false;
    return true;
}

/* What the entry has there. False: not known. */
static bool number_of(const struct entry *e, const struct path *tested, uint32_t same,
                      int64_t *ret_number)
{
    const struct function *init = e->source->body;
    *ret_number = 0;
    if (e->called->step_len - same > e->field->step_len)
        return false;
    for (uint32_t i = 0; i < init->events.len; i++) {
        const struct event *x = &init->events.at[i];
        if (x->kind != EVENT_ASSIGN ||
            !is_tested(e, function_path(init, x->assign.to), tested, same))
            continue;
        const struct value *v = function_value(init, x->assign.from);
        *ret_number = v->kind == VALUE_INT ? v->number : 0;
        return v->kind == VALUE_INT || v->kind == VALUE_NULL;
    }
    return true;
}

/* Is the edge a test of another field of the entry? SAME: entry_steps. */
static bool looks_at(const struct entry *e, const struct block *k, uint32_t edge,
                     struct edge_test *ret, uint32_t *ret_same)
{
    const struct bodies *b = e->refused->bodies;
    const struct node *node = program_get(b->program, e->call->node);
    if (!edge_test_at(b, e->call->node, k, edge, ret) || ret->node.i != e->call->node.i)
        return false;
    const struct path *tested = function_path(node->body, ret->path);
    const struct path_step *last = path_last(node->body, tested);
    *ret_same = entry_steps(e, tested);
    return *ret_same != FACTS_NONE && last->kind == STEP_FIELD &&
           !e->refused->changes[program_slot(node->facts, last->field).i];
}

/* Does the edge not let through with the entry? */
static bool stops(const struct entry *e, const struct block *k, uint32_t edge)
{
    const struct function *fn = program_get(e->refused->bodies->program, e->call->node)->body;
    struct edge_test t;
    uint32_t same;
    int64_t number;
    return looks_at(e, k, edge, &t, &same) &&
           number_of(e, function_path(fn, t.path), same, &number) && !edge_test_passes(&t, number);
}

/* Is the variable at the root of what is called given something here? */
static bool gives(const struct entry *e, const struct event *x)
{
    const struct function *fn = program_get(e->refused->bodies->program, e->call->node)->body;
    if (x->kind != EVENT_ASSIGN)
        return false;
    const struct path *to = function_path(fn, x->assign.to);
    return !to->step_len && to->root_kind == e->called->root_kind && to->root == e->called->root;
}

struct way {
    const struct entry *entry;
    bool *seen;
    uint32_t *stack, depth;
};

/* From behind position AT of the block. True: the call is there. */
static bool go_on(struct way *w, const struct function *fn, uint32_t block, uint32_t at)
{
    const struct block *k = &fn->blocks.at[block];
    for (; at < k->events.len; at++)
        if (k->events.at[at].i == w->entry->call->event)
            return true;
        else if (gives(w->entry, &fn->events.at[k->events.at[at].i]))
            return false; /* a way of its own begins there */
    for (uint32_t e = 0; e < k->edge_len; e++) {
        uint32_t next = fn->edges.at[k->first_edge + e].to.i;
        if (!w->seen[next] && !stops(w->entry, k, e))
            w->seen[next] = true, w->stack[w->depth++] = next;
    }
    return false;
}

/* With the entry in the variable from the function's beginning, or from where it is given one. */
static bool gets_there(const struct entry *e, struct arena *scratch)
{
    const struct function *fn = program_get(e->refused->bodies->program, e->call->node)->body;
    struct way w = {.entry = e};
    w.seen = arena_new_array(scratch, bool, fn->blocks.len + 1);
    w.stack = arena_new_array(scratch, uint32_t, fn->blocks.len + 1);
    w.seen[0] = true;
    bool found = go_on(&w, fn, 0, 0);
    for (uint32_t b = 0; b < fn->blocks.len && !found; b++)
        for (uint32_t i = 0; i < fn->blocks.at[b].events.len && !found; i++)
            found = gives(e, &fn->events.at[fn->blocks.at[b].events.at[i].i]) &&
                    go_on(&w, fn, b, i + 1);
    while (w.depth && !found)
        found = go_on(&w, fn, w.stack[--w.depth], 0);
    return found;
}

/* ---- interface ---- */

static struct entry entry_of(const struct refused *r, const struct call *call)
{
    const struct function *fn = program_get(r->bodies->program, call->node)->body;
    return (struct entry){.refused = r,
                          .call = call,
                          .called = function_path(fn, fn->events.at[call->event].call.path)};
}

/* The struct of file scope that the path is in, behind no pointer; FACTS_NONE: none. */
static uint32_t object_of(const struct facts *f, const struct function *fn, const struct path *path)
{
    if (path->root_kind != ROOT_GLOBAL || !path->step_len ||
        facts_entity(f, (struct entity_id){path->root})->shape.kind != SHAPE_RECORD)
        return FACTS_NONE;
    for (uint32_t i = 0; i < path->step_len; i++)
        if (step_of(fn, path, i)->kind != STEP_FIELD ||
            (i + 1 < path->step_len &&
             facts_entity(f, step_of(fn, path, i)->field)->shape.kind != SHAPE_RECORD))
            return FACTS_NONE;
    return program_slot(f, (struct entity_id){path->root}).i;
}

/* Is the call through a field of an object of file scope that only gets what is stored there, or
 * through pointers? */
static uint32_t own_object(const struct refused *r, const struct call *call)
{
    const struct node *node = program_get(r->bodies->program, call->node);
    uint32_t object = object_of(node->facts, node->body, entry_of(r, call).called);
    return object != FACTS_NONE && r->copied[object] ? FACTS_NONE : object;
}

bool refused_looks(const struct refused *r, const struct call *call)
{
    const struct function *fn = program_get(r->bodies->program, call->node)->body;
    struct entry e = entry_of(r, call);
    if (own_object(r, call) != FACTS_NONE)
        return true;
    struct edge_test t;
    uint32_t same;
    const struct path_step *last = path_last(fn, e.called);
    for (uint32_t b = 0; last && last->kind == STEP_FIELD && b < fn->blocks.len; b++)
        for (uint32_t i = 0; i < fn->blocks.at[b].edge_len; i++)
            if (looks_at(&e, &fn->blocks.at[b], i, &t, &same))
                return true;
    return false;
}

bool refused_entry(const struct refused *r, const struct call *call,
                   const struct flow_source *source)
{
    const struct node *node = program_get(r->bodies->program, call->node);
    const struct event *x = &source->body->events.at[source->event];
    struct entry e = entry_of(r, call);
    uint32_t own = own_object(r, call);
    if (x->kind != EVENT_ASSIGN)
        return false;
    uint32_t other =
        object_of(source->facts, source->body, function_path(source->body, x->assign.to));
    if (own != FACTS_NONE && other != FACTS_NONE)
        return own != other;
    if (source->in.i != FACTS_NONE)
        return false;
    e.source = source;
    e.field = function_path(source->body, x->assign.to);
    const struct path_step *last = path_last(node->body, e.called),
                           *stored = path_last(source->body, e.field);
    if (!stored || stored->kind != STEP_FIELD ||
        program_slot(source->facts, stored->field).i != program_slot(node->facts, last->field).i)
        return false;
    struct arena *scratch = arena_new();
    bool refused = !gets_there(&e, scratch);
    arena_free(scratch);
    return refused;
}
