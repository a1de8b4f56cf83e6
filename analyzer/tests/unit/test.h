/* Checks for plain C test programs. CHECK goes on after a failure; test_end gives the exit status
 * of main. */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct test {
    int passed, failed;
};

static inline bool test_check(struct test *t, bool ok, const char *file, int line, const char *what)
{
    if (ok)
        t->passed++;
    else
        t->failed++;
    if (!ok)
        fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
    return ok;
}

static inline bool test_check_text(struct test *t, const char *got, const char *want,
                                   const char *file, int line)
{
    bool ok = got && want ? !strcmp(got, want) : got == want;
    test_check(t, ok, file, line, want ? want : "NULL");
    if (!ok)
        fprintf(stderr, "  got: %s\n", got ? got : "NULL");
    return ok;
}

static inline bool test_check_number(struct test *t, long long got, long long want,
                                     const char *file, int line, const char *what)
{
    bool ok = got == want;
    test_check(t, ok, file, line, what);
    if (!ok)
        fprintf(stderr, "  got %lld, want %lld\n", got, want);
    return ok;
}

static inline int test_end(const struct test *t)
{
    printf("%d passed, %d failed\n", t->passed, t->failed);
    return t->failed != 0;
}

#define CHECK(T, CONDITION) test_check((T), (CONDITION), __FILE__, __LINE__, #CONDITION)
#define CHECK_TEXT(T, GOT, WANT) test_check_text((T), (GOT), (WANT), __FILE__, __LINE__)
#define CHECK_NUMBER(T, GOT, WANT)                                                                 \
    test_check_number((T), (long long)(GOT), (long long)(WANT), __FILE__, __LINE__,                \
                      #GOT " is " #WANT)

#endif
