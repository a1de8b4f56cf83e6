#include "contexts/signals.h"

#include "link/back.h"

struct signals *signals_new(struct arena *arena, const struct bodies *b, struct flow *flow,
                            enum signals_which which)
{
    struct signals *s = arena_new_one(arena, struct signals);
    *s = (struct signals){.arena = arena, .bodies = b, .flow = flow};
    for (uint32_t i = 0; i < b->roles->packs.len; i++) {
        const struct pack *k = b->roles->packs.at[i];
        bool crash = which == SIGNALS_CRASH;
        uint32_t len = crash ? k->crash_signals.len : k->operator_signals.len;
        const struct rule_command *at = crash ? k->crash_signals.at : k->operator_signals.at;
        for (uint32_t n = 0; n < len; n++)
            vec_push(arena, &s->all, (struct signal_name){at[n].name, at[n].does});
    }
    s->handlers = arena_new_array(arena, struct handler, b->program->nodes.len + 1);
    return s;
}

/* ---- how one is spelled ---- */

const struct signal_name *signal_named(const struct signals *s, struct str name)
{
    for (uint32_t i = s->all.len; i-- > 0;) /* the last pack counts */
        if (str_eq(s->all.at[i].name, name))
            return &s->all.at[i];
    return NULL;
}

static const struct signal_name *spelled_in(const struct signals *s, const struct function *fn,
                                            const struct value *v)
{
    for (uint32_t i = 0; v->kind == VALUE_INT && i < v->name_len; i++) {
        const struct signal_name *name = signal_named(s, fn->names.at[v->first_name + i].name);
        if (name)
            return name;
    }
    return NULL;
}

const struct signal_name *signal_spelled(const struct signals *s, struct node_id n,
                                         struct value_id v)
{
    const struct function *fn = program_get(s->bodies->program, n)->body;
    return spelled_in(s, fn, function_value(fn, body_resolve(s->bodies, n, v)));
}

/* ---- what a registrar is given ---- */

struct giving { /* a search for the call by which SOURCE came */
    const struct signals *signals;
    const struct flow_source *source;
    bool *seen; /* by node */
};

static const struct signal_name *given_by_callers(struct giving *g, struct node_id n,
                                                  uint32_t param);

static bool is_callee(const struct call *call, struct node_id n)
{
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (call->callees.at[i].i == n.i)
            return true;
    return false;
}

static const struct signal_name *given_by(struct giving *g, const struct call *call, uint32_t arg)
{
    const struct bodies *b = g->signals->bodies;
    const struct function *fn = program_get(b->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    if (e->kind != EVENT_CALL || arg >= e->call.arg_len)
        return NULL;
    struct value_id v = fn->args.at[e->call.first_arg + arg];
    if (call->node.i == g->source->in.i && call->event == g->source->event)
        return signal_spelled(g->signals, call->node, v);
    uint32_t param = body_param(b, call->node, v);
    return param == FACTS_NONE ? NULL : given_by_callers(g, call->node, param);
}

static const struct signal_name *given_by_callers(struct giving *g, struct node_id n,
                                                  uint32_t param)
{
    const struct calls *calls = g->signals->bodies->calls;
    const struct signal_name *name = NULL;
    if (g->seen[n.i])
        return NULL;
    g->seen[n.i] = true;
    for (uint32_t i = 0; i < calls->program->nodes.len && !name; i++)
        for (uint32_t k = 0; k < calls->at[i].len && !name; k++)
            if (is_callee(&calls->at[i].at[k], n))
                name = given_by(g, &calls->at[i].at[k], param);
    return name;
}

const struct signal_name *signal_of_call(const struct signals *s, struct node_id n, uint32_t event,
                                         int32_t arg, const struct flow_source *source)
{
    const struct program *p = s->bodies->program;
    const struct function *fn = program_get(p, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    uint32_t at = arg_index(arg, c->arg_len);
    if (at == FACTS_NONE)
        return NULL;
    struct value_id v = fn->args.at[c->first_arg + at];
    uint32_t param = body_param(s->bodies, n, v);
    if (param == FACTS_NONE)
        return signal_spelled(s, n, v);
    struct arena *scratch = arena_new();
    struct giving g = {s, source, arena_new_array(scratch, bool, p->nodes.len + 1)};
    const struct signal_name *name = given_by_callers(&g, n, param);
    arena_free(scratch);
    return name;
}

/* ---- what a function of the program is given ---- */

struct catching { /* a search for who installs a handler for a signal that it is given */
    const struct bodies *bodies;
    bool *seen; /* by node */
};

static bool catches(struct catching *x, struct node_id n, uint32_t param);

/* Does the call of N install a handler for N's parameter PARAM, or hand that on to who does? */
static bool call_catches(struct catching *x, const struct call *call, uint32_t param)
{
    const struct function *fn = program_get(x->bodies->program, call->node)->body;
    const struct event_call *c = &fn->events.at[call->event].call;
    if (fn->events.at[call->event].kind != EVENT_CALL)
        return false;
    for (uint32_t a = 0; a < c->arg_len; a++) {
        bool given = body_param(x->bodies, call->node, fn->args.at[c->first_arg + a]) == param;
        for (uint32_t i = 0; given && call->roles && i < call->roles->signal_handlers.len; i++) {
            int32_t signal = call->roles->signal_handlers.at[i]->signal;
            if (signal != INT32_MIN && arg_index(signal, c->arg_len) == a)
                return true;
        }
        for (uint32_t i = 0; given && i < call->callees.len; i++)
            if (catches(x, call->callees.at[i], a))
                return true;
    }
    return false;
}

static bool catches(struct catching *x, struct node_id n, uint32_t param)
{
    const call_vec *rows = &x->bodies->calls->at[n.i];
    bool caught = false;
    if (x->seen[n.i] || !program_get(x->bodies->program, n)->body)
        return false;
    x->seen[n.i] = true;
    for (uint32_t i = 0; i < rows->len && !caught; i++)
        caught = call_catches(x, &rows->at[i], param);
    return caught;
}

const struct signal_name *signal_caught(const struct signals *s, const struct call *call)
{
    const struct program *p = s->bodies->program;
    const struct function *fn = program_get(p, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    const struct signal_name *caught = NULL;
    for (uint32_t a = 0; e->kind == EVENT_CALL && a < e->call.arg_len && !caught; a++) {
        const struct signal_name *name =
            signal_spelled(s, call->node, fn->args.at[e->call.first_arg + a]);
        for (uint32_t i = 0; name && i < call->callees.len && !caught; i++) {
            struct arena *scratch = arena_new();
            struct catching x = {s->bodies, arena_new_array(scratch, bool, p->nodes.len + 1)};
            caught = catches(&x, call->callees.at[i], a) ? name : NULL;
            arena_free(scratch);
        }
    }
    return caught;
}

/* ---- what an object has ---- */

/* A macro that stores the number may hand it on to others, so that its name is known of the use
 * alone: an argument of the macro which is written where the store is. */
static const struct signal_name *spelled_at(const struct signals *s, const struct function *fn,
                                            const struct event *store)
{
    const struct signal_name *name = NULL;
    for (uint32_t i = 0; i < fn->events.len && !name; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_MACRO || e->loc.line != store->loc.line ||
            e->loc.col != store->loc.col || !str_eq(e->loc.file, store->loc.file))
            continue;
        for (uint32_t k = 0; k < e->macro.arg_len && !name; k++)
            name = signal_named(s, fn->texts.at[e->macro.first_arg + k]);
    }
    return name;
}

/* Are the first LEN steps of the two, from the same variable, the same? */
static bool same_object(const struct function *fn, const struct path *a, const struct path *b,
                        uint32_t len)
{
    bool same = a->root_kind == b->root_kind && a->root == b->root && a->step_len >= len &&
                b->step_len >= len;
    for (uint32_t i = 0; i < len && same; i++) {
        const struct path_step *x = &fn->steps.at[a->first_step + i],
                               *y = &fn->steps.at[b->first_step + i];
        same = x->kind == y->kind && x->field.i == y->field.i && x->index == y->index;
    }
    return same;
}

const struct signal_name *signal_of_object(const struct signals *s, struct str field,
                                           const struct flow_source *source)
{
    const struct function *fn = source->body;
    const struct event *store = &fn->events.at[source->event];
    const struct signal_name *name = NULL;
    if (store->kind != EVENT_ASSIGN || source->in.i == FACTS_NONE)
        return NULL;
    const struct path *path = function_path(fn, store->assign.to);
    for (uint32_t i = 0; i < fn->events.len && path->step_len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(fn, e->assign.to);
        const struct path_step *last = path_last(fn, to);
        if (!last || last->kind != STEP_FIELD || to->step_len != path->step_len ||
            !str_eq(facts_entity(source->facts, last->field)->name, field) ||
            !same_object(fn, path, to, path->step_len - 1))
            continue;
        name = signal_spelled(s, source->in, e->assign.from);
        name = name ? name : spelled_at(s, fn, e);
        if (!name)
            return NULL; /* or, elsewhere in the function, another signal */
    }
    return name;
}

/* ---- handlers ---- */

struct install { /* a call that installs the handler which an object holds */
    const struct signals *signals;
    struct arena *scratch;
    struct node_id node;
    const struct path *object;
    VEC(uint32_t) stores; /* events: the last ones before the call */
};

static bool is_handler_field(const struct signals *s, const struct facts *f,
                             const struct function *fn, const struct path *path)
{
    const struct roles *roles = s->bodies->roles;
    const struct path_step *last = path_last(fn, path);
    if (!last || last->kind != STEP_FIELD)
        return false;
    const struct slot *slot = &s->bodies->program->slots.at[program_slot(f, last->field).i];
    for (uint32_t i = 0; i < roles->signal_handler_fields.len; i++)
        if (roles_field_fits(roles, slot, roles->signal_handler_fields.at[i]))
            return true;
    return false;
}

static enum back look_for_store(void *context, struct place_in end)
{
    struct install *in = context;
    const struct node *node = program_get(in->signals->bodies->program, in->node);
    const struct block *k = &node->body->blocks.at[end.block];
    for (uint32_t i = end.position < k->events.len ? end.position : k->events.len; i-- > 0;) {
        const struct event *e = &node->body->events.at[k->events.at[i].i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(node->body, e->assign.to);
        if (!is_handler_field(in->signals, node->facts, node->body, to) ||
            !same_object(node->body, in->object, to, in->object->step_len))
            continue;
        vec_push(in->scratch, &in->stores, k->events.at[i].i);
        return BACK_FOUND;
    }
    return BACK_ON;
}

struct finding_handlers {
    struct signals *signals;
    struct arena *scratch;
    source_vec installed; /* from fields */
};

static void add_handlers(struct finding_handlers *x, const struct call *call,
                         const struct rule_callback *rule, const source_vec *sources)
{
    for (uint32_t i = 0; i < sources->len; i++) {
        const struct flow_source *from = sources->at[i];
        struct handler *h = &x->signals->handlers[from->function.i];
        const struct signal_name *name =
            rule->signal == INT32_MIN
                ? NULL
                : signal_of_call(x->signals, call->node, call->event, rule->signal, from);
        h->signal = h->signal ? h->signal : name;
        h->other |= !name;
    }
}

static void install(struct finding_handlers *x, const struct call *call,
                    const struct rule_callback *rule, struct value_id value)
{
    const struct bodies *b = x->signals->bodies;
    const struct function *fn = program_get(b->program, call->node)->body;
    const struct value *v = function_value(fn, value);
    source_vec sources = {0};
    struct place_in at;
    bool start;
    flow_value(x->signals->flow, x->scratch, call->node, value, call->event, &sources);
    add_handlers(x, call, rule, &sources);
    if (v->kind != VALUE_ADDRESS || !back_place(b, call->node, call->event, &at))
        return;
    struct install in = {.signals = x->signals,
                         .scratch = x->scratch,
                         .node = call->node,
                         .object = function_path(fn, v->path)};
    back_search(b, call->node, at, look_for_store, &in, &start);
    for (uint32_t i = 0; i < in.stores.len; i++) {
        source_vec stored = {0};
        flow_value(x->signals->flow, x->scratch, call->node,
                   fn->events.at[in.stores.at[i]].assign.from, in.stores.at[i], &stored);
        add_handlers(x, call, rule, &stored);
        for (uint32_t k = 0; k < stored.len; k++)
            vec_push(x->scratch, &x->installed, stored.at[k]);
    }
}

static void see_call(struct finding_handlers *x, const struct call *call)
{
    const struct program *p = x->signals->bodies->program;
    const struct function *fn = program_get(p, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    for (uint32_t i = 0; i < call->callees.len; i++)
        x->signals->handlers[call->callees.at[i].i].other = true;
    for (uint32_t i = 0;
         e->kind == EVENT_CALL && call->roles && i < call->roles->signal_handlers.len; i++) {
        const struct rule_callback *rule = call->roles->signal_handlers.at[i];
        for (uint32_t k = 0;
             callee_arity_fits(&rule->callee, e->call.arg_len) && k < rule->args.len; k++) {
            uint32_t arg = arg_index(rule->args.at[k], e->call.arg_len);
            if (arg != FACTS_NONE)
                install(x, call, rule, fn->args.at[e->call.first_arg + arg]);
        }
    }
}

static bool is_installed(const struct finding_handlers *x, const struct flow_source *source)
{
    for (uint32_t i = 0; i < x->installed.len; i++)
        if (x->installed.at[i]->function.i == source->function.i &&
            x->installed.at[i]->body == source->body && x->installed.at[i]->event == source->event)
            return true;
    return false;
}

/* What is stored in such a field where no call is seen that installs it may be for any signal. */
static void see_field(struct finding_handlers *x, const struct rule_field *rule)
{
    const struct bodies *b = x->signals->bodies;
    for (uint32_t i = 0; i < b->program->slots.len; i++) {
        source_vec sources = {0};
        if (!roles_field_fits(b->roles, &b->program->slots.at[i], rule))
            continue;
        flow_functions(x->signals->flow, x->scratch,
                       flow_slot(x->signals->flow, (struct slot_id){i}), &sources);
        for (uint32_t k = 0; k < sources.len; k++)
            if (!is_installed(x, sources.at[k]))
                x->signals->handlers[sources.at[k]->function.i].other = true;
    }
}

void signals_find_handlers(struct signals *s)
{
    const struct calls *calls = s->bodies->calls;
    const struct roles *roles = s->bodies->roles;
    struct finding_handlers x = {.signals = s, .scratch = arena_new()};
    for (uint32_t i = 0; i < calls->program->nodes.len; i++)
        for (uint32_t k = 0; k < calls->at[i].len; k++)
            see_call(&x, &calls->at[i].at[k]);
    for (uint32_t i = 0; i < roles->signal_handler_fields.len; i++)
        see_field(&x, roles->signal_handler_fields.at[i]);
    arena_free(x.scratch);
}
