/* Several programs in one database: who belongs to which, whose namesake is called, and that what
 * one stores is not called by another. */
#include "passes.h"

static struct program_set of(const struct passes *x, const char *name)
{
    return programs_of(x->analysis->calls->programs, passes_node(x, name));
}

static bool meet(const struct passes *x, struct program_set a, struct program_set b)
{
    return programs_any(programs_both(x->analysis->calls->programs, a, b));
}

static void test_two(struct passes *x)
{
    passes_unit(x, "server.c", "main() { serve(); }");
    passes_unit(x, "serve.c", "serve() { common(); }");
    passes_unit(x, "client.c", "static main() { ask(); } ask() { common(); }");
    passes_unit(x, "common.c", "common() { }");
    passes_unit(x, "alone.c", "alone() { }");
    passes_run(x);
    const struct programs *g = x->analysis->calls->programs;
    CHECK(&x->t, !meet(x, of(x, "serve"), of(x, "ask")));
    CHECK(&x->t, meet(x, of(x, "serve"), of(x, "common")));
    CHECK(&x->t, meet(x, of(x, "ask"), of(x, "common")));
    CHECK(&x->t, programs_within(g, of(x, "ask"), of(x, "common")));
    CHECK(&x->t, !programs_within(g, of(x, "common"), of(x, "ask")));
    CHECK(&x->t, programs_within(g, of(x, "common"), of(x, "alone"))); /* of all */
    CHECK(&x->t, programs_any(programs_reaching(g, passes_node(x, "common"))));
    CHECK(&x->t, !programs_any(programs_reaching(g, passes_node(x, "alone"))));
    struct program_set both = programs_either(g, of(x, "serve"), of(x, "ask"));
    CHECK_NUMBER(&x->t, both.i, of(x, "common").i); /* equal sets are one */
    CHECK_NUMBER(&x->t, programs_both(g, both, of(x, "ask")).i, of(x, "ask").i);
    passes_done(x);
}

/* The field of both holds two functions; each program calls its own. */
static void test_fields(struct passes *x)
{
    passes_unit(x, "a.c", "main(s) { s.run = in_a; run_a(s); } in_a() { } run_a(s) { s.run(); }");
    passes_unit(x, "b.c",
                "static main(s) { s.run = in_b; run_b(s); } in_b() { } run_b(s) { s.run(); }");
    passes_run(x);
    CHECK_TEXT(&x->t, passes_targets(x, passes_call(x, "run_a", "s", 0)), "in_a");
    CHECK_TEXT(&x->t, passes_targets(x, passes_call(x, "run_b", "s", 0)), "in_b");
    passes_done(x);
}

/* The file of the `log` that is called in FROM. */
static const char *file_called(const struct passes *x, const char *from)
{
    const node_vec *callees = &passes_call(x, from, "log", 0)->callees;
    if (callees->len != 1)
        return "none, or several";
    return program_text(x->program, program_get(x->program, callees->at[0])->facts->source);
}

static void test_namesakes(struct passes *x)
{
    passes_unit_of(x, "a.c", "a.p", "main() { in_a(); } in_a() { log(); }");
    passes_unit_of(x, "log_a.c", "a.p", "log() { }");
    passes_unit_of(x, "b.c", "b.p", "static main() { in_b(); } in_b() { log(); }");
    passes_unit_of(x, "log_b.c", "b.p", "log() { }");
    passes_run(x);
    CHECK_TEXT(&x->t, file_called(x, "in_a"), "log_a.c");
    CHECK_TEXT(&x->t, file_called(x, "in_b"), "log_b.c");
    passes_done(x);
}

#define MANY 70

/* More programs than a word has bits. */
static void test_many(struct passes *x)
{
    passes_unit(x, "common.c", "common(s) { s.run(); }");
    for (int i = 0; i < MANY; i++) {
        passes_open(x);
        passes_unit(x, arena_printf(x->arena, "m%d.c", i),
                    arena_printf(x->arena,
                                 "static main(s) { s.run = in_%d; common(s); run_%d(s); } "
                                 "in_%d() { } run_%d(s) { s.run(); }",
                                 i, i, i, i));
    }
    passes_run(x);
    CHECK_NUMBER(&x->t, passes_call(x, "common", "s", 0)->targets.len, MANY);
    for (int i = 0; i < MANY; i++) {
        const char *run = arena_printf(x->arena, "run_%d", i),
                   *in = arena_printf(x->arena, "in_%d", i);
        CHECK_TEXT(&x->t, passes_targets(x, passes_call(x, run, "s", 0)), in);
        CHECK(&x->t, meet(x, of(x, in), of(x, "common")));
        CHECK(&x->t, i == 0 || !meet(x, of(x, in), of(x, "in_0")));
    }
    passes_done(x);
}

int main(void)
{
    struct passes x = {0};
    PASSES_EACH_TURN(x)
    {
        test_two(&x);
        test_fields(&x);
        test_namesakes(&x);
        test_many(&x);
    }
    return passes_end(&x);
}
