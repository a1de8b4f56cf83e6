/* Paths through functions that are written as facts text. Each call on them is to `f`; a test asks
 * which calls a path comes by behind which others. */
#include "tests/unit/test.h"

#include "base/buf.h"
#include "base/fail.h"
#include "engine/walk.h"
#include "ir/facts_text.h"

struct fixture {
    struct test t;
    struct strs *strs;
    struct diags *diags;
    struct arena *arena;
    struct facts *facts;
    struct walk walk;
    enum walk_effect effect; /* of all calls */
    bool is_static;          /* the global variable is the function's own */
};

static enum walk_effect effect(const void *context, uint32_t event)
{
    (void)event;
    return ((const struct fixture *)context)->effect;
}

static bool is_static(const void *context, struct path_id path)
{
    const struct fixture *x = context;
    return x->is_static && x->walk.fn->paths.at[path.i].root_kind == ROOT_GLOBAL;
}

/* Walks through the function of BLOCKS: parameters n and s, local x, a global variable g. */
static struct walk *open(struct fixture *x, const char *blocks)
{
    const char *head = "source \"a.c\"\n"
                       "file \"a.c\"\n"
                       "entity 0 function \"h\" @1:6+1 defined\n"
                       "  key \"c:@F@h\"\n"
                       "  type \"void (int, struct s *)\"\n"
                       "  param \"n\" \"int\"\n"
                       "  param \"s\" \"struct s *\"\n"
                       "entity 1 function \"f\" @2:5+1\n"
                       "  key \"c:@F@f\"\n"
                       "  type \"int (int)\"\n"
                       "entity 2 field \"mode\" @3:5+4\n"
                       "  key \"c:@S@s@FI@mode\"\n"
                       "  type \"int\"\n"
                       "entity 3 variable \"g\" @4:5+1\n"
                       "  key \"c:@g\"\n"
                       "  type \"int\"\n"
                       "function 0:h @1:6+1 @99:1\n"
                       "  local \"x\" \"int\" @5:5+1\n"
                       "  path 0 param 0 \"n\"\n"
                       "  path 1 local 0 \"x\"\n"
                       "  path 2 param 1 \"s\"\n"
                       "  path 3 param 1 field 2:mode \"s->mode\"\n"
                       "  path 4 global 3 \"g\"\n";
    char *text = arena_printf(x->arena, "%s%s", head, blocks);
    if (!facts_parse(text, strlen(text), "a.facts", x->strs, &x->facts, x->diags)) {
        diags_print(x->diags, 0, stderr);
        bug("the test's own facts are wrong");
    }
    struct walk_source of = {
        .fn = &x->facts->functions.at[0], .context = x, .is_static = is_static, .effect = effect};
    x->walk.fn = of.fn;
    walk_open(&x->walk, x->arena, &of);
    return &x->walk;
}

/* `if (V OP NUMBER)`: block B goes to YES or NO. V is "p0\"n\"" and its like; each block has the
 * values that begin with its own number. */
#define IF(B, V, OP, NUMBER, YES, NO)                                                              \
    "    branch @" #B ":9 v" #B "0={path " V " \"v\" 'v} " OP " v" #B "1={int " #NUMBER            \
    " \"" #NUMBER "\"} ->" #YES " ->" #NO "\n"
#define BLOCK(B) "  block " #B "\n"
#define CALL(E) "    e" #E " call @" #E ":1+1 direct 1:f ( ) ignored\n"
#define SET(E, V, VALUE) "    e" #E " assign @" #E ":1 " V " = " VALUE "\n"
#define GOTO(B) "    goto @- ->" #B "\n"
#define END "    return @99:1\n"
#define N "p0\"n\""
#define X "p1\"x\""
#define MODE "p3\"s->mode\""
#define G "p4\"g\""

struct way {
    uint32_t from, to; /* events */
    bool found;
    uint32_t result; /* what the state has at TO */
};

/* Flag 1: FROM is behind. */
static enum walk_step look(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct way *way = w->client->context;
    if (event == way->from)
        s->flags = 1;
    way->found |= event == way->to && s->flags;
    if (event == way->to)
        way->result = s->result;
    return WALK_ON;
}

/* Does a path lead from call FROM to call TO? */
static bool leads(struct fixture *x, uint32_t from, uint32_t to)
{
    struct way way = {.from = from, .to = to};
    const struct walk_client client = {.event = look, .context = &way};
    const struct walk_state entry = walk_entry(&x->walk);
    walk_run(&x->walk, &client, &entry, 1);
    return way.found;
}

static void done(struct fixture *x)
{
    facts_free(x->facts);
    x->effect = WALK_QUIET;
    x->is_static = false;
}

/* if (V OP1 A) f0; if (V OP2 B) f1; */
#define TWICE(V, OP1, A, OP2, B)                                                                   \
    BLOCK(0)                                                                                       \
    IF(0, V, OP1, A, 1, 2)                                                                         \
    BLOCK(1) CALL(0) GOTO(2) BLOCK(2) IF(2, V, OP2, B, 3, 4) BLOCK(3) CALL(1) GOTO(4) BLOCK(4) END

static void test_ranges(struct fixture *x)
{
    static const struct {
        const char *blocks;
        bool meet;
    } all[] = {
        {TWICE(N, "==", 2, "!=", 2), false}, {TWICE(N, "!=", 2, "==", 2), false},
        {TWICE(N, "==", 2, "!=", 3), true},  {TWICE(N, "==", 2, "==", 3), false},
        {TWICE(N, "<", 3, ">=", 3), false},  {TWICE(N, "<", 3, ">", 1), true},
        {TWICE(N, "<", 3, ">", 2), false},   {TWICE(N, "<=", 3, "==", 3), true},
        {TWICE(N, "<", 0, "==", -1), true},  {TWICE(N, "!=", -1, "<", 0), false},
        {TWICE(N, "!=", -1, "<", -4), true}, {TWICE(N, "has", 4, "has", 2), true},
    };
    for (uint32_t i = 0; i < COUNT(all); i++) {
        open(x, all[i].blocks);
        CHECK_NUMBER(&x->t, leads(x, 0, 1), all[i].meet);
        done(x);
    }
}

/* if (n & 4) f0; else f1; if (n & 4) f2; */
static void test_flag(struct fixture *x)
{
    open(x, BLOCK(0) IF(0, N, "has", 4, 1, 2) BLOCK(1) CALL(0) GOTO(3) BLOCK(2) CALL(1) GOTO(3)
                BLOCK(3) IF(3, N, "has", 4, 4, 5) BLOCK(4) CALL(2) GOTO(5) BLOCK(5) END);
    CHECK(&x->t, leads(x, 0, 2));
    CHECK(&x->t, !leads(x, 1, 2));
    done(x);
}

/* switch (n) { case 1: case 2: f0; case 5 ... 7: f1; default: f2 } switch (n) { case 6: f3;
 * default: f4 } */
static void test_switch(struct fixture *x)
{
    open(x, BLOCK(0) "    switch @1:5+6 v91={path " N " \"n\" 'n} [1 1] ->1 [2 2] ->1 [5 7] ->2 "
                     "[default] ->3\n" BLOCK(1) CALL(0) GOTO(4) BLOCK(2) CALL(1) GOTO(4) BLOCK(3)
                         CALL(2) GOTO(4)
                             BLOCK(4) "    switch @2:5+6 v92={path " N
                                      " \"n\" 'n} [6 6] ->5 [2 2] ->6 [default] ->7\n" BLOCK(5)
                                          CALL(3) GOTO(7) BLOCK(6) CALL(4) GOTO(7) BLOCK(7) END);
    CHECK(&x->t, leads(x, 1, 3));
    CHECK(&x->t, leads(x, 0, 4));
    CHECK(&x->t, !leads(x, 0, 3));
    CHECK(&x->t, !leads(x, 1, 4));
    CHECK(&x->t, !leads(x, 2, 3));
    CHECK(&x->t, !leads(x, 2, 4));
    done(x);
}

/* x = 1; if (n > 0) { x = 0; f0; } if (x == 0) f1; else f2; */
static void test_assigned(struct fixture *x)
{
    open(x, BLOCK(0) SET(0, X, "v91={int 1 \"1\"}") IF(0, N, ">", 0, 1, 2) BLOCK(1)
                SET(1, X, "v92={int 0 \"0\"}") CALL(2) GOTO(2) BLOCK(2) IF(2, X, "==", 0, 3, 4)
                    BLOCK(3) CALL(3) GOTO(5) BLOCK(4) CALL(4) GOTO(5) BLOCK(5) END);
    CHECK(&x->t, leads(x, 2, 3));
    CHECK(&x->t, !leads(x, 2, 4));
    done(x);
}

/* if (n == 2) f0; x = n; if (x != 2) f1; */
static void test_copied(struct fixture *x)
{
    open(x, BLOCK(0) IF(0, N, "==", 2, 1, 2) BLOCK(1) CALL(0) GOTO(2) BLOCK(2)
                SET(1, X, "v91={path " N " \"n\" 'n}") IF(2, X, "!=", 2, 3, 4) BLOCK(3) CALL(2)
                    GOTO(4) BLOCK(4) END);
    CHECK(&x->t, !leads(x, 0, 2));
    done(x);
}

/* A field is as it was, until something may have changed it: a call, a store, another round. */
static void test_shared(struct fixture *x)
{
    open(x, TWICE(MODE, "==", 2, "!=", 2));
    CHECK(&x->t, !leads(x, 0, 1));
    done(x);
    x->effect = WALK_CHANGES;
    open(x, TWICE(MODE, "==", 2, "!=", 2));
    CHECK(&x->t, leads(x, 0, 1));
    done(x);
    x->effect = WALK_CHANGES; /* a variable of its own stays, unless somebody has its address */
    open(x, TWICE(N, "==", 2, "!=", 2));
    CHECK(&x->t, !leads(x, 0, 1));
    done(x);
    open(x, BLOCK(0) IF(0, MODE, "==", 2, 1, 2) BLOCK(1) CALL(0)
                SET(1, "p2\"s\"", "v91={path " N " \"n\" 'n}") GOTO(2) BLOCK(2)
                    IF(2, MODE, "!=", 2, 3, 4) BLOCK(3) CALL(2) GOTO(4) BLOCK(4) END);
    CHECK(&x->t, leads(x, 0, 2));
    done(x);
}

/* while (g == 0) f0; f1: somebody else ends the loop. With a variable of its own nobody does. */
static void test_loop(struct fixture *x)
{
    const char *blocks = BLOCK(0) GOTO(1) BLOCK(1) IF(1, G, "==", 0, 2, 3) BLOCK(2) CALL(0) GOTO(1)
        BLOCK(3) CALL(1) END;
    open(x, blocks);
    CHECK(&x->t, leads(x, 0, 1));
    done(x);
    x->is_static = true;
    open(x, blocks);
    CHECK(&x->t, !leads(x, 0, 1));
    done(x);
}

static void test_stops(struct fixture *x)
{
    x->effect = WALK_STOPS;
    open(x, BLOCK(0) CALL(0) CALL(1) END);
    CHECK(&x->t, leads(x, 0, 0));
    CHECK(&x->t, !leads(x, 0, 1));
    done(x);
}

/* x = f(); if (x < 0) f2; else f3: as the client says that f returned. */
static void test_result(struct fixture *x)
{
    static const uint8_t signs[] = {SIGN_NEGATIVE, SIGN_ZERO | SIGN_POSITIVE, SIGN_ANY};
    open(x, BLOCK(0) "    e0 call @1:1+1 direct 1:f ( ) stored " X
                     "\n" SET(1, X, "v91={result e0 \"f()\" 'f}") IF(0, X, "<", 0, 1, 2) BLOCK(1)
                         CALL(2) END BLOCK(2) CALL(3) END);
    for (uint32_t i = 0; i < COUNT(signs); i++) {
        struct way fails = {.to = 2}, works = {.to = 3};
        struct way *both[] = {&fails, &works};
        for (uint32_t k = 0; k < 2; k++) {
            const struct walk_client client = {.event = look, .context = both[k]};
            struct walk_state s = walk_entry(&x->walk);
            s.position = 1;
            s.flags = 1;
            walk_set_result(&x->walk, &s, 0, signs[i]);
            walk_run(&x->walk, &client, &s, 1);
        }
        CHECK_NUMBER(&x->t, fails.found, (signs[i] & SIGN_NEGATIVE) != 0);
        CHECK_NUMBER(&x->t, works.found, (signs[i] & SIGN_ZERO) != 0);
    }
    done(x);
}

/* x = f(); V = 5; f3: what f returned is in x until something else is. */
static void test_result_kept(struct fixture *x)
{
    static const char *const stored[] = {X, N};
    for (uint32_t i = 0; i < COUNT(stored); i++) {
        const char *blocks =
            arena_printf(x->arena, "%s    e2 assign @2:1 %s = v92={int 5 \"5\"}\n%s",
                         BLOCK(0) "    e0 call @1:1+1 direct 1:f ( ) stored " X
                                  "\n" SET(1, X, "v91={result e0 \"f()\" 'f}"),
                         stored[i], CALL(3) IF(0, X, "<", 0, 1, 2) BLOCK(1) END BLOCK(2) END);
        struct walk *w = open(x, blocks);
        struct way way = {.to = 3};
        const struct walk_client client = {.event = look, .context = &way};
        struct walk_state s = walk_entry(w);
        s.position = 1;
        walk_set_result(w, &s, 0, SIGN_NEGATIVE);
        walk_run(w, &client, &s, 1);
        CHECK_NUMBER(&x->t, way.result, i);
        done(x);
    }
}

/* One arrival at f1 for each of what is known and still asked for. */
static void test_arrivals(struct fixture *x)
{
    bool wanted[8] = {[1] = true};
    struct walk *w =
        open(x, BLOCK(0) IF(0, N, "==", 2, 1, 2) BLOCK(1) CALL(0) GOTO(2) BLOCK(2) CALL(1)
                    IF(2, N, ">", 0, 3, 4) BLOCK(3) CALL(2) GOTO(4) BLOCK(4) END);
    const walk_states *all = walk_arrivals(w, wanted, NULL);
    CHECK_NUMBER(&x->t, all[1].len, 2);
    CHECK_NUMBER(&x->t, all[1].at[0].position, 1);
    CHECK_NUMBER(&x->t, all[2].len, 0);
    struct value_id n = w->fn->blocks.at[2].cond.value;
    uint8_t signs = walk_signs(w, &all[1].at[0], n) & walk_signs(w, &all[1].at[1], n);
    CHECK_NUMBER(&x->t, signs, SIGN_POSITIVE);
    done(x);
}

/* A coroutine made of a switch: `k = 5; return 1;` goes on at case 5, where static variables are as
 * they were. */
static void test_resume(struct fixture *x)
{
    const char *blocks = BLOCK(
        0) "    switch @1:5+6 v91={path " G
           " \"g\" 'g} [default] ->3 [0 0] ->1 [5 5] ->2\n" BLOCK(1) CALL(0)
               SET(1, G, "v92={int 5 \"5\"}") "    e2 return @1:1 v93={int 1 \"1\"}\n" END BLOCK(2)
                   CALL(3) GOTO(3) BLOCK(3) CALL(4) END;
    x->is_static = true;
    open(x, blocks);
    CHECK(&x->t, leads(x, 0, 3));
    CHECK(&x->t, leads(x, 0, 4));
    done(x);
}

/* The same, by elements: what is stored before the last block of a round is known in the next. */
static void test_resume_knows(struct fixture *x)
{
    x->is_static = true;
    open(x, "  path 5 global 3 index 0 \"g[0]\"\n"
            "  path 6 global 3 index 1 \"g[1]\"\n" BLOCK(
                0) "    switch @1:5+6 v91={path p5\"g[0]\" "
                   "\"g[0]\" 'g} [5 5] ->3 [0 0] ->1 [default] ->5\n" BLOCK(1) CALL(0)
                       SET(1, "p6\"g[1]\"", "v92={int 1 \"1\"}") GOTO(2) BLOCK(2) CALL(2)
                           SET(3, "p5\"g[0]\"",
                               "v93={int 5 \"5\"}") "    e4 return @3:1 v94={int 1 "
                                                    "\"1\"}\n" END BLOCK(3)
                                                        IF(4, "p6\"g[1]\"", "==", 0, 4, 5) BLOCK(4)
                                                            CALL(5) GOTO(5) BLOCK(5) CALL(6) END);
    CHECK(&x->t, leads(x, 0, 6));
    CHECK(&x->t, !leads(x, 0, 5));
    done(x);
}

/* if (n < s->mode) f0; if (n == 5) f1; */
static void test_compared_with_unknown(struct fixture *x)
{
    open(x, BLOCK(0) "    branch @1:9 v91={path " N " \"n\" 'n} < v92={path " MODE
                     " \"s->mode\" 'mode} ->1 ->2\n" BLOCK(1) CALL(0) GOTO(2) BLOCK(2)
                         IF(2, N, "==", 5, 3, 4) BLOCK(3) CALL(1) GOTO(4) BLOCK(4) END);
    CHECK(&x->t, leads(x, 0, 1));
    done(x);
}

/* `if (n OP NUMBER)`, and one on two variables, of something that is SIGNS. */
static void test_decides(struct fixture *x)
{
    static const struct {
        const char *branch;
        uint8_t signs;
        enum walk_branch way;
    } all[] = {
        {IF(0, N, "<", 0, 1, 1), SIGN_NEGATIVE, WALK_BRANCH_TRUE},
        {IF(0, N, "<", 0, 1, 1), SIGN_ZERO | SIGN_POSITIVE, WALK_BRANCH_FALSE},
        {IF(0, N, "<", 0, 1, 1), SIGN_NEGATIVE | SIGN_ZERO, WALK_BRANCH_UNKNOWN},
        {IF(0, N, "==", 3, 1, 1), SIGN_NEGATIVE, WALK_BRANCH_FALSE},
        {IF(0, N, "==", 3, 1, 1), SIGN_POSITIVE, WALK_BRANCH_UNKNOWN},
        {IF(0, N, "!=", -3, 1, 1), SIGN_ZERO, WALK_BRANCH_TRUE},
        {"    branch @1:9 v91={path " N " \"n\"} < v92={path " MODE " \"s->mode\"} ->1 ->1\n",
         SIGN_NEGATIVE, WALK_BRANCH_UNKNOWN},
        {"    branch @1:9 ? ->1 ->1\n", SIGN_NEGATIVE, WALK_BRANCH_UNKNOWN},
    };
    for (uint32_t i = 0; i < COUNT(all); i++) {
        struct walk *w = open(x, arena_printf(x->arena, BLOCK(0) "%s" BLOCK(1) END, all[i].branch));
        CHECK_NUMBER(&x->t, walk_decide(w, &w->fn->blocks.at[0].cond, all[i].signs), all[i].way);
        done(x);
    }
}

/* x = 1; f1; if (x == 0) f2; where the condition stands in the last block. */
static void test_last_block(struct fixture *x)
{
    open(x, BLOCK(0) SET(0, X, "v91={int 1 \"1\"}") CALL(1) GOTO(3) BLOCK(1) CALL(2) END BLOCK(2)
                END BLOCK(3) IF(3, X, "==", 0, 1, 2));
    CHECK(&x->t, !leads(x, 1, 2));
    done(x);
}

/* FLAGS variables that are independent of each other are tested, and all of them again: 2 to the
 * FLAGS states meet in between. Behind that, a call that the same test keeps from the first one. */
static void open_many(struct fixture *x, uint32_t flags)
{
    struct buf text = {0};
    uint32_t next = 0;
    for (uint32_t i = 0; i < flags; i++)
        buf_printf(&text, "  path %u local 0 index %u \"x%u\"\n", 5 + i, i, i);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < flags; i++, next += 2)
            buf_printf(&text,
                       "  block %u\n    branch @1:1 v%u={path p%u\"x\" \"x\" 'x} ->%u ->%u\n"
                       "  block %u\n    e%u call @%u:1+1 direct 1:f ( ) ignored\n"
                       "    goto @- ->%u\n",
                       next, next, 5 + i, next + 1, next + 2, next + 1, next / 2, next + 1,
                       next + 2);
    buf_printf(&text, "  block %u\n    return @99:1\n", next);
    open(x, text.at);
    buf_release(&text);
}

static void test_bound(struct fixture *x)
{
    uint32_t flags = 0;
    while (1U << flags < WALK_STATES)
        flags++;
    for (uint32_t more = 0; more < 2; more++) {
        open_many(x, flags + more);
        leads(x, 0, flags + more);
        CHECK_NUMBER(&x->t, x->walk.gave_up, more);
        CHECK(&x->t, leads(x, flags - 1, 2 * (flags + more) - 1)); /* no way is lost */
        done(x);
    }
}

int main(void)
{
    struct fixture x = {
        .strs = strs_new(), .diags = diags_new(), .arena = arena_new(), .effect = WALK_QUIET};
    test_ranges(&x);
    test_flag(&x);
    test_switch(&x);
    test_assigned(&x);
    test_copied(&x);
    test_shared(&x);
    test_loop(&x);
    test_stops(&x);
    test_result(&x);
    test_result_kept(&x);
    test_arrivals(&x);
    test_resume(&x);
    test_resume_knows(&x);
    test_compared_with_unknown(&x);
    test_decides(&x);
    test_last_block(&x);
    test_bound(&x);
    arena_free(x.arena);
    diags_free(x.diags);
    strs_free(x.strs);
    return test_end(&x.t);
}
