#include "effects/slow_locks.h"

struct search {
    const struct summaries *summaries;
    const struct contexts *contexts;
    const struct locks *locks;
    slow_lock_vec *ret_slow;
};

static struct slow_lock *known(const struct search *s, uint64_t lock)
{
    for (uint32_t i = 0; i < s->ret_slow->len; i++)
        if (s->ret_slow->at[i].lock == lock)
            return &s->ret_slow->at[i];
    return NULL;
}

static void note(const struct search *s, uint64_t lock, enum stall stall)
{
    struct slow_lock *old = known(s, lock);
    if (stall == STALL_NONE)
        return;
    if (!old)
        vec_push(s->contexts->arena, s->ret_slow, (struct slow_lock){lock, stall});
    else if (old->stall < stall)
        old->stall = stall;
}

/* How long the event suspends, which ends when others say so, or, if BLOCKING counts, blocks. */
static enum stall event_stall(const struct search *s, struct arena *scratch, struct node_id n,
                              uint32_t event, bool blocking)
{
    const struct call *call = calls_find(s->contexts->calls, n, event);
    const struct name_roles *r = call ? call->roles : NULL;
    for (uint32_t i = 0; r && i < r->suspends.len; i++)
        if (r->suspends.at[i]->switches)
            return STALL_UNBOUNDED;
    leaf_vec leaves = {0};
    enum stall worst = STALL_NONE;
    if (blocking)
        summary_of_call(s->summaries, scratch, n, event, CONTEXT_LOOP | CONTEXT_COROUTINE, &leaves);
    for (uint32_t i = 0; i < leaves.len; i++)
        if (leaves.at[i]->kind != BLOCK_LOCK && leaves.at[i]->kind != BLOCK_CPU &&
            !leaves.at[i]->mixed && leaves.at[i]->certainty >= CERTAINTY_USUALLY &&
            leaves.at[i]->stall > worst)
            worst = leaves.at[i]->stall;
    return worst;
}

/* The worst of what stands between the acquisition at position AT of block FROM and the releases.
 */
static enum stall section_stall(const struct search *s, struct arena *scratch, struct node_id n,
                                const uint8_t *live, uint32_t from, uint32_t at, uint64_t lock,
                                bool blocking)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    uint32_t *stack = arena_new_array(scratch, uint32_t, fn->blocks.len + 1), depth = 0;
    bool *seen = arena_new_array(scratch, bool, fn->blocks.len + 1);
    uint32_t block = from, position = at + 1;
    enum stall worst = STALL_NONE;
    for (;;) {
        const struct block *k = &fn->blocks.at[block];
        bool released = false;
        for (; position < k->events.len && !released && worst < STALL_UNBOUNDED; position++) {
            uint32_t event = k->events.at[position].i;
            lock_set gives = {0};
            locks_of(s->locks, scratch, n, event, true, &gives);
            released = lock_set_find(&gives, lock);
            enum stall stall =
                released || !live[event] ? STALL_NONE : event_stall(s, scratch, n, event, blocking);
            worst = stall > worst ? stall : worst;
        }
        for (uint32_t e = 0; e < k->edge_len && !released; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            if (!seen[to])
                seen[to] = true, stack[depth++] = to;
        }
        if (!depth || worst == STALL_UNBOUNDED)
            return worst;
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
            lock_set takes = {0};
            locks_of(s->locks, scratch, n, event, false, &takes);
            for (uint32_t i = 0; i < takes.len && live[event]; i++) {
                const struct slow_lock *old = known(s, takes.at[i].object);
                if (!old || old->stall < STALL_UNBOUNDED)
                    note(s, takes.at[i].object,
                         section_stall(s, scratch, n, live, b, e, takes.at[i].object, blocking));
            }
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
                     const struct locks *locks, slow_lock_vec *ret_slow)
{
    struct search s = {summaries, c, locks, ret_slow};
    find_slow_locks(&s);
}
