#include "link/threads.h"

#include "link/handles.h"

/* What all returns of N are; NULL: nothing, or several. */
static const struct value *only_return(const struct bodies *b, struct node_id n)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value *only = NULL;
    for (uint32_t i = 0; fn && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE)
            continue;
        if (only)
            return NULL;
        only = function_value(fn, body_resolve(b, n, e->value));
    }
    return only;
}

static const struct call *call_of(const struct bodies *b, struct node_id n, const struct value *v)
{
    const struct call *call =
        v && v->kind == VALUE_RESULT ? calls_find(b->calls, n, v->event.i) : NULL;
    return call && program_get(b->program, n)->body->events.at[call->event].kind == EVENT_CALL
               ? call
               : NULL;
}

/* Does the call ask for the current thread, or a function of the program's that does nothing else?
 */
static bool is_self_call(const struct bodies *b, struct node_id n, const struct value *v)
{
    const struct call *call = call_of(b, n, v);
    if (!call || (call->roles && call->roles->thread_self))
        return call != NULL;
    const struct call *inner = call->callee.i == FACTS_NONE
                                   ? NULL
                                   : call_of(b, call->callee, only_return(b, call->callee));
    return inner && inner->roles && inner->roles->thread_self;
}

/* Does it compare the two threads that it is given, likewise? */
static bool is_equal_call(const struct bodies *b, const struct call *call)
{
    if (call->roles && call->roles->thread_equal)
        return true;
    if (call->callee.i == FACTS_NONE)
        return false;
    const struct function *fn = program_get(b->program, call->callee)->body;
    const struct value *v = only_return(b, call->callee);
    if (v && v->kind == VALUE_UNKNOWN && v->operator== OPERATOR_NE && v->operand_len == 2) {
        const struct value *zero = function_value(fn, fn->operands.at[v->first_operand + 1]);
        if (zero->kind != VALUE_INT || zero->number)
            return false;
        v = function_value(fn, fn->operands.at[v->first_operand]);
    }
    const struct call *inner = call_of(b, call->callee, v);
    if (!inner || !inner->roles || !inner->roles->thread_equal)
        return false;
    const struct event_call *c = &fn->events.at[inner->event].call;
    return c->arg_len == 2 && body_param(b, call->callee, fn->args.at[c->first_arg]) == 0 &&
           body_param(b, call->callee, fn->args.at[c->first_arg + 1]) == 1;
}

/* What such a call returns, or the address of a variable that holds nothing else. */
static bool is_current(const struct bodies *b, struct node_id n, struct value_id id)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(b, n, id));
    bool any = false;
    if (v->kind != VALUE_ADDRESS)
        return is_self_call(b, n, v);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != v->path.i)
            continue;
        if (!is_self_call(b, n, function_value(fn, e->assign.from)))
            return false;
        any = true;
    }
    return any && function_path(fn, v->path)->root_kind == ROOT_LOCAL;
}

/* A variable or field that only gets the loop's thread, or a function that returns just that. */
static bool is_loop_thread(const struct bodies *b, struct node_id n, struct value_id id)
{
    const struct value *v = function_value(program_get(b->program, n)->body, id);
    const struct call *call = call_of(b, n, v);
    struct slot_id slot;
    if (call && call->callee.i != FACTS_NONE) {
        v = only_return(b, call->callee);
        return v && v->kind == VALUE_PATH && handles_slot(b, call->callee, v->path, &slot) &&
               b->loop_threads[slot.i];
    }
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return false;
    if (b->given_threads &&
        function_path(program_get(b->program, n)->body, v->path)->root_kind == ROOT_PARAM)
        return true;
    return handles_slot(b, n, v->path, &slot) && b->loop_threads[slot.i];
}

bool threads_compares(const struct bodies *b, struct node_id n, struct value_id x,
                      struct value_id y)
{
    return (is_current(b, n, x) && is_loop_thread(b, n, y)) ||
           (is_current(b, n, y) && is_loop_thread(b, n, x));
}

static enum guard_kind opposite(enum guard_kind kind)
{
    switch (kind) {
    case GUARD_ON_LOOP:
        return GUARD_NOT_ON_LOOP;
    case GUARD_NOT_ON_LOOP:
        return GUARD_ON_LOOP;
    case GUARD_IN_COROUTINE:
        return GUARD_NOT_IN_COROUTINE;
    case GUARD_NOT_IN_COROUTINE:
        return GUARD_IN_COROUTINE;
    case GUARD_ASSERT_IN:
    case GUARD_ASSERT_NOT_IN:
    case GUARD_NONE:
        break;
    }
    return GUARD_NONE;
}

/* Is it a flag that says that the loop's thread is noted, or that itself? */
static bool is_noted(const struct bodies *b, struct node_id n, const struct value *v)
{
    struct slot_id slot;
    return v->kind == VALUE_PATH && b->loop_noted && handles_slot(b, n, v->path, &slot) &&
           b->loop_noted[slot.i];
}

static enum guard_kind guard_of_call(const struct bodies *b, const struct call *call)
{
    const struct function *fn = program_get(b->program, call->node)->body;
    const struct event_call *c = &fn->events.at[call->event].call;
    if (c->arg_len == 2 && is_equal_call(b, call))
        return threads_compares(b, call->node, fn->args.at[c->first_arg],
                                fn->args.at[c->first_arg + 1])
                   ? GUARD_ON_LOOP
                   : GUARD_NONE;
    if (call->roles && call->roles->guard < GUARD_ASSERT_IN && call->roles->guard != GUARD_NONE)
        return call->roles->guard;
    if (call->callee.i == FACTS_NONE)
        return GUARD_NONE;
    if (b->given_guards[call->callee.i] && c->arg_len == 1 && !b->given_threads &&
        is_loop_thread(b, call->node, fn->args.at[c->first_arg]))
        return (enum guard_kind)b->given_guards[call->callee.i];
    return (enum guard_kind)b->thread_guards[call->callee.i];
}

/* KIND where TRUE and not where FALSE, or the reverse. */
static enum guard_kind guard_of_two(enum guard_kind kind, const struct value *if_true,
                                    const struct value *if_false)
{
    if (if_true->kind != VALUE_INT || if_false->kind != VALUE_INT ||
        !if_true->number == !if_false->number)
        return GUARD_NONE;
    return if_true->number ? kind : opposite(kind);
}

/* `known && equal(self(), loop)`, or that neither is so: both must say the same. */
static enum guard_kind guard_of_both(const struct bodies *b, struct node_id n,
                                     const struct value *v)
{
    const struct function *fn = program_get(b->program, n)->body;
    enum guard_kind kinds[2];
    for (uint32_t i = 0; i < 2; i++)
        kinds[i] = threads_guard(b, n, fn->operands.at[v->first_operand + i]);
    enum guard_kind whole = v->operator== OPERATOR_BOTH ? GUARD_ON_LOOP : GUARD_NOT_ON_LOOP;
    return kinds[0] == whole && kinds[1] == whole ? whole : GUARD_NONE;
}

enum guard_kind threads_guard(const struct bodies *b, struct node_id n, struct value_id id)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(b, n, id));
    const struct call *call = v->kind == VALUE_RESULT ? calls_find(b->calls, n, v->event.i) : NULL;
    if (call)
        return fn->events.at[call->event].kind == EVENT_CALL ? guard_of_call(b, call) : GUARD_NONE;
    if (v->kind == VALUE_CHOICE && v->choice_len == 2 && v->condition.i != FACTS_NONE)
        return guard_of_two(threads_guard(b, n, v->condition),
                            function_value(fn, fn->choices.at[v->first_choice]),
                            function_value(fn, fn->choices.at[v->first_choice + 1]));
    if (is_noted(b, n, v)) /* where it is not, the loop does not run yet */
        return GUARD_ON_LOOP;
    if (v->kind != VALUE_UNKNOWN || !v->operand_len)
        return GUARD_NONE;
    struct value_id first = fn->operands.at[v->first_operand];
    if (v->operator== OPERATOR_NOT)
        return opposite(threads_guard(b, n, first));
    if (v->operator== OPERATOR_BOTH || v->operator== OPERATOR_EITHER)
        return guard_of_both(b, n, v);
    if (v->operand_len != 2 || (v->operator!= OPERATOR_EQ && v->operator!= OPERATOR_NE))
        return GUARD_NONE;
    struct value_id second = fn->operands.at[v->first_operand + 1];
    const struct value *zero = function_value(fn, second);
    bool equal = v->operator== OPERATOR_EQ;
    if (zero->kind == VALUE_INT && !zero->number)
        return equal ? opposite(threads_guard(b, n, first)) : threads_guard(b, n, first);
    if (!threads_compares(b, n, first, second))
        return GUARD_NONE;
    return equal ? GUARD_ON_LOOP : GUARD_NOT_ON_LOOP;
}

/* ---- finding ---- */

/* Functions that calls hand to other threads by name. */
static void find_entries(const struct bodies *b, bool *ret_entries)
{
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        for (uint32_t k = 0; k < b->calls->at[i].len; k++) {
            const struct call *call = &b->calls->at[i].at[k];
            const struct node *node = &b->program->nodes.at[i];
            const struct event *e = &node->body->events.at[call->event];
            if (e->kind != EVENT_CALL || !call->roles || !call->roles->offloads.len)
                continue;
            for (uint32_t a = 0; a < e->call.arg_len; a++) {
                const struct value *v =
                    function_value(node->body, node->body->args.at[e->call.first_arg + a]);
                if (v->kind == VALUE_FUNCTION)
                    ret_entries[program_node(node->facts, v->function).i] = true;
            }
        }
}

/* And what those call: all that is known to run in other threads. */
static void add_called(const struct bodies *b, struct arena *scratch, bool *in_threads)
{
    node_vec work = {0};
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        if (in_threads[i])
            vec_push(scratch, &work, ((struct node_id){i}));
    for (uint32_t at = 0; at < work.len; at++) {
        const call_vec *rows = &b->calls->at[work.at[at].i];
        for (uint32_t i = 0; i < rows->len; i++)
            for (uint32_t k = 0; !rows->at[i].elsewhere && k < rows->at[i].callees.len; k++) {
                struct node_id to = rows->at[i].callees.at[k];
                if (!in_threads[to.i])
                    vec_push(scratch, &work, to);
                in_threads[to.i] = true;
            }
    }
}

static void note_threads(const struct bodies *b, struct node_id n, bool *ret_slots)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct slot_id slot;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN && is_current(b, n, e->assign.from) &&
            handles_slot(b, n, e->assign.to, &slot))
            ret_slots[slot.i] = true;
    }
}

static bool notes_loop(const struct bodies *b, struct node_id n)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct slot_id slot;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN && handles_slot(b, n, e->assign.to, &slot) &&
            b->loop_threads[slot.i])
            return true;
    }
    return false;
}

static bool is_zero(const struct value *v)
{
    return v->kind == VALUE_NULL || (v->kind == VALUE_INT && !v->number);
}

/* Flags that functions which note the loop's thread set, and nobody else writes; and what it is
 * noted in, where that is never taken back: else its being empty says nothing of the loop. */
static void find_noted(struct bodies *b, struct arena *scratch)
{
    bool *others = arena_new_array(scratch, bool, b->program->slots.len + 1);
    b->loop_noted = arena_new_array(b->arena, bool, b->program->slots.len + 1);
    for (uint32_t n = 0; n < b->program->nodes.len; n++) {
        const struct function *fn = b->program->nodes.at[n].body;
        bool notes = fn && notes_loop(b, (struct node_id){n});
        for (uint32_t i = 0; fn && i < fn->events.len; i++) {
            const struct event *e = &fn->events.at[i];
            struct slot_id slot;
            if (e->kind != EVENT_ASSIGN ||
                !handles_slot(b, (struct node_id){n}, e->assign.to, &slot))
                continue;
            const struct value *v = function_value(fn, e->assign.from);
            bool sets =
                b->loop_threads[slot.i] ? !is_zero(v) : notes && v->kind == VALUE_INT && v->number;
            *(sets ? &b->loop_noted[slot.i] : &others[slot.i]) = true;
        }
    }
    for (uint32_t i = 0; i < b->program->slots.len; i++)
        b->loop_noted[i] = b->loop_noted[i] && !others[i];
}

/* What the block, or the only one behind it, returns; NULL: nothing. */
static const struct value *returned_by(const struct function *fn, uint32_t block)
{
    const struct block *k = &fn->blocks.at[block];
    if (k->term == TERM_GOTO)
        k = &fn->blocks.at[fn->edges.at[k->first_edge].to.i];
    const struct event *last =
        k->events.len ? &fn->events.at[k->events.at[k->events.len - 1].i] : NULL;
    return last && last->kind == EVENT_RETURN && last->value.i != FACTS_NONE
               ? function_value(fn, last->value)
               : NULL;
}

/* Of a function that is one branch: `if (equal(self(), loop)) return true; return false;`. */
static enum guard_kind guard_of_branch(const struct bodies *b, struct node_id n)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct block *k = &fn->blocks.at[0];
    if (k->term != TERM_BRANCH || k->edge_len != 2)
        return GUARD_NONE;
    const struct value *two[2];
    for (uint32_t e = 0; e < 2; e++)
        two[e] = returned_by(fn, fn->edges.at[k->first_edge + e].to.i);
    enum guard_kind kind = GUARD_NONE;
    if (k->cond.kind == COND_TRUTH)
        kind = threads_guard(b, n, k->cond.value);
    else if (k->cond.kind == COND_COMPARE && (k->cond.op == OP_EQ || k->cond.op == OP_NE) &&
             threads_compares(b, n, k->cond.value, k->cond.other))
        kind = k->cond.op == OP_EQ ? GUARD_ON_LOOP : GUARD_NOT_ON_LOOP;
    return two[0] && two[1] ? guard_of_two(kind, two[0], two[1]) : GUARD_NONE;
}

/* All that a function returns must say the same. */
static bool find_guard(void *context, uint32_t node)
{
    const struct bodies *b = context;
    uint8_t *guards = b->given_threads ? b->given_guards : b->thread_guards;
    const struct function *fn = b->program->nodes.at[node].body;
    enum guard_kind kind = GUARD_NONE;
    for (uint32_t i = 0, seen = 0; fn && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_RETURN)
            continue;
        enum guard_kind one = e->value.i == FACTS_NONE
                                  ? GUARD_NONE
                                  : threads_guard(b, (struct node_id){node}, e->value);
        kind = !seen++ || one == kind ? one : GUARD_NONE;
    }
    if (kind == GUARD_NONE && fn && fn->blocks.len)
        kind = guard_of_branch(b, (struct node_id){node});
    bool changed = kind != GUARD_NONE && guards[node] == GUARD_NONE;
    if (changed)
        guards[node] = (uint8_t)kind;
    return changed;
}

void threads_find(struct bodies *b)
{
    uint32_t len = b->program->nodes.len;
    struct arena *scratch = arena_new();
    bool *in_threads = arena_new_array(scratch, bool, len + 1);
    bool *others = arena_new_array(scratch, bool, b->program->slots.len + 1);
    b->loop_threads = arena_new_array(b->arena, bool, b->program->slots.len + 1);
    b->thread_guards = arena_new_array(b->arena, uint8_t, len + 1);
    b->given_guards = arena_new_array(b->arena, uint8_t, len + 1);
    find_entries(b, in_threads);
    add_called(b, scratch, in_threads);
    for (uint32_t i = 0; i < len; i++)
        if (b->program->nodes.at[i].body)
            note_threads(b, (struct node_id){i}, in_threads[i] ? others : b->loop_threads);
    handles_find(b, b->loop_threads, others);
    for (uint32_t i = 0; i < b->program->slots.len; i++)
        b->loop_threads[i] = b->loop_threads[i] && !others[i];
    find_noted(b, scratch);
    b->given_threads = true;
    solve(calls_order_written(b->calls), find_guard, b);
    b->given_threads = false;
    solve(calls_order_written(b->calls), find_guard, b);
    arena_free(scratch);
}
