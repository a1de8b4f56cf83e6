#include "effects/cancel/cancelasks.h"

struct cancel_asks {
    const struct contexts *contexts;
    const struct suspends *suspends;
    uint8_t *says; /* by node: signs that only a cancelled task gets; 0: it does not ask */
    bool *ends;    /* by node: does not return to a cancelled task */
};

static const struct call *call_at(const struct cancel_asks *a, struct node_id n, uint32_t event)
{
    bool is_call = program_get(a->contexts->program, n)->body->events.at[event].kind == EVENT_CALL;
    return is_call ? calls_get(a->contexts->calls, n, event) : NULL;
}

/* The one function of the program that the call reaches; FACTS_NONE: none, or several. */
static struct node_id callee_of(const struct call *c)
{
    return c->callees.len == 1 ? c->callees.at[0] : (struct node_id){FACTS_NONE};
}

/* Do the rules call it a predicate? */
static uint8_t ruled_answer(const struct cancel_asks *a, const struct call *c)
{
    const struct name_roles *r = c->roles && c->roles->tests.len ? c->roles : c->macro;
    for (uint32_t i = 0; r && i < r->tests.len; i++) {
        const condition_any *when = &r->tests.at[i]->when;
        enum tri holds = when->len ? suspend_when(a->suspends, when, c->node, c->event) : TRI_YES;
        if (holds != TRI_MAYBE)
            return holds == TRI_YES ? SIGN_POSITIVE : SIGN_ZERO;
    }
    return 0;
}

uint8_t cancelasks_answer(const struct cancel_asks *a, struct node_id n, uint32_t event,
                          bool *ret_asks)
{
    const struct call *c = call_at(a, n, event);
    uint8_t answer = c ? ruled_answer(a, c) : 0;
    *ret_asks = answer == SIGN_POSITIVE;
    if (answer || !c)
        return answer;
    struct node_id callee = callee_of(c);
    answer = callee.i != FACTS_NONE ? a->says[callee.i] : 0;
    *ret_asks = answer != 0;
    return answer;
}

bool cancelasks_ends(const struct cancel_asks *a, struct node_id n, uint32_t event)
{
    const struct call *c = call_at(a, n, event);
    struct node_id callee = c ? callee_of(c) : (struct node_id){FACTS_NONE};
    return callee.i != FACTS_NONE && a->ends[callee.i];
}

/* ---- helpers ---- */

struct ask_walk {
    const struct cancel_asks *asks;
    struct node_id node;
    bool cancelled;
    bool left;
    uint8_t returned; /* signs */
};

static enum walk_step ask_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct ask_walk *k = w->client->context;
    const struct event *e = &w->fn->events.at[event];
    if (k->cancelled && cancelasks_ends(k->asks, k->node, event))
        return WALK_END;
    if (e->kind == EVENT_RETURN)
        s->signs = e->value.i == FACTS_NONE ? 0 : walk_signs(w, s, e->value);
    bool asks;
    uint8_t answer = cancelasks_answer(k->asks, k->node, event, &asks);
    if (answer && asks) {
        uint8_t other = answer == SIGN_POSITIVE ? SIGN_ZERO : (uint8_t)(SIGN_ANY & ~answer);
        walk_set_result(w, s, event, k->cancelled ? answer : other);
    }
    return WALK_ON;
}

static void ask_leave(struct walk *w, const struct walk_state *s)
{
    struct ask_walk *k = w->client->context;
    k->left = true;
    k->returned |= s->signs;
}

static struct ask_walk walk_as(const struct cancel_asks *a, struct node_id n, struct walk *w,
                               bool cancelled)
{
    struct ask_walk k = {.asks = a, .node = n, .cancelled = cancelled};
    const struct walk_client client = {.event = ask_event, .leave = ask_leave, .context = &k};
    const struct walk_state entry = walk_entry(w);
    walk_run(w, &client, &entry, 1);
    return k;
}

static bool asks_anywhere(const struct cancel_asks *a, struct node_id n)
{
    const struct body *body = &a->contexts->bodies->at[n.i];
    for (uint32_t i = 0; i < body->live.len; i++) {
        uint32_t event = body->live.at[i].event;
        bool asks;
        if ((cancelasks_answer(a, n, event, &asks) && asks) || cancelasks_ends(a, n, event))
            return true;
    }
    return false;
}

static void find_helper(struct cancel_asks *a, struct arena *scratch, struct node_id n)
{
    if (!asks_anywhere(a, n))
        return;
    struct walk w;
    bodywalk_open(&w, scratch, a->contexts->bodies, n, BODYWALK_RETURNED);
    struct ask_walk good = walk_as(a, n, &w, false), bad = walk_as(a, n, &w, true);
    if (w.gave_up)
        return;
    a->ends[n.i] = good.left && !bad.left;
    a->says[n.i] = bad.left && !(bad.returned & good.returned) ? bad.returned : 0;
}

struct finding_asks {
    struct cancel_asks *asks;
    struct arena *scratch;
};

/* An answer that is given stays: functions that call each other do not take it back in turn. */
static bool asks_step(void *context, uint32_t node)
{
    const struct finding_asks *x = context;
    const struct cancel_asks *a = x->asks;
    if (a->says[node] || a->ends[node] ||
        !program_get(a->contexts->program, (struct node_id){node})->body)
        return false;
    find_helper(x->asks, x->scratch, (struct node_id){node});
    arena_reset(x->scratch);
    return a->says[node] || a->ends[node];
}

const struct cancel_asks *cancelasks_new(const struct contexts *c, const struct suspends *s,
                                         struct arena *arena)
{
    struct cancel_asks *a = arena_new_one(arena, struct cancel_asks);
    *a = (struct cancel_asks){.contexts = c, .suspends = s};
    a->says = arena_new_array(arena, uint8_t, c->program->nodes.len + 1);
    a->ends = arena_new_array(arena, bool, c->program->nodes.len + 1);
    struct finding_asks x = {a, arena_new()};
    solve(c->calls->direct, asks_step, &x);
    arena_free(x.scratch);
    return a;
}
