#include "effects/uses.h"

struct walk {
    const struct program *program;
    use_visit *visit;
    void *context;
    struct fn_use use; /* what all uses of the body share */
};

static void walk_value(struct walk *w, struct value_id id, struct fn_use use)
{
    const struct value *v = function_value(use.body, id);
    if (v->kind == VALUE_FUNCTION) {
        use.function = program_node(use.facts, v->function);
        use.loc = loc_known(v->loc) ? v->loc : use.body->events.at[use.event].loc;
        w->visit(w->context, &use);
    }
    for (uint32_t i = 0; v->kind == VALUE_CHOICE && i < v->choice_len; i++)
        walk_value(w, use.body->choices.at[v->first_choice + i], use);
}

void use_find_target(struct fn_use *use, struct path_id id)
{
    const struct path *path = function_path(use->body, id);
    for (uint32_t i = path->step_len; i-- > 0;) {
        const struct path_step *s = &use->body->steps.at[path->first_step + i];
        if (s->kind != STEP_FIELD)
            continue;
        use->target = TARGET_SLOT;
        use->slot = program_slot(use->facts, s->field);
        return;
    }
    if (path->root_kind == ROOT_GLOBAL) {
        use->target = TARGET_SLOT;
        use->slot = program_slot(use->facts, (struct entity_id){path->root});
    } else if (path->root_kind == ROOT_LOCAL) {
        use->target = TARGET_LOCAL;
        use->local = path->root;
    } else if (path->root_kind == ROOT_PARAM) {
        use->target = TARGET_PARAM;
        use->param = path->root;
    }
}

/* Of a call in a static initialiser, which C does not know but a unit with errors may have, nothing
 * is known: it is in no function. */
static void walk_call(struct walk *w, struct fn_use use)
{
    const struct event_call *c = &use.body->events.at[use.event].call;
    use.callee = c->callee_kind == CALLEE_DIRECT ? program_node(use.facts, c->function)
                                                 : (struct node_id){FACTS_NONE};
    bool known = use.in.i != FACTS_NONE && use.callee.i != FACTS_NONE;
    use.target = known ? TARGET_ARG : TARGET_UNKNOWN;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        use.param = i;
        walk_value(w, use.body->args.at[c->first_arg + i], use);
    }
}

static void walk_body(struct walk *w, struct node_id in, const struct facts *facts,
                      const struct function *body)
{
    struct fn_use use = {.in = in, .facts = facts, .body = body, .callee = {FACTS_NONE}};
    for (uint32_t i = 0; i < body->events.len; i++) {
        const struct event *e = &body->events.at[i];
        use.event = i;
        use.target = TARGET_UNKNOWN;
        if (e->kind == EVENT_CALL) {
            walk_call(w, use);
        } else if (e->kind == EVENT_ASSIGN) {
            use_find_target(&use, e->assign.to);
            walk_value(w, e->assign.from, use);
        } else if (e->kind == EVENT_RETURN && e->value.i != FACTS_NONE) {
            walk_value(w, e->value, use);
        }
    }
}

void uses_each(const struct program *p, use_visit *visit, void *context)
{
    struct walk w = {.program = p, .visit = visit, .context = context};
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body)
            walk_body(&w, (struct node_id){i}, p->nodes.at[i].facts, p->nodes.at[i].body);
    for (uint32_t u = 0; u < p->units.len; u++) {
        const struct facts *f = p->units.at[u];
        walk_body(&w, (struct node_id){FACTS_NONE}, f, &f->init);
        for (uint32_t i = 0; i < f->taken.len; i++) {
            struct fn_use use = {.function = program_node(f, f->taken.at[i].function),
                                 .loc = f->taken.at[i].loc,
                                 .in = {FACTS_NONE},
                                 .facts = f,
                                 .body = &f->init,
                                 .event = FACTS_NONE,
                                 .callee = {FACTS_NONE}};
            visit(context, &use);
        }
    }
}

/* ---- the target's declaration ---- */

static struct use_declaration of_slot(const struct program *p, struct arena *arena,
                                      struct slot_id id)
{
    const struct slot *s = &p->slots.at[id.i];
    struct use_declaration d = {.words = {&s->words},
                                .points_to_function = s->entity->shape.callable};
    if (s->is_field && s->record.i)
        d.what = arena_printf(arena, "field '%s' of '%s'", program_text(p, s->name),
                              program_text(p, s->record));
    else
        d.what = arena_printf(arena, "%s '%s'", s->is_field ? "field" : "variable",
                              program_text(p, s->name));
    return d;
}

static struct use_declaration of_param(const struct program *p, struct arena *arena,
                                       const struct entity *here, const struct entity *there,
                                       uint32_t param)
{
    struct use_declaration d = {{NULL, NULL}, false, NULL};
    if (param >= here->params.len)
        return d; /* variadic */
    const struct param *own = &here->params.at[param];
    d.words[0] = &own->words;
    if (there != here && param < there->params.len)
        d.words[1] = &there->params.at[param].words;
    d.points_to_function = own->shape.callable;
    if (own->name.i)
        d.what = arena_printf(arena, "parameter '%s' of '%s'", program_text(p, own->name),
                              program_text(p, here->name));
    else
        d.what =
            arena_printf(arena, "parameter %u of '%s'", param + 1, program_text(p, here->name));
    return d;
}

struct use_declaration use_declaration(const struct program *p, struct arena *arena,
                                       const struct fn_use *use)
{
    struct use_declaration d = {{NULL, NULL}, false, NULL};
    switch (use->target) {
    case TARGET_UNKNOWN:
        break;
    case TARGET_SLOT:
        return of_slot(p, arena, use->slot);
    case TARGET_LOCAL: {
        const struct local *local = &use->body->locals.at[use->local];
        d.words[0] = &local->words;
        d.points_to_function = local->shape.callable;
        d.what = arena_printf(arena, "variable '%s'", program_text(p, local->name));
        break;
    }
    case TARGET_PARAM: {
        const struct entity *own = program_get(p, use->in)->entity;
        return of_param(p, arena, own, own, use->param);
    }
    case TARGET_ARG: {
        const struct event_call *c = &use->body->events.at[use->event].call;
        return of_param(p, arena, facts_entity(use->facts, c->function),
                        program_get(p, use->callee)->entity, use->param);
    }
    }
    return d;
}

/* ---- what rules say ---- */

static enum tri by_callback(const struct rule_callback *r, uint32_t arg, uint32_t arg_len)
{
    if (!(r->context & CONTEXT_COROUTINE) || !callee_arity_fits(&r->callee, arg_len))
        return TRI_NO;
    for (uint32_t i = 0; i < r->args.len; i++)
        if (arg_index(r->args.at[i], arg_len) == arg)
            return r->when.len ? TRI_MAYBE : TRI_YES;
    return TRI_NO;
}

static enum tri better(enum tri a, enum tri b)
{
    return a > b ? a : b;
}

static enum tri of_call(const struct contexts *c, const struct fn_use *use)
{
    const struct event_call *call = &use->body->events.at[use->event].call;
    const struct name_roles *r = calls_get(c->calls, use->in, use->event)->roles;
    enum tri t = TRI_NO;
    for (uint32_t i = 0; r && i < r->spawns.len; i++)
        t = better(t, by_callback(r->spawns.at[i], use->param, call->arg_len));
    for (uint32_t i = 0; r && i < r->callbacks.len; i++)
        t = better(t, by_callback(r->callbacks.at[i], use->param, call->arg_len));
    return t;
}

enum tri use_by_rule(const struct contexts *c, const struct fn_use *use)
{
    if (use->target == TARGET_ARG)
        return of_call(c, use);
    enum tri t = TRI_NO;
    const struct roles *r = c->bodies->roles;
    for (uint32_t i = 0; use->target == TARGET_SLOT && i < r->fields.len; i++) {
        const struct rule_field *f = r->fields.at[i];
        if ((f->context & CONTEXT_COROUTINE) &&
            roles_field_fits(c->calls->roles, &c->program->slots.at[use->slot.i], f))
            t = better(t, f->when.len ? TRI_MAYBE : TRI_YES);
    }
    for (uint32_t i = 0; use->target == TARGET_SLOT && i < r->either_fields.len; i++)
        if (roles_field_fits(c->calls->roles, &c->program->slots.at[use->slot.i],
                             r->either_fields.at[i]))
            t = better(t, TRI_MAYBE);
    return t;
}
