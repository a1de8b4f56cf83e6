#include "link/members.h"

#include "link/reaching_parts.h"

#include <uthash.h>

struct member { /* under its number */
    struct {
        uint32_t outer, slot;
    } key;
    uint32_t number;
    UT_hash_handle hh;
};

/* What a function leaves in a member of its parameter, or what a call leaves in a member. */
struct left {
    struct {
        uint32_t node, at; /* the parameter; of a call 1 << 31 | its event */
        uint32_t path, key;
    } key;
    bool answered;   /* if not, it depends on itself: unknown */
    uint32_t number; /* of it */
    struct term_id term;
    UT_hash_handle hh;
};

struct members {
    struct arena *arena;
    struct member *all;
    VEC(struct member *) by_number; /* from 1 */
    struct left *left;
};

struct members *members_new(struct arena *a)
{
    struct members *m = arena_new_one(a, struct members);
    *m = (struct members){.arena = a};
    vec_push(a, &m->by_number, NULL);
    return m;
}

void members_free(struct members *m)
{
    HASH_CLEAR(hh, m->all);
    HASH_CLEAR(hh, m->left);
}

uint32_t members_key(const struct bodies *b, uint32_t key, struct slot_id slot)
{
    struct members *m = b->members;
    struct member find = {.key = {key, slot.i}}, *found;
    HASH_FIND(hh, m->all, &find.key, sizeof find.key, found);
    if (found)
        return found->number;
    found = arena_new_one(m->arena, struct member);
    *found = (struct member){.key = {key, slot.i}, .number = m->by_number.len};
    vec_push(m->arena, &m->by_number, found);
    HASH_ADD(hh, m->all, key, sizeof found->key, found);
    return found->number;
}

uint32_t members_of(const struct bodies *b, uint32_t key, struct slot_id *ret_slot)
{
    const struct member *m = b->members->by_number.at[key];
    *ret_slot = (struct slot_id){m->key.slot};
    return m->key.outer;
}

/* ---- keys and paths ---- */

typedef VEC(struct slot_id) slot_vec;

static void push_slots(const struct bodies *b, uint32_t key, slot_vec *slots)
{
    struct slot_id slot;
    if (!key)
        return;
    push_slots(b, members_of(b, key, &slot), slots);
    vec_push(b->scratch, slots, slot);
}

/* KEY of a member of what PATH's steps from FROM on lead to: as a key of what is before them. 0:
 * they are not fields alone, or there are none. */
static uint32_t key_behind(const struct asking *x, const struct path *path, uint32_t from,
                           uint32_t key)
{
    const struct facts *f = program_get(x->b->program, x->node)->facts;
    slot_vec slots = {0};
    uint32_t all = 0;
    push_slots(x->b, key, &slots);
    for (uint32_t i = from; i < path->step_len; i++) {
        const struct path_step *s = &x->fn->steps.at[path->first_step + i];
        if (s->kind != STEP_FIELD)
            return 0;
        all = members_key(x->b, all, program_slot(f, s->field));
    }
    for (uint32_t i = 0; i < slots.len; i++)
        all = members_key(x->b, all, slots.at[i]);
    return all;
}

/* ---- backwards ---- */

struct object { /* member of what BASE is, or points to */
    const struct asking *x;
    const struct path *base;
    uint32_t key;
    slot_vec slots;
    uint32_t as;    /* a path of the same variable, FACTS_NONE none */
    uint32_t event; /* that may change it */
};

/* The path of the function that is the member; FACTS_NONE: none. */
static uint32_t find_path(struct object *o)
{
    const struct function *fn = o->x->fn;
    const struct facts *f = program_get(o->x->b->program, o->x->node)->facts;
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        const struct path *p = &fn->paths.at[i];
        if (p->root_kind != o->base->root_kind || p->root != o->base->root)
            continue;
        o->as = i;
        bool same = p->step_len == o->base->step_len + o->slots.len && path_begins(fn, o->base, p);
        for (uint32_t k = 0; same && k < o->slots.len; k++) {
            const struct path_step *s = &fn->steps.at[p->first_step + o->base->step_len + k];
            same = s->kind == STEP_FIELD && program_slot(f, s->field).i == o->slots.at[k].i;
        }
        if (same)
            return i;
    }
    return FACTS_NONE;
}

static enum back look(void *context, struct place_in end)
{
    struct object *o = context;
    uint32_t event = reaching_last_change(o->x, o->as, o->base, o->slots.at, o->slots.len, end);
    if (event == FACTS_NONE)
        return BACK_ON;
    if (o->event != FACTS_NONE && o->event != event)
        return BACK_LOST;
    o->event = event;
    return BACK_FOUND;
}

/* ---- constant objects ---- */

static struct term_id term_of_constant(const struct asking *x, const struct function *init,
                                       struct value_id id)
{
    const struct value *v = function_value(init, id);
    switch (v->kind) {
    case VALUE_INT:
        return term_int(x->b->terms, v->number,
                        init->names.at ? init->names.at + v->first_name : NULL, v->name_len);
    case VALUE_NULL:
        return term_int(x->b->terms, 0, NULL, 0);
    case VALUE_STRING:
    case VALUE_FUNCTION:
    case VALUE_ADDRESS:
        return term_set(x->b->terms);
    case VALUE_PATH:
    case VALUE_RESULT:
    case VALUE_CHOICE:
    case VALUE_UNKNOWN:
        break;
    }
    return TERM_UNKNOWN;
}

/* Unknown: it is none, or nothing says it. One that the initialiser leaves out is 0. Source:
 * C17 6.7.9. */
static struct term_id constant_member(const struct asking *x, const struct path *base, uint32_t key)
{
    const struct facts *f = program_get(x->b->program, x->node)->facts;
    const struct constant *object =
        base->root_kind == ROOT_GLOBAL && !base->step_len
            ? &x->b->constants[program_slot(f, (struct entity_id){base->root}).i]
            : NULL;
    if (!object || !object->unit)
        return TERM_UNKNOWN;
    const struct function *init = &object->unit->init;
    slot_vec slots = {0};
    push_slots(x->b, key, &slots);
    for (uint32_t i = init->events.len; i-- > 0;) {
        const struct event *e = &init->events.at[i];
        const struct path *to = e->kind == EVENT_ASSIGN ? function_path(init, e->assign.to) : NULL;
        bool same = to && to->root_kind == ROOT_GLOBAL && to->root == object->entity.i &&
                    to->step_len == slots.len;
        for (uint32_t k = 0; same && k < slots.len; k++) {
            const struct path_step *s = &init->steps.at[to->first_step + k];
            same = s->kind == STEP_FIELD && program_slot(object->unit, s->field).i == slots.at[k].i;
        }
        if (same)
            return term_of_constant(x, init, e->assign.from);
    }
    return term_int(x->b->terms, 0, NULL, 0);
}

static struct term_id held(const struct asking *x, struct place_in at, const struct path *base,
                           uint32_t key)
{
    struct object o = {x, base, key, {0}, FACTS_NONE, FACTS_NONE};
    struct term_id constant = constant_member(x, base, key);
    bool start;
    if (constant.i)
        return constant;
    push_slots(x->b, key, &o.slots);
    uint32_t path = find_path(&o);
    if (path != FACTS_NONE)
        return reaching_held(x, at, (struct path_id){path});
    if (!back_search(x->b, x->node, at, look, &o, &start) || (start && o.event != FACTS_NONE))
        return TERM_UNKNOWN;
    if (o.event != FACTS_NONE)
        return members_left(x, o.event, base, key);
    return start ? members_on_entry(x, base, key) : TERM_UNKNOWN;
}

bool members_is_first(const struct asking *x, const struct path *path)
{
    const struct entity *e = program_get(x->b->program, x->node)->entity;
    const struct path_step *s = path_last(x->fn, path);
    return path->root_kind == ROOT_PARAM && path->step_len == 1 && path->root < e->params.len &&
           e->params.at[path->root].shape.target_const &&
           (s->kind == STEP_DEREF || (s->kind == STEP_INDEX && s->index == 0));
}

struct term_id members_on_entry(const struct asking *x, const struct path *base, uint32_t key)
{
    if (members_is_first(x, base))
        return key ? TERM_UNKNOWN
                   : term_member(x->b->terms, base->root, members_key(x->b, 0, SLOT_FIRST));
    key = base->step_len ? key_behind(x, base, 0, key) : key;
    return base->root_kind == ROOT_PARAM && key ? term_member(x->b->terms, base->root, key)
                                                : TERM_UNKNOWN;
}

/* ---- what calls leave ---- */

static struct left *left_of(const struct bodies *b, struct left find, bool *ret_new)
{
    struct members *m = b->members;
    struct left *found;
    HASH_FIND(hh, m->left, &find.key, sizeof find.key, found);
    *ret_new = !found;
    if (found)
        return found;
    found = arena_new_one(m->arena, struct left);
    *found = find;
    found->number = HASH_COUNT(m->left);
    HASH_ADD(hh, m->left, key, sizeof found->key, found);
    return found;
}

/* What function N leaves in member KEY of what its parameter points to. */
static struct term_id left_by(const struct bodies *b, struct node_id n, uint32_t param,
                              uint32_t key)
{
    bool asked_first;
    struct left *left = left_of(b, (struct left){.key = {n.i, param, 0, key}}, &asked_first);
    if (!asked_first)
        return left->answered ? left->term : TERM_UNKNOWN;
    struct asking x = reaching_ask(b, n);
    struct path base = {.root_kind = ROOT_PARAM, .root = param};
    ways all = {0};
    for (uint32_t i = 0; i < x.fn->blocks.len; i++) {
        if (x.fn->blocks.at[i].term != TERM_RETURN || (i && back_dominator(b, n, i) == FACTS_NONE))
            continue;
        struct way way = {.condition = reaching_between(&x, 0, i)};
        x.kept = true;
        way.value = held(&x, (struct place_in){i, UINT32_MAX}, &base, key);
        x.kept = false;
        reaching_add_way(&x, &all, way, TERM_UNKNOWN);
    }
    left->term = reaching_choose(&x, &all);
    left->answered = true;
    return left->term;
}

/* The argument by which the call is handed what PATH is in, and KEY of the member there;
 * FACTS_NONE: none, or several. */
static uint32_t handed_as(const struct asking *x, uint32_t event, const struct path *path,
                          uint32_t *key)
{
    const struct event_call *c = &x->fn->events.at[event].call;
    uint32_t found = FACTS_NONE, inner = *key;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        struct value_id arg = x->fn->args.at[c->first_arg + i];
        const struct value *v = function_value(x->fn, body_resolve(x->b, x->node, arg));
        const struct value *written = function_value(x->fn, arg);
        for (unsigned k = 0; k < 2; k++, v = written) {
            if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
                continue;
            const struct path *p = function_path(x->fn, v->path);
            uint32_t behind =
                path_begins(x->fn, p, path) ? key_behind(x, path, p->step_len, inner) : 0;
            if (!behind)
                continue;
            if (found != FACTS_NONE && found != i)
                return FACTS_NONE;
            found = i;
            *key = behind;
            break;
        }
    }
    return found;
}

struct term_id members_left(const struct asking *x, uint32_t event, const struct path *path,
                            uint32_t key)
{
    const struct call *call = calls_find(x->b->calls, x->node, event);
    struct term_id args[PARAMS_MAX];
    struct place_in at;
    bool asked_first;
    if (!call || x->fn->events.at[event].kind != EVENT_CALL || call->callees.len != 1 ||
        call->targets.len || reaching_recursive(x, call->callees.at[0]) ||
        !back_place(x->b, x->node, event, &at))
        return TERM_UNKNOWN;
    uint32_t arg = handed_as(x, event, path, &key);
    if (arg == FACTS_NONE || x->first != FACTS_NONE)
        return TERM_UNKNOWN;
    struct left *left =
        left_of(x->b, (struct left){.key = {x->node.i, 1U << 31 | event, arg << 1 | x->kept, key}},
                &asked_first);
    if (!asked_first)
        return left->answered ? left->term : TERM_UNKNOWN;
    struct members_call of = {x, event};
    struct term_args bound = members_args(&of, at, args);
    struct term_id term = left_by(x->b, call->callees.at[0], arg, key);
    term = term_bind(x->b->terms, term, &bound);
    left->term =
        term_fill(x->b->terms, term, reaching_local(x, LOCAL_LEFT, left->number, FACTS_NONE));
    left->answered = true;
    return left->term;
}

/* ---- what is handed to a call ---- */

/* What a constant of file scope is initialised with; NULL: it is none, or has members. */
static const struct value *value_of_constant(const struct asking *x, const struct path *p)
{
    const struct facts *f = program_get(x->b->program, x->node)->facts;
    if (p->root_kind != ROOT_GLOBAL || p->step_len)
        return NULL;
    const struct constant *c = &x->b->constants[program_slot(f, (struct entity_id){p->root}).i];
    return c->init ? function_value(c->init, c->value) : NULL;
}

/* The first character of a text that is written there; of what callers hand over, theirs. */
static struct term_id first_of(const struct asking *x, struct place_in at, const struct value *v)
{
    bool is_path = v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS;
    const struct path *p = is_path ? function_path(x->fn, v->path) : NULL;
    const struct value *literal = p ? value_of_constant(x, p) : v;
    if (literal && literal->kind == VALUE_STRING) {
        const char *text = program_text(x->b->program, literal->text);
        return *text == '\\' ? TERM_UNKNOWN : term_int(x->b->terms, *text, NULL, 0);
    }
    if (v->kind != VALUE_PATH || p->root_kind != ROOT_PARAM || p->step_len)
        return TERM_UNKNOWN;
    for (uint32_t i = body_next_of_root(x->b, x->node, v->path.i); i != v->path.i;
         i = body_next_of_root(x->b, x->node, i))
        if (members_is_first(x, &x->fn->paths.at[i]))
            return reaching_held(x, at, (struct path_id){i});
    return held(x, at, p, members_key(x->b, 0, SLOT_FIRST));
}

static struct term_id handed(const struct asking *x, struct place_in at, struct value_id value,
                             uint32_t key)
{
    const struct value *v = function_value(x->fn, body_resolve(x->b, x->node, value));
    struct slot_id slot;
    if (!members_of(x->b, key, &slot) && slot.i == SLOT_FIRST.i)
        return first_of(x, at, v);
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        v = function_value(x->fn, value); /* a variable that holds what a call returned */
    return v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS
               ? held(x, at, function_path(x->fn, v->path), key)
               : TERM_UNKNOWN;
}

static struct term_id member_of_call(void *context, uint32_t param, uint32_t key)
{
    const struct members_call *of = context;
    const struct event_call *c = &of->x->fn->events.at[of->event].call;
    struct place_in at;
    if (param >= c->arg_len || !back_place(of->x->b, of->x->node, of->event, &at))
        return TERM_UNKNOWN;
    return handed(of->x, at, of->x->fn->args.at[c->first_arg + param], key);
}

struct term_args members_args(struct members_call *call, struct place_in at, struct term_id *terms)
{
    const struct function *fn = call->x->fn;
    const struct event_call *c = &fn->events.at[call->event].call;
    uint32_t len = c->arg_len < PARAMS_MAX ? c->arg_len : PARAMS_MAX;
    for (uint32_t i = 0; i < len; i++)
        terms[i] = reaching_term(call->x, at, fn->args.at[c->first_arg + i]);
    return (struct term_args){terms, len, member_of_call, call};
}

struct term_id members_at(const struct bodies *b, struct node_id n, uint32_t event,
                          struct value_id value, uint32_t key)
{
    struct asking x = reaching_ask(b, n);
    struct place_in at;
    x.kept = true;
    return reaching_answer(&x, back_place(b, n, event, &at) ? handed(&x, at, value, key)
                                                            : TERM_UNKNOWN);
}
