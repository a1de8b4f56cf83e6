#include "contexts/evloop.h"

#include "contexts/accepts.h"
#include "contexts/ends.h"
#include "contexts/pacing.h"
#include "contexts/rounds.h"
#include "contexts/waits.h"

#include <inttypes.h>

/* What callers of a function need to know of it. */
struct waiting {
    bool waits;          /* and hands back to its caller when something came */
    bool works;          /* does work beside the wait */
    struct node_id node; /* whose call waits, here or further down */
    uint32_t event;
    const struct rule_wait *rule;
    struct wait_given given; /* what it waits for that comes from its own callers */
    struct slot_id source;   /* contexts/ends.h */
};

struct finder {
    const struct aval_context *values;
    const struct bodies *bodies;
    const struct calls *calls;
    struct program *program;
    struct arena *arena, *scratch;
    struct ends *ends;
    const bool *accepts;       /* accepts_below */
    struct waiting *at;        /* by node */
    struct evloop *loops;      /* by node; no events: none */
    VEC(struct node_id) turns; /* functions that are turns of a loop, to be gone through */
};

/* A wait as one function sees it. */
struct wait_point {
    struct waiting wait; /* none if it does not wait */
    uint32_t event;
    bool direct;
    struct wait_set set; /* of a direct one */
};

/* ---- what a call does ---- */

static const struct waiting no_wait;

/* Which of several functions stored behind a pointer runs is not known. It is a wait where at least
 * half of them are: the backends of a loop, of which some wait by a system call of their own, and
 * some only refuse. In a table of commands few wait. */
static const struct waiting *wait_of_targets(const struct finder *f, const struct call *call)
{
    const struct waiting *first = NULL;
    uint32_t waits = 0, others = 0;
    for (uint32_t i = 0; i < call->targets.len; i++) {
        const struct call_target *t = &call->targets.at[i];
        if (t->handed_to.i != FACTS_NONE)
            continue;
        if (f->at[t->node.i].waits) {
            first = first ? first : &f->at[t->node.i];
            waits++;
        } else {
            others++;
        }
    }
    return first && waits >= others ? first : &no_wait;
}

/* A helper waits for as many as it is given. */
static struct waiting wait_of_callee(const struct finder *f, const struct call *call,
                                     const struct waiting *callee)
{
    struct waiting w = *callee;
    if (w.waits && w.given.some) {
        struct wait wait = wait_of_given(f->values, f->scratch, call, w.rule, &w.given);
        w.waits = wait.rule;
        w.given = wait.given;
    }
    return w.waits ? w : no_wait;
}

static struct wait_point wait_at(const struct finder *f, const struct call *call)
{
    struct wait_point p = {.event = call->event};
    const struct event *e = &program_get(f->program, call->node)->body->events.at[call->event];
    if (e->kind != EVENT_CALL || call->elsewhere ||
        !body_is_live(f->bodies, call->node, call->event))
        return p;
    struct wait wait = wait_of_call(f->values, f->scratch, call);
    if (wait.rule) {
        p.direct = true;
        p.set = wait.set;
        p.wait = (struct waiting){.waits = true,
                                  .node = call->node,
                                  .event = call->event,
                                  .rule = wait.rule,
                                  .given = wait.given,
                                  .source = ends_empty(f->bodies, call, wait.rule, f->scratch)};
        return p;
    }
    for (uint32_t i = 0; i < call->callees.len && !p.wait.waits; i++)
        p.wait = wait_of_callee(f, call, &f->at[call->callees.at[i].i]);
    if (!p.wait.waits)
        p.wait = *wait_of_targets(f, call);
    return p;
}

/* A call through a pointer, or of the program's own code. */
static bool works(const struct finder *f, const struct call *call)
{
    const struct event *e = &program_get(f->program, call->node)->body->events.at[call->event];
    if (e->kind != EVENT_CALL || call->elsewhere ||
        !body_is_live(f->bodies, call->node, call->event))
        return false;
    if (e->call.callee_kind != CALLEE_DIRECT)
        return true;
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (!program_get(f->program, call->callees.at[i])->entity->system)
            return true;
    return false;
}

/* ---- one function ---- */

struct scan {
    const struct finder *finder;
    struct node_id node;
    const struct function *fn;
    struct loops loops;
    VEC(struct wait_point) waits;
    uint32_t *block; /* by event */
    bool *is_wait;   /* by event */
    struct pacing pacing;
    bool *has_work; /* by block */
};

static void scan_new(struct scan *s, const struct finder *f, struct node_id n)
{
    const call_vec *rows = &f->calls->at[n.i];
    *s = (struct scan){.finder = f, .node = n, .fn = program_get(f->program, n)->body};
    for (uint32_t i = 0; i < rows->len; i++) {
        struct wait_point p = wait_at(f, &rows->at[i]);
        if (p.wait.waits)
            vec_push(f->scratch, &s->waits, p);
    }
    if (!s->waits.len)
        return;
    loops_find(f->scratch, s->fn, &s->loops);
    s->block = arena_new_array(f->scratch, uint32_t, s->fn->events.len + 1);
    s->is_wait = arena_new_array(f->scratch, bool, s->fn->events.len + 1);
    s->has_work = arena_new_array(f->scratch, bool, s->fn->blocks.len + 1);
    for (uint32_t b = 0; b < s->fn->blocks.len; b++)
        for (uint32_t e = 0; e < s->fn->blocks.at[b].events.len; e++)
            s->block[s->fn->blocks.at[b].events.at[e].i] = b;
    s->pacing = (struct pacing){
        program_get(f->program, n), &s->loops, s->block, s->is_wait, f->scratch, s->fn};
    for (uint32_t i = 0; i < s->waits.len; i++) {
        s->is_wait[s->waits.at[i].event] = true;
        s->has_work[s->block[s->waits.at[i].event]] |= s->waits.at[i].wait.works;
    }
    for (uint32_t i = 0; i < rows->len; i++)
        if (!s->is_wait[rows->at[i].event] && works(f, &rows->at[i]))
            s->has_work[s->block[rows->at[i].event]] = true;
}

static bool loop_works(const struct scan *s, uint32_t loop)
{
    const struct loop *l = &s->loops.all.at[loop];
    for (uint32_t i = 0; i < l->len; i++)
        if (s->has_work[s->loops.blocks.at[l->first + i]])
            return true;
    return false;
}

/* ---- bottom-up ---- */

static bool returns_pointer(const struct finder *f, struct node_id n)
{
    return program_get(f->program, n)->entity->result.kind == SHAPE_POINTER;
}

typedef VEC(uint32_t) loop_numbers;

/* The event loops around a wait, see evloop.h. True: the function hands back to its caller when
 * something came. */
static bool loops_around(const struct scan *s, const struct wait_point *p, loop_numbers *ret_loops)
{
    bool counts = p->direct && p->wait.rule->counts;
    uint32_t loop = s->loops.innermost[s->block[p->event]];
    for (; loop != FACTS_NONE; loop = s->loops.all.at[loop].outer) {
        if (counts && !pacing_comes_again(&s->pacing, p->event, loop, 1))
            continue;
        if ((!p->direct && pacing_by_data(&s->pacing, loop)) ||
            ends_itself(s->finder->ends, s->node, &s->loops, loop, p->event, p->wait.rule,
                        p->wait.source, s->finder->scratch))
            return false;
        bool accepts = accepts_only(s->finder->bodies, s->finder->accepts, s->node, &s->loops, loop,
                                    p->direct ? FACTS_NONE : p->event, &p->set, s->finder->scratch);
        if (!accepts && loop_works(s, loop))
            vec_push(s->finder->scratch, ret_loops, loop);
        if (!counts || pacing_comes_again(&s->pacing, p->event, loop, 0))
            return !accepts &&
                   (returns_pointer(s->finder, s->node) || pacing_hands_back(&s->pacing, loop));
    }
    return true;
}

static bool is_ignored(const struct finder *f, struct node_id n)
{
    const struct name_roles *r = roles_function(f->bodies->roles, program_get(f->program, n)->name);
    return r && r->no_event_loop;
}

static bool find_waiting(void *context, uint32_t node)
{
    struct finder *f = context;
    struct waiting *w = &f->at[node], before = *w;
    struct scan s;
    if (!program_get(f->program, (struct node_id){node})->body ||
        is_ignored(f, (struct node_id){node}))
        return false;
    scan_new(&s, f, (struct node_id){node});
    for (uint32_t i = 0; i < s.waits.len && (!w->waits || w->given.some); i++) {
        loop_numbers loops = {0};
        const struct waiting *found = &s.waits.at[i].wait;
        if ((!w->waits || !found->given.some) && loops_around(&s, &s.waits.at[i], &loops)) {
            bool works = w->works;
            *w = *found;
            w->works = works;
        }
    }
    for (uint32_t b = 0; s.waits.len && b < s.fn->blocks.len; b++)
        w->works |= s.has_work[b];
    arena_reset(f->scratch);
    return w->waits != before.waits || w->works != before.works ||
           w->given.some != before.given.some;
}

/* ---- what is on the loop ---- */

static struct evloop *loop_of(struct finder *f, struct node_id n, struct loc loc)
{
    struct evloop *l = &f->loops[n.i];
    const struct function *fn = program_get(f->program, n)->body;
    if (l->events)
        return l;
    l->node = n;
    l->loc = loc;
    l->wait_node.i = FACTS_NONE;
    l->events = arena_new_array(f->arena, uint8_t, fn->events.len + 1);
    l->blocks = arena_new_array(f->arena, uint8_t, fn->blocks.len + 1);
    return l;
}

static void name_wait(struct evloop *l, const struct waiting *w)
{
    if (l->wait_node.i != FACTS_NONE)
        return;
    l->wait_node = w->node;
    l->wait_event = w->event;
    l->rule = w->rule;
}

static void mark_block(const struct scan *s, struct evloop *l, uint32_t block)
{
    const struct block *k = &s->fn->blocks.at[block];
    if (!l->blocks[block])
        l->blocks[block] = PART_TURN;
    for (uint32_t e = 0; e < k->events.len; e++) {
        uint32_t event = k->events.at[e].i;
        l->events[event] = s->is_wait && s->is_wait[event] ? PART_WAIT : PART_TURN;
    }
}

static void mark_loop(const struct scan *s, struct evloop *l, uint32_t loop)
{
    const struct loop *x = &s->loops.all.at[loop];
    for (uint32_t i = 0; i < x->len; i++)
        mark_block(s, l, s->loops.blocks.at[x->first + i]);
    l->blocks[x->header] = PART_WAIT;
}

/* The functions through which the loop waits are its turn. */
static void mark_helpers(struct finder *f, const struct scan *s, const struct wait_point *p)
{
    const struct call *call = calls_get(f->calls, s->node, p->event);
    if (p->direct)
        return;
    for (uint32_t i = 0; i < call->callees.len; i++)
        if (f->at[call->callees.at[i].i].waits)
            vec_push(f->arena, &f->turns, call->callees.at[i]);
    for (uint32_t i = 0; !call->callees.len && i < call->targets.len; i++)
        if (call->targets.at[i].handed_to.i == FACTS_NONE &&
            f->at[call->targets.at[i].node.i].waits)
            vec_push(f->arena, &f->turns, call->targets.at[i].node);
}

static void mark_own_loops(struct finder *f, struct node_id n)
{
    struct scan s;
    scan_new(&s, f, n);
    for (uint32_t i = 0; i < s.waits.len; i++) {
        loop_numbers loops = {0};
        loops_around(&s, &s.waits.at[i], &loops);
        for (uint32_t k = 0; k < loops.len; k++) {
            struct loc loc = s.loops.all.at[loops.at[k]].loc;
            struct evloop *l = loop_of(f, n, loc_known(loc) ? loc : s.fn->loc);
            l->stands = true;
            name_wait(l, &s.waits.at[i].wait);
            mark_loop(&s, l, loops.at[k]);
        }
        if (loops.len)
            mark_helpers(f, &s, &s.waits.at[i]);
    }
    arena_reset(f->scratch);
}

static void mark_turn(struct finder *f, struct node_id n)
{
    struct scan s;
    scan_new(&s, f, n);
    struct evloop *l = loop_of(f, n, s.fn->loc);
    name_wait(l, &f->at[n.i]);
    for (uint32_t b = 0; b < s.fn->blocks.len; b++)
        mark_block(&s, l, b);
    for (uint32_t i = 0; i < s.waits.len; i++)
        mark_helpers(f, &s, &s.waits.at[i]);
    arena_reset(f->scratch);
}

/* What the project calls an event loop: its outermost loops, or, where it has none, all of it. */
static void mark_by_rule(struct finder *f, struct node_id n)
{
    const struct name_roles *r = roles_function(f->bodies->roles, program_get(f->program, n)->name);
    struct scan s;
    if (!r || !r->event_loop)
        return;
    scan_new(&s, f, n);
    loops_find(f->scratch, s.fn, &s.loops);
    struct evloop *l = loop_of(f, n, s.loops.all.len ? s.loops.all.at[0].loc : s.fn->loc);
    l->by_rule = true;
    for (uint32_t i = 0; i < s.waits.len; i++)
        name_wait(l, &s.waits.at[i].wait);
    for (uint32_t i = 0; i < s.loops.all.len; i++)
        if (s.loops.all.at[i].outer == FACTS_NONE)
            mark_loop(&s, l, i);
    for (uint32_t b = 0; !s.loops.all.len && b < s.fn->blocks.len; b++)
        mark_block(&s, l, b);
    arena_reset(f->scratch);
}

/* Functions that wait and work round after round, each by its last call: all of them is the turn.
 */
static void mark_rounds(struct finder *f)
{
    struct arena *arena = arena_new();
    const struct solver *rounds = rounds_find(f->bodies, arena);
    for (uint32_t c = 0; c < rounds->component_len; c++) {
        uint32_t first = rounds->component_first[c], end = rounds->component_first[c + 1];
        bool waits = false, works = false;
        for (uint32_t i = first; i < end; i++) {
            waits |= f->at[rounds->order[i]].waits;
            works |= f->at[rounds->order[i]].works;
        }
        for (uint32_t i = first; waits && works && rounds_repeat(rounds, c) && i < end; i++)
            vec_push(f->arena, &f->turns, (struct node_id){rounds->order[i]});
    }
    arena_free(arena);
}

void evloops_find(const struct aval_context *values, struct arena *arena, evloop_vec *ret_loops)
{
    const struct bodies *b = values->bodies;
    struct finder f = {.values = values,
                       .bodies = b,
                       .calls = b->calls,
                       .program = b->program,
                       .arena = arena,
                       .scratch = arena_new()};
    uint32_t len = b->program->nodes.len;
    f.ends = ends_new(arena, b);
    f.accepts = accepts_below(arena, b);
    f.at = arena_new_array(arena, struct waiting, len + 1);
    f.loops = arena_new_array(arena, struct evloop, len + 1);
    solve(b->calls->all, find_waiting, &f);
    for (uint32_t i = 0; i < len; i++) {
        struct node_id n = {i};
        if (!b->program->nodes.at[i].body || is_ignored(&f, n))
            continue;
        mark_own_loops(&f, n);
        mark_by_rule(&f, n);
    }
    mark_rounds(&f);
    bool *done = arena_new_array(arena, bool, len + 1);
    for (uint32_t i = 0; i < f.turns.len; i++) {
        struct node_id n = f.turns.at[i];
        if (!done[n.i])
            mark_turn(&f, n);
        done[n.i] = true;
    }
    for (uint32_t i = 0; i < len; i++)
        if (f.loops[i].events)
            vec_push(arena, ret_loops, f.loops[i]);
    ends_free(f.ends);
    arena_free(f.scratch);
}

const char *evloop_text(const struct evloop *l, const struct bodies *b, struct arena *arena)
{
    const char *name = program_text(b->program, program_get(b->program, l->node)->name);
    if (l->wait_node.i == FACTS_NONE)
        return arena_printf(arena, "'%s' is an event loop, as the project's configuration says",
                            name);
    struct loc at = body_event_loc(program_get(b->program, l->wait_node)->body, l->wait_event);
    return arena_printf(arena, "'%s' is an event loop: it waits in %s at %s:%" PRIu32, name,
                        calls_text_at(b->program, l->wait_node, l->wait_event),
                        program_text(b->program, at.file), at.line);
}
