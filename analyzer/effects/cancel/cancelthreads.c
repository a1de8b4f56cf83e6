#include "effects/cancel/cancelthreads.h"

#include "effects/bodywalk.h"
#include "effects/cancel/ending.h"

#include <stdlib.h>
#include <string.h>

typedef VEC(uint32_t) number_vec;

/* A call that cancels. */
struct cancel_call {
    const struct call *row;
    bool tied; /* to one thread at least */
};

/* A thread that a call creates. */
struct created {
    const struct call *row;
    const struct call *entry_at; /* whose argument ENTRY is */
    struct value_id entry;
    uint64_t handle;  /* OBJECT_NONE: not known */
    bool replaced;    /* others say it all */
    number_vec calls; /* those that cancel it */
};

/* The thread in which the handle is asked for. */
struct current {
    const struct call *row;
    number_vec calls; /* likewise */
};

/* How a handle gets into an object: a variable, field or parameter, or what a function returns. */
struct giver {
    uint64_t object;
    struct node_id in;
    enum { GIVES_VALUE, GIVES_RESULT, GIVES_THREAD } what;
    uint32_t number; /* the value; the event that returns it; which of the threads */
    uint32_t seen;   /* of the first one of an object: the last call that it was followed for, plus
                        one */
};

struct search {
    const struct contexts *contexts;
    struct arena *arena;
    const struct pack *pack;
    VEC(struct cancel_call) calls;
    VEC(struct created) created;
    VEC(struct current) current;
    VEC(struct giver) givers; /* sorted by object */
    VEC(uint32_t) work;       /* first givers of objects that are to be followed, */
    uint32_t call;            /* for this call */
};

static const struct function *body_of(const struct search *s, struct node_id n)
{
    return program_get(s->contexts->program, n)->body;
}

static const struct event *event_of(const struct search *s, const struct call *row)
{
    return &body_of(s, row->node)->events.at[row->event];
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
static uint64_t object_of(const struct search *s, const struct call *row, uint32_t arg)
{
    const struct function *fn = body_of(s, row->node);
    const struct event_call *c = &event_of(s, row)->call;
    if (arg >= c->arg_len)
        return OBJECT_NONE;
    const struct value *v = function_value(
        fn, body_resolve(s->contexts->bodies, row->node, fn->args.at[c->first_arg + arg]));
    return v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS
               ? aval_object(s->contexts->program, row->node, v->path)
               : OBJECT_NONE;
}

/* ROW creates a thread that begins with argument ENTRY of ENTRY_AT; each such thread once, so that
 * wrappers which call each other come to an end. */
static bool add_created(struct search *s, const struct call *row, uint32_t handle,
                        const struct call *entry_at, struct value_id entry)
{
    for (uint32_t i = 0; i < s->created.len; i++) {
        const struct created *c = &s->created.at[i];
        if (c->row == row && c->entry_at == entry_at && c->entry.i == entry.i)
            return false;
    }
    vec_push(
        s->arena, &s->created,
        (struct created){
            .row = row, .entry_at = entry_at, .entry = entry, .handle = object_of(s, row, handle)});
    return true;
}

static void see_creation(struct search *s, const struct call *row)
{
    const struct event_call *c = &event_of(s, row)->call;
    for (uint32_t k = 0; k < row->roles->offloads.len; k++) {
        const struct rule_callback *rule = row->roles->offloads.at[k];
        uint32_t arg = rule->args.len ? arg_index(rule->args.at[0], c->arg_len) : FACTS_NONE;
        if (rule->out != INT32_MIN && arg != FACTS_NONE && str_eq(rule->origin.pack, s->pack->name))
            add_created(s, row, arg_index(rule->out, c->arg_len), row,
                        body_of(s, row->node)->args.at[c->first_arg + arg]);
    }
}

static void find_calls(struct search *s)
{
    const struct contexts *c = s->contexts;
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++) {
            const struct call *row = &c->calls->at[i].at[k];
            if (!row->roles || event_of(s, row)->kind != EVENT_CALL ||
                !body_is_live(c->bodies, row->node, row->event))
                continue;
            if (cancels(row->roles, s->pack))
                vec_push(s->arena, &s->calls, (struct cancel_call){.row = row});
            see_creation(s, row);
        }
}

/* What a thread loses when the process ends anyway is no matter. */
static void drop_ending(struct search *s)
{
    const bool *ends = s->calls.len ? ending_find(s->contexts, s->arena) : NULL;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->calls.len; i++)
        if (!ends[s->calls.at[i].row->node.i])
            s->calls.at[kept++] = s->calls.at[i];
    s->calls.len = kept;
}

static bool calls_directly(const struct call *row, struct node_id callee)
{
    for (uint32_t i = 0; i < row->callees.len; i++)
        if (row->callees.at[i].i == callee.i)
            return true;
    return false;
}

/* CREATED stands in a wrapper that is given the handle, and the entry where that is a parameter
 * too: its callers create the threads. True: it has some. */
static bool add_callers(struct search *s, struct created created, uint32_t handle)
{
    const struct calls *calls = s->contexts->calls;
    const struct digraph *callers = &calls->direct->needed;
    struct node_id wrapper = created.row->node;
    uint32_t entry = created.entry_at == created.row
                         ? body_param(s->contexts->bodies, wrapper, created.entry)
                         : FACTS_NONE;
    bool any = false;
    for (uint32_t i = callers->first[wrapper.i]; i < callers->first[wrapper.i + 1]; i++) {
        const call_vec *rows = &calls->at[callers->to[i]];
        for (uint32_t k = 0; k < rows->len; k++) {
            const struct call *row = &rows->at[k];
            const struct event *e = event_of(s, row);
            if (e->kind != EVENT_CALL || !calls_directly(row, wrapper) ||
                (entry != FACTS_NONE && entry >= e->call.arg_len))
                continue;
            if (entry != FACTS_NONE)
                any |= add_created(s, row, handle, row,
                                   body_of(s, row->node)->args.at[e->call.first_arg + entry]);
            else
                any |= add_created(s, row, handle, created.entry_at, created.entry);
        }
    }
    return any;
}

/* Wrappers around the call that creates give way to their callers. */
static void resolve_wrappers(struct search *s)
{
    for (uint32_t i = 0; i < s->created.len; i++) {
        const struct created c = s->created.at[i];
        uint32_t handle;
        if (c.handle != OBJECT_NONE && aval_object_is_param(c.handle, c.row->node, &handle) &&
            add_callers(s, c, handle))
            s->created.at[i].replaced = true;
    }
}

/* ---- handles, backwards ---- */

static void add_giver(struct search *s, uint64_t object, struct giver giver)
{
    giver.object = object;
    if (object != OBJECT_NONE)
        vec_push(s->arena, &s->givers, giver);
}

/* What a function returns: as a parameter that none has. */
static uint64_t object_result(struct node_id n)
{
    return aval_object_param(n, INT32_MAX);
}

static void add_givers(struct search *s, struct node_id n, uint32_t event)
{
    const struct program *p = s->contexts->program;
    const struct function *fn = body_of(s, n);
    const struct event *e = &fn->events.at[event];
    struct giver value = {.in = n, .what = GIVES_VALUE};
    if (e->kind == EVENT_ASSIGN) {
        value.number = e->assign.from.i;
        add_giver(s, aval_object(p, n, e->assign.to), value);
    } else if (e->kind == EVENT_RETURN && e->value.i != FACTS_NONE) {
        value.number = e->value.i;
        add_giver(s, object_result(n), value);
    }
    if (e->kind != EVENT_CALL)
        return;
    if (e->call.use == USE_STORED && e->call.stored.i != FACTS_NONE)
        add_giver(s, aval_object(p, n, e->call.stored),
                  (struct giver){.in = n, .what = GIVES_RESULT, .number = event});
    const struct call *row = calls_get(s->contexts->calls, n, event);
    for (uint32_t k = 0; k < row->callees.len; k++)
        for (uint32_t i = 0; i < e->call.arg_len; i++) {
            value.number = fn->args.at[e->call.first_arg + i].i;
            add_giver(s, aval_object_param(row->callees.at[k], i), value);
        }
}

static int compare_givers(const void *a, const void *b)
{
    const struct giver *x = a, *y = b;
    if (x->object != y->object)
        return x->object < y->object ? -1 : 1;
    if (x->in.i != y->in.i)
        return x->in.i < y->in.i ? -1 : 1;
    if (x->what != y->what)
        return x->what < y->what ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static void list_givers(struct search *s)
{
    const struct program *p = s->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t e = 0; p->nodes.at[i].body && e < p->nodes.at[i].body->events.len; e++)
            add_givers(s, (struct node_id){i}, e);
    for (uint32_t i = 0; i < s->created.len; i++)
        add_giver(s, s->created.at[i].handle, (struct giver){.what = GIVES_THREAD, .number = i});
    if (s->givers.len)
        qsort(s->givers.at, s->givers.len, sizeof *s->givers.at, compare_givers);
}

/* The object holds handles that the call cancels. */
static void follow_object(struct search *s, uint64_t object)
{
    uint32_t low = 0, high = s->givers.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->givers.at[middle].object < object)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == s->givers.len || s->givers.at[low].object != object ||
        s->givers.at[low].seen == s->call + 1)
        return;
    s->givers.at[low].seen = s->call + 1;
    vec_push(s->arena, &s->work, low);
}

static void add_number(struct arena *a, number_vec *numbers, uint32_t number)
{
    if (!numbers->len || vec_last(numbers) != number)
        vec_push(a, numbers, number);
}

static void add_current(struct search *s, const struct call *row)
{
    uint32_t i = 0;
    while (i < s->current.len && s->current.at[i].row != row)
        i++;
    if (i == s->current.len)
        vec_push(s->arena, &s->current, (struct current){.row = row});
    add_number(s->arena, &s->current.at[i].calls, s->call);
}

/* What the call EVENT of N returns is such a handle. */
static void follow_result(struct search *s, struct node_id n, uint32_t event)
{
    const name_vec *current = &s->pack->cancellation.current;
    if (body_of(s, n)->events.at[event].kind != EVENT_CALL)
        return;
    const struct call *row = calls_get(s->contexts->calls, n, event);
    for (uint32_t i = 0; i < current->len; i++)
        if (str_eq(current->at[i], row->name)) {
            add_current(s, row);
            return;
        }
    for (uint32_t i = 0; i < row->callees.len; i++)
        follow_object(s, object_result(row->callees.at[i]));
}

static void follow_value(struct search *s, struct node_id n, struct value_id id)
{
    const struct function *fn = body_of(s, n);
    const struct value *v = function_value(fn, id);
    if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)
        follow_object(s, aval_object(s->contexts->program, n, v->path));
    else if (v->kind == VALUE_RESULT)
        follow_result(s, n, v->event.i);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        follow_value(s, n, fn->choices.at[v->first_choice + i]);
}

static void follow_giver(struct search *s, const struct giver *g)
{
    if (g->what == GIVES_VALUE)
        follow_value(s, g->in, (struct value_id){g->number});
    else if (g->what == GIVES_RESULT)
        follow_result(s, g->in, g->number);
    else
        add_number(s->arena, &s->created.at[g->number].calls, s->call);
}

static void follow_handles(struct search *s)
{
    for (s->call = 0; s->call < s->calls.len; s->call++) {
        const struct call *row = s->calls.at[s->call].row;
        const struct event_call *c = &event_of(s, row)->call;
        s->work.len = 0;
        if (c->arg_len)
            follow_value(s, row->node, body_of(s, row->node)->args.at[c->first_arg]);
        for (uint32_t at = 0; at < s->work.len; at++)
            for (uint32_t i = s->work.at[at], first = i;
                 i < s->givers.len && s->givers.at[i].object == s->givers.at[first].object; i++)
                follow_giver(s, &s->givers.at[i]);
    }
}

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
        const struct call *row = s->created.at[i].row;
        if (row->node.i == t->creator.i)
            creates[row->event] = true;
    }
    struct failure_walk f = {.cancel = t->cancel, .creates = creates};
    const struct walk_client client = {.event = see_success, .context = &f};
    struct walk w;
    bodywalk_open(&w, scratch, s->contexts->bodies, t->creator, BODYWALK_LIVE);
    const struct walk_state entry = walk_entry(&w);
    walk_run(&w, &client, &entry, 1);
    bool only = !f.reached && !w.gave_up;
    arena_free(scratch);
    return only;
}

/* The thread T is cancelled by the call. */
static void add_thread(struct search *s, struct cancelled_thread t, struct program_set programs,
                       struct cancel_call *call, cancelled_thread_vec *ret)
{
    const struct contexts *c = s->contexts;
    t.canceller = call->row->node;
    t.cancel = call->row->event;
    call->tied |= t.tied;
    t.tied = t.tied && !cancelled_on_failure(s, &t);
    const struct node_id stand[] = {t.creator, t.entry, t.canceller};
    t.programs = programs;
    for (uint32_t k = 0; k < COUNT(stand); k++)
        t.programs = programs_both(c->programs, t.programs, programs_of(c->programs, stand[k]));
    if (programs_any(t.programs) && program_get(c->program, t.entry)->body)
        vec_push(s->arena, ret, t);
}

static void find_entries(const struct search *s, const struct created *c, source_vec *ret)
{
    *ret = (source_vec){0};
    if (!c->replaced)
        flow_value(s->contexts->flow, s->arena, c->entry_at->node, c->entry, c->entry_at->event,
                   ret);
}

/* Its handle is one that the calls are given: TIED; or it may be. */
static void add_threads(struct search *s, const struct created *c, const number_vec *calls,
                        bool tied, cancelled_thread_vec *ret)
{
    source_vec entries = {0};
    if (calls->len)
        find_entries(s, c, &entries);
    for (uint32_t k = 0; k < entries.len; k++)
        for (uint32_t i = 0; i < calls->len; i++)
            add_thread(s,
                       (struct cancelled_thread){.entry = entries.at[k]->function,
                                                 .creator = c->row->node,
                                                 .event = c->row->event,
                                                 .tied = tied},
                       flow_source_programs(s->contexts->programs, entries.at[k]),
                       &s->calls.at[calls->at[i]], ret);
}

/* Where the call that cancels stands in a thread's beginning: the call that creates this thread. */
static const struct call *creation_of_canceller(const struct search *s, const struct call *call)
{
    for (uint32_t i = 0; i < s->created.len; i++) {
        source_vec entries;
        find_entries(s, &s->created.at[i], &entries);
        for (uint32_t k = 0; k < entries.len; k++)
            if (entries.at[k]->function.i == call->node.i)
                return s->created.at[i].row;
    }
    return NULL;
}

/* The thread that asks for its own handle. It is the main thread, where main gets there, else taken
 * to begin with who asks. */
static void add_asking(struct search *s, const struct call *asks, struct cancel_call *call,
                       cancelled_thread_vec *ret)
{
    const struct program *p = s->contexts->program;
    const struct call *canceller = creation_of_canceller(s, call->row);
    bool at_start = s->contexts->at[asks->node.i].at_start;
    struct cancelled_thread t = {
        .creator = asks->node, .event = asks->event, .asks = true, .tied = true};
    if (canceller && at_start) {
        t.creator = canceller->node;
        t.event = canceller->event;
    }
    for (uint32_t k = 0; k < p->nodes.len; k++) {
        t.entry.i = k;
        if (at_start ? p->nodes.at[k].body && !strcmp(program_text(p, p->nodes.at[k].name), "main")
                     : k == asks->node.i)
            add_thread(s, t, PROGRAMS_ALL, call, ret);
    }
}

static void untied_calls(const struct search *s, number_vec *ret)
{
    *ret = (number_vec){0};
    for (uint32_t i = 0; i < s->calls.len; i++)
        if (!s->calls.at[i].tied)
            vec_push(s->arena, ret, i);
}

static bool among(const number_vec *numbers, uint32_t number)
{
    for (uint32_t i = 0; i < numbers->len; i++)
        if (numbers->at[i] == number)
            return true;
    return false;
}

/* Only where no other thread has the handle: among the handles of threads that were created, that
 * of the current one stands to be left out. */
static void add_currents(struct search *s, cancelled_thread_vec *ret)
{
    number_vec untied;
    untied_calls(s, &untied);
    for (uint32_t i = 0; i < s->current.len; i++)
        for (uint32_t k = 0; k < untied.len; k++)
            if (among(&s->current.at[i].calls, untied.at[k]))
                add_asking(s, s->current.at[i].row, &s->calls.at[untied.at[k]], ret);
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
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++)
            if (cancels(c->calls->at[i].at[k].roles, pack))
                return true;
    return false;
}

/* The threads whose handles are known first: what they leave is what any other may be cancelled
 * by. A thread of which no handle is kept may be cancelled by every call. */
void cancelthreads_find(const struct contexts *c, struct arena *arena, const struct pack *pack,
                        cancelled_thread_vec *ret)
{
    struct search s = {.contexts = c, .arena = arena, .pack = pack};
    number_vec all, untied;
    find_calls(&s);
    drop_ending(&s);
    if (!s.calls.len)
        return;
    untied_calls(&s, &all);
    resolve_wrappers(&s);
    list_givers(&s);
    follow_handles(&s);
    for (uint32_t i = 0; i < s.created.len; i++)
        add_threads(&s, &s.created.at[i], &s.created.at[i].calls, true, ret);
    add_currents(&s, ret);
    untied_calls(&s, &untied);
    for (uint32_t i = 0; i < s.created.len; i++)
        add_threads(&s, &s.created.at[i], s.created.at[i].handle == OBJECT_NONE ? &all : &untied,
                    false, ret);
}
