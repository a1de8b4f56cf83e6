#include "values/fdflow.h"

#include "ir/order.h"
#include "link/reaching.h"

#include <string.h>

static const struct function *body_of(const struct fdstates *f, struct node_id n)
{
    return program_get(f->bodies->program, n)->body;
}

/* ---- cells ---- */

uint32_t fdflow_settle(const struct fdstates *f, struct node_id n, struct fdcell c)
{
    uint32_t param;
    if (!c.symbol)
        return c.may;
    if (!fdsymbol_is_param(f->effects, c.symbol, &param))
        return c.may | fdsymbol_otherwise(f->effects, c.symbol);
    const struct fd_function *d = &f->at[n.i];
    return c.may | (d->called && param < d->param_len ? d->params[param].may : FD_ANY);
}

static bool tells(struct fdcell c)
{
    return c.symbol || (c.may & (FD_MAY_NOT_BLOCK | FD_MAY_BLOCK));
}

/* What a path that is not followed holds, as one that is followed does at the beginning. */
static struct fdcell start_of(const struct fdstates *f, struct node_id n, struct path_id id)
{
    const struct node *node = program_get(f->bodies->program, n);
    const struct path *path = function_path(node->body, id);
    if (path->root_kind == ROOT_PARAM && !path->step_len)
        return (struct fdcell){.symbol = fdsymbol_param(f->effects, path->root)};
    struct cells c = place_read(f->places, node->facts, node->body, id);
    uint32_t may = 0;
    bool stored = false;
    for (uint32_t i = 0; i < c.len; i++) {
        may |= f->cells[c.at[i]];
        stored |= f->stored[c.at[i]];
    }
    bool any = !stored || (may & FD_MAY_BE_ANY);
    return fdcell_of((may & ~FD_ANY) | (any ? FD_MAY_BE_ANY_ELSEWHERE : 0));
}

/* C of the callee, in terms of the caller N of the call. */
static struct fdcell bind(struct fdstates *f, struct node_id n, const struct fdcell *state,
                          uint32_t event, struct fdcell c)
{
    const struct function *fn = body_of(f, n);
    const struct event_call *call = &fn->events.at[event].call;
    struct fd_function *d = &f->at[n.i];
    uint32_t param;
    if (!c.symbol)
        return c;
    struct fdcell others = fdcell_of(c.may);
    if (fdsymbol_is_param(f->effects, c.symbol, &param))
        return param < call->arg_len
                   ? fdcell_join(others,
                                 fdflow_value(f, n, state, fn->args.at[call->first_arg + param]))
                   : fdcell_of(c.may | FD_ANY);
    if (!d->bound)
        d->bound = arena_new_array(f->arena, struct fd_bound, fn->events.len);
    struct fd_bound *bound = &d->bound[event];
    if (bound->symbol != c.symbol) {
        struct aval args[AVAL_MAX_ARGS];
        uint32_t len = aval_args(&f->effects->plain, n, event, args);
        *bound = (struct fd_bound){c.symbol, fdsymbol_bind(f->effects, c.symbol, args, len)};
    }
    return fdcell_join(others, bound->cell);
}

/* The function that the call runs, if its body tells what is not in the packs. */
static const struct fd_function *callee_of(const struct fdstates *f, struct node_id n,
                                           uint32_t event)
{
    const struct call *call = calls_find(f->bodies->calls, n, event);
    const struct fdeffect *e = fdeffect_find(f->effects, n, event);
    return call && call->callees.len && !e->by_packs && body_of(f, call->callee)
               ? &f->at[call->callee.i]
               : NULL;
}

/* What the call EVENT takes out of what its argument is the address of, and returns. */
static struct path_id taken_by(const struct fdstates *f, struct node_id n, uint32_t event)
{
    const struct function *fn = body_of(f, n);
    const struct event_call *call = &fn->events.at[event].call;
    const struct fd_function *callee =
        fn->events.at[event].kind == EVENT_CALL ? callee_of(f, n, event) : NULL;
    if (!callee || callee->takes >= call->arg_len)
        return (struct path_id){FACTS_NONE};
    const struct value *v = function_value(fn, fn->args.at[call->first_arg + callee->takes]);
    return v->kind == VALUE_ADDRESS ? v->path : (struct path_id){FACTS_NONE};
}

static struct fdcell path_cell(const struct fdstates *f, struct node_id n,
                               const struct fdcell *state, struct path_id path)
{
    const struct fd_function *d = &f->at[n.i];
    if (d->track[path.i])
        return state[d->track[path.i] - 1];
    struct fdcell c = start_of(f, n, path);
    return c.symbol && f->bodies->at[n.i].assign_len[path.i] ? fdcell_of(FD_ANY) : c;
}

/* What the call EVENT returns; empty: nothing is known. */
static struct fdcell result_of(struct fdstates *f, struct node_id n, const struct fdcell *state,
                               uint32_t event)
{
    const struct function *fn = body_of(f, n);
    const struct fdeffect *e = fdeffect_find(f->effects, n, event);
    if (!e || fn->events.at[event].kind != EVENT_CALL)
        return fdcell_of(0);
    if (e->result_of != FACTS_NONE)
        return fdflow_value(f, n, state,
                            fn->args.at[fn->events.at[event].call.first_arg + e->result_of]);
    if (e->like != FACTS_NONE) {
        struct fdcell like =
            fdflow_value(f, n, state, fn->args.at[fn->events.at[event].call.first_arg + e->like]);
        if ((like.may & FD_KINDS) == fdcell_kind(e->like_kind))
            return like;
    }
    if (e->by_packs)
        return e->result;
    const struct fd_function *callee = callee_of(f, n, event);
    struct path_id taken = taken_by(f, n, event);
    if (taken.i != FACTS_NONE)
        return path_cell(f, n, state, taken);
    return callee && tells(callee->result) ? bind(f, n, state, event, callee->result)
                                           : fdcell_of(0);
}

struct fdcell fdflow_out(struct fdstates *f, struct node_id n, const struct fdcell *state,
                         uint32_t event, uint32_t k)
{
    const struct fd_function *callee = callee_of(f, n, event);
    return callee && k < callee->param_len && tells(callee->outs[k])
               ? bind(f, n, state, event, callee->outs[k])
               : fdcell_of(0);
}

/* Is the call's result what N, through it, returns itself? Then as long as nothing is known of it,
 * nothing leads here that does not come by another way. */
static bool is_recursive(const struct fdstates *f, struct node_id n, uint32_t event)
{
    const struct solver *order = f->effects->order;
    const struct call *call = calls_find(f->bodies->calls, n, event);
    return callee_of(f, n, event) && order->component[n.i] == order->component[call->callee.i];
}

/* What is read with a macro that gives descriptors: `fd = *(int *)CMSG_DATA(c)`. */
static uint32_t by_macro(const struct fdstates *f, const struct function *fn, const struct value *v)
{
    uint32_t may = 0;
    for (uint32_t i = 0; i < v->name_len; i++)
        may |= fdeffect_macro(f->effects, fn->names.at[v->first_name + i].name);
    return may;
}

/* Likewise through the only value of a pointer: `fds = (int *)CMSG_DATA(c); fd = fds[0];`. */
static uint32_t by_macro_of(const struct fdstates *f, struct node_id n, const struct value *v)
{
    const struct function *fn = body_of(f, n);
    const struct path *p = function_path(fn, v->path);
    const struct rows *assigns = &f->bodies->at[n.i].assigns;
    uint32_t may = by_macro(f, fn, v);
    if (may || p->root_kind != ROOT_LOCAL || p->step_len != 1 ||
        path_last(fn, p)->kind == STEP_FIELD)
        return may;
    struct path_id root = function_root_path(fn, ROOT_LOCAL, p->root);
    if (root.i == FACTS_NONE || assigns->first[root.i] + 1 != assigns->first[root.i + 1])
        return 0;
    const struct event *e = &fn->events.at[assigns->at[assigns->first[root.i]]];
    return by_macro(f, fn, function_value(fn, e->assign.from));
}

struct fdcell fdflow_value(struct fdstates *f, struct node_id n, const struct fdcell *state,
                           struct value_id id)
{
    const struct function *fn = body_of(f, n);
    const struct value *v = function_value(fn, id);
    struct fdcell c = fdcell_of(0);
    switch (v->kind) {
    case VALUE_NULL: /* no stream */
        return c;
    case VALUE_INT: /* no descriptor */
        return v->number < 0 ? c : fdcell_of(FD_ANY);
    case VALUE_PATH:
        c = fdcell_of(by_macro_of(f, n, v));
        if (!fdcell_empty(c))
            return c;
        return path_cell(f, n, state, v->path);
    case VALUE_RESULT:
        c = result_of(f, n, state, v->event.i);
        return fdcell_empty(c) && !is_recursive(f, n, v->event.i) ? fdcell_of(FD_ANY) : c;
    case VALUE_CHOICE:
        for (uint32_t i = 0; i < v->choice_len; i++)
            c = fdcell_join(c, fdflow_value(f, n, state, fn->choices.at[v->first_choice + i]));
        return c;
    case VALUE_UNKNOWN:
    case VALUE_STRING:
    case VALUE_FUNCTION:
    case VALUE_ADDRESS:
        break;
    }
    return fdcell_of(FD_ANY);
}

/* ---- which paths of a function to follow ---- */

static uint32_t copies_of(uint32_t *copies, uint32_t path)
{
    while (copies[path] != path)
        path = copies[path] = copies[copies[path]];
    return path;
}

static void copy(struct fd_function *d, struct path_id from, struct path_id to)
{
    d->copies[copies_of(d->copies, from.i)] = copies_of(d->copies, to.i);
}

bool fdflow_attached(const struct fdstates *f, struct node_id n, uint32_t event,
                     struct path_id *ret_handle, struct value_id *ret_of)
{
    const struct function *fn = body_of(f, n);
    const struct event_call *call = &fn->events.at[event].call;
    const struct fdeffect *e = fdeffect_find(f->effects, n, event);
    if (!e || e->attach.handle >= call->arg_len || e->attach.of >= call->arg_len)
        return false;
    const struct value *v = function_value(fn, fn->args.at[call->first_arg + e->attach.handle]);
    *ret_handle = v->path;
    *ret_of = fn->args.at[call->first_arg + e->attach.of];
    return v->kind == VALUE_PATH;
}

static void prepare_call(struct fdstates *f, struct node_id n, uint32_t event)
{
    const struct event_call *call = &body_of(f, n)->events.at[event].call;
    const struct fdeffect *e = fdeffect_find(f->effects, n, event);
    bool nonblocking;
    struct path_id handle;
    struct value_id of;
    if (fdflow_attached(f, n, event, &handle, &of) &&
        function_value(body_of(f, n), of)->kind == VALUE_PATH)
        copy(&f->at[n.i], function_value(body_of(f, n), of)->path, handle);
    for (uint32_t k = 0; e && k < call->arg_len; k++) {
        struct path_id set = fdeffect_set(f->effects, n, call, e, k, &nonblocking);
        if (set.i != FACTS_NONE && nonblocking)
            f->at[n.i].set_anywhere[set.i] = true;
    }
}

/* What a path gets in the function, constants that stand for no descriptor aside. */
struct gets {
    uint32_t times, from; /* the path that was copied there last; FACTS_NONE */
    uint32_t event;       /* where */
};

static void count_out(const struct fdstates *f, struct node_id n, struct gets *gets,
                      struct value_id arg)
{
    const struct value *v = function_value(body_of(f, n), arg);
    uint32_t i = v->kind == VALUE_ADDRESS ? v->path.i : FACTS_NONE;
    if (i == FACTS_NONE)
        return;
    do
        gets[i].times++;
    while ((i = body_next_of_root(f->bodies, n, i)) != v->path.i);
}

static void count_gets(const struct fdstates *f, struct node_id n, struct gets *gets)
{
    const struct function *fn = body_of(f, n);
    for (uint32_t i = 0; i < fn->paths.len; i++)
        gets[i].from = FACTS_NONE;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++)
            count_out(f, n, gets, fn->args.at[e->call.first_arg + k]);
        const struct value *v = e->kind == EVENT_ASSIGN ? function_value(fn, e->assign.from) : NULL;
        if (!v || v->kind == VALUE_INT || v->kind == VALUE_NULL)
            continue;
        struct gets *to = &gets[e->assign.to.i];
        *to = (struct gets){to->times + 1, v->kind == VALUE_PATH ? v->path.i : FACTS_NONE, i};
    }
}

/* Was PATH copied to another before it got its descriptor? Then that is what it came with: what is
 * no local holds something before. By the order of the text: people copy behind the store, and a
 * loop that comes back to a copy in front of it is taken for one that copied before. */
static bool is_copied_before(const struct function *fn, const struct gets *gets, uint32_t copy,
                             uint32_t path)
{
    return fn->paths.at[path].root_kind != ROOT_LOCAL && gets[path].times &&
           gets[copy].event < gets[path].event;
}

/* A path that gets nothing but a copy of another, which itself gets no second descriptor, holds the
 * same one wherever it holds any: what is made non-blocking in one of them is so in all. Where one
 * is used again for another descriptor, nothing is concluded. */
static void find_same(struct fdstates *f, struct node_id n)
{
    struct fd_function *d = &f->at[n.i];
    const struct function *fn = body_of(f, n);
    uint32_t len = fn->paths.len;
    struct arena *scratch = arena_new();
    struct gets *gets = arena_new_array(scratch, struct gets, len + 1);
    count_gets(f, n, gets);
    for (uint32_t i = 0; i < len; i++)
        if (gets[i].from != FACTS_NONE && is_copied_before(fn, gets, i, gets[i].from))
            gets[i].from = FACTS_NONE;
    for (uint32_t i = 0; i < len; i++) {
        uint32_t at = i;
        for (uint32_t k = 0; k < len && gets[at].times == 1 && gets[at].from != FACTS_NONE; k++)
            at = gets[at].from;
        bool in_circle = gets[at].times == 1 && gets[at].from != FACTS_NONE;
        if (at == i || gets[at].times > 1 || in_circle)
            continue;
        d->next[i] = d->next[at];
        d->next[at] = i;
    }
    arena_free(scratch);
}

void fdflow_prepare(struct fdstates *f, struct node_id n)
{
    const struct function *fn = body_of(f, n);
    struct fd_function *d = &f->at[n.i];
    d->copies = arena_new_array(f->arena, uint32_t, fn->paths.len + 1);
    d->next = arena_new_array(f->arena, uint32_t, fn->paths.len + 1);
    d->set_anywhere = arena_new_array(f->arena, bool, fn->paths.len + 1);
    d->track = arena_new_array(f->arena, uint32_t, fn->paths.len + 1);
    d->param_len = program_get(f->bodies->program, n)->entity->params.len;
    d->params = arena_new_array(f->arena, struct fdcell, d->param_len + 1);
    d->outs = arena_new_array(f->arena, struct fdcell, d->param_len + 1);
    d->fills = arena_new_array(f->arena, bool, d->param_len + 1);
    for (uint32_t i = 0; i < fn->paths.len; i++)
        d->copies[i] = d->next[i] = i;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_CALL)
            prepare_call(f, n, i);
        const struct value *v = e->kind == EVENT_ASSIGN ? function_value(fn, e->assign.from) : NULL;
        if (v && v->kind == VALUE_PATH)
            copy(d, v->path, e->assign.to);
        struct path_id taken = v && v->kind == VALUE_RESULT ? taken_by(f, n, v->event.i)
                                                            : (struct path_id){FACTS_NONE};
        if (taken.i != FACTS_NONE)
            copy(d, taken, e->assign.to);
    }
    find_same(f, n);
}

static void track(struct fd_function *d, uint32_t path)
{
    if (!d->track[path])
        d->track[path] = ++d->track_len;
}

/* Paths that start with the variable that PATH does. */
static void track_root(const struct fdstates *f, struct node_id n, uint32_t path)
{
    uint32_t i = path;
    do
        track(&f->at[n.i], i);
    while ((i = body_next_of_root(f->bodies, n, i)) != path);
}

static bool holds_path(const struct value *v)
{
    return v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS;
}

static void track_call(struct fdstates *f, struct node_id n, uint32_t event)
{
    const struct function *fn = body_of(f, n);
    const struct event_call *call = &fn->events.at[event].call;
    const struct fdeffect *e = fdeffect_find(f->effects, n, event);
    const struct fd_function *callee = callee_of(f, n, event);
    bool nonblocking;
    if (!e)
        return;
    for (uint32_t k = 0; k < call->arg_len; k++) {
        const struct value *v = function_value(fn, fn->args.at[call->first_arg + k]);
        struct path_id set = fdeffect_set(f->effects, n, call, e, k, &nonblocking);
        if (set.i != FACTS_NONE)
            track(&f->at[n.i], set.i);
        for (uint32_t i = 0; i < e->ifs.len; i++)
            if (e->ifs.at[i].arg == k &&
                (set = fdeffect_target(f->effects, n, call, e->ifs.at[i].yes, k)).i != FACTS_NONE)
                track(&f->at[n.i], set.i);
        bool out = callee && k < callee->param_len && tells(callee->outs[k]);
        if (!holds_path(v) || (!out && v->path.i != e->out.i))
            continue;
        track_root(f, n, v->path.i);
        const struct path *p = function_path(fn, v->path);
        const struct node *node = program_get(f->bodies->program, n);
        enum shape_kind shape = place_shape(node->facts, fn, v->path).kind;
        if (p->root_kind == ROOT_PARAM && !p->step_len &&
            (shape == SHAPE_POINTER || shape == SHAPE_ARRAY))
            f->at[n.i].fills[p->root] = true;
    }
}

/* Does a call that tells something of its result give the value, or a macro, or a variable that is
 * known, as stderr? */
static bool is_made(const struct fdstates *f, struct node_id n, struct value_id id)
{
    const struct function *fn = body_of(f, n);
    const struct value *v = function_value(fn, id);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        if (is_made(f, n, fn->choices.at[v->first_choice + i]))
            return true;
    if (v->kind == VALUE_PATH && by_macro_of(f, n, v))
        return true;
    if (v->kind == VALUE_PATH && function_path(fn, v->path)->root_kind == ROOT_GLOBAL)
        return tells(start_of(f, n, v->path));
    if (v->kind != VALUE_RESULT || fn->events.at[v->event.i].kind != EVENT_CALL)
        return false;
    const struct fdeffect *e = fdeffect_find(f->effects, n, v->event.i);
    const struct fd_function *callee = callee_of(f, n, v->event.i);
    return (e && (!fdcell_empty(e->result) || e->result_of != FACTS_NONE)) ||
           (callee && tells(callee->result));
}

static void choose_paths(struct fdstates *f, struct node_id n)
{
    const struct function *fn = body_of(f, n);
    struct fd_function *d = &f->at[n.i];
    struct arena *scratch = arena_new();
    bool *with = arena_new_array(scratch, bool, fn->paths.len + 1);
    memset(d->track, 0, fn->paths.len * sizeof *d->track);
    d->track_len = 0;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN && is_made(f, n, e->assign.from))
            track(d, e->assign.to.i);
        else if (e->kind == EVENT_CALL)
            track_call(f, n, i);
    }
    for (uint32_t i = 0; i < fn->paths.len; i++) { /* parameters of which callers say something */
        const struct path *p = &fn->paths.at[i];
        if (p->root_kind == ROOT_PARAM && !p->step_len && p->root < d->param_len &&
            tells(d->params[p->root]))
            track(d, i);
    }
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (d->track[i])
            with[copies_of(d->copies, i)] = true;
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (with[copies_of(d->copies, i)])
            track(d, i);
    arena_free(scratch);
}

/* ---- flow ---- */

/* Whether it was made non-blocking, or blocking; what kind of descriptor it is stays. */
static void set_cell(const struct fdstates *f, struct node_id n, struct fdcell *state,
                     uint32_t path, struct fdcell mode)
{
    const struct fd_function *d = &f->at[n.i];
    uint32_t i = path;
    do {
        uint32_t row = d->track[i];
        if (row)
            state[row - 1] =
                (struct fdcell){mode.may | (fdflow_settle(f, n, state[row - 1]) & FD_KINDS),
                                mode.symbol, mode.either};
    } while ((i = d->next[i]) != path);
}

/* What callers must hand over for the event to run; unknown: nothing. */
static struct term_id event_condition(const struct fdstates *f, struct node_id n, uint32_t event)
{
    struct terms *t = f->bodies->terms;
    struct term_id all = TERM_UNKNOWN;
    uint32_t len;
    struct needs needs = needs_of_params(t, body_event_needs(f->bodies, n, event));
    const struct term_id *at = needs_terms(t, needs, &len);
    for (uint32_t i = 0; i < len; i++)
        all = term_both(t, all, at[i], true);
    return all;
}

/* The mode MAY, where WHEN says so, which is known here; where it does not, what blocks is left so.
 */
static void set_if(struct fdstates *f, struct node_id n, struct fdcell *state, uint32_t path,
                   struct term_id when, uint32_t may)
{
    uint32_t row = f->at[n.i].track[path];
    struct fdcell mode = fdcell_of(may), old = row ? state[row - 1] : mode;
    if (when.i && may == FD_MAY_NOT_BLOCK && (old.may & FD_MODES) == FD_MAY_BLOCK && !old.symbol)
        mode.either = fdsymbol_choice(f->effects, when, may, FD_MAY_BLOCK);
    set_cell(f, n, state, path, mode);
}

static void lose_cell(const struct fdstates *f, struct node_id n, struct fdcell *state,
                      uint32_t path)
{
    uint32_t row = f->at[n.i].track[path];
    struct fdcell *c = row ? &state[row - 1] : NULL;
    if (c && c->symbol && fdsymbol_is_choice(f->effects, c->symbol))
        *c = fdcell_of(fdflow_settle(f, n, *c));
    if (c && (c->may & FD_MAY_BLOCK))
        c->may = (c->may & ~FD_MAY_BLOCK) | FD_MAY_BE_ANY;
}

/* Is PATH one element, of which the index is known, of an array of numbers? Who is given its value
 * has nothing of the others. */
static bool is_number_of_array(const struct fdstates *f, struct node_id n, uint32_t path)
{
    const struct node *node = program_get(f->bodies->program, n);
    const struct path *p = function_path(node->body, (struct path_id){path});
    const struct path_step *last = path_last(node->body, p);
    struct shape of = {0};
    if (!last || last->kind != STEP_INDEX || last->index < 0)
        return false;
    if (p->step_len == 1 && p->root_kind == ROOT_LOCAL)
        of = node->body->locals.at[p->root].shape;
    else if (p->step_len > 1 && last[-1].kind == STEP_FIELD)
        of = facts_entity(node->facts, last[-1].field)->shape;
    return of.kind == SHAPE_ARRAY && of.target == SHAPE_INTEGER;
}

/* What was blocking in the variable, in something it holds, or under another name of it, may have
 * been changed. */
static void lose_below(const struct fdstates *f, struct node_id n, struct fdcell *state,
                       uint32_t path)
{
    const struct fd_function *d = &f->at[n.i];
    bool alone = is_number_of_array(f, n, path);
    uint32_t i = path;
    do
        lose_cell(f, n, state, i);
    while (!alone && (i = body_next_of_root(f->bodies, n, i)) != path);
    i = path;
    while ((i = d->next[i]) != path)
        lose_cell(f, n, state, i);
}

static void write_root(const struct fdstates *f, struct node_id n, struct fdcell *state,
                       uint32_t path, struct fdcell c)
{
    uint32_t i = path;
    do {
        uint32_t row = f->at[n.i].track[i];
        if (row)
            state[row - 1] = c;
    } while ((i = body_next_of_root(f->bodies, n, i)) != path);
}

/* What the function's callers decide. Where the other way leaves it as it is, that way joins in
 * later (fdcell_join). */
static void step_if(struct fdstates *f, struct node_id n, const struct event_call *call,
                    const struct fd_change_if *one, struct fdcell *state)
{
    struct path_id set = fdeffect_target(f->effects, n, call, one->yes, one->arg);
    if (set.i == FACTS_NONE)
        return;
    bool sets = one->yes & (FD_SETS | FD_SETS_BELOW);
    uint32_t yes = sets ? FD_MAY_NOT_BLOCK : FD_MAY_BLOCK,
             no = sets ? FD_MAY_BLOCK : FD_MAY_NOT_BLOCK;
    if (one->no & FD_LOSES)
        set_cell(f, n, state, set.i, fdcell_of(yes | FD_MAY_BE_ANY));
    else if (one->no)
        set_cell(f, n, state, set.i,
                 (struct fdcell){.symbol = fdsymbol_choice(f->effects, one->when, yes, no)});
    else
        set_if(f, n, state, set.i, one->when, yes);
}

static void step_arg(struct fdstates *f, struct node_id n, uint32_t event, uint32_t k,
                     struct fdcell *state)
{
    const struct function *fn = body_of(f, n);
    const struct event_call *call = &fn->events.at[event].call;
    const struct fdeffect *e = fdeffect_find(f->effects, n, event);
    const struct value *v = function_value(fn, fn->args.at[call->first_arg + k]);
    struct fdcell out = fdflow_out(f, n, state, event, k);
    bool nonblocking;
    if (!fdcell_empty(out) && holds_path(v))
        write_root(f, n, state, v->path.i, out);
    if ((fdeffect_change(e, k) & FD_LOSES) && holds_path(v))
        lose_below(f, n, state, v->path.i);
    struct path_id set = fdeffect_set(f->effects, n, call, e, k, &nonblocking);
    if (set.i != FACTS_NONE)
        set_if(f, n, state, set.i, event_condition(f, n, event),
               nonblocking ? FD_MAY_NOT_BLOCK : FD_MAY_BLOCK);
    for (uint32_t i = 0; i < e->ifs.len; i++)
        if (e->ifs.at[i].arg == k)
            step_if(f, n, call, &e->ifs.at[i], state);
}

/* A callee with a body may put other descriptors into what it is handed: then it is one of those
 * that are ever put there. */
static void step_given(struct fdstates *f, struct node_id n, uint32_t event, uint32_t given,
                       struct fdcell *state)
{
    const struct function *fn = body_of(f, n);
    const struct fd_function *d = &f->at[n.i];
    for (uint32_t i = body_next_of_root(f->bodies, n, given); i != given;
         i = body_next_of_root(f->bodies, n, i)) {
        const struct path_step *last = path_last(fn, &fn->paths.at[i]);
        struct fdcell *c = d->track[i] ? &state[d->track[i] - 1] : NULL;
        if (c && last && last->kind == STEP_FIELD &&
            !reaching_keeps(f->bodies, n, event, (struct path_id){i}))
            *c = fdcell_join(*c, start_of(f, n, (struct path_id){i}));
    }
}

void fdflow_step(struct fdstates *f, struct node_id n, uint32_t event, struct fdcell *state)
{
    const struct event *e = &body_of(f, n)->events.at[event];
    const struct fd_function *d = &f->at[n.i];
    if (e->kind == EVENT_ASSIGN && d->track[e->assign.to.i])
        state[d->track[e->assign.to.i] - 1] = fdflow_value(f, n, state, e->assign.from);
    if (e->kind != EVENT_CALL)
        return;
    const struct fdeffect *effect = fdeffect_find(f->effects, n, event);
    if (effect->out.i != FACTS_NONE)
        write_root(f, n, state, effect->out.i, effect->out_cell);
    for (uint32_t k = 0; k < e->call.arg_len; k++) {
        const struct value *v =
            function_value(body_of(f, n), body_of(f, n)->args.at[e->call.first_arg + k]);
        if (holds_path(v) && callee_of(f, n, event))
            step_given(f, n, event, v->path.i, state);
        step_arg(f, n, event, k, state);
    }
    struct path_id handle;
    struct value_id of;
    if (fdflow_attached(f, n, event, &handle, &of) && d->track[handle.i])
        state[d->track[handle.i] - 1] = fdflow_value(f, n, state, of);
}

static bool join_into(struct fdcell *in, const struct fdcell *state, uint32_t rows)
{
    bool changed = false;
    for (uint32_t r = 0; r < rows; r++) {
        struct fdcell joined = fdcell_join(in[r], state[r]);
        changed |= !fdcell_is(joined, in[r]);
        in[r] = joined;
    }
    return changed;
}

static void run_block(struct fdstates *f, struct node_id n, uint32_t block, struct fdcell *state,
                      bool *dirty, bool *reached)
{
    const struct function *fn = body_of(f, n);
    const struct fd_function *d = &f->at[n.i];
    const struct block *k = &fn->blocks.at[block];
    memcpy(state, d->in + (size_t)block * d->track_len, d->track_len * sizeof *state);
    for (uint32_t e = 0; e < k->events.len; e++)
        fdflow_step(f, n, k->events.at[e].i, state);
    for (uint32_t e = 0; e < k->edge_len; e++) {
        uint32_t to = fn->edges.at[k->first_edge + e].to.i;
        bool changed = join_into(d->in + (size_t)to * d->track_len, state, d->track_len);
        dirty[to] |= changed || !reached[to];
        reached[to] = true;
    }
}

/* Blocks in reverse postorder, again and again while one that comes earlier changes. */
static void run_blocks(struct fdstates *f, struct node_id n, struct arena *scratch)
{
    const struct function *fn = body_of(f, n);
    uint32_t *order = arena_new_array(scratch, uint32_t, fn->blocks.len + 1), len = 0;
    bool *dirty = arena_new_array(scratch, bool, fn->blocks.len + 1);
    bool *reached = arena_new_array(scratch, bool, fn->blocks.len + 1);
    struct fdcell *state = arena_new_array(scratch, struct fdcell, f->at[n.i].track_len + 1);
    order_postorder(fn, NULL, order, &len);
    dirty[0] = reached[0] = true;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = len; i-- > 0;) {
            if (!dirty[order[i]])
                continue;
            dirty[order[i]] = false;
            again = true;
            run_block(f, n, order[i], state, dirty, reached);
        }
    }
}

void fdflow_run(struct fdstates *f, struct node_id n)
{
    const struct function *fn = body_of(f, n);
    struct fd_function *d = &f->at[n.i];
    uint32_t rows_before = d->track_len;
    choose_paths(f, n);
    if (!d->track_len)
        return;
    size_t cells = (size_t)fn->blocks.len * d->track_len;
    if (!d->in || d->track_len > rows_before)
        d->in = arena_new_array(f->arena, struct fdcell, cells + 1);
    else
        memset(d->in, 0, cells * sizeof *d->in);
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (d->track[i])
            d->in[d->track[i] - 1] = start_of(f, n, (struct path_id){i});
    struct arena *scratch = arena_new();
    run_blocks(f, n, scratch);
    arena_free(scratch);
}
