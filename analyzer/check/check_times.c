/* NS404: a length of time, or a point that another clock tells, where a call wants a point in time;
 * and a point where it wants a length.
 *
 * What is handed over is what effects/times knows of it. Where parameters decide, the program's
 * callers are asked: if none of them gives what is wanted, the function itself is wrong; if some
 * do, those are that do not.
 */
#include "check/plain_finding.h"
#include "check/rule_use.h"
#include "effects/times.h"
#include "engine/quantities.h"
#include "link/back.h"

static const struct check_rule rules[] = {
    {"NS404", "relative-deadline", FAMILY_LOOPS, LEVEL_WARNING,
     "A length of time is given where a point in time is wanted"},
};

struct wanted {
    const struct rule_use *use;
    bool point; /* else a length */
};

struct asking {
    const struct check_input *in;
    struct findings *findings;
    struct times *times;
};

enum verdict { IS_RIGHT, IS_WRONG, IS_OPEN /* callers decide */ };

static bool is_accepted(const struct asking *a, const struct wanted *w, uint32_t number)
{
    struct str clock = times_clock(a->times, number);
    for (uint32_t i = 0; i < w->use->clocks.len; i++)
        if (str_eq(w->use->clocks.at[i], clock))
            return true;
    return !w->use->clocks.len;
}

/* What is not known counts as right. */
static enum verdict judge(const struct asking *a, const struct wanted *w, struct time_is is)
{
    uint32_t accepted = 0;
    for (uint32_t k = 0; k < 32; k++)
        if ((is.clocks >> k & 1) && is_accepted(a, w, k))
            accepted |= 1U << k;
    if (is.bits & TIME_UNKNOWN)
        return IS_RIGHT;
    if (!w->point)
        return params_any(&is.params)                              ? IS_OPEN
               : is.clocks && !(is.bits & ~(uint32_t)TIME_SPECIAL) ? IS_WRONG
                                                                   : IS_RIGHT;
    if (accepted)
        return IS_RIGHT;
    return params_any(&is.params)                 ? IS_OPEN
           : (is.bits & TIME_LENGTH) || is.clocks ? IS_WRONG
                                                  : IS_RIGHT;
}

/* "a length of time", "a point in time of the clock realtime" */
static const char *what_is(const struct asking *a, struct time_is is)
{
    for (uint32_t k = 0; k < 32; k++)
        if (is.clocks >> k & 1)
            return arena_printf(a->findings->arena, "a point in time by the clock '%s'",
                                program_text(a->in->program, times_clock(a->times, k)));
    return "a length of time";
}

/* Of a struct the seconds; where they are 0, or never set, what is in the fraction. */
static struct time_is time_of(const struct asking *a, const struct wanted *w, struct node_id n,
                              struct value_id value)
{
    struct time_is is = times_of(a->times, n, value, w->use->member), rest;
    if (!w->use->fraction.i || (is.bits & ~(uint32_t)TIME_SPECIAL) || is.clocks ||
        params_any(&is.params))
        return is;
    rest = times_of(a->times, n, value, w->use->fraction);
    return rest.bits == TIME_LENGTH && !rest.clocks && !params_any(&rest.params) ? rest : is;
}

static void report(const struct asking *a, const struct wanted *w, struct node_id n, uint32_t event,
                   struct time_is is, const struct call_edge *from)
{
    const struct check_input *in = a->in;
    struct arena *arena = a->findings->arena;
    struct loc loc = body_event_loc(program_get(in->program, n)->body, event);
    const char *callee = calls_text_at(in->program, n, event);
    struct finding f = plain_finding(in, a->findings, &rules[0], n, loc, callee);
    f.certainty = CERTAINTY_ALWAYS;
    f.message = arena_printf(arena, "'%s' is given %s, and wants %s", callee, what_is(a, is),
                             !w->point ? "a length of time"
                             : w->use->clocks.len
                                 ? arena_printf(arena, "a point in time by the clock '%s'",
                                                program_text(in->program, w->use->clocks.at[0]))
                                 : "a point in time");
    f.advice = w->point ? "add it to the time that it is now" : "give it the difference to now";
    plain_add_given(in, a->findings, &f, n, callee,
                    from ? from->from : (struct node_id){FACTS_NONE}, from ? from->event : 0);
}

/* ---- callers ---- */

struct giver { /* a call that hands over what is wrong */
    const struct call_edge *edge;
    struct time_is is;
};

struct givers {
    VEC(struct giver) wrong;
    bool right;  /* some caller gives what is wanted */
    bool *asked; /* by node */
};

/* What the call of an edge gives as parameter PARAM. */
static struct time_is given_as(const struct asking *a, const struct wanted *w,
                               const struct call_edge *e, uint32_t param)
{
    const struct function *fn = program_get(a->in->program, e->from)->body;
    const struct event_call *c = &fn->events.at[e->event].call;
    struct value_id value = fn->args.at[c->first_arg + param];
    struct str member = times_member_given(a->times, e->to, param, w->use->member);
    return member.i == w->use->member.i ? time_of(a, w, e->from, value)
                                        : times_of(a->times, e->from, value, member);
}

static void ask_callers(const struct asking *a, const struct wanted *w, struct node_id n,
                        struct time_is is, struct givers *g);

static void judge_given(const struct asking *a, const struct wanted *w, const struct call_edge *e,
                        struct time_is is, struct givers *g)
{
    switch (judge(a, w, is)) {
    case IS_RIGHT: /* 0 and -1 say nothing of what the parameter is */
        g->right |= is.bits != TIME_SPECIAL || is.clocks;
        break;
    case IS_WRONG:
        vec_push(a->in->scratch, &g->wrong, (struct giver){e, is});
        break;
    case IS_OPEN:
        ask_callers(a, w, e->from, is, g);
        break;
    }
}

/* Each parameter by itself is what is wanted, or not; of a sum all together. */
static void ask_caller(const struct asking *a, const struct wanted *w, const struct call_edge *e,
                       struct time_is is, struct givers *g)
{
    const struct event *event = &program_get(a->in->program, e->from)->body->events.at[e->event];
    struct time_is sum = {0};
    for (uint32_t k = 0; event->kind == EVENT_CALL && k < event->call.arg_len && k < PARAMS_MAX;
         k++) {
        struct time_is one = params_has(&is.params, k) ? given_as(a, w, e, k) : sum;
        if (params_has(&is.params, k) && !(is.bits & TIME_SUM))
            judge_given(a, w, e, one, g);
        sum = (struct time_is){sum.bits | one.bits, sum.clocks | one.clocks,
                               params_both(sum.params, one.params)};
    }
    if (is.bits & TIME_SUM && (sum.bits || sum.clocks || params_any(&sum.params)))
        judge_given(a, w, e, sum, g);
}

static void ask_callers(const struct asking *a, const struct wanted *w, struct node_id n,
                        struct time_is is, struct givers *g)
{
    struct call_edges edges = times_callers(a->times, n);
    if (g->asked[n.i])
        return;
    g->asked[n.i] = true;
    for (uint32_t i = 0; i < edges.len; i++)
        ask_caller(a, w, edges.at[i], is, g);
}

static void judge_callers(const struct asking *a, const struct wanted *w, struct node_id n,
                          uint32_t event, struct time_is is)
{
    struct givers g = {.asked =
                           arena_new_array(a->in->scratch, bool, a->in->program->nodes.len + 1)};
    ask_callers(a, w, n, is, &g);
    if (w->point && (is.bits & TIME_SMALL) && !times_callers(a->times, n).len)
        report(a, w, n, event, (struct time_is){.bits = TIME_LENGTH}, NULL);
    if (!g.right && g.wrong.len)
        report(a, w, n, event, g.wrong.at[0].is, g.wrong.at[0].edge);
    for (uint32_t i = 0; g.right && i < g.wrong.len; i++)
        report(a, w, g.wrong.at[i].edge->from, g.wrong.at[i].edge->event, g.wrong.at[i].is, NULL);
}

/* ---- the calls ---- */

/* A search for what was last stored in a variable, on each way to a call. */
struct search {
    const struct asking *a;
    struct node_id node;
    const struct function *fn;
    struct path_id path;
    VEC(struct value_id) last;
};

/* Does the call get the address of what PATH is in, so that it may put something else there? */
static bool is_given(const struct function *fn, const struct event *e, struct path_id path)
{
    for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++) {
        const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + k]);
        if (v->kind == VALUE_ADDRESS && quantities_inside(fn, path, v->path))
            return true;
    }
    return false;
}

static enum back look_for_store(void *context, struct place_in end)
{
    struct search *s = context;
    const struct block *k = &s->fn->blocks.at[end.block];
    for (uint32_t i = end.position < k->events.len ? end.position : k->events.len; i-- > 0;) {
        const struct event *e = &s->fn->events.at[k->events.at[i].i];
        if (is_given(s->fn, e, s->path))
            return BACK_FOUND;
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != s->path.i)
            continue;
        if (body_is_live(s->a->in->contexts->bodies, s->node, k->events.at[i].i))
            vec_push(s->a->in->scratch, &s->last, e->assign.from);
        return BACK_FOUND;
    }
    return BACK_ON;
}

/* Is one of what VALUE may be wrong in itself: one of two in a conditional expression, what a
 * branch has stored? */
static bool may_be_wrong(const struct asking *a, const struct wanted *w, struct node_id n,
                         uint32_t event, struct value_id value, struct time_is *ret_is)
{
    const struct bodies *bodies = a->in->contexts->bodies;
    const struct function *fn = program_get(a->in->program, n)->body;
    const struct value *v = function_value(fn, value);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        if (may_be_wrong(a, w, n, event, fn->choices.at[v->first_choice + i], ret_is))
            return true;
    struct search s = {.a = a, .node = n, .fn = fn, .path = v->path};
    struct place_in at;
    bool start;
    if (v->kind == VALUE_PATH && function_path(fn, v->path)->root_kind == ROOT_LOCAL &&
        back_place(bodies, n, event, &at))
        (void)back_search(bodies, n, at, look_for_store, &s, &start);
    for (uint32_t i = 0; i < s.last.len; i++) {
        enum value_kind kind = function_value(fn, s.last.at[i])->kind;
        if ((kind == VALUE_INT || kind == VALUE_CHOICE) &&
            may_be_wrong(a, w, n, event, s.last.at[i], ret_is))
            return true;
    }
    *ret_is = time_of(a, w, n, value);
    return v->kind != VALUE_PATH && judge(a, w, *ret_is) == IS_WRONG;
}

static void check_argument(const struct asking *a, const struct wanted *w, struct node_id n,
                           uint32_t event, struct value_id value)
{
    struct time_is is = time_of(a, w, n, value), part;
    enum verdict v = judge(a, w, is);
    if (v == IS_OPEN)
        judge_callers(a, w, n, event, is);
    else if (v == IS_WRONG)
        report(a, w, n, event, is, NULL);
    else if (w->point && may_be_wrong(a, w, n, event, value, &part))
        report(a, w, n, event, part, NULL);
}

static void check_uses(const struct asking *a, const struct call *call,
                       const struct rule_use *const *list, uint32_t len, bool point)
{
    const struct function *fn = program_get(a->in->program, call->node)->body;
    const struct event_call *c = &fn->events.at[call->event].call;
    const struct rule_use *u = rule_use_of(a->in, call, list, len);
    for (uint32_t i = 0; u && i < u->args.len; i++) {
        uint32_t k = arg_index(u->args.at[i], c->arg_len);
        struct wanted w = {u, point};
        if (k != FACTS_NONE)
            check_argument(a, &w, call->node, call->event, fn->args.at[c->first_arg + k]);
    }
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    struct asking a = {in, ret_findings, NULL};
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        const call_vec *rows = &in->contexts->calls->at[i];
        for (uint32_t k = 0; k < rows->len; k++) {
            const struct call *call = &rows->at[k];
            const struct name_roles *r = call->roles;
            if (!r || !(r->points_in_time.len | r->durations.len) ||
                !body_is_live(in->contexts->bodies, call->node, call->event))
                continue;
            if (!a.times)
                a.times = times_new(in->contexts, in->values);
            check_uses(&a, call, r->points_in_time.at, r->points_in_time.len, true);
            check_uses(&a, call, r->durations.at, r->durations.len, false);
            arena_reset(in->scratch);
        }
    }
    times_free(a.times);
}

const struct check check_times = {
    .name = "times", .rules = rules, .rule_count = COUNT(rules), .run = run};
