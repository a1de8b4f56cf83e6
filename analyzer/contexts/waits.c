#include "contexts/waits.h"

#include "ir/order.h"

#include <string.h>

/* What a wait is written to wait for. */
struct wait_set {
    bool known;            /* all of it is written in the function, once */
    name_vec texts;        /* distinct ones */
    const struct path *of; /* all are fields of this local variable; NULL: of none */
};

static void add_text(struct arena *a, struct wait_set *set, struct str text)
{
    for (uint32_t i = 0; i < set->texts.len; i++)
        if (str_eq(set->texts.at[i], text))
            return;
    vec_push(a, &set->texts, text);
}

static uint32_t block_of(const struct function *fn, uint32_t event)
{
    for (uint32_t b = 0; b < fn->blocks.len; b++)
        for (uint32_t e = 0; e < fn->blocks.at[b].events.len; e++)
            if (fn->blocks.at[b].events.at[e].i == event)
                return b;
    return 0;
}

/* Does EVENT run once for every time that WAIT runs: is each loop around it one around the wait? */
static bool runs_once(const struct function *fn, const struct loops *loops, uint32_t event,
                      uint32_t wait)
{
    uint32_t inner = loops->innermost[block_of(fn, event)];
    return inner == FACTS_NONE || loops_contain(loops, inner, block_of(fn, wait));
}

static bool is_rooted(const struct path *p, const struct path *set)
{
    return p->root_kind == set->root_kind && p->root == set->root;
}

/* Does the call get the address of SET, and may write into it what another variable has? A call
 * that only borrows, and gets nothing else by address, clears it: memset. */
static bool is_given(const struct bodies *b, struct node_id n, uint32_t event,
                     const struct path *set)
{
    const struct function *fn = program_get(b->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    const struct call *row = calls_find(b->calls, n, event);
    bool given = false, others = false;
    for (uint32_t k = 0; k < c->arg_len; k++) {
        const struct value *v = function_value(fn, fn->args.at[c->first_arg + k]);
        bool own = v->kind == VALUE_ADDRESS && is_rooted(function_path(fn, v->path), set);
        given |= own;
        others |= !own && v->kind != VALUE_INT && v->kind != VALUE_NULL;
    }
    return given && (others || !row || !row->roles || !row->roles->borrows);
}

/* Is the variable of the path given to a call other than the wait, or filled from elsewhere? */
static bool comes_from_elsewhere(const struct bodies *b, struct node_id n, const struct path *set,
                                 uint32_t wait)
{
    const struct function *fn = program_get(b->program, n)->body;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_ASSIGN) {
            const struct path *to = function_path(fn, e->assign.to);
            const struct value *from = function_value(fn, e->assign.from);
            if (!to->step_len && is_rooted(to, set) && from->kind == VALUE_PATH &&
                function_path(fn, from->path)->root_kind != ROOT_LOCAL)
                return true;
        } else if (e->kind == EVENT_CALL && i != wait && is_given(b, n, i, set)) {
            return true;
        }
    }
    return false;
}

/* The local variable that an argument of the wait is the address of; NULL: it is none. */
static const struct path *local_set(const struct function *fn, const struct event_call *c,
                                    uint32_t arg)
{
    const struct value *v = function_value(fn, fn->args.at[c->first_arg + arg]);
    if (v->kind != VALUE_ADDRESS)
        return NULL;
    const struct path *p = function_path(fn, v->path);
    return p->root_kind == ROOT_LOCAL ? p : NULL;
}

/* FD_SET(fd, &set) */
static struct wait_set added_by_macro(struct arena *a, const struct bodies *b,
                                      const struct call *call, const struct loops *loops,
                                      struct str macro)
{
    struct wait_set set = {.known = true};
    const struct function *fn = program_get(b->program, call->node)->body;
    uint32_t wait = call->event;
    const struct event_call *c = &fn->events.at[wait].call;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(fn, fn->args.at[c->first_arg + i]);
        const struct path *p = local_set(fn, c, i);
        if (p ? comes_from_elsewhere(b, call->node, p, wait) : v->kind == VALUE_ADDRESS)
            set.known = false;
    }
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_MACRO || !str_eq(e->macro.name, macro) || !e->macro.arg_len)
            continue;
        set.known &= runs_once(fn, loops, i, wait);
        add_text(a, &set, fn->texts.at[e->macro.first_arg]);
    }
    return set;
}

/* Is what is waited for here, too, a field of the variable that all before are of? */
static void note_owner(const struct function *fn, const struct value *v, struct wait_set *set)
{
    const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    bool field = p && p->root_kind == ROOT_LOCAL && p->step_len == 1 &&
                 fn->steps.at[p->first_step].kind == STEP_FIELD;
    bool same = !set->texts.len || (set->of && p && is_rooted(p, set->of));
    set->of = field && same ? p : NULL;
}

/* fds[0].fd = fd */
static struct wait_set stored_in_entries(struct arena *a, const struct bodies *b,
                                         const struct call *call, const struct loops *loops,
                                         const struct rule_wait *rule)
{
    struct wait_set set = {0};
    const struct node *node = program_get(b->program, call->node);
    const struct function *fn = node->body;
    uint32_t wait = call->event;
    const struct event_call *c = &fn->events.at[wait].call;
    uint32_t arg = arg_index(rule->entries, c->arg_len);
    const struct path *array = arg == FACTS_NONE ? NULL : local_set(fn, c, arg);
    if (!array || comes_from_elsewhere(b, call->node, array, wait))
        return set;
    set.known = true;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(fn, e->assign.to);
        const struct path_step *last = path_last(fn, to), *first = &fn->steps.at[to->first_step];
        if (!is_rooted(to, array) || !last || last->kind != STEP_FIELD ||
            !str_eq(facts_entity(node->facts, last->field)->name, rule->member))
            continue;
        bool element = first->kind != STEP_INDEX || first->index >= 0;
        set.known &= element && runs_once(fn, loops, i, wait);
        const struct value *from = function_value(fn, e->assign.from);
        note_owner(fn, from, &set);
        add_text(a, &set, from->text);
    }
    return set;
}

/* Does the function start a process, itself or in what it calls? */
static bool starts_process(struct arena *scratch, const struct bodies *b, struct node_id n)
{
    bool *seen = arena_new_array(scratch, bool, b->program->nodes.len + 1);
    VEC(struct node_id) work = {0};
    vec_push(scratch, &work, n);
    for (uint32_t at = 0; at < work.len; at++) {
        const call_vec *rows = &b->calls->at[work.at[at].i];
        if (b->at[work.at[at].i].calls_fork)
            return true;
        for (uint32_t r = 0; r < rows->len; r++)
            for (uint32_t k = 0; k < rows->at[r].callees.len; k++) {
                struct node_id to = rows->at[r].callees.at[k];
                if (!seen[to.i])
                    vec_push(scratch, &work, to);
                seen[to.i] = true;
            }
    }
    return false;
}

/* Is the local variable a child process: does a call that starts one fill it in? */
static bool is_child(struct arena *scratch, const struct bodies *b, struct node_id n,
                     const struct path *variable)
{
    const struct function *fn = program_get(b->program, n)->body;
    const call_vec *rows = &b->calls->at[n.i];
    for (uint32_t r = 0; r < rows->len; r++) {
        const struct event *e = &fn->events.at[rows->at[r].event];
        for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++) {
            const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + k]);
            if (v->kind != VALUE_ADDRESS || !is_rooted(function_path(fn, v->path), variable))
                continue;
            for (uint32_t i = 0; i < rows->at[r].callees.len; i++)
                if (starts_process(scratch, b, rows->at[r].callees.at[i]))
                    return true;
        }
    }
    return false;
}

static bool is_many(struct arena *scratch, const struct bodies *b, const struct call *call,
                    const struct rule_wait *rule)
{
    struct loops loops;
    struct wait_set set;
    uint32_t others = 0;
    loops_find(scratch, program_get(b->program, call->node)->body, &loops);
    set = rule->adds.i ? added_by_macro(scratch, b, call, &loops, rule->adds)
                       : stored_in_entries(scratch, b, call, &loops, rule);
    if (set.of && is_child(scratch, b, call->node, set.of))
        return false;
    for (uint32_t i = 0; i < set.texts.len; i++) {
        bool standard = false;
        for (uint32_t k = 0; k < rule->standard.len; k++)
            standard |= str_eq(rule->standard.at[k], set.texts.at[i]);
        others += !standard;
    }
    return !set.known || !set.texts.len || others > 1;
}

/* Rules on libc give way to a body of the program's own under that name. */
static bool rule_counts(const struct bodies *b, const struct rule_wait *w, const struct call *call)
{
    bool built_in_api = !strncmp(w->origin.file, "rules/blocking/", 15);
    return !built_in_api || call->callee.i == FACTS_NONE ||
           !program_get(b->program, call->callee)->body;
}

const struct rule_wait *wait_of_call(const struct aval_context *values, struct arena *scratch,
                                     const struct call *call)
{
    struct aval args[AVAL_MAX_ARGS];
    if (!call->roles || !call->roles->waits_many.len)
        return NULL;
    uint32_t len = aval_args(values, call->node, call->event, args);
    for (uint32_t i = 0; i < call->roles->waits_many.len; i++) {
        const struct rule_wait *w = call->roles->waits_many.at[i];
        if (!rule_counts(values->bodies, w, call) || !callee_arity_fits(&w->callee, len) ||
            (w->when.len && aval_any(values, &w->when, args, len) != TRI_YES) ||
            (w->unless.len && aval_any(values, &w->unless, args, len) == TRI_YES))
            continue;
        if ((!w->adds.i && !w->member.i) || is_many(scratch, values->bodies, call, w))
            return w;
    }
    return NULL;
}
