#include "effects/cancel/ending.h"

#include "contexts/signals.h"
#include "link/live.h"

struct search {
    const struct contexts *contexts;
    struct arena *scratch;
    const struct handler *handlers; /* of crash signals, by node */
    bool *ends;
    node_vec work;
};

static void reach(struct search *s, struct node_id n)
{
    if (!s->ends[n.i] || (s->handlers[n.i].signal && !s->handlers[n.i].other))
        return;
    s->ends[n.i] = false;
    if (program_get(s->contexts->program, n)->body)
        vec_push(s->scratch, &s->work, n);
}

/* What is called beside the way to the end, on the loop or on another thread. */
static void reach_calls(struct search *s, struct node_id n)
{
    const struct bodies *b = s->contexts->bodies;
    const call_vec *rows = &s->contexts->calls->at[n.i];
    const bool *elsewhere = live_elsewhere(b, s->scratch, n);
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct call *call = &rows->at[i];
        uint32_t block = b->at[n.i].block_of[call->event];
        if (!body_is_live(b, n, call->event) && !(block && elsewhere[block - 1]))
            continue;
        for (uint32_t k = 0; k < call->callees.len + call->targets.len; k++)
            reach(s, calls_runs_at(call, k));
    }
}

static void note_called(const struct calls *calls, bool *ret_called)
{
    for (uint32_t i = 0; i < calls->program->nodes.len; i++)
        for (uint32_t k = 0; k < calls->at[i].len; k++)
            for (uint32_t c = 0; c < calls->at[i].at[k].callees.len; c++)
                ret_called[calls->at[i].at[k].callees.at[c].i] = true;
}

bool *ending_find(const struct contexts *c, struct arena *arena)
{
    uint32_t len = c->program->nodes.len;
    struct search s = {.contexts = c, .scratch = arena_new()};
    struct signals *signals = signals_new(s.scratch, c->bodies, c->flow, SIGNALS_CRASH);
    const bool *taken = program_taken(c->program, s.scratch);
    bool *called = arena_new_array(s.scratch, bool, len + 1);
    signals_find_handlers(signals);
    s.handlers = signals->handlers;
    s.ends = arena_new_array(arena, bool, len + 1);
    note_called(c->calls, called);
    for (uint32_t i = 0; i < len; i++)
        s.ends[i] = true;
    for (uint32_t i = 0; i < len; i++)
        if (taken[i] || !called[i])
            reach(&s, (struct node_id){i});
    while (s.work.len)
        reach_calls(&s, s.work.at[--s.work.len]);
    arena_free(s.scratch);
    return s.ends;
}
