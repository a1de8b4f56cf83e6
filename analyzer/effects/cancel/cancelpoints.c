#include "effects/cancel/cancelpoints.h"

#include "effects/cancel/cancelasks.h"

#include <string.h>

struct cancelled_threads {
    const struct pack *pack;
    const struct cancelled_run *runs; /* by node */
};

/* Where a function puts the error of an operation that failed. */
struct error_place {
    uint32_t param;
    uint64_t field; /* of what the parameter points to; OBJECT_NONE: that itself */
};
typedef VEC(struct error_place) error_place_vec;

struct cancels {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    const struct suspends *suspends;
    const struct cancelstates *states;
    const struct cancel_asks *asks;
    uint8_t *fails; /* by node: signs of what it returns when cancelled; 0: does not tell */
    bool *may_tell; /* by node: what it returns may depend on it */
    error_place_vec *errors; /* by node */
    VEC(struct cancelled_threads) threads;
};

/* ---- tasks that can be cancelled ---- */

/* By node: runs in threads that the program cancels, for a pack that asks for it. */
static const struct cancelled_run *threads_of(const struct cancels *c, const struct pack *pack)
{
    struct cancels *w = (struct cancels *)(uintptr_t)c; /* the list is a cache */
    for (uint32_t i = 0; i < c->threads.len; i++)
        if (c->threads.at[i].pack == pack)
            return c->threads.at[i].runs;
    const struct cancelled_run *runs =
        cancelled_find(c->contexts, c->values, c->states, c->arena, pack);
    vec_push(w->arena, &w->threads, (struct cancelled_threads){pack, runs});
    return runs;
}

bool cancels_apply(const struct cancels *c, struct node_id n, const struct pack *pack,
                   bool switches)
{
    const struct context *x = &c->contexts->at[n.i];
    bool unknown = !x->bits && !x->at_start && !x->off_loop;
    if (pack->cancellation.model == CANCEL_NONE)
        return false;
    if (pack->cancellation.only_where_called) { /* a thread full of coroutines is not cancelled */
        const struct cancelled_run *r = &threads_of(c, pack)[n.i];
        return (switches || !(x->bits & CONTEXT_COROUTINE)) && cancelled_runs(r);
    }
    if (switches)
        return (x->bits & CONTEXT_COROUTINE) || unknown;
    return pack->cancellation.model == CANCEL_ERROR || x->off_loop || unknown;
}

/* ---- how it shows ---- */

/* What the function that the point itself calls gives; unknown: a macro. */
static struct shape result_of_point(const struct program *p, const struct suspension *s)
{
    const struct node *node = program_get(p, s->node);
    const struct event *e = &node->body->events.at[s->event];
    if (e->kind != EVENT_CALL)
        return (struct shape){0};
    return e->call.callee_kind == CALLEE_DIRECT
               ? facts_entity(node->facts, e->call.function)->result
               : e->call.result;
}

static uint8_t fails_of_rule(const struct program *p, const struct suspension *s)
{
    struct shape result = result_of_point(p, s);
    switch (s->rule ? s->rule->fails : FAIL_BY_TYPE) {
    case FAIL_NEGATIVE:
        return SIGN_NEGATIVE;
    case FAIL_NULL:
    case FAIL_ZERO:
        return SIGN_ZERO;
    case FAIL_NONZERO:
        return SIGN_NEGATIVE | SIGN_POSITIVE;
    case FAIL_NEVER:
        return 0;
    case FAIL_BY_TYPE:
        break;
    }
    if (result.kind == SHAPE_UNKNOWN || result.kind == SHAPE_VOID)
        return 0;
    return result.kind == SHAPE_POINTER ? SIGN_ZERO : SIGN_NEGATIVE;
}

static uint8_t fails_of(const struct cancels *c, const struct suspension *s)
{
    if (s->pack->cancellation.model != CANCEL_ERROR)
        return 0;
    if (!s->down)
        return fails_of_rule(c->contexts->program, s);
    return s->callee.i != FACTS_NONE ? c->fails[s->callee.i] : 0;
}

static bool tells(const struct cancels *c, const struct suspension *s)
{
    const struct suspension *end = suspend_end(s);
    return end->pack->cancellation.status.len || fails_of_rule(c->contexts->program, end);
}

uint8_t cancels_success(const struct cancel_point *p)
{
    return (uint8_t)(SIGN_ANY & ~p->fails);
}

static bool runs_in(const struct cancels *c, struct program_set programs,
                    const struct suspension *s)
{
    return programs_any(programs_both(c->contexts->programs, programs, s->programs));
}

/* The same for one point: where cancellation is let in when the function is called, or on the way
 * to the point. Fills in what POINT says of it. */
static bool applies_at(const struct cancels *c, struct node_id n, struct needs needs,
                       struct cancel_point *point)
{
    const struct suspension *s = point->suspension;
    if (!cancels_apply(c, n, point->pack, s->switches))
        return false;
    if (!point->pack->cancellation.only_where_called)
        return true;
    uint8_t states = cancelstates_at(c->states, point->pack, n, point->event);
    const struct cancelled_run *r = point->run = &threads_of(c, point->pack)[n.i];
    if (!cancelled_meets(c->contexts, r, point->event, needs))
        return false;
    bool open = runs_in(c, r->open, s) || (s->let_in && runs_in(c, r->shut, s));
    point->unsure = !open || s->guess ||
                    (s->let_in && (states & CANCEL_KEPT_OUT) && !(states & CANCEL_AS_CALLED));
    return open || runs_in(c, r->maybe_open, s) || (s->let_in && runs_in(c, r->maybe_shut, s));
}

/* May a point of the function count? Each that an event has stands for the whole function, too, or
 * one of its framework and kind does. */
static bool any_applies(const struct cancels *c, struct node_id n)
{
    const suspension_vec *kept = suspend_kept(c->suspends, n);
    bool any = false;
    for (uint32_t i = 0; i < kept->len && !any; i++) {
        const struct suspension *s = kept->at[i];
        any = s->cancellable && s->pack && cancels_apply(c, n, s->pack, s->switches);
    }
    return any;
}

bool cancels_of_function(const struct cancels *c, struct arena *arena, struct node_id n,
                         struct cancel_points *ret)
{
    const struct body *body = &c->contexts->bodies->at[n.i];
    const struct function *fn = program_get(c->contexts->program, n)->body;
    *ret = (struct cancel_points){.at = NULL};
    if (!any_applies(c, n))
        return false;
    VEC(struct cancel_point) found = {0};
    ret->of_event = arena_new_array(arena, uint32_t, fn->events.len + 1);
    for (uint32_t i = 0; i < body->live.len; i++) {
        suspension_vec points = {0};
        uint32_t event = body->live.at[i].event;
        suspend_points(c->suspends, arena, n, event, &points);
        for (uint32_t k = 0; k < points.len; k++) {
            const struct suspension *s = points.at[k];
            if (!s->cancellable || !s->pack)
                continue;
            struct cancel_point point = {.event = event,
                                         .suspension = s,
                                         .pack = s->pack,
                                         .model = s->pack->cancellation.model,
                                         .fails = fails_of(c, s),
                                         .may_tell = s->down && s->callee.i != FACTS_NONE
                                                         ? c->may_tell[s->callee.i]
                                                         : fails_of(c, s) != 0,
                                         .tells = tells(c, s)};
            if (!applies_at(c, n, body->live.at[i].needs, &point))
                continue;
            if (!ret->of_event[event])
                ret->of_event[event] = found.len + 1;
            vec_push(arena, &found, point);
        }
    }
    ret->at = found.at;
    ret->len = found.len;
    return found.len > 0;
}

/* ---- where errors are put ---- */

/* The next place from *AT on that the point's call has for an error: of arguments, in terms of
 * `param`. */
static bool next_place(const struct cancels *c, const struct event *e, const struct cancel_point *p,
                       uint32_t *at, struct error_place *ret)
{
    const struct suspension *s = p->suspension;
    uint32_t arg_len = e->kind == EVENT_CALL ? e->call.arg_len : 0;
    struct error_place own = {arg_index(p->pack->cancellation.error_arg, arg_len), OBJECT_NONE};
    error_place_vec all = {0};
    if (!s->down)
        all = (error_place_vec){&own, 1, 1};
    else if (s->callee.i != FACTS_NONE)
        all = c->errors[s->callee.i];
    while (*at < all.len) {
        *ret = all.at[(*at)++];
        if (ret->param < arg_len)
            return true;
    }
    return false;
}

static const struct value *value_of_place(const struct function *fn, const struct event_call *call,
                                          const struct error_place *place)
{
    return function_value(fn, fn->args.at[call->first_arg + place->param]);
}

bool cancels_takes_error(const struct cancels *c, struct node_id n, const struct cancel_point *p)
{
    const struct function *fn = program_get(c->contexts->program, n)->body;
    const struct event *e = &fn->events.at[p->event];
    struct error_place place;
    for (uint32_t at = 0; next_place(c, e, p, &at, &place);) {
        enum value_kind kind = value_of_place(fn, &e->call, &place)->kind;
        if (kind == VALUE_ADDRESS || kind == VALUE_PATH)
            return true;
    }
    return false;
}

/* Slot of the field that the path ends in, OBJECT_NONE for another step. */
static uint64_t last_field(const struct facts *facts, const struct function *fn,
                           const struct path *p)
{
    const struct path_step *last = path_last(fn, p);
    return last && last->kind == STEP_FIELD ? program_slot(facts, last->field).i : OBJECT_NONE;
}

/* Is TESTED the error that is at PLACE of the call? */
static bool is_error_at(const struct facts *f, const struct walk *w, const struct event_call *call,
                        const struct error_place *place, const struct path *tested)
{
    const struct value *v = value_of_place(w->fn, call, place);
    if (v->kind != VALUE_ADDRESS && v->kind != VALUE_PATH)
        return false;
    const struct path *given = function_path(w->fn, v->path);
    if (place->field == OBJECT_NONE && v->kind == VALUE_ADDRESS)
        return given == tested;
    if (given->root_kind != tested->root_kind || given->root != tested->root ||
        tested->step_len != given->step_len + 1)
        return false;
    if (place->field != OBJECT_NONE)
        return last_field(f, w->fn, tested) == place->field;
    return path_last(w->fn, tested)->kind == STEP_DEREF;
}

/* Is the value the error that POINT left? */
static bool is_error(const struct cancels *c, struct node_id n, const struct walk *w,
                     const struct value *v, const struct cancel_point *p)
{
    const struct event *e = &w->fn->events.at[p->event];
    struct error_place place;
    for (uint32_t at = 0; v->kind == VALUE_PATH && next_place(c, e, p, &at, &place);)
        if (is_error_at(program_get(c->contexts->program, n)->facts, w, &e->call, &place,
                        function_path(w->fn, v->path)))
            return true;
    return false;
}

static bool add_error(struct cancels *c, struct node_id n, struct error_place place)
{
    error_place_vec *all = &c->errors[n.i];
    for (uint32_t i = 0; i < all->len; i++)
        if (all->at[i].param == place.param && all->at[i].field == place.field)
            return false;
    vec_push(c->arena, all, place);
    return true;
}

/* What N's own callers give, where the point's call gets it at PLACE: a parameter that is handed
 * on, or the address of a field of what it points to. */
static bool place_above(const struct node *node, const struct event_call *call,
                        const struct error_place *place, struct error_place *ret)
{
    const struct value *v = value_of_place(node->body, call, place);
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return false;
    const struct path *p = function_path(node->body, v->path);
    bool own = !p->step_len && v->kind == VALUE_PATH;
    bool field = p->step_len == 1 && v->kind == VALUE_ADDRESS && place->field == OBJECT_NONE;
    *ret = (struct error_place){p->root,
                                field ? last_field(node->facts, node->body, p) : place->field};
    return p->root_kind == ROOT_PARAM && (own || (field && ret->field != OBJECT_NONE));
}

/* What the callers of N have given for the errors of its points. True: more than was known. */
static bool find_errors(struct cancels *c, struct node_id n, const struct cancel_points *points)
{
    bool more = false;
    const struct node *node = program_get(c->contexts->program, n);
    for (uint32_t i = 0; i < points->len; i++) {
        const struct event *e = &node->body->events.at[points->at[i].event];
        struct error_place place, above;
        for (uint32_t at = 0; next_place(c, e, &points->at[i], &at, &place);)
            if (place_above(node, &e->call, &place, &above))
                more |= add_error(c, n, above);
    }
    return more;
}

struct finding_cancels {
    struct cancels *cancels;
    struct arena *scratch;
};

static bool errors_step(void *context, uint32_t node)
{
    const struct finding_cancels *x = context;
    struct node_id n = {node};
    struct cancel_points points;
    bool more = program_get(x->cancels->contexts->program, n)->body &&
                cancels_of_function(x->cancels, x->scratch, n, &points) &&
                find_errors(x->cancels, n, &points);
    arena_reset(x->scratch);
    return more;
}

/* ---- what the code asks for ---- */

static bool in_names(const struct pack *pack, struct str name)
{
    for (uint32_t i = 0; i < pack->cancellation.errors.len; i++)
        if (str_eq(pack->cancellation.errors.at[i], name))
            return true;
    return false;
}

static bool spells(const struct cancels *c, const struct walk *w, const struct value *v,
                   const char *name)
{
    for (uint32_t i = 0; i < v->name_len; i++)
        if (!strcmp(program_text(c->contexts->program, w->fn->names.at[v->first_name + i].name),
                    name))
            return true;
    return false;
}

/* Does V name an error: one of cancellation (TRUE), another (FALSE)? */
static enum walk_branch names_error(const struct walk *w, const struct value *v,
                                    const struct pack *pack)
{
    if (v->kind != VALUE_INT)
        return WALK_BRANCH_UNKNOWN;
    for (uint32_t i = 0; i < v->name_len; i++)
        if (in_names(pack, w->fn->names.at[v->first_name + i].name))
            return WALK_BRANCH_TRUE;
    return v->name_len ? WALK_BRANCH_FALSE : WALK_BRANCH_UNKNOWN;
}

static enum walk_branch flip(enum walk_branch b, bool really)
{
    if (!really || b == WALK_BRANCH_UNKNOWN)
        return b;
    return b == WALK_BRANCH_TRUE ? WALK_BRANCH_FALSE : WALK_BRANCH_TRUE;
}

/* Is the value what the call POINT returned when it failed? */
static bool is_result(const struct walk *w, const struct walk_state *s, const struct value *v,
                      uint32_t point)
{
    const struct event *e = &w->fn->events.at[point];
    if (v->kind == VALUE_RESULT)
        return v->event.i == point;
    return v->kind == VALUE_PATH && s->result == point + 1 && e->kind == EVENT_CALL &&
           e->call.use == USE_STORED && e->call.stored.i == v->path.i;
}

static bool is_status(const struct cancels *c, struct node_id n, const struct walk *w,
                      const struct value *v, const struct pack *pack)
{
    const struct path_step *last =
        v->kind == VALUE_PATH ? path_last(w->fn, function_path(w->fn, v->path)) : NULL;
    if (!last || last->kind != STEP_FIELD)
        return false;
    const struct entity *field =
        facts_entity(program_get(c->contexts->program, n)->facts, last->field);
    for (uint32_t i = 0; i < pack->cancellation.status.len; i++)
        if (str_eq(pack->cancellation.status.at[i].field, field->name) &&
            str_eq(pack->cancellation.status.at[i].record, field->record))
            return true;
    return false;
}

enum walk_branch cancels_decide(const struct cancels *c, struct node_id n, const struct walk *w,
                                const struct walk_state *s, const struct cond *cond,
                                const struct cancel_point *point, bool *ret_asked)
{
    const struct pack *pack = point->pack;
    *ret_asked = false;
    if (cond->kind != COND_TRUTH && cond->kind != COND_COMPARE)
        return WALK_BRANCH_UNKNOWN;
    const struct value *v = function_value(w->fn, cond->value);
    const struct value *other = cond->kind == COND_COMPARE ? function_value(w->fn, cond->other) : v;
    bool equality = cond->kind == COND_COMPARE && (cond->op == OP_EQ || cond->op == OP_NE);
    enum walk_branch b;
    uint8_t answer =
        v->kind == VALUE_RESULT ? cancelasks_answer(c->asks, n, v->event.i, ret_asked) : 0;
    if (answer)
        return walk_decide(w, cond, answer);
    if (is_error(c, n, w, v, point))
        return walk_decide(w, cond, SIGN_POSITIVE);
    bool status = is_status(c, n, w, v, pack), result = is_result(w, s, v, point->event);
    if (equality && (status || result || spells(c, w, v, "errno"))) {
        b = names_error(w, other, pack);
        *ret_asked = b == WALK_BRANCH_TRUE;
        if (b != WALK_BRANCH_UNKNOWN)
            return flip(b, cond->op == OP_NE);
    }
    return status ? walk_decide(w, cond, SIGN_NEGATIVE) : WALK_BRANCH_UNKNOWN;
}

bool cancels_ends(const struct cancels *c, struct node_id n, uint32_t event)
{
    return cancelasks_ends(c->asks, n, event);
}

enum walk_branch cancels_shield(const struct cancels *c, struct node_id n, uint32_t event)
{
    uint8_t behind = cancelstates_behind(c->states, n, event);
    if (behind == CANCEL_AS_CALLED)
        return WALK_BRANCH_UNKNOWN;
    return behind == CANCEL_KEPT_OUT ? WALK_BRANCH_TRUE : WALK_BRANCH_FALSE;
}

/* ---- what helpers report ---- */

struct report_walk {
    struct node_id node;
    const struct cancel_points *points;
    const struct cancels *cancels;
    const struct cancel_point *failed; /* NULL: all succeed */
    uint8_t returned;                  /* signs */
};

static enum walk_step report_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct report_walk *r = w->client->context;
    const struct event *e = &w->fn->events.at[event];
    if (r->failed && cancels_ends(r->cancels, r->node, event))
        return WALK_END;
    if (e->kind == EVENT_RETURN)
        s->flags = e->value.i == FACTS_NONE ? (uint8_t)0 : walk_signs(w, s, e->value);
    uint32_t first = r->points->of_event[event];
    if (first && r->points->at[first - 1].fails)
        walk_set_result(w, s, event, cancels_success(&r->points->at[first - 1]));
    return WALK_ON;
}

static enum walk_branch report_branch(struct walk *w, struct walk_state *s, const struct cond *cond)
{
    const struct report_walk *r = w->client->context;
    bool asked;
    return r->failed ? cancels_decide(r->cancels, r->node, w, s, cond, r->failed, &asked)
                     : WALK_BRANCH_UNKNOWN;
}

static void report_leave(struct walk *w, const struct walk_state *s)
{
    struct report_walk *r = w->client->context;
    r->returned |= s->flags;
}

/* Signs of what N returns when FAILED failed, or from the start when nothing does. */
static uint8_t returned_signs(const struct cancels *c, struct node_id n, struct walk *w,
                              const struct cancel_points *points, const struct cancel_point *failed,
                              walk_states starts)
{
    struct report_walk r = {.node = n, .points = points, .cancels = c, .failed = failed};
    const struct walk_client client = {
        .event = report_event, .branch = report_branch, .leave = report_leave, .context = &r};
    for (uint32_t i = 0; failed && i < starts.len; i++)
        walk_set_result(w, &starts.at[i], failed->event, failed->fails);
    walk_run(w, &client, starts.at, starts.len);
    return r.returned;
}

static void find_report(struct cancels *c, struct arena *scratch, struct node_id n)
{
    const struct function *fn = program_get(c->contexts->program, n)->body;
    struct cancel_points points;
    if (!cancels_of_function(c, scratch, n, &points))
        return;
    bool any = false;
    for (uint32_t i = 0; i < points.len; i++) {
        const struct event *e = &fn->events.at[points.at[i].event];
        any |= points.at[i].fails != 0;
        c->may_tell[n.i] |= points.at[i].may_tell && e->kind == EVENT_CALL &&
                            e->call.use != USE_IGNORED && e->call.use != USE_VOID;
    }
    if (!any)
        return;
    struct walk w;
    bodywalk_open(&w, scratch, c->contexts->bodies, n, BODYWALK_RETURNED);
    bool *wanted = arena_new_array(scratch, bool, fn->events.len + 1);
    for (uint32_t i = 0; i < points.len; i++)
        wanted[points.at[i].event] |= points.at[i].fails != 0;
    const walk_states *arrivals = walk_arrivals(&w, wanted, NULL);
    struct walk_state entry = walk_entry(&w);
    uint8_t good = returned_signs(c, n, &w, &points, NULL, (walk_states){&entry, 1, 1}), bad = 0;
    for (uint32_t i = 0; i < points.len; i++)
        if (points.at[i].fails)
            bad |= returned_signs(c, n, &w, &points, &points.at[i], arrivals[points.at[i].event]);
    /* a result that only a failure gives; where others give it too, the negative one says it, but
     * nothing does where a failure gives any */
    uint8_t told = (uint8_t)(bad & ~good);
    bool negative =
        bad == SIGN_NEGATIVE || ((bad & SIGN_NEGATIVE) && bad != SIGN_ANY && good == SIGN_ANY);
    c->fails[n.i] = told ? told : negative ? SIGN_NEGATIVE : 0;
    c->may_tell[n.i] |= c->fails[n.i] || (bad & SIGN_NEGATIVE);
}

/* An answer that is given stays: functions that call each other do not take it back in turn. */
static bool report_step(void *context, uint32_t node)
{
    const struct finding_cancels *x = context;
    struct cancels *c = x->cancels;
    bool told = c->may_tell[node];
    if (c->fails[node] || !program_get(c->contexts->program, (struct node_id){node})->body)
        return false;
    find_report(c, x->scratch, (struct node_id){node});
    arena_reset(x->scratch);
    return c->fails[node] || told != c->may_tell[node];
}

struct cancels *cancels_new(const struct contexts *contexts, const struct aval_context *values,
                            const struct suspends *s, const struct cancelstates *states)
{
    struct arena *arena = arena_new();
    struct cancels *c = arena_new_one(arena, struct cancels);
    *c = (struct cancels){
        .arena = arena, .contexts = contexts, .values = values, .suspends = s, .states = states};
    c->fails = arena_new_array(arena, uint8_t, contexts->program->nodes.len + 1);
    c->may_tell = arena_new_array(arena, bool, contexts->program->nodes.len + 1);
    c->errors = arena_new_array(arena, error_place_vec, contexts->program->nodes.len + 1);
    c->asks = cancelasks_new(contexts, s, arena);
    struct finding_cancels x = {c, arena_new()};
    const struct roles *roles = contexts->calls->roles;
    bool by_argument = false;
    for (uint32_t i = 0; i < roles->packs.len; i++)
        by_argument |= roles->packs.at[i]->cancellation.error_arg != INT32_MIN;
    if (by_argument)
        solve(contexts->calls->direct, errors_step, &x);
    solve(contexts->calls->direct, report_step, &x);
    arena_free(x.scratch);
    return c;
}

void cancels_free(struct cancels *c)
{
    if (c)
        arena_free(c->arena);
}
