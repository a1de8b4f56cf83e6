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

/* A variable leads to what its initialiser has the address of. */
static void test_initialisers(struct passes *x)
{
    passes_unit(x, "a.c", "var table; main() { use(table); }");
    passes_unit(x, "table.c", "var hooks; var other; var table = &hooks; var none = &other;");
    passes_unit(x, "hooks.c", "var hooks.run = in_hooks; in_hooks() { }");
    passes_unit(x, "other.c", "var other.run = in_other; in_other() { }");
    passes_run(x);
    const struct programs *g = x->analysis->calls->programs;
    CHECK(&x->t, programs_any(programs_reaching(g, passes_node(x, "in_hooks"))));
    CHECK(&x->t, !programs_any(programs_reaching(g, passes_node(x, "in_other"))));
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
        return callees->len ? "several" : "none";
    const struct node *node = program_get(x->program, callees->at[0]);
    return node->body ? program_text(x->program, node->facts->source) : "a library";
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

/* No link targets are known: the one that needs a main is not the other main's. */
static void test_namesakes_by_need(struct passes *x)
{
    for (int turned = 0; turned < 2; turned++) {
        const char *needs = "log() { of_a(); }", *needs_none = "log() { }";
        passes_unit(x, "one.c", turned ? needs_none : needs);
        passes_unit(x, "a.c", "main() { in_a(); } in_a() { log(); } of_a() { }");
        passes_unit(x, "b.c", "static main() { in_b(); } in_b() { log(); }");
        passes_unit(x, "two.c", turned ? needs : needs_none);
        passes_run(x);
        CHECK_TEXT(&x->t, file_called(x, "in_a"), turned ? "two.c" : "one.c");
        CHECK_TEXT(&x->t, file_called(x, "in_b"), turned ? "one.c" : "two.c");
        passes_done(x);
    }
}

/* One body is of the caller's link target, though others can be linked with the main, too. */
static void test_namesakes_by_target(struct passes *x)
{
    passes_unit_of(x, "one.c", NULL, "log() { }");
    passes_unit_of(x, "a.c", "a.p", "main() { in_a(); } in_a() { log(); }");
    passes_unit_of(x, "two.c", "b.p", "log() { }");
    passes_unit_of(x, "three.c", "a.p", "log() { }");
    passes_run(x);
    CHECK_TEXT(&x->t, file_called(x, "in_a"), "three.c");
    passes_done(x);
}

/* A function that a library of the system has, and the database too: F calls it. */
static void test_system(struct passes *x)
{
    static const struct {
        bool reads;                  /* the unit with the body reads the system's header */
        const char *of_f, *of_body;  /* link targets */
        const char *main, *own_main; /* in the unit of F, in that of the body */
        const char *called;
    } all[] = {
        {true, NULL, NULL, "", "", "own.c"},
        {false, NULL, NULL, "", "", "a library"}, /* another function of that name */
        {true, "a.p", "a.p", "", "", "own.c"},
        {true, "a.p", "b.p", "", "", "a library"},
        {true, "a.p", NULL, "", "", "own.c"},
        {true, NULL, "b.p", "", "", "own.c"},
        {true, NULL, NULL, "main() { f(); }", "", "a library"}, /* nothing else draws its unit */
        {true, NULL, NULL, "main() { f(); more(); }", "", "own.c"},
        {true, NULL, NULL, "main() { f(); }", "static main() { log(1); }", "a library"},
    };
    for (uint32_t i = 0; i < COUNT(all); i++) {
        x->headers[0] = "sys.h";
        passes_open(x);
        passes_unit_of(x, "sys.h", all[i].of_f,
                       arena_printf(x->arena, "@system log(s); f() { log(1); } %s", all[i].main));
        x->headers[0] = all[i].reads ? "sys.h" : NULL;
        passes_unit_of(x, "own.c", all[i].of_body,
                       arena_printf(x->arena, "log(s) { } more() { } %s", all[i].own_main));
        passes_unit(x, "more.c", "user() { log(1); }");
        passes_run(x);
        if (!CHECK_TEXT(&x->t, file_called(x, "f"), all[i].called))
            fprintf(stderr, "  in row %u\n", i);
        passes_done(x);
    }
    x->headers[0] = NULL;
}

#define MANY 70

/* MANY mains, and between them units that refer to what only some of them can be linked with. */
static void test_ties(struct passes *x)
{
    static const struct {
        const char *unit;     /* `only` and `other`, called by main 3, 5, 66 and 69 */
        bool in[4], other[4]; /* part of these programs */
    } all[] = {
        {"only() { } other() { }", {true, true, true, true}, {true, true, true, true}},
        {"only() { in_66(); } other() { }",
         {false, false, true, false},
         {false, false, true, false}},
        {"other() { in_3(); } only() { }",
         {true, false, false, false},
         {true, false, false, false}},
        {"only() { in_69(); } other() { only(); }",
         {false, false, false, true},
         {false, false, false, true}},
        /* who seems to need several is not understood */
        {"only() { in_3(); in_66(); } other() { }",
         {true, true, true, true},
         {true, true, true, true}},
    };
    static const char *const mains[] = {"in_3", "in_5", "in_66", "in_69"};
    for (uint32_t i = 0; i < COUNT(all); i++) {
        passes_unit(x, "only.c", all[i].unit);
        for (int k = 0; k < MANY; k++)
            passes_unit(
                x, arena_printf(x->arena, "m%d.c", k),
                arena_printf(x->arena, "static main() { in_%d(); %s } in_%d() { }", k,
                             k == 3 || k == 5 || k == 66 || k == 69 ? "only(); other();" : "", k));
        passes_run(x);
        for (uint32_t k = 0; k < COUNT(mains); k++) {
            CHECK_NUMBER(&x->t, meet(x, of(x, "only"), of(x, mains[k])), all[i].in[k]);
            CHECK_NUMBER(&x->t, meet(x, of(x, "other"), of(x, mains[k])), all[i].other[k]);
        }
        CHECK(&x->t, !meet(x, of(x, "only"), of(x, "in_4")));
        passes_done(x);
    }
}

/* What two programs define, each for itself, ties neither to the other. */
static void test_variables(struct passes *x)
{
    passes_unit(x, "common.c", "var own.run = in_common; common() { } in_common() { }");
    passes_unit(x, "b.c", "var own.run = in_b; static main() { ask(); common(); } in_b() { }");
    passes_unit(x, "a.c", "var own.run = in_a; main() { serve(); common(); } in_a() { }");
    passes_unit(x, "serve.c", "serve() { use(own); }");
    passes_unit(x, "ask.c", "ask() { use(own); }");
    passes_run(x);
    CHECK(&x->t, meet(x, of(x, "in_a"), of(x, "serve")));
    CHECK(&x->t, !meet(x, of(x, "in_a"), of(x, "ask")));
    CHECK(&x->t, meet(x, of(x, "in_b"), of(x, "ask")));
    CHECK(&x->t, !meet(x, of(x, "in_b"), of(x, "serve")));
    passes_done(x);
}

/* Of two namesakes a program has the one whose unit it needs anyway, and not both; where it needs
 * neither otherwise, it may have either. */
static void test_namesakes_at_hand(struct passes *x)
{
    for (int other = 0; other < 2; other++) {
        passes_unit(x, "a.c", "main() { help(); serve(); }");
        passes_unit(x, "serve.c", "serve() { only_a(); }");
        passes_unit(x, "b.c", "static main() { help(); ask(); }");
        passes_unit(x, "ask.c", other ? "ask() { }" : "ask() { only_b(); }");
        passes_unit(x, "help_a.c", "help() { } only_a() { deep_a(); }");
        passes_unit(x, "help_b.c", "help() { } only_b() { deep_b(); }");
        passes_unit(x, "deep_a.c", "deep_a() { }");
        passes_unit(x, "deep_b.c", "deep_b() { }");
        passes_run(x);
        CHECK(&x->t, meet(x, of(x, "deep_a"), of(x, "serve")));
        CHECK(&x->t, !meet(x, of(x, "deep_b"), of(x, "serve")));
        CHECK(&x->t, meet(x, of(x, "deep_b"), of(x, "ask")));
        CHECK_NUMBER(&x->t, meet(x, of(x, "deep_a"), of(x, "ask")), other);
        passes_done(x);
    }
}

/* Units that no main needs: modules, in each order. */
static void test_modules(struct passes *x)
{
    static const struct {
        const char *module, *more;
        bool serves, asks; /* part of these programs */
    } all[] = {
        {"module() { }", "", true, true},
        {"module() { common(); }", "", true, true},
        {"module() { serve(); }", "", true, false},
        {"module() { common(); ask(); }", "", false, true},
        {"module() { more(); }", "more() { serve(); }", true, false},
        {"module() { more(); }", "more() { ask(); module(); }", false, true},
        {"module() { } other() { serve(); }", "", true, false}, /* a unit is taken whole */
        {"module() { }", "more() { module(); serve(); }", true, true},
        /* what seems to fit into none is not understood */
        {"module() { serve(); ask(); }", "", true, true},
        {"module() { more(); serve(); }", "more() { ask(); }", true, true},
    };
    for (uint32_t i = 0; i < COUNT(all); i++) {
        passes_unit(x, "module.c", all[i].module);
        passes_unit(x, "more.c", all[i].more);
        passes_unit(x, "common.c", "common() { }");
        passes_unit(x, "a.c", "main() { serve(); }");
        passes_unit(x, "serve.c", "serve() { common(); }");
        passes_unit(x, "b.c", "main() { ask(); }");
        passes_unit(x, "ask.c", "ask() { common(); }");
        passes_run(x);
        bool right = CHECK_NUMBER(&x->t, meet(x, of(x, "module"), of(x, "serve")), all[i].serves);
        right &= CHECK_NUMBER(&x->t, meet(x, of(x, "module"), of(x, "ask")), all[i].asks);
        if (!right)
            fprintf(stderr, "  in row %u\n", i);
        passes_done(x);
    }
}

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
        test_initialisers(&x);
        test_fields(&x);
        test_namesakes(&x);
        test_namesakes_by_need(&x);
        test_namesakes_by_target(&x);
        test_system(&x);
        test_ties(&x);
        test_variables(&x);
        test_namesakes_at_hand(&x);
        test_modules(&x);
        test_many(&x);
    }
    return passes_end(&x);
}
