#include "values/fdgiven.h"

typedef VEC(const struct call *) caller_vec;

struct search {
    const struct bodies *b;
    struct arena *arena, *scratch;
    caller_vec *callers; /* by node */
    uint32_t *named;     /* by node: how often the program names it, other than to call it */
    uint32_t *given;     /* by node: as how many of these it is registered */
    fdgiven_vec *all;    /* by node */
};

static struct value_id arg_of(const struct search *s, const struct call *call, uint32_t arg)
{
    const struct function *fn = program_get(s->b->program, call->node)->body;
    return fn->args.at[fn->events.at[call->event].call.first_arg + arg];
}

/* FUNCTION is what CALL registers, or what it hands to a wrapper that does, for the descriptor that
 * is FD's value in FD_NODE at its EVENT. */
static void add(const struct search *s, const struct call *call, struct value_id function,
                struct node_id fd_node, struct fdgiven fd)
{
    const struct bodies *b = s->b;
    const struct node *node = program_get(b->program, call->node);
    const struct value *v = function_value(node->body, body_resolve(b, call->node, function));
    uint32_t own = body_param(b, call->node, function);
    if (v->kind == VALUE_FUNCTION) {
        fd.callback = program_node(node->facts, v->function);
        s->given[fd.callback.i]++;
        vec_push(s->arena, &s->all[fd_node.i], fd);
    }
    uint32_t own_fd = fd_node.i == call->node.i ? body_param(b, call->node, fd.value) : FACTS_NONE;
    for (uint32_t i = 0; own != FACTS_NONE && i < s->callers[call->node.i].len; i++) {
        const struct call *by = s->callers[call->node.i].at[i];
        uint32_t len = program_get(b->program, by->node)->body->events.at[by->event].call.arg_len;
        if (own >= len || b->written->component[by->node.i] == b->written->component[call->node.i])
            continue;
        if (own_fd < len)
            add(s, by, arg_of(s, by, own), by->node,
                (struct fdgiven){by->event, arg_of(s, by, own_fd), {FACTS_NONE}, fd.param});
        else
            add(s, by, arg_of(s, by, own), fd_node, fd);
    }
}

static void see_call(const struct search *s, const struct call *call)
{
    const struct event *e = &program_get(s->b->program, call->node)->body->events.at[call->event];
    for (uint32_t i = 0; e->kind == EVENT_CALL && call->roles && i < call->roles->callbacks.len;
         i++) {
        const struct rule_callback *rule = call->roles->callbacks.at[i];
        if (rule->fd == INT32_MIN || rule->fd_param < 0 ||
            !callee_arity_fits(&rule->callee, e->call.arg_len))
            continue;
        uint32_t fd = arg_index(rule->fd, e->call.arg_len);
        for (uint32_t k = 0; fd != FACTS_NONE && k < rule->args.len; k++) {
            uint32_t arg = arg_index(rule->args.at[k], e->call.arg_len);
            if (arg != FACTS_NONE)
                add(s, call, arg_of(s, call, arg), call->node,
                    (struct fdgiven){
                        call->event, arg_of(s, call, fd), {FACTS_NONE}, (uint32_t)rule->fd_param});
        }
    }
}

static void see_names(const struct search *s, const struct facts *f, const struct function *fn)
{
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (fn->values.at[i].kind == VALUE_FUNCTION)
            s->named[program_node(f, fn->values.at[i].function).i]++;
}

static void see_program(const struct search *s)
{
    const struct program *p = s->b->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const call_vec *rows = &s->b->calls->at[i];
        for (uint32_t k = 0; k < rows->len; k++)
            for (uint32_t c = 0; c < rows->at[k].callees.len; c++)
                vec_push(s->scratch, &s->callers[rows->at[k].callees.at[c].i], &rows->at[k]);
        if (p->nodes.at[i].body)
            see_names(s, p->nodes.at[i].facts, p->nodes.at[i].body);
    }
    for (uint32_t i = 0; i < p->units.len; i++) {
        const struct facts *f = p->units.at[i];
        see_names(s, f, &f->init);
        for (uint32_t k = 0; k < f->taken.len; k++)
            s->named[program_node(f, f->taken.at[k].function).i]++;
    }
}

/* Those of which a name, or a caller, is left over may be given anything. */
static void keep_known(const struct search *s, fdgiven_vec *v)
{
    uint32_t len = 0;
    for (uint32_t i = 0; i < v->len; i++) {
        uint32_t callback = v->at[i].callback.i;
        if (s->given[callback] == s->named[callback] && !s->callers[callback].len)
            v->at[len++] = v->at[i];
    }
    v->len = len;
}

fdgiven_vec *fdgiven_find(const struct bodies *b, struct arena *arena)
{
    uint32_t len = b->program->nodes.len;
    struct search s = {.b = b, .arena = arena, .scratch = arena_new()};
    s.callers = arena_new_array(s.scratch, caller_vec, len + 1);
    s.named = arena_new_array(s.scratch, uint32_t, len + 1);
    s.given = arena_new_array(s.scratch, uint32_t, len + 1);
    s.all = arena_new_array(arena, fdgiven_vec, len + 1);
    see_program(&s);
    for (uint32_t i = 0; i < len; i++)
        for (uint32_t k = 0; k < b->calls->at[i].len; k++)
            see_call(&s, &b->calls->at[i].at[k]);
    for (uint32_t i = 0; i < len; i++)
        keep_known(&s, &s.all[i]);
    arena_free(s.scratch);
    return s.all;
}
