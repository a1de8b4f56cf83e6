#include "check/rule_use.h"

bool rule_use_holds(const struct check_input *in, const struct rule_use *u, const struct aval *args,
                    uint32_t arg_len)
{
    return callee_arity_fits(&u->callee, arg_len) &&
           (!u->when.len || aval_any(in->values, &u->when, args, arg_len) == TRI_YES) &&
           (!u->unless.len || aval_any(in->values, &u->unless, args, arg_len) != TRI_YES);
}

const struct rule_use *rule_use_of(const struct check_input *in, const struct call *call,
                                   const struct rule_use *const *list, uint32_t len)
{
    struct aval args[AVAL_MAX_ARGS];
    uint32_t arg_len = len ? aval_args(in->values, call->node, call->event, args) : 0;
    for (uint32_t i = 0; i < len; i++)
        if (rule_use_holds(in, list[i], args, arg_len))
            return list[i];
    return NULL;
}
