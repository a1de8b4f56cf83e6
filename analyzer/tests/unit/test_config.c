#include "input/config.h"

#include "diags_text.h"
#include "folder.h"
#include "test.h"

struct fixture {
    struct folder folder;
    struct arena *arena;
    struct strs *strs;
    struct rules *r;
    struct diags *d;
    struct config c;
    struct buf text;
};

static void start(struct fixture *f)
{
    *f = (struct fixture){.arena = arena_new(), .d = diags_new(), .strs = strs_new()};
    f->r = rules_new(f->strs);
    if (!folder_make(&f->folder))
        abort();
}

static void stop(struct fixture *f)
{
    buf_release(&f->text);
    folder_remove(&f->folder);
    diags_free(f->d);
    rules_free(f->r);
    strs_free(f->strs);
    arena_free(f->arena);
}

static bool find_and_load(struct fixture *f, const char *const *folders, const char *here)
{
    const char *file = config_find(f->arena, folders, here, f->folder.path, f->d);
    return !file || config_load_file(f->arena, file, f->r, &f->c, f->d);
}

static bool load(struct fixture *f, const char *yaml)
{
    const char *folders[] = {paths_join(f->arena, f->folder.path, "build"), NULL};
    folder_write(&f->folder, "build/x", "");
    return folder_write(&f->folder, ".nostall.yaml", yaml) && find_and_load(f, folders, "/");
}

static void test_good(struct test *t)
{
    struct fixture f;
    start(&f);
    folder_write(&f.folder, "more/a.yaml", "nostall: 1\npack: more\nforks: [f]\n");
    CHECK(t, load(&f, "nostall: 1\n"
                      "blocking: [{function: slow, kind: custom}]\n"
                      "cut: [{caller: a, callee: b, reason: start}]\n"
                      "rules: more/a.yaml\n"
                      "packs: {enable: [more], disable: []}\n"
                      "checks:\n"
                      "  NS106: {level: note}\n"
                      "  blocking-lock: off\n"
                      "paths:\n"
                      "  - {match: 'tests/**', disable: [NS1, blocking-io]}\n"
                      "min_certainty: depends\n"
                      "fail_on: never\n"));
    CHECK_TEXT(t, diags_text(f.d, &f.text), "");
    CHECK_TEXT(t, f.c.root, f.folder.path);
    CHECK(t, f.c.file && strstr(f.c.file, ".nostall.yaml"));
    if (CHECK_NUMBER(t, f.r->packs.len, 2)) {
        const struct pack *p = f.r->packs.at[1];
        CHECK_TEXT(t, str_text(f.strs, f.r->packs.at[0]->name), "more");
        CHECK_TEXT(t, str_text(f.strs, p->name), "project");
        CHECK(t, p->blocking.len == 1 && p->cuts.len == 1);
        CHECK_NUMBER(t, p->cancellation.error_arg, INT32_MIN);
        CHECK_NUMBER(t, p->blocking.at[0].origin.line, 2);
    }
    CHECK_TEXT(t, f.c.rules.at[0], arena_printf(f.arena, "%s/more/a.yaml", f.folder.path));
    CHECK(t, f.c.packs_enable.len == 1 && f.c.packs_disable.len == 0);
    if (CHECK_NUMBER(t, f.c.checks.len, 2)) {
        CHECK_TEXT(t, f.c.checks.at[0].check, "NS106");
        CHECK_NUMBER(t, f.c.checks.at[0].level, LEVEL_NOTE);
        CHECK(t, f.c.checks.at[0].line == 7 && f.c.checks.at[0].col == 3);
        CHECK_NUMBER(t, f.c.checks.at[1].level, LEVEL_OFF);
    }
    CHECK_TEXT(t, f.c.paths.at[0].match, "tests/**");
    CHECK_NUMBER(t, f.c.paths.at[0].disable.len, 2);
    CHECK(t, f.c.has_min_certainty && f.c.min_certainty == CERTAINTY_DEPENDS);
    CHECK(t, f.c.has_fail_on && f.c.fail_on == LEVEL_OFF);
    stop(&f);
}

static const struct {
    const char *yaml, *errors;
} refusals[] = {
    {"", "1:1 error: the file is empty; it must start with 'nostall: 1'\n"},
    {"check: {}", "1:1 error: the first key must be 'nostall: 1', the version of the format\n"},
    {"nostall: 1\nchecs: {}", "2:1 error: unknown key 'checs'; did you mean 'checks'?\n"},
    {"nostall: 1\ndetect: {headers: [a.h]}",
     "2:9 error: 'detect' has no place here: the project's own pack is always on\n"},
    {"nostall: 1\nchecks: {NS106: {levl: note}}",
     "2:18 error: unknown key 'levl'; did you mean 'level'?\n"
     "2:17 error: 'level' is missing\n"},
    {"nostall: 1\nchecks: {NS106: never}",
     "2:17 error: 'level' cannot be 'never'; choices: error, warning, note, off\n"},
    {"nostall: 1\nchecks: [NS106]",
     "2:9 error: 'checks' is a mapping such as 'NS106: {level: note}', not a list\n"},
    {"nostall: 1\npaths: {match: a}",
     "2:8 error: 'paths' is a list, not a mapping; start each entry with a dash\n"},
    {"nostall: 1\npaths: [{match: a}]",
     "2:9 error: nothing is said of 'a'; add 'disable', 'level' or 'checks'\n"},
    {"nostall: 1\nfail_on: fatal",
     "2:10 error: 'fail_on' cannot be 'fatal'; choices: error, warning, note, never\n"},
    {"nostall: 1\nmin_certainty: [usually]",
     "2:16 error: 'min_certainty' is one of always, usually, depends, not a list\n"},
    {"nostall: 1\nrules: [none.yaml]", "0:0 error: cannot be read: No such file or directory\n"
                                       "2:9 note: 'none.yaml' is named here\n"},
    {"nostall: 1\npacks: {disable: [lobuv, abcdef]}",
     "2:19 error: no pack has the name 'lobuv'; did you mean 'libuv'?\n"
     "2:26 error: no pack has the name 'abcdef'; 'nostall rules list' shows them\n"},
};

static void test_refusals(struct test *t)
{
    static const char libuv[] = "nostall: 1\npack: libuv\n";
    for (uint32_t i = 0; i < COUNT(refusals); i++) {
        struct fixture f;
        start(&f);
        CHECK(t, rules_load_text(f.r, "u.yaml", libuv, sizeof libuv - 1, f.d));
        CHECK(t, !load(&f, refusals[i].yaml));
        CHECK_NUMBER(t, f.r->packs.len, 1);
        CHECK(t, !f.c.root);
        CHECK_TEXT(t, diags_text(f.d, &f.text), refusals[i].errors);
        stop(&f);
    }
}

static void test_none(struct test *t)
{
    struct fixture f;
    start(&f);
    const char *folders[] = {f.folder.path, NULL};
    CHECK(t, find_and_load(&f, folders, "/"));
    CHECK(t, !f.c.file && !f.c.root);
    CHECK_NUMBER(t, f.r->packs.len, 0);
    stop(&f);
}

/* The first folder from which one is found counts, whatever is nearer to the later ones. */
static void test_order(struct test *t)
{
    struct fixture f;
    start(&f);
    folder_write(&f.folder, "build/.nostall.yaml", "nostall: 1\nloops: {ignore: [one, two_*]}\n");
    folder_write(&f.folder, "src/.nostall.yaml", "nostall: 1\n");
    const char *folders[] = {paths_join(f.arena, f.folder.path, "build"),
                             paths_join(f.arena, f.folder.path, "src"), NULL};
    CHECK(t, find_and_load(&f, folders, "/"));
    CHECK_TEXT(t, f.c.root, folders[0]);
    CHECK_NUMBER(t, f.c.names.len, 2);
    CHECK_TEXT(t, str_text(f.strs, f.c.names.at[1].text), "two_*");
    CHECK(t, f.c.names.at[1].line == 2 && f.c.names.at[1].col == 23);
    CHECK(t, find_and_load(&f, folders + 1, "/"));
    CHECK_TEXT(t, f.c.root, folders[1]);
    stop(&f);
}

static void test_kind(struct test *t)
{
    struct fixture f;
    start(&f);
    folder_write(&f.folder, "pack.yaml", "nostall: 1\npack: more\n");
    folder_write(&f.folder, "own.yaml", "nostall: 1\npacks: {enable: []}\n");
    CHECK(t, !config_is_project(f.arena, paths_join(f.arena, f.folder.path, "pack.yaml")));
    CHECK(t, config_is_project(f.arena, paths_join(f.arena, f.folder.path, "own.yaml")));
    CHECK(t, !config_is_project(f.arena, paths_join(f.arena, f.folder.path, "none.yaml")));
    stop(&f);
}

static void test_levels(struct test *t)
{
    enum level level = LEVEL_OFF;
    CHECK(t, level_parse("warning", &level) && level == LEVEL_WARNING);
    CHECK(t, level_parse("never", &level) && level == LEVEL_OFF);
    CHECK(t, level_parse("off", &level) && !level_parse("fatal", &level));
    CHECK_TEXT(t, level_name(LEVEL_NOTE), "note");
    CHECK_TEXT(t, level_name(LEVEL_OFF), "off");
}

static const struct {
    const char *pattern, *path;
    bool matches;
} globs[] = {
    {"tests/**", "tests/a.c", true},
    {"tests/**", "tests/x/y/a.c", true},
    {"tests/**", "src/tests/a.c", false},
    {"tests/", "tests/a.c", true},
    {"tests/", "src/tests/a.c", true},
    {"tests/", "src/tests", false},
    {"tests", "src/tests/a.c", true},
    {"/tests", "src/tests/a.c", false},
    {"./tests", "tests/a.c", true},
    {"*.c", "src/a.c", true},
    {"*.c", "src/a.h", false},
    {"src/*.c", "src/a.c", true},
    {"src/*.c", "src/b/a.c", false},
    {"src/*", "src/b/a.c", true},
    {"src/**/a.c", "src/a.c", true},
    {"src/**/a.c", "src/x/y/a.c", true},
    {"src/**/a.c", "src/x/ya.c", false},
    {"**/gen/*.c", "a/b/gen/x.c", true},
    {"**/gen/*.c", "gen/x.c", true},
    {"**/gen/*.c", "a/agen/x.c", false},
    {"**", "any/thing.c", true},
    {"src/[a-c]?.c", "src/b1.c", true},
    {"src?a.c", "src/a.c", false},
    {"a/*/c", "a/b/c", true},
    {"a/*/c", "a/b/b/c", false},
    {"lib/foo", "lib/foobar.c", false},
    {"lib/foo", "lib/foo/bar.c", true},
    {"**/a*b*/**/c.c", "x/ab/c.c", true},
    {"", "a.c", false},
    {"src/a.c", "./src/a.c", true},
    {"a/**b/c", "a/x/yb/c", true},
};

static void test_paths(struct test *t)
{
    for (uint32_t i = 0; i < COUNT(globs); i++)
        if (!CHECK(t, path_match(globs[i].pattern, globs[i].path) == globs[i].matches))
            fprintf(stderr, "  %s on %s\n", globs[i].pattern, globs[i].path);
}

int main(void)
{
    struct test t = {0};
    test_good(&t);
    test_refusals(&t);
    test_none(&t);
    test_order(&t);
    test_kind(&t);
    test_levels(&t);
    test_paths(&t);
    return test_end(&t);
}
