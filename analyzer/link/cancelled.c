#include "link/cancelled.h"

#define MAX_TARGETS 64 /* of a call through a pointer, that are followed */

struct search {
    const struct contexts *contexts;
    const struct aval_context *values;
    struct arena *arena;
    const struct pack *pack;
    VEC(uint64_t) handles; /* what is cancelled */
    bool any;              /* something that is not known is */
    bool *reached;         /* by node */
    VEC(struct node_id) work;
    source_vec *slot_targets; /* by slot, asked once */
    bool *slot_asked;
};

static const struct name_roles *roles_at(const struct search *s, const struct node *node,
                                         uint32_t event)
{
    const struct event *e = &node->body->events.at[event];
    return e->kind == EVENT_CALL
               ? roles_function(s->contexts->bodies->roles,
                                call_name(s->contexts->program, node->facts, node->body, &e->call))
               : NULL;
}

/* The variable or field that an argument is, also through a local variable with only that in it. */
static uint64_t object_of(const struct search *s, struct node_id n, uint32_t event, uint32_t arg)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    if (arg >= c->arg_len)
        return OBJECT_NONE;
    const struct value *v =
        function_value(fn, body_resolve(s->contexts->bodies, n, fn->args.at[c->first_arg + arg]));
    return v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS
               ? aval_object(s->contexts->program, n, v->path)
               : OBJECT_NONE;
}

/* Calls that cancel: their first argument is the handle. */
static void find_handles(struct search *s)
{
    const struct program *p = s->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node_id n = {i};
        const struct node *node = &p->nodes.at[i];
        for (uint32_t e = 0; node->body && e < node->body->events.len; e++) {
            const struct name_roles *r = roles_at(s, node, e);
            bool cancels = false;
            for (uint32_t k = 0; r && k < r->cancels.len; k++)
                cancels |= r->cancels.at[k] == s->pack;
            if (!cancels)
                continue;
            uint64_t object = object_of(s, n, e, 0);
            uint32_t param;
            if (object == OBJECT_NONE || aval_object_is_param(object, n, &param))
                s->any = true;
            else
                vec_push(s->arena, &s->handles, object);
        }
    }
}

/* A thread that a call creates. */
struct created {
    struct node_id in;
    uint32_t event;
    struct value_id entry; /* of IN */
    uint64_t handle;       /* OBJECT_NONE: not known */
};
typedef VEC(struct created) created_vec;

static void find_created(const struct search *s, created_vec *ret)
{
    const struct program *p = s->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node_id n = {i};
        const struct node *node = &p->nodes.at[i];
        for (uint32_t e = 0; node->body && e < node->body->events.len; e++) {
            const struct name_roles *r = roles_at(s, node, e);
            for (uint32_t k = 0; r && k < r->offloads.len; k++) {
                const struct rule_callback *rule = r->offloads.at[k];
                const struct event_call *c = &node->body->events.at[e].call;
                uint32_t arg =
                    rule->args.len ? arg_index(rule->args.at[0], c->arg_len) : FACTS_NONE;
                if (rule->out == INT32_MIN || arg == FACTS_NONE ||
                    !str_eq(rule->origin.pack, s->pack->name))
                    continue;
                vec_push(s->arena, ret,
                         (struct created){n, e, node->body->args.at[c->first_arg + arg],
                                          object_of(s, n, e, arg_index(rule->out, c->arg_len))});
            }
        }
    }
}

/* The parameter of N that the value is, FACTS_NONE for none. */
static uint32_t param_of(const struct search *s, struct node_id n, struct value_id id)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(s->contexts->bodies, n, id));
    const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    return p && p->root_kind == ROOT_PARAM && !p->step_len ? p->root : FACTS_NONE;
}

/* CREATED stands in a wrapper whose parameters are handle and entry: its callers create the
 * threads.
 */
static void add_callers(const struct search *s, const struct created *created, uint32_t handle,
                        uint32_t entry, created_vec *ret)
{
    const struct program *p = s->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node_id n = {i};
        const struct node *node = &p->nodes.at[i];
        for (uint32_t e = 0; node->body && e < node->body->events.len; e++) {
            const struct event *ev = &node->body->events.at[e];
            if (ev->kind != EVENT_CALL || call_node(node->facts, &ev->call).i != created->in.i ||
                entry >= ev->call.arg_len)
                continue;
            vec_push(s->arena, ret,
                     (struct created){n, e, node->body->args.at[ev->call.first_arg + entry],
                                      object_of(s, n, e, handle)});
        }
    }
}

/* Wrappers around the call that creates give way to their callers. */
static void resolve_wrappers(const struct search *s, created_vec *all)
{
    for (uint32_t i = 0; i < all->len && all->len < 10000; i++) {
        struct created c = all->at[i];
        uint32_t handle, entry;
        if (c.handle == OBJECT_NONE || !aval_object_is_param(c.handle, c.in, &handle))
            continue;
        entry = param_of(s, c.in, c.entry);
        all->at[i].handle = OBJECT_NONE;
        uint32_t before = all->len;
        if (entry != FACTS_NONE)
            add_callers(s, &c, handle, entry, all);
        if (all->len > before)
            all->at[i].entry.i = FACTS_NONE; /* they say it all */
    }
}

/* A handle that no thread is known by may be any thread's. */
static void match(struct search *s, const created_vec *all)
{
    for (uint32_t i = 0; i < s->handles.len; i++) {
        bool known = false;
        for (uint32_t k = 0; k < all->len; k++)
            known |= all->at[k].handle == s->handles.at[i];
        s->any |= !known;
    }
}

static bool is_cancelled(const struct search *s, const struct created *c)
{
    bool cancelled = s->any || c->handle == OBJECT_NONE;
    if (c->entry.i == FACTS_NONE)
        return false;
    for (uint32_t i = 0; i < s->handles.len; i++)
        cancelled |= s->handles.at[i] == c->handle;
    return cancelled;
}

static void reach(struct search *s, struct node_id n)
{
    if (s->reached[n.i] || !program_get(s->contexts->program, n)->body)
        return;
    s->reached[n.i] = true;
    vec_push(s->arena, &s->work, n);
}

static void reach_entries(struct search *s, const struct created *c)
{
    source_vec sources = {0};
    flow_value(s->contexts->flow, s->arena, c->in, c->entry, c->event, &sources);
    for (uint32_t k = 0; k < sources.len; k++)
        reach(s, sources.at[k]->function);
}

static void reach_through_pointer(struct search *s, struct node_id n, const struct event_call *c)
{
    struct flow *flow = s->contexts->flow;
    struct place_id place =
        c->callee_kind == CALLEE_PATH ? flow_path(flow, n, c->path) : (struct place_id){FACTS_NONE};
    struct slot_id slot;
    if (place.i == FACTS_NONE || !flow_is_slot(flow, place, &slot))
        return;
    if (!s->slot_asked[slot.i])
        flow_functions(flow, s->arena, place, &s->slot_targets[slot.i]);
    s->slot_asked[slot.i] = true;
    const source_vec *targets = &s->slot_targets[slot.i];
    for (uint32_t i = 0; i < targets->len && i < MAX_TARGETS; i++)
        reach(s, targets->at[i]->function);
}

/* Does the call keep cancellation away from here on (1), let it in again (0), or neither (-1)? */
static int shields(const struct search *s, struct node_id n, uint32_t event)
{
    const struct name_roles *r = roles_at(s, program_get(s->contexts->program, n), event);
    struct aval args[AVAL_MAX_ARGS];
    if (!r || !r->shields.len)
        return -1;
    uint32_t len = aval_args(s->values, n, event, args);
    for (uint32_t i = 0; i < r->shields.len; i++)
        if (r->shields.at[i]->pack == s->pack &&
            (!r->shields.at[i]->when.len ||
             aval_any(s->values, &r->shields.at[i]->when, args, len) == TRI_YES))
            return 1;
    return 0;
}

enum { REACHED_SHIELDED = 1, REACHED_OPEN = 2 };

/* By event: can it run while cancellation is let in? */
static bool *open_events(const struct search *s, struct node_id n, struct arena *scratch)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    bool *open = arena_new_array(scratch, bool, fn->events.len + 1);
    uint8_t *done = arena_new_array(scratch, uint8_t, fn->blocks.len + 1);
    struct {
        uint32_t block;
        bool open;
    } *work = arena_alloc(scratch, sizeof *work * ((size_t)fn->blocks.len * 2 + 2));
    uint32_t depth = 0;
    if (fn->blocks.len) {
        work[depth].block = 0;
        work[depth++].open = true;
        done[0] = REACHED_OPEN;
    }
    while (depth) {
        uint32_t block = work[--depth].block;
        bool now = work[depth].open;
        const struct block *k = &fn->blocks.at[block];
        for (uint32_t i = 0; i < k->events.len; i++) {
            int shield = shields(s, n, k->events.at[i].i);
            open[k->events.at[i].i] |= now;
            now = shield < 0 ? now : !shield;
        }
        uint8_t bit = now ? REACHED_OPEN : REACHED_SHIELDED;
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            if (done[to] & bit)
                continue;
            done[to] |= bit;
            work[depth].block = to;
            work[depth++].open = now;
        }
    }
    return open;
}

static void spread(struct search *s)
{
    struct arena *scratch = arena_new();
    for (uint32_t at = 0; at < s->work.len; at++) {
        struct node_id n = s->work.at[at];
        const struct function *fn = program_get(s->contexts->program, n)->body;
        const bool *open = open_events(s, n, scratch);
        for (uint32_t e = 0; e < fn->events.len; e++) {
            if (fn->events.at[e].kind != EVENT_CALL || !open[e])
                continue;
            struct node_id callees[16];
            uint32_t len = context_callees(s->contexts, n, e, callees, 16);
            for (uint32_t k = 0; k < len; k++)
                reach(s, callees[k]);
            reach_through_pointer(s, n, &fn->events.at[e].call);
        }
        arena_reset(scratch);
    }
    arena_free(scratch);
}

/* Has the framework threads of its own, which a handle tells apart? */
static bool has_threads(const struct pack *pack)
{
    for (uint32_t i = 0; i < pack->offloads.len; i++)
        if (pack->offloads.at[i].out != INT32_MIN)
            return true;
    return false;
}

const bool *cancelled_find(const struct contexts *c, const struct aval_context *values,
                           struct arena *arena, const struct pack *pack)
{
    struct search s = {.contexts = c, .values = values, .arena = arena, .pack = pack};
    created_vec created = {0};
    s.reached = arena_new_array(arena, bool, c->program->nodes.len + 1);
    find_handles(&s);
    if (!s.any && !s.handles.len)
        return s.reached;
    if (!has_threads(pack)) { /* what is cancelled are operations, of any function */
        for (uint32_t i = 0; i < c->program->nodes.len; i++)
            s.reached[i] = true;
        return s.reached;
    }
    s.slot_targets = arena_new_array(arena, source_vec, c->program->slots.len + 1);
    s.slot_asked = arena_new_array(arena, bool, c->program->slots.len + 1);
    find_created(&s, &created);
    resolve_wrappers(&s, &created);
    match(&s, &created);
    for (uint32_t i = 0; i < created.len; i++)
        if (is_cancelled(&s, &created.at[i]))
            reach_entries(&s, &created.at[i]);
    spread(&s);
    return s.reached;
}
