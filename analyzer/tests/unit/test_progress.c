/* The line that tells how far a run is. */
#include "cli/progress.h"
#include "test.h"

static const char *line(struct buf *out, const char *unit, uint32_t done, long phase_ms,
                        long unit_ms, uint32_t width)
{
    struct progress p = {.phase = "extract", .unit = unit};
    buf_clear(out);
    progress_line(&p, done, 40, phase_ms, unit_ms, width, out);
    return out->at;
}

static void test_bar(struct test *t)
{
    struct buf out = {0};
    CHECK_TEXT(t, line(&out, NULL, 0, 0, 0, 79),
               "nostall: extract [>                   ] 0 of 40 units");
    CHECK_TEXT(t, line(&out, NULL, 10, 1000, 0, 79),
               "nostall: extract [=====>              ] 10 of 40 units");
    CHECK_TEXT(t, line(&out, NULL, 10, 5000, 0, 79),
               "nostall: extract [=====>              ] 10 of 40 units, 2.0/s, 0:15 left");
    CHECK_TEXT(t, line(&out, NULL, 40, 200000, 0, 99),
               "nostall: extract [====================] 40 of 40 units, 0.2/s, 0:00 left");
    buf_release(&out);
}

static void test_unit(struct test *t)
{
    struct buf out = {0};
    CHECK_TEXT(t, line(&out, "src/a.c", 10, 0, 1999, 79),
               "nostall: extract [=====>              ] 10 of 40 units");
    CHECK_TEXT(t, line(&out, "src/a.c", 10, 0, 2000, 79),
               "nostall: extract [=====>              ] 10 of 40 units; src/a.c for 2 s");
    CHECK_TEXT(t, line(&out, "src/some/long/folder/a.c", 10, 0, 12000, 79),
               "nostall: extract [=====>              ] 10 of 40 units; .../folder/a.c for 12 s");
    CHECK_TEXT(t, line(&out, "src/a.c", 10, 0, 2000, 20), "nostall: extract [==");
    buf_release(&out);
}

static void test_phase(struct test *t)
{
    struct buf out = {0};
    struct progress p = {.phase = "link", .unit = "src/a.c"};
    progress_line(&p, 0, 0, 9000, 9000, 79, &out);
    CHECK_TEXT(t, out.at, "nostall: link");
    buf_release(&out);
}

int main(void)
{
    struct test t = {0};
    test_bar(&t);
    test_unit(&t);
    test_phase(&t);
    return test_end(&t);
}
