#include "effects/startup.h"

#include "link/edge_test.h"

struct start { /* an event */
    struct node_id node;
    uint32_t event;
};
typedef VEC(struct start) start_vec;

struct answered {
    struct edge_test test;
    bool passes;
};
typedef VEC(struct answered) answered_vec;

struct startup {
    struct arena *arena;
    const struct contexts *contexts;
    const struct places *places;
    start_vec *stores; /* by cell; NULL: nothing was asked yet */
    bool *given;       /* by cell: its address is handed on, so that stores are not all seen */
    start_vec *begins; /* by node: the calls that run it, here or on a thread */
    start_vec loops;   /* calls that run one, or wait in one of the program's own */
    bool beside;       /* one runs on a thread, beside what started it */
    bool **runs;       /* by node, by block: can it run while a loop does? NULL: not asked yet */
    answered_vec *answers; /* by slot: of tests of what ends in it */
};

struct startup *startup_new(struct arena *arena, const struct contexts *c,
                            const struct places *places)
{
    struct startup *s = arena_new_one(arena, struct startup);
    *s = (struct startup){.arena = arena, .contexts = c, .places = places};
    return s;
}

static const struct function *body_of(const struct startup *s, struct node_id n)
{
    return program_get(s->contexts->program, n)->body;
}

/* ---- the program ---- */

static struct cells written(const struct startup *s, struct node_id n, struct path_id path)
{
    return place_written(s->places, program_get(s->contexts->program, n)->facts, body_of(s, n),
                         path);
}

static void see_value(struct startup *s, struct node_id n, const struct value *v)
{
    struct cells c = v->kind == VALUE_ADDRESS ? written(s, n, v->path) : (struct cells){.len = 0};
    for (uint32_t i = 0; i < c.len; i++)
        s->given[c.at[i]] = true;
}

static void see_store(struct startup *s, struct node_id n, uint32_t event)
{
    const struct event *e = &body_of(s, n)->events.at[event];
    struct cells c = written(s, n, e->kind == EVENT_ASSIGN ? e->assign.to : e->call.stored);
    for (uint32_t i = 0; i < c.len; i++)
        vec_push(s->arena, &s->stores[c.at[i]], (struct start){n, event});
}

static void add_begin(struct startup *s, struct node_id n, const struct call *call)
{
    vec_push(s->arena, &s->begins[n.i], (struct start){call->node, call->event});
}

/* What the call runs, and which threads it starts. */
static void see_call(struct startup *s, const struct call *call)
{
    const struct contexts *c = s->contexts;
    const struct function *fn = program_get(c->program, call->node)->body;
    const struct event_call *e = &fn->events.at[call->event].call;
    source_vec sources = {0};
    for (uint32_t i = 0; call->roles && i < call->roles->offloads.len; i++) {
        const struct rule_callback *rule = call->roles->offloads.at[i];
        uint32_t arg = rule->args.len ? arg_index(rule->args.at[0], e->arg_len) : FACTS_NONE;
        if (arg != FACTS_NONE)
            flow_value(c->flow, s->arena, call->node, fn->args.at[e->first_arg + arg], call->event,
                       &sources);
    }
    for (uint32_t i = 0; i < sources.len; i++)
        add_begin(s, sources.at[i]->function, call);
    for (uint32_t i = 0; i < call->callees.len; i++)
        add_begin(s, call->callees.at[i], call);
    for (uint32_t i = 0; i < call->targets.len; i++)
        add_begin(s, call->targets.at[i].node, call);
    if (call->roles && call->roles->run_loops.len)
        vec_push(s->arena, &s->loops, (struct start){call->node, call->event});
}

static void see_function(struct startup *s, struct node_id n)
{
    const struct function *fn = body_of(s, n);
    for (uint32_t i = 0; fn && i < fn->values.len; i++)
        see_value(s, n, &fn->values.at[i]);
    for (uint32_t i = 0; fn && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN ||
            (e->kind == EVENT_CALL && e->call.use == USE_STORED && e->call.stored.i != FACTS_NONE))
            see_store(s, n, i);
        if (e->kind == EVENT_CALL && body_is_live(s->contexts->bodies, n, i))
            see_call(s, calls_get(s->contexts->calls, n, i));
    }
}

static void see_program(struct startup *s)
{
    const struct contexts *c = s->contexts;
    uint32_t len = places_len(s->places) + 1;
    s->answers = arena_new_array(s->arena, answered_vec, c->program->slots.len + 1);
    s->stores = arena_new_array(s->arena, start_vec, len);
    s->given = arena_new_array(s->arena, bool, len);
    s->begins = arena_new_array(s->arena, start_vec, c->program->nodes.len + 1);
    s->runs = arena_new_array(s->arena, bool *, c->program->nodes.len + 1);
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        see_function(s, (struct node_id){i});
    for (uint32_t i = 0; i < c->loops.len; i++)
        if (c->loops.at[i].wait_node.i != FACTS_NONE)
            vec_push(s->arena, &s->loops,
                     (struct start){c->loops.at[i].wait_node, c->loops.at[i].wait_event});
    for (uint32_t i = 0; i < s->loops.len; i++)
        s->beside |= c->at[s->loops.at[i].node.i].off_loop;
}

/* ---- what a store does to a test ---- */

enum outcome {        /* in this order */
               FAILS, /* the test does, whatever was there before */
               KEEPS, /* it is as it was before */
               MAY_PASS,
};

static enum outcome outcome_of_number(const struct edge_test *t, int64_t number)
{
    return edge_test_passes(t, number) ? MAY_PASS : FAILS;
}

/* Is it a test for bits that are set, or for none of them being set? A variable that is zero has
 * none at all. */
static bool asks_bits(const struct edge_test *t, struct edge_test *ret)
{
    *ret = *t;
    if ((t->op == OP_EQ || t->op == OP_NE) && !t->number) {
        ret->negated = t->negated != (t->op == OP_EQ);
        ret->op = OP_HAS;
        ret->number = -1;
    }
    return ret->op == OP_HAS;
}

static enum outcome outcome_of(const struct startup *s, struct node_id n, struct path_id to,
                               struct value_id value, const struct edge_test *t);

/* `mode |= X` and `mode &= ~X`: for a bit that is asked for, one side is enough of OR, both are
 * needed of AND; the other way round where it must not be set. */
static enum outcome outcome_of_bits(const struct startup *s, struct node_id n, struct path_id to,
                                    const struct value *v, const struct edge_test *t)
{
    const struct function *fn = body_of(s, n);
    bool any = (v->operator== OPERATOR_OR) != t->negated;
    enum outcome all = any ? FAILS : MAY_PASS;
    for (uint32_t i = 0; i < v->operand_len; i++) {
        struct value_id operand = fn->operands.at[v->first_operand + i];
        const struct value *o = function_value(fn, operand);
        enum outcome one = outcome_of(s, n, to, operand, t);
        if (v->operator== OPERATOR_AND && t->negated && o->kind == VALUE_INT)
            one = (o->number & t->number) == t->number ? FAILS : MAY_PASS; /* FAILS: takes none */
        if (any ? one > all : one < all)
            all = one;
    }
    return all;
}

/* What VALUE, stored into TO, does. */
static enum outcome outcome_of(const struct startup *s, struct node_id n, struct path_id to,
                               struct value_id value, const struct edge_test *t)
{
    const struct function *fn = body_of(s, n);
    const struct value *v = function_value(fn, value);
    enum outcome worst = FAILS;
    struct edge_test bits;
    switch (v->kind) {
    case VALUE_INT:
    case VALUE_NULL:
        return outcome_of_number(t, v->kind == VALUE_INT ? v->number : 0);
    case VALUE_PATH:
        return v->path.i == to.i ? KEEPS : MAY_PASS;
    case VALUE_CHOICE:
        for (uint32_t i = 0; i < v->choice_len; i++) {
            enum outcome one = outcome_of(s, n, to, fn->choices.at[v->first_choice + i], t);
            worst = one > worst ? one : worst;
        }
        return worst;
    case VALUE_UNKNOWN:
        return (v->operator== OPERATOR_OR || v->operator== OPERATOR_AND) && asks_bits(t, &bits)
                   ? outcome_of_bits(s, n, to, v, &bits)
                   : MAY_PASS;
    case VALUE_STRING:
    case VALUE_FUNCTION:
    case VALUE_ADDRESS:
    case VALUE_RESULT:
        break;
    }
    return MAY_PASS;
}

/* Of a store into the place itself, or into what may be it. */
static enum outcome outcome_at(const struct startup *s, struct start at, const struct edge_test *t)
{
    const struct program *p = s->contexts->program;
    const struct event *e = &body_of(s, at.node)->events.at[at.event];
    enum outcome o = e->kind == EVENT_ASSIGN
                         ? outcome_of(s, at.node, e->assign.to, e->assign.from, t)
                         : MAY_PASS;
    bool same = e->kind == EVENT_ASSIGN &&
                place_same(program_get(p, at.node), e->assign.to, program_get(p, t->node), t->path);
    return o == FAILS && !same ? KEEPS : o;
}

/* ---- does the test fail when every loop begins ---- */

struct question {
    const struct startup *s;
    const struct edge_test *test;
    struct arena *scratch;
    uint8_t **outcomes; /* by node, by event: enum outcome plus one of its stores. NULL: none */
    bool *leads;        /* by node: it, or what it calls, has such a store */
    uint8_t *may_pass;  /* by node: it, or what it calls, has a store after which it may pass */
    uint8_t *fails;     /* by node: it fails whenever the function has returned */
    uint8_t *begun;     /* by node: see begins_after */
};

static enum outcome outcome_of_call(const struct question *q, const struct call *call)
{
    bool all = call->callees.len > 0 && !call->targets.len;
    for (uint32_t i = 0; i < call->callees.len; i++) {
        all &= q->fails[call->callees.at[i].i];
        if (q->may_pass[call->callees.at[i].i] && !q->fails[call->callees.at[i].i])
            return MAY_PASS;
    }
    for (uint32_t i = 0; i < call->targets.len; i++)
        if (q->may_pass[call->targets.at[i].node.i])
            return MAY_PASS;
    return all ? FAILS : KEEPS;
}

static enum outcome outcome_of_event(const struct question *q, struct node_id n, uint32_t event)
{
    const struct call *call = calls_find(q->s->contexts->calls, n, event);
    if (q->outcomes[n.i] && q->outcomes[n.i][event])
        return (enum outcome)(q->outcomes[n.i][event] - 1);
    return call ? outcome_of_call(q, call) : KEEPS;
}

struct way { /* forwards through one function */
    const struct question *q;
    struct node_id node;
    uint32_t to;     /* an event; FACTS_NONE: the function's end */
    bool *seen;      /* by block */
    uint32_t *stack; /* blocks to go on with */
    uint32_t depth;
};

/* Goes on behind position AT of the block, to where the test fails. True: TO is reached. */
static bool go_on(struct way *w, uint32_t block, uint32_t at)
{
    const struct function *fn = body_of(w->q->s, w->node);
    const struct block *k = &fn->blocks.at[block];
    for (; at < k->events.len; at++) {
        if (k->events.at[at].i == w->to)
            return true;
        if (outcome_of_event(w->q, w->node, k->events.at[at].i) == FAILS)
            return false;
    }
    if (k->term == TERM_RETURN && w->to == FACTS_NONE)
        return true;
    for (uint32_t e = 0; e < k->edge_len; e++) {
        uint32_t next = fn->edges.at[k->first_edge + e].to.i;
        if (!w->seen[next])
            w->seen[next] = true, w->stack[w->depth++] = next;
    }
    return false;
}

/* Is TO reached from the function's beginning, or (not FROM_START) from behind a store or call
 * after which the test may pass, while none after which it fails lies between? */
static bool is_reached(const struct question *q, struct node_id n, uint32_t to, bool from_start)
{
    const struct function *fn = body_of(q->s, n);
    struct way w = {.q = q, .node = n, .to = to};
    w.seen = arena_new_array(q->scratch, bool, fn->blocks.len + 1);
    w.stack = arena_new_array(q->scratch, uint32_t, fn->blocks.len + 1);
    bool reached = false;
    if (from_start)
        w.seen[0] = true, w.stack[w.depth++] = 0;
    for (uint32_t b = 0; !from_start && b < fn->blocks.len && !reached; b++)
        for (uint32_t i = 0; i < fn->blocks.at[b].events.len && !reached; i++)
            if (outcome_of_event(q, n, fn->blocks.at[b].events.at[i].i) == MAY_PASS)
                reached = go_on(&w, b, i + 1);
    while (w.depth && !reached)
        reached = go_on(&w, w.stack[--w.depth], 0);
    return reached;
}

enum { BEGUN_UNKNOWN, BEGUN_ASKED, BEGUN_BEFORE };

static bool fails_at(struct question *q, struct start place);

/* Does the test fail whenever the function begins? Not where its callers are not known. */
static bool begins_after(struct question *q, struct node_id n)
{
    const start_vec *all = &q->s->begins[n.i];
    if (q->begun[n.i] != BEGUN_UNKNOWN)
        return q->begun[n.i] == BEGUN_ASKED;
    q->begun[n.i] = BEGUN_ASKED; /* a call of itself decides nothing */
    bool behind = all->len > 0;
    for (uint32_t i = 0; i < all->len && behind; i++)
        behind = fails_at(q, all->at[i]);
    if (!behind)
        q->begun[n.i] = BEGUN_BEFORE;
    return behind;
}

static bool fails_at(struct question *q, struct start place)
{
    return !is_reached(q, place.node, place.event, false) &&
           (!is_reached(q, place.node, place.event, true) || begins_after(q, place.node));
}

static void take_outcome(struct question *q, uint32_t node, enum outcome o, uint8_t *fails)
{
    q->may_pass[node] |= o == MAY_PASS;
    *fails |= o == FAILS;
}

/* What a function's own stores, and what it calls, do to the test. */
static bool see_calls(void *context, uint32_t node)
{
    struct question *q = context;
    struct node_id n = {node};
    const call_vec *rows = &q->s->contexts->calls->at[node];
    uint8_t may_pass = q->may_pass[node], fails = q->fails[node];
    if (!q->leads[node])
        return false;
    for (uint32_t i = 0; i < rows->len; i++)
        take_outcome(q, node, outcome_of_event(q, n, rows->at[i].event), &fails);
    for (uint32_t i = 0; q->outcomes[node] && i < body_of(q->s, n)->events.len; i++)
        take_outcome(q, node, outcome_of_event(q, n, i), &fails);
    if (fails && !q->fails[node])
        fails = !is_reached(q, n, FACTS_NONE, true) && !is_reached(q, n, FACTS_NONE, false);
    bool changed = may_pass != q->may_pass[node] || fails != q->fails[node];
    q->fails[node] = fails;
    return changed;
}

/* The functions that lead to a store: few, and no other is looked at. */
static void find_leading(struct question *q)
{
    uint32_t len = q->s->contexts->program->nodes.len;
    node_vec work = {0};
    for (uint32_t i = 0; i < len; i++)
        if (q->outcomes[i]) {
            q->leads[i] = true;
            vec_push(q->scratch, &work, (struct node_id){i});
        }
    for (uint32_t at = 0; at < work.len; at++) {
        const start_vec *calls = &q->s->begins[work.at[at].i];
        for (uint32_t i = 0; i < calls->len; i++) {
            struct node_id by = calls->at[i].node;
            if (!q->leads[by.i])
                vec_push(q->scratch, &work, by);
            q->leads[by.i] = true;
        }
    }
}

/* Only code that runs before a loop, or after it, may make the test pass again. */
static bool is_of_start(const struct startup *s, struct start at)
{
    const struct context *x = &s->contexts->at[at.node.i];
    return !s->beside && x->at_start && !x->off_loop && !context_at(x, at.event);
}

/* False: the stores alone say that the test may pass, or nothing ever makes it fail. */
static bool fails_by_stores(const struct startup *s, const struct edge_test *t, struct cells c)
{
    bool fails = false;
    for (uint32_t i = 0; i < c.len; i++) {
        const start_vec *all = &s->stores[c.at[i]];
        if (s->given[c.at[i]])
            return false;
        for (uint32_t k = 0; k < all->len; k++) {
            enum outcome o = outcome_at(s, all->at[k], t);
            if (o == MAY_PASS && !is_of_start(s, all->at[k]))
                return false;
            fails |= o == FAILS;
        }
    }
    return fails;
}

static void note_store(struct question *q, struct start at)
{
    uint8_t **outcomes = &q->outcomes[at.node.i];
    if (!*outcomes)
        *outcomes = arena_new_array(q->scratch, uint8_t, body_of(q->s, at.node)->events.len + 1);
    (*outcomes)[at.event] = (uint8_t)(outcome_at(q->s, at, q->test) + 1);
}

/* Is N in a program that the loop is in as well? */
static bool is_beside(const struct startup *s, struct start loop, struct node_id n)
{
    const struct programs *p = s->contexts->programs;
    return programs_any(programs_both(p, programs_of(p, loop.node), programs_of(p, n)));
}

static bool may_pass(struct startup *s, const struct edge_test *t)
{
    const struct node *node = program_get(s->contexts->program, t->node);
    uint32_t len = s->contexts->program->nodes.len + 1;
    struct cells c = place_read(s->places, node->facts, node->body, t->path);
    if (!fails_by_stores(s, t, c))
        return true;
    struct arena *scratch = arena_new();
    struct question q = {.s = s, .test = t, .scratch = scratch};
    q.outcomes = arena_new_array(scratch, uint8_t *, len);
    q.may_pass = arena_new_array(scratch, uint8_t, len);
    q.fails = arena_new_array(scratch, uint8_t, len);
    q.begun = arena_new_array(scratch, uint8_t, len);
    q.leads = arena_new_array(scratch, bool, len);
    for (uint32_t i = 0; i < c.len; i++)
        for (uint32_t k = 0; k < s->stores[c.at[i]].len; k++)
            note_store(&q, s->stores[c.at[i]].at[k]);
    find_leading(&q);
    solve(s->contexts->calls->all, see_calls, &q);
    bool fails = true;
    for (uint32_t i = 0; i < s->loops.len && fails; i++)
        fails = !is_beside(s, s->loops.at[i], t->node) || fails_at(&q, s->loops.at[i]);
    arena_free(scratch);
    return !fails;
}

static bool is_same_test(const struct startup *s, const struct edge_test *a,
                         const struct edge_test *b)
{
    const struct program *p = s->contexts->program;
    const struct programs *g = s->contexts->programs;
    struct program_set of_a = programs_of(g, a->node), of_b = programs_of(g, b->node);
    return a->op == b->op && a->negated == b->negated && a->number == b->number &&
           programs_within(g, of_a, of_b) && programs_within(g, of_b, of_a) &&
           place_same(program_get(p, a->node), a->path, program_get(p, b->node), b->path);
}

/* May the test pass while a loop runs? */
static bool ask(struct startup *s, const struct edge_test *t)
{
    const struct node *node = program_get(s->contexts->program, t->node);
    struct cells c = written(s, t->node, t->path);
    if (function_path(node->body, t->path)->root_kind != ROOT_GLOBAL || !s->loops.len)
        return true;
    answered_vec *known = &s->answers[c.at[0]]; /* the slot's own cell */
    for (uint32_t i = 0; i < known->len; i++)
        if (is_same_test(s, &known->at[i].test, t))
            return known->at[i].passes;
    struct answered a = {*t, may_pass(s, t)};
    vec_push(s->arena, known, a);
    return a.passes;
}

/* ---- what runs while a loop does ---- */

/* The blocks that are reached by edges which let through while a loop runs. */
static bool *find_runs(struct startup *s, struct node_id n)
{
    const struct function *fn = body_of(s, n);
    bool *seen = arena_new_array(s->arena, bool, fn->blocks.len + 1);
    struct arena *scratch = arena_new();
    uint32_t *stack = arena_new_array(scratch, uint32_t, fn->blocks.len + 1), depth = 1;
    seen[0] = true;
    while (depth) {
        const struct block *k = &fn->blocks.at[stack[--depth]];
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t next = fn->edges.at[k->first_edge + e].to.i;
            struct edge_test t;
            if (!seen[next] && (!edge_test_at(s->contexts->bodies, n, k, e, &t) || ask(s, &t)))
                seen[next] = true, stack[depth++] = next;
        }
    }
    arena_free(scratch);
    return seen;
}

bool startup_only(struct startup *s, struct node_id n, uint32_t event)
{
    uint32_t block = s->contexts->bodies->at[n.i].block_of[event];
    if (!s->stores)
        see_program(s);
    if (!s->runs[n.i])
        s->runs[n.i] = find_runs(s, n);
    return block && !s->runs[n.i][block - 1];
}
