#include "effects/lastact.h"

#include "link/handles.h"
#include "link/names.h"

struct lastacts {
    struct arena *arena;
    const struct contexts *contexts;
    uint32_t *named; /* by node: how often the program names the function, other than to call it */
    bool *called;    /* by node: directly, by somebody; both NULL: nothing was asked yet */
};

struct lastacts *lastacts_new(struct arena *arena, const struct contexts *c)
{
    struct lastacts *l = arena_new_one(arena, struct lastacts);
    *l = (struct lastacts){.arena = arena, .contexts = c};
    return l;
}

static const struct node *node_of(const struct lastacts *l, struct node_id n)
{
    return program_get(l->contexts->program, n);
}

static const struct event *event_of(const struct lastacts *l, const struct call *call)
{
    return &node_of(l, call->node)->body->events.at[call->event];
}

static const struct value *arg_of(const struct lastacts *l, const struct call *call, uint32_t arg)
{
    const struct function *fn = node_of(l, call->node)->body;
    return function_value(fn, fn->args.at[event_of(l, call)->call.first_arg + arg]);
}

/* ---- the program ---- */

static void see_program(struct lastacts *l)
{
    const struct program *p = l->contexts->program;
    l->named = names_count(l->arena, p);
    l->called = arena_new_array(l->arena, bool, p->nodes.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const call_vec *rows = &l->contexts->calls->at[i];
        for (uint32_t k = 0; k < rows->len; k++)
            for (uint32_t c = 0; c < rows->at[k].callees.len; c++)
                l->called[rows->at[k].callees.at[c].i] = true;
    }
}

/* The field or variable that the value is, or is the address or an element of. */
static bool slot_of(const struct lastacts *l, struct node_id n, const struct value *v,
                    struct slot_id *ret)
{
    const struct node *node = node_of(l, n);
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return false;
    const struct path *p = function_path(node->body, v->path);
    uint32_t len = p->step_len;
    while (len && node->body->steps.at[p->first_step + len - 1].kind == STEP_INDEX)
        len--;
    const struct path_step *last = len ? &node->body->steps.at[p->first_step + len - 1] : NULL;
    if (last ? last->kind != STEP_FIELD : p->root_kind != ROOT_GLOBAL)
        return false;
    *ret = program_slot(node->facts, last ? last->field : (struct entity_id){p->root});
    return true;
}

/* Is the value function F? */
static bool is_function(const struct lastacts *l, struct node_id n, const struct value *v,
                        struct node_id f)
{
    return v->kind == VALUE_FUNCTION && program_node(node_of(l, n)->facts, v->function).i == f.i;
}

/* ---- the thread ---- */

/* What the thread with its handle in SLOT runs; FACTS_NONE: nothing that is known, or several. */
static struct node_id thread_of(const struct lastacts *l, struct slot_id slot)
{
    const struct contexts *c = l->contexts;
    struct node_id thread = {FACTS_NONE};
    struct slot_id at;
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++) {
            const struct call *call = &c->calls->at[i].at[k];
            const struct event *e = event_of(l, call);
            for (uint32_t a = 0; e->kind == EVENT_CALL && a < e->call.arg_len; a++) {
                if (!handles_started(c->bodies, call, a, &at) || at.i != slot.i)
                    continue;
                const struct value *v = arg_of(l, call, a);
                if (v->kind != VALUE_FUNCTION || thread.i != FACTS_NONE)
                    return (struct node_id){FACTS_NONE};
                thread = program_node(node_of(l, call->node)->facts, v->function);
            }
        }
    return thread;
}

/* May the call wait for something, or run the program's own code? */
static bool does_more(const struct lastacts *l, const struct call *call)
{
    bool more = call->targets.len || (call->roles && call->roles->blocking.len);
    for (uint32_t i = 0; i < call->callees.len; i++)
        more |= node_of(l, call->callees.at[i])->body != NULL;
    return more;
}

/* Does the function end behind the call, without doing more? */
static bool is_last(const struct lastacts *l, const struct call *call)
{
    const struct contexts *c = l->contexts;
    const struct function *fn = node_of(l, call->node)->body;
    const struct body *body = &c->bodies->at[call->node.i];
    bool *seen = arena_new_array(l->arena, bool, fn->blocks.len + 1);
    uint32_t *stack = arena_new_array(l->arena, uint32_t, fn->blocks.len + 1), depth = 1;
    uint32_t at = body->position_of[call->event] + 1;
    if (!body->block_of[call->event])
        return false;
    for (stack[0] = body->block_of[call->event] - 1; depth; at = 0) {
        const struct block *k = &fn->blocks.at[stack[--depth]];
        for (; at < k->events.len; at++) {
            const struct call *next = calls_find(c->calls, call->node, k->events.at[at].i);
            if (k->events.at[at].i == call->event || (next && does_more(l, next)))
                return false;
        }
        for (uint32_t i = 0; i < k->edge_len; i++) {
            uint32_t to = fn->edges.at[k->first_edge + i].to.i;
            if (!seen[to])
                seen[to] = true, stack[depth++] = to;
        }
    }
    return true;
}

/* ---- the callback ---- */

/* The argument of a registrar that is the handle whose callback is its argument ARG. */
static uint32_t handle_arg(const struct lastacts *l, const struct call *call, uint32_t arg)
{
    uint32_t len = event_of(l, call)->call.arg_len;
    for (uint32_t i = 0; call->roles && i < call->roles->keeps.len; i++) {
        const struct rule_keep *k = call->roles->keeps.at[i];
        if (callee_arity_fits(&k->callee, len) && k->args.len && k->given_to != INT32_MIN &&
            arg_index(k->given_to, len) == arg)
            return arg_index(k->args.at[0], len);
    }
    return FACTS_NONE;
}

/* Does the function register its parameter PARAM with a handle that it returns? */
static bool returns_handle(const struct lastacts *l, struct node_id n, uint32_t param)
{
    const struct function *fn = node_of(l, n)->body;
    const call_vec *rows = &l->contexts->calls->at[n.i];
    struct path_id handle = {FACTS_NONE};
    for (uint32_t i = 0; fn && i < rows->len; i++) {
        const struct event *e = event_of(l, &rows->at[i]);
        for (uint32_t a = 0; e->kind == EVENT_CALL && a < e->call.arg_len; a++) {
            uint32_t at = handle_arg(l, &rows->at[i], a);
            struct value_id given = fn->args.at[e->call.first_arg + a];
            if (at == FACTS_NONE || body_param(l->contexts->bodies, n, given) != param)
                continue;
            const struct value *v = arg_of(l, &rows->at[i], at);
            handle.i = v->kind == VALUE_PATH ? v->path.i : FACTS_NONE;
        }
    }
    for (uint32_t i = 0; handle.i != FACTS_NONE && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct value *v = e->kind == EVENT_RETURN && e->value.i != FACTS_NONE
                                    ? function_value(fn, e->value)
                                    : NULL;
        if (v && v->kind == VALUE_PATH && v->path.i == handle.i)
            return true;
    }
    return false;
}

/* The handle that the call registers its argument ARG for. */
static bool find_handle(const struct lastacts *l, const struct call *call, uint32_t arg,
                        struct slot_id *ret)
{
    const struct event_call *c = &event_of(l, call)->call;
    uint32_t at = handle_arg(l, call, arg);
    if (at != FACTS_NONE)
        return slot_of(l, call->node, arg_of(l, call, at), ret);
    return call->callees.len == 1 && c->use == USE_STORED &&
           returns_handle(l, call->callees.at[0], arg) &&
           handles_slot(l->contexts->bodies, call->node, c->stored, ret);
}

/* Does the call write to the descriptor that is its argument ARG? */
static bool writes(const struct call *call, uint32_t arg, uint32_t len)
{
    for (uint32_t i = 0; i < call->roles->blocking.len; i++) {
        const struct rule_blocking *b = call->roles->blocking.at[i];
        if (b->count != INT32_MIN && b->fd != INT32_MIN && arg_index(b->fd, len) == arg)
            return true;
    }
    return false;
}

/* Does the call, which any thread may make, wake the handle, or write to the pipe? */
static bool wakes(const struct lastacts *l, const struct call *call, struct slot_id handle)
{
    const struct event *e = event_of(l, call);
    struct slot_id slot;
    for (uint32_t a = 0; e->kind == EVENT_CALL && call->roles && a < e->call.arg_len; a++)
        if (slot_of(l, call->node, arg_of(l, call, a), &slot) && slot.i == handle.i &&
            (call->roles->thread_safe || writes(call, a, e->call.arg_len)))
            return true;
    return false;
}

static bool is_woken_last(const struct lastacts *l, struct slot_id handle, struct node_id thread)
{
    const struct contexts *c = l->contexts;
    bool woken = false;
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++) {
            const struct call *call = &c->calls->at[i].at[k];
            if (!wakes(l, call, handle))
                continue;
            if (i != thread.i || !is_last(l, call))
                return false;
            woken = true;
        }
    return woken;
}

/* Does the call only make its argument ARG run when the thread has nothing left to do? It may be
 * handed the end of a pipe, or the field that has both ends, to which the thread writes. */
static bool runs_at_end(const struct lastacts *l, const struct call *call, uint32_t arg,
                        struct node_id thread)
{
    struct slot_id handle;
    if (find_handle(l, call, arg, &handle))
        return is_woken_last(l, handle, thread);
    for (uint32_t a = 0; a < event_of(l, call)->call.arg_len; a++)
        if (a != arg && slot_of(l, call->node, arg_of(l, call, a), &handle) &&
            is_woken_last(l, handle, thread))
            return true;
    return call->node.i == thread.i && call->roles && call->roles->callbacks.len &&
           is_last(l, call);
}

bool lastact_joined(struct lastacts *l, struct node_id n, uint32_t event)
{
    const struct contexts *c = l->contexts;
    const struct call *join = calls_find(c->calls, n, event);
    struct slot_id slot;
    uint32_t at_end = 0;
    if (!join || !join->roles || !join->roles->joins || !event_of(l, join)->call.arg_len ||
        !slot_of(l, n, arg_of(l, join, 0), &slot))
        return false;
    if (!l->named)
        see_program(l);
    struct node_id thread = thread_of(l, slot);
    if (thread.i == FACTS_NONE || !node_of(l, thread)->body || l->called[n.i])
        return false;
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++) {
            const struct call *call = &c->calls->at[i].at[k];
            const struct event *e = event_of(l, call);
            for (uint32_t a = 0; e->kind == EVENT_CALL && a < e->call.arg_len; a++)
                at_end += is_function(l, call->node, arg_of(l, call, a), n) &&
                          runs_at_end(l, call, a, thread);
        }
    return at_end && at_end == l->named[n.i];
}
