#include "effects/times.h"

#include <uthash.h>

/* What was asked about: a path or a value of a function, a field or variable of the program, or
 * what a function returns. */
enum asked { ASKED_PATH, ASKED_VALUE, ASKED_SLOT, ASKED_RESULT };

struct question {
    uint32_t asked, node, id, member;
};

struct answered {
    struct question question; /* the key */
    struct time_is is;        /* so far */
    uint32_t round;           /* in which it was last worked out */
    UT_hash_handle hh;
};

struct store { /* into a field or variable of the program */
    struct node_id node;
    uint32_t event; /* an assignment; FACTS_NONE: something else may be written there */
    const struct function *init; /* the initialiser function that EVENT is of; NULL: that of NODE */
};
typedef VEC(struct store) store_vec;

struct times {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    struct callmap *callers;
    VEC(struct str) clocks;
    store_vec *stores; /* by slot */
    struct answered *answers;
    uint32_t round;
    bool changed;
};

/* What is said of parameters that are open. */
enum { OF_PARAMS = TIME_SUM | TIME_SMALL };

static const struct time_is nothing = {0};
static const struct time_is unknown = {.bits = TIME_UNKNOWN};

static struct time_is join(struct time_is a, struct time_is b)
{
    return (struct time_is){a.bits | b.bits, a.clocks | b.clocks, params_both(a.params, b.params)};
}

/* The parameters that it is told by, which it is not any more. */
static struct params take_params(struct time_is *is)
{
    struct params params = is->params;
    is->params = (struct params){0};
    is->bits &= ~(uint32_t)OF_PARAMS;
    return params;
}

static bool is_empty(struct time_is t)
{
    return !(t.bits | t.clocks) && !params_any(&t.params);
}

/* ---- the program ---- */

static uint32_t slot_of(const struct facts *f, const struct function *fn, struct path_id id)
{
    const struct path *p = function_path(fn, id);
    const struct path_step *last = path_last(fn, p);
    if (last && last->kind == STEP_FIELD)
        return program_slot(f, last->field).i;
    return !p->step_len && p->root_kind == ROOT_GLOBAL
               ? program_slot(f, (struct entity_id){p->root}).i
               : FACTS_NONE;
}

static void note_stores(struct times *t, const struct facts *f, const struct function *fn,
                        struct store at)
{
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        uint32_t slot = e->kind == EVENT_ASSIGN ? slot_of(f, fn, e->assign.to) : FACTS_NONE;
        at.event = i;
        if (slot != FACTS_NONE)
            vec_push(t->arena, &t->stores[slot], at);
    }
    at.event = FACTS_NONE; /* who has the address may write */
    for (uint32_t i = 0; i < fn->values.len; i++) {
        const struct value *v = &fn->values.at[i];
        uint32_t slot = v->kind == VALUE_ADDRESS ? slot_of(f, fn, v->path) : FACTS_NONE;
        if (slot != FACTS_NONE)
            vec_push(t->arena, &t->stores[slot], at);
    }
}

struct times *times_new(const struct contexts *c, const struct aval_context *values)
{
    const struct program *p = c->program;
    struct arena *arena = arena_new();
    struct times *t = arena_new_one(arena, struct times);
    *t = (struct times){.arena = arena, .contexts = c, .values = values};
    t->callers = callmap_new(c);
    t->stores = arena_new_array(arena, store_vec, p->slots.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            note_stores(t, p->nodes.at[i].facts, p->nodes.at[i].body, (struct store){.node = {i}});
    for (uint32_t i = 0; i < p->units.len; i++)
        note_stores(t, p->units.at[i], &p->units.at[i]->init,
                    (struct store){.node = {FACTS_NONE}, .init = &p->units.at[i]->init});
    return t;
}

void times_free(struct times *t)
{
    if (!t)
        return;
    HASH_CLEAR(hh, t->answers);
    callmap_free(t->callers);
    arena_free(t->arena);
}

struct str times_clock(const struct times *t, uint32_t number)
{
    return number < t->clocks.len ? t->clocks.at[number] : (struct str){0};
}

struct call_edges times_callers(const struct times *t, struct node_id n)
{
    return callmap_in(t->callers, n);
}

/* `none` is the clock of what makes lengths. More clocks than a word has bits are not told apart
 * from what is unknown. */
static struct time_is told_by(struct times *t, struct str clock)
{
    uint32_t k = 0;
    if (!strcmp(program_text(t->contexts->program, clock), "none"))
        return (struct time_is){.bits = TIME_LENGTH};
    while (k < t->clocks.len && !str_eq(t->clocks.at[k], clock))
        k++;
    if (k == 32)
        return unknown;
    if (k == t->clocks.len)
        vec_push(t->arena, &t->clocks, clock);
    return (struct time_is){.clocks = 1U << k};
}

/* ---- operators ---- */

/* A point that is moved stays one of its clock; what is left between two is a length. A parameter
 * may be either: of two that are added, one that is a point makes the sum one. */
static struct time_is add(struct time_is a, struct time_is b, bool subtract)
{
    if (is_empty(a) || is_empty(b))
        return nothing;
    bool open_a = params_any(&a.params), open_b = params_any(&b.params);
    if (subtract && b.clocks && !open_b && !(b.bits & TIME_UNKNOWN))
        return (struct time_is){.bits = TIME_LENGTH};
    if (subtract && (b.clocks || open_b))
        return unknown;
    struct time_is point = a.clocks ? a : b;
    if (a.clocks | b.clocks) /* whatever is added */
        return (struct time_is){point.bits & TIME_UNKNOWN, a.clocks | b.clocks, {{0}}};
    if ((a.bits | b.bits) & TIME_UNKNOWN)
        return unknown;
    return open_a || open_b ? (struct time_is){.bits = open_a && open_b ? TIME_SUM : 0,
                                               .params = params_both(a.params, b.params)}
                            : (struct time_is){.bits = TIME_LENGTH};
}

/* A point in other units stays one; what is left of a division is the part of a second. */
static struct time_is scale(struct time_is a, struct time_is b)
{
    uint32_t clocks = a.clocks | b.clocks;
    struct params params = params_both(a.params, b.params);
    bool open = params_any(&params);
    if (is_empty(a) || is_empty(b))
        return nothing;
    if (((a.bits | b.bits) & TIME_UNKNOWN) || (params_any(&a.params) && params_any(&b.params)) ||
        (clocks && open))
        return unknown;
    return (struct time_is){open     ? (a.bits | b.bits) & OF_PARAMS
                            : clocks ? 0
                                     : TIME_LENGTH,
                            clocks, params};
}

/* ---- questions ---- */

static struct time_is of_value(struct times *t, struct node_id n, struct value_id value,
                               struct str member);
static struct time_is of_path(struct times *t, struct node_id n, struct path_id path,
                              struct str member);

/* A time that is a parameter of 32 bits, divided by a thousand or more to make seconds of it, is a
 * length: as a point it would lie in the first weeks of its clock. */
static bool is_small(const struct times *t, struct node_id n, const struct value *v)
{
    static const char *const types[] = {"int", "unsigned int", "unsigned", "int32_t", "uint32_t"};
    const struct node *node = program_get(t->contexts->program, n);
    const uint32_t *operands = &node->body->operands.at[v->first_operand].i;
    const struct value *from = function_value(node->body, (struct value_id){operands[0]}),
                       *by = function_value(node->body, (struct value_id){operands[1]});
    if (from->kind != VALUE_PATH || by->kind != VALUE_INT || by->number < 1000)
        return false;
    const struct path *p = function_path(node->body, from->path);
    if (p->root_kind != ROOT_PARAM || p->step_len || p->root >= node->entity->params.len)
        return false;
    const char *type = program_text(t->contexts->program, node->entity->params.at[p->root].type);
    for (uint32_t i = 0; i < COUNT(types); i++)
        if (!strcmp(type, types[i]))
            return true;
    return false;
}

static struct time_is of_operands(struct times *t, struct node_id n, const struct value *v)
{
    const struct function *fn = program_get(t->contexts->program, n)->body;
    struct time_is a = unknown, b = unknown;
    if (v->operand_len)
        a = of_value(t, n, fn->operands.at[v->first_operand], (struct str){0});
    if (v->operand_len > 1)
        b = of_value(t, n, fn->operands.at[v->first_operand + 1], (struct str){0});
    if (v->operator== OPERATOR_ADD || v->operator== OPERATOR_SUBTRACT)
        return v->operand_len == 2 ? add(a, b, v->operator== OPERATOR_SUBTRACT) : unknown;
    if (v->operator== OPERATOR_DIVIDE && v->operand_len == 2 && params_any(&a.params) &&
        is_small(t, n, v))
        a.bits |= TIME_SMALL;
    if (v->operator== OPERATOR_MULTIPLY || v->operator== OPERATOR_DIVIDE ||
        v->operator== OPERATOR_SHIFT_LEFT || v->operator== OPERATOR_SHIFT_RIGHT)
        return v->operand_len == 2 ? scale(a, b) : unknown;
    return v->operator== OPERATOR_NEGATE ? a : unknown;
}

/* All bits set, or the greatest number of some width: for ever. */
static struct time_is of_number(int64_t number)
{
    bool special = !number || number == -1 || number == INT32_MAX || number == UINT32_MAX ||
                   number == INT64_MAX;
    return (struct time_is){.bits = special ? TIME_SPECIAL : TIME_LENGTH};
}

/* What the callee, told by its own parameters, is for the arguments of a call. */
static struct time_is bind(struct times *t, struct node_id n, const struct event_call *c,
                           struct time_is below, struct str member)
{
    const struct function *fn = program_get(t->contexts->program, n)->body;
    struct params params = take_params(&below);
    for (uint32_t k = 0; k < PARAMS_MAX; k++)
        if (params_has(&params, k))
            below =
                join(below, k < c->arg_len ? of_value(t, n, fn->args.at[c->first_arg + k], member)
                                           : unknown);
    return below;
}

static struct time_is ask(struct times *t, struct question q);

static const struct rule_use *clock_rule(struct times *t, const struct call *call, uint32_t out)
{
    struct aval args[AVAL_MAX_ARGS];
    if (!call->roles || !call->roles->clocks.len)
        return NULL;
    uint32_t len = aval_args(t->values, call->node, call->event, args);
    for (uint32_t i = 0; i < call->roles->clocks.len; i++) {
        const struct rule_use *u = call->roles->clocks.at[i];
        bool here = out == FACTS_NONE ? u->out == INT32_MIN
                                      : u->out != INT32_MIN && arg_index(u->out, len) == out;
        if (here && callee_arity_fits(&u->callee, len) &&
            (!u->when.len || aval_any(t->values, &u->when, args, len) == TRI_YES))
            return u;
    }
    return NULL;
}

static struct time_is of_result(struct times *t, struct node_id n, uint32_t event,
                                struct str member)
{
    const struct program *p = t->contexts->program;
    const struct event *e = &program_get(p, n)->body->events.at[event];
    const struct call *call = calls_find(t->contexts->calls, n, event);
    const struct rule_use *u = call ? clock_rule(t, call, FACTS_NONE) : NULL;
    struct time_is is = nothing;
    if (u)
        return told_by(t, u->clocks.at[0]);
    if (!call || e->kind != EVENT_CALL || !call->callees.len || member.i)
        return unknown;
    for (uint32_t i = 0; i < call->callees.len; i++) {
        struct node_id callee = call->callees.at[i];
        is = join(is, program_get(p, callee)->body
                          ? bind(t, n, &e->call,
                                 ask(t, (struct question){ASKED_RESULT, callee.i, 0, 0}),
                                 (struct str){0})
                          : unknown);
    }
    return is;
}

static struct time_is of_value(struct times *t, struct node_id n, struct value_id value,
                               struct str member)
{
    const struct function *fn = program_get(t->contexts->program, n)->body;
    const struct value *v = function_value(fn, value);
    struct time_is is = nothing;
    switch (v->kind) {
    case VALUE_INT:
        return member.i ? unknown : of_number(v->number);
    case VALUE_NULL:
        return of_number(0);
    case VALUE_PATH:
        return of_path(t, n, v->path, member);
    case VALUE_ADDRESS:
        return member.i ? of_path(t, n, v->path, member) : unknown;
    case VALUE_RESULT:
        return of_result(t, n, v->event.i, member);
    case VALUE_CHOICE:
        for (uint32_t i = 0; i < v->choice_len; i++)
            is = join(is, of_value(t, n, fn->choices.at[v->first_choice + i], member));
        return is;
    case VALUE_UNKNOWN:
        return member.i ? unknown : of_operands(t, n, v);
    case VALUE_STRING:
    case VALUE_FUNCTION:
        break;
    }
    return unknown;
}

/* ---- what is stored ---- */

/* Do the steps of the path behind its first LEN name the member: "tv_sec", "it_value.tv_sec"? */
static bool is_member(const struct times *t, const struct node *node, const struct path *p,
                      uint32_t len, struct str member)
{
    const char *rest = program_text(t->contexts->program, member);
    for (uint32_t i = len; i < p->step_len; i++) {
        const struct path_step *step = &node->body->steps.at[p->first_step + i];
        const char *name =
            step->kind == STEP_FIELD
                ? program_text(t->contexts->program, facts_entity(node->facts, step->field)->name)
                : "";
        size_t size = strlen(name);
        if (!size || strncmp(rest, name, size) != 0)
            return false;
        rest += size;
        rest += *rest == '.' && i + 1 < p->step_len;
    }
    return p->step_len > len && !*rest;
}

/* MEMBER of what PATH is, or points to; FACTS_NONE: nothing names it. */
static struct path_id member_of(const struct times *t, struct node_id n, struct path_id path,
                                struct str member)
{
    const struct node *node = program_get(t->contexts->program, n);
    const struct path *base = function_path(node->body, path);
    for (uint32_t i = body_next_of_root(t->contexts->bodies, n, path.i); i != path.i;
         i = body_next_of_root(t->contexts->bodies, n, i)) {
        const struct path *p = &node->body->paths.at[i];
        if (is_member(t, node, p, base->step_len, member) &&
            path_same_steps(node->body, base, p, base->step_len))
            return (struct path_id){i};
    }
    return (struct path_id){FACTS_NONE};
}

static bool has_stores(const struct times *t, struct node_id n, struct path_id path)
{
    const struct body *body = &t->contexts->bodies->at[n.i];
    return path.i != FACTS_NONE && body->assigns.first[path.i] != body->assigns.first[path.i + 1];
}

static struct time_is of_stores(struct times *t, struct node_id n, struct path_id path,
                                struct str member)
{
    const struct function *fn = program_get(t->contexts->program, n)->body;
    const struct body *body = &t->contexts->bodies->at[n.i];
    struct time_is is = nothing;
    if (path.i == FACTS_NONE)
        return is;
    for (uint32_t i = body->assigns.first[path.i]; i < body->assigns.first[path.i + 1]; i++)
        is = join(is, of_value(t, n, fn->events.at[body->assigns.at[i]].assign.from, member));
    return is;
}

/* What a callee writes through parameter PARAM, told by its own parameters. */
static struct time_is written(struct times *t, struct node_id n, uint32_t param, struct str member)
{
    const struct node *node = program_get(t->contexts->program, n);
    struct path_id whole = function_root_path(node->body, ROOT_PARAM, param);
    struct time_is is = nothing;
    if (whole.i != FACTS_NONE)
        is = ask(t, (struct question){ASKED_PATH, n.i, whole.i, member.i});
    params_remove(&is.params, param); /* what was there before */
    for (uint32_t i = 0; i < node->body->paths.len; i++) {
        const struct path *p = &node->body->paths.at[i];
        if (p->root_kind == ROOT_PARAM && p->root == param &&
            (member.i ? is_member(t, node, p, 0, member)
                      : p->step_len == 1 && path_last(node->body, p)->kind == STEP_DEREF))
            is = join(is, of_stores(t, n, (struct path_id){i}, (struct str){0}));
    }
    return is;
}

/* A call that only borrows what it is given, and gets nothing else but numbers, clears it: memset.
 */
static bool clears(const struct function *fn, const struct call *call, uint32_t arg)
{
    const struct event_call *c = &fn->events.at[call->event].call;
    for (uint32_t i = 0; i < c->arg_len; i++)
        if (i != arg && function_value(fn, fn->args.at[c->first_arg + i])->kind != VALUE_INT)
            return false;
    return call->roles && call->roles->borrows;
}

/* What the call writes through the argument. A function of a library that takes a pointer to what
 * it may not change does not. */
static struct time_is of_out(struct times *t, const struct call *call, uint32_t arg,
                             struct str member)
{
    const struct program *p = t->contexts->program;
    const struct event_call *c = &program_get(p, call->node)->body->events.at[call->event].call;
    const struct rule_use *u = clock_rule(t, call, arg);
    struct time_is is = nothing;
    if (u)
        return told_by(t, u->clocks.at[0]);
    if (clears(program_get(p, call->node)->body, call, arg))
        return (struct time_is){.bits = TIME_SPECIAL};
    if (!call->callees.len)
        return unknown;
    for (uint32_t i = 0; i < call->callees.len; i++) {
        const struct node *callee = program_get(p, call->callees.at[i]);
        if (arg < callee->entity->params.len && callee->entity->params.at[arg].shape.target_const)
            continue;
        is = join(is, callee->body
                          ? bind(t, call->node, c, written(t, call->callees.at[i], arg, member),
                                 (struct str){0})
                          : unknown);
    }
    return is;
}

/* What calls write through the address of PATH. */
static struct time_is of_address(struct times *t, struct node_id n, struct path_id path,
                                 struct str member)
{
    const struct function *fn = program_get(t->contexts->program, n)->body;
    bool pointer = function_path(fn, path)->root_kind == ROOT_PARAM;
    struct time_is is = nothing;
    for (uint32_t i = 0; i < t->contexts->calls->at[n.i].len; i++) {
        const struct call *call = &t->contexts->calls->at[n.i].at[i];
        const struct event *e = &fn->events.at[call->event];
        for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++) {
            const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + k]);
            if (v->path.i == path.i &&
                (v->kind == VALUE_ADDRESS || (pointer && v->kind == VALUE_PATH)))
                is = join(is, of_out(t, call, k, member));
        }
    }
    return is;
}

static struct time_is of_param(uint32_t param)
{
    struct time_is is = nothing;
    params_add(&is.params, param);
    return param < PARAMS_MAX ? is : unknown;
}

/* A variable of the function, or what its parameter is or points to. */
static struct time_is of_variable(struct times *t, struct node_id n, struct path_id path,
                                  struct path_id part, struct str member)
{
    const struct path *p = function_path(program_get(t->contexts->program, n)->body, path);
    bool param = p->root_kind == ROOT_PARAM;
    struct time_is is = of_stores(t, n, part, (struct str){0});
    if (member.i)
        is = join(is, of_stores(t, n, path, member));
    if (member.i || !param)
        is = join(is, of_address(t, n, path, member));
    if (param && !(member.i && has_stores(t, n, part)))
        is = join(is, of_param(p->root));
    return is;
}

/* A member of a variable that is a struct: also what is stored in all of it. */
static struct time_is of_member(struct times *t, struct node_id n, struct path_id path)
{
    const struct node *node = program_get(t->contexts->program, n);
    const struct path *p = function_path(node->body, path);
    struct path_id whole = function_root_path(node->body, ROOT_LOCAL, p->root);
    struct str name = p->step_len == 1 && path_last(node->body, p)->kind == STEP_FIELD
                          ? facts_entity(node->facts, path_last(node->body, p)->field)->name
                          : (struct str){0};
    struct time_is is = of_stores(t, n, path, (struct str){0});
    is = join(is, of_address(t, n, path, (struct str){0}));
    return whole.i != FACTS_NONE && name.i ? join(is, of_variable(t, n, whole, path, name)) : is;
}

static struct time_is work_out_path(struct times *t, struct node_id n, struct path_id path,
                                    struct str member)
{
    const struct node *node = program_get(t->contexts->program, n);
    const struct path *p = function_path(node->body, path);
    struct path_id part = member.i ? member_of(t, n, path, member) : path;
    if ((p->root_kind == ROOT_LOCAL || p->root_kind == ROOT_PARAM) && !p->step_len)
        return of_variable(t, n, path, part, member);
    if (p->root_kind == ROOT_LOCAL && !body_path_is_indirect(node, path))
        return member.i ? unknown : of_member(t, n, path);
    uint32_t slot = part.i == FACTS_NONE ? FACTS_NONE : slot_of(node->facts, node->body, part);
    return slot == FACTS_NONE ? unknown : ask(t, (struct question){ASKED_SLOT, 0, slot, 0});
}

/* Whoever calls N gives its parameters. */
static struct time_is of_callers(struct times *t, struct node_id n, struct time_is is)
{
    struct call_edges edges = callmap_in(t->callers, n);
    struct params params = take_params(&is);
    bool open = params_any(&params);
    for (uint32_t i = 0; open && i < edges.len; i++) {
        const struct function *fn = program_get(t->contexts->program, edges.at[i]->from)->body;
        struct time_is of_call = {.params = params};
        of_call = bind(t, edges.at[i]->from, &fn->events.at[edges.at[i]->event].call, of_call,
                       (struct str){0});
        of_call = params_any(&of_call.params) ? unknown : of_call;
        is = join(is, of_call);
    }
    return open && !edges.len ? join(is, unknown) : is;
}

static struct time_is work_out_slot(struct times *t, uint32_t slot)
{
    struct time_is is = nothing;
    if (!t->stores[slot].len)
        return unknown;
    for (uint32_t i = 0; i < t->stores[slot].len; i++) {
        const struct store *s = &t->stores[slot].at[i];
        if (s->event == FACTS_NONE) {
            is = join(is, unknown);
        } else if (s->init) {
            const struct value *v =
                function_value(s->init, s->init->events.at[s->event].assign.from);
            is = join(is, v->kind == VALUE_INT ? of_number(v->number) : unknown);
        } else {
            const struct function *fn = program_get(t->contexts->program, s->node)->body;
            is = join(is, of_callers(t, s->node,
                                     of_value(t, s->node, fn->events.at[s->event].assign.from,
                                              (struct str){0})));
        }
    }
    return is;
}

static struct time_is work_out_result(struct times *t, struct node_id n)
{
    const struct function *fn = program_get(t->contexts->program, n)->body;
    struct time_is is = nothing;
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_RETURN && fn->events.at[i].value.i != FACTS_NONE)
            is = join(is, of_value(t, n, fn->events.at[i].value, (struct str){0}));
    return is;
}

static struct time_is work_out(struct times *t, struct question q)
{
    struct node_id n = {q.node};
    switch ((enum asked)q.asked) {
    case ASKED_PATH:
        return work_out_path(t, n, (struct path_id){q.id}, (struct str){q.member});
    case ASKED_VALUE:
        return of_value(t, n, (struct value_id){q.id}, (struct str){q.member});
    case ASKED_SLOT:
        return work_out_slot(t, q.id);
    case ASKED_RESULT:
        return work_out_result(t, n);
    }
    return unknown;
}

/* Once in each round; where it depends on itself, what is known so far. */
static struct time_is ask(struct times *t, struct question q)
{
    struct answered *a;
    HASH_FIND(hh, t->answers, &q, sizeof q, a);
    if (!a) {
        a = arena_new_one(t->arena, struct answered);
        a->question = q;
        HASH_ADD(hh, t->answers, question, sizeof a->question, a);
    }
    if (a->round == t->round)
        return a->is;
    a->round = t->round;
    struct time_is is = join(a->is, work_out(t, q));
    t->changed |= is.bits != a->is.bits || is.clocks != a->is.clocks ||
                  !params_same(&is.params, &a->is.params);
    a->is = is;
    return is;
}

static struct time_is of_path(struct times *t, struct node_id n, struct path_id path,
                              struct str member)
{
    return ask(t, (struct question){ASKED_PATH, n.i, path.i, member.i});
}

/* ---- asking ---- */

static struct time_is settle(struct times *t, struct question q)
{
    struct time_is is;
    do {
        t->changed = false;
        t->round++;
        is = ask(t, q);
    } while (t->changed);
    return is;
}

struct time_is times_of(struct times *t, struct node_id n, struct value_id value, struct str member)
{
    return settle(t, (struct question){ASKED_VALUE, n.i, value.i, member.i});
}

struct str times_member_given(const struct times *t, struct node_id n, uint32_t param,
                              struct str member)
{
    const struct entity *e = program_get(t->contexts->program, n)->entity;
    bool number = param < e->params.len && (e->params.at[param].shape.kind == SHAPE_INTEGER ||
                                            e->params.at[param].shape.kind == SHAPE_FLOAT);
    return number ? (struct str){0} : member;
}
