/* NS308: errno, or a buffer that a library has one of, is read after a suspension that lies
 * between: another task has overwritten it.
 *
 * errno belongs to the last call that is known to have failed. From behind one whose result the
 * code looks at the paths are followed where it failed; a suspension whose own result is looked at
 * has returned there what the code takes for success, for where it has not, errno is its own.
 * Another call whose result counts, and a store to errno, end the path. A result that lies in such
 * a buffer is followed in the variable that it is stored in.
 */
#include "check/plain_finding.h"
#include "effects/bodywalk.h"
#include "effects/effects.h"
#include "effects/suspend.h"
#include "link/back.h"

static const struct check_rule rules[] = {
    {"NS308", "stale-after-suspend", FAMILY_TASKS, LEVEL_WARNING,
     "errno or a static buffer is read after a suspension"},
};

#define SUSPENDED 1u

struct stale {
    const struct check_input *in;
    struct findings *findings;
    const struct suspends *suspends;
    struct node_id node;
    const struct function *fn;
    uint32_t start;       /* the call that has set it */
    struct path_id path;  /* a buffer: where it is; FACTS_NONE: errno */
    uint8_t *reads_first; /* by node: enum below */
    bool *reported;       /* by event, of errno */
    uint8_t *does;        /* by event: to errno, DOES_ below */
};

enum { READS_UNKNOWN, READS_NOT, READS_FIRST };

static const struct call *row(const struct stale *x, struct node_id n, uint32_t event)
{
    return calls_find(x->in->contexts->calls, n, event);
}

static const struct suspension *suspension(const struct stale *x, struct node_id n, uint32_t event)
{
    const struct suspension *s = row(x, n, event) ? suspend_of_call(x->suspends, n, event) : NULL;
    return s && s->switches ? s : NULL;
}

/* ---- errno ---- */

static bool is_location(const struct stale *x, struct node_id n, uint32_t event)
{
    const struct call *c = row(x, n, event);
    return c && c->macro && c->macro->last_error;
}

static bool counts(const struct event *e)
{
    return e->kind == EVENT_CALL && (e->call.use == USE_STORED || e->call.use == USE_TESTED);
}

/* `errno = 0` */
static bool is_stored_later(const struct function *fn, uint32_t location)
{
    for (uint32_t i = location + 1; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct path *to = e->kind == EVENT_ASSIGN ? function_path(fn, e->assign.to) : NULL;
        if (to && to->root_kind == ROOT_RESULT && to->root == location)
            return true;
    }
    return false;
}

/* The local variable that `saved = errno` puts it into; FACTS_NONE: none. */
static struct path_id kept_in(const struct function *fn, uint32_t location)
{
    for (uint32_t i = location + 1; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct value *v = e->kind == EVENT_ASSIGN ? function_value(fn, e->assign.from) : NULL;
        const struct path *from = v && v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
        if (from && from->root_kind == ROOT_RESULT && from->root == location) {
            const struct path *to = function_path(fn, e->assign.to);
            return to->root_kind == ROOT_LOCAL && !to->step_len ? e->assign.to
                                                                : (struct path_id){FACTS_NONE};
        }
    }
    return (struct path_id){FACTS_NONE};
}

/* Is it read only to be put back, as a function does that spares its callers: `saved = errno; ...
 * errno = saved;`, and SAVED is used for nothing else? */
static bool is_put_back(const struct stale *x, struct node_id n, uint32_t location)
{
    const struct function *fn = program_get(x->in->program, n)->body;
    struct path_id saved = kept_in(fn, location);
    uint32_t uses = 0, put_back = 0;
    for (uint32_t i = 0; i < fn->values.len; i++)
        uses += fn->values.at[i].kind == VALUE_PATH && fn->values.at[i].path.i == saved.i;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct path *to = e->kind == EVENT_ASSIGN ? function_path(fn, e->assign.to) : NULL;
        const struct value *v = to ? function_value(fn, e->assign.from) : NULL;
        put_back += to && to->root_kind == ROOT_RESULT && is_location(x, n, to->root) &&
                    v->kind == VALUE_PATH && v->path.i == saved.i;
    }
    return put_back && put_back == uses;
}

enum touch { TOUCH_NOT, TOUCH_READ, TOUCH_WRITE };

/* What the event itself does to errno; of the macro the call that it expands to counts. */
static enum touch touches(const struct stale *x, struct node_id n, uint32_t event)
{
    const struct function *fn = program_get(x->in->program, n)->body;
    const struct call *c = row(x, n, event);
    if (is_location(x, n, event))
        return is_stored_later(fn, event) ? TOUCH_WRITE
               : is_put_back(x, n, event) ? TOUCH_NOT
                                          : TOUCH_READ;
    return c && fn->events.at[event].kind == EVENT_CALL && c->roles && c->roles->last_error
               ? TOUCH_READ
               : TOUCH_NOT;
}

static bool reads_first(const struct stale *x, struct node_id n);

/* Does the call run a function that reads it before it does anything else? */
static bool hands_to_reader(const struct stale *x, struct node_id n, uint32_t event)
{
    const struct call *c = row(x, n, event);
    return c && c->callees.len == 1 && reads_first(x, c->callees.at[0]);
}

/* Is it read on some way from the entry, before a call whose result counts and before a store? */
static bool find_reads_first(const struct stale *x, struct node_id n)
{
    const struct function *fn = program_get(x->in->program, n)->body;
    struct arena *scratch = arena_new();
    bool *seen = arena_new_array(scratch, bool, fn->blocks.len + 1), found = false;
    uint32_t *stack = arena_new_array(scratch, uint32_t, fn->blocks.len + 1), depth = 1;
    stack[0] = 0;
    while (depth && !found) {
        const struct block *k = &fn->blocks.at[stack[--depth]];
        bool ends = false;
        for (uint32_t i = 0; i < k->events.len && !ends && !found; i++) {
            uint32_t event = k->events.at[i].i;
            enum touch t = touches(x, n, event);
            found = t == TOUCH_READ || hands_to_reader(x, n, event);
            ends = t == TOUCH_WRITE || counts(&fn->events.at[event]) || suspension(x, n, event);
        }
        for (uint32_t i = 0; i < k->edge_len && !ends; i++) {
            uint32_t to = fn->edges.at[k->first_edge + i].to.i;
            if (!seen[to])
                seen[to] = true, stack[depth++] = to;
        }
    }
    arena_free(scratch);
    return found;
}

static bool reads_first(const struct stale *x, struct node_id n)
{
    if (!program_get(x->in->program, n)->body)
        return false;
    if (x->reads_first[n.i] == READS_UNKNOWN) {
        x->reads_first[n.i] = READS_NOT; /* a call of itself reads nothing new */
        if (find_reads_first(x, n))
            x->reads_first[n.i] = READS_FIRST;
    }
    return x->reads_first[n.i] == READS_FIRST;
}

/* ---- can it be stale at all? ---- */

#define DOES_READ 1u
#define DOES_GIVE_WAY 2u
#define DOES_END 4u

static uint8_t does(const struct stale *x, uint32_t event)
{
    enum touch t = touches(x, x->node, event);
    bool gives_way = suspension(x, x->node, event) != NULL;
    bool other = counts(&x->fn->events.at[event]) && !gives_way && !is_location(x, x->node, event);
    return (t == TOUCH_READ || hands_to_reader(x, x->node, event) ? DOES_READ : 0) |
           (gives_way ? DOES_GIVE_WAY : 0) | (t == TOUCH_WRITE || other ? DOES_END : 0);
}

/* Where a way through the function is, and whether it has come through a suspension. */
struct way {
    struct place_in at;
    bool suspended;
};

/* Go on to the end of the block. True: it is read there, behind a suspension; else ret_ends says
 * whether another call's errno counts by then. */
static bool read_in_block(const struct stale *x, struct way *way, bool *ret_ends)
{
    const struct block *k = &x->fn->blocks.at[way->at.block];
    *ret_ends = false;
    for (uint32_t i = way->at.position; i < k->events.len && !*ret_ends; i++) {
        uint8_t d = x->does[k->events.at[i].i];
        if (way->suspended && (d & DOES_READ))
            return true;
        way->suspended |= (d & DOES_GIVE_WAY) != 0;
        *ret_ends = (d & DOES_END) != 0;
    }
    return false;
}

/* Is there a way from START through a suspension to a read, whatever conditions say? Most calls
 * have none, and are not walked from. */
static bool may_be_read(const struct stale *x, struct arena *arena, uint32_t start)
{
    const struct function *fn = x->fn;
    bool *seen = arena_new_array(arena, bool, 2 * fn->blocks.len + 1), ends;
    VEC(struct way) ways = {0};
    struct way way = {0};
    if (!back_place(x->in->contexts->bodies, x->node, start, &way.at))
        return false;
    way.at.position++;
    vec_push(arena, &ways, way);
    while (ways.len) {
        way = ways.at[--ways.len];
        if (read_in_block(x, &way, &ends))
            return true;
        const struct block *k = &fn->blocks.at[way.at.block];
        for (uint32_t i = 0; i < k->edge_len && !ends; i++) {
            struct way next = {{fn->edges.at[k->first_edge + i].to.i, 0}, way.suspended};
            bool *met = &seen[2 * next.at.block + next.suspended];
            if (!*met)
                vec_push(arena, &ways, next);
            *met = true;
        }
    }
    return false;
}

/* ---- reports ---- */

static void report(const struct stale *x, const struct walk_state *s, struct loc loc)
{
    const struct check_input *in = x->in;
    struct arena *arena = x->findings->arena;
    bool buffer = x->path.i != FACTS_NONE;
    const struct event *point = &x->fn->events.at[s->point - 1];
    const char *setter =
        calls_text(in->contexts->calls, calls_get(in->contexts->calls, x->node, x->start));
    const char *what = buffer ? arena_printf(arena, "what '%s' returned", setter) : "errno";
    struct finding f = plain_finding(in, x->findings, &rules[0], x->node, loc, setter);
    f.certainty = CERTAINTY_ALWAYS;
    f.message = arena_printf(
        arena, "%s is read after a suspension, which lets other tasks overwrite it", what);
    f.advice = buffer ? "copy it before the suspension, or use the form with a buffer of its own"
                      : "keep it in a variable before the suspension";
    plain_step(in, x->findings, &f, PATH_STEP_NOTE, x->node, body_event_loc(x->fn, x->start),
               arena_printf(arena, "'%s' sets it", setter));
    plain_step(in, x->findings, &f, PATH_STEP_CALL, x->node, point->loc, "the task gives way here");
    plain_step(in, x->findings, &f, PATH_STEP_LEAF, x->node, loc, "it is read here");
    plain_note(x->findings, &f, point->loc, "the task gives way here");
    plain_add(in, x->findings, &f);
}

/* ---- the walk ---- */

static bool is_buffer(const void *context, const struct value *v)
{
    const struct stale *x = context;
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return false;
    const struct path *p = function_path(x->fn, v->path), *of = function_path(x->fn, x->path);
    return v->path.i == x->path.i ||
           (!of->step_len && p->root_kind == of->root_kind && p->root == of->root);
}

static bool uses_buffer(const struct stale *x, const struct event *e)
{
    if (e->kind == EVENT_CALL)
        for (uint32_t i = 0; i < e->call.arg_len; i++)
            if (function_value_has(x->fn, x->fn->args.at[e->call.first_arg + i], is_buffer, x))
                return true;
    if (e->kind == EVENT_ASSIGN)
        return function_value_has(x->fn, e->assign.from, is_buffer, x);
    return e->kind == EVENT_RETURN && e->value.i != FACTS_NONE &&
           function_value_has(x->fn, e->value, is_buffer, x);
}

static enum walk_step on_buffer_event(const struct stale *x, struct walk_state *s, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    if (event == x->start ||
        (e->kind == EVENT_ASSIGN && e->assign.to.i == x->path.i && (s->flags & SUSPENDED)))
        return WALK_END;
    if ((s->flags & SUSPENDED) && uses_buffer(x, e) && !x->reported[event]) {
        x->reported[event] = true;
        report(x, s, body_event_loc(x->fn, event));
        return WALK_END;
    }
    return WALK_ON;
}

static enum walk_step on_errno_event(const struct stale *x, const struct walk_state *s,
                                     uint32_t event)
{
    bool read = (x->does[event] & DOES_READ) && (s->flags & SUSPENDED);
    if (read && !x->reported[event]) {
        x->reported[event] = true;
        report(x, s, body_event_loc(x->fn, event));
    }
    return read || (x->does[event] & DOES_END) ? WALK_END : WALK_ON;
}

struct return_walk {
    const struct stale *stale;
    struct node_id node;
    uint8_t signs;
};

static enum walk_step on_return_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct return_walk *r = w->client->context;
    const struct event *e = &w->fn->events.at[event];
    if (suspension(r->stale, r->node, event))
        s->flags |= SUSPENDED;
    if (e->kind == EVENT_RETURN && (s->flags & SUSPENDED))
        r->signs |= e->value.i == FACTS_NONE ? (uint8_t)SIGN_ANY : walk_signs(w, s, e->value);
    return WALK_ON;
}

/* Does the code ask of the call's result, a number, only whether it is zero? Then it is where
 * nothing failed: `if (error)`. */
static bool asks_for_zero(const struct stale *x, uint32_t event)
{
    const struct event_call *call = &x->fn->events.at[event].call;
    bool asked = false;
    for (uint32_t i = 0; i < x->fn->blocks.len; i++) {
        const struct cond *c = &x->fn->blocks.at[i].cond;
        if (c->kind != COND_TRUTH && c->kind != COND_COMPARE)
            continue;
        const struct value *v = function_value(x->fn, c->value);
        bool own = v->kind == VALUE_RESULT && v->event.i == event;
        if (!own &&
            !(v->kind == VALUE_PATH && call->use == USE_STORED && v->path.i == call->stored.i))
            continue;
        if (c->kind == COND_COMPARE)
            return false;
        asked = true;
    }
    return asked;
}

/* What the function that the call runs returns on ways through a suspension. */
static uint8_t returned_behind(const struct stale *x, uint32_t event)
{
    const struct call *c = row(x, x->node, event);
    if (c->callees.len != 1 || c->targets.len ||
        !program_get(x->in->program, c->callees.at[0])->body)
        return asks_for_zero(x, event) ? SIGN_ZERO : SIGN_ANY;
    struct return_walk r = {.stale = x, .node = c->callees.at[0]};
    const struct walk_client client = {.event = on_return_event, .context = &r};
    struct arena *arena = arena_new();
    struct walk walk;
    bodywalk_open(&walk, arena, x->in->contexts->bodies, r.node, BODYWALK_RETURNED);
    const struct walk_state entry = walk_entry(&walk);
    walk_run(&walk, &client, &entry, 1);
    arena_free(arena);
    return r.signs ? r.signs : SIGN_ANY;
}

/* What the suspension's own result says: the task has given way, and nothing failed. What that is,
 * the function itself tells where it returns less there than all that may be no failure. */
static void know_result(const struct stale *x, struct walk *w, struct walk_state *s, uint32_t event)
{
    const struct facts *facts = program_get(x->in->program, x->node)->facts;
    uint8_t signs = returned_behind(x, event),
            success = bodywalk_success(facts, &x->fn->events.at[event].call);
    if (signs & ~success)
        walk_set_wanted(w, s, event);
    else
        walk_set_result(w, s, event, signs);
}

static enum walk_step on_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    const struct stale *x = w->client->context;
    bool buffer = x->path.i != FACTS_NONE;
    enum walk_step step = buffer ? on_buffer_event(x, s, event) : on_errno_event(x, s, event);
    if (step == WALK_END)
        return WALK_END;
    if (x->does[event] & DOES_GIVE_WAY) {
        s->flags |= SUSPENDED;
        s->point = event + 1;
        if (counts(&x->fn->events.at[event]))
            know_result(x, w, s, event);
    }
    return WALK_ON;
}

static enum walk_branch on_branch(struct walk *w, struct walk_state *s, const struct cond *c)
{
    const struct stale *x = w->client->context;
    if (x->path.i == FACTS_NONE || !(s->flags & SUSPENDED) ||
        (c->kind != COND_TRUTH && c->kind != COND_COMPARE))
        return WALK_BRANCH_UNKNOWN;
    const struct value *v = function_value(x->fn, c->value);
    bool pointer = v->kind == VALUE_PATH && v->path.i == x->path.i; /* is it there? */
    if (pointer || !function_value_has(x->fn, c->value, is_buffer, x))
        return WALK_BRANCH_UNKNOWN;
    report(x, s, x->fn->blocks.at[s->block].term_loc);
    return WALK_BRANCH_END;
}

static void follow(struct stale *x, uint32_t start, struct path_id path, uint8_t result)
{
    static const struct walk_client of = {.event = on_event, .branch = on_branch};
    struct walk_client client = of;
    struct arena *arena = arena_new();
    struct walk walk;
    if (path.i == FACTS_NONE && !may_be_read(x, arena, start)) {
        arena_free(arena);
        return;
    }
    client.context = x;
    x->start = start;
    x->path = path;
    bodywalk_open(&walk, arena, x->in->contexts->bodies, x->node, BODYWALK_LIVE);
    walk_states states = bodywalk_behind(&walk, start, result);
    walk_run(&walk, &client, states.at, states.len);
    arena_free(arena);
}

/* ---- what sets it ---- */

/* Is what the function returns in such a buffer? The call below that makes it so counts. */
static bool returns_buffer(const struct stale *x, const struct call *call)
{
    const struct program *p = x->in->program;
    if (call->roles && call->roles->static_buffer)
        return true;
    if (call->callees.len != 1 || !program_get(p, call->callees.at[0])->body ||
        calls_recursive(x->in->contexts->calls, call->node, call->callees.at[0]))
        return false;
    struct node_id n = call->callees.at[0];
    const struct function *fn = program_get(p, n)->body;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE)
            continue;
        const struct value *v =
            function_value(fn, body_resolve(x->in->contexts->bodies, n, e->value));
        const struct call *below = v->kind == VALUE_RESULT ? row(x, n, v->event.i) : NULL;
        if (below && returns_buffer(x, below))
            return true;
    }
    return false;
}

static void check_call(struct stale *x, const struct call *call)
{
    const struct facts *facts = program_get(x->in->program, x->node)->facts;
    const struct event *e = &x->fn->events.at[call->event];
    if (e->kind != EVENT_CALL || is_location(x, x->node, call->event))
        return;
    if (e->call.use == USE_STORED && e->call.stored.i != FACTS_NONE && returns_buffer(x, call))
        follow(x, call->event, e->call.stored, SIGN_POSITIVE);
    else if (counts(e))
        follow(x, call->event, (struct path_id){FACTS_NONE},
               SIGN_ANY & ~bodywalk_success(facts, &e->call));
}

/* Does another task run at some call of the function? */
static bool gives_way_any(const struct stale *x)
{
    const call_vec *rows = &x->in->contexts->calls->at[x->node.i];
    for (uint32_t i = 0; i < rows->len && suspend_any(x->suspends, x->node); i++)
        if (suspension(x, x->node, rows->at[i].event))
            return true;
    return false;
}

static bool touches_any(const struct stale *x)
{
    const call_vec *rows = &x->in->contexts->calls->at[x->node.i];
    for (uint32_t i = 0; i < rows->len; i++)
        if (touches(x, x->node, rows->at[i].event) != TOUCH_NOT ||
            hands_to_reader(x, x->node, rows->at[i].event) || returns_buffer(x, &rows->at[i]))
            return true;
    return false;
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    struct stale x = {
        .in = in, .findings = ret_findings, .suspends = effects_suspends(in->effects)};
    struct arena *arena = arena_new();
    x.reads_first = arena_new_array(arena, uint8_t, in->program->nodes.len + 1);
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        x.node.i = i;
        x.fn = in->program->nodes.at[i].body;
        if (!x.fn || !gives_way_any(&x) || !touches_any(&x))
            continue;
        x.reported = arena_new_array(arena, bool, x.fn->events.len + 1);
        x.does = arena_new_array(arena, uint8_t, x.fn->events.len + 1);
        for (uint32_t k = 0; k < x.fn->events.len; k++)
            x.does[k] = does(&x, k);
        const call_vec *rows = &in->contexts->calls->at[i];
        for (uint32_t k = 0; k < rows->len; k++)
            check_call(&x, &rows->at[k]);
    }
    arena_free(arena);
}

const struct check check_stale = {
    .name = "stale", .rules = rules, .rule_count = COUNT(rules), .run = run};
