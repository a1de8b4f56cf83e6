#include "engine/walk.h"

#include "engine/known.h"
#include "ir/order.h"

#include <string.h>

#include <uthash.h>

/* ---- what is the same on all walks ---- */

/* The number that a macro stores right before it returns, as in `k = __LINE__; return 1`. */
static bool stored_at_return(const struct function *fn, const struct block *k, int64_t *ret_number)
{
    if (k->term != TERM_RETURN || k->events.len < 2)
        return false;
    const struct event *last = &fn->events.at[k->events.at[k->events.len - 1].i];
    const struct event *store = &fn->events.at[k->events.at[k->events.len - 2].i];
    if (last->kind != EVENT_RETURN || store->kind != EVENT_ASSIGN ||
        !loc_same(last->loc, store->loc) ||
        function_value(fn, store->assign.from)->kind != VALUE_INT)
        return false;
    *ret_number = function_value(fn, store->assign.from)->number;
    return true;
}

/* The block of the case for NUMBER, plus one; 0: there is none. */
static uint32_t case_of(const struct function *fn, int64_t number)
{
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct block *k = &fn->blocks.at[i];
        for (uint32_t e = 0; k->term == TERM_SWITCH && e < k->edge_len; e++) {
            const struct edge *to = &fn->edges.at[k->first_edge + e];
            if (to->known && !to->is_default && to->low == number && to->high == number)
                return to->to.i + 1;
        }
    }
    return 0;
}

static void find_resumes(struct walk *w)
{
    for (uint32_t b = 0; b < w->fn->blocks.len; b++) {
        int64_t number;
        if (!stored_at_return(w->fn, &w->fn->blocks.at[b], &number))
            continue;
        if (!w->resumes)
            w->resumes = arena_new_array(w->arena, uint32_t, w->fn->blocks.len + 1);
        w->resumes[b] = case_of(w->fn, number);
    }
}

/* Only where paths meet can a state come again; a loop goes on where an edge leads back. */
static void find_joins(struct walk *w)
{
    const struct function *fn = w->fn;
    uint32_t blocks = fn->blocks.len, len = 0;
    uint32_t *order = arena_new_array(w->arena, uint32_t, blocks + 1);
    bool *reached = arena_new_array(w->arena, bool, blocks + 1),
         *behind = arena_new_array(w->arena, bool, blocks + 1);
    w->joins = arena_new_array(w->arena, bool, blocks + 1);
    w->rounds = arena_new_array(w->arena, bool, blocks + 1);
    order_postorder(fn, NULL, order, &len);
    for (uint32_t i = 0; i < len; i++) {
        for (uint32_t e = 0; e < fn->blocks.at[order[i]].edge_len; e++) {
            uint32_t to = fn->edges.at[fn->blocks.at[order[i]].first_edge + e].to.i;
            w->joins[to] |= reached[to];
            reached[to] = true;
            w->rounds[to] |= !behind[to];
        }
        behind[order[i]] = true;
    }
    for (uint32_t i = 0; w->resumes && i < blocks; i++)
        if (w->resumes[i])
            w->joins[w->resumes[i] - 1] = true;
}

void walk_open(struct walk *w, struct arena *arena, const struct walk_source *of)
{
    *w = (struct walk){.arena = arena, .of = *of, .fn = of->fn};
    find_resumes(w);
    find_joins(w);
    quantities_find(arena, of, w->resumes != NULL, &w->quantities);
    w->effects = arena_new_array(arena, uint8_t, w->fn->events.len + 1);
    w->counts = arena_new_array(arena, uint32_t, w->fn->blocks.len + 1);
    uint32_t words = 1;
    for (uint32_t i = 0; i < w->quantities.all.len; i++)
        if (numbers_words(w->quantities.all.at[i].numbers) > words)
            words = numbers_words(w->quantities.all.at[i].numbers);
    for (uint32_t i = 0; i < COUNT(w->sets); i++)
        w->sets[i] = arena_new_array(arena, uint64_t, words);
}

struct walk_state walk_entry(const struct walk *w)
{
    return w->entry;
}

/* ---- what values are ---- */

static uint8_t signs_of_pointer(const struct value *v)
{
    switch (v->kind) {
    case VALUE_STRING:
    case VALUE_FUNCTION:
    case VALUE_ADDRESS:
        return SIGN_POSITIVE;
    case VALUE_INT:
    case VALUE_NULL:
    case VALUE_UNKNOWN:
    case VALUE_PATH:
    case VALUE_RESULT:
    case VALUE_CHOICE:
        break;
    }
    return SIGN_ANY;
}

/* Where `q OP number` holds, in SET. False: nowhere. */
static bool where(const struct walk *w, const struct quantity *q, const uint64_t *now,
                  const struct comparison *c, enum cond_op op, uint64_t *ret_set)
{
    if (now)
        memcpy(ret_set, now, numbers_words(q->numbers) * sizeof *now);
    else
        numbers_of_signs(q->numbers, SIGN_ANY, ret_set);
    if (!c->constant && !numbers_is_wanted(q->numbers, ret_set))
        return true;
    numbers_where(q->numbers, op, c->constant ? c->number : 1, w->sets[1]);
    return numbers_keep(q->numbers, ret_set, w->sets[1]);
}

/* What an expression that compares can be: 1, 0, or either. */
static uint8_t signs_of_comparison(const struct walk *w, const struct walk_state *s,
                                   const struct comparison *c)
{
    const struct quantity *q = quantities_of(&w->quantities, function_value(w->fn, c->value));
    const uint64_t *now = q ? known_get(w, s->known, q) : NULL;
    if (!now)
        return SIGN_ZERO | SIGN_POSITIVE;
    bool yes = where(w, q, now, c, c->op, w->sets[2]);
    bool no = where(w, q, now, c, numbers_opposite(c->op), w->sets[2]);
    return (uint8_t)((yes ? SIGN_POSITIVE : 0) | (no ? SIGN_ZERO : 0));
}

/* What is counted up, `found++`, from a number that is not negative, is at least what was added.
 * False: it is none. Wrapping around is not thought of. */
static bool is_counted(const struct walk *w, const struct walk_state *s, const struct value *v,
                       int64_t *ret_least)
{
    struct value_id of;
    if (!quantities_counted(w->fn, v, &of, ret_least))
        return false;
    const struct quantity *q = quantities_of(&w->quantities, function_value(w->fn, of));
    const uint64_t *now = q ? known_get(w, s->known, q) : NULL;
    return now && !(numbers_signs(q->numbers, now) & SIGN_NEGATIVE);
}

/* All that V can be, for what compares with N. */
static void set_of(const struct walk *w, const struct walk_state *s, const struct numbers *n,
                   struct value_id id, uint64_t *ret_set)
{
    const struct value *v = function_value(w->fn, id);
    const struct quantity *q = quantities_of(&w->quantities, v);
    const uint64_t *set = q ? known_get(w, s->known, q) : NULL;
    uint64_t *one = w->sets[3];
    struct comparison c;
    int64_t least;
    if (set && q->numbers == n) {
        memcpy(ret_set, set, numbers_words(n) * sizeof *set);
    } else if (v->kind == VALUE_INT || v->kind == VALUE_NULL) {
        numbers_of_signs(n, SIGN_ANY, ret_set);
        numbers_where(n, OP_EQ, v->kind == VALUE_INT ? v->number : 0, w->sets[1]);
        numbers_keep(n, ret_set, w->sets[1]); /* and not the wanted one */
    } else if (is_counted(w, s, v, &least)) {
        numbers_of_signs(n, SIGN_ANY, ret_set);
        numbers_where(n, OP_GE, least, w->sets[1]);
        numbers_keep(n, ret_set, w->sets[1]);
    } else if (comparison_of_value(w->fn, v, &c)) {
        numbers_of_signs(n, signs_of_comparison(w, s, &c), ret_set);
    } else if (v->kind == VALUE_CHOICE && ret_set != one) { /* what is in another may be anything */
        memset(ret_set, 0, numbers_words(n) * sizeof *ret_set);
        for (uint32_t i = 0; i < v->choice_len; i++) {
            set_of(w, s, n, w->fn->choices.at[v->first_choice + i], one);
            numbers_add(n, ret_set, one);
        }
    } else {
        numbers_of_signs(n, set ? numbers_signs(q->numbers, set) : signs_of_pointer(v), ret_set);
    }
}

uint8_t walk_signs(const struct walk *w, const struct walk_state *s, struct value_id value)
{
    uint64_t set;
    set_of(w, s, &numbers_zero, value, &set);
    return numbers_signs(&numbers_zero, &set);
}

/* ---- what becomes known ---- */

/* UNKNOWN: it is not known what is stored. */
static void store(struct walk *w, struct walk_state *s, struct path_id path, struct value_id from,
                  bool unknown)
{
    const struct value *v = function_value(w->fn, from);
    for (uint32_t i = w->quantities.of_path[path.i]; i; i = w->quantities.all.at[i - 1].next) {
        const struct quantity *q = &w->quantities.all.at[i - 1];
        bool flag = q->kind == QUANTITY_FLAG;
        if (flag && v->kind == VALUE_INT)
            numbers_of_signs(q->numbers, v->number & q->flag ? SIGN_POSITIVE : SIGN_ZERO,
                             w->sets[0]);
        else if (!flag)
            set_of(w, s, q->numbers, from, w->sets[0]);
        known_set(w, s, q, unknown || (flag && v->kind != VALUE_INT) ? NULL : w->sets[0]);
    }
}

static void set_quantity(struct walk *w, struct walk_state *s, const struct quantity *q,
                         uint8_t signs)
{
    if (!q)
        return;
    numbers_of_signs(q->numbers, signs, w->sets[0]);
    known_set(w, s, q, w->sets[0]);
}

void walk_set_path(struct walk *w, struct walk_state *s, struct path_id path, uint8_t signs)
{
    const struct value v = {.kind = VALUE_PATH, .path = path};
    if (path.i != FACTS_NONE)
        set_quantity(w, s, quantities_of(&w->quantities, &v), signs);
}

void walk_given(struct walk *w, struct path_id path, const int64_t *numbers, uint32_t len, bool set)
{
    for (uint32_t i = w->quantities.of_path[path.i]; i; i = w->quantities.all.at[i - 1].next) {
        const struct quantity *q = &w->quantities.all.at[i - 1];
        bool flag = q->kind == QUANTITY_FLAG;
        uint64_t *all = w->sets[0], *one = w->sets[3];
        uint8_t signs = !set ? 0 : flag ? SIGN_ANY : SIGN_NEGATIVE | SIGN_POSITIVE;
        numbers_of_signs(q->numbers, signs, all);
        for (uint32_t k = 0; k < len; k++) {
            numbers_of_signs(q->numbers,
                             !flag                  ? SIGN_ANY
                             : numbers[k] & q->flag ? SIGN_POSITIVE
                                                    : SIGN_ZERO,
                             one);
            numbers_where(q->numbers, OP_EQ, numbers[k], w->sets[1]);
            if (!flag)
                numbers_keep(q->numbers, one, w->sets[1]); /* and not the wanted one */
            numbers_add(q->numbers, all, one);
        }
        known_set(w, &w->entry, q, all);
    }
}

static const struct quantity *result_of(const struct walk *w, uint32_t event)
{
    const struct value v = {.kind = VALUE_RESULT, .event = {event}};
    return quantities_of(&w->quantities, &v);
}

void walk_set_result(struct walk *w, struct walk_state *s, uint32_t event, uint8_t signs)
{
    s->result = event + 1;
    set_quantity(w, s, result_of(w, event), signs);
}

void walk_set_wanted(struct walk *w, struct walk_state *s, uint32_t event)
{
    const struct quantity *q = result_of(w, event);
    if (!q)
        return;
    numbers_wanted(q->numbers, w->sets[0]);
    known_set(w, s, q, w->sets[0]);
}

/* ---- what is forgotten ---- */

struct forgetting {
    const struct walk *w;
    struct path_id path;
    bool by_value; /* PATH's content is given, not its address */
    uint32_t block;
};

static bool is_own(const struct quantity *q, const void *context)
{
    (void)context;
    return !q->shared;
}

static bool is_nothing(const struct quantity *q, const void *context)
{
    (void)q;
    (void)context;
    return false;
}

static bool outlives_return(const struct quantity *q, const void *context)
{
    (void)context;
    return q->kind != QUANTITY_RESULT && q->is_static;
}

static bool is_live(const struct quantity *q, const void *context)
{
    const struct forgetting *f = context;
    return quantities_live(&f->w->quantities, q, f->block);
}

/* Is it out of reach of who is given the path, or its address? */
static bool is_out_of_reach(const struct quantity *q, const void *context)
{
    const struct forgetting *f = context;
    return q->kind == QUANTITY_RESULT || !q->shared || (f->by_value && q->id == f->path.i) ||
           !quantities_inside(f->w->fn, (struct path_id){q->id}, f->path);
}

/* Does it stay as it is when something is stored in the path? Not what is inside of that, as
 * s->mode where s is stored; nor a field of that name in another record, which may be the same one;
 * nor anything that others can see, when the store goes through a pointer to who knows what. An
 * element of an array is no field that has a name. */
static bool survives_store(const struct quantity *q, const void *context)
{
    const struct forgetting *f = context;
    const struct function *fn = f->w->fn;
    const struct path_step *last = path_last(fn, function_path(fn, f->path));
    if (q->kind == QUANTITY_RESULT || q->id == f->path.i)
        return true;
    if (quantities_inside(fn, (struct path_id){q->id}, f->path))
        return false;
    if (!last || !q->shared)
        return true;
    const struct path *p = function_path(fn, (struct path_id){q->id});
    for (uint32_t i = 0; last->kind == STEP_FIELD && i < p->step_len; i++) {
        const struct path_step *step = &fn->steps.at[p->first_step + i];
        if (step->kind == STEP_FIELD && step->field.i == last->field.i)
            return false;
    }
    return last->kind != STEP_DEREF;
}

/* ---- events ---- */

static enum walk_effect effect_of(struct walk *w, uint32_t event)
{
    if (!w->effects[event])
        w->effects[event] =
            (uint8_t)((w->of.effect ? w->of.effect(w->of.context, event) : WALK_CHANGES) + 1);
    return w->effects[event] - 1;
}

/* What is reached through the arguments may be changed by any call. */
static void forget_given(struct walk *w, struct walk_state *s, const struct event_call *c)
{
    for (uint32_t i = 0; s->known && i < c->arg_len; i++) {
        const struct value *v = function_value(w->fn, w->fn->args.at[c->first_arg + i]);
        struct forgetting f = {.w = w, .path = v->path, .by_value = v->kind == VALUE_PATH};
        if (v->kind == VALUE_ADDRESS || v->kind == VALUE_PATH)
            known_filter(w, s, is_out_of_reach, &f);
    }
}

static void note_call(struct walk *w, struct walk_state *s, uint32_t event)
{
    const struct event *e = &w->fn->events.at[event];
    if (s->result == event + 1)
        s->result = 0;
    if (!s->known)
        return;
    set_quantity(w, s, result_of(w, event), SIGN_ANY);
    if (effect_of(w, event) != WALK_QUIET)
        known_filter(w, s, is_own, NULL);
    else if (e->kind == EVENT_CALL)
        forget_given(w, s, &e->call);
}

static void note_assign(struct walk *w, struct walk_state *s, const struct event_assign *a,
                        bool unknown)
{
    const struct value *v = function_value(w->fn, a->from);
    struct forgetting f = {.w = w, .path = a->to};
    const struct quantity *result = s->result ? result_of(w, s->result - 1) : NULL;
    if (result && result->kind == QUANTITY_PATH && result->id == a->to.i &&
        !(v->kind == VALUE_RESULT && v->event.i == s->result - 1))
        s->result = 0; /* something else is there now */
    store(w, s, a->to, a->from, unknown);
    if (s->known)
        known_filter(w, s, survives_store, &f);
}

/* False: the path ends. */
static bool pass_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    const struct event *e = &w->fn->events.at[event];
    bool calls = e->kind == EVENT_CALL || e->kind == EVENT_MACRO || e->kind == EVENT_CLEANUP;
    if (w->of.runs && !w->of.runs[event]) {
        if (w->client->doomed)
            w->client->doomed(w, s);
        return false;
    }
    if (calls)
        note_call(w, s, event);
    enum walk_step step = w->client->event(w, s, event);
    if (step == WALK_END)
        return false;
    if (e->kind == EVENT_ASSIGN)
        note_assign(w, s, &e->assign, step == WALK_FORGET);
    return e->kind != EVENT_CALL || effect_of(w, event) != WALK_STOPS;
}

/* ---- conditions ---- */

/* Where Q is as C says with OP. False: it never is. */
static bool narrow(struct walk *w, struct walk_state *s, const struct quantity *q,
                   const struct comparison *c, enum cond_op op)
{
    if (!q)
        return true;
    if (!where(w, q, known_get(w, s->known, q), c, op, w->sets[0]))
        return false;
    known_set(w, s, q, w->sets[0]);
    return true;
}

/* Can edge E (0: the condition holds) of a branch be taken? Then S knows what that says. */
static bool take_branch(struct walk *w, struct walk_state *s, const struct cond *c, uint32_t e)
{
    if (c->kind == COND_CONSTANT)
        return c->constant == (e == 0);
    struct comparison asked = {.op = OP_NE, .constant = true};
    const struct quantity *q = quantities_flag(&w->quantities, c);
    if (!q && comparison_of_cond(w->fn, c, &asked))
        q = quantities_of(&w->quantities, function_value(w->fn, asked.value));
    return narrow(w, s, q, &asked, e == 0 ? asked.op : numbers_opposite(asked.op));
}

/* The same for an edge of a switch. What is left for the default is no case's. */
static bool take_case(struct walk *w, struct walk_state *s, const struct block *b,
                      const struct edge *edge)
{
    const struct quantity *q =
        b->cond.value.i == FACTS_NONE
            ? NULL
            : quantities_of(&w->quantities, function_value(w->fn, b->cond.value));
    struct comparison low = {.number = edge->low, .constant = true},
                      high = {.number = edge->high, .constant = true};
    if (!edge->is_default)
        return !edge->known || (narrow(w, s, q, &low, OP_GE) && narrow(w, s, q, &high, OP_LE));
    for (uint32_t e = 0; q && e < b->edge_len; e++) {
        const struct edge *taken = &w->fn->edges.at[b->first_edge + e];
        if (taken->is_default || !taken->known)
            continue;
        low.number = taken->low;
        high.number = taken->high;
        const uint64_t *now = known_get(w, s->known, q);
        bool below = where(w, q, now, &low, OP_LT, w->sets[0]),
             above = where(w, q, now, &high, OP_GT, w->sets[3]);
        if (!below && !above)
            return false;
        numbers_add(q->numbers, w->sets[0], w->sets[3]);
        known_set(w, s, q, w->sets[0]);
    }
    return true;
}

enum walk_branch walk_decide(const struct walk *w, const struct cond *c, uint8_t signs)
{
    struct comparison asked;
    if (!comparison_of_cond(w->fn, c, &asked) || !asked.constant)
        return WALK_BRANCH_UNKNOWN;
    int64_t number = asked.number;
    const int64_t named[] = {number < 0 ? number : 0, number < 0 ? 0 : number};
    uint64_t room[NUMBERS_ROOM(COUNT(named))] = {0}, yes, no, all;
    struct numbers n;
    numbers_init(&n, named, number ? 2 : 1, room);
    numbers_of_signs(&n, signs, &all);
    numbers_where(&n, asked.op, number, &yes);
    numbers_where(&n, numbers_opposite(asked.op), number, &no);
    return !(yes & all) ? WALK_BRANCH_FALSE : !(no & all) ? WALK_BRANCH_TRUE : WALK_BRANCH_UNKNOWN;
}

/* ---- the walk ---- */

struct walk_seen {
    struct walk_state state;
    UT_hash_handle hh;
};

static bool seen_before(struct walk *w, const struct walk_state *s)
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

void walk_fork(struct walk *w, struct walk_state s)
{
    if (w->counts[s.block] >= WALK_STATES) {
        if (!w->gave_up && w->of.gave_up)
            w->of.gave_up(w->of.context);
        w->gave_up = true;
        known_filter(w, &s, is_nothing, NULL);
        s.result = 0;
    }
    bool may_meet = s.position || w->joins[s.block];
    if ((may_meet && seen_before(w, &s)) || w->counts[s.block] >= 2 * WALK_STATES)
        return;
    w->counts[s.block]++;
    vec_push(w->walk_arena, &w->work, s);
}

/* Only static variables have kept their values. */
static void resume(struct walk *w, struct walk_state s)
{
    known_filter(w, &s, outlives_return, NULL);
    s.block = w->resumes[s.block] - 1;
    s.position = s.result = 0;
    walk_fork(w, s);
}

/* What nothing asks for any more makes no difference between states. */
static void enter_block(struct walk *w, struct walk_state *s, uint32_t block)
{
    const struct forgetting f = {.w = w, .block = block};
    s->block = block;
    s->position = 0;
    if (s->known)
        known_filter(w, s, is_live, &f);
    if (s->known && w->rounds[block])
        known_filter(w, s, is_own, NULL);
    const struct quantity *q = s->result ? result_of(w, s->result - 1) : NULL;
    if (!q || !is_live(q, &f))
        s->result = 0;
}

static void follow_edges(struct walk *w, struct walk_state s)
{
    const struct block *k = &w->fn->blocks.at[s.block];
    enum walk_branch told = WALK_BRANCH_UNKNOWN;
    if (k->term == TERM_RETURN && w->client->leave)
        w->client->leave(w, &s);
    if (k->term == TERM_RETURN && w->resumes && w->resumes[s.block])
        resume(w, s);
    if (k->term == TERM_BRANCH && w->client->branch)
        told = w->client->branch(w, &s, &k->cond);
    for (uint32_t e = 0; e < k->edge_len && told != WALK_BRANCH_END; e++) {
        const struct edge *edge = &w->fn->edges.at[k->first_edge + e];
        struct walk_state next = s;
        bool taken = told != WALK_BRANCH_UNKNOWN ? (told == WALK_BRANCH_TRUE) == (e == 0)
                     : k->term == TERM_BRANCH    ? take_branch(w, &next, &k->cond, e)
                     : k->term == TERM_SWITCH    ? take_case(w, &next, k, edge)
                                                 : true;
        if (!taken)
            continue;
        enter_block(w, &next, edge->to.i);
        walk_fork(w, next);
    }
}

/* Along one block, from S on. */
static void walk_block(struct walk *w, struct walk_state s)
{
    const struct block *k = &w->fn->blocks.at[s.block];
    while (s.position < k->events.len)
        if (!pass_event(w, &s, k->events.at[s.position++].i))
            return;
    follow_edges(w, s);
}

void walk_run(struct walk *w, const struct walk_client *client, const struct walk_state *starts,
              uint32_t len)
{
    w->client = client;
    w->walk_arena = arena_new();
    memset(w->counts, 0, w->fn->blocks.len * sizeof *w->counts);
    for (uint32_t i = 0; i < len; i++)
        walk_fork(w, starts[i]);
    while (w->work.len)
        walk_block(w, w->work.at[--w->work.len]);
    HASH_CLEAR(hh, w->seen);
    memset(&w->work, 0, sizeof w->work);
    arena_free(w->walk_arena);
}

uint32_t walk_return_of(const struct walk *w, uint32_t block)
{
    const struct block *k = &w->fn->blocks.at[block];
    for (uint32_t i = k->events.len; i-- > 0;)
        if (w->fn->events.at[k->events.at[i].i].kind == EVENT_RETURN)
            return k->events.at[i].i;
    return FACTS_NONE;
}

/* ---- how events are reached ---- */

struct arriving {
    const bool *wanted;
    const struct walk_keeper *keep;
    walk_states *at;
};

static enum walk_step arrive(struct walk *w, struct walk_state *s, uint32_t event)
{
    const struct arriving *a = w->client->context;
    const struct event *e = &w->fn->events.at[event];
    if (a->keep)
        a->keep->event(a->keep->context, s, event);
    if (!a->wanted[event])
        return WALK_ON;
    struct walk_state here = *s;
    if (e->kind == EVENT_ASSIGN)
        note_assign(w, &here, &e->assign, false);
    for (uint32_t i = 0; i < a->at[event].len; i++)
        if (!memcmp(&a->at[event].at[i], &here, sizeof here))
            return WALK_ON;
    vec_push(w->arena, &a->at[event], here);
    return WALK_ON;
}

const walk_states *walk_arrivals(struct walk *w, const bool *wanted, const struct walk_keeper *keep)
{
    struct arriving a = {.wanted = wanted, .keep = keep};
    const struct walk_client client = {.event = arrive, .context = &a};
    const struct walk_state entry = walk_entry(w);
    a.at = arena_new_array(w->arena, walk_states, w->fn->events.len + 1);
    walk_run(w, &client, &entry, 1);
    return a.at;
}
