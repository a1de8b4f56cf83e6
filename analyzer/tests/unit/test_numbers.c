/* Sets of numbers against the numbers themselves: what a set says must be what holds for some
 * number that it cannot tell from the one that is asked about. */
#include "base/vec.h"
#include "engine/numbers.h"
#include "tests/unit/test.h"

#define FAR INT64_C(12) /* numbers on both sides of 0 that are tried */
#define WORDS 4

static bool holds(int64_t a, enum cond_op op, int64_t b)
{
    switch (op) {
    case OP_EQ:
        return a == b;
    case OP_NE:
        return a != b;
    case OP_LT:
        return a < b;
    case OP_LE:
        return a <= b;
    case OP_GT:
        return a > b;
    case OP_GE:
        return a >= b;
    case OP_HAS:
        break;
    }
    return true;
}

/* Where -1 is the one negative constant, code that asks for it asks for an error. */
static bool may_be(const struct numbers *n, int64_t a, enum cond_op op, int64_t b)
{
    bool asks = n->named[0] == -1 && b == -1 && (op == OP_EQ || op == OP_NE);
    return holds(asks && a < 0 ? -1 : a, op, b);
}

/* The atom that the number is in: a constant, a gap, or all that are negative. */
static int64_t atom(const struct numbers *n, int64_t number)
{
    if (n->named[0] == -1 && number < 0)
        return 0;
    for (uint32_t i = 0; i < n->len; i++)
        if (number <= n->named[i])
            return (int64_t)2 * i + (number == n->named[i]);
    return (int64_t)2 * n->len;
}

static uint8_t sign(int64_t number)
{
    return number < 0 ? SIGN_NEGATIVE : number > 0 ? SIGN_POSITIVE : SIGN_ZERO;
}

static bool meet(const struct numbers *n, const uint64_t *a, const uint64_t *b)
{
    uint64_t both[WORDS] = {0};
    for (uint32_t i = 0; i < numbers_words(n); i++)
        both[i] = a[i];
    return numbers_keep(n, both, b);
}

/* `X OP number` for all of them: whether X may be V. */
static void test_where(struct test *t, const struct numbers *n, enum cond_op op, int64_t number)
{
    uint64_t set[WORDS], one[WORDS], wanted[WORDS], opposite[WORDS];
    numbers_where(n, op, number, set);
    numbers_where(n, numbers_opposite(op), number, opposite);
    numbers_wanted(n, wanted);
    for (int64_t v = -FAR; v <= FAR; v++) {
        bool any = false, other = false;
        for (int64_t u = -2 * FAR; u <= 2 * FAR; u++) {
            bool same = atom(n, u) == atom(n, v);
            any |= same && may_be(n, u, op, number);
            other |= same && !may_be(n, u, op, number);
        }
        numbers_where(n, OP_EQ, v, one);
        numbers_of_signs(n, SIGN_ANY, wanted);
        numbers_keep(n, one, wanted); /* without the wanted one */
        bool ok = CHECK_NUMBER(t, meet(n, set, one), any);
        ok &= CHECK_NUMBER(t, meet(n, opposite, one), other);
        if (!ok)
            fprintf(stderr, "  %lld with operator %d and %lld, %u named\n", (long long)v, op,
                    (long long)number, n->len);
    }
}

static void test_signs(struct test *t, const struct numbers *n)
{
    uint64_t set[WORDS], one[WORDS], all[WORDS];
    numbers_of_signs(n, SIGN_ANY, all);
    for (unsigned signs = 1; signs <= SIGN_ANY; signs++) {
        numbers_of_signs(n, (uint8_t)signs, set);
        CHECK_NUMBER(t, numbers_signs(n, set), signs);
        CHECK(t, !numbers_is_wanted(n, set));
        for (int64_t v = -FAR; v <= FAR; v++) {
            numbers_where(n, OP_EQ, v, one);
            numbers_keep(n, one, all);
            CHECK_NUMBER(t, numbers_signs(n, one), sign(v));
            CHECK_NUMBER(t, meet(n, set, one), (sign(v) & signs) != 0);
        }
    }
    numbers_of_signs(n, SIGN_ZERO, set);
    numbers_of_signs(n, SIGN_NEGATIVE, one);
    numbers_add(n, set, one);
    CHECK_NUMBER(t, numbers_signs(n, set), SIGN_ZERO | SIGN_NEGATIVE);
}

/* A wanted number is positive, and no constant. */
static void test_wanted(struct test *t, const struct numbers *n)
{
    static const struct {
        enum cond_op op;
        int64_t number;
        bool may;
    } all[] = {{OP_EQ, 3, true},  {OP_EQ, 1, true},  {OP_EQ, 0, false}, {OP_EQ, -1, false},
               {OP_NE, 3, false}, {OP_NE, 1, false}, {OP_NE, 0, true},  {OP_NE, -1, true},
               {OP_GT, 3, true},  {OP_GE, 3, true},  {OP_LT, 3, false}, {OP_LE, 3, false},
               {OP_HAS, 4, true}, {OP_GE, -1, true}};
    uint64_t wanted[WORDS], set[WORDS];
    numbers_wanted(n, wanted);
    CHECK(t, numbers_is_wanted(n, wanted));
    CHECK_NUMBER(t, numbers_signs(n, wanted), SIGN_POSITIVE);
    for (uint32_t i = 0; i < COUNT(all); i++) {
        numbers_where(n, all[i].op, all[i].number, set);
        if (!CHECK_NUMBER(t, meet(n, set, wanted), all[i].may))
            fprintf(stderr, "  operator %d with %lld\n", all[i].op, (long long)all[i].number);
    }
}

int main(void)
{
    struct test t = {0};
    static const int64_t zero[] = {0}, signs[] = {-1, 0, 1}, error[] = {-1, 0},
                         far[] = {-7, -1, 0, 1, 5}, holes[] = {-3, -2, 0, 2, 3, 4, 9};
    int64_t many[70];
    for (int i = 0; i < 70; i++)
        many[i] = i;
    const struct {
        const int64_t *named;
        uint32_t len;
    } sets[] = {{zero, 1},         {signs, COUNT(signs)}, {error, COUNT(error)},
                {far, COUNT(far)}, {holes, COUNT(holes)}, {many, COUNT(many)}};
    struct numbers all[COUNT(sets)];
    uint64_t room[COUNT(sets) + 1][WORDS] = {0};
    for (uint32_t i = 0; i < COUNT(all); i++) {
        numbers_init(&all[i], sets[i].named, sets[i].len, room[i]);
        for (int op = OP_EQ; op <= OP_GE; op++)
            for (int64_t number = -FAR; number <= FAR && op != OP_HAS; number++)
                test_where(&t, &all[i], (enum cond_op)op, number);
        test_signs(&t, &all[i]);
        test_wanted(&t, &all[i]);
    }
    static const int64_t ends[] = {INT64_MIN, 0, INT64_MAX};
    struct numbers n;
    uint64_t set[WORDS];
    numbers_init(&n, ends, COUNT(ends), room[COUNT(all)]);
    numbers_where(&n, OP_LT, 0, set);
    CHECK_NUMBER(&t, numbers_signs(&n, set), SIGN_NEGATIVE);
    numbers_where(&n, OP_GT, 0, set);
    CHECK_NUMBER(&t, numbers_signs(&n, set), SIGN_POSITIVE);
    numbers_where(&n, OP_LT, INT64_MIN, set);
    CHECK(&t, !numbers_keep(&n, set, set));
    numbers_where(&n, OP_HAS, 4, set);
    CHECK_NUMBER(&t, numbers_signs(&n, set), SIGN_ANY);
    return test_end(&t);
}
