#include "link/edge_test.h"

static const struct function *body_of(const struct bodies *b, struct node_id n)
{
    return program_get(b->program, n)->body;
}

/* The value that the function returns, if it does nothing else. */
static bool only_returns(const struct function *fn, struct value_id *ret_value)
{
    bool found = false;
    for (uint32_t i = 0; fn && fn->blocks.len <= 2 && i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE)
            return false;
        *ret_value = e->value;
        found = true;
    }
    return found;
}

static bool compared(const struct bodies *b, struct node_id n, enum cond_op op,
                     struct value_id value, int64_t number, struct edge_test *ret)
{
    const struct value *v = function_value(body_of(b, n), body_resolve(b, n, value));
    *ret = (struct edge_test){op, ret->negated, number, n, v->path};
    return v->kind == VALUE_PATH;
}

static bool compares(const struct bodies *b, struct node_id n, enum cond_op op,
                     struct value_id value, struct value_id other, struct edge_test *ret)
{
    const struct value *o = function_value(body_of(b, n), other);
    return (o->kind == VALUE_INT || o->kind == VALUE_NULL) &&
           compared(b, n, op, value, o->kind == VALUE_INT ? o->number : 0, ret);
}

/* The test that VALUE is not zero; also as the project's own predicate returns it. */
static bool tests_truth(const struct bodies *b, struct node_id n, struct value_id value,
                        struct edge_test *ret)
{
    static const struct {
        enum operator operator;
        enum cond_op op;
    } operators[] = {{OPERATOR_AND, OP_HAS}, {OPERATOR_EQ, OP_EQ}, {OPERATOR_NE, OP_NE},
                     {OPERATOR_LT, OP_LT},   {OPERATOR_LE, OP_LE}, {OPERATOR_GT, OP_GT},
                     {OPERATOR_GE, OP_GE}};
    const struct function *fn = body_of(b, n);
    const struct value *v = function_value(fn, body_resolve(b, n, value));
    if (v->kind == VALUE_PATH)
        return compared(b, n, OP_NE, value, 0, ret);
    if (v->kind == VALUE_RESULT) {
        const struct call *call = calls_find(b->calls, n, v->event.i);
        return call && call->callees.len == 1 && only_returns(body_of(b, call->callee), &value) &&
               tests_truth(b, call->callee, value, ret);
    }
    if (v->kind != VALUE_UNKNOWN || !v->operand_len)
        return false;
    const struct value_id *operands = &fn->operands.at[v->first_operand];
    if (v->operator== OPERATOR_NOT) {
        ret->negated = !ret->negated;
        return tests_truth(b, n, operands[0], ret);
    }
    for (uint32_t i = 0; i < COUNT(operators); i++)
        if (v->operator== operators[i].operator&& v->operand_len == 2)
            return compares(b, n, operators[i].op, operands[0], operands[1], ret);
    return false;
}

/* ---- interface ---- */

bool edge_test_at(const struct bodies *b, struct node_id n, const struct block *k, uint32_t edge,
                  struct edge_test *ret)
{
    const struct function *fn = body_of(b, n);
    const struct edge *e = &fn->edges.at[k->first_edge + edge];
    *ret = (struct edge_test){.negated = k->term == TERM_BRANCH && edge == 1};
    if (k->term == TERM_SWITCH && e->known && !e->is_default && e->low == e->high)
        return compared(b, n, OP_EQ, k->cond.value, e->low, ret);
    if (k->term != TERM_BRANCH)
        return false;
    if (k->cond.kind == COND_COMPARE &&
        compares(b, n, k->cond.op, k->cond.value, k->cond.other, ret))
        return true;
    return k->cond.kind == COND_TRUTH && tests_truth(b, n, k->cond.value, ret);
}

bool edge_test_passes(const struct edge_test *t, int64_t number)
{
    bool passes = false;
    switch (t->op) {
    case OP_EQ:
        passes = number == t->number;
        break;
    case OP_NE:
        passes = number != t->number;
        break;
    case OP_LT:
        passes = number < t->number;
        break;
    case OP_LE:
        passes = number <= t->number;
        break;
    case OP_GT:
        passes = number > t->number;
        break;
    case OP_GE:
        passes = number >= t->number;
        break;
    case OP_HAS:
        passes = number & t->number;
        break;
    }
    return passes != t->negated;
}
