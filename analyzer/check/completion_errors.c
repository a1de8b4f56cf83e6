#include "check/completion_errors.h"

#include "effects/bodywalk.h"

static const struct function *body_of(const struct completion_error *x)
{
    return program_get(x->in->program, x->node)->body;
}

/* Is the result of the call asked whether it is true, or a pointer at all? Else it is a number, and
 * where the call fails that is less than zero. */
static bool is_truth(const struct completion_error *x, const struct event_call *c, uint32_t event)
{
    const struct function *fn = body_of(x);
    if (bodywalk_success(program_get(x->in->program, x->node)->facts, c) == SIGN_POSITIVE)
        return true;
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        const struct block *k = &fn->blocks.at[b];
        const struct value *v = k->term == TERM_BRANCH && k->cond.kind == COND_TRUTH
                                    ? function_value(fn, k->cond.value)
                                    : NULL;
        if (v && ((v->kind == VALUE_RESULT && v->event.i == event) ||
                  (v->kind == VALUE_PATH && c->use == USE_STORED && v->path.i == c->stored.i)))
            return true;
    }
    return false;
}

static bool is_error(const struct completion_error *x, uint32_t local)
{
    return x->record.i &&
           program_points_to(x->in->program, body_of(x)->locals.at[local].type, x->record);
}

/* The variable whose address is the last argument; FACTS_NONE: there is none. */
static struct path_id variable_of(const struct completion_error *x, const struct event_call *c)
{
    const struct function *fn = body_of(x);
    const struct value *last =
        c->arg_len ? function_value(fn, fn->args.at[c->first_arg + c->arg_len - 1]) : NULL;
    const struct path *to =
        last && last->kind == VALUE_ADDRESS ? function_path(fn, last->path) : NULL;
    return to && to->root_kind == ROOT_LOCAL && !to->step_len && is_error(x, to->root)
               ? last->path
               : (struct path_id){FACTS_NONE};
}

void completion_error_fork(const struct completion_error *x, struct walk *w, struct walk_state *s,
                           uint32_t event)
{
    const struct event_call *c = &body_of(x)->events.at[event].call;
    struct path_id variable = variable_of(x, c);
    if (variable.i == FACTS_NONE || c->use == USE_IGNORED || c->use == USE_VOID)
        return;
    bool truth = is_truth(x, c, event), only = variable.i == x->local.i;
    struct walk_state failed = *s;
    failed.flags |= only ? COMPLETION_ERROR_SET : 0;
    s->flags |= only ? COMPLETION_ERROR_NULL : 0;
    walk_set_path(w, &failed, variable, SIGN_POSITIVE);
    walk_set_result(w, &failed, event, truth ? SIGN_ZERO : SIGN_NEGATIVE);
    walk_fork(w, failed);
    walk_set_path(w, s, variable, SIGN_ZERO);
    walk_set_result(w, s, event, truth ? SIGN_POSITIVE : SIGN_POSITIVE | SIGN_ZERO);
}

void completion_error_keep(const struct completion_error *x, struct walk *w, struct walk_state *s,
                           uint32_t event)
{
    const uint8_t known = COMPLETION_ERROR_SET | COMPLETION_ERROR_NULL;
    const struct event_call *c = &body_of(x)->events.at[event].call;
    bool given = false;
    if (!(s->flags & known))
        return;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(body_of(x), body_of(x)->args.at[c->first_arg + i]);
        given |= v->kind == VALUE_ADDRESS && v->path.i == x->local.i;
    }
    if (given)
        s->flags &= (uint8_t)(UINT8_MAX ^ known);
    else
        walk_set_path(w, s, x->local, s->flags & COMPLETION_ERROR_SET ? SIGN_POSITIVE : SIGN_ZERO);
}

struct completion_error completion_error_of(const struct check_input *in, struct node_id n,
                                            struct str record)
{
    struct completion_error x = {in, n, record, {FACTS_NONE}};
    bool several = false;
    for (uint32_t i = 0; i < body_of(&x)->locals.len; i++) {
        if (!is_error(&x, i))
            continue;
        several |= x.local.i != FACTS_NONE;
        x.local = function_root_path(body_of(&x), ROOT_LOCAL, i);
    }
    if (several)
        x.local.i = FACTS_NONE;
    return x;
}

bool completion_error_tells(const struct completion_error *x, const struct event_call *c)
{
    for (uint32_t i = 0; c->use == USE_IGNORED && i < c->arg_len; i++) {
        const struct value *v = function_value(body_of(x), body_of(x)->args.at[c->first_arg + i]);
        for (uint32_t b = 0; v->kind == VALUE_ADDRESS && b < body_of(x)->blocks.len; b++) {
            const struct block *k = &body_of(x)->blocks.at[b];
            if (k->term == TERM_BRANCH && k->cond.kind == COND_TRUTH &&
                function_value_reads(body_of(x), k->cond.value, v->path))
                return true;
        }
    }
    return false;
}
