#include "link/pointed.h"

struct finding_pointed {
    const struct node *node;
    const struct function *fn;
    const struct body *body;
    bool *holds;    /* by path: a pointer to which such an address is stored */
    bool *held;     /* by path: its address is */
    uint32_t *root; /* by path: the first path of its variable, plus one */
    uint32_t *first_holder, *next_holder; /* by that path, by path: that holds, plus one; 0: none */
    uint32_t
        *class; /* another of its class: by path, as a pointer, and again by path, as a place */
};

static uint32_t class_of(const struct finding_pointed *x, uint32_t at)
{
    while (x->class[at] != at)
        at = x->class[at] = x->class[x->class[at]];
    return at;
}

static void join(const struct finding_pointed *x, uint32_t a, uint32_t b)
{
    x->class[class_of(x, a)] = class_of(x, b);
}

static uint32_t place(const struct finding_pointed *x, uint32_t path)
{
    return x->fn->paths.len + path;
}

/* Do the two lead from one root the same way as far as both go? */
static bool on_one_way(const struct function *fn, const struct path *a, const struct path *b)
{
    bool same = a->root_kind == b->root_kind && a->root == b->root;
    for (uint32_t i = 0; same && i < a->step_len && i < b->step_len; i++) {
        const struct path_step *s = &fn->steps.at[a->first_step + i],
                               *t = &fn->steps.at[b->first_step + i];
        same = s->kind == t->kind && s->field.i == t->field.i;
    }
    return same;
}

/* TO may hold the value: is that an address, or a pointer that holds any? */
static bool hold(const struct finding_pointed *x, uint32_t to, struct value_id id)
{
    const struct value *v = function_value(x->fn, id);
    bool any = v->kind == VALUE_ADDRESS || (v->kind == VALUE_PATH && x->holds[v->path.i]);
    if (any) {
        join(x, to, v->kind == VALUE_ADDRESS ? place(x, v->path.i) : v->path.i);
        x->held[v->path.i] |= v->kind == VALUE_ADDRESS;
    }
    for (uint32_t i = 0; i < v->choice_len; i++)
        any |= hold(x, to, x->fn->choices.at[v->first_choice + i]);
    for (uint32_t i = 0; i < v->operand_len; i++)
        any |= hold(x, to, x->fn->operands.at[v->first_operand + i]);
    return any;
}

struct finding_pointers {
    const struct finding_pointed *x;
    struct arena *scratch;
    VEC(struct row_entry) reads; /* path and the assignment that reads it */
    VEC(uint32_t) work;          /* paths that hold some, whose readers have not seen that */
};

static void add_reads(struct finding_pointers *p, uint32_t event, struct value_id id)
{
    const struct function *fn = p->x->fn;
    const struct value *v = function_value(fn, id);
    if (v->kind == VALUE_PATH)
        vec_push(p->scratch, &p->reads, (struct row_entry){v->path.i, event});
    for (uint32_t i = 0; i < v->choice_len; i++)
        add_reads(p, event, fn->choices.at[v->first_choice + i]);
    for (uint32_t i = 0; i < v->operand_len; i++)
        add_reads(p, event, fn->operands.at[v->first_operand + i]);
}

static void see_assignment(struct finding_pointers *p, uint32_t event)
{
    const struct event_assign *a = &p->x->fn->events.at[event].assign;
    if (!hold(p->x, a->to.i, a->from) || p->x->holds[a->to.i])
        return;
    p->x->holds[a->to.i] = true;
    vec_push(p->scratch, &p->work, a->to.i);
}

/* The pointers that hold such addresses, also from each other. */
static bool find_pointers(const struct finding_pointed *x)
{
    struct finding_pointers p = {.x = x, .scratch = arena_new()};
    for (uint32_t i = 0; i < x->fn->events.len; i++)
        if (x->fn->events.at[i].kind == EVENT_ASSIGN)
            add_reads(&p, i, x->fn->events.at[i].assign.from);
    struct rows readers = rows_new(p.scratch, x->fn->paths.len, p.reads.at, p.reads.len);
    for (uint32_t i = 0; i < x->fn->events.len; i++)
        if (x->fn->events.at[i].kind == EVENT_ASSIGN)
            see_assignment(&p, i);
    bool any = p.work.len > 0;
    while (p.work.len) {
        uint32_t path = p.work.at[--p.work.len];
        for (uint32_t i = readers.first[path]; i < readers.first[path + 1]; i++)
            see_assignment(&p, readers.at[i]);
    }
    arena_free(p.scratch);
    return any;
}

/* Of each variable those of its paths that hold some. */
static void find_holders(const struct finding_pointed *x)
{
    for (uint32_t i = 0; i < x->fn->paths.len; i++)
        for (uint32_t at = i; !x->root[at]; at = x->body->next_of_root[at]) {
            x->root[at] = i + 1;
            if (!x->holds[at])
                continue;
            x->next_holder[at] = x->first_holder[i];
            x->first_holder[i] = at + 1;
        }
}

/* What overlaps is one place. */
static void join_places(const struct finding_pointed *x)
{
    for (uint32_t path = 0; path < x->fn->paths.len; path++)
        for (uint32_t i = x->body->next_of_root[path]; x->held[path] && i != path;
             i = x->body->next_of_root[i])
            if (on_one_way(x->fn, &x->fn->paths.at[i], &x->fn->paths.at[path]))
                join(x, place(x, i), place(x, path));
}

/* PATH leads through pointers that hold some, or there are some in what it names: into their class.
 * *CLASS: of those that were found before; 0: none. */
static void meet_pointers(const struct finding_pointed *x, uint32_t path, uint32_t *class)
{
    for (uint32_t at = x->first_holder[x->root[path] - 1]; at; at = x->next_holder[at - 1])
        if (on_one_way(x->fn, &x->fn->paths.at[at - 1], &x->fn->paths.at[path])) {
            if (*class)
                join(x, at - 1, *class - 1);
            *class = class_of(x, at - 1) + 1;
        }
}

static uint32_t class_of_store(const struct finding_pointed *x, const struct event *e)
{
    const struct path_step *last = path_last(x->fn, function_path(x->fn, e->assign.to));
    uint32_t class = 0;
    if (last && last->kind != STEP_FIELD)
        meet_pointers(x, e->assign.to.i, &class);
    return class;
}

/* Is it a struct itself, or a pointer that is one address for good? Who asks for calls sees what
 * they lead to. */
static bool is_plain(const struct finding_pointed *x, uint32_t path)
{
    const struct path *p = &x->fn->paths.at[path];
    return p->root_kind == ROOT_LOCAL && !p->step_len &&
           (x->fn->locals.at[p->root].shape.kind == SHAPE_RECORD || x->body->assign_len[path] == 1);
}

static uint32_t class_of_call(const struct finding_pointed *x, const struct event_call *call)
{
    const struct entity *callee =
        call->callee_kind == CALLEE_DIRECT ? facts_entity(x->node->facts, call->function) : NULL;
    uint32_t class = 0;
    for (uint32_t i = 0; i < call->arg_len; i++) {
        const struct value *v = function_value(x->fn, x->fn->args.at[call->first_arg + i]);
        bool reads = callee && i < callee->params.len && callee->params.at[i].shape.target_const;
        if (v->kind == VALUE_PATH && !reads && !is_plain(x, v->path.i))
            meet_pointers(x, v->path.i, &class);
    }
    return class;
}

/* By event; false: none. */
static bool find_events(const struct finding_pointed *x, uint32_t *events)
{
    bool any = false;
    for (uint32_t i = 0; i < x->fn->events.len; i++) {
        const struct event *e = &x->fn->events.at[i];
        events[i] = e->kind == EVENT_ASSIGN ? class_of_store(x, e)
                    : e->kind == EVENT_CALL ? class_of_call(x, &e->call)
                                            : 0;
        any |= events[i] != 0;
    }
    return any;
}

/* Of the classes as they are in the end those through which something is stored. */
static struct pointed *finish(struct arena *a, const struct finding_pointed *x,
                              const uint32_t *events)
{
    uint32_t *of_events = arena_new_array(a, uint32_t, x->fn->events.len + 1),
             *places = arena_new_array(a, uint32_t, x->fn->paths.len + 1);
    struct arena *scratch = arena_new();
    bool *stores = arena_new_array(scratch, bool, 2 * x->fn->paths.len + 1);
    struct pointed *found = arena_new_one(a, struct pointed);
    for (uint32_t i = 0; i < x->fn->events.len; i++)
        if (events[i]) {
            of_events[i] = class_of(x, events[i] - 1) + 1;
            stores[of_events[i] - 1] = true;
        }
    for (uint32_t i = 0; i < x->fn->paths.len; i++)
        if (stores[class_of(x, place(x, i))])
            places[i] = class_of(x, place(x, i)) + 1;
    arena_free(scratch);
    *found = (struct pointed){places, of_events};
    return found;
}

static bool has_addresses(const struct function *fn)
{
    bool any = false;
    for (uint32_t i = 0; !any && i < fn->values.len; i++)
        any = fn->values.at[i].kind == VALUE_ADDRESS;
    return any;
}

const struct pointed *pointed_find(struct arena *a, const struct node *node,
                                   const struct body *body)
{
    const struct function *fn = node->body;
    if (!has_addresses(fn))
        return NULL;
    struct arena *scratch = arena_new();
    struct finding_pointed x = {.node = node, .fn = fn, .body = body};
    struct pointed *found = NULL;
    uint32_t *events = arena_new_array(scratch, uint32_t, fn->events.len + 1);
    x.holds = arena_new_array(scratch, bool, fn->paths.len + 1);
    x.held = arena_new_array(scratch, bool, fn->paths.len + 1);
    x.root = arena_new_array(scratch, uint32_t, fn->paths.len + 1);
    x.first_holder = arena_new_array(scratch, uint32_t, fn->paths.len + 1);
    x.next_holder = arena_new_array(scratch, uint32_t, fn->paths.len + 1);
    x.class = arena_new_array(scratch, uint32_t, 2 * fn->paths.len + 1);
    for (uint32_t i = 0; i < 2 * fn->paths.len; i++)
        x.class[i] = i;
    if (find_pointers(&x)) {
        join_places(&x);
        find_holders(&x);
        found = find_events(&x, events) ? finish(a, &x, events) : NULL;
    }
    arena_free(scratch);
    return found;
}
