#include "effects/resources.h"

struct filled { /* *PARAM, with what RULE says */
    const struct rule_resource *rule;
    uint32_t param;
};

/* What a function of the program does with its parameters. */
struct own_effects {
    struct params releases;              /* the parameter */
    struct params releases_target;       /* what it points to */
    struct params releases_inside;       /* what a field of what it points to holds */
    struct params keeps;                 /* stores it, returns it, or hands it to who does */
    struct params unknown;               /* hands it to a function without a body */
    const struct rule_resource *returns; /* what it acquired; NULL: nothing */
    VEC(struct filled) fills;
    VEC(const struct rule_resource *) ends; /* anonymous ones */
    bool releases_global;                   /* something in a global variable */
};

struct resources {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    struct own_effects *at; /* by node */
};

static const struct call *row_of(const struct resources *r, struct node_id n, uint32_t event)
{
    return calls_get(r->contexts->calls, n, event);
}

static const struct name_roles *roles_of(const struct call *call)
{
    return call->roles ? call->roles : call->macro;
}

static const struct event_call *call_at(const struct resources *r, struct node_id n, uint32_t event)
{
    const struct event *e = &program_get(r->contexts->program, n)->body->events.at[event];
    return e->kind == EVENT_CALL ? &e->call : NULL;
}

/* What the callee number I of the call does; NULL: it has no body. */
static const struct own_effects *effects_of(const struct resources *r, const struct call *call,
                                            uint32_t i)
{
    struct node_id n = call->callees.at[i];
    return program_get(r->contexts->program, n)->body ? &r->at[n.i] : NULL;
}

/* How many of the callees have a body; the last of them. */
static uint32_t bodies_of(const struct resources *r, const struct call *call,
                          const struct own_effects **ret_last)
{
    uint32_t len = 0;
    for (uint32_t i = 0; i < call->callees.len; i++) {
        const struct own_effects *e = effects_of(r, call, i);
        len += e != NULL;
        *ret_last = e ? e : *ret_last;
    }
    return len;
}

/* ---- acquiring ---- */

static bool holds(const struct resources *r, const condition_any *when, struct node_id n,
                  uint32_t event)
{
    struct aval args[AVAL_MAX_ARGS];
    if (!when->len)
        return true;
    uint32_t len = aval_args(r->values, n, event, args);
    return aval_any(r->values, when, args, len) == TRI_YES;
}

static bool acquisition_of_rule(const struct resources *r, struct node_id n, uint32_t event,
                                const struct rule_resource *rule, struct acquisition *ret)
{
    const struct event_call *c = call_at(r, n, event);
    int32_t arg = rule->out != INT32_MIN ? rule->out : rule->arg;
    *ret = (struct acquisition){.event = event, .rule = rule, .where = ACQUIRED_RESULT};
    if (!callee_arity_fits(&rule->acquire, c->arg_len) || !holds(r, &rule->when, n, event))
        return false;
    if (rule->anonymous)
        ret->where = ACQUIRED_ANONYMOUS;
    else if (arg != INT32_MIN)
        ret->where = rule->out != INT32_MIN ? ACQUIRED_OUT : ACQUIRED_ARG;
    if (arg != INT32_MIN) {
        ret->arg = arg_index(arg, c->arg_len);
        return ret->arg != FACTS_NONE;
    }
    return true;
}

/* Through the one function of the program that the call runs. */
static void acquired_below(const struct resources *r, struct arena *arena, struct node_id n,
                           uint32_t event, acquisition_vec *ret)
{
    const struct event_call *c = call_at(r, n, event);
    const struct own_effects *e = NULL;
    if (bodies_of(r, row_of(r, n, event), &e) != 1)
        return;
    struct acquisition a = {.event = event, .through_wrapper = true};
    if (e->returns) {
        a.rule = e->returns;
        vec_push(arena, ret, a);
    }
    for (uint32_t i = 0; i < e->fills.len; i++) {
        a.rule = e->fills.at[i].rule;
        a.where = ACQUIRED_OUT;
        a.arg = e->fills.at[i].param;
        if (a.arg < c->arg_len)
            vec_push(arena, ret, a);
    }
}

void resources_acquired(const struct resources *r, struct arena *arena, struct node_id n,
                        uint32_t event, acquisition_vec *ret)
{
    struct acquisition a;
    if (!call_at(r, n, event))
        return;
    const struct name_roles *roles = roles_of(row_of(r, n, event));
    for (uint32_t i = 0; roles && i < roles->resource_acquires.len; i++)
        if (acquisition_of_rule(r, n, event, roles->resource_acquires.at[i], &a)) {
            vec_push(arena, ret, a);
            return;
        }
    if (!roles || (!roles->acquires.len && !roles->releases.len))
        acquired_below(r, arena, n, event, ret);
}

/* ---- what calls do with their arguments ---- */

static bool releases_arg(const struct name_roles *roles, const struct event_call *c, uint32_t arg)
{
    for (uint32_t i = 0; roles && i < roles->resource_releases.len; i++) {
        const struct rule_resource *rule = roles->resource_releases.at[i];
        if (!rule->anonymous && arg_index(rule->release_arg, c->arg_len) == arg)
            return true;
    }
    return false;
}

static bool is_const_pointer(const struct entity *e, uint32_t arg)
{
    return arg < e->params.len && e->params.at[arg].shape.kind == SHAPE_POINTER &&
           e->params.at[arg].shape.target_const;
}

/* Of a call that reaches no body: what is known from rules and its declaration. */
static enum fate fate_outside(const struct node *node, const struct event_call *c,
                              const struct name_roles *roles, uint32_t arg)
{
    if (roles &&
        (roles->to_destructor || roles->callbacks.len || roles->spawns.len || roles->offloads.len))
        return FATE_KEPT;
    if (roles && (roles->borrows || roles->suspends.len || roles->blocking.len ||
                  roles->resource_acquires.len || roles->acquires.len || roles->releases.len ||
                  roles->tests.len))
        return FATE_BORROWED;
    if (c->callee_kind == CALLEE_DIRECT &&
        is_const_pointer(facts_entity(node->facts, c->function), arg))
        return FATE_BORROWED;
    return FATE_UNKNOWN;
}

static enum fate worse(enum fate a, enum fate b)
{
    return a > b ? a : b;
}

/* What the function does with a parameter, of which it releases these. */
static enum fate fate_in(const struct own_effects *e, const struct params *releases, uint32_t param)
{
    if (params_has(releases, param))
        return FATE_RELEASED;
    return params_has(&e->keeps, param)     ? FATE_KEPT
           : params_has(&e->unknown, param) ? FATE_UNKNOWN
                                            : FATE_BORROWED;
}

enum fate resources_fate(const struct resources *r, struct node_id n, uint32_t event, uint32_t arg)
{
    const struct event_call *c = call_at(r, n, event);
    const struct call *call = row_of(r, n, event);
    const struct own_effects *e = NULL;
    if (releases_arg(roles_of(call), c, arg))
        return FATE_RELEASED;
    if (call->elsewhere)
        return FATE_KEPT;
    if (!bodies_of(r, call, &e))
        return fate_outside(program_get(r->contexts->program, n), c, roles_of(call), arg);
    enum fate fate = FATE_BORROWED;
    for (uint32_t i = 0; i < call->callees.len; i++)
        if ((e = effects_of(r, call, i)))
            fate = worse(fate, fate_in(e, &e->releases, arg));
    return fate;
}

enum fate resources_fate_of_target(const struct resources *r, struct node_id n, uint32_t event,
                                   uint32_t arg, bool inside)
{
    const struct call *call = row_of(r, n, event);
    const struct own_effects *e = NULL;
    if (releases_arg(roles_of(call), call_at(r, n, event), arg))
        return FATE_RELEASED;
    enum fate fate = FATE_BORROWED;
    if (!bodies_of(r, call, &e)) {
        fate = resources_fate(r, n, event, arg);
        return fate == FATE_RELEASED ? FATE_BORROWED : fate;
    }
    for (uint32_t i = 0; i < call->callees.len; i++)
        if ((e = effects_of(r, call, i)))
            fate = worse(fate, fate_in(e, inside ? &e->releases_inside : &e->releases_target, arg));
    return fate;
}

bool resources_ends(const struct resources *r, struct node_id n, uint32_t event,
                    const struct acquisition *a)
{
    if (!call_at(r, n, event) || a->where != ACQUIRED_ANONYMOUS)
        return false;
    const struct call *call = row_of(r, n, event);
    const struct name_roles *roles = roles_of(call);
    for (uint32_t i = 0; roles && i < roles->resource_releases.len; i++)
        if (roles->resource_releases.at[i] == a->rule)
            return true;
    for (uint32_t i = 0; i < call->callees.len; i++)
        for (uint32_t k = 0; k < r->at[call->callees.at[i].i].ends.len; k++)
            if (r->at[call->callees.at[i].i].ends.at[k] == a->rule)
                return true;
    return false;
}

bool resources_releases(const struct resources *r, struct node_id function)
{
    const struct own_effects *e = &r->at[function.i];
    return params_has(&e->releases, 0) || params_has(&e->releases_target, 0) ||
           params_has(&e->releases_inside, 0) || e->ends.len || e->releases_global;
}

/* ---- effects of the program's own functions ---- */

enum reach { REACH_NONE, REACH_SELF, REACH_TARGET, REACH_INSIDE, REACH_GLOBAL };

/* Is the value a parameter of N, what it points to, or something in a field of that? */
static enum reach reach_of(const struct resources *r, struct node_id n, struct value_id id,
                           uint32_t *ret_param)
{
    const struct function *fn = program_get(r->contexts->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(r->contexts->bodies, n, id));
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return REACH_NONE;
    const struct path *p = function_path(fn, v->path);
    if (p->root_kind == ROOT_GLOBAL)
        return REACH_GLOBAL;
    if ((p->root_kind == ROOT_LOCAL && !p->step_len) ||
        !body_root_param(r->contexts->bodies, n, p, ret_param))
        return REACH_NONE;
    if (!p->step_len)
        return v->kind == VALUE_PATH ? REACH_SELF : REACH_NONE;
    bool target = p->step_len == 1 && fn->steps.at[p->first_step].kind != STEP_FIELD;
    if (v->kind == VALUE_ADDRESS)
        return target ? REACH_SELF : REACH_INSIDE;
    return target ? REACH_TARGET : REACH_INSIDE;
}

static void add_release(struct own_effects *e, enum reach reach, uint32_t param)
{
    if (reach == REACH_GLOBAL)
        e->releases_global = true;
    else if (reach == REACH_SELF)
        params_add(&e->releases, param);
    else if (reach == REACH_TARGET)
        params_add(&e->releases_target, param);
    else if (reach == REACH_INSIDE)
        params_add(&e->releases_inside, param);
}

static void effects_of_arg(struct resources *r, struct node_id n, uint32_t event, uint32_t arg,
                           struct own_effects *e)
{
    const struct function *fn = program_get(r->contexts->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    struct value_id id = fn->args.at[c->first_arg + arg];
    uint32_t param = 0;
    enum reach reach = reach_of(r, n, id, &param);
    if (reach == REACH_NONE)
        return;
    enum fate fate = resources_fate(r, n, event, arg);
    bool address = function_value(fn, id)->kind == VALUE_ADDRESS;
    if (fate == FATE_RELEASED)
        add_release(e, reach, param);
    if (reach == REACH_GLOBAL)
        return;
    if (fate == FATE_KEPT && reach == REACH_SELF)
        params_add(&e->keeps, param);
    else if (fate == FATE_UNKNOWN && reach == REACH_SELF)
        params_add(&e->unknown, param);
    if (resources_fate_of_target(r, n, event, arg, false) == FATE_RELEASED) {
        if (reach == REACH_SELF)
            params_add(&e->releases_target, param);
        else if (address)
            params_add(&e->releases_inside, param);
    }
    if (resources_fate_of_target(r, n, event, arg, true) == FATE_RELEASED)
        params_add(&e->releases_inside, param);
}

/* Stored where it outlives the call: in a field of something, a global, through a pointer. */
static bool outlives(const struct node *n, struct path_id to)
{
    const struct path *p = function_path(n->body, to);
    return p->root_kind == ROOT_LOCAL ? body_path_is_indirect(n, to)
                                      : p->root_kind != ROOT_PARAM || p->step_len;
}

static void effects_of_store(struct resources *r, struct node_id n, const struct event_assign *a,
                             struct own_effects *e)
{
    uint32_t param;
    if (outlives(program_get(r->contexts->program, n), a->to) &&
        reach_of(r, n, a->from, &param) == REACH_SELF)
        params_add(&e->keeps, param);
}

/* The rule of what the value was acquired by, if the value is the result of an acquisition. */
static const struct rule_resource *acquired_by(struct resources *r, struct node_id n,
                                               struct value_id id)
{
    const struct function *fn = program_get(r->contexts->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(r->contexts->bodies, n, id));
    if (v->kind == VALUE_PATH) { /* also a variable that is assigned several times: by its first */
        const struct path *p = function_path(fn, v->path);
        if (p->root_kind != ROOT_LOCAL || p->step_len)
            return NULL;
        for (uint32_t i = 0; i < fn->events.len; i++) {
            const struct event *e = &fn->events.at[i];
            if (e->kind == EVENT_ASSIGN && e->assign.to.i == v->path.i &&
                function_value(fn, e->assign.from)->kind == VALUE_RESULT)
                return acquired_by(r, n, e->assign.from);
        }
        return NULL;
    }
    if (v->kind != VALUE_RESULT || fn->events.at[v->event.i].kind != EVENT_CALL)
        return NULL;
    acquisition_vec found = {0};
    resources_acquired(r, r->arena, n, v->event.i, &found);
    return found.len && found.at[0].where == ACQUIRED_RESULT ? found.at[0].rule : NULL;
}

static bool is_same(const struct function *fn, struct value_id id, const struct value *v)
{
    const struct value *other = function_value(fn, id);
    return other->kind == VALUE_PATH && other->path.i == v->path.i;
}

/* Is the local variable that holds VALUE stored somewhere else too? Then it is not the caller's. */
static bool is_shared(const struct resources *r, struct node_id n, struct value_id id)
{
    const struct node *node = program_get(r->contexts->program, n);
    const struct function *fn = node->body;
    const struct value *v = function_value(fn, id);
    for (uint32_t i = 0; v->kind == VALUE_PATH && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN && outlives(node, e->assign.to) &&
            is_same(fn, e->assign.from, v))
            return true;
        for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++)
            if (is_same(fn, fn->args.at[e->call.first_arg + k], v) &&
                resources_fate(r, n, i, k) == FATE_KEPT)
                return true;
    }
    return false;
}

static void add_fill(struct resources *r, struct own_effects *e, uint32_t param,
                     const struct rule_resource *rule)
{
    for (uint32_t i = 0; i < e->fills.len; i++)
        if (e->fills.at[i].param == param)
            return;
    vec_push(r->arena, &e->fills, (struct filled){rule, param});
}

static void effects_of_event(struct resources *r, struct node_id n, uint32_t event,
                             struct own_effects *e)
{
    const struct function *fn = program_get(r->contexts->program, n)->body;
    const struct event *ev = &fn->events.at[event];
    if (ev->kind == EVENT_ASSIGN) {
        effects_of_store(r, n, &ev->assign, e);
        const struct path *to = function_path(fn, ev->assign.to);
        bool target = to->root_kind == ROOT_PARAM && to->step_len == 1 &&
                      fn->steps.at[to->first_step].kind != STEP_FIELD;
        const struct rule_resource *rule = target ? acquired_by(r, n, ev->assign.from) : NULL;
        if (rule)
            add_fill(r, e, to->root, rule);
    } else if (ev->kind == EVENT_RETURN && ev->value.i != FACTS_NONE) {
        uint32_t param;
        const struct rule_resource *rule = acquired_by(r, n, ev->value);
        if (rule && !is_shared(r, n, ev->value))
            e->returns = rule;
        if (reach_of(r, n, ev->value, &param) == REACH_SELF)
            params_add(&e->keeps, param);
    } else if (ev->kind == EVENT_CALL) {
        for (uint32_t i = 0; i < ev->call.arg_len; i++)
            effects_of_arg(r, n, event, i, e);
        const struct name_roles *roles = roles_of(row_of(r, n, event));
        for (uint32_t i = 0; roles && i < roles->resource_releases.len; i++)
            if (roles->resource_releases.at[i]->anonymous)
                vec_push(r->arena, &e->ends, roles->resource_releases.at[i]);
    }
}

static bool same_effects(const struct own_effects *a, const struct own_effects *b)
{
    return params_same(&a->releases, &b->releases) &&
           params_same(&a->releases_target, &b->releases_target) &&
           params_same(&a->releases_inside, &b->releases_inside) &&
           params_same(&a->keeps, &b->keeps) && params_same(&a->unknown, &b->unknown) &&
           a->returns == b->returns && a->fills.len == b->fills.len && a->ends.len == b->ends.len &&
           a->releases_global == b->releases_global;
}

static bool find_effects(void *context, uint32_t node)
{
    struct resources *r = context;
    const struct function *fn = program_get(r->contexts->program, (struct node_id){node})->body;
    struct own_effects now = {0};
    for (uint32_t e = 0; fn && e < fn->events.len; e++)
        effects_of_event(r, (struct node_id){node}, e, &now);
    bool same = same_effects(&now, &r->at[node]);
    if (!same)
        r->at[node] = now;
    return !same;
}

struct resources *resources_new(const struct contexts *c, const struct aval_context *values)
{
    struct arena *arena = arena_new();
    struct resources *r = arena_new_one(arena, struct resources);
    *r = (struct resources){.arena = arena, .contexts = c, .values = values};
    r->at = arena_new_array(arena, struct own_effects, c->program->nodes.len + 1);
    solve(c->calls->direct, find_effects, r);
    return r;
}

void resources_free(struct resources *r)
{
    if (r)
        arena_free(r->arena);
}
