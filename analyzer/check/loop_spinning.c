#include "check/loop_spinning.h"

#include "check/fd_givers.h"
#include "effects/effects.h"
#include "effects/once.h"
#include "effects/summary.h"
#include "effects/suspend.h"
#include "engine/quantities.h"
#include "link/edge_test.h"

#include <string.h>

/* What an event means for a round that is to do nothing but wait for others. */
enum part { PART_LOOK, PART_TRY_LOCK, PART_ATTEMPT, PART_MORE };

struct spinning {
    struct loop_visit *v;
    struct doings *doings;
    struct looping *l;
    uint8_t mask;
    uint32_t attempts; /* of the rounds that are looked at */
    bool tries;        /* some of these rounds tries to take a lock */
    struct str state;  /* that some exit depends on */
};

/* ---- events ---- */

static bool waits(const struct spinning *s, uint32_t event)
{
    leaf_vec leaves = {0};
    summary_of_call(effects_all_summaries(s->v->in->effects), s->v->in->scratch, s->l->node, event,
                    s->mask, &leaves);
    for (uint32_t i = 0; i < leaves.len; i++)
        if (leaves.at[i]->certainty > CERTAINTY_DEPENDS)
            return true;
    return suspend_of_call(effects_suspends(s->v->in->effects), s->l->node, event) != NULL;
}

/* Does the loop set a variable that is named in V to a constant? */
static bool sets_to_constant(const struct spinning *s, const struct value *v)
{
    for (uint32_t i = 0; i < s->l->events.len; i++) {
        const struct event *e = &s->l->fn->events.at[s->l->events.at[i].event];
        if (e->kind != EVENT_ASSIGN || function_value(s->l->fn, e->assign.from)->kind != VALUE_INT)
            continue;
        for (uint32_t k = 0; k < v->name_len; k++)
            if (str_eq(function_path(s->l->fn, e->assign.to)->text,
                       s->l->fn->names.at[v->first_name + k].name))
                return true;
    }
    return false;
}

/* A compare-exchange waits for another thread where it expects a constant, `expected = 0` in each
 * round; one that expects what was there goes well sooner or later. */
static bool is_swap(const struct spinning *s, struct value_id id)
{
    const struct value *v = function_value(s->l->fn, id);
    enum swap swap = once_swap(s->v->in->contexts->bodies, s->l->fn, v);
    return swap == SWAP_GIVES_OLD || (swap == SWAP_GIVES_SUCCESS && sets_to_constant(s, v));
}

static bool expects_constant(const struct spinning *s, const struct event_call *c)
{
    return c->arg_len > 1 &&
           function_value(s->l->fn, s->l->fn->args.at[c->first_arg + 1])->kind == VALUE_INT;
}

static bool may_fail(const struct spinning *s, const struct name_roles *r,
                     const struct event_call *c)
{
    for (uint32_t i = 0; r && i < r->acquires.len; i++)
        if (r->acquires.at[i]->taken != TAKEN_ALWAYS && !r->acquires.at[i]->when.len)
            return true;
    return r && (r->swap || (r->claim && expects_constant(s, c)));
}

/* What asks for a child takes it away as well. */
static bool takes_child(const struct name_roles *r)
{
    for (uint32_t i = 0; r && i < r->blocking.len; i++)
        if (r->blocking.at[i]->kind == BLOCK_PROCESS)
            return true;
    return false;
}

static enum part part_of_call(const struct spinning *s, uint32_t event, enum doing does)
{
    const struct call *call = calls_get(s->v->in->contexts->calls, s->l->node, event);
    const struct event_call *c = &s->l->fn->events.at[event].call;
    if (call->macro && call->macro->last_error)
        return PART_LOOK;
    if (waits(s, event) || takes_child(call->roles))
        return PART_MORE;
    if (may_fail(s, call->roles, c))
        return PART_TRY_LOCK;
    if (does != DOING_WORK)
        return PART_LOOK;
    return c->callee_kind == CALLEE_DIRECT && !call->elsewhere ? PART_ATTEMPT : PART_MORE;
}

static enum part part_of(const struct spinning *s, uint32_t event)
{
    const struct event *e = &s->l->fn->events.at[event];
    enum doing does = doings_of_event(s->doings, s->l->node, event);
    if (does == DOING_SLEEP)
        return PART_MORE;
    if (e->kind == EVENT_CALL)
        return part_of_call(s, event, does);
    if (e->kind == EVENT_ASSIGN && is_swap(s, e->assign.from))
        return PART_TRY_LOCK;
    return does == DOING_WORK || waits(s, event) ? PART_MORE : PART_LOOK;
}

/* By block: does nothing of it do more than MOST? */
static bool *idle_blocks(const struct spinning *s, enum part most)
{
    const struct looping *l = s->l;
    const struct loop *loop = &l->loops->all.at[l->loop];
    bool *idle = arena_new_array(l->arena, bool, l->fn->blocks.len + 1);
    for (uint32_t i = 0; i < loop->len; i++)
        idle[l->loops->blocks.at[loop->first + i]] = true;
    for (uint32_t i = 0; i < l->events.len; i++)
        if (part_of(s, l->events.at[i].event) > most)
            idle[l->events.at[i].block] = false;
    return idle;
}

/* ---- rounds ---- */

static void count_parts(struct spinning *s, const struct looping *round)
{
    s->attempts = 0;
    s->tries = false;
    for (uint32_t i = 0; i < round->events.len; i++) {
        enum part part = part_of(s, round->events.at[i].event);
        s->attempts += part == PART_ATTEMPT;
        s->tries |= part == PART_TRY_LOCK;
    }
}

static bool leads_out(const struct spinning *s, const bool *round, uint32_t block)
{
    const uint8_t *masks = s->v->in->contexts->bodies->at[s->l->node.i].block_masks;
    const struct block *k = &s->l->fn->blocks.at[block];
    for (uint32_t e = 0; e < k->edge_len; e++) {
        uint32_t to = s->l->fn->edges.at[k->first_edge + e].to.i;
        if (masks[to] && !round[to])
            return true;
    }
    return false;
}

/* Does the block test what a swap gives? Its value is an expression, of which no more is known. */
static bool tests_swap(const struct spinning *s, const struct block *k)
{
    const struct cond *c = &k->cond;
    if (k->term != TERM_BRANCH || (c->kind != COND_TRUTH && c->kind != COND_COMPARE))
        return false;
    bool constant = c->kind == COND_TRUTH || function_value(s->l->fn, c->other)->kind == VALUE_INT;
    return constant && is_swap(s, c->value);
}

/* Can nothing that the rounds themselves do end them, but that a lock is free or an attempt goes
 * well? */
static bool turns_on(struct spinning *s, const bool *round)
{
    struct looping narrow = looping_narrow(s->l, round);
    const struct loop *loop = &s->l->loops->all.at[s->l->loop];
    count_parts(s, &narrow);
    s->state = (struct str){0};
    for (uint32_t i = 0; i < loop->len; i++) {
        uint32_t at = s->l->loops->blocks.at[loop->first + i];
        if (!round[at] || !leads_out(s, round, at) || tests_swap(s, &s->l->fn->blocks.at[at]))
            continue;
        struct read r = looping_decides(&narrow, at);
        if (r.kind == READ_STATE)
            s->state = r.state;
        else if (r.kind != READ_NOTHING && (r.kind != READ_OPERATION || !(s->tries || s->attempts)))
            return false;
    }
    return true;
}

/* ---- trying again ---- */

static bool says_again(const struct spinning *s, struct value_id id)
{
    const struct value *v = function_value(s->l->fn, id);
    for (uint32_t i = 0; i < v->name_len; i++) {
        struct str name = s->l->fn->names.at[v->first_name + i].name;
        const struct name_roles *r = roles_macro(s->v->in->roles, name);
        if (r && r->says_again)
            return true;
    }
    return false;
}

/* The edge by which the block goes on where errno says that it is not ready; FACTS_NONE: it does
 * not ask. */
static uint32_t edge_not_ready(const struct spinning *s, const struct block *k)
{
    const struct cond *c = &k->cond;
    bool asks = c->kind == COND_COMPARE && (c->op == OP_EQ || c->op == OP_NE);
    return asks && says_again(s, c->other) ? c->op == OP_NE : FACTS_NONE;
}

/* Does the function keep anything? Then it may try another thing the next time. */
static bool remembers(const struct spinning *s, struct node_id n)
{
    const struct function *fn = program_get(s->v->in->program, n)->body;
    for (uint32_t i = 0; fn && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct path *to = e->kind == EVENT_ASSIGN ? function_path(fn, e->assign.to) : NULL;
        if (to && (to->root_kind != ROOT_LOCAL || to->step_len))
            return true;
    }
    return false;
}

/* Does the call read, write, connect or accept, itself or in what it calls directly: what fails on
 * a descriptor that is not ready? SEEN: by node. */
static bool transfers(const struct spinning *s, struct node_id n, uint32_t event, bool *seen)
{
    const struct calls *calls = s->v->in->contexts->calls;
    const struct call *call = calls_find(calls, n, event);
    for (uint32_t i = 0; call && call->roles && i < call->roles->blocking.len; i++)
        if (call->roles->blocking.at[i]->fd != INT32_MIN &&
            call->roles->blocking.at[i]->kind == BLOCK_IO)
            return true;
    for (uint32_t i = 0; call && i < call->callees.len; i++) {
        struct node_id to = call->callees.at[i];
        bool again = seen[to.i] || remembers(s, to);
        seen[to.i] = true;
        for (uint32_t k = 0; !again && k < calls->at[to.i].len; k++)
            if (transfers(s, to, calls->at[to.i].at[k].event, seen))
                return true;
    }
    return false;
}

/* The call whose result VALUE is, as it is or from the variable that it was stored in; FACTS_NONE:
 * none of the loop. */
static uint32_t result_of(const struct spinning *s, struct value_id id)
{
    const struct value *v = function_value(s->l->fn, id);
    if (v->kind == VALUE_RESULT)
        return v->event.i;
    for (uint32_t i = 0; v->kind == VALUE_PATH && i < s->l->events.len; i++) {
        const struct event *e = &s->l->fn->events.at[s->l->events.at[i].event];
        if (e->kind == EVENT_CALL && e->call.use == USE_STORED && e->call.stored.i == v->path.i)
            return s->l->events.at[i].event;
    }
    return FACTS_NONE;
}

/* Does it hold for -1? What the result has to be equal to is the number of bytes that there are. */
static bool holds_for_failure(const struct comparison *c)
{
    const struct edge_test test = {.op = c->op, .number = c->constant ? c->number : 1};
    return edge_test_passes(&test, -1);
}

/* The edge by which the block goes on where a transfer has failed, for whatever reason. */
static uint32_t edge_failed(const struct spinning *s, const struct block *k)
{
    struct comparison c;
    if (!comparison_of_cond(s->l->fn, &k->cond, &c))
        return FACTS_NONE;
    uint32_t event = result_of(s, c.value);
    bool *seen = arena_new_array(s->l->arena, bool, s->v->in->program->nodes.len + 1);
    return event != FACTS_NONE && transfers(s, s->l->node, event, seen) ? !holds_for_failure(&c)
                                                                        : FACTS_NONE;
}

/* Does the round go on where transfers have failed, whatever the reason? Then it asks for none, and
 * what else it asks about a result leaves it on its way. */
static bool goes_on_failed(const struct spinning *s, const bool *round)
{
    const struct loop *loop = &s->l->loops->all.at[s->l->loop];
    for (uint32_t i = 0; i < loop->len; i++) {
        uint32_t at = s->l->loops->blocks.at[loop->first + i];
        const struct block *k = &s->l->fn->blocks.at[at];
        uint32_t edge = round[at] && k->term == TERM_BRANCH ? edge_failed(s, k) : FACTS_NONE;
        uint32_t to =
            edge == FACTS_NONE ? loop->header : s->l->fn->edges.at[k->first_edge + edge].to.i;
        if (to != loop->header && !round[to])
            return false;
    }
    for (uint32_t i = 0; i < s->l->events.len; i++) {
        const struct looping_event *e = &s->l->events.at[i];
        const struct call *call = calls_find(s->v->in->contexts->calls, s->l->node, e->event);
        if (round[e->block] && call && call->macro && call->macro->last_error)
            return false;
    }
    return true;
}

/* Are there rounds in which the loop goes on by this edge of the block? FAILED: whatever the
 * reason, so that none of them asks for one. */
static bool goes_round(struct spinning *s, const bool *idle, uint32_t block, uint32_t edge,
                       bool failed)
{
    const struct block *k = &s->l->fn->blocks.at[block];
    uint32_t header = s->l->loops->all.at[s->l->loop].header;
    bool *round = arena_new_array(s->l->arena, bool, s->l->fn->blocks.len + 1);
    if (edge == FACTS_NONE)
        return false;
    uint32_t to = s->l->fn->edges.at[k->first_edge + edge].to.i;
    if (!loops_contain(s->l->loops, s->l->loop, to) ||
        (block != header && !looping_ways(s->l, header, block, idle, round)) ||
        (to != header && !looping_ways(s->l, to, header, idle, round)))
        return false;
    round[block] = true;
    return (!failed || goes_on_failed(s, round)) && turns_on(s, round) && s->attempts == 1;
}

/* Does the call wait on a descriptor that is known to block, or that all its callers know to?
 * Such a one is never "not ready". */
static enum tri waits_for_descriptor(const struct spinning *s, const struct call *call)
{
    const struct check_input *in = s->v->in;
    const struct function *fn = s->l->fn;
    const struct event *e = &fn->events.at[call->event];
    struct aval args[AVAL_MAX_ARGS];
    const struct rule_blocking *io = NULL;
    for (uint32_t i = 0; call->roles && i < call->roles->blocking.len; i++)
        if (call->roles->blocking.at[i]->fd != INT32_MIN &&
            call->roles->blocking.at[i]->kind == BLOCK_IO)
            io = call->roles->blocking.at[i];
    uint32_t arg = io && e->kind == EVENT_CALL ? arg_index(io->fd, e->call.arg_len) : FACTS_NONE;
    if (arg == FACTS_NONE)
        return TRI_MAYBE;
    uint32_t len = aval_args(in->values, call->node, call->event, args);
    if (io->unless.len && aval_any(in->values, &io->unless, args, len) == TRI_YES)
        return TRI_NO;
    struct aval fd =
        aval_of(in->values, call->node, call->event, fn->args.at[e->call.first_arg + arg]);
    if (!fd.fd_symbol)
        return fd.fd == FD_BLOCKING ? TRI_YES : TRI_NO;
    if (!s->v->callers)
        s->v->callers = callmap_new(in->contexts);
    struct fd_givers from = fd_givers_find(in, s->v->callers, call->node, &fd, s->mask);
    return from.blocking.len && !from.other ? TRI_YES : TRI_NO;
}

static bool only_waits(const struct spinning *s)
{
    bool known = false;
    for (uint32_t i = 0; i < s->l->events.len; i++) {
        const struct call *call =
            calls_find(s->v->in->contexts->calls, s->l->node, s->l->events.at[i].event);
        enum tri t = call ? waits_for_descriptor(s, call) : TRI_MAYBE;
        if (t == TRI_NO)
            return false;
        known |= t == TRI_YES;
    }
    return known;
}

static bool tries_again_at(struct spinning *s, const bool *idle, uint32_t block)
{
    const struct block *k = &s->l->fn->blocks.at[block];
    return k->term == TERM_BRANCH && idle[block] &&
           ((goes_round(s, idle, block, edge_not_ready(s, k), false) && !only_waits(s)) ||
            goes_round(s, idle, block, edge_failed(s, k), true));
}

static bool tries_again(struct spinning *s)
{
    const struct loop *loop = &s->l->loops->all.at[s->l->loop];
    bool *idle = idle_blocks(s, PART_ATTEMPT);
    looping_enter_inner(s->l, idle);
    for (uint32_t i = 0; i < loop->len; i++)
        if (tries_again_at(s, idle, s->l->loops->blocks.at[loop->first + i]))
            return true;
    return false;
}

/* ---- the answer ---- */

/* A loop that works in other rounds is none: what leads to the idle ones may not come true. */
static bool only_looks(struct spinning *s)
{
    const struct loop *loop = &s->l->loops->all.at[s->l->loop];
    const bool *idle = idle_blocks(s, PART_TRY_LOCK);
    for (uint32_t i = 0; i < loop->len; i++)
        if (!idle[s->l->loops->blocks.at[loop->first + i]])
            return false;
    return turns_on(s, idle) && (s->tries || s->state.i);
}

const char *loop_spins(struct loop_visit *v, struct doings *d, struct looping *l, uint8_t mask)
{
    struct spinning s = {.v = v, .doings = d, .l = l, .mask = mask};
    if (only_looks(&s)) {
        const char *state = s.state.i ? program_text(v->in->program, s.state) : "";
        return s.tries ? "loop spins until it gets a lock"
               : !*state || strpbrk(state, "[]{}")
                   ? "loop spins on a condition that others change"
                   : arena_printf(v->findings->arena,
                                  "loop spins on '%s', which it does "
                                  "not change",
                                  state);
    }
    return tries_again(&s) ? "loop tries again at once what was not ready" : NULL;
}
