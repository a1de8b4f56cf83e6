#include "effects/tasks/escape_wait.h"

#include "effects/bodywalk.h"

#include <string.h>

#define MAX_ROOTS 8
#define UNTIL_DEPTH 3
#define STARTED 1u /* flags of a path: the coroutine has been started */
#define HANDED 2u  /* a call of `with` has handed over what was prepared */

struct waits {
    struct arena *arena;
    const struct contexts *contexts;
    const struct program *program;
    const struct bodies *bodies;
    const struct suspends *suspends;
    bool *waiting; /* by node: runs a loop, waits for others or joins, itself or further down */
};

static const struct function *body_of(const struct waits *w, struct node_id n)
{
    return program_get(w->program, n)->body;
}

static const struct name_roles *roles_of_call(const struct waits *w, struct node_id n,
                                              const struct event_call *c)
{
    const struct node *node = program_get(w->program, n);
    return roles_function(w->bodies->roles, callee_name(w->program, node->facts, node->body, c));
}

/* ---- functions that wait ---- */

static bool waits_itself(const struct call *call)
{
    const struct name_roles *r = call->roles;
    return r && (r->run_loops.len || r->waits || r->joins);
}

static bool waits_below(const struct waits *w, const struct call *call)
{
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (w->waiting[call->callees.at[i].i])
            return true;
    for (uint32_t i = 0; i < call->targets.len; i++)
        if (call->targets.at[i].handed_to.i == FACTS_NONE && w->waiting[call->targets.at[i].node.i])
            return true;
    return false;
}

static bool find_waiting(void *context, uint32_t node)
{
    const struct waits *w = context;
    const call_vec *rows = &w->contexts->calls->at[node];
    if (w->waiting[node])
        return false;
    for (uint32_t i = 0; i < rows->len && !w->waiting[node]; i++)
        w->waiting[node] = waits_itself(&rows->at[i]) || waits_below(w, &rows->at[i]);
    return w->waiting[node];
}

struct waits *waits_new(const struct contexts *c, const struct suspends *s)
{
    struct arena *arena = arena_new();
    struct waits *w = arena_new_one(arena, struct waits);
    *w = (struct waits){
        .arena = arena, .contexts = c, .program = c->program, .bodies = c->bodies, .suspends = s};
    w->waiting = arena_new_array(arena, bool, c->program->nodes.len + 1);
    solve(c->calls->all, find_waiting, w);
    return w;
}

void waits_free(struct waits *w)
{
    if (w)
        arena_free(w->arena);
}

/* ---- the handle that a join takes ---- */

struct variable {
    enum root_kind kind;
    uint32_t root;
};

enum handle_mode {
    HANDLE_SELF,  /* what is kept is itself given back */
    HANDLE_ROOTS, /* one of these variables, or something in it */
    HANDLE_ANY,   /* not known */
};

struct settle {
    const struct waits *w;
    const struct escape *x;
    const struct function *fn;
    const struct facts *facts;
    enum handle_mode mode;
    struct variable roots[MAX_ROOTS];
    uint32_t root_len;
    struct variable given[MAX_ROOTS]; /* variables of the frame that the same call hands over */
    uint32_t given_len;
    uint32_t *block_of; /* by event */
    bool *settling;     /* by block: something in it ends it */
    uint8_t *asked;     /* by block: loop_settles, 1 no, 2 yes */
    bool hands_over;    /* the function has calls of `with` */
    bool left;
    struct loc left_at;
};

static bool is_root(const struct settle *s, const struct path *p)
{
    for (uint32_t i = 0; i < s->root_len; i++)
        if (s->roots[i].kind == p->root_kind && s->roots[i].root == p->root)
            return true;
    return false;
}

static void add_root(struct settle *s, const struct path *p)
{
    if (s->root_len < MAX_ROOTS && !is_root(s, p))
        s->roots[s->root_len++] = (struct variable){p->root_kind, p->root};
}

/* Variables that get what the call returns, and copies of it. */
static void add_result(struct settle *s, uint32_t call)
{
    for (int round = 0; round < 3; round++)
        for (uint32_t i = 0; i < s->fn->events.len; i++) {
            const struct event *e = &s->fn->events.at[i];
            if (e->kind != EVENT_ASSIGN)
                continue;
            const struct value *v = function_value(s->fn, e->assign.from);
            bool from = v->kind == VALUE_RESULT && v->event.i == call;
            if (v->kind == VALUE_PATH && !function_path(s->fn, v->path)->step_len)
                from = is_root(s, function_path(s->fn, v->path));
            if (from)
                add_root(s, function_path(s->fn, e->assign.to));
        }
}

/* The call in a macro's text that gives the handle, and the macro's event. */
static uint32_t macro_call(const struct settle *s, const struct event_call *body,
                           uint32_t *ret_macro)
{
    uint32_t first = FACTS_NONE;
    *ret_macro = FACTS_NONE;
    for (uint32_t i = s->x->event; i-- > 0 && *ret_macro == FACTS_NONE;) {
        const struct event *e = &s->fn->events.at[i];
        if (e->kind == EVENT_MACRO && str_eq(e->macro.name, body->macro))
            *ret_macro = i;
        else if (e->kind == EVENT_CALL && str_eq(e->call.macro, body->macro) &&
                 !e->call.in_macro_arg)
            first = i;
    }
    return first;
}

/* Variables by the name that is written as a macro's argument. */
static void add_named(struct settle *s, struct str text)
{
    for (uint32_t i = 0; i < s->fn->paths.len; i++)
        if (str_eq(s->fn->paths.at[i].text, text))
            add_root(s, &s->fn->paths.at[i]);
}

static void find_handle(struct settle *s)
{
    const struct rule_keep *r = s->x->rule;
    const struct event_call *c = &s->fn->events.at[s->x->event].call;
    s->mode = r->handle == INT32_MIN         ? HANDLE_SELF
              : s->x->callee.i != FACTS_NONE ? HANDLE_ANY
                                             : HANDLE_ROOTS;
    if (s->mode != HANDLE_ROOTS)
        return;
    if (r->args_of_call) {
        uint32_t macro, call = macro_call(s, c, &macro);
        if (r->handle == HANDLE_RESULT && call != FACTS_NONE)
            add_result(s, call);
        const struct event_macro *m = macro == FACTS_NONE ? NULL : &s->fn->events.at[macro].macro;
        uint32_t arg =
            m && r->handle != HANDLE_RESULT ? arg_index(r->handle, m->arg_len) : FACTS_NONE;
        if (arg != FACTS_NONE)
            add_named(s, s->fn->texts.at[m->first_arg + arg]);
        return;
    }
    if (r->handle == HANDLE_RESULT) {
        add_result(s, s->x->event);
        return;
    }
    uint32_t arg = arg_index(r->handle, c->arg_len);
    const struct value *v =
        arg == FACTS_NONE ? NULL : function_value(s->fn, s->fn->args.at[c->first_arg + arg]);
    if (v && (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS))
        add_root(s, function_path(s->fn, v->path));
}

/* ---- what ends it ---- */

static bool is_object(const struct settle *s, const struct path *p)
{
    return p->root_kind == s->x->what.root_kind && p->root == s->x->what.root;
}

/* Does the argument point to the variable, or is it something in it? */
static bool has_object(const struct settle *s, struct value_id id)
{
    const struct value *v = function_value(s->fn, id);
    struct pointee at = frame_pointee(s->w->bodies, s->x->node, id);
    if (at.kind != POINTEE_UNKNOWN && at.root_kind == s->x->what.root_kind &&
        at.root == s->x->what.root)
        return true;
    return (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) &&
           is_object(s, function_path(s->fn, v->path));
}

static bool has_handle(const struct settle *s, struct value_id id)
{
    const struct value *v = function_value(s->fn, id);
    if (has_object(s, id))
        return true;
    return s->mode == HANDLE_ROOTS && (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) &&
           is_root(s, function_path(s->fn, v->path));
}

static bool any_arg(const struct settle *s, const struct event_call *c,
                    bool (*test)(const struct settle *, struct value_id))
{
    for (uint32_t i = 0; i < c->arg_len; i++)
        if (test(s, s->fn->args.at[c->first_arg + i]))
            return true;
    return false;
}

static bool is_among(const struct waits *w, const name_vec *names, struct str name)
{
    const char *text = program_text(w->program, name);
    for (uint32_t i = 0; i < names->len; i++)
        if (rule_match(program_text(w->program, names->at[i]), text))
            return true;
    return false;
}

/* Does N call one of the functions, itself or a little further down? */
static bool calls_among(const struct waits *w, const name_vec *names, struct node_id n, int depth)
{
    const struct node *node = program_get(w->program, n);
    for (uint32_t i = 0; node->body && names->len && i < node->body->events.len; i++) {
        const struct event *e = &node->body->events.at[i];
        if (e->kind != EVENT_CALL)
            continue;
        struct node_id to = call_node(node->facts, &e->call);
        if (is_among(w, names, callee_name(w->program, node->facts, node->body, &e->call)))
            return true;
        if (to.i != FACTS_NONE && depth > 1 && calls_among(w, names, to, depth - 1))
            return true;
    }
    return false;
}

/* A function that nobody knows anything of: it may wait for what it is given. */
static bool is_stranger(const struct settle *s, const struct event_call *c,
                        const struct name_roles *r)
{
    if (c->callee_kind != CALLEE_DIRECT)
        return true;
    const struct event_call *keeper = &s->fn->events.at[s->x->event].call;
    const struct entity *e = facts_entity(s->facts, c->function);
    if (r || e->system)
        return false;
    return keeper->callee_kind != CALLEE_DIRECT ||
           !str_eq(facts_entity(s->facts, keeper->function)->loc.file, e->loc.file);
}

static bool call_settles(const struct settle *s, uint32_t event)
{
    const struct waits *w = s->w;
    const struct event_call *c = &s->fn->events.at[event].call;
    const struct name_roles *r = roles_of_call(w, s->x->node, c);
    if (r && (r->run_loops.len || r->waits))
        return true;
    if (is_among(w, &s->x->rule->until, callee_name(w->program, s->facts, s->fn, c)))
        return s->mode == HANDLE_ANY || any_arg(s, c, has_handle);
    const struct call *call = calls_get(w->contexts->calls, s->x->node, event);
    bool given = any_arg(s, c, has_object);
    if (waits_below(w, call))
        return true;
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (((given || any_arg(s, c, has_handle)) &&
             calls_among(w, &s->x->rule->until, call->callees.at[i], UNTIL_DEPTH)))
            return true;
    bool spawned = context_is_elsewhere(w->contexts, s->x->node, event);
    bool seen = call->callees.len && body_of(w, call->callees.at[0]);
    return given && !spawned && (c->use == USE_TESTED || (!seen && is_stranger(s, c, r)));
}

/* Does the event end it: is it waited for, or taken back? */
static bool settles(const struct settle *s, uint32_t event)
{
    const struct event *e = &s->fn->events.at[event];
    if (e->kind == EVENT_MACRO) {
        const struct name_roles *r = roles_macro(s->w->bodies->roles, e->macro.name);
        return r && (r->run_loops.len || r->waits);
    }
    if (e->kind == EVENT_CLEANUP) {
        const struct path *p = function_path(s->fn, e->cleanup.path);
        return is_object(s, p) || is_root(s, p);
    }
    if (e->kind == EVENT_ASSIGN) /* taken out again */
        return s->x->inside && e->assign.to.i == s->x->stored.i;
    return e->kind == EVENT_CALL && call_settles(s, event);
}

/* Starts the coroutine that has it, once more: the function itself drives it. */
static bool starts_again(const struct settle *s, uint32_t event)
{
    const struct event *e = &s->fn->events.at[event];
    const struct name_roles *r =
        e->kind == EVENT_CALL ? roles_of_call(s->w, s->x->node, &e->call) : NULL;
    for (uint32_t i = 0; r && i < r->task_starts.len; i++) {
        uint32_t arg = arg_index(r->task_starts.at[i]->arg, e->call.arg_len);
        if (arg != FACTS_NONE && s->mode == HANDLE_ROOTS &&
            has_handle(s, s->fn->args.at[e->call.first_arg + arg]))
            return true;
    }
    return false;
}

/* Is it a call that hands over what was prepared: io_uring_submit, or a function that calls it? */
static bool hands_over(const struct settle *s, uint32_t event)
{
    const struct event *e = &s->fn->events.at[event];
    const name_vec *with = &s->x->rule->with;
    if (e->kind != EVENT_CALL || !with->len)
        return false;
    struct node_id to = call_node(s->facts, &e->call);
    return is_among(s->w, with, callee_name(s->w->program, s->facts, s->fn, &e->call)) ||
           (to.i != FACTS_NONE && calls_among(s->w, with, to, UNTIL_DEPTH));
}

/* ---- loops ---- */

/* Does the flow lead from block FROM to TO, by at least one edge? */
static bool leads_to(const struct settle *s, struct arena *scratch, uint32_t from, uint32_t to)
{
    const struct function *fn = s->fn;
    bool *seen = arena_new_array(scratch, bool, fn->blocks.len);
    uint32_t *work = arena_new_array(scratch, uint32_t, fn->blocks.len + 1), len = 0;
    work[len++] = from;
    while (len) {
        const struct block *k = &fn->blocks.at[work[--len]];
        for (uint32_t e = 0; e < k->edge_len; e++) {
            uint32_t next = fn->edges.at[k->first_edge + e].to.i;
            if (next == to)
                return true;
            if (!seen[next])
                work[len++] = next;
            seen[next] = true;
        }
    }
    return false;
}

/* Are the two blocks in one loop, and the call that hands it over is not? */
static bool loops_without_start(const struct settle *s, uint32_t a, uint32_t b)
{
    uint32_t start = s->block_of[s->x->event];
    struct arena *scratch = arena_new();
    bool found = leads_to(s, scratch, a, b) && leads_to(s, scratch, b, a) &&
                 !(leads_to(s, scratch, a, start) && leads_to(s, scratch, start, a));
    arena_free(scratch);
    return found;
}

/* A loop that waits in its body waits: for as many as were started before it. */
static bool loop_settles(struct settle *s, uint32_t header)
{
    bool found = s->asked[header] == 2;
    for (uint32_t i = 0; !s->asked[header] && i < s->fn->blocks.len && !found; i++)
        found = s->settling[i] && loops_without_start(s, header, i);
    s->asked[header] = found ? 2 : 1;
    return found;
}

/* Is it something of what was handed over, that others change? */
static bool is_given(const void *context, const struct value *v)
{
    const struct settle *s = context;
    const struct path *p = v->kind == VALUE_PATH ? function_path(s->fn, v->path) : NULL;
    for (uint32_t i = 0; p && i < s->given_len; i++)
        if (p->root_kind == s->given[i].kind && p->root == s->given[i].root)
            return true;
    return false;
}

/* The same, also in an expression where PARTS. */
static bool is_polled(const struct settle *s, struct value_id id, bool parts)
{
    return parts ? function_value_has(s->fn, id, is_given, s)
                 : is_given(s, function_value(s->fn, id));
}

static enum walk_step on_event(struct walk *w, struct walk_state *state, uint32_t event)
{
    struct settle *s = w->client->context;
    const struct event *e = &s->fn->events.at[event];
    if (event == s->x->event)
        return WALK_END; /* another round, in the same frame: as if it were the first */
    if (settles(s, event))
        return WALK_END;
    if (hands_over(s, event)) {
        state->flags |= HANDED;
        walk_set_wanted(w, state, event);
    }
    if (starts_again(s, event)) {
        if (state->flags & STARTED)
            return WALK_END;
        state->flags |= STARTED;
    }
    bool at_once = s->x->rule->entry != INT32_MIN || s->x->rule->args_of_call;
    if (e->kind == EVENT_ASSIGN && at_once && is_polled(s, e->assign.from, false))
        return WALK_END; /* it is read: who ran at once has ended, as far as the function knows */
    if (e->kind == EVENT_ASSIGN && is_polled(s, e->assign.from, true) &&
        loops_without_start(s, s->block_of[event], s->block_of[event]))
        return WALK_END;
    return WALK_ON;
}

/* A test of the variable, which others change: it is waited for. */
static enum walk_branch on_branch(struct walk *w, struct walk_state *state, const struct cond *c)
{
    struct settle *s = w->client->context;
    const struct block *b = &s->fn->blocks.at[state->block];
    if (b->loop != LOOP_NONE && loop_settles(s, state->block))
        return WALK_BRANCH_END;
    if (c->kind != COND_TRUTH && c->kind != COND_COMPARE)
        return WALK_BRANCH_UNKNOWN;
    bool loop = b->loop != LOOP_NONE;
    if (is_polled(s, c->value, loop) || (c->kind == COND_COMPARE && is_polled(s, c->other, loop)))
        return WALK_BRANCH_END;
    return WALK_BRANCH_UNKNOWN;
}

static void on_leave(struct walk *w, const struct walk_state *state)
{
    struct settle *s = w->client->context;
    uint32_t event = walk_return_of(w, state->block);
    if (s->hands_over && !(state->flags & HANDED))
        return; /* prepared only */
    if (!s->left)
        s->left_at = event == FACTS_NONE ? s->fn->end : s->fn->events.at[event].loc;
    s->left = true;
}

/* What the other arguments point to: a task that is done with one is done with all. */
static void find_given(struct settle *s)
{
    const struct event_call *c = &s->fn->events.at[s->x->event].call;
    s->given[s->given_len++] = (struct variable){s->x->what.root_kind, s->x->what.root};
    for (uint32_t i = 0; i < c->arg_len && s->given_len < MAX_ROOTS; i++) {
        struct pointee at =
            frame_pointee(s->w->bodies, s->x->node, s->fn->args.at[c->first_arg + i]);
        if (at.kind == POINTEE_FRAME)
            s->given[s->given_len++] = (struct variable){at.root_kind, at.root};
    }
}

static void find_settling(struct settle *s, struct arena *arena)
{
    const struct function *fn = s->fn;
    s->block_of = arena_new_array(arena, uint32_t, fn->events.len + 1);
    s->settling = arena_new_array(arena, bool, fn->blocks.len + 1);
    s->asked = arena_new_array(arena, uint8_t, fn->blocks.len + 1);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t k = 0; k < fn->blocks.at[i].events.len; k++)
            s->block_of[fn->blocks.at[i].events.at[k].i] = i;
    for (uint32_t i = 0; i < fn->events.len; i++)
        s->hands_over |= i != s->x->event && hands_over(s, i);
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (i != s->x->event && (settles(s, i) || starts_again(s, i)))
            s->settling[s->block_of[i]] = true;
}

bool waits_leaves(const struct waits *w, const struct escape *x, struct loc *ret_left_at)
{
    const struct node *node = program_get(w->program, x->node);
    const struct event_call *c = &node->body->events.at[x->event].call;
    struct settle s = {.w = w, .x = x, .fn = node->body, .facts = node->facts};
    const struct walk_client client = {
        .event = on_event, .branch = on_branch, .leave = on_leave, .context = &s};
    uint8_t done = SIGN_ANY;
    struct arena *arena = arena_new();
    struct walk walk;
    find_handle(&s);
    find_given(&s);
    find_settling(&s, arena);
    if (c->callee_kind == CALLEE_DIRECT && !x->rule->args_of_call)
        done = bodywalk_success(node->facts, c);
    if (done == (SIGN_ZERO | SIGN_POSITIVE))
        done = SIGN_ZERO; /* what hands something over returns 0 */
    bodywalk_open(&walk, arena, w->bodies, x->node, BODYWALK_ALL);
    walk_states starts = bodywalk_behind(&walk, x->event, done);
    walk_run(&walk, &client, starts.at, starts.len);
    arena_free(arena);
    *ret_left_at = s.left_at;
    return !walk.gave_up && s.left;
}
