#include "values/fdstate.h"

#include "engine/queue.h"
#include "values/fdflow.h"
#include "values/fdgiven.h"
#include "values/fdtaken.h"

#include <string.h>

/* ---- between functions ---- */

struct solving {
    struct fdstates *f;
    struct arena *scratch;
    struct digraph readers; /* of a cell: functions that name it */
    struct queue queue;     /* functions to look at again */
    fdgiven_vec *given;     /* by node: what callbacks are given there */
};

static const struct function *body_of(const struct fdstates *f, struct node_id n)
{
    return program_get(f->bodies->program, n)->body;
}

static void ask_again(struct solving *s, uint32_t node)
{
    if (s->f->bodies->program->nodes.at[node].body)
        queue_add(&s->queue, node);
}

static void ask_all(struct solving *s, const struct digraph *g, uint32_t of)
{
    for (uint32_t i = g->first[of]; i < g->first[of + 1]; i++)
        ask_again(s, g->to[i]);
}

static bool join_at(struct fdcell *at, struct fdcell c)
{
    struct fdcell joined = fdcell_join(*at, c);
    bool changed = !fdcell_is(joined, *at);
    *at = joined;
    return changed;
}

/* ---- what one function tells the others ---- */

/* Is it a place for a descriptor, and not for a pointer to some? */
static bool holds_descriptor(const struct fdstates *f, struct node_id n, struct path_id id)
{
    const struct node *node = program_get(f->bodies->program, n);
    struct shape shape = place_shape(node->facts, node->body, id);
    return shape.kind != SHAPE_POINTER || shape.target != SHAPE_INTEGER;
}

static void note_slot(struct solving *s, struct node_id n, struct path_id path, uint32_t may)
{
    struct fdstates *f = s->f;
    const struct node *node = program_get(f->bodies->program, n);
    struct cells c = place_written(f->places, node->facts, node->body, path);
    for (uint32_t i = 0; i < c.len; i++) {
        if (!(may & ~f->cells[c.at[i]]))
            continue;
        f->cells[c.at[i]] |= may;
        ask_all(s, &s->readers, c.at[i]);
    }
}

/* Is it what a parameter points to? */
static bool is_out(const struct fdstates *f, struct node_id n, struct path_id path)
{
    const struct function *fn = body_of(f, n);
    const struct path *p = function_path(fn, path);
    const struct fd_function *d = &f->at[n.i];
    return p->root_kind == ROOT_PARAM && p->root < d->param_len &&
           (p->step_len ? p->step_len == 1 && path_last(fn, p)->kind != STEP_FIELD
                        : d->fills[p->root]);
}

/* *ret_fd = fd: a descriptor handed out through a parameter. */
static void note_out(struct solving *s, struct node_id n, struct path_id to, struct fdcell c)
{
    uint32_t param = function_path(body_of(s->f, n), to)->root;
    if (is_out(s->f, n, to) && join_at(&s->f->at[n.i].outs[param], c))
        ask_all(s, &s->f->effects->order->needed, n.i);
}

/* What parameters point to where the function ends. What no call has made on this way has no kind
 * and tells nothing: it has failed, or was only set. */
static void note_outs(struct solving *s, struct node_id n, const struct fdcell *state)
{
    const struct fd_function *d = &s->f->at[n.i];
    for (uint32_t i = 0; i < body_of(s->f, n)->paths.len; i++) {
        struct fdcell c = d->track[i] ? state[d->track[i] - 1] : fdcell_of(0);
        bool made = c.symbol && !fdsymbol_is_choice(s->f->effects, c.symbol);
        if (made || c.may & FD_KINDS)
            note_out(s, n, (struct path_id){i}, c);
    }
}

/* A copy shares its mode with what is made non-blocking after it was taken, and with what it is
 * made of. */
static void note_assign(struct solving *s, struct node_id n, const struct event *e,
                        const struct fdcell *state)
{
    const struct function *fn = body_of(s->f, n);
    const struct fd_function *d = &s->f->at[n.i];
    const struct value *v = function_value(fn, e->assign.from);
    if (v->kind == VALUE_INT || v->kind == VALUE_NULL || !holds_descriptor(s->f, n, e->assign.to))
        return;
    struct fdcell c = fdflow_value(s->f, n, state, e->assign.from);
    bool shared =
        d->set_anywhere[e->assign.to.i] || (v->kind == VALUE_PATH && d->set_anywhere[v->path.i]);
    if (shared)
        c = fdcell_of((fdflow_settle(s->f, n, c) & FD_KINDS) | FD_MAY_NOT_BLOCK);
    note_slot(s, n, e->assign.to, fdflow_settle(s->f, n, c));
    if (!d->track[e->assign.to.i])
        note_out(s, n, e->assign.to, c);
}

static void note_param(struct solving *s, struct node_id callee, uint32_t k, uint32_t may)
{
    struct fd_function *d = &s->f->at[callee.i];
    if (k < d->param_len && join_at(&d->params[k], fdcell_of(may)))
        ask_again(s, callee.i);
}

/* The call changes a descriptor by its argument K: what that says of a field. */
static void note_set(struct solving *s, struct node_id n, uint32_t event, uint32_t k)
{
    const struct event_call *call = &body_of(s->f, n)->events.at[event].call;
    const struct fdeffect *e = fdeffect_find(s->f->effects, n, event);
    bool nonblocking;
    struct path_id set = fdeffect_set(s->f->effects, n, call, e, k, &nonblocking);
    if (set.i != FACTS_NONE)
        note_slot(s, n, set, nonblocking ? FD_MAY_NOT_BLOCK : FD_MAY_BLOCK);
}

static void note_call(struct solving *s, struct node_id n, uint32_t event,
                      const struct fdcell *state)
{
    struct fdstates *f = s->f;
    const struct function *fn = body_of(f, n);
    const struct event_call *c = &fn->events.at[event].call;
    const struct fdeffect *e = fdeffect_find(f->effects, n, event);
    struct node_id callee = calls_get(f->bodies->calls, n, event)->callee;
    bool follow = callee.i != FACTS_NONE && body_of(f, callee);
    if (e->out.i != FACTS_NONE)
        note_slot(s, n, e->out, fdflow_settle(f, n, e->out_cell));
    struct path_id handle;
    struct value_id of;
    if (fdflow_attached(f, n, event, &handle, &of))
        note_slot(s, n, handle, fdflow_settle(f, n, fdflow_value(f, n, state, of)));
    for (uint32_t i = 0; i < c->arg_len; i++) {
        struct value_id id = fn->args.at[c->first_arg + i];
        const struct value *v = function_value(fn, id);
        struct fdcell out = fdflow_out(f, n, state, event, i);
        note_set(s, n, event, i);
        if (!fdcell_empty(out) && (v->kind == VALUE_ADDRESS || v->kind == VALUE_PATH))
            note_slot(s, n, v->path, fdflow_settle(f, n, out));
        if (follow && v->kind != VALUE_INT)
            note_param(s, callee, i, fdflow_settle(f, n, fdflow_value(f, n, state, id)));
    }
    for (uint32_t i = 0; i < s->given[n.i].len; i++) {
        const struct fdgiven *g = &s->given[n.i].at[i];
        if (g->event == event)
            note_param(s, g->callback, g->param,
                       fdflow_settle(f, n, fdflow_value(f, n, state, g->value)));
    }
}

static void note_return(struct solving *s, struct node_id n, const struct event *e,
                        const struct fdcell *state)
{
    if (e->value.i == FACTS_NONE || function_value(body_of(s->f, n), e->value)->kind == VALUE_INT)
        return;
    if (join_at(&s->f->at[n.i].result, fdflow_value(s->f, n, state, e->value)))
        ask_all(s, &s->f->effects->order->needed, n.i);
}

static void publish(struct solving *s, struct node_id n)
{
    const struct function *fn = body_of(s->f, n);
    const struct fd_function *d = &s->f->at[n.i];
    struct fdcell *state = arena_new_array(s->scratch, struct fdcell, d->track_len + 1);
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        const struct block *k = &fn->blocks.at[b];
        if (d->track_len)
            memcpy(state, d->in + (size_t)b * d->track_len, d->track_len * sizeof *state);
        for (uint32_t i = 0; i < k->events.len; i++) {
            uint32_t event = k->events.at[i].i;
            const struct event *e = &fn->events.at[event];
            if (e->kind == EVENT_ASSIGN)
                note_assign(s, n, e, state);
            else if (e->kind == EVENT_CALL)
                note_call(s, n, event, state);
            else if (e->kind == EVENT_RETURN)
                note_return(s, n, e, state);
            fdflow_step(s->f, n, event, state);
        }
        if (!k->edge_len)
            note_outs(s, n, state);
    }
}

/* ---- until nothing changes ---- */

/* Who reads which cell, which cells are stored to, which functions are called. */
static void look_around(struct solving *s)
{
    const struct bodies *b = s->f->bodies;
    const struct program *p = b->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct node *node = &p->nodes.at[i];
        for (uint32_t k = 0; node->body && k < node->body->paths.len; k++) {
            struct cells c =
                place_written(s->f->places, node->facts, node->body, (struct path_id){k});
            for (uint32_t j = 0; j < c.len; j++)
                s->f->stored[c.at[j]] |= b->at[i].assign_len[k] > 0;
        }
        for (uint32_t k = 0; k < b->calls->at[i].len; k++) {
            struct node_id callee = b->calls->at[i].at[k].callee;
            if (callee.i != FACTS_NONE)
                s->f->at[callee.i].called = true;
        }
    }
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t k = 0; k < s->given[i].len; k++)
            s->f->at[s->given[i].at[k].callback.i].called = true;
    for (uint32_t i = 0; i < p->slots.len; i++) {
        uint32_t cell = place_variable((struct slot_id){i});
        s->f->cells[cell] = fdeffect_variable(s->f->effects, &p->slots.at[i]);
        s->f->stored[cell] |= s->f->cells[cell] != 0;
    }
    s->readers = place_readers(s->f->places, b, s->scratch);
}

static void solve_all(struct fdstates *f)
{
    const struct program *p = f->bodies->program;
    struct arena *scratch = arena_new(), *visit = arena_new();
    struct solving s = {.f = f, .scratch = scratch};
    s.queue = queue_new(scratch, p->nodes.len);
    s.given = fdgiven_find(f->bodies, scratch);
    look_around(&s);
    s.scratch = visit;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        ask_again(&s, f->effects->order->order[i]);
    for (struct node_id n; queue_take(&s.queue, &n.i);) {
        fdflow_run(f, n);
        publish(&s, n);
        arena_reset(visit);
    }
    arena_free(visit);
    arena_free(scratch);
}

struct fdstates *fdstates_new(const struct bodies *b, const struct places *places,
                              const struct texts *texts)
{
    const struct program *p = b->program;
    struct arena *arena = arena_new();
    struct fdstates *f = arena_new_one(arena, struct fdstates);
    uint32_t rows = 0;
    *f = (struct fdstates){
        .arena = arena, .bodies = b, .effects = fdeffects_new(b, texts), .places = places};
    f->at = arena_new_array(arena, struct fd_function, p->nodes.len + 1);
    f->cells = arena_new_array(arena, uint32_t, places_len(places) + 1);
    f->stored = arena_new_array(arena, bool, places_len(places) + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        f->at[i].takes = p->nodes.at[i].body ? fdtaken_param(b, (struct node_id){i}) : FACTS_NONE;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            fdflow_prepare(f, (struct node_id){i});
    solve_all(f);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        rows = f->at[i].track_len > rows ? f->at[i].track_len : rows;
    f->cursor = arena_new_one(arena, struct fd_cursor);
    f->cursor->node.i = FACTS_NONE;
    f->cursor->state = arena_new_array(arena, struct fdcell, rows + 1);
    return f;
}

void fdstates_free(struct fdstates *f)
{
    if (!f)
        return;
    fdeffects_free(f->effects);
    arena_free(f->arena);
}

/* ---- questions ---- */

static void tell(const struct fdstates *f, struct node_id n, struct fdcell c,
                 struct aval *ret_value)
{
    fdcell_tell(fdflow_settle(f, n, c), ret_value);
    ret_value->fd_may = c.may;
    ret_value->fd_symbol = c.symbol;
}

/* What is known before EVENT of N, which is in a block. Questions come mostly in the order of the
 * events, so that the state goes on from the last one. */
static const struct fdcell *state_at(struct fdstates *f, struct node_id n, uint32_t event)
{
    const struct body *body = &f->bodies->at[n.i];
    const struct fd_function *d = &f->at[n.i];
    struct fd_cursor *c = f->cursor;
    uint32_t block = body->block_of[event] - 1;
    if (c->node.i != n.i || c->block != block || c->position > body->position_of[event]) {
        c->node = n;
        c->block = block;
        c->position = 0;
        memcpy(c->state, d->in + (size_t)block * d->track_len, d->track_len * sizeof *c->state);
    }
    const struct block *k = &body_of(f, n)->blocks.at[block];
    for (; c->position < body->position_of[event]; c->position++)
        fdflow_step(f, n, k->events.at[c->position].i, c->state);
    return c->state;
}

void fdstate_at(struct fdstates *f, struct node_id n, uint32_t event, struct value_id id,
                struct aval *ret_value)
{
    const struct function *fn = body_of(f, n);
    const struct fd_function *d = &f->at[n.i];
    const struct value *v = function_value(fn, id);
    if (d->track_len && !f->bodies->at[n.i].block_of[event])
        return;
    if (v->kind == VALUE_PATH && !d->track[v->path.i])
        id = body_resolve(f->bodies, n, id);
    v = function_value(fn, id);
    if (v->kind == VALUE_PATH || v->kind == VALUE_RESULT || v->kind == VALUE_CHOICE)
        tell(f, n, fdflow_value(f, n, d->track_len ? state_at(f, n, event) : NULL, id), ret_value);
}

/* What the caller gives. */
static struct fdcell given(const struct aval *a)
{
    if (a->kind == AVAL_NULL || (a->kind == AVAL_INT && a->number < 0))
        return fdcell_of(0);
    struct fdcell c = {.may = a->fd_may, .symbol = a->fd_symbol};
    return fdcell_empty(c) ? fdcell_of(FD_ANY) : c;
}

void fdstate_bind(struct fdstates *f, struct aval *v, const struct aval *args, uint32_t arg_len)
{
    uint32_t param, own;
    struct fdcell c = fdcell_of(v->fd_may), of = fdcell_of(FD_ANY);
    if (!fdsymbol_is_param(f->effects, v->fd_symbol, &param))
        of = fdsymbol_bind(f->effects, v->fd_symbol, args, arg_len);
    else if (param < arg_len)
        of = given(&args[param]);
    c = fdcell_join(c, of);
    uint32_t others = 0;
    if (c.symbol) /* what is made as further callers say is most often as it is without them */
        others = fdsymbol_is_param(f->effects, c.symbol, &own)
                     ? FD_ANY
                     : fdsymbol_otherwise(f->effects, c.symbol);
    fdcell_tell(c.may | others, v);
    if (c.symbol && !v->fd_may && param < arg_len && c.symbol == args[param].fd_symbol) {
        v->fd = args[param].fd; /* handed through: what all callers together say */
        v->fd_kind = args[param].fd_kind;
        v->fd_kind_known = args[param].fd_kind_known;
    }
    v->fd_may = c.may;
    v->fd_symbol = c.symbol;
}
