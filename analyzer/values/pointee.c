#include "values/pointee.h"

#include <string.h>

struct search { /* of what was written into a field of a local variable before a call */
    const struct aval_context *c;
    struct node_id node;
    const struct facts *facts;
    const struct function *fn;
    uint32_t local, call;
    struct str field;
    bool any;
    int64_t most;
};

enum look { LOOK_ON, LOOK_WRITTEN, LOOK_LOST };

static bool take_number(struct search *s, const struct value *v)
{
    if (v->kind != VALUE_INT)
        return false;
    if (!s->any || v->number > s->most)
        s->most = v->number;
    s->any = true;
    return true;
}

static enum look take_value(struct search *s, struct value_id id)
{
    const struct value *v = function_value(s->fn, body_resolve(s->c->bodies, s->node, id));
    if (v->kind != VALUE_CHOICE)
        return take_number(s, v) ? LOOK_WRITTEN : LOOK_LOST;
    for (uint32_t i = 0; i < v->choice_len; i++)
        if (!take_number(s, function_value(s->fn, s->fn->choices.at[v->first_choice + i])))
            return LOOK_LOST;
    return LOOK_WRITTEN;
}

static bool is_in_local(const struct search *s, struct path_id id)
{
    const struct path *p = function_path(s->fn, id);
    return p->root_kind == ROOT_LOCAL && p->root == s->local;
}

static bool is_field(const struct search *s, const struct path *p)
{
    const struct path_step *step = path_last(s->fn, p);
    return p->step_len == 1 && step->kind == STEP_FIELD &&
           str_eq(facts_entity(s->facts, step->field)->name, s->field);
}

/* May the callee write to what this argument points to? Not through a pointer to const. */
static bool may_write(const struct search *s, const struct event_call *call, uint32_t arg)
{
    if (call->callee_kind != CALLEE_DIRECT)
        return true;
    const struct entity *callee = facts_entity(s->facts, call->function);
    return arg >= callee->params.len ||
           strncmp(str_text(s->c->bodies->program->strs, callee->params.at[arg].type), "const ",
                   6) != 0;
}

static bool is_handed_over(const struct search *s, const struct event_call *call)
{
    for (uint32_t i = 0; i < call->arg_len; i++) {
        const struct value *v = function_value(s->fn, s->fn->args.at[call->first_arg + i]);
        if (v->kind == VALUE_ADDRESS && is_in_local(s, v->path) && may_write(s, call, i))
            return true;
    }
    return false;
}

/* What one event before the call does. The call itself, in the round before, at most lowers what is
 * left. Source: select(2), on Linux */
static enum look look_at(struct search *s, uint32_t event)
{
    const struct event *e = &s->fn->events.at[event];
    if (e->kind == EVENT_CALL)
        return event != s->call && is_handed_over(s, &e->call) ? LOOK_LOST : LOOK_ON;
    if (e->kind != EVENT_ASSIGN || !is_in_local(s, e->assign.to))
        return LOOK_ON;
    const struct path *to = function_path(s->fn, e->assign.to);
    if (!to->step_len)
        return LOOK_LOST;
    return is_field(s, to) ? take_value(s, e->assign.from) : LOOK_ON;
}

/* From position END of the block back to its beginning. */
static enum look look_through(struct search *s, const struct block *block, uint32_t end)
{
    for (uint32_t i = end; i-- > 0;) {
        enum look found = look_at(s, block->events.at[i].i);
        if (found != LOOK_ON)
            return found;
    }
    return LOOK_ON;
}

/* Is the variable's address kept, so that others can write to it at any time? */
static bool is_aliased(const struct search *s)
{
    for (uint32_t i = 0; i < s->fn->events.len; i++) {
        const struct event *e = &s->fn->events.at[i];
        const struct value *v =
            e->kind == EVENT_ASSIGN ? function_value(s->fn, e->assign.from) : NULL;
        if (v && v->kind == VALUE_ADDRESS && is_in_local(s, v->path))
            return true;
    }
    return false;
}

static bool find_call(const struct search *s, uint32_t *ret_block, uint32_t *ret_position)
{
    for (uint32_t b = 0; b < s->fn->blocks.len; b++)
        for (uint32_t i = 0; i < s->fn->blocks.at[b].events.len; i++)
            if (s->fn->blocks.at[b].events.at[i].i == s->call) {
                *ret_block = b;
                *ret_position = i;
                return true;
            }
    return false;
}

/* The blocks that lead to each: an edge's number plus one, and the next such edge of its target. */
struct sources {
    uint32_t *first, *next, *from;
};

static struct sources find_sources(struct arena *a, const struct function *fn)
{
    struct sources s = {arena_new_array(a, uint32_t, fn->blocks.len + 1),
                        arena_new_array(a, uint32_t, fn->edges.len + 1),
                        arena_new_array(a, uint32_t, fn->edges.len + 1)};
    for (uint32_t b = 0; b < fn->blocks.len; b++)
        for (uint32_t i = 0; i < fn->blocks.at[b].edge_len; i++) {
            uint32_t edge = fn->blocks.at[b].first_edge + i, to = fn->edges.at[edge].to.i;
            s.from[edge] = b;
            s.next[edge] = s.first[to];
            s.first[to] = edge + 1;
        }
    return s;
}

/* All ways back from the call, each up to where it writes the field. False: some way does not, or
 * not a constant. */
static bool look_back(struct search *s, struct arena *a)
{
    uint32_t block = 0, position = 0, depth = 0;
    if (!find_call(s, &block, &position))
        return false;
    struct sources sources = find_sources(a, s->fn);
    bool *seen = arena_new_array(a, bool, s->fn->blocks.len + 1);
    uint32_t *stack = arena_new_array(a, uint32_t, s->fn->blocks.len + 1);
    for (;;) {
        enum look found = look_through(s, &s->fn->blocks.at[block], position);
        if (found == LOOK_LOST || (found == LOOK_ON && block == 0))
            return false;
        uint32_t edge = found == LOOK_ON ? sources.first[block] : 0;
        for (; edge; edge = sources.next[edge - 1])
            if (!seen[sources.from[edge - 1]]) {
                seen[sources.from[edge - 1]] = true;
                stack[depth++] = sources.from[edge - 1];
            }
        if (!depth)
            return s->any;
        block = stack[--depth];
        position = s->fn->blocks.at[block].events.len;
    }
}

static bool field_of_local(struct search *s, int64_t *ret_number)
{
    if (is_aliased(s))
        return false;
    struct arena *a = arena_new();
    bool known = look_back(s, a);
    arena_free(a);
    if (known)
        *ret_number = s->most;
    return known;
}

static bool field_of_constant(const struct aval_context *c, const struct constant *object,
                              struct str field, int64_t *ret_number)
{
    const struct function *init = &object->unit->init;
    struct search s = {.c = c, .facts = object->unit, .fn = init, .field = field};
    for (uint32_t i = 0; i < init->events.len; i++) {
        const struct event *e = &init->events.at[i];
        const struct path *to = e->kind == EVENT_ASSIGN ? function_path(init, e->assign.to) : NULL;
        if (to && to->root_kind == ROOT_GLOBAL && to->root == object->entity.i &&
            is_field(&s, to) && !take_number(&s, function_value(init, e->assign.from)))
            return false;
    }
    *ret_number = s.any ? s.most : 0; /* C17 6.7.9: a member without initialiser is zero */
    return true;
}

bool pointee_field(const struct aval_context *c, const struct aval *a, struct str field,
                   int64_t *ret_number)
{
    if (a->kind != AVAL_ADDRESS)
        return false;
    const struct node *node = program_get(c->bodies->program, a->node);
    const struct path *base = function_path(node->body, a->pointee);
    if (base->step_len)
        return false;
    if (base->root_kind == ROOT_LOCAL) {
        struct search s = {.c = c,
                           .node = a->node,
                           .facts = node->facts,
                           .fn = node->body,
                           .local = base->root,
                           .call = a->event,
                           .field = field};
        return field_of_local(&s, ret_number);
    }
    if (base->root_kind != ROOT_GLOBAL)
        return false;
    struct slot_id slot = program_slot(node->facts, (struct entity_id){base->root});
    const struct constant *object = &c->bodies->constants[slot.i];
    return object->unit && field_of_constant(c, object, field, ret_number);
}
