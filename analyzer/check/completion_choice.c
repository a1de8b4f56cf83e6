#include "check/completion_choice.h"

/* Is it a text that is there before anybody asks: written here, or an element of a table? */
static bool is_known_text(const struct function *fn, const struct value *v)
{
    const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    return v->kind == VALUE_STRING || (p && p->root_kind == ROOT_GLOBAL && p->step_len &&
                                       fn->steps.at[p->first_step].kind == STEP_INDEX);
}

/* The parameter that the call compares with such a text; FACTS_NONE: none. */
static uint32_t compared_param(const struct function *fn, const struct event_call *c)
{
    bool text = false;
    uint32_t param = FACTS_NONE;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(fn, fn->args.at[c->first_arg + i]);
        const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
        text |= is_known_text(fn, v);
        param = p && p->root_kind == ROOT_PARAM ? p->root : param;
    }
    return text ? param : FACTS_NONE;
}

void completion_choose(const struct function *fn, struct walk *w, struct walk_state *s,
                       uint32_t event)
{
    uint32_t param = compared_param(fn, &fn->events.at[event].call);
    if (param == FACTS_NONE)
        return;
    if (s->bits != param + 1)
        s->flags &= (uint8_t)~(COMPLETION_COMPARED | COMPLETION_CHOSEN);
    s->bits = param + 1;
    if (s->flags & COMPLETION_CHOSEN)
        return;
    struct walk_state equal = *s;
    equal.flags |= COMPLETION_CHOSEN;
    walk_set_result(w, &equal, event, SIGN_ZERO);
    walk_fork(w, equal);
    s->flags |= COMPLETION_COMPARED;
    walk_set_result(w, s, event, SIGN_NEGATIVE | SIGN_POSITIVE);
}
