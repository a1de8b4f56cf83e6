#include "effects/mode.h"

#include "effects/uses.h"

#include <string.h>

struct modes {
    struct arena *arena;
    const struct contexts *contexts;
    const struct aval_context *values;
    struct mode *marks;  /* by node: what its marks say; basis MODE_UNKNOWN: nothing */
    struct mode *bodies; /* by node: what its body says */
    struct outside *outside;
    bool *is_outside;
    bool *called;         /* by node: some function calls it directly */
    bool *named;          /* by node: its address is taken */
    bool *missing;        /* by node: it lacks a mark */
    bool *is_plain;       /* by node: into a pointer to plain functions */
    bool *escapes;        /* by node: into something that is no coroutine's */
    struct loc *named_at; /* by node: where its address is taken */
};

static const char *name_of(const struct modes *m, struct node_id n)
{
    return program_text(m->contexts->program, program_get(m->contexts->program, n)->name);
}

/* ---- marks ---- */

static int strength(enum call_mode mode)
{
    return mode == MODE_MUST ? 3 : mode == MODE_EITHER ? 2 : 1;
}

static bool mark_of_word(const struct contexts *c, const struct word *word,
                         struct mode_mark *ret_mark)
{
    const char *text = program_text(c->program, word->text);
    *ret_mark = (struct mode_mark){.word = word->text, .loc = word->loc};
    if (word->kind == WORD_ANNOTATE && !strcmp(text, "nostall::coroutine")) {
        ret_mark->mode = MODE_MUST;
        return true;
    }
    struct word copy = *word;
    word_vec one = {.at = &copy, .len = 1};
    ret_mark->rule = roles_word(c->bodies->roles, &one, true, NULL);
    if (!ret_mark->rule) {
        ret_mark->rule = roles_wrapper_word(c->bodies->roles, &one);
        ret_mark->mode = MODE_EITHER;
        return ret_mark->rule != NULL;
    }
    ret_mark->mode = ret_mark->rule->mode;
    return ret_mark->mode != MODE_MUST || (ret_mark->rule->context & CONTEXT_COROUTINE);
}

/* Of two that say the same, one that the framework makes a duty counts: the typedef's own mark, not
 * the rule for its name. */
static bool is_stronger(const struct mode_mark *mark, const struct mode_mark *than)
{
    if (strength(mark->mode) != strength(than->mode))
        return strength(mark->mode) > strength(than->mode);
    return mark->rule && mark->rule->required && !(than->rule && than->rule->required);
}

bool mode_mark_of(const struct contexts *c, const word_vec *words, struct mode_mark *ret_mark)
{
    bool found = false;
    for (uint32_t i = 0; words && i < words->len; i++) {
        struct mode_mark mark;
        if (!mark_of_word(c, &words->at[i], &mark))
            continue;
        if (!found || is_stronger(&mark, ret_mark))
            *ret_mark = mark;
        found = true;
    }
    return found;
}

/* The mark that the pack which W is of makes a duty. */
static const struct rule_word *duty_of_pack(const struct modes *m, struct str pack)
{
    const struct roles *r = m->contexts->bodies->roles;
    for (uint32_t i = 0; i < r->annotations.len; i++)
        if (r->annotations.at[i]->required && str_eq(r->annotations.at[i]->origin.pack, pack))
            return r->annotations.at[i];
    return NULL;
}

/* A rule forbids calls of that name outside of coroutines. */
static bool forbidden_by(const struct modes *m, const struct name_roles *r, struct str name,
                         struct mode *ret_mode)
{
    if (!r || !r->only_inside)
        return false;
    *ret_mode = (struct mode){
        .basis = MODE_BY_RULE,
        .mode = MODE_MUST,
        .why = arena_printf(m->arena, "'%s' suspends, by the rules of pack %s",
                            program_text(m->contexts->program, name),
                            program_text(m->contexts->program, r->only_inside->origin.pack)),
        .callee = {FACTS_NONE},
        .by_rule = true,
        .duty = duty_of_pack(m, r->only_inside->origin.pack)};
    return true;
}

static void read_marks(struct modes *m)
{
    const struct program *p = m->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct mode_mark mark;
        const struct name_roles *r =
            roles_function(m->contexts->bodies->roles, p->nodes.at[i].name);
        if (!mode_mark_of(m->contexts, &p->nodes.at[i].words, &mark)) {
            forbidden_by(m, r, p->nodes.at[i].name, &m->marks[i]);
            continue;
        }
        const char *word = mark.rule ? program_text(p, mark.word) : "a coroutine";
        m->marks[i] =
            (struct mode){.basis = MODE_BY_MARK,
                          .mode = mark.mode,
                          .why = arena_printf(m->arena, "'%s' is declared %s here",
                                              name_of(m, (struct node_id){i}), word),
                          .loc = mark.loc,
                          .callee = {FACTS_NONE},
                          .duty = mark.rule ? duty_of_pack(m, mark.rule->origin.pack) : NULL};
    }
}

/* ---- what bodies say ---- */

/* Asks, or asserts, whether this is a coroutine. */
static bool is_guard(const struct name_roles *r)
{
    return r && (r->guard == GUARD_IN_COROUTINE || r->guard == GUARD_NOT_IN_COROUTINE ||
                 r->guard >= GUARD_ASSERT_IN);
}

/* The first place where the function asks where it runs; false: nowhere. */
static bool asks(const struct modes *m, struct node_id n, struct loc *ret_loc, struct str *ret_pack)
{
    const struct bodies *b = m->contexts->bodies;
    const struct node *node = program_get(b->program, n);
    for (uint32_t i = 0; i < node->body->events.len; i++) {
        const struct event *e = &node->body->events.at[i];
        const struct name_roles *r = NULL;
        const struct call *call = calls_find(b->calls, n, i);
        if (call && e->kind != EVENT_CLEANUP)
            r = is_guard(call->roles) ? call->roles : call->macro;
        if (!is_guard(r))
            continue;
        *ret_loc = e->loc;
        *ret_pack = r->guard_rule->origin.pack;
        return true;
    }
    return false;
}

static void read_guards(struct modes *m)
{
    const struct program *p = m->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct node_id n = {i};
        struct loc loc;
        struct str pack;
        if (!p->nodes.at[i].body || !asks(m, n, &loc, &pack))
            continue;
        uint8_t exits = m->contexts->bodies->at[i].exits;
        struct mode *mode = &m->bodies[i];
        *mode = (struct mode){.basis = MODE_BY_ASSERTION, .loc = loc, .callee = {FACTS_NONE}};
        mode->mode = exits == CONTEXT_COROUTINE ? MODE_MUST : MODE_NEVER;
        const char *what = exits == CONTEXT_COROUTINE ? "asserts that it is in a coroutine"
                                                      : "asserts that it is in no coroutine";
        if (exits != CONTEXT_COROUTINE && (!exits || (exits & CONTEXT_COROUTINE))) {
            mode->basis = MODE_BY_GUARD;
            mode->mode = MODE_EITHER;
            what = "asks whether it is in a coroutine";
        }
        mode->why = arena_printf(m->arena, "'%s' %s here", name_of(m, n), what);
        mode->duty = mode->mode == MODE_MUST ? duty_of_pack(m, pack) : NULL;
    }
}

const struct mode *mode_of_body(const struct modes *m, struct node_id n)
{
    return &m->bodies[n.i];
}

const struct mode *mode_of(const struct modes *m, struct node_id n)
{
    return m->marks[n.i].basis != MODE_UNKNOWN ? &m->marks[n.i] : &m->bodies[n.i];
}

/* ---- what calls say ---- */

/* The declaration of the pointer that a call goes through says whether a coroutine must be around
 * it, or must not. */
static bool marked_pointer(const struct modes *m, struct node_id n, const struct event_call *call,
                           enum call_mode mode, struct mode *ret_mode)
{
    const struct program *p = m->contexts->program;
    const struct node *node = program_get(p, n);
    struct fn_use target = {.in = n, .facts = node->facts, .body = node->body};
    struct mode_mark mark;
    if (call->callee_kind != CALLEE_PATH)
        return false;
    use_find_target(&target, call->path);
    struct use_declaration d = use_declaration(p, m->arena, &target);
    if (!mode_mark_of(m->contexts, d.words[0], &mark) || mark.mode != mode)
        return false;
    *ret_mode =
        (struct mode){.basis = MODE_BY_MARK,
                      .mode = mode,
                      .why = arena_printf(m->arena, "%s is declared %s here", d.what,
                                          mark.rule ? program_text(p, mark.word) : "a coroutine"),
                      .loc = mark.loc,
                      .callee = {FACTS_NONE},
                      .duty = mark.rule ? duty_of_pack(m, mark.rule->origin.pack) : NULL};
    return true;
}

/* Are the parameters such that the callee comes to its call? *NEEDS gets what that asks of N's own.
 */
static bool needs_met(const struct modes *m, struct node_id n, uint32_t event, struct needs below,
                      struct needs *needs)
{
    struct aval args[AVAL_MAX_ARGS];
    if (!below.i)
        return true;
    uint32_t len = aval_args(m->values, n, event, args);
    return aval_needs_met(m->values, below, args, len, *needs, needs);
}

/* NEEDS is what is known of N's parameters at the event; it gets what the callee asks besides. */
static bool call_needs(const struct modes *m, struct node_id n, uint32_t event, struct needs *needs,
                       struct mode *ret_mode)
{
    const struct contexts *c = m->contexts;
    const struct event *e = &program_get(c->program, n)->body->events.at[event];
    if (e->kind != EVENT_CALL && e->kind != EVENT_MACRO)
        return false;
    const struct call *call = calls_get(c->calls, n, event);
    if (call->elsewhere || call->cut)
        return false;
    if (e->kind == EVENT_MACRO || e->call.callee_kind != CALLEE_DIRECT)
        return forbidden_by(m, call->roles, call->name, ret_mode) ||
               (e->kind == EVENT_CALL && marked_pointer(m, n, &e->call, MODE_MUST, ret_mode));
    for (uint32_t i = 0; i < call->callees.len; i++) {
        const struct mode *to = mode_of(m, call->callees.at[i]);
        if (to->basis == MODE_UNKNOWN || to->mode != MODE_MUST ||
            (to->basis == MODE_BY_CALL && !needs_met(m, n, event, to->needs, needs)))
            continue;
        *ret_mode = *to;
        ret_mode->callee = call->callees.at[i];
        return true;
    }
    return false;
}

bool mode_pointer_refuses(const struct modes *m, struct node_id n, uint32_t event,
                          struct mode *ret_mode)
{
    const struct event *e = &program_get(m->contexts->program, n)->body->events.at[event];
    return e->kind == EVENT_CALL && marked_pointer(m, n, &e->call, MODE_NEVER, ret_mode);
}

bool mode_call_needs_coroutine(const struct modes *m, struct node_id n, uint32_t event,
                               struct mode *ret_mode)
{
    struct needs needs = body_event_needs(m->contexts->bodies, n, event);
    return call_needs(m, n, event, &needs, ret_mode);
}

/* N must run in a coroutine, because of the call EVENT of something that must. */
static void decide_by_call(struct modes *m, struct node_id n, uint32_t event, struct needs needs,
                           const struct mode *below)
{
    const struct node *node = program_get(m->contexts->program, n);
    m->bodies[n.i] =
        (struct mode){.basis = MODE_BY_CALL,
                      .mode = MODE_MUST,
                      .why = arena_printf(m->arena, "'%s' calls '%s' here", name_of(m, n),
                                          calls_text_at(m->contexts->program, n, event)),
                      .loc = body_event_loc(node->body, event),
                      .callee = below->callee,
                      .event = event,
                      .needs = needs,
                      .by_rule = below->by_rule,
                      .duty = below->duty};
}

/* The first call that decides; one that makes the mark a duty is better. */
static bool body_needs(struct modes *m, struct node_id n)
{
    const struct body *b = &m->contexts->bodies->at[n.i];
    const struct mode *own = &m->bodies[n.i];
    bool changed = false;
    for (uint32_t i = 0; i < b->live.len; i++) {
        const struct live_event *l = &b->live.at[i];
        struct needs needs = l->needs;
        struct mode below;
        if (!(l->mask & CONTEXT_LOOP) || !call_needs(m, n, l->event, &needs, &below))
            continue;
        if (own->basis == MODE_BY_CALL && !below.duty)
            continue;
        decide_by_call(m, n, l->event, needs, &below);
        changed = true;
        if (own->duty)
            return true;
    }
    return changed;
}

static bool find_by_calls(void *context, uint32_t node)
{
    struct modes *m = context;
    const struct mode *own = &m->bodies[node];
    bool settled = own->basis == MODE_BY_GUARD || own->basis == MODE_BY_ASSERTION ||
                   (own->basis == MODE_BY_CALL && own->duty);
    return program_get(m->contexts->program, (struct node_id){node})->body && !settled &&
           body_needs(m, (struct node_id){node});
}

/* ---- who runs outside ---- */

static void note_use(void *context, const struct fn_use *use)
{
    struct modes *m = context;
    uint32_t i = use->function.i;
    struct mode_mark mark;
    if (!m->named[i])
        m->named_at[i] = use->loc;
    m->named[i] = true;
    if (m->is_plain[i] || use_by_rule(m->contexts, use) != TRI_NO)
        return;
    struct use_declaration d = use_declaration(m->contexts->program, m->arena, use);
    bool marked = (mode_mark_of(m->contexts, d.words[0], &mark) && mark.mode == MODE_MUST) ||
                  (mode_mark_of(m->contexts, d.words[1], &mark) && mark.mode == MODE_MUST);
    m->escapes[i] |= !marked;
    m->is_plain[i] = !marked && d.points_to_function;
}

static void note_calls(struct modes *m)
{
    const struct program *p = m->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const call_vec *rows = &m->contexts->calls->at[i];
        for (uint32_t e = 0; e < rows->len; e++)
            for (uint32_t k = 0; k < rows->at[e].callees.len; k++)
                m->called[rows->at[e].callees.at[k].i] |= rows->at[e].callees.at[k].i != i;
    }
}

/* Is the function one that runs outside by itself, not because of a caller? */
static bool starts_outside(const struct modes *m, struct node_id n, struct outside *ret)
{
    const struct contexts *c = m->contexts;
    const struct context *x = &c->at[n.i];
    const struct node *node = program_get(c->program, n);
    const char *name = name_of(m, n);
    *ret = (struct outside){
        .certainty = CERTAINTY_ALWAYS, .loc = node->body->loc, .caller = {FACTS_NONE}};
    if (!strcmp(name, "main")) {
        ret->why = "'main' runs in no coroutine";
        return true;
    }
    if (m->marks[n.i].basis != MODE_UNKNOWN && m->marks[n.i].mode == MODE_NEVER) {
        ret->why = m->marks[n.i].why;
        ret->loc = m->marks[n.i].loc;
        return true;
    }
    if (x->declared & CONTEXT_LOOP) {
        const struct context_reason *reason = context_reason_of(x, CONTEXT_LOOP);
        ret->certainty = reason->certainty;
        ret->why = reason->why;
        ret->loc = reason->loc;
        return true;
    }
    if (m->called[n.i] || (x->bits & CONTEXT_COROUTINE))
        return false;
    ret->assumed = !x->off_loop;
    if (x->off_loop) {
        ret->why = arena_printf(m->arena, "'%s' runs on a thread of its own", name);
    } else if (m->named[n.i]) {
        ret->certainty = m->is_plain[n.i] ? CERTAINTY_USUALLY : CERTAINTY_DEPENDS;
        ret->why = arena_printf(m->arena, "the address of '%s' is taken here", name);
        ret->loc = m->named_at[n.i];
    } else {
        ret->certainty = CERTAINTY_USUALLY;
        ret->why = arena_printf(m->arena, "nothing in the program calls '%s'", name);
    }
    return true;
}

static bool stronger(const struct outside *a, const struct outside *b)
{
    if (a->certainty != b->certainty)
        return a->certainty > b->certainty;
    return b->assumed && !a->assumed;
}

/* May what runs outside call N at all? */
static bool may_be_outside(const struct modes *m, struct node_id n)
{
    return m->marks[n.i].basis == MODE_UNKNOWN || m->marks[n.i].mode != MODE_MUST;
}

struct spread {
    struct arena *scratch;
    VEC(struct node_id) work;
};

static void reach(struct modes *m, struct spread *s, struct node_id n, const struct outside *o)
{
    if (!may_be_outside(m, n) || !program_get(m->contexts->program, n)->body ||
        (m->is_outside[n.i] && !stronger(o, &m->outside[n.i])))
        return;
    m->is_outside[n.i] = true;
    m->outside[n.i] = *o;
    vec_push(s->scratch, &s->work, n);
}

static void spread_calls(struct modes *m, struct spread *s, struct node_id n)
{
    const struct contexts *c = m->contexts;
    const struct function *fn = program_get(c->program, n)->body;
    for (uint32_t i = 0; i < c->bodies->at[n.i].live.len; i++) {
        const struct live_event *l = &c->bodies->at[n.i].live.at[i];
        const struct event *e = &fn->events.at[l->event];
        if (e->kind != EVENT_CALL || !(l->mask & CONTEXT_LOOP))
            continue;
        struct outside below = {.certainty = m->outside[n.i].certainty,
                                .assumed = m->outside[n.i].assumed,
                                .loc = e->loc,
                                .caller = n};
        const node_vec *callees = &calls_get(c->calls, n, l->event)->callees;
        for (uint32_t k = 0; k < callees->len; k++)
            reach(m, s, callees->at[k], &below);
    }
}

static void find_outside(struct modes *m)
{
    const struct program *p = m->contexts->program;
    struct spread s = {.scratch = arena_new()};
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        struct outside o;
        if (p->nodes.at[i].body && starts_outside(m, (struct node_id){i}, &o))
            reach(m, &s, (struct node_id){i}, &o);
    }
    for (uint32_t at = 0; at < s.work.len; at++)
        spread_calls(m, &s, s.work.at[at]);
    arena_free(s.scratch);
}

/* ---- missing marks ---- */

/* Does it run in coroutines, for certain enough to be reported? */
static bool runs_inside(const struct modes *m, struct node_id n)
{
    const struct context *x = &m->contexts->at[n.i];
    return context_certain(x, CONTEXT_COROUTINE, CERTAINTY_USUALLY) != 0;
}

/* Could the function bear a mark: has it none, and does it run in coroutines only? */
static bool may_miss(const struct modes *m, struct node_id n)
{
    const struct node *node = program_get(m->contexts->program, n);
    const struct mode *body = &m->bodies[n.i];
    return node->body && !node->entity->system && m->marks[n.i].basis == MODE_UNKNOWN &&
           body->basis != MODE_UNKNOWN && body->mode == MODE_MUST && runs_inside(m, n) &&
           !m->is_outside[n.i] && !m->escapes[n.i] && !m->contexts->at[n.i].asserted;
}

/* A call that needs a coroutine for certain: of something marked, or that will be. What is mixed
 * because plain code calls it too is no reason to mark its callers. */
static bool misses(struct modes *m, struct node_id n)
{
    const struct body *b = &m->contexts->bodies->at[n.i];
    struct mode *own = &m->bodies[n.i];
    if (own->basis == MODE_BY_ASSERTION)
        return own->duty != NULL;
    for (uint32_t i = 0; i < b->live.len; i++) {
        struct needs needs = b->live.at[i].needs;
        struct mode below;
        if (!(b->live.at[i].mask & CONTEXT_LOOP) ||
            !call_needs(m, n, b->live.at[i].event, &needs, &below) || !below.duty ||
            (below.basis == MODE_BY_CALL && !m->missing[below.callee.i]))
            continue;
        decide_by_call(m, n, b->live.at[i].event, needs, &below);
        return true;
    }
    return false;
}

static bool find_missing(void *context, uint32_t node)
{
    struct modes *m = context;
    struct node_id n = {node};
    if (m->missing[node] || !may_miss(m, n))
        return false;
    m->missing[node] = misses(m, n);
    return m->missing[node];
}

/* ---- answers ---- */

const struct outside *mode_outside(const struct modes *m, struct node_id n)
{
    return m->is_outside[n.i] ? &m->outside[n.i] : NULL;
}

const struct rule_word *mode_missing_mark(const struct modes *m, struct node_id n)
{
    return m->missing[n.i] ? m->bodies[n.i].duty : NULL;
}

struct modes *modes_new(const struct contexts *c, const struct aval_context *values)
{
    struct arena *arena = arena_new();
    struct modes *m = arena_new_one(arena, struct modes);
    size_t count = (size_t)c->program->nodes.len + 1;
    *m = (struct modes){.arena = arena, .contexts = c, .values = values};
    m->marks = arena_new_array(arena, struct mode, count);
    m->bodies = arena_new_array(arena, struct mode, count);
    m->outside = arena_new_array(arena, struct outside, count);
    m->is_outside = arena_new_array(arena, bool, count);
    m->called = arena_new_array(arena, bool, count);
    m->named = arena_new_array(arena, bool, count);
    m->escapes = arena_new_array(arena, bool, count);
    m->missing = arena_new_array(arena, bool, count);
    m->is_plain = arena_new_array(arena, bool, count);
    m->named_at = arena_new_array(arena, struct loc, count);
    for (uint32_t i = 0; i < count; i++)
        m->marks[i].mode = m->bodies[i].mode = MODE_EITHER;
    read_marks(m);
    read_guards(m);
    solve(c->calls->direct, find_by_calls, m);
    uses_each(c->program, note_use, m);
    note_calls(m);
    find_outside(m);
    solve(c->calls->direct, find_missing, m);
    return m;
}

void modes_free(struct modes *m)
{
    if (m)
        arena_free(m->arena);
}
