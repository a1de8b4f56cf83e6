#include "contexts/context_declare.h"
#include "contexts/given.h"
#include "contexts/operated.h"

#include <string.h>

#define SELF_MARK ((struct str){0})

static const char *text(const struct contexts *c, struct str s)
{
    return program_text(c->program, s);
}

static const char *name_of(const struct contexts *c, struct node_id n)
{
    return text(c, program_get(c->program, n)->name);
}

bool declare_one(struct contexts *c, struct node_id function, uint8_t bits,
                 enum certainty certainty, const char *why, struct loc loc, struct str pack,
                 struct program_set programs)
{
    struct context *x = &c->at[function.i];
    bool any = false;
    if (!strcmp(name_of(c, function), "main"))
        return false;
    for (unsigned k = 0; k < CONTEXT_KINDS; k++) {
        uint8_t bit = (uint8_t)(1U << k);
        struct context_reason *r = &x->reasons[k];
        struct program_set more =
            programs_both(c->programs, programs, programs_of(c->programs, function));
        if (!(bits & bit) || !programs_any(more))
            continue;
        any |= !programs_within(c->programs, more, x->programs[k]);
        if (bit == CONTEXT_LOOP && x->loop) {
            x->loop = NULL;
            any = true;
        }
        x->programs[k] = programs_either(c->programs, x->programs[k], more);
        if ((x->declared & bit) && r->certainty >= certainty)
            continue;
        *r = (struct context_reason){certainty, why, loc, pack, {FACTS_NONE}, 0};
        x->declared |= bit;
        x->bits |= bit;
        any = true;
    }
    return any;
}

/* Likewise, for what the loop does by itself, whatever persons tell it. */
static void declare_routine(struct contexts *c, struct node_id function, uint8_t bits,
                            const char *why, struct loc loc, struct str pack,
                            struct program_set programs)
{
    c->at[function.i].routine = true;
    declare_one(c, function, bits, CERTAINTY_ALWAYS, why, loc, pack, programs);
}

/* ---- marks ---- */

/* What the function's own marks say: link/marks.h. */
static void read_own_marks(struct declare *d, struct node_id n)
{
    static const struct {
        enum mark mark;
        uint8_t bits;
        const char *name;
    } runs[] = {{MARK_ASYNC, CONTEXT_LOOP, "async"},
                {MARK_COROUTINE, CONTEXT_COROUTINE, "coroutine"},
                {MARK_NONBLOCKING, CONTEXT_LOOP, "nonblocking"}};
    struct contexts *c = d->contexts;
    struct context *x = &c->at[n.i];
    const struct fn_marks *m = &c->calls->marks[n.i];
    for (uint32_t i = 0; i < COUNT(runs); i++) {
        enum mark k = runs[i].mark;
        if (m->has[k])
            declare_routine(c, n, runs[i].bits,
                            arena_printf(c->arena, "'%s' is %s %s here", name_of(c, n),
                                         m->by_attribute[k] ? "declared" : "marked as",
                                         runs[i].name),
                            m->loc[k], SELF_MARK, PROGRAMS_ALL);
    }
    x->promised_nonblocking = m->has[MARK_NONBLOCKING];
    x->declared_blocking = m->has[MARK_BLOCKING];
    x->blocking_loc = m->loc[MARK_BLOCKING];
    if (m->has[MARK_COROUTINE]) {
        x->mode = MODE_MUST;
        x->has_mode = true;
    }
}

static void read_pack_mark(struct declare *d, struct node_id n)
{
    struct contexts *c = d->contexts;
    struct loc loc = {0};
    const struct rule_word *w =
        roles_word(d->roles, &program_get(c->program, n)->words, true, &loc);
    if (!w)
        return;
    c->at[n.i].mode = w->mode;
    c->at[n.i].has_mode = true;
    if (w->mode == MODE_MUST)
        declare_routine(
            c, n, (uint8_t)w->context,
            arena_printf(c->arena, "'%s' is declared %s here", name_of(c, n), text(c, w->name)),
            loc, w->origin.pack, PROGRAMS_ALL);
}

static void read_body_macros(struct declare *d, struct node_id n)
{
    struct contexts *c = d->contexts;
    const struct function *fn = program_get(c->program, n)->body;
    for (uint32_t i = 0; fn && d->roles->body_macros.len && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        const struct rule_word *w =
            e->kind == EVENT_MACRO ? roles_body_macro(d->roles, e->macro.name) : NULL;
        if (w)
            declare_routine(c, n, (uint8_t)w->context,
                            arena_printf(c->arena, "'%s' is a coroutine because it uses '%s' here",
                                         name_of(c, n), text(c, w->name)),
                            e->loc, w->origin.pack, PROGRAMS_ALL);
    }
}

void declare_marked(struct declare *d)
{
    struct contexts *c = d->contexts;
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        const struct node *node = &c->program->nodes.at[i];
        struct node_id n = {i};
        read_own_marks(d, n);
        read_pack_mark(d, n);
        read_body_macros(d, n);
        const struct name_roles *r = node->body ? roles_function(d->roles, node->name) : NULL;
        if (r && r->async_function)
            declare_routine(c, n, (uint8_t)r->async_function->context,
                            arena_printf(c->arena,
                                         "'%s' runs on the event loop by the rules of pack %s",
                                         name_of(c, n), text(c, r->async_function->origin.pack)),
                            node->body->loc, r->async_function->origin.pack, PROGRAMS_ALL);
        if (r && r->is_nonblocking)
            c->at[i].promised_nonblocking = true;
    }
    for (uint32_t i = 0; i < c->program->slots.len; i++) {
        struct fn_marks m = {0};
        fn_marks_read(c->program, &c->program->slots.at[i].words, &m);
        c->slot_blocking[i] = m.has[MARK_BLOCKING];
    }
}

/* ---- assertions ---- */

bool declare_asserted(struct contexts *c)
{
    bool any = false;
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        struct node_id n = {i};
        const struct node *node = program_get(c->program, n);
        if (!node->body || c->bodies->at[i].exits != CONTEXT_COROUTINE ||
            c->at[i].bits & CONTEXT_COROUTINE)
            continue;
        any |= declare_one(c, n, CONTEXT_COROUTINE, CERTAINTY_ALWAYS,
                           arena_printf(c->arena,
                                        "'%s' makes sure that it runs in a coroutine, and returns "
                                        "nowhere else",
                                        name_of(c, n)),
                           node->body->loc, (struct str){0}, PROGRAMS_ALL);
        c->at[i].seeded |= CONTEXT_COROUTINE;
        c->at[i].asserted = true;
    }
    return any;
}

/* ---- what gets into a place ---- */

struct reason { /* why what is in a place is async */
    uint8_t bits;
    const char *what; /* "passed to 'uv_timer_start'", "stored in 'handler' of 'ngx_event_s'" */
    struct str pack;
    const name_vec
        *inside;          /* only while one of these runs; empty or NULL: whenever the loop does */
    struct str registrar; /* the call that gets it, and where that is; empty: none */
    struct node_id by;
    uint32_t event;
    const struct rule_callback *call; /* the rules, of one of the two; NULL: of neither */
    const struct rule_field *field;
};

/* For which of an operator's signals SOURCE is registered; NULL: none, or not for one alone. */
static const struct signal_name *signal_of(const struct contexts *c, const struct reason *why,
                                           const struct flow_source *source)
{
    if (why->call && why->call->signal != INT32_MIN)
        return signal_of_call(c->signals, why->by, why->event, why->call->signal, source);
    return why->field && why->field->signal.i
               ? signal_of_object(c->signals, why->field->signal, source)
               : NULL;
}

static void declare_source(struct contexts *c, const struct flow_source *s,
                           const struct reason *why)
{
    const struct signal_name *signal = signal_of(c, why, s);
    struct context *x = &c->at[s->function.i];
    const struct function *fn = program_get(c->program, s->function)->body;
    if (!signal)
        x->registered = true;
    else if (!x->command)
        x->command = operated_new(c, signal, fn ? fn->loc : s->loc, s->loc);
    declare_one(c, s->function, why->bits, CERTAINTY_ALWAYS,
                arena_printf(c->arena, "'%s' is %s", name_of(c, s->function), why->what), s->loc,
                why->pack, flow_source_programs(c->programs, s));
}

static void declare_sources(struct declare *d, const source_vec *sources, const struct reason *why)
{
    struct contexts *c = d->contexts;
    for (uint32_t i = 0; i < sources->len; i++) {
        const struct flow_source *s = sources->at[i];
        if (why->inside && why->inside->len) {
            vec_push(c->arena, &c->called_back,
                     (struct called_back){s->function, why->inside, why->what, why->pack, s->loc,
                                          flow_source_programs(c->programs, s), why->registrar,
                                          why->by, why->event});
            c->at[s->function.i].routine = true;
            continue;
        }
        declare_source(c, s, why);
    }
}

/* ---- registrars ---- */

static bool applies(struct declare *d, struct node_id n, uint32_t event,
                    const struct rule_callback *r)
{
    if (!r->when.len && !r->unless.len)
        return true;
    const struct function *fn = program_get(d->contexts->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    struct aval *args = arena_new_array(d->scratch, struct aval, c->arg_len + 1);
    for (uint32_t i = 0; i < c->arg_len; i++)
        args[i] = aval_of(d->values, n, event, fn->args.at[c->first_arg + i]);
    return (!r->when.len || aval_any(d->values, &r->when, args, c->arg_len) == TRI_YES) &&
           (!r->unless.len || aval_any(d->values, &r->unless, args, c->arg_len) != TRI_YES);
}

static void register_arg(struct declare *d, struct node_id n, uint32_t event,
                         const struct rule_callback *r, const char *verb, struct str callee)
{
    const struct function *fn = program_get(d->contexts->program, n)->body;
    const struct event_call *c = &fn->events.at[event].call;
    if (!callee_arity_fits(&r->callee, c->arg_len) || !applies(d, n, event, r))
        return;
    struct reason why = {
        .bits = (uint8_t)r->context,
        .what = arena_printf(d->contexts->arena, "%s '%s' here", verb, text(d->contexts, callee)),
        .pack = r->origin.pack,
        .inside = &r->inside,
        .registrar = callee,
        .by = n,
        .event = event,
        .call = r};
    for (uint32_t i = 0; i < r->args.len; i++) {
        uint32_t arg = arg_index(r->args.at[i], c->arg_len);
        source_vec sources = {0};
        if (arg == FACTS_NONE)
            continue;
        flow_value(d->contexts->flow, d->scratch, n, fn->args.at[c->first_arg + arg], event,
                   &sources);
        declare_sources(d, &sources, &why);
    }
}

/* A registrar that is a macro without a call of its own: the argument's text names the function. */
static void register_macro(struct declare *d, struct node_id n, const struct event *e,
                           const struct rule_callback *r)
{
    struct contexts *c = d->contexts;
    const struct function *fn = program_get(c->program, n)->body;
    for (uint32_t i = 0; i < r->args.len; i++) {
        uint32_t arg = arg_index(r->args.at[i], e->macro.arg_len);
        if (arg == FACTS_NONE || r->entry_is_call)
            continue;
        const char *name = text(c, fn->texts.at[e->macro.first_arg + arg]);
        struct node_id to = program_find(c->program, *name == '&' ? name + 1 : name);
        if (to.i != FACTS_NONE)
            declare_routine(c, to, (uint8_t)r->context,
                            arena_printf(c->arena, "'%s' is passed to '%s' here", name_of(c, to),
                                         text(c, e->macro.name)),
                            e->loc, r->origin.pack, PROGRAMS_ALL);
    }
}

/* A parameter whose declaration or typedef is marked makes what is passed to it async. */
static void register_marked_params(struct declare *d, struct node_id n, uint32_t event)
{
    struct contexts *x = d->contexts;
    const struct node *node = program_get(x->program, n);
    const struct event_call *c = &node->body->events.at[event].call;
    if (c->callee_kind != CALLEE_DIRECT)
        return;
    const struct entity *e = facts_entity(node->facts, c->function);
    for (uint32_t i = 0; i < c->arg_len && i < e->params.len; i++) {
        const struct rule_word *w = e->params.at[i].words.len
                                        ? roles_word(d->roles, &e->params.at[i].words, true, NULL)
                                        : NULL;
        struct fn_marks m = {0};
        fn_marks_read(x->program, &e->params.at[i].words, &m);
        bool coroutine = m.has[MARK_COROUTINE], own = coroutine || m.has[MARK_ASYNC];
        if (!own && (!w || w->mode != MODE_MUST))
            continue;
        source_vec sources = {0};
        struct reason why = {
            .bits = own ? coroutine ? CONTEXT_COROUTINE : CONTEXT_LOOP : (uint8_t)w->context,
            .what = arena_printf(x->arena, "passed to '%s' here, as %s", text(x, e->name),
                                 own ? "marked code of the loop" : text(x, w->name)),
            .pack = own ? SELF_MARK : w->origin.pack};
        flow_value(x->flow, d->scratch, n, node->body->args.at[c->first_arg + i], event, &sources);
        declare_sources(d, &sources, &why);
    }
}

static void register_spawned_call(struct declare *d, const struct call *call)
{
    struct contexts *c = d->contexts;
    const struct event *e = &program_get(c->program, call->node)->body->events.at[call->event];
    struct node_id callee = call->callee;
    const struct name_roles *r = call->macro;
    if (callee.i != FACTS_NONE && r && r->spawns.len)
        declare_routine(c, callee, (uint8_t)r->spawns.at[0]->context,
                        arena_printf(c->arena, "'%s' is started as a coroutine by '%s' here",
                                     name_of(c, callee), text(c, e->call.macro)),
                        e->loc, r->spawns.at[0]->origin.pack, PROGRAMS_ALL);
}

static void register_call(struct declare *d, const struct call *call)
{
    const struct name_roles *r = call->roles;
    for (uint32_t i = 0; r && i < r->callbacks.len; i++)
        register_arg(d, call->node, call->event, r->callbacks.at[i], "passed to", call->name);
    for (uint32_t i = 0; r && i < r->spawns.len; i++)
        register_arg(d, call->node, call->event, r->spawns.at[i], "started as a coroutine by",
                     call->name);
    register_marked_params(d, call->node, call->event);
    if (call->spawned)
        register_spawned_call(d, call);
}

static void register_by_macro(struct declare *d, const struct call *call, const struct event *e)
{
    const struct name_roles *r = call->roles;
    for (uint32_t k = 0; r && k < r->callbacks.len; k++)
        register_macro(d, call->node, e, r->callbacks.at[k]);
    for (uint32_t k = 0; r && k < r->spawns.len; k++)
        register_macro(d, call->node, e, r->spawns.at[k]);
}

void declare_registered(struct declare *d)
{
    const struct contexts *c = d->contexts;
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        const call_vec *rows = &c->calls->at[i];
        for (uint32_t k = 0; k < rows->len; k++) {
            const struct event *e = &c->program->nodes.at[i].body->events.at[rows->at[k].event];
            if (e->kind == EVENT_CALL)
                register_call(d, &rows->at[k]);
            else if (e->kind == EVENT_MACRO)
                register_by_macro(d, &rows->at[k], e);
        }
        arena_reset(d->scratch);
    }
}

/* ---- coroutines of the program's own ---- */

void declare_begun(struct declare *d)
{
    struct contexts *c = d->contexts;
    switches_find(c->bodies, c->flow, c->arena, &c->switches);
    for (uint32_t i = 0; i < c->switches.all.len; i++)
        c->at[c->switches.all.at[i].i].switches = true;
    for (uint32_t i = 0; i < c->switches.begun.len; i++) {
        const struct begun *b = &c->switches.begun.at[i];
        declare_routine(c, b->function, CONTEXT_COROUTINE,
                        arena_printf(c->arena,
                                     "'%s' begins on a stack of its own, which '%s' switches to",
                                     name_of(c, b->function), name_of(c, b->switch_)),
                        b->loc, SELF_MARK, b->programs);
    }
}

/* ---- event loops of the program's own ---- */

static void declare_loop(struct contexts *c, const struct evloop *l)
{
    struct context *x = &c->at[l->node.i];
    if (x->declared & CONTEXT_LOOP)
        return; /* all of it */
    x->loop = l;
    x->routine = true;
    x->declared |= CONTEXT_LOOP;
    x->bits |= CONTEXT_LOOP;
    x->programs[0] = programs_of(c->programs, l->node);
    x->reasons[0] = (struct context_reason){.certainty = CERTAINTY_ALWAYS,
                                            .why = evloop_text(l, c->bodies, c->arena),
                                            .loc = l->loc,
                                            .pack = l->rule ? l->rule->origin.pack : SELF_MARK,
                                            .caller = {FACTS_NONE}};
}

void declare_loops(struct declare *d)
{
    struct contexts *c = d->contexts;
    evloops_find(d->values, c->arena, &c->loops);
    for (uint32_t i = 0; i < c->loops.len; i++)
        declare_loop(c, &c->loops.at[i]);
}

/* ---- threads ---- */

static void offload_sources(struct declare *d, const source_vec *sources)
{
    for (uint32_t i = 0; i < sources->len; i++)
        d->contexts->at[sources->at[i]->function.i].off_loop = true;
}

static void offload_call(struct declare *d, const struct call *row)
{
    struct contexts *c = d->contexts;
    const struct function *fn = program_get(c->program, row->node)->body;
    const struct event_call *call = &fn->events.at[row->event].call;
    const struct name_roles *r = row->roles;
    struct params marked = {0};
    if (row->callee.i != FACTS_NONE)
        marked = c->calls->marks[row->callee.i].offload;
    for (uint32_t k = 0; r && k < r->offloads.len; k++)
        for (uint32_t i = 0; callee_arity_fits(&r->offloads.at[k]->callee, call->arg_len) &&
                             i < r->offloads.at[k]->args.len;
             i++)
            params_add(&marked, arg_index(r->offloads.at[k]->args.at[i], call->arg_len));
    for (uint32_t i = 0; i < call->arg_len; i++) {
        source_vec sources = {0};
        if (!params_has(&marked, i))
            continue;
        flow_value(c->flow, d->scratch, row->node, fn->args.at[call->first_arg + i], row->event,
                   &sources);
        offload_sources(d, &sources);
    }
}

void declare_offloaded(struct declare *d)
{
    const struct program *p = d->contexts->program;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const call_vec *rows = &d->contexts->calls->at[i];
        for (uint32_t k = 0; k < rows->len; k++)
            if (p->nodes.at[i].body->events.at[rows->at[k].event].kind == EVENT_CALL)
                offload_call(d, &rows->at[k]);
        arena_reset(d->scratch);
    }
    for (uint32_t i = 0; i < p->slots.len; i++)
        for (uint32_t k = 0; k < d->roles->offload_fields.len; k++)
            if (roles_field_fits(d->roles, &p->slots.at[i], d->roles->offload_fields.at[k])) {
                source_vec sources = {0};
                flow_functions(d->contexts->flow, d->scratch,
                               flow_slot(d->contexts->flow, (struct slot_id){i}), &sources);
                offload_sources(d, &sources);
            }
}

/* ---- fields and variables ---- */

/* Does the same object get VALUE in the field that the rule's condition names? */
static bool sibling_holds(const struct declare *d, const struct flow_source *s,
                          const struct condition *w)
{
    if (w->op == WHEN_CALLED)
        return aval_called(d->values, s->facts, w) == TRI_YES;
    const struct function *fn = s->body;
    const struct event *e = &fn->events.at[s->event];
    if (e->kind != EVENT_ASSIGN)
        return true;
    const struct path *path = function_path(fn, e->assign.to);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *o = &fn->events.at[i];
        if (o->kind != EVENT_ASSIGN)
            continue;
        const struct path *other = function_path(fn, o->assign.to);
        const struct path_step *last = path_last(fn, other);
        if (other->step_len != path->step_len || other->root_kind != path->root_kind ||
            other->root != path->root || !last || last->kind != STEP_FIELD ||
            !str_eq(facts_entity(s->facts, last->field)->name, w->field))
            continue;
        bool same = true;
        for (uint32_t k = 0; k + 1 < path->step_len && same; k++) {
            const struct path_step *x = &fn->steps.at[path->first_step + k],
                                   *y = &fn->steps.at[other->first_step + k];
            same = x->kind == y->kind && x->field.i == y->field.i && x->index == y->index;
        }
        const struct value *v = function_value(fn, o->assign.from);
        if (same)
            return v->kind == VALUE_INT && v->number == w->values.at[0].number;
    }
    return w->op == WHEN_EQUALS && !w->values.at[0].name.i && w->values.at[0].number == 0;
}

static bool siblings_hold(const struct declare *d, const struct flow_source *s,
                          const condition_any *when)
{
    for (uint32_t i = 0; i < when->len; i++) {
        bool all = true;
        for (uint32_t k = 0; k < when->at[i].all.len && all; k++)
            all = sibling_holds(d, s, &when->at[i].all.at[k]);
        if (all)
            return true;
    }
    return !when->len;
}

static bool takes(const struct declare *d, const struct rule_field *rule,
                  const object_vec *elsewhere, const struct flow_source *s)
{
    return siblings_hold(d, s, &rule->when) && !given_has(elsewhere, s);
}

static bool names_field(const struct declare *d, const struct rule_field *rule)
{
    return !rule_is_glob(text(d->contexts, rule->field));
}

/* Does a rule that names the field speak for the function, in place of RULE, which speaks for all
 * fields of the struct? S: NULL asks for whatever is in the field. */
static bool is_excepted(const struct declare *d, const struct slot *slot,
                        const struct rule_field *rule, const struct flow_source *s)
{
    for (uint32_t i = 0; i < d->roles->fields.len && !names_field(d, rule); i++) {
        const struct rule_field *other = d->roles->fields.at[i];
        if (names_field(d, other) && roles_field_fits(d->roles, slot, other) &&
            (s ? siblings_hold(d, s, &other->when) : !other->when.len))
            return true;
    }
    return false;
}

/* RULE: NULL where the field or variable is marked itself. */
static void declare_slot(struct declare *d, struct slot_id id, uint8_t bits, const char *what,
                         struct str pack, const struct rule_field *rule)
{
    source_vec all = {0}, fitting = {0};
    object_vec elsewhere = {0};
    const struct slot *slot = &d->contexts->program->slots.at[id.i];
    if (rule)
        given_find(d->contexts, d->scratch, rule, &elsewhere);
    flow_functions(d->contexts->flow, d->scratch, flow_slot(d->contexts->flow, id), &all);
    for (uint32_t i = 0; i < all.len; i++)
        if (!rule ||
            (takes(d, rule, &elsewhere, all.at[i]) && !is_excepted(d, slot, rule, all.at[i])))
            vec_push(d->scratch, &fitting, all.at[i]);
    struct reason why = {.bits = bits,
                         .what = what,
                         .pack = pack,
                         .inside = rule ? &rule->inside : NULL,
                         .field = rule};
    declare_sources(d, &fitting, &why);
    if (!rule || !rule->inside.len)
        d->contexts->slot_declared[id.i] |= bits;
}

/* What was stored through pointers to a type that a rule names. */
static void declare_pointees(struct declare *d)
{
    struct contexts *c = d->contexts;
    for (uint32_t i = 0; i < flow_pointee_len(c->flow); i++) {
        struct word word = {.kind = WORD_TYPE};
        struct place_id place = flow_pointee(c->flow, i, &word.text);
        word_vec words = {.at = &word, .len = 1};
        const struct rule_word *w = roles_word(d->roles, &words, true, NULL);
        source_vec sources = {0};
        if (!w || w->mode != MODE_MUST)
            continue;
        struct reason why = {.bits = (uint8_t)w->context,
                             .what =
                                 arena_printf(c->arena, "stored as a '%s' here", text(c, w->name)),
                             .pack = w->origin.pack};
        flow_functions(c->flow, d->scratch, place, &sources);
        declare_sources(d, &sources, &why);
    }
}

void declare_stored(struct declare *d)
{
    struct contexts *c = d->contexts;
    declare_pointees(d);
    for (uint32_t i = 0; i < c->program->slots.len; i++) {
        const struct slot *s = &c->program->slots.at[i];
        const char *what = s->is_field
                               ? arena_printf(c->arena, "stored in field '%s' of '%s' here",
                                              text(c, s->name), text(c, s->record))
                               : arena_printf(c->arena, "stored in '%s' here", text(c, s->name));
        for (uint32_t k = 0; k < d->roles->fields.len; k++)
            if (roles_field_fits(d->roles, s, d->roles->fields.at[k]) &&
                !is_excepted(d, s, d->roles->fields.at[k], NULL))
                declare_slot(d, (struct slot_id){i}, (uint8_t)d->roles->fields.at[k]->context, what,
                             d->roles->fields.at[k]->origin.pack, d->roles->fields.at[k]);
        const struct rule_word *w =
            s->words.len ? roles_word(d->roles, &s->words, true, NULL) : NULL;
        if (w && w->mode == MODE_MUST)
            declare_slot(d, (struct slot_id){i}, (uint8_t)w->context, what, w->origin.pack, NULL);
        struct fn_marks m = {0};
        fn_marks_read(c->program, &s->words, &m);
        if (m.has[MARK_ASYNC])
            declare_slot(d, (struct slot_id){i}, CONTEXT_LOOP, what, SELF_MARK, NULL);
        if (m.has[MARK_COROUTINE])
            declare_slot(d, (struct slot_id){i}, CONTEXT_COROUTINE, what, SELF_MARK, NULL);
        arena_reset(d->scratch);
    }
}
