#include "effects/cancel/cancelthreads.h"

#include "effects/bodywalk.h"

#include <uthash.h>

#define ROUNDS_MAX 12

/* A call that cancels. */
struct cancel_call {
    struct node_id in;
    uint32_t event;
    bool tied; /* to one thread at least */
};

/* A variable or field that holds handles which are cancelled. */
struct handle {
    uint64_t object;
    uint64_t calls; /* those that cancel it: bits */
    UT_hash_handle hh;
};

/* A thread that a call creates. */
struct created {
    struct node_id in;
    uint32_t event;
    struct node_id entry_in; /* function that ENTRY is a value of */
    uint32_t entry_event;
    struct value_id entry;
    uint64_t handle; /* OBJECT_NONE: not known */
    bool replaced;   /* others say it all */
};

/* The thread in which the handle is asked for. */
struct current {
    struct node_id in;
    uint32_t event;
    uint64_t calls;
};

struct search {
    const struct contexts *contexts;
    struct arena *arena;
    const struct pack *pack;
    VEC(struct cancel_call) calls;
    VEC(struct created) created;
    VEC(struct current) current;
    struct handle *handles;
    bool changed;
};

static const struct event *event_at(const struct search *s, struct node_id n, uint32_t event)
{
    return &program_get(s->contexts->program, n)->body->events.at[event];
}

static const struct name_roles *roles_at(const struct search *s, const struct node *node,
                                         uint32_t event)
{
    const struct event *e = &node->body->events.at[event];
    return e->kind == EVENT_CALL ? roles_function(s->contexts->bodies->roles,
                                                  callee_name(s->contexts->program, node->facts,
                                                              node->body, &e->call))
                                 : NULL;
}

static bool can_run(const struct search *s, struct node_id n, uint32_t event)
{
    const uint8_t *masks = s->contexts->bodies->at[n.i].masks;
    return masks && masks[event];
}

/* ---- calls that cancel, and calls that create ---- */

static bool cancels(const struct name_roles *r, const struct pack *pack)
{
    for (uint32_t k = 0; r && k < r->cancels.len; k++)
        if (r->cancels.at[k] == pack)
            return true;
    return false;
}

/* The variable or field that an argument is, also through a local variable with only that in it. */
static uint64_t object_of(const struct search *s, struct node_id n, uint32_t event, uint32_t arg)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    if (arg >= c->arg_len)
        return OBJECT_NONE;
    const struct value *v =
        function_value(fn, body_resolve(s->contexts->bodies, n, fn->args.at[c->first_arg + arg]));
    return v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS
               ? aval_object(s->contexts->program, n, v->path)
               : OBJECT_NONE;
}

static void see_creation(struct search *s, struct node_id n, uint32_t event,
                         const struct name_roles *r)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event_call *c = &node->body->events.at[event].call;
    for (uint32_t k = 0; k < r->offloads.len; k++) {
        const struct rule_callback *rule = r->offloads.at[k];
        uint32_t arg = rule->args.len ? arg_index(rule->args.at[0], c->arg_len) : FACTS_NONE;
        if (rule->out == INT32_MIN || arg == FACTS_NONE ||
            !str_eq(rule->origin.pack, s->pack->name))
            continue;
        vec_push(
            s->arena, &s->created,
            (struct created){.in = n,
                             .event = event,
                             .entry_in = n,
                             .entry_event = event,
                             .entry = node->body->args.at[c->first_arg + arg],
                             .handle = object_of(s, n, event, arg_index(rule->out, c->arg_len))});
    }
}

static void find_calls(struct search *s)
{
    const struct program *p = s->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node_id n = {i};
        const struct node *node = &p->nodes.at[i];
        for (uint32_t e = 0; node->body && e < node->body->events.len; e++) {
            const struct name_roles *r = roles_at(s, node, e);
            if (!r || !can_run(s, n, e))
                continue;
            if (cancels(r, s->pack))
                vec_push(s->arena, &s->calls, (struct cancel_call){.in = n, .event = e});
            see_creation(s, n, e, r);
        }
    }
}

/* The parameter of N that the value is, FACTS_NONE for none. */
static uint32_t param_of(const struct search *s, struct node_id n, struct value_id id)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(s->contexts->bodies, n, id));
    const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    return p && p->root_kind == ROOT_PARAM && !p->step_len ? p->root : FACTS_NONE;
}

/* CREATED stands in a wrapper that is given the handle, and the entry where that is a parameter
 * too: its callers create the threads. */
static void add_callers(struct search *s, const struct created *created, uint32_t handle)
{
    const struct program *p = s->contexts->program;
    uint32_t entry = created->entry_in.i == created->in.i ? param_of(s, created->in, created->entry)
                                                          : FACTS_NONE;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node_id n = {i};
        const struct node *node = &p->nodes.at[i];
        for (uint32_t e = 0; node->body && e < node->body->events.len; e++) {
            const struct event *ev = &node->body->events.at[e];
            if (ev->kind != EVENT_CALL || call_node(node->facts, &ev->call).i != created->in.i ||
                (entry != FACTS_NONE && entry >= ev->call.arg_len))
                continue;
            struct created one = *created;
            one.in = n;
            one.event = e;
            one.handle = object_of(s, n, e, handle);
            if (entry != FACTS_NONE) {
                one.entry_in = n;
                one.entry_event = e;
                one.entry = node->body->args.at[ev->call.first_arg + entry];
            }
            vec_push(s->arena, &s->created, one);
        }
    }
}

/* Wrappers around the call that creates give way to their callers. */
static void resolve_wrappers(struct search *s)
{
    for (uint32_t i = 0; i < s->created.len && s->created.len < 10000; i++) {
        struct created c = s->created.at[i];
        uint32_t handle;
        if (c.handle == OBJECT_NONE || !aval_object_is_param(c.handle, c.in, &handle))
            continue;
        uint32_t before = s->created.len;
        add_callers(s, &c, handle);
        s->created.at[i].replaced = s->created.len > before;
    }
}

/* ---- handles, backwards ---- */

static struct handle *find_handle(const struct search *s, uint64_t object)
{
    struct handle *h;
    HASH_FIND(hh, s->handles, &object, sizeof object, h);
    return h;
}

static void add_object(struct search *s, uint64_t object, uint64_t calls)
{
    struct handle *h = find_handle(s, object);
    if (object == OBJECT_NONE || (h && (h->calls | calls) == h->calls))
        return;
    s->changed = true;
    if (h) {
        h->calls |= calls;
        return;
    }
    h = arena_new_one(s->arena, struct handle);
    h->object = object;
    h->calls = calls;
    HASH_ADD(hh, s->handles, object, sizeof h->object, h);
}

static void add_current(struct search *s, struct node_id n, uint32_t event, uint64_t calls)
{
    for (uint32_t i = 0; i < s->current.len; i++)
        if (s->current.at[i].in.i == n.i && s->current.at[i].event == event) {
            s->current.at[i].calls |= calls;
            return;
        }
    vec_push(s->arena, &s->current, (struct current){n, event, calls});
}

static bool is_current(const struct search *s, struct str name)
{
    for (uint32_t i = 0; i < s->pack->cancellation.current.len; i++)
        if (str_eq(s->pack->cancellation.current.at[i], name))
            return true;
    return false;
}

static void add_value(struct search *s, struct node_id n, struct value_id id, uint64_t calls);

/* What the call EVENT of N returns is such a handle. */
static void add_result(struct search *s, struct node_id n, uint32_t event, uint64_t calls)
{
    const struct program *p = s->contexts->program;
    const struct node *node = program_get(p, n);
    const struct event *e = &node->body->events.at[event];
    if (e->kind != EVENT_CALL)
        return;
    if (is_current(s, callee_name(p, node->facts, node->body, &e->call))) {
        add_current(s, n, event, calls);
        return;
    }
    struct node_id callee = call_node(node->facts, &e->call);
    const struct function *fn = callee.i == FACTS_NONE ? NULL : program_get(p, callee)->body;
    for (uint32_t i = 0; fn && i < fn->events.len; i++) {
        const struct event *r = &fn->events.at[i];
        if (r->kind != EVENT_RETURN || r->value.i == FACTS_NONE)
            continue;
        const struct value *v = function_value(fn, r->value);
        if (v->kind == VALUE_PATH) /* the rounds go on from there */
            add_object(s, aval_object(p, callee, v->path), calls);
        else if (v->kind == VALUE_RESULT && callee.i != n.i)
            add_result(s, callee, v->event.i, calls);
    }
}

static void add_value(struct search *s, struct node_id n, struct value_id id, uint64_t calls)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    const struct value *v = function_value(fn, id);
    if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)
        add_object(s, aval_object(s->contexts->program, n, v->path), calls);
    else if (v->kind == VALUE_RESULT)
        add_result(s, n, v->event.i, calls);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        add_value(s, n, fn->choices.at[v->first_choice + i], calls);
}

static void see_event(struct search *s, struct node_id n, uint32_t event)
{
    const struct program *p = s->contexts->program;
    const struct node *node = program_get(p, n);
    const struct event *e = &node->body->events.at[event];
    if (e->kind == EVENT_ASSIGN) {
        const struct handle *h = find_handle(s, aval_object(p, n, e->assign.to));
        if (h)
            add_value(s, n, e->assign.from, h->calls);
    }
    if (e->kind != EVENT_CALL)
        return;
    if (e->call.use == USE_STORED && e->call.stored.i != FACTS_NONE) {
        const struct handle *h = find_handle(s, aval_object(p, n, e->call.stored));
        if (h)
            add_result(s, n, event, h->calls);
    }
    struct node_id callee = call_node(node->facts, &e->call);
    for (uint32_t i = 0; callee.i != FACTS_NONE && i < e->call.arg_len; i++) {
        const struct handle *h = find_handle(s, aval_object_param(callee, i));
        if (h)
            add_value(s, n, node->body->args.at[e->call.first_arg + i], h->calls);
    }
}

static void follow_handles(struct search *s)
{
    const struct program *p = s->contexts->program;
    for (uint32_t i = 0; i < s->calls.len; i++) {
        struct node_id n = s->calls.at[i].in;
        const struct event_call *c = &event_at(s, n, s->calls.at[i].event)->call;
        if (c->arg_len)
            add_value(s, n, program_get(p, n)->body->args.at[c->first_arg],
                      (uint64_t)1 << (i < 63 ? i : 63));
    }
    s->changed = true;
    for (int round = 0; round < ROUNDS_MAX && s->changed; round++) {
        s->changed = false;
        for (uint32_t i = 0; i < p->nodes.len; i++)
            for (uint32_t e = 0; p->nodes.at[i].body && e < p->nodes.at[i].body->events.len; e++)
                see_event(s, (struct node_id){i}, e);
    }
}

/* ---- threads ---- */

/* ---- cancelled because another could not be created ---- */

struct failure_walk {
    uint32_t cancel;
    const bool *creates; /* by event */
    bool reached;
};

static enum walk_step see_success(struct walk *w, struct walk_state *state, uint32_t event)
{
    struct failure_walk *f = w->client->context;
    if (event == f->cancel)
        f->reached = true;
    if (f->creates[event])
        walk_set_result(w, state, event, SIGN_ZERO);
    return f->reached ? WALK_END : WALK_ON;
}

/* Is the thread cancelled only where its creator finds that it could not create another? It has
 * been given nothing to do then. */
static bool cancelled_on_failure(const struct search *s, const struct cancelled_thread *t)
{
    if (t->creator.i != t->canceller.i)
        return false;
    struct arena *scratch = arena_new();
    const struct function *fn = program_get(s->contexts->program, t->creator)->body;
    bool *creates = arena_new_array(scratch, bool, fn->events.len + 1);
    for (uint32_t i = 0; i < s->created.len; i++) {
        const struct created *c = &s->created.at[i];
        if (c->in.i == t->creator.i)
            creates[c->event] = true;
    }
    struct failure_walk f = {.cancel = t->cancel, .creates = creates};
    const struct walk_client client = {.event = see_success, .context = &f};
    struct walk w;
    const struct walk_state entry = walk_entry();
    bodywalk_open(&w, scratch, s->contexts->bodies, t->creator, BODYWALK_LIVE);
    walk_run(&w, &client, &entry, 1);
    bool only = !f.reached && !w.gave_up;
    arena_free(scratch);
    return only;
}

/* The thread with that entry, made in CREATOR, is cancelled by the calls. */
static void add_thread(struct search *s, struct cancelled_thread t, struct program_set programs,
                       uint64_t calls, cancelled_thread_vec *ret)
{
    const struct contexts *c = s->contexts;
    const bool tied = t.tied;
    for (uint32_t i = 0; i < s->calls.len; i++) {
        if (!(calls & (uint64_t)1 << (i < 63 ? i : 63)))
            continue;
        t.canceller = s->calls.at[i].in;
        t.cancel = s->calls.at[i].event;
        s->calls.at[i].tied |= tied;
        t.tied = tied && !cancelled_on_failure(s, &t);
        const struct node_id stand[] = {t.creator, t.entry, t.canceller};
        t.programs = programs;
        for (uint32_t k = 0; k < COUNT(stand); k++)
            t.programs = programs_both(c->programs, t.programs, programs_of(c->programs, stand[k]));
        if (programs_any(t.programs) && program_get(c->program, t.entry)->body)
            vec_push(s->arena, ret, t);
    }
}

static void add_created(struct search *s, const struct created *c, uint64_t calls, bool tied,
                        cancelled_thread_vec *ret)
{
    source_vec sources = {0};
    if (!calls || c->replaced)
        return;
    flow_value(s->contexts->flow, s->arena, c->entry_in, c->entry, c->entry_event, &sources);
    for (uint32_t k = 0; k < sources.len; k++)
        add_thread(s,
                   (struct cancelled_thread){.entry = sources.at[k]->function,
                                             .creator = c->in,
                                             .event = c->event,
                                             .tied = tied},
                   flow_source_programs(s->contexts->programs, sources.at[k]), calls, ret);
}

static uint64_t calls_untied(const struct search *s)
{
    uint64_t untied = 0;
    for (uint32_t i = 0; i < s->calls.len; i++)
        if (!s->calls.at[i].tied)
            untied |= (uint64_t)1 << (i < 63 ? i : 63);
    return untied;
}

/* Where the call that cancels stands in a thread's beginning: the call that creates this thread. */
static const struct created *creation_of_canceller(const struct search *s,
                                                   const struct cancel_call *call)
{
    for (uint32_t i = 0; i < s->created.len; i++) {
        const struct created *c = &s->created.at[i];
        source_vec sources = {0};
        if (c->replaced)
            continue;
        flow_value(s->contexts->flow, s->arena, c->entry_in, c->entry, c->entry_event, &sources);
        for (uint32_t k = 0; k < sources.len; k++)
            if (sources.at[k]->function.i == call->in.i)
                return c;
    }
    return NULL;
}

/* The thread that asks for its own handle, cancelled by call number CALL. It is the main thread,
 * where main gets there, else taken to begin with who asks. */
static void add_asking(struct search *s, const struct current *asks, uint32_t call,
                       cancelled_thread_vec *ret)
{
    const struct program *p = s->contexts->program;
    const struct created *canceller = creation_of_canceller(s, &s->calls.at[call]);
    struct cancelled_thread t = {
        .creator = asks->in, .event = asks->event, .asks = true, .tied = true};
    if (canceller && s->contexts->at[asks->in.i].at_start) {
        t.creator = canceller->in;
        t.event = canceller->event;
    }
    for (uint32_t k = 0; k < p->nodes.len; k++) {
        bool begins = k == asks->in.i;
        if (s->contexts->at[asks->in.i].at_start)
            begins = p->nodes.at[k].body && !strcmp(program_text(p, p->nodes.at[k].name), "main");
        t.entry.i = k;
        if (begins)
            add_thread(s, t, PROGRAMS_ALL, (uint64_t)1 << (call < 63 ? call : 63), ret);
    }
}

/* Only where no other thread has the handle: among the handles of threads that were created, that
 * of the current one stands to be left out. */
static void add_currents(struct search *s, cancelled_thread_vec *ret)
{
    uint64_t untied = calls_untied(s);
    for (uint32_t i = 0; i < s->current.len; i++)
        for (uint32_t call = 0; call < s->calls.len && call < 63; call++)
            if (s->current.at[i].calls & untied & (uint64_t)1 << call)
                add_asking(s, &s->current.at[i], call, ret);
}

bool cancelthreads_any(const struct pack *pack)
{
    for (uint32_t i = 0; i < pack->offloads.len; i++)
        if (pack->offloads.at[i].out != INT32_MIN)
            return true;
    return false;
}

bool cancelthreads_called(const struct contexts *c, const struct pack *pack)
{
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        const struct node *node = &c->program->nodes.at[i];
        for (uint32_t e = 0; node->body && e < node->body->events.len; e++) {
            const struct event *ev = &node->body->events.at[e];
            if (ev->kind == EVENT_CALL &&
                cancels(roles_function(c->bodies->roles,
                                       callee_name(c->program, node->facts, node->body, &ev->call)),
                        pack))
                return true;
        }
    }
    return false;
}

void cancelthreads_find(const struct contexts *c, struct arena *arena, const struct pack *pack,
                        cancelled_thread_vec *ret)
{
    struct search s = {.contexts = c, .arena = arena, .pack = pack};
    find_calls(&s);
    if (!s.calls.len)
        return;
    resolve_wrappers(&s);
    follow_handles(&s);
    for (uint32_t i = 0; i < s.created.len; i++) {
        const struct handle *h = find_handle(&s, s.created.at[i].handle);
        add_created(&s, &s.created.at[i], h ? h->calls : 0, true, ret);
    }
    add_currents(&s, ret);
    uint64_t untied = calls_untied(&s);
    for (uint32_t i = 0; i < s.created.len; i++)
        add_created(&s, &s.created.at[i],
                    s.created.at[i].handle == OBJECT_NONE ? UINT64_MAX : untied, false, ret);
    HASH_CLEAR(hh, s.handles);
}
