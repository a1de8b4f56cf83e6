#include "link/slow_locks.h"

struct lock_effect { /* of a function, on thread locks; OBJECT_NONE: none */
    uint64_t acquires, releases;
};

struct search {
    const struct summaries *summaries;
    const struct contexts *contexts;
    const struct aval_context *values;
    struct lock_effect *locks; /* by node */
    object_vec *ret_slow;
};

static bool known(const struct search *s, uint64_t lock)
{
    for (uint32_t i = 0; i < s->ret_slow->len; i++)
        if (s->ret_slow->at[i] == lock)
            return true;
    return false;
}

/* The lock that a rule says this call takes or releases. */
static uint64_t lock_of_rule(const struct search *s, struct node_id n, uint32_t event, bool release)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event *e = &node->body->events.at[event];
    const struct name_roles *r =
        roles_function(s->contexts->bodies->roles,
                       call_name(s->contexts->program, node->facts, node->body, &e->call));
    const struct rule_lock *rule = NULL;
    if (r && release && r->releases.len)
        rule = r->releases.at[0];
    else if (r && !release && r->acquires.len)
        rule = r->acquires.at[0];
    uint32_t arg =
        rule && rule->kind == LOCK_THREAD ? arg_index(rule->arg, e->call.arg_len) : FACTS_NONE;
    if (arg == FACTS_NONE)
        return OBJECT_NONE;
    return aval_of(s->values, n, event, node->body->args.at[e->call.first_arg + arg]).object;
}

/* The lock that this call takes or releases, also through the project's own function for it. */
static uint64_t lock_of(const struct search *s, struct node_id n, uint32_t event, bool release)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event *e = &node->body->events.at[event];
    if (e->kind != EVENT_CALL)
        return OBJECT_NONE;
    uint64_t lock = lock_of_rule(s, n, event, release);
    struct node_id callee = call_node(node->facts, &e->call);
    if (lock != OBJECT_NONE || callee.i == FACTS_NONE ||
        !program_get(s->contexts->program, callee)->body)
        return lock;
    lock = release ? s->locks[callee.i].releases : s->locks[callee.i].acquires;
    uint32_t param;
    if (lock == OBJECT_NONE || !aval_object_is_param(lock, callee, &param))
        return lock;
    return param < e->call.arg_len
               ? aval_of(s->values, n, event, node->body->args.at[e->call.first_arg + param]).object
               : OBJECT_NONE;
}

/* A function that takes a lock and returns with it, or gives back one that it did not take. */
static void find_lock_functions(struct search *s, const uint32_t *order, uint32_t len)
{
    for (uint32_t i = 0; i < s->contexts->program->nodes.len; i++)
        s->locks[i] = (struct lock_effect){OBJECT_NONE, OBJECT_NONE};
    for (uint32_t i = 0; i < len; i++) {
        struct node_id n = {order[i]};
        const struct body *b = &s->contexts->bodies->at[n.i];
        uint64_t taken = OBJECT_NONE, given = OBJECT_NONE;
        for (uint32_t k = 0; k < b->live.len; k++) {
            uint64_t takes = lock_of(s, n, b->live.at[k].event, false),
                     gives = lock_of(s, n, b->live.at[k].event, true);
            if (takes != OBJECT_NONE)
                taken = takes;
            if (gives != OBJECT_NONE)
                given = gives;
        }
        if (taken != given)
            s->locks[n.i] = (struct lock_effect){taken, given};
    }
}

static bool event_is_slow(const struct search *s, struct arena *scratch, struct node_id n,
                          uint32_t event)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event *e = &node->body->events.at[event];
    if (e->kind == EVENT_CALL) {
        const struct name_roles *r =
            roles_function(s->contexts->bodies->roles,
                           call_name(s->contexts->program, node->facts, node->body, &e->call));
        if (r && r->suspends)
            return true;
    }
    leaf_vec leaves = {0};
    summary_of_call(s->summaries, scratch, n, event, CONTEXT_ANY, &leaves);
    for (uint32_t i = 0; i < leaves.len; i++)
        if (leaves.at[i]->kind != BLOCK_LOCK && leaves.at[i]->kind != BLOCK_CPU &&
            !leaves.at[i]->mixed && leaves.at[i]->certainty >= CERTAINTY_USUALLY)
            return true;
    return false;
}

/* Does something slow stand between the acquisition at position AT of block FROM and the releases?
 */
static bool section_is_slow(const struct search *s, struct arena *scratch, struct node_id n,
                            uint32_t from, uint32_t at, uint64_t lock)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    uint32_t *stack = arena_new_array(scratch, uint32_t, fn->blocks.len + 1), depth = 0;
    bool *seen = arena_new_array(scratch, bool, fn->blocks.len + 1);
    uint32_t block = from, position = at + 1;
    for (;;) {
        const struct block *k = &fn->blocks.at[block];
        bool released = false;
        for (; position < k->events.len && !released; position++) {
            uint32_t event = k->events.at[position].i;
            released = lock_of(s, n, event, true) == lock;
            if (!released && event_is_slow(s, scratch, n, event))
                return true;
        }
        for (uint32_t e = 0; e < k->edge_len && !released; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            if (!seen[to])
                seen[to] = true, stack[depth++] = to;
        }
        if (!depth)
            return false;
        block = stack[--depth];
        position = 0;
    }
}

static void find_slow_locks(struct search *s)
{
    struct arena *scratch = arena_new();
    for (uint32_t i = 0; i < s->contexts->program->nodes.len; i++) {
        const struct function *fn = s->contexts->program->nodes.at[i].body;
        if (!context_runs_elsewhere(&s->contexts->at[i]))
            continue; /* the loop does not wait for itself */
        for (uint32_t b = 0; fn && b < fn->blocks.len; b++)
            for (uint32_t e = 0; e < fn->blocks.at[b].events.len; e++) {
                uint64_t lock =
                    lock_of(s, (struct node_id){i}, fn->blocks.at[b].events.at[e].i, false);
                if (lock == OBJECT_NONE || known(s, lock))
                    continue;
                if (section_is_slow(s, scratch, (struct node_id){i}, b, e, lock))
                    vec_push(s->contexts->arena, s->ret_slow, lock);
                arena_reset(scratch);
            }
    }
    arena_free(scratch);
}

void slow_locks_find(const struct summaries *summaries, const struct contexts *c,
                     const struct aval_context *values, const uint32_t *order, uint32_t order_len,
                     object_vec *ret_slow)
{
    struct arena *scratch = arena_new();
    struct search s = {summaries, c, values,
                       arena_new_array(scratch, struct lock_effect, c->program->nodes.len + 1),
                       ret_slow};
    find_lock_functions(&s, order, order_len);
    find_slow_locks(&s);
    arena_free(scratch);
}
