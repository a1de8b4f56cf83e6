/* What walks know of variables, fields, flags and results: whether a path leads from one() to two()
 * through a function of small C. Calls of q...() are quiet, die() stops, all others may change what
 * they can see. */
#include "base/fail.h"
#include "engine/walk.h"
#include "tests/unit/small_c.h"
#include "tests/unit/test.h"

struct fixture {
    struct test t;
    struct strs *strs;
    const struct facts *facts;
    const struct function *fn;
    struct walk walk;
};

static const char *callee(const struct fixture *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    if (e->kind != EVENT_CALL || e->call.callee_kind != CALLEE_DIRECT)
        return "";
    return str_text(x->strs, facts_entity(x->facts, e->call.function)->name);
}

static enum walk_effect effect(const void *context, uint32_t event)
{
    const char *name = callee(context, event);
    if (!strcmp(name, "die"))
        return WALK_STOPS;
    return *name == 'q' || !strcmp(name, "one") || !strcmp(name, "two") ? WALK_QUIET : WALK_CHANGES;
}

struct way {
    const struct fixture *x;
    bool found;
};

static enum walk_step look(struct walk *w, struct walk_state *s, uint32_t event)
{
    struct way *way = w->client->context;
    const char *name = callee(way->x, event);
    if (!strcmp(name, "one"))
        s->flags = 1;
    way->found |= !strcmp(name, "two") && s->flags;
    return WALK_ON;
}

#define BOTH(A, B) "if (" A ") one(); if (" B ") two();"

static const struct {
    const char *body; /* of f(n, m, s); v is a variable of the unit */
    bool leads;
} rows[] = {
    {"one(); two();", true},
    {"two(); one();", false},
    {"if (n) one(); else two();", false},
    /* variables: numbers and ranges */
    {BOTH("n", "n"), true},
    {BOTH("n", "!n"), false},
    {BOTH("n", "m"), true},
    {BOTH("n == 2", "n == 2"), true},
    {"x = 0; y = 0; one(); if (n) q(); z = n ? x : y; if (z) two();", false},
    {"x = 1; y = 0; one(); if (n) q(); z = n ? x : y; if (z) two();", true},
    {"x = 0; y = 1; one(); if (n) q(); z = n ? x : y; if (z) two();", true},
    {BOTH("n == 2", "n == 3"), false},
    {BOTH("n == 2", "n > 2"), false},
    {BOTH("n == 2", "n >= 2"), true},
    {BOTH("n < 2", "n > 2"), false},
    {BOTH("n < 2", "n == 1"), true},
    {BOTH("n < -1", "n == -1"), true}, /* any error: see engine/numbers.h */
    {BOTH("n < -2", "n == -1"), false},
    {"if (n < -5) one(); if (n == -5) two();", false},
    {BOTH("n != 2", "n == 2"), false},
    {BOTH("2 == n", "n != 2"), true}, /* a number on the left is not followed */
    {BOTH("n == m", "n != m"), true}, /* nor what is compared with no number */
    {BOTH("n == 2", "m == 3"), true},
    {"if (n) one(); n = 0; if (n) two();", false},
    {"if (n) one(); n = 1; if (!n) two();", false},
    {"if (n) one(); n = m; if (!n) two();", true},
    {"if (n) one(); n = n + 1; if (!n) two();", true},
    {"if (n) one(); m = n; if (!m) two();", false},
    {"if (n == 2) one(); m = n; if (m == 3) two();", false},
    {"m = n; if (n == 2) one(); if (m == 3) two();", true}, /* a copy is not told later */
    {"x = n; if (x) one(); if (!x) two();", false},
    {"x = 0; if (n) { x = 1; one(); } if (!x) two();", false},
    {"x = 0; if (n) { x = 1; one(); } if (x) two();", true},
    {"x = 0; if (n) x = 1; if (x) one(); if (!n) two();", false},
    {"if (n == 2) one(); x = n == 2; if (!x) two();", false},
    {"if (n == 2) one(); x = n == 2; if (x) two();", true},
    {"if (n == 2) one(); x = n != 2; if (x) two();", false},
    {"if (n < 2) one(); x = n >= 2; if (x) two();", false},
    {"if (n > 2) one(); x = n <= 2; if (x) two();", false},
    {"if (n) one(); x = !n; if (x) two();", false},
    {"if (n) one(); x = !m; if (x) two();", true},
    {"x = !n; if (n) one(); if (x) two();", true},         /* it is not told later */
    {"x = n ? 1 : 0; if (n) one(); if (!x) two();", true}, /* a choice tells nothing of its test */
    {"x = n ? 1 : 2; one(); if (!x) two();", false},
    {"x = n ? 1 : 0; one(); if (!x) two();", true},
    {"x = n ? m : 0; if (m) one(); if (x == 5) two();", true},
    {"if (m == 2) { x = n ? m : 2; one(); if (x == 3) two(); }", false},
    {"if (m == 2) { x = n ? m : 2; one(); if (x == 2) two(); }", true},
    {"if (m == 2) { x = n ? 2 : m; one(); if (x == 3) two(); }", false},
    {"if (m == 2) { x = n ? 3 : m; one(); if (x == 3) two(); }", true},
    {"x = null; one(); if (x) two();", false},
    {"x = 'text'; one(); if (!x) two();", false},
    {"x = qf; one(); if (!x) two();", false},
    {"x = &m; one(); if (!x) two();", false},
    /* what has an address may be changed by whoever has it */
    {"h(&n); if (n) one(); h(); if (!n) two();", true},
    {"if (n) one(); h(&n); if (!n) two();", true},
    {"if (n) one(); q(&n); if (!n) two();", true},
    {"if (n) one(); h(m); if (!n) two();", false},
    {"x = &n; if (n) one(); h(); if (!n) two();", true},
    /* fields: as long as nobody may change them */
    {BOTH("s.a", "!s.a"), false},
    {BOTH("s.a", "!s.b"), true},
    {BOTH("s.a", "!m.a"), true},
    {"if (s.a) one(); h(); if (!s.a) two();", true},
    {"if (s.a) one(); q(); if (!s.a) two();", false},
    {"if (s.a) one(); q(s); if (!s.a) two();", true},
    {"if (s.a) one(); q(m); if (!s.a) two();", false},
    {"if (s.a) one(); q(&s.b); if (!s.a) two();", false},
    {"if (s.a) one(); q(&s.a); if (!s.a) two();", true},
    {"if (s.a) one(); s.a = 0; if (!s.a) two();", true},
    {"if (s.a) one(); s.a = 1; if (!s.a) two();", false},
    {"if (s.a) one(); s.b = 0; if (!s.a) two();", false},
    {"if (s.a) one(); m.a = 0; if (!s.a) two();", true}, /* may be the same object */
    {"if (s.a) one(); s = m; if (!s.a) two();", true},
    {BOTH("s[1]", "!s[1]"), false},
    {BOTH("s[1]", "!s[2]"), true},
    {BOTH("s[n]", "!s[n]"), true}, /* which one is not known */
    {BOTH("v", "!v"), false},
    {"if (v) one(); h(); if (!v) two();", true},
    {"if (v) one(); q(); if (!v) two();", false},
    {"if (v) one(); v = 0; if (!v) two();", true},
    {"if (v) one(); v = 1; if (!v) two();", false},
    /* flags, one by one */
    {"if (n & 4) one(); else q(); if (n & 4) two();", true},
    {"if (n & 4) q(); else one(); if (n & 4) two();", false},
    {"if (n & 4) one(); else q(); if (n & 2) two();", true},
    {"if (n & 4) q(); else one(); if (n & 2) two();", true},
    {"if (n & 6) q(); else one(); if (n & 6) two();", true}, /* several say nothing of each */
    {"if (s.a & 4) q(); else one(); if (s.a & 4) two();", false},
    {"if (n & 4) q(); else one(); n = m; if (n & 4) two();", true},
    {"if (n & 4) q(); else one(); m = n; if (n & 4) two();", false},
    /* results */
    {"x = q(); if (x) one(); if (!x) two();", false},
    {"x = q(); if (x) one(); x = q(); if (!x) two();", true},
    {"x = q(); y = x; if (y) one(); if (!x) two();", true},
    {"x = q(); y = x; if (x) one(); if (!y) two();", true},
    {"if (q()) one(); if (!q()) two();", true},
    /* switches */
    {"switch (n) { case 1: one(); } if (n == 1) two();", true},
    {"switch (n) { case 1: one(); } if (n == 2) two();", false},
    {"switch (n) { case 1: q(); break; default: one(); } if (n == 1) two();", false},
    {"switch (n) { case 1: case 2: one(); } if (n == 2) two();", true},
    {"switch (n) { case 1: case 2: one(); } if (n > 2) two();", false},
    {"switch (s.a) { case 1: one(); } switch (s.a) { case 2: two(); }", false},
    {"switch (q()) { case 1: one(); } switch (q()) { case 2: two(); }", true},
    /* loops */
    {"while (n) one(); two();", false}, /* nobody ends it */
    {"while (n) { one(); n = m; } two();", true},
    {"while (n) { if (m) one(); n = 0; } if (!m) two();", false},
    {"while (n) { if (m == 2) one(); else { if (m == 3) two(); } n = s; }", false},
    {"while (n) { if (m) one(); else two(); m = s; }", true},
    {"x = 0; while (n) { if (x) two(); one(); x = 1; n = m; }", true},
    {"while (v) one(); two();", true}, /* others end it */
    /* what ends */
    {"one(); die(); two();", false},
    {"if (n) { one(); die(); } two();", false},
    {"one(); return; two();", false},
    {"if (n) { one(); return; } two();", false},
};

int main(void)
{
    struct fixture x = {.strs = strs_new()};
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        struct facts *f = small_c(
            x.strs, "a.c", arena_printf(arena, "var v; qf(); f(n, m, s) { %s }", rows[i].body));
        x.facts = f;
        x.fn = &f->functions.at[0];
        struct walk_source of = {.fn = x.fn, .context = &x, .effect = effect};
        walk_open(&x.walk, arena, &of);
        struct way way = {&x, false};
        const struct walk_client client = {.event = look, .context = &way};
        const struct walk_state entry = walk_entry(&x.walk);
        walk_run(&x.walk, &client, &entry, 1);
        if (!CHECK_NUMBER(&x.t, way.found, rows[i].leads))
            fprintf(stderr, "  in %s\n", rows[i].body);
        facts_free(f);
        arena_free(arena);
    }
    strs_free(x.strs);
    return test_end(&x.t);
}
