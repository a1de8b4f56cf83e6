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
    return NUMBERS_ROOM(n->len);
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

static const int64_t zero = 0;
static const uint64_t all_three = 7;
const struct numbers numbers_zero = {&zero, 1, &all_three};

void numbers_init(struct numbers *n, const int64_t *named, uint32_t len, uint64_t *room)
{
    struct atom a;
    *n = (struct numbers){.named = named, .len = len, .there = room};
    for (uint32_t i = 0; i < wanted_atom(n); i++)
        if (atom_at(n, i, &a))
            set_bit(room, i);
}

/* The first constant that is not below NUMBER; all are: their number. */
static uint32_t not_below(const struct numbers *n, int64_t number)
{
    uint32_t low = 0, high = n->len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (n->named[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The atom that NUMBER is in. */
static uint32_t atom_of(const struct numbers *n, int64_t number)
{
    uint32_t i = not_below(n, number);
    bool constant = i < n->len && n->named[i] == number;
    return constant || (n->named[0] == -1 && number < 0) ? 2 * i + 1 : 2 * i;
}

/* The atoms from FIRST up to END, without it. */
static void set_range(const struct numbers *n, uint64_t *set, uint32_t first, uint32_t end)
{
    for (uint32_t word = first / 64; word * 64 < end; word++) {
        uint64_t bits = n->there[word];
        if (first > word * 64)
            bits &= ~UINT64_C(0) << first % 64;
        if (end < word * 64 + 64)
            bits &= ~(~UINT64_C(0) << end % 64);
        set[word] |= bits;
    }
}

/* Is NUMBER all that there is in the atom? */
static bool is_alone(const struct atom *a, int64_t number)
{
    return a->stands_for_all ? number == -1 : a->low == number && a->high == number;
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
    struct atom own;
    uint32_t at = atom_of(n, number), end = wanted_atom(n);
    bool here = op == OP_EQ || op == OP_LE || op == OP_GE || op == OP_HAS;
    bool below = op == OP_LT || op == OP_LE || op == OP_NE || op == OP_HAS;
    bool above = op == OP_GT || op == OP_GE || op == OP_NE || op == OP_HAS;
    atom_at(n, at, &own);
    here |= (op == OP_LT && own.low < number) || (op == OP_GT && own.high > number) ||
            (op == OP_NE && !is_alone(&own, number));
    memset(ret_set, 0, numbers_words(n) * sizeof *ret_set);
    if (below)
        set_range(n, ret_set, 0, at);
    if (here)
        set_range(n, ret_set, at, at + 1);
    if (above)
        set_range(n, ret_set, at + 1, end);
    if (wanted_holds(op, number))
        set_bit(ret_set, wanted_atom(n));
}

void numbers_of_signs(const struct numbers *n, uint8_t signs, uint64_t *ret_set)
{
    uint32_t none = atom_of(n, 0);
    memset(ret_set, 0, numbers_words(n) * sizeof *ret_set);
    if (signs & SIGN_NEGATIVE)
        set_range(n, ret_set, 0, none);
    if (signs & SIGN_ZERO)
        set_bit(ret_set, none);
    if (signs & SIGN_POSITIVE)
        set_range(n, ret_set, none + 1, wanted_atom(n));
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
    uint32_t none = atom_of(n, 0);
    uint8_t signs = 0;
    for (uint32_t i = 0; i < wanted_atom(n); i++)
        if (has_bit(set, i))
            signs |= i < none ? SIGN_NEGATIVE : i > none ? SIGN_POSITIVE : SIGN_ZERO;
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
