/* What functions block on: the best way to each, whatever the order of definitions, how deep or how
 * many they are. */
#include "check/leaf_finding.h"
#include "effects/leaf_set.h"
#include "passes.h"

/* "sleep usleep, ...": kind and end of the best leaf of each kind, by kind. */
static const char *leaves_of(struct passes *x, const char *function)
{
    leaf_vec leaves = {0};
    summary_of_function(effects_all_summaries(x->analysis->effects), x->arena,
                        passes_node(x, function), CONTEXT_LOOP, &leaves);
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; i < leaves.len; i++)
        buf_printf(&x->text, "%s%s %s", i ? ", " : "", block_kind_name(leaves.at[i]->kind),
                   leaf_callee_name(x->program, leaves.at[i]));
    return x->text.at;
}

struct row {
    const char *program, *leaves; /* of `f` */
};

static const struct row rows[] = {
    {"f() { usleep(5); }", "sleep usleep"},
    {"f() { g(); } g() { usleep(5); }", "sleep usleep"},
    {"f() { sem_wait(1); usleep(5); }", "sleep usleep, lock sem_wait"},
    {"f() { }", ""},
    {"@noreturn die(); f() { usleep(5); die(); }", ""},
    /* leaves that are handed on in turn, under needs: their order turns round for ever */
    {"f(a) { if (a == 2) getaddrinfo(0, 0, 0, 0); g(0); i(x); }"
     "g(a) { if (a == 2) h(a); sem_wait(0); if (a == 2) usleep(5); i(a); fsync(3); f(a); }"
     "h(a) { f(0); if (!a) fsync(3); }"
     "i(a) { if (a == 2) fsync(3); if (a == 2) sem_wait(0); j(a + 1); if (x) g(1); }"
     "j(a) { if (a) getaddrinfo(0, 0, 0, 0); if (a == 2) fsync(3); h(a + 1); sem_wait(0); }"
     "var x;",
     "lock sem_wait, file fsync"},
    /* what the callers decide */
    {"f() { g(0); } g(n) { if (n) usleep(5); }", ""},
    {"f() { g(1); } g(n) { if (n) usleep(5); }", "sleep usleep"},
    {"f() { h(3); } h(m) { g(m & 4); } g(n) { if (n) usleep(5); }", ""},
    {"f() { h(4); } h(m) { g(m & 4); } g(n) { if (n) usleep(5); }", "sleep usleep"},
    {"f(s) { g(s); } g(n) { if (n) usleep(5); }", "sleep usleep"},
    /* not into what has a context of its own */
    {"f() { tick(); } tick() { usleep(5); } start(t) { uv_timer_start(t, tick, 1, 1); }", ""},
    /* a library's function through a pointer is a leaf of who calls it */
    {"f() { x = usleep; x(5); }", "sleep usleep"},
    {"f() { each(usleep); } each(fn) { fn(5); }", "sleep usleep"},
};

static void test_rows(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_one(x, rows[i].program);
        if (!CHECK_TEXT(&x->t, leaves_of(x, "f"), rows[i].leaves))
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(x);
    }
}

/* ---- what packs say of a call ---- */

static const char pack[] =
    "nostall: 1\npack: p\nnonblocking: [quick]\n"
    "descriptors:\n  open:\n"
    "    - {function: open_b, kind: socket, source: s}\n"
    "    - {function: open_n, kind: socket, nonblocking: true, source: s}\n"
    "    - {function: open_file, kind: file, source: s}\n"
    "blocking:\n"
    "  - {functions: [by_fd], kind: io, fd: 0, certainty: depends, source: s}\n"
    "  - {functions: [short_io], kind: io, stall: short, source: s}\n"
    "  - {functions: [unless_1], kind: client, unless: [{arg: 0, equals: 1}], source: s}\n"
    "  - {functions: [when_1], kind: client, when: [{arg: 0, equals: 1}], source: s}\n"
    "  - {functions: [two_args], arity: 2, kind: client, source: s}\n"
    "  - {functions: [in_co], kind: client, in: coroutine, source: s}\n"
    "  - {functions: [timed], kind: client, duration: {arg: 0, unit: ms}, source: s}\n"
    "  - {functions: [fsync_it], kind: file, stall: long, source: s}\n"
    "run_loop: [{function: run, when: {arg: 0, equals: 1}}]\n";

static const struct row ruled[] = {
    {"f() { by_fd(open_b()); }", "io by_fd always unbounded"},
    {"f() { by_fd(open_n()); }", ""},
    {"f() { by_fd(open_file()); }", "file by_fd usually short"},
    {"f(n) { by_fd(n); }", "io by_fd depends unbounded"},
    {"f() { g(open_b()); } g(a) { by_fd(a); }", "io by_fd always unbounded"},
    {"f() { g(open_n()); } g(a) { by_fd(a); }", ""},
    {"f() { g(open_file()); } g(a) { by_fd(a); }", "file by_fd usually short"},
    {"f(n) { g(n); } g(a) { by_fd(a); }", "io by_fd depends unbounded"},
    {"f() { unless_1(1); }", ""},
    {"f() { unless_1(2); }", "client unless_1 usually unbounded"},
    {"f(n) { unless_1(n); }", "client unless_1 usually unbounded"},
    {"f() { g(1); } g(a) { unless_1(a); }", ""},
    {"f() { g(2); } g(a) { unless_1(a); }", "client unless_1 usually unbounded"},
    {"f() { when_1(1); }", "client when_1 usually unbounded"},
    {"f() { when_1(2); }", ""},
    {"f(n) { when_1(n); }", ""},
    {"f() { g(1); } g(a) { when_1(a); }", "client when_1 usually unbounded"},
    {"f() { g(2); } g(a) { when_1(a); }", ""},
    {"f() { h(1); } h(a) { g(a); } g(a) { when_1(a); }", "client when_1 usually unbounded"},
    {"f() { two_args(1, 2); }", "client two_args usually unbounded"},
    {"f() { two_args(1); }", ""},
    {"f() { in_co(); }", ""}, /* asked about on the loop */
    {"f() { timed(5); }", "client timed usually short"},
    {"f() { timed(10); }", "client timed usually long"},
    {"f() { timed(-1); }", "client timed usually unbounded"},
    {"f(n) { timed(n); }", "client timed usually unbounded"},
    {"f() { g(5); } g(a) { timed(a); }", "client timed usually short"},
    {"f() { g(10); } g(a) { timed(a); }", "client timed usually long"},
    {"f() { fsync_it(1); }", "file fsync_it usually long"},
    /* the worst, the surest, the nearest */
    {"f(n) { timed(5); timed(n); }", "client timed usually unbounded"},
    {"f(n) { timed(n); timed(5); }", "client timed usually unbounded"},
    {"f(n) { by_fd(n); by_fd(open_b()); }", "io by_fd always unbounded"},
    {"f(n) { by_fd(open_b()); by_fd(n); }", "io by_fd always unbounded"},
    {"f(n) { by_fd(n); short_io(); }", "io short_io usually short"}, /* what is shown comes first */
    {"f(n) { short_io(); by_fd(n); }", "io short_io usually short"},
    /* where bodies speak, and where they do not */
    {"f() { quick(); } quick() { usleep(5); }", ""},
    {"f() { usleep(5); } usleep(n) { }", ""}, /* the program's own */
    {"f() { fsync_it(1); } fsync_it(n) { }", "file fsync_it usually long"},
    {"f(s) { s.run = g; s.run(); } g() { timed(5); }", ""}, /* declared by the call itself */
};

/* "client timed usually long, ...": kind, end, certainty and class of the best of each kind. */
static const char *judged(struct passes *x, const char *function)
{
    leaf_vec leaves = {0};
    summary_of_function(effects_all_summaries(x->analysis->effects), x->arena,
                        passes_node(x, function), CONTEXT_LOOP, &leaves);
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; i < leaves.len; i++)
        buf_printf(&x->text, "%s%s %s %s %s", i ? ", " : "", block_kind_name(leaves.at[i]->kind),
                   leaf_callee_name(x->program, leaves.at[i]),
                   certainty_name(leaves.at[i]->certainty), stall_name(leaves.at[i]->stall));
    return x->text.at;
}

static void test_ruled(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(ruled); i++) {
        passes_pack(x, pack);
        passes_one(x, ruled[i].program);
        if (!CHECK_TEXT(&x->t, judged(x, "f"), ruled[i].leaves))
            fprintf(stderr, "  in %s\n", ruled[i].program);
        passes_done(x);
    }
}

/* Three functions that call each other, defined in each order: the same answers. */
static void test_recursion(struct passes *x)
{
    static const char *const parts[] = {"a(n) { if (n) b(); usleep(5); } ",
                                        "b(n) { if (n) c(); if (n) a(); } ",
                                        "c(n) { if (n) b(); } "};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (uint32_t i = 0; i < COUNT(orders); i++) {
        passes_open(x);
        passes_one(x, arena_printf(x->arena, "%s%s%s", parts[orders[i][0]], parts[orders[i][1]],
                                   parts[orders[i][2]]));
        CHECK_TEXT(&x->t, leaves_of(x, "a"), "sleep usleep");
        CHECK_TEXT(&x->t, leaves_of(x, "b"), "sleep usleep");
        CHECK_TEXT(&x->t, leaves_of(x, "c"), "sleep usleep");
        passes_done(x);
    }
}

#define DEEP 300

/* In both orders; the witness has each step. */
static void test_depth(struct passes *x)
{
    for (int up = 0; up < 2; up++) {
        struct buf text = {0};
        for (int k = 1; k < DEEP; k++) {
            int i = up ? k : DEEP - k;
            buf_printf(&text, "f%d() { f%d(); } ", i, i - 1);
        }
        buf_puts(&text, "f0() { usleep(5); }");
        passes_one(x, text.at);
        leaf_vec leaves = {0};
        char last[16];
        snprintf(last, sizeof last, "f%d", DEEP - 1);
        summary_of_function(effects_all_summaries(x->analysis->effects), x->arena,
                            passes_node(x, last), CONTEXT_LOOP, &leaves);
        if (CHECK_NUMBER(&x->t, leaves.len, 1)) {
            uint32_t steps = 0;
            for (const struct leaf *l = leaves.at[0]; l; l = l->down)
                steps++;
            CHECK_NUMBER(&x->t, steps, DEEP);
            CHECK_NUMBER(&x->t, leaves.at[0]->depth, DEEP - 1);
        }
        buf_release(&text);
        passes_done(x);
    }
}

/* The worst leaf comes last in the program, behind eight of its kind that are less sure. */
static void test_nine(struct passes *x)
{
    passes_one(x, "count(m) { pthread_mutex_lock(m); pthread_mutex_unlock(m); } "
                  "var a; var b; var c; var d; var e; var g; var h; var i; "
                  "all() { count(&a); count(&b); count(&c); count(&d); count(&e); count(&g); "
                  "count(&h); count(&i); } f() { all(); sem_wait(1); }");
    CHECK_TEXT(&x->t, leaves_of(x, "f"), "lock sem_wait");
    passes_done(x);
}

/* `f` calls LEN functions of which each blocks, the last one without a limit. */
static void many(struct passes *x, uint32_t len)
{
    struct buf text = {0};
    for (uint32_t i = 0; i + 1 < len; i++)
        buf_printf(&text, "g%u() { usleep(5); } ", i);
    buf_printf(&text, "g%u() { sleep(x); } f() { ", len - 1);
    for (uint32_t i = 0; i < len; i++)
        buf_printf(&text, "g%u(); ", i);
    buf_puts(&text, "}");
    passes_one(x, text.at);
    buf_release(&text);
}

/* At the bound nothing is lost; past it the worst stay, and it is said. */
static void test_bound(struct passes *x)
{
    for (uint32_t more = 0; more < 2; more++) {
        many(x, LEAVES_MAX + more);
        const struct summaries *s = effects_all_summaries(x->analysis->effects);
        const leaf_vec *kept = summary_kept(s, passes_node(x, "f"));
        CHECK_NUMBER(&x->t, kept->len, LEAVES_MAX);
        CHECK_NUMBER(&x->t, summary_was_cut(s).i, more ? passes_node(x, "f").i : FACTS_NONE);
        CHECK_NUMBER(&x->t, effects_cut(x->analysis->effects).i, summary_was_cut(s).i);
        CHECK_TEXT(&x->t, leaves_of(x, "f"), "sleep sleep");
        passes_done(x);
    }
}

/* `g` blocks for each of LEN numbers, and `f` hands it another one. */
static void ways(struct passes *x, uint32_t len)
{
    struct buf text = {0};
    buf_puts(&text, "f() { g(-1); } h() { sleep(x); } g(n) { ");
    for (uint32_t i = 0; i < len; i++)
        buf_printf(&text, "if (n == %u) h(); ", i);
    buf_puts(&text, "}");
    passes_one(x, text.at);
    buf_release(&text);
}

/* Up to the bound callers are told apart; past it no leaf is lost, and it is said. */
static void test_ways(struct passes *x)
{
    for (uint32_t more = 0; more < 2; more++) {
        ways(x, LEAF_WAYS_MAX + more);
        const struct summaries *s = effects_all_summaries(x->analysis->effects);
        CHECK_NUMBER(&x->t, summary_kept(s, passes_node(x, "g"))->len, LEAF_WAYS_MAX + more);
        CHECK_TEXT(&x->t, leaves_of(x, "f"), more ? "sleep sleep" : "");
        CHECK_NUMBER(&x->t, effects_joined(x->analysis->effects).i,
                     more ? passes_node(x, "g").i : FACTS_NONE);
        passes_done(x);
    }
}

/* What needs no more than another way makes that one superfluous. */
static void test_covered(struct passes *x)
{
    passes_one(x, "f(n) { if (n) h(); h(); } h() { sleep(x); }");
    const struct summaries *s = effects_all_summaries(x->analysis->effects);
    CHECK_NUMBER(&x->t, summary_kept(s, passes_node(x, "f"))->len, 1);
    passes_done(x);
    passes_one(x, "f(n) { if (n == 1) h(); if (n == 2) h(); } h() { sleep(x); }");
    s = effects_all_summaries(x->analysis->effects);
    CHECK_NUMBER(&x->t, summary_kept(s, passes_node(x, "f"))->len, 2);
    passes_done(x);
}

int main(void)
{
    struct passes x = {.headers = {"uv.h", "pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        test_rows(&x);
        test_ruled(&x);
        test_recursion(&x);
        test_depth(&x);
        test_nine(&x);
        test_bound(&x);
        test_ways(&x);
        test_covered(&x);
    }
    return passes_end(&x);
}
