#include "effects/cancel/cancelstate.h"

#include "effects/bodywalk.h"

#include <string.h>

struct of_function {
    uint8_t *at; /* by event; NULL: nothing in it changes the state */
    uint8_t exits;
};

struct of_pack {
    const struct pack *pack;
    struct of_function *at; /* by node */
};

struct cancelstates {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    VEC(struct of_pack) packs;
};

/* ---- what an event changes ---- */

struct change {
    uint8_t to;         /* bits; 0: nothing */
    struct path_id set; /* variable that it sets the state to, FACTS_NONE none */
};

/* A state is a number; what else a function that changes it is given, a lock or an object, is not
 * where it came from. */
static bool may_be_state(const struct node *node, struct path_id id)
{
    const struct function *fn = node->body;
    const struct path *path = function_path(fn, id);
    const struct path_step *last = path_last(fn, path);
    struct shape shape = {0};
    if (last && last->kind == STEP_FIELD)
        shape = facts_entity(node->facts, last->field)->shape;
    else if (!last && path->root_kind == ROOT_LOCAL)
        shape = fn->locals.at[path->root].shape;
    else if (!last && path->root_kind == ROOT_PARAM)
        shape = node->entity->params.at[path->root].shape;
    else if (!last && path->root_kind == ROOT_GLOBAL)
        shape = facts_entity(node->facts, (struct entity_id){path->root})->shape;
    return shape.kind == SHAPE_INTEGER || shape.kind == SHAPE_UNKNOWN;
}

static struct path_id variable_set(const struct node *node, const struct event *e)
{
    for (uint32_t i = 0; e->kind == EVENT_CALL && i < e->call.arg_len; i++) {
        const struct value *v =
            function_value(node->body, node->body->args.at[e->call.first_arg + i]);
        if (v->kind == VALUE_PATH && may_be_state(node, v->path))
            return v->path;
    }
    return (struct path_id){FACTS_NONE};
}

/* A call of one of the pack's shields. */
static bool shield_change(const struct cancelstates *s, const struct pack *pack, struct node_id n,
                          uint32_t event, struct change *ret)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event *e = &node->body->events.at[event];
    const struct call *call = calls_find(s->contexts->calls, n, event);
    const struct name_roles *r = call ? call->roles : NULL;
    enum tri all = TRI_NO;
    bool any = false;
    for (uint32_t i = 0; r && i < r->shields.len; i++) {
        const struct rule_named_call *rule = r->shields.at[i];
        struct aval args[AVAL_MAX_ARGS];
        if (rule->pack != pack)
            continue;
        any = true;
        enum tri holds = TRI_YES;
        if (rule->when.len)
            holds = aval_any(s->values, &rule->when, args, aval_args(s->values, n, event, args));
        all = holds > all ? holds : all;
    }
    if (!any)
        return false;
    ret->set.i = FACTS_NONE;
    ret->to = all == TRI_YES ? CANCEL_KEPT_OUT : all == TRI_NO ? CANCEL_LET_IN : CANCEL_RESTORED;
    if (all == TRI_MAYBE)
        ret->set = variable_set(node, e);
    return true;
}

static bool find_change(const struct cancelstates *s, const struct of_pack *of, struct node_id n,
                        uint32_t event, struct change *ret)
{
    const struct node *node = program_get(s->contexts->program, n);
    const struct event *e = &node->body->events.at[event];
    if (shield_change(s, of->pack, n, event, ret))
        return true;
    if (e->kind != EVENT_CALL)
        return false;
    const node_vec *callees = &calls_get(s->contexts->calls, n, event)->callees;
    *ret = (struct change){.set = variable_set(node, e)};
    for (uint32_t i = 0; i < callees->len; i++)
        ret->to |= of->at[callees->at[i].i].exits;
    return ret->to && ret->to != CANCEL_AS_CALLED;
}

/* ---- ways through a function ---- */

enum { AS_CALLED, LET_IN, KEPT_OUT, RESTORED, STATES }; /* bit numbers of enum cancel_states */

/* What is so at one place on a way through a function, as bytes: numbers of bits of enum
 * cancel_states, but for the current one plus one, 0 where none is known. */
enum {
    CURRENT,
    BEFORE, /* the last change */
    NESTED, /* how often cancellation was kept out again while it was: as many say that it is let
               in, before it is, where what they set is not in a variable here. Counted up to 255,
               so that a loop that keeps it out each round comes to an end: nobody nests as deep */
    KEPT,   /* and those behind: in variables */
};

struct states_walk {
    struct walk path;
    VEC(uint32_t) vars;        /* that hold former states, and that a state is set to: paths */
    VEC(const uint8_t *) nows; /* equal ones are one; the walk carries their number in `bits` */
    struct change *changes;    /* by event */
    const struct calls *calls;
    struct node_id node;
    struct of_function *ret;
};

static uint32_t number_of(struct states_walk *w, const uint8_t *now)
{
    size_t size = KEPT + w->vars.len;
    for (uint32_t i = 0; i < w->nows.len; i++)
        if (!memcmp(w->nows.at[i], now, size))
            return i;
    vec_push(w->path.arena, &w->nows, now);
    return w->nows.len - 1;
}

static uint32_t find_var(const struct states_walk *w, struct path_id path)
{
    uint32_t i = 0;
    while (i < w->vars.len && w->vars.at[i] != path.i)
        i++;
    return i;
}

static void keep_in(const struct states_walk *w, struct path_id path, uint8_t former, uint8_t *now)
{
    uint32_t var = find_var(w, path);
    if (var < w->vars.len)
        now[KEPT + var] = (uint8_t)(former + 1);
}

/* The former state goes into variables whose address the call is given, and into the one that its
 * result is stored in. */
static void keep_former(const struct states_walk *w, const struct event *e, uint8_t former,
                        uint8_t *now)
{
    const struct function *fn = w->path.fn;
    if (e->kind != EVENT_CALL)
        return;
    for (uint32_t i = 0; i < e->call.arg_len; i++) {
        const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + i]);
        if (v->kind == VALUE_ADDRESS)
            keep_in(w, v->path, former, now);
    }
    if (e->call.use == USE_STORED)
        keep_in(w, e->call.stored, former, now);
}

static void restore(const struct states_walk *w, uint32_t event, uint8_t *now)
{
    uint32_t var = find_var(w, w->changes[event].set);
    bool known = var < w->vars.len && now[KEPT + var];
    uint8_t back = known ? now[KEPT + var] : now[BEFORE];
    if (now[NESTED] && (!known || back == KEPT_OUT + 1)) {
        now[NESTED]--;
        return;
    }
    now[CURRENT] = back ? (uint8_t)(back - 1) : (uint8_t)RESTORED;
    now[BEFORE] = 0;
    now[NESTED] = 0;
}

/* BEFORE behind a change to state TO. */
static uint32_t changed(struct states_walk *w, uint32_t event, uint8_t to, uint32_t before)
{
    if (to == AS_CALLED)
        return before;
    uint8_t *now = arena_new_array(w->path.arena, uint8_t, KEPT + w->vars.len);
    memcpy(now, w->nows.at[before], KEPT + w->vars.len);
    uint8_t former = now[CURRENT];
    if (to == RESTORED) {
        restore(w, event, now);
    } else if (to == KEPT_OUT && former == KEPT_OUT) {
        now[NESTED] = (uint8_t)(now[NESTED] + (now[NESTED] < UINT8_MAX));
    } else {
        now[BEFORE] = (uint8_t)(former + 1);
        now[CURRENT] = to;
        now[NESTED] = 0;
    }
    keep_former(w, &w->path.fn->events.at[event], former, now);
    return number_of(w, now);
}

/* Does the call always take a lock? What it returns is then 0: it fails where the program itself is
 * wrong about the lock (pthread_mutex_lock(3), thrd_success of C17), and what wrappers do then, who
 * let cancellation in again as they hold nothing, is not what their callers meet. */
static bool takes_lock(const struct states_walk *w, uint32_t event)
{
    const struct call *call = calls_find(w->calls, w->node, event);
    const struct name_roles *r = call ? call->roles : NULL;
    for (uint32_t i = 0; r && i < r->acquires.len; i++)
        if (r->acquires.at[i]->taken == TAKEN_ALWAYS && !r->acquires.at[i]->when.len)
            return true;
    return false;
}

/* A function that sets the former state again on some of its ways, and on others leaves what is so,
 * counts how often cancellation was kept out; NESTED counts too. Where it is kept out here, the
 * call is what ends that: its other ways are for calls that are deeper, or for errors in the count.
 * And one that keeps it out only sometimes changes nothing. */
static uint8_t leaves(const struct states_walk *w, uint32_t event, uint8_t current)
{
    const uint8_t to = w->changes[event].to;
    if (current != KEPT_OUT || !(to & CANCEL_AS_CALLED))
        return to;
    return to & CANCEL_RESTORED ? CANCEL_RESTORED : (uint8_t)(to & ~CANCEL_KEPT_OUT);
}

/* Each state that a call may leave goes on by itself. */
static enum walk_step see_event(struct walk *path, struct walk_state *s, uint32_t event)
{
    struct states_walk *w = path->client->context;
    const uint32_t before = s->bits;
    uint8_t to = leaves(w, event, w->nows.at[before][CURRENT]);
    bool any = false;
    w->ret->at[event] |= (uint8_t)(1U << w->nows.at[before][CURRENT]);
    if (takes_lock(w, event))
        walk_set_result(path, s, event, SIGN_ZERO);
    for (uint8_t i = 0; i < (uint8_t)STATES; i++) {
        struct walk_state other = *s;
        if (!(to & 1U << i))
            continue;
        other.bits = changed(w, event, i, before);
        if (any)
            walk_fork(path, other);
        else
            s->bits = other.bits;
        any = true;
    }
    return WALK_ON;
}

static void leave(struct walk *path, const struct walk_state *s)
{
    struct states_walk *w = path->client->context;
    w->ret->exits |= (uint8_t)(1U << w->nows.at[s->bits][CURRENT]);
}

/* Is a former state written there? A lock whose functions change the state is an argument of them,
 * and none: each such variable would double the states of a way. */
static bool is_kept(const struct function *fn, const struct change *changes, struct path_id path)
{
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (!changes[i].to || e->kind != EVENT_CALL)
            continue;
        if (e->call.use == USE_STORED && e->call.stored.i == path.i)
            return true;
        for (uint32_t k = 0; k < e->call.arg_len; k++) {
            const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + k]);
            if (v->kind == VALUE_ADDRESS && v->path.i == path.i)
                return true;
        }
    }
    return false;
}

static void walk_function(const struct cancelstates *s, struct of_pack *of, struct node_id n,
                          struct arena *scratch)
{
    const struct function *fn = program_get(s->contexts->program, n)->body;
    struct states_walk w = {.calls = s->contexts->calls, .node = n, .ret = &of->at[n.i]};
    bool any = false;
    w.changes = arena_new_array(scratch, struct change, fn->events.len + 1);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        struct change c;
        if (!find_change(s, of, n, i, &c))
            continue;
        w.changes[i] = c;
        any = true;
    }
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (w.changes[i].to && w.changes[i].set.i != FACTS_NONE &&
            find_var(&w, w.changes[i].set) == w.vars.len &&
            is_kept(fn, w.changes, w.changes[i].set))
            vec_push(scratch, &w.vars, w.changes[i].set.i);
    w.ret->exits = CANCEL_AS_CALLED;
    if (!any || !fn->blocks.len)
        return;
    w.ret->exits = 0;
    w.ret->at = arena_new_array(s->arena, uint8_t, fn->events.len + 1);
    const struct walk_client client = {.event = see_event, .leave = leave, .context = &w};
    bodywalk_open(&w.path, scratch, s->contexts->bodies, n, BODYWALK_LIVE);
    const struct walk_state entry = walk_entry(&w.path);
    number_of(&w, arena_new_array(scratch, uint8_t, KEPT + w.vars.len));
    walk_run(&w.path, &client, &entry, 1);
}

/* ---- interface ---- */

struct finding_states {
    const struct cancelstates *states;
    struct of_pack *of;
    struct arena *scratch;
};

static bool states_step(void *context, uint32_t node)
{
    const struct finding_states *x = context;
    uint8_t before = x->of->at[node].exits;
    if (!program_get(x->states->contexts->program, (struct node_id){node})->body)
        return false;
    walk_function(x->states, x->of, (struct node_id){node}, x->scratch);
    arena_reset(x->scratch);
    return before != x->of->at[node].exits;
}

struct cancelstates *cancelstates_new(const struct contexts *c, const struct aval_context *values)
{
    struct arena *arena = arena_new();
    struct cancelstates *s = arena_new_one(arena, struct cancelstates);
    *s = (struct cancelstates){.arena = arena, .contexts = c, .values = values};
    const struct roles *roles = c->bodies->roles;
    struct finding_states x = {.states = s, .scratch = arena_new()};
    for (uint32_t k = 0; k < roles->packs.len; k++) {
        if (!roles->packs.at[k]->cancellation.shield.len)
            continue;
        struct of_pack of = {.pack = roles->packs.at[k]};
        of.at = arena_new_array(arena, struct of_function, c->program->nodes.len + 1);
        x.of = &of;
        solve(c->calls->direct, states_step, &x);
        vec_push(arena, &s->packs, of);
    }
    arena_free(x.scratch);
    return s;
}

void cancelstates_free(struct cancelstates *s)
{
    if (s)
        arena_free(s->arena);
}

static const struct of_pack *pack_of(const struct cancelstates *s, const struct pack *pack)
{
    for (uint32_t i = 0; i < s->packs.len; i++)
        if (s->packs.at[i].pack == pack)
            return &s->packs.at[i];
    return NULL;
}

uint8_t cancelstates_at(const struct cancelstates *s, const struct pack *pack, struct node_id n,
                        uint32_t event)
{
    const struct of_pack *of = pack_of(s, pack);
    return of && of->at[n.i].at ? of->at[n.i].at[event] : (uint8_t)CANCEL_AS_CALLED;
}

uint8_t cancelstates_behind(const struct cancelstates *s, struct node_id n, uint32_t event)
{
    struct change c;
    for (uint32_t i = 0; i < s->packs.len; i++)
        if (s->packs.at[i].at[n.i].at && find_change(s, &s->packs.at[i], n, event, &c))
            return c.to;
    return CANCEL_AS_CALLED;
}
