/* Which functions call one of some names, at any depth, and with what. */
#include "effects/tasks/among.h"
#include "passes.h"

static const struct {
    const char *program;
    bool called; /* f calls end() or end_it() */
    bool given;  /* with what goes out from its first parameter */
} rows[] = {
    {"f(p, q) { end(p); }", true, true},
    {"f(p, q) { end(&p); }", true, true},
    {"f(p, q) { end_it(p); }", true, true}, /* by glob */
    {"f(p, q) { ending(p); }", false, false},
    {"f(p, q) { other(p); }", false, false},
    {"f(p, q) { }", false, false},
    {"f(p, q) { end(q); }", true, false},
    {"f(p, q) { end(0); }", true, false},
    {"f(p, q) { end('p'); }", true, false},
    {"f(p, q) { end(); }", true, false},
    {"f(p, q) { end(0, p); }", true, true},
    {"f(p, q) { end(p.x); }", true, true},
    {"f(p, q) { end(q.x); }", true, false},
    {"f(p, q) { x = p; end(x); }", true, true},
    {"f(p, q) { x = h(p); end(x); }", true, true},
    {"f(p, q) { end(get()); }", true, true}, /* what is none of its parameters may be from there */
    {"var v; f(p, q) { end(v); }", true, true},
    {"f(p, q) { end(q ? p : q); }", true, true},
    {"f(p, q) { end(p + 1); }", true, true},
    /* further down */
    {"f(p, q) { g(p); } g(a) { end(a); }", true, true},
    {"f(p, q) { g(q); } g(a) { end(a); }", true, false},
    {"f(p, q) { g(q, p); } g(a, b) { end(b); }", true, true},
    {"f(p, q) { g(q, p); } g(a, b) { end(a); }", true, false},
    {"f(p, q) { g(p); } g(a) { h(a); } h(a) { end(a); }", true, true},
    {"f(p, q) { g(p); } g(a) { if (a) g(a); end(a); }", true, true},
    {"f(p, q) { if (p) f(q, p); end(q); }", true, true},
    {"f(p, q) { g(0); } g(a) { end(a); }", true, false},
    {"f(p, q) { g(p, p); } g(a) { end(0); }", true, false}, /* more arguments than parameters */
    {"f(p, q) { g(p); } g(a) { other(a); } h(a) { end(a); }", false, false},
    {"f(p, q) { g(p); end(q); } g(a) { other(a); }", true, false},
};

int main(void)
{
    struct passes x = {0};
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(rows); i++) {
            passes_one(&x, rows[i].program);
            name_vec names = {0}, none = {0};
            vec_push(x.arena, &names, str_intern(x.strs, "end"));
            vec_push(x.arena, &names, str_intern(x.strs, "end_*"));
            struct among *a = among_new(x.analysis->contexts);
            struct node_id f = passes_node(&x, "f");
            bool ok = CHECK_NUMBER(&x.t, among_called(a, &names, f), rows[i].called);
            ok &= CHECK_NUMBER(&x.t, among_called(a, &none, f), false);
            ok &= CHECK_NUMBER(&x.t, among_called(a, &names, f), rows[i].called);
            ok &= CHECK_NUMBER(&x.t, among_given(a, &names, f, 0), rows[i].given);
            ok &= CHECK_NUMBER(&x.t, among_given(a, &names, f, 2), false); /* there is none */
            if (!ok)
                fprintf(stderr, "  in %s\n", rows[i].program);
            among_free(a);
            passes_done(&x);
        }
    }
    return passes_end(&x);
}
