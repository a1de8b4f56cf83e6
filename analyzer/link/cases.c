#include "link/cases.h"

#include <stdlib.h>

struct target {
    const struct edge *edge;
    uint32_t at; /* which of the block's edges */
};

static int by_case(const void *a, const void *b)
{
    const struct target *x = a, *y = b;
    if (x->edge->low != y->edge->low)
        return x->edge->low < y->edge->low ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static int by_target(const void *a, const void *b)
{
    const struct target *x = a, *y = b;
    if (x->edge->to.i != y->edge->to.i)
        return x->edge->to.i < y->edge->to.i ? -1 : 1;
    return by_case(a, b);
}

static struct term_id case_term(struct terms *t, struct term_id value, int64_t low, int64_t high)
{
    struct term_id from = term_int(t, low, NULL, 0), to = term_int(t, high, NULL, 0);
    if (low == high)
        return term_op(t, OPERATOR_EQ, value, from);
    return term_op(t, OPERATOR_BOTH, term_op(t, OPERATOR_GE, value, from),
                   term_op(t, OPERATOR_LE, value, to));
}

/* That VALUE is one of the cases, which are in order, or with NONE, none of them. Three that follow
 * one another are one range: as single values, some hundred of them are too large a term. */
static struct term_id cases_term(struct terms *t, struct term_id value, const struct target *cases,
                                 uint32_t len, bool none)
{
    struct term_id all = TERM_UNKNOWN;
    bool known = value.i;
    for (uint32_t i = 0; i < len; i++)
        known &= cases[i].edge->known && !cases[i].edge->is_default;
    for (uint32_t i = 0, to; i < len && known; i = to) {
        for (to = i + 1; to < len && cases[to - 1].edge->high < INT64_MAX &&
                         cases[to].edge->low == cases[to - 1].edge->high + 1;)
            to++;
        to = to - i > 2 ? to : i + 1;
        struct term_id one = case_term(t, value, cases[i].edge->low, cases[to - 1].edge->high);
        if (none)
            one = term_op(t, OPERATOR_NOT, one, TERM_UNKNOWN);
        all = i ? term_op(t, none ? OPERATOR_BOTH : OPERATOR_EITHER, all, one) : one;
        known = all.i;
    }
    return all;
}

void cases_find(struct terms *t, struct arena *scratch, const struct function *fn,
                const struct block *k, struct term_id value, struct term_id *ret_terms)
{
    uint32_t len = k->edge_len - 1, end = fn->edges.at[k->first_edge + len].to.i;
    struct target *cases = arena_new_array(scratch, struct target, len + 1);
    for (uint32_t e = 0; e < len; e++)
        cases[e] = (struct target){&fn->edges.at[k->first_edge + e], e};
    qsort(cases, len, sizeof *cases, by_case);
    ret_terms[len] = cases_term(t, value, cases, len, true);
    qsort(cases, len, sizeof *cases, by_target);
    for (uint32_t i = 0, to; i < len; i = to) {
        for (to = i + 1; to < len && cases[to].edge->to.i == cases[i].edge->to.i;)
            to++;
        struct term_id any = cases_term(t, value, cases + i, to - i, false);
        if (cases[i].edge->to.i == end)
            ret_terms[len] = any = term_either(t, any, ret_terms[len]);
        for (uint32_t e = i; e < to; e++)
            ret_terms[cases[e].at] = any;
    }
}
