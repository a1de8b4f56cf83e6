/* The class of a call from the arguments that limit its wait. Fields of structs: testdata/stall. */
#include "effects/stall.h"

#include "test.h"

struct row {
    unsigned unit_ns, fine_ns; /* of argument 0, of argument 1; 0: it is no part */
    struct aval args[2];
    enum stall stall;
};

#define UNIT_MS 1000000U
#define UNIT_S 1000000000U
#define INT(N) {.kind = AVAL_INT, .number = (N)}
#define UNKNOWN {.kind = AVAL_UNKNOWN}

static const struct row rows[] = {
    {1000, 0, {INT(9999)}, STALL_SHORT},
    {1000, 0, {INT(10000)}, STALL_LONG},
    {UNIT_MS, 0, {INT(0)}, STALL_SHORT},
    {UNIT_S, 0, {INT(1)}, STALL_LONG},
    {UNIT_S, 0, {INT(INT64_MAX)}, STALL_LONG},
    {1, 0, {INT(INT64_MAX)}, STALL_LONG},
    {UNIT_MS, 0, {INT(-1)}, STALL_UNBOUNDED},
    {UNIT_MS, 0, {INT(INT64_MIN)}, STALL_UNBOUNDED},
    /* what the entry says, here unbounded */
    {UNIT_MS, 0, {UNKNOWN}, STALL_UNBOUNDED},
    {UNIT_MS, 0, {{.kind = AVAL_PARAM}}, STALL_UNBOUNDED},
    /* a sum */
    {UNIT_S, UNIT_MS, {INT(0), INT(9)}, STALL_SHORT},
    {UNIT_S, UNIT_MS, {INT(0), INT(10)}, STALL_LONG},
    {UNIT_MS, 1000, {INT(9), INT(999)}, STALL_SHORT},
    {UNIT_MS, 1000, {INT(9), INT(1000)}, STALL_LONG},
    {UNIT_S, UNIT_MS, {INT(0), INT(-1)}, STALL_UNBOUNDED},
    {UNIT_S, UNIT_MS, {INT(0), UNKNOWN}, STALL_LONG}, /* less than a second */
    {UNIT_S, UNIT_MS, {UNKNOWN, INT(1)}, STALL_UNBOUNDED},
};

static struct rule_blocking rule_of(const struct row *row, struct rule_duration *parts)
{
    parts[0] = (struct rule_duration){.arg = 0, .unit_ns = row->unit_ns};
    parts[1] = (struct rule_duration){.arg = 1, .unit_ns = row->fine_ns};
    struct rule_blocking r = {.kind = BLOCK_IO, .stall = STALL_UNBOUNDED};
    r.duration.at = parts;
    r.duration.len = row->fine_ns ? 2 : 1;
    return r;
}

static void test_rows(struct test *t)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        struct rule_duration parts[2];
        struct rule_blocking r = rule_of(&rows[i], parts);
        if (!CHECK_NUMBER(t, stall_of_call(NULL, &r, rows[i].args, 2), rows[i].stall))
            fprintf(stderr, "  row %u\n", i);
        CHECK(t, stall_is_open(&r, rows[i].args, 2) == (rows[i].args[0].kind == AVAL_PARAM));
    }
}

static void test_others(struct test *t)
{
    static const struct aval null = {.kind = AVAL_NULL}, one = INT(1);
    struct rule_duration parts[2];
    struct rule_blocking r = rule_of(&rows[0], parts);
    r.stall = STALL_LONG;
    CHECK_NUMBER(t, stall_of_call(NULL, &r, &one, 0), STALL_LONG); /* no such argument */
    CHECK(t, !stall_is_open(&r, &one, 0));
    parts[0].field.i = 1;
    CHECK_NUMBER(t, stall_of_call(NULL, &r, &null, 1), STALL_UNBOUNDED); /* no limit */
    CHECK_NUMBER(t, stall_of_call(NULL, &r, &one, 1), STALL_LONG);       /* no struct */
    r.duration.len = 0;
    CHECK_NUMBER(t, stall_of_call(NULL, &r, &one, 1), STALL_LONG);
}

int main(void)
{
    struct test t = {0};
    test_rows(&t);
    test_others(&t);
    return test_end(&t);
}
