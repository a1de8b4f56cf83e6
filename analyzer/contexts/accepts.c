#include "contexts/accepts.h"

#include "values/aval.h"

struct variable { /* of a function: a local or a parameter */
    struct node_id node;
    enum root_kind kind;
    uint32_t root;
    bool points; /* to what the descriptor is put in, rather than being it */
};

struct search {
    const struct bodies *b;
    const bool *below; /* accepts_below */
    struct arena *scratch;
    struct node_id waits; /* whose loop waits */
    const struct wait_set *set;
    VEC(struct variable) seen;     /* that hold the descriptor, each asked once */
    VEC(struct node_id) accepting; /* helpers that return what they accept to the loop, likewise */
    bool *many;                    /* the same by node, once there are more than MANY; else NULL */
};

bool call_accepts(const struct call *call)
{
    const struct name_roles *r = call->roles;
    bool opens = false, waits = false;
    for (uint32_t i = 0; r && i < r->fd_opens.len; i++)
        opens |= r->fd_opens.at[i]->kind == FD_SOCKET && r->fd_opens.at[i]->out == INT32_MIN;
    for (uint32_t i = 0; r && i < r->blocking.len; i++)
        waits |= r->blocking.at[i]->fd != INT32_MIN;
    return opens && waits;
}

static bool is_variable(const struct function *fn, struct value_id id, const struct variable *v)
{
    const struct value *value = function_value(fn, id);
    if (value->kind != VALUE_PATH)
        return false;
    const struct path *p = function_path(fn, value->path);
    return !p->step_len && p->root_kind == v->kind && p->root == v->root;
}

/* Does a call of a library get what the local ROOT is part of, or points to? A thread may. */
static bool is_given_away(const struct search *s, struct node_id n, uint32_t root)
{
    const struct function *fn = program_get(s->b->program, n)->body;
    const call_vec *rows = &s->b->calls->at[n.i];
    for (uint32_t r = 0; r < rows->len; r++) {
        const struct event *e = &fn->events.at[rows->at[r].event];
        bool own =
            rows->at[r].callees.len && program_get(s->b->program, rows->at[r].callees.at[0])->body;
        bool thread = rows->at[r].roles && rows->at[r].roles->offloads.len;
        for (uint32_t k = 0; e->kind == EVENT_CALL && !own && !thread && k < e->call.arg_len; k++) {
            const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + k]);
            if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
                continue;
            const struct path *p = function_path(fn, v->path);
            if (p->root_kind == ROOT_LOCAL && p->root == root)
                return true;
        }
    }
    return false;
}

/* POSIX's calls on one descriptor have it as their first argument; what adds it to a set, or to a
 * library's object, has that first. */
static bool call_keeps(const struct search *s, const struct variable *v, const struct call *call,
                       uint32_t arg, struct variable *ret_next)
{
    if (call->roles && call->roles->offloads.len)
        return false;
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (program_get(s->b->program, call->callees.at[i])->body) {
            *ret_next = (struct variable){call->callees.at[i], ROOT_PARAM, arg, v->points};
            return false;
        }
    return call->callee.i == FACTS_NONE || arg != 0;
}

static uint64_t object_of(const struct search *s, struct node_id n, const struct path *path)
{
    const struct program *p = s->b->program;
    return aval_object(p, n,
                       (struct path_id){(uint32_t)(path - program_get(p, n)->body->paths.at)});
}

/* Is the variable or the field that the path of function N ends in one that the set is taken from?
 */
static bool is_in_set(const struct search *s, struct node_id n, const struct path *path)
{
    for (uint32_t i = 0; i < s->set->entries.len; i++) {
        const struct path *of = s->set->entries.at[i].path;
        if (of && object_of(s, s->waits, of) == object_of(s, n, path))
            return true;
    }
    return false;
}

/* Most calls lead to a few functions, so that looking at each is quicker than having room for all.
 */
enum { MANY = 64 };

static void add_accepting(struct search *s, struct node_id n)
{
    vec_push(s->scratch, &s->accepting, n);
    if (!s->many && s->accepting.len > MANY) {
        s->many = arena_new_array(s->scratch, bool, s->b->program->nodes.len + 1);
        for (uint32_t i = 0; i < s->accepting.len; i++)
            s->many[s->accepting.at[i].i] = true;
    }
    if (s->many)
        s->many[n.i] = true;
}

static bool is_accepting(const struct search *s, struct node_id n)
{
    for (uint32_t i = 0; !s->many && i < s->accepting.len; i++)
        if (s->accepting.at[i].i == n.i)
            return true;
    return s->many && s->many[n.i];
}

static void add_variable(struct search *s, struct variable v)
{
    for (uint32_t i = 0; i < s->seen.len; i++)
        if (s->seen.at[i].node.i == v.node.i && s->seen.at[i].kind == v.kind &&
            s->seen.at[i].root == v.root)
            return;
    vec_push(s->scratch, &s->seen, v);
}

static bool event_keeps(struct search *s, const struct variable *v, uint32_t event)
{
    const struct function *fn = program_get(s->b->program, v->node)->body;
    const struct event *e = &fn->events.at[event];
    if (!body_is_live(s->b, v->node, event)) /* what a child after fork keeps, keeps nobody here */
        return false;
    if (e->kind == EVENT_RETURN)
        return !s->set->known && !v->points && !is_accepting(s, v->node) &&
               e->value.i != FACTS_NONE && is_variable(fn, e->value, v);
    if (e->kind == EVENT_ASSIGN && is_variable(fn, e->assign.from, v)) {
        const struct path *to = function_path(fn, e->assign.to);
        bool beyond =
            to->root_kind != ROOT_LOCAL || (to->step_len && is_given_away(s, v->node, to->root));
        if (s->set->known ? is_in_set(s, v->node, to) : beyond)
            return true;
        if (to->root_kind == ROOT_LOCAL)
            add_variable(
                s, (struct variable){v->node, ROOT_LOCAL, to->root, v->points || to->step_len});
    }
    for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++) {
        struct variable next = {.node = {FACTS_NONE}};
        if (!is_variable(fn, fn->args.at[e->call.first_arg + k], v))
            continue;
        if (call_keeps(s, v, calls_get(s->b->calls, v->node, event), k, &next))
            return true;
        if (next.node.i != FACTS_NONE)
            add_variable(s, next);
    }
    return false;
}

/* Is the descriptor in V, and in what it is handed on to, kept for later? */
static bool is_kept(struct search *s, struct variable v, const struct path *path)
{
    if (s->set->known && is_in_set(s, v.node, path))
        return true;
    s->seen.len = 0;
    vec_push(s->scratch, &s->seen, v);
    for (uint32_t at = 0; at < s->seen.len; at++) {
        struct variable now = s->seen.at[at];
        const struct function *fn = program_get(s->b->program, now.node)->body;
        for (uint32_t i = 0; i < fn->events.len; i++)
            if (event_keeps(s, &now, i))
                return true;
    }
    return false;
}

/* Is the client that the call of function N gives kept for later? */
static bool keeps_client(struct search *s, struct node_id n, const struct call *call)
{
    const struct function *fn = program_get(s->b->program, n)->body;
    const struct event *e = &fn->events.at[call->event];
    if (e->call.use == USE_RETURNED)
        return !is_accepting(s, n);
    const struct path *to = e->call.use == USE_STORED ? function_path(fn, e->call.stored) : NULL;
    return !to || to->step_len || to->root_kind != ROOT_LOCAL ||
           is_kept(s, (struct variable){n, ROOT_LOCAL, to->root, false}, to);
}

/* Does the call, or what it calls and hands on the result of, accept, and keep no client? */
static bool gives_clients(struct search *s, struct node_id n, const struct call *call)
{
    if (call_accepts(call))
        return !keeps_client(s, n, call);
    struct node_id to = call->callees.len ? call->callees.at[0] : (struct node_id){FACTS_NONE};
    if (to.i == FACTS_NONE || !program_get(s->b->program, to)->body || !s->below[to.i] ||
        is_accepting(s, to))
        return false;
    const call_vec *rows = &s->b->calls->at[to.i];
    const struct function *fn = program_get(s->b->program, to)->body;
    add_accepting(s, to);
    for (uint32_t r = 0; r < rows->len; r++)
        if (fn->events.at[rows->at[r].event].kind == EVENT_CALL &&
            body_is_live(s->b, to, rows->at[r].event) && gives_clients(s, to, &rows->at[r]))
            return !keeps_client(s, n, call);
    return false;
}

static bool in_loop(const struct bodies *b, struct node_id n, const struct loops *loops,
                    uint32_t loop, uint32_t event)
{
    uint32_t block = b->at[n.i].block_of[event];
    return block && loops_contain(loops, loop, block - 1);
}

struct below {
    const struct bodies *b;
    bool *at; /* by node */
};

static bool find_below(void *context, uint32_t node)
{
    struct below *x = context;
    const call_vec *rows = &x->b->calls->at[node];
    bool before = x->at[node];
    for (uint32_t r = 0; r < rows->len && !x->at[node]; r++) {
        const struct call *call = &rows->at[r];
        x->at[node] |= call_accepts(call) || (call->callees.len && x->at[call->callees.at[0].i]);
    }
    return x->at[node] != before;
}

const bool *accepts_below(struct arena *arena, const struct bodies *b)
{
    struct below x = {b, arena_new_array(arena, bool, b->program->nodes.len + 1)};
    solve(b->calls->direct, find_below, &x);
    return x.at;
}

bool accepts_only(const struct bodies *b, const bool *below, struct node_id n,
                  const struct loops *loops, uint32_t loop, uint32_t helper,
                  const struct wait_set *set, struct arena *scratch)
{
    struct search s = {.b = b, .below = below, .scratch = scratch, .waits = n, .set = set};
    const struct function *fn = program_get(b->program, n)->body;
    const call_vec *rows = &b->calls->at[n.i];
    bool accepts = false;
    for (uint32_t r = 0; r < rows->len; r++) {
        const struct call *call = &rows->at[r];
        const struct event *e = &fn->events.at[call->event];
        if (e->kind != EVENT_CALL || !body_is_live(b, n, call->event) ||
            !in_loop(b, n, loops, loop, call->event))
            continue;
        if (e->call.callee_kind != CALLEE_DIRECT)
            return false;
        if (helper == FACTS_NONE ? !call_accepts(call) : call->event != helper)
            continue;
        if (!gives_clients(&s, n, call))
            return false;
        accepts = true;
    }
    return accepts;
}
