#include "link/passed.h"

#include "link/params.h"
#include "link/reaching.h"

#include <stdlib.h>

struct handing { /* a call of a function that is followed */
    struct node_id from;
    uint32_t event;
    struct term_id *args; /* by parameter of the callee, in terms of FROM's; of those that count */
};

struct followed {
    bool closed;         /* all its calls are seen */
    bool waits;          /* to be looked at for parameters that count */
    bool reached;        /* some call of it can run */
    struct params count; /* parameters that decide something */
    VEC(struct handing) calls;
    struct passed *passed; /* by parameter */
};

struct search {
    struct bodies *b;
    struct arena *arena; /* of the search */
    struct followed *at; /* by node */
    node_vec work;
};

/* ---- which functions ---- */

static bool is_whole(const struct facts *f)
{
    for (uint32_t i = 0; i < f->problems.len; i++)
        if (f->problems.at[i].fatal)
            return false;
    return true;
}

/* In its own unit's file: what a header has, each unit may call in another way. */
static bool may_be_closed(const struct node *n, const bool *again)
{
    return n->body && n->entity->internal && n->entity->params.len && !n->includers.len &&
           str_eq(n->entity->loc.file, n->facts->source) && !again[n->facts->number] &&
           is_whole(n->facts);
}

struct unit_of { /* to be sorted by source */
    uint32_t source, unit;
};

static int compare_units(const void *a, const void *b)
{
    const struct unit_of *x = a, *y = b;
    return x->source < y->source ? -1 : x->source > y->source;
}

/* By unit: is its source another unit's, too? */
static bool *find_again(struct arena *arena, const struct program *p)
{
    bool *again = arena_new_array(arena, bool, p->units.len + 1);
    struct unit_of *units = arena_new_array(arena, struct unit_of, p->units.len + 1);
    for (uint32_t i = 0; i < p->units.len; i++)
        units[i] = (struct unit_of){p->units.at[i]->source.i, i};
    qsort(units, p->units.len, sizeof *units, compare_units);
    for (uint32_t i = 1; i < p->units.len; i++)
        if (units[i].source == units[i - 1].source)
            again[units[i].unit] = again[units[i - 1].unit] = true;
    return again;
}

/* Functions whose address nobody takes. */
static void find_closed(struct search *x)
{
    const struct program *p = x->b->program;
    const bool *again = find_again(x->arena, p);
    const bool *taken = program_taken(p, x->arena);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        x->at[i].closed = !taken[i] && may_be_closed(&p->nodes.at[i], again);
}

static void list_calls(struct search *x, struct node_id n)
{
    const call_vec *rows = &x->b->calls->at[n.i];
    const struct function *fn = program_get(x->b->program, n)->body;
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct call *call = &rows->at[i];
        const struct event *e = &fn->events.at[call->event];
        if (e->kind == EVENT_CALL && call->callee.i != FACTS_NONE)
            vec_push(x->arena, &x->at[call->callee.i].calls,
                     (struct handing){.from = n, .event = call->event});
        for (uint32_t k = 0; e->kind != EVENT_CALL && k < call->callees.len; k++)
            x->at[call->callees.at[k].i].closed = false;
    }
}

/* ---- which parameters ---- */

static void add_params(const struct terms *t, struct term_id id, struct params *params)
{
    const struct term *term = term_get(t, id);
    if (term->is == TERM_IS_PARAM)
        params_add(params, (uint32_t)term->number);
    bool parts = term->has_param && (term->is == TERM_IS_OP || term->is == TERM_IS_CHOICE);
    for (uint32_t i = 0; parts && i < 3; i++)
        add_params(t, term->part[i], params);
}

static struct params params_of_needs(const struct bodies *b, struct node_id n)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct params params = {0};
    struct needs last = NEEDS_NOTHING;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        struct needs needs = body_event_needs(b, n, i);
        uint32_t len;
        const struct term_id *terms = needs_terms(b->terms, needs, &len);
        for (uint32_t k = 0; needs.i != last.i && k < len; k++)
            add_params(b->terms, terms[k], &params);
        last = needs;
    }
    return params;
}

/* PARAMS of N count: N is looked at if that is new. */
static void count_params(struct search *x, struct node_id n, struct params params)
{
    struct followed *f = &x->at[n.i];
    struct params all = params_both(f->count, params);
    if (!f->closed || params_same(&all, &f->count))
        return;
    f->count = all;
    if (!f->waits)
        vec_push(x->arena, &x->work, n);
    f->waits = true;
}

static struct term_id term_passed(const struct search *x, const struct handing *h, uint32_t param)
{
    const struct function *fn = program_get(x->b->program, h->from)->body;
    const struct event_call *c = &fn->events.at[h->event].call;
    return param < c->arg_len
               ? reaching_term_at(x->b, h->from, h->event, fn->args.at[c->first_arg + param])
               : TERM_UNKNOWN;
}

/* What counts in N makes count what its callers make it of. */
static void look_at(struct search *x, struct node_id n)
{
    struct followed *f = &x->at[n.i];
    uint32_t len = program_get(x->b->program, n)->entity->params.len;
    for (uint32_t i = 0; i < f->calls.len; i++) {
        struct handing *h = &f->calls.at[i];
        struct params params = {0};
        if (!h->args)
            h->args = arena_new_array(x->arena, struct term_id, len);
        for (uint32_t p = 0; p < len; p++) {
            if (!params_has(&f->count, p))
                continue;
            h->args[p] = term_passed(x, h, p);
            add_params(x->b->terms, h->args[p], &params);
        }
        count_params(x, h->from, params);
    }
}

static void find_counting(struct search *x)
{
    for (uint32_t i = 0; i < x->b->program->nodes.len; i++)
        if (x->at[i].closed && x->at[i].calls.len)
            count_params(x, (struct node_id){i}, params_of_needs(x->b, (struct node_id){i}));
    while (x->work.len) {
        struct node_id n = x->work.at[--x->work.len];
        x->at[n.i].waits = false;
        look_at(x, n);
    }
}

/* ---- what is given ---- */

static bool is_followed(const struct search *x, struct node_id n)
{
    return x->at[n.i].closed && params_any(&x->at[n.i].count);
}

static void add_number(struct arena *a, struct passed *g, int64_t number)
{
    uint32_t at = 0;
    while (at < g->numbers.len && g->numbers.at[at] < number)
        at++;
    if (at < g->numbers.len && g->numbers.at[at] == number)
        return;
    vec_push(a, &g->numbers, number);
    for (uint32_t i = g->numbers.len - 1; i > at; i--)
        g->numbers.at[i] = g->numbers.at[i - 1];
    g->numbers.at[at] = number;
}

static void add_term(const struct search *x, struct passed *g, struct term_id id)
{
    const struct term *t = term_get(x->b->terms, id);
    if (t->is == TERM_IS_INT)
        add_number(x->b->arena, g, t->number);
    else if (t->is == TERM_IS_CHOICE) {
        add_term(x, g, t->part[1]);
        add_term(x, g, t->part[2]);
    } else if (t->is == TERM_IS_SET)
        g->set = true;
    else
        g->any = true;
}

/* One of what parameter PARAM of N is given, G, and nobody knows which. */
static struct term_id term_of(struct terms *t, struct node_id n, uint32_t param,
                              const struct passed *g)
{
    struct term_id term = g->set ? term_set(t) : term_int(t, g->numbers.at[0], NULL, 0);
    for (uint32_t i = !g->set; i < g->numbers.len; i++) {
        struct term_local which = {.node = n.i, .at = i, .path = param, .from = LOCAL_PASSED};
        term = term_choice(t, term_local(t, which), term_int(t, g->numbers.at[i], NULL, 0), term);
    }
    return term;
}

/* By parameter: a term for what N is given; nothing is known of those that do not count. NULL: N is
 * not followed, and its parameters are what they are. */
static struct term_id *terms_passed(const struct search *x, struct arena *scratch, struct node_id n)
{
    const struct followed *f = &x->at[n.i];
    uint32_t len = program_get(x->b->program, n)->entity->params.len;
    if (!is_followed(x, n))
        return NULL;
    struct term_id *terms = arena_new_array(scratch, struct term_id, len + 1);
    for (uint32_t p = 0; p < len; p++)
        if (params_has(&f->count, p) && !f->passed[p].any)
            terms[p] = term_of(x->b->terms, n, p, &f->passed[p]);
    return terms;
}

/* What H hands over joins what N is given. A value that is made of another on the way round would
 * grow for ever. False: it is never made. */
static bool take(struct search *x, struct arena *scratch, struct node_id n, const struct handing *h,
                 struct passed *ret_passed)
{
    struct terms *t = x->b->terms;
    uint32_t len = program_get(x->b->program, h->from)->entity->params.len;
    const struct term_args given = {.at = terms_passed(x, scratch, h->from), .len = len};
    const struct term_args *own = given.at ? &given : NULL;
    bool round = x->b->written->component[n.i] == x->b->written->component[h->from.i];
    struct needs left;
    if (!needs_bind(t, body_event_needs(x->b, h->from, h->event), own, NEEDS_NOTHING, &left))
        return false;
    for (uint32_t p = 0; p < program_get(x->b->program, n)->entity->params.len; p++) {
        if (!params_has(&x->at[n.i].count, p))
            continue;
        const struct term *arg = term_get(t, h->args[p]);
        if (round && arg->has_param && arg->is != TERM_IS_PARAM)
            ret_passed[p].any = true;
        else
            add_term(x, &ret_passed[p], term_bind(t, h->args[p], own));
    }
    return true;
}

static bool is_same(const struct passed *a, const struct passed *b)
{
    bool same = a->any == b->any && a->set == b->set && a->numbers.len == b->numbers.len;
    for (uint32_t i = 0; same && i < a->numbers.len; i++)
        same = a->numbers.at[i] == b->numbers.at[i];
    return same;
}

static bool find_passed(void *context, uint32_t node)
{
    struct search *x = context;
    struct node_id n = {node};
    struct followed *f = &x->at[node];
    if (!is_followed(x, n))
        return false;
    uint32_t len = program_get(x->b->program, n)->entity->params.len;
    struct passed *now = arena_new_array(x->b->arena, struct passed, len);
    struct arena *scratch = arena_new();
    bool reached = false, same = f->passed != NULL;
    for (uint32_t i = 0; i < f->calls.len; i++) {
        const struct handing *h = &f->calls.at[i];
        if (!is_followed(x, h->from) || x->at[h->from.i].reached)
            reached |= take(x, scratch, n, h, now);
    }
    arena_free(scratch);
    for (uint32_t p = 0; p < len && same; p++)
        same = is_same(&now[p], &f->passed[p]);
    same &= reached == f->reached;
    f->passed = now;
    f->reached = reached;
    return !same;
}

static void solve_passed(struct search *x)
{
    VEC(struct row_entry) edges = {0};
    for (uint32_t i = 0; i < x->b->program->nodes.len; i++)
        for (uint32_t k = 0; is_followed(x, (struct node_id){i}) && k < x->at[i].calls.len; k++)
            vec_push(x->arena, &edges, (struct row_entry){i, x->at[i].calls.at[k].from.i});
    struct digraph callers = graph_new(x->arena, x->b->program->nodes.len, edges.at, edges.len);
    solve(solver_new(x->arena, callers), find_passed, x);
}

/* ---- what never runs ---- */

static uint8_t exits_of(const struct function *fn, const struct body *body)
{
    uint8_t exits = 0;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        if (k->term == TERM_RETURN)
            exits |= k->events.len ? body->masks[k->events.at[k->events.len - 1].i]
                                   : body->block_masks[i];
    }
    return exits;
}

static void drop_dead(struct search *x, struct arena *scratch, struct node_id n)
{
    const struct function *fn = program_get(x->b->program, n)->body;
    uint32_t len = program_get(x->b->program, n)->entity->params.len, kept = 0;
    struct body *body = &x->b->at[n.i];
    const struct term_args given = {.at = terms_passed(x, scratch, n), .len = len};
    const struct term_args *own = given.at ? &given : NULL;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        struct needs left;
        if (!body->needs[i].i || needs_bind(x->b->terms, body->needs[i], own, NEEDS_NOTHING, &left))
            continue;
        if (!body->never)
            body->never = arena_new_array(x->b->arena, bool, fn->events.len);
        body->never[i] = true;
        body->masks[i] = 0;
        body->block_masks[body->block_of[i] - 1] = 0;
    }
    for (uint32_t i = 0; body->never && i < body->live.len; i++)
        if (body->masks[body->live.at[i].event])
            body->live.at[kept++] = body->live.at[i];
    if (body->never) {
        body->live.len = kept;
        body->exits = exits_of(fn, body);
    }
}

void passed_find(struct bodies *b)
{
    struct arena *arena = arena_new();
    struct search x = {.b = b, .arena = arena};
    x.at = arena_new_array(arena, struct followed, b->program->nodes.len + 1);
    find_closed(&x);
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        if (b->program->nodes.at[i].body)
            list_calls(&x, (struct node_id){i});
    find_counting(&x);
    solve_passed(&x);
    for (uint32_t i = 0; i < b->program->nodes.len; i++) {
        struct node_id n = {i};
        if (!is_followed(&x, n) || !x.at[i].reached || !b->at[i].masks)
            continue;
        drop_dead(&x, arena, n);
        b->at[i].passed = x.at[i].passed;
    }
    arena_free(arena);
}

const struct passed *passed_param(const struct bodies *b, struct node_id n, uint32_t param)
{
    const struct passed *g = b->at[n.i].passed;
    uint32_t len = program_get(b->program, n)->entity->params.len;
    return g && param < len && !g[param].any && (g[param].set || g[param].numbers.len) ? &g[param]
                                                                                       : NULL;
}
