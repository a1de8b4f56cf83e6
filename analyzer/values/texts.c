#include "values/texts.h"

#include "engine/queue.h"
#include "link/back.h"

struct write {
    uint32_t event;
    uint32_t arg;                /* of the call, FACTS_NONE: an assignment */
    struct path_id path, target; /* target: see target_of */
    struct prefix text;
};

struct fn_texts {
    VEC(struct write) writes; /* in order of events */
    uint32_t *first;          /* by event: into writes; NULL: there is none */
    struct rows rows;         /* what writes to a path */
    uint32_t param_len;
    struct prefix *params; /* of all callers together */
    struct prefix *outs;   /* by parameter: what is written to what it points to */
    struct prefix result;
    bool called; /* directly, by somebody */
};

struct texts {
    struct arena *arena;
    const struct bodies *bodies;
    const struct places *places;
    struct strs *strs;
    struct prefix *cells;
    bool *stored;        /* by cell: something is written to it */
    struct fn_texts *at; /* by node */
};

static const struct node *node_of(const struct texts *t, struct node_id n)
{
    return program_get(t->bodies->program, n);
}

static struct prefix join(const struct texts *t, struct prefix a, struct prefix b)
{
    return prefix_join(t->strs, a, b);
}

/* P without the dereference at its end: what `out` points to and `*out` are one. */
static struct path_id target_of(const struct texts *t, struct node_id n, struct path_id p)
{
    const struct function *fn = node_of(t, n)->body;
    const struct path *path = function_path(fn, p), *other;
    if (!path->step_len || path_last(fn, path)->kind != STEP_DEREF)
        return p;
    for (uint32_t i = body_next_of_root(t->bodies, n, p.i); i != p.i;
         i = body_next_of_root(t->bodies, n, i)) {
        other = &fn->paths.at[i];
        bool same = other->step_len + 1 == path->step_len;
        for (uint32_t k = 0; same && k < other->step_len; k++) {
            const struct path_step *a = &fn->steps.at[path->first_step + k];
            const struct path_step *b = &fn->steps.at[other->first_step + k];
            same = a->kind == b->kind && a->field.i == b->field.i && a->index == b->index;
        }
        if (same)
            return (struct path_id){i};
    }
    return p;
}

/* ---- what can be written ---- */

/* A place for a string: not its characters. */
static bool is_text(struct shape s)
{
    return s.kind == SHAPE_UNKNOWN || ((s.kind == SHAPE_POINTER || s.kind == SHAPE_ARRAY) &&
                                       s.target != SHAPE_RECORD && s.target != SHAPE_FUNCTION);
}

static bool holds_text(const struct texts *t, struct node_id n, struct path_id path)
{
    const struct node *node = node_of(t, n);
    return is_text(place_shape(node->facts, node->body, path));
}

static const struct rule_path *find_rule(const struct call *call, uint32_t arg_len, uint32_t out)
{
    for (uint32_t i = 0; call->roles && i < call->roles->paths_made.len; i++) {
        const struct rule_path *r = call->roles->paths_made.at[i];
        uint32_t to = r->out == INT32_MIN ? FACTS_NONE : arg_index(r->out, arg_len);
        if (callee_arity_fits(&r->callee, arg_len) && to == out)
            return r;
    }
    return NULL;
}

/* May the call write to what its argument K points to? Not through a pointer to const, nor where it
 * takes as many arguments as it is given: such functions print what they get. */
static bool may_write(const struct texts *t, const struct call *call, const struct event_call *c,
                      uint32_t k, enum value_kind kind)
{
    if (call->roles && call->roles->paths_made.len)
        return find_rule(call, c->arg_len, k) != NULL;
    if (call->callee.i == FACTS_NONE)
        return kind == VALUE_ADDRESS;
    const struct node *callee = node_of(t, call->callee);
    if (!callee->body && call->roles && call->roles->resource_releases.len)
        return false;
    return k < callee->entity->params.len && !callee->entity->params.at[k].shape.target_const;
}

static void add_write(struct texts *t, struct node_id n, uint32_t event, uint32_t arg,
                      struct path_id path)
{
    if (holds_text(t, n, path))
        vec_push(t->arena, &t->at[n.i].writes,
                 (struct write){
                     .event = event, .arg = arg, .path = path, .target = target_of(t, n, path)});
}

static void find_writes(struct texts *t, struct node_id n, uint32_t event)
{
    const struct function *fn = node_of(t, n)->body;
    const struct event *e = &fn->events.at[event];
    const struct call *call = calls_find(t->bodies->calls, n, event);
    if (e->kind == EVENT_ASSIGN)
        add_write(t, n, event, FACTS_NONE, e->assign.to);
    for (uint32_t k = 0; e->kind == EVENT_CALL && call && k < e->call.arg_len; k++) {
        const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + k]);
        if ((v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) &&
            may_write(t, call, &e->call, k, v->kind))
            add_write(t, n, event, k, v->path);
    }
}

static struct rows find_rows(const struct texts *t, struct node_id n)
{
    const struct function *fn = node_of(t, n)->body;
    const struct fn_texts *x = &t->at[n.i];
    struct arena *scratch = arena_new();
    VEC(struct row_entry) all = {0};
    for (uint32_t k = 0; k < fn->blocks.len; k++)
        for (uint32_t i = 0; i < fn->blocks.at[k].events.len; i++) {
            uint32_t event = fn->blocks.at[k].events.at[i].i;
            for (uint32_t w = x->first[event]; w < x->first[event + 1]; w++)
                vec_push(scratch, &all, (struct row_entry){x->writes.at[w].target.i, event});
        }
    struct rows rows = rows_new(t->arena, fn->paths.len, all.at, all.len);
    arena_free(scratch);
    return rows;
}

static void prepare(struct texts *t, struct node_id n)
{
    const struct node *node = node_of(t, n);
    struct fn_texts *x = &t->at[n.i];
    x->param_len = node->entity->params.len;
    x->params = arena_new_array(t->arena, struct prefix, x->param_len + 1);
    x->outs = arena_new_array(t->arena, struct prefix, x->param_len + 1);
    for (uint32_t i = 0; i < node->body->events.len; i++)
        find_writes(t, n, i);
    if (!x->writes.len)
        return;
    x->first = arena_new_array(t->arena, uint32_t, node->body->events.len + 1);
    for (uint32_t i = 0, k = 0; i <= node->body->events.len; i++) {
        while (k < x->writes.len && x->writes.at[k].event < i)
            k++;
        x->first[i] = k;
    }
    x->rows = find_rows(t, n);
    for (uint32_t i = 0; i < x->writes.len; i++) {
        struct cells c = place_written(t->places, node->facts, node->body, x->writes.at[i].path);
        for (uint32_t k = 0; k < c.len; k++)
            t->stored[c.at[k]] = true;
    }
}

/* ---- what is there ---- */

struct search {
    const struct texts *t;
    struct node_id n;
    struct path_id path;
    struct prefix found;
};

static enum back look_for_write(void *context, struct place_in end)
{
    struct search *s = context;
    const struct fn_texts *x = &s->t->at[s->n.i];
    for (;;) {
        uint32_t event = back_last(s->t->bodies, s->n, &x->rows, s->path, end);
        if (event == FACTS_NONE)
            return BACK_ON;
        for (uint32_t i = x->first[event]; i < x->first[event + 1]; i++) {
            const struct write *w = &x->writes.at[i];
            if (w->target.i != s->path.i || (w->arg != FACTS_NONE && w->text.is == PREFIX_NONE))
                continue; /* nothing, as far as is known */
            s->found = join(s->t, s->found, w->text);
            return BACK_FOUND;
        }
        back_place(s->t->bodies, s->n, event, &end);
    }
}

/* May more be stored to the path than its assignments say: is its address taken? */
static bool has_address(const struct function *fn, struct path_id path)
{
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_ADDRESS && fn->values.at[i].path.i == path.i)
            return true;
    return false;
}

/* The variable of file scope that PATH is in, as it is written, or through a local pointer that
 * only ever points into it: `for (p = table; p->path; p++)`; NULL: none. */
static const struct path *global_of(const struct texts *t, struct node_id n, const struct path *p)
{
    const struct function *fn = node_of(t, n)->body;
    const struct rows *assigns = &t->bodies->at[n.i].assigns;
    struct path_id root = p->root_kind == ROOT_LOCAL ? function_root_path(fn, ROOT_LOCAL, p->root)
                                                     : (struct path_id){FACTS_NONE};
    const struct path *found = p->root_kind == ROOT_GLOBAL ? p : NULL;
    if (root.i == FACTS_NONE)
        return found;
    for (uint32_t i = assigns->first[root.i]; i < assigns->first[root.i + 1]; i++) {
        const struct value *v = function_value(fn, fn->events.at[assigns->at[i]].assign.from);
        const struct value *of = v->kind == VALUE_UNKNOWN && v->operand_len
                                     ? function_value(fn, fn->operands.at[v->first_operand])
                                     : NULL;
        if (of && of->kind == VALUE_PATH && of->path.i == root.i)
            continue; /* moved on */
        const struct path *in = v->kind == VALUE_ADDRESS ? function_path(fn, v->path) : NULL;
        if (!in || in->root_kind != ROOT_GLOBAL || (found && found->root != in->root))
            return NULL;
        found = in;
    }
    return found && has_address(fn, root) ? NULL : found;
}

/* Of an element that is not known of a constant table: what all of them have in that field. */
static struct prefix table_text(const struct texts *t, struct node_id n, const struct path *path)
{
    const struct node *node = node_of(t, n);
    const struct path_step *last = path_last(node->body, path);
    const struct path *in = last && last->kind == STEP_FIELD ? global_of(t, n, path) : NULL;
    struct prefix text = {.is = PREFIX_NONE};
    if (!in)
        return text;
    const struct entity *e = facts_entity(node->facts, (struct entity_id){in->root});
    const struct constant *table =
        &t->bodies->constants[program_slot(node->facts, (struct entity_id){in->root}).i];
    if (e->shape.kind != SHAPE_ARRAY || !e->shape.is_const || !table->unit)
        return text;
    uint32_t slot = program_slot(node->facts, last->field).i;
    const struct function *init = &table->unit->init;
    for (uint32_t i = 0; i < init->events.len; i++) {
        const struct event *a = &init->events.at[i];
        const struct path *to = a->kind == EVENT_ASSIGN ? function_path(init, a->assign.to) : NULL;
        const struct path_step *field = to ? path_last(init, to) : NULL;
        if (!field || to->root_kind != ROOT_GLOBAL || to->root != table->entity.i ||
            field->kind != STEP_FIELD || program_slot(table->unit, field->field).i != slot)
            continue;
        const struct value *v = function_value(init, a->assign.from);
        if (v->kind == VALUE_STRING)
            text =
                join(t, text, (struct prefix){.is = PREFIX_KNOWN, .whole = true, .text = v->text});
        else if (v->kind != VALUE_NULL && v->kind != VALUE_INT)
            return PREFIX_UNKNOWN;
    }
    return text;
}

/* What was there when the function began. Where nothing is ever written, somebody does it who is
 * not seen. */
static struct prefix at_start(const struct texts *t, struct node_id n, struct path_id path)
{
    const struct node *node = node_of(t, n);
    const struct path *p = function_path(node->body, path);
    struct cells c = place_read(t->places, node->facts, node->body, path);
    struct prefix text = {.is = PREFIX_NONE};
    bool stored = false;
    if (p->root_kind == ROOT_PARAM && !p->step_len)
        return holds_text(t, n, path) ? prefix_of_param(p->root) : PREFIX_UNKNOWN;
    text = table_text(t, n, p);
    if (text.is != PREFIX_NONE)
        return text;
    if (!c.len)
        return p->root_kind == ROOT_LOCAL && !p->step_len ? text : PREFIX_UNKNOWN;
    for (uint32_t i = 0; i < c.len; i++) {
        text = join(t, text, t->cells[c.at[i]]);
        stored |= t->stored[c.at[i]];
    }
    return stored ? text : PREFIX_UNKNOWN;
}

static struct prefix path_text(const struct texts *t, struct node_id n, uint32_t event,
                               struct path_id path)
{
    struct search s = {.t = t, .n = n, .path = target_of(t, n, path)};
    struct place_in at;
    bool start = true;
    if (t->at[n.i].first && t->at[n.i].rows.first[s.path.i] < t->at[n.i].rows.first[s.path.i + 1] &&
        back_place(t->bodies, n, event, &at))
        (void)back_search(t->bodies, n, at, look_for_write, &s, &start);
    return start ? join(t, s.found, at_start(t, n, path)) : s.found;
}

static struct prefix value_text(const struct texts *t, struct node_id n, uint32_t event,
                                struct value_id id);

static struct prefix by_rule(const struct texts *t, const struct rule_path *r,
                             const struct prefix *args, uint32_t arg_len)
{
    if (r->text)
        return (struct prefix){.is = PREFIX_KNOWN, .text = str_intern(t->strs, r->text)};
    uint32_t of = arg_index(r->of != INT32_MIN ? r->of : r->format, arg_len);
    if (of == FACTS_NONE)
        return PREFIX_UNKNOWN;
    return r->of != INT32_MIN ? prefix_of_longer(args[of])
                              : prefix_printed(t->strs, args, arg_len, of, of + 1);
}

/* What the call writes to its argument OUT; FACTS_NONE: what it returns. */
static struct prefix call_text(const struct texts *t, struct node_id n, uint32_t event,
                               uint32_t out)
{
    const struct function *fn = node_of(t, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    const struct call *call = calls_get(t->bodies->calls, n, event);
    uint32_t arg_len = c->arg_len < PARAMS_MAX ? c->arg_len : PARAMS_MAX;
    struct prefix args[PARAMS_MAX], text = {.is = PREFIX_NONE};
    const struct rule_path *rule = find_rule(call, c->arg_len, out);
    bool seen = false;
    for (uint32_t i = 0; i < arg_len; i++)
        args[i] = value_text(t, n, event, fn->args.at[c->first_arg + i]);
    if (rule)
        return by_rule(t, rule, args, arg_len);
    if (out == FACTS_NONE && call->roles && call->roles->is_allocator)
        return text; /* new memory */
    for (uint32_t i = 0; i < call->callees.len; i++) {
        const struct fn_texts *callee = &t->at[call->callees.at[i].i];
        if (!node_of(t, call->callees.at[i])->body ||
            (out != FACTS_NONE && out >= callee->param_len))
            continue;
        seen = true;
        text = join(t, text,
                    prefix_bind(t->strs, out == FACTS_NONE ? callee->result : callee->outs[out],
                                args, arg_len));
    }
    return seen ? text : PREFIX_UNKNOWN;
}

static struct prefix value_text(const struct texts *t, struct node_id n, uint32_t event,
                                struct value_id id)
{
    const struct function *fn = node_of(t, n)->body;
    const struct value *v = function_value(fn, id);
    struct prefix text = {.is = PREFIX_NONE};
    switch (v->kind) {
    case VALUE_STRING:
        return (struct prefix){.is = PREFIX_KNOWN, .whole = true, .text = v->text};
    case VALUE_NULL: /* no text; nor is a number or a character one */
    case VALUE_INT:
        return text;
    case VALUE_PATH:
    case VALUE_ADDRESS:
        return path_text(t, n, event, v->path);
    case VALUE_RESULT:
        return fn->events.at[v->event.i].kind == EVENT_CALL
                   ? call_text(t, n, v->event.i, FACTS_NONE)
                   : PREFIX_UNKNOWN;
    case VALUE_CHOICE:
        for (uint32_t i = 0; i < v->choice_len; i++)
            text = join(t, text, value_text(t, n, event, fn->choices.at[v->first_choice + i]));
        return text;
    case VALUE_UNKNOWN:
    case VALUE_FUNCTION:
        break;
    }
    return PREFIX_UNKNOWN;
}

/* ---- until nothing changes ---- */

struct solving {
    struct texts *t;
    struct digraph readers; /* of a cell */
    const struct digraph *callers;
    struct queue queue;
};

static void ask_all(struct solving *s, const struct digraph *g, uint32_t of)
{
    for (uint32_t i = g->first[of]; i < g->first[of + 1]; i++)
        if (s->t->bodies->program->nodes.at[g->to[i]].body)
            queue_add(&s->queue, g->to[i]);
}

static bool join_at(const struct texts *t, struct prefix *at, struct prefix text)
{
    struct prefix joined = join(t, *at, text);
    bool changed = !prefix_same(joined, *at);
    *at = joined;
    return changed;
}

/* Without parameters: of all callers together. */
static struct prefix settled(const struct texts *t, struct node_id n, struct prefix text)
{
    const struct fn_texts *x = &t->at[n.i];
    if (!prefix_is_open(text))
        return text;
    return x->called ? prefix_bind(t->strs, text, x->params, x->param_len) : PREFIX_UNKNOWN;
}

static void note_write(struct solving *s, struct node_id n, const struct write *w)
{
    struct texts *t = s->t;
    const struct node *node = node_of(t, n);
    const struct path *p = function_path(node->body, w->path);
    struct fn_texts *x = &t->at[n.i];
    bool through = (w->arg != FACTS_NONE && !p->step_len) ||
                   (p->step_len == 1 && path_last(node->body, p)->kind != STEP_FIELD);
    bool itself = w->text.is == PREFIX_PARAM && w->text.param == p->root && !w->text.text.i;
    struct cells c = place_written(t->places, node->facts, node->body, w->path);
    if (p->root_kind == ROOT_PARAM && through && !itself && p->root < x->param_len &&
        join_at(t, &x->outs[p->root], w->text))
        ask_all(s, s->callers, n.i);
    for (uint32_t i = 0; i < c.len; i++)
        if (join_at(t, &t->cells[c.at[i]], settled(t, n, w->text)))
            ask_all(s, &s->readers, c.at[i]);
}

static void note_args(struct solving *s, const struct call *call)
{
    struct texts *t = s->t;
    const struct function *fn = node_of(t, call->node)->body;
    const struct event_call *c = &fn->events.at[call->event].call;
    for (uint32_t i = 0; i < call->callees.len; i++) {
        struct node_id callee = call->callees.at[i];
        struct fn_texts *x = &t->at[callee.i];
        for (uint32_t k = 0; k < c->arg_len && k < x->param_len; k++) {
            if (!is_text(node_of(t, callee)->entity->params.at[k].shape))
                continue;
            struct prefix text =
                value_text(t, call->node, call->event, fn->args.at[c->first_arg + k]);
            if (join_at(t, &x->params[k], settled(t, call->node, text)))
                queue_add(&s->queue, callee.i);
        }
    }
}

/* The writes of one function, which may depend on each other. */
static void run(struct texts *t, struct node_id n)
{
    struct fn_texts *x = &t->at[n.i];
    const struct function *fn = node_of(t, n)->body;
    for (uint32_t i = 0; i < x->writes.len; i++)
        x->writes.at[i].text = (struct prefix){.is = PREFIX_NONE};
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < x->writes.len; i++) {
            struct write *w = &x->writes.at[i];
            struct prefix text =
                w->arg == FACTS_NONE
                    ? value_text(t, n, w->event, fn->events.at[w->event].assign.from)
                    : call_text(t, n, w->event, w->arg);
            changed |= join_at(t, &w->text, text);
        }
    }
}

static void publish(struct solving *s, struct node_id n)
{
    struct texts *t = s->t;
    const struct function *fn = node_of(t, n)->body;
    struct fn_texts *x = &t->at[n.i];
    const call_vec *rows = &t->bodies->calls->at[n.i];
    for (uint32_t i = 0; i < x->writes.len; i++)
        note_write(s, n, &x->writes.at[i]);
    for (uint32_t i = 0; i < rows->len; i++)
        if (fn->events.at[rows->at[i].event].kind == EVENT_CALL)
            note_args(s, &rows->at[i]);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_RETURN && e->value.i != FACTS_NONE &&
            join_at(t, &x->result, value_text(t, n, i, e->value)))
            ask_all(s, s->callers, n.i);
    }
}

/* What initialisers put into variables. */
static void read_initialisers(struct texts *t, const struct facts *f)
{
    for (uint32_t i = 0; i < f->init.events.len; i++) {
        const struct event *e = &f->init.events.at[i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct value *v = function_value(&f->init, e->assign.from);
        struct cells c = place_written(t->places, f, &f->init, e->assign.to);
        struct prefix text = PREFIX_UNKNOWN;
        if (v->kind == VALUE_STRING)
            text = (struct prefix){.is = PREFIX_KNOWN, .whole = true, .text = v->text};
        else if (v->kind == VALUE_NULL || v->kind == VALUE_INT)
            text = (struct prefix){.is = PREFIX_NONE};
        for (uint32_t k = 0; k < c.len; k++) {
            t->stored[c.at[k]] |= text.is != PREFIX_NONE;
            join_at(t, &t->cells[c.at[k]], text);
        }
    }
}

static void solve_all(struct texts *t)
{
    const struct program *p = t->bodies->program;
    struct arena *scratch = arena_new();
    const struct solver *order = calls_order_written(t->bodies->calls);
    struct solving s = {.t = t, .callers = &order->needed};
    struct node_id n;
    s.readers = place_readers(t->places, t->bodies, scratch);
    s.queue = queue_new(scratch, p->nodes.len);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[order->order[i]].body)
            queue_add(&s.queue, order->order[i]);
    while (queue_take(&s.queue, &n.i)) {
        run(t, n);
        publish(&s, n);
    }
    arena_free(scratch);
}

struct texts *texts_new(const struct bodies *b, const struct places *places)
{
    const struct program *p = b->program;
    struct arena *arena = arena_new();
    struct texts *t = arena_new_one(arena, struct texts);
    *t = (struct texts){.arena = arena, .bodies = b, .places = places, .strs = p->strs};
    t->cells = arena_new_array(arena, struct prefix, places_len(places) + 1);
    t->stored = arena_new_array(arena, bool, places_len(places) + 1);
    t->at = arena_new_array(arena, struct fn_texts, p->nodes.len + 1);
    for (uint32_t i = 0; i < p->units.len; i++)
        read_initialisers(t, p->units.at[i]);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        for (uint32_t k = 0; k < b->calls->at[i].len; k++)
            for (uint32_t c = 0; c < b->calls->at[i].at[k].callees.len; c++)
                t->at[b->calls->at[i].at[k].callees.at[c].i].called = true;
        if (p->nodes.at[i].body)
            prepare(t, (struct node_id){i});
    }
    solve_all(t);
    return t;
}

void texts_free(struct texts *t)
{
    if (t)
        arena_free(t->arena);
}

struct prefix texts_at(const struct texts *t, struct node_id n, uint32_t event, struct value_id id)
{
    return value_text(t, n, event, id);
}
