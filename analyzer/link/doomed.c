#include "link/doomed.h"

#include "ir/order.h"

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

bool doomed_returns_with(const struct bodies *b, const struct call *call, struct node_id callee,
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

bool doomed_returns_with_zero(const struct bodies *b, const struct call *call, struct needs needs,
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
    if (!doomed_returns_with_zero(b, call, NEEDS_NOTHING, &left))
        return true;
    bool all = call->callees.len > 0;
    for (uint32_t i = 0; i < call->callees.len && all; i++) {
        all = b->at[call->callees.at[i].i].never_returns ||
              !doomed_returns_with(b, call, call->callees.at[i], NEEDS_NOTHING, &left);
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

bool doomed_stops(const struct bodies *b, struct node_id n, const struct block *k)
{
    bool stops = false;
    for (uint32_t e = 0; e < k->events.len && !stops; e++) {
        const struct call *call = calls_find(b->calls, n, k->events.at[e].i);
        stops = call && body_call_stops(b, call);
    }
    return stops && !gives_way(b, n, k);
}

/* Does nothing of the program's run in the block, nor a wait for many? RET_WAITS: something in it
 * is known to block. */
static bool is_idle(const struct bodies *b, struct node_id n, const struct block *k,
                    bool *ret_waits)
{
    bool idle = !gives_way(b, n, k);
    for (uint32_t e = 0; e < k->events.len && idle; e++) {
        const struct call *call = calls_find(b->calls, n, k->events.at[e].i);
        idle = !call || (!call->targets.len && !(call->roles && call->roles->waits_many.len));
        for (uint32_t i = 0; call && i < call->callees.len; i++)
            idle &= !program_get(b->program, call->callees.at[i])->body;
        *ret_waits |= call && call->roles && call->roles->blocking.len;
    }
    return idle;
}

/* A loop that is only left for the end of the process, and which waits without running anything of
 * the program's, waits for something before the end, as for the last child: `while (waitpid(-1,
 * NULL, 0) > 0); exit(0);`. One that serves and ends when it is told to is another thing. */
static bool waits_for_end(const struct bodies *b, struct node_id n, const struct loops *loops,
                          const struct loop *loop, const bool *doomed)
{
    const struct function *fn = program_get(b->program, n)->body;
    uint32_t number = (uint32_t)(loop - loops->all.at);
    bool left = false, waits = false;
    for (uint32_t i = 0; i < loop->len; i++) {
        const struct block *k = &fn->blocks.at[loops->blocks.at[loop->first + i]];
        if (k->term == TERM_RETURN || !is_idle(b, n, k, &waits))
            return false;
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t to = fn->edges.at[k->first_edge + e].to.i;
            if (loops_contain(loops, number, to))
                continue;
            if (!doomed[to])
                return false;
            left = true;
        }
    }
    return left && waits;
}

/* True: some blocks more are doomed. */
static bool doom_loops(const struct bodies *b, struct node_id n, bool *doomed)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct arena *scratch = arena_new();
    struct loops loops;
    bool more = false;
    loops_find(scratch, fn, &loops);
    for (uint32_t l = 0; l < loops.all.len; l++) {
        const struct loop *loop = &loops.all.at[l];
        if (doomed[loop->header] || !waits_for_end(b, n, &loops, loop, doomed))
            continue;
        more = true;
        for (uint32_t i = 0; i < loop->len; i++)
            doomed[loops.blocks.at[loop->first + i]] = true;
    }
    arena_free(scratch);
    return more;
}

/* What only leads on to doomed blocks. */
static void spread(const struct bodies *b, struct node_id n, bool *doomed)
{
    const struct function *fn = program_get(b->program, n)->body;
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

void doomed_find(const struct bodies *b, struct node_id n, bool *ret_doomed)
{
    const struct function *fn = program_get(b->program, n)->body;
    bool any = false;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        ret_doomed[i] = ((k->term == TERM_STOP || is_endless(fn, k)) && !gives_way(b, n, k)) ||
                        doomed_stops(b, n, k);
        any |= ret_doomed[i];
    }
    if (!any)
        return;
    do
        spread(b, n, ret_doomed);
    while (doom_loops(b, n, ret_doomed));
}
