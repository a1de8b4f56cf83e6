#include "effects/slow_locks.h"

#include "effects/exclusive.h"
#include "effects/usual.h"

struct search {
    const struct summaries *summaries;
    const struct contexts *contexts;
    const struct aval_context *values;
    const struct locks *locks;
    struct usual *usual;
    struct exclusive *exclusive;
    struct arena *scratch; /* of one function */
    struct node_id node;
    bool beside;     /* it can run beside the loop */
    lock_set *gives; /* by event */
    lock_section_vec *ret_sections;
};

static struct lock_section *known(const struct search *s, uint64_t lock)
{
    for (uint32_t i = 0; i < s->ret_sections->len; i++)
        if (s->ret_sections->at[i].lock == lock)
            return &s->ret_sections->at[i];
    return NULL;
}

static void note(const struct search *s, struct lock_section section)
{
    struct lock_section *old = known(s, section.lock);
    struct arena *arena = s->contexts->arena;
    if (section.stall == STALL_NONE || (old && old->stall >= section.stall))
        return;
    if (section.leaf) {
        struct leaf *leaf = arena_new_one(arena, struct leaf);
        *leaf = *section.leaf;
        section.leaf = leaf;
    }
    if (old)
        *old = section;
    else
        vec_push(arena, s->ret_sections, section);
}

static bool switches(const struct name_roles *r)
{
    for (uint32_t i = 0; r && i < r->suspends.len; i++)
        if (r->suspends.at[i]->switches)
            return true;
    return false;
}

/* Does the wait at the end of the leaf give LOCK back meanwhile, as that for a condition does? That
 * counts where it is given the lock, and where what it is given is not known. */
static bool gives_back_meanwhile(const struct search *s, const struct leaf *leaf, uint64_t lock)
{
    const struct leaf *end = leaf_end(leaf);
    const struct program *p = s->contexts->program;
    const struct event *e = &program_get(p, end->node)->body->events.at[end->event];
    const struct call *call = calls_find(s->contexts->calls, end->node, end->event);
    if (!call || e->kind != EVENT_CALL || call->callee.i == FACTS_NONE)
        return true;
    struct aval args[AVAL_MAX_ARGS];
    uint32_t len = aval_args(s->values, end->node, end->event, args);
    const struct entity *callee = program_get(p, call->callee)->entity;
    for (uint32_t i = 0; i < len && i < callee->params.len; i++) {
        bool pointer = callee->params.at[i].shape.kind == SHAPE_POINTER;
        if (aval_may_be_same(aval_member(&args[i]), lock) ||
            (pointer && args[i].kind != AVAL_NULL && args[i].object == OBJECT_NONE))
            return true;
    }
    return false;
}

/* A mutex that is waited for meanwhile takes as long as its own sections do; what others must say
 * (a semaphore, the end of a thread) takes as long as they like. */
static bool takes_long(const struct search *s, const struct leaf *l, uint64_t lock)
{
    if (l->kind == BLOCK_CPU || l->mixed || l->certainty < CERTAINTY_USUALLY)
        return false;
    return l->kind != BLOCK_LOCK ||
           (l->rule && l->rule->lock == INT32_MIN && !gives_back_meanwhile(s, l, lock));
}

/* Take what the event does into SECTION, if it takes longer: suspends, which ends when others say
 * so, or, in what runs beside the loop, blocks. */
static void see_event(const struct search *s, uint32_t event, struct lock_section *section)
{
    const struct call *call = calls_find(s->contexts->calls, s->node, event);
    leaf_vec leaves = {0};
    if (!body_is_live(s->contexts->bodies, s->node, event) ||
        !usual_event(s->usual, s->node, event))
        return;
    if (call && switches(call->roles)) {
        section->stall = STALL_UNBOUNDED;
        section->blocks = event;
        section->leaf = NULL;
        return;
    }
    if (s->beside)
        summary_usual(s->summaries, s->scratch, s->node, event, CONTEXT_LOOP | CONTEXT_COROUTINE,
                      &leaves);
    for (uint32_t i = 0; i < leaves.len; i++) {
        const struct leaf *l = leaves.at[i];
        if (l->stall > section->stall && takes_long(s, l, section->lock)) {
            section->stall = l->stall;
            section->blocks = event;
            section->leaf = l;
        }
    }
}

/* Is edge number E of K only taken where there is no guard, so that nothing is held: `if (guard)
 * unlock(guard)`? */
static bool has_no_guard(const struct search *s, const struct block *k, uint32_t e, uint64_t lock)
{
    const struct function *fn = program_get(s->contexts->program, s->node)->body;
    if (k->term != TERM_BRANCH || k->cond.kind != COND_TRUTH || e != 1)
        return false;
    const struct value *guard = function_value(fn, k->cond.value);
    const struct block *gives = &fn->blocks.at[fn->edges.at[k->first_edge].to.i];
    for (uint32_t i = 0; guard->kind == VALUE_PATH && i < gives->events.len; i++) {
        const struct event *event = &fn->events.at[gives->events.at[i].i];
        if (event->kind != EVENT_CALL || !event->call.arg_len ||
            !lock_set_find(&s->gives[gives->events.at[i].i], lock))
            continue;
        const struct value *v = function_value(fn, fn->args.at[event->call.first_arg]);
        return v->kind == VALUE_PATH && v->path.i == guard->path.i;
    }
    return false;
}

/* All that stands between the acquisition at position AT of block FROM and the releases. */
static void see_section(const struct search *s, uint32_t from, uint32_t at,
                        struct lock_section *section)
{
    const struct function *fn = program_get(s->contexts->program, s->node)->body;
    uint32_t *stack = arena_new_array(s->scratch, uint32_t, fn->blocks.len + 1), depth = 0;
    bool *seen = arena_new_array(s->scratch, bool, fn->blocks.len + 1);
    uint32_t block = from, position = at + 1;
    for (;;) {
        const struct block *k = &fn->blocks.at[block];
        bool released = false;
        for (; position < k->events.len && !released; position++) {
            uint32_t event = k->events.at[position].i;
            released = lock_set_find(&s->gives[event], section->lock) ||
                       body_never_runs(s->contexts->bodies, s->node, event);
            if (!released)
                see_event(s, event, section);
        }
        for (uint32_t e = 0; e < k->edge_len && !released; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            if (!seen[to] && !has_no_guard(s, k, e, section->lock))
                seen[to] = true, stack[depth++] = to;
        }
        if (!depth || section->stall == STALL_UNBOUNDED)
            return;
        block = stack[--depth];
        position = 0;
    }
}

static void find_gives(struct search *s)
{
    const struct function *fn = program_get(s->contexts->program, s->node)->body;
    s->gives = arena_new_array(s->scratch, lock_set, fn->events.len + 1);
    for (uint32_t i = 0; i < fn->events.len; i++)
        locks_of(s->locks, s->scratch, s->node, i, true, &s->gives[i]);
}

static void see_acquisition(struct search *s, uint32_t block, uint32_t position)
{
    const struct function *fn = program_get(s->contexts->program, s->node)->body;
    uint32_t event = fn->blocks.at[block].events.at[position].i;
    lock_set takes = {0};
    if (!body_is_live(s->contexts->bodies, s->node, event))
        return;
    locks_of(s->locks, s->scratch, s->node, event, false, &takes);
    for (uint32_t i = 0; i < takes.len; i++) {
        struct lock_section section = {.lock = takes.at[i].object,
                                       .node = s->node,
                                       .event = event,
                                       .stall = STALL_NONE,
                                       .answers = {FACTS_NONE}};
        const struct lock_section *old = known(s, section.lock);
        if (takes.at[i].rule->kind != LOCK_THREAD || takes.at[i].taken != SIGN_ANY ||
            (old && old->stall == STALL_UNBOUNDED) || exclusive_at(s->exclusive, s->node, event))
            continue;
        if (!s->gives)
            find_gives(s);
        see_section(s, block, position, &section);
        note(s, section);
    }
}

static void see_function(struct search *s, struct node_id n)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    s->node = n;
    s->beside = context_runs_elsewhere(&s->contexts->at[n.i]);
    s->gives = NULL;
    for (uint32_t b = 0; fn && b < fn->blocks.len; b++)
        for (uint32_t e = 0; e < fn->blocks.at[b].events.len; e++)
            see_acquisition(s, b, e);
    arena_reset(s->scratch);
}

/* ---- the loop and who holds the lock wait for each other ---- */

/* Note the calls of N that give what is waited for. False: some of it comes from elsewhere. */
static bool see_answers(const struct search *s, struct node_id n, const lock_set *waits,
                        struct lock_section *section)
{
    const struct context *x = &s->contexts->at[n.i];
    const call_vec *rows = &s->contexts->calls->at[n.i];
    for (uint32_t i = 0; i < rows->len; i++) {
        lock_set given = {0};
        locks_of(s->locks, s->scratch, n, rows->at[i].event, true, &given);
        for (uint32_t k = 0; k < waits->len; k++) {
            if (!lock_set_find(&given, waits->at[k].object))
                continue;
            if (!(x->bits & CONTEXT_LOOP) || x->at_start || context_runs_elsewhere(x))
                return false;
            section->answers = n;
            section->answer = rows->at[i].event;
        }
    }
    return true;
}

static void find_answer(const struct search *s, struct lock_section *section)
{
    const struct leaf *end = section->leaf ? leaf_end(section->leaf) : NULL;
    lock_set all = {0}, waits = {0};
    if (end)
        locks_of(s->locks, s->scratch, end->node, end->event, false, &all);
    for (uint32_t i = 0; i < all.len; i++)
        if (all.at[i].rule->kind == LOCK_OTHER)
            vec_push(s->scratch, &waits, all.at[i]);
    for (uint32_t i = 0; waits.len && i < s->contexts->program->nodes.len; i++)
        if (!see_answers(s, (struct node_id){i}, &waits, section)) {
            section->answers.i = FACTS_NONE;
            return;
        }
}

void slow_locks_find(const struct summaries *summaries, const struct contexts *c,
                     const struct aval_context *values, const struct locks *locks,
                     lock_section_vec *ret_sections)
{
    struct arena *arena = arena_new();
    struct search s = {.summaries = summaries,
                       .contexts = c,
                       .values = values,
                       .locks = locks,
                       .usual = usual_new(arena, c),
                       .exclusive = exclusive_new(arena, c, locks),
                       .scratch = arena_new(),
                       .ret_sections = ret_sections};
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        see_function(&s, (struct node_id){i});
    for (uint32_t i = 0; i < ret_sections->len; i++)
        find_answer(&s, &ret_sections->at[i]);
    arena_free(s.scratch);
    arena_free(arena);
}
