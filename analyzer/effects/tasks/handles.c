#include "effects/tasks/handles.h"

#include "effects/bodywalk.h"

enum how { HOW_NONE, HOW_RESULT, HOW_OUT };

/* A function of the project that gives a handle. */
struct giver {
    enum how how;
    uint32_t out; /* HOW_OUT: parameter */
    struct spawn spawn;
    bool open;         /* the rule's `when` decides at the caller, */
    struct aval *args; /* for that, in terms of the parameters */
    uint32_t arg_len;
};

/* What a function does with a handle that it is given. */
struct param_fate {
    struct node_id node;
    uint32_t param;
    uint8_t used;
    bool done;               /* nothing is added any more */
    struct param_fate *next; /* of another parameter of the function */
};

struct handles {
    struct arena *arena;
    const struct contexts *contexts;
    const struct program *program;
    const struct aval_context *values;
    struct giver **givers;         /* by node, NULL none */
    struct param_fate **fates;     /* by node: those that were asked for */
    VEC(struct param_fate *) open; /* those that are not done */
};

static const struct function *body_of(const struct handles *h, struct node_id n)
{
    return program_get(h->program, n)->body;
}

static const struct call *row_of(const struct handles *h, struct node_id n, uint32_t event)
{
    return calls_get(h->contexts->calls, n, event);
}

static const struct event_call *call_of(const struct handles *h, struct node_id n, uint32_t event)
{
    return &body_of(h, n)->events.at[event].call;
}

const char *handles_call_name(const struct calls *c, struct node_id n, uint32_t event)
{
    const struct event_call *call = &program_get(c->program, n)->body->events.at[event].call;
    if (call->macro.i && !call->in_macro_arg)
        return program_text(c->program, call->macro);
    return calls_text_at(c->program, n, event);
}

/* ---- what a call does to a handle that it is given ---- */

static bool task_call_fits(const struct handles *h, const struct rule_task_call *r,
                           struct node_id n, uint32_t event, uint32_t arg)
{
    const struct event_call *c = call_of(h, n, event);
    if (!callee_arity_fits(&r->callee, c->arg_len) || arg_index(r->arg, c->arg_len) != arg)
        return false;
    struct aval args[AVAL_MAX_ARGS];
    uint32_t len = r->when.len ? aval_args(h->values, n, event, args) : 0;
    return !r->when.len || aval_any(h->values, &r->when, args, len) == TRI_YES;
}

/* Does the argument stand behind a callback's, to be handed to it? */
static bool is_user_data(const struct handles *h, const struct name_roles *r, struct node_id n,
                         uint32_t event, uint32_t arg)
{
    const struct event_call *c = call_of(h, n, event);
    for (uint32_t i = 0; i < r->callbacks.len; i++) {
        const arg_vec *args = &r->callbacks.at[i]->args;
        for (uint32_t k = 0; k < args->len; k++) {
            uint32_t callback = arg_index(args->at[k], c->arg_len);
            if (callback != FACTS_NONE && callback < arg)
                return true;
        }
    }
    if (c->callee_kind != CALLEE_DIRECT)
        return false;
    const struct entity *e = facts_entity(program_get(h->program, n)->facts, c->function);
    for (uint32_t i = 0; i < arg && i < e->params.len; i++)
        if (e->params.at[i].shape.callable)
            return true;
    return false;
}

/* True: a rule speaks for the call, and says ret_used. */
static bool ruled_use(const struct handles *h, const struct name_roles *r, struct node_id n,
                      uint32_t event, uint32_t arg, uint8_t *ret_used)
{
    bool ruled = false;
    uint8_t used = 0;
    for (uint32_t i = 0; r && i < r->task_starts.len; i++)
        if (task_call_fits(h, r->task_starts.at[i], n, event, arg))
            ruled = true, used |= HANDLE_STARTED;
    for (uint32_t i = 0; r && i < r->task_ends.len; i++)
        if (task_call_fits(h, r->task_ends.at[i], n, event, arg))
            ruled = true, used |= HANDLE_ENDED;
    for (uint32_t i = 0; r && i < r->task_peeks.len; i++)
        ruled |= task_call_fits(h, r->task_peeks.at[i], n, event, arg);
    *ret_used = used;
    return ruled || (r && r->borrows && !is_user_data(h, r, n, event, arg));
}

static uint8_t param_use(struct handles *h, struct node_id n, uint32_t param);

static uint8_t argument_use(struct handles *h, struct node_id n, uint32_t event, uint32_t arg)
{
    const struct call *call = row_of(h, n, event);
    uint8_t used;
    if (ruled_use(h, call->roles, n, event, arg, &used))
        return used;
    if (ruled_use(h, call->macro, n, event, arg, &used))
        return used;
    used = call->callees.len ? 0 : HANDLE_GIVEN;
    for (uint32_t i = 0; i < call->callees.len; i++)
        used |= param_use(h, call->callees.at[i], arg);
    return used;
}

/* ---- following a handle through a function ---- */

struct follow {
    struct handles *h;
    struct node_id node;
    const struct function *fn;
    uint32_t start; /* event, FACTS_NONE: a parameter */
    bool returned;  /* START returns it */
    bool running;   /* START has started the task */
    bool mentioned; /* some expression has the result */
    uint8_t enough;
    struct walk walk; /* marks are on the variables that have it */
    uint32_t out;     /* parameter through which it is given back, FACTS_NONE none */
    struct handle_fate fate;
};

static bool is_simple(const struct function *fn, struct path_id id)
{
    const struct path *p = function_path(fn, id);
    return !p->step_len && (p->root_kind == ROOT_LOCAL || p->root_kind == ROOT_PARAM);
}

enum mention { MENTION_NONE, MENTION_HANDLE, MENTION_OTHER };

/* Does the value have the handle in it? */
static enum mention mention(struct follow *f, struct value_id id, const struct walk_state *s)
{
    const struct value *v = function_value(f->fn, id);
    enum mention m = MENTION_NONE;
    switch (v->kind) {
    case VALUE_PATH:
        return walk_marked(&f->walk, s, v->path) ? MENTION_HANDLE : MENTION_NONE;
    case VALUE_ADDRESS:
        return walk_marked(&f->walk, s, v->path) ? MENTION_OTHER : MENTION_NONE;
    case VALUE_RESULT:
        if (!f->returned || v->event.i != f->start)
            return MENTION_NONE;
        f->mentioned = true;
        return MENTION_HANDLE;
    case VALUE_CHOICE:
        for (uint32_t i = 0; i < v->choice_len; i++) {
            enum mention one = mention(f, f->fn->choices.at[v->first_choice + i], s);
            m = one > m ? one : m;
        }
        return m;
    case VALUE_UNKNOWN:
        for (uint32_t i = 0; !operator_tests(v->operator) && i < v->operand_len; i++) {
            struct value_id part = f->fn->operands.at[v->first_operand + i];
            if (function_value(f->fn, part)->kind != VALUE_RESULT && /* counted with */
                mention(f, part, s) != MENTION_NONE)
                m = MENTION_OTHER;
        }
        return m;
    case VALUE_INT:
    case VALUE_NULL:
    case VALUE_STRING:
    case VALUE_FUNCTION:
        break;
    }
    return MENTION_NONE;
}

static uint8_t assigned(struct follow *f, const struct event_assign *a, struct walk_state *s)
{
    enum mention m = mention(f, a->from, s);
    const struct path *to = function_path(f->fn, a->to);
    if (is_simple(f->fn, a->to)) {
        walk_mark(&f->walk, s, a->to, m == MENTION_HANDLE);
        return m == MENTION_OTHER ? HANDLE_GIVEN : 0;
    }
    if (m == MENTION_NONE)
        return 0;
    const struct path_step *last = path_last(f->fn, to);
    if (to->root_kind == ROOT_PARAM && to->step_len == 1 && last->kind == STEP_DEREF) {
        f->out = to->root;
        return HANDLE_RETURNED;
    }
    return HANDLE_STORED;
}

static uint8_t called(struct follow *f, uint32_t event, const struct walk_state *s)
{
    const struct event_call *c = &f->fn->events.at[event].call;
    uint8_t used = 0;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        enum mention m = mention(f, f->fn->args.at[c->first_arg + i], s);
        if (m == MENTION_HANDLE)
            used |= argument_use(f->h, f->node, event, i);
        else if (m == MENTION_OTHER)
            used |= HANDLE_GIVEN;
    }
    return used;
}

struct look_for {
    const struct follow *f;
    const struct walk_state *state;
};

static bool is_handle(const void *context, const struct value *v)
{
    const struct look_for *l = context;
    return (v->kind == VALUE_PATH && walk_marked(&l->f->walk, l->state, v->path)) ||
           (v->kind == VALUE_RESULT && l->f->returned && v->event.i == l->f->start);
}

/* A function that returns whether its tasks could be started, `return a >= 0 && b >= 0;`, leaves
 * them running on purpose. */
static uint8_t returned(struct follow *f, struct value_id id, const struct walk_state *s)
{
    struct look_for look = {f, s};
    if (id.i == FACTS_NONE)
        return 0;
    if (mention(f, id, s) != MENTION_NONE)
        return HANDLE_RETURNED;
    return f->running && function_value_has(f->fn, id, is_handle, &look) ? HANDLE_GIVEN : 0;
}

/* What the event does with it. */
static uint8_t use_at(struct follow *f, uint32_t event, struct walk_state *s)
{
    const struct event *e = &f->fn->events.at[event];
    switch (e->kind) {
    case EVENT_CALL:
        return called(f, event, s);
    case EVENT_ASSIGN:
        return assigned(f, &e->assign, s);
    case EVENT_RETURN:
        return returned(f, e->value, s);
    case EVENT_CLEANUP:
        return walk_marked(&f->walk, s, e->cleanup.path) ? HANDLE_GIVEN : 0;
    case EVENT_MACRO:
    case EVENT_GUARD:
    case EVENT_SCOPE_END:
        break;
    }
    return 0;
}

static void note_left(struct follow *f, struct loc at)
{
    if (!f->fate.left)
        f->fate.left_at = at;
    f->fate.left = true;
}

static enum walk_step on_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct follow *f = w->client->context;
    uint8_t used = use_at(f, event, s);
    f->fate.used |= used;
    if (used & f->enough)
        return WALK_END;
    if (event != f->start)
        return WALK_ON;
    note_left(f, f->fn->events.at[event].loc); /* the next round makes another one */
    return WALK_END;
}

static void on_leave(struct walk *w, const struct walk_state *s)
{
    struct follow *f = w->client->context;
    uint32_t event = walk_return_of(w, s->block);
    note_left(f, event == FACTS_NONE ? f->fn->end : f->fn->events.at[event].loc);
}

/* HOLDER has it; FACTS_NONE: START returns it. */
static void run(struct follow *f, struct path_id holder, uint8_t result)
{
    const struct walk_client client = {.event = on_event, .leave = on_leave, .context = f};
    struct arena *scratch = arena_new();
    bodywalk_open(&f->walk, scratch, f->h->contexts->bodies, f->node, BODYWALK_ALL);
    walk_states starts = bodywalk_behind(&f->walk, f->start, result);
    for (uint32_t i = 0; holder.i != FACTS_NONE && i < starts.len; i++)
        walk_mark(&f->walk, &starts.at[i], holder, true);
    walk_run(&f->walk, &client, starts.at, starts.len);
    f->fate.known = f->fn->blocks.len && !f->walk.gave_up;
    arena_free(scratch);
}

/* Signs of what the call returns where it gives the handle. */
static uint8_t success_of(const struct handles *h, const struct spawn *s)
{
    const struct event_call *c = call_of(h, s->node, s->event);
    uint8_t success = bodywalk_success(program_get(h->program, s->node)->facts, c);
    if (s->holder.i == FACTS_NONE)
        return success;
    return success & SIGN_ZERO ? SIGN_ZERO : SIGN_ANY;
}

static struct follow follow_spawn(struct handles *h, const struct spawn *s, uint8_t enough)
{
    struct follow f = {.h = h,
                       .node = s->node,
                       .fn = body_of(h, s->node),
                       .start = s->event,
                       .returned = s->holder.i == FACTS_NONE,
                       .running = !s->later,
                       .enough = enough,
                       .out = FACTS_NONE};
    run(&f, s->holder, success_of(h, s));
    return f;
}

/* Has the function put the handle somewhere else already, before the call that was given it? */
static bool kept_elsewhere(struct handles *h, const struct spawn *s)
{
    struct follow f = {.h = h,
                       .node = s->node,
                       .fn = body_of(h, s->node),
                       .start = s->event,
                       .enough = 0,
                       .out = FACTS_NONE};
    struct arena *scratch = arena_new();
    uint8_t used = 0;
    bodywalk_open(&f.walk, scratch, h->contexts->bodies, s->node, BODYWALK_ALL);
    struct walk_state has = walk_entry(&f.walk);
    walk_mark(&f.walk, &has, s->holder, true);
    for (uint32_t i = 0; i < f.fn->events.len; i++) {
        struct walk_state state = has;
        if (i != s->event)
            used |= use_at(&f, i, &state);
    }
    arena_free(scratch);
    return used & (HANDLE_STORED | HANDLE_RETURNED | HANDLE_GIVEN);
}

/* Can a function that gets the handle, too, end or keep it? */
static bool others_keep(struct handles *h, const struct spawn *s)
{
    const struct function *fn = body_of(h, s->node);
    const struct event_call *c = call_of(h, s->node, s->event);
    uint32_t arg = arg_index(s->rule->given_to, c->arg_len);
    source_vec functions = {0};
    if (arg == FACTS_NONE)
        return false;
    flow_value(h->contexts->flow, h->arena, s->node, fn->args.at[c->first_arg + arg], s->event,
               &functions);
    for (uint32_t i = 0; i < functions.len; i++)
        if (param_use(h, functions.at[i]->function, 0))
            return true;
    return !functions.len;
}

struct handle_fate handles_follow(struct handles *h, const struct spawn *s, uint8_t enough)
{
    struct follow f = follow_spawn(h, s, enough);
    enum use_kind use = call_of(h, s->node, s->event)->use;
    if (f.returned && !f.mentioned && use != USE_IGNORED && use != USE_TESTED)
        f.fate.known = false;
    if (f.returned && use == USE_VOID) /* on purpose */
        f.fate.known = false;
    bool given = s->callee.i == FACTS_NONE && s->rule->handle != INT32_MIN;
    if (given && kept_elsewhere(h, s))
        f.fate.known = false;
    if (given && s->rule->given_to != INT32_MIN && others_keep(h, s))
        f.fate.known = false;
    return f.fate;
}

static struct path_id param_path(const struct function *fn, uint32_t param)
{
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == ROOT_PARAM && fn->paths.at[i].root == param &&
            !fn->paths.at[i].step_len)
            return (struct path_id){i};
    return (struct path_id){FACTS_NONE};
}

static struct param_fate *fate_of(struct handles *h, struct node_id n, uint32_t param)
{
    struct param_fate **at = &h->fates[n.i];
    while (*at && (*at)->param != param)
        at = &(*at)->next;
    if (!*at) {
        *at = arena_new_one(h->arena, struct param_fate);
        **at = (struct param_fate){.node = n, .param = param};
        vec_push(h->arena, &h->open, *at);
    }
    return *at;
}

/* Answer anew. True: the answer is another than before. */
static bool find_fate(struct handles *h, struct param_fate *fate)
{
    const struct function *fn = body_of(h, fate->node);
    struct path_id path = param_path(fn, fate->param);
    struct follow f = {
        .h = h, .node = fate->node, .fn = fn, .start = FACTS_NONE, .out = FACTS_NONE};
    uint8_t before = fate->used;
    if (path.i == FACTS_NONE)
        return false;
    run(&f, path, SIGN_ANY);
    fate->used |= f.fate.known ? f.fate.used : HANDLE_GIVEN;
    return fate->used != before;
}

/* Answer all that are open, and those that come up with them, until nothing changes. What is asked
 * for last is what the others need. */
static void find_fates(struct handles *h)
{
    for (bool changed = true; changed;) {
        uint32_t len = h->open.len;
        changed = false;
        for (uint32_t i = len; i-- > 0;)
            changed |= find_fate(h, h->open.at[i]);
        changed |= h->open.len > len;
    }
    for (uint32_t i = 0; i < h->open.len; i++)
        h->open.at[i]->done = true;
    h->open.len = 0;
}

/* What function N does with a handle in its parameter; as far as that is known while others that
 * are open are answered. */
static uint8_t param_use(struct handles *h, struct node_id n, uint32_t param)
{
    if (!body_of(h, n) || param >= program_get(h->program, n)->entity->params.len)
        return HANDLE_GIVEN;
    bool answering = h->open.len != 0;
    struct param_fate *fate = fate_of(h, n, param);
    if (!fate->done && !answering)
        find_fates(h);
    return fate->used;
}

/* ---- which calls give a handle ---- */

static bool rule_applies(const struct handles *h, const struct rule_callback *r, struct node_id n,
                         uint32_t event, bool *ret_open)
{
    const struct event_call *c = call_of(h, n, event);
    struct aval args[AVAL_MAX_ARGS];
    *ret_open = false;
    if ((!r->must_keep && !r->later) || !callee_arity_fits(&r->callee, c->arg_len))
        return false;
    if (!r->when.len && !r->unless.len)
        return true;
    uint32_t len = aval_args(h->values, n, event, args);
    if (r->unless.len && aval_any(h->values, &r->unless, args, len) != TRI_NO)
        return false;
    if (!r->when.len)
        return true;
    enum tri t = aval_any(h->values, &r->when, args, len);
    for (uint32_t i = 0; i < len && t == TRI_MAYBE; i++)
        *ret_open |= args[i].kind == AVAL_PARAM;
    return t == TRI_YES || *ret_open;
}

/* Where the call puts its handle. False: that cannot be followed. */
static bool find_holder(const struct handles *h, const struct rule_callback *r, struct spawn *s,
                        uint32_t *ret_out_param)
{
    const struct function *fn = body_of(h, s->node);
    const struct event_call *c = call_of(h, s->node, s->event);
    int32_t wanted = r->out != INT32_MIN ? r->out : r->handle;
    s->holder.i = *ret_out_param = FACTS_NONE;
    if (wanted == INT32_MIN)
        return true;
    uint32_t arg = arg_index(wanted, c->arg_len);
    if (arg == FACTS_NONE)
        return false;
    const struct value *v = function_value(fn, fn->args.at[c->first_arg + arg]);
    bool path = v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS;
    if (!path || !is_simple(fn, v->path))
        return false;
    if (r->handle != INT32_MIN && function_path(fn, v->path)->root_kind == ROOT_PARAM)
        return false; /* the caller has it */
    if (v->kind == (r->out != INT32_MIN ? VALUE_ADDRESS : VALUE_PATH)) {
        s->holder = v->path;
        return true;
    }
    if (r->out == INT32_MIN || function_path(fn, v->path)->root_kind != ROOT_PARAM)
        return false;
    *ret_out_param = function_path(fn, v->path)->root;
    return true;
}

static bool returns_nothing(const struct handles *h, struct node_id n, const struct event_call *c)
{
    if (c->callee_kind != CALLEE_DIRECT)
        return true;
    return facts_entity(program_get(h->program, n)->facts, c->function)->result.kind == SHAPE_VOID;
}

/* Of a macro the first call in its text gives the handle. */
static bool is_macro_result(const struct handles *h, struct node_id n, uint32_t event)
{
    const struct function *fn = body_of(h, n);
    const struct event_call *c = &fn->events.at[event].call;
    if (!c->macro.i || c->in_macro_arg || returns_nothing(h, n, c))
        return false;
    for (uint32_t i = event; i-- > 0;) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_MACRO && str_eq(e->macro.name, c->macro))
            return true;
        if (e->kind == EVENT_CALL && str_eq(e->call.macro, c->macro) && !e->call.in_macro_arg &&
            !returns_nothing(h, n, &e->call))
            return false;
    }
    return false;
}

/* A rule's own call. OPEN: `when` depends on the caller. */
static bool ruled_spawn(const struct handles *h, const struct name_roles *r, struct spawn *s,
                        bool *ret_open, uint32_t *ret_out_param)
{
    bool found = false;
    for (uint32_t i = 0; r && i < r->spawns.len; i++) {
        bool open;
        struct spawn one = *s;
        uint32_t out;
        if (!rule_applies(h, r->spawns.at[i], s->node, s->event, &open) ||
            !find_holder(h, r->spawns.at[i], &one, &out))
            continue;
        s->holder = one.holder;
        s->rule = r->spawns.at[i];
        s->must_keep |= s->rule->must_keep;
        s->later |= s->rule->later;
        *ret_open = open;
        *ret_out_param = out;
        found = true;
    }
    return found;
}

/* Does the rule's condition hold for the giver's call, seen from its caller? */
static bool giver_applies(const struct handles *h, const struct giver *g, struct node_id n,
                          uint32_t event)
{
    struct aval args[AVAL_MAX_ARGS], bound[AVAL_MAX_ARGS];
    if (!g->open)
        return true;
    uint32_t len = aval_args(h->values, n, event, args);
    for (uint32_t i = 0; i < g->arg_len; i++)
        bound[i] = aval_bind(h->values, g->args[i], args, len);
    return aval_any(h->values, &g->spawn.rule->when, bound, g->arg_len) == TRI_YES;
}

static bool wrapped_spawn(struct handles *h, struct spawn *s, uint32_t *ret_out_param)
{
    const struct function *fn = body_of(h, s->node);
    const struct event_call *c = call_of(h, s->node, s->event);
    const struct call *call = row_of(h, s->node, s->event);
    if (call->callees.len != 1)
        return false;
    const struct giver *g = h->givers[call->callees.at[0].i];
    if (!g || call->callees.at[0].i == s->node.i || !giver_applies(h, g, s->node, s->event))
        return false;
    s->callee = call->callees.at[0];
    s->rule = g->spawn.rule;
    s->must_keep = g->spawn.must_keep;
    s->later = g->spawn.later;
    s->holder.i = *ret_out_param = FACTS_NONE;
    if (g->how == HOW_RESULT)
        return true;
    if (g->out >= c->arg_len)
        return false;
    const struct value *v = function_value(fn, fn->args.at[c->first_arg + g->out]);
    if ((v->kind != VALUE_ADDRESS && v->kind != VALUE_PATH) || !is_simple(fn, v->path))
        return false;
    if (v->kind == VALUE_ADDRESS)
        s->holder = v->path;
    else if (function_path(fn, v->path)->root_kind == ROOT_PARAM)
        *ret_out_param = function_path(fn, v->path)->root;
    return v->kind == VALUE_ADDRESS || *ret_out_param != FACTS_NONE;
}

static bool find_spawn(struct handles *h, struct node_id n, uint32_t event, struct spawn *ret,
                       bool *ret_open, uint32_t *ret_out_param)
{
    const struct event *e = &body_of(h, n)->events.at[event];
    *ret = (struct spawn){.node = n, .event = event, .callee = {FACTS_NONE}};
    *ret_open = false;
    if (e->kind != EVENT_CALL)
        return false;
    const struct call *call = row_of(h, n, event);
    if (ruled_spawn(h, call->roles, ret, ret_open, ret_out_param))
        return true;
    if (call->macro && call->macro->spawns.len && !e->call.in_macro_arg &&
        is_macro_result(h, n, event) && ruled_spawn(h, call->macro, ret, ret_open, ret_out_param))
        return true;
    return e->call.callee_kind == CALLEE_DIRECT && wrapped_spawn(h, ret, ret_out_param);
}

bool handles_spawn(struct handles *h, struct node_id n, uint32_t event, struct spawn *ret_spawn)
{
    bool open;
    uint32_t out = FACTS_NONE;
    return find_spawn(h, n, event, ret_spawn, &open, &out) && !open && out == FACTS_NONE;
}

struct spawn handles_origin(struct handles *h, const struct spawn *s)
{
    struct spawn at = *s;
    while (at.callee.i != FACTS_NONE && h->givers[at.callee.i])
        at = h->givers[at.callee.i]->spawn;
    return at;
}

/* ---- the project's own functions ---- */

/* Does N hand on the handle of this call, and nothing else? */
static bool find_giver(struct handles *h, struct node_id n, uint32_t event, struct giver *ret)
{
    uint32_t out = FACTS_NONE;
    *ret = (struct giver){.how = HOW_NONE};
    if (!find_spawn(h, n, event, &ret->spawn, &ret->open, &out))
        return false;
    if (ret->open && ret->spawn.callee.i != FACTS_NONE)
        return false;
    if (ret->open) {
        ret->args = arena_new_array(h->arena, struct aval, AVAL_MAX_ARGS);
        ret->arg_len = aval_args(h->values, n, event, ret->args);
    }
    if (out != FACTS_NONE) {
        ret->how = HOW_OUT;
        ret->out = out;
        return true;
    }
    struct follow f = follow_spawn(h, &ret->spawn, 0);
    uint8_t kept = HANDLE_STORED | HANDLE_ENDED | HANDLE_GIVEN;
    if (!f.fate.known || !(f.fate.used & HANDLE_RETURNED) || (f.fate.used & kept))
        return false;
    ret->spawn.later = ret->spawn.later && !(f.fate.used & HANDLE_STARTED);
    ret->how = f.out == FACTS_NONE ? HOW_RESULT : HOW_OUT;
    ret->out = f.out;
    return ret->spawn.later || ret->spawn.must_keep;
}

static bool find_given(void *context, uint32_t node)
{
    struct handles *h = context;
    const struct function *fn = h->program->nodes.at[node].body;
    if (h->givers[node])
        return false;
    for (uint32_t e = 0; fn && e < fn->events.len && !h->givers[node]; e++) {
        struct giver g;
        if (fn->events.at[e].kind != EVENT_CALL || !find_giver(h, (struct node_id){node}, e, &g))
            continue;
        h->givers[node] = arena_new_one(h->arena, struct giver);
        *h->givers[node] = g;
    }
    return h->givers[node] != NULL;
}

struct handles *handles_new(const struct contexts *c, const struct aval_context *values)
{
    struct arena *arena = arena_new();
    struct handles *h = arena_new_one(arena, struct handles);
    *h = (struct handles){.arena = arena, .contexts = c, .program = c->program, .values = values};
    h->givers = arena_new_array(arena, struct giver *, c->program->nodes.len + 1);
    h->fates = arena_new_array(arena, struct param_fate *, c->program->nodes.len + 1);
    solve(c->calls->direct, find_given, h);
    return h;
}

void handles_free(struct handles *h)
{
    if (h)
        arena_free(h->arena);
}
