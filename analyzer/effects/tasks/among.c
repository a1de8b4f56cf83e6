#include "effects/tasks/among.h"

struct answers { /* about one list of names */
    const name_vec *names;
    bool *called; /* by node */
};

struct among {
    struct arena *arena;
    const struct contexts *contexts;
    VEC(struct answers) all;
};

struct among *among_new(const struct contexts *c)
{
    struct arena *arena = arena_new();
    struct among *a = arena_new_one(arena, struct among);
    *a = (struct among){.arena = arena, .contexts = c};
    return a;
}

void among_free(struct among *a)
{
    if (a)
        arena_free(a->arena);
}

/* ---- anywhere ---- */

struct asking {
    const struct among *a;
    struct answers *answers;
};

static bool step(void *context, uint32_t node)
{
    const struct asking *q = context;
    const struct contexts *c = q->a->contexts;
    const call_vec *rows = &c->calls->at[node];
    bool found = q->answers->called[node];
    if (found)
        return false;
    for (uint32_t i = 0; i < rows->len && !found; i++) {
        found = roles_named(c->program, q->answers->names, rows->at[i].name);
        for (uint32_t k = 0; k < rows->at[i].callees.len && !found; k++)
            found = q->answers->called[rows->at[i].callees.at[k].i];
    }
    return q->answers->called[node] = found;
}

bool among_called(struct among *a, const name_vec *names, struct node_id n)
{
    for (uint32_t i = 0; i < a->all.len; i++)
        if (a->all.at[i].names == names)
            return a->all.at[i].called[n.i];
    struct answers new = {names,
                          arena_new_array(a->arena, bool, a->contexts->program->nodes.len + 1)};
    struct asking q = {a, &new};
    if (names->len)
        solve(a->contexts->calls->direct, step, &q);
    vec_push(a->arena, &a->all, new);
    return new.called[n.i];
}

/* ---- with what goes out from a parameter ---- */

struct parameter {
    struct node_id node;
    uint32_t param;
};

struct given {
    const struct contexts *contexts;
    struct arena *arena;
    const name_vec *names;
    bool **seen; /* by node, by parameter */
    VEC(struct parameter) work;
};

enum origin { ORIGIN_NONE, ORIGIN_OTHER, ORIGIN_PARAM };

/* Does the argument go out from the parameter, from something else, or is it nothing that can? */
static enum origin origin_of(const struct given *g, const struct parameter *at, struct value_id id)
{
    const struct function *fn = program_get(g->contexts->program, at->node)->body;
    const struct value *v = function_value(fn, id);
    uint32_t param;
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return v->kind == VALUE_RESULT || v->kind == VALUE_CHOICE || v->kind == VALUE_UNKNOWN
                   ? ORIGIN_OTHER
                   : ORIGIN_NONE;
    if (!body_root_param(g->contexts->bodies, at->node, function_path(fn, v->path), &param))
        return ORIGIN_OTHER;
    return param == at->param ? ORIGIN_PARAM : ORIGIN_NONE;
}

static void hand_on(struct given *g, struct node_id n, uint32_t param)
{
    const struct node *node = program_get(g->contexts->program, n);
    uint32_t len = (uint32_t)node->entity->params.len;
    if (!node->body || param >= len)
        return;
    if (!g->seen[n.i])
        g->seen[n.i] = arena_new_array(g->arena, bool, len);
    if (g->seen[n.i][param])
        return;
    g->seen[n.i][param] = true;
    vec_push(g->arena, &g->work, (struct parameter){n, param});
}

/* Does the call end it? If not, who gets it is asked next. */
static bool call_ends(struct given *g, const struct parameter *at, const struct call *call)
{
    const struct function *fn = program_get(g->contexts->program, at->node)->body;
    const struct event *e = &fn->events.at[call->event];
    bool named = roles_named(g->contexts->program, g->names, call->name);
    for (uint32_t i = 0; e->kind == EVENT_CALL && i < e->call.arg_len; i++) {
        enum origin origin = origin_of(g, at, fn->args.at[e->call.first_arg + i]);
        if (named && origin != ORIGIN_NONE)
            return true;
        for (uint32_t k = 0; origin == ORIGIN_PARAM && k < call->callees.len; k++)
            hand_on(g, call->callees.at[k], i);
    }
    return false;
}

bool among_given(struct among *a, const name_vec *names, struct node_id n, uint32_t param)
{
    if (!among_called(a, names, n))
        return false;
    struct arena *arena = arena_new();
    struct given g = {.contexts = a->contexts, .arena = arena, .names = names};
    bool found = false;
    g.seen = arena_new_array(arena, bool *, a->contexts->program->nodes.len + 1);
    hand_on(&g, n, param);
    while (g.work.len && !found) {
        struct parameter at = g.work.at[--g.work.len];
        const call_vec *rows = &a->contexts->calls->at[at.node.i];
        for (uint32_t i = 0; i < rows->len && !found; i++)
            found = call_ends(&g, &at, &rows->at[i]);
    }
    arena_free(arena);
    return found;
}
