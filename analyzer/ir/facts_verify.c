#include "ir/facts_verify.h"

struct checker {
    const struct facts *f;
    const struct function *fn;
    const char *what; /* the first thing that is wrong */
};

static bool fail(struct checker *c, const char *what)
{
    if (!c->what)
        c->what = what;
    return false;
}

static bool need(struct checker *c, bool holds, const char *what)
{
    return holds || fail(c, what);
}

static bool is_range(uint32_t first, uint32_t len, uint32_t total)
{
    return first <= total && len <= total - first;
}

static bool entity(struct checker *c, struct entity_id id, enum entity_kind kind)
{
    return need(c, id.i < c->f->entities.len && facts_entity(c->f, id)->kind == kind,
                "entity out of range or of another kind");
}

static bool path(struct checker *c, struct path_id id)
{
    return need(c, id.i < c->fn->paths.len, "path out of range");
}

static bool value(struct checker *c, struct value_id id)
{
    return need(c, id.i < c->fn->values.len, "value out of range");
}

static bool call_event(struct checker *c, uint32_t id)
{
    return need(c, id < c->fn->events.len && c->fn->events.at[id].kind == EVENT_CALL,
                "result of what is no call");
}

static bool words(struct checker *c, const word_vec *w)
{
    for (uint32_t i = 0; i < w->len; i++)
        if (!need(c, w->at[i].kind <= WORD_TYPE, "word kind"))
            return false;
    return true;
}

static bool check_entity(struct checker *c, const struct entity *e)
{
    if (!need(c, e->kind <= ENTITY_FIELD, "entity kind") || !words(c, &e->words))
        return false;
    for (uint32_t i = 0; i < e->params.len; i++) {
        const struct param *p = &e->params.at[i];
        if (!words(c, &p->words))
            return false;
    }
    return need(c, e->key.i != 0, "entity without a key");
}

static bool check_root(struct checker *c, const struct path *p)
{
    switch (p->root_kind) {
    case ROOT_LOCAL:
        return need(c, p->root < c->fn->locals.len, "local out of range");
    case ROOT_GLOBAL:
        return entity(c, (struct entity_id){p->root}, ENTITY_VARIABLE);
    case ROOT_RESULT:
        return call_event(c, p->root);
    case ROOT_PARAM: /* a definition without a prototype has no list of them */
    case ROOT_OTHER:
        return true;
    }
    return fail(c, "root kind");
}

static bool check_path(struct checker *c, const struct path *p)
{
    if (!check_root(c, p) ||
        !need(c, is_range(p->first_step, p->step_len, c->fn->steps.len), "steps out of range"))
        return false;
    for (uint32_t i = 0; i < p->step_len; i++) {
        const struct path_step *s = &c->fn->steps.at[p->first_step + i];
        if (!need(c, s->kind <= STEP_DEREF, "step kind") ||
            (s->kind == STEP_FIELD && !entity(c, s->field, ENTITY_FIELD)))
            return false;
    }
    return true;
}

static bool check_value(struct checker *c, const struct value *v, uint32_t id)
{
    if (!need(c, v->kind <= VALUE_CHOICE, "value kind") ||
        !need(c, is_range(v->first_name, v->name_len, c->fn->names.len), "names out of range") ||
        !need(c, is_range(v->first_choice, v->choice_len, c->fn->choices.len),
              "choices out of range"))
        return false;
    for (uint32_t i = 0; i < v->choice_len; i++) /* earlier ones only: no cycles */
        if (!need(c, c->fn->choices.at[v->first_choice + i].i < id, "choice out of order"))
            return false;
    if (v->kind == VALUE_FUNCTION)
        return entity(c, v->function, ENTITY_FUNCTION);
    if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)
        return path(c, v->path);
    return v->kind != VALUE_RESULT || call_event(c, v->event.i);
}

static bool check_call(struct checker *c, const struct event_call *call)
{
    if (!need(c, call->callee_kind <= CALLEE_UNKNOWN && call->use <= USE_OTHER, "call kind") ||
        !need(c, is_range(call->first_arg, call->arg_len, c->fn->args.len),
              "arguments out of range"))
        return false;
    for (uint32_t i = 0; i < call->arg_len; i++)
        if (!value(c, c->fn->args.at[call->first_arg + i]))
            return false;
    return (call->callee_kind != CALLEE_DIRECT || entity(c, call->function, ENTITY_FUNCTION)) &&
           (call->callee_kind != CALLEE_PATH || path(c, call->path)) &&
           (call->use != USE_STORED || path(c, call->stored));
}

static bool check_event(struct checker *c, const struct event *e)
{
    switch (e->kind) {
    case EVENT_CALL:
        return check_call(c, &e->call);
    case EVENT_ASSIGN:
        return path(c, e->assign.to) && value(c, e->assign.from);
    case EVENT_MACRO:
        return need(c, is_range(e->macro.first_arg, e->macro.arg_len, c->fn->texts.len),
                    "texts out of range");
    case EVENT_GUARD:
    case EVENT_CLEANUP:
        return path(c, e->cleanup.path) && entity(c, e->cleanup.function, ENTITY_FUNCTION);
    case EVENT_RETURN:
        return e->value.i == FACTS_NONE || value(c, e->value);
    }
    return fail(c, "event kind");
}

static bool edge_count_fits(const struct block *b)
{
    switch (b->term) {
    case TERM_GOTO:
        return b->edge_len == 1;
    case TERM_BRANCH:
        return b->edge_len == 2;
    case TERM_SWITCH:
    case TERM_ANY:
        return b->edge_len >= 1;
    case TERM_RETURN:
    case TERM_STOP:
        return b->edge_len == 0;
    }
    return false;
}

static bool check_cond(struct checker *c, const struct block *b)
{
    const struct cond *cond = &b->cond;
    if (!need(c, cond->kind <= COND_COMPARE && cond->op <= OP_HAS, "condition kind"))
        return false;
    if (b->term == TERM_SWITCH)
        return value(c, cond->value);
    if (b->term != TERM_BRANCH)
        return true;
    return (cond->kind < COND_TRUTH || value(c, cond->value)) &&
           (cond->kind < COND_COMPARE || value(c, cond->other));
}

static bool check_block(struct checker *c, const struct block *b)
{
    for (uint32_t i = 0; i < b->events.len; i++)
        if (!need(c, b->events.at[i].i < c->fn->events.len, "event out of range"))
            return false;
    if (!need(c, edge_count_fits(b), "edges do not fit the terminator") ||
        !need(c, b->loop <= LOOP_FOR, "loop kind") ||
        !need(c, is_range(b->first_edge, b->edge_len, c->fn->edges.len), "edges out of range"))
        return false;
    for (uint32_t i = 0; i < b->edge_len; i++)
        if (!need(c, c->fn->edges.at[b->first_edge + i].to.i < c->fn->blocks.len,
                  "block out of range"))
            return false;
    return check_cond(c, b);
}

static bool check_function(struct checker *c, const struct function *fn)
{
    c->fn = fn;
    if (!need(c, fn->blocks.len > 0, "function without a block"))
        return false;
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (!check_path(c, &fn->paths.at[i]))
            return false;
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (!check_value(c, &fn->values.at[i], i))
            return false;
    for (uint32_t i = 0; i < fn->events.len; i++)
        if (!check_event(c, &fn->events.at[i]))
            return false;
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        if (!check_block(c, &fn->blocks.at[i]))
            return false;
    return true;
}

static bool check_unit(struct checker *c)
{
    const struct facts *f = c->f;
    for (uint32_t i = 0; i < f->entities.len; i++)
        if (!check_entity(c, &f->entities.at[i]))
            return false;
    for (uint32_t i = 0; i < f->taken.len; i++)
        if (!entity(c, f->taken.at[i].function, ENTITY_FUNCTION))
            return false;
    for (uint32_t i = 0; i < f->functions.len; i++) {
        const struct function *fn = &f->functions.at[i];
        if (!entity(c, fn->entity, ENTITY_FUNCTION) || !check_function(c, fn))
            return false;
    }
    return check_function(c, &f->init) &&
           need(c, f->init.blocks.len == 1, "initialiser function with control flow");
}

const char *facts_verify(const struct facts *f)
{
    struct checker c = {.f = f};
    return check_unit(&c) ? NULL : c.what;
}
