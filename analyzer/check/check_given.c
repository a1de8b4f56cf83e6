/* NS111: a descriptor that is known to block is handed to a call that needs one which does not.
 *
 * Where a parameter decides, the callers that the program shows are asked: if none of them gives a
 * non-blocking one, the call itself is wrong; if some do, those are that do not. A function that
 * makes the descriptor non-blocking after it has handed it over is in time: the loop looks at it
 * later.
 */
#include "check/fd_givers.h"
#include "check/plain_finding.h"
#include "check/rule_use.h"
#include "link/back.h"

static const struct check_rule rules[] = {
    {"NS111", "blocking-descriptor-given", FAMILY_BLOCKING, LEVEL_WARNING,
     "A blocking descriptor is handed to a call that needs a non-blocking one"},
};

struct asking {
    const struct check_input *in;
    struct findings *findings;
    struct callmap *callers; /* NULL: not asked for yet */
};

static void report(const struct asking *a, struct fd_giver at, const struct fd_giver *from)
{
    const struct check_input *in = a->in;
    struct arena *arena = a->findings->arena;
    struct loc loc = body_event_loc(program_get(in->program, at.node)->body, at.event);
    const char *callee = calls_text_at(in->program, at.node, at.event);
    struct finding f = plain_finding(in, a->findings, &rules[0], at.node, loc, callee);
    f.certainty = CERTAINTY_ALWAYS;
    f.message = arena_printf(arena, "'%s' is given a descriptor that blocks", callee);
    f.advice =
        "make it non-blocking first, with O_NONBLOCK, SOCK_NONBLOCK or the library's own call";
    plain_add_given(in, a->findings, &f, at.node, callee,
                    from ? from->node : (struct node_id){FACTS_NONE}, from ? from->event : 0);
}

/* Does the call make what PATH holds non-blocking? */
static bool makes_nonblocking(const struct asking *a, const struct call *call, struct path_id path)
{
    const struct name_roles *r = call->roles;
    const struct function *fn = program_get(a->in->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    for (uint32_t k = 0; r && e->kind == EVENT_CALL && k < r->fd_nonblocking.len; k++) {
        uint32_t arg = arg_index(r->fd_nonblocking.at[k]->fd, e->call.arg_len);
        const struct value *of =
            arg == FACTS_NONE ? NULL : function_value(fn, fn->args.at[e->call.first_arg + arg]);
        struct aval args[AVAL_MAX_ARGS];
        uint32_t len = aval_args(a->in->values, call->node, call->event, args);
        if (of && of->kind == VALUE_PATH && of->path.i == path.i &&
            (!r->fd_nonblocking.at[k]->when.len ||
             aval_any(a->in->values, &r->fd_nonblocking.at[k]->when, args, len) == TRI_YES))
            return true;
    }
    return false;
}

struct search { /* backwards, for the call that hands over what is in PATH */
    const struct function *fn;
    uint32_t event;
    struct path_id path;
    bool found;
};

static enum back look_for_call(void *context, struct place_in end)
{
    struct search *s = context;
    const struct block *k = &s->fn->blocks.at[end.block];
    for (uint32_t i = end.position < k->events.len ? end.position : k->events.len; i-- > 0;) {
        const struct event *e = &s->fn->events.at[k->events.at[i].i];
        s->found |= k->events.at[i].i == s->event;
        if (k->events.at[i].i == s->event ||
            (e->kind == EVENT_ASSIGN && e->assign.to.i == s->path.i))
            return BACK_FOUND;
    }
    return BACK_ON;
}

/* Is what CALL hands over made non-blocking behind it, while it is in the same variable? */
static bool is_made_later(const struct asking *a, const struct call *call, struct value_id value)
{
    const struct bodies *bodies = a->in->contexts->bodies;
    const struct function *fn = program_get(a->in->program, call->node)->body;
    const struct value *v = function_value(fn, value);
    const call_vec *rows = &a->in->contexts->calls->at[call->node.i];
    struct search s = {fn, call->event, v->path, false};
    for (uint32_t i = 0; v->kind == VALUE_PATH && i < rows->len && !s.found; i++) {
        struct place_in at;
        bool start;
        if (makes_nonblocking(a, &rows->at[i], v->path) &&
            back_place(bodies, call->node, rows->at[i].event, &at))
            (void)back_search(bodies, call->node, at, look_for_call, &s, &start);
    }
    return s.found;
}

static void check_argument(struct asking *a, const struct call *call, uint32_t arg)
{
    const struct function *fn = program_get(a->in->program, call->node)->body;
    struct value_id value = fn->args.at[fn->events.at[call->event].call.first_arg + arg];
    struct aval fd = aval_of(a->in->values, call->node, call->event, value);
    struct fd_giver here = {call->node, call->event};
    if (is_made_later(a, call, value) || (fd.fd_kind_known && fd.fd_kind == FD_FILE))
        return;
    if (!fd.fd_symbol && fd.fd == FD_BLOCKING)
        report(a, here, NULL);
    if (!fd.fd_symbol)
        return;
    if (!a->callers)
        a->callers = callmap_new(a->in->contexts);
    struct fd_givers from = fd_givers_find(a->in, a->callers, call->node, &fd, 0);
    if (!from.other && from.blocking.len)
        report(a, here, &from.blocking.at[0]);
    for (uint32_t i = 0; from.other && i < from.blocking.len; i++)
        report(a, from.blocking.at[i], NULL);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    struct asking a = {.in = in, .findings = ret_findings};
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        const call_vec *rows = &in->contexts->calls->at[i];
        for (uint32_t k = 0; k < rows->len; k++) {
            const struct call *call = &rows->at[k];
            const struct rule_use *u = NULL;
            if (call->roles && call->roles->nonblocking_needed.len &&
                body_is_live(in->contexts->bodies, call->node, call->event))
                u = rule_use_of(in, call, call->roles->nonblocking_needed.at,
                                call->roles->nonblocking_needed.len);
            const struct event *e = &in->program->nodes.at[i].body->events.at[call->event];
            for (uint32_t n = 0; u && e->kind == EVENT_CALL && n < u->args.len; n++)
                if (arg_index(u->args.at[n], e->call.arg_len) != FACTS_NONE)
                    check_argument(&a, call, arg_index(u->args.at[n], e->call.arg_len));
            arena_reset(in->scratch);
        }
    }
    callmap_free(a.callers);
}

const struct check check_given = {
    .name = "given", .rules = rules, .rule_count = COUNT(rules), .run = run};
