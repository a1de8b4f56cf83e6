#include "contexts/waits.h"

#include <string.h>

static const struct wait no_wait;

enum { BITS = 32 };

/* The parameter that is the descriptor of an entry; FACTS_NONE: it is none, or one that no bit is
 * left for. */
static uint32_t entry_param(const struct wait_entry *e)
{
    bool param = e->path && e->path->root_kind == ROOT_PARAM && !e->path->step_len;
    return param && e->path->root < BITS ? e->path->root : FACTS_NONE;
}

/* The wait for SET, which the callers' part GIVEN of it, and one more if there is an OTHER, are
 * beside. */
static struct wait decide(const struct wait_call *w, struct wait_set set, struct wait_given given,
                          bool other)
{
    struct wait wait = {.rule = w->rule, .set = set};
    uint32_t own = other, len = set.entries.len + other;
    if (!set.known)
        return wait;
    if (given.array == FACTS_NONE && (len <= 1 || (!other && wait_set_is_children(w, &set))))
        return no_wait;
    for (uint32_t i = 0; i < set.entries.len; i++) {
        uint32_t param = entry_param(&set.entries.at[i]);
        if (param == FACTS_NONE)
            own++;
        else
            given.descriptors |= 1U << param;
    }
    wait.set.known = given.array == FACTS_NONE;
    given.other = own;
    given.some = own <= 1 && (given.array != FACTS_NONE || given.descriptors);
    wait.given = given;
    return wait;
}

static struct value_id arg_at(const struct wait_call *w, uint32_t arg)
{
    const struct event_call *c = &w->fn->events.at[w->call->event].call;
    return arg < c->arg_len ? w->fn->args.at[c->first_arg + arg] : (struct value_id){FACTS_NONE};
}

/* The parameter that the argument is, also one that is written as an array; FACTS_NONE: none. */
static uint32_t param_at(const struct wait_call *w, uint32_t arg)
{
    struct value_id id = arg_at(w, arg);
    if (id.i == FACTS_NONE)
        return FACTS_NONE;
    const struct value *v = function_value(w->fn, id);
    const struct path *p = v->kind == VALUE_ADDRESS ? function_path(w->fn, v->path) : NULL;
    const struct entity *self = program_get(w->b->program, w->call->node)->entity;
    if (p && p->root_kind == ROOT_PARAM && !p->step_len && p->root < self->params.len &&
        self->params.at[p->root].shape.kind == SHAPE_ARRAY)
        return p->root;
    return body_param(w->b, w->call->node, id);
}

/* Fills in what argument ARRAY, of as many entries as argument NUMBER says, adds to SET. */
static void read_array(const struct wait_call *w, uint32_t array, uint32_t number,
                       struct wait_set *ret_set, struct wait_given *ret_given)
{
    ret_given->array = param_at(w, array);
    ret_given->number = param_at(w, number);
    if (ret_given->array == FACTS_NONE)
        *ret_set = wait_set_written(w, array, number);
    else
        ret_set->known = true;
}

/* Rules on libc give way to a body of the program's own under that name. */
static bool rule_counts(const struct bodies *b, const struct rule_wait *w, const struct call *call)
{
    bool built_in_api = !strncmp(w->origin.file, "rules/blocking/", 15);
    return !built_in_api || call->callee.i == FACTS_NONE ||
           !program_get(b->program, call->callee)->body;
}

static struct wait wait_by_rule(const struct aval_context *values, struct arena *scratch,
                                const struct call *call, const struct rule_wait *rule)
{
    struct wait_call w = {values->bodies, scratch, call,
                          program_get(values->bodies->program, call->node)->body, rule};
    struct wait_given given = {.array = FACTS_NONE, .number = FACTS_NONE};
    struct wait_set set = {0};
    if (!rule->adds.i && !rule->member.i)
        return (struct wait){.rule = rule};
    uint32_t array = rule->member.i
                         ? arg_index(rule->entries, w.fn->events.at[call->event].call.arg_len)
                         : FACTS_NONE;
    if (array == FACTS_NONE)
        set = wait_set_written(&w, FACTS_NONE, FACTS_NONE);
    else
        read_array(&w, array, array + 1, &set, &given);
    return decide(&w, set, given, false);
}

struct wait wait_of_call(const struct aval_context *values, struct arena *scratch,
                         const struct call *call)
{
    struct aval args[AVAL_MAX_ARGS];
    if (!call->roles || !call->roles->waits_many.len)
        return no_wait;
    uint32_t len = aval_args(values, call->node, call->event, args);
    for (uint32_t i = 0; i < call->roles->waits_many.len; i++) {
        const struct rule_wait *rule = call->roles->waits_many.at[i];
        if (!rule_counts(values->bodies, rule, call) || !callee_arity_fits(&rule->callee, len) ||
            (rule->when.len && aval_any(values, &rule->when, args, len) != TRI_YES) ||
            (rule->unless.len && aval_any(values, &rule->unless, args, len) == TRI_YES))
            continue;
        struct wait wait = wait_by_rule(values, scratch, call, rule);
        if (wait.rule)
            return wait;
    }
    return no_wait;
}

/* Is the number of entries that the callee waits for none or one? */
static bool is_one(const struct wait_call *w, const struct wait_given *given)
{
    struct value_id number = arg_at(w, given->number);
    const struct value *v = number.i == FACTS_NONE
                                ? NULL
                                : function_value(w->fn, body_resolve(w->b, w->call->node, number));
    return v && v->kind == VALUE_INT && v->number <= 1;
}

struct wait wait_of_given(const struct aval_context *values, struct arena *scratch,
                          const struct call *call, const struct rule_wait *rule,
                          const struct wait_given *given)
{
    struct wait_call w = {values->bodies, scratch, call,
                          program_get(values->bodies->program, call->node)->body, rule};
    struct wait_given mine = {.array = FACTS_NONE, .number = FACTS_NONE};
    struct wait_set set = {.known = true};
    bool other = given->other;
    if (given->array != FACTS_NONE && is_one(&w, given))
        other = true;
    else if (given->array != FACTS_NONE)
        read_array(&w, given->array, given->number, &set, &mine);
    for (uint32_t k = 0; k < BITS; k++)
        if (given->descriptors & 1U << k && arg_at(&w, k).i != FACTS_NONE)
            wait_set_add(&w, &set, arg_at(&w, k));
    return decide(&w, set, mine, other);
}
