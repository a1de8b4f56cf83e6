#include "link/handles.h"

#include "engine/solve.h"
#include "ir/order.h"

struct search {
    const struct bodies *b;
    struct arena *scratch;
    bool *runs; /* by node: it runs a loop, itself or further down */
    bool *loops, *others;
};

bool handles_slot(const struct bodies *b, struct node_id n, struct path_id path,
                  struct slot_id *ret_slot)
{
    const struct node *node = program_get(b->program, n);
    const struct path *p = function_path(node->body, path);
    const struct path_step *last = path_last(node->body, p);
    if (last ? last->kind != STEP_FIELD : p->root_kind != ROOT_GLOBAL)
        return false;
    *ret_slot = program_slot(node->facts, last ? last->field : (struct entity_id){p->root});
    return true;
}

static bool runs_loop(void *context, uint32_t node)
{
    const struct search *s = context;
    const call_vec *rows = &s->b->calls->at[node];
    bool runs = false;
    for (uint32_t i = 0; i < rows->len && !runs; i++) {
        const struct name_roles *r = rows->at[i].roles;
        runs = r && (r->run_loops.len || r->waits_many.len);
        for (uint32_t k = 0; !runs && k < rows->at[i].callees.len; k++)
            runs = s->runs[rows->at[i].callees.at[k].i];
    }
    bool changed = runs && !s->runs[node];
    s->runs[node] = runs;
    return changed;
}

static bool in_loop(const struct search *s, struct node_id n, uint32_t event)
{
    struct loops loops;
    loops_find(s->scratch, program_get(s->b->program, n)->body, &loops);
    uint32_t block = s->b->at[n.i].block_of[event];
    return block && loops.innermost[block - 1] != FACTS_NONE;
}

/* Does the call start a thread with its argument ARG? */
static bool starts_thread(const struct call *call, uint32_t arg, uint32_t arg_len)
{
    for (uint32_t i = 0; call->roles && i < call->roles->offloads.len; i++) {
        const struct rule_callback *r = call->roles->offloads.at[i];
        for (uint32_t k = 0; k < r->args.len; k++)
            if (arg_index(r->args.at[k], arg_len) == arg)
                return true;
    }
    return false;
}

/* Where the handle of what the call is given as argument ARG is put. */
static void find_handles(const struct bodies *b, const struct call *call, uint32_t arg,
                         struct path_id ret[2])
{
    const struct function *fn = program_get(b->program, call->node)->body;
    const struct event_call *c = &fn->events.at[call->event].call;
    ret[0].i = FACTS_NONE;
    ret[1] = c->use == USE_STORED ? c->stored : ret[0];
    for (uint32_t i = 0; i < arg && ret[0].i == FACTS_NONE; i++) {
        const struct value *out = function_value(fn, fn->args.at[c->first_arg + i]);
        if (out->kind == VALUE_ADDRESS)
            ret[0] = out->path;
    }
}

bool handles_started(const struct bodies *b, const struct call *call, uint32_t arg,
                     struct slot_id *ret_slot)
{
    const struct event *e = &program_get(b->program, call->node)->body->events.at[call->event];
    struct path_id at[2];
    if (e->kind != EVENT_CALL || arg >= e->call.arg_len ||
        !starts_thread(call, arg, e->call.arg_len))
        return false;
    find_handles(b, call, arg, at);
    return (at[0].i != FACTS_NONE && handles_slot(b, call->node, at[0], ret_slot)) ||
           (at[1].i != FACTS_NONE && handles_slot(b, call->node, at[1], ret_slot));
}

/* The call is handed something, maybe a function, as its argument ARG. */
static void see_start(const struct search *s, const struct call *call, uint32_t arg)
{
    const struct node *node = program_get(s->b->program, call->node);
    const struct function *fn = node->body;
    const struct event_call *c = &fn->events.at[call->event].call;
    const struct value *v = function_value(fn, fn->args.at[c->first_arg + arg]);
    bool function = v->kind == VALUE_FUNCTION, thread = starts_thread(call, arg, c->arg_len);
    bool loop = function && s->runs[program_node(node->facts, v->function).i] &&
                !in_loop(s, call->node, call->event);
    struct path_id at[2];
    struct slot_id slot;
    find_handles(s->b, call, arg, at);
    for (uint32_t i = 0; (loop || thread) && i < COUNT(at); i++)
        if (at[i].i != FACTS_NONE && handles_slot(s->b, call->node, at[i], &slot))
            *(loop ? &s->loops[slot.i] : &s->others[slot.i]) = true;
}

void handles_find(const struct bodies *b, bool *ret_loops, bool *ret_others)
{
    const struct program *p = b->program;
    struct arena *scratch = arena_new();
    struct search s = {.b = b, .scratch = scratch, .loops = ret_loops, .others = ret_others};
    s.runs = arena_new_array(scratch, bool, p->nodes.len + 1);
    solve(calls_order_written(b->calls), runs_loop, &s);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const call_vec *rows = &b->calls->at[i];
        for (uint32_t k = 0; k < rows->len; k++) {
            const struct event *e = &p->nodes.at[i].body->events.at[rows->at[k].event];
            for (uint32_t a = 0; e->kind == EVENT_CALL && a < e->call.arg_len; a++)
                see_start(&s, &rows->at[k], a);
        }
    }
    arena_free(scratch);
}
