#include "effects/paths.h"

#include <string.h>

#define VARIABLES_MAX 16
#define STATES_MAX 6000

struct place {            /* one path, at the beginning of a block */
    uint32_t block, next; /* next: in the chain of its hash */
    bool armed;           /* START is behind it */
    uint64_t state;
    struct range at[VARIABLES_MAX];
};

struct walker {
    const struct paths *w;
    const struct function *fn;
    const struct node *node;
    struct arena *arena;
    uint32_t variables[VARIABLES_MAX]; /* path ids */
    bool exposed[VARIABLES_MAX];       /* its address is taken: a call may change it */
    uint32_t variable_len;
    bool *outcome;     /* by path: has the result of START */
    uint32_t *kept_in; /* by event: variable that the call's result is assigned to, plus one */
    VEC(struct place) places;
    uint32_t *chains; /* by hash: place plus one */
    bool *leads;      /* by block: START is in it or after it */
};

#define CHAINS 4096

static const struct range anything = {.low = INT64_MIN, .high = INT64_MAX};
static const struct range wanted = {.low = INT64_MIN, .high = INT64_MAX, .wanted = true};

struct range paths_success(const struct program *p, struct str function_type)
{
    const char *text = program_text(p, function_type), *open = strchr(text, '(');
    bool pointer = open && open > text + 1 && open[-1] == ' '
                       ? open[-2] == '*'
                       : open && open > text && open[-1] == '*';
    struct range numbers = {.high = INT64_MAX};
    struct range pointers = {.low = INT64_MIN, .high = INT64_MAX, .not_zero = true};
    return pointer ? pointers : numbers;
}

/* ---- which variables matter ---- */

static bool is_wanted(const struct walker *k, uint32_t event)
{
    return k->w->succeeds && k->w->succeeds(k->w->context, event);
}

static bool is_simple(const struct function *fn, struct path_id id)
{
    const struct path *p = function_path(fn, id);
    return !p->step_len && (p->root_kind == ROOT_LOCAL || p->root_kind == ROOT_PARAM);
}

static bool is_constant(const struct value *v)
{
    return v->kind == VALUE_INT || v->kind == VALUE_NULL;
}

/* The path that the result of a call is assigned to, FACTS_NONE none. */
static uint32_t stored_in(const struct function *fn, uint32_t call)
{
    const struct event *e = &fn->events.at[call];
    return e->kind == EVENT_CALL && e->call.use == USE_STORED ? e->call.stored.i : FACTS_NONE;
}

static void count_tests(const struct walker *k, uint8_t *tests)
{
    for (uint32_t i = 0; i < k->fn->blocks.len; i++) {
        const struct block *b = &k->fn->blocks.at[i];
        bool test =
            b->term == TERM_SWITCH || b->cond.kind == COND_TRUTH || b->cond.kind == COND_COMPARE;
        if ((b->term != TERM_BRANCH && b->term != TERM_SWITCH) || !test ||
            b->cond.value.i == FACTS_NONE)
            continue;
        const struct value *v = function_value(k->fn, b->cond.value);
        uint32_t path = v->kind == VALUE_PATH     ? v->path.i
                        : v->kind == VALUE_RESULT ? stored_in(k->fn, v->event.i)
                                                  : FACTS_NONE;
        if (path != FACTS_NONE && is_simple(k->fn, (struct path_id){path}) && tests[path] < 2)
            tests[path]++;
    }
}

/* Is it an expression with one of the variables in it, and so most likely whether that is as it
 * should be? */
static bool is_test_of(const struct function *fn, const struct value *v, const bool *variables)
{
    for (uint32_t n = 0; v->kind == VALUE_UNKNOWN && n < v->name_len; n++)
        for (uint32_t i = 0; i < fn->paths.len; i++)
            if (variables[i] && str_eq(fn->names.at[v->first_name + n].name, fn->paths.at[i].text))
                return true;
    return false;
}

/* Those that are tested more than once, or assigned a constant or the result of START and tested.
 */
static void find_variables(struct walker *k)
{
    uint8_t *tests = arena_new_array(k->arena, uint8_t, k->fn->paths.len + 1);
    bool *set = arena_new_array(k->arena, bool, k->fn->paths.len + 1),
         *first =
             arena_new_array(k->arena, bool, k->fn->paths.len + 1); /* gets the result of START */
    count_tests(k, tests);
    for (uint32_t i = 0; i < k->fn->events.len; i++) {
        const struct event *e = &k->fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || !is_simple(k->fn, e->assign.to))
            continue;
        const struct value *v = function_value(k->fn, e->assign.from);
        first[e->assign.to.i] |=
            v->kind == VALUE_RESULT && (v->event.i == k->w->start || is_wanted(k, v->event.i));
        first[e->assign.to.i] |= is_test_of(k->fn, v, first);
        set[e->assign.to.i] |= is_constant(v) || v->kind == VALUE_PATH;
    }
    k->outcome = arena_new_array(k->arena, bool, k->fn->paths.len + 1);
    memcpy(k->outcome, first, k->fn->paths.len * sizeof *first);
    const struct event *start = k->w->start == FACTS_NONE ? NULL : &k->fn->events.at[k->w->start];
    for (uint32_t i = 0; start && i < start->call.arg_len; i++) { /* what it is given */
        const struct value *v = function_value(k->fn, k->fn->args.at[start->call.first_arg + i]);
        if (v->kind == VALUE_PATH && tests[v->path.i])
            first[v->path.i] = true;
    }
    for (uint32_t i = 0; i < k->fn->paths.len && k->variable_len < VARIABLES_MAX; i++)
        if (first[i])
            k->variables[k->variable_len++] = i;
    for (uint32_t i = 0; i < k->fn->paths.len && k->variable_len < VARIABLES_MAX; i++)
        if (!first[i] && (tests[i] > 1 || (tests[i] && set[i])))
            k->variables[k->variable_len++] = i;
    for (uint32_t i = 0; i < k->fn->values.len; i++) {
        const struct value *v = &k->fn->values.at[i];
        for (uint32_t n = 0; v->kind == VALUE_ADDRESS && n < k->variable_len; n++)
            k->exposed[n] |= k->variables[n] == v->path.i;
    }
}

/* Calls whose result a variable gets, so that a test of the one is a test of the other. */
static void find_kept(struct walker *k)
{
    k->kept_in = arena_new_array(k->arena, uint32_t, k->fn->events.len + 1);
    for (uint32_t i = 0; i < k->fn->events.len; i++) {
        const struct event *e = &k->fn->events.at[i];
        const struct value *v =
            e->kind == EVENT_ASSIGN ? function_value(k->fn, e->assign.from) : NULL;
        for (uint32_t n = 0; v && v->kind == VALUE_RESULT && n < k->variable_len; n++)
            if (k->variables[n] == e->assign.to.i)
                k->kept_in[v->event.i] = n + 1;
    }
}

static uint32_t variable_of(const struct walker *k, const struct value *v)
{
    for (uint32_t i = 0; v->kind == VALUE_PATH && i < k->variable_len; i++)
        if (k->variables[i] == v->path.i)
            return i;
    return FACTS_NONE;
}

/* ---- ranges ---- */

static enum cond_op opposite(enum cond_op op)
{
    static const enum cond_op table[] = {[OP_EQ] = OP_NE, [OP_NE] = OP_EQ, [OP_LT] = OP_GE,
                                         [OP_LE] = OP_GT, [OP_GT] = OP_LE, [OP_GE] = OP_LT};
    return table[op];
}

/* a op b, seen from b. */
static enum cond_op swapped(enum cond_op op)
{
    static const enum cond_op table[] = {[OP_EQ] = OP_EQ, [OP_NE] = OP_NE, [OP_LT] = OP_GT,
                                         [OP_LE] = OP_GE, [OP_GT] = OP_LT, [OP_GE] = OP_LE};
    return table[op];
}

/* R where R op C holds. False: it never does. */
static bool narrow(struct range *r, enum cond_op op, int64_t c)
{
    if (r->wanted)
        return op == OP_EQ ? c > 0 : op == OP_NE ? c <= 0 : op == OP_GE || op == OP_GT;
    switch (op) {
    case OP_EQ:
        r->low = r->low > c ? r->low : c;
        r->high = r->high < c ? r->high : c;
        break;
    case OP_NE:
        r->not_zero |= c == 0;
        r->low += r->low == c && r->low < INT64_MAX;
        r->high -= r->high == c && r->high > INT64_MIN;
        if (r->low == c && r->high == c)
            return false;
        break;
    case OP_LT:
        r->high = c == INT64_MIN ? r->high : r->high < c - 1 ? r->high : c - 1;
        break;
    case OP_LE:
        r->high = r->high < c ? r->high : c;
        break;
    case OP_GT:
        r->low = c == INT64_MAX ? r->low : r->low > c + 1 ? r->low : c + 1;
        break;
    case OP_GE:
        r->low = r->low > c ? r->low : c;
        break;
    case OP_HAS:
        break;
    }
    r->low += r->not_zero && r->low == 0;
    r->high -= r->not_zero && r->high == 0;
    return r->low <= r->high;
}

/* The range of what a condition looks at; NULL: nothing is known of it. */
static struct range *range_of(const struct walker *k, struct place *at, const struct value *v,
                              struct range *result)
{
    uint32_t variable = variable_of(k, v);
    if (variable != FACTS_NONE)
        return &at->at[variable];
    if (v->kind != VALUE_RESULT)
        return NULL;
    if (k->kept_in[v->event.i])
        return &at->at[k->kept_in[v->event.i] - 1];
    if (!at->armed || (v->event.i != k->w->start && !is_wanted(k, v->event.i)))
        return NULL;
    *result = v->event.i == k->w->start ? k->w->result : wanted;
    return result;
}

/* Can edge E of the branch be taken? Then AT knows what that says. */
static bool take_branch(const struct walker *k, struct place *at, const struct cond *c, uint32_t e)
{
    struct range result, *r;
    if (c->kind == COND_CONSTANT)
        return c->constant == (e == 0);
    if (c->kind == COND_TRUTH) {
        r = range_of(k, at, function_value(k->fn, c->value), &result);
        return !r || narrow(r, e == 0 ? OP_NE : OP_EQ, 0);
    }
    if (c->kind != COND_COMPARE || c->op == OP_HAS)
        return true;
    const struct value *left = function_value(k->fn, c->value),
                       *right = function_value(k->fn, c->other);
    enum cond_op op = c->op;
    if (is_constant(left)) {
        const struct value *v = left;
        left = right;
        right = v;
        op = swapped(op);
    }
    r = range_of(k, at, left, &result);
    if (!r || (!is_constant(right) && !r->wanted))
        return true;
    int64_t constant = right->kind == VALUE_INT ? right->number : r->wanted ? 1 : 0;
    return narrow(r, e == 0 ? op : opposite(op), constant);
}

static bool take_case(const struct walker *k, struct place *at, const struct block *b,
                      const struct edge *edge)
{
    struct range result, *r = NULL;
    if (b->cond.value.i != FACTS_NONE)
        r = range_of(k, at, function_value(k->fn, b->cond.value), &result);
    if (!r || edge->is_default || !edge->known)
        return true;
    return narrow(r, OP_GE, edge->low) && narrow(r, OP_LE, edge->high);
}

/* ---- events ---- */

static void assign(const struct walker *k, struct place *at, const struct event_assign *a)
{
    for (uint32_t i = 0; i < k->variable_len; i++) {
        if (k->variables[i] != a->to.i)
            continue;
        const struct value *v = function_value(k->fn, a->from);
        struct range result, *from = NULL;
        if (v->kind == VALUE_PATH)
            from = range_of(k, at, v, &result);
        else if (v->kind == VALUE_RESULT && v->event.i == k->w->start && at->armed)
            result = k->w->result, from = &result;
        else if (at->armed && ((v->kind == VALUE_RESULT && is_wanted(k, v->event.i)) ||
                               is_test_of(k->fn, v, k->outcome)))
            result = wanted, from = &result;
        int64_t number = v->kind == VALUE_INT ? v->number : 0;
        at->at[i] = is_constant(v) ? (struct range){number, number, number != 0, false}
                    : from         ? *from
                                   : anything;
    }
}

static void call(const struct walker *k, struct place *at)
{
    for (uint32_t i = 0; i < k->variable_len; i++)
        if (k->exposed[i])
            at->at[i] = anything;
}

/* Pointers that START is given and does not fail with. */
static void arguments_are_there(const struct walker *k, struct place *at,
                                const struct event_call *c)
{
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(k->fn, k->fn->args.at[c->first_arg + i]);
        uint32_t variable = variable_of(k, v);
        const struct path *p = variable == FACTS_NONE ? NULL : function_path(k->fn, v->path);
        if (p && p->root_kind == ROOT_LOCAL &&
            strchr(program_text(k->w->bodies->program, k->fn->locals.at[p->root].type), '*'))
            at->at[variable].not_zero = true;
    }
}

/* One event. False: no path goes on here. */
static bool pass(const struct walker *k, struct place *at, uint32_t id)
{
    const struct paths *w = k->w;
    const struct event *e = &k->fn->events.at[id];
    if (at->armed && w->event(w->context, id, &at->state) == PATHS_STOP && id != w->start)
        return false;
    if (id == w->start) {
        at->armed = true;
        at->state = w->state;
        arguments_are_there(k, at, &e->call);
    }
    if (e->kind == EVENT_ASSIGN)
        assign(k, at, &e->assign);
    if (e->kind != EVENT_CALL)
        return true;
    call(k, at);
    return !body_call_stops(w->bodies, calls_get(w->bodies->calls, w->node, id));
}

/* ---- paths ---- */

static uint32_t place_hash(const struct place *p)
{
    uint64_t h = p->block * 2654435761u + p->armed + p->state * 0x9e3779b97f4a7c15u;
    for (uint32_t i = 0; i < VARIABLES_MAX; i++)
        h = h * 1099511628211u + (uint64_t)p->at[i].low * 31 + (uint64_t)p->at[i].high +
            p->at[i].not_zero + 2u * p->at[i].wanted;
    return (uint32_t)(h >> 32 ^ h) % CHAINS;
}

static bool place_eq(const struct place *a, const struct place *b)
{
    bool same = a->block == b->block && a->armed == b->armed && a->state == b->state;
    for (uint32_t i = 0; i < VARIABLES_MAX && same; i++)
        same = a->at[i].low == b->at[i].low && a->at[i].high == b->at[i].high &&
               a->at[i].not_zero == b->at[i].not_zero && a->at[i].wanted == b->at[i].wanted;
    return same;
}

static void add_place(struct walker *k, struct place p)
{
    if (!p.armed && !k->leads[p.block])
        return;
    uint32_t *chain = &k->chains[place_hash(&p)];
    for (uint32_t i = *chain; i; i = k->places.at[i - 1].next)
        if (place_eq(&k->places.at[i - 1], &p))
            return;
    p.next = *chain;
    vec_push(k->arena, &k->places, p);
    *chain = k->places.len;
}

static uint32_t last_return(const struct walker *k, const struct block *b)
{
    for (uint32_t i = b->events.len; i-- > 0;)
        if (k->fn->events.at[b->events.at[i].i].kind == EVENT_RETURN)
            return b->events.at[i].i;
    return FACTS_NONE;
}

static void follow(struct walker *k, struct place at)
{
    const struct paths *w = k->w;
    const struct block *b = &k->fn->blocks.at[at.block];
    for (uint32_t i = 0; i < b->events.len; i++)
        if (!pass(k, &at, b->events.at[i].i))
            return;
    if (b->term == TERM_RETURN && at.armed)
        w->leave(w->context, last_return(k, b), at.state);
    if (b->term == TERM_BRANCH && at.armed && w->branch &&
        w->branch(w->context, at.block, &at.state) == PATHS_STOP)
        return;
    for (uint32_t e = 0; e < b->edge_len; e++) {
        const struct edge *edge = &k->fn->edges.at[b->first_edge + e];
        struct place next = at;
        next.block = edge->to.i;
        bool taken = b->term == TERM_BRANCH   ? take_branch(k, &next, &b->cond, e)
                     : b->term == TERM_SWITCH ? take_case(k, &next, b, edge)
                                              : true;
        if (taken)
            add_place(k, next);
    }
}

/* Blocks from which START is reached. */
static void find_leading(struct walker *k)
{
    const struct function *fn = k->fn;
    k->leads = arena_new_array(k->arena, bool, fn->blocks.len + 1);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t e = 0; e < fn->blocks.at[i].events.len; e++)
            k->leads[i] |= fn->blocks.at[i].events.at[e].i == k->w->start;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = fn->blocks.len; i-- > 0;) {
            const struct block *b = &fn->blocks.at[i];
            for (uint32_t e = 0; e < b->edge_len && !k->leads[i]; e++)
                if (k->leads[fn->edges.at[b->first_edge + e].to.i])
                    k->leads[i] = changed = true;
        }
    }
}

bool paths_follow(const struct paths *w, struct arena *scratch)
{
    const struct node *node = program_get(w->bodies->program, w->node);
    struct walker k = {.w = w, .fn = node->body, .node = node, .arena = scratch};
    if (!k.fn || !k.fn->blocks.len)
        return false;
    k.chains = arena_new_array(scratch, uint32_t, CHAINS);
    find_variables(&k);
    find_kept(&k);
    find_leading(&k);
    struct place first = {.armed = w->start == FACTS_NONE, .state = w->state};
    for (uint32_t i = 0; i < VARIABLES_MAX; i++)
        first.at[i] = anything;
    add_place(&k, first);
    for (uint32_t i = 0; i < k.places.len; i++) {
        if (i > STATES_MAX)
            return false;
        follow(&k, k.places.at[i]);
    }
    return true;
}
