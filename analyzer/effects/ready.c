#include "effects/ready.h"

#include "link/back.h"
#include "link/names.h"

struct registration {
    struct ready_fd fd; /* where it is registered */
    int32_t param;      /* of the callback, INT32_MIN none */
};

typedef VEC(const struct call *) caller_vec;

struct callback {
    VEC(struct registration) at;
    uint32_t named; /* how often the program names the function, other than to call it */
};

struct mention { /* a call that may read what it is handed, of which this is the place */
    struct node_id node;
    struct path_id path;
    uint32_t before; /* the mention before it of the same slot plus one, 0 none */
};

/* Who may read a descriptor, here or further down. Asked once for each. */
struct readers {
    struct path_id path; /* of one node */
    bool *at;            /* by node */
    struct readers *next;
};

struct ready {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    struct callback *callbacks; /* by node; NULL: nothing was asked yet */
    caller_vec *callers;        /* by node: direct ones */
    caller_vec *through;        /* by node: calls through pointers that may run it */
    node_vec *above;            /* by node: who calls it, through pointers too */
    VEC(struct mention) mentions;
    uint32_t *mentioned;      /* by slot: the last mention of it plus one, 0 none */
    struct readers **readers; /* by node */
    bool
        any; /* some callback is called for a descriptor, or a loop of the program's own sees one */
};

struct ready *ready_new(struct arena *arena, const struct contexts *c,
                        const struct aval_context *values)
{
    struct ready *r = arena_new_one(arena, struct ready);
    *r = (struct ready){.arena = arena, .contexts = c, .values = values};
    return r;
}

static const struct node *node_of(const struct ready *r, struct node_id n)
{
    return program_get(r->contexts->program, n);
}

static struct value_id arg_of(const struct ready *r, const struct call *call, uint32_t arg)
{
    const struct function *fn = node_of(r, call->node)->body;
    return fn->args.at[fn->events.at[call->event].call.first_arg + arg];
}

/* ---- places ---- */

/* What the value surely is, if that is a path; NULL: it is not. */
static const struct value *path_of(const struct ready *r, struct ready_fd fd)
{
    struct value_id id = body_resolve(r->contexts->bodies, fd.node, fd.value);
    const struct value *v = function_value(node_of(r, fd.node)->body, id);
    return v->kind == VALUE_PATH ? v : NULL;
}

#define NO_ELEMENT (-2)

/* Which element of an array the path ends in; -1: it is not known, NO_ELEMENT: in none. */
static int64_t element_of(const struct ready *r, struct node_id n, struct path_id id)
{
    const struct function *fn = node_of(r, n)->body;
    const struct path_step *last = path_last(fn, function_path(fn, id));
    return last && last->kind == STEP_INDEX ? last->index : NO_ELEMENT;
}

/* The step to the field that the path ends in, or in an element of; NULL: to none. */
static const struct path_step *field_step(const struct function *fn, const struct path *p)
{
    const struct path_step *last = path_last(fn, p);
    if (last && last->kind == STEP_INDEX)
        last = p->step_len > 1 ? last - 1 : NULL;
    return last && last->kind == STEP_FIELD ? last : NULL;
}

/* That field, or the variable of file scope that the path begins with; FACTS_NONE: none. */
static uint32_t slot_of(const struct ready *r, struct node_id n, struct path_id id)
{
    const struct node *node = node_of(r, n);
    const struct path *p = function_path(node->body, id);
    const struct path_step *field = field_step(node->body, p);
    if (field)
        return program_slot(node->facts, field->field).i;
    return p->root_kind == ROOT_GLOBAL ? program_slot(node->facts, (struct entity_id){p->root}).i
                                       : FACTS_NONE;
}

/* Does the call read what it is handed, or hand it to code that may? What has no body and is in the
 * packs does what they say, as ioctl(fd, FIONREAD) does not. */
static bool reads(const struct ready *r, const struct call *call)
{
    bool seen = call->callees.len && node_of(r, call->callees.at[0])->body;
    bool reads = call->targets.len || seen || (call->callees.len && !call->roles);
    for (uint32_t i = 0; call->roles && i < call->roles->blocking.len; i++)
        reads |= call->roles->blocking.at[i]->fd != INT32_MIN;
    return reads;
}

/* The places that it is handed then. */
static void see_reader(struct ready *r, const struct call *call)
{
    const struct event *e = &node_of(r, call->node)->body->events.at[call->event];
    for (uint32_t i = 0; e->kind == EVENT_CALL && reads(r, call) && i < e->call.arg_len; i++) {
        const struct value *v = path_of(r, ready_fd(call->node, arg_of(r, call, i)));
        uint32_t slot = v ? slot_of(r, call->node, v->path) : FACTS_NONE;
        if (slot == FACTS_NONE)
            continue;
        vec_push(r->arena, &r->mentions, (struct mention){call->node, v->path, r->mentioned[slot]});
        r->mentioned[slot] = r->mentions.len;
    }
}

/* ---- registrations ---- */

/* The wrapper's own callers register for what they hand it. */
static void add_registration(struct ready *r, struct node_id n, uint32_t event, struct ready_fd fd,
                             struct value_id function, int32_t param)
{
    const struct bodies *b = r->contexts->bodies;
    uint32_t own = body_param(b, n, function);
    source_vec sources = {0};
    r->any = true;
    if (own == FACTS_NONE) {
        flow_value(r->contexts->flow, r->arena, n, function, event, &sources);
        for (uint32_t i = 0; i < sources.len; i++)
            vec_push(r->arena, &r->callbacks[sources.at[i]->function.i].at,
                     (struct registration){fd, param});
        return;
    }
    for (uint32_t i = 0; i < r->callers[n.i].len; i++) {
        const struct call *by = r->callers[n.i].at[i];
        uint32_t len = node_of(r, by->node)->body->events.at[by->event].call.arg_len;
        if (own < len && !calls_recursive(r->contexts->calls, by->node, n))
            add_registration(r, by->node, by->event, ready_bind(r, by->node, by->event, n, fd),
                             arg_of(r, by, own), param);
    }
}

static void see_registrar(struct ready *r, const struct call *call,
                          const struct rule_callback *rule)
{
    struct aval args[AVAL_MAX_ARGS];
    uint32_t len = aval_args(r->values, call->node, call->event, args);
    uint32_t fd = rule->fd == INT32_MIN ? FACTS_NONE : arg_index(rule->fd, len);
    bool readable =
        !rule->readable.len || aval_any(r->values, &rule->readable, args, len) == TRI_YES;
    if (fd == FACTS_NONE || !callee_arity_fits(&rule->callee, len) || !readable)
        return;
    for (uint32_t i = 0; i < rule->args.len; i++) {
        uint32_t arg = arg_index(rule->args.at[i], len);
        if (arg != FACTS_NONE)
            add_registration(r, call->node, call->event, ready_fd(call->node, arg_of(r, call, fd)),
                             arg_of(r, call, arg), rule->fd_param);
    }
}

/* Are the two paths fields of one object? */
static bool same_object(const struct function *fn, struct path_id a, struct path_id b)
{
    const struct path *p = function_path(fn, a), *q = function_path(fn, b);
    return p->step_len && p->step_len == q->step_len && p->root_kind == q->root_kind &&
           p->root == q->root && path_same_steps(fn, p, q, p->step_len - 1);
}

/* Does the value point to the object that FIELD is a field of? */
static bool points_to_object(const struct function *fn, struct value_id id, struct path_id field)
{
    const struct value *v = function_value(fn, id);
    const struct path *p = function_path(fn, field);
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return false;
    const struct path *object = function_path(fn, v->path);
    return p->step_len == object->step_len + 1 && path_begins(fn, object, p);
}

/* The rule with a descriptor whose field the path ends in; NULL: none. */
static const struct rule_field *field_rule(const struct ready *r, struct node_id n,
                                           struct path_id path)
{
    const struct roles *roles = r->contexts->calls->roles;
    const struct path *p = function_path(node_of(r, n)->body, path);
    uint32_t slot = p->step_len ? slot_of(r, n, path) : FACTS_NONE;
    for (uint32_t i = 0; slot != FACTS_NONE && i < roles->fields.len; i++)
        if (roles->fields.at[i]->fd.i &&
            roles_field_fits(roles, &r->contexts->program->slots.at[slot], roles->fields.at[i]))
            return roles->fields.at[i];
    return NULL;
}

/* Does function N store in the object that FD is a field of that nothing is to be read there? */
static bool is_not_for_reading(const struct ready *r, const struct rule_field *rule,
                               struct node_id n, struct path_id fd)
{
    const struct function *fn = node_of(r, n)->body;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        uint32_t slot = e->kind == EVENT_ASSIGN && same_object(fn, fd, e->assign.to)
                            ? slot_of(r, n, e->assign.to)
                            : FACTS_NONE;
        for (uint32_t k = 0; slot != FACTS_NONE && k < rule->readable.len; k++) {
            struct condition w = rule->readable.at[k].all.at[0];
            struct aval stored = aval_of(r->values, n, i, e->assign.from);
            bool other = !str_eq(r->contexts->program->slots.at[slot].name, w.field);
            w.arg = 0;
            w.field.i = 0;
            if (!other && aval_condition(r->values, &w, &stored, 1) == TRI_NO)
                return true;
        }
    }
    return false;
}

/* A descriptor is stored in the object that a function is stored in, which is called for it. */
static void see_stored_fd(struct ready *r, struct node_id n, uint32_t event,
                          const struct rule_field *rule)
{
    const struct function *fn = node_of(r, n)->body;
    const struct event_assign *a = &fn->events.at[event].assign;
    for (uint32_t k = 0; k < fn->events.len; k++) {
        const struct event *f = &fn->events.at[k];
        uint32_t slot = f->kind == EVENT_ASSIGN && same_object(fn, a->to, f->assign.to)
                            ? slot_of(r, n, f->assign.to)
                            : FACTS_NONE;
        if (slot != FACTS_NONE && str_eq(r->contexts->program->slots.at[slot].name, rule->fd) &&
            !is_not_for_reading(r, rule, n, f->assign.to))
            add_registration(r, n, event, ready_fd(n, f->assign.from), a->from, INT32_MIN);
    }
}

struct stored { /* a function, by the assignment EVENT of NODE */
    struct node_id node;
    uint32_t event;
    const struct rule_field *rule; /* of its field */
};

/* CALLEE stores a descriptor in what its parameter points to. */
static void see_param_fd(struct ready *r, struct node_id callee, uint32_t param,
                         const struct stored *function)
{
    const struct function *fn = node_of(r, callee)->body;
    const struct function *by = node_of(r, function->node)->body;
    for (uint32_t i = 0; fn && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct path *to = e->kind == EVENT_ASSIGN ? function_path(fn, e->assign.to) : NULL;
        uint32_t slot = to && to->step_len == 1 && to->root_kind == ROOT_PARAM && to->root == param
                            ? slot_of(r, callee, e->assign.to)
                            : FACTS_NONE;
        if (slot != FACTS_NONE &&
            str_eq(r->contexts->program->slots.at[slot].name, function->rule->fd) &&
            !is_not_for_reading(r, function->rule, callee, e->assign.to))
            add_registration(r, function->node, function->event, ready_fd(callee, e->assign.from),
                             by->events.at[function->event].assign.from, INT32_MIN);
    }
}

/* The same in the functions that N gives the object. */
static void see_given_fd(struct ready *r, struct node_id n, uint32_t event,
                         const struct rule_field *rule)
{
    const struct function *fn = node_of(r, n)->body;
    const struct event_assign *a = &fn->events.at[event].assign;
    const call_vec *rows = &r->contexts->calls->at[n.i];
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct event *e = &fn->events.at[rows->at[i].event];
        for (uint32_t k = 0;
             e->kind == EVENT_CALL && rows->at[i].callees.len && k < e->call.arg_len; k++)
            if (points_to_object(fn, arg_of(r, &rows->at[i], k), a->to))
                see_param_fd(r, rows->at[i].callees.at[0], k, &(struct stored){n, event, rule});
    }
}

/* A function and a descriptor are stored in one object, by one function, or the descriptor by one
 * that this gives the object. Where it is not said there what it is to be ready for, but by the
 * call that starts it, who reads it in its callback is taken to be called for that. */
static void see_stored(struct ready *r, struct node_id n)
{
    const struct function *fn = node_of(r, n)->body;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct rule_field *rule =
            e->kind == EVENT_ASSIGN ? field_rule(r, n, e->assign.to) : NULL;
        if (!rule)
            continue;
        see_stored_fd(r, n, i, rule);
        see_given_fd(r, n, i, rule);
    }
}

static void see_calls(struct ready *r, struct node_id n)
{
    const call_vec *rows = &r->contexts->calls->at[n.i];
    for (uint32_t i = 0; i < rows->len; i++) {
        for (uint32_t k = 0; k < rows->at[i].callees.len; k++) {
            vec_push(r->arena, &r->callers[rows->at[i].callees.at[k].i], &rows->at[i]);
            vec_push(r->arena, &r->above[rows->at[i].callees.at[k].i], n);
        }
        for (uint32_t k = 0; k < rows->at[i].targets.len; k++) {
            vec_push(r->arena, &r->through[rows->at[i].targets.at[k].node.i], &rows->at[i]);
            vec_push(r->arena, &r->above[rows->at[i].targets.at[k].node.i], n);
        }
        see_reader(r, &rows->at[i]);
    }
}

static void see_registrars(struct ready *r, struct node_id n)
{
    const call_vec *rows = &r->contexts->calls->at[n.i];
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct name_roles *roles = rows->at[i].roles;
        bool call = node_of(r, n)->body->events.at[rows->at[i].event].kind == EVENT_CALL;
        for (uint32_t k = 0; call && roles && k < roles->callbacks.len; k++)
            see_registrar(r, &rows->at[i], roles->callbacks.at[k]);
    }
}

static void see_program(struct ready *r)
{
    const struct program *p = r->contexts->program;
    r->any = r->contexts->loops.len > 0;
    r->callbacks = arena_new_array(r->arena, struct callback, p->nodes.len + 1);
    r->callers = arena_new_array(r->arena, caller_vec, p->nodes.len + 1);
    r->through = arena_new_array(r->arena, caller_vec, p->nodes.len + 1);
    r->above = arena_new_array(r->arena, node_vec, p->nodes.len + 1);
    r->mentioned = arena_new_array(r->arena, uint32_t, p->slots.len + 1);
    r->readers = arena_new_array(r->arena, struct readers *, p->nodes.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        see_calls(r, (struct node_id){i});
    for (uint32_t i = 0; i < p->nodes.len; i++)
        see_registrars(r, (struct node_id){i});
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            see_stored(r, (struct node_id){i});
    uint32_t *named = names_count(r->arena, p);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        r->callbacks[i].named = named[i];
}

/* ---- the same descriptor ---- */

/* Is PATH of the callback N the descriptor that is OTHER where it is registered? */
static bool is_registered(const struct ready *r, struct node_id n, struct path_id path,
                          struct node_id by, struct path_id other)
{
    const struct node *node = node_of(r, n), *where = node_of(r, by);
    int64_t element = element_of(r, by, other);
    uint32_t param;
    if (place_same(node, path, where, other))
        return true;
    return element != -1 && field_step(where->body, function_path(where->body, other)) &&
           element == element_of(r, n, path) && slot_of(r, n, path) == slot_of(r, by, other) &&
           body_root_param(r->contexts->bodies, n, function_path(node->body, path), &param);
}

/* Likewise, or a copy that is made where it is registered: `wake = p[0];`. */
static bool matches_itself(const struct ready *r, struct node_id n, struct path_id path,
                           struct ready_fd by)
{
    const struct value *v = path_of(r, by);
    const struct function *fn = node_of(r, by.node)->body;
    const struct bodies *b = r->contexts->bodies;
    struct value_id same = body_resolve(b, by.node, by.value);
    if (v && is_registered(r, n, path, by.node, v->path))
        return true;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || !is_registered(r, n, path, by.node, e->assign.to))
            continue;
        const struct value *from = function_value(fn, body_resolve(b, by.node, e->assign.from)),
                           *fd = function_value(fn, same);
        if (from->kind == fd->kind && ((fd->kind == VALUE_PATH && from->path.i == fd->path.i) ||
                                       (fd->kind == VALUE_RESULT && from->event.i == fd->event.i)))
            return true;
    }
    return false;
}

/* What the call EVENT makes its result of, if a pack says so: a channel of a descriptor. */
static bool find_made_of(const struct ready *r, struct node_id n, uint32_t event,
                         struct ready_fd *ret)
{
    const struct call *call = calls_find(r->contexts->calls, n, event);
    const struct event *e = &node_of(r, n)->body->events.at[event];
    for (uint32_t i = 0; call && call->roles && i < call->roles->fd_opens.len; i++) {
        const struct rule_fd_open *o = call->roles->fd_opens.at[i];
        if (e->kind != EVENT_CALL || o->of < 0 || (uint32_t)o->of >= e->call.arg_len ||
            o->out != INT32_MIN)
            continue;
        *ret = ready_fd(n, arg_of(r, call, (uint32_t)o->of));
        return true;
    }
    return false;
}

/* Likewise, or what the handle that is registered is made of, there or in the one place where that
 * function stores it. */
static bool matches(const struct ready *r, struct node_id n, struct path_id path,
                    struct ready_fd by)
{
    const struct function *fn = node_of(r, by.node)->body;
    const struct value *v =
        function_value(fn, body_resolve(r->contexts->bodies, by.node, by.value));
    uint32_t made = v->kind == VALUE_RESULT ? v->event.i : FACTS_NONE, stores = 0;
    struct ready_fd of;
    if (matches_itself(r, n, path, by))
        return true;
    for (uint32_t i = 0; v->kind == VALUE_PATH && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct value *from = e->kind == EVENT_ASSIGN && e->assign.to.i == v->path.i
                                       ? function_value(fn, e->assign.from)
                                       : NULL;
        stores += from != NULL;
        made = from && from->kind == VALUE_RESULT ? from->event.i : made;
    }
    return made != FACTS_NONE && stores < 2 && find_made_of(r, by.node, made, &of) &&
           matches_itself(r, n, path, of);
}

/* ---- what reads it before ---- */

/* May they be the same, or is one not known? */
static bool may_be_same(const struct ready *r, struct ready_fd a, struct ready_fd b)
{
    const struct value *v = path_of(r, a), *w = path_of(r, b);
    if (!v || !w)
        return false;
    if (a.node.i == b.node.i)
        return v->path.i == w->path.i;
    uint32_t slot = slot_of(r, a.node, v->path);
    int64_t x = element_of(r, a.node, v->path), y = element_of(r, b.node, w->path);
    return slot != FACTS_NONE && slot == slot_of(r, b.node, w->path) &&
           (x == y || x == -1 || y == -1);
}

/* Those with a call that mentions it, and whoever leads to them. */
static bool *find_readers(struct ready *r, struct node_id n, struct path_id path)
{
    bool *at = arena_new_array(r->arena, bool, r->contexts->program->nodes.len + 1);
    struct arena *scratch = arena_new();
    node_vec work = {0};
    uint32_t slot = slot_of(r, n, path);
    for (uint32_t m = slot == FACTS_NONE ? 0 : r->mentioned[slot]; m;
         m = r->mentions.at[m - 1].before) {
        const struct mention *mention = &r->mentions.at[m - 1];
        bool other = mention->node.i != n.i || mention->path.i == path.i;
        if (other && !at[mention->node.i])
            vec_push(scratch, &work, mention->node);
        at[mention->node.i] |= other;
    }
    for (uint32_t i = 0; i < work.len; i++)
        for (uint32_t k = 0; k < r->above[work.at[i].i].len; k++) {
            struct node_id up = r->above[work.at[i].i].at[k];
            if (!at[up.i])
                vec_push(scratch, &work, up);
            at[up.i] = true;
        }
    arena_free(scratch);
    return at;
}

static const bool *readers_of(struct ready *r, struct node_id n, struct path_id path)
{
    struct readers *known = r->readers[n.i];
    while (known && known->path.i != path.i)
        known = known->next;
    if (!known) {
        known = arena_new_one(r->arena, struct readers);
        *known = (struct readers){path, find_readers(r, n, path), r->readers[n.i]};
        r->readers[n.i] = known;
    }
    return known->at;
}

bool ready_may_read(struct ready *r, const struct call *call, struct ready_fd fd)
{
    const struct event *e = &node_of(r, call->node)->body->events.at[call->event];
    const struct value *v = path_of(r, fd);
    if (!v)
        return false;
    const bool *readers = readers_of(r, fd.node, v->path);
    for (uint32_t i = 0; e->kind == EVENT_CALL && reads(r, call) && i < e->call.arg_len; i++)
        if (may_be_same(r, ready_fd(call->node, arg_of(r, call, i)), fd))
            return true;
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (readers[call->callees.at[i].i])
            return true;
    for (uint32_t i = 0; i < call->targets.len; i++)
        if (readers[call->targets.at[i].node.i])
            return true;
    return false;
}

struct before {
    struct ready *ready;
    struct node_id node;
    uint32_t event;
    struct ready_fd fd;
};

/* The edge of K that is taken where the call's result is not -1; FACTS_NONE: K does not ask that.
 */
static uint32_t edge_of_success(const struct function *fn, uint32_t event, const struct block *k)
{
    if (k->term != TERM_BRANCH || k->edge_len != 2 || k->cond.kind != COND_COMPARE)
        return FACTS_NONE;
    const struct event_call *c = &fn->events.at[event].call;
    const struct value *v = function_value(fn, k->cond.value),
                       *other = function_value(fn, k->cond.other);
    bool stored = v->kind == VALUE_PATH && c->use == USE_STORED && v->path.i == c->stored.i;
    if (other->kind != VALUE_INT || (!stored && (v->kind != VALUE_RESULT || v->event.i != event)))
        return FACTS_NONE;
    switch (k->cond.op) {
    case OP_EQ:
        return other->number == -1 ? 1 : FACTS_NONE;
    case OP_NE:
        return other->number == -1 ? 0 : FACTS_NONE;
    case OP_LT:
        return other->number == 0 ? 1 : FACTS_NONE;
    case OP_GE:
        return other->number == 0 ? 0 : FACTS_NONE;
    case OP_LE:
    case OP_GT:
    case OP_HAS:
        break;
    }
    return FACTS_NONE;
}

/* Is the call only made again after it has failed? It has taken nothing then: `do n = read(..);
 * while (n == -1 && errno == EINTR);`. */
static bool only_retried(const struct before *x)
{
    const struct bodies *b = x->ready->contexts->bodies;
    const struct function *fn = node_of(x->ready, x->node)->body;
    uint32_t at = b->at[x->node.i].block_of[x->event] - 1;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i], *from = &fn->blocks.at[at];
        uint32_t success = edge_of_success(fn, x->event, k);
        if (success == FACTS_NONE)
            continue;
        uint32_t to = fn->edges.at[k->first_edge + success].to.i;
        bool again = to == at || back_leads(b, x->node, to, at, i);
        for (uint32_t e = 0; i != at && e < from->edge_len; e++) {
            uint32_t next = fn->edges.at[from->first_edge + e].to.i;
            again |= next != i && (next == at || back_leads(b, x->node, next, at, i));
        }
        if (!again)
            return true;
    }
    return false;
}

static enum back look(void *context, struct place_in end)
{
    const struct before *x = context;
    const struct block *k = &node_of(x->ready, x->node)->body->blocks.at[end.block];
    for (uint32_t i = 0; i < k->events.len && i < end.position; i++) {
        const struct call *call = calls_find(x->ready->contexts->calls, x->node, k->events.at[i].i);
        bool reads = call && ready_may_read(x->ready, call, x->fd);
        if (reads && (call->event != x->event || !only_retried(x)))
            return BACK_LOST;
    }
    return BACK_ON;
}

/* ---- interface ---- */

bool ready_called_for(struct ready *r, struct node_id n, struct ready_fd fd)
{
    const struct callback *c = &r->callbacks[n.i];
    const struct value *v = path_of(r, fd);
    uint32_t param = fd.node.i == n.i ? body_param(r->contexts->bodies, n, fd.value) : FACTS_NONE;
    bool all = c->at.len && c->at.len == c->named && !r->callers[n.i].len && v;
    for (uint32_t i = 0; all && i < c->at.len; i++)
        all = (param != FACTS_NONE && c->at.at[i].param == (int32_t)param) ||
              matches(r, fd.node, v->path, c->at.at[i].fd);
    return all;
}

const struct call *const *ready_calls_through(const struct ready *r, struct node_id n,
                                              uint32_t *ret_len)
{
    const struct context *x = &r->contexts->at[n.i];
    bool only = r->callbacks && !r->callers[n.i].len && !x->registered && !x->off_loop;
    *ret_len = only ? r->through[n.i].len : 0;
    return *ret_len ? r->through[n.i].at : NULL;
}

const struct aval_context *ready_values(const struct ready *r)
{
    return r->values;
}

bool ready_first(struct ready *r, struct node_id n, uint32_t event, struct ready_fd fd)
{
    struct place_in at;
    bool start;
    if (!r->callbacks)
        see_program(r);
    if (!r->any || !back_place(r->contexts->bodies, n, event, &at))
        return false;
    struct before x = {r, n, event, fd};
    return back_search(r->contexts->bodies, n, at, look, &x, &start);
}

bool ready_own_field(const struct function *fn, const struct path *p)
{
    uint32_t fields = 0;
    for (uint32_t i = 0; i < p->step_len; i++)
        fields += fn->steps.at[p->first_step + i].kind == STEP_FIELD;
    return fields == 1;
}

/* The parameter of CALLEE that points to the object which FD is a field of; FACTS_NONE: none. */
static uint32_t object_param(const struct ready *r, struct node_id callee, struct ready_fd fd)
{
    const struct function *fn = node_of(r, callee)->body;
    const struct value *v = fd.node.i == callee.i ? path_of(r, fd) : NULL;
    const struct path *p = v ? function_path(fn, v->path) : NULL;
    uint32_t param = FACTS_NONE;
    if (fd.above.i == callee.i)
        return body_param(r->contexts->bodies, callee, fd.object);
    return p && ready_own_field(fn, p) && body_root_param(r->contexts->bodies, callee, p, &param)
               ? param
               : FACTS_NONE;
}

struct ready_fd ready_bind(const struct ready *r, struct node_id n, uint32_t event,
                           struct node_id callee, struct ready_fd fd)
{
    const struct function *fn = node_of(r, n)->body;
    const struct event *e = &fn->events.at[event];
    uint32_t arg_len = e->kind == EVENT_CALL ? e->call.arg_len : 0;
    uint32_t param =
        fd.node.i == callee.i ? body_param(r->contexts->bodies, callee, fd.value) : FACTS_NONE;
    uint32_t object = object_param(r, callee, fd);
    if (param < arg_len)
        return ready_fd(n, fn->args.at[e->call.first_arg + param]);
    fd.above.i = FACTS_NONE;
    if (object < arg_len) {
        fd.above = n;
        fd.object = fn->args.at[e->call.first_arg + object];
    }
    return fd;
}
