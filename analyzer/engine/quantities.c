#include "engine/quantities.h"

#include "ir/order.h"

#include <stdlib.h>
#include <string.h>

/* Paths and results of calls are the nodes of a graph whose edges are copies. */
struct use { /* a constant that a node is compared with */
    uint32_t group;
    int64_t number;
};

struct finder {
    struct arena *arena;
    const struct function *fn;
    struct quantities *q;
    uint32_t *group; /* by node: union-find; events behind the paths */
    VEC(struct use) uses;
    bool *exposed; /* by root: something has its address */
};

/* ---- which paths can be followed ---- */

static bool has_fixed_steps(const struct function *fn, const struct path *p)
{
    for (uint32_t i = 0; i < p->step_len; i++) {
        const struct path_step *s = &fn->steps.at[p->first_step + i];
        if (s->kind == STEP_INDEX && s->index < 0)
            return false;
    }
    return p->root_kind == ROOT_LOCAL || p->root_kind == ROOT_PARAM || p->root_kind == ROOT_GLOBAL;
}

bool quantities_inside(const struct function *fn, struct path_id path, struct path_id whole)
{
    return path_begins(fn, function_path(fn, whole), function_path(fn, path));
}

static uint32_t root_of(const struct path *p)
{
    return 3 * p->root + (p->root_kind == ROOT_LOCAL ? 0 : p->root_kind == ROOT_PARAM ? 1 : 2);
}

static void find_exposed(struct finder *f)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < f->fn->paths.len; i++)
        if (has_fixed_steps(f->fn, &f->fn->paths.at[i]) && root_of(&f->fn->paths.at[i]) >= roots)
            roots = root_of(&f->fn->paths.at[i]) + 1;
    f->exposed = arena_new_array(f->arena, bool, roots + 1);
    for (uint32_t i = 0; i < f->fn->values.len; i++) {
        const struct value *v = &f->fn->values.at[i];
        const struct path *p = v->kind == VALUE_ADDRESS ? function_path(f->fn, v->path) : NULL;
        if (p && has_fixed_steps(f->fn, p))
            f->exposed[root_of(p)] = true;
    }
}

/* Fields are taken to be shared, also those of a local record: whether a field is behind a pointer,
 * paths do not say. */
static bool is_shared(const struct finder *f, struct path_id id, bool is_static)
{
    const struct path *p = function_path(f->fn, id);
    return p->step_len || (p->root_kind == ROOT_GLOBAL && !is_static) || f->exposed[root_of(p)];
}

/* ---- nodes ---- */

/* What a call returns and stores is what it is stored in. */
static uint32_t node_of(const struct function *fn, const struct value *v)
{
    uint32_t path = v->kind == VALUE_PATH ? v->path.i : FACTS_NONE;
    bool result = v->kind == VALUE_RESULT && v->event.i != FACTS_NONE;
    const struct event *e = result ? &fn->events.at[v->event.i] : NULL;
    if (e && e->kind == EVENT_CALL && e->call.use == USE_STORED)
        path = e->call.stored.i;
    if (path != FACTS_NONE && has_fixed_steps(fn, &fn->paths.at[path]))
        return path;
    return result ? fn->paths.len + v->event.i : FACTS_NONE;
}

static uint32_t group_of(struct finder *f, uint32_t node)
{
    while (f->group[node] != node)
        node = f->group[node] = f->group[f->group[node]];
    return node;
}

static void join(struct finder *f, uint32_t to, struct value_id from)
{
    const struct value *v = function_value(f->fn, from);
    uint32_t node = node_of(f->fn, v);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        join(f, to, f->fn->choices.at[v->first_choice + i]);
    if (node != FACTS_NONE)
        f->group[group_of(f, node)] = group_of(f, to);
}

static void find_copies(struct finder *f)
{
    uint32_t nodes = f->fn->paths.len + f->fn->events.len;
    f->group = arena_new_array(f->arena, uint32_t, nodes + 1);
    for (uint32_t i = 0; i < nodes; i++)
        f->group[i] = i;
    for (uint32_t i = 0; i < f->fn->events.len; i++) {
        const struct event *e = &f->fn->events.at[i];
        if (e->kind == EVENT_ASSIGN && has_fixed_steps(f->fn, function_path(f->fn, e->assign.to)))
            join(f, e->assign.to.i, e->assign.from);
    }
}

/* ---- what conditions ask for ---- */

static void use(struct finder *f, const struct value *v, int64_t number)
{
    uint32_t node = node_of(f->fn, v);
    if (node != FACTS_NONE)
        vec_push(f->arena, &f->uses, (struct use){group_of(f, node), number});
}

static struct comparison comparison(const struct function *fn, struct value_id value,
                                    enum cond_op op, struct value_id with)
{
    const struct value *v = function_value(fn, with);
    bool constant = v->kind == VALUE_INT || v->kind == VALUE_NULL;
    return (struct comparison){value, op, v->kind == VALUE_INT ? v->number : 0, constant};
}

bool comparison_of_value(const struct function *fn, const struct value *v, struct comparison *ret)
{
    static const enum cond_op ops[] = {
        [OPERATOR_EQ - OPERATOR_EQ] = OP_EQ, [OPERATOR_NE - OPERATOR_EQ] = OP_NE,
        [OPERATOR_LT - OPERATOR_EQ] = OP_LT, [OPERATOR_LE - OPERATOR_EQ] = OP_LE,
        [OPERATOR_GT - OPERATOR_EQ] = OP_GT, [OPERATOR_GE - OPERATOR_EQ] = OP_GE};
    if (v->kind != VALUE_UNKNOWN || !v->operand_len)
        return false;
    const struct value_id *operands = &fn->operands.at[v->first_operand];
    if (v->operator== OPERATOR_NOT) {
        *ret = (struct comparison){operands[0], OP_EQ, 0, true};
        return true;
    }
    if (v->operator<OPERATOR_EQ || v->operator> OPERATOR_GE || v->operand_len != 2)
        return false;
    *ret = comparison(fn, operands[0], ops[v->operator- OPERATOR_EQ], operands[1]);
    return true;
}

bool comparison_of_cond(const struct function *fn, const struct cond *c, struct comparison *ret)
{
    if (c->kind == COND_TRUTH)
        *ret = (struct comparison){c->value, OP_NE, 0, true};
    else if (c->kind == COND_COMPARE && c->op != OP_HAS)
        *ret = comparison(fn, c->value, c->op, c->other);
    else
        return false;
    return true;
}

static void use_comparison(struct finder *f, const struct comparison *c)
{
    use(f, function_value(f->fn, c->value), c->number);
}

static void use_cases(struct finder *f, const struct block *b)
{
    const struct value *v = function_value(f->fn, b->cond.value);
    for (uint32_t e = 0; e < b->edge_len; e++) {
        const struct edge *edge = &f->fn->edges.at[b->first_edge + e];
        use(f, v, edge->low);
        use(f, v, edge->high);
    }
}

/* What the user asks for besides conditions. */
static void use_asked(struct finder *f)
{
    for (uint32_t i = 0; i < f->fn->events.len; i++) {
        const struct event *e = &f->fn->events.at[i];
        if (f->q->of.asks_returned && e->kind == EVENT_RETURN && e->value.i != FACTS_NONE)
            use(f, function_value(f->fn, e->value), 0);
        for (uint32_t k = 0; f->q->of.asks_given && e->kind == EVENT_CALL && k < e->call.arg_len;
             k++)
            use(f, function_value(f->fn, f->fn->args.at[e->call.first_arg + k]), 0);
    }
}

static void use_conditions(struct finder *f)
{
    struct comparison c;
    for (uint32_t i = 0; i < f->fn->blocks.len; i++) {
        const struct block *b = &f->fn->blocks.at[i];
        if (b->term == TERM_SWITCH && b->cond.value.i != FACTS_NONE)
            use_cases(f, b);
        else if (b->term == TERM_BRANCH && comparison_of_cond(f->fn, &b->cond, &c))
            use_comparison(f, &c);
    }
    for (uint32_t i = 0; i < f->fn->values.len; i++)
        if (comparison_of_value(f->fn, &f->fn->values.at[i], &c))
            use_comparison(f, &c);
}

static int by_group(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* By group: the constants that it is compared with; NULL: nothing asks for it. */
static const struct numbers **name_constants(struct finder *f)
{
    const struct numbers **all =
        arena_new_array(f->arena, const struct numbers *, f->fn->paths.len + f->fn->events.len + 1);
    uint32_t asked = f->uses.len;
    for (uint32_t i = 0; i < asked; i++)
        if (!i || f->uses.at[i].group != f->uses.at[i - 1].group)
            vec_push(f->arena, &f->uses, (struct use){f->uses.at[i].group, 0});
    if (f->uses.len)
        qsort(f->uses.at, f->uses.len, sizeof *f->uses.at, by_group);
    int64_t *named = arena_new_array(f->arena, int64_t, f->uses.len + 1);
    for (uint32_t i = 0, end; i < f->uses.len; i = end) {
        uint32_t group = f->uses.at[i].group, len = 0;
        for (end = i; end < f->uses.len && f->uses.at[end].group == group; end++)
            if (!len || named[len - 1] != f->uses.at[end].number)
                named[len++] = f->uses.at[end].number;
        struct numbers *n = arena_new_one(f->arena, struct numbers);
        numbers_init(n, named, len, arena_new_array(f->arena, uint64_t, NUMBERS_ROOM(len)));
        named += len;
        all[group] = n;
    }
    return all;
}

static void add(struct finder *f, struct quantity quantity)
{
    uint32_t *first = quantity.kind == QUANTITY_RESULT ? &f->q->of_event[quantity.id]
                                                       : &f->q->of_path[quantity.id];
    struct path_id path = {quantity.id};
    if (quantity.kind != QUANTITY_RESULT) {
        const struct walk_source *of = &f->q->of;
        quantity.is_static = of->is_static && of->is_static(of->context, path);
        quantity.shared = is_shared(f, path, quantity.is_static);
    }
    quantity.lasting = FACTS_NONE;
    quantity.next = *first;
    vec_push(f->arena, &f->q->all, quantity);
    *first = f->q->all.len;
}

/* Flags are of interest one by one: what is true of several at once says nothing of each. */
static bool asks_flag(const struct function *fn, const struct cond *c)
{
    if (c->kind != COND_COMPARE || c->op != OP_HAS)
        return false;
    const struct value *v = function_value(fn, c->value), *flag = function_value(fn, c->other);
    uint64_t bit = (uint64_t)flag->number;
    return v->kind == VALUE_PATH && has_fixed_steps(fn, function_path(fn, v->path)) &&
           flag->kind == VALUE_INT && bit && !(bit & (bit - 1));
}

const struct quantity *quantities_flag(const struct quantities *q, const struct cond *c)
{
    const struct function *fn = q->of.fn;
    if (!asks_flag(fn, c))
        return NULL;
    int64_t flag = function_value(fn, c->other)->number;
    uint32_t i = q->of_path[function_value(fn, c->value)->path.i];
    while (i && (q->all.at[i - 1].kind != QUANTITY_FLAG || q->all.at[i - 1].flag != flag))
        i = q->all.at[i - 1].next;
    return i ? &q->all.at[i - 1] : NULL;
}

static void add_flags(struct finder *f)
{
    for (uint32_t i = 0; i < f->fn->blocks.len; i++) {
        const struct block *b = &f->fn->blocks.at[i];
        if (b->term == TERM_BRANCH && asks_flag(f->fn, &b->cond) &&
            !quantities_flag(f->q, &b->cond))
            add(f, (struct quantity){.kind = QUANTITY_FLAG,
                                     .id = function_value(f->fn, b->cond.value)->path.i,
                                     .flag = function_value(f->fn, b->cond.other)->number,
                                     .numbers = &numbers_zero});
    }
}

static void add_all(struct finder *f)
{
    const struct numbers **named = name_constants(f);
    uint32_t paths = f->fn->paths.len;
    add_flags(f); /* first, so that the chain of a path begins with the path itself */
    for (uint32_t i = 0; i < paths + f->fn->events.len; i++) {
        const struct numbers *n = named[group_of(f, i)];
        if (n && (i >= paths || has_fixed_steps(f->fn, &f->fn->paths.at[i])))
            add(f, (struct quantity){.kind = i < paths ? QUANTITY_PATH : QUANTITY_RESULT,
                                     .id = i < paths ? i : i - paths,
                                     .numbers = n});
    }
}

const struct quantity *quantities_of(const struct quantities *q, const struct value *v)
{
    uint32_t node = node_of(q->of.fn, v), paths = q->of.fn->paths.len;
    uint32_t i = node == FACTS_NONE ? 0
                 : node < paths     ? q->of_path[node]
                                    : q->of_event[node - paths];
    return i && q->all.at[i - 1].kind != QUANTITY_FLAG ? &q->all.at[i - 1] : NULL;
}

bool quantities_counted(const struct function *fn, const struct value *v, struct value_id *ret_of,
                        int64_t *ret_by)
{
    if (v->kind != VALUE_UNKNOWN || v->operator!= OPERATOR_ADD || v->operand_len != 2)
        return false;
    for (uint32_t i = 0; i < 2; i++) {
        const struct value *by = function_value(fn, fn->operands.at[v->first_operand + i]);
        *ret_of = fn->operands.at[v->first_operand + !i];
        *ret_by = by->number;
        if (by->kind == VALUE_INT && by->number > 0)
            return true;
    }
    return false;
}

/* ---- which are still asked for ---- */

static void set_live(uint64_t *live, const struct quantity *of, bool on)
{
    if (of->lasting == FACTS_NONE)
        return;
    uint64_t bit = (uint64_t)1 << of->lasting % 64;
    live[of->lasting / 64] = on ? live[of->lasting / 64] | bit : live[of->lasting / 64] & ~bit;
}

static void ask(const struct quantities *q, struct value_id id, uint64_t *live)
{
    if (id.i == FACTS_NONE)
        return;
    const struct value *v = function_value(q->of.fn, id);
    const struct quantity *of = quantities_of(q, v);
    if (of)
        set_live(live, of, true);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        ask(q, q->of.fn->choices.at[v->first_choice + i], live);
    struct comparison c;
    if (comparison_of_value(q->of.fn, v, &c))
        ask(q, c.value, live);
    struct value_id counted;
    int64_t by;
    if (quantities_counted(q->of.fn, v, &counted, &by))
        ask(q, counted, live);
}

/* LIVE at the end of the block, before its condition. */
static void look_at_condition(const struct quantities *q, const struct block *b, uint64_t *live)
{
    bool branches = b->term == TERM_BRANCH, compares = branches && b->cond.kind == COND_COMPARE;
    const struct quantity *flag = compares ? quantities_flag(q, &b->cond) : NULL;
    if (flag)
        set_live(live, flag, true);
    else if (compares || b->term == TERM_SWITCH || (branches && b->cond.kind == COND_TRUTH))
        ask(q, b->cond.value, live);
    if (compares)
        ask(q, b->cond.other, live);
}

/* LIVE behind an event, before it: a copy is asked for where its origin is. */
static void look_at_event(const struct quantities *q, uint32_t event, uint64_t *live)
{
    const struct event *e = &q->of.fn->events.at[event];
    bool asked = false;
    if (e->kind == EVENT_RETURN && q->of.asks_returned)
        ask(q, e->value, live);
    if (q->of_event[event])
        set_live(live, &q->all.at[q->of_event[event] - 1], false);
    for (uint32_t i = 0; q->of.asks_given && e->kind == EVENT_CALL && i < e->call.arg_len; i++)
        ask(q, q->of.fn->args.at[e->call.first_arg + i], live);
    if (e->kind != EVENT_ASSIGN)
        return;
    for (uint32_t i = q->of_path[e->assign.to.i]; i; i = q->all.at[i - 1].next) {
        const struct quantity *to = &q->all.at[i - 1];
        asked |= live[to->lasting / 64] >> to->lasting % 64 & 1;
        set_live(live, to, false);
    }
    if (asked)
        ask(q, e->assign.from, live);
}

/* A result that is stored nowhere is asked for right behind the call, but for one of a choice. */
static uint32_t number_lasting(struct quantities *q)
{
    const struct function *fn = q->of.fn;
    uint32_t len = 0;
    for (uint32_t i = 0; i < fn->choices.len; i++) {
        const struct value *v = function_value(fn, fn->choices.at[i]);
        if (v->kind == VALUE_RESULT && v->event.i != FACTS_NONE && q->of_event[v->event.i])
            q->all.at[q->of_event[v->event.i] - 1].lasting = 0;
    }
    for (uint32_t i = 0; i < q->all.len; i++)
        if (q->all.at[i].kind != QUANTITY_RESULT || !q->all.at[i].lasting)
            q->all.at[i].lasting = len++;
    return len;
}

/* True: more is live at the beginning of BLOCK than was known. */
static bool look_at_block(const struct quantities *q, uint32_t block, uint64_t *live)
{
    const struct block *b = &q->of.fn->blocks.at[block];
    uint64_t *before = &q->live[(size_t)block * q->live_words], more = 0;
    memset(live, 0, q->live_words * sizeof *live);
    for (uint32_t e = 0; e < b->edge_len; e++) {
        uint32_t to = q->of.fn->edges.at[b->first_edge + e].to.i;
        for (uint32_t k = 0; k < q->live_words; k++)
            live[k] |= q->live[(size_t)to * q->live_words + k];
    }
    look_at_condition(q, b, live);
    for (uint32_t k = b->events.len; k-- > 0;)
        look_at_event(q, b->events.at[k].i, live);
    for (uint32_t k = 0; k < q->live_words; k++) {
        more |= live[k] & ~before[k];
        before[k] |= live[k];
    }
    return more != 0;
}

static void find_live(struct arena *a, struct quantities *q, bool always)
{
    uint32_t blocks = q->of.fn->blocks.len, len, lasting = number_lasting(q);
    uint32_t *order = arena_new_array(a, uint32_t, blocks + 1);
    q->live_words = lasting / 64 + 1;
    q->live = arena_new_array(a, uint64_t, (size_t)q->live_words *(blocks + 1));
    uint64_t *live = arena_new_array(a, uint64_t, q->live_words);
    for (uint32_t b = 0; always && b < blocks; b++)
        for (uint32_t i = 0; i < q->all.len; i++)
            if (q->all.at[i].is_static)
                set_live(&q->live[(size_t)b * q->live_words], &q->all.at[i], true);
    order_postorder(q->of.fn, NULL, order, &len);
    for (bool changed = lasting > 0; changed;) {
        changed = false;
        for (uint32_t i = 0; i < len; i++)
            changed |= look_at_block(q, order[i], live);
    }
}

bool quantities_live(const struct quantities *q, const struct quantity *of, uint32_t block)
{
    if (of->lasting == FACTS_NONE)
        return false;
    uint64_t word = q->live[(size_t)block * q->live_words + of->lasting / 64];
    return word >> of->lasting % 64 & 1;
}

void quantities_find(struct arena *a, const struct walk_source *of, bool always,
                     struct quantities *ret)
{
    *ret = (struct quantities){.of = *of};
    struct finder f = {.arena = a, .fn = of->fn, .q = ret};
    ret->of_path = arena_new_array(a, uint32_t, of->fn->paths.len + 1);
    ret->of_event = arena_new_array(a, uint32_t, of->fn->events.len + 1);
    find_exposed(&f);
    find_copies(&f);
    use_conditions(&f);
    use_asked(&f);
    add_all(&f);
    find_live(a, ret, always);
}
