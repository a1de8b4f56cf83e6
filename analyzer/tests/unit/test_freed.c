/* Calls that free what they are given. */
#include "effects/tasks/freed.h"
#include "passes.h"

static const struct {
    const char *program; /* f calls g(p, q) */
    bool first, second;  /* which argument is freed */
} rows[] = {
    {"g(a, b) { free(a); }", true, false},
    {"g(a, b) { free(b); }", false, true},
    {"g(a, b) { free(a); free(b); }", true, true},
    {"g(a, b) { h(a); }", false, false},
    {"g(a, b) { }", false, false},
    {"g(a, b) { fclose(a); }", false, false}, /* is no memory */
    {"g(a, b) { free(a.x); }", false, false},
    {"g(a, b) { if (b) free(a); }", true, false},
    {"g(a, b) { h(b, a); } h(c, d) { free(d); }", true, false},
    {"g(a, b) { h(b, a); } h(c, d) { free(c); }", false, true},
    {"g(a, b) { h(a); } h(c) { i(c); } i(d) { free(d); }", true, false},
    {"g(a, b) { if (b) g(a, 0); free(a); }", true, false},
    {"g(a, b) { x = a; free(x); }", true, false},
    {"g(a, b) { x = new(); free(x); }", false, false},
    /* not where the object decides */
    {"g(a, b) { if (a.count) return; free(a); }", false, false},
    {"g(a, b) { if (a.count == 1) free(a); }", false, false},
    {"g(a, b) { if (b.count == 1) free(a); }", true, false},
    {"g(a, b) { if (is_last(a)) free(a); }", false, false},
    {"g(a, b) { if (is_last(&a)) free(a); }", false, false},
    {"g(a, b) { if (is_last(a.x)) free(a); }", false, false},
    {"g(a, b) { if (is_last(b)) free(a); }", true, false},
    {"g(a, b) { if (is_last()) free(a); }", true, false},
    {"g(a, b) { if (is_last(1)) free(a); }", true, false},
    {"g(a, b) { h(a); } h(c) { if (c.count) free(c); }", false, false},
    {"g(a, b) { if (a.count) h(a); } h(c) { free(c); }", false, false},
};

int main(void)
{
    struct passes x = {0};
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(rows); i++) {
            passes_open(&x);
            passes_one(&x, arena_printf(x.arena, "f(p, q) { g(p, q); } %s", rows[i].program));
            struct freed *f = freed_new(x.analysis->contexts);
            const struct call *g = passes_call(&x, "f", "g", 0);
            bool ok = CHECK_NUMBER(&x.t, freed_by(f, g, 0), rows[i].first);
            ok &= CHECK_NUMBER(&x.t, freed_by(f, g, 1), rows[i].second);
            ok &= CHECK(&x.t, !freed_by(f, g, 2));
            if (!ok)
                fprintf(stderr, "  in %s\n", rows[i].program);
            freed_free(f);
            passes_done(&x);
        }
    }
    return passes_end(&x);
}
