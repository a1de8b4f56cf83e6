/* Programs that are run for what they say: what they say, and what they may cost. */
#include "tests/unit/test.h"

#include "base/child.h"

#include <time.h>

/* Does the shell SCRIPT end within these limits, and what has it said? */
static bool run(const char *script, int time_ms, size_t size_most, struct buf *said,
                int *ret_status)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    const struct child_limits limits = {time_ms, size_most};
    buf_clear(said);
    return child_output(argv, time_ms < 0 ? NULL : &limits, said, ret_status);
}

static void test_answers(struct test *t)
{
    struct buf said = {0};
    int status;
    CHECK(t, run("echo one; sleep 0.1; echo two; exit 3", -1, 0, &said, &status));
    CHECK_TEXT(t, said.at, "one\ntwo\n");
    CHECK_NUMBER(t, status, 3);
    CHECK(t, run("echo one; exit 4", 10000, 4, &said, &status));
    CHECK_NUMBER(t, status, 4);
    CHECK(t, run("exec >&-; sleep 0.1; exit 5", 10000, 4, &said, &status));
    CHECK_NUMBER(t, status, 5);
    buf_release(&said);
}

/* What answers without an end, or does not end, is not waited for, and is gone with what it
 * started. */
static void test_limits(struct test *t)
{
    struct buf said = {0};
    int status;
    time_t before = time(NULL);
    CHECK(t, !run("echo more", 10000, 4, &said, &status));
    CHECK(t, !run("yes", 60000, 100000, &said, &status));
    CHECK(t, said.len < 200000);
    CHECK(t, !run("sleep 60", 100, 100, &said, &status));
    CHECK(t, !run("exec >&-; sleep 60", 100, 100, &said, &status));
    CHECK(t, !run("while :; do echo x; sleep 0.02; done", 200, 100000, &said, &status));
    CHECK(t, !run("sleep 60 & exit 0", 100, 100, &said, &status));
    CHECK(t, time(NULL) - before < 30);
    buf_release(&said);
}

int main(void)
{
    struct test t = {0};
    test_answers(&t);
    test_limits(&t);
    return test_end(&t);
}
