/* Words of declarations that mark functions: nostall's own, and clang's attributes. */
#include "link/marks.h"
#include "tests/unit/test.h"

static const struct {
    enum word_kind kind;
    const char *text;
    int mark;    /* MARKS: none */
    int offload; /* parameter; -1: none */
} rows[] = {
    {WORD_ANNOTATE, "nostall::async", MARK_ASYNC, -1},
    {WORD_ANNOTATE, "nostall::coroutine", MARK_COROUTINE, -1},
    {WORD_ANNOTATE, "nostall::blocking", MARK_BLOCKING, -1},
    {WORD_ANNOTATE, "nostall::nonblocking", MARK_NONBLOCKING, -1},
    {WORD_ANNOTATE, "nostall::suspends", MARK_SUSPENDS, -1},
    {WORD_ANNOTATE, "nostall::asynchronous", MARKS, -1},
    {WORD_ANNOTATE, "async", MARKS, -1},
    {WORD_MACRO, "nostall::async", MARKS, -1},
    {WORD_ATTRIBUTE, "blocking", MARK_BLOCKING, -1},
    {WORD_ATTRIBUTE, "nonblocking", MARK_NONBLOCKING, -1},
    {WORD_ATTRIBUTE, "clang::blocking", MARK_BLOCKING, -1},
    {WORD_ATTRIBUTE, "clang::nonblocking", MARK_NONBLOCKING, -1},
    {WORD_ATTRIBUTE, "async", MARKS, -1}, /* none of clang's */
    {WORD_ATTRIBUTE, "clang::coroutine", MARKS, -1},
    {WORD_ANNOTATE, "nostall::offload=0", MARKS, 0},
    {WORD_ANNOTATE, "nostall::offload=3", MARKS, 3},
    {WORD_ANNOTATE, "nostall::offload=", MARKS, -1},
    {WORD_ATTRIBUTE, "offload=1", MARKS, -1},
};

int main(void)
{
    struct test t = {0};
    struct strs *strs = strs_new();
    struct arena *arena = arena_new();
    struct program *p = program_new(strs);
    word_vec all = {0};
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        struct word word = {rows[i].kind, str_intern(strs, rows[i].text), {.line = i + 1}};
        word_vec one = {.at = &word, .len = 1};
        struct fn_marks m = {0};
        fn_marks_read(p, &one, &m);
        bool ok = true;
        for (int k = 0; k < MARKS; k++)
            ok &= CHECK_NUMBER(&t, m.has[k], k == rows[i].mark);
        for (int k = 0; k < 5; k++)
            ok &= CHECK_NUMBER(&t, params_has(&m.offload, (uint32_t)k), k == rows[i].offload);
        if (rows[i].mark != MARKS)
            ok &= CHECK_NUMBER(&t, m.by_attribute[rows[i].mark], rows[i].kind == WORD_ATTRIBUTE);
        if (!ok)
            fprintf(stderr, "  in %s\n", rows[i].text);
        vec_push(arena, &all, word);
    }
    struct fn_marks m = {0}; /* of several the first counts */
    fn_marks_read(p, &all, &m);
    CHECK_NUMBER(&t, m.loc[MARK_BLOCKING].line, 3);
    CHECK(&t, !m.by_attribute[MARK_BLOCKING] && m.has[MARK_SUSPENDS]);
    CHECK(&t, params_has(&m.offload, 0) && params_has(&m.offload, 3));
    program_free(p);
    arena_free(arena);
    strs_free(strs);
    return test_end(&t);
}
