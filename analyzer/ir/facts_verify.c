#include "ir/facts_verify.h"

#include "ir/facts_names.h"

struct checker {
    const struct facts *f;
    const struct function *fn;
    const char *what; /* the first thing that is wrong */
};

static bool need(struct checker *c, bool holds, const char *what)
{
    if (!holds && !c->what)
        c->what = what;
    return holds;
}

static bool is_range(uint32_t first, uint32_t len, uint32_t total)
{
    return first <= total && len <= total - first;
}

static bool is_entity(const struct checker *c, uint32_t id, enum entity_kind kind)
{
    return id < c->f->entities.len && c->f->entities.at[id].kind == kind;
}

static bool is_call(const struct checker *c, uint32_t id)
{
    return id < c->fn->events.len && c->fn->events.at[id].kind == EVENT_CALL;
}

/* All in the range of IDS are ids below END. */
static bool are_below(const struct value_id *ids, uint32_t len, uint32_t end)
{
    for (uint32_t i = 0; i < len; i++)
        if (ids[i].i >= end)
            return false;
    return true;
}

static bool are_events(const struct checker *c, const struct event_id *ids, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        if (ids[i].i >= c->fn->events.len)
            return false;
    return true;
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

/* OWN is the record's place among its like. */
#define RECORD(T, ...)                                                                             \
    static bool check_##T(struct checker *io, const struct T *r, uint32_t own)                     \
    {                                                                                              \
        (void)own;                                                                                 \
        (void)io;                                                                                  \
        (void)r;                                                                                   \
        __VA_ARGS__                                                                                \
        return true;                                                                               \
    }
#define MUST(CONDITION, WHAT)                                                                      \
    if (!need(io, (CONDITION), WHAT))                                                              \
        return false;
#define ENUM(F, KIND) MUST(r->F <= (enum KIND)KIND##_last, "no such " #KIND)
#define OPERATOR(F, LEN) ENUM(F, operator)
#define U(F)
#define S(F)
#define SIZE(F, LABEL)
#define BITS
#define FLAG(F, BIT, LABEL)
#define EITHER(F, BIT, YES, NO)
#define STR(F)
#define TEXT(F)
#define LABELLED(F, LABEL)
#define WORD(LABEL)
#define LOC(F)
#define SHAPE(F) MUST(r->F.kind <= SHAPE_OTHER && r->F.target <= SHAPE_OTHER, "no such shape_kind")
#define ENTITY(F, KIND) MUST(is_entity(io, r->F.i, KIND), "entity out of range or of another kind")
#define PATH(F) MUST(r->F.i < io->fn->paths.len, "path out of range")
#define VALUE(F) MUST(r->F.i < io->fn->values.len, "value out of range")
#define MAYBE_VALUE(F)                                                                             \
    MUST(r->F.i == FACTS_NONE || r->F.i < io->fn->values.len, "value out of range")
#define CALL(F) MUST(is_call(io, r->F.i), "result of what is no call")
#define EARLIER(F, LABEL) MUST(r->F.i == FACTS_NONE || r->F.i < own, "value out of order")
#define RANGE(WHAT, FIRST, LEN, POOL)                                                              \
    MUST(is_range(r->FIRST, r->LEN, io->fn->POOL.len), #POOL " out of range")
#define EARLIER_ONLY(FIRST, LEN, POOL)                                                             \
    MUST(are_below(io->fn->POOL.at + r->FIRST, r->LEN, own), #POOL " out of order")
#define EVENTS(F) MUST(are_events(io, r->F.at, r->F.len), "event out of range")
#define SUB(T, F)                                                                                  \
    if (!check_##T(io, &r->F, own))                                                                \
        return false;
#define VECTOR(F, T)                                                                               \
    for (uint32_t i = 0; i < r->F.len; i++)                                                        \
        if (!check_##T(io, &r->F.at[i], i))                                                        \
            return false;
#define IDS(F) MUST(are_below(r->F.at, r->F.len, r->values.len), "value out of range")
#define STRS(F)
#define WORDS(F) VECTOR(F, word)
#define WHEN(CONDITION, ...)                                                                       \
    if (CONDITION) {                                                                               \
        __VA_ARGS__                                                                                \
    }
#define DEFAULT(STATEMENT)
#define HEAD(...) __VA_ARGS__
#define LINE(SHOWN, LABEL, ...) __VA_ARGS__
#define LINES(F, T, LABEL) VECTOR(F, T)
#include "ir/records.def"

/* The call whose result the value is, or begins at; FACTS_NONE: of none. */
static uint32_t call_of_value(const struct function *fn, const struct value *v)
{
    if (v->kind == VALUE_RESULT)
        return v->event.i;
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return FACTS_NONE;
    const struct path *p = function_path(fn, v->path);
    return p->root_kind == ROOT_RESULT ? p->root : FACTS_NONE;
}

/* What a call is given comes before what it returns: whoever follows results through arguments
 * comes to an end. */
static bool check_results(struct checker *c)
{
    const struct function *fn = c->fn;
    for (uint32_t i = 0; i < fn->values.len; i++) {
        uint32_t event = call_of_value(fn, &fn->values.at[i]);
        const struct event_call *call = event == FACTS_NONE ? NULL : &fn->events.at[event].call;
        if (call && !need(c, are_below(fn->args.at + call->first_arg, call->arg_len, i),
                          "argument made of the result"))
            return false;
    }
    return true;
}

static bool check_params(struct checker *c, uint32_t param_len)
{
    const struct function *fn = c->fn;
    for (uint32_t i = 0; i < fn->paths.len; i++)
        if (fn->paths.at[i].root_kind == ROOT_PARAM &&
            !need(c, fn->paths.at[i].root < param_len, "path of no parameter"))
            return false;
    return true;
}

static bool check_body(struct checker *c, const struct function *fn, uint32_t param_len)
{
    c->fn = fn;
    return check_function(c, fn, 0) && check_results(c) && check_params(c, param_len);
}

#define CHECK_ALL(C, V, T)                                                                         \
    for (uint32_t i = 0; i < (V)->len; i++)                                                        \
        if (!check_##T((C), &(V)->at[i], i))                                                       \
            return false;

static bool check_unit(struct checker *c)
{
    const struct facts *f = c->f;
    CHECK_ALL(c, &f->entities, entity)
    CHECK_ALL(c, &f->taken, taken)
    CHECK_ALL(c, &f->problems, unit_problem)
    CHECK_ALL(c, &f->comments, comment)
    for (uint32_t i = 0; i < f->functions.len; i++) {
        const struct function *fn = &f->functions.at[i];
        if (!need(c, is_entity(c, fn->entity.i, ENTITY_FUNCTION), "function of no entity") ||
            !check_body(c, fn, facts_entity(f, fn->entity)->params.len))
            return false;
    }
    return check_body(c, &f->init, 0) &&
           need(c, f->init.blocks.len == 1, "initialiser function with control flow");
}

const char *facts_verify(const struct facts *f)
{
    struct checker c = {.f = f};
    return check_unit(&c) ? NULL : c.what;
}
