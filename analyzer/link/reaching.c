#include "link/cases.h"
#include "link/members.h"
#include "link/reaching_parts.h"

struct asking reaching_ask(const struct bodies *b, struct node_id n)
{
    struct body *body = &b->at[n.i];
    const struct function *fn = program_get(b->program, n)->body;
    struct asking x = {b, n, fn, body->reaching, FACTS_NONE, false};
    if (!x.r) {
        struct reaching *r = x.r = body->reaching = arena_new_one(b->arena, struct reaching);
        for (unsigned i = 0; i < 2; i++) {
            r->stored[i] = arena_new_array(b->arena, struct term_id, fn->events.len + 1);
            r->known[i] = arena_new_array(b->arena, bool, fn->events.len + 1);
            r->held[i] = arena_new_array(b->arena, struct remembered *, fn->paths.len + 1);
        }
        r->conditions = arena_new_array(b->arena, struct remembered, fn->blocks.len + 1);
        r->cases = arena_new_array(b->arena, struct term_id *, fn->blocks.len + 1);
        r->ways[0] = arena_new_array(b->arena, struct remembered, fn->blocks.len + 1);
        r->ways[1] = arena_new_array(b->arena, struct remembered, fn->blocks.len + 1);
        r->between[0] = arena_new_array(b->arena, struct between_term, fn->blocks.len + 1);
        r->between[1] = arena_new_array(b->arena, struct between_term, fn->blocks.len + 1);
        r->root = arena_new_array(b->arena, uint32_t, fn->paths.len + 1);
        reaching_find_stores(&x);
    }
    return x;
}

/* ---- which of them ---- */

static struct term_id edge_term(const struct asking *x, uint32_t block, uint32_t e);

static struct term_id way_between(const struct asking *x, uint32_t from, uint32_t block, bool weak);

/* What a path holds at a block, and whether control comes there, is made of the same at blocks
 * above, and that goes as deep as there are branches in a row: hundreds of thousands in generated
 * code. Where it has become this deep, all above are asked from the top on, each of which finds
 * what it needs answered. It decides no answer: but for conditions that depend on themselves
 * nothing depends on what comes later. */
#define DEEP 200

struct question {
    struct path_id path; /* what does it hold? FACTS_NONE: does control come there? */
    bool weak;
};

static void ask_above(const struct asking *x, uint32_t block, const struct question *q);

struct term_id reaching_local(const struct asking *x, enum local_from from, uint32_t at,
                              uint32_t path)
{
    return term_local(x->b->terms, (struct term_local){x->node.i, at, path, from});
}

/* What PATH holds after the event. What others have too holds the same until a call, but who knows
 * whether that is what was stored. */
static struct term_id stored_term(const struct asking *x, uint32_t event, struct path_id path)
{
    struct reaching *r = x->r;
    const struct event *e = &x->fn->events.at[event];
    if (e->kind == EVENT_CALL) {
        struct term_id left = members_left(x, event, function_path(x->fn, path), 0);
        return left.i ? left : reaching_local(x, LOCAL_EVENT, event, path.i);
    }
    if (e->kind != EVENT_ASSIGN || e->assign.to.i != path.i ||
        (!x->kept && !reaching_is_own(x, path)))
        return reaching_local(x, LOCAL_EVENT, event, path.i);
    if (r->known[x->kept][event] && x->first == FACTS_NONE)
        return r->stored[x->kept][event];
    struct place_in at;
    back_place(x->b, x->node, event, &at);
    struct term_id term = reaching_term(x, at, e->assign.from);
    if (!term.i)
        term = reaching_local(x, LOCAL_EVENT, event, path.i);
    if (x->first == FACTS_NONE) {
        r->stored[x->kept][event] = term;
        r->known[x->kept][event] = true;
    }
    return term;
}

/* What the caller handed over, and what was there before it called. A local variable holds nothing.
 */
static struct term_id held_on_entry(const struct asking *x, struct path_id path)
{
    const struct path *p = function_path(x->fn, path);
    if (p->root_kind == ROOT_PARAM && !p->step_len)
        return term_param(x->b->terms, p->root);
    struct term_id member = p->root_kind == ROOT_PARAM ? members_on_entry(x, p, 0) : TERM_UNKNOWN;
    if (member.i)
        return member;
    return p->root_kind == ROOT_LOCAL &&
                   !body_path_is_indirect(program_get(x->b->program, x->node), path)
               ? TERM_UNKNOWN
               : reaching_local(x, LOCAL_START, 0, path.i);
}

/* Is there a store to PATH, whose stores meet at BLOCK, on a way round from BLOCK to itself? In a
 * loop into whose middle a jump leads there always is. */
static bool is_stored_in_loop(const struct asking *x, struct path_id path, uint32_t block)
{
    uint32_t len;
    const uint32_t *before = back_blocks(x->b, x->node, block, &len);
    bool stored = reaching_last_store(x, path, (struct place_in){block, UINT32_MAX}) != FACTS_NONE;
    for (uint32_t i = 0; i < len; i++)
        if (back_goes_back(x->b, x->node, before[i], block) &&
            (stored || reaching_nearest(x, path, before[i]).block != block))
            return true;
    return false;
}

/* ---- ways: the conditions under which control comes to a block ---- */

static struct term_id yes(const struct asking *x)
{
    return term_int(x->b->terms, 1, NULL, 0);
}

/* That what is at its end leads from block FROM to block TO, of which there is an edge. */
static struct term_id step_term(const struct asking *x, uint32_t from, uint32_t to)
{
    const struct block *k = &x->fn->blocks.at[from];
    uint32_t e = 0, same = 0;
    for (uint32_t i = k->edge_len; i-- > 0;)
        if (x->fn->edges.at[k->first_edge + i].to.i == to)
            e = i, same++;
    return same == k->edge_len ? yes(x) : edge_term(x, from, e);
}

/* That control, having come to the block that dominates BLOCK, comes to BLOCK without a new round
 * of a loop on the way. */
static struct term_id way_term(const struct asking *x, uint32_t block, bool weak)
{
    struct remembered *r = &x->r->ways[weak][block];
    uint32_t len, above = back_dominator(x->b, x->node, block);
    const uint32_t *before = back_blocks(x->b, x->node, block, &len);
    if (r->state != NOT_ASKED)
        return r->term;
    r->state = BEING_ASKED;
    if (++x->r->depth % DEEP == 0)
        ask_above(x, block, &(struct question){{FACTS_NONE}, weak});
    struct term_id any = term_int(x->b->terms, 0, NULL, 0);
    for (uint32_t i = 0; i < len; i++) {
        bool again = i && before[i - 1] == before[i]; /* by another edge of a switch */
        if (again || back_is_round(x->b, x->node, before[i], block))
            continue;
        struct term_id one = way_between(x, above, before[i], weak);
        one = term_both(x->b->terms, one, step_term(x, before[i], block), weak);
        any = term_either(x->b->terms, any, one);
    }
    x->r->depth--;
    r->term = any;
    r->state = ANSWERED;
    return any;
}

/* The same from FROM, which dominates BLOCK. Where many ways end in one block, all of them are
 * asked for from the same FROM, and most begin alike: remembered, but for what is being asked. */
static struct term_id way_between(const struct asking *x, uint32_t from, uint32_t block, bool weak)
{
    struct between_term *known = x->r->between[weak];
    VEC(uint32_t) down = {0};
    while (block != from && block != FACTS_NONE && known[block].from != from + 1) {
        vec_push(x->b->scratch, &down, block);
        block = back_dominator(x->b, x->node, block);
    }
    bool whole = true;
    struct term_id all = block == from || block == FACTS_NONE ? yes(x) : known[block].term;
    while (down.len) {
        block = down.at[--down.len];
        all = term_both(x->b->terms, all, way_term(x, block, weak), weak);
        whole &= x->r->ways[weak][block].state == ANSWERED;
        if (whole)
            known[block] = (struct between_term){from + 1, all};
    }
    return all;
}

struct term_id reaching_between(const struct asking *x, uint32_t from, uint32_t block)
{
    return way_between(x, from, block, false);
}

/* ---- choices: several ways, each with its value ---- */

/* Ways with equal values are one. CONDITION of one that is not known: ELSEWISE, true on it alone.
 */
void reaching_add_way(const struct asking *x, ways *all, struct way way, struct term_id elsewise)
{
    struct terms *t = x->b->terms;
    if (!way.condition.i)
        way.condition = elsewise;
    for (uint32_t i = 0; i < all->len; i++)
        if (all->at[i].value.i == way.value.i) {
            all->at[i].condition = term_either(t, all->at[i].condition, way.condition);
            return;
        }
    vec_push(x->b->scratch, all, way);
}

/* One of the ways is taken. The condition of the last one need not be asked for; that is the one
 * about which callers decide least. */
struct term_id reaching_choose(const struct asking *x, ways *all)
{
    struct terms *t = x->b->terms;
    uint32_t last = 0;
    for (uint32_t i = 1; i < all->len; i++) {
        const struct term *best = term_get(t, all->at[last].condition),
                          *one = term_get(t, all->at[i].condition);
        if (one->has_local > best->has_local ||
            (one->has_local == best->has_local && one->has_param <= best->has_param))
            last = i;
    }
    if (!all->len)
        return TERM_UNKNOWN;
    struct term_id chosen = all->at[last].value;
    for (uint32_t i = all->len; i-- > 0;)
        if (i != last)
            chosen = term_choice(t, all->at[i].condition, all->at[i].value, chosen);
    return chosen;
}

static uint32_t edge_number(const struct asking *x, uint32_t from, uint32_t to)
{
    const struct block *k = &x->fn->blocks.at[from];
    uint32_t e = 0;
    while (x->fn->edges.at[k->first_edge + e].to.i != to)
        e++;
    return k->first_edge + e;
}

/* What PATH holds at the beginning of BLOCK, to which several blocks lead, some behind a store.
 * What comes before its first round is asked of all rounds of what that is in. */
static struct term_id chosen_at(const struct asking *x, uint32_t block, struct path_id path)
{
    uint32_t len, above = back_dominator(x->b, x->node, block);
    const uint32_t *before = back_blocks(x->b, x->node, block, &len);
    ways all = {0};
    struct asking plain = *x, before_it = *x;
    plain.kept = false;
    plain.first = before_it.first = FACTS_NONE;
    if (above == FACTS_NONE)
        return TERM_UNKNOWN;
    if (x->first != block && is_stored_in_loop(x, path, block))
        return reaching_local(x, LOCAL_LOOP, block, path.i);
    for (uint32_t i = 0; i < len; i++) {
        if (back_is_round(x->b, x->node, before[i], block))
            continue;
        struct way way = {
            .value = reaching_held(&before_it, (struct place_in){before[i], UINT32_MAX}, path)};
        way.condition = term_both(x->b->terms, way_between(&plain, above, before[i], false),
                                  step_term(&plain, before[i], block), false);
        reaching_add_way(
            x, &all, way,
            reaching_local(x, LOCAL_EDGE, edge_number(x, before[i], block), FACTS_NONE));
    }
    return reaching_choose(x, &all);
}

static struct term_id remember_chosen(const struct asking *x, uint32_t block, struct path_id path);

static void ask_above(const struct asking *x, uint32_t block, const struct question *q)
{
    uint32_t len;
    const uint32_t *order = back_order(x->b, x->node, &len);
    struct asking plain = *x;
    plain.kept = false;
    plain.first = FACTS_NONE;
    for (uint32_t i = len; i-- > 0 && order[i] != block;) {
        uint32_t at = order[i];
        edge_term(&plain, at, 0);
        if (q->path.i == FACTS_NONE) {
            way_term(&plain, at, q->weak);
            continue;
        }
        struct join join = reaching_nearest(x, q->path, at);
        if (join.block == at && join.meets)
            remember_chosen(x, at, q->path);
    }
}

static struct term_id remember_chosen(const struct asking *x, uint32_t block, struct path_id path)
{
    struct remembered **blocks = &x->r->held[x->kept][path.i];
    if (x->first == block)
        return chosen_at(x, block, path);
    if (!*blocks)
        *blocks = arena_new_array(x->b->arena, struct remembered, x->fn->blocks.len + 1);
    struct remembered *r = &(*blocks)[block];
    if (r->state == NOT_ASKED) {
        r->state = BEING_ASKED;
        if (++x->r->depth % DEEP == 0)
            ask_above(x, block, &(struct question){path, false});
        r->term = chosen_at(x, block, path);
        x->r->depth--;
        r->state = ANSWERED;
    }
    return r->term;
}

/* What PATH holds below JOIN, the lowest place above that stores to it or where such stores meet.
 */
static struct term_id held_at_join(const struct asking *x, struct join join, struct path_id path)
{
    uint32_t len, event;
    back_blocks(x->b, x->node, 0, &len);
    if (join.block == FACTS_NONE)
        return len ? TERM_UNKNOWN : held_on_entry(x, path);
    event = reaching_last_store(x, path, (struct place_in){join.block, UINT32_MAX});
    return event != FACTS_NONE ? stored_term(x, event, path) : remember_chosen(x, join.block, path);
}

/* Up through the blocks that dominate the place, until something stores. */
struct term_id reaching_held(const struct asking *x, struct place_in at, struct path_id path)
{
    uint32_t event = reaching_last_store(x, path, at),
             above = back_dominator(x->b, x->node, at.block);
    if (event != FACTS_NONE)
        return stored_term(x, event, path);
    if (at.block && above == FACTS_NONE)
        return TERM_UNKNOWN; /* never reached */
    struct join join = reaching_nearest(x, path, at.block);
    if (join.block == at.block && at.block && join.meets)
        return remember_chosen(x, at.block, path);
    if (join.block == at.block) /* the store comes later in it */
        join = above == FACTS_NONE ? (struct join){.block = FACTS_NONE}
                                   : reaching_nearest(x, path, above);
    return held_at_join(x, join, path);
}

/* ---- values ---- */

/* Is it a variable, or a field that only fields lead to? */
static bool is_place(const struct function *fn, const struct path *p)
{
    bool fields = p->root_kind != ROOT_OTHER && p->root_kind != ROOT_RESULT;
    for (uint32_t i = 0; fields && i < p->step_len; i++)
        fields = fn->steps.at[p->first_step + i].kind == STEP_FIELD;
    return fields;
}

static struct term_id term_of_variable(const struct asking *x, struct place_in at,
                                       struct path_id path)
{
    const struct path *p = function_path(x->fn, path);
    if (!is_place(x->fn, p) && !members_is_first(x, p))
        return TERM_UNKNOWN;
    if (p->root_kind == ROOT_PARAM && !p->step_len && !x->b->at[x->node.i].assign_len[path.i])
        return term_param(x->b->terms, p->root);
    return reaching_held(x, at, path);
}

/* What a function returns, in terms of its parameters. */
static struct term_id result_term(const struct asking *x)
{
    struct remembered *r = &x->r->result;
    ways all = {0};
    if (r->state != NOT_ASKED)
        return r->term;
    r->state = BEING_ASKED;
    for (uint32_t i = 0; i < x->fn->events.len; i++) {
        const struct event *e = &x->fn->events.at[i];
        struct place_in at;
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE ||
            !back_place(x->b, x->node, i, &at) ||
            (at.block && back_dominator(x->b, x->node, at.block) == FACTS_NONE))
            continue;
        struct way way = {way_between(x, 0, at.block, false), reaching_term(x, at, e->value)};
        reaching_add_way(x, &all, way, reaching_local(x, LOCAL_EVENT, i, FACTS_NONE));
    }
    r->term = reaching_choose(x, &all);
    r->state = ANSWERED;
    return r->term;
}

bool reaching_recursive(const struct asking *x, struct node_id callee)
{
    const uint32_t *component = x->b->written->component;
    return component[x->node.i] == component[callee.i] || !program_get(x->b->program, callee)->body;
}

/* What the call gives, as far as its callee's text says it. */
static struct term_id term_of_result(const struct asking *x, uint32_t event)
{
    const struct call *call = calls_find(x->b->calls, x->node, event);
    struct term_id args[PARAMS_MAX], local = reaching_local(x, LOCAL_EVENT, event, FACTS_NONE);
    struct place_in at;
    if (!call || x->fn->events.at[event].kind != EVENT_CALL || call->callees.len != 1 ||
        call->targets.len || reaching_recursive(x, call->callees.at[0]) ||
        !back_place(x->b, x->node, event, &at))
        return local;
    struct asking callee = reaching_ask(x->b, call->callees.at[0]);
    struct term_id result = result_term(&callee);
    if (!term_get(x->b->terms, result)->has_param && term_truth(x->b->terms, result) == TRI_MAYBE)
        return local;
    struct members_call of = {x, event};
    struct term_args bound = members_args(&of, at, args);
    result = term_bind(x->b->terms, result, &bound);
    return term_fill(x->b->terms, result, local);
}

static struct term_id term_of_choice(const struct asking *x, struct place_in at,
                                     const struct value *v)
{
    const struct value_id *choices = x->fn->choices.at + v->first_choice;
    struct term_id condition = TERM_UNKNOWN, parts[2];
    if (v->choice_len != 2)
        return TERM_UNKNOWN;
    if (v->condition.i != FACTS_NONE)
        condition = reaching_term(x, at, v->condition);
    if (!condition.i)
        condition = reaching_local(x, LOCAL_CHOICE, v->first_choice, FACTS_NONE);
    for (uint32_t i = 0; i < 2; i++)
        parts[i] = term_fill(x->b->terms, reaching_term(x, at, choices[i]),
                             reaching_local(x, LOCAL_CHOSEN, v->first_choice + i, FACTS_NONE));
    return term_choice(x->b->terms, condition, parts[0], parts[1]);
}

struct term_id reaching_term(const struct asking *x, struct place_in at, struct value_id id)
{
    struct terms *t = x->b->terms;
    const struct function *fn = x->fn;
    const struct value *v = function_value(fn, id);
    struct term_id part[2] = {TERM_UNKNOWN, TERM_UNKNOWN};
    switch (v->kind) {
    case VALUE_INT:
        return term_int(t, v->number, fn->names.at ? fn->names.at + v->first_name : NULL,
                        v->name_len);
    case VALUE_NULL:
        return term_int(t, 0, NULL, 0);
    case VALUE_STRING:
    case VALUE_FUNCTION:
    case VALUE_ADDRESS:
        return term_set(t);
    case VALUE_PATH:
        return term_of_variable(x, at, v->path);
    case VALUE_CHOICE:
        return term_of_choice(x, at, v);
    case VALUE_UNKNOWN:
        for (uint32_t i = 0; i < v->operand_len && i < 2; i++)
            part[i] = reaching_term(x, at, fn->operands.at[v->first_operand + i]);
        return v->operand_len > 2 ? TERM_UNKNOWN : term_op(t, v->operator, part[0], part[1]);
    case VALUE_RESULT:
        return term_of_result(x, v->event.i);
    }
    return TERM_UNKNOWN;
}

/* What is asked is answered. Terms that grew too large make what is found in the function guesses.
 */
struct term_id reaching_answer(const struct asking *x, struct term_id term)
{
    if (terms_were_cut(x->b->terms))
        x->b->cut[x->node.i] |= BODY_CUT_TERMS;
    arena_reset(x->b->scratch);
    return term;
}

struct term_id reaching_term_at(const struct bodies *b, struct node_id n, uint32_t event,
                                struct value_id value)
{
    struct asking x = reaching_ask(b, n);
    struct place_in at;
    return reaching_answer(&x, back_place(b, n, event, &at) ? reaching_term(&x, at, value)
                                                            : TERM_UNKNOWN);
}

struct term_id reaching_held_at(const struct bodies *b, struct node_id n, uint32_t event,
                                struct path_id path)
{
    struct asking x = reaching_ask(b, n);
    struct place_in at;
    return reaching_answer(&x, back_place(b, n, event, &at) ? term_of_variable(&x, at, path)
                                                            : TERM_UNKNOWN);
}

bool reaching_keeps(const struct bodies *b, struct node_id n, uint32_t event, struct path_id path)
{
    struct asking x = reaching_ask(b, n);
    struct place_in at;
    if (!back_place(b, n, event, &at))
        return true;
    x.kept = true;
    struct term_id before = term_of_variable(&x, at, path);
    at.position++;
    struct term_id after = term_of_variable(&x, at, path);
    reaching_answer(&x, after);
    return !before.i || before.i == after.i;
}

/* ---- conditions ---- */

/* That the switch at the end of BLOCK is left as each of its edges says. */
static void find_cases(const struct asking *x, uint32_t block, struct term_id *ret_terms)
{
    const struct block *k = &x->fn->blocks.at[block];
    if (k->cond.value.i == FACTS_NONE)
        return;
    struct term_id value = reaching_term(x, (struct place_in){block, UINT32_MAX}, k->cond.value);
    cases_find(x->b->terms, x->b->scratch, x->fn, k, value, ret_terms);
}

static struct term_id switch_term(const struct asking *x, uint32_t block, uint32_t e)
{
    struct term_id **known = &x->r->cases[block];
    uint32_t len = x->fn->blocks.at[block].edge_len;
    if (x->first == block) {
        struct term_id *terms = arena_new_array(x->b->scratch, struct term_id, len + 1);
        find_cases(x, block, terms);
        return terms[e];
    }
    if (!*known) { /* what depends on itself finds nothing known until then */
        *known = arena_new_array(x->b->arena, struct term_id, len + 1);
        find_cases(x, block, *known);
    }
    return (*known)[e];
}

/* That the branch at the end of BLOCK is left by its edge 0. */
static struct term_id branch_term(const struct asking *x, uint32_t block)
{
    static const enum operator operators[] = {
        [OP_EQ] = OPERATOR_EQ,
        [OP_NE] = OPERATOR_NE,
        [OP_LT] = OPERATOR_LT,
        [OP_LE] = OPERATOR_LE,
        [OP_GT] = OPERATOR_GT,
        [OP_GE] = OPERATOR_GE,
        [OP_HAS] = OPERATOR_AND
    };
    struct terms *t = x->b->terms;
    const struct block *k = &x->fn->blocks.at[block];
    struct place_in end = {block, UINT32_MAX};
    struct remembered *r = &x->r->conditions[block];
    if (r->state != NOT_ASKED && x->first != block)
        return r->term;
    struct term_id term = TERM_UNKNOWN;
    r->state = r->state == NOT_ASKED ? BEING_ASKED : r->state;
    if (k->cond.kind == COND_TRUTH)
        term = reaching_term(x, end, k->cond.value);
    else if (k->cond.kind == COND_COMPARE)
        term = term_op(t, operators[k->cond.op], reaching_term(x, end, k->cond.value),
                       reaching_term(x, end, k->cond.other));
    if (x->first != block)
        *r = (struct remembered){ANSWERED, term};
    return term;
}

static struct term_id edge_term(const struct asking *x, uint32_t block, uint32_t e)
{
    const struct block *k = &x->fn->blocks.at[block];
    if (k->term == TERM_SWITCH)
        return switch_term(x, block, e);
    if (k->term != TERM_BRANCH)
        return TERM_UNKNOWN;
    struct term_id term = branch_term(x, block);
    return e == 0 ? term : term_op(x->b->terms, OPERATOR_NOT, term, TERM_UNKNOWN);
}

/* Do the other edges of BLOCK, where a loop begins, end it, so that who takes edge E once took it
 * in the first round? */
static bool goes_on(const struct asking *x, uint32_t block, uint32_t e)
{
    const struct block *k = &x->fn->blocks.at[block];
    uint32_t len;
    bool round = false, in[2] = {false, false};
    const uint32_t *before = back_blocks(x->b, x->node, block, &len);
    for (uint32_t i = 0; i < len && k->term == TERM_BRANCH; i++) {
        if (!back_is_round(x->b, x->node, before[i], block))
            continue;
        round = true;
        for (uint32_t edge = 0; edge < 2; edge++)
            in[edge] |= back_leads(x->b, x->node, x->fn->edges.at[k->first_edge + edge].to.i,
                                   before[i], block);
    }
    return round && in[e] && !in[1 - e];
}

struct term_id reaching_edge(const struct bodies *b, struct node_id n, uint32_t block, uint32_t e)
{
    struct asking x = reaching_ask(b, n);
    struct term_id term = edge_term(&x, block, e);
    if (goes_on(&x, block, e)) {
        x.first = block;
        term = term_both(b->terms, term, edge_term(&x, block, e), true);
    }
    return reaching_answer(&x, term);
}

struct term_id reaching_way(const struct bodies *b, struct node_id n, uint32_t block)
{
    struct asking x = reaching_ask(b, n);
    uint32_t len;
    back_blocks(b, n, block, &len);
    bool one = len < 2 || back_dominator(b, n, block) == FACTS_NONE;
    return reaching_answer(&x, one ? TERM_UNKNOWN : way_term(&x, block, true));
}
