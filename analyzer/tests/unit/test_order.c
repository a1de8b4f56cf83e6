/* Loops of functions that are written as facts text. */
#include "tests/unit/test.h"

#include "ir/facts_text.h"
#include "ir/order.h"

#include "base/fail.h"

struct fixture {
    struct test t;
    struct strs *strs;
    struct diags *diags;
    struct arena *arena;
};

/* The one function of BLOCKS, each "block N [loop]" with its terminator. */
static struct facts *facts_of(struct fixture *x, const char *blocks)
{
    struct facts *f = NULL;
    const char *head = "source \"a.c\"\n"
                       "file \"a.c\"\n"
                       "entity 0 function \"f\" @1:6+1 defined\n"
                       "  key \"c:@F@f\"\n"
                       "  type \"void (int)\"\n"
                       "  param \"n\" \"int\"\n"
                       "function 0:f @1:6+1 @99:1\n"
                       "  path 0 param 0 \"n\"\n";
    char *text = arena_printf(x->arena, "%s%s", head, blocks);
    if (!facts_parse(text, strlen(text), "a.facts", x->strs, &f, x->diags)) {
        diags_print(x->diags, 0, stderr);
        bug("the test's own facts are wrong");
    }
    return f;
}

#define BRANCH(V, YES, NO)                                                                         \
    "    branch @" #V ":9 v" #V "={path p0\"n\" \"n\" 'n} ->" #YES " ->" #NO "\n"

static void test_nested(struct fixture *x)
{
    struct loops loops;
    struct facts *f =
        facts_of(x, "  block 0\n    goto @- ->1\n"
                    "  block 1 while @2:5+5\n" BRANCH(0, 2, 5) /* while (n) */
                 "  block 2\n    goto @- ->3\n"
                 "  block 3\n    goto @- ->4\n" /* do { } while (n); */
                 "  block 4 do @3:9+2\n" BRANCH(1, 3, 1) "  block 5\n    return @9:1\n");
    loops_find(x->arena, &f->functions.at[0], &loops);
    CHECK_NUMBER(&x->t, loops.all.len, 2);
    CHECK_NUMBER(&x->t, loops.all.at[0].header, 1);
    CHECK_NUMBER(&x->t, loops.all.at[0].kind, LOOP_WHILE);
    CHECK_NUMBER(&x->t, loops.all.at[0].len, 4);
    CHECK_NUMBER(&x->t, loops.all.at[0].outer, FACTS_NONE);
    CHECK_NUMBER(&x->t, loops.all.at[1].header, 3);
    CHECK_NUMBER(&x->t, loops.all.at[1].kind, LOOP_DO);
    CHECK_NUMBER(&x->t, loops.all.at[1].loc.line, 3);
    CHECK_NUMBER(&x->t, loops.all.at[1].outer, 0);
    CHECK_NUMBER(&x->t, loops.innermost[4], 1);
    CHECK_NUMBER(&x->t, loops.innermost[2], 0);
    CHECK_NUMBER(&x->t, loops.innermost[5], FACTS_NONE);
    CHECK(&x->t, loops_contain(&loops, 0, 4));
    CHECK(&x->t, !loops_contain(&loops, 1, 2));
    facts_free(f);
}

/* Two ways back to one header, as `continue` makes them: one loop. */
static void test_continue(struct fixture *x)
{
    struct loops loops;
    struct facts *f = facts_of(x, "  block 0\n    goto @- ->1\n"
                                  "  block 1 for @2:5+3\n" BRANCH(0, 2, 4) "  block 2\n" BRANCH(
                                      3, 1, 3) "  block 3\n    goto @- ->1\n"
                                               "  block 4\n    return @9:1\n");
    loops_find(x->arena, &f->functions.at[0], &loops);
    CHECK_NUMBER(&x->t, loops.all.len, 1);
    CHECK_NUMBER(&x->t, loops.all.at[0].len, 3);
    CHECK_NUMBER(&x->t, loops.all.at[0].kind, LOOP_FOR);
    facts_free(f);
}

/* A loop made by goto stands at the jump back. */
static void test_goto(struct fixture *x)
{
    struct loops loops;
    struct facts *f = facts_of(x, "  block 0\n    goto @2:1 ->1\n"
                                  "  block 1\n" BRANCH(0, 2, 3) "  block 2\n    goto @4:9+4 ->1\n"
                                                                "  block 3\n    return @9:1\n");
    loops_find(x->arena, &f->functions.at[0], &loops);
    CHECK_NUMBER(&x->t, loops.all.len, 1);
    CHECK_NUMBER(&x->t, loops.all.at[0].kind, LOOP_NONE);
    CHECK_NUMBER(&x->t, loops.all.at[0].loc.line, 4);
    facts_free(f);
}

/* The switch of a protothread jumps into the loop: what stands before it is no part of the loop. */
static void test_jump_into_loop(struct fixture *x)
{
    struct loops loops;
    struct facts *f =
        facts_of(x, "  block 0\n    switch @2:5+6 v0={path p0\"n\" \"n\" 'n} [0 0] ->1 [5 5] ->3 "
                    "[default] ->5\n"
                    "  block 1\n    goto @- ->2\n"
                    "  block 2 while @3:5+5\n" BRANCH(1, 3, 5) "  block 3\n" BRANCH(
                        5, 4, 2) "  block 4\n    return @5:9\n"
                                 "  block 5\n    return @9:1\n");
    loops_find(x->arena, &f->functions.at[0], &loops);
    CHECK_NUMBER(&x->t, loops.all.len, 1);
    CHECK_NUMBER(&x->t, loops.all.at[0].header, 2);
    CHECK_NUMBER(&x->t, loops.all.at[0].len, 2);
    CHECK(&x->t, !loops_contain(&loops, 0, 0));
    facts_free(f);
}

static void test_no_loop(struct fixture *x)
{
    struct loops loops;
    uint32_t order[4], len = 0;
    struct facts *f =
        facts_of(x, "  block 0\n" BRANCH(0, 1, 2) "  block 1\n    goto @- ->2\n"
                                                  "  block 2\n    return @9:1\n"
                                                  "  block 3\n    return @9:1\n"); /* not reached */
    loops_find(x->arena, &f->functions.at[0], &loops);
    CHECK_NUMBER(&x->t, loops.all.len, 0);
    order_postorder(&f->functions.at[0], NULL, order, &len);
    CHECK_NUMBER(&x->t, len, 3);
    CHECK_NUMBER(&x->t, order[0], 2);
    CHECK_NUMBER(&x->t, order[2], 0);
    facts_free(f);
}

int main(void)
{
    struct fixture x = {.strs = strs_new(), .diags = diags_new(), .arena = arena_new()};
    test_nested(&x);
    test_continue(&x);
    test_goto(&x);
    test_jump_into_loop(&x);
    test_no_loop(&x);
    arena_free(x.arena);
    diags_free(x.diags);
    strs_free(x.strs);
    return test_end(&x.t);
}
