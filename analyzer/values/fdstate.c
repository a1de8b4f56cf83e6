#include "values/fdstate.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

/* A state in a byte: what is known of blocking, and the kind of descriptor. */
typedef uint8_t cell;
#define CELL_NOTHING 0 /* no path leads here yet */
#define CELL_UNKNOWN 1
#define CELL_NONBLOCKING 2
#define CELL_BLOCKING 3
#define CELL_STATE(C) ((unsigned)(C) & 3U)
#define CELL_KIND(C) ((unsigned)(C) >> 2) /* enum fd_kind plus one, 0 unknown */
#define CELL_MAKE(STATE, KIND) ((cell)((STATE) | (KIND) << 2))

static cell cell_join(cell a, cell b)
{
    if (a == CELL_NOTHING || a == b)
        return b;
    if (b == CELL_NOTHING)
        return a;
    unsigned kind = CELL_KIND(a) == CELL_KIND(b) ? CELL_KIND(a) : 0;
    return CELL_MAKE(CELL_STATE(a) == CELL_STATE(b) ? CELL_STATE(a) : CELL_UNKNOWN, kind);
}

struct fd_function {
    uint32_t *track; /* by path: row of the table plus one, 0 untracked */
    uint32_t track_len;
    cell *in;                                 /* block by row: state on entry */
    uint32_t *block_of;                       /* by event: block plus one */
    uint32_t sets_nonblocking, sets_blocking; /* bit masks of parameters */
    uint32_t sets_below, unsets_below;        /* likewise of what parameters point to: *fd */
    uint32_t loses; /* parameters whose state it may change, who knows how */
    cell result;
    uint32_t out_param; /* parameter that a descriptor is written through, plus one; 0: none */
    cell out;           /* its state */
    cell *params;       /* join over all callers, by parameter, at most 32 */
};

struct slot_state {
    bool nonblocking, blocking, unknown;
    uint8_t kind; /* enum fd_kind plus one; 0xff: several */
};

struct fdstates {
    struct arena *arena;
    const struct bodies *bodies;
    struct aval_context plain; /* without descriptors: for the packs' conditions on flags */
    struct fd_function *at;    /* by node */
    struct slot_state *slots;
    bool changed;
};

/* ---- effects of one call ---- */

/* Does some assignment to the variable mention the flag, and none take it away? For `flags |=
 * O_NONBLOCK`. */
static bool flag_was_added(const struct fdstates *f, struct node_id n, struct value_id value,
                           struct str flag)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct value *v = function_value(fn, value);
    bool added = false;
    for (uint32_t i = 0; v->kind == VALUE_PATH && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != v->path.i)
            continue;
        const struct value *from = function_value(fn, e->assign.from);
        for (uint32_t k = 0; k < from->name_len; k++) {
            const struct value_name *name = &fn->names.at[from->first_name + k];
            if (!str_eq(name->name, flag))
                continue;
            if (name->negated)
                return false;
            added = true;
        }
    }
    return added;
}

static void call_args(const struct fdstates *f, struct node_id n, uint32_t event,
                      struct aval *ret_args, uint32_t max)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    for (uint32_t i = 0; i < c->arg_len && i < max; i++)
        ret_args[i] = aval_of(&f->plain, n, event, fn->args.at[c->first_arg + i]);
}

#define MAX_ARGS 8

/* Does the setter's condition hold, counting flags that were added to a variable before? */
static enum tri setter_applies(const struct fdstates *f, struct node_id n, uint32_t event,
                               const struct rule_fd_set *r)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    if (!callee_arity_fits(&r->callee, c->arg_len) || c->arg_len > MAX_ARGS)
        return TRI_NO;
    struct aval args[MAX_ARGS];
    call_args(f, n, event, args, MAX_ARGS);
    enum tri t = r->when.len ? aval_any(&f->plain, &r->when, args, c->arg_len) : TRI_YES;
    if (r->unless.len && aval_any(&f->plain, &r->unless, args, c->arg_len) == TRI_YES)
        return TRI_NO;
    if (t != TRI_MAYBE)
        return t;
    for (uint32_t i = 0; i < r->when.len; i++)
        for (uint32_t k = 0; k < r->when.at[i].all.len; k++) {
            const struct condition *w = &r->when.at[i].all.at[k];
            uint32_t arg = arg_index(w->arg, c->arg_len);
            if (w->op == WHEN_HAS && arg != FACTS_NONE && w->values.at[0].name.i &&
                flag_was_added(f, n, fn->args.at[c->first_arg + arg], w->values.at[0].name))
                return TRI_YES;
        }
    return TRI_MAYBE;
}

struct effect {         /* of a call on descriptors */
    cell result;        /* CELL_NOTHING: none known */
    struct path_id out; /* descriptor written through this address, FACTS_NONE none */
    cell out_cell;
    uint32_t set_args, unset_args;   /* bit masks of arguments made non-blocking, blocking */
    uint32_t set_below, unset_below; /* of what the arguments point to */
    uint32_t lost_args;              /* may have been changed by code that is not seen */
};

static cell opened(const struct fdstates *f, struct node_id n, uint32_t event,
                   const struct rule_fd_open *r)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    struct aval args[MAX_ARGS];
    if (c->arg_len > MAX_ARGS)
        return CELL_UNKNOWN;
    call_args(f, n, event, args, MAX_ARGS);
    enum tri t =
        r->nonblocking.len ? aval_any(&f->plain, &r->nonblocking, args, c->arg_len) : TRI_NO;
    for (uint32_t i = 0; t == TRI_MAYBE && i < r->nonblocking.len; i++)
        for (uint32_t k = 0; k < r->nonblocking.at[i].all.len; k++) {
            const struct condition *w = &r->nonblocking.at[i].all.at[k];
            uint32_t arg = arg_index(w->arg, c->arg_len);
            if (w->op == WHEN_HAS && arg != FACTS_NONE && w->values.at[0].name.i &&
                flag_was_added(f, n, fn->args.at[c->first_arg + arg], w->values.at[0].name))
                t = TRI_YES;
        }
    if (t == TRI_MAYBE && r->kind == FD_FILE)
        t = TRI_NO; /* the flag has no effect on regular files */
    unsigned state = t == TRI_YES ? CELL_NONBLOCKING : t == TRI_NO ? CELL_BLOCKING : CELL_UNKNOWN;
    return CELL_MAKE(state, (unsigned)r->kind + 1);
}

static void effect_of_roles(const struct fdstates *f, struct node_id n, uint32_t event,
                            const struct name_roles *r, struct effect *e)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    for (uint32_t i = 0; i < r->fd_opens.len; i++) {
        const struct rule_fd_open *o = r->fd_opens.at[i];
        if (!callee_arity_fits(&o->callee, c->arg_len))
            continue;
        struct aval args[MAX_ARGS];
        uint32_t arg = arg_index(o->out, c->arg_len);
        call_args(f, n, event, args, MAX_ARGS);
        if (o->when.len &&
            (c->arg_len > MAX_ARGS || aval_any(&f->plain, &o->when, args, c->arg_len) != TRI_YES))
            continue;
        if (o->out == INT32_MIN) {
            e->result = opened(f, n, event, o);
        } else if (arg != FACTS_NONE) {
            const struct value *v = function_value(fn, fn->args.at[c->first_arg + arg]);
            if (v->kind == VALUE_ADDRESS || v->kind == VALUE_PATH)
                e->out = v->path, e->out_cell = opened(f, n, event, o);
        }
    }
    for (uint32_t i = 0; i < r->fd_nonblocking.len; i++) {
        uint32_t arg = arg_index(r->fd_nonblocking.at[i]->fd, c->arg_len);
        enum tri t = arg < 32 ? setter_applies(f, n, event, r->fd_nonblocking.at[i]) : TRI_NO;
        if (t == TRI_YES)
            e->set_args |= 1U << arg;
        else if (t == TRI_MAYBE)
            e->lost_args |= 1U << arg;
    }
    for (uint32_t i = 0; i < r->fd_blocking.len; i++) {
        uint32_t arg = arg_index(r->fd_blocking.at[i]->fd, c->arg_len);
        if (arg < 32 && !(e->set_args & 1U << arg) &&
            setter_applies(f, n, event, r->fd_blocking.at[i]) == TRI_YES) {
            e->unset_args |= 1U << arg;
            e->lost_args &= ~(1U << arg);
        }
    }
}

static bool effect_of(const struct fdstates *f, struct node_id n, uint32_t event,
                      struct effect *ret_effect)
{
    const struct program *p = f->bodies->program;
    const struct node *node = program_get(p, n);
    const struct event_call *c = &node->body->events.at[event].call;
    struct effect e = {.out = {FACTS_NONE}};
    const struct name_roles *r =
        roles_function(f->bodies->roles, callee_name(p, node->facts, node->body, c));
    bool known = r && (r->fd_opens.len || r->fd_nonblocking.len || r->fd_blocking.len);
    if (known)
        effect_of_roles(f, n, event, r, &e);
    struct node_id callee = call_node(node->facts, c);
    if (!known && callee.i != FACTS_NONE && program_get(p, callee)->body) {
        e.set_args = f->at[callee.i].sets_nonblocking;
        e.unset_args = f->at[callee.i].sets_blocking;
        e.set_below = f->at[callee.i].sets_below;
        e.unset_below = f->at[callee.i].unsets_below;
        e.result = f->at[callee.i].result;
        e.lost_args = f->at[callee.i].loses;
        if (f->at[callee.i].out_param && f->at[callee.i].out_param <= c->arg_len) {
            const struct value *v = function_value(
                node->body, node->body->args.at[c->first_arg + f->at[callee.i].out_param - 1]);
            if (v->kind == VALUE_ADDRESS || v->kind == VALUE_PATH)
                e.out = v->path, e.out_cell = f->at[callee.i].out;
        }
    } else if (!known && (callee.i == FACTS_NONE || !program_get(p, callee)->entity->system)) {
        e.lost_args = UINT32_MAX;
    }
    *ret_effect = e;
    return e.result || e.out.i != FACTS_NONE || e.set_args || e.unset_args || e.set_below ||
           e.unset_below || e.lost_args;
}

/* *P of a pointer P in a variable. */
static bool is_pointee(const struct function *fn, const struct path *p)
{
    return p->step_len == 1 && path_last(fn, p)->kind == STEP_DEREF;
}

/* What the argument points to, if the function has a name for it. */
static struct path_id pointee(const struct function *fn, const struct value *v)
{
    if (v->kind == VALUE_ADDRESS)
        return v->path;
    const struct path *root = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    for (uint32_t i = 0; root && !root->step_len && i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == root->root_kind && fn->paths.at[i].root == root->root &&
            is_pointee(fn, &fn->paths.at[i]))
            return (struct path_id){i};
    return (struct path_id){FACTS_NONE};
}

/* The descriptor that the call makes non-blocking, or blocking, by its argument K: the argument, or
 * what it points to. FACTS_NONE: none. */
static struct path_id descriptor_set(const struct function *fn, const struct event_call *c,
                                     const struct effect *e, uint32_t k, bool *ret_nonblocking)
{
    const struct value *v = function_value(fn, fn->args.at[c->first_arg + k]);
    uint32_t bit = 1U << k;
    *ret_nonblocking = (e->set_args | e->set_below) & bit;
    if (((e->set_args | e->unset_args) & bit) && v->kind == VALUE_PATH)
        return v->path;
    return (e->set_below | e->unset_below) & bit ? pointee(fn, v) : (struct path_id){FACTS_NONE};
}

/* ---- which paths of a function to follow ---- */

static void track(struct fd_function *d, struct path_id path)
{
    if (!d->track[path.i])
        d->track[path.i] = ++d->track_len;
}

/* Paths that start with the variable that PATH is. */
static void track_below(const struct function *fn, struct fd_function *d, struct path_id id)
{
    const struct path *root = function_path(fn, id);
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == root->root_kind && fn->paths.at[i].root == root->root)
            track(d, (struct path_id){i});
}

static void choose_paths(const struct fdstates *f, struct node_id n)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    struct fd_function *d = &f->at[n.i];
    memset(d->track, 0, (fn->paths.len + 1) * sizeof *d->track);
    d->track_len = 0;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        struct effect effect;
        if (e->kind == EVENT_ASSIGN) {
            const struct value *v = function_value(fn, e->assign.from);
            if (v->kind == VALUE_RESULT && fn->events.at[v->event.i].kind == EVENT_CALL &&
                effect_of(f, n, v->event.i, &effect) && effect.result)
                track(d, e->assign.to);
        }
        if (e->kind != EVENT_CALL || !effect_of(f, n, i, &effect))
            continue;
        if (effect.out.i != FACTS_NONE)
            track_below(fn, d, effect.out);
        for (uint32_t k = 0; k < e->call.arg_len && k < 32; k++) {
            bool nonblocking;
            struct path_id set = descriptor_set(fn, &e->call, &effect, k, &nonblocking);
            if (set.i != FACTS_NONE)
                track(d, set);
        }
    }
    for (uint32_t i = 0; i < fn->paths.len; i++) /* parameters of which callers say something */
        if (fn->paths.at[i].root_kind == ROOT_PARAM && !fn->paths.at[i].step_len &&
            fn->paths.at[i].root < 32 && d->params &&
            CELL_STATE(d->params[fn->paths.at[i].root]) >= CELL_NONBLOCKING)
            track(d, (struct path_id){i});
    for (bool more = d->track_len > 0; more;) { /* copies */
        more = false;
        for (uint32_t i = 0; i < fn->events.len; i++) {
            const struct event *e = &fn->events.at[i];
            if (e->kind != EVENT_ASSIGN)
                continue;
            const struct value *v = function_value(fn, e->assign.from);
            if (v->kind != VALUE_PATH || !d->track[v->path.i] == !d->track[e->assign.to.i])
                continue;
            track(d, v->path);
            track(d, e->assign.to);
            more = true;
        }
    }
}

/* ---- flow inside a function ---- */

static cell slot_cell(const struct fdstates *f, const struct program *p, struct node_id n,
                      struct path_id path)
{
    uint64_t object = aval_object(p, n, path);
    if (object >= p->slots.len)
        return CELL_UNKNOWN;
    const struct slot_state *s = &f->slots[object];
    unsigned kind = s->kind == 0xff ? 0 : s->kind;
    if (s->nonblocking)
        return CELL_MAKE(s->blocking ? CELL_UNKNOWN : CELL_NONBLOCKING, kind);
    return CELL_MAKE(s->blocking && !s->unknown ? CELL_BLOCKING : CELL_UNKNOWN,
                     s->unknown ? 0 : kind);
}

static cell value_cell(const struct fdstates *f, struct node_id n, const cell *state,
                       struct value_id id)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct value *v = function_value(fn, id);
    struct effect effect;
    if (v->kind == VALUE_INT && v->number < 0)
        return CELL_NOTHING; /* no descriptor */
    if (v->kind == VALUE_PATH && f->at[n.i].track[v->path.i])
        return state[f->at[n.i].track[v->path.i] - 1];
    if (v->kind == VALUE_PATH)
        return slot_cell(f, f->bodies->program, n, v->path);
    if (v->kind == VALUE_RESULT && fn->events.at[v->event.i].kind == EVENT_CALL &&
        effect_of(f, n, v->event.i, &effect) && effect.result)
        return effect.result;
    return CELL_UNKNOWN;
}

static void set_cell(const struct fdstates *f, struct node_id n, cell *state, struct path_id path,
                     unsigned value)
{
    uint32_t row = f->at[n.i].track[path.i];
    if (row)
        state[row - 1] = CELL_MAKE(value, CELL_KIND(state[row - 1]));
}

/* What was blocking in the variable, or in something it holds, may have been changed. */
static void lose_below(const struct fdstates *f, struct node_id n, cell *state, struct path_id path)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct path *root = function_path(fn, path);
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (f->at[n.i].track[i] && fn->paths.at[i].root_kind == root->root_kind &&
            fn->paths.at[i].root == root->root &&
            CELL_STATE(state[f->at[n.i].track[i] - 1]) == CELL_BLOCKING)
            set_cell(f, n, state, (struct path_id){i}, CELL_UNKNOWN);
}

static void step_call(const struct fdstates *f, struct node_id n, uint32_t event, cell *state)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    struct effect e;
    if (!effect_of(f, n, event, &e))
        return;
    if (e.out.i != FACTS_NONE) {
        const struct path *root = function_path(fn, e.out);
        for (uint32_t i = 0; i < fn->paths.len; i++)
            if (f->at[n.i].track[i] && fn->paths.at[i].root_kind == root->root_kind &&
                fn->paths.at[i].root == root->root)
                state[f->at[n.i].track[i] - 1] = e.out_cell;
    }
    for (uint32_t i = 0; i < c->arg_len && i < 32; i++) {
        const struct value *v = function_value(fn, fn->args.at[c->first_arg + i]);
        if ((e.lost_args & 1U << i) && (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS))
            lose_below(f, n, state, v->path);
        bool nonblocking;
        struct path_id set = descriptor_set(fn, c, &e, i, &nonblocking);
        if (set.i != FACTS_NONE)
            set_cell(f, n, state, set, nonblocking ? CELL_NONBLOCKING : CELL_BLOCKING);
    }
}

static void step(const struct fdstates *f, struct node_id n, uint32_t event, cell *state)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct event *e = &fn->events.at[event];
    if (e->kind == EVENT_CALL)
        step_call(f, n, event, state);
    else if (e->kind == EVENT_ASSIGN && f->at[n.i].track[e->assign.to.i])
        state[f->at[n.i].track[e->assign.to.i] - 1] = value_cell(f, n, state, e->assign.from);
}

static void start_state(const struct fdstates *f, struct node_id n, cell *state)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct fd_function *d = &f->at[n.i];
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        const struct path *p = &fn->paths.at[i];
        if (!d->track[i])
            continue;
        bool param = p->root_kind == ROOT_PARAM && !p->step_len && p->root < 32 && d->params;
        cell c =
            param ? d->params[p->root] : slot_cell(f, f->bodies->program, n, (struct path_id){i});
        state[d->track[i] - 1] = c ? c : CELL_UNKNOWN;
    }
}

static void flow(struct fdstates *f, struct node_id n)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    struct fd_function *d = &f->at[n.i];
    uint32_t rows = d->track_len;
    d->in = arena_new_array(f->arena, cell, (size_t)(fn->blocks.len + 1) * (rows + 1));
    cell *state = arena_new_array(f->arena, cell, rows + 1);
    start_state(f, n, d->in);
    bool *dirty = arena_new_array(f->arena, bool, fn->blocks.len + 1);
    bool *reached = arena_new_array(f->arena, bool, fn->blocks.len + 1);
    dirty[0] = reached[0] = true;
    uint32_t budget = fn->blocks.len * 8 + 64;
    for (bool changed = true; changed && budget;) {
        changed = false;
        for (uint32_t b = 0; b < fn->blocks.len && budget; b++) {
            if (!dirty[b])
                continue;
            dirty[b] = false;
            budget--;
            const struct block *k = &fn->blocks.at[b];
            memcpy(state, d->in + (size_t)b * rows, rows);
            for (uint32_t e = 0; e < k->events.len; e++)
                step(f, n, k->events.at[e].i, state);
            for (uint32_t e = 0; e < k->edge_len; e++) {
                uint32_t to = fn->edges.at[k->first_edge + e].to.i;
                cell *in = d->in + (size_t)to * rows;
                if (!reached[to])
                    reached[to] = dirty[to] = changed = true;
                for (uint32_t r = 0; r < rows; r++) {
                    cell joined = cell_join(in[r], state[r]);
                    if (joined != in[r])
                        in[r] = joined, dirty[to] = changed = true;
                }
            }
        }
    }
}

/* ---- what one function tells the others ---- */

static void slot_note(struct fdstates *f, uint64_t object, cell c)
{
    if (object >= f->bodies->program->slots.len)
        return;
    struct slot_state *s = &f->slots[object], old = *s;
    unsigned state = CELL_STATE(c);
    s->nonblocking |= state == CELL_NONBLOCKING;
    s->blocking |= state == CELL_BLOCKING;
    s->unknown |= state == CELL_UNKNOWN;
    if (CELL_KIND(c))
        s->kind = s->kind && s->kind != CELL_KIND(c) ? 0xff : (uint8_t)CELL_KIND(c);
    f->changed |= memcmp(&old, s, sizeof old) != 0;
}

/* Is the variable made non-blocking anywhere in the function? Then what it was copied to shares
 * that. */
static bool set_somewhere(const struct fdstates *f, struct node_id n, struct path_id path)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        struct effect e;
        if (fn->events.at[i].kind != EVENT_CALL || !effect_of(f, n, i, &e) ||
            !(e.set_args | e.set_below))
            continue;
        const struct event_call *c = &fn->events.at[i].call;
        for (uint32_t k = 0; k < c->arg_len && k < 32; k++) {
            bool nonblocking;
            if (descriptor_set(fn, c, &e, k, &nonblocking).i == path.i && nonblocking)
                return true;
        }
    }
    return false;
}

/* *ret_fd = fd: a descriptor handed out through a parameter. */
static void note_out(struct fdstates *f, struct node_id n, struct path_id to, cell c)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct path *path = function_path(fn, to);
    const struct path_step *last = path_last(fn, path);
    struct fd_function *d = &f->at[n.i];
    if (path->root_kind != ROOT_PARAM || path->step_len != 1 || last->kind == STEP_FIELD ||
        (CELL_STATE(c) == CELL_UNKNOWN && !d->out_param))
        return;
    cell joined = cell_join(d->out, c);
    if (d->out_param && (d->out_param != path->root + 1 || joined == d->out))
        return;
    d->out_param = path->root + 1;
    d->out = joined;
    f->changed = true;
}

static void note_assign(struct fdstates *f, struct node_id n, const struct event *e,
                        const cell *state)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct value *v = function_value(fn, e->assign.from);
    if (v->kind == VALUE_INT || v->kind == VALUE_NULL)
        return;
    cell c = value_cell(f, n, state, e->assign.from);
    if (v->kind == VALUE_PATH && CELL_STATE(c) != CELL_NONBLOCKING && f->at[n.i].track[v->path.i] &&
        set_somewhere(f, n, v->path))
        c = CELL_MAKE(CELL_NONBLOCKING, CELL_KIND(c));
    if (CELL_STATE(c) == CELL_BLOCKING && set_somewhere(f, n, e->assign.to))
        c = CELL_MAKE(CELL_NONBLOCKING, CELL_KIND(c));
    slot_note(f, aval_object(f->bodies->program, n, e->assign.to), c);
    note_out(f, n, e->assign.to, c);
}

/* The call sets a descriptor by its argument K: what the function so does for its callers, and what
 * that says of a field. */
static void note_set(struct fdstates *f, struct node_id n, const struct event_call *c,
                     const struct effect *e, uint32_t k)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    struct fd_function *d = &f->at[n.i];
    bool itself = (e->set_args | e->unset_args) >> k & 1;
    bool below = (e->set_below | e->unset_below) >> k & 1;
    bool nonblocking = (e->set_args | e->set_below) >> k & 1;
    const struct value *v =
        function_value(fn, body_resolve(f->bodies, n, fn->args.at[c->first_arg + k]));
    if ((!itself && !below) || (v->kind != VALUE_PATH && !(below && v->kind == VALUE_ADDRESS)))
        return;
    struct path_id set = itself ? v->path : pointee(fn, v);
    if (set.i != FACTS_NONE)
        slot_note(f, aval_object(f->bodies->program, n, set),
                  nonblocking ? CELL_NONBLOCKING : CELL_BLOCKING);
    const struct path *p = function_path(fn, v->path); /* from the parameter, if it is one */
    if (p->root_kind != ROOT_PARAM || p->root >= 32)
        return;
    bool pointee_of_param =
        (itself && is_pointee(fn, p)) || (below && v->kind == VALUE_PATH && !p->step_len);
    uint32_t *mask = NULL;
    if (pointee_of_param)
        mask = nonblocking ? &d->sets_below : &d->unsets_below;
    else if (!p->step_len)
        mask = nonblocking ? &d->sets_nonblocking : &d->sets_blocking;
    if (mask && !(*mask >> p->root & 1))
        *mask |= 1U << p->root, f->changed = true;
}

static void note_call(struct fdstates *f, struct node_id n, uint32_t event, const cell *state)
{
    const struct node *node = program_get(f->bodies->program, n);
    const struct function *fn = node->body;
    const struct event_call *c = &fn->events.at[event].call;
    struct fd_function *d = &f->at[n.i];
    struct effect e;
    bool any = effect_of(f, n, event, &e);
    if (any && e.out.i != FACTS_NONE)
        slot_note(f, aval_object(f->bodies->program, n, e.out), e.out_cell);
    struct node_id callee = call_node(node->facts, c);
    struct fd_function *to = callee.i != FACTS_NONE && program_get(f->bodies->program, callee)->body
                                 ? &f->at[callee.i]
                                 : NULL;
    for (uint32_t i = 0; i < c->arg_len && i < 32; i++) {
        struct value_id id = fn->args.at[c->first_arg + i];
        const struct value *v = function_value(fn, body_resolve(f->bodies, n, id));
        if (any && (e.lost_args & 1U << i) && (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)) {
            const struct path *p = function_path(fn, v->path);
            if (p->root_kind == ROOT_PARAM && p->root < 32 && !(d->loses & 1U << p->root))
                d->loses |= 1U << p->root, f->changed = true;
        }
        if (any)
            note_set(f, n, c, &e, i);
        if (!to || v->kind == VALUE_INT)
            continue;
        cell joined = value_cell(f, n, state, id);
        if (!to->params) {
            if (CELL_STATE(joined) < CELL_NONBLOCKING)
                continue; /* made when somebody knows something; then earlier unknown callers are
                             found in the next round */
            to->params = arena_new_array(f->arena, cell, 32);
            f->changed = true;
        }
        joined = cell_join(to->params[i], joined);
        if (joined != to->params[i])
            to->params[i] = joined, f->changed = true;
    }
}

static void note_return(struct fdstates *f, struct node_id n, const struct event *e,
                        const cell *state)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    if (e->value.i == FACTS_NONE)
        return;
    const struct value *v = function_value(fn, e->value);
    if (v->kind != VALUE_PATH && v->kind != VALUE_RESULT)
        return;
    cell c = value_cell(f, n, state, e->value), joined = cell_join(f->at[n.i].result, c);
    if (!f->at[n.i].result && CELL_STATE(c) == CELL_UNKNOWN && !CELL_KIND(c))
        return;
    if (joined != f->at[n.i].result)
        f->at[n.i].result = joined, f->changed = true;
}

static void publish(struct fdstates *f, struct node_id n)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    struct fd_function *d = &f->at[n.i];
    cell *state = arena_new_array(f->arena, cell, d->track_len + 1);
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        const struct block *k = &fn->blocks.at[b];
        memcpy(state, d->in + (size_t)b * d->track_len, d->track_len);
        for (uint32_t i = 0; i < k->events.len; i++) {
            uint32_t event = k->events.at[i].i;
            const struct event *e = &fn->events.at[event];
            if (e->kind == EVENT_ASSIGN)
                note_assign(f, n, e, state);
            else if (e->kind == EVENT_CALL)
                note_call(f, n, event, state);
            else if (e->kind == EVENT_RETURN)
                note_return(f, n, e, state);
            step(f, n, event, state);
        }
    }
}

static void prepare(struct fdstates *f, struct node_id n)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    struct fd_function *d = &f->at[n.i];
    d->track = arena_new_array(f->arena, uint32_t, fn->paths.len + 1);
    d->block_of = arena_new_array(f->arena, uint32_t, fn->events.len + 1);
    for (uint32_t b = 0; b < fn->blocks.len; b++)
        for (uint32_t i = 0; i < fn->blocks.at[b].events.len; i++)
            d->block_of[fn->blocks.at[b].events.at[i].i] = b + 1;
}

struct fdstates *fdstates_new(const struct bodies *b)
{
    struct arena *arena = arena_new();
    struct fdstates *f = arena_new_one(arena, struct fdstates);
    f->arena = arena;
    f->bodies = b;
    f->plain = (struct aval_context){.bodies = b};
    f->at = arena_new_array(arena, struct fd_function, b->program->nodes.len + 1);
    f->slots = arena_new_array(arena, struct slot_state, b->program->slots.len + 1);
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        if (b->program->nodes.at[i].body)
            prepare(f, (struct node_id){i});
    for (int round = 0; round < 4; round++) {
        f->changed = false;
        for (uint32_t i = 0; i < b->program->nodes.len; i++) {
            struct node_id n = {i};
            if (!b->program->nodes.at[i].body)
                continue;
            choose_paths(f, n);
            flow(f, n);
            publish(f, n);
        }
        if (!f->changed)
            break;
    }
    return f;
}

void fdstates_free(struct fdstates *f)
{
    if (f)
        arena_free(f->arena);
}

static void cell_into(cell c, struct aval *ret_value)
{
    ret_value->fd = CELL_STATE(c) == CELL_NONBLOCKING ? FD_NONBLOCKING
                    : CELL_STATE(c) == CELL_BLOCKING  ? FD_BLOCKING
                                                      : FD_UNKNOWN;
    ret_value->fd_kind_known = CELL_KIND(c) != 0;
    ret_value->fd_kind = (enum fd_kind)(CELL_KIND(c) ? CELL_KIND(c) - 1 : 0);
}

bool fdstate_at(const struct fdstates *f, struct node_id n, uint32_t event, struct path_id path,
                struct aval *ret_value)
{
    const struct function *fn = program_get(f->bodies->program, n)->body;
    const struct fd_function *d = &f->at[n.i];
    uint32_t row = d->track[path.i], block = d->block_of[event];
    if (!row || !block) {
        cell_into(slot_cell(f, f->bodies->program, n, path), ret_value);
        return false;
    }
    struct arena *scratch = arena_new();
    cell *state = arena_new_array(scratch, cell, d->track_len + 1);
    memcpy(state, d->in + (size_t)(block - 1) * d->track_len, d->track_len);
    const struct block *k = &fn->blocks.at[block - 1];
    for (uint32_t i = 0; i < k->events.len && k->events.at[i].i != event; i++)
        step(f, n, k->events.at[i].i, state);
    cell_into(state[row - 1], ret_value);
    arena_free(scratch);
    return true;
}

void fdstate_of_result(const struct fdstates *f, struct node_id n, uint32_t event,
                       struct aval *ret_value)
{
    struct effect e;
    if (program_get(f->bodies->program, n)->body->events.at[event].kind == EVENT_CALL &&
        effect_of(f, n, event, &e) && e.result)
        cell_into(e.result, ret_value);
}
