/* NS405: the locals of one function take more than half of the stack that its coroutine has.
 *
 * The stack is what the spawn call gives, if that is a constant, else the framework's default. All
 * functions that the coroutine calls directly are looked at, against the smallest stack that they
 * run on. A frame is taken to be all locals together: compilers may lay those of blocks that follow
 * each other over each other, but do not have to.
 */
#include "check/plain_finding.h"
#include "effects/callmap.h"

#include <stdlib.h>
#include <string.h>

static const struct check_rule rules[] = {
    {"NS405", "large-coroutine-frame", FAMILY_LOOPS, LEVEL_WARNING,
     "The locals of a function take more than half of its coroutine's stack"},
};

struct start { /* a function that runs first on a stack */
    struct node_id node;
    int64_t stack;
    const char *why;
    struct loc loc;
    uint32_t number; /* starts of equal stacks keep their order */
};

struct frame {             /* by node */
    uint32_t start;        /* plus one; 0: not reached */
    struct node_id caller; /* FACTS_NONE: the start itself */
};

struct frames {
    const struct check_input *in;
    struct findings *findings;
    struct arena *arena;
    VEC(struct start) starts;
    struct frame *at;
    bool *spawned;           /* by node: some call of the program starts it */
    struct callmap *callers; /* NULL: not asked for yet */
};

static int64_t default_stack(const struct frames *x, struct str pack)
{
    const struct roles *r = x->in->roles;
    for (uint32_t i = r->packs.len; i-- > 0;)
        if (str_eq(r->packs.at[i]->name, pack))
            return r->packs.at[i]->stack;
    return 0;
}

static void add_start(struct frames *x, struct node_id n, int64_t stack, const char *why,
                      struct loc loc)
{
    x->spawned[n.i] = true;
    if (stack > 0 && program_get(x->in->program, n)->body)
        vec_push(x->arena, &x->starts, (struct start){n, stack, why, loc, x->starts.len});
}

/* A call that starts a coroutine, itself or through a wrapper that is given the entry, the size. */
struct spawn {
    const struct rule_callback *rule;
    struct node_id node;
    uint32_t event;
    struct value_id entry;
    struct node_id entry_of; /* the function whose value that is, */
    uint32_t entry_at;       /* and its call */
    struct aval stack;
};

static struct aval argument(const struct frames *x, struct node_id n, uint32_t event, int32_t arg)
{
    struct aval args[AVAL_MAX_ARGS], none = {.kind = AVAL_INT};
    uint32_t len = aval_args(x->in->values, n, event, args);
    uint32_t at = arg == INT32_MIN ? FACTS_NONE : arg_index(arg, len);
    return at == FACTS_NONE ? none : args[at];
}

/* 0 and what is not said stand for the default; of what is not known nothing is told. */
static void add_entries(struct frames *x, const struct spawn *s)
{
    source_vec sources = {0};
    int64_t stack = s->stack.kind != AVAL_INT ? 0
                    : s->stack.number > 0     ? s->stack.number
                                              : default_stack(x, s->rule->origin.pack);
    flow_value(x->in->contexts->flow, x->arena, s->entry_of, s->entry, s->entry_at, &sources);
    for (uint32_t i = 0; i < sources.len; i++)
        add_start(x, sources.at[i]->function, stack, "it is started here",
                  body_event_loc(program_get(x->in->program, s->node)->body, s->event));
}

/* Where the size is a parameter, callers say it, and the entry if that is one too. */
static void add_spawn(struct frames *x, struct spawn s, bool *asked)
{
    if (s.stack.kind != AVAL_PARAM || asked[s.node.i]) {
        add_entries(x, &s);
        return;
    }
    if (!x->callers)
        x->callers = callmap_new(x->in->contexts);
    struct call_edges edges = callmap_in(x->callers, s.node);
    uint32_t param = s.entry_of.i == s.node.i ? body_param(x->in->contexts->bodies, s.node, s.entry)
                                              : FACTS_NONE;
    asked[s.node.i] = true;
    for (uint32_t i = 0; i < edges.len; i++) {
        struct spawn up = s;
        const struct function *fn = program_get(x->in->program, edges.at[i]->from)->body;
        const struct event *e = &fn->events.at[edges.at[i]->event];
        up.node = edges.at[i]->from;
        up.event = edges.at[i]->event;
        if (e->kind == EVENT_CALL && param < e->call.arg_len) {
            up.entry = fn->args.at[e->call.first_arg + param];
            up.entry_of = up.node;
            up.entry_at = up.event;
        }
        up.stack = argument(x, up.node, up.event, (int32_t)s.stack.param);
        add_spawn(x, up, asked);
    }
    asked[s.node.i] = false;
}

/* ---- sizes in a macro's argument, of which only the text is known ---- */

static const char *behind(const char *at, const char *word)
{
    at += strspn(at, " (");
    return strncmp(at, word, strlen(word)) ? NULL : at + strlen(word);
}

/* The bytes of the variable that the text names, of a function or an array of characters; 0: not
 * known. */
static int64_t size_of_variable(const struct frames *x, const struct node *node, const char *text)
{
    const struct program *p = x->in->program;
    size_t len = strcspn(text += strspn(text, " ("), " )");
    for (uint32_t i = node->body->locals.len; i-- > 0;) {
        const char *name = program_text(p, node->body->locals.at[i].name);
        if (strlen(name) == len && !strncmp(name, text, len))
            return node->body->locals.at[i].size;
    }
    for (uint32_t i = 0; i < node->facts->entities.len; i++) {
        const struct entity *e = &node->facts->entities.at[i];
        const char *name = program_text(p, e->name), *type = program_text(p, e->type);
        const char *bracket = strchr(type, '[');
        if (e->kind == ENTITY_VARIABLE && strlen(name) == len && !strncmp(name, text, len))
            return bracket && bracket - type >= 4 && !strncmp(bracket - 4, "char", 4)
                       ? strtoll(bracket + 1, NULL, 10)
                       : 0;
    }
    return 0;
}

/* A number, the product of numbers, or sizeof of a variable; 0: not known. */
static int64_t size_of_text(const struct frames *x, const struct node *node, const char *text)
{
    const char *of = behind(text, "sizeof");
    char *end;
    if (of)
        return size_of_variable(x, node, of);
    int64_t size = strtoll(text + strspn(text, " ("), &end, 0);
    for (const char *factor; size > 0 && size < INT32_MAX; size *= strtoll(factor, &end, 0)) {
        factor = behind(end + strspn(end, " )"), "*");
        if (!factor)
            return end[strspn(end, " )")] ? 0 : size;
    }
    return 0;
}

/* The macro stands before the call that is its argument. */
static int64_t macro_stack(const struct frames *x, const struct call *call,
                           const struct rule_callback *rule)
{
    const struct node *node = program_get(x->in->program, call->node);
    struct str name = node->body->events.at[call->event].call.macro;
    if (rule->stack == INT32_MIN)
        return default_stack(x, rule->origin.pack);
    for (uint32_t i = call->event; i-- > 0;) {
        const struct event *e = &node->body->events.at[i];
        if (e->kind != EVENT_MACRO || !str_eq(e->macro.name, name))
            continue;
        uint32_t arg = arg_index(rule->stack, e->macro.arg_len);
        return arg == FACTS_NONE
                   ? 0
                   : size_of_text(x, node,
                                  program_text(x->in->program,
                                               node->body->texts.at[e->macro.first_arg + arg]));
    }
    return 0;
}

static void add_spawned(struct frames *x, const struct call *call)
{
    const struct function *fn = program_get(x->in->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    const struct name_roles *r = call->roles;
    if (call->spawned && call->macro && call->macro->spawns.len && call->callee.i != FACTS_NONE) {
        const struct rule_callback *rule = call->macro->spawns.at[0];
        add_start(x, call->callee, macro_stack(x, call, rule), "it is started here", e->loc);
    }
    for (uint32_t i = 0; e->kind == EVENT_CALL && r && i < r->spawns.len; i++) {
        const struct rule_callback *rule = r->spawns.at[i];
        uint32_t arg = rule->args.len ? arg_index(rule->args.at[0], e->call.arg_len) : FACTS_NONE;
        if (arg != FACTS_NONE && callee_arity_fits(&rule->callee, e->call.arg_len))
            add_spawn(x,
                      (struct spawn){rule, call->node, call->event,
                                     fn->args.at[e->call.first_arg + arg], call->node, call->event,
                                     argument(x, call->node, call->event, rule->stack)},
                      arena_new_array(x->arena, bool, x->in->program->nodes.len + 1));
    }
}

static int by_stack(const void *a, const void *b)
{
    const struct start *x = a, *y = b;
    if (x->stack != y->stack)
        return x->stack < y->stack ? -1 : 1;
    return x->number < y->number ? -1 : 1;
}

/* Spawned ones first; then what is a coroutine for another reason, as by its mark. */
static void find_starts(struct frames *x)
{
    const struct contexts *c = x->in->contexts;
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        for (uint32_t k = 0; k < c->calls->at[i].len; k++)
            if (body_is_live(c->bodies, (struct node_id){i}, c->calls->at[i].at[k].event))
                add_spawned(x, &c->calls->at[i].at[k]);
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        const struct context_reason *reason = &c->at[i].reasons[1];
        if ((c->at[i].declared & CONTEXT_COROUTINE) && !x->spawned[i])
            add_start(x, (struct node_id){i}, default_stack(x, reason->pack), reason->why,
                      reason->loc);
    }
    if (x->starts.len)
        qsort(x->starts.at, x->starts.len, sizeof *x->starts.at, by_stack);
}

static void follow(struct frames *x, uint32_t number)
{
    const struct contexts *c = x->in->contexts;
    node_vec work = {0};
    struct node_id first = x->starts.at[number].node;
    if (x->at[first.i].start)
        return;
    x->at[first.i] = (struct frame){number + 1, {FACTS_NONE}};
    vec_push(x->arena, &work, first);
    for (uint32_t i = 0; i < work.len; i++)
        for (uint32_t k = 0; k < c->calls->at[work.at[i].i].len; k++) {
            const struct call *call = &c->calls->at[work.at[i].i].at[k];
            for (uint32_t n = 0; n < call->callees.len; n++) {
                struct node_id to = call->callees.at[n];
                if (x->at[to.i].start || !program_get(c->program, to)->body)
                    continue;
                x->at[to.i] = (struct frame){number + 1, call->node};
                vec_push(x->arena, &work, to);
            }
        }
}

static int64_t frame_size(const struct function *fn)
{
    int64_t size = 0;
    for (uint32_t i = 0; i < fn->locals.len; i++)
        size += fn->locals.at[i].size;
    return size;
}

/* From the start of the coroutine down to N. */
static int64_t size_down_to(const struct frames *x, struct node_id n)
{
    int64_t size = 0;
    for (; n.i != FACTS_NONE; n = x->at[n.i].caller)
        size += frame_size(program_get(x->in->program, n)->body);
    return size;
}

static void report(struct frames *x, struct node_id n, int64_t size)
{
    const struct check_input *in = x->in;
    struct arena *arena = x->findings->arena;
    const struct node *node = program_get(in->program, n);
    const struct start *start = &x->starts.at[x->at[n.i].start - 1];
    const char *name = program_text(in->program, node->name);
    struct finding f = plain_finding(in, x->findings, &rules[0], n, node->body->loc, name);
    f.certainty = CERTAINTY_ALWAYS;
    f.message = arena_printf(
        arena,
        "the locals of '%s' take %lld bytes, more than half of the %lld of its coroutine's stack",
        name, (long long)size, (long long)start->stack);
    f.advice = "allocate the large ones, or give the coroutine a larger stack";
    plain_step(in, x->findings, &f, PATH_STEP_LEAF, n, node->body->loc,
               arena_printf(arena, "'%s' has them", name));
    plain_note(x->findings, &f, start->loc, arena_strdup(arena, start->why));
    if (x->at[n.i].caller.i != FACTS_NONE)
        plain_note(
            x->findings, &f, node->body->loc,
            arena_printf(arena, "with those of its callers from '%s' on, %lld bytes",
                         program_text(in->program, program_get(in->program, start->node)->name),
                         (long long)size_down_to(x, n)));
    plain_add(in, x->findings, &f);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    struct frames x = {.in = in, .findings = ret_findings, .arena = arena_new()};
    x.at = arena_new_array(x.arena, struct frame, in->program->nodes.len + 1);
    x.spawned = arena_new_array(x.arena, bool, in->program->nodes.len + 1);
    find_starts(&x);
    for (uint32_t i = 0; i < x.starts.len; i++)
        follow(&x, i);
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        int64_t size = x.at[i].start ? frame_size(in->program->nodes.at[i].body) : 0;
        if (size && size * 2 > x.starts.at[x.at[i].start - 1].stack)
            report(&x, (struct node_id){i}, size);
    }
    callmap_free(x.callers);
    arena_free(x.arena);
}

const struct check check_frames = {
    .name = "frames", .rules = rules, .rule_count = COUNT(rules), .run = run};
