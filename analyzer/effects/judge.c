#include "effects/judge.h"

#include "effects/stall.h"

static bool open_arg(const struct aval *args, uint32_t arg_len, int32_t arg)
{
    uint32_t i = arg_index(arg, arg_len);
    return i != FACTS_NONE && aval_is_open(&args[i]);
}

static bool open_condition(const condition_any *any, const struct aval *args, uint32_t arg_len)
{
    for (uint32_t i = 0; i < any->len; i++)
        for (uint32_t k = 0; k < any->at[i].all.len; k++)
            if (open_arg(args, arg_len, any->at[i].all.at[k].arg))
                return true;
    return false;
}

/* Fills kind, certainty and stall of RET. Open: an argument that decides is a parameter. */
static enum verdict judge(const struct aval_context *c, const struct rule_blocking *r,
                          const struct aval *args, uint32_t arg_len, struct leaf *ret)
{
    if (!callee_arity_fits(&r->callee, arg_len))
        return VERDICT_NO;
    ret->kind = r->kind;
    ret->certainty = r->certainty;
    ret->mixed = r->mixed;
    ret->stall = stall_of_call(c, r, args, arg_len);
    enum tri unless = r->unless.len ? aval_any(c, &r->unless, args, arg_len) : TRI_NO;
    enum tri when = r->when.len ? aval_any(c, &r->when, args, arg_len) : TRI_YES;
    if (unless == TRI_YES || when == TRI_NO)
        return VERDICT_NO;
    bool open = (unless == TRI_MAYBE && open_condition(&r->unless, args, arg_len)) ||
                (when == TRI_MAYBE && open_condition(&r->when, args, arg_len)) ||
                stall_is_open(r, args, arg_len);
    uint32_t fd = arg_index(r->fd, arg_len);
    if (r->fd != INT32_MIN && fd != FACTS_NONE) {
        const struct aval *a = &args[fd];
        if (a->fd == FD_NONBLOCKING)
            return VERDICT_NO;
        if (a->fd_kind_known && a->fd_kind == FD_FILE) {
            ret->kind = BLOCK_FILE;
            ret->certainty = CERTAINTY_USUALLY;
            ret->stall = STALL_SHORT; /* one access to one file */
        } else if (a->fd == FD_BLOCKING) {
            ret->certainty = CERTAINTY_ALWAYS;
        }
        open |= a->fd == FD_UNKNOWN && aval_is_open(a);
    }
    uint32_t lock = arg_index(r->lock, arg_len);
    if (r->lock != INT32_MIN && lock != FACTS_NONE) {
        ret->lock = aval_member(&args[lock]);
        open |= aval_is_open(&args[lock]) || args[lock].within_param;
    }
    if (open)
        return VERDICT_OPEN;
    return when == TRI_YES ? VERDICT_YES : VERDICT_NO;
}

static enum verdict judge_run(const struct aval_context *c, const struct rule_run_loop *r,
                              const struct aval *args, uint32_t arg_len, struct leaf *ret)
{
    if (!callee_arity_fits(&r->callee, arg_len))
        return VERDICT_NO;
    enum tri unless = r->unless.len ? aval_any(c, &r->unless, args, arg_len) : TRI_NO;
    enum tri when = r->when.len ? aval_any(c, &r->when, args, arg_len) : TRI_YES;
    if (unless == TRI_YES || when == TRI_NO)
        return VERDICT_NO;
    ret->certainty = CERTAINTY_ALWAYS;
    if ((unless == TRI_MAYBE && open_condition(&r->unless, args, arg_len)) ||
        (when == TRI_MAYBE && open_condition(&r->when, args, arg_len)))
        return VERDICT_OPEN;
    return when == TRI_YES ? VERDICT_YES : VERDICT_NO;
}

enum verdict judge_leaf(const struct aval_context *c, const struct leaf *l, const struct aval *args,
                        uint32_t arg_len, struct leaf *ret)
{
    return l->runs ? judge_run(c, l->runs, args, arg_len, ret)
                   : judge(c, l->rule, args, arg_len, ret);
}
