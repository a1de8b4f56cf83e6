#include "contexts/ends.h"

#include "contexts/accepts.h"
#include "values/aval.h"

#include <string.h>
#include <uthash.h>

/* A field or variable of the whole program that is counted. */
struct counted {
    uint64_t object;
    bool up, down; /* somewhere */
    UT_hash_handle hh;
};

struct ends {
    struct arena *arena;
    const struct bodies *b;
    struct counted *counted; /* by object */
    bool has_counted;        /* and it has been filled */
};

struct search {
    struct ends *ends;
    const struct bodies *b;
    struct node_id n;
    const struct function *fn;
    const struct loops *loops;
    uint32_t loop;
    struct arena *scratch;
};

static uint32_t block_of(const struct search *s, uint32_t event)
{
    uint32_t block = s->b->at[s->n.i].block_of[event];
    return block ? block - 1 : 0;
}

static bool in_loop(const struct search *s, uint32_t event)
{
    return loops_contain(s->loops, s->loop, block_of(s, event));
}

/* Does the flow come from block START to block TO, inside of the search's loop (no loops: anywhere)
 * and through no block that is MARKED? */
static bool leads_to(const struct search *s, uint32_t start, uint32_t to, const bool *marked)
{
    VEC(uint32_t) work = {0};
    bool *seen = arena_new_array(s->scratch, bool, s->fn->blocks.len + 1);
    vec_push(s->scratch, &work, start);
    while (work.len) {
        const struct block *k = &s->fn->blocks.at[work.at[--work.len]];
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t next = s->fn->edges.at[k->first_edge + e].to.i;
            if (next == to)
                return true;
            if (seen[next] || (marked && marked[next]) ||
                (s->loops && !loops_contain(s->loops, s->loop, next)))
                continue;
            seen[next] = true;
            vec_push(s->scratch, &work, next);
        }
    }
    return false;
}

/* Does the call run something that is not among CALLED? */
static bool leads_on(const struct call *call, const bool *called)
{
    bool on = false;
    for (uint32_t i = 0; i < call->callees.len && !on; i++)
        on = !called[call->callees.at[i].i];
    for (uint32_t i = 0; i < call->targets.len && !on; i++)
        on = !called[call->targets.at[i].node.i];
    return on;
}

/* By node: is it called in the loop, directly or through pointers, here or further down? */
static const bool *called_in_loop(const struct search *s)
{
    bool *called = arena_new_array(s->scratch, bool, s->b->program->nodes.len + 1);
    VEC(struct node_id) work = {0};
    vec_push(s->scratch, &work, s->n);
    for (uint32_t at = 0; at < work.len; at++) {
        const call_vec *rows = &s->b->calls->at[work.at[at].i];
        for (uint32_t r = 0; r < rows->len; r++) {
            const struct call *call = &rows->at[r];
            if ((!at && !in_loop(s, call->event)) || !leads_on(call, called) ||
                body_call_stops(s->b, call))
                continue;
            for (uint32_t k = 0; k < call->callees.len + call->targets.len; k++) {
                struct node_id to = k < call->callees.len
                                        ? call->callees.at[k]
                                        : call->targets.at[k - call->callees.len].node;
                if (!called[to.i])
                    vec_push(s->scratch, &work, to);
                called[to.i] = true;
            }
        }
    }
    return called;
}

/* ---- by what a loop is left ---- */

/* Does the test in BLOCK decide whether the loop is left, other than by the end of the program? */
static bool is_exit(const struct search *s, uint32_t block)
{
    const struct block *k = &s->fn->blocks.at[block];
    bool leaves = false;
    for (uint32_t e = 0; e < k->edge_len; e++) {
        uint32_t to = s->fn->edges.at[k->first_edge + e].to.i;
        leaves |= !loops_contain(s->loops, s->loop, to) && s->fn->blocks.at[to].term != TERM_STOP;
    }
    return leaves && k->edge_len > 1;
}

static const struct value *tested_value(const struct function *fn, const struct block *k)
{
    return k->term == TERM_BRANCH && k->cond.value.i != FACTS_NONE
               ? function_value(fn, k->cond.value)
               : NULL;
}

/* The local variable that the block tests; NULL: it tests something else. */
static const struct path *tested_local(const struct function *fn, const struct block *k)
{
    const struct value *v = tested_value(fn, k);
    const struct path *p = v && v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    return p && p->root_kind == ROOT_LOCAL && !p->step_len ? p : NULL;
}

static bool is_same(const struct path *a, const struct path *b)
{
    return a->root_kind == b->root_kind && a->root == b->root && a->step_len == b->step_len;
}

/* x--, x -= 2; x++, x += 2. What a difference is taken from, as the time that has gone by, is
 * measured rather than counted. */
static bool counts(const struct function *fn, const struct event_assign *a, enum operator by)
{
    const struct value *v = function_value(fn, a->from);
    if (v->kind != VALUE_UNKNOWN || v->operator!= by || v->operand_len<2)
        return false;
    const struct value *of = function_value(fn, fn->operands.at[v->first_operand]),
                       *by_what = function_value(fn, fn->operands.at[v->first_operand + 1]);
    return of->kind == VALUE_PATH && of->path.i == a->to.i &&
           !(by_what->kind == VALUE_UNKNOWN && by_what->operator== OPERATOR_SUBTRACT);
}

/* Is the local variable changed in the loop by counting down alone, and not in every round? From a
 * NUMBER that is written in the code it counts only what the program has written into the set. */
static bool is_counted_down(const struct search *s, const struct path *variable, uint32_t event,
                            bool number)
{
    bool *counts_at = arena_new_array(s->scratch, bool, s->fn->blocks.len + 1), any = false;
    uint32_t wait = block_of(s, event);
    for (uint32_t i = 0; i < s->fn->events.len; i++) {
        const struct event *e = &s->fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || !is_same(function_path(s->fn, e->assign.to), variable))
            continue;
        if (!in_loop(s, i)) {
            const struct value *v = function_value(s->fn, e->assign.from);
            if (!number && v->kind == VALUE_INT && v->number > 0)
                return false;
            continue;
        }
        if (!counts(s->fn, &e->assign, OPERATOR_SUBTRACT))
            return false;
        counts_at[block_of(s, i)] = any = true;
    }
    return any && !counts_at[wait] && leads_to(s, wait, wait, counts_at);
}

/* The field or the variable of the whole program that PATH of function N ends in; OBJECT_NONE: it
 * is none. */
static uint64_t shared_object(const struct search *s, struct node_id n, struct path_id path)
{
    const struct path *p = function_path(program_get(s->b->program, n)->body, path);
    bool own = p->root_kind != ROOT_GLOBAL && !p->step_len;
    return own ? OBJECT_NONE : aval_object(s->b->program, n, path);
}

static struct counted *counted_of(struct ends *e, uint64_t object)
{
    struct counted *c;
    HASH_FIND(hh, e->counted, &object, sizeof object, c);
    if (c)
        return c;
    c = arena_new_one(e->arena, struct counted);
    c->object = object;
    HASH_ADD(hh, e->counted, object, sizeof object, c);
    return c;
}

static void fill_counted(const struct search *s)
{
    const struct program *p = s->b->program;
    for (uint32_t n = 0; n < p->nodes.len; n++) {
        const struct function *fn = p->nodes.at[n].body;
        for (uint32_t i = 0; fn && i < fn->events.len; i++) {
            const struct event_assign *a = &fn->events.at[i].assign;
            if (fn->events.at[i].kind != EVENT_ASSIGN)
                continue;
            bool up = counts(fn, a, OPERATOR_ADD), down = counts(fn, a, OPERATOR_SUBTRACT);
            uint64_t object =
                up || down ? shared_object(s, (struct node_id){n}, a->to) : OBJECT_NONE;
            if (object == OBJECT_NONE)
                continue;
            counted_of(s->ends, object)->up |= up;
            counted_of(s->ends, object)->down |= down;
        }
    }
    s->ends->has_counted = true;
}

/* Few are: the whole program is only searched for those. */
static bool counts_both_ways(const struct search *s, uint64_t object)
{
    if (!s->ends->has_counted)
        fill_counted(s);
    const struct counted *c;
    HASH_FIND(hh, s->ends->counted, &object, sizeof object, c);
    return c && c->up && c->down;
}

/* Is what others can change, too, counted up before the loop, and only counted down by the
 * functions that the loop calls? */
static bool is_drained(const struct search *s, uint64_t object)
{
    const struct program *p = s->b->program;
    if (object == OBJECT_NONE || !counts_both_ways(s, object))
        return false;
    const bool *turn = called_in_loop(s);
    bool up = false, down = false;
    for (uint32_t n = 0; n < p->nodes.len; n++) {
        const struct function *fn = p->nodes.at[n].body;
        for (uint32_t i = 0; fn && i < fn->events.len; i++) {
            const struct event *e = &fn->events.at[i];
            if (e->kind != EVENT_ASSIGN ||
                shared_object(s, (struct node_id){n}, e->assign.to) != object)
                continue;
            bool in_turn = turn[n] || (n == s->n.i && in_loop(s, i));
            if (in_turn && !counts(fn, &e->assign, OPERATOR_SUBTRACT))
                return false;
            down |= in_turn && n != s->n.i;
            up |= !in_turn && counts(fn, &e->assign, OPERATOR_ADD);
        }
    }
    return up && down;
}

/* Was the variable's address put into what a parameter points to, and does the function itself only
 * ever clear it? */
static bool is_left_with_caller(const struct function *fn, const struct path *variable)
{
    bool left = false;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct value *from = function_value(fn, e->assign.from);
        const struct path *to = function_path(fn, e->assign.to);
        if (is_same(to, variable) && (from->kind != VALUE_INT || from->number))
            return false;
        left |= from->kind == VALUE_ADDRESS && is_same(function_path(fn, from->path), variable) &&
                to->root_kind == ROOT_PARAM && to->step_len;
    }
    return left;
}

/* ---- transfers ---- */

/* Is the call one of a library: without a body, or, in a program that has the library's source,
 * known to the packs? */
static bool is_library_call(const struct search *s, uint32_t event)
{
    const struct event *e = &s->fn->events.at[event];
    const struct call *call = calls_find(s->b->calls, s->n, event);
    return e->kind == EVENT_CALL && call && call->callee.i != FACTS_NONE &&
           (call->roles || !program_get(s->b->program, call->callee)->body);
}

/* Does a library say, in the variable, how many transfers still run? */
static bool is_told(const struct search *s, const struct path *variable)
{
    for (uint32_t i = 0; i < s->fn->events.len; i++) {
        const struct event *e = &s->fn->events.at[i];
        if (!is_library_call(s, i) || !in_loop(s, i))
            continue;
        for (uint32_t k = 0; k < e->call.arg_len; k++) {
            const struct value *v = function_value(s->fn, s->fn->args.at[e->call.first_arg + k]);
            if (v->kind == VALUE_ADDRESS && is_same(function_path(s->fn, v->path), variable))
                return true;
        }
    }
    return false;
}

/* Does the loop ask how many still run, and does nothing but what the function itself knows, or
 * what a library says, end it? */
static bool runs_transfers(const struct search *s)
{
    const struct loop *l = &s->loops->all.at[s->loop];
    bool asks = false, left = false;
    for (uint32_t i = 0; i < l->len; i++) {
        uint32_t block = s->loops->blocks.at[l->first + i];
        const struct block *k = &s->fn->blocks.at[block];
        const struct path *p = tested_local(s->fn, k);
        const struct value *v = tested_value(s->fn, k);
        asks |= p && is_told(s, p);
        if (!is_exit(s, block))
            continue;
        if (!p && (!v || v->kind != VALUE_RESULT || !is_library_call(s, v->event.i)))
            return false;
        left = true;
    }
    return asks && left;
}

/* ---- sets that shrink ---- */

/* The side of the branch on which PATH is zero; FACTS_NONE: it is not asked. */
static uint32_t zero_side(const struct function *fn, const struct block *k, struct path_id path)
{
    const struct value *v = tested_value(fn, k);
    if (!v || v->kind != VALUE_PATH || v->path.i != path.i)
        return FACTS_NONE;
    if (k->cond.kind == COND_TRUTH)
        return 1;
    if (k->cond.kind != COND_COMPARE)
        return FACTS_NONE;
    const struct value *with = function_value(fn, k->cond.other);
    if (with->kind != VALUE_INT || with->number)
        return FACTS_NONE;
    return k->cond.op == OP_EQ || k->cond.op == OP_LE   ? 0
           : k->cond.op == OP_NE || k->cond.op == OP_GT ? 1
                                                        : FACTS_NONE;
}

/* Is the wait not made where the number of entries is zero? */
static bool asks_for_none(const struct search *s, struct path_id number, uint32_t wait)
{
    for (uint32_t b = 0; b < s->fn->blocks.len; b++) {
        const struct block *k = &s->fn->blocks.at[b];
        uint32_t side = zero_side(s->fn, k, number);
        if (side == FACTS_NONE)
            continue;
        uint32_t to = s->fn->edges.at[k->first_edge + side].to.i;
        if (to != wait && !leads_to(s, to, wait, NULL))
            return true;
    }
    return false;
}

/* The field that all descriptors are taken from: fds[n].fd = slot->fd */
static struct slot_id source_field(const struct node *node, const struct rule_wait *rule)
{
    const struct function *fn = node->body;
    struct slot_id source = {FACTS_NONE};
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct path_step *to =
            e->kind == EVENT_ASSIGN ? path_last(fn, function_path(fn, e->assign.to)) : NULL;
        if (!to || to->kind != STEP_FIELD ||
            !str_eq(facts_entity(node->facts, to->field)->name, rule->member))
            continue;
        const struct value *v = function_value(fn, e->assign.from);
        const struct path_step *from =
            v->kind == VALUE_PATH ? path_last(fn, function_path(fn, v->path)) : NULL;
        if (!from || from->kind != STEP_FIELD)
            continue;
        struct slot_id field = program_slot(node->facts, from->field);
        if (source.i != FACTS_NONE && source.i != field.i)
            return (struct slot_id){FACTS_NONE};
        source = field;
    }
    return source;
}

struct slot_id ends_empty(const struct bodies *b, const struct call *wait,
                          const struct rule_wait *rule, struct arena *scratch)
{
    const struct node *node = program_get(b->program, wait->node);
    struct search s = {.b = b, .n = wait->node, .fn = node->body, .scratch = scratch};
    const struct event_call *c = &s.fn->events.at[wait->event].call;
    uint32_t array = rule->member.i ? arg_index(rule->entries, c->arg_len) : FACTS_NONE;
    if (array == FACTS_NONE || array + 1 >= c->arg_len)
        return (struct slot_id){FACTS_NONE};
    const struct value *number = function_value(s.fn, s.fn->args.at[c->first_arg + array + 1]);
    if (number->kind != VALUE_PATH || !asks_for_none(&s, number->path, block_of(&s, wait->event)))
        return (struct slot_id){FACTS_NONE};
    return source_field(node, rule);
}

/* How the type of what the path ends in is written, or of what that has elements of. */
static const char *type_of(const struct program *p, const struct node *node,
                           const struct path *path)
{
    const struct function *fn = node->body;
    for (uint32_t i = path->step_len; i-- > 0;) {
        const struct path_step *step = &fn->steps.at[path->first_step + i];
        if (step->kind == STEP_FIELD)
            return program_text(p, facts_entity(node->facts, step->field)->type);
    }
    switch (path->root_kind) {
    case ROOT_LOCAL:
        return program_text(p, fn->locals.at[path->root].type);
    case ROOT_PARAM:
        return program_text(p, node->entity->params.at[path->root].type);
    case ROOT_GLOBAL:
        return program_text(p, facts_entity(node->facts, (struct entity_id){path->root})->type);
    case ROOT_RESULT:
    case ROOT_OTHER:
        break;
    }
    return "";
}

/* Does the assignment put a whole record with the field somewhere else than where it is from? Where
 * one type's name is part of another's, that counts as well: the set is taken to grow then. */
static bool copies_record(const struct search *s, const struct node *node,
                          const struct event_assign *a, struct slot_id field)
{
    const struct function *fn = node->body;
    const struct program *p = s->b->program;
    const struct path *to = function_path(fn, a->to);
    const struct path_step *last = path_last(fn, to);
    const struct value *v = function_value(fn, a->from);
    const char *record = program_text(p, p->slots.at[field.i].record);
    if (!last || last->kind == STEP_FIELD || v->kind == VALUE_INT || v->kind == VALUE_NULL ||
        !*record || !strstr(type_of(p, node, to), record))
        return false;
    const struct path *from = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    return !from || from->root_kind != to->root_kind || from->root != to->root;
}

/* Does the event of function N store a descriptor into the field? -1 takes one away, and what a
 * child that it starts is talked to through ends with the child. */
static bool stores_into(const struct search *s, struct node_id n, const struct event *e,
                        struct slot_id field)
{
    const struct node *node = program_get(s->b->program, n);
    const struct function *fn = node->body;
    if (e->kind != EVENT_ASSIGN)
        return false;
    const struct path_step *to = path_last(fn, function_path(fn, e->assign.to));
    if (!to || to->kind != STEP_FIELD || program_slot(node->facts, to->field).i != field.i)
        return copies_record(s, node, &e->assign, field);
    const struct value *v = function_value(fn, e->assign.from);
    bool child =
        v->kind == VALUE_PATH && wait_is_of_child(s->b, s->scratch, n, function_path(fn, v->path));
    return !child && (v->kind != VALUE_INT || v->number >= 0);
}

/* Does the loop, or what it calls, store a descriptor into the field? */
static bool adds_to(const struct search *s, struct slot_id field)
{
    const struct program *p = s->b->program;
    const bool *called = called_in_loop(s);
    for (uint32_t n = 0; n < p->nodes.len; n++) {
        const struct function *fn = p->nodes.at[n].body;
        for (uint32_t i = 0; fn && i < fn->events.len; i++)
            if ((called[n] || (n == s->n.i && in_loop(s, i))) &&
                stores_into(s, (struct node_id){n}, &fn->events.at[i], field))
                return true;
    }
    return false;
}

/* Does the loop itself take connections? Then it serves whoever comes. */
static bool takes_connections(const struct search *s)
{
    const call_vec *rows = &s->b->calls->at[s->n.i];
    for (uint32_t r = 0; r < rows->len; r++)
        if (call_accepts(&rows->at[r]) && in_loop(s, rows->at[r].event))
            return true;
    return false;
}

struct ends *ends_new(struct arena *arena, const struct bodies *b)
{
    struct ends *e = arena_new_one(arena, struct ends);
    *e = (struct ends){.arena = arena, .b = b};
    return e;
}

void ends_free(struct ends *e)
{
    HASH_CLEAR(hh, e->counted);
}

bool ends_itself(struct ends *ends, struct node_id n, const struct loops *loops, uint32_t loop,
                 uint32_t event, const struct rule_wait *rule, struct slot_id source,
                 struct arena *scratch)
{
    struct search s = {.ends = ends,
                       .b = ends->b,
                       .n = n,
                       .fn = program_get(ends->b->program, n)->body,
                       .loops = loops,
                       .loop = loop,
                       .scratch = scratch};
    const struct loop *l = &loops->all.at[loop];
    bool written = rule->member.i || rule->adds.i;
    if (takes_connections(&s))
        return false;
    for (uint32_t i = 0; i < l->len; i++) {
        uint32_t block = loops->blocks.at[l->first + i];
        const struct block *k = &s.fn->blocks.at[block];
        if (!is_exit(&s, block))
            continue;
        const struct path *p = tested_local(s.fn, k);
        const struct value *v = tested_value(s.fn, k);
        if (p ? is_counted_down(&s, p, event, written) || is_left_with_caller(s.fn, p)
              : v && v->kind == VALUE_PATH && is_drained(&s, shared_object(&s, n, v->path)))
            return true;
    }
    return (rule->transfers && runs_transfers(&s)) ||
           (source.i != FACTS_NONE && !adds_to(&s, source));
}
