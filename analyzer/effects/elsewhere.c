#include "effects/elsewhere.h"

#include "link/live.h"

bool elsewhere_live(struct elsewhere *e, struct node_id n, uint32_t event)
{
    uint32_t block = e->contexts->bodies->at[n.i].block_of[event];
    if (!e->live[n.i])
        e->live[n.i] = live_elsewhere(e->contexts->bodies, e->arena, n);
    return block && e->live[n.i][block - 1];
}

/* ---- locks of the loop ---- */

static bool changes_lock(const struct elsewhere *e, struct node_id n, uint32_t event, bool release)
{
    lock_set set = {0};
    locks_of(e->locks, e->arena, n, event, release, &set);
    for (uint32_t i = 0; i < set.len; i++)
        if (set.at[i].rule->loop)
            return true;
    return false;
}

/* What holds at the end of the block, and by event; one that may fail to take it is asked by what
 * follows. */
static bool hold_through(const struct elsewhere *e, struct node_id n, const struct block *k,
                         bool held, bool *ret_holds)
{
    for (uint32_t i = 0; i < k->events.len; i++) {
        uint32_t event = k->events.at[i].i;
        ret_holds[event] = held;
        if (calls_find(e->contexts->calls, n, event))
            held = changes_lock(e, n, event, false) || (held && !changes_lock(e, n, event, true));
    }
    return held;
}

/* On all ways from the entry, where none is held. */
static bool *find_holds(const struct elsewhere *e, struct node_id n)
{
    const struct function *fn = program_get(e->contexts->program, n)->body;
    bool *holds = arena_new_array(e->arena, bool, fn->events.len + 1);
    bool *not_held = arena_new_array(e->arena, bool, fn->blocks.len + 1); /* some way to it */
    bool *seen = arena_new_array(e->arena, bool, fn->blocks.len + 1), again = true;
    seen[0] = not_held[0] = true;
    while (again) {
        again = false;
        for (uint32_t b = 0; b < fn->blocks.len; b++) {
            const struct block *k = &fn->blocks.at[b];
            bool held = seen[b] && hold_through(e, n, k, !not_held[b], holds);
            for (uint32_t i = 0; seen[b] && i < k->edge_len; i++) {
                uint32_t to = fn->edges.at[k->first_edge + i].to.i;
                again |= !seen[to] || (!held && !not_held[to]);
                seen[to] = true;
                not_held[to] |= !held;
            }
        }
    }
    return holds;
}

bool elsewhere_holds(struct elsewhere *e, struct node_id n, uint32_t event)
{
    if (!e->holds[n.i])
        e->holds[n.i] = find_holds(e, n);
    return e->holds[n.i][event];
}

/* ---- entries ---- */

static void add_sources(struct elsewhere *e, const source_vec *sources, struct node_id by,
                        uint32_t event, const char *what, struct loc loc)
{
    const struct program *p = e->contexts->program;
    for (uint32_t i = 0; i < sources->len; i++) {
        struct node_id n = sources->at[i]->function;
        vec_push(e->arena, &e->entries,
                 (struct elsewhere_entry){
                     .node = n,
                     .why = arena_printf(e->arena, "'%s' is %s here",
                                         program_text(p, program_get(p, n)->name), what),
                     .loc = loc_known(loc) ? loc : sources->at[i]->loc,
                     .by = by,
                     .event = event});
    }
}

static void add_entries(struct elsewhere *e, const struct call *call, const struct callee *callee,
                        const arg_vec *args)
{
    const struct contexts *c = e->contexts;
    const struct function *fn = program_get(c->program, call->node)->body;
    const struct event *event = &fn->events.at[call->event];
    for (uint32_t i = 0; callee_arity_fits(callee, event->call.arg_len) && i < args->len; i++) {
        uint32_t arg = arg_index(args->at[i], event->call.arg_len);
        source_vec sources = {0};
        if (arg == FACTS_NONE)
            continue;
        flow_value(c->flow, e->arena, call->node, fn->args.at[event->call.first_arg + arg],
                   call->event, &sources);
        add_sources(e, &sources, call->node, call->event,
                    arena_printf(e->arena, "passed to '%s'", program_text(c->program, call->name)),
                    event->loc);
    }
}

static void add_fields(struct elsewhere *e, const struct rule_field *rule)
{
    const struct contexts *c = e->contexts;
    for (uint32_t i = 0; i < c->program->slots.len; i++) {
        const struct slot *s = &c->program->slots.at[i];
        source_vec sources = {0};
        if (!roles_field_fits(c->calls->roles, s, rule))
            continue;
        flow_functions(c->flow, e->arena, flow_slot(c->flow, (struct slot_id){i}), &sources);
        add_sources(e, &sources, (struct node_id){FACTS_NONE}, 0,
                    arena_printf(e->arena, "stored in '%s'", program_text(c->program, s->name)),
                    (struct loc){0});
    }
}

static void find_entries(struct elsewhere *e, enum elsewhere_kind kind)
{
    const struct program *p = e->contexts->program;
    const struct roles *roles = e->contexts->calls->roles;
    bool thread = kind == ELSEWHERE_THREAD;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t k = 0; k < e->contexts->calls->at[i].len; k++) {
            const struct call *call = &e->contexts->calls->at[i].at[k];
            const struct name_roles *r = call->roles;
            if (!r || p->nodes.at[i].body->events.at[call->event].kind != EVENT_CALL)
                continue;
            for (uint32_t n = 0; thread && n < r->offloads.len; n++)
                add_entries(e, call, &r->offloads.at[n]->callee, &r->offloads.at[n]->args);
            for (uint32_t n = 0; !thread && n < r->signal_handlers.len; n++)
                add_entries(e, call, &r->signal_handlers.at[n]->callee,
                            &r->signal_handlers.at[n]->args);
        }
    for (uint32_t i = 0; thread && i < roles->offload_fields.len; i++)
        add_fields(e, roles->offload_fields.at[i]);
    for (uint32_t i = 0; !thread && i < roles->signal_handler_fields.len; i++)
        add_fields(e, roles->signal_handler_fields.at[i]);
}

/* ---- reach ---- */

/* Of what holds a lock all that it calls counts as holding it, so that what is unlocked is called
 * by what is unlocked. */
static void reach(struct elsewhere *e, node_vec *work, const struct call *call, struct node_id to,
                  uint32_t choices)
{
    const struct elsewhere_reached *from = &e->at[call->node.i];
    struct elsewhere_reached *at = &e->at[to.i];
    bool unlocked = from->unlocked && !elsewhere_holds(e, call->node, call->event);
    bool surer = unlocked == at->unlocked && from->choices + choices < at->choices;
    if (at->entry && !surer && (at->unlocked || !unlocked))
        return;
    at->unlocked = unlocked;
    at->entry = from->entry;
    at->caller = call->node;
    at->event = call->event;
    at->choices = from->choices + choices;
    vec_push(e->arena, work, to);
}

/* A pointer that may hold several functions is a choice: one of them is meant. Such a call is as
 * good as two where none is shown to be what is meant here: where the loop makes the same call, as
 * one that emits events by their name, most were stored for the loop's events; and below a handler
 * of signals a list of more than MANY_TARGETS is one that half the program puts its functions into,
 * of which the handler has none in mind. What the handler itself calls by a table is meant, and so
 * is what a worker is handed. */
enum { MANY_TARGETS = 8 };

static uint32_t choices_of(const struct elsewhere *e, const struct call *call)
{
    bool below = e->kind == ELSEWHERE_SIGNAL && e->at[call->node.i].caller.i != FACTS_NONE;
    bool loop = e->contexts->at[call->node.i].bits & (CONTEXT_LOOP | CONTEXT_COROUTINE);
    bool any = loop || (below && call->targets.len > MANY_TARGETS);
    return call->targets.len < 2 ? 0 : any ? 2 : 1;
}

static void reach_call(struct elsewhere *e, node_vec *work, const struct call *call)
{
    for (uint32_t i = 0; i < call->callees.len; i++)
        reach(e, work, call, call->callees.at[i], 0);
    for (uint32_t i = 0; i < call->targets.len; i++)
        reach(e, work, call, call->targets.at[i].node, choices_of(e, call));
}

static void reach_all(struct elsewhere *e, node_vec *work)
{
    for (uint32_t at = 0; at < work->len; at++) {
        struct node_id n = work->at[at];
        for (uint32_t i = 0; i < e->contexts->calls->at[n.i].len; i++) {
            const struct call *call = &e->contexts->calls->at[n.i].at[i];
            if (elsewhere_live(e, n, call->event))
                reach_call(e, work, call);
        }
    }
}

static void reach_from(struct elsewhere *e, uint32_t entry, node_vec *work)
{
    struct node_id n = e->entries.at[entry].node;
    if (e->at[n.i].entry)
        return;
    e->at[n.i] = (struct elsewhere_reached){.entry = entry + 1,
                                            .caller = {FACTS_NONE},
                                            .unlocked = true,
                                            .own_loop = e->at[n.i].own_loop};
    vec_push(e->arena, work, n);
}

void elsewhere_follow(struct elsewhere *e, uint32_t entry, struct node_id n, uint32_t event)
{
    struct elsewhere_reached before = e->at[n.i];
    node_vec work = {0};
    e->at[n.i] =
        (struct elsewhere_reached){.entry = entry, .caller = {FACTS_NONE}, .unlocked = true};
    reach_call(e, &work, calls_get(e->contexts->calls, n, event));
    reach_all(e, &work);
    e->at[n.i] = before;
}

/* ---- loops beside it ---- */

static bool runs_loop(const struct elsewhere *e, struct node_id n)
{
    const call_vec *rows = &e->contexts->calls->at[n.i];
    for (uint32_t i = 0; i < rows->len; i++)
        if (rows->at[i].roles && rows->at[i].roles->run_loops.len)
            return true;
    return false;
}

/* The calls that were followed to reach what was reached. */
static struct digraph followed(struct elsewhere *e, struct arena *scratch)
{
    const struct program *p = e->contexts->program;
    VEC(struct row_entry) edges = {0};
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t k = 0; e->at[i].entry && k < e->contexts->calls->at[i].len; k++) {
            const struct call *call = &e->contexts->calls->at[i].at[k];
            uint32_t len = call->callees.len + call->targets.len;
            bool live = elsewhere_live(e, (struct node_id){i}, call->event);
            for (uint32_t x = 0; live && x < len; x++)
                if (program_get(p, calls_runs_at(call, x))->body)
                    vec_push(scratch, &edges, (struct row_entry){i, calls_runs_at(call, x).i});
        }
    return graph_new(scratch, p->nodes.len, edges.at, edges.len);
}

/* To all that those IN need. */
static void spread(const struct digraph *g, bool *in, struct arena *scratch)
{
    VEC(uint32_t) work = {0};
    for (uint32_t i = 0; i < g->len; i++)
        if (in[i])
            vec_push(scratch, &work, i);
    for (uint32_t i = 0; i < work.len; i++)
        for (uint32_t k = g->first[work.at[i]]; k < g->first[work.at[i] + 1]; k++)
            if (!in[g->to[k]]) {
                in[g->to[k]] = true;
                vec_push(scratch, &work, g->to[k]);
            }
}

/* Which entries lead to a loop, and what is reached from these? Then what was reached is forgotten.
 */
static void note_own_loops(struct elsewhere *e)
{
    uint32_t len = e->contexts->program->nodes.len;
    struct arena *scratch = arena_new();
    bool *leads = arena_new_array(scratch, bool, len + 1);
    bool *loops = arena_new_array(scratch, bool, len + 1);
    node_vec work = {0};
    for (uint32_t i = 0; i < e->entries.len; i++)
        reach_from(e, i, &work);
    reach_all(e, &work);
    struct digraph calls = followed(e, scratch), callers = graph_reverse(scratch, &calls);
    for (uint32_t i = 0; i < len; i++)
        leads[i] = e->at[i].entry && runs_loop(e, (struct node_id){i});
    spread(&callers, leads, scratch);
    for (uint32_t i = 0; i < e->entries.len; i++) {
        struct elsewhere_entry *x = &e->entries.at[i];
        x->runs_loop = leads[x->node.i];
        loops[x->node.i] |= x->runs_loop;
    }
    spread(&calls, loops, scratch);
    for (uint32_t i = 0; i < len; i++)
        e->at[i] = (struct elsewhere_reached){.own_loop = loops[i]};
    arena_free(scratch);
}

/* Is a call that runs a loop reached from behind EVENT of N, without one that joins a thread? */
static bool leads_to_loop(const struct elsewhere *e, struct node_id n, uint32_t event)
{
    const struct contexts *c = e->contexts;
    const struct function *fn = program_get(c->program, n)->body;
    const struct body *body = &c->bodies->at[n.i];
    bool *seen = arena_new_array(e->arena, bool, fn->blocks.len + 1);
    uint32_t *stack = arena_new_array(e->arena, uint32_t, fn->blocks.len + 1), depth = 1;
    uint32_t at = body->position_of[event] + 1;
    if (!body->block_of[event])
        return false;
    for (stack[0] = body->block_of[event] - 1; depth; at = 0) {
        const struct block *k = &fn->blocks.at[stack[--depth]];
        bool joined = false;
        for (; at < k->events.len && !joined; at++) {
            const struct call *call = calls_find(c->calls, n, k->events.at[at].i);
            if (call && call->roles && call->roles->run_loops.len)
                return true;
            joined = call && call->roles && call->roles->joins;
        }
        for (uint32_t i = 0; i < k->edge_len && !joined; i++) {
            uint32_t to = fn->edges.at[k->first_edge + i].to.i;
            if (!seen[to])
                seen[to] = true, stack[depth++] = to;
        }
    }
    return false;
}

/* A thread that the function which runs the loop has joined by then, or starts only after it. */
static void note_apart(struct elsewhere *e)
{
    for (uint32_t i = 0; i < e->entries.len; i++) {
        struct elsewhere_entry *x = &e->entries.at[i];
        x->apart =
            x->by.i != FACTS_NONE && runs_loop(e, x->by) && !leads_to_loop(e, x->by, x->event);
    }
}

struct elsewhere *elsewhere_new(const struct contexts *c, const struct locks *locks,
                                enum elsewhere_kind kind)
{
    struct arena *arena = arena_new();
    struct elsewhere *e = arena_new_one(arena, struct elsewhere);
    *e = (struct elsewhere){.arena = arena, .contexts = c, .locks = locks, .kind = kind};
    e->at = arena_new_array(arena, struct elsewhere_reached, c->program->nodes.len + 1);
    e->live = arena_new_array(arena, bool *, c->program->nodes.len + 1);
    e->holds = arena_new_array(arena, bool *, c->program->nodes.len + 1);
    find_entries(e, kind);
    if (kind == ELSEWHERE_THREAD) {
        note_own_loops(e);
        note_apart(e);
    }
    node_vec work = {0};
    for (uint32_t i = 0; i < e->entries.len; i++)
        if (!e->entries.at[i].runs_loop && !e->entries.at[i].apart)
            reach_from(e, i, &work);
    reach_all(e, &work);
    return e;
}

void elsewhere_free(struct elsewhere *e)
{
    if (e)
        arena_free(e->arena);
}
