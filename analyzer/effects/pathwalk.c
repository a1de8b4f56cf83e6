#include "effects/pathwalk.h"

#include "base/fail.h"
#include "effects/pathvars.h"

#include <string.h>

#include <uthash.h>

#define STEPS_MIN 20000
#define STEPS_PER_EVENT 100 /* of the function, over all its walks */
#define STATES_PER_BLOCK 16 /* on average, of one walk; then it ends */

void pathwalk_init(struct pathwalk *w, struct arena *arena, const struct bodies *b,
                   struct node_id n, const struct path_id *paths, uint32_t path_len)
{
    const struct node *node = program_get(b->program, n);
    *w = (struct pathwalk){
        .arena = arena, .bodies = b, .node = n, .facts = node->facts, .fn = node->body};
    w->steps_left = STEPS_MIN + (uint64_t)STEPS_PER_EVENT * w->fn->events.len;
    pathvars_find(w, paths, path_len);
}

struct walk_state pathwalk_state(uint32_t block, uint32_t position)
{
    struct walk_state s;
    memset(&s, 0, sizeof s);
    s.block = block;
    s.position = position;
    memset(s.sign, SIGN_ANY, sizeof s.sign);
    return s;
}

/* ---- signs ---- */

uint8_t pathwalk_signs_of_constant(const struct value *v)
{
    switch (v->kind) {
    case VALUE_INT:
        return v->number < 0 ? SIGN_NEGATIVE : v->number ? SIGN_POSITIVE : SIGN_ZERO;
    case VALUE_NULL:
        return SIGN_ZERO;
    case VALUE_STRING:
    case VALUE_FUNCTION:
    case VALUE_ADDRESS:
        return SIGN_POSITIVE;
    case VALUE_UNKNOWN:
    case VALUE_PATH:
    case VALUE_RESULT:
    case VALUE_CHOICE:
        break;
    }
    return SIGN_ANY;
}

uint8_t pathwalk_signs(const struct pathwalk *w, const struct walk_state *s, struct value_id id)
{
    const struct value *v = function_value(w->fn, id);
    if (v->kind == VALUE_PATH)
        return w->var_of[v->path.i] ? s->sign[w->var_of[v->path.i] - 1] : (uint8_t)SIGN_ANY;
    if (v->kind == VALUE_RESULT) {
        if (s->result == v->event.i + 1)
            return s->result_sign;
        const struct event *e = &w->fn->events.at[v->event.i];
        bool stored = e->kind == EVENT_CALL && e->call.use == USE_STORED &&
                      e->call.stored.i != FACTS_NONE && w->var_of[e->call.stored.i];
        return stored ? s->sign[w->var_of[e->call.stored.i] - 1] : (uint8_t)SIGN_ANY;
    }
    if (v->kind != VALUE_CHOICE)
        return pathwalk_signs_of_constant(v);
    uint8_t all = 0;
    for (uint32_t i = 0; i < v->choice_len; i++)
        all |= pathwalk_signs(w, s, w->fn->choices.at[v->first_choice + i]);
    return all ? all : (uint8_t)SIGN_ANY;
}

void pathwalk_set_path(const struct pathwalk *w, struct walk_state *s, struct path_id path,
                       uint8_t signs)
{
    if (path.i != FACTS_NONE && w->var_of[path.i])
        s->sign[w->var_of[path.i] - 1] = signs;
}

void pathwalk_set_result(const struct pathwalk *w, struct walk_state *s, uint32_t event,
                         uint8_t signs)
{
    s->result = event + 1;
    s->result_sign = signs;
    const struct event_call *c = &w->fn->events.at[event].call;
    if (w->fn->events.at[event].kind == EVENT_CALL && c->use == USE_STORED)
        pathwalk_set_path(w, s, c->stored, signs);
}

/* What the value of a followed variable is narrowed to. */
static void narrow(const struct pathwalk *w, struct walk_state *s, struct value_id id, uint8_t to)
{
    const struct value *v = function_value(w->fn, id);
    if (v->kind == VALUE_PATH) {
        pathwalk_set_path(w, s, v->path, to);
        return;
    }
    if (v->kind != VALUE_RESULT)
        return;
    if (s->result == v->event.i + 1)
        s->result_sign = to;
    const struct event *e = &w->fn->events.at[v->event.i];
    if (e->kind == EVENT_CALL && e->call.use == USE_STORED)
        pathwalk_set_path(w, s, e->call.stored, to);
}

static enum cond_op negated(enum cond_op op)
{
    switch (op) {
    case OP_EQ:
        return OP_NE;
    case OP_NE:
        return OP_EQ;
    case OP_LT:
        return OP_GE;
    case OP_LE:
        return OP_GT;
    case OP_GT:
        return OP_LE;
    case OP_GE:
        return OP_LT;
    case OP_HAS:
        break;
    }
    return OP_HAS;
}

/* The signs that satisfy `x OP number`. -1 stands for all that is negative: so errors are
 * returned. */
static uint8_t signs_where(enum cond_op op, int64_t number)
{
    uint8_t of_number = number < 0 ? SIGN_NEGATIVE : number ? SIGN_POSITIVE : SIGN_ZERO;
    switch (op) {
    case OP_EQ:
        return of_number;
    case OP_NE:
        return number == 0    ? SIGN_NEGATIVE | SIGN_POSITIVE
               : number == -1 ? SIGN_ZERO | SIGN_POSITIVE
                              : SIGN_ANY;
    case OP_LT:
        return number <= 0 ? SIGN_NEGATIVE : number == 1 ? SIGN_NEGATIVE | SIGN_ZERO : SIGN_ANY;
    case OP_LE:
        return number < 0 ? SIGN_NEGATIVE : number == 0 ? SIGN_NEGATIVE | SIGN_ZERO : SIGN_ANY;
    case OP_GT:
        return number >= 0 ? SIGN_POSITIVE : number == -1 ? SIGN_ZERO | SIGN_POSITIVE : SIGN_ANY;
    case OP_GE:
        return number > 0 ? SIGN_POSITIVE : number == 0 ? SIGN_ZERO | SIGN_POSITIVE : SIGN_ANY;
    case OP_HAS:
        break;
    }
    return SIGN_ANY;
}

static bool is_number(const struct value *v)
{
    return v->kind == VALUE_INT || v->kind == VALUE_NULL;
}

enum walk_branch pathwalk_decide(const struct pathwalk *w, const struct cond *c, uint8_t signs)
{
    uint8_t wanted = SIGN_NEGATIVE | SIGN_POSITIVE;
    if (c->kind == COND_COMPARE && c->op != OP_HAS && is_number(function_value(w->fn, c->other))) {
        const struct value *other = function_value(w->fn, c->other);
        wanted = signs_where(c->op, other->kind == VALUE_INT ? other->number : 0);
    } else if (c->kind != COND_TRUTH) {
        return WALK_BRANCH_UNKNOWN;
    }
    return !(signs & wanted)    ? WALK_BRANCH_FALSE
           : !(signs & ~wanted) ? WALK_BRANCH_TRUE
                                : WALK_BRANCH_UNKNOWN;
}

/* Can edge E (0: the condition holds) of a branch be taken? Then S knows what that says. */
static bool take_edge(const struct pathwalk *w, struct walk_state *s, const struct cond *c,
                      uint32_t e)
{
    uint8_t wanted;
    if (c->kind == COND_CONSTANT)
        return c->constant == (e == 0);
    if (c->kind == COND_TRUTH) {
        wanted = e == 0 ? SIGN_NEGATIVE | SIGN_POSITIVE : SIGN_ZERO;
    } else if (c->kind == COND_COMPARE && c->op != OP_HAS &&
               is_number(function_value(w->fn, c->other))) {
        const struct value *other = function_value(w->fn, c->other);
        enum cond_op op = e == 0 ? c->op : negated(c->op);
        wanted = signs_where(op, other->kind == VALUE_INT ? other->number : 0);
    } else {
        return true;
    }
    uint8_t known = pathwalk_signs(w, s, c->value);
    if (!(known & wanted))
        return false;
    narrow(w, s, c->value, known & wanted);
    return true;
}

static void note_event(const struct pathwalk *w, struct walk_state *s, uint32_t event)
{
    const struct event *e = &w->fn->events.at[event];
    if (e->kind == EVENT_ASSIGN) {
        pathwalk_set_path(w, s, e->assign.to, pathwalk_signs(w, s, e->assign.from));
        return;
    }
    if (e->kind != EVENT_CALL)
        return;
    if (e->call.use == USE_STORED && s->result != event + 1)
        pathwalk_set_path(w, s, e->call.stored, SIGN_ANY);
    for (uint32_t i = 0; i < e->call.arg_len; i++) { /* a callee may write through an address */
        const struct value *v = function_value(w->fn, w->fn->args.at[e->call.first_arg + i]);
        if (v->kind == VALUE_ADDRESS && s->result != event + 1)
            pathwalk_set_path(w, s, v->path, SIGN_ANY);
    }
}

/* ---- the walk ---- */

struct walk_seen {
    struct walk_state state;
    UT_hash_handle hh;
};

static bool seen_before(struct pathwalk *w, const struct walk_state *s)
{
    struct walk_seen *found;
    HASH_FIND(hh, w->seen, s, sizeof *s, found);
    if (found)
        return true;
    found = arena_new_one(w->walk_arena, struct walk_seen);
    memcpy(&found->state, s, sizeof *s);
    HASH_ADD(hh, w->seen, state, sizeof *s, found);
    return false;
}

void pathwalk_fork(struct pathwalk *w, struct walk_state s)
{
    if (HASH_COUNT(w->seen) > STATES_PER_BLOCK * (w->fn->blocks.len + 8)) {
        w->gave_up = true;
        return;
    }
    bool may_meet = s.position || w->joins[s.block];
    if (!may_meet || !seen_before(w, &s))
        vec_push(w->walk_arena, &w->work, s);
}

/* Only static variables have kept their values. */
static void resume(struct pathwalk *w, struct walk_state s)
{
    for (uint32_t i = 0; i < WALK_VARS; i++)
        if (!w->var_static[i])
            s.sign[i] = SIGN_ANY;
    s.block = w->resumes[s.block] - 1;
    s.position = 0;
    pathwalk_fork(w, s);
}

/* What nothing asks for any more, makes no difference between states. */
static void forget_dead(const struct pathwalk *w, struct walk_state *s)
{
    for (uint32_t i = 0; i < w->var_len; i++)
        if (!(w->live[s->block] & 1U << i))
            s->sign[i] = SIGN_ANY;
    if (s->result && !w->result_lasts[s->result - 1])
        s->result = s->result_sign = 0;
}

static void follow_edges(struct pathwalk *w, const struct walk_state *s)
{
    const struct block *k = &w->fn->blocks.at[s->block];
    if (k->term == TERM_RETURN && w->client->leave)
        w->client->leave(w, s, s->block);
    if (k->term == TERM_RETURN && w->resumes && w->resumes[s->block])
        resume(w, *s);
    for (uint32_t e = 0; e < k->edge_len; e++) {
        struct walk_state next = *s;
        if (k->term == TERM_BRANCH) {
            enum walk_branch decided =
                w->client->branch ? w->client->branch(w, &next, &k->cond) : WALK_BRANCH_UNKNOWN;
            bool taken = decided == WALK_BRANCH_UNKNOWN ? take_edge(w, &next, &k->cond, e)
                                                        : (decided == WALK_BRANCH_TRUE) == (e == 0);
            if (!taken)
                continue;
        }
        next.block = w->fn->edges.at[k->first_edge + e].to.i;
        next.position = 0;
        forget_dead(w, &next);
        pathwalk_fork(w, next);
    }
}

/* Along one block, from S on. */
static void walk_block(struct pathwalk *w, struct walk_state s)
{
    const struct block *k = &w->fn->blocks.at[s.block];
    const uint8_t *masks = w->bodies->at[w->node.i].masks;
    while (s.position < k->events.len) {
        uint32_t event = k->events.at[s.position++].i;
        if (!w->steps_left) {
            w->gave_up = true;
            return;
        }
        w->steps_left--;
        if (!masks || !masks[event]) { /* or it runs in no context */
            if (w->client->doomed)
                w->client->doomed(w, &s);
            return;
        }
        enum walk_step step = w->client->event(w, &s, event);
        if (step == WALK_END)
            return;
        if (step == WALK_FORGET && w->fn->events.at[event].kind == EVENT_ASSIGN)
            pathwalk_set_path(w, &s, w->fn->events.at[event].assign.to, SIGN_ANY);
        else
            note_event(w, &s, event);
    }
    follow_edges(w, &s);
}

void pathwalk_run(struct pathwalk *w, const struct walk_client *client, struct walk_state start)
{
    w->client = client;
    w->walk_arena = arena_new();
    pathwalk_fork(w, start);
    while (w->work.len) {
        struct walk_state s = w->work.at[--w->work.len];
        walk_block(w, s);
    }
    HASH_CLEAR(hh, w->seen);
    memset(&w->work, 0, sizeof w->work);
    arena_free(w->walk_arena);
}

/* ---- how events are reached ---- */

#define ARRIVALS_MAX 6

struct arriving {
    const bool *wanted;
    const struct walk_keeper *keep;
    struct walk_arrivals *at;
};

/* Only the signs and what was kept count: S as it is behind EVENT. */
static enum walk_step arrive(struct pathwalk *w, struct walk_state *s, uint32_t event)
{
    const struct arriving *a = w->client->context;
    if (a->keep)
        a->keep->event(a->keep->context, s, event);
    if (!a->wanted[event])
        return WALK_ON;
    struct walk_arrivals *list = &a->at[event];
    struct walk_state here = pathwalk_state(s->block, s->position);
    memcpy(here.sign, s->sign, sizeof here.sign);
    here.flags = s->flags;
    here.covers = s->covers;
    note_event(w, &here, event);
    if (!list->at)
        list->at = arena_new_array(w->arena, struct walk_state, ARRIVALS_MAX);
    for (uint32_t i = 0; i < list->len; i++)
        if (!memcmp(&list->at[i], &here, sizeof here))
            return WALK_ON;
    if (list->len < ARRIVALS_MAX) {
        list->at[list->len++] = here;
        return WALK_ON;
    }
    for (uint32_t i = 0; i < list->len; i++) { /* too many: any, with what all have kept */
        here.flags &= list->at[i].flags;
        here.covers &= list->at[i].covers;
    }
    memset(here.sign, SIGN_ANY, sizeof here.sign);
    list->at[0] = here;
    list->len = 1;
    return WALK_ON;
}

const struct walk_arrivals *pathwalk_arrivals(struct pathwalk *w, const bool *wanted,
                                              const struct walk_keeper *keep)
{
    struct arriving a = {.wanted = wanted, .keep = keep};
    const struct walk_client client = {.event = arrive, .context = &a};
    a.at = arena_new_array(w->arena, struct walk_arrivals, w->fn->events.len + 1);
    bool gave_up = w->gave_up;
    w->gave_up = false;
    pathwalk_run(w, &client, pathwalk_state(0, 0));
    for (uint32_t b = 0; b < w->fn->blocks.len; b++)
        for (uint32_t e = 0; e < w->fn->blocks.at[b].events.len; e++) {
            uint32_t event = w->fn->blocks.at[b].events.at[e].i;
            if (!wanted[event] || (a.at[event].len && !w->gave_up))
                continue;
            if (!a.at[event].at)
                a.at[event].at = arena_new_array(w->arena, struct walk_state, 1);
            a.at[event].at[0] = pathwalk_state(b, e + 1);
            a.at[event].len = w->gave_up ? 1 : 0;
        }
    w->gave_up |= gave_up;
    return a.at;
}
