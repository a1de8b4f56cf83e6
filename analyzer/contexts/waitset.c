#include "contexts/waitset.h"

#include "input/glob.h"

/* ---- where things stand ---- */

static uint32_t block_of(const struct wait_call *w, uint32_t event)
{
    uint32_t block = w->b->at[w->call->node.i].block_of[event];
    return block ? block - 1 : 0;
}

/* Does EVENT run once for every time that the wait runs: is each loop around it one around the
 * wait? */
static bool runs_once(const struct wait_call *w, const struct loops *loops, uint32_t event)
{
    uint32_t inner = loops->innermost[block_of(w, event)];
    return inner == FACTS_NONE || loops_contain(loops, inner, block_of(w, w->call->event));
}

static bool is_rooted(const struct path *p, const struct path *set)
{
    return p->root_kind == set->root_kind && p->root == set->root;
}

/* Is the set built anew for each wait? Its places are counted from a constant in each round of the
 * loop around the wait. */
static bool is_built_anew(const struct wait_call *w, const struct loops *loops, uint32_t number)
{
    uint32_t loop = loops->innermost[block_of(w, w->call->event)];
    const struct event_call *c = &w->fn->events.at[w->call->event].call;
    const struct value *v =
        number < c->arg_len ? function_value(w->fn, w->fn->args.at[c->first_arg + number]) : NULL;
    if (loop == FACTS_NONE)
        return true;
    for (uint32_t i = 0; v && v->kind == VALUE_PATH && i < w->fn->events.len; i++) {
        const struct event *e = &w->fn->events.at[i];
        if (e->kind == EVENT_ASSIGN && e->assign.to.i == v->path.i &&
            function_value(w->fn, e->assign.from)->kind == VALUE_INT &&
            loops->innermost[block_of(w, i)] == loop)
            return true;
    }
    return false;
}

/* ---- functions around the macro that adds to sets ---- */

struct adder { /* which argument of a call it adds, and to what; none: FACTS_NONE */
    uint32_t descriptor, set;
};

static uint32_t param_named(const struct entity *e, struct str name)
{
    for (uint32_t i = 0; i < e->params.len; i++)
        if (str_eq(e->params.at[i].name, name))
            return i;
    return FACTS_NONE;
}

/* A function that checks its descriptor and then adds it, once and in no loop, to the set that it
 * is given: FD_SET overruns the set where the number is too high, so that programs wrap it. */
static struct adder adder_of(const struct wait_call *w, uint32_t event)
{
    struct adder none = {FACTS_NONE, FACTS_NONE}, found = none;
    const struct call *call = calls_find(w->b->calls, w->call->node, event);
    if (!w->rule->adds.i || !call || !call->callees.len)
        return none;
    const struct node *to = program_get(w->b->program, call->callees.at[0]);
    struct loops loops = {0};
    if (to->body)
        loops_find(w->arena, to->body, &loops);
    for (uint32_t i = 0; to->body && i < to->body->events.len; i++) {
        const struct event *e = &to->body->events.at[i];
        if (e->kind != EVENT_MACRO || !str_eq(e->macro.name, w->rule->adds))
            continue;
        uint32_t block = w->b->at[call->callees.at[0].i].block_of[i];
        if (found.set != FACTS_NONE || e->macro.arg_len != 2 || !block ||
            loops.innermost[block - 1] != FACTS_NONE)
            return none;
        found.descriptor = param_named(to->entity, to->body->texts.at[e->macro.first_arg]);
        found.set = param_named(to->entity, to->body->texts.at[e->macro.first_arg + 1]);
    }
    const struct event_call *c = &w->fn->events.at[event].call;
    return found.descriptor < c->arg_len && found.set < c->arg_len ? found : none;
}

/* ---- what else fills a variable ---- */

/* Does the call get the address of SET, and may write into it what another variable has? A call
 * that only borrows, and gets nothing else by address, clears it: memset. */
static bool is_given(const struct wait_call *w, uint32_t event, const struct path *set)
{
    const struct event_call *c = &w->fn->events.at[event].call;
    const struct call *row = calls_find(w->b->calls, w->call->node, event);
    bool given = false, others = false;
    for (uint32_t k = 0; k < c->arg_len; k++) {
        const struct value *v = function_value(w->fn, w->fn->args.at[c->first_arg + k]);
        bool own = v->kind == VALUE_ADDRESS && is_rooted(function_path(w->fn, v->path), set);
        given |= own;
        others |= !own && v->kind != VALUE_INT && v->kind != VALUE_NULL;
    }
    return given && (others || !row || !row->roles || !row->roles->borrows);
}

/* Is the variable of the path given to a call other than the wait, or filled from elsewhere? */
static bool comes_from_elsewhere(const struct wait_call *w, const struct path *set)
{
    for (uint32_t i = 0; i < w->fn->events.len; i++) {
        const struct event *e = &w->fn->events.at[i];
        if (e->kind == EVENT_ASSIGN) {
            const struct path *to = function_path(w->fn, e->assign.to);
            const struct value *from = function_value(w->fn, e->assign.from);
            if (!to->step_len && is_rooted(to, set) && from->kind == VALUE_PATH &&
                function_path(w->fn, from->path)->root_kind != ROOT_LOCAL)
                return true;
        } else if (e->kind == EVENT_CALL && i != w->call->event && is_given(w, i, set) &&
                   adder_of(w, i).set == FACTS_NONE) {
            return true;
        }
    }
    return false;
}

/* ---- entries ---- */

static bool is_stream(const struct wait_call *w, struct str text)
{
    const struct program *p = w->b->program;
    for (uint32_t k = 0; k < w->rule->standard.len; k++)
        if (glob_match(program_text(p, w->rule->standard.at[k]), program_text(p, text)))
            return true;
    return false;
}

static void add(const struct wait_call *w, struct wait_set *set, struct wait_entry entry)
{
    if (is_stream(w, entry.text)) {
        set->streams = true;
        return;
    }
    for (uint32_t i = 0; i < set->entries.len; i++)
        if (str_eq(set->entries.at[i].text, entry.text))
            return;
    vec_push(w->arena, &set->entries, entry);
}

void wait_set_add(const struct wait_call *w, struct wait_set *set, struct value_id descriptor)
{
    VEC(struct value_id) work = {0};
    vec_push(w->arena, &work, descriptor);
    while (work.len) {
        const struct value *v =
            function_value(w->fn, body_resolve(w->b, w->call->node, work.at[--work.len]));
        for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
            vec_push(w->arena, &work, w->fn->choices.at[v->first_choice + i]);
        if (v->kind == VALUE_CHOICE || (v->kind == VALUE_INT && v->number < 0))
            continue;
        add(w, set,
            (struct wait_entry){v->text,
                                v->kind == VALUE_PATH ? function_path(w->fn, v->path) : NULL});
    }
}

static const struct path *path_written(const struct function *fn, struct str text)
{
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (str_eq(fn->paths.at[i].text, text))
            return &fn->paths.at[i];
    return NULL;
}

/* The local variable that an argument of the wait is the address of; NULL: it is none. */
static const struct path *local_set(const struct wait_call *w, uint32_t arg)
{
    const struct event_call *c = &w->fn->events.at[w->call->event].call;
    const struct value *v = function_value(w->fn, w->fn->args.at[c->first_arg + arg]);
    if (v->kind != VALUE_ADDRESS)
        return NULL;
    const struct path *p = function_path(w->fn, v->path);
    return p->root_kind == ROOT_LOCAL ? p : NULL;
}

/* FD_SET(fd, &set), and functions around it. */
static void add_by_macro(const struct wait_call *w, const struct loops *loops, struct wait_set *set)
{
    const struct event_call *c = &w->fn->events.at[w->call->event].call;
    set->known = true;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(w->fn, w->fn->args.at[c->first_arg + i]);
        const struct path *p = local_set(w, i);
        if (p ? comes_from_elsewhere(w, p) : v->kind == VALUE_ADDRESS)
            set->known = false;
    }
    for (uint32_t i = 0; i < w->fn->events.len; i++) {
        const struct event *e = &w->fn->events.at[i];
        struct adder by = e->kind == EVENT_CALL ? adder_of(w, i) : (struct adder){0, FACTS_NONE};
        if (by.set != FACTS_NONE) {
            set->known &= runs_once(w, loops, i);
            wait_set_add(w, set, w->fn->args.at[e->call.first_arg + by.descriptor]);
        }
        if (e->kind != EVENT_MACRO || !str_eq(e->macro.name, w->rule->adds) || !e->macro.arg_len)
            continue;
        struct str text = w->fn->texts.at[e->macro.first_arg];
        set->known &= runs_once(w, loops, i);
        add(w, set, (struct wait_entry){text, path_written(w->fn, text)});
    }
}

/* fds[0].fd = fd, fds[n++].fd = fd */
static void add_stored(const struct wait_call *w, const struct loops *loops, uint32_t array,
                       uint32_t number, struct wait_set *set)
{
    const struct facts *facts = program_get(w->b->program, w->call->node)->facts;
    const struct path *variable = local_set(w, array);
    if (!variable || comes_from_elsewhere(w, variable))
        return;
    bool anew = is_built_anew(w, loops, number);
    set->known = true;
    for (uint32_t i = 0; i < w->fn->events.len; i++) {
        const struct event *e = &w->fn->events.at[i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(w->fn, e->assign.to);
        const struct path_step *last = path_last(w->fn, to);
        if (!is_rooted(to, variable) || !last || last->kind != STEP_FIELD ||
            !str_eq(facts_entity(facts, last->field)->name, w->rule->member))
            continue;
        const struct path_step *first = &w->fn->steps.at[to->first_step];
        bool counted = first->kind == STEP_INDEX && first->index < 0;
        set->known &= (!counted || anew) && runs_once(w, loops, i);
        wait_set_add(w, set, e->assign.from);
    }
}

struct wait_set wait_set_written(const struct wait_call *w, uint32_t array, uint32_t number)
{
    struct loops loops;
    struct wait_set set = {0};
    loops_find(w->arena, w->fn, &loops);
    if (w->rule->adds.i)
        add_by_macro(w, &loops, &set);
    else if (array < w->fn->events.at[w->call->event].call.arg_len)
        add_stored(w, &loops, array, number, &set);
    set.known &= set.entries.len || set.streams;
    return set;
}

/* ---- children ---- */

/* Does the function start a process, itself or in what it calls? */
static bool starts_process(const struct bodies *b, struct arena *scratch, struct node_id n)
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

static bool makes_pipe(const struct call *call)
{
    for (uint32_t i = 0; call->roles && i < call->roles->fd_opens.len; i++)
        if (call->roles->fd_opens.at[i]->kind == FD_PIPE)
            return true;
    return false;
}

static bool gets_address(const struct function *fn, const struct event *e, const struct path *of)
{
    for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++) {
        const struct value *v = function_value(fn, fn->args.at[e->call.first_arg + k]);
        if (v->kind == VALUE_ADDRESS && is_rooted(function_path(fn, v->path), of))
            return true;
    }
    return false;
}

bool wait_is_of_child(const struct bodies *b, struct arena *scratch, struct node_id n,
                      const struct path *path)
{
    const struct function *fn = program_get(b->program, n)->body;
    const call_vec *rows = &b->calls->at[n.i];
    for (uint32_t r = 0; path->root_kind == ROOT_LOCAL && r < rows->len; r++) {
        const struct call *call = &rows->at[r];
        if (!gets_address(fn, &fn->events.at[call->event], path))
            continue;
        if (makes_pipe(call) && b->at[n.i].calls_fork)
            return true;
        for (uint32_t i = 0; i < call->callees.len; i++)
            if (starts_process(b, scratch, call->callees.at[i]))
                return true;
    }
    return false;
}

bool wait_set_is_children(const struct wait_call *w, const struct wait_set *set)
{
    for (uint32_t i = 0; i < set->entries.len; i++) {
        const struct path *p = set->entries.at[i].path;
        if (!p || !wait_is_of_child(w->b, w->arena, w->call->node, p))
            return false;
    }
    return set->entries.len;
}
