/* NS208: an object that stands for an answer is on some path neither completed nor handed on.
 * NS209: it is completed twice on one path.
 *
 * Objects come from a call that makes them, and into callbacks: as a parameter of their type, or as
 * one without a type that the callback puts into a variable of theirs. From there the paths of the
 * function are followed. Whoever else gets the object may complete it: a call that is not known to
 * leave it as it is, a store where other code finds it, a return of it. A function of the program
 * that gets it is looked into: it completes it always, never, or where its result or a parameter of
 * it has certain signs. Where that cannot be told, and who calls it does no more with the object,
 * the object is its own from then on, and its ways are followed as those of a callback. In a field
 * of a struct that the function has allocated it is still its own: who gets the struct gets the
 * object.
 *
 * That it is completed twice is looked for from each completion on that no such path came to,
 * whatever it was that has it, a field too. A callback that may leave the answer to its caller says
 * so by what it returns.
 */
#include "check/completion_callbacks.h"
#include "check/completion_choice.h"
#include "check/completion_errors.h"
#include "check/completion_fields.h"
#include "check/given_answers.h"
#include "check/plain_finding.h"
#include "contexts/context.h"
#include "effects/bodywalk.h"

#include <string.h>

static const struct check_rule rules[] = {
    {"NS208", "completion-missing", FAMILY_TASKS, LEVEL_WARNING,
     "A path neither completes nor hands on what somebody waits for"},
    {"NS209", "completion-twice", FAMILY_TASKS, LEVEL_ERROR,
     "What somebody waits for is completed twice on one path"},
};

enum { MISSING, TWICE };
/* Flags of a path, beside those of completion_choice and completion_errors. */
#define DONE 1u
#define FAILED 8u /* with DONE: what should complete it says that it did not */
#define LEFT 64u  /* to a function that completes it on some of its ways */

enum does { DOES_NOTHING, DOES_COMPLETE, DOES_SOMETIMES, DOES_LEFT, DOES_HAND_ON };

struct effect { /* of a call on the object */
    enum does does;
    uint8_t done, open; /* SOMETIMES: where it is completed, and where not, these are the signs */
    uint32_t arg;       /* of this argument; FACTS_NONE: of what it returns */
    uint8_t failed;     /* COMPLETE: what it returns where it could not; 0: it is not told */
};

enum { GETS = 1, GETS_LEFT = 2 };

struct lefts { /* functions of the program that get objects, some of which are left to them */
    struct arena *arena;
    uint8_t *has;    /* by node: GETS, and GETS_LEFT */
    bool **reported; /* by node, by event: that it is the second completion */
    VEC(struct node_id) all;
};

struct completing {
    const struct check_input *in;
    struct findings *findings; /* NULL: only asked what the function does */
    const struct rule_completion *rule;
    struct node_id node;
    const struct function *fn;
    const struct completing *above; /* whose call is looked into */
    uint32_t origin;                /* event; FACTS_NONE: the entry */
    struct completion_error error;
    struct slot_id field; /* marked is a struct whose field has it; FACTS_NONE: marked is itself */
    bool completes;       /* the origin: it is only asked whether another one does so too */
    struct loc origin_loc;
    bool *reported; /* by event */
    const struct given_answers *given;
    struct lefts *lefts;
    bool *followed; /* by call that completes it: from an origin, with what is known there */
    bool *left, *used_again; /* by call that leaves it to a function: and that is all, and not */
    bool only_twice;         /* the function gets it, and need not complete it */
    bool hands_on;
    uint8_t leaves_open, leaves_done, leaves_failed; /* signs of the result then */
};

/* The signs of a result with which a callback leaves it to who called it. */
static uint8_t declined_by(const struct rule_completion *rule)
{
    static const uint8_t by[] = {[DECLINES_NEVER] = 0,
                                 [DECLINES_ZERO] = SIGN_ZERO,
                                 [DECLINES_NEGATIVE] = SIGN_NEGATIVE,
                                 [DECLINES_NOT_POSITIVE] = SIGN_NEGATIVE | SIGN_ZERO};
    return by[rule->declines];
}

/* ---- calls ---- */

static struct effect effect_from(const struct completing *x, struct node_id callee, uint32_t param,
                                 struct slot_id field);

/* The object is handed to the function, to be looked into itself. */
static void add_to(const struct completing *x, struct node_id n, uint8_t how)
{
    if (x->lefts->has[n.i] & how)
        return;
    vec_push(x->lefts->arena, &x->lefts->all, n);
    x->lefts->has[n.i] |= how;
}

static struct effect effect_of(const struct completing *x, const struct call *call, uint32_t arg)
{
    const struct program *p = x->in->program;
    enum use_kind use = x->fn->events.at[call->event].call.use;
    bool asked = use != USE_IGNORED && use != USE_VOID;
    if (asked && roles_named(p, &x->rule->done_where, call->name))
        return (struct effect){DOES_SOMETIMES, SIGN_NEGATIVE | SIGN_POSITIVE, SIGN_ZERO, FACTS_NONE,
                               0};
    if (!asked && roles_named(p, &x->rule->done_where, call->name))
        return (struct effect){.does = DOES_COMPLETE}; /* who calls it knows */
    /* A callback may return what such a call returned, so that it means the same. */
    if (roles_named(p, &x->rule->done, call->name))
        return (struct effect){.does = arg == 0 ? DOES_COMPLETE : DOES_NOTHING,
                               .failed = asked ? declined_by(x->rule) : 0};
    if (roles_named(p, &x->rule->hand_on, call->name))
        return (struct effect){.does = DOES_HAND_ON};
    if (roles_named(p, &x->rule->keeps, call->name) || roles_named(p, &x->rule->same, call->name))
        return (struct effect){.does = DOES_NOTHING};
    if (call->callees.len != 1 || !program_get(p, call->callees.at[0])->body)
        return (struct effect){.does = DOES_HAND_ON};
    if (x->findings && !x->completes)
        add_to(x, call->callees.at[0], GETS);
    return effect_from(x, call->callees.at[0], arg, (struct slot_id){FACTS_NONE});
}

static const struct value *same_value(const struct completing *x, const struct value *v)
{
    return given_answers_same(x->in, x->rule, x->node, v);
}

static struct slot_id last_field(const struct node *node, const struct path *p)
{
    const struct path_step *last = path_last(node->body, p);
    return last && last->kind == STEP_FIELD ? program_slot(node->facts, last->field)
                                            : (struct slot_id){FACTS_NONE};
}

/* Is the value what the field of the struct has that is marked? */
static bool is_field(const struct completing *x, const struct walk *w, const struct walk_state *s,
                     const struct value *v)
{
    const struct node *node = program_get(x->in->program, x->node);
    const struct path *p = v->kind == VALUE_PATH ? function_path(x->fn, v->path) : NULL;
    struct path_id root = p && p->step_len == 1 ? function_root_path(x->fn, p->root_kind, p->root)
                                                : (struct path_id){FACTS_NONE};
    return root.i != FACTS_NONE && walk_marked(w, s, root) && last_field(node, p).i == x->field.i;
}

static bool is_object(const struct completing *x, const struct walk *w, const struct walk_state *s,
                      const struct value *value)
{
    const struct value *v = same_value(x, value);
    if (x->field.i != FACTS_NONE)
        return is_field(x, w, s, v);
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        if (is_object(x, w, s, function_value(x->fn, x->fn->choices.at[v->first_choice + i])))
            return true;
    return v->kind == VALUE_PATH || (v->kind == VALUE_ADDRESS && v != value)
               ? walk_marked(w, s, v->path)
               : v->kind == VALUE_RESULT && v->event.i == x->origin;
}

/* Is the object the function that is called? */
static bool is_called(const struct completing *x, const struct walk *w, const struct walk_state *s,
                      const struct event_call *c)
{
    return x->rule->called && c->callee_kind == CALLEE_PATH && walk_marked(w, s, c->path);
}

/* ---- reports ---- */

static void report(const struct completing *x, int rule, struct loc loc, uint32_t before)
{
    const struct check_input *in = x->in;
    struct arena *arena = x->findings->arena;
    const char *name = program_text(in->program, program_get(in->program, x->node)->name);
    const char *record = program_text(in->program, x->rule->record);
    struct finding f = plain_finding(in, x->findings, &rules[rule], x->node, loc, record);
    record += strspn(record, "_");
    f.certainty = CERTAINTY_ALWAYS;
    f.message =
        rule == TWICE
            ? arena_printf(arena, "the '%s' of '%s' is completed a second time", record, name)
            : arena_printf(arena, "'%s' leaves its '%s' neither completed nor handed on", name,
                           record);
    f.advice = rule == TWICE ? "return after the first"
                             : "complete it with an error, so that who waits for it goes on";
    plain_step(in, x->findings, &f, PATH_STEP_NOTE, x->node, x->origin_loc, "it comes from here");
    if (rule == TWICE)
        plain_step(in, x->findings, &f, PATH_STEP_CALL, x->node, body_event_loc(x->fn, before),
                   "it is completed here");
    plain_step(in, x->findings, &f, PATH_STEP_LEAF, x->node, loc,
               rule == TWICE ? "it is completed again" : "the function is left here");
    plain_note(x->findings, &f, rule == TWICE ? body_event_loc(x->fn, before) : x->origin_loc,
               rule == TWICE ? "it is completed here" : "it comes from here");
    plain_add(in, x->findings, &f);
}

static enum walk_step complete(struct completing *x, struct walk_state *s, uint32_t event)
{
    bool done = (s->flags & (DONE | FAILED)) == DONE;
    if (done && x->findings && !x->reported[event]) {
        x->reported[event] = true;
        report(x, TWICE, body_event_loc(x->fn, event), s->point);
    }
    if (s->flags & LEFT)
        x->used_again[s->point] = true;
    if (done || (s->flags & LEFT))
        return WALK_END;
    if (x->findings && !x->completes)
        x->followed[event] = true;
    s->flags = (uint8_t)((s->flags | DONE) & ~FAILED);
    s->point = event;
    return WALK_ON;
}

/* ---- the walk ---- */

/* What decides has these signs from here on: what the call returned, or an argument of it. */
static void learn(struct walk *w, const struct completing *x, struct walk_state *s, uint32_t event,
                  const struct effect *effect, uint8_t signs)
{
    const struct event_call *c = &x->fn->events.at[event].call;
    if (effect->arg == FACTS_NONE) {
        walk_set_result(w, s, event, signs);
        return;
    }
    const struct value *v = function_value(x->fn, x->fn->args.at[c->first_arg + effect->arg]);
    if (v->kind == VALUE_PATH)
        walk_set_path(w, s, v->path, signs);
}

static enum walk_step complete_sometimes(struct walk *w, struct completing *x, struct walk_state *s,
                                         uint32_t event, const struct effect *effect)
{
    const struct event_call *c = &x->fn->events.at[event].call;
    uint8_t known = effect->arg == FACTS_NONE
                        ? SIGN_ANY
                        : walk_signs(w, s, x->fn->args.at[c->first_arg + effect->arg]);
    struct walk_state other = *s;
    if (known & effect->open) {
        learn(w, x, &other, event, effect, known & effect->open);
        walk_fork(w, other);
    }
    if (!(known & effect->done))
        return WALK_END;
    learn(w, x, s, event, effect, known & effect->done);
    return complete(x, s, event);
}

/* Where it could not, nothing more is to be done, but it may be tried again. */
static enum walk_step complete_or_fail(struct walk *w, struct completing *x, struct walk_state *s,
                                       uint32_t event, const struct effect *effect)
{
    struct walk_state failed = *s;
    if (!effect->failed || (s->flags & (DONE | FAILED)) == DONE)
        return complete(x, s, event);
    failed.flags |= DONE | FAILED;
    walk_set_result(w, &failed, event, effect->failed);
    walk_fork(w, failed);
    walk_set_result(w, s, event, SIGN_ANY & ~effect->failed);
    return complete(x, s, event);
}

static enum walk_step hand_on(struct completing *x, const struct walk_state *s)
{
    if (s->flags & LEFT)
        x->used_again[s->point] = true;
    x->hands_on = true;
    return WALK_END;
}

/* May the object be left to the function that is called, which completes it on some of its ways? */
static bool leave_to(struct completing *x, struct walk_state *s, uint32_t event,
                     struct slot_id field)
{
    bool silent =
        x->rule->declines == DECLINES_NEVER || x->fn->events.at[event].call.use == USE_IGNORED;
    if (!x->findings || x->completes || !silent || field.i != FACTS_NONE ||
        (s->flags & (DONE | LEFT)))
        return false;
    s->flags |= LEFT;
    s->point = event;
    return true;
}

/* A field that holds the object and is part of what VALUE points to, so that a call which gets it
 * may complete it, or put another one there; FACTS_NONE: none. */
static struct path_id field_in(const struct completing *x, const struct walk *w,
                               const struct walk_state *s, const struct value *v)
{
    struct path_id mark;
    for (uint32_t at = 0;
         (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) && walk_next_mark(w, s, &at, &mark);)
        if (mark.i != v->path.i && quantities_inside(x->fn, mark, v->path))
            return mark;
    return (struct path_id){FACTS_NONE};
}

/* The field with the object, if VALUE is the struct that has it; FACTS_NONE: it is not. */
static struct slot_id field_of(const struct completing *x, const struct walk *w,
                               const struct walk_state *s, const struct value *v)
{
    struct path_id part = field_in(x, w, s, v);
    if (part.i != FACTS_NONE)
        return last_field(program_get(x->in->program, x->node), function_path(x->fn, part));
    return x->field.i != FACTS_NONE && v->kind == VALUE_PATH && walk_marked(w, s, v->path)
               ? x->field
               : (struct slot_id){FACTS_NONE};
}

/* Is it the field of a struct that this function has allocated, and so far nobody else has? */
static bool is_own_field(const struct completing *x, const struct path *to)
{
    return to->step_len == 1 && path_last(x->fn, to)->kind == STEP_FIELD &&
           body_is_allocated(x->in->contexts->bodies, x->node, to);
}

/* Of a call that gets the struct with the object in it: what frees the struct alone does nothing to
 * the object. */
static struct effect effect_on_field(const struct completing *x, const struct call *call,
                                     uint32_t arg, struct slot_id field)
{
    const struct effect hands_on = {.does = DOES_HAND_ON};
    bool seen = call->callees.len == 1 && program_get(x->in->program, call->callees.at[0])->body;
    uint32_t args = x->fn->events.at[call->event].call.arg_len;
    for (uint32_t i = 0; !seen && call->roles && i < call->roles->resource_releases.len; i++)
        if (arg_index(call->roles->resource_releases.at[i]->release_arg, args) == arg)
            return (struct effect){.does = DOES_NOTHING};
    if (!seen)
        return hands_on;
    return effect_from(x, call->callees.at[0], arg, field);
}

/* The call says whether it is completed. Where it is, nothing is left to do. */
static enum walk_step see_told(struct walk *w, struct walk_state *s, uint32_t event)
{
    if (s->flags & LEFT)
        return hand_on(w->client->context, s);
    uint8_t signs = s->flags & DONE ? SIGN_NEGATIVE | SIGN_POSITIVE : SIGN_ZERO;
    walk_set_result(w, s, event, signs);
    return WALK_ON;
}

/* What ends the way of the object, or its being open. */
static enum walk_step act(struct walk *w, struct completing *x, struct walk_state *s,
                          uint32_t event, const struct effect *effect)
{
    if (effect->does == DOES_COMPLETE)
        return complete_or_fail(w, x, s, event, effect);
    return effect->does == DOES_SOMETIMES &&
                   !completion_error_tells(&x->error, &x->fn->events.at[event].call)
               ? complete_sometimes(w, x, s, event, effect)
               : hand_on(x, s);
}

/* What the call says of itself, whatever it gets. */
static void learn_of_call(struct walk *w, const struct completing *x, struct walk_state *s,
                          uint32_t event, const struct call *call)
{
    completion_error_keep(&x->error, w, s, event);
    if (roles_named(x->in->program, &x->rule->chosen_by, call->name))
        completion_choose(x->fn, w, s, event);
    if (call->roles && call->roles->is_allocator)
        walk_set_result(w, s, event, SIGN_POSITIVE);
}

static enum walk_step on_call(struct walk *w, struct completing *x, struct walk_state *s,
                              uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    const struct call *call = calls_get(x->in->contexts->calls, x->node, event);
    learn_of_call(w, x, s, event, call);
    if (is_called(x, w, s, &e->call))
        return complete(x, s, event);
    if (roles_named(x->in->program, &x->rule->answers, call->name))
        return hand_on(x, s);
    if (roles_named(x->in->program, &x->rule->tells, call->name) && e->call.arg_len &&
        is_object(x, w, s, function_value(x->fn, x->fn->args.at[e->call.first_arg])))
        return see_told(w, s, event);
    for (uint32_t i = 0; i < e->call.arg_len; i++) {
        const struct value *v = function_value(x->fn, x->fn->args.at[e->call.first_arg + i]);
        struct path_id part = field_in(x, w, s, v);
        struct slot_id field = field_of(x, w, s, v);
        if (x->completes && part.i != FACTS_NONE)
            return WALK_END;
        if (field.i != FACTS_NONE && (s->flags & DONE)) { /* who knows what is there then */
            walk_mark(w, s, part.i != FACTS_NONE ? part : v->path, false);
            continue;
        }
        if (field.i == FACTS_NONE && !is_object(x, w, s, v))
            continue;
        struct effect effect =
            field.i != FACTS_NONE ? effect_on_field(x, call, i, field) : effect_of(x, call, i);
        if (effect.does != DOES_NOTHING &&
            !(effect.does == DOES_LEFT && leave_to(x, s, event, field)))
            return act(w, x, s, event, &effect);
    }
    completion_error_fork(&x->error, w, s, event);
    return WALK_ON;
}

static enum walk_step on_assign(struct walk *w, struct completing *x, struct walk_state *s,
                                const struct event *e)
{
    const struct value *v = function_value(x->fn, e->assign.from);
    const struct path *to = function_path(x->fn, e->assign.to);
    bool object = is_object(x, w, s, v), into = false;
    struct path_id mark;
    if (e->assign.to.i == x->error.local.i)
        s->flags &= (uint8_t)~(COMPLETION_ERROR_SET | COMPLETION_ERROR_NULL);
    for (uint32_t at = 0; walk_next_mark(w, s, &at, &mark);) {
        if (mark.i != e->assign.to.i && quantities_inside(x->fn, mark, e->assign.to))
            return WALK_END; /* what had it in a field is another one */
        into |= mark.i != e->assign.to.i && quantities_inside(x->fn, e->assign.to, mark);
    }
    bool local = to->root_kind == ROOT_LOCAL && !to->step_len;
    if (object && is_own_field(x, to)) {
        walk_mark(w, s, e->assign.to, true);
        return WALK_ON;
    }
    if (x->field.i != FACTS_NONE && v->kind == VALUE_PATH && walk_marked(w, s, v->path) && local) {
        walk_mark(w, s, e->assign.to, true);
        return WALK_ON;
    }
    if (!(s->flags & DONE) && field_of(x, w, s, v).i != FACTS_NONE)
        return hand_on(x, s); /* all of it is somewhere else, too */
    if (!local && (object || (into && ((s->flags & DONE) || v->kind == VALUE_FUNCTION))))
        return hand_on(x, s); /* also one that is told how to go on */
    if (local || !object)
        walk_mark(w, s, e->assign.to, object);
    return WALK_ON;
}

static enum walk_step on_event(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct completing *x = w->client->context;
    const struct event *e = &x->fn->events.at[event];
    if (e->kind == EVENT_CALL)
        return event == x->origin ? WALK_END : on_call(w, x, s, event);
    if (e->kind == EVENT_ASSIGN)
        return on_assign(w, x, s, e);
    if (e->kind == EVENT_RETURN && e->value.i != FACTS_NONE) {
        const struct value *v = function_value(x->fn, e->value);
        if (is_object(x, w, s, v) || (!(s->flags & DONE) && field_of(x, w, s, v).i != FACTS_NONE))
            return hand_on(x, s);
    }
    return WALK_ON;
}

static void on_leave(struct walk *w, const struct walk_state *s)
{
    struct completing *x = w->client->context;
    uint32_t event = walk_return_of(w, s->block);
    bool done = s->flags & DONE;
    bool result = event != FACTS_NONE && x->fn->events.at[event].value.i != FACTS_NONE;
    uint8_t signs = result ? walk_signs(w, s, x->fn->events.at[event].value) : SIGN_ANY;
    *(!done ? &x->leaves_open : s->flags & FAILED ? &x->leaves_failed : &x->leaves_done) |= signs;
    uint32_t at = event == FACTS_NONE ? x->fn->events.len : event;
    if ((s->flags & COMPLETION_COMPARED) && !(s->flags & COMPLETION_CHOSEN))
        return; /* who dispatches calls knows the names that there are */
    if (done || !x->findings || x->completes || x->only_twice || x->reported[at])
        return;
    bool declined = (result && (signs & declined_by(x->rule))) ||
                    (x->origin == FACTS_NONE && given_answers_others(x->given, x->node, signs));
    if (s->flags & LEFT)
        (declined ? x->used_again : x->left)[s->point] = true;
    if (declined || (s->flags & LEFT))
        return;
    x->reported[at] = true;
    report(x, MISSING, event == FACTS_NONE ? x->fn->end : body_event_loc(x->fn, event), 0);
}

struct start {             /* of a walk from the entry, or from behind the origin */
    struct path_id object; /* what holds it; FACTS_NONE: the origin returns it */
    struct path_id other;  /* parameter whose sign is known; FACTS_NONE: none */
    uint8_t signs;
};

/* From the entry, or from behind the call ORIGIN that returns the object. */
static void follow(struct completing *x, struct start start)
{
    const struct walk_client client = {.event = on_event, .leave = on_leave, .context = x};
    struct arena *arena = arena_new();
    struct walk walk;
    bodywalk_open(&walk, arena, x->in->contexts->bodies, x->node, BODYWALK_GIVEN);
    walk_states states = bodywalk_behind(&walk, x->origin, SIGN_POSITIVE);
    for (uint32_t i = 0; i < states.len && start.object.i != FACTS_NONE; i++) {
        walk_mark(&walk, &states.at[i], start.object, true);
        if (x->completes)
            states.at[i].flags = DONE, states.at[i].point = x->origin;
        walk_set_path(&walk, &states.at[i], start.object, SIGN_POSITIVE);
        if (start.other.i != FACTS_NONE)
            walk_set_path(&walk, &states.at[i], start.other, start.signs);
    }
    walk_run(&walk, &client, states.at, states.len);
    arena_free(arena);
}

/* ---- functions of the program ---- */

/* A parameter of X, which completes its object sometimes, by whose sign it always does, or never.
 */
static bool find_deciding(const struct completing *x, struct start start, struct effect *ret)
{
    static const uint8_t signs[] = {SIGN_NEGATIVE, SIGN_ZERO, SIGN_POSITIVE};
    uint32_t params = program_get(x->in->program, x->node)->entity->params.len;
    for (uint32_t i = 0; i < params; i++) {
        bool decides = true;
        *ret = (struct effect){DOES_SOMETIMES, 0, 0, i, 0};
        start.other = function_root_path(x->fn, ROOT_PARAM, i);
        if (start.other.i == FACTS_NONE || start.other.i == start.object.i)
            continue;
        for (uint32_t k = 0; k < COUNT(signs) && decides; k++) {
            struct completing one = *x;
            one.leaves_done = one.leaves_open = one.leaves_failed = 0;
            start.signs = signs[k];
            follow(&one, start);
            one.leaves_done |= one.leaves_failed;
            decides = !one.leaves_done || !one.leaves_open;
            ret->done |= one.leaves_done ? signs[k] : 0;
            ret->open |= one.leaves_open ? signs[k] : 0;
        }
        if (decides)
            return true;
    }
    return false;
}

/* Does what callers give as another parameter decide about its ways? Then those that leave OBJECT
 * open may be none that they know. */
static bool asks_params(const struct completing *x, struct path_id object)
{
    for (uint32_t i = 0; i < program_get(x->in->program, x->node)->entity->params.len; i++) {
        struct path_id param = function_root_path(x->fn, ROOT_PARAM, i);
        for (uint32_t b = 0; param.i != FACTS_NONE && b < x->fn->blocks.len; b++) {
            const struct block *k = &x->fn->blocks.at[b];
            if (param.i != object.i && (k->term == TERM_BRANCH || k->term == TERM_SWITCH) &&
                function_value_reads(x->fn, k->cond.value, param))
                return true;
        }
    }
    return false;
}

/* What a function of the program does to the object in its parameter; one that is being looked into
 * already counts as handing it on. */
static struct effect effect_from(const struct completing *x, struct node_id callee, uint32_t param,
                                 struct slot_id field)
{
    const struct effect hands_on = {.does = DOES_HAND_ON};
    struct completing below = {.in = x->in,
                               .rule = x->rule,
                               .node = callee,
                               .above = x,
                               .origin = FACTS_NONE,
                               .field = field};
    struct effect effect;
    for (const struct completing *up = x; up; up = up->above)
        if (up->node.i == callee.i)
            return hands_on;
    below.fn = program_get(x->in->program, callee)->body;
    below.error = completion_error_of(x->in, callee, x->rule->error);
    struct start start = {function_root_path(below.fn, ROOT_PARAM, param), {FACTS_NONE}, 0};
    if (start.object.i == FACTS_NONE)
        return (struct effect){.does = DOES_NOTHING};
    follow(&below, start);
    struct effect left = {asks_params(&below, start.object) ? DOES_HAND_ON : DOES_LEFT, 0, 0, 0, 0};
    if (below.hands_on)
        return below.leaves_open ? left : hands_on;
    uint8_t failed = below.leaves_failed & ~below.leaves_done;
    if (below.leaves_done && !below.leaves_open)
        return (struct effect){.does = DOES_COMPLETE, .failed = failed};
    below.leaves_done |= below.leaves_failed;
    if (!below.leaves_done)
        return (struct effect){.does = DOES_NOTHING};
    if (!(below.leaves_done & below.leaves_open))
        return (struct effect){DOES_SOMETIMES, below.leaves_done, below.leaves_open, FACTS_NONE, 0};
    return find_deciding(&below, start, &effect) ? effect : left;
}

/* ---- origins ---- */

/* A pointer to a function is told by the name of its type. */
static bool is_param_of_record(const struct completing *x, const struct param *param)
{
    bool named = false;
    for (uint32_t i = 0; i < param->words.len; i++)
        named |= param->words.at[i].kind == WORD_TYPE &&
                 str_eq(param->words.at[i].text, x->rule->record);
    return x->rule->called ? named
                           : program_points_to(x->in->program, param->type, x->rule->record);
}

static void check_from(struct completing *x, uint32_t origin, struct loc loc, struct path_id param)
{
    x->origin = origin;
    x->origin_loc = loc;
    follow(x, (struct start){param, {FACTS_NONE}, 0});
    for (uint32_t i = 0; x->findings && i < x->fn->events.len; i++)
        if (x->left[i] && !x->used_again[i])
            add_to(x, calls_get(x->in->contexts->calls, x->node, i)->callees.at[0], GETS_LEFT);
}

/* What the call completes: a variable, or a field of one; FACTS_NONE: nothing that has a name. */
static struct path_id completed_by(const struct completing *x, const struct call *call)
{
    const struct event_call *c = &x->fn->events.at[call->event].call;
    const struct entity *entity = program_get(x->in->program, x->node)->entity;
    const struct path *p = c->callee_kind == CALLEE_PATH ? function_path(x->fn, c->path) : NULL;
    if (x->rule->called && p && p->root_kind == ROOT_PARAM && !p->step_len &&
        is_param_of_record(x, &entity->params.at[p->root]))
        return c->path;
    if (!c->arg_len || !roles_named(x->in->program, &x->rule->done, call->name))
        return (struct path_id){FACTS_NONE};
    const struct value *v = same_value(x, function_value(x->fn, x->fn->args.at[c->first_arg]));
    return v->kind == VALUE_PATH ? v->path : (struct path_id){FACTS_NONE};
}

static void check_again(const struct completing *x, const struct call *call)
{
    struct completing from = *x;
    struct path_id object = completed_by(x, call);
    if (object.i == FACTS_NONE || x->followed[call->event] ||
        !body_is_live(x->in->contexts->bodies, x->node, call->event))
        return;
    from.completes = true;
    check_from(&from, call->event, body_event_loc(x->fn, call->event), object);
}

/* Is the parameter, which has no type of its own, what a variable of the record's type gets? */
static bool is_cast(const struct completing *x, struct path_id param)
{
    for (uint32_t i = 0; i < x->fn->events.len; i++) {
        const struct event *e = &x->fn->events.at[i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *to = function_path(x->fn, e->assign.to);
        const struct value *v = same_value(x, function_value(x->fn, e->assign.from));
        if ((v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) && v->path.i == param.i &&
            to->root_kind == ROOT_LOCAL && !to->step_len &&
            program_points_to(x->in->program, x->fn->locals.at[to->root].type, x->rule->record))
            return true;
    }
    return false;
}

static void check_params(struct completing *x)
{
    const struct entity *entity = program_get(x->in->program, x->node)->entity;
    for (uint32_t i = 0; i < entity->params.len; i++) {
        const struct param *param = &entity->params.at[i];
        struct path_id path = function_root_path(x->fn, ROOT_PARAM, i);
        bool untyped = param->shape.kind == SHAPE_POINTER && param->shape.target == SHAPE_VOID;
        if (path.i != FACTS_NONE && (is_param_of_record(x, param) || (untyped && is_cast(x, path))))
            check_from(x, FACTS_NONE, x->fn->loc, path);
    }
}

/* ---- objects in a field of what a callback gets ---- */

/* The untyped parameter of a callback that is told how an operation ended, and so runs once, is a
 * struct with the object in FIELD. Who completes it on some path should do so on all. */
static void check_field(struct completing *x, uint32_t param, struct slot_id field)
{
    struct completing asked = *x;
    struct path_id path = function_root_path(x->fn, ROOT_PARAM, param);
    if (path.i == FACTS_NONE || completion_struct_decides(x->in, x->node, param))
        return;
    asked.findings = NULL;
    asked.leaves_done = asked.leaves_failed = 0;
    asked.field = x->field = field;
    check_from(&asked, FACTS_NONE, x->fn->loc, path);
    if (asked.leaves_done | asked.leaves_failed)
        check_from(x, FACTS_NONE, x->fn->loc, path);
    x->field.i = FACTS_NONE;
}

static void check_fields(struct completing *x, const completion_slots *fields)
{
    uint32_t params = program_get(x->in->program, x->node)->entity->params.len;
    for (uint32_t k = 0; k < params; k++)
        for (uint32_t i = 0; i < fields->len; i++)
            if (completion_is_given_struct(x->in, x->node, k, fields->at[i]))
                check_field(x, k, fields->at[i]);
}

/* What a call gives that may give anything, `tevent_req_callback_data(req, struct state)`, is told
 * by the variable that it is stored in. */
static bool is_stored_as_other(const struct completing *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    if (e->kind != EVENT_CALL || e->call.use != USE_STORED || e->call.stored.i == FACTS_NONE)
        return false;
    const struct path *to = function_path(x->fn, e->call.stored);
    return to->root_kind == ROOT_LOCAL && !to->step_len &&
           !program_points_to(x->in->program, x->fn->locals.at[to->root].type, x->rule->record);
}

/* Does the call make an object that is followed from there? One that is ignored where it must be
 * kept is NS205's. */
static bool makes(const struct completing *x, const struct call *call)
{
    const struct event *e = &x->fn->events.at[call->event];
    bool dropped = call->roles && call->roles->spawns.len && e->kind == EVENT_CALL &&
                   (e->call.use == USE_IGNORED || e->call.use == USE_VOID);
    return roles_named(x->in->program, &x->rule->made, call->name) && e->kind == EVENT_CALL &&
           !dropped && !is_stored_as_other(x, call->event) &&
           body_is_live(x->in->contexts->bodies, x->node, call->event);
}

static void check_function(struct completing *x, bool params, const completion_slots *fields)
{
    const call_vec *rows = &x->in->contexts->calls->at[x->node.i];
    for (uint32_t i = 0; i < rows->len; i++)
        if (makes(x, &rows->at[i]))
            check_from(x, rows->at[i].event, body_event_loc(x->fn, rows->at[i].event),
                       (struct path_id){FACTS_NONE});
    if (params)
        check_params(x);
    check_fields(x, fields);
    for (uint32_t i = 0; i < rows->len; i++)
        if (x->fn->events.at[rows->at[i].event].kind == EVENT_CALL)
            check_again(x, &rows->at[i]);
}

static struct completing completing_of(const struct completing *rule, struct node_id n,
                                       struct arena *a)
{
    struct completing x = *rule;
    x.node = n;
    x.fn = program_get(x.in->program, n)->body;
    uint32_t events = x.fn ? x.fn->events.len : 0;
    if (x.fn)
        x.error = completion_error_of(x.in, n, x.rule->error);
    if (!x.lefts->reported[n.i])
        x.lefts->reported[n.i] = arena_new_array(x.lefts->arena, bool, events + 1);
    x.reported = x.lefts->reported[n.i];
    x.followed = arena_new_array(a, bool, events + 1);
    x.left = arena_new_array(a, bool, events + 1);
    x.used_again = arena_new_array(a, bool, events + 1);
    return x;
}

static void check_rule(const struct check_input *in, const struct rule_completion *rule,
                       const bool *told, struct findings *findings)
{
    const struct given_answers given = given_answers_find(in, rule);
    completion_slots fields = completion_fields(in, rule), none = {0};
    struct arena *arena = arena_new();
    struct lefts lefts = {.arena = arena};
    lefts.has = arena_new_array(arena, uint8_t, in->program->nodes.len + 1);
    lefts.reported = arena_new_array(arena, bool *, in->program->nodes.len + 1);
    const struct completing of_rule = {.in = in,
                                       .findings = findings,
                                       .rule = rule,
                                       .field = {FACTS_NONE},
                                       .given = &given,
                                       .lefts = &lefts};
    bool *params = arena_new_array(arena, bool, in->program->nodes.len + 1);
    for (uint32_t i = 0; i < in->program->nodes.len; i++) {
        struct arena *scratch = arena_new();
        struct completing x = completing_of(&of_rule, (struct node_id){i}, scratch);
        bool declared = in->contexts->at[i].declared & CONTEXT_LOOP;
        bool gets = rule->given.len ? given.given[i] : rule->called || (declared && !given.done[i]);
        params[i] = given.handed[i] || gets;
        if (x.fn)
            check_function(&x, params[i], told[i] ? &fields : &none);
        arena_free(scratch);
    }
    for (uint32_t i = 0; i < lefts.all.len; i++) {
        struct completing x = completing_of(&of_rule, lefts.all.at[i], arena);
        x.only_twice = !(lefts.has[lefts.all.at[i].i] & GETS_LEFT);
        if (!params[lefts.all.at[i].i])
            check_params(&x);
    }
    arena_free(arena);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    const bool *told = completion_told(in);
    for (uint32_t k = 0; k < in->roles->packs.len; k++)
        for (uint32_t r = 0; r < in->roles->packs.at[k]->completions.len; r++)
            check_rule(in, &in->roles->packs.at[k]->completions.at[r], told, ret_findings);
}

const struct check check_completions = {
    .name = "completions", .rules = rules, .rule_count = COUNT(rules), .run = run};
