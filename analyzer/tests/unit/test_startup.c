/* Code that does not run while a loop does: behind a test that passes before the loop alone. */
#include "effects/startup.h"
#include "passes.h"

static const struct {
    const char *program; /* with `var up;`, and a call of k() in f */
    bool only;
} rows[] = {
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (up) return; k(); }", true},
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (!up) return; k(); }", false},
    {"main() { f(); up = 1; uv_run(0, 0); } f() { k(); if (up) return; }", false},
    {"main() { f(); up = 1; uv_run(0, 0); } f(n) { if (n) if (up) return; k(); }", false},
    /* the forms of the question */
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (!up) k(); }", true},
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (up) k(); }", false},
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (up == 0) k(); }", true},
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (up != 0) k(); }", false},
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (up != 0) return; k(); }", true},
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (up == 1) return; k(); }", true},
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (up < 1) k(); }", true},
    {"main() { f(); up = 1; uv_run(0, 0); } f(s) { if (!s.up) k(); }", false},
    {"main() { f(); up = 1; uv_run(0, 0); } f() { if (!other) k(); }", false},
    {"main() { other = 1; up = 1; uv_run(0, 0); } f() { if (!other) if (!up) k(); }", true},
    {"main() { other = 0; up = 1; uv_run(0, 0); } f() { if (!other) if (!up) k(); }", true},
    {"main() { up = 1; up = 2; uv_run(0, 0); } f() { if (up == 1) k(); }", true},
    {"main() { up = 1; up = 2; uv_run(0, 0); } f() { if (up == 2) k(); }", false},
    {"main() { up = 1; up = 2; uv_run(0, 0); } f() { switch (up) { case 1: k(); } }", true},
    {"main() { up = 1; up = 2; uv_run(0, 0); } f() { switch (up) { case 2: k(); } }", false},
    {"main() { up = 2; uv_run(0, 0); } f() { switch (up) { case 1: break; default: k(); } }",
     false},
    {"main() { up = 0; uv_run(0, 0); } is() { return up; } f() { if (is()) k(); }", true},
    {"main() { up = 0; uv_run(0, 0); } is() { return !up; } f() { if (is()) k(); }", false},
    {"main() { up = 0; uv_run(0, 0); } is() { j(); return up; } f() { if (is()) k(); }", false},
    /* bits */
    {"main() { up = 3; up = up & 2; uv_run(0, 0); } f() { if (up & 1) k(); }", true},
    {"main() { up = 3; up = up & 2; uv_run(0, 0); } f() { if (up & 2) k(); }", false},
    {"main() { up = 3; up = up & 2; uv_run(0, 0); } f() { if (up & 3) k(); }", false},
    {"main() { up = 3; up = up & 2; uv_run(0, 0); } f() { if (up) k(); }", false},
    {"main(n) { up = up & 6; up = up | 4; uv_run(0, 0); } f() { if (up & 1) k(); }", true},
    {"main(n) { up = up & 6; up = up | 5; uv_run(0, 0); } f() { if (up & 1) k(); }", false},
    {"main(n) { up = up & 6; up = up | n; uv_run(0, 0); } f() { if (up & 1) k(); }", false},
    {"main(n) { up = up | 1; up = up & 6; uv_run(0, 0); } f() { up = up | 8; if (up & 1) k(); }",
     true},
    {"main(n) { up = up | 1; up = up & 6; uv_run(0, 0); } g() { up = up | 1; } f() { if (up & 1) "
     "k(); }",
     false},
    {"main(n) { up = up | 1; uv_run(0, 0); } f() { if (!(up & 1)) k(); }", true},
    {"main(n) { up = up | 1; up = up | 2; uv_run(0, 0); } f() { if (!(up & 1)) k(); }", true},
    {"main(n) { up = up | 2; uv_run(0, 0); } f() { if (!(up & 1)) k(); }", false},
    {"main(n) { up = up | 1; up = up & 2; uv_run(0, 0); } f() { if (!(up & 1)) k(); }", false},
    {"main(n) { up = up | 1; up = up & 3; uv_run(0, 0); } f() { if (!(up & 1)) k(); }", true},
    {"main(n) { up = up | 1; uv_run(0, 0); } f() { if (up == 3) k(); }", false},
    {"main(n) { up = n ? 2 : 4; uv_run(0, 0); } f() { if (up & 1) k(); }", true},
    {"main(n) { up = n ? 2 : 5; uv_run(0, 0); } f() { if (up & 1) k(); }", false},
    /* what is called on the way */
    {"main() { up = 1; up = 0; g(); uv_run(0, 0); } g() { up = 1; } f() { if (up) k(); }", false},
    {"main() { g(); up = 0; uv_run(0, 0); } g() { up = 1; } f() { if (up) k(); }", true},
    {"main() { up = 1; g(); uv_run(0, 0); } g() { up = 0; } f() { if (up) k(); }", true},
    {"main() { up = 1; h(); uv_run(0, 0); } g() { up = 0; } h() { g(); } f() { if (up) k(); }",
     true},
    {"main() { up = 1; g(2); uv_run(0, 0); } g(n) { if (n) up = 0; } f() { if (up) k(); }", false},
    {"main() { up = 1; g(2); uv_run(0, 0); } g(n) { up = 1; up = 0; } f() { if (up) k(); }", true},
    {"main() { up = 1; g(2); uv_run(0, 0); } g(n) { if (n) g(n - 1); up = 0; } f() { if (up) k(); "
     "}",
     true},
    /* how it is set: before the loop, by nobody else */
    {"main() { uv_run(0, 0); up = 1; } f() { if (!up) k(); }", false},
    {"main() { uv_run(0, 0); } f() { if (!up) k(); }", false},
    {"main() { up = 1; } f() { if (!up) k(); }", false},
    {"main() { up = 0; uv_run(0, 0); } f() { if (!up) k(); }", false},
    {"main() { up = 1; uv_run(0, 0); up = 0; } f() { if (!up) k(); }", true},
    {"main(n) { up = n; uv_run(0, 0); } f() { if (!up) k(); }", false},
    {"main() { up = get(); uv_run(0, 0); } f() { if (!up) k(); }", false},
    {"main() { up = 1; keep(&up); uv_run(0, 0); } f() { if (!up) k(); }", false},
    {"main(n) { up = 1; keep(&other); uv_run(0, 0); } f() { if (!up) k(); }", true},
    {"main(n) { if (n) up = 1; uv_run(0, 0); } f() { if (!up) k(); }", false},
    {"main(n) { if (n) up = 1; else up = 2; uv_run(0, 0); } f() { if (!up) k(); }", true},
    {"main(n) { up = 1; while (n) uv_run(0, 0); } f() { if (!up) k(); }", true},
    {"main(n) { while (n) { uv_run(0, 0); up = 1; } } f() { if (!up) k(); }", false},
    {"main(n) { up = 1; uv_run(0, 0); } g() { uv_run(0, 0); } f() { if (!up) k(); }", false},
    /* by the way that leads to the loop */
    {"main() { up = 1; go(); } go() { uv_run(0, 0); } f() { if (!up) k(); }", true},
    {"main() { go(); up = 1; } go() { uv_run(0, 0); } f() { if (!up) k(); }", false},
    {"main() { go(); } go() { up = 1; uv_run(0, 0); } f() { if (!up) k(); }", true},
    {"main() { up = 1; go(); } again() { go(); } go() { uv_run(0, 0); } f() { if (!up) k(); }",
     false},
    {"main() { up = 1; go(1); } go(n) { if (n) go(0); uv_run(0, 0); } f() { if (!up) k(); }", true},
    {"main(t) { up = 1; pthread_create(t, 0, go, 0); } go() { uv_run(0, 0); } f() { if (!up) k(); "
     "}",
     true},
    {"main(t) { pthread_create(t, 0, go, 0); up = 1; } go() { uv_run(0, 0); } f() { if (!up) k(); "
     "}",
     false},
    {"main(s) { up = 1; s.run = go; s.run(); } go() { uv_run(0, 0); } f() { if (!up) k(); }", true},
    {"main(s) { s.run = go; s.run(); up = 1; } go() { uv_run(0, 0); } f() { if (!up) k(); }",
     false},
    {"@noreturn die(); main(n) { if (n) { uv_run(0, 0); } up = 1; die(); } f() { if (!up) k(); }",
     false},
};

int main(void)
{
    struct passes x = {.headers = {"uv.h", "pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(rows); i++) {
            passes_open(&x);
            passes_one(&x, arena_printf(x.arena, "var up; var other; %s", rows[i].program));
            struct startup *s = startup_new(x.arena, x.analysis->contexts, x.analysis->places);
            const struct call *k = passes_call(&x, "f", "k", 0);
            bool ok = CHECK_NUMBER(&x.t, startup_only(s, k->node, k->event), rows[i].only);
            if (!ok || !CHECK_NUMBER(&x.t, startup_only(s, k->node, k->event), rows[i].only))
                fprintf(stderr, "  in %s\n", rows[i].program);
            passes_done(&x);
        }
    }
    return passes_end(&x);
}
