#include "contexts/handed.h"

#include "contexts/casts.h"

/* How what a place holds is called. */
enum called {
    CALLED_AT_ONCE = 1, /* by the function that got it, or what that hands it on to */
    CALLED_LATER = 2,   /* it was kept in a field or a variable on the way */
};

struct caller {  /* who calls */
    uint8_t how; /* bits of enum called */
    const struct call *call;
};

struct search {
    const struct contexts *c;
    struct arena *scratch;
    bool *threads;                /* by node: runs on a thread */
    struct caller *loop, *thread; /* by place */
    VEC(struct place_id) work;
    const struct casts *casts;
};

/* Threads run what they call, and what pointers surely lead them to. */
static void find_threads(struct search *s)
{
    const struct contexts *c = s->c;
    VEC(struct node_id) work = {0};
    s->threads = arena_new_array(s->scratch, bool, c->program->nodes.len + 1);
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        if (c->at[i].off_loop) {
            s->threads[i] = true;
            vec_push(s->scratch, &work, (struct node_id){i});
        }
    while (work.len) {
        const call_vec *rows = &c->calls->at[work.at[--work.len].i];
        for (uint32_t r = 0; r < rows->len; r++) {
            const struct call *call = &rows->at[r];
            for (uint32_t k = 0; k < call->callees.len + call->targets.len; k++) {
                struct node_id to = k < call->callees.len
                                        ? call->callees.at[k]
                                        : call->targets.at[k - call->callees.len].node;
                if (s->threads[to.i])
                    continue;
                s->threads[to.i] = true;
                vec_push(s->scratch, &work, to);
            }
        }
    }
}

static bool on_loop(const struct contexts *c, const struct call *call)
{
    return c->bodies->at[call->node.i].masks[call->event] &
           context_at(&c->at[call->node.i], call->event) & CONTEXT_LOOP;
}

static bool learn(struct caller *at, uint8_t how, const struct call *call)
{
    bool more = (at->how | how) != at->how;
    if (more && (!at->call || how & CALLED_LATER))
        at->call = call;
    at->how |= how;
    return more;
}

static void start(struct search *s, struct place_id p, bool loop, uint8_t how,
                  const struct call *call)
{
    if (p.i != FACTS_NONE && learn(&(loop ? s->loop : s->thread)[p.i], how, call))
        vec_push(s->scratch, &s->work, p);
}

/* Packs know who keeps the argument, and calls it later: on the loop, unless that is INSIDE of some
 * call, or on a thread. Of functions whose body is seen the body says it. */
static void find_given(struct search *s, const struct call *call)
{
    const struct function *fn = program_get(s->c->program, call->node)->body;
    const struct event_call *e = &fn->events.at[call->event].call;
    const struct name_roles *r = call->roles;
    if (!r || (call->callee.i != FACTS_NONE && program_get(s->c->program, call->callee)->body))
        return;
    for (uint32_t i = 0; i < r->callbacks.len + r->offloads.len; i++) {
        bool loop = i < r->callbacks.len;
        const struct rule_callback *rule =
            loop ? r->callbacks.at[i] : r->offloads.at[i - r->callbacks.len];
        for (uint32_t k = 0; callee_arity_fits(&rule->callee, e->arg_len) && k < rule->args.len &&
                             !rule->inside.len && (!loop || rule->context == CONTEXT_LOOP);
             k++) {
            uint32_t arg = arg_index(rule->args.at[k], e->arg_len);
            const struct value *v =
                arg == FACTS_NONE ? NULL : function_value(fn, fn->args.at[e->first_arg + arg]);
            if (v && v->kind == VALUE_PATH)
                start(s, flow_path(s->c->flow, call->node, v->path), loop, CALLED_LATER, call);
        }
    }
}

/* What is called through a pointer. */
static void find_called(struct search *s)
{
    const struct contexts *c = s->c;
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t r = 0; r < c->calls->at[i].len; r++) {
            const struct call *call = &c->calls->at[i].at[r];
            const struct event *e = &c->program->nodes.at[i].body->events.at[call->event];
            if (e->kind != EVENT_CALL || !body_is_live(c->bodies, call->node, call->event))
                continue;
            find_given(s, call);
            if (e->call.callee_kind != CALLEE_PATH || call->elsewhere)
                continue;
            bool loop = on_loop(c, call);
            if (loop || s->threads[i])
                start(s, flow_path(c->flow, call->node, e->call.path), loop, CALLED_AT_ONCE, call);
        }
}

static void pass_on(struct search *s, struct place_id from, struct place_id to, bool later)
{
    struct caller *both[] = {s->loop, s->thread};
    bool more = false;
    for (uint32_t k = 0; k < COUNT(both); k++) {
        const struct caller *c = &both[k][from.i];
        uint8_t how = later && c->how ? CALLED_LATER : c->how;
        more |= how && learn(&both[k][to.i], how, c->call);
    }
    if (more)
        vec_push(s->scratch, &s->work, to);
}

/* What is called through a field is called through that of a struct that is taken for it. */
static void spread_to_casts(struct search *s, struct place_id p)
{
    const struct program *g = s->c->program;
    struct slot_id slot;
    uint32_t len;
    if (!flow_is_slot(s->c->flow, p, &slot))
        return;
    const uint32_t *alike = casts_namesakes(s->casts, &g->slots.at[slot.i], &len);
    for (uint32_t i = 0; i < len; i++)
        if (casts_meet(s->casts, &g->slots.at[slot.i], &g->slots.at[alike[i]]))
            pass_on(s, p, flow_slot(s->c->flow, (struct slot_id){alike[i]}), false);
}

static void spread_back(struct search *s)
{
    for (uint32_t at = 0; at < s->work.len; at++) {
        struct place_id p = s->work.at[at];
        const uint32_t *from;
        uint32_t len = flow_from(s->c->flow, p, &from);
        for (uint32_t i = 0; i < len; i++)
            pass_on(s, p, (struct place_id){from[i]}, flow_is_memory(s->c->flow, p));
        spread_to_casts(s, p);
    }
}

static void add(const struct search *s, struct arena *arena, struct place_id p, uint8_t how,
                struct handed h, handed_vec *ret)
{
    if (p.i == FACTS_NONE || !((s->loop[p.i].how | s->thread[p.i].how) & how))
        return;
    h.thread = !(s->loop[p.i].how & how);
    h.call = h.thread ? s->thread[p.i].call : s->loop[p.i].call;
    vec_push(arena, ret, h);
}

void handed_find(const struct contexts *c, struct arena *arena, handed_vec *ret_handed)
{
    struct search s = {.c = c, .scratch = arena_new()};
    const struct program *p = c->program;
    s.casts = casts_new(c->calls, s.scratch);
    s.loop = arena_new_array(s.scratch, struct caller, flow_len(c->flow) + 1);
    s.thread = arena_new_array(s.scratch, struct caller, flow_len(c->flow) + 1);
    find_threads(&s);
    find_called(&s);
    spread_back(&s);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        for (uint32_t k = 0; p->nodes.at[i].body && k < p->nodes.at[i].entity->params.len; k++)
            if (p->nodes.at[i].entity->params.at[k].shape.callable)
                add(&s, arena, flow_param(c->flow, (struct node_id){i}, k), CALLED_LATER,
                    (struct handed){.function = {i}, .arg = k}, ret_handed);
    for (uint32_t i = 0; i < p->slots.len; i++)
        if (p->slots.at[i].is_field && p->slots.at[i].record.i)
            add(&s, arena, flow_slot(c->flow, (struct slot_id){i}), CALLED_AT_ONCE | CALLED_LATER,
                (struct handed){.function = {FACTS_NONE}, .field = {i}}, ret_handed);
    arena_free(s.scratch);
}
