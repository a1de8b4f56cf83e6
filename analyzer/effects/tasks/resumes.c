#include "effects/tasks/resumes.h"

struct resumes {
    struct arena *arena;
    struct arena *scratch; /* of one question */
    const struct contexts *contexts;
    const struct suspends *suspends;
    bool *resuming; /* by node: resumes a coroutine, itself or further down */
};

/* ---- functions that resume ---- */

static bool resumes_itself(const struct resumes *r, const struct call *call)
{
    bool switches = call->callee.i != FACTS_NONE && r->contexts->at[call->callee.i].switches;
    return switches || (call->roles && call->roles->task_starts.len);
}

static bool find_resuming(void *context, uint32_t node)
{
    const struct resumes *r = context;
    const call_vec *rows = &r->contexts->calls->at[node];
    bool found = r->resuming[node];
    for (uint32_t i = 0; i < rows->len && !found; i++) {
        found = resumes_itself(r, &rows->at[i]);
        for (uint32_t k = 0; k < rows->at[i].callees.len && !found; k++)
            found = r->resuming[rows->at[i].callees.at[k].i];
    }
    bool changed = found && !r->resuming[node];
    r->resuming[node] = found;
    return changed;
}

struct resumes *resumes_new(const struct contexts *c, const struct suspends *s)
{
    struct arena *arena = arena_new();
    struct resumes *r = arena_new_one(arena, struct resumes);
    *r = (struct resumes){.arena = arena, .scratch = arena_new(), .contexts = c, .suspends = s};
    r->resuming = arena_new_array(arena, bool, c->program->nodes.len + 1);
    solve(c->calls->direct, find_resuming, r);
    return r;
}

void resumes_free(struct resumes *r)
{
    if (!r)
        return;
    arena_free(r->scratch);
    arena_free(r->arena);
}

/* ---- callbacks ---- */

/* Is all that the function returns 0, or nothing? */
static bool returns_nothing(const struct function *fn)
{
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE)
            continue;
        const struct value *v = function_value(fn, e->value);
        if (v->kind != VALUE_INT || v->number)
            return false;
    }
    return true;
}

/* The functions that the call is given: how many, and how many of them resume. */
static void count_given(const struct resumes *r, struct node_id n, uint32_t event,
                        uint32_t *ret_all, uint32_t *ret_resuming, uint32_t *ret_once)
{
    const struct program *p = r->contexts->program;
    const struct function *fn = program_get(p, n)->body;
    const struct event *e = &fn->events.at[event];
    *ret_all = *ret_resuming = *ret_once = 0;
    for (uint32_t i = 0; e->kind == EVENT_CALL && i < e->call.arg_len; i++) {
        source_vec sources = {0};
        flow_value(r->contexts->flow, r->scratch, n, fn->args.at[e->call.first_arg + i], event,
                   &sources);
        for (uint32_t k = 0; k < sources.len; k++) {
            struct node_id given = sources.at[k]->function;
            const struct function *body = program_get(p, given)->body;
            bool resumes = body && r->resuming[given.i];
            *ret_all += 1;
            *ret_resuming += resumes;
            *ret_once += resumes && returns_nothing(body);
        }
    }
    arena_reset(r->scratch);
}

bool resumes_once(const struct resumes *r, struct node_id n, uint32_t event)
{
    uint32_t all, resuming, once;
    count_given(r, n, event, &all, &resuming, &once);
    return all && once == all;
}

/* ---- suspensions ---- */

/* Does the function register a callback that resumes, other than by the call BUT? */
static bool registers(const struct resumes *r, struct node_id n, uint32_t but)
{
    const call_vec *rows = &r->contexts->calls->at[n.i];
    uint32_t all, resuming = 0, once;
    for (uint32_t i = 0; i < rows->len && !resuming; i++)
        if (rows->at[i].event != but && body_is_live(r->contexts->bodies, n, rows->at[i].event))
            count_given(r, n, rows->at[i].event, &all, &resuming, &once);
    return resuming > 0;
}

bool resumes_waits(const struct resumes *r, struct node_id n, uint32_t event, uint32_t registration)
{
    const struct suspension *s = suspend_of_call(r->suspends, n, event);
    if (!s || registers(r, n, registration))
        return false;
    for (s = s->down; s; s = s->down)
        if (registers(r, s->node, FACTS_NONE))
            return false;
    return true;
}
