#include "link/slow_locks.h"

#define MAX_LOCKS 8 /* that one function takes or gives back; more are not followed */

struct lock_set {
    uint64_t at[MAX_LOCKS];
    uint32_t len;
};

struct lock_effect {          /* of a function, on thread locks */
    struct lock_set acquires; /* held on every way out */
    struct lock_set releases; /* given back though it was not taken here */
};

struct search {
    const struct summaries *summaries;
    const struct contexts *contexts;
    const struct aval_context *values;
    struct lock_effect *locks; /* by node */
    object_vec *ret_slow;
};

static bool set_has(const struct lock_set *set, uint64_t lock)
{
    for (uint32_t i = 0; i < set->len; i++)
        if (set->at[i] == lock)
            return true;
    return false;
}

static void set_add(struct lock_set *set, uint64_t lock)
{
    if (lock != OBJECT_NONE && set->len < MAX_LOCKS && !set_has(set, lock))
        set->at[set->len++] = lock;
}

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

/* The locks that an event takes or gives back, also through the project's own function for it. */
static struct lock_set locks_of(const struct search *s, struct node_id n, uint32_t event,
                                bool release)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event *e = &node->body->events.at[event];
    struct lock_set set = {.len = 0};
    if (e->kind != EVENT_CALL)
        return set;
    set_add(&set, lock_of_rule(s, n, event, release));
    struct node_id callee = call_node(node->facts, &e->call);
    if (set.len || callee.i == FACTS_NONE || !program_get(s->contexts->program, callee)->body)
        return set;
    const struct lock_set *below =
        release ? &s->locks[callee.i].releases : &s->locks[callee.i].acquires;
    for (uint32_t i = 0; i < below->len; i++) {
        uint32_t param;
        if (!aval_object_is_param(below->at[i], callee, &param))
            set_add(&set, below->at[i]);
        else if (param < e->call.arg_len)
            set_add(&set,
                    aval_of(s->values, n, event, node->body->args.at[e->call.first_arg + param])
                        .object);
    }
    return set;
}

static uint8_t bits_of(const struct lock_set *all, const struct lock_set *some)
{
    uint8_t bits = 0;
    for (uint32_t i = 0; i < all->len; i++)
        if (set_has(some, all->at[i]))
            bits |= (uint8_t)(1U << i);
    return bits;
}

/* Forward over the function: which of its locks are held on all paths; at its ends, and where it
 * gives them back. */
static void find_effect(struct search *s, struct arena *scratch, struct node_id n,
                        const struct lock_set *all)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    uint8_t *held = arena_new_array(scratch, uint8_t, fn->blocks.len + 1);
    bool *seen = arena_new_array(scratch, bool, fn->blocks.len + 1);
    uint32_t *stack =
                 arena_new_array(scratch, uint32_t, (size_t)(fn->blocks.len + 1) * (MAX_LOCKS + 2)),
             depth = 0;
    uint8_t at_end = UINT8_MAX, given = 0;
    bool ends = false;
    stack[depth++] = 0;
    seen[0] = true;
    while (depth) {
        uint32_t block = stack[--depth];
        const struct block *k = &fn->blocks.at[block];
        uint8_t now = held[block];
        for (uint32_t i = 0; i < k->events.len; i++) {
            struct lock_set takes = locks_of(s, n, k->events.at[i].i, false);
            struct lock_set gives = locks_of(s, n, k->events.at[i].i, true);
            uint8_t gone = bits_of(all, &gives);
            given |= (uint8_t)(gone & ~now);
            now = (uint8_t)((now & ~gone) | bits_of(all, &takes));
        }
        if (k->term == TERM_RETURN) {
            at_end &= now;
            ends = true;
        }
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            uint8_t joined = seen[to] ? held[to] & now : now;
            if (seen[to] && joined == held[to])
                continue;
            held[to] = joined;
            seen[to] = true;
            stack[depth++] = to;
        }
    }
    for (uint32_t i = 0; i < all->len; i++) {
        if (ends && (at_end & 1U << i))
            set_add(&s->locks[n.i].acquires, all->at[i]);
        if (given & 1U << i)
            set_add(&s->locks[n.i].releases, all->at[i]);
    }
}

static void find_lock_functions(struct search *s, const uint32_t *order, uint32_t len)
{
    struct arena *scratch = arena_new();
    for (uint32_t i = 0; i < len; i++) {
        struct node_id n = {order[i]};
        const struct body *b = &s->contexts->bodies->at[n.i];
        struct lock_set all = {.len = 0};
        for (uint32_t k = 0; k < b->live.len; k++)
            for (int release = 0; release < 2; release++) {
                struct lock_set some = locks_of(s, n, b->live.at[k].event, release);
                for (uint32_t x = 0; x < some.len; x++)
                    set_add(&all, some.at[x]);
            }
        if (all.len && all.len < MAX_LOCKS)
            find_effect(s, scratch, n, &all);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

/* Does the event suspend or, if BLOCKING counts, block? */
static bool event_is_slow(const struct search *s, struct arena *scratch, struct node_id n,
                          uint32_t event, bool blocking)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event *e = &node->body->events.at[event];
    if (e->kind == EVENT_CALL) {
        const struct name_roles *r =
            roles_function(s->contexts->bodies->roles,
                           call_name(s->contexts->program, node->facts, node->body, &e->call));
        for (uint32_t i = 0; r && i < r->suspends.len; i++)
            if (r->suspends.at[i]->switches)
                return true;
    }
    leaf_vec leaves = {0};
    if (!blocking)
        return false;
    summary_of_call(s->summaries, scratch, n, event, CONTEXT_LOOP | CONTEXT_COROUTINE, &leaves);
    for (uint32_t i = 0; i < leaves.len; i++)
        if (leaves.at[i]->kind != BLOCK_LOCK && leaves.at[i]->kind != BLOCK_CPU &&
            !leaves.at[i]->mixed && leaves.at[i]->certainty >= CERTAINTY_USUALLY)
            return true;
    return false;
}

/* Does something slow stand between the acquisition at position AT of block FROM and the releases?
 */
static bool section_is_slow(const struct search *s, struct arena *scratch, struct node_id n,
                            const uint8_t *live, uint32_t from, uint32_t at, uint64_t lock,
                            bool blocking)
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
            struct lock_set gives = locks_of(s, n, event, true);
            released = set_has(&gives, lock);
            if (!released && live[event] && event_is_slow(s, scratch, n, event, blocking))
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

static void find_slow_in(struct search *s, struct arena *scratch, struct node_id n, bool blocking)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    const uint8_t *live = s->contexts->bodies->at[n.i].masks;
    if (!live)
        return;
    for (uint32_t b = 0; b < fn->blocks.len; b++)
        for (uint32_t e = 0; e < fn->blocks.at[b].events.len; e++) {
            uint32_t event = fn->blocks.at[b].events.at[e].i;
            struct lock_set takes = locks_of(s, n, event, false);
            for (uint32_t i = 0; i < takes.len && live[event]; i++)
                if (!known(s, takes.at[i]) &&
                    section_is_slow(s, scratch, n, live, b, e, takes.at[i], blocking))
                    vec_push(s->contexts->arena, s->ret_slow, takes.at[i]);
        }
}

/* Where threads are known, what only the loop runs does not count, unless it suspends: the loop
 * does not wait for itself. */
static void find_slow_locks(struct search *s)
{
    struct arena *scratch = arena_new();
    const struct contexts *c = s->contexts;
    bool threads = false;
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        threads |= c->at[i].off_loop;
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        if (c->program->nodes.at[i].body)
            find_slow_in(s, scratch, (struct node_id){i},
                         !threads || context_runs_elsewhere(&c->at[i]));
        arena_reset(scratch);
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
