#include "values/holder.h"

/* What is stored in a pointer. */
enum stored_kind {
    STORED_NEW,   /* nothing that was somewhere else */
    STORED_OTHER, /* the address of one variable or field, or what that holds, and nothing else */
    STORED_SHARED,
};

struct stored {
    enum stored_kind kind;
    struct slot_id other; /* STORED_OTHER */
    bool some;            /* something is */
};

struct holders {
    struct arena *arena;
    const struct bodies *bodies;
    struct stored *at; /* by slot */
};

/* The variable or field that the path ends in, but for the last OMITTED fields; FACTS_NONE: a
 * variable of the function. What is left then is *RET_ROOT's own: no field of it. */
static struct slot_id slot_of(const struct facts *f, const struct function *fn,
                              const struct path *path, uint32_t omitted, bool *ret_root)
{
    *ret_root = true;
    for (uint32_t i = path->step_len; i-- > 0;) {
        const struct path_step *s = &fn->steps.at[path->first_step + i];
        if (s->kind != STEP_FIELD)
            continue;
        *ret_root = omitted > 0;
        if (!omitted--)
            return program_slot(f, s->field);
    }
    if (omitted || path->root_kind != ROOT_GLOBAL)
        return (struct slot_id){FACTS_NONE};
    return program_slot(f, (struct entity_id){path->root});
}

/* The only variable that all returns of the call's callee give; FACTS_NONE: there is none. */
static struct slot_id returned(const struct bodies *b, const struct call *call)
{
    struct slot_id only = {FACTS_NONE};
    const struct node *node =
        call->callees.len == 1 ? program_get(b->program, call->callees.at[0]) : NULL;
    for (uint32_t i = 0; node && node->body && i < node->body->events.len; i++) {
        const struct event *e = &node->body->events.at[i];
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE)
            continue;
        const struct value *v =
            function_value(node->body, body_resolve(b, call->callees.at[0], e->value));
        bool root;
        struct slot_id slot = {FACTS_NONE};
        if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)
            slot = slot_of(node->facts, node->body, function_path(node->body, v->path), 0, &root);
        if (slot.i == FACTS_NONE || (only.i != FACTS_NONE && only.i != slot.i))
            return (struct slot_id){FACTS_NONE};
        only = slot;
    }
    return only;
}

/* V, of function FN in unit F, is stored in TO. */
static void see_store(struct holders *h, struct slot_id to, const struct facts *f,
                      const struct function *fn, struct node_id n, const struct value *v)
{
    struct stored *s = &h->at[to.i], new = {STORED_SHARED, {FACTS_NONE}, true};
    bool root;
    if (v->kind == VALUE_NULL || v->kind == VALUE_INT)
        return;
    if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)
        new.other = slot_of(f, fn, function_path(fn, v->path), 0, &root);
    const struct call *call = v->kind == VALUE_RESULT && n.i != FACTS_NONE
                                  ? calls_find(h->bodies->calls, n, v->event.i)
                                  : NULL;
    if (call)
        new.other = returned(h->bodies, call);
    if (new.other.i != FACTS_NONE)
        new.kind = STORED_OTHER;
    else if (call)
        new.kind = STORED_NEW;
    if (s->some && (s->kind != new.kind || s->other.i != new.other.i))
        new.kind = STORED_SHARED;
    *s = new;
}

/* N: the function; FACTS_NONE: FN is the unit's initialisers. */
static void see_stores(struct holders *h, const struct facts *f, const struct function *fn,
                       struct node_id n)
{
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        bool root;
        if (e->kind != EVENT_ASSIGN)
            continue;
        struct slot_id to = slot_of(f, fn, function_path(fn, e->assign.to), 0, &root);
        struct value_id from =
            n.i == FACTS_NONE ? e->assign.from : body_resolve(h->bodies, n, e->assign.from);
        if (to.i != FACTS_NONE)
            see_store(h, to, f, fn, n, function_value(fn, from));
    }
}

struct holders *holders_new(const struct bodies *b)
{
    struct arena *arena = arena_new();
    struct holders *h = arena_new_one(arena, struct holders);
    const struct program *p = b->program;
    *h = (struct holders){arena, b, arena_new_array(arena, struct stored, p->slots.len + 1)};
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            see_stores(h, p->nodes.at[i].facts, p->nodes.at[i].body, (struct node_id){i});
    for (uint32_t i = 0; i < p->units.len; i++)
        see_stores(h, p->units.at[i], &p->units.at[i]->init, (struct node_id){FACTS_NONE});
    return h;
}

void holders_free(struct holders *h)
{
    if (h)
        arena_free(h->arena);
}

/* One more than SLOT, or than what a pointer there stands for, if it tells objects apart; else 0.
 */
static uint32_t told_apart(const struct holders *h, struct slot_id slot)
{
    const struct program *p = h->bodies->program;
    for (uint32_t turns = 0; slot.i != FACTS_NONE && turns < p->slots.len; turns++) {
        const struct entity *e = p->slots.at[slot.i].entity;
        const struct stored *s = &h->at[slot.i];
        if (!e)
            return 0;
        bool itself = e->shape.kind == SHAPE_RECORD || e->shape.kind == SHAPE_ARRAY;
        bool pointer = e->shape.kind == SHAPE_POINTER;
        if (itself || (pointer && s->kind == STORED_NEW))
            return slot.i + 1;
        if (!pointer || s->kind == STORED_SHARED)
            return 0;
        slot = s->other;
    }
    return 0;
}

/* One more than the number of the element that PATH is in, of an array of file scope; 0: it is in
 * none, or in one that is not known. */
static uint32_t element_of(const struct node *node, const struct path *path)
{
    const struct path_step *first = path->step_len ? &node->body->steps.at[path->first_step] : NULL;
    if (path->root_kind != ROOT_GLOBAL || !first || first->kind != STEP_INDEX || first->index < 0 ||
        first->index >= HOLDER_ELEMENTS - 1 ||
        facts_entity(node->facts, (struct entity_id){path->root})->shape.kind != SHAPE_ARRAY)
        return 0;
    return (uint32_t)first->index + 1;
}

static uint32_t with_element(uint32_t holder, uint32_t element)
{
    return holder && holder < 1U << HOLDER_ELEMENT_AT ? holder | element << HOLDER_ELEMENT_AT
                                                      : holder;
}

void holders_tell(const struct holders *h, struct node_id n, const struct value *v,
                  struct aval *ret)
{
    const struct node *node = program_get(h->bodies->program, n);
    bool root;
    uint32_t param;
    if (v->kind == VALUE_RESULT) {
        const struct call *call = calls_find(h->bodies->calls, n, v->event.i);
        ret->holder = call ? told_apart(h, returned(h->bodies, call)) : 0;
    }
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return;
    const struct path *path = function_path(node->body, v->path);
    struct slot_id whole = slot_of(node->facts, node->body, path, 0, &root);
    uint32_t element = element_of(node, path);
    ret->holder = with_element(told_apart(h, whole), root ? element : 0);
    if (root) {
        ret->within = element ? with_element(told_apart(h, whole), element) : 0;
        return;
    }
    ret->within = told_apart(h, slot_of(node->facts, node->body, path, 1, &root));
    ret->within = with_element(ret->within, root ? element : 0);
    if (root && body_root_param(h->bodies, n, path, &param))
        ret->within_param = param + 1;
}
