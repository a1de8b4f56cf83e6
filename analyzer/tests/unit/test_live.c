/* Which code runs at all, and in which contexts: ends of the process, fork, guards, threads. */
#include "passes.h"

/* Contexts in which the call of k() in f can run. */
static uint8_t mask(const struct passes *x)
{
    const struct call *k = passes_call(x, "f", "k", 0);
    const uint8_t *masks = x->analysis->bodies->at[k->node.i].masks;
    return masks ? masks[k->event] : CONTEXT_NONE;
}

#define ALL CONTEXT_ANY
#define NONE CONTEXT_NONE
#define IN CONTEXT_COROUTINE
#define OUT (CONTEXT_ANY & ~CONTEXT_COROUTINE)

struct row {
    const char *program; /* of f(n, m) where it has no function */
    uint8_t mask;
};

static const struct row rows[] = {
    {"k();", ALL},
    {"if (n) k();", ALL},
    {"return; k();", NONE},
    /* what only leads to the end */
    {"k(); die();", NONE},
    {"die(); k();", NONE},
    {"if (n) { k(); die(); }", NONE},
    {"if (n) die(); k();", ALL},
    {"k(); if (n) die(); else die();", NONE},
    {"k(); if (n) die();", ALL},
    {"k(); if (n) die(); return;", ALL},
    {"k(); while (n) h(); die();", ALL}, /* may go on for ever */
    {"k(); while (1) h();", ALL},
    {"k(); fatal();", NONE}, /* the packs' word */
    {"k(); f_ends();", NONE},
    {"k(); f_may_end(n);", ALL},
    {"k(); f_ends_below();", NONE},
    {"k(); wait_a_bit(); die();", ALL}, /* others run meanwhile */
    {"k(); no_switch(); die();", NONE},
    {"k(); end_thread();", ALL},
    {"k(); m.end();", ALL},
    /* the child after fork */
    {"if (fork() == 0) k();", NONE},
    {"if (fork() != 0) k();", ALL},
    {"if (fork() == 0) return; k();", ALL},
    {"if (fork() != 0) return; k();", NONE},
    {"if (fork()) k();", ALL},
    {"if (!fork()) k();", NONE},
    {"x = fork(); if (x == 0) k();", NONE},
    {"x = fork(); if (x > 0) k();", ALL},
    {"x = fork(); if (x > 0) return; k();", NONE},
    {"x = fork(); if (x < 0) return; k();", ALL},
    {"x = fork(); if (x >= 0) k();", ALL},
    {"x = fork(); if (x <= 0) k();", ALL},
    {"x = fork(); if (x == 1) k();", ALL},
    {"x = fork(); if (x == 1) return; k();", ALL},
    {"x = fork(); if (x != -1) k();", ALL},
    {"x = fork(); if (x != -1) return; k();", ALL},
    {"x = fork(); if (x > -1) k();", ALL},
    {"x = fork(); if (x > -1) return; k();", ALL},
    {"x = fork(); if (x != n) k();", ALL},
    {"x = fork(); if (x == n) k();", ALL},
    {"x = fork(); if (n == 0) k();", ALL},
    {"x = h(); if (x == 0) k();", ALL},
    {"x = n; x = fork(); if (!x) k();", NONE},
    {"x = fork(); switch (x) { case 0: k(); }", NONE},
    {"x = fork(); switch (x) { case 1: k(); }", ALL},
    {"x = fork(); switch (x) { case 0: h(); break; default: k(); }", ALL},
    {"x = fork(); switch (n) { case 0: k(); }", ALL},
    {"x = forks(); if (x == 0) k();", NONE},
    {"x = forks_below(); if (x == 0) k();", NONE},
    {"x = forks_not(); if (x == 0) k();", ALL},
    /* guards of coroutines */
    {"if (in_coroutine()) k();", IN},
    {"if (!in_coroutine()) k();", OUT},
    {"if (in_coroutine()) return; k();", OUT},
    {"if (in_coroutine()) h(); k();", ALL},
    {"if (in_coroutine() == 0) k();", OUT},
    {"if (in_coroutine() != 0) k();", IN},
    {"if (in_coroutine() == 1) k();", IN},
    {"x = in_coroutine(); if (x) k();", IN},
    {"x = in_coroutine(); x = n; if (x) k();", ALL},
    {"if (not_in_coroutine()) k();", OUT},
    {"if (!not_in_coroutine()) k();", IN},
    {"assert_in(); k();", IN},
    {"k(); assert_in();", ALL},
    {"assert_not_in(); k();", OUT},
    {"if (n) assert_in(); k();", ALL},
    {"if (n) assert_in(); else assert_in(); k();", IN},
    {"assert_in(); if (in_coroutine()) return; k();", NONE},
    {"if (assert_in()) k();", IN}, /* not asked: it narrows all that follows */
    {"if (assert_in()) return; k();", IN},
    /* guards of the loop's thread */
    {"if (on_loop()) k();", ALL},
    {"if (!on_loop()) k();", NONE},
    {"if (starting()) k();", NONE},
    {"if (!starting()) k();", ALL},
    {"if (starting() == 0) k();", ALL},
    {"if (starting() != 0) k();", NONE},
    {"if (n == STARTING1) k();", NONE}, /* by the names that are spelled */
    {"if (n != STARTING1) k();", ALL},
    {"if (n != STARTING1) return; k();", NONE},
    {"if (n & STARTING1) k();", NONE},
    {"if (n == OTHER1) k();", ALL},
    {"if (n + STARTING1) k();", NONE},
    {"if (loop_or_not()) k();", ALL},
    {"if (!loop_or_not()) k();", ALL},
    /* out of memory */
    {"x = malloc(n); if (!x) k();", NONE},
    {"x = malloc(n); if (x) k();", ALL},
    {"x = h(n); if (!x) k();", ALL},
    {"if (!malloc(n)) k();", NONE},
    {"x = malloc(n); x = h(n); if (!x) k();", ALL},
    {"x = malloc(n); if (m) x = malloc(m); if (!x) k();", NONE},
    {"x = malloc(n); if (!m) k();", ALL},
    {"x = malloc(n); if (!x.y) k();", ALL},
    {"m = malloc(n); if (!m) k();", ALL}, /* the caller's own until then */
    /* variables that only ever have one constant */
    {"x = 0; if (x) k();", NONE},
    {"x = 0; if (!x) k();", ALL},
    {"x = 1; if (x) k();", ALL},
    {"x = 1; if (!x) k();", NONE},
    {"x = 0; h(&x); if (x) k();", ALL},
    {"x = 0; if (n) x = 1; if (x) k();", ALL},
    {"x = n; if (x) k();", ALL},
    /* what contradicts itself */
    {"if (n) if (!n) k();", NONE},
    {"if (n) if (!m) k();", ALL},
    {"if (n) if (n == 0) k();", NONE},
    {"if (n == 1) if (n == 2) k();", NONE},
    {"if (n == 1) if (n == 1) k();", ALL},
    {"if (n == 1) if (m == 2) k();", ALL},
    {"if (n) { if (m) h(); else die(); if (!m) k(); }", NONE},
    {"if (!n) return; while (m) if (!n) k();", NONE},
};

static const char pack[] =
    "nostall: 1\npack: p\nforks: [fork]\nnoreturn: [fatal]\n"
    "coroutines:\n"
    "  guards: {in_coroutine: [in_coroutine], not_in_coroutine: [not_in_coroutine],\n"
    "           assert_in: [assert_in], assert_not_in: [assert_not_in]}\n"
    "  suspend: {functions: [wait_a_bit]}\n"
    "cancellation: {model: unwind, ends_thread: [end_thread], points: [no_switch]}\n"
    "guards: {on_loop: [on_loop], not_on_loop: [starting, STARTING1]}\n";

static const char others[] =
    "@noreturn die(); f_ends() { h(); die(); } f_may_end(a) { if (a) die(); } "
    "f_ends_below() { if (h()) f_ends(); else die(); } "
    "forks() { x = fork(); return x; } forks_below() { return forks(); } "
    "forks_not() { fork(); return h(); } loop_or_not(a) { return on_loop() & a; } ";

static void check(struct passes *x, const char *program, uint8_t want)
{
    passes_one(x, program);
    if (!CHECK_NUMBER(&x->t, mask(x), want))
        fprintf(stderr, "  in %s\n", program);
    passes_done(x);
}

static void test_rows(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_pack(x, pack);
        check(x, arena_printf(x->arena, "%sf(n, m) { %s }", others, rows[i].program), rows[i].mask);
    }
}

/* ---- which thread this is ---- */

#define NOTED "var loop; var other; init() { loop = pthread_self(); other = h(); } "

static const struct row threads[] = {
    {"f() { if (pthread_equal(loop, pthread_self())) k(); }", ALL},
    {"f() { if (!pthread_equal(loop, pthread_self())) k(); }", NONE},
    {"f() { if (!pthread_equal(pthread_self(), loop)) k(); }", NONE},
    {"f() { if (!pthread_equal(pthread_self(), other)) k(); }", ALL},
    {"f() { if (!pthread_equal(other, loop)) k(); }", ALL},
    {"f() { if (!pthread_equal(loop, loop)) k(); }", ALL},
    {"f() { if (loop == pthread_self()) k(); }", ALL},
    {"f() { if (loop != pthread_self()) k(); }", NONE},
    {"f() { if (pthread_self() != loop) k(); }", NONE},
    {"f() { if (pthread_self() != other) k(); }", ALL},
    {"f() { if (loop == pthread_self()) return; k(); }", NONE},
    {"f() { if (loop < pthread_self()) k(); }", ALL},
    {"f() { x = pthread_self(); if (loop != x) k(); }", NONE},
    {"f() { x = h(); if (loop != x) k(); }", ALL},
    {"f() { x = pthread_equal(loop, pthread_self()); if (!x) k(); }", NONE},
    {"f() { if (pthread_equal(loop, pthread_self()) == 0) k(); }", NONE},
    {"f() { if (pthread_equal(loop, pthread_self()) != 0) k(); }", ALL},
    {"f() { x = pthread_self(); if (!uv_thread_equal(&loop, &x)) k(); }", NONE},
    {"f() { x = h(); if (!uv_thread_equal(&loop, &x)) k(); }", ALL},
    {"f() { x = pthread_self(); x = h(); if (!uv_thread_equal(&loop, &x)) k(); }", ALL},
    {"f() { ptr x; if (!uv_thread_equal(&loop, &x)) k(); }", ALL},
    /* in functions that return it */
    {"is_loop() { return pthread_self() == loop; } f() { if (!is_loop()) k(); }", NONE},
    {"is_loop() { return pthread_self() == loop; } f() { if (is_loop()) k(); }", ALL},
    {"is_other() { return pthread_self() != loop; } f() { if (is_other()) k(); }", NONE},
    {"is_other() { return pthread_self() != loop; } f() { if (!is_other()) k(); }", ALL},
    {"is_other() { return !pthread_equal(pthread_self(), loop); } f() { if (is_other()) k(); }",
     NONE},
    {"is_loop() { return pthread_self() == loop; } both() { return is_loop(); } "
     "f() { if (!both()) k(); }",
     NONE},
    {"is_loop() { return (pthread_self() == loop) != 0; } f() { if (!is_loop()) k(); }", NONE},
    {"is_other() { return (pthread_self() == loop) == 0; } f() { if (is_other()) k(); }", NONE},
    {"is_one() { return (pthread_self() == loop) == 1; } f() { if (!is_one()) k(); }", ALL},
    {"sure(n) { if (n) return pthread_self() == loop; return loop == pthread_self(); } "
     "f() { if (!sure(1)) k(); }",
     NONE},
    {"unsure(n) { if (n) return pthread_self() == loop; return 0; } f() { if (!unsure(1)) k(); }",
     ALL},
    {"mixed(n) { if (n) return pthread_self() == loop; return loop != pthread_self(); } "
     "f() { if (!mixed(1)) k(); }",
     ALL},
    {"nothing() { return; } f() { if (!nothing()) k(); }", ALL},
    /* noted in fields, too; not where a thread begins */
    {"start(s) { s.thread = pthread_self(); } f(s) { if (s.thread != pthread_self()) k(); }", NONE},
    {"f(s) { if (s.thread != pthread_self()) k(); }", ALL},
    {"work(s) { s.thread = pthread_self(); } start(t) { pthread_create(t, 0, work, 0); } "
     "f(s) { if (s.thread != pthread_self()) k(); }",
     ALL},
    {"work(s) { s.thread = pthread_self(); } "
     "f(s) { if (s.thread != pthread_self()) k(); pthread_create(0, 0, h, 0); } "
     "start(t) { pthread_create(t, 0, work, 0); }", /* the last function of all */
     ALL},
    {"start(s) { s[1] = pthread_self(); } f(s) { if (s[1] != pthread_self()) k(); }", ALL},
    {"start() { x = pthread_self(); } f() { x = h(); if (x != pthread_self()) k(); }", ALL},
};

static void test_threads(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(threads); i++) {
        passes_open(x);
        check(x, arena_printf(x->arena, NOTED "%s", threads[i].program), threads[i].mask);
    }
}

int main(void)
{
    struct passes x = {.headers = {"pthread.h", "uv.h"}};
    PASSES_EACH_TURN(x)
    {
        test_rows(&x);
        test_threads(&x);
    }
    return passes_end(&x);
}
