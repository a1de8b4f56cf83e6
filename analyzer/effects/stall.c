#include "effects/stall.h"

#include "values/member.h"

#define LONG_NS 10000000 /* 10 ms, the border of short and long: rules/FORMAT.md */

bool stall_is_open(const struct rule_blocking *r, const struct aval *args, uint32_t arg_len)
{
    for (uint32_t i = 0; i < r->duration.len; i++) {
        uint32_t arg = arg_index(r->duration.at[i].arg, arg_len);
        if (arg != FACTS_NONE && args[arg].kind == AVAL_PARAM)
            return true;
    }
    return false;
}

/* One part of a duration. False: not known. A null pointer sets no limit, and is told as -1. */
static bool part_known(const struct aval_context *c, const struct rule_duration *d,
                       const struct aval *args, uint32_t arg_len, int64_t *ret_number)
{
    uint32_t arg = arg_index(d->arg, arg_len);
    if (arg == FACTS_NONE)
        return false;
    const struct aval *a = &args[arg];
    if (!d->field.i) {
        *ret_number = a->number;
        return a->kind == AVAL_INT;
    }
    *ret_number = -1;
    return a->kind == AVAL_NULL || member_number(c, a, d->field, ret_number);
}

enum stall stall_of_call(const struct aval_context *c, const struct rule_blocking *r,
                         const struct aval *args, uint32_t arg_len)
{
    int64_t left = LONG_NS; /* until it is long */
    bool unknown = false;
    for (uint32_t i = 0; i < r->duration.len; i++) {
        const struct rule_duration *d = &r->duration.at[i];
        int64_t number;
        if (!part_known(c, d, args, arg_len, &number)) {
            /* a fine part is less than one of the coarse part before it, which is a limit */
            if (i == 0)
                return r->stall;
            unknown = true;
        } else if (number < 0) { /* by convention: no limit. Source: poll(2), epoll_wait(2) */
            return STALL_UNBOUNDED;
        } else {
            left = number > left / d->unit_ns ? 0 : left - number * d->unit_ns;
        }
    }
    if (!r->duration.len)
        return r->stall;
    return unknown || !left ? STALL_LONG : STALL_SHORT;
}
