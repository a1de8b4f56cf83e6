#include "values/member.h"

static bool same_step(const struct path_step *a, const struct path_step *b)
{
    return a->kind == b->kind && a->field.i == b->field.i && a->index == b->index;
}

/* Is TO the member NAME of what BASE is? */
static bool is_member(const struct facts *f, const struct function *fn, const struct path *base,
                      const struct path *to, struct str name)
{
    const struct path_step *last = path_last(fn, to);
    if (to->root_kind != base->root_kind || to->root != base->root ||
        to->step_len != base->step_len + 1 || last->kind != STEP_FIELD ||
        !str_eq(facts_entity(f, last->field)->name, name))
        return false;
    for (uint32_t i = 0; i < base->step_len; i++)
        if (!same_step(&fn->steps.at[base->first_step + i], &fn->steps.at[to->first_step + i]))
            return false;
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

struct stores { /* to the member, in one function */
    struct arena *arena;
    const struct function *fn;
    uint32_t call; /* event */
    uint8_t *is;   /* by event: enum tri plus one of a store, 0: another event */
    uint32_t len;
    bool all_no;
};

static struct stores stores_find(const struct aval_context *c, const struct condition *w,
                                 const struct aval *a)
{
    const struct node *node = program_get(c->bodies->program, a->node);
    const struct function *fn = node->body;
    struct stores s = {arena_new(), fn, a->event, NULL, 0, true};
    s.is = arena_new_array(s.arena, uint8_t, fn->events.len + 1);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || !is_member(node->facts, fn, function_path(fn, a->pointee),
                                                  function_path(fn, e->assign.to), w->member))
            continue;
        struct aval value = aval_of(c, a->node, i, e->assign.from);
        enum tri t = value_holds(c, w, &value);
        s.is[i] = (uint8_t)(t + 1);
        s.all_no = s.all_no && t == TRI_NO;
        s.len++;
    }
    return s;
}

/* Can the call be reached from the event AT of a block, or what follows it, without a store for
 * which the condition holds? Marks the blocks that were entered. */
static bool reaches_call(const struct stores *s, struct block_id from, uint32_t at, bool *entered)
{
    const struct block *k = &s->fn->blocks.at[from.i];
    for (; at < k->events.len; at++) {
        uint32_t event = k->events.at[at].i;
        if (event == s->call)
            return true;
        if (s->is[event] == TRI_YES + 1)
            return false;
    }
    for (uint32_t i = 0; i < k->edge_len; i++) {
        struct block_id to = s->fn->edges.at[k->first_edge + i].to;
        if (entered[to.i])
            continue;
        entered[to.i] = true;
        if (reaches_call(s, to, 0, entered))
            return true;
    }
    return false;
}

/* From the entry, and from each store for which it does not surely hold. */
static bool holds_on_all_ways(const struct stores *s)
{
    bool *entered = arena_new_array(s->arena, bool, s->fn->blocks.len + 1);
    if (reaches_call(s, (struct block_id){0}, 0, entered))
        return false;
    for (uint32_t b = 0; b < s->fn->blocks.len; b++) {
        const struct block *k = &s->fn->blocks.at[b];
        for (uint32_t i = 0; i < k->events.len; i++) {
            uint8_t is = s->is[k->events.at[i].i];
            if (is && is != TRI_YES + 1 && reaches_call(s, (struct block_id){b}, i + 1, entered))
                return false;
        }
    }
    return true;
}

static enum tri of_local(const struct aval_context *c, const struct condition *w,
                         const struct aval *a)
{
    struct stores s = stores_find(c, w, a);
    enum tri t = TRI_MAYBE;
    if (s.len && s.all_no)
        t = TRI_NO;
    else if (s.len && holds_on_all_ways(&s))
        t = TRI_YES;
    arena_free(s.arena);
    return t;
}

/* A member that the initialiser leaves out is 0. */
static enum tri of_constant(const struct aval_context *c, const struct condition *w,
                            const struct aval *a)
{
    const struct facts *f = program_get(c->bodies->program, a->node)->facts;
    const struct path *base =
        function_path(program_get(c->bodies->program, a->node)->body, a->pointee);
    struct aval value = {.kind = AVAL_INT, .object = OBJECT_NONE};
    for (uint32_t i = 0; i < f->init.events.len; i++) {
        const struct event *e = &f->init.events.at[i];
        if (e->kind != EVENT_ASSIGN ||
            !is_member(f, &f->init, base, function_path(&f->init, e->assign.to), w->member))
            continue;
        const struct value *v = function_value(&f->init, e->assign.from);
        value.kind = v->kind == VALUE_INT ? AVAL_INT : AVAL_UNKNOWN;
        value.number = v->number;
        value.names = v->name_len ? f->init.names.at + v->first_name : NULL;
        value.name_len = v->name_len;
    }
    return value_holds(c, w, &value);
}

enum tri member_holds(const struct aval_context *c, const struct condition *w, const struct aval *a)
{
    if (a->kind == AVAL_NULL)
        return TRI_NO;
    if (a->kind != AVAL_ADDRESS)
        return TRI_MAYBE;
    const struct node *node = program_get(c->bodies->program, a->node);
    const struct path *base = function_path(node->body, a->pointee);
    if (base->root_kind == ROOT_LOCAL && !body_path_is_indirect(node->body, a->pointee))
        return of_local(c, w, a);
    if (base->root_kind != ROOT_GLOBAL || base->step_len)
        return TRI_MAYBE;
    struct slot_id slot = program_slot(node->facts, (struct entity_id){base->root});
    const struct constant *k = &c->bodies->constants[slot.i];
    return k->zeros || k->others ? of_constant(c, w, a) : TRI_MAYBE;
}
