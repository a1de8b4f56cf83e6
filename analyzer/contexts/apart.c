#include "contexts/apart.h"

/* Callbacks and coroutines of one loop share its thread. */
static uint8_t of_thread(uint8_t bits)
{
    const uint8_t loop = CONTEXT_LOOP | CONTEXT_COROUTINE;
    return (uint8_t)((bits & loop ? loop : 0) | (bits & CONTEXT_REALTIME));
}

uint8_t apart_bits(const struct contexts *c, const struct call *call, uint8_t bits)
{
    const struct event *e = &program_get(c->program, call->node)->body->events.at[call->event];
    struct slot_id slot;
    if (e->kind != EVENT_CALL || e->call.callee_kind != CALLEE_PATH ||
        !flow_is_slot(c->flow, flow_path(c->flow, call->node, e->call.path), &slot) ||
        !c->slot_declared[slot.i])
        return bits;
    return bits & of_thread(c->slot_declared[slot.i]);
}

bool apart_function(const struct contexts *c, struct node_id n, uint8_t bits)
{
    const struct context *x = &c->at[n.i];
    return !(of_thread(x->seeded) & bits) && (x->seeded || x->off_loop);
}

/* A call that surely runs there is for those that nothing says to be of another thread, where there
 * are such; else it does run them. Where the way to it is a guess already, through a pointer that
 * holds several functions, a real-time thread is not guessed to go on: there even what no loop
 * minds, memory and output, is wrong, and from one pointer that it shares with the loop it would
 * come to all that the loop does. What the call itself names is no guess. */
bool apart_target(const struct contexts *c, const struct call *call, const struct call_target *t,
                  uint8_t bits, bool shown)
{
    bool own = false, other = false;
    if (t->source->in.i == call->node.i && t->source->event == call->event)
        return false;
    for (uint32_t i = 0; i < call->targets.len; i++) {
        bool another = apart_function(c, call->targets.at[i].node, bits);
        other |= another;
        own |= !another;
    }
    return !shown && (bits & CONTEXT_REALTIME) ? other : own && apart_function(c, t->node, bits);
}
