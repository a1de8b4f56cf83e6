#include "effects/tasks/late.h"

#include "effects/bodywalk.h"

struct late {
    const struct contexts *contexts;
    const struct suspends *suspends;
    struct node_id node;
    const struct function *fn;
    uint32_t param; /* FACTS_NONE: all */
    bool *derived;  /* by local: a pointer that comes from the parameter */
    bool found;
};

#define SUSPENDED 1u

static bool from_param(const struct late *l, const struct path *p)
{
    if (p->root_kind == ROOT_PARAM)
        return l->param == FACTS_NONE || l->param == p->root;
    return p->root_kind == ROOT_LOCAL && l->derived[p->root];
}

static bool is_from_param(const void *late, const struct value *v)
{
    const struct late *l = late;
    return (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) &&
           from_param(l, function_path(l->fn, v->path));
}

static bool mentions(const struct late *l, struct value_id id)
{
    return function_value_has(l->fn, id, is_from_param, l);
}

/* Is it the pointer itself, an element of an array of pointers, or the address of something in what
 * it points to? A pointer that is read from a field leads elsewhere. */
static bool derives(const struct late *l, struct value_id id)
{
    const struct value *v = function_value(l->fn, id);
    if (v->kind != VALUE_PATH)
        return mentions(l, id);
    const struct path *p = function_path(l->fn, v->path);
    for (uint32_t i = 0; i < p->step_len; i++)
        if (l->fn->steps.at[p->first_step + i].kind != STEP_INDEX)
            return false;
    return from_param(l, p);
}

static void find_derived(struct late *l)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < l->fn->events.len; i++) {
            const struct event *e = &l->fn->events.at[i];
            if (e->kind != EVENT_ASSIGN)
                continue;
            const struct path *to = function_path(l->fn, e->assign.to);
            if (to->root_kind != ROOT_LOCAL || to->step_len || l->derived[to->root] ||
                !shape_leads_away(l->fn->locals.at[to->root].shape) || !derives(l, e->assign.from))
                continue;
            l->derived[to->root] = changed = true;
        }
    }
}

static bool uses(const struct late *l, const struct event *e)
{
    const struct function *fn = l->fn;
    switch (e->kind) {
    case EVENT_CALL:
        for (uint32_t i = 0; i < e->call.arg_len; i++)
            if (mentions(l, fn->args.at[e->call.first_arg + i]))
                return true;
        return e->call.callee_kind == CALLEE_PATH && from_param(l, function_path(fn, e->call.path));
    case EVENT_ASSIGN:
        return mentions(l, e->assign.from) || (function_path(fn, e->assign.to)->step_len &&
                                               from_param(l, function_path(fn, e->assign.to)));
    case EVENT_RETURN:
        return e->value.i != FACTS_NONE && mentions(l, e->value);
    case EVENT_MACRO:
    case EVENT_GUARD:
    case EVENT_CLEANUP:
    case EVENT_SCOPE_END:
        break;
    }
    return false;
}

/* The pointer is put where other code finds it. */
static bool stores(const struct late *l, const struct event *e)
{
    if (e->kind != EVENT_ASSIGN)
        return false;
    const struct path *to = function_path(l->fn, e->assign.to);
    const struct value *v = function_value(l->fn, e->assign.from);
    bool pointer = v->kind == VALUE_PATH && !function_path(l->fn, v->path)->step_len;
    return pointer && to->root_kind != ROOT_LOCAL && mentions(l, e->assign.from);
}

static enum walk_step on_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct late *l = w->client->context;
    const struct event *e = &l->fn->events.at[event];
    bool use = uses(l, e);
    bool suspends = (e->kind == EVENT_CALL || e->kind == EVENT_MACRO) &&
                    suspend_of_call(l->suspends, l->node, event);
    if ((use && ((s->flags & SUSPENDED) || suspends)) || stores(l, e))
        l->found = true;
    if (suspends)
        s->flags |= SUSPENDED;
    return l->found ? WALK_END : WALK_ON;
}

static enum walk_branch on_branch(struct walk *w, struct walk_state *s, const struct cond *c)
{
    struct late *l = w->client->context;
    if ((s->flags & SUSPENDED) && (c->kind == COND_TRUTH || c->kind == COND_COMPARE))
        l->found |= mentions(l, c->value);
    return l->found ? WALK_BRANCH_END : WALK_BRANCH_UNKNOWN;
}

bool late_use(const struct contexts *c, const struct suspends *s, struct node_id n, uint32_t param)
{
    const struct function *fn = program_get(c->program, n)->body;
    struct arena *scratch = arena_new();
    bool seen = fn && fn->blocks.len;
    struct late l = {
        .contexts = c, .suspends = s, .node = n, .fn = fn, .param = param, .found = !seen};
    if (seen) {
        l.derived = arena_new_array(scratch, bool, fn->locals.len + 1);
        find_derived(&l);
        const struct walk_client client = {.event = on_event, .branch = on_branch, .context = &l};
        struct walk walk;
        bodywalk_open(&walk, scratch, c->bodies, n, BODYWALK_ALL);
        const struct walk_state entry = walk_entry(&walk);
        walk_run(&walk, &client, &entry, 1);
        l.found |= walk.gave_up;
    }
    arena_free(scratch);
    return l.found;
}
