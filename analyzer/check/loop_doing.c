#include "check/loop_doing.h"

#include <string.h>

bool loop_sleeps_by_role(const struct name_roles *r)
{
    for (uint32_t i = 0; r && i < r->blocking.len; i++)
        if (r->blocking.at[i]->kind == BLOCK_SLEEP && !r->blocking.at[i]->event)
            return true;
    return r && r->sleeps;
}

/* A message: its result is not wanted, and a text goes with it. */
static bool is_message(const struct function *fn, const struct event_call *c)
{
    if (c->use != USE_IGNORED && c->use != USE_VOID)
        return false;
    for (uint32_t i = 0; i < c->arg_len; i++)
        if (function_value(fn, fn->args.at[c->first_arg + i])->kind == VALUE_STRING)
            return true;
    return false;
}

static bool is_lock_or_builtin(const struct program *p, const struct name_roles *r, struct str name)
{
    return (r && (r->acquires.len || r->releases.len || r->is_noreturn)) ||
           !strncmp(program_text(p, name), "__builtin_", 10);
}

static enum doing function_does(const struct loop_visit *v, struct node_id n, uint32_t depth);

static enum doing call_does(const struct loop_visit *v, struct node_id n, uint32_t event,
                            uint32_t depth)
{
    const struct program *p = v->in->program;
    const struct node *node = program_get(p, n);
    const struct event_call *c = &node->body->events.at[event].call;
    const struct call *call = calls_get(v->in->contexts->calls, n, event);
    const struct name_roles *r = call->roles;
    if (loop_sleeps_by_role(r))
        return DOING_SLEEP;
    if (writes_look(v->writes, n, event) != LOOK_NO || is_lock_or_builtin(p, r, call->name))
        return DOING_NOTHING;
    struct node_id callee = call->callee;
    if (callee.i != FACTS_NONE && program_get(p, callee)->noreturn)
        return DOING_NOTHING;
    bool seen = callee.i != FACTS_NONE && program_get(p, callee)->body;
    enum doing below =
        seen && depth < LOOP_HELPERS ? function_does(v, callee, depth + 1) : DOING_WORK;
    return below == DOING_WORK && is_message(node->body, c) ? DOING_NOTHING : below;
}

/* A store that others see, but for counting: n++. */
static bool is_work(const struct program *p, struct node_id n, const struct event_assign *a)
{
    const struct function *fn = program_get(p, n)->body;
    const struct value *from = function_value(fn, a->from);
    const char *to = program_text(p, function_path(fn, a->to)->text);
    bool counts = from->kind == VALUE_UNKNOWN && from->text.i && *to &&
                  strstr(program_text(p, from->text), to);
    return writes_stores_outside(p, n, a->to) && !counts;
}

enum doing loop_event_does(const struct loop_visit *v, struct node_id n, uint32_t event,
                           uint32_t depth)
{
    const struct event *e = &program_get(v->in->program, n)->body->events.at[event];
    switch (e->kind) {
    case EVENT_CALL:
        return call_does(v, n, event, depth);
    case EVENT_ASSIGN:
        return is_work(v->in->program, n, &e->assign) ? DOING_WORK : DOING_NOTHING;
    case EVENT_MACRO:
        return loop_sleeps_by_role(roles_macro(v->in->roles, e->macro.name)) ? DOING_SLEEP
                                                                             : DOING_NOTHING;
    case EVENT_GUARD:
    case EVENT_CLEANUP:
    case EVENT_RETURN:
    case EVENT_SCOPE_END:
        break;
    }
    return DOING_NOTHING;
}

static enum doing function_does(const struct loop_visit *v, struct node_id n, uint32_t depth)
{
    const struct function *fn = program_get(v->in->program, n)->body;
    enum doing all = DOING_NOTHING;
    for (uint32_t i = 0; i < fn->events.len && all != DOING_WORK; i++) {
        enum doing does = loop_event_does(v, n, i, depth);
        all = does > all ? does : all;
    }
    return all;
}
