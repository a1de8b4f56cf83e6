/* What calls acquire, and what becomes of what they are given. */
#include "effects/effects.h"
#include "effects/resources.h"
#include "passes.h"

/* ---- acquisitions ---- */

static const struct {
    const char *program;  /* f calls g */
    const char *acquires; /* "result", "out 1", ... of that call */
} acquired[] = {
    {"f() { g(); } g() { return take(); }", "result wrapped"},
    {"f() { g(); } g() { x = take(); return x; }", "result wrapped"},
    {"f() { g(); } g() { x = take(); x = h(x); return x; }", "result wrapped"},
    {"f() { g(); } g() { return h(); }", ""},
    {"f() { g(); } g() { take(); return h(); }", ""},
    {"f() { g(); } g() { x = take(); x.y = 1; return 1; }", ""},
    {"f(s) { g(s); } g(a) { x = take(); a.x = x; return x; }", ""}, /* shared */
    {"f(s) { g(s); } g(a) { x = take(); keep_it(x, h); return x; }", ""},
    {"f(s) { g(s); } g(a) { x = take(); borrow(x); return x; }", "result wrapped"},
    {"f(s) { g(s); } g(a) { *a = take(); }", "out 0 wrapped"},
    {"f(s) { g(1, s); } g(b, a) { *a = take(); }", "out 1 wrapped"},
    {"f(s) { g(s); } g(b, a) { *a = take(); }", ""}, /* there is no such argument */
    {"f(s) { g(s); } g(a) { a.x = take(); }", ""},
    {"f(s) { g(s); } g(a) { *a = take(); *a = take(); }", "out 0 wrapped"},
    {"f() { g(); } g() { return h(); } h() { return take(); }", "result wrapped"},
    {"f() { g(1); } g(n) { if (n) return g(0); return take(); }", "result wrapped"},
};

static const char *acquires(struct passes *x, const char *callee)
{
    static const char *const where[] = {[ACQUIRED_RESULT] = "result",
                                        [ACQUIRED_OUT] = "out",
                                        [ACQUIRED_ARG] = "argument",
                                        [ACQUIRED_ANONYMOUS] = "anonymous"};
    const struct call *call = passes_call(x, "f", callee, 0);
    acquisition_vec all = {0};
    resources_acquired(effects_resources(x->analysis->effects), x->arena, call->node, call->event,
                       &all);
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; i < all.len; i++) {
        bool arg = all.at[i].where == ACQUIRED_OUT || all.at[i].where == ACQUIRED_ARG;
        buf_printf(&x->text, "%s%s", i ? ", " : "", where[all.at[i].where]);
        if (arg)
            buf_printf(&x->text, " %u", all.at[i].arg);
        buf_puts(&x->text, all.at[i].through_wrapper ? " wrapped" : "");
    }
    return x->text.at;
}

/* ---- fates ---- */

static const struct {
    const char *program;             /* f calls g(p, q) */
    enum fate first, target, inside; /* of the first argument, what it points to, what is in it */
} fates[] = {
    {"g(a, b) { }", FATE_BORROWED, FATE_BORROWED, FATE_BORROWED},
    {"g(a, b) { give(a); }", FATE_RELEASED, FATE_RELEASED, FATE_RELEASED},
    {"g(a, b) { give(b); }", FATE_BORROWED, FATE_BORROWED, FATE_BORROWED},
    {"g(a, b) { give_second(1, a); }", FATE_RELEASED, FATE_RELEASED, FATE_RELEASED},
    {"g(a, b) { give_second(a, 1); }", FATE_UNKNOWN, FATE_UNKNOWN, FATE_UNKNOWN},
    {"g(a, b) { give(a.x); }", FATE_BORROWED, FATE_BORROWED, FATE_RELEASED},
    {"g(a, b) { give(*a); }", FATE_BORROWED, FATE_RELEASED, FATE_RELEASED},
    {"g(a, b) { borrow(a); }", FATE_BORROWED, FATE_BORROWED, FATE_BORROWED},
    {"g(a, b) { unseen(a); }", FATE_UNKNOWN, FATE_UNKNOWN, FATE_UNKNOWN},
    {"var v; g(a, b) { v = a; }", FATE_KEPT, FATE_KEPT, FATE_KEPT},
    {"g(a, b) { b.x = a; }", FATE_KEPT, FATE_KEPT, FATE_KEPT},
    {"g(a, b) { x = a; }", FATE_BORROWED, FATE_BORROWED, FATE_BORROWED},
    {"g(a, b) { x = a; b.x = x; }", FATE_KEPT, FATE_KEPT, FATE_KEPT},
    {"g(a, b) { return a; }", FATE_KEPT, FATE_KEPT, FATE_KEPT},
    {"g(a, b) { return b; }", FATE_BORROWED, FATE_BORROWED, FATE_BORROWED},
    {"g(a, b) { keep_it(a, h); }", FATE_KEPT, FATE_KEPT, FATE_KEPT},
    {"g(a, b) { wait(a); }", FATE_BORROWED, FATE_BORROWED, FATE_BORROWED},
    {"g(a, b) { h(a); } h(c) { give(c); }", FATE_RELEASED, FATE_RELEASED, FATE_RELEASED},
    {"g(a, b) { h(1, a); } h(d, c) { give(c); }", FATE_RELEASED, FATE_RELEASED, FATE_RELEASED},
    {"g(a, b) { h(a); } h(c) { unseen(c); }", FATE_UNKNOWN, FATE_UNKNOWN, FATE_UNKNOWN},
    {"g(a, b) { h(a); } h(c) { give(c.x); }", FATE_BORROWED, FATE_BORROWED, FATE_RELEASED},
    {"g(a, b) { h(&a.x); } h(c) { give(*c); }", FATE_BORROWED, FATE_BORROWED, FATE_RELEASED},
    {"g(a, b) { if (b) g(a, 0); give(a); }", FATE_RELEASED, FATE_RELEASED, FATE_RELEASED},
};

/* ---- the rest ---- */

static void test_own(struct passes *x, const char *pack)
{
    static const char *const all[][2] = {{"take", "result"},
                                         {"fill", "out 0"},
                                         {"refer", "argument 0"},
                                         {"begin", "anonymous"},
                                         {"sometimes", ""}};
    passes_pack(x, pack);
    passes_one(x,
               "f(s) { take(); fill(&s); refer(s); begin(); sometimes(2); sometimes(1); "
               "commit(); mine(); give(1); } mine() { commit(); } "
               "end(a) { give(a); } end_in(a) { give(a.x); } end_target(a) { give(*a); } "
               "var v; end_all() { give(v); } end_anonymous() { commit(); } end_none(a) { h(a); }");
    for (uint32_t i = 0; i < COUNT(all); i++)
        CHECK_TEXT(&x->t, acquires(x, all[i][0]), all[i][1]);
    const struct resources *r = effects_resources(x->analysis->effects);
    const struct call *begin = passes_call(x, "f", "begin", 0),
                      *take = passes_call(x, "f", "take", 0),
                      *again = passes_call(x, "f", "sometimes", 1);
    acquisition_vec anonymous = {0}, plain = {0}, second = {0};
    resources_acquired(r, x->arena, begin->node, begin->event, &anonymous);
    resources_acquired(r, x->arena, take->node, take->event, &plain);
    resources_acquired(r, x->arena, again->node, again->event, &second);
    CHECK_NUMBER(&x->t, second.len, 1);
    static const char *const ends[] = {"commit", "mine", "give"};
    for (uint32_t i = 0; i < COUNT(ends); i++) {
        const struct call *call = passes_call(x, "f", ends[i], 0);
        CHECK_NUMBER(&x->t, resources_ends(r, call->node, call->event, &anonymous.at[0]), i < 2);
        CHECK(&x->t, !resources_ends(r, call->node, call->event, &plain.at[0]));
    }
    static const char *const release[] = {"end",     "end_in",        "end_target",
                                          "end_all", "end_anonymous", "end_none"};
    for (uint32_t i = 0; i < COUNT(release); i++)
        CHECK_NUMBER(&x->t, resources_releases(r, passes_node(x, release[i])),
                     i + 1 < COUNT(release));
    passes_done(x);
}

static const char pack[] =
    "nostall: 1\npack: p\nborrows: [borrow]\nasync: {callbacks: [{function: keep_it, arg: 1}]}\n"
    "coroutines: {suspend: {functions: [wait]}}\n"
    "resources:\n"
    "  - {acquire: take, release: give}\n"
    "  - {acquire: other, release: give_second, release_arg: 1}\n"
    "  - {acquire: fill, out: 0, release: empty}\n"
    "  - {acquire: refer, arg: 0, release: unrefer}\n"
    "  - {acquire: sometimes, when: {arg: 0, equals: 1}, release: give}\n"
    "  - {acquire: begin, anonymous: true, release: commit}\n";

int main(void)
{
    struct passes x = {0};
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(acquired); i++) {
            passes_pack(&x, pack);
            passes_one(&x, acquired[i].program);
            if (!CHECK_TEXT(&x.t, acquires(&x, "g"), acquired[i].acquires))
                fprintf(stderr, "  in %s\n", acquired[i].program);
            passes_done(&x);
        }
        for (uint32_t i = 0; i < COUNT(fates); i++) {
            passes_pack(&x, pack);
            passes_one(&x, arena_printf(x.arena, "f(p, q) { g(p, q); } %s", fates[i].program));
            const struct resources *r = effects_resources(x.analysis->effects);
            const struct call *g = passes_call(&x, "f", "g", 0);
            bool ok = CHECK_NUMBER(&x.t, resources_fate(r, g->node, g->event, 0), fates[i].first);
            ok &= CHECK_NUMBER(&x.t, resources_fate_of_target(r, g->node, g->event, 0, false),
                               fates[i].target);
            ok &= CHECK_NUMBER(&x.t, resources_fate_of_target(r, g->node, g->event, 0, true),
                               fates[i].inside);
            if (!ok)
                fprintf(stderr, "  in %s\n", fates[i].program);
            passes_done(&x);
        }
        test_own(&x, pack);
    }
    return passes_end(&x);
}
