#include "effects/tasks/container.h"

#include "effects/tasks/frame.h"

struct container { /* an object's field holds the handle, and the handle's field the object */
    struct slot_id handle;
    struct str back; /* its name: types of handles begin alike, and are cast to each other */
};

struct containers {
    struct arena *arena;
    const struct contexts *contexts;
    const struct freed *freed;
    VEC(struct container) all;
    bool known;
};

struct containers *containers_new(struct arena *arena, const struct contexts *c,
                                  const struct freed *freed)
{
    struct containers *x = arena_new_one(arena, struct containers);
    *x = (struct containers){.arena = arena, .contexts = c, .freed = freed};
    return x;
}

/* The field that step number STEP of the path is; FACTS_NONE: none. */
static struct slot_id field_at(const struct node *node, const struct path *p, uint32_t step)
{
    const struct path_step *s =
        step < p->step_len ? &node->body->steps.at[p->first_step + step] : NULL;
    return s && s->kind == STEP_FIELD ? program_slot(node->facts, s->field)
                                      : (struct slot_id){FACTS_NONE};
}

/* `c->tcp.data = c;` */
static void see_store(struct containers *x, struct node_id n, const struct event *e)
{
    const struct node *node = program_get(x->contexts->program, n);
    const struct path *to = function_path(node->body, e->assign.to);
    const struct value *v = function_value(node->body, e->assign.from);
    const struct path *from = v->kind == VALUE_PATH ? function_path(node->body, v->path) : NULL;
    if (!from || from->step_len || to->step_len < 2 || from->root_kind != to->root_kind ||
        from->root != to->root)
        return;
    struct slot_id handle = field_at(node, to, to->step_len - 2),
                   back = field_at(node, to, to->step_len - 1);
    if (handle.i != FACTS_NONE && back.i != FACTS_NONE)
        vec_push(x->arena, &x->all,
                 (struct container){handle, x->contexts->program->slots.at[back.i].name});
}

static void see_program(struct containers *x)
{
    const struct program *p = x->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t k = 0; p->nodes.at[i].body && k < p->nodes.at[i].body->events.len; k++) {
            const struct event *e = &p->nodes.at[i].body->events.at[k];
            if (e->kind == EVENT_ASSIGN)
                see_store(x, (struct node_id){i}, e);
        }
    x->known = true;
}

/* The field that the argument is the address of; FACTS_NONE: it is none. */
static struct slot_id handle_of(const struct containers *x, struct node_id n, uint32_t event,
                                uint32_t arg)
{
    const struct node *node = program_get(x->contexts->program, n);
    const struct event_call *c = &node->body->events.at[event].call;
    struct value_id id =
        body_resolve(x->contexts->bodies, n, node->body->args.at[c->first_arg + arg]);
    const struct value *v = function_value(node->body, id);
    const struct path *p = v->kind == VALUE_ADDRESS ? function_path(node->body, v->path) : NULL;
    return p && p->step_len ? field_at(node, p, p->step_len - 1) : (struct slot_id){FACTS_NONE};
}

/* Is the value what the field BACK of parameter PARAM of N holds? */
static bool is_content(const struct containers *x, struct node_id n, struct value_id id,
                       struct str back, uint32_t param)
{
    const struct node *node = program_get(x->contexts->program, n);
    const struct value *v = function_value(node->body, body_resolve(x->contexts->bodies, n, id));
    const struct path *p = v->kind == VALUE_PATH ? function_path(node->body, v->path) : NULL;
    if (!p || p->root_kind != ROOT_PARAM || p->root != param || p->step_len != 1)
        return false;
    struct slot_id field = field_at(node, p, 0);
    return field.i != FACTS_NONE && str_eq(x->contexts->program->slots.at[field.i].name, back);
}

/* Does a branch of the callback look into what FREED is, or the callback end a handle? */
static bool decides_itself(const struct containers *x, struct node_id n, struct value_id freed,
                           const struct rule_keep *rule)
{
    const struct function *fn = program_get(x->contexts->program, n)->body;
    const call_vec *rows = &x->contexts->calls->at[n.i];
    struct pointee object = frame_pointee(x->contexts->bodies, n, freed);
    for (uint32_t i = 0; i < rows->len; i++)
        if ((rows->at[i].roles && rows->at[i].roles->task_ends.len) ||
            roles_named(x->contexts->program, &rule->until, rows->at[i].name))
            return true;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct cond *c = &fn->blocks.at[i].cond;
        if (fn->blocks.at[i].term == TERM_BRANCH &&
            (c->kind == COND_TRUTH || c->kind == COND_COMPARE) &&
            frame_looks_into(fn, c->value, &object))
            return true;
    }
    return false;
}

/* Does a function that the call runs end a handle: `conn_free(c)`, which stops the timer first? Not
 * asked further down: a destructor ends its own handles itself, what it calls ends others, too. */
static bool callee_ends(const struct containers *x, const struct call *call,
                        const struct rule_keep *rule)
{
    for (uint32_t i = 0; i < call->callees.len; i++) {
        const call_vec *rows = &x->contexts->calls->at[call->callees.at[i].i];
        for (uint32_t k = 0; k < rows->len; k++)
            if (roles_named(x->contexts->program, &rule->until, rows->at[k].name))
                return true;
    }
    return false;
}

static bool frees(const struct containers *x, struct node_id n, struct str back,
                  const struct rule_keep *rule, struct loc *ret_at)
{
    const struct function *fn = program_get(x->contexts->program, n)->body;
    const call_vec *rows = &x->contexts->calls->at[n.i];
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct event *e = &fn->events.at[rows->at[i].event];
        if (e->kind != EVENT_CALL || !body_is_live(x->contexts->bodies, n, rows->at[i].event))
            continue;
        for (uint32_t k = 0; k < e->call.arg_len; k++) {
            struct value_id arg = fn->args.at[e->call.first_arg + k];
            if (is_content(x, n, arg, back, (uint32_t)rule->param) &&
                freed_by(x->freed, &rows->at[i], k) && !decides_itself(x, n, arg, rule) &&
                !callee_ends(x, &rows->at[i], rule)) {
                *ret_at = e->loc;
                return true;
            }
        }
    }
    return false;
}

bool container_freed(struct containers *x, struct node_id n, uint32_t event, uint32_t arg,
                     const struct rule_keep *rule, struct node_id callback, struct loc *ret_at)
{
    struct slot_id handle = handle_of(x, n, event, arg);
    if (!x->known)
        see_program(x);
    for (uint32_t i = 0; i < x->all.len; i++)
        if (x->all.at[i].handle.i == handle.i &&
            frees(x, callback, x->all.at[i].back, rule, ret_at))
            return true;
    return false;
}

/* Does PATH, in unit F, end in the field HANDLER of the struct field HANDLE? */
static bool is_handler_of(const struct containers *x, const struct node *node, const struct path *p,
                          struct slot_id handle, struct str handler)
{
    struct slot_id last =
        p->step_len ? field_at(node, p, p->step_len - 1) : (struct slot_id){FACTS_NONE};
    return last.i != FACTS_NONE && p->step_len > 1 &&
           field_at(node, p, p->step_len - 2).i == handle.i &&
           str_eq(x->contexts->program->slots.at[last.i].name, handler);
}

/* Is it the same variable's field HANDLER: `io->cb = f; ev_io_start(loop, io);`? */
static bool is_handler_in(const struct containers *x, const struct node *node, const struct path *p,
                          const struct path *object, struct str handler)
{
    struct slot_id last =
        p->step_len ? field_at(node, p, p->step_len - 1) : (struct slot_id){FACTS_NONE};
    return last.i != FACTS_NONE && p->step_len == object->step_len + 1 &&
           path_begins(node->body, object, p) &&
           str_eq(x->contexts->program->slots.at[last.i].name, handler);
}

struct sought { /* the field HANDLER of what OBJECT is, or of the field HANDLE of any struct */
    const struct path *object;
    struct slot_id handle;
    struct str handler;
};

static void find_handlers(const struct containers *x, struct arena *arena, struct node_id n,
                          struct sought s, node_vec *ret)
{
    const struct node *node = program_get(x->contexts->program, n);
    for (uint32_t i = 0; node->body && i < node->body->events.len; i++) {
        const struct event *e = &node->body->events.at[i];
        const struct value *from =
            e->kind == EVENT_ASSIGN ? function_value(node->body, e->assign.from) : NULL;
        if (!from || from->kind != VALUE_FUNCTION)
            continue;
        const struct path *to = function_path(node->body, e->assign.to);
        if (s.object ? is_handler_in(x, node, to, s.object, s.handler)
                     : is_handler_of(x, node, to, s.handle, s.handler))
            vec_push(arena, ret, program_node(node->facts, from->function));
    }
}

void container_handlers(const struct containers *x, struct arena *arena, struct node_id n,
                        uint32_t event, uint32_t arg, const struct rule_keep *rule, node_vec *ret)
{
    const struct program *p = x->contexts->program;
    const struct function *fn = program_get(p, n)->body;
    struct slot_id handle = handle_of(x, n, event, arg);
    const struct value *v =
        function_value(fn, fn->args.at[fn->events.at[event].call.first_arg + arg]);
    const struct path *object =
        v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS ? function_path(fn, v->path) : NULL;
    if (object)
        find_handlers(x, arena, n, (struct sought){object, {FACTS_NONE}, rule->handler}, ret);
    for (uint32_t i = 0; !ret->len && handle.i != FACTS_NONE && i < p->nodes.len; i++)
        find_handlers(x, arena, (struct node_id){i}, (struct sought){NULL, handle, rule->handler},
                      ret);
}
