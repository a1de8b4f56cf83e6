#include "effects/loops/looping.h"

#include "effects/loops/looping_change.h"

#include <string.h>

void looping_new(const struct contexts *c, struct writes *writes, struct arena *a, struct node_id n,
                 const struct loops *loops, uint32_t loop, struct looping *ret_looping)
{
    const struct loop *at = &loops->all.at[loop];
    *ret_looping = (struct looping){.contexts = c,
                                    .writes = writes,
                                    .arena = a,
                                    .node = n,
                                    .fn = program_get(c->program, n)->body,
                                    .loops = loops,
                                    .loop = loop};
    for (uint32_t i = 0; i < at->len; i++) {
        uint32_t block = loops->blocks.at[at->first + i];
        const struct block *k = &ret_looping->fn->blocks.at[block];
        for (uint32_t e = 0; e < k->events.len; e++)
            vec_push(a, &ret_looping->events, (struct looping_event){k->events.at[e].i, block});
    }
}

bool looping_leaves(const struct looping *l, const struct edge *e)
{
    const uint8_t *masks = l->contexts->bodies->at[l->node.i].block_masks;
    return masks && masks[e->to.i] && !loops_contain(l->loops, l->loop, e->to.i);
}

/* ---- rounds ---- */

/* The blocks of a loop are listed from its end back to its header: see loops_find. */
static void spread(const struct looping *l, uint32_t from, const bool *free, bool *reached)
{
    const struct loop *loop = &l->loops->all.at[l->loop];
    reached[from] = free[from];
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = loop->len; i-- > 0;) {
            uint32_t at = l->loops->blocks.at[loop->first + i];
            const struct block *k = &l->fn->blocks.at[at];
            for (uint32_t e = 0; reached[at] && e < k->edge_len; e++) {
                uint32_t to = l->fn->edges.at[k->first_edge + e].to.i;
                if (to != loop->header && loops_contain(l->loops, l->loop, to) && free[to] &&
                    !reached[to])
                    reached[to] = changed = true;
            }
        }
    }
}

bool looping_ways(const struct looping *l, uint32_t from, uint32_t to, const bool *free,
                  bool *ret_on_way)
{
    const struct loop *loop = &l->loops->all.at[l->loop];
    bool *reached = arena_new_array(l->arena, bool, l->fn->blocks.len + 1);
    bool *leads = arena_new_array(l->arena, bool, l->fn->blocks.len + 1);
    spread(l, from, free, reached);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < loop->len; i++) {
            uint32_t at = l->loops->blocks.at[loop->first + i];
            const struct block *k = &l->fn->blocks.at[at];
            for (uint32_t e = 0; reached[at] && !leads[at] && e < k->edge_len; e++) {
                uint32_t next = l->fn->edges.at[k->first_edge + e].to.i;
                bool on = next != loop->header && reached[next] && leads[next];
                if (next == to || on)
                    leads[at] = ret_on_way[at] = changed = true;
            }
        }
    }
    return leads[from];
}

bool looping_rounds(const struct looping *l, const bool *free, bool *ret_in_round)
{
    uint32_t header = l->loops->all.at[l->loop].header;
    return looping_ways(l, header, header, free, ret_in_round);
}

void looping_enter_inner(const struct looping *l, bool *free)
{
    const struct loop *loop = &l->loops->all.at[l->loop];
    for (uint32_t i = 0; i < loop->len; i++) {
        uint32_t block = l->loops->blocks.at[loop->first + i];
        uint32_t inner = l->loops->innermost[block];
        for (; !free[block] && inner != l->loop && inner != FACTS_NONE;
             inner = l->loops->all.at[inner].outer)
            free[l->loops->all.at[inner].header] = false;
    }
}

struct looping looping_narrow(const struct looping *l, const bool *blocks)
{
    struct looping narrow = *l;
    memset(&narrow.events, 0, sizeof narrow.events);
    memset(&narrow.variables, 0, sizeof narrow.variables);
    for (uint32_t i = 0; i < l->events.len; i++)
        if (blocks[l->events.at[i].block])
            vec_push(l->arena, &narrow.events, l->events.at[i]);
    return narrow;
}

/* ---- what is read ---- */

static struct read reads(struct looping *l, struct value_id id);
static struct read decides(struct looping *l, uint32_t block);

/* Does BLOCK go on to TO; and *RET_ELSEWHERE: to another block? */
static bool leads_to(const struct looping *l, uint32_t block, uint32_t to, bool *ret_elsewhere)
{
    const struct block *k = &l->fn->blocks.at[block];
    bool leads = false;
    *ret_elsewhere = false;
    for (uint32_t e = 0; e < k->edge_len; e++) {
        bool there = l->fn->edges.at[k->first_edge + e].to.i == to;
        leads |= there;
        *ret_elsewhere |= !there;
    }
    return leads;
}

/* A variable that the loop only sets to constants, a flag: what decides whether BLOCK, where it is
 * set, is reached. */
static struct read reaches(struct looping *l, uint32_t block)
{
    struct read r = {READ_NOTHING, {0}};
    const struct loop *loop = &l->loops->all.at[l->loop];
    bool *seen = arena_new_array(l->arena, bool, l->fn->blocks.len + 1);
    VEC(uint32_t) work = {0};
    vec_push(l->arena, &work, block);
    for (uint32_t at = 0; at < work.len; at++) {
        bool any = false, elsewhere;
        if (work.at[at] == loop->header)
            return (struct read){READ_STEP, {0}}; /* in every round */
        for (uint32_t i = 0; i < loop->len; i++) {
            uint32_t from = l->loops->blocks.at[loop->first + i];
            if (!leads_to(l, from, work.at[at], &elsewhere))
                continue;
            any = true;
            if (elsewhere)
                r = read_stronger(r, decides(l, from));
            else if (!seen[from])
                vec_push(l->arena, &work, from);
            seen[from] = true;
        }
        if (!any)
            r = read_stronger(r, (struct read){READ_UNKNOWN, {0}});
    }
    return r;
}

static bool is_escaped(const struct looping *l, const struct path *p)
{
    for (uint32_t i = 0; i < l->fn->values.len; i++) {
        const struct value *v = &l->fn->values.at[i];
        if (v->kind != VALUE_ADDRESS)
            continue;
        const struct path *at = function_path(l->fn, v->path);
        if (change_same_root(at, p) && change_is_part(l, at))
            return true;
    }
    return false;
}

static bool is_constant(const struct value *v)
{
    return v->kind == VALUE_INT || v->kind == VALUE_NULL || v->kind == VALUE_STRING ||
           v->kind == VALUE_FUNCTION;
}

/* Does the value have something of the variable in it: p->next of p, n + 1 of n? */
static bool is_of(struct looping *l, const struct value *v, const struct path *variable)
{
    if ((v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) &&
        change_same_root(function_path(l->fn, v->path), variable))
        return true;
    for (uint32_t i = 0; i < v->name_len; i++)
        if (str_eq(l->fn->names.at[v->first_name + i].name, variable->text))
            return true;
    return false;
}

static struct read set_from(struct looping *l, const struct path *p)
{
    struct read r = {READ_NOTHING, p->text};
    bool set = false;
    for (uint32_t i = 0; i < l->events.len; i++) {
        const struct event *e = change_event(l, i);
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(l->fn, e->assign.to);
        if (to->step_len || !change_same_root(to, p))
            continue;
        const struct value *from = function_value(l->fn, e->assign.from);
        set = true;
        if (is_of(l, from, p))
            return (struct read){READ_STEP, p->text};
        r = read_stronger(r, is_constant(from) ? reaches(l, l->events.at[i].block)
                                               : reads(l, e->assign.from));
    }
    if (change_address_passed(l, p, false))
        return read_stronger(r, (struct read){READ_OPERATION, p->text});
    if (!set && is_escaped(l, p))
        r.kind = READ_STATE;
    return r;
}

/* A local variable or parameter. One that is asked for while it is looked into is set, through
 * others, from what it was in the round before: all on such a circle move on. So what is found
 * about the others meanwhile holds for good. */
static struct read variable(struct looping *l, const struct path *p)
{
    for (uint32_t i = 0; i < l->variables.len; i++)
        if (change_same_root(l->variables.at[i].path, p))
            return l->variables.at[i].read;
    uint32_t number = l->variables.len;
    struct looping_variable open = {p, {READ_STEP, p->text}};
    vec_push(l->arena, &l->variables, open);
    struct read r = set_from(l, p);
    l->variables.at[number].read = r;
    return r;
}

static bool is_pointer(const struct looping *l, const struct path *p)
{
    const struct path_step *last = path_last(l->fn, p);
    const struct facts *f = program_get(l->contexts->program, l->node)->facts;
    return last && last->kind == STEP_FIELD &&
           shape_leads_away(facts_entity(f, last->field)->shape);
}

static struct read object(struct looping *l, const struct value *v, const struct path *p)
{
    slot_vec slots = {0};
    bool local = p->root_kind == ROOT_LOCAL || p->root_kind == ROOT_PARAM;
    if (local && !p->step_len)
        return variable(l, p);
    if (p->root_kind == ROOT_OTHER)
        return (struct read){change_names_move(l, v) ? READ_STEP : READ_UNKNOWN, {0}};
    if (p->root_kind == ROOT_RESULT) {
        bool looks = l->fn->events.at[p->root].kind == EVENT_CALL &&
                     writes_look(l->writes, l->node, p->root) == LOOK_STATE;
        if (!looks && change_has_event(l, p->root))
            return (struct read){READ_OPERATION, {0}};
    }
    if (local && (change_root_moves(l, p) ||
                  (p->root_kind == ROOT_LOCAL && change_address_passed(l, p, false))))
        return (struct read){change_root_moves(l, p) ? READ_STEP : READ_OPERATION, {0}};
    if (change_names_move(l, v))
        return (struct read){READ_STEP, {0}};
    writes_slots(l->contexts->program, l->arena, l->node, v->path, &slots);
    if (!slots.len)
        return (struct read){READ_UNKNOWN, {0}};
    struct read r = change_of_slots(l, &slots, p, p->text);
    if (r.kind == READ_STATE && is_pointer(l, p) && change_does_more(l, NULL))
        r.kind = READ_HANDED; /* the head of a list: macros unlink through other fields */
    return r;
}

/* A variable that the loop sets. */
static bool is_set(struct looping *l, const struct value *v)
{
    const struct path *p = v->kind == VALUE_PATH ? function_path(l->fn, v->path) : NULL;
    return p && !p->step_len && (p->root_kind == ROOT_LOCAL || p->root_kind == ROOT_PARAM) &&
           change_root_moves(l, p);
}

static struct read result(struct looping *l, const struct value *v)
{
    uint32_t event = v->event.i;
    const struct event *e = &l->fn->events.at[event];
    if (e->kind != EVENT_CALL)
        return (struct read){READ_UNKNOWN, {0}};
    if (!change_has_event(l, event))
        return (struct read){READ_NOTHING, {0}};
    enum look look = writes_look(l->writes, l->node, event);
    if (look == LOOK_TIME)
        return (struct read){READ_STEP, {0}};
    if (look == LOOK_NO)
        return (struct read){e->call.callee_kind == CALLEE_DIRECT ? READ_OPERATION : READ_UNKNOWN,
                             {0}};
    const struct call *call = calls_get(l->contexts->calls, l->node, event);
    slot_vec slots = {0};
    bool handed = false; /* what it looks at goes to a function that may change it */
    bool again = false;  /* it compares with what the loop has read: a sequence lock */
    struct str text = v->text.i ? v->text : call->name;
    for (uint32_t i = 0; i < e->call.arg_len; i++) { /* get(i) of a moving i */
        struct value_id id = l->fn->args.at[e->call.first_arg + i];
        const struct value *arg = function_value(l->fn, id);
        struct read r = reads(l, id);
        if (r.kind > READ_STATE)
            return (struct read){r.kind == READ_HANDED ? READ_UNKNOWN : r.kind, {0}};
        if (arg->kind == VALUE_PATH || arg->kind == VALUE_ADDRESS)
            handed |= change_does_more(l, arg);
        again |= is_set(l, arg);
    }
    if (call->callee.i != FACTS_NONE && program_get(l->contexts->program, call->callee)->body)
        writes_looks_at(l->writes, l->arena, call->callee, &slots);
    if (again && (slots.len || e->call.arg_len > 1))
        return (struct read){READ_STEP, {0}};
    if (slots.len)
        return change_of_slots(l, &slots, NULL, text);
    return (struct read){handed ? READ_UNKNOWN : READ_STATE, text};
}

/* An expression: a clock or a state among its names, or a variable of the loop. */
static struct read expression(struct looping *l, const struct value *v)
{
    const struct roles *roles = l->contexts->bodies->roles;
    if (change_names_move(l, v))
        return (struct read){READ_STEP, {0}};
    for (uint32_t i = 0; i < v->name_len; i++) {
        struct str name = l->fn->names.at[v->first_name + i].name;
        const struct name_roles *r = roles_function(roles, name), *m = roles_macro(roles, name);
        if ((r && r->reads_time) || (m && m->reads_time))
            return (struct read){READ_STEP, {0}};
    }
    return (struct read){READ_UNKNOWN, {0}};
}

/* &item->link, where the loop goes from item to item. */
static struct read address(struct looping *l, const struct value *v)
{
    const struct path *p = function_path(l->fn, v->path);
    bool moves = (p->step_len && change_root_moves(l, p)) || change_names_move(l, v);
    return (struct read){moves ? READ_STEP : READ_NOTHING, {0}};
}

static struct read reads(struct looping *l, struct value_id id)
{
    struct read r = {READ_NOTHING, {0}};
    if (id.i == FACTS_NONE)
        return (struct read){READ_UNKNOWN, {0}};
    const struct value *v = function_value(l->fn, id);
    switch (v->kind) {
    case VALUE_INT:
    case VALUE_NULL:
    case VALUE_STRING:
    case VALUE_FUNCTION:
        return r;
    case VALUE_ADDRESS:
        return address(l, v);
    case VALUE_PATH:
        return object(l, v, function_path(l->fn, v->path));
    case VALUE_RESULT:
        return result(l, v);
    case VALUE_CHOICE:
        for (uint32_t i = 0; i < v->choice_len; i++)
            r = read_stronger(r, reads(l, l->fn->choices.at[v->first_choice + i]));
        return r;
    case VALUE_UNKNOWN:
        break;
    }
    return expression(l, v);
}

/* Both sides of a comparison. A loop that goes on until state is still what it has just read tries
 * again only when somebody was faster, as a compare-exchange does. */
static struct read comparison(struct looping *l, const struct block *k)
{
    const struct cond *c = &k->cond;
    struct read a = reads(l, c->value), b = reads(l, c->other);
    const struct edge *equal = &l->fn->edges.at[k->first_edge + (c->op == OP_NE)];
    bool until_equal = (c->op == OP_EQ || c->op == OP_NE) && looping_leaves(l, equal);
    bool again =
        is_set(l, function_value(l->fn, c->value)) || is_set(l, function_value(l->fn, c->other));
    if (until_equal && again && a.kind == READ_STATE && b.kind == READ_STATE &&
        str_eq(a.state, b.state))
        return (struct read){READ_STEP, {0}};
    return read_stronger(a, b);
}

static struct read decides(struct looping *l, uint32_t block)
{
    const struct block *k = &l->fn->blocks.at[block];
    if (k->term == TERM_SWITCH)
        return reads(l, k->cond.value);
    if (k->term != TERM_BRANCH)
        return (struct read){k->term == TERM_GOTO ? READ_NOTHING : READ_UNKNOWN, {0}};
    if (k->cond.kind == COND_CONSTANT)
        return (struct read){READ_NOTHING, {0}};
    if (k->cond.kind == COND_TRUTH)
        return reads(l, k->cond.value);
    if (k->cond.kind == COND_COMPARE)
        return comparison(l, k);
    return (struct read){READ_UNKNOWN, {0}};
}

struct read looping_decides(struct looping *l, uint32_t block)
{
    return decides(l, block);
}
