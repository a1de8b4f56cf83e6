/* NS401: a loop in async code sleeps and tests a condition again, where it could wait for the event
 * that makes it true.
 *
 * Such a loop does nothing but look and sleep, and one of its exits depends on state that something
 * else changes; or it has rounds in which it only looks and sleeps, and others, in which it works
 * off what something else has set; or it sleeps after a result that says that a descriptor is not
 * ready. A loop that works in each round is a ticker, one that ends by a
 * count or a clock only is a delay, one that tries an operation again backs off: none of them
 * polls.
 */
#include "check/loop_doing.h"
#include "effects/already.h"
#include "effects/suspend.h"

#include <string.h>

static const struct check_rule rules[] = {
    {"NS401", "sleep-poll-loop", FAMILY_LOOPS, LEVEL_WARNING,
     "A loop sleeps and re-tests a condition where it could wait for an event"},
};

struct polls {             /* of all loops */
    struct doings *doings; /* NULL: not asked yet */
    struct already *already;
};

struct poll {
    struct loop_visit *v;
    struct doings *doings;
    struct looping *l;
    uint8_t mask;
    VEC(struct looping_event) sleeps; /* of the loop itself */
    uint32_t sleep;                   /* event of the loop that is shown */
    bool *free;                       /* by block: does nothing but look and sleep */
    bool *idle;                       /* by block: of a round in which the loop does nothing else */
    bool works;                       /* in other rounds it does */
    bool again;                       /* it sleeps after a result that says: not ready yet */
};

/* ---- the loop ---- */

/* Where the loop sleeps, and where it does nothing but look and sleep. */
static void find_sleeps(struct poll *poll)
{
    struct looping *l = poll->l;
    const struct loop *loop = &l->loops->all.at[l->loop];
    bool *free = poll->free = arena_new_array(l->arena, bool, l->fn->blocks.len + 1);
    for (uint32_t i = 0; i < loop->len; i++)
        free[l->loops->blocks.at[loop->first + i]] = true;
    for (uint32_t i = 0; i < l->events.len; i++) {
        uint32_t event = l->events.at[i].event, block = l->events.at[i].block;
        enum doing does = doings_of_event(poll->doings, l->node, event);
        if (does == DOING_WORK) {
            free[block] = false;
            poll->works = true;
        } else if (does == DOING_SLEEP && l->loops->innermost[block] == l->loop) {
            vec_push(l->arena, &poll->sleeps, l->events.at[i]);
        }
    }
}

/* The blocks of rounds in which the loop only looks and sleeps. False: there is none. */
static bool find_idle(struct poll *poll)
{
    struct looping *l = poll->l;
    poll->idle = arena_new_array(l->arena, bool, l->fn->blocks.len + 1);
    if (!looping_rounds(l, poll->free, poll->idle))
        return false;
    for (uint32_t i = 0; i < poll->sleeps.len; i++)
        if (poll->idle[poll->sleeps.at[i].block]) {
            poll->sleep = poll->sleeps.at[i].event;
            return true;
        }
    return false;
}

/* Does the loop where it works change what decides at the block, and do others set it? Then it
 * consumes what they produce. */
static bool consumes(const struct poll *poll, uint32_t block)
{
    const struct value *v;
    const struct block *k = &poll->l->fn->blocks.at[block];
    slot_vec slots = {0};
    if (looping_decides(poll->l, block).kind != READ_STEP || k->cond.value.i == FACTS_NONE)
        return false;
    v = function_value(poll->l->fn, k->cond.value);
    if (v->kind != VALUE_PATH)
        return false;
    writes_slots(poll->v->in->program, poll->l->arena, poll->l->node, v->path, &slots);
    return writes_stored_elsewhere(poll->v->writes, poll->l->node, &slots);
}

static bool asks_for_cancellation(const struct poll *poll, const struct cond *cond)
{
    const struct looping *l = poll->l;
    if (cond->kind != COND_TRUTH)
        return false;
    struct value_id id = body_resolve(poll->v->in->contexts->bodies, l->node, cond->value);
    const struct value *v = function_value(l->fn, id);
    if (v->kind != VALUE_RESULT || l->fn->events.at[v->event.i].kind != EVENT_CALL)
        return false;
    const struct name_roles *r = calls_get(l->contexts->calls, l->node, v->event.i)->roles;
    return r && r->tests.len;
}

/* State that decides whether the idle rounds end, which they do not change; empty: none. */
static struct str polled_state(const struct poll *poll)
{
    const struct looping *l = poll->l;
    const struct loop *loop = &l->loops->all.at[l->loop];
    struct looping idle = looping_narrow(l, poll->idle);
    for (uint32_t i = 0; i < loop->len; i++) {
        uint32_t at = l->loops->blocks.at[loop->first + i];
        const struct block *k = &l->fn->blocks.at[at];
        bool leaves = false, works = false;
        for (uint32_t e = 0; poll->idle[at] && e < k->edge_len; e++) {
            const struct edge *edge = &l->fn->edges.at[k->first_edge + e];
            leaves |= looping_leaves(l, edge);
            works |= loops_contain(l->loops, l->loop, edge->to.i) && !poll->idle[edge->to.i];
        }
        if (!works && (!leaves || poll->works))
            continue; /* a stop flag of a loop that works is no event that it waits for */
        if (asks_for_cancellation(poll, &k->cond))
            continue; /* what comes with it, the end of the sleep, is the event */
        struct read r = looping_decides(&idle, at);
        if (r.kind == READ_STATE && r.state.i && (!works || consumes(poll, at)))
            return r.state;
    }
    return (struct str){0};
}

/* ---- sleeping until a descriptor is ready ---- */

/* Is the block reached from another one of the loop in the same round, without BUT? */
static bool leads_to(const struct looping *l, uint32_t from, uint32_t to, uint32_t but)
{
    VEC(uint32_t) work = {0};
    uint32_t header = l->loops->all.at[l->loop].header;
    bool *seen = arena_new_array(l->arena, bool, l->fn->blocks.len + 1);
    vec_push(l->arena, &work, from);
    while (work.len) {
        uint32_t at = work.at[--work.len];
        const struct block *k = &l->fn->blocks.at[at];
        if (at == to)
            return true;
        if (seen[at] || at == header || at == but || !loops_contain(l->loops, l->loop, at))
            continue;
        seen[at] = true;
        for (uint32_t e = 0; e < k->edge_len; e++)
            vec_push(l->arena, &work, l->fn->edges.at[k->first_edge + e].to.i);
    }
    return false;
}

/* The name in the value that says: not ready yet; empty: none. */
static struct str says_again(const struct poll *poll, struct value_id id)
{
    const struct function *fn = poll->l->fn;
    if (id.i == FACTS_NONE)
        return (struct str){0};
    const struct value *v = function_value(fn, id);
    for (uint32_t i = 0; i < v->name_len; i++) {
        struct str name = fn->names.at[v->first_name + i].name;
        const struct name_roles *r = roles_macro(poll->v->in->roles, name);
        if (r && r->says_again)
            return name;
    }
    return (struct str){0};
}

/* The result because of which the loop sleeps and tries again; empty: none. */
static struct str retried(struct poll *poll)
{
    const struct looping *l = poll->l;
    const struct loop *loop = &l->loops->all.at[l->loop];
    for (uint32_t i = 0; i < loop->len; i++) {
        uint32_t at = l->loops->blocks.at[loop->first + i];
        const struct block *k = &l->fn->blocks.at[at];
        bool equal = k->cond.op == OP_EQ;
        if (k->term != TERM_BRANCH || k->cond.kind != COND_COMPARE ||
            (!equal && k->cond.op != OP_NE))
            continue;
        struct str name = says_again(poll, k->cond.other);
        uint32_t yes = l->fn->edges.at[k->first_edge + !equal].to.i;
        uint32_t no = l->fn->edges.at[k->first_edge + equal].to.i;
        for (uint32_t s = 0; name.i && s < poll->sleeps.len; s++)
            if (leads_to(l, yes, poll->sleeps.at[s].block, at) &&
                !leads_to(l, no, poll->sleeps.at[s].block, at)) {
                poll->sleep = poll->sleeps.at[s].event;
                return name;
            }
    }
    return (struct str){0};
}

/* ---- the path down to the sleep ---- */

static void add_call_step(const struct poll *poll, struct finding *finding, const struct call *call,
                          bool last)
{
    const struct program *p = poll->v->in->program;
    const struct node *node = program_get(p, call->node);
    const char *name = program_text(p, node->name);
    const char *callee = calls_text_at(p, call->node, call->event);
    struct loc loc = body_event_loc(node->body, call->event);
    plain_step(poll->v->in, poll->v->findings, finding, last ? PATH_STEP_LEAF : PATH_STEP_CALL,
               call->node, loc,
               arena_printf(poll->v->findings->arena, "'%s' calls '%s'", name, callee));
    if (last)
        plain_note(
            poll->v->findings, finding, loc,
            arena_printf(poll->v->findings->arena, "'%s' is called here in '%s'", callee, name));
}

/* Texts of findings have no brackets: of t[i].done that is done. */
static const char *quoted(struct arena *a, const char *state)
{
    const char *last = strrchr(state, ']');
    const char *tail = last ? last + 1 + strspn(last + 1, ".->") : state;
    return strpbrk(tail, "[]{}") || !*tail ? "a condition" : arena_printf(a, "'%s'", tail);
}

static void report(const struct poll *poll, struct str what)
{
    const struct loop_visit *v = poll->v;
    struct arena *a = v->findings->arena;
    const char *text = quoted(a, program_text(v->in->program, what));
    call_path way = {0};
    doings_way_to_sleep(poll->doings, poll->l->arena, poll->l->node, poll->sleep, &way);
    const struct call *sleeps = way.at[way.len - 1];
    const char *sleep = calls_text_at(v->in->program, sleeps->node, sleeps->event);
    const char *name =
        program_text(v->in->program, program_get(v->in->program, poll->l->node)->name);
    struct finding f = loop_finding(
        v, poll->l, poll->mask, &rules[0],
        arena_printf(a, poll->again ? "'%s' tries again after %s" : "'%s' tests %s in each round",
                     name, text),
        sleep);
    for (uint32_t i = 0; i < way.len; i++)
        add_call_step(poll, &f, way.at[i], i + 1 == way.len);
    f.message = arena_printf(
        a,
        poll->again ? "loop sleeps with '%s' after %s instead of waiting for an event"
                    : "loop sleeps with '%s' and tests %s again instead of waiting for "
                      "an event",
        sleep, text);
    const struct context_reason *reason =
        context_origin(v->in->contexts, poll->l->node, poll->mask);
    const char *instead =
        roles_instead(v->in->roles, reason->pack, poll->again ? INSTEAD_IO : INSTEAD_EVENT);
    f.advice = instead       ? arena_printf(a, "wait for the event: %s", instead)
               : poll->again ? "wait until the descriptor is ready"
                             : "wait for an event that comes where the condition changes";
    loop_finding_add(v, poll->l, poll->mask, &f);
}

static void each(struct loop_visit *v, struct looping *l, uint8_t mask)
{
    struct polls *all = v->context;
    if (!all->doings)
        all->doings = doings_new(v->in->contexts, v->writes);
    struct poll poll = {.v = v, .doings = all->doings, .l = l};
    struct str what = {0};
    find_sleeps(&poll);
    if (!poll.sleeps.len)
        return;
    if (find_idle(&poll))
        what = polled_state(&poll);
    if (!what.i) {
        what = retried(&poll);
        poll.again = true;
    }
    poll.mask = what.i ? mask & v->in->contexts->bodies->at[l->node.i].masks[poll.sleep] : 0;
    if (poll.mask & CONTEXT_LOOP && already_done(all->already, l->node, poll.sleep))
        poll.mask &= (uint8_t)~CONTEXT_LOOP;
    if (poll.mask)
        report(&poll, what);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    struct arena *arena = arena_new();
    struct polls all = {.already = already_new(arena, in->contexts)};
    struct loop_visit v = {.in = in, .findings = ret_findings, .each = each, .context = &all};
    loop_visit_all(&v, CONTEXT_ANY);
    doings_free(all.doings);
    arena_free(arena);
}

const struct check check_polls = {
    .name = "polls", .rules = rules, .rule_count = COUNT(rules), .run = run};
