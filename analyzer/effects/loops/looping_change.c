#include "effects/loops/looping_change.h"

#include <string.h>

struct read read_stronger(struct read a, struct read b)
{
    return b.kind > a.kind ? b : a;
}

const struct event *change_event(struct looping *l, uint32_t i)
{
    return &l->fn->events.at[l->events.at[i].event];
}

bool change_has_event(struct looping *l, uint32_t event)
{
    for (uint32_t i = 0; i < l->events.len; i++)
        if (l->events.at[i].event == event)
            return true;
    return false;
}

bool change_same_root(const struct path *a, const struct path *b)
{
    return a->root_kind == b->root_kind && a->root == b->root;
}

bool change_is_part(const struct looping *l, const struct path *p)
{
    if (!p->step_len)
        return true;
    return p->root_kind == ROOT_LOCAL && !shape_leads_away(l->fn->locals.at[p->root].shape);
}

bool change_address_passed(struct looping *l, const struct path *p, bool whole)
{
    for (uint32_t i = 0; i < l->events.len; i++) {
        const struct event *e = change_event(l, i);
        if (e->kind != EVENT_CALL || writes_look(l->writes, l->node, l->events.at[i].event))
            continue;
        for (uint32_t k = 0; k < e->call.arg_len; k++) {
            const struct value *v = function_value(l->fn, l->fn->args.at[e->call.first_arg + k]);
            const struct path *to = v->kind == VALUE_ADDRESS ? function_path(l->fn, v->path) : NULL;
            if (to && change_same_root(to, p) && (whole ? !to->step_len : change_is_part(l, to)))
                return true;
        }
    }
    return false;
}

bool change_root_moves(struct looping *l, const struct path *p)
{
    for (uint32_t i = 0; i < l->events.len; i++) {
        const struct event *e = change_event(l, i);
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(l->fn, e->assign.to);
        if (!to->step_len && change_same_root(to, p))
            return true;
    }
    return change_address_passed(l, p, true);
}

bool change_names_move(struct looping *l, const struct value *v)
{
    for (uint32_t i = 0; i < l->events.len; i++) {
        const struct event *e = change_event(l, i);
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(l->fn, e->assign.to);
        for (uint32_t k = 0; !to->step_len && k < v->name_len; k++)
            if (str_eq(l->fn->names.at[v->first_name + k].name, to->text))
                return true;
    }
    return false;
}

/* Is what the argument denotes the pointer or object that the path starts from? */
static bool arg_holds(struct looping *l, const struct value *v, const struct path *p)
{
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return false;
    const struct path *at = function_path(l->fn, v->path);
    if (!change_same_root(at, p) || at->step_len > p->step_len)
        return false;
    for (uint32_t i = 0; i < at->step_len; i++) {
        const struct path_step *a = &l->fn->steps.at[at->first_step + i],
                               *b = &l->fn->steps.at[p->first_step + i];
        if (a->kind != b->kind || (a->kind == STEP_FIELD && a->field.i != b->field.i))
            return false;
    }
    return true;
}

bool change_does_more(struct looping *l, const struct value *with)
{
    for (uint32_t i = 0; i < l->events.len; i++) {
        const struct event *e = change_event(l, i);
        if (e->kind != EVENT_CALL || writes_look(l->writes, l->node, l->events.at[i].event))
            continue;
        if (!with)
            return true;
        for (uint32_t k = 0; k < e->call.arg_len; k++)
            if (arg_holds(l, function_value(l->fn, l->fn->args.at[e->call.first_arg + k]),
                          function_path(l->fn, with->path)))
                return true;
    }
    return false;
}

/* What a call of the loop may do to the slots; PATH is how the condition gets there, NULL: through
 * a function. */
static enum read_kind call_changes(struct looping *l, uint32_t event, const slot_vec *slots,
                                   const struct path *path)
{
    const struct program *p = l->contexts->program;
    const struct event_call *c = &l->fn->events.at[event].call;
    struct node_id callee = calls_get(l->contexts->calls, l->node, event)->callee;
    if (writes_look(l->writes, l->node, event) != LOOK_NO)
        return READ_NOTHING;
    enum read_kind kind = READ_NOTHING;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(l->fn, l->fn->args.at[c->first_arg + i]);
        slot_vec own = {0};
        if (v->kind == VALUE_ADDRESS)
            writes_slots(p, l->arena, l->node, v->path, &own);
        for (uint32_t k = 0; own.len && k < slots->len; k++)
            if (vec_last(&own) == slots->at[k])
                return READ_STEP;
        if (path && arg_holds(l, v, path))
            kind = READ_HANDED;
    }
    if (c->callee_kind != CALLEE_DIRECT)
        return READ_UNKNOWN;
    if (callee.i == FACTS_NONE || !program_get(p, callee)->body)
        return kind;
    enum tri stores = writes_stores(l->writes, callee, slots);
    return stores == TRI_YES ? READ_STEP : stores == TRI_MAYBE ? READ_UNKNOWN : READ_NOTHING;
}

struct read change_of_slots(struct looping *l, const slot_vec *slots, const struct path *path,
                            struct str text)
{
    struct read r = {READ_STATE, text};
    for (uint32_t i = 0; i < l->events.len; i++) {
        const struct event *e = change_event(l, i);
        slot_vec to = {0};
        if (e->kind == EVENT_CALL) {
            r = read_stronger(
                r, (struct read){call_changes(l, l->events.at[i].event, slots, path), text});
            continue;
        }
        if (e->kind != EVENT_ASSIGN)
            continue;
        writes_slots(l->contexts->program, l->arena, l->node, e->assign.to, &to);
        for (uint32_t k = 0; to.len && k < slots->len; k++)
            if (vec_last(&to) == slots->at[k])
                return (struct read){READ_STEP, text};
    }
    return r;
}
