/* Where coroutines give way: through calls, recursion, pointers to few and to many. */
#include "effects/suspend.h"
#include "passes.h"

/* A program of State Threads: what it calls says that it is one. */
static void one(struct passes *x, const char *text)
{
    passes_unit(x, "init.c", "init() { st_init(); }");
    passes_one(x, text);
}

static const struct suspension *of(const struct passes *x, const char *function)
{
    return suspend_of_function(effects_suspends(x->analysis->effects), passes_node(x, function));
}

/* "g > st_usleep": the way from the function down. */
static const char *way(struct passes *x, const char *function)
{
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (const struct suspension *s = of(x, function); s; s = s->down)
        buf_printf(&x->text, "%s%s", x->text.len ? " > " : "",
                   s->down ? program_text(x->program, program_get(x->program, s->callee)->name)
                           : suspend_name(x->program, s));
    return x->text.at;
}

struct row {
    const char *program, *way; /* of `f` */
};

static const struct row rows[] = {
    {"f() { st_usleep(1); }", "st_usleep"},
    {"f() { }", ""},
    {"f() { g(); } g() { h(); } h() { st_usleep(1); }", "g > h > st_usleep"},
    {"f() { h(); g(); } g() { st_usleep(1); } h() { g(); }", "g > st_usleep"}, /* the nearest */
    {"f(s) { s.run(); } g() { st_usleep(1); } set(s) { s.run = g; }", "g > st_usleep"},
    {"f() { x = g; x(); } g() { st_usleep(1); }", "g > st_usleep"},
    {"f() { each(g); } each(fn) { fn(); } g() { st_usleep(1); }", "g > st_usleep"},
    {"@noreturn die(); f() { st_usleep(1); die(); }", "st_usleep"}, /* others run */
    {"f() { g(0); } g(n) { if (n) st_usleep(1); }", ""},
    {"f() { g(1); } g(n) { if (n) st_usleep(1); }", "g > st_usleep"},
    {"f(t) { pthread_create(t, 0, g, 0); } g() { st_usleep(1); }", ""},
};

static void test_rows(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        one(x, rows[i].program);
        if (!CHECK_TEXT(&x->t, way(x, "f"), rows[i].way))
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(x);
    }
}

static void test_recursion(struct passes *x)
{
    static const char *const parts[] = {"a(n) { if (n) b(); st_usleep(1); } ",
                                        "b(n) { if (n) c(); if (n) a(); } ",
                                        "c(n) { if (n) b(); } "};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (uint32_t i = 0; i < COUNT(orders); i++) {
        passes_open(x);
        one(x, arena_printf(x->arena, "%s%s%s", parts[orders[i][0]], parts[orders[i][1]],
                            parts[orders[i][2]]));
        CHECK_TEXT(&x->t, way(x, "a"), "st_usleep");
        CHECK_TEXT(&x->t, way(x, "b"), "a > st_usleep");
        CHECK_TEXT(&x->t, way(x, "c"), "b > a > st_usleep");
        passes_done(x);
    }
}

/* One function behind a pointer waits, LEN do not. */
static void few(struct passes *x, uint32_t len)
{
    struct buf text = {0};
    buf_puts(&text, "f(s) { s.run(); } g() { st_usleep(1); } set(s) { s.run = g; ");
    for (uint32_t i = 0; i < len; i++)
        buf_printf(&text, "s.run = h%u; ", i);
    buf_puts(&text, "} ");
    for (uint32_t i = 0; i < len; i++)
        buf_printf(&text, "h%u() { } ", i);
    one(x, text.at);
    buf_release(&text);
}

/* Where all that is stored waits it is certain, where some do it depends, where few do it is a
 * guess. */
static void test_few(struct passes *x)
{
    few(x, 0);
    CHECK(&x->t, of(x, "f") && of(x, "f")->certainty == CERTAINTY_ALWAYS && !of(x, "f")->guess);
    passes_done(x);
    few(x, 1);
    CHECK(&x->t, of(x, "f") && of(x, "f")->certainty < CERTAINTY_ALWAYS && !of(x, "f")->guess);
    passes_done(x);
    few(x, 40);
    CHECK(&x->t, of(x, "f") && of(x, "f")->guess);
    passes_done(x);
}

static void test_cut(struct passes *x)
{
    passes_pack(x, "nostall: 1\npack: p\ncut:\n  - {caller: f, callee: g, reason: never}\n");
    one(x, "f(s) { s.run(); g(); } k(s) { s.run(); } g() { st_usleep(1); } "
           "set(s) { s.run = g; }");
    CHECK_TEXT(&x->t, way(x, "f"), "");
    CHECK_TEXT(&x->t, way(x, "k"), "g > st_usleep");
    passes_done(x);
}

int main(void)
{
    struct passes x = {.headers = {"st.h", "pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        test_rows(&x);
        test_recursion(&x);
        test_few(&x);
        test_cut(&x);
    }
    return passes_end(&x);
}
