/* What all callers of a static function hand over, and what never runs then. */
#include "link/passed.h"
#include "passes.h"

struct row {
    const char *program;
    bool runs; /* the first call of k() in f */
};

static const struct row rows[] = {
    {"static f(n) { if (n == 2) k(); } g() { f(1); }", false},
    {"static f(n) { if (n == 2) k(); } g() { f(2); }", true},
    {"static f(n) { if (n != 2) k(); } g() { f(2); }", false},
    {"static f(n) { if (n) k(); } g() { f(0); }", false},
    {"static f(n) { if (!n) k(); } g(s) { f(&s); }", false},
    {"static f(n) { if (n & 4) k(); } g() { f(3); f(8); }", false},
    {"static f(n) { if (n & 4) k(); } g() { f(3); f(12); }", true},
    {"static f(n) { if (n > 7) k(); } g() { f(1); f(7); f(-3); }", false},
    {"static f(n) { if (n < 7) k(); } g() { f(9); f(7); f(8); }", false},
    {"static f(n) { if (n < 7) k(); } g() { f(9); f(6); f(8); }", true},
    {"static f(n, m) { if (n && m) k(); } g() { f(1, 0); f(0, 0); }", false},
    {"static f(n, m) { if (n && m) k(); } g() { f(1, 0); f(0, 1); }", true}, /* each by itself */
    {"static f(n) { switch (n) { case 1: h(); break; default: k(); } } g() { f(1); }", false},
    {"static f(n) { switch (n) { case 1: h(); break; default: k(); } } g() { f(2); }", true},
    /* not all that it is called with is known */
    {"static f(n) { if (n == 2) k(); } g(m) { f(1); f(m); }", true},
    {"static f(n) { if (n == 2) k(); } g() { f(1); f(h()); }", true},
    {"static f(n) { if (n == 2) k(); } g(s) { f(1); f(s.n); }", true},
    {"static f(n) { if (n == 2) k(); } g() { f(1); f(); }", true},
    {"static f(n) { if (n == 2) k(); }", true},
    {"f(n) { if (n == 2) k(); } g() { f(1); }", true}, /* others may call it */
    {"static f(n) { if (n == 2) k(); } g() { f(1); h(f); }", true},
    {"static f(n) { if (n == 2) k(); } g(s) { f(1); s.run = f; }", true},
    /* through others */
    {"static f(n) { if (n == 2) k(); } static g(m) { f(m); } e() { g(1); g(3); }", false},
    {"static f(n) { if (n == 2) k(); } static g(m) { f(m); } e() { g(1); g(2); }", true},
    {"static f(n) { if (n == 2) k(); } static g(m) { f(m + 1); } e() { g(2); g(3); }", false},
    {"static f(n) { if (n == 2) k(); } static g(m) { f(m + 1); } e() { g(1); g(3); }", true},
    {"static f(n) { if (n) k(); } static g(m) { f(!m); } e() { g(1); }", false},
    {"static f(n) { if (n == 2) k(); } static g(m) { if (m) f(2); else f(1); } e() { g(0); }",
     false},
    {"static f(n) { if (n == 2) k(); } static g(m) { if (m) f(2); else f(1); } e() { g(4); }",
     true},
    {"static f(n) { if (n == 2) k(); } g(m) { if (m) x = 1; else x = 3; f(x); }", false},
    {"static f(n) { if (n == 2) k(); } g(m) { if (m) x = 1; else x = 2; f(x); }", true},
    /* in circles */
    {"static f(n) { if (n == 2) k(); if (h()) f(n); } g() { f(1); }", false},
    {"static f(n) { if (n == 2) k(); if (h()) f(2); } g() { f(1); }", true},
    {"static f(n) { if (n == 2) k(); if (h()) f(n + 1); } g() { f(1); }", true},
    {"static f(n) { if (n == 2) k(); g(n); } static g(m) { if (h()) f(m); } e() { g(1); f(3); }",
     false},
    {"static f(n) { if (n == 2) k(); g(n); } static g(m) { if (h()) f(m); } e() { g(1); f(2); }",
     true},
    {"static f(n) { if (n == 2) k(); if (n == 4) f(2); } g() { f(1); }", false},
    /* behind what never returns nothing is stored, and nothing comes from there */
    {"@noreturn die(); static f(n) { x = n; if (h()) { die(); if (n) x = 2; } if (x == 2) k(); } "
     "g() { f(1); }",
     false},
    {"@noreturn die(); static f(n) { x = n; if (h()) { l(); if (n) x = 2; } if (x == 2) k(); } "
     "g() { f(1); }",
     true},
    /* what it is later is another thing */
    {"static f(n) { n = h(); if (n == 2) k(); } g() { f(1); }", true},
};

static void test_rows(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_unit(x, "a.c", rows[i].program);
        passes_run(x);
        const struct call *k = passes_call(x, "f", "k", 0);
        const struct bodies *b = x->analysis->bodies;
        bool live = body_is_live(b, k->node, k->event);
        if (!CHECK_NUMBER(&x->t, live, rows[i].runs) ||
            !CHECK_NUMBER(&x->t, body_never_runs(b, k->node, k->event), !rows[i].runs))
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(x);
    }
}

/* What a unit calls whose file is another one's, too, or which has errors, is not all. */
static void test_hidden(struct passes *x)
{
    static const char f[] = "static f(n) { if (n == 2) k(); } g() { f(1); }";
    passes_unit(x, "a.c", f);
    passes_unit(x, "a.c", f);
    passes_run(x);
    const struct call *k = passes_call(x, "f", "k", 0);
    CHECK(&x->t, body_is_live(x->analysis->bodies, k->node, k->event));
    passes_done(x);
}

/* The numbers themselves, each once and in order. */
static void test_numbers(struct passes *x)
{
    passes_unit(
        x, "a.c",
        "static f(n, m) { if (n && m) k(); } g(s) { f(7, &s); f(-2, 0); f(7, 0); f(3, 0); }");
    passes_run(x);
    const struct call *k = passes_call(x, "f", "k", 0);
    const struct passed *n = passed_param(x->analysis->bodies, k->node, 0),
                        *m = passed_param(x->analysis->bodies, k->node, 1);
    CHECK(&x->t, n && n->numbers.len == 3 && !n->set);
    CHECK(&x->t, n && n->numbers.at[0] == -2 && n->numbers.at[1] == 3 && n->numbers.at[2] == 7);
    CHECK(&x->t, m && m->numbers.len == 1 && !m->numbers.at[0] && m->set);
    CHECK(&x->t, !passed_param(x->analysis->bodies, k->node, 2));
    passes_done(x);
}

int main(void)
{
    struct passes x = {0};
    PASSES_EACH_TURN(x)
    {
        test_rows(&x);
        test_hidden(&x);
        test_numbers(&x);
    }
    return passes_end(&x);
}
