#include "tests/unit/test.h"

#include "cli/cmd_extract.h"
#include "cli/load.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Makes clang fall. Source: clang, "Controlling Diagnostics via Pragmas" tests, #pragma clang
 * __debug */
#define CRASH "#pragma clang __debug crash\n"
/* Ten to the ninth tokens. */
#define ENDLESS                                                                                    \
    "#define A(x) x x x x x x x x x x\n"                                                           \
    "#define B(x) A(A(A(x)))\n"                                                                    \
    "int y = 0 B(B(B(+1)));\n"

struct place {
    struct arena *arena;
    char *dir;
    struct compdb db;
};

struct seen {
    struct strs *strs;
    uint32_t len, functions[20], problems[20];
    const char *sources[20];
    uint32_t last_done, last_total;
    bool waited_for;
};

static const char *at(const struct place *p, const char *name)
{
    return arena_printf(p->arena, "%s/%s", p->dir, name);
}

static void put(const struct place *p, const char *name, const char *text)
{
    FILE *f = fopen(at(p, name), "wb");
    if (!f)
        abort();
    fputs(text, f);
    fclose(f);
}

static void add_unit(struct place *p, const char *name, const char *text)
{
    struct command c = {.directory = p->dir, .file = name, .path = at(p, name), .build = p->dir};
    put(p, name, text);
    vec_push(p->arena, &c.args, "gcc");
    vec_push(p->arena, &c.args, "-O2");
    vec_push(p->arena, &c.args, "-c");
    vec_push(p->arena, &c.args, name);
    vec_push(p->arena, &p->db.commands, c);
}

static struct place place_new(void)
{
    struct place p = {.arena = arena_new()};
    char dir[] = "/tmp/nostall-load-XXXXXX";
    char *real = mkdtemp(dir) ? realpath(dir, NULL) : NULL;
    if (!real)
        abort();
    p.dir = arena_strdup(p.arena, real);
    free(real);
    return p;
}

static void place_free(struct place *p)
{
    if (system(arena_printf(p->arena, "rm -rf '%s'", p->dir)) != 0)
        fputs("the test's folder stays\n", stderr);
    arena_free(p->arena);
}

static void take(void *ctx, uint32_t unit, struct facts *f)
{
    struct seen *s = ctx;
    if (unit != s->len || unit >= 20)
        abort();
    s->functions[unit] = f->functions.len;
    s->problems[unit] = f->problems.len;
    s->sources[unit] = str_text(s->strs, f->source);
    s->len++;
    facts_free(f);
}

static void progress(void *ctx, uint32_t done, uint32_t total, const char *unit)
{
    struct seen *s = ctx;
    s->last_done = done;
    s->last_total = total;
    s->waited_for |= unit != NULL;
}

static enum load_end load(struct place *p, struct strs *strs, bool cached, struct seen *seen,
                          struct load_report *report)
{
    struct diags *diags = diags_new();
    struct cache *cache = cached ? cache_open(at(p, "cache"), "salt", CACHE_SIZE_MAX, diags) : NULL;
    struct load_options options = {.root = p->dir,
                                   .cache = cache,
                                   .jobs = 2,
                                   .timeout_s = 3,
                                   .progress = progress,
                                   .progress_ctx = seen};
    *seen = (struct seen){.strs = strs};
    enum load_end end =
        load_units(p->arena, &options, &p->db, strs, p->arena, take, seen, report, diags);
    cache_close(cache);
    diags_print(diags, 0, stderr);
    diags_free(diags);
    return end;
}

static void test_units(struct test *t)
{
    struct place p = place_new();
    put(&p, "a.h", "static inline int twice(int x) { return 2 * x; }\n");
    add_unit(&p, "a.c", "#include \"a.h\"\nint f(void) { return twice(1); }\n");
    add_unit(&p, "crash.c", CRASH);
    add_unit(&p, "b.c", "#include \"a.h\"\nint g(void) { return twice(2); }\n");
    add_unit(&p, "endless.c", ENDLESS);
    add_unit(&p, "wrong.c", "#include \"missing.h\"\nint h(void) { return 1; }\n");
    add_unit(&p, "c.c", "int i(void) { return 3; }\n");
    usleep(40000);
    for (int round = 0; round < 3; round++) {
        struct strs *strs = strs_new();
        struct seen s;
        struct load_report r;
        CHECK_NUMBER(t, load(&p, strs, round > 0, &s, &r), LOAD_DONE);
        CHECK_NUMBER(t, s.len, 6);
        CHECK_NUMBER(t, s.last_done * 10 + s.last_total, 66);
        CHECK(t, s.waited_for); /* that which takes long is named */
        CHECK_TEXT(t, s.sources[0], "a.c");
        CHECK_TEXT(t, s.sources[1], "crash.c");
        CHECK_NUMBER(t, s.functions[0], 2);
        CHECK_NUMBER(t, s.functions[1] + s.functions[3], 0);
        CHECK_NUMBER(t, s.problems[1] * s.problems[3], 1);
        CHECK_NUMBER(t, s.functions[2], 1); /* twice() is there already */
        CHECK_NUMBER(t, s.functions[4], 1);
        CHECK_NUMBER(t, r.cached, round == 2 ? 3 : 0);
        CHECK_NUMBER(t, r.cached + r.extracted, 6);
        CHECK_NUMBER(t, r.crashed, 1);
        CHECK_NUMBER(t, r.timed_out + r.out_of_memory, 1);
        CHECK_NUMBER(t, r.with_errors, 1);
        CHECK_NUMBER(t, r.failures.len, 3);
        if (r.failures.len == 3) {
            CHECK_NUMBER(t, r.failures.at[0].unit, 1);
            CHECK_NUMBER(t, r.failures.at[2].unit, 4);
            CHECK_TEXT(t, r.failures.at[2].reason, "wrong.c:1:10: 'missing.h' file not found");
        }
        strs_free(strs);
    }
    place_free(&p);
}

/* cmd_extract in P's folder, in silence. */
static int extract(const struct place *p, const char *const *words, int len)
{
    char *argv[20] = {NULL};
    for (int i = 0; i < len; i++)
        argv[i] = arena_strdup(p->arena, words[i]);
    int here = open(".", O_RDONLY), quiet = open("/dev/null", O_WRONLY), err = dup(2);
    if (here < 0 || chdir(p->dir) != 0)
        abort();
    dup2(quiet, 2);
    int status = cmd_extract(len, argv);
    dup2(err, 2);
    if (fchdir(here) != 0)
        abort();
    close(here);
    close(quiet);
    close(err);
    return status;
}

#define EXTRACT(P, ...)                                                                            \
    extract((P), (const char *const[]){"extract", __VA_ARGS__},                                    \
            (int)(sizeof((const char *const[]){"extract", __VA_ARGS__}) / sizeof(char *)))

static void test_extract(struct test *t)
{
    struct place p = place_new();
    put(&p, "a b#$.h", "int h(void);\n");
    put(&p, "ok.c", "#include \"a b#$.h\"\nint f(void) { return h(); }\n");
    put(&p, "wrong.c", "int f(void) { return }\n");
    put(&p, "crash.c", CRASH);
    CHECK_NUMBER(
        t, EXTRACT(&p, "-o", "x.facts", "-MD", "x.d", "--", "ccache", "gcc", "-O2", "-c", "ok.c"),
        0);
    CHECK_NUMBER(t, EXTRACT(&p, "-o", "wrong.facts", "--", "gcc", "-c", "wrong.c"), 3);
    CHECK_NUMBER(t, EXTRACT(&p, "-o", "crash.facts", "--", "gcc", "-c", "crash.c"), 3);
    CHECK_NUMBER(t, access(at(&p, "wrong.facts"), R_OK), 0);
    CHECK(t, access(at(&p, "crash.facts"), R_OK) != 0);
    CHECK_NUMBER(t, EXTRACT(&p, "-o", "x.facts"), 2);
    CHECK_NUMBER(t, EXTRACT(&p, "--", "gcc", "ok.c"), 2);
    CHECK_NUMBER(t, EXTRACT(&p, "-o", "x.facts", "gcc", "ok.c"), 2);
    CHECK_NUMBER(t, EXTRACT(&p, "-o", "x.facts", "--", "gcc", "-v"), 2);
    CHECK_NUMBER(t, EXTRACT(&p, "-o", "x.facts", "--", "gcc", "ok.c", "wrong.c"), 2);
    CHECK_NUMBER(t, EXTRACT(&p, "-o", "no/such/folder/x.facts", "--", "gcc", "ok.c"), 2);
    CHECK_NUMBER(t, EXTRACT(&p, "--timeout", "soon", "-o", "x.facts", "--", "gcc", "ok.c"), 2);

    char text[200] = "";
    FILE *f = fopen(at(&p, "x.d"), "r");
    if (CHECK(t, f != NULL)) {
        text[fread(text, 1, sizeof text - 1, f)] = '\0';
        fclose(f);
    }
    CHECK_TEXT(t, text, "x.facts: \\\n  ok.c \\\n  a\\ b\\#$$.h\n");

    struct strs *strs = strs_new();
    struct diags *diags = diags_new();
    struct seen s = {.strs = strs};
    struct load_report r;
    const char *dir = p.dir, *none = "/nonexistent";
    CHECK(t, load_facts(p.arena, &dir, 1, strs, p.arena, take, &s, &r, diags));
    CHECK_NUMBER(t, s.len, 2);
    CHECK_TEXT(t, s.sources[0], "wrong.c");
    CHECK_TEXT(t, s.sources[1], "ok.c");
    CHECK_NUMBER(t, r.with_errors, 1);
    CHECK(t, !load_facts(p.arena, &none, 1, strs, p.arena, take, &s, &r, diags));
    diags_free(diags);
    strs_free(strs);
    place_free(&p);
}

int main(void)
{
    struct test t = {0};
    test_units(&t);
    test_extract(&t);
    return test_end(&t);
}
