#include "effects/tasks/frame.h"

/* The shape of a variable; a parameter's as written. */
static struct shape root_shape(const struct bodies *b, struct node_id n, const struct path *p)
{
    const struct node *node = program_get(b->program, n);
    if (p->root_kind == ROOT_LOCAL)
        return node->body->locals.at[p->root].shape;
    if (p->root_kind == ROOT_PARAM && p->root < node->entity->params.len)
        return node->entity->params.at[p->root].shape;
    return (struct shape){0};
}

/* How many pointers the address of PATH goes through: 0, it is in the variable's own storage; 2
 * stands for more. */
static uint32_t pointers_crossed(const struct bodies *b, struct node_id n, const struct path *p)
{
    const struct node *node = program_get(b->program, n);
    const struct function *fn = node->body;
    struct shape shape = root_shape(b, n, p);
    uint32_t crossed = 0;
    for (uint32_t i = 0; i < p->step_len; i++) {
        const struct path_step *s = &fn->steps.at[p->first_step + i];
        if (s->kind == STEP_DEREF || shape.kind == SHAPE_POINTER)
            crossed++;
        shape = s->kind == STEP_FIELD ? facts_entity(node->facts, s->field)->shape
                                      : (struct shape){.kind = shape.target};
    }
    return crossed > 2 ? 2 : crossed;
}

static struct pointee of_variable(enum pointee_kind kind, const struct path *p)
{
    return (struct pointee){.kind = kind, .root_kind = p->root_kind, .root = p->root};
}

static struct pointee pointee_of(const struct bodies *b, struct node_id n, struct value_id id,
                                 uint32_t depth);

/* What the variable at the root of PATH points to, one pointer away. */
static struct pointee through_root(const struct bodies *b, struct node_id n, const struct path *p,
                                   uint32_t depth)
{
    const struct value_id *only = body_only_value(b, n, p);
    struct pointee at = {.kind = POINTEE_UNKNOWN};
    if (only && depth <= program_get(b->program, n)->body->locals.len) /* more: in a circle */
        at = pointee_of(b, n, *only, depth + 1);
    if (at.kind != POINTEE_UNKNOWN)
        return at;
    return of_variable(p->root_kind == ROOT_PARAM ? POINTEE_PARAM : POINTEE_VALUE, p);
}

/* The argument whose address is in what the call returns; FACTS_NONE: there is none. */
static struct value_id given_back(const struct bodies *b, struct node_id n, struct event_id event)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct event_call *c = &fn->events.at[event.i].call;
    const struct name_roles *r = calls_get(b->calls, n, event.i)->roles;
    for (uint32_t i = 0; r && i < r->gives_back.len; i++) {
        uint32_t arg = arg_index(r->gives_back.at[i]->arg, c->arg_len);
        if (arg != FACTS_NONE && callee_arity_fits(&r->gives_back.at[i]->callee, c->arg_len))
            return fn->args.at[c->first_arg + arg];
    }
    return (struct value_id){FACTS_NONE};
}

/* The pointer of `p + n` and `p - n`; FACTS_NONE: it is no such thing. */
static struct value_id moved_pointer(const struct bodies *b, struct node_id n,
                                     const struct value *v)
{
    const struct function *fn = program_get(b->program, n)->body;
    bool moves = v->operator== OPERATOR_ADD || v->operator== OPERATOR_SUBTRACT;
    for (uint32_t i = 0; moves && i < v->operand_len; i++) {
        struct value_id id = fn->operands.at[v->first_operand + i];
        const struct value *part = function_value(fn, id);
        const struct path *p = part->kind == VALUE_PATH ? function_path(fn, part->path) : NULL;
        if (part->kind == VALUE_ADDRESS ||
            (p && !p->step_len && shape_leads_away(root_shape(b, n, p))))
            return id;
    }
    return (struct value_id){FACTS_NONE};
}

static struct pointee pointee_of(const struct bodies *b, struct node_id n, struct value_id id,
                                 uint32_t depth)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value *v = function_value(fn, id);
    struct pointee unknown = {.kind = POINTEE_UNKNOWN};
    if (v->kind == VALUE_CHOICE) { /* of the frame on one condition: what else depends on it? */
        struct pointee all = pointee_of(b, n, fn->choices.at[v->first_choice], depth);
        for (uint32_t i = 1; i < v->choice_len; i++)
            if (pointee_of(b, n, fn->choices.at[v->first_choice + i], depth).kind != all.kind)
                return unknown;
        return all;
    }
    if (v->kind == VALUE_RESULT || v->kind == VALUE_UNKNOWN) {
        struct value_id from =
            v->kind == VALUE_RESULT ? given_back(b, n, v->event) : moved_pointer(b, n, v);
        return from.i == FACTS_NONE ? unknown : pointee_of(b, n, from, depth);
    }
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return unknown;
    const struct path *p = function_path(fn, v->path);
    if (p->root_kind != ROOT_LOCAL && p->root_kind != ROOT_PARAM)
        return unknown;
    if (v->kind == VALUE_PATH) /* a pointer that is read from an object says nothing */
        return p->step_len ? unknown : through_root(b, n, p, depth);
    if (p->root_kind == ROOT_PARAM && root_shape(b, n, p).kind == SHAPE_ARRAY) /* that is none */
        return p->step_len > 1 ? unknown : through_root(b, n, p, depth);
    switch (pointers_crossed(b, n, p)) {
    case 0:
        return of_variable(POINTEE_FRAME, p);
    case 1:
        return through_root(b, n, p, depth);
    default:
        return unknown;
    }
}

struct pointee frame_pointee(const struct bodies *b, struct node_id n, struct value_id value)
{
    return pointee_of(b, n, value, 0);
}

/* Something in the object, not the pointer to it. */
struct object_look {
    const struct function *fn;
    const struct pointee *object;
};

static bool looks_into(const void *context, const struct value *v)
{
    const struct object_look *look = context;
    const struct path *p = v->kind == VALUE_PATH ? function_path(look->fn, v->path) : NULL;
    return p && p->step_len && p->root_kind == look->object->root_kind &&
           p->root == look->object->root;
}

bool frame_looks_into(const struct function *fn, struct value_id value,
                      const struct pointee *object)
{
    struct object_look look = {fn, object};
    return function_value_has(fn, value, looks_into, &look);
}

struct str frame_name(const struct program *p, struct node_id n, const struct pointee *at)
{
    const struct node *node = program_get(p, n);
    return at->root_kind == ROOT_LOCAL ? node->body->locals.at[at->root].name
                                       : node->entity->params.at[at->root].name;
}
