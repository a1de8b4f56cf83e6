#include "effects/locks.h"

#include "link/callorder.h"

#define OBJECT_ANONYMOUS (UINT64_C(1) << 62) /* with the name of what gives it back */

struct lock_effect {          /* of a function, on thread locks */
    struct lock_set acquires; /* held on every way out */
    struct lock_set releases; /* given back though it was not taken here */
};

struct locks {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    struct lock_effect *at; /* by node */
};

bool lock_set_has(const struct lock_set *set, uint64_t lock)
{
    for (uint32_t i = 0; i < set->len; i++)
        if (set->at[i] == lock)
            return true;
    return false;
}

static void set_add(struct lock_set *set, uint64_t lock)
{
    if (lock != OBJECT_NONE && set->len < LOCKS_MAX && !lock_set_has(set, lock))
        set->at[set->len++] = lock;
}

static const struct rule_lock *rule_of(const struct name_roles *r, bool release)
{
    if (r && release && r->releases.len)
        return r->releases.at[0];
    return r && !release && r->acquires.len ? r->acquires.at[0] : NULL;
}

/* The lock that a rule says this call takes or releases. */
static uint64_t lock_of_rule(const struct locks *s, struct node_id n, uint32_t event, bool release)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event_call *c = &node->body->events.at[event].call;
    const struct roles *roles = s->contexts->bodies->roles;
    const struct rule_lock *rule =
        rule_of(roles_function(roles, call_name(s->contexts->program, node->facts, node->body, c)),
                release);
    if (!rule && c->callee_kind != CALLEE_DIRECT && !c->in_macro_arg)
        rule = rule_of(roles_macro(roles, c->macro), release);
    if (!rule || rule->kind != LOCK_THREAD)
        return OBJECT_NONE;
    if (rule->anonymous)
        return OBJECT_ANONYMOUS | rule->release.at[0].i;
    uint32_t arg = arg_index(rule->arg, c->arg_len);
    if (arg == FACTS_NONE)
        return OBJECT_NONE;
    return aval_of(s->values, n, event, node->body->args.at[c->first_arg + arg]).object;
}

/* Through the project's own function for it too. */
uint32_t locks_of(const struct locks *s, struct node_id n, uint32_t event, bool release,
                  struct lock_set *ret_set)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event *e = &node->body->events.at[event];
    *ret_set = (struct lock_set){.len = 0};
    if (e->kind == EVENT_CLEANUP) {
        const struct lock_effect *below = &s->at[program_node(node->facts, e->cleanup.function).i];
        *ret_set = release ? below->releases : below->acquires;
    }
    if (e->kind != EVENT_CALL)
        return ret_set->len;
    set_add(ret_set, lock_of_rule(s, n, event, release));
    struct node_id callee = call_node(node->facts, &e->call);
    if (ret_set->len || callee.i == FACTS_NONE || !program_get(s->contexts->program, callee)->body)
        return ret_set->len;
    const struct lock_set *below = release ? &s->at[callee.i].releases : &s->at[callee.i].acquires;
    for (uint32_t i = 0; i < below->len; i++) {
        uint32_t param;
        if (!aval_object_is_param(below->at[i], callee, &param))
            set_add(ret_set, below->at[i]);
        else if (param < e->call.arg_len)
            set_add(ret_set,
                    aval_of(s->values, n, event, node->body->args.at[e->call.first_arg + param])
                        .object);
    }
    return ret_set->len;
}

static uint8_t bits_of(const struct lock_set *all, const struct lock_set *some)
{
    uint8_t bits = 0;
    for (uint32_t i = 0; i < all->len; i++)
        if (lock_set_has(some, all->at[i]))
            bits |= (uint8_t)(1U << i);
    return bits;
}

/* Forward over the function: which of its locks are held on all paths; at its ends, and where it
 * gives them back. */
static void find_effect(struct locks *s, struct arena *scratch, struct node_id n,
                        const struct lock_set *all)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    uint8_t *held = arena_new_array(scratch, uint8_t, fn->blocks.len + 1);
    bool *seen = arena_new_array(scratch, bool, fn->blocks.len + 1);
    uint32_t *stack =
                 arena_new_array(scratch, uint32_t, (size_t)(fn->blocks.len + 1) * (LOCKS_MAX + 2)),
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
            struct lock_set takes, gives;
            locks_of(s, n, k->events.at[i].i, false, &takes);
            locks_of(s, n, k->events.at[i].i, true, &gives);
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
            set_add(&s->at[n.i].acquires, all->at[i]);
        if (given & 1U << i)
            set_add(&s->at[n.i].releases, all->at[i]);
    }
}

static void find_function(struct locks *s, struct arena *scratch, struct node_id n)
{
    const struct body *b = &s->contexts->bodies->at[n.i];
    struct lock_set all = {.len = 0};
    for (uint32_t k = 0; k < b->live.len; k++)
        for (int release = 0; release < 2; release++) {
            struct lock_set some;
            uint32_t len = locks_of(s, n, b->live.at[k].event, release, &some);
            for (uint32_t x = 0; x < len; x++)
                set_add(&all, some.at[x]);
        }
    if (all.len && all.len < LOCKS_MAX)
        find_effect(s, scratch, n, &all);
}

struct locks *locks_new(const struct contexts *c, const struct aval_context *values)
{
    struct arena *arena = arena_new(), *scratch = arena_new();
    struct locks *l = arena_new_one(arena, struct locks);
    *l = (struct locks){.arena = arena, .contexts = c, .values = values};
    l->at = arena_new_array(arena, struct lock_effect, c->program->nodes.len + 1);
    uint32_t len = 0;
    uint32_t *order = callorder_find(c->bodies, arena, &len);
    for (uint32_t i = 0; i < len; i++) {
        find_function(l, scratch, (struct node_id){order[i]});
        arena_reset(scratch);
    }
    arena_free(scratch);
    return l;
}

void locks_free(struct locks *l)
{
    if (l)
        arena_free(l->arena);
}
