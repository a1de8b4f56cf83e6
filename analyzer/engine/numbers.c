#include "engine/numbers.h"

#include <string.h>

/* Atom 2i+1 is constant i, atom 2i the gap before it, 2*len the gap behind the last; then the
 * wanted number. */
struct atom {
    int64_t low, high;
    bool stands_for_all; /* -1, for all that are negative */
};

static uint32_t wanted_atom(const struct numbers *n)
{
    return 2 * n->len + 1;
}

uint32_t numbers_words(const struct numbers *n)
{
    return wanted_atom(n) / 64 + 1;
}

static void set_bit(uint64_t *set, uint32_t atom)
{
    set[atom / 64] |= (uint64_t)1 << atom % 64;
}

/* False: there are no numbers in the gap, or another atom stands for them. */
static bool atom_at(const struct numbers *n, uint32_t number, struct atom *ret)
{
    uint32_t i = number / 2;
    bool minus_one = n->named[0] == -1;
    *ret = (struct atom){.low = INT64_MIN, .high = INT64_MAX};
    if (number % 2) {
        ret->stands_for_all = minus_one && i == 0;
        ret->low = ret->stands_for_all ? INT64_MIN : n->named[i];
        ret->high = n->named[i];
        return true;
    }
    if ((i == 0 && (minus_one || n->named[0] == INT64_MIN)) ||
        (i == n->len && n->named[i - 1] == INT64_MAX))
        return false;
    if (i > 0)
        ret->low = n->named[i - 1] + 1;
    if (i < n->len)
        ret->high = n->named[i] - 1;
    return ret->low <= ret->high;
}

static bool may_hold(const struct atom *a, enum cond_op op, int64_t number)
{
    switch (op) {
    case OP_EQ:
        return a->low <= number && number <= a->high;
    case OP_NE:
        return a->stands_for_all ? number != -1 : a->low != number || a->high != number;
    case OP_LT:
        return a->low < number;
    case OP_LE:
        return a->low <= number;
    case OP_GT:
        return a->high > number;
    case OP_GE:
        return a->high >= number;
    case OP_HAS:
        break;
    }
    return true;
}

/* A wanted number is positive: what is compared with nothing, or with something below, is another.
 */
static bool wanted_holds(enum cond_op op, int64_t number)
{
    switch (op) {
    case OP_EQ:
        return number > 0;
    case OP_NE:
        return number <= 0;
    case OP_GE:
    case OP_GT:
        return true;
    case OP_LT:
    case OP_LE:
        return false;
    case OP_HAS:
        break;
    }
    return true;
}

void numbers_where(const struct numbers *n, enum cond_op op, int64_t number, uint64_t *ret_set)
{
    struct atom a;
    memset(ret_set, 0, numbers_words(n) * sizeof *ret_set);
    for (uint32_t i = 0; i < wanted_atom(n); i++)
        if (atom_at(n, i, &a) && may_hold(&a, op, number))
            set_bit(ret_set, i);
    if (wanted_holds(op, number))
        set_bit(ret_set, wanted_atom(n));
}

static uint8_t atom_signs(const struct atom *a)
{
    return a->high < 0 ? SIGN_NEGATIVE : a->low > 0 ? SIGN_POSITIVE : SIGN_ZERO;
}

void numbers_of_signs(const struct numbers *n, uint8_t signs, uint64_t *ret_set)
{
    struct atom a;
    memset(ret_set, 0, numbers_words(n) * sizeof *ret_set);
    for (uint32_t i = 0; i < wanted_atom(n); i++)
        if (atom_at(n, i, &a) && (atom_signs(&a) & signs))
            set_bit(ret_set, i);
}

static bool has_bit(const uint64_t *set, uint32_t atom)
{
    return set[atom / 64] >> atom % 64 & 1;
}

void numbers_wanted(const struct numbers *n, uint64_t *ret_set)
{
    memset(ret_set, 0, numbers_words(n) * sizeof *ret_set);
    set_bit(ret_set, wanted_atom(n));
}

bool numbers_is_wanted(const struct numbers *n, const uint64_t *set)
{
    return has_bit(set, wanted_atom(n)); /* it is never one of several, but for choices */
}

uint8_t numbers_signs(const struct numbers *n, const uint64_t *set)
{
    struct atom a;
    uint8_t signs = 0;
    for (uint32_t i = 0; i < wanted_atom(n); i++)
        if (has_bit(set, i) && atom_at(n, i, &a))
            signs |= atom_signs(&a);
    return signs ? signs : SIGN_POSITIVE;
}

bool numbers_keep(const struct numbers *n, uint64_t *set, const uint64_t *other)
{
    uint64_t any = 0;
    for (uint32_t i = 0; i < numbers_words(n); i++)
        any |= set[i] &= other[i];
    return any != 0;
}

void numbers_add(const struct numbers *n, uint64_t *set, const uint64_t *other)
{
    for (uint32_t i = 0; i < numbers_words(n); i++)
        set[i] |= other[i];
}

enum cond_op numbers_opposite(enum cond_op op)
{
    static const enum cond_op table[] = {
        [OP_EQ] = OP_NE, [OP_NE] = OP_EQ, [OP_LT] = OP_GE,  [OP_LE] = OP_GT,
        [OP_GT] = OP_LE, [OP_GE] = OP_LT, [OP_HAS] = OP_HAS};
    return table[op];
}
