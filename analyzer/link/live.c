#include "link/live.h"

#include "base/fail.h"
#include "ir/order.h"
#include "link/reaching.h"
#include "link/threads.h"

#include <stdlib.h>
#include <string.h>

/* ---- code that only leads to the end of the process ---- */

/* What the call hands over, where that is a constant or a parameter. More is known later: what
 * reaches a use is asked when it is known which calls return. */
static struct term_id term_handed(const struct bodies *b, struct node_id n, struct value_id id)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(b, n, id));
    if (v->kind == VALUE_INT || v->kind == VALUE_NULL)
        return term_int(b->terms, v->kind == VALUE_INT ? v->number : 0, NULL, 0);
    const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    bool param =
        p && p->root_kind == ROOT_PARAM && !p->step_len && !b->at[n.i].assign_len[v->path.i];
    return param ? term_param(b->terms, p->root) : TERM_UNKNOWN;
}

/* NEEDS, and what must be true for CALLEE to return with what it is handed. False: it does not, as
 * in `say(FATAL, "...")`. Round a circle of calls nobody asks: the answer would depend on where one
 * begins. */
static bool returns_with(const struct bodies *b, const struct call *call, struct node_id callee,
                         struct needs needs, struct needs *ret)
{
    const struct function *fn = program_get(b->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    struct needs returns = b->at[callee.i].returns;
    *ret = needs;
    if (!returns.i || e->kind != EVENT_CALL ||
        b->written->component[call->node.i] == b->written->component[callee.i])
        return true;
    struct arena *scratch = arena_new();
    struct term_id *args = arena_new_array(scratch, struct term_id, e->call.arg_len + 1);
    for (uint32_t i = 0; i < e->call.arg_len; i++)
        args[i] = term_handed(b, call->node, fn->args.at[e->call.first_arg + i]);
    struct term_args bound = {.at = args, .len = e->call.arg_len};
    bool may = needs_bind(b->terms, returns, &bound, needs, ret);
    arena_free(scratch);
    return may;
}

/* Likewise of a call that a pack says returns only where some arguments are 0. */
static bool returns_with_zero(const struct bodies *b, const struct call *call, struct needs needs,
                              struct needs *ret)
{
    const struct function *fn = program_get(b->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    const struct name_roles *r = call->roles;
    *ret = needs;
    for (uint32_t i = 0; r && e->kind == EVENT_CALL && i < r->noreturn_unless_zero.len; i++) {
        const struct rule_use *u = r->noreturn_unless_zero.at[i];
        for (uint32_t k = 0; k < u->args.len; k++) {
            uint32_t arg = arg_index(u->args.at[k], e->call.arg_len);
            if (arg == FACTS_NONE || !callee_arity_fits(&u->callee, e->call.arg_len))
                continue;
            struct term_id given = term_handed(b, call->node, fn->args.at[e->call.first_arg + arg]);
            struct term_id zero = term_op(b->terms, OPERATOR_NOT, given, TERM_UNKNOWN);
            if (!needs_add(b->terms, *ret, zero, ret))
                return false;
        }
    }
    return true;
}

bool body_call_stops(const struct bodies *b, const struct call *call)
{
    if (call->roles && call->roles->is_noreturn)
        return true;
    if (call->callee.i != FACTS_NONE && program_get(b->program, call->callee)->noreturn)
        return true;
    struct needs left;
    if (!returns_with_zero(b, call, NEEDS_NOTHING, &left))
        return true;
    bool all = call->callees.len > 0;
    for (uint32_t i = 0; i < call->callees.len && all; i++) {
        all = b->at[call->callees.at[i].i].never_returns ||
              !returns_with(b, call, call->callees.at[i], NEEDS_NOTHING, &left);
    }
    return all;
}

/* Does the block give way to other coroutines, or end a thread? Then it is no way to the end of the
 * process, even where the task's own end is written as a call that never returns: what begins on a
 * stack of its own has nothing to return to. */
static bool gives_way(const struct bodies *b, struct node_id n, const struct block *k)
{
    for (uint32_t e = 0; e < k->events.len; e++) {
        const struct call *call = calls_find(b->calls, n, k->events.at[e].i);
        const struct name_roles *r = call ? call->roles : NULL;
        if ((r && r->ends_thread) ||
            (call && call->callee.i != FACTS_NONE && b->switching[call->callee.i]))
            return true;
        for (uint32_t i = 0; r && i < r->suspends.len; i++)
            if (r->suspends.at[i]->switches)
                return true;
    }
    return false;
}

/* Does the block do nothing, and lead to itself alone: `here: goto here;`? */
static bool is_endless(const struct function *fn, const struct block *k)
{
    bool same = k->edge_len && !k->events.len;
    for (uint32_t e = 0; e < k->edge_len && same; e++)
        same = &fn->blocks.at[fn->edges.at[k->first_edge + e].to.i] == k;
    return same;
}

bool live_stops(const struct bodies *b, struct node_id n, const struct block *k)
{
    bool stops = false;
    for (uint32_t e = 0; e < k->events.len && !stops; e++) {
        const struct call *call = calls_find(b->calls, n, k->events.at[e].i);
        stops = call && body_call_stops(b, call);
    }
    return stops && !gives_way(b, n, k);
}

/* Least fixpoint: a block is doomed when it ends in a call that never returns, or all that follows
 * is doomed. */
static void find_doomed(const struct bodies *b, struct node_id n, bool *doomed)
{
    const struct function *fn = program_get(b->program, n)->body;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        doomed[i] = ((k->term == TERM_STOP || is_endless(fn, k)) && !gives_way(b, n, k)) ||
                    live_stops(b, n, k);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = fn->blocks.len; i-- > 0;) {
            const struct block *k = &fn->blocks.at[i];
            if (doomed[i] || !k->edge_len)
                continue;
            bool all = true;
            for (uint32_t e = 0; e < k->edge_len && all; e++)
                all = doomed[fn->edges.at[k->first_edge + e].to.i];
            if (all && !gives_way(b, n, k))
                doomed[i] = changed = true;
        }
    }
}

bool *live_doomed(const struct bodies *b, struct arena *arena, struct node_id n)
{
    bool *doomed = arena_new_array(arena, bool, program_get(b->program, n)->body->blocks.len + 1);
    find_doomed(b, n, doomed);
    return doomed;
}

/* ---- guards ---- */

struct guard_test { /* what a condition says of the context where it holds */
    enum guard_kind kind;
    bool fork; /* the condition compares what fork returned */
    bool holds_if_true;
};

static bool is_fork_call(const struct bodies *b, const struct call *call)
{
    if (!call)
        return false;
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (b->at[call->callees.at[i].i].returns_fork)
            return true;
    return call->roles && call->roles->is_fork;
}

/* Is the value what fork returned: directly, or in a variable that one assignment gave it? */
static bool is_fork_value(const struct bodies *b, struct node_id n, const struct value *v)
{
    const struct function *fn = program_get(b->program, n)->body;
    if (!b->at[n.i].calls_fork)
        return false;
    if (v->kind == VALUE_RESULT)
        return is_fork_call(b, calls_find(b->calls, n, v->event.i));
    if (v->kind != VALUE_PATH)
        return false;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != v->path.i)
            continue;
        const struct value *from = function_value(fn, e->assign.from);
        if (from->kind == VALUE_RESULT && is_fork_call(b, calls_find(b->calls, n, from->event.i)))
            return true;
    }
    return false;
}

/* A guard that is asked, not asserted. */
static bool is_predicate(const struct name_roles *r)
{
    return r && r->guard != GUARD_NONE && r->guard < GUARD_ASSERT_IN;
}

static enum guard_kind guard_of_names(const struct bodies *b, const struct function *fn,
                                      const struct value *v)
{
    for (uint32_t i = 0; i < v->name_len; i++) {
        const struct value_name *name = &fn->names.at[v->first_name + i];
        const struct name_roles *r = roles_macro(b->roles, name->name);
        if (!name->negated && is_predicate(r))
            return r->guard;
    }
    return GUARD_NONE;
}

static enum guard_kind guard_of_value(const struct bodies *b, struct node_id n, struct value_id id)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(b, n, id));
    const struct call *call = v->kind == VALUE_RESULT ? calls_find(b->calls, n, v->event.i) : NULL;
    if (call && is_predicate(call->roles))
        return call->roles->guard;
    if (call && is_predicate(call->macro))
        return call->macro->guard;
    enum guard_kind kind = threads_guard(b, n, id);
    return kind != GUARD_NONE ? kind : guard_of_names(b, fn, v);
}

static bool is_zero(const struct value *v)
{
    return v->kind == VALUE_NULL || (v->kind == VALUE_INT && v->number == 0);
}

static struct guard_test guard_of_cond(const struct bodies *b, struct node_id n,
                                       const struct cond *c)
{
    const struct node *node = program_get(b->program, n);
    const struct function *fn = node->body;
    struct guard_test t = {.holds_if_true = true};
    if (c->kind != COND_TRUTH && c->kind != COND_COMPARE)
        return t;
    t.fork = is_fork_value(b, n, function_value(fn, c->value));
    t.kind = guard_of_value(b, n, c->value);
    if (c->kind == COND_COMPARE && (c->op == OP_EQ || c->op == OP_NE) &&
        threads_compares(b, n, c->value, c->other))
        return (struct guard_test){.kind = GUARD_ON_LOOP, .holds_if_true = c->op == OP_EQ};
    if (c->kind == COND_TRUTH)
        return t;
    const struct value *other = function_value(fn, c->other);
    t.fork = t.fork && is_zero(other) && (c->op == OP_EQ || c->op == OP_NE || c->op == OP_GT);
    if (c->op == OP_HAS || (c->op == OP_EQ && !is_zero(other))) {
        if (t.kind == GUARD_NONE)
            t.kind = guard_of_names(b, fn, other);
    } else if (c->op == OP_NE && !is_zero(other) && t.kind == GUARD_NONE) {
        t.kind = guard_of_names(b, fn, other);
        t.holds_if_true = false;
    } else if (c->op == OP_EQ) {
        t.holds_if_true = false;
    }
    return t;
}

static uint8_t mask_for(enum guard_kind kind, bool holds)
{
    switch (kind) {
    case GUARD_IN_COROUTINE:
    case GUARD_ASSERT_IN:
        return holds ? CONTEXT_COROUTINE : CONTEXT_ANY & ~CONTEXT_COROUTINE;
    case GUARD_NOT_IN_COROUTINE:
    case GUARD_ASSERT_NOT_IN:
        return holds ? CONTEXT_ANY & ~CONTEXT_COROUTINE : CONTEXT_COROUTINE;
    case GUARD_ON_LOOP:
        return holds ? CONTEXT_ANY : CONTEXT_NONE;
    case GUARD_NOT_ON_LOOP:
        return holds ? CONTEXT_NONE : CONTEXT_ANY;
    case GUARD_NONE:
        break;
    }
    return CONTEXT_ANY;
}

/* Is the value what an allocator returned, also in a variable that holds nothing else? */
static bool is_allocated(const struct bodies *b, struct node_id n, struct value_id id)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value *v = function_value(fn, id);
    if (v->kind == VALUE_RESULT) {
        const struct call *call = calls_find(b->calls, n, v->event.i);
        return call && call->roles && call->roles->is_allocator;
    }
    if (v->kind != VALUE_PATH || function_path(fn, v->path)->root_kind != ROOT_LOCAL ||
        function_path(fn, v->path)->step_len || !b->at[n.i].allocates)
        return false;
    bool any = false;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != v->path.i)
            continue;
        const struct value *from = function_value(fn, e->assign.from);
        if (from->kind != VALUE_RESULT || !is_allocated(b, n, e->assign.from))
            return false;
        any = true;
    }
    return any;
}

/* A branch on a variable that only ever has its one constant: the other edge is never taken. */
static bool edge_is_dead(const struct bodies *b, struct node_id n, const struct block *k,
                         uint32_t e)
{
    const struct function *fn = program_get(b->program, n)->body;
    if (k->cond.kind != COND_TRUTH || function_value(fn, k->cond.value)->kind != VALUE_PATH)
        return false;
    const struct value *v = function_value(fn, body_resolve(b, n, k->cond.value));
    return (v->kind == VALUE_INT || v->kind == VALUE_NULL) && is_zero(v) == (e == 0);
}

/* Who forks and then only ends is a program that goes to the background: what its child, on edge
 * CHILD, goes on with is the program, and not something beside it. */
static bool child_is_program(const struct bodies *b, struct node_id n, const struct block *k,
                             uint32_t child, const bool *doomed)
{
    const struct function *fn = program_get(b->program, n)->body;
    bool is_main = !strcmp(program_text(b->program, program_get(b->program, n)->name), "main");
    for (uint32_t e = 0; e < k->edge_len; e++) {
        const struct edge *edge = &fn->edges.at[k->first_edge + e];
        bool failed = edge->known && !edge->is_default && edge->high < 0;
        bool returns = fn->blocks.at[edge->to.i].term == TERM_RETURN;
        if (e != child && !failed && !doomed[edge->to.i] && !(is_main && returns))
            return false;
    }
    return true;
}

/* What the branch at the end of K asks. */
static struct guard_test guard_of_branch(const struct bodies *b, struct node_id n,
                                         const struct block *k)
{
    const struct name_roles *macro = roles_macro(b->roles, k->cond.macro);
    return is_predicate(macro)
               ? (struct guard_test){.kind = macro->guard, .holds_if_true = !k->cond.macro_negated}
               : guard_of_cond(b, n, &k->cond);
}

/* Does edge number E of K skip the fork of one condition, `!debug && pipe(p) == 0 && (pid = fork())
 * != 0`, and lead to what is written for the child? Only who looks for faults runs that in the
 * parent, or whose system has no process left: nobody there waits to be served. */
static bool skips_fork(const struct bodies *b, struct node_id n, const struct block *k, uint32_t e)
{
    const struct function *fn = program_get(b->program, n)->body;
    uint32_t child = fn->edges.at[k->first_edge + e].to.i;
    for (uint32_t left = fn->blocks.len; b->at[n.i].calls_fork && left > 0; left--) {
        k = &fn->blocks.at[fn->edges.at[k->first_edge + 1 - e].to.i];
        if (k->term != TERM_BRANCH)
            return false;
        struct guard_test t = guard_of_branch(b, n, k);
        for (e = 0; e < 2 && fn->edges.at[k->first_edge + e].to.i != child;)
            e++;
        if (e == 2 || t.fork)
            return e < 2 && (e == 0) != t.holds_if_true;
    }
    return false;
}

/* Contexts that survive edge number E of block K. DOOMED: by block. */
static uint8_t edge_mask(const struct bodies *b, struct node_id n, const struct block *k,
                         uint32_t e, const bool *doomed)
{
    const struct function *fn = program_get(b->program, n)->body;
    if (k->term == TERM_SWITCH) {
        const struct edge *edge = &fn->edges.at[k->first_edge + e];
        bool zero = edge->known && !edge->is_default && edge->low <= 0 && edge->high >= 0;
        return zero && k->cond.value.i != FACTS_NONE &&
                       is_fork_value(b, n, function_value(fn, k->cond.value)) &&
                       !child_is_program(b, n, k, e, doomed)
                   ? CONTEXT_NONE
                   : CONTEXT_ANY;
    }
    if (k->term != TERM_BRANCH)
        return CONTEXT_ANY;
    if (edge_is_dead(b, n, k, e))
        return CONTEXT_NONE;
    if (e == 1 && k->cond.kind == COND_TRUTH && is_allocated(b, n, k->cond.value))
        return CONTEXT_NONE; /* out of memory: as good as the end of the process */
    struct guard_test t = guard_of_branch(b, n, k);
    bool holds = (e == 0) == t.holds_if_true; /* on this edge the tested value is true, not zero */
    if (t.fork)
        return holds || child_is_program(b, n, k, e, doomed) ? CONTEXT_ANY : CONTEXT_NONE;
    if (skips_fork(b, n, k, e))
        return CONTEXT_NONE;
    return mask_for(t.kind, holds);
}

/* An event that asserts a context narrows what follows it. */
static uint8_t event_mask(const struct bodies *b, struct node_id n, uint32_t event)
{
    const struct call *call = calls_find(b->calls, n, event);
    bool asserts = call && call->roles && call->roles->guard >= GUARD_ASSERT_IN;
    return asserts ? mask_for(call->roles->guard, true) : CONTEXT_ANY;
}

struct scratch { /* per function, grown as needed */
    uint32_t *order;
    uint8_t *mask;
    struct needs *needs;
    bool *doomed, *met;    /* by block; met: some way there is possible */
    struct term_id *ways;  /* by block: what must be true beside what is so on each way to it */
    struct term_id *terms; /* by edge: what must be true for it to be taken */
    bool *handed;          /* by path: find_handed */
    uint32_t cap, edge_cap, path_cap;
};

static void *grown(void *old, uint32_t len, size_t size)
{
    free(old);
    void *now = calloc(len, size);
    if (!now)
        fail_no_memory();
    return now;
}

static void scratch_fit(struct scratch *s, const struct function *fn)
{
    uint32_t blocks = fn->blocks.len;
    if (blocks + 1 > s->cap) {
        s->cap = (blocks + 1) * 2;
        s->order = grown(s->order, s->cap, sizeof *s->order);
        s->mask = grown(s->mask, s->cap, sizeof *s->mask);
        s->needs = grown(s->needs, s->cap, sizeof *s->needs);
        s->doomed = grown(s->doomed, s->cap, sizeof *s->doomed);
        s->met = grown(s->met, s->cap, sizeof *s->met);
        s->ways = grown(s->ways, s->cap, sizeof *s->ways);
    }
    if (fn->edges.len + 1 > s->edge_cap) {
        s->edge_cap = (fn->edges.len + 1) * 2;
        s->terms = grown(s->terms, s->edge_cap, sizeof *s->terms);
    }
    if (fn->paths.len + 1 > s->path_cap) {
        s->path_cap = (fn->paths.len + 1) * 2;
        s->handed = grown(s->handed, s->path_cap, sizeof *s->handed);
    }
    memset(s->mask, 0, blocks + 1);
    memset(s->doomed, 0, blocks + 1);
}

static void scratch_release(struct scratch *s)
{
    free(s->order);
    free(s->mask);
    free(s->needs);
    free(s->doomed);
    free(s->met);
    free(s->ways);
    free(s->terms);
    free(s->handed);
}

/* Forward: which contexts reach each block. What calls what never returns is left by nobody. */
static void spread_masks(const struct bodies *b, struct node_id n, struct scratch *s, uint32_t len)
{
    const struct function *fn = program_get(b->program, n)->body;
    s->mask[0] = CONTEXT_ANY;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = len; i-- > 0;) {
            uint32_t at = s->order[i];
            const struct block *k = &fn->blocks.at[at];
            uint8_t mask = s->doomed[at] ? CONTEXT_NONE : s->mask[at];
            for (uint32_t e = 0; e < k->events.len && mask; e++)
                mask &= event_mask(b, n, k->events.at[e].i);
            for (uint32_t e = 0; e < k->edge_len && mask; e++) {
                uint32_t to = fn->edges.at[k->first_edge + e].to.i;
                uint8_t more = (uint8_t)(s->mask[to] | (mask & edge_mask(b, n, k, e, s->doomed)));
                if (more != s->mask[to])
                    s->mask[to] = more, changed = true;
            }
        }
    }
}

static bool hand_on(const struct function *fn, struct value_id id, bool *handed)
{
    const struct value *v = function_value(fn, id);
    bool more = false;
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        more |= hand_on(fn, fn->choices.at[v->first_choice + i], handed);
    if (v->kind != VALUE_PATH || handed[v->path.i])
        return more;
    return handed[v->path.i] = true;
}

/* The paths whose content is an argument of some call, also by way of a variable. */
static void find_handed(const struct function *fn, bool *handed)
{
    memset(handed, 0, fn->paths.len);
    for (uint32_t i = 0; i < fn->args.len; i++)
        hand_on(fn, fn->args.at[i], handed);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = fn->events.len; i-- > 0;) {
            const struct event *e = &fn->events.at[i];
            if (e->kind == EVENT_ASSIGN && handed[e->assign.to.i])
                changed |= hand_on(fn, e->assign.from, handed);
        }
    }
}

/* Is some place of the function in the term handed to a call? What else is true of its own values
 * where code runs is nobody's business. */
static bool is_handed(const struct bodies *b, const struct function *fn, const bool *handed,
                      struct term_id id)
{
    const struct term *t = term_get(b->terms, id);
    if (t->is == TERM_IS_LOCAL && t->local.path != FACTS_NONE)
        return handed[t->local.path];
    if (t->is == TERM_IS_LOCAL && t->local.from == LOCAL_EVENT) {
        const struct event *e = &fn->events.at[t->local.at];
        return e->kind == EVENT_CALL && e->call.use == USE_STORED && handed[e->call.stored.i];
    }
    bool any = false;
    for (uint32_t i = 0; t->is != TERM_IS_LOCAL && i < 3 && !any; i++)
        any = t->part[i].i && is_handed(b, fn, handed, t->part[i]);
    return any;
}

/* What else is known of a place decides together with what a parameter is compared with it:
 * `assert(s->busy != busy); if (!s->busy)`. */
static void hand_compared(const struct bodies *b, bool *handed, struct term_id id, bool compared)
{
    const struct term *t = term_get(b->terms, id);
    if (t->is == TERM_IS_LOCAL && t->local.path != FACTS_NONE && compared)
        handed[t->local.path] = true;
    compared |= t->op >= OPERATOR_EQ && t->op <= OPERATOR_GE && t->has_param;
    for (uint32_t i = 0; t->is == TERM_IS_OP && i < 2; i++)
        hand_compared(b, handed, t->part[i], compared);
}

/* TERM, if callers or callees can decide it, or it is not true at all. */
static struct term_id if_it_matters(const struct bodies *b, const struct function *fn,
                                    const bool *handed, struct term_id id)
{
    const struct term *t = term_get(b->terms, id);
    bool asked = t->has_param || (t->has_local && is_handed(b, fn, handed, id));
    return asked || term_truth(b->terms, id) == TRI_NO ? id : TERM_UNKNOWN;
}

/* What must be true for each edge to be taken, and each block reached. False: nothing is known. */
static bool find_edge_terms(const struct bodies *b, struct node_id n, struct scratch *s)
{
    const struct function *fn = program_get(b->program, n)->body;
    bool any = false;
    find_handed(fn, s->handed);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t e = 0; e < fn->blocks.at[i].edge_len; e++) {
            struct term_id *term = &s->terms[fn->blocks.at[i].first_edge + e];
            *term = s->mask[i] ? reaching_edge(b, n, i, e) : TERM_UNKNOWN;
            if (term_get(b->terms, *term)->has_param)
                hand_compared(b, s->handed, *term, false);
        }
    for (uint32_t i = 0; i < fn->edges.len; i++) {
        s->terms[i] = if_it_matters(b, fn, s->handed, s->terms[i]);
        any |= s->terms[i].i != 0;
    }
    for (uint32_t i = 0; i < fn->blocks.len && any; i++)
        s->ways[i] = if_it_matters(b, fn, s->handed, reaching_way(b, n, i));
    return any;
}

/* What is true behind the calls of block AT: what they need to return, too. False: they do not. */
static bool needs_behind(const struct bodies *b, struct node_id n, const struct scratch *s,
                         uint32_t at, struct needs *ret)
{
    const struct block *k = &program_get(b->program, n)->body->blocks.at[at];
    bool may = true;
    *ret = s->needs[at];
    for (uint32_t i = 0; i < k->events.len && may; i++) {
        const struct call *call = calls_find(b->calls, n, k->events.at[i].i);
        if (call && call->callees.len == 1)
            may = returns_with(b, call, call->callees.at[0], *ret, ret);
        may = may && (!call || returns_with_zero(b, call, *ret, ret));
    }
    return may;
}

/* What is known in block AT is known behind it, with the edge's term. Does that change anything? */
static bool spread_from(const struct bodies *b, struct node_id n, struct scratch *s, uint32_t at)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct block *k = &fn->blocks.at[at];
    bool changed = false;
    struct needs calls;
    bool leaves = s->met[at] && !s->doomed[at] && needs_behind(b, n, s, at, &calls);
    for (uint32_t e = 0; e < k->edge_len && leaves; e++) {
        uint32_t to = fn->edges.at[k->first_edge + e].to.i;
        struct needs behind;
        if (!(s->mask[at] & edge_mask(b, n, k, e, s->doomed)) ||
            !needs_add(b->terms, calls, s->terms[k->first_edge + e], &behind) ||
            !needs_add(b->terms, behind, s->ways[to], &behind))
            continue;
        if (s->met[to])
            behind = needs_meet(b->terms, s->needs[to], behind);
        changed |= !s->met[to] || behind.i != s->needs[to].i;
        s->needs[to] = behind;
        s->met[to] = true;
    }
    return changed;
}

/* Forward, on all paths: what is known to be true in each block. */
static void spread_needs(const struct bodies *b, struct node_id n, struct scratch *s, uint32_t len)
{
    const struct function *fn = program_get(b->program, n)->body;
    memset(s->needs, 0, fn->blocks.len * sizeof *s->needs);
    if (!find_edge_terms(b, n, s))
        return;
    memset(s->met, 0, fn->blocks.len);
    s->met[0] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = len; i-- > 0;)
            changed |= spread_from(b, n, s, s->order[i]);
    }
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        if (!s->met[i])
            s->mask[i] = 0; /* what leads there contradicts itself */
}

static void list_live(struct bodies *b, struct node_id n, const struct scratch *s, uint32_t len)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct body *body = &b->at[n.i];
    body->masks = arena_new_array(b->arena, uint8_t, fn->events.len + 1);
    body->block_masks = arena_new_array(b->arena, uint8_t, fn->blocks.len + 1);
    body->needs = arena_new_array(b->arena, struct needs, fn->events.len + 1);
    struct needs returns = NEEDS_NOTHING;
    bool any = false;
    for (uint32_t i = len; i-- > 0;) {
        uint32_t at = s->order[i];
        const struct block *k = &fn->blocks.at[at];
        uint8_t mask = s->doomed[at] ? 0 : s->mask[at];
        body->block_masks[at] = mask;
        for (uint32_t e = 0; e < k->events.len && mask; e++) {
            const struct event *event = &fn->events.at[k->events.at[e].i];
            mask &= event_mask(b, n, k->events.at[e].i);
            body->masks[k->events.at[e].i] = mask;
            body->needs[k->events.at[e].i] = s->needs[at];
            if (mask && (event->kind == EVENT_CALL || event->kind == EVENT_MACRO ||
                         event->kind == EVENT_ASSIGN || event->kind == EVENT_CLEANUP))
                vec_push(b->arena, &body->live,
                         (struct live_event){k->events.at[e].i, mask, s->needs[at]});
        }
        struct needs behind;
        if (k->term != TERM_RETURN || s->doomed[at] || !needs_behind(b, n, s, at, &behind))
            continue;
        body->exits |= mask;
        returns = any ? needs_meet(b->terms, returns, behind) : behind;
        any = true;
    }
    body->returns = needs_of_params(b->terms, returns);
}

/* What the function calls of fork and of allocators. */
static void find_kinds(const struct bodies *b, struct node_id n, struct body *body)
{
    const call_vec *rows = &b->calls->at[n.i];
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct call *call = &rows->at[i];
        bool macro = program_get(b->program, n)->body->events.at[call->event].kind == EVENT_MACRO;
        body->calls_fork |= !macro && is_fork_call(b, call);
        body->allocates |= !macro && call->roles && call->roles->is_allocator;
    }
}

static bool hands_on_fork(const struct bodies *b, struct node_id n)
{
    const struct function *fn = program_get(b->program, n)->body;
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (fn->events.at[i].kind == EVENT_RETURN && fn->events.at[i].value.i != FACTS_NONE &&
            is_fork_value(b, n, function_value(fn, fn->events.at[i].value)))
            return true;
    return false;
}

/* ---- interface ---- */

struct finding_stops {
    struct bodies *b;
    struct scratch scratch;
};

/* What a function tells its callers, through wrappers of wrappers: that it never returns, that it
 * hands on what fork returned. */
static bool find_stops(void *context, uint32_t node)
{
    struct finding_stops *x = context;
    struct node_id n = {node};
    const struct function *fn = program_get(x->b->program, n)->body;
    struct body *body = &x->b->at[node];
    bool stopped = body->never_returns, forked = body->returns_fork;
    if (!fn || !fn->blocks.len)
        return false;
    if (!stopped) {
        scratch_fit(&x->scratch, fn);
        find_doomed(x->b, n, x->scratch.doomed);
        body->never_returns = x->scratch.doomed[0];
    }
    find_kinds(x->b, n, body);
    if (!forked && body->calls_fork)
        body->returns_fork = hands_on_fork(x->b, n);
    return stopped != body->never_returns || forked != body->returns_fork;
}

void live_find(struct bodies *b)
{
    struct finding_stops x = {.b = b};
    struct scratch *s = &x.scratch;
    threads_find(b);
    b->written = calls_order_written(b->calls);
    solve(b->written, find_stops, &x);
    for (uint32_t at = 0; at < b->program->nodes.len; at++) {
        struct node_id n = {b->written->order[at]}; /* behind those that it calls */
        const struct function *fn = program_get(b->program, n)->body;
        if (!fn || !fn->blocks.len)
            continue;
        scratch_fit(s, fn);
        uint32_t len = 0;
        order_postorder(fn, NULL, s->order, &len);
        find_doomed(b, n, s->doomed);
        b->at[n.i].never_returns = s->doomed[0];
        spread_masks(b, n, s, len);
        spread_needs(b, n, s, len);
        list_live(b, n, s, len);
    }
    scratch_release(s);
}

/* Does edge number E of K say that this is the loop's thread, or a coroutine? */
static bool is_inside(const struct bodies *b, struct node_id n, const struct block *k, uint32_t e)
{
    if (k->term != TERM_BRANCH)
        return false;
    struct guard_test t = guard_of_branch(b, n, k);
    bool holds = (e == 0) == t.holds_if_true;
    return holds ? t.kind == GUARD_ON_LOOP || t.kind == GUARD_IN_COROUTINE
                 : t.kind == GUARD_NOT_ON_LOOP || t.kind == GUARD_NOT_IN_COROUTINE;
}

/* No caller leads to the block: link/passed.h. */
static bool is_never_reached(const struct bodies *b, struct node_id n, const struct block *k)
{
    return k->events.len && body_never_runs(b, n, k->events.at[0].i);
}

bool *live_elsewhere(const struct bodies *b, struct arena *arena, struct node_id n)
{
    const struct function *fn = program_get(b->program, n)->body;
    bool *live = arena_new_array(arena, bool, fn->blocks.len + 1);
    bool *doomed = arena_new_array(arena, bool, fn->blocks.len + 1);
    uint32_t *stack = arena_new_array(arena, uint32_t, fn->blocks.len + 1), depth;
    find_doomed(b, n, doomed);
    live[0] = !doomed[0];
    for (depth = live[0]; depth;) {
        const struct block *k = &fn->blocks.at[stack[--depth]];
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            if (!live[to] && !doomed[to] && !edge_is_dead(b, n, k, e) && !is_inside(b, n, k, e) &&
                !is_never_reached(b, n, &fn->blocks.at[to]))
                live[to] = true, stack[depth++] = to;
        }
    }
    return live;
}
