#include "effects/owned.h"

#include "effects/callmap.h"

struct known {
    uint64_t object; /* see aval_object */
    bool owned;      /* not as long as it is being asked */
};

struct owned {
    struct arena *arena;
    const struct elsewhere *e;
    struct callmap *callers; /* NULL: not asked for yet */
    VEC(struct known) known;
};

/* Over all that is stored in one object. */
struct stored {
    bool own, other;
};

/* What a function returns, and what it stores where a parameter points to, as objects: parameters
 * that none has. */
#define RESULT INT32_MAX
#define OUT (1U << 30)

static bool is_owned(struct owned *o, uint64_t object);

static const struct function *body_of(const struct owned *o, struct node_id n)
{
    return program_get(o->e->contexts->program, n)->body;
}

static uint64_t object_of(const struct owned *o, struct node_id n, const struct value *v)
{
    return v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS
               ? aval_object(o->e->contexts->program, n, v->path)
               : OBJECT_NONE;
}

/* What is only there because code of the loop, or from main, has made it is not meant. */
static bool runs_beside(const struct owned *o, struct node_id n)
{
    const struct context *x = &o->e->contexts->at[n.i];
    return o->e->at[n.i].entry && !x->bits && !x->at_start;
}

/* ---- values ---- */

/* Is what the call makes its thread's own: what it returns, or with PARAM what OUT and the number
 * of an argument stand for? LEFT: an object that does not count. */
static bool makes(struct owned *o, struct node_id n, uint32_t event, uint32_t param, uint64_t left)
{
    const struct function *fn = body_of(o, n);
    const struct event *e = &fn->events.at[event];
    const struct call *call = calls_find(o->e->contexts->calls, n, event);
    if (!call || e->kind != EVENT_CALL || !runs_beside(o, n))
        return false;
    if (call->roles && call->roles->makes_own)
        return true;
    if (call->callees.len && body_of(o, call->callees.at[0]))
        return is_owned(o, aval_object_param(call->callees.at[0], param));
    for (uint32_t i = 0; i < e->call.arg_len; i++) {
        const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + i]);
        uint64_t object = object_of(o, n, v);
        if (object != left && is_owned(o, object))
            return true;
    }
    return false;
}

static bool is_value_owned(struct owned *o, struct node_id n, struct value_id id)
{
    const struct value *v = function_value(body_of(o, n), id);
    return v->kind == VALUE_RESULT ? makes(o, n, v->event.i, RESULT, OBJECT_NONE)
                                   : is_owned(o, object_of(o, n, v));
}

/* ---- stores ---- */

static void add(struct stored *s, bool own)
{
    s->own |= own;
    s->other |= !own;
}

/* A call that is given the address of the object, and does not make it, only works with it; new
 * memory is for such a thing to be made in. */
static void see_call(struct owned *o, struct node_id n, uint32_t event, uint64_t object,
                     struct stored *s)
{
    const struct function *fn = body_of(o, n);
    const struct event_call *c = &fn->events.at[event].call;
    const struct call *call = calls_get(o->e->contexts->calls, n, event);
    bool own = call->roles && call->roles->makes_own;
    if (c->use == USE_STORED && c->stored.i != FACTS_NONE &&
        !(call->roles && call->roles->is_allocator) &&
        aval_object(o->e->contexts->program, n, c->stored) == object)
        add(s, makes(o, n, event, RESULT, object));
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(fn, fn->args.at[c->first_arg + i]);
        if (object_of(o, n, v) != object)
            continue;
        if (own)
            add(s, runs_beside(o, n));
        else if (v->kind == VALUE_ADDRESS)
            s->own |= makes(o, n, event, OUT | i, object);
    }
}

static void see_function(struct owned *o, struct node_id n, uint64_t object, struct stored *s)
{
    const struct program *p = o->e->contexts->program;
    const struct function *fn = body_of(o, n);
    for (uint32_t i = 0; fn && i < fn->events.len && !s->other; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_CALL)
            see_call(o, n, i, object, s);
        else if (e->kind == EVENT_ASSIGN && aval_object(p, n, e->assign.to) == object &&
                 function_value(fn, e->assign.from)->kind != VALUE_NULL &&
                 function_value(fn, e->assign.from)->kind != VALUE_RESULT)
            add(s, is_value_owned(o, n, e->assign.from));
    }
}

static void see_callers(struct owned *o, struct node_id n, uint32_t param, struct stored *s)
{
    if (!o->callers)
        o->callers = callmap_new(o->e->contexts);
    struct call_edges edges = callmap_in(o->callers, n);
    for (uint32_t i = 0; i < edges.len && !s->other; i++) {
        const struct function *fn = body_of(o, edges.at[i]->from);
        const struct event *e = &fn->events.at[edges.at[i]->event];
        add(s, e->kind == EVENT_CALL && param < e->call.arg_len &&
                   is_value_owned(o, edges.at[i]->from, fn->args.at[e->call.first_arg + param]));
    }
}

static void see_returns(struct owned *o, struct node_id n, struct stored *s)
{
    const struct function *fn = body_of(o, n);
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_RETURN && fn->events.at[i].value.i != FACTS_NONE &&
            function_value(fn, fn->events.at[i].value)->kind != VALUE_NULL)
            add(s, is_value_owned(o, n, fn->events.at[i].value));
}

/* Does N hand its parameter on to what makes such a thing there? */
static void see_out(struct owned *o, struct node_id n, uint32_t param, struct stored *s)
{
    const struct function *fn = body_of(o, n);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event_call *c = &fn->events.at[i].call;
        for (uint32_t k = 0; fn->events.at[i].kind == EVENT_CALL && k < c->arg_len; k++)
            if (object_of(o, n, function_value(fn, fn->args.at[c->first_arg + k])) ==
                aval_object_param(n, param))
                s->own |= makes(o, n, i, OUT | k, aval_object_param(n, param));
    }
}

/* ---- objects ---- */

static struct stored stored_in(struct owned *o, uint64_t object)
{
    struct stored s = {false, false};
    struct node_id n = {(uint32_t)(object >> 32) - 1}; /* slots have 0 there */
    uint32_t param;
    if (object >> 32 && aval_object_is_param(object, n, &param)) {
        if (param == RESULT)
            see_returns(o, n, &s);
        else if (param & OUT)
            see_out(o, n, param & ~OUT, &s);
        else
            see_callers(o, n, param, &s);
    }
    if (object >> 32)
        see_function(o, n, object, &s);
    for (n.i = 0; !(object >> 32) && n.i < o->e->contexts->program->nodes.len && !s.other; n.i++)
        see_function(o, n, object, &s);
    return s;
}

static bool is_owned(struct owned *o, uint64_t object)
{
    uint32_t at = o->known.len;
    if (object == OBJECT_NONE)
        return false;
    for (uint32_t i = 0; i < o->known.len; i++)
        if (o->known.at[i].object == object)
            return o->known.at[i].owned;
    vec_push(o->arena, &o->known, (struct known){object, false});
    struct stored s = stored_in(o, object);
    o->known.at[at].owned = s.own && !s.other;
    return o->known.at[at].owned;
}

bool owned_by_call(struct owned *o, const struct call *call)
{
    const struct function *fn = body_of(o, call->node);
    const struct event *e = &fn->events.at[call->event];
    for (uint32_t i = 0; e->kind == EVENT_CALL && i < e->call.arg_len; i++)
        if (is_value_owned(o, call->node, fn->args.at[e->call.first_arg + i]))
            return true;
    return false;
}

struct owned *owned_new(const struct elsewhere *e)
{
    struct arena *arena = arena_new();
    struct owned *o = arena_new_one(arena, struct owned);
    *o = (struct owned){.arena = arena, .e = e};
    return o;
}

void owned_free(struct owned *o)
{
    if (o) {
        callmap_free(o->callers);
        arena_free(o->arena);
    }
}
