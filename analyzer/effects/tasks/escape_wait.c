#include "effects/tasks/escape_wait.h"

#include "effects/bodywalk.h"
#include "effects/tasks/among.h"
#include "effects/tasks/freed.h"
#include "effects/tasks/resumes.h"

#include <string.h>

#define STARTED 1u /* flags of a path: the coroutine has been started */
#define HANDED 2u  /* a call of `with` has handed over what was prepared */

struct waits {
    struct arena *arena;
    const struct contexts *contexts;
    const struct program *program;
    const struct bodies *bodies;
    struct among *among;
    struct freed *freed;
    struct resumes *resumes;
    bool *waiting; /* by node: runs a loop or waits for others, itself or further down */
};

static const struct call *row_of(const struct waits *w, struct node_id n, uint32_t event)
{
    return calls_get(w->contexts->calls, n, event);
}

/* ---- functions that wait ---- */

static bool waits_itself(const struct call *call)
{
    const struct name_roles *r = call->roles;
    return r && (r->run_loops.len || r->waits);
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

struct waits *waits_new(const struct contexts *c, const struct suspends *suspends)
{
    struct arena *arena = arena_new();
    struct waits *w = arena_new_one(arena, struct waits);
    *w = (struct waits){.arena = arena, .contexts = c, .program = c->program, .bodies = c->bodies};
    w->among = among_new(c);
    w->freed = freed_new(c);
    w->resumes = resumes_new(c, suspends);
    w->waiting = arena_new_array(arena, bool, c->program->nodes.len + 1);
    solve(c->calls->all, find_waiting, w);
    return w;
}

void waits_free(struct waits *w)
{
    if (!w)
        return;
    among_free(w->among);
    freed_free(w->freed);
    resumes_free(w->resumes);
    arena_free(w->arena);
}

const struct freed *waits_freed(const struct waits *w)
{
    return w->freed;
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

typedef VEC(struct variable) variable_vec;

struct settle {
    const struct waits *w;
    struct arena *arena;
    struct escape *x;
    const struct function *fn;
    const struct facts *facts;
    enum handle_mode mode;
    variable_vec roots;
    variable_vec given; /* variables of the frame that the same call hands over */
    uint32_t *block_of; /* by event */
    bool *settling;     /* by block: something in it ends it */
    uint8_t *asked;     /* by block: loop_settles, 1 no, 2 yes */
    bool hands_over;    /* the function has calls of `with` */
    bool resumed;       /* what it is handed to calls back once, and that resumes the coroutine */
};

static bool starts_among(const variable_vec *all, const struct path *p)
{
    for (uint32_t i = 0; i < all->len; i++)
        if (all->at[i].kind == p->root_kind && all->at[i].root == p->root)
            return true;
    return false;
}

static bool is_root(const struct settle *s, const struct path *p)
{
    return starts_among(&s->roots, p);
}

/* True: it is a new one. */
static bool add_root(struct settle *s, const struct path *p)
{
    if (is_root(s, p))
        return false;
    vec_push(s->arena, &s->roots, (struct variable){p->root_kind, p->root});
    return true;
}

/* Variables that get what the call returns, and copies of it. */
static void add_result(struct settle *s, uint32_t call)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < s->fn->events.len; i++) {
            const struct event *e = &s->fn->events.at[i];
            if (e->kind != EVENT_ASSIGN)
                continue;
            const struct value *v = function_value(s->fn, e->assign.from);
            bool from = v->kind == VALUE_RESULT && v->event.i == call;
            if (v->kind == VALUE_PATH && !function_path(s->fn, v->path)->step_len)
                from = is_root(s, function_path(s->fn, v->path));
            if (from)
                changed |= add_root(s, function_path(s->fn, e->assign.to));
        }
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
    s->mode = r->handle == INT32_MIN         ? HANDLE_SELF
              : s->x->callee.i != FACTS_NONE ? HANDLE_ANY
                                             : HANDLE_ROOTS;
    if (s->mode != HANDLE_ROOTS)
        return;
    const struct event_call *c = &s->fn->events.at[s->x->event].call;
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

/* Does it only make a text of what it is given, as the attribute `format` says? */
static bool is_printer(const struct program *p, const struct entity *e)
{
    for (uint32_t i = 0; i < e->words.len; i++)
        if (e->words.at[i].kind == WORD_ATTRIBUTE &&
            !strcmp(program_text(p, e->words.at[i].text), "format"))
            return true;
    return false;
}

/* A function that nobody knows anything of: it may wait for what it is given. */
static bool is_stranger(const struct settle *s, const struct event_call *c,
                        const struct name_roles *r)
{
    if (c->callee_kind != CALLEE_DIRECT)
        return true;
    const struct entity *e = facts_entity(s->facts, c->function);
    if (r || e->system || is_printer(s->w->program, e))
        return false;
    if (s->x->event == FACTS_NONE)
        return true;
    const struct event_call *keeper = &s->fn->events.at[s->x->event].call;
    return keeper->callee_kind != CALLEE_DIRECT ||
           !str_eq(facts_entity(s->facts, keeper->function)->loc.file, e->loc.file);
}

/* Does a function that is called end it? It joins whatever there is, or ends what it is given. */
static bool callee_ends(const struct settle *s, const struct event_call *c, struct node_id callee)
{
    const name_vec *until = &s->x->rule->until;
    if (s->mode != HANDLE_SELF)
        return among_called(s->w->among, until, callee);
    for (uint32_t i = 0; until->len && i < c->arg_len; i++)
        if (has_handle(s, s->fn->args.at[c->first_arg + i]) &&
            among_given(s->w->among, until, callee, i))
            return true;
    return false;
}

static bool call_settles(const struct settle *s, uint32_t event)
{
    const struct waits *w = s->w;
    const struct event_call *c = &s->fn->events.at[event].call;
    const struct call *call = row_of(w, s->x->node, event);
    if (waits_itself(call) || waits_below(w, call) ||
        (s->resumed && resumes_waits(w->resumes, s->x->node, event, s->x->event)))
        return true;
    if (roles_named(w->program, &s->x->rule->until, call->name))
        return s->mode == HANDLE_ANY || any_arg(s, c, has_handle);
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (callee_ends(s, c, call->callees.at[i]))
            return true;
    if (call->elsewhere || !any_arg(s, c, has_object))
        return false;
    bool seen = call->callees.len && program_get(w->program, call->callees.at[0])->body;
    return c->use == USE_TESTED || (!seen && is_stranger(s, c, call->roles));
}

/* Does the event end it: is it waited for, or taken back? */
static bool settles(const struct settle *s, uint32_t event)
{
    const struct event *e = &s->fn->events.at[event];
    if (e->kind == EVENT_MACRO)
        return waits_itself(row_of(s->w, s->x->node, event));
    if (e->kind == EVENT_CLEANUP) {
        const struct path *p = function_path(s->fn, e->cleanup.path);
        return is_object(s, p) || is_root(s, p);
    }
    if (e->kind == EVENT_ASSIGN) /* taken out again */
        return s->x->inside && !s->x->copied && e->assign.to.i == s->x->stored.i;
    return e->kind == EVENT_CALL && call_settles(s, event);
}

/* Starts the coroutine that has it, once more: the function itself drives it. */
static bool starts_again(const struct settle *s, uint32_t event)
{
    const struct event *e = &s->fn->events.at[event];
    const struct name_roles *r =
        e->kind == EVENT_CALL ? row_of(s->w, s->x->node, event)->roles : NULL;
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
    const struct call *call = row_of(s->w, s->x->node, event);
    if (roles_named(s->w->program, with, call->name))
        return true;
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (among_called(s->w->among, with, call->callees.at[i]))
            return true;
    return false;
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
    uint32_t start = s->x->event == FACTS_NONE ? 0 : s->block_of[s->x->event];
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

static bool counts_itself(const struct settle *s, struct path_id path)
{
    for (uint32_t i = 0; i < s->fn->events.len; i++) {
        const struct event *e = &s->fn->events.at[i];
        if (e->kind == EVENT_ASSIGN && e->assign.to.i == path.i &&
            function_value_reads(s->fn, e->assign.from, path))
            return true;
    }
    return false;
}

/* Is it something of what was handed over, that others change? What the function counts itself, as
 * in i++, says what it has done. */
static bool is_given(const void *context, const struct value *v)
{
    const struct settle *s = context;
    const struct path *p = v->kind == VALUE_PATH ? function_path(s->fn, v->path) : NULL;
    return p && starts_among(&s->given, p) && !counts_itself(s, v->path);
}

/* The same, also in an expression where PARTS. */
static bool is_polled(const struct settle *s, struct value_id id, bool parts)
{
    return parts ? function_value_has(s->fn, id, is_given, s)
                 : is_given(s, function_value(s->fn, id));
}

static void note_end(struct settle *s, const struct walk_state *state, enum escape_end end,
                     struct loc at)
{
    bool prepared_only = s->hands_over && !(state->flags & HANDED);
    if (s->x->ends[end].found || (prepared_only && end != ESCAPE_FREED))
        return;
    s->x->ends[end].found = true;
    s->x->ends[end].at = at;
}

/* The block in which it is declared ends. */
static bool dies(const struct settle *s, const struct event *e)
{
    return e->kind == EVENT_SCOPE_END && s->x->what.kind == POINTEE_FRAME &&
           s->x->what.root_kind == ROOT_LOCAL && s->x->what.root >= e->scope.first_local &&
           s->x->what.root - e->scope.first_local < e->scope.local_len;
}

/* The memory is freed in which that lies which is handed over, and is to be given back. */
static bool frees(const struct settle *s, uint32_t event)
{
    const struct event *e = &s->fn->events.at[event];
    enum pointee_kind kind = s->x->what.kind;
    if (e->kind != EVENT_CALL || s->mode != HANDLE_SELF || s->x->inside || s->x->copied ||
        s->x->rule->args_of_call || (kind != POINTEE_PARAM && kind != POINTEE_VALUE))
        return false;
    for (uint32_t i = 0; i < e->call.arg_len; i++) {
        struct pointee at =
            frame_pointee(s->w->bodies, s->x->node, s->fn->args.at[e->call.first_arg + i]);
        if (at.kind == kind && at.root_kind == s->x->what.root_kind && at.root == s->x->what.root &&
            freed_by(s->w->freed, row_of(s->w, s->x->node, event), i))
            return true;
    }
    return false;
}

/* The variable points elsewhere from here on. */
static bool is_replaced(const struct settle *s, const struct event *e)
{
    const struct path *to = e->kind == EVENT_ASSIGN ? function_path(s->fn, e->assign.to) : NULL;
    return to && s->x->what.kind == POINTEE_VALUE && !to->step_len && is_object(s, to);
}

static enum walk_step on_event(struct walk *w, struct walk_state *state, uint32_t event)
{
    struct settle *s = w->client->context;
    const struct event *e = &s->fn->events.at[event];
    if (event == s->x->event)
        return WALK_END; /* another round, in the same frame: as if it were the first */
    if (settles(s, event) || is_replaced(s, e))
        return WALK_END;
    bool freed = frees(s, event);
    if (freed || dies(s, e)) {
        note_end(s, state, freed ? ESCAPE_FREED : ESCAPE_BLOCK, e->loc);
        return WALK_END;
    }
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
    note_end(s, state, ESCAPE_RETURN,
             event == FACTS_NONE ? s->fn->end : s->fn->events.at[event].loc);
}

/* What the other arguments point to: a task that is done with one is done with all. */
static void find_given(struct settle *s)
{
    const struct escape *x = s->x;
    vec_push(s->arena, &s->given, (struct variable){x->what.root_kind, x->what.root});
    if (x->event == FACTS_NONE)
        return;
    const struct event_call *c = &s->fn->events.at[x->event].call;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        struct pointee at = frame_pointee(s->w->bodies, x->node, s->fn->args.at[c->first_arg + i]);
        if (at.kind == POINTEE_FRAME && !(x->copied && i == x->arg))
            vec_push(s->arena, &s->given, (struct variable){at.root_kind, at.root});
    }
}

static void find_settling(struct settle *s)
{
    const struct function *fn = s->fn;
    struct arena *arena = s->arena;
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

/* Does the callback that gets it resume coroutines, once? A handle stays with the loop until it is
 * taken back, whatever its callback does. */
static bool is_resumed(const struct settle *s)
{
    const struct escape *x = s->x;
    bool handle = s->mode == HANDLE_SELF && x->rule->until.len;
    return x->event != FACTS_NONE && !handle && resumes_once(s->w->resumes, x->node, x->event);
}

/* What the call returns where it has handed it over. */
static uint8_t handed_over_with(const struct settle *s)
{
    const struct escape *x = s->x;
    if (x->event == FACTS_NONE || x->rule->args_of_call)
        return SIGN_ANY;
    const struct event_call *c = &s->fn->events.at[x->event].call;
    if (c->callee_kind != CALLEE_DIRECT)
        return SIGN_ANY;
    uint8_t done = bodywalk_success(s->facts, c);
    return done == (SIGN_ZERO | SIGN_POSITIVE) ? SIGN_ZERO : done;
}

void waits_follow(const struct waits *w, struct escape *x)
{
    const struct node *node = program_get(w->program, x->node);
    struct arena *arena = arena_new();
    struct settle s = {.w = w, .arena = arena, .x = x, .fn = node->body, .facts = node->facts};
    const struct walk_client client = {
        .event = on_event, .branch = on_branch, .leave = on_leave, .context = &s};
    struct walk walk;
    find_handle(&s);
    find_given(&s);
    s.resumed = is_resumed(&s);
    find_settling(&s);
    bodywalk_open(&walk, arena, w->bodies, x->node, BODYWALK_ALL);
    walk_states starts = bodywalk_behind(&walk, x->event, handed_over_with(&s));
    walk_run(&walk, &client, starts.at, starts.len);
    for (int i = 0; walk.gave_up && i < ESCAPE_ENDS; i++)
        x->ends[i].found = false;
    arena_free(arena);
}
