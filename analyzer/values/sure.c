#include "values/sure.h"

/* Of what TERM is, without what else is known of the argument. */
static struct term_id of_term(const struct aval_context *c, const struct condition *w,
                              struct term_id id)
{
    struct terms *t = c->bodies->terms;
    const struct term *term = term_get(t, id);
    if (term->is == TERM_IS_CHOICE)
        return term_choice(t, term->part[0], of_term(c, w, term->part[1]),
                           of_term(c, w, term->part[2]));
    bool added = w->op == WHEN_HAS && term->op == OPERATOR_OR,
         taken = w->op == WHEN_LACKS && term->op == OPERATOR_AND;
    if (term->is == TERM_IS_OP && (added || taken)) /* one of the two is enough */
        return term_either(t, of_term(c, w, term->part[0]), of_term(c, w, term->part[1]));
    struct condition plain = *w;
    plain.arg = 0;
    struct aval value = aval_of_term(c, id);
    return term_int(t, aval_condition(c, &plain, &value, 1) == TRI_YES, NULL, 0);
}

static struct term_id of_one(const struct aval_context *c, const struct condition *w,
                             const struct aval *args, uint32_t arg_len)
{
    enum tri known = aval_condition(c, w, args, arg_len);
    uint32_t arg = arg_index(w->arg, arg_len);
    return known != TRI_MAYBE || arg == FACTS_NONE || w->member.i
               ? term_int(c->bodies->terms, known == TRI_YES, NULL, 0)
               : of_term(c, w, args[arg].term);
}

struct term_id sure_any(const struct aval_context *c, const condition_any *any,
                        const struct aval *args, uint32_t arg_len)
{
    struct terms *t = c->bodies->terms;
    struct term_id some = term_int(t, 0, NULL, 0);
    for (uint32_t i = 0; i < any->len; i++) {
        struct term_id all = term_int(t, 1, NULL, 0);
        for (uint32_t k = 0; k < any->at[i].all.len; k++)
            all = term_both(t, all, of_one(c, &any->at[i].all.at[k], args, arg_len), false);
        some = term_either(t, some, all);
    }
    return some;
}
