#include "effects/summary.h"

#include "contexts/operated.h"
#include "effects/already.h"
#include "effects/judge.h"
#include "effects/lastact.h"
#include "effects/leaf_queue.h"
#include "effects/once.h"
#include "effects/shown.h"
#include "effects/slow_locks.h"
#include "effects/stall.h"
#include "effects/startup.h"
#include "effects/usual.h"
#include "values/member.h"

#include <stdlib.h>
#include <string.h>

struct summaries {
    struct arena *arena;
    const struct contexts *contexts;
    const struct program *program;
    const struct aval_context *values;
    const struct leaf_filter *filter;
    leaf_vec *at; /* by node */
    const struct solver *solver;
    uint32_t *place;       /* by node: among the members of its component */
    bool through_pointers; /* into what the program itself stores there, too */
    lock_section_vec slow_locks;
    struct usual *usual;
    struct startup *startup;
    struct already *already;
    struct lastacts *lastacts;
    struct ready *ready;
    struct node_id cut, joined; /* the first */
    struct arena *scratch;      /* of one step */
};

const struct leaf *leaf_end(const struct leaf *leaf)
{
    while (leaf->down)
        leaf = leaf->down;
    return leaf;
}

/* ---- collecting ---- */

/* The leaves of one call or function while they are gathered. */
struct gather {
    const struct summaries *s;
    struct leaf_set set;
    struct component *component; /* whose member it is; NULL: what is below is known */
    uint32_t member;
    bool close; /* decide open leaves: nothing above will */
    bool usual; /* what is not reached in normal use does not count */
};

/* A call, as the leaves of what it calls are seen from it. */
struct way_up {
    struct leaf base;
    struct aval *args; /* as the callee gets them */
    uint32_t arg_len;
    struct loc loc;
    struct gather *gather; /* of the function that calls */
    struct way_up *next;   /* to the same callee */
};

/* Functions that lead to each other. */
struct component {
    uint32_t number;
    struct gather *members; /* in the solver's order */
    struct way_up **ways;   /* by member: those to it from others */
    struct leaf_queue queue;
};

static void gather_add(struct gather *g, const struct leaf *l)
{
    struct kept_leaf *kept = g->usual && l->rare ? NULL : leaf_set_add(&g->set, l);
    if (kept && g->component)
        leaf_queue_add(&g->component->queue, &g->set, kept, g->member);
}

static struct gather gather_new(const struct summaries *s, struct arena *arena)
{
    return (struct gather){.s = s,
                           .set = {.arena = arena,
                                   .terms = s->contexts->bodies->terms,
                                   .one_end = s->through_pointers}};
}

/* Of all leaves below: nothing above decides what is open. */
static struct gather gather_closed(const struct summaries *s, struct arena *arena)
{
    struct gather g = gather_new(s, arena);
    g.close = true;
    return g;
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
    if (l->rule)
        member_note(g->s->values, l->node, &l->rule->unless, args, arg_len);
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

/* Does the leaf read what its function was called for, or what its loop was shown to be ready? FD:
 * as the function knows it. */
static bool reads_ready(const struct summaries *s, struct leaf *l, struct ready_fd fd)
{
    l->fd = fd;
    l->first = ready_first(s->ready, l->node, l->event, fd);
    if (l->first && ready_called_for(s->ready, l->node, fd))
        return true;
    struct arena *scratch = arena_new();
    bool shown = shown_ready(s->ready, scratch, l->node, l->event, fd) ||
                 (l->first && shown_to_callee(s->ready, scratch, l->node, fd));
    arena_free(scratch);
    return shown;
}

static bool own_reads_ready(const struct summaries *s, struct leaf *l, uint32_t arg_len)
{
    const struct function *fn = program_get(s->program, l->node)->body;
    const struct event *e = &fn->events.at[l->event];
    uint32_t fd = l->rule->once_ready ? arg_index(l->rule->fd, arg_len) : FACTS_NONE;
    return fd != FACTS_NONE && e->kind == EVENT_CALL &&
           reads_ready(s, l, ready_fd(l->node, fn->args.at[e->call.first_arg + fd]));
}

/* So many bytes any pipe takes at once, and more. Source: POSIX.1-2017, limits.h, _POSIX_PIPE_BUF
 */
#define PIPE_BYTES 512

/* Does the call hand over a few bytes that never fill what takes them? */
static bool own_is_once(const struct summaries *s, const struct leaf *l, const struct aval *args,
                        uint32_t arg_len)
{
    uint32_t count = arg_index(l->rule->count, arg_len);
    if (l->rule->count == INT32_MIN || count == FACTS_NONE || args[count].kind != AVAL_INT ||
        args[count].number > PIPE_BYTES)
        return false;
    struct arena *scratch = arena_new();
    bool once = once_per_flag(s->contexts->bodies, scratch, l->node, l->event);
    arena_free(scratch);
    return once;
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
        if (l.mask && !own_reads_ready(g->s, &l, arg_len) && !own_is_once(g->s, &l, args, arg_len))
            consider(g, &l, args, arg_len, loc);
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
    l.stall = STALL_LONG; /* as of an entry of kind custom that does not say it */
    if (base->callee.i != FACTS_NONE) {
        const struct rule_word *wrapper =
            roles_wrapper_word(x->bodies->roles, &program_get(g->s->program, base->callee)->words);
        if (wrapper) {
            l.kind = BLOCK_WRAPPER;
            l.mixed = true;
            l.stall = STALL_SHORT;
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

/* A leaf of what W calls, seen from the call. */
static void inherited_leaf(const struct way_up *w, const struct leaf *below)
{
    struct gather *g = w->gather;
    const struct leaf *base = &w->base;
    const struct contexts *x = g->s->contexts;
    const struct context *to = &x->at[base->callee.i];
    uint8_t certain = context_certain(to, CONTEXT_ANY, CERTAINTY_USUALLY);
    uint8_t reported = certain & context_declared_at(to, below->event);
    struct leaf l = *below;
    l.node = base->node;
    l.event = base->event;
    l.callee = base->callee;
    l.mask = below->mask & base->mask & (uint8_t)~reported;
    l.depth = below->depth + 1;
    l.down = below;
    l.needs = base->needs;
    l.rare |= base->rare;
    l.at_most = below->at_most < base->at_most ? below->at_most : base->at_most;
    if (l.certainty > l.at_most)
        l.certainty = l.at_most;
    l.programs = programs_both(x->programs, below->programs, base->programs);
    if (!l.mask || !programs_any(l.programs) ||
        !aval_needs_met(g->s->values, below->needs, w->args, w->arg_len, base->needs, &l.needs))
        return;
    if (below->first &&
        reads_ready(g->s, &l,
                    ready_bind(g->s->ready, base->node, base->event, base->callee, below->fd)))
        return;
    if (!below->args) {
        l.args = NULL;
        if (!filtered(g, &l, w->loc))
            gather_add(g, &l);
        return;
    }
    struct aval bound[AVAL_MAX_ARGS];
    for (uint32_t k = 0; k < below->arg_len; k++)
        bound[k] = aval_bind(g->s->values, below->args[k], w->args, w->arg_len);
    consider(g, &l, bound, below->arg_len, w->loc);
}

/* Does the function stand in the component that is answered? Then its leaves come one by one. */
static bool is_member(const struct gather *g, struct node_id n)
{
    return g->component && g->s->solver->component[n.i] == g->component->number;
}

static void keep_way(struct component *c, uint32_t member, const struct way_up *w)
{
    struct arena *arena = w->gather->set.arena;
    struct way_up *kept = arena_new_one(arena, struct way_up);
    *kept = *w;
    kept->args = arena_new_array(arena, struct aval, w->arg_len + 1);
    memcpy(kept->args, w->args, w->arg_len * sizeof *w->args);
    kept->next = c->ways[member];
    c->ways[member] = kept;
}

/* Leaves of a callee, seen from the call. */
static void inherited_leaves(struct gather *g, const struct leaf *base, const struct aval *given,
                             uint32_t arg_len, struct loc loc)
{
    struct aval args[AVAL_MAX_ARGS];
    const leaf_vec *leaves = &g->s->at[base->callee.i];
    bool member = is_member(g, base->callee);
    struct way_up w = {.base = *base, .args = args, .arg_len = arg_len, .loc = loc, .gather = g};
    if (!leaves->len && !member)
        return;
    memcpy(args, given, arg_len * sizeof *args);
    aval_hand_over(g->s->values, base->node, base->callee, args, arg_len);
    if (member)
        keep_way(g->component, g->s->place[base->callee.i], &w);
    for (uint32_t i = 0; i < leaves->len && !member; i++)
        inherited_leaf(&w, leaves->at[i]);
}

/* A leaf at this event, of which nothing else is known yet. */
static struct leaf leaf_at(const struct summaries *s, struct node_id n, uint32_t event,
                           uint8_t mask, struct needs needs)
{
    return (struct leaf){.needs = needs,
                         .mask = mask,
                         .node = n,
                         .event = event,
                         .callee = {FACTS_NONE},
                         .handed_to = {FACTS_NONE},
                         .end = n,
                         .programs = programs_of(s->contexts->programs, n),
                         .at_most = CERTAINTY_ALWAYS,
                         .rare = !usual_event(s->usual, n, event),
                         .on_command = operated_at(s->contexts, n, event) != NULL,
                         .lock = OBJECT_NONE};
}

/* What the call reaches through pointers, and through what it hands over. A function without a body
 * blocks by what the packs say of it; its arguments are the call's where it is itself what is
 * called. Bodies are async by declaration when async code calls them so: they are looked into only
 * where there is no code that calls. */
static void indirect_leaves(struct gather *g, const struct leaf *base, const struct call *call,
                            struct aval *args, uint32_t arg_len, struct loc loc)
{
    const struct program *p = g->s->program;
    for (uint32_t i = 0; i < call->targets.len; i++) {
        const struct call_target *t = &call->targets.at[i];
        bool handed = t->handed_to.i != FACTS_NONE;
        struct leaf l = *base;
        l.callee = t->node;
        l.at_most = t->certainty;
        if (program_get(p, t->node)->body) {
            if (g->s->through_pointers)
                inherited_leaves(g, &l, args, handed ? 0 : arg_len, loc);
            continue;
        }
        l.handed_to = t->handed_to;
        const struct name_roles *r =
            roles_function(g->s->contexts->calls->roles, program_get(p, t->node)->name);
        own_leaves(g, &l, r, args, handed ? 0 : arg_len, loc);
    }
}

/* Is it part of what a macro is that does not block, and no argument of it? */
static bool promised(const struct call *call, const struct event *e)
{
    return call->macro && call->macro->is_nonblocking && e->kind == EVENT_CALL &&
           !e->call.in_macro_arg;
}

/* Does what the call may block on depend on what it is given: is there a rule, or something below?
 */
static bool asks_args(const struct gather *g, const struct call *call)
{
    const struct name_roles *r = call->roles;
    bool asks = call->targets.len || (r && (r->blocking.len || r->run_loops.len));
    for (uint32_t i = 0; i < call->callees.len && !asks; i++)
        asks = g->s->at[call->callees.at[i].i].len || is_member(g, call->callees.at[i]);
    return asks;
}

static void call_leaves(struct gather *g, const struct call *call, uint8_t mask, struct needs needs)
{
    const struct summaries *s = g->s;
    const struct function *fn = program_get(s->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    struct leaf base = leaf_at(s, call->node, call->event, mask, needs);
    struct loc loc = body_event_loc(fn, call->event);
    struct aval args[AVAL_MAX_ARGS];
    if (call->elsewhere || (call->callee.i != FACTS_NONE && call->cut) || promised(call, e))
        return;
    uint32_t arg_len = asks_args(g, call) ? aval_args(s->values, call->node, call->event, args) : 0;
    base.callee = call->callee;
    if (e->kind == EVENT_CALL && (own_leaves(g, &base, call->roles, args, arg_len, loc) ||
                                  marked_leaf(g, &base, &e->call, loc)))
        return;
    if (call->roles && call->roles->is_nonblocking)
        return;
    indirect_leaves(g, &base, call, args, arg_len, loc);
    for (uint32_t i = 0; i < call->callees.len; i++) {
        base.callee = call->callees.at[i];
        inherited_leaves(g, &base, args, arg_len, loc);
    }
}

/* A macro that a rule names: its arguments are texts, known only as names. */
static void macro_leaves(struct gather *g, const struct call *call, uint8_t mask,
                         struct needs needs)
{
    const struct summaries *s = g->s;
    const struct function *fn = program_get(s->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    const struct name_roles *r = call->roles;
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
    struct leaf base = leaf_at(s, call->node, call->event, mask, needs);
    own_leaves(g, &base, r, args, len, e->loc);
}

static void event_leaves(struct gather *g, struct node_id n, uint32_t event, uint8_t mask,
                         struct needs needs)
{
    const struct call *call = calls_find(g->s->contexts->calls, n, event);
    if (mask & CONTEXT_LOOP && call && already_done(g->s->already, n, event))
        mask &= (uint8_t)~CONTEXT_LOOP;
    if (!call || !mask || startup_only(g->s->startup, n, event) ||
        lastact_joined(g->s->lastacts, n, event))
        return;
    if (program_get(g->s->program, n)->body->events.at[event].kind == EVENT_MACRO)
        macro_leaves(g, call, mask, needs);
    else
        call_leaves(g, call, mask, needs);
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

const struct lock_section *summary_lock_section(const struct summaries *s, uint64_t lock)
{
    const struct lock_section *worst = NULL;
    for (uint32_t i = 0; i < s->slow_locks.len; i++) {
        const struct lock_section *one = &s->slow_locks.at[i];
        if (aval_may_be_same(one->lock, lock) && (!worst || one->stall > worst->stall))
            worst = one;
    }
    return worst;
}

static int by_rank(const void *a, const void *b)
{
    const struct leaf *const *x = a, *const *y = b;
    if ((*x)->kind != (*y)->kind)
        return (*x)->kind < (*y)->kind ? -1 : 1;
    return leaf_better(*x, *y)   ? -1
           : leaf_better(*y, *x) ? 1
                                 : (*x)->end.i<(*y)->end.i ? -1 : (*x)->end.i>(*y)->end.i;
}

/* Hand each leaf on to those who call, the best first: none that comes later is better. */
static void hand_on(struct summaries *s, struct component *c)
{
    struct waiting_leaf next;
    while (leaf_queue_take(&c->queue, &next)) {
        struct gather *g = &c->members[next.member];
        struct kept_leaf *joined;
        if (next.kept->leaf != next.leaf)
            continue;
        bool settled = leaf_set_settle(&g->set, next.kept, &joined);
        if (joined)
            leaf_queue_add(&c->queue, &g->set, joined, next.member);
        if (!settled)
            continue;
        struct leaf *leaf = next.kept->leaf = leaf_copy(s->arena, next.leaf);
        for (const struct way_up *w = c->ways[next.member]; w; w = w->next)
            inherited_leaf(w, leaf);
    }
}

static void keep_settled(struct summaries *s, const struct leaf_set *set, leaf_vec *summary)
{
    for (uint32_t i = 0; i < set->all.len; i++)
        if (set->all.at[i]->settled)
            vec_push(s->arena, summary, set->all.at[i]->leaf);
}

/* What the functions of component NUMBER block on; what they call outside of it is known. */
static void answer_component(struct summaries *s, uint32_t number)
{
    const uint32_t *nodes = s->solver->order + s->solver->component_first[number];
    uint32_t len = s->solver->component_first[number + 1] - s->solver->component_first[number];
    struct component c = {.number = number};
    c.members = arena_new_array(s->scratch, struct gather, len);
    c.ways = arena_new_array(s->scratch, struct way_up *, len);
    for (uint32_t i = 0; i < len; i++)
        s->place[nodes[i]] = i;
    for (uint32_t i = 0; i < len; i++) {
        struct gather *g = &c.members[i];
        *g = gather_new(s, s->scratch);
        g->component = &c;
        g->member = i;
        if (program_get(s->program, (struct node_id){nodes[i]})->body)
            gather_function(g, (struct node_id){nodes[i]}, CONTEXT_ANY);
    }
    hand_on(s, &c);
    for (uint32_t i = 0; i < len; i++) {
        struct leaf_set *set = &c.members[i].set;
        keep_settled(s, set, &s->at[nodes[i]]);
        if (set->was_cut && s->cut.i == FACTS_NONE)
            s->cut.i = nodes[i];
        if (set->was_joined && s->joined.i == FACTS_NONE)
            s->joined.i = nodes[i];
        leaf_set_clear(set);
    }
    arena_reset(s->scratch);
}

static struct summaries *make(const struct contexts *c, const struct aval_context *values,
                              const struct locks *locks, const struct leaf_filter *filter,
                              bool through_pointers)
{
    struct arena *arena = arena_new();
    struct summaries *s = arena_new_one(arena, struct summaries);
    *s = (struct summaries){.arena = arena,
                            .contexts = c,
                            .program = c->program,
                            .values = values,
                            .filter = filter,
                            .through_pointers = through_pointers,
                            .cut = {FACTS_NONE},
                            .joined = {FACTS_NONE},
                            .scratch = arena_new()};
    s->at = arena_new_array(arena, leaf_vec, c->program->nodes.len + 1);
    s->usual = usual_new(arena, c);
    s->ready = ready_new(arena, c, values);
    s->startup = startup_new(arena, c, values->places);
    s->already = already_new(arena, c);
    s->lastacts = lastacts_new(arena, c);
    s->solver = through_pointers ? c->calls->all : c->calls->direct;
    s->place = arena_new_array(arena, uint32_t, c->program->nodes.len + 1);
    for (uint32_t i = 0; i < s->solver->component_len; i++)
        answer_component(s, i);
    slow_locks_find(s, c, s->values, locks, &s->slow_locks);
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
    arena_free(s->scratch);
    arena_free(s->arena);
}

struct node_id summary_was_cut(const struct summaries *s)
{
    return s->cut;
}

struct node_id summary_was_joined(const struct summaries *s)
{
    return s->joined;
}

/* Raise what waits for a slow lock, for as long as that is held; best first. */
static void finish(struct gather *g, leaf_vec *ret_leaves)
{
    const struct summaries *s = g->s;
    leaf_set_clear(&g->set);
    for (uint32_t i = 0; i < g->set.all.len; i++) {
        struct leaf *l = g->set.all.at[i]->leaf;
        bool lock = l->kind == BLOCK_LOCK && l->lock != OBJECT_NONE;
        const struct lock_section *section = lock ? summary_lock_section(s, l->lock) : NULL;
        if (section && l->certainty <= CERTAINTY_DEPENDS) {
            l->certainty = section->answers.i == FACTS_NONE ? CERTAINTY_USUALLY : CERTAINTY_ALWAYS;
            l->stall = section->stall;
        }
        vec_push(g->set.arena, ret_leaves, l);
    }
    if (ret_leaves->len > 1)
        qsort(ret_leaves->at, ret_leaves->len, sizeof *ret_leaves->at, by_rank);
}

/* The best of each kind, and of each function that holds such calls if EACH_END; and after it what
 * stalls less and is surer, for who asks for what is sure alone. */
static void take_best(struct gather *g, bool each_end, leaf_vec *ret_leaves)
{
    leaf_vec all = {0};
    finish(g, &all);
    for (uint32_t i = 0; i < all.len; i++) {
        const struct leaf *l = all.at[i];
        bool known = false;
        for (uint32_t k = ret_leaves->len; k-- > 0 && !known;) {
            const struct leaf *old = ret_leaves->at[k];
            if (old->kind != l->kind)
                break; /* they are sorted by kind */
            known = old->mixed == l->mixed && old->certainty >= l->certainty &&
                    (!each_end || old->end.i == l->end.i);
        }
        if (!known)
            vec_push(g->set.arena, ret_leaves, l);
    }
}

static void gather_event(struct gather *g, struct node_id n, uint32_t event, uint8_t mask)
{
    event_leaves(g, n, event, mask, body_event_needs(g->s->contexts->bodies, n, event));
}

void summary_leaves(const struct summaries *s, struct arena *arena, struct node_id n,
                    uint32_t event, uint8_t mask, leaf_vec *ret_leaves)
{
    struct gather g = gather_closed(s, arena);
    gather_event(&g, n, event, mask);
    take_best(&g, true, ret_leaves);
}

void summary_own_leaves(const struct summaries *s, struct arena *arena, struct node_id n,
                        uint8_t mask, leaf_vec *ret_leaves)
{
    const struct body *b = &s->contexts->bodies->at[n.i];
    for (uint32_t i = 0; i < b->live.len; i++) {
        struct gather g = gather_closed(s, arena);
        leaf_vec all = {0};
        if (!(b->live.at[i].mask & mask))
            continue;
        event_leaves(&g, n, b->live.at[i].event, b->live.at[i].mask & mask, b->live.at[i].needs);
        finish(&g, &all);
        for (uint32_t k = 0; k < all.len; k++)
            if (!all.at[k]->down)
                vec_push(arena, ret_leaves, all.at[k]);
    }
}

void summary_usual(const struct summaries *s, struct arena *arena, struct node_id n, uint32_t event,
                   uint8_t mask, leaf_vec *ret_leaves)
{
    struct gather g = gather_closed(s, arena);
    g.usual = true;
    gather_event(&g, n, event, mask);
    take_best(&g, true, ret_leaves);
}

void summary_of_call(const struct summaries *s, struct arena *arena, struct node_id n,
                     uint32_t event, uint8_t mask, leaf_vec *ret_leaves)
{
    struct gather g = gather_closed(s, arena);
    gather_event(&g, n, event, mask);
    take_best(&g, false, ret_leaves);
}

void summary_of_function(const struct summaries *s, struct arena *arena, struct node_id n,
                         uint8_t mask, leaf_vec *ret_leaves)
{
    struct gather g = gather_closed(s, arena);
    gather_function(&g, n, mask);
    take_best(&g, false, ret_leaves);
}
