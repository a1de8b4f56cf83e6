#include "contexts/operated.h"

#include "contexts/bidden.h"

#include <inttypes.h>
#include <string.h>

const struct operated *operated_new(const struct contexts *c, const struct signal_name *signal,
                                    struct loc at, struct loc loc)
{
    struct operated *k = arena_new_one(c->arena, struct operated);
    const char *name = program_text(c->program, signal->name);
    *k = (struct operated){.loc = loc, .signal = signal, .handler = at};
    k->text = arena_printf(c->arena, "only on %s: from the %s handler at %s:%" PRIu32,
                           signal->does ? signal->does : name, name,
                           program_text(c->program, at.file), at.line);
    return k;
}

/* That function N runs; NULL: it is not named for what only a person wants. */
static const struct operated *by_own_name(const struct contexts *c, struct node_id n)
{
    const struct node *node = program_get(c->program, n);
    const struct name_roles *r = roles_function(c->bodies->roles, node->name);
    const struct rule_command *rule = r && node->body ? r->operator_call : NULL;
    if (!rule)
        return NULL;
    struct operated *k = arena_new_one(c->arena, struct operated);
    const char *name = program_text(c->program, node->name);
    *k = (struct operated){.loc = node->body->loc, .handler = node->body->loc};
    k->text = arena_printf(c->arena, "only on %s: from '%s' at %s:%" PRIu32,
                           rule->does ? rule->does : "command", name,
                           program_text(c->program, k->loc.file), k->loc.line);
    return k;
}

const struct operated *operated_of_block(const struct contexts *c, struct node_id n, uint32_t event)
{
    const struct operated **blocks = c->at[n.i].command_blocks;
    uint32_t block = c->bodies->at[n.i].block_of[event];
    return blocks && block ? blocks[block - 1] : NULL;
}

const struct operated *operated_at(const struct contexts *c, struct node_id n, uint32_t event)
{
    const struct operated *k = operated_of_block(c, n, event);
    return k ? k : operated_of(&c->at[n.i]);
}

/* A variable or field that says that a signal has come. */
struct flag {
    const struct signal_name *signal; /* NULL: it is none */
    struct loc handler;
};

struct search {
    struct contexts *c;
    struct arena *scratch;
    const struct context *declared; /* by node: as contexts had them before */
    struct flag *flags;             /* by slot */
    bool *unbidden;                 /* by node: runs without a command, on the loop or not */
    const struct bidden *bidden;
    const struct operated **given; /* by node: the command that alone has handed it away, or NULL */
    node_vec work;
};

/* ---- tests ---- */

/* The variable of the program, or the field, that the path is; FACTS_NONE none. */
static uint32_t slot_of(const struct facts *f, const struct function *fn, struct path_id path)
{
    const struct path *p = function_path(fn, path);
    const struct path_step *last = path_last(fn, p);
    if (last)
        return last->kind == STEP_FIELD ? program_slot(f, last->field).i : FACTS_NONE;
    return p->root_kind == ROOT_GLOBAL ? program_slot(f, (struct entity_id){p->root}).i
                                       : FACTS_NONE;
}

static const struct flag *flag_of(const struct search *s, struct node_id n, struct value_id value)
{
    const struct node *node = program_get(s->c->program, n);
    const struct value *v = function_value(node->body, body_resolve(s->c->bodies, n, value));
    uint32_t slot = v->kind == VALUE_PATH ? slot_of(node->facts, node->body, v->path) : FACTS_NONE;
    return slot != FACTS_NONE && s->flags[slot].signal ? &s->flags[slot] : NULL;
}

/* A signal that has come is in a variable, or is what a call returned. What is computed, as
 * WTERMSIG(status), tells how another process ended. */
static bool may_be_received(const struct search *s, struct node_id n, struct value_id value)
{
    const struct function *fn = program_get(s->c->program, n)->body;
    const struct value *v = function_value(fn, body_resolve(s->c->bodies, n, value));
    return v->kind == VALUE_PATH || v->kind == VALUE_RESULT;
}

static const struct operated *by_name(const struct search *s, struct node_id n,
                                      const struct block *k, struct value_id value,
                                      const struct signal_name *signal)
{
    const struct function *fn = program_get(s->c->program, n)->body;
    struct loc at = loc_known(k->term_loc) ? k->term_loc : fn->loc;
    return signal && may_be_received(s, n, value) ? operated_new(s->c, signal, at, at) : NULL;
}

/* The edge that is taken where a value compared with OTHER is not zero; FACTS_NONE: one cannot
 * tell. */
static uint32_t edge_of_set(const struct value *other, enum cond_op op)
{
    if (other->kind != VALUE_INT)
        return FACTS_NONE;
    if (other->number)
        return op == OP_EQ ? 0 : FACTS_NONE;
    return op == OP_EQ ? 1 : op == OP_NE || op == OP_GT ? 0 : FACTS_NONE;
}

static const struct operated *by_flag(const struct search *s, const struct block *k,
                                      const struct flag *flag)
{
    if (!flag)
        return NULL;
    struct loc at = loc_known(k->term_loc) ? k->term_loc : flag->handler;
    return operated_new(s->c, flag->signal, flag->handler, at);
}

/* The command without which EDGE of the branch is not taken. */
static const struct operated *on_branch(const struct search *s, struct node_id n,
                                        const struct block *k, uint32_t edge)
{
    const struct function *fn = program_get(s->c->program, n)->body;
    const struct cond *cond = &k->cond;
    if (cond->kind == COND_TRUTH && edge == 0)
        return by_flag(s, k, flag_of(s, n, cond->value));
    if (cond->kind != COND_COMPARE)
        return NULL;
    const struct signal_name *left = signal_spelled(s->c->signals, n, cond->value),
                             *right = signal_spelled(s->c->signals, n, cond->other);
    if ((left || right) && ((cond->op == OP_EQ && edge == 0) || (cond->op == OP_NE && edge == 1)))
        return by_name(s, n, k, left ? cond->other : cond->value, left ? left : right);
    return edge_of_set(function_value(fn, cond->other), cond->op) == edge
               ? by_flag(s, k, flag_of(s, n, cond->value))
               : NULL;
}

static const struct operated *on_edge(const struct search *s, struct node_id n,
                                      const struct block *k, uint32_t edge)
{
    const struct function *fn = program_get(s->c->program, n)->body;
    if (k->term == TERM_BRANCH && k->cond.kind != COND_UNKNOWN)
        return on_branch(s, n, k, edge);
    if (k->term != TERM_SWITCH || !fn->edges.at[k->first_edge + edge].name.i)
        return NULL;
    return by_name(s, n, k, k->cond.value,
                   signal_named(s->c->signals, fn->edges.at[k->first_edge + edge].name));
}

/* ---- the blocks behind them ---- */

struct flood { /* over the blocks of one function */
    const struct function *fn;
    const struct operated **edges; /* by edge; NULL: no command */
    const struct operated **behind;
    bool *plain;
    uint32_t *stack;
};

static void flood_plain(struct flood *f)
{
    uint32_t depth = 1;
    f->plain[0] = true;
    for (f->stack[0] = 0; depth;) {
        const struct block *k = &f->fn->blocks.at[f->stack[--depth]];
        for (uint32_t e = k->first_edge; e < k->first_edge + k->edge_len; e++) {
            uint32_t to = f->fn->edges.at[e].to.i;
            if (!f->edges[e] && !f->plain[to])
                f->plain[to] = true, f->stack[depth++] = to;
        }
    }
}

/* All blocks that are only reached through the edge, and others like it. */
static void flood_behind(struct flood *f, uint32_t edge)
{
    uint32_t depth = 0, to = f->fn->edges.at[edge].to.i;
    if (f->plain[to] || f->behind[to])
        return;
    f->behind[to] = f->edges[edge];
    for (f->stack[depth++] = to; depth;) {
        const struct block *k = &f->fn->blocks.at[f->stack[--depth]];
        for (uint32_t e = k->first_edge; e < k->first_edge + k->edge_len; e++) {
            to = f->fn->edges.at[e].to.i;
            if (!f->plain[to] && !f->behind[to])
                f->behind[to] = f->edges[edge], f->stack[depth++] = to;
        }
    }
}

static void find_blocks(struct search *s, struct node_id n)
{
    const struct function *fn = program_get(s->c->program, n)->body;
    struct flood f = {.fn = fn};
    bool any = false;
    f.edges = arena_new_array(s->scratch, const struct operated *, fn->edges.len + 1);
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        const struct block *k = &fn->blocks.at[b];
        for (uint32_t e = 0; e < k->edge_len; e++) {
            f.edges[k->first_edge + e] = on_edge(s, n, k, e);
            any |= f.edges[k->first_edge + e] != NULL;
        }
    }
    if (!any)
        return;
    f.behind = arena_new_array(s->c->arena, const struct operated *, fn->blocks.len + 1);
    f.plain = arena_new_array(s->scratch, bool, fn->blocks.len + 1);
    f.stack = arena_new_array(s->scratch, uint32_t, fn->blocks.len + 1);
    flood_plain(&f);
    for (uint32_t e = 0; e < fn->edges.len; e++)
        if (f.edges[e])
            flood_behind(&f, e);
    s->c->at[n.i].command_blocks = f.behind;
}

/* ---- what is routine ---- */

static void reach(struct search *s, struct node_id to, const struct operated *command)
{
    struct context *x = &s->c->at[to.i];
    if (!x->bits || x->routine)
        return;
    if (!command)
        command = by_own_name(s->c, to);
    if (command && x->command)
        return;
    if (command)
        x->command = command;
    else
        x->routine = true;
    vec_push(s->scratch, &s->work, to);
}

/* What the function calls on the loop: routinely, or behind a command. */
static void follow(struct search *s, struct node_id n, bool routine)
{
    const struct contexts *c = s->c;
    const struct function *fn = program_get(c->program, n)->body;
    const struct body *body = &c->bodies->at[n.i];
    for (uint32_t i = 0; fn && i < body->live.len; i++) {
        const struct live_event *l = &body->live.at[i];
        enum event_kind kind = fn->events.at[l->event].kind;
        if ((kind != EVENT_CALL && kind != EVENT_CLEANUP) ||
            !(l->mask & context_at(&c->at[n.i], l->event)))
            continue;
        const struct call *call = calls_get(c->calls, n, l->event);
        const struct operated *command = operated_at(c, n, l->event);
        if (routine == (command != NULL) || (call->roles && call->roles->run_loops.len))
            continue; /* what a loop runs has its own registration */
        for (uint32_t k = 0; k < call->callees.len; k++)
            reach(s, call->callees.at[k], command);
        for (uint32_t k = 0; k < call->targets.len; k++)
            reach(s, call->targets.at[k].node,
                  command ? command : s->given[call->targets.at[k].node.i]);
    }
}

static void work_off(struct search *s, bool routine)
{
    for (uint32_t at = 0; at < s->work.len; at++)
        follow(s, s->work.at[at], routine);
    s->work.len = 0;
}

static void find_ways(struct search *s)
{
    const struct contexts *c = s->c;
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        const struct context *x = &s->declared[i];
        c->at[i].routine = x->routine || (x->registered && !s->given[i]);
        c->at[i].command = x->command || !x->registered ? x->command : s->given[i];
        if (c->program->nodes.at[i].body)
            find_blocks(s, (struct node_id){i});
        if (c->at[i].routine)
            vec_push(s->scratch, &s->work, (struct node_id){i});
    }
    work_off(s, true);
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        if (c->at[i].bits && (c->at[i].command || c->at[i].command_blocks))
            vec_push(s->scratch, &s->work, (struct node_id){i});
    work_off(s, false);
}

/* ---- flags ---- */

static void note_unbidden(struct search *s, struct node_id n)
{
    if (s->unbidden[n.i])
        return;
    s->unbidden[n.i] = true;
    vec_push(s->scratch, &s->work, n);
}

/* What runs without a command is more than what is routine: reading the configuration is behind
 * SIGHUP on the loop, and main does it before. */
static void find_unbidden(struct search *s)
{
    const struct contexts *c = s->c;
    s->unbidden = arena_new_array(s->scratch, bool, c->program->nodes.len + 1);
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        if (!operated_of(&c->at[i]))
            note_unbidden(s, (struct node_id){i});
    for (uint32_t at = 0; at < s->work.len; at++) {
        struct node_id n = s->work.at[at];
        for (uint32_t i = 0; i < c->calls->at[n.i].len; i++) {
            const struct call *call = &c->calls->at[n.i].at[i];
            if (operated_of_block(c, n, call->event))
                continue;
            for (uint32_t k = 0; k < call->callees.len; k++)
                note_unbidden(s, call->callees.at[k]);
            for (uint32_t k = 0; k < call->targets.len; k++)
                if (!s->given[call->targets.at[k].node.i])
                    note_unbidden(s, call->targets.at[k].node);
        }
    }
    s->work.len = 0;
}

struct stores { /* of one variable or field */
    struct flag set;
    bool other; /* it is set elsewhere too, or who sets it is not known */
};

/* Which signal's handler, or code behind its command, the store is in. Of fields only handlers are
 * asked: others fill in whole structs as well, with memcpy and read. */
static struct flag setter(const struct search *s, struct node_id n, const struct function *fn,
                          uint32_t event, bool field)
{
    const struct handler *h = &s->c->signals->handlers[n.i];
    if (h->signal && !h->other)
        return (struct flag){h->signal, fn->loc};
    if (field && !h->signal)
        return (struct flag){0};
    const struct operated *k = operated_of_block(s->c, n, event);
    if (!k && !s->unbidden[n.i])
        k = operated_of(&s->c->at[n.i]);
    return k ? (struct flag){k->signal, k->handler} : (struct flag){0};
}

/* N: FACTS_NONE for the initialisers of a unit. */
static void see_function(const struct search *s, const struct facts *f, const struct function *fn,
                         struct node_id n, struct stores *all)
{
    for (uint32_t i = 0; i < fn->values.len; i++) {
        const struct value *v = &fn->values.at[i];
        uint32_t slot = v->kind == VALUE_ADDRESS ? slot_of(f, fn, v->path) : FACTS_NONE;
        if (slot != FACTS_NONE)
            all[slot].other = true;
    }
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        bool stored = e->kind == EVENT_CALL && e->call.use == USE_STORED;
        if (e->kind != EVENT_ASSIGN && !stored)
            continue;
        struct path_id to = stored ? e->call.stored : e->assign.to;
        uint32_t slot = to.i == FACTS_NONE ? FACTS_NONE : slot_of(f, fn, to);
        const struct value *v = stored ? NULL : function_value(fn, e->assign.from);
        if (slot == FACTS_NONE || (v && v->kind == VALUE_INT && !v->number))
            continue;
        bool field = s->c->program->slots.at[slot].is_field;
        struct flag set = n.i == FACTS_NONE ? (struct flag){0} : setter(s, n, fn, i, field);
        all[slot].set = all[slot].set.signal ? all[slot].set : set;
        all[slot].other |= !set.signal;
    }
}

/* Variables that only commands set. True: there are more than before. */
static bool find_flags(struct search *s)
{
    const struct program *p = s->c->program;
    struct stores *all = arena_new_array(s->scratch, struct stores, p->slots.len + 1);
    bool more = false;
    find_unbidden(s);
    for (uint32_t i = 0; i < p->units.len; i++)
        see_function(s, p->units.at[i], &p->units.at[i]->init, (struct node_id){FACTS_NONE}, all);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            see_function(s, p->nodes.at[i].facts, p->nodes.at[i].body, (struct node_id){i}, all);
    for (uint32_t i = 0; i < p->slots.len; i++)
        if (all[i].set.signal && !all[i].other && !s->flags[i].signal) {
            s->flags[i] = all[i].set;
            more = true;
        }
    return more;
}

/* What only commands have handed away. True: there is more than before. */
static bool find_given(struct search *s)
{
    bool more = false;
    for (uint32_t i = 0; i < s->c->program->nodes.len; i++) {
        if (s->given[i] || !s->c->at[i].bits)
            continue;
        s->given[i] = bidden_by(s->bidden, (struct node_id){i}, s->unbidden);
        more |= s->given[i] != NULL;
    }
    return more;
}

void operated_find(struct contexts *c)
{
    struct search s = {.c = c, .scratch = arena_new()};
    bool more = true;
    struct context *declared =
        arena_new_array(s.scratch, struct context, c->program->nodes.len + 1);
    memcpy(declared, c->at, c->program->nodes.len * sizeof *declared);
    s.declared = declared;
    s.flags = arena_new_array(s.scratch, struct flag, c->program->slots.len + 1);
    s.bidden = bidden_new(s.scratch, c);
    s.given = arena_new_array(s.scratch, const struct operated *, c->program->nodes.len + 1);
    while (more) { /* what a new flag guards may set others: fewer are routine each time */
        find_ways(&s);
        more = find_flags(&s);
        more |= find_given(&s);
    }
    arena_free(s.scratch);
}
