/* NS307: the callback of an asynchronous operation that never looks at what became of it.
 *
 * A parameter tells, a member of what it points to, or a function that it is handed to. A look is
 * any mention of it, also a cast to void, in the callback or in what it calls. A function that
 * tells is not listened to where its result is ignored, and the error that it may leave in a
 * variable, its last argument, is only freed.
 */
#include "check/plain_finding.h"
#include "check/rule_use.h"
#include "contexts/context.h"

static const struct check_rule rules[] = {
    {"NS307", "result-unchecked", FAMILY_TASKS, LEVEL_OFF,
     "The callback of an operation does not look at its result"},
};

struct looking {
    const struct check_input *in;
    const struct rule_use *use;
    bool *seen; /* by node */
};

static bool names_param(const struct function *fn, uint32_t param)
{
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == ROOT_PARAM && fn->paths.at[i].root == param)
            return true;
    return false;
}

static bool names_member(const struct facts *f, const struct function *fn, struct str member)
{
    for (uint32_t i = 0; i < fn->steps.len; i++)
        if (fn->steps.at[i].kind == STEP_FIELD &&
            str_eq(facts_entity(f, fn->steps.at[i].field)->name, member))
            return true;
    return false;
}

static bool is_finish(const struct looking *l, const struct call *call)
{
    return roles_named(l->in->program, &l->use->finish, call->name);
}

static bool is_param(const struct function *fn, const struct value *v, uint32_t param)
{
    return v->kind == VALUE_PATH && function_path(fn, v->path)->root_kind == ROOT_PARAM &&
           function_path(fn, v->path)->root == param;
}

/* Is the parameter kept, for others to look at: as it is, or what a call makes of it that gets
 * nothing else, a new reference? */
static bool keeps_param(const struct function *fn, uint32_t param)
{
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct value *v = e->kind == EVENT_ASSIGN ? function_value(fn, e->assign.from) : NULL;
        if (v && is_param(fn, v, param))
            return true;
        const struct event *made = v && v->kind == VALUE_RESULT ? &fn->events.at[v->event.i] : NULL;
        if (made && made->kind == EVENT_CALL && made->call.arg_len == 1 &&
            function_path(fn, e->assign.to)->step_len &&
            is_param(fn, function_value(fn, fn->args.at[made->call.first_arg]), param))
            return true;
    }
    return false;
}

/* Is the value only given to a call that gets nothing else, and gives nothing: to be freed? */
static bool is_only_freed(const struct function *fn, uint32_t value)
{
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_CALL && e->call.arg_len == 1 && e->call.use == USE_IGNORED &&
            fn->args.at[e->call.first_arg].i == value)
            return true;
    }
    return false;
}

/* Is the local variable whose address is VALUE looked at elsewhere? */
static bool is_mentioned(const struct function *fn, uint32_t value)
{
    struct str name = function_path(fn, fn->values.at[value].path)->text;
    for (uint32_t i = 0; i < fn->values.len; i++) {
        const struct value *v = &fn->values.at[i];
        bool mentions = false;
        for (uint32_t k = 0; k < v->name_len; k++)
            mentions |= str_eq(fn->names.at[v->first_name + k].name, name);
        if (mentions && i != value && !is_only_freed(fn, i))
            return true;
    }
    return false;
}

static bool is_ignored(const struct function *fn, const struct event_call *c)
{
    if (c->use != USE_IGNORED || !c->arg_len)
        return false;
    struct value_id last = fn->args.at[c->first_arg + c->arg_len - 1];
    const struct value *v = function_value(fn, last);
    return v->kind == VALUE_ADDRESS && function_path(fn, v->path)->root_kind == ROOT_LOCAL &&
           !function_path(fn, v->path)->step_len && !is_mentioned(fn, last.i);
}

/* The member, or the function that tells, in N or in what it calls. */
static bool looks(const struct looking *l, struct node_id n)
{
    const struct node *node = program_get(l->in->program, n);
    const call_vec *rows = &l->in->contexts->calls->at[n.i];
    if (!node->body || l->seen[n.i])
        return false;
    l->seen[n.i] = true;
    if (l->use->member.i && names_member(node->facts, node->body, l->use->member))
        return true;
    for (uint32_t i = 0; i < rows->len; i++) {
        if (is_finish(l, &rows->at[i]) &&
            !is_ignored(node->body, &node->body->events.at[rows->at[i].event].call))
            return true;
        for (uint32_t k = 0; k < rows->at[i].callees.len; k++)
            if (looks(l, rows->at[i].callees.at[k]))
                return true;
    }
    return false;
}

static bool is_looked_at(const struct check_input *in, const struct rule_use *u, struct node_id n)
{
    const struct function *fn = program_get(in->program, n)->body;
    struct looking l = {in, u, arena_new_array(in->scratch, bool, in->program->nodes.len + 1)};
    if (!u->member.i && !u->finish.len)
        return names_param(fn, (uint32_t)u->param);
    return looks(&l, n) || keeps_param(fn, (uint32_t)u->param);
}

/* Has the callback the parameter that tells, of the type that it has to be of? Else the call is one
 * of another library, which has the name by chance. */
static bool is_told_so(const struct check_input *in, const struct rule_use *u, struct node_id n)
{
    const struct entity *entity = program_get(in->program, n)->entity;
    return !u->param_type.i ||
           ((uint32_t)u->param < entity->params.len &&
            program_points_to(in->program, entity->params.at[u->param].type, u->param_type));
}

static void report(const struct check_input *in, struct findings *f, const struct call *call,
                   const struct rule_use *u, struct node_id n, struct loc registered)
{
    const struct node *node = program_get(in->program, n);
    const char *name = program_text(in->program, node->name);
    const char *callee = calls_text(in->contexts->calls, call);
    struct finding finding = plain_finding(in, f, &rules[0], n, node->body->loc, name);
    finding.certainty = CERTAINTY_ALWAYS;
    finding.message = arena_printf(
        f->arena, "'%s' never looks at what became of the operation that '%s' has started", name,
        callee);
    finding.advice = u->finish.len ? "call the function that gives the result" : "test it first";
    plain_step(in, f, &finding, PATH_STEP_LEAF, n, node->body->loc,
               arena_printf(f->arena, "'%s' is the callback", name));
    plain_note(f, &finding, registered,
               arena_printf(f->arena, "'%s' is passed to '%s' here", name, callee));
    plain_add(in, f, &finding);
}

static void check_call(const struct check_input *in, struct findings *f, const struct call *call,
                       bool *told)
{
    const struct function *fn = program_get(in->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    const struct rule_use *u =
        rule_use_of(in, call, call->roles->outcomes.at, call->roles->outcomes.len);
    uint32_t arg = u ? arg_index(u->args.at[0], e->call.arg_len) : FACTS_NONE;
    source_vec sources = {0};
    if (arg == FACTS_NONE)
        return;
    flow_value(in->contexts->flow, in->scratch, call->node, fn->args.at[e->call.first_arg + arg],
               call->event, &sources);
    for (uint32_t i = 0; i < sources.len; i++) {
        struct node_id n = sources.at[i]->function;
        if (!program_get(in->program, n)->body || told[n.i] || !is_told_so(in, u, n) ||
            is_looked_at(in, u, n))
            continue;
        told[n.i] = true;
        report(in, f, call, u, n, e->loc);
    }
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    struct arena *arena = arena_new();
    bool *told = arena_new_array(arena, bool, in->program->nodes.len + 1);
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        const call_vec *rows = &in->contexts->calls->at[i];
        for (uint32_t k = 0; k < rows->len; k++)
            if (rows->at[k].roles && rows->at[k].roles->outcomes.len &&
                in->program->nodes.at[i].body->events.at[rows->at[k].event].kind == EVENT_CALL &&
                body_is_live(in->contexts->bodies, rows->at[k].node, rows->at[k].event))
                check_call(in, ret_findings, &rows->at[k], told);
        arena_reset(in->scratch);
    }
    arena_free(arena);
}

const struct check check_outcomes = {
    .name = "outcomes", .rules = rules, .rule_count = COUNT(rules), .run = run};
