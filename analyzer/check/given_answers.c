#include "check/given_answers.h"

#include "check/completion_callbacks.h"
#include "effects/bodywalk.h"
#include "link/back.h"

#include <string.h>

const struct value *given_answers_same(const struct check_input *in,
                                       const struct rule_completion *rule, struct node_id n,
                                       const struct value *v)
{
    const struct function *fn = program_get(in->program, n)->body;
    while (v->kind == VALUE_RESULT && fn->events.at[v->event.i].kind == EVENT_CALL) {
        const struct event_call *c = &fn->events.at[v->event.i].call;
        struct str name = calls_get(in->contexts->calls, n, v->event.i)->name;
        if (!c->arg_len || !roles_named(in->program, &rule->same, name))
            break;
        v = function_value(fn, fn->args.at[c->first_arg]);
    }
    return v;
}

/* ---- objects that several get ---- */

struct sharing {
    const struct check_input *in;
    const struct rule_completion *rule;
    bool *shared;
};

/* Does the call leave the object as it is, or end it, so that nobody else has it then? */
static bool leaves_it(const struct sharing *s, const struct call *call)
{
    const struct rule_completion *r = s->rule;
    const name_vec *leave[] = {&r->made, &r->done, &r->done_where, &r->keeps, &r->same, &r->tells};
    bool leaves = false;
    for (uint32_t i = 0; i < COUNT(leave); i++)
        leaves |= roles_named(s->in->program, leave[i], call->name);
    return leaves;
}

/* Is the path a variable of the record's type? */
static bool is_variable_of(const struct sharing *s, struct node_id n, const struct path *path)
{
    const struct node *node = program_get(s->in->program, n);
    bool local = path->root_kind == ROOT_LOCAL;
    bool param = path->root_kind == ROOT_PARAM && path->root < node->entity->params.len;
    return !path->step_len && (local || param) &&
           program_points_to(s->in->program,
                             local ? node->body->locals.at[path->root].type
                                   : node->entity->params.at[path->root].type,
                             s->rule->record);
}

/* The variable of the record's type that the call hands to whom it calls, behind calls that only
 * take another reference; FACTS_NONE: none, or it leaves the object as it is. */
static struct path_id handed_over(const struct sharing *s, const struct call *call)
{
    const struct function *fn = program_get(s->in->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    if (e->kind != EVENT_CALL || leaves_it(s, call) ||
        !body_is_live(s->in->contexts->bodies, call->node, call->event))
        return (struct path_id){FACTS_NONE};
    for (uint32_t i = 0; i < e->call.arg_len; i++) {
        const struct value *v = given_answers_same(
            s->in, s->rule, call->node, function_value(fn, fn->args.at[e->call.first_arg + i]));
        if (v->kind == VALUE_PATH && is_variable_of(s, call->node, function_path(fn, v->path)))
            return v->path;
    }
    return (struct path_id){FACTS_NONE};
}

struct finding_before {
    const struct bodies *bodies;
    struct node_id n;
    struct path_id object;
    struct place_in from;
    bool found;
};

static enum back look_before(void *context, struct place_in end)
{
    struct finding_before *x = context;
    uint32_t store = back_last(x->bodies, x->n, &x->bodies->at[x->n.i].assigns, x->object, end);
    struct place_in at = {end.block, 0};
    if (store != FACTS_NONE)
        back_place(x->bodies, x->n, store, &at);
    x->found |= x->from.block == end.block && x->from.position >= at.position &&
                x->from.position < end.position;
    return store == FACTS_NONE && !x->found ? BACK_ON : BACK_FOUND;
}

/* Can event TO run after event FROM while the variable OBJECT holds what it held there? A round of
 * a loop that makes another object has that. */
static bool can_follow(const struct sharing *s, struct node_id n, struct path_id object,
                       uint32_t from, uint32_t to)
{
    struct finding_before x = {s->in->contexts->bodies, n, object, {0}, false};
    struct place_in at;
    bool start;
    if (back_place(x.bodies, n, from, &x.from) && back_place(x.bodies, n, to, &at))
        (void)back_search(x.bodies, n, at, look_before, &x, &start);
    return x.found;
}

/* Note the callbacks that function N gives an object which it gives to others as well. */
static void share(const struct sharing *s, struct node_id n)
{
    const call_vec *rows = &s->in->contexts->calls->at[n.i];
    VEC(const struct call *) before = {0};
    VEC(struct path_id) objects = {0};
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct call *call = &rows->at[i];
        struct path_id object = handed_over(s, call);
        if (object.i == FACTS_NONE || !completion_functions(s->in, call, NULL))
            continue;
        for (uint32_t k = 0; k < before.len; k++)
            if (objects.at[k].i == object.i &&
                (can_follow(s, n, object, before.at[k]->event, call->event) ||
                 can_follow(s, n, object, call->event, before.at[k]->event))) {
                completion_functions(s->in, before.at[k], s->shared);
                completion_functions(s->in, call, s->shared);
            }
        vec_push(s->in->scratch, &before, call);
        vec_push(s->in->scratch, &objects, object);
    }
}

static const bool *find_shared(const struct check_input *in, const struct rule_completion *rule)
{
    const struct program *p = in->program;
    struct sharing s = {in, rule, arena_new_array(in->scratch, bool, p->nodes.len + 1)};
    for (uint32_t i = 0; i < p->nodes.len && !rule->called; i++)
        if (p->nodes.at[i].body)
            share(&s, (struct node_id){i});
    return s.shared;
}

/* ---- interface ---- */

struct given_answers given_answers_find(const struct check_input *in,
                                        const struct rule_completion *rule)
{
    /* what is handed on to a function, as to that of g_task_run_in_thread, is its to complete */
    return (struct given_answers){.handed = completion_given(in, &rule->hand_on),
                                  .given = completion_given(in, &rule->given),
                                  .done = completion_given(in, &rule->given_done),
                                  .again = completion_given(in, &rule->again),
                                  .again_true = completion_given(in, &rule->again_true),
                                  .shared = find_shared(in, rule)};
}

bool given_answers_others(const struct given_answers *g, struct node_id n, uint8_t signs)
{
    return g->again[n.i] || g->shared[n.i] || (g->again_true[n.i] && !(signs & SIGN_ZERO));
}
