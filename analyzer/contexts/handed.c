#include "contexts/handed.h"

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

/* What is called through a pointer. */
static void find_called(struct search *s)
{
    const struct contexts *c = s->c;
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t r = 0; r < c->calls->at[i].len; r++) {
            const struct call *call = &c->calls->at[i].at[r];
            const struct event *e = &c->program->nodes.at[i].body->events.at[call->event];
            if (e->kind != EVENT_CALL || e->call.callee_kind != CALLEE_PATH || call->elsewhere ||
                !body_is_live(c->bodies, call->node, call->event))
                continue;
            struct place_id p = flow_path(c->flow, call->node, e->call.path);
            struct caller *at = on_loop(c, call) ? s->loop : s->threads[i] ? s->thread : NULL;
            if (p.i != FACTS_NONE && at && learn(&at[p.i], CALLED_AT_ONCE, call))
                vec_push(s->scratch, &s->work, p);
        }
}

static void spread_back(struct search *s)
{
    for (uint32_t at = 0; at < s->work.len; at++) {
        struct place_id p = s->work.at[at];
        const uint32_t *from;
        uint32_t len = flow_from(s->c->flow, p, &from);
        for (uint32_t i = 0; i < len; i++) {
            struct caller *both[] = {s->loop, s->thread};
            bool more = false;
            for (uint32_t k = 0; k < COUNT(both); k++) {
                const struct caller *c = &both[k][p.i];
                uint8_t how = flow_is_memory(s->c->flow, p) && c->how ? CALLED_LATER : c->how;
                more |= how && learn(&both[k][from[i]], how, c->call);
            }
            if (more)
                vec_push(s->scratch, &s->work, (struct place_id){from[i]});
        }
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
