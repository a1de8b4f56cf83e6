#include "values/member.h"

#include "link/reaching.h"

#include <string.h>

struct search { /* for the stores to a member of a local struct before a call */
    const struct aval_context *c;
    const struct aval *a;
    const struct node *node;
    const struct path *base; /* the struct */
    struct str name;
    struct arena *arena;
    VEC(uint32_t) last; /* events: the last store on each way */
    bool start;         /* some way has none */
};

static bool is_member(const struct facts *f, const struct function *fn, const struct path *base,
                      const struct path *to, struct str name)
{
    const struct path_step *last = path_last(fn, to);
    return to->step_len == base->step_len + 1 && last->kind == STEP_FIELD &&
           str_eq(facts_entity(f, last->field)->name, name) && path_begins(fn, base, to);
}

/* Is the value the address of the struct, or of something that has it in it, or of a part of it? */
static bool is_address(const struct search *s, struct value_id id)
{
    const struct value *v = function_value(s->node->body, id);
    if (v->kind != VALUE_ADDRESS && v->kind != VALUE_PATH)
        return false;
    const struct path *p = function_path(s->node->body, v->path);
    if (v->kind == VALUE_PATH) /* the pointer to memory that it lies in */
        return !p->step_len && p->root_kind == s->base->root_kind && p->root == s->base->root &&
               body_path_is_indirect(s->node, s->a->pointee);
    return path_begins(s->node->body, s->base, p) || path_begins(s->node->body, p, s->base);
}

static bool is_handed_over(const struct search *s, const struct event_call *call)
{
    for (uint32_t i = 0; i < call->arg_len; i++)
        if (is_address(s, s->node->body->args.at[call->first_arg + i]) &&
            body_may_write(s->c->bodies, s->a->node, call, i))
            return true;
    return false;
}

/* Is it the same function that is called? */
static bool is_same_call(const struct search *s, const struct event *e)
{
    const struct event_call *call = &s->node->body->events.at[s->a->event].call;
    return e->call.callee_kind == CALLEE_DIRECT && call->callee_kind == CALLEE_DIRECT &&
           e->call.function.i == call->function.i;
}

/* The same function, before or in the round before, at most lowers what is left: who hands a struct
 * over again as it is counts on what it holds. Source: select(2), on Linux; epoll_ctl(2) */
static enum back look_at(struct search *s, uint32_t event)
{
    const struct function *fn = s->node->body;
    const struct event *e = &fn->events.at[event];
    if (e->kind == EVENT_CALL)
        return event != s->a->event && !is_same_call(s, e) && is_handed_over(s, &e->call)
                   ? BACK_LOST
                   : BACK_ON;
    if (e->kind != EVENT_ASSIGN)
        return BACK_ON;
    const struct path *to = function_path(fn, e->assign.to);
    if (!is_member(s->node->facts, fn, s->base, to, s->name))
        return path_begins(fn, to, s->base) ? BACK_LOST : BACK_ON;
    vec_push(s->arena, &s->last, event);
    return BACK_FOUND;
}

static enum back look(void *context, struct place_in end)
{
    struct search *s = context;
    const struct block *k = &s->node->body->blocks.at[end.block];
    enum back found = BACK_ON;
    for (uint32_t i = end.position < k->events.len ? end.position : k->events.len;
         found == BACK_ON && i-- > 0;)
        found = look_at(s, k->events.at[i].i);
    return found;
}

static bool is_local(const struct search *s)
{
    return s->base->root_kind == ROOT_LOCAL &&
           (!body_path_is_indirect(s->node, s->a->pointee) ||
            body_is_allocated(s->c->bodies, s->a->node, s->base));
}

/* False: A is not the address of a local struct, or other code may have written to it before the
 * call. S's arena is to be freed in any case. */
static bool search_local(struct search *s)
{
    struct place_in at;
    return is_local(s) && back_place(s->c->bodies, s->a->node, s->a->event, &at) &&
           back_search(s->c->bodies, s->a->node, at, look, s, &s->start);
}

static struct search search_of(const struct aval_context *c, const struct aval *a, struct str name)
{
    const struct node *node = program_get(c->bodies->program, a->node);
    const struct path *base = function_path(node->body, a->pointee);
    return (struct search){
        .c = c, .a = a, .node = node, .base = base, .name = name, .arena = arena_new()};
}

/* The member of the constant object at S's base: one that the initialiser leaves out is 0. Source:
 * C17 6.7.9. False: it is none. */
static bool constant_member(const struct search *s, struct aval *ret)
{
    if (s->base->root_kind != ROOT_GLOBAL || s->base->step_len)
        return false;
    struct slot_id slot = program_slot(s->node->facts, (struct entity_id){s->base->root});
    const struct constant *object = &s->c->bodies->constants[slot.i];
    if (!object->unit)
        return false;
    const struct function *init = &object->unit->init;
    struct path base = {.root_kind = ROOT_GLOBAL, .root = object->entity.i};
    *ret = (struct aval){.kind = AVAL_INT, .object = OBJECT_NONE};
    for (uint32_t i = 0; i < init->events.len; i++) {
        const struct event *e = &init->events.at[i];
        if (e->kind != EVENT_ASSIGN ||
            !is_member(object->unit, init, &base, function_path(init, e->assign.to), s->name))
            continue;
        const struct value *v = function_value(init, e->assign.from);
        ret->kind = v->kind == VALUE_INT ? AVAL_INT : AVAL_UNKNOWN;
        ret->number = v->number;
        ret->names = v->name_len ? init->names.at + v->first_name : NULL;
        ret->name_len = v->name_len;
    }
    return true;
}

/* W, but of the value itself. */
static enum tri value_holds(const struct aval_context *c, const struct condition *w,
                            const struct aval *value)
{
    struct condition plain = *w;
    plain.member = (struct str){0};
    plain.arg = 0;
    return aval_condition(c, &plain, value, 1);
}

static enum tri stores_hold(const struct search *s, const struct condition *w)
{
    bool all_yes = !s->start, all_no = true;
    for (uint32_t i = 0; i < s->last.len; i++) {
        const struct event *e = &s->node->body->events.at[s->last.at[i]];
        struct aval value = aval_of(s->c, s->a->node, s->last.at[i], e->assign.from);
        enum tri t = value_holds(s->c, w, &value);
        all_yes &= t == TRI_YES;
        all_no &= t == TRI_NO;
    }
    return !s->last.len ? TRI_MAYBE : all_no ? TRI_NO : all_yes ? TRI_YES : TRI_MAYBE;
}

/* What is there before flags are or-ed in counts as none: of what is not known the condition that a
 * flag is there does not hold. */
static struct term_id known_flags(struct terms *t, struct term_id id)
{
    const struct term *term = term_get(t, id);
    if (term->is == TERM_IS_CHOICE)
        return term_choice(t, term->part[0], known_flags(t, term->part[1]),
                           known_flags(t, term->part[2]));
    if (term->is == TERM_IS_OP && term->op == OPERATOR_OR)
        return term_op(t, OPERATOR_OR, known_flags(t, term->part[0]),
                       known_flags(t, term->part[1]));
    return term->has_param || term->is == TERM_IS_INT ? id : term_int(t, 0, NULL, 0);
}

static void note_one(const struct aval_context *c, struct node_id n, const struct condition *w,
                     struct aval *a)
{
    if (a->kind != AVAL_ADDRESS || a->node.i != n.i || a->member.i)
        return;
    struct search s = search_of(c, a, w->member);
    for (uint32_t i = 0; i < s.node->body->paths.len && is_local(&s); i++) {
        if (!is_member(s.node->facts, s.node->body, s.base, &s.node->body->paths.at[i], w->member))
            continue;
        struct term_id held = reaching_held_at(c->bodies, n, a->event, (struct path_id){i});
        if (w->op == WHEN_HAS)
            held = known_flags(c->bodies->terms, held);
        if (term_get(c->bodies->terms, held)->has_param)
            a->member = held;
        break;
    }
    arena_free(s.arena);
}

void member_note(const struct aval_context *c, struct node_id n, const condition_any *any,
                 struct aval *args, uint32_t arg_len)
{
    for (uint32_t i = 0; i < any->len; i++)
        for (uint32_t k = 0; k < any->at[i].all.len; k++) {
            const struct condition *w = &any->at[i].all.at[k];
            uint32_t arg = arg_index(w->arg, arg_len);
            if (w->member.i && arg != FACTS_NONE)
                note_one(c, n, w, &args[arg]);
        }
}

enum tri member_holds(const struct aval_context *c, const struct condition *w, const struct aval *a)
{
    if (a->member.i) {
        struct aval value = aval_of_term(c, a->member);
        return value_holds(c, w, &value);
    }
    if (a->kind != AVAL_ADDRESS)
        return a->kind == AVAL_NULL ? TRI_NO : TRI_MAYBE;
    struct search s = search_of(c, a, w->member);
    struct aval value;
    enum tri t = search_local(&s)              ? stores_hold(&s, w)
                 : constant_member(&s, &value) ? value_holds(c, w, &value)
                                               : TRI_MAYBE;
    arena_free(s.arena);
    return t;
}

/* The greatest of what VALUE can be, if that is more than *NUMBER. False: not all are numbers. */
static bool take_greatest(const struct function *fn, const struct value *v, int64_t *number)
{
    if (v->kind == VALUE_INT && v->number > *number)
        *number = v->number;
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        if (!take_greatest(fn, function_value(fn, fn->choices.at[v->first_choice + i]), number))
            return false;
    return v->kind == VALUE_INT || v->kind == VALUE_CHOICE;
}

/* Is the struct's address kept, so that others can write to it at any time? */
static bool is_aliased(const struct search *s)
{
    for (uint32_t i = 0; i < s->node->body->events.len; i++) {
        const struct event *e = &s->node->body->events.at[i];
        if (e->kind == EVENT_ASSIGN && is_address(s, e->assign.from))
            return true;
    }
    return false;
}

static bool stores_number(const struct search *s, int64_t *ret_number)
{
    const struct function *fn = s->node->body;
    int64_t most = INT64_MIN;
    if (s->start || !s->last.len || is_aliased(s))
        return false;
    for (uint32_t i = 0; i < s->last.len; i++) {
        struct value_id from = fn->events.at[s->last.at[i]].assign.from;
        const struct value *v = function_value(fn, body_resolve(s->c->bodies, s->a->node, from));
        if (!take_greatest(fn, v, &most))
            return false;
    }
    *ret_number = most;
    return true;
}

bool member_number(const struct aval_context *c, const struct aval *a, struct str name,
                   int64_t *ret_number)
{
    if (a->kind != AVAL_ADDRESS)
        return false;
    struct search s = search_of(c, a, name);
    struct aval value;
    bool known = false;
    if (search_local(&s)) {
        known = stores_number(&s, ret_number);
    } else if (constant_member(&s, &value) && value.kind == AVAL_INT) {
        *ret_number = value.number;
        known = true;
    }
    arena_free(s.arena);
    return known;
}
