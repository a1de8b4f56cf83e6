/* Stores of functions in local variables that nothing reads. */
#include "base/buf.h"
#include "link/stores.h"
#include "tests/unit/small_c.h"
#include "tests/unit/test.h"

struct row {
    const char *body; /* of f(n); x = g is what is asked about */
    bool dead;
};

static const struct row rows[] = {
    {"x = g; x = h; x();", true},
    {"x = g; x();", false},
    {"x = g; k(x);", false},
    {"x = g; return x;", false},
    {"x = g; n.run = x;", false},
    {"x = g; if (n) x = h; x();", false},
    {"x = g; if (n) x = h; else x = k; x();", true},
    {"x = g; if (x) k(); x = h; x();", false},
    {"x = g; if (x == n) k(); x = h; x();", false},
    {"x = g; if (n == x) k(); x = h; x();", false},
    {"x = g; if (n == 1) k(); x = h; x();", true},
    {"x = g; switch (x) { case 1: k(); } x = h; x();", false},
    {"x = g; switch (n) { case 1: k(); } x = h; x();", true},
    {"x = g; k(&x); x = h; x();", false}, /* others may read it */
    {"while (n) { x(); x = g; } x = h;", false},
    {"while (n) { x = g; x = h; } x();", true},
    {"x = g;", true},
    {"x.y = 1; x = g; x = h; x();", false}, /* parts of it have other names */
    {"x = g; x = h; x.y = 1;", false},
    {"x = g; k(n ? x : 0); x = h; x();", false},
    {"x = g; k(x | 1); x = h; x();", false},
    {"y = g; x = y; y = h; y(); x();", false},
    {"switch (n) { case 1: x = g; break; default: x = h; } x();", false},
};

/* The event that stores g. */
static uint32_t store_of(const struct facts *f, const struct function *fn, const char *name,
                         const struct strs *strs)
{
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct value *v = function_value(fn, e->assign.from);
        if (v->kind == VALUE_FUNCTION &&
            !strcmp(str_text(strs, facts_entity(f, v->function)->name), name))
            return i;
    }
    return FACTS_NONE;
}

static void test_rows(struct test *t, struct strs *strs)
{
    struct arena *arena = arena_new();
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        struct facts *f =
            small_c(strs, "a.c", arena_printf(arena, "f(n) { ptr x; %s }", rows[i].body));
        const struct function *fn = &f->functions.at[0];
        const bool *dead = stores_dead(arena, fn);
        uint32_t store = store_of(f, fn, "g", strs);
        if (!CHECK(t, store != FACTS_NONE && (dead && dead[store]) == rows[i].dead))
            fprintf(stderr, "  in %s\n", rows[i].body);
        facts_free(f);
    }
    arena_free(arena);
}

#define DEEP 200

/* Many variables, and loops deep in each other: each store is told apart. */
static void test_many(struct test *t, struct strs *strs)
{
    struct arena *arena = arena_new();
    struct buf text = {0};
    buf_puts(&text, "f(n) { ");
    for (int i = 0; i < DEEP; i++)
        buf_printf(&text, "x%d = k%d; while (n) { ", i, i);
    buf_puts(&text, "x = g; x = h; x(); ");
    for (int i = 0; i < DEEP; i++)
        buf_printf(&text, "x%d(); } ", i);
    buf_puts(&text, "}");
    struct facts *f = small_c(strs, "a.c", text.at);
    const struct function *fn = &f->functions.at[0];
    const bool *dead = stores_dead(arena, fn);
    CHECK(t, dead && dead[store_of(f, fn, "g", strs)]);
    CHECK(t, dead && !dead[store_of(f, fn, "h", strs)]);
    CHECK(t, dead && !dead[store_of(f, fn, "k0", strs)]);
    facts_free(f);
    buf_release(&text);
    arena_free(arena);
}

int main(void)
{
    struct test t = {0};
    struct strs *strs = strs_new();
    test_rows(&t, strs);
    test_many(&t, strs);
    strs_free(strs);
    return test_end(&t);
}
