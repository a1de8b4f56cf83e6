#include "effects/summary.h"

#include "contexts/targets.h"
#include "effects/slow_locks.h"
#include "link/callorder.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PER_KIND 8 /* open leaves and locks of one kind that a summary keeps */

struct indirect_call { /* a call through a pointer, or one that hands over what the callee calls */
    uint32_t event;
    target_vec targets;
};
typedef VEC(struct indirect_call) indirect_vec;

struct summaries {
    struct arena *arena;
    const struct contexts *contexts;
    const struct program *program;
    const struct aval_context *values;
    const struct leaf_filter *filter;
    leaf_vec *at;           /* by node */
    indirect_vec *indirect; /* by node; NULL: pointers are not followed */
    struct targets *targets;
    object_vec slow_locks;
};

const struct leaf *leaf_end(const struct leaf *leaf)
{
    while (leaf->down)
        leaf = leaf->down;
    return leaf;
}

/* ---- judging one rule at one call ---- */

enum verdict { VERDICT_NO, VERDICT_YES, VERDICT_OPEN };

static bool open_arg(const struct aval *args, uint32_t arg_len, int32_t arg)
{
    uint32_t i = arg_index(arg, arg_len);
    return i != FACTS_NONE && args[i].kind == AVAL_PARAM;
}

static bool open_condition(const condition_any *any, const struct aval *args, uint32_t arg_len)
{
    for (uint32_t i = 0; i < any->len; i++)
        for (uint32_t k = 0; k < any->at[i].all.len; k++)
            if (open_arg(args, arg_len, any->at[i].all.at[k].arg))
                return true;
    return false;
}

/* Fills kind and certainty of RET. Open: an argument that decides is a parameter. */
static enum verdict judge(const struct aval_context *c, const struct rule_blocking *r,
                          const struct aval *args, uint32_t arg_len, struct leaf *ret)
{
    if (!callee_arity_fits(&r->callee, arg_len))
        return VERDICT_NO;
    ret->kind = r->kind;
    ret->certainty = r->certainty;
    ret->mixed = r->mixed;
    enum tri unless = r->unless.len ? aval_any(c, &r->unless, args, arg_len) : TRI_NO;
    enum tri when = r->when.len ? aval_any(c, &r->when, args, arg_len) : TRI_YES;
    if (unless == TRI_YES || when == TRI_NO)
        return VERDICT_NO;
    bool open = (unless == TRI_MAYBE && open_condition(&r->unless, args, arg_len)) ||
                (when == TRI_MAYBE && open_condition(&r->when, args, arg_len));
    uint32_t fd = arg_index(r->fd, arg_len);
    if (r->fd != INT32_MIN && fd != FACTS_NONE) {
        const struct aval *a = &args[fd];
        if (a->fd == FD_NONBLOCKING)
            return VERDICT_NO;
        if (a->fd_kind_known && a->fd_kind == FD_FILE) {
            ret->kind = BLOCK_FILE;
            ret->certainty = CERTAINTY_USUALLY;
        } else if (a->fd == FD_BLOCKING) {
            ret->certainty = CERTAINTY_ALWAYS;
        }
        open |= a->fd == FD_UNKNOWN && a->kind == AVAL_PARAM;
    }
    uint32_t lock = arg_index(r->lock, arg_len);
    if (r->lock != INT32_MIN && lock != FACTS_NONE) {
        ret->lock = args[lock].object;
        open |= args[lock].kind == AVAL_PARAM;
    }
    if (open)
        return VERDICT_OPEN;
    return when == TRI_YES ? VERDICT_YES : VERDICT_NO;
}

static enum verdict judge_run(const struct aval_context *c, const struct rule_run_loop *r,
                              const struct aval *args, uint32_t arg_len, struct leaf *ret)
{
    if (!callee_arity_fits(&r->callee, arg_len))
        return VERDICT_NO;
    enum tri unless = r->unless.len ? aval_any(c, &r->unless, args, arg_len) : TRI_NO;
    enum tri when = r->when.len ? aval_any(c, &r->when, args, arg_len) : TRI_YES;
    if (unless == TRI_YES || when == TRI_NO)
        return VERDICT_NO;
    ret->certainty = CERTAINTY_ALWAYS;
    if ((unless == TRI_MAYBE && open_condition(&r->unless, args, arg_len)) ||
        (when == TRI_MAYBE && open_condition(&r->when, args, arg_len)))
        return VERDICT_OPEN;
    return when == TRI_YES ? VERDICT_YES : VERDICT_NO;
}

static enum verdict judge_leaf(const struct aval_context *c, const struct leaf *l,
                               const struct aval *args, uint32_t arg_len, struct leaf *ret)
{
    return l->runs ? judge_run(c, l->runs, args, arg_len, ret)
                   : judge(c, l->rule, args, arg_len, ret);
}

/* ---- collecting ---- */

/* The leaves of one call or function while they are gathered. */
struct gather {
    const struct summaries *s;
    struct arena *arena;
    leaf_vec leaves;
    bool close; /* decide open leaves: nothing above will */
};

static bool same_args(const struct leaf *a, const struct leaf *b)
{
    if (!a->args != !b->args || a->arg_len != b->arg_len)
        return false;
    for (uint32_t i = 0; a->args && i < a->arg_len; i++)
        if (a->args[i].kind != b->args[i].kind ||
            (a->args[i].kind == AVAL_PARAM && a->args[i].param != b->args[i].param))
            return false;
    return true;
}

static bool same_slot(const struct leaf *a, const struct leaf *b)
{
    if (a->kind != b->kind || !a->runs != !b->runs || a->lock != b->lock || a->mixed != b->mixed)
        return false;
    if (a->mask != b->mask || a->needs.is_true != b->needs.is_true ||
        a->needs.is_false != b->needs.is_false)
        return false;
    return !a->args && !b->args ? true
                                : a->rule == b->rule && a->runs == b->runs && same_args(a, b);
}

static bool better(const struct leaf *a, const struct leaf *b)
{
    return a->certainty != b->certainty ? a->certainty > b->certainty : a->depth < b->depth;
}

static struct leaf *leaf_copy(struct arena *arena, const struct leaf *l)
{
    struct leaf *copy = arena_new_one(arena, struct leaf);
    *copy = *l;
    if (l->args) {
        copy->args = arena_new_array(arena, struct aval, l->arg_len + 1);
        memcpy(copy->args, l->args, l->arg_len * sizeof *l->args);
    }
    return copy;
}

static void gather_add(struct gather *g, const struct leaf *l)
{
    uint32_t of_kind = 0;
    for (uint32_t i = 0; i < g->leaves.len; i++) {
        const struct leaf *old = g->leaves.at[i];
        of_kind += old->kind == l->kind && !old->runs == !l->runs;
        if (!same_slot(old, l))
            continue;
        if (better(l, old))
            g->leaves.at[i] = leaf_copy(g->arena, l);
        return;
    }
    if (of_kind < MAX_PER_KIND)
        vec_push(g->arena, &g->leaves, leaf_copy(g->arena, l));
}

static bool filtered(const struct gather *g, const struct leaf *l, struct loc loc)
{
    const struct leaf_filter *f = g->s->filter;
    return f && f->skip(f->context, l, loc);
}

/* Judge L (rule or runs set) with ARGS and add it if it holds. */
static bool consider(struct gather *g, struct leaf *l, struct aval *args, uint32_t arg_len,
                     struct loc loc)
{
    enum verdict v = judge_leaf(g->s->values, l, args, arg_len, l);
    if (v == VERDICT_NO)
        return false;
    if (l->certainty > l->at_most)
        l->certainty = l->at_most;
    l->args = NULL;
    l->arg_len = 0;
    if (v == VERDICT_OPEN && g->close) {
        const condition_any *when = l->runs ? &l->runs->when : &l->rule->when;
        if (when->len && aval_any(g->s->values, when, args, arg_len) != TRI_YES)
            return false;
    } else if (v == VERDICT_OPEN) {
        l->args = args;
        l->arg_len = arg_len;
    }
    if (!filtered(g, l, loc))
        gather_add(g, l);
    return true;
}

/* Rules on libc and client libraries give way to a body of the program's own under that name. */
static bool rule_counts(const struct summaries *s, const struct rule_origin *o,
                        struct node_id callee)
{
    bool built_in_api = !strncmp(o->file, "rules/blocking/", 15);
    return !built_in_api || callee.i == FACTS_NONE || !program_get(s->program, callee)->body;
}

/* Leaves at the call itself. True: a rule or mark speaks for the callee, do not look inside. */
static bool own_leaves(struct gather *g, const struct leaf *base, const struct name_roles *r,
                       struct aval *args, uint32_t arg_len, struct loc loc)
{
    bool speaks = false, wrapper = false;
    for (uint32_t i = 0; r && i < r->blocking.len; i++)
        wrapper |= r->blocking.at[i]->kind == BLOCK_WRAPPER;
    for (uint32_t i = 0; r && i < r->blocking.len; i++) {
        if (!rule_counts(g->s, &r->blocking.at[i]->origin, base->callee))
            continue;
        if (wrapper && r->blocking.at[i]->kind != BLOCK_WRAPPER)
            continue; /* said once: the wrapper's advice is the better one */
        struct leaf l = *base;
        l.rule = r->blocking.at[i];
        l.mask &= (uint8_t)l.rule->in;
        if (l.rule->mixed)
            l.mask &= CONTEXT_COROUTINE; /* outside, it is the right call */
        speaks = true;
        if (!l.mask)
            continue;
        consider(g, &l, args, arg_len, loc);
        speaks = true;
    }
    for (uint32_t i = 0; r && i < r->run_loops.len; i++) {
        struct leaf l = *base;
        l.runs = r->run_loops.at[i];
        l.kind = BLOCK_KINDS;
        l.mask &= (uint8_t)l.runs->in;
        if (l.mask)
            consider(g, &l, args, arg_len, loc);
        speaks = true;
    }
    return speaks;
}

static bool marked_leaf(struct gather *g, const struct leaf *base, const struct event_call *c,
                        struct loc loc)
{
    const struct contexts *x = g->s->contexts;
    struct leaf l = *base;
    l.certainty = CERTAINTY_ALWAYS;
    if (base->callee.i != FACTS_NONE) {
        const struct rule_word *wrapper =
            roles_wrapper_word(x->bodies->roles, &program_get(g->s->program, base->callee)->words);
        if (wrapper) {
            l.kind = BLOCK_WRAPPER;
            l.mixed = true;
            l.mask &= CONTEXT_COROUTINE;
        } else if (x->at[base->callee.i].declared_blocking) {
            l.kind = BLOCK_CUSTOM;
        } else {
            return x->at[base->callee.i].promised_nonblocking;
        }
    } else {
        struct place_id place = c->callee_kind == CALLEE_PATH
                                    ? flow_path(x->flow, base->node, c->path)
                                    : (struct place_id){FACTS_NONE};
        struct slot_id slot;
        if (place.i == FACTS_NONE || !flow_is_slot(x->flow, place, &slot) ||
            !x->slot_blocking[slot.i])
            return false;
        l.kind = BLOCK_CUSTOM;
    }
    if (l.mask && !filtered(g, &l, loc))
        gather_add(g, &l);
    return true;
}

/* Leaves of a callee, seen from the call. */
static void inherited_leaves(struct gather *g, const struct leaf *base, const struct aval *args,
                             uint32_t arg_len, struct loc loc)
{
    const struct contexts *x = g->s->contexts;
    const struct context *to = &x->at[base->callee.i];
    const leaf_vec *leaves = &g->s->at[base->callee.i];
    uint8_t reported = to->declared & context_certain(to, CONTEXT_ANY, CERTAINTY_USUALLY);
    for (uint32_t i = 0; i < leaves->len; i++) {
        const struct leaf *below = leaves->at[i];
        struct leaf l = *below;
        l.node = base->node;
        l.event = base->event;
        l.callee = base->callee;
        l.mask = below->mask & base->mask & (uint8_t)~reported;
        l.depth = (uint16_t)(below->depth + 1);
        l.down = below;
        l.needs = base->needs;
        l.at_most = below->at_most < base->at_most ? below->at_most : base->at_most;
        if (l.certainty > l.at_most)
            l.certainty = l.at_most;
        if (!l.mask || l.depth > 200 || !aval_needs_met(below->needs, args, arg_len, &l.needs))
            continue;
        if (!below->args) {
            l.args = NULL;
            if (!filtered(g, &l, loc))
                gather_add(g, &l);
            continue;
        }
        struct aval bound[AVAL_MAX_ARGS];
        for (uint32_t k = 0; k < below->arg_len; k++)
            bound[k] = aval_bind(below->args[k], args, arg_len);
        consider(g, &l, bound, below->arg_len, loc);
    }
}

/* A leaf at this event, of which nothing else is known yet. */
static struct leaf leaf_at(struct node_id n, uint32_t event, uint8_t mask, struct needs needs)
{
    return (struct leaf){.needs = needs,
                         .mask = mask,
                         .node = n,
                         .event = event,
                         .callee = {FACTS_NONE},
                         .at_most = CERTAINTY_ALWAYS,
                         .lock = OBJECT_NONE};
}

/* Leaves of what the call reaches through pointers. The arguments are the target's where it is
 * itself what is called. */
static void indirect_leaves(struct gather *g, const struct leaf *base, const struct aval *args,
                            uint32_t arg_len, struct loc loc)
{
    const indirect_vec *calls = g->s->indirect ? &g->s->indirect[base->node.i] : NULL;
    for (uint32_t i = 0; calls && i < calls->len; i++) {
        const struct indirect_call *call = &calls->at[i];
        for (uint32_t k = 0; call->event == base->event && k < call->targets.len; k++) {
            struct leaf l = *base;
            l.callee = call->targets.at[k].node;
            l.at_most = call->targets.at[k].certainty;
            inherited_leaves(g, &l, args, base->callee.i == FACTS_NONE ? arg_len : 0, loc);
        }
    }
}

static void call_leaves(struct gather *g, struct node_id n, uint32_t event, uint8_t mask,
                        struct needs needs)
{
    const struct summaries *s = g->s;
    const struct node *node = program_get(s->program, n);
    const struct event *e = &node->body->events.at[event];
    struct leaf base = leaf_at(n, event, mask, needs);
    if (e->kind == EVENT_CLEANUP) {
        base.callee = program_node(node->facts, e->cleanup.function);
        inherited_leaves(g, &base, NULL, 0, body_event_loc(node->body, event));
        return;
    }
    if (e->kind != EVENT_CALL || context_is_elsewhere(s->contexts, n, event))
        return;
    struct aval args[AVAL_MAX_ARGS];
    uint32_t arg_len = aval_args(s->values, n, event, args);
    base.callee = call_node(node->facts, &e->call);
    struct str name = call_name(s->program, node->facts, node->body, &e->call);
    const struct name_roles *r = roles_function(s->contexts->bodies->roles, name);
    if (roles_cut(s->contexts->bodies->roles, node->name, name))
        return;
    if (own_leaves(g, &base, r, args, arg_len, e->loc) || marked_leaf(g, &base, &e->call, e->loc))
        return;
    if (r && r->is_nonblocking)
        return;
    indirect_leaves(g, &base, args, arg_len, e->loc);
    struct node_id callees[16];
    uint32_t len = context_callees(s->contexts, n, event, callees, 16);
    for (uint32_t i = 0; i < len; i++) {
        base.callee = callees[i];
        inherited_leaves(g, &base, args, arg_len, e->loc);
    }
}

/* A macro that a rule names: its arguments are texts, known only as names. */
static void macro_leaves(struct gather *g, struct node_id n, uint32_t event, uint8_t mask,
                         struct needs needs)
{
    const struct summaries *s = g->s;
    const struct function *fn = program_get(s->program, n)->body;
    const struct event *e = &fn->events.at[event];
    const struct name_roles *r = roles_macro(s->contexts->bodies->roles, e->macro.name);
    if (!r || (!r->blocking.len && !r->run_loops.len))
        return;
    struct aval args[AVAL_MAX_ARGS];
    uint32_t len = e->macro.arg_len < AVAL_MAX_ARGS ? e->macro.arg_len : AVAL_MAX_ARGS;
    for (uint32_t i = 0; i < len; i++) {
        const char *text = program_text(s->program, fn->texts.at[e->macro.first_arg + i]);
        char *end;
        long long number = strtoll(text, &end, 0);
        bool is_null = !strcmp(text, "NULL");
        args[i] = (struct aval){.object = OBJECT_NONE};
        if (*text && !*end)
            args[i].kind = AVAL_INT, args[i].number = number;
        else if (is_null)
            args[i].kind = AVAL_NULL;
    }
    struct leaf base = leaf_at(n, event, mask, needs);
    own_leaves(g, &base, r, args, len, e->loc);
}

static void event_leaves(struct gather *g, struct node_id n, uint32_t event, uint8_t mask,
                         struct needs needs)
{
    const struct function *fn = program_get(g->s->program, n)->body;
    if (fn->events.at[event].kind == EVENT_MACRO)
        macro_leaves(g, n, event, mask, needs);
    else
        call_leaves(g, n, event, mask, needs);
}

/* ---- bottom-up ---- */

static void gather_function(struct gather *g, struct node_id n, uint8_t mask)
{
    const struct body *b = &g->s->contexts->bodies->at[n.i];
    for (uint32_t i = 0; i < b->live.len; i++)
        if (b->live.at[i].mask & mask)
            event_leaves(g, n, b->live.at[i].event, b->live.at[i].mask & mask, b->live.at[i].needs);
}

/* ---- interface ---- */

bool summary_lock_is_slow(const struct summaries *s, uint64_t lock)
{
    for (uint32_t i = 0; i < s->slow_locks.len; i++)
        if (s->slow_locks.at[i] == lock)
            return true;
    return false;
}

static void find_indirect(struct summaries *s)
{
    uint32_t count = s->program->nodes.len;
    s->targets = targets_new(s->contexts, false);
    s->indirect = arena_new_array(s->arena, indirect_vec, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const struct body *b = &s->contexts->bodies->at[i];
        for (uint32_t k = 0; k < b->live.len; k++) {
            struct indirect_call call = {.event = b->live.at[k].event};
            targets_of_call(s->targets, (struct node_id){i}, call.event, &call.targets);
            if (call.targets.len)
                vec_push(s->arena, &s->indirect[i], call);
        }
    }
}

/* True: something is there that was not there in the round before. */
static bool gather_all(struct summaries *s, const uint32_t *order, uint32_t len)
{
    bool changed = false;
    for (uint32_t i = 0; i < len; i++) {
        struct gather g = {.s = s, .arena = s->arena};
        gather_function(&g, (struct node_id){order[i]}, CONTEXT_ANY);
        changed |= g.leaves.len != s->at[order[i]].len;
        s->at[order[i]] = g.leaves;
    }
    return changed;
}

static struct summaries *make(const struct contexts *c, const struct aval_context *values,
                              const struct locks *locks, const struct leaf_filter *filter,
                              bool through_pointers)
{
    struct arena *arena = arena_new();
    struct summaries *s = arena_new_one(arena, struct summaries);
    *s = (struct summaries){
        .arena = arena, .contexts = c, .program = c->program, .values = values, .filter = filter};
    s->at = arena_new_array(arena, leaf_vec, c->program->nodes.len + 1);
    uint32_t len = 0;
    uint32_t *order = callorder_find(c->bodies, arena, &len);
    if (through_pointers)
        find_indirect(s);
    gather_all(s, order, len);
    gather_all(s, order, len); /* for what cycles hid */
    /* pointers go against the order: a round for each of them on a path */
    for (int round = 0; through_pointers && round < 6 && gather_all(s, order, len); round++)
        ;
    slow_locks_find(s, c, locks, &s->slow_locks);
    return s;
}

struct summaries *summaries_new(const struct contexts *c, const struct aval_context *values,
                                const struct locks *locks, const struct leaf_filter *filter)
{
    return make(c, values, locks, filter, false);
}

struct summaries *summaries_new_library(const struct contexts *c, const struct aval_context *values,
                                        const struct locks *locks, const struct leaf_filter *filter)
{
    return make(c, values, locks, filter, true);
}

const leaf_vec *summary_kept(const struct summaries *s, struct node_id n)
{
    return &s->at[n.i];
}

void summaries_free(struct summaries *s)
{
    if (!s)
        return;
    targets_free(s->targets);
    arena_free(s->arena);
}

static int by_rank(const void *a, const void *b)
{
    const struct leaf *const *x = a, *const *y = b;
    if ((*x)->kind != (*y)->kind)
        return (*x)->kind < (*y)->kind ? -1 : 1;
    return better(*x, *y) ? -1 : better(*y, *x);
}

/* Raise what waits for a slow lock, and keep the best of each kind. */
static void finish(const struct summaries *s, struct arena *arena, struct gather *g,
                   leaf_vec *ret_leaves)
{
    for (uint32_t i = 0; i < g->leaves.len; i++) {
        const struct leaf *l = g->leaves.at[i];
        if (l->kind != BLOCK_LOCK || l->lock == OBJECT_NONE || l->certainty > CERTAINTY_DEPENDS ||
            !summary_lock_is_slow(s, l->lock))
            continue;
        struct leaf *raised = arena_new_one(arena, struct leaf);
        *raised = *l;
        raised->certainty = CERTAINTY_USUALLY;
        g->leaves.at[i] = raised;
    }
    if (g->leaves.len > 1)
        qsort(g->leaves.at, g->leaves.len, sizeof *g->leaves.at, by_rank);
    for (uint32_t i = 0; i < g->leaves.len; i++)
        if (i == 0 || g->leaves.at[i]->kind != g->leaves.at[i - 1]->kind ||
            g->leaves.at[i]->mixed != g->leaves.at[i - 1]->mixed)
            vec_push(arena, ret_leaves, g->leaves.at[i]);
}

void summary_of_call(const struct summaries *s, struct arena *arena, struct node_id n,
                     uint32_t event, uint8_t mask, leaf_vec *ret_leaves)
{
    struct gather g = {.s = s, .arena = arena, .close = true};
    event_leaves(&g, n, event, mask, (struct needs){0, 0});
    finish(s, arena, &g, ret_leaves);
}

void summary_of_function(const struct summaries *s, struct arena *arena, struct node_id n,
                         uint8_t mask, leaf_vec *ret_leaves)
{
    struct gather g = {.s = s, .arena = arena, .close = true};
    gather_function(&g, n, mask);
    finish(s, arena, &g, ret_leaves);
}
