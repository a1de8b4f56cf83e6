/* Runs nostall on testdata and compares its findings with the expectations in the files (see
 * expectation.h).
 *
 *     expect NOSTALL SOURCE_DIR [FAMILY[/CASE]]...
 *
 * testdata/FAMILY/CASE.c is one unit, checked as `nostall check CASE.c -- FLAGS`;
 * testdata/FAMILY/CASE/ holds several units that are linked through a compile_commands.json. Each
 * case is copied into a folder of its own together with what it needs (headers, YAML). It runs
 * twice: as it is, and with a suppression in place of each expectation, when there must be no
 * finding at all. Missing and unexpected findings both fail.
 */
#include "base/buf.h"
#include "tests/expectation.h"
#include "tests/process.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIME_LIMIT_SECONDS = 60 };

struct harness {
    const char *nostall, *source_dir, *testdata;
    uint32_t passed, failed;
};

struct test_case {
    struct arena *arena;
    const struct harness *harness;
    const char *name;   /* FAMILY/CASE */
    const char *origin; /* folder that its files are in */
    const char *dir;    /* folder of its own */
    bool linked;        /* several units */
    name_list sources;
    struct expected expected;
    const char *headline; /* printed before the first complaint */
    bool failed;
};

static void complain(struct test_case *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void complain(struct test_case *t, const char *fmt, ...)
{
    va_list args;
    if (!t->failed)
        printf("FAIL %s\n", t->name);
    t->failed = true;
    va_start(args, fmt);
    fputs("  ", stdout);
    if (t->headline)
        printf("%s: ", t->headline);
    vprintf(fmt, args);
    putchar('\n');
    va_end(args);
}

/* ---- preparing ---- */

static bool has_suffix(const char *name, const char *suffix)
{
    size_t len = strlen(name), tail = strlen(suffix);
    return len >= tail && strcmp(name + len - tail, suffix) == 0;
}

static void copy_file(struct test_case *t, const char *name, bool suppressed)
{
    char *text = file_read(t->arena, arena_printf(t->arena, "%s/%s", t->origin, name));
    bool source = has_suffix(name, ".c") || has_suffix(name, ".h");
    if (source && suppressed)
        text = expected_suppressed(t->arena, text);
    else if (source)
        expected_add(t->arena, name, text, &t->expected);
    file_write(arena_printf(t->arena, "%s/%s", t->dir, name), text, strlen(text));
}

/* Fill the case's own folder; SUPPRESSED: with suppressions in place of the expectations. */
static void copy_files(struct test_case *t, bool suppressed)
{
    name_list names = folder_list(t->arena, t->origin, "", true);
    for (uint32_t i = 0; i < names.len; i++) {
        const char *name = names.at[i];
        if (is_folder(arena_printf(t->arena, "%s/%s", t->origin, name)))
            continue;
        if (t->linked || !has_suffix(name, ".c") || strcmp(name, t->sources.at[0]) == 0)
            copy_file(t, name, suppressed);
    }
}

static void write_database(struct test_case *t)
{
    json_t *db = json_array();
    for (uint32_t i = 0; i < t->sources.len; i++) {
        json_t *args = json_pack("[s,s,s++,s++]", "cc", "-std=gnu17", "-I", t->harness->testdata,
                                 "/include", "-I", t->harness->source_dir, "/analyzer/include");
        for (uint32_t k = 0; k < t->expected.flags.len; k++)
            json_array_append_new(args, json_string(t->expected.flags.at[k]));
        json_array_append_new(args, json_string("-c"));
        json_array_append_new(args, json_string(t->sources.at[i]));
        json_array_append_new(db, json_pack("{s:s,s:s,s:o}", "directory", t->dir, "file",
                                            t->sources.at[i], "arguments", args));
    }
    char *text = json_dumps(db, JSON_INDENT(1));
    file_write(arena_printf(t->arena, "%s/compile_commands.json", t->dir), text, strlen(text));
    free(text);
    json_decref(db);
}

static struct outcome run_nostall(struct test_case *t)
{
    VEC(const char *) argv = {0};
    const char *fixed[] = {t->harness->nostall, "check",       "--format", "json",
                           "--no-cache",        "--all-paths", "-j",       "1"};
    for (uint32_t i = 0; i < COUNT(fixed); i++)
        vec_push(t->arena, &argv, fixed[i]);
    for (uint32_t i = 0; i < t->expected.args.len; i++)
        vec_push(t->arena, &argv, t->expected.args.at[i]);
    if (t->linked) {
        write_database(t);
        vec_push(t->arena, &argv, "-p");
        vec_push(t->arena, &argv, ".");
    } else {
        vec_push(t->arena, &argv, t->sources.at[0]);
        vec_push(t->arena, &argv, "--");
        vec_push(t->arena, &argv, "-std=gnu17");
        vec_push(t->arena, &argv, arena_printf(t->arena, "-I%s/include", t->harness->testdata));
        vec_push(t->arena, &argv,
                 arena_printf(t->arena, "-I%s/analyzer/include", t->harness->source_dir));
        for (uint32_t i = 0; i < t->expected.flags.len; i++)
            vec_push(t->arena, &argv, t->expected.flags.at[i]);
    }
    vec_push(t->arena, &argv, NULL);
    return process_run(t->arena, t->dir, argv.at, TIME_LIMIT_SECONDS);
}

/* ---- comparing ---- */

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static uint32_t number_of(const json_t *object, const char *key)
{
    return (uint32_t)json_integer_value(json_object_get(object, key));
}

static bool all_in_order(const text_vec *wanted, const json_t *places)
{
    size_t at = 0;
    for (uint32_t i = 0; i < wanted->len; i++) {
        while (at < json_array_size(places) &&
               !strstr(text_of(json_array_get(places, at), "message"), wanted->at[i]))
            at++;
        if (at++ >= json_array_size(places))
            return false;
    }
    return true;
}

static bool same_place(const struct expectation *e, const json_t *finding)
{
    return strcmp(e->id, text_of(finding, "id")) == 0 &&
           strcmp(e->file, text_of(finding, "file")) == 0 && e->line == number_of(finding, "line");
}

/* What of the expectation this finding, at its place, does not fulfil; NULL: it fulfils all. */
static const char *difference(struct arena *arena, const struct expectation *e,
                              const json_t *finding)
{
    if (e->col != number_of(finding, "column"))
        return arena_printf(arena, "column %u was expected", e->col);
    if (strcmp(level_name(e->level), text_of(finding, "level")) != 0)
        return arena_printf(arena, "level %s was expected", level_name(e->level));
    if (e->certainty && strcmp(e->certainty, text_of(finding, "certainty")) != 0)
        return arena_printf(arena, "certainty %s was expected, not %s", e->certainty,
                            text_of(finding, "certainty"));
    for (uint32_t i = 0; i < e->texts.len; i++)
        if (!strstr(text_of(finding, "message"), e->texts.at[i]) &&
            !strstr(text_of(finding, "advice"), e->texts.at[i]))
            return arena_printf(arena, "the message must contain \"%s\"", e->texts.at[i]);
    if (!all_in_order(&e->steps, json_object_get(finding, "path")))
        return "the path lacks a step that was expected";
    if (!all_in_order(&e->related, json_object_get(finding, "related")))
        return "the related locations lack one that was expected";
    return NULL;
}

static void show(struct test_case *t, const json_t *finding, const char *why)
{
    complain(t, "%s:%u:%u: %s: %s [%s] %s", text_of(finding, "file"), number_of(finding, "line"),
             number_of(finding, "column"), text_of(finding, "level"), text_of(finding, "message"),
             text_of(finding, "id"), why);
    size_t i;
    json_t *step;
    json_array_foreach(json_object_get(finding, "path"), i, step)
        printf("      step: %s\n", text_of(step, "message"));
    json_array_foreach(json_object_get(finding, "related"), i, step)
        printf("      related: %s\n", text_of(step, "message"));
    if (*text_of(finding, "advice"))
        printf("      advice: %s\n", text_of(finding, "advice"));
}

/* Find the expectation that a finding fulfils, and complain if there is none. */
static void match(struct test_case *t, const json_t *finding)
{
    const char *why = "was not expected";
    for (uint32_t i = 0; i < t->expected.all.len; i++) {
        struct expectation *e = &t->expected.all.at[i];
        if (e->met || !same_place(e, finding))
            continue;
        if (e->kind == EXPECT_OK) {
            why = "here the line says ok";
            if (e->todo) {
                e->met = true;
                return;
            }
            continue;
        }
        const char *differs = difference(t->arena, e, finding);
        if (!differs) {
            e->met = true;
            if (e->todo)
                show(t, finding, "is found now: make it an expectation without todo-");
            return;
        }
        why = differs;
    }
    show(t, finding, why);
}

static int worst_status(const json_t *findings)
{
    size_t i;
    json_t *finding;
    json_array_foreach(findings, i,
                       finding) if (strcmp(text_of(finding, "level"), "note") != 0) return 1;
    return 0;
}

static void compare(struct test_case *t, const json_t *findings)
{
    size_t i;
    json_t *finding;
    json_array_foreach(findings, i, finding) match(t, finding);
    for (uint32_t k = 0; k < t->expected.all.len; k++) {
        const struct expectation *e = &t->expected.all.at[k];
        if (e->kind == EXPECT_FINDING && !e->met && !e->todo)
            complain(t, "%s:%u:%u: %s %s was expected and is missing", e->file, e->line, e->col,
                     level_name(e->level), e->id);
        if (e->kind == EXPECT_OK && !e->met && e->todo)
            complain(t, "%s:%u: %s is silent now: make it ok: without todo-", e->file, e->line,
                     e->id);
    }
}

/* ---- running ---- */

/* The findings of a run, NULL if there is no answer (then the case has failed). */
static json_t *findings_of(struct test_case *t, const struct outcome *run, bool check_status)
{
    if (run->timeout || run->signal) {
        complain(t, run->timeout ? "no answer within %d seconds" : "ended by signal %d",
                 run->timeout ? TIME_LIMIT_SECONDS : run->signal);
        return NULL;
    }
    json_error_t error;
    json_t *root = json_loads(run->out, 0, &error);
    json_t *findings = json_incref(json_object_get(root, "findings"));
    if (!json_is_array(findings)) {
        complain(t, "exit status %d without JSON on stdout: %s", run->status,
                 root ? "no findings in it" : error.text);
    } else if (check_status) {
        int expected =
            t->expected.exit_status >= 0 ? t->expected.exit_status : worst_status(findings);
        if (run->status != expected)
            complain(t, "exit status %d, %d was expected", run->status, expected);
    }
    if (t->failed && *run->err)
        printf("    stderr: %s", run->err);
    json_decref(root);
    if (!json_is_array(findings)) {
        json_decref(findings);
        return NULL;
    }
    return findings;
}

static void run_as_it_is(struct test_case *t)
{
    copy_files(t, false);
    for (uint32_t i = 0; i < t->expected.problems.len; i++)
        complain(t, "%s", t->expected.problems.at[i]);
    struct outcome run = run_nostall(t);
    json_t *findings = findings_of(t, &run, true);
    if (findings)
        compare(t, findings);
    json_decref(findings);
}

static void run_suppressed(struct test_case *t)
{
    for (uint32_t i = 0; i < t->expected.all.len; i++)
        if (strcmp(t->expected.all.at[i].id, "NS501") == 0)
            return; /* a finding about suppressions themselves */
    copy_files(t, true);
    t->headline = "with suppressions";
    struct outcome run = run_nostall(t);
    json_t *findings = findings_of(t, &run, false);
    size_t i;
    json_t *finding;
    json_array_foreach(findings, i, finding) show(t, finding, "is not suppressed");
    json_decref(findings);
}

static void run_case(struct harness *h, const char *family, const char *name)
{
    struct test_case t = {.arena = arena_new(), .harness = h, .expected.exit_status = -1};
    t.name = arena_printf(t.arena, "%s/%s", family, name);
    t.linked = !has_suffix(name, ".c");
    t.origin = arena_printf(t.arena, t.linked ? "%s/%s/%s" : "%s/%s", h->testdata, family, name);
    t.dir = folder_new(t.arena);
    if (t.linked)
        t.sources = folder_list(t.arena, t.origin, ".c", false);
    else
        vec_push(t.arena, &t.sources, arena_strdup(t.arena, name));
    run_as_it_is(&t);
    if (!t.failed)
        run_suppressed(&t);
    if (t.failed)
        h->failed++;
    else
        h->passed++;
    folder_remove(t.dir);
    arena_free(t.arena);
}

/* ---- finding the cases ---- */

/* Folders of testdata that hold something other than cases. */
static bool is_family(const char *name)
{
    static const char *const others[] = {"include", "lower", "golden", "real", "demo", "fuzz"};
    for (uint32_t i = 0; i < COUNT(others); i++)
        if (strcmp(name, others[i]) == 0)
            return false;
    return true;
}

static void run_family(struct harness *h, const char *family)
{
    struct arena *arena = arena_new();
    const char *dir = arena_printf(arena, "%s/%s", h->testdata, family);
    name_list names = folder_list(arena, dir, "", false);
    for (uint32_t i = 0; i < names.len; i++) {
        const char *path = arena_printf(arena, "%s/%s", dir, names.at[i]);
        if (has_suffix(names.at[i], ".c") ||
            (is_folder(path) && folder_list(arena, path, ".c", false).len))
            run_case(h, family, names.at[i]);
    }
    arena_free(arena);
}

static void run_all(struct harness *h)
{
    struct arena *arena = arena_new();
    name_list families = folder_list(arena, h->testdata, "", false);
    for (uint32_t i = 0; i < families.len; i++)
        if (is_family(families.at[i]) &&
            is_folder(arena_printf(arena, "%s/%s", h->testdata, families.at[i])))
            run_family(h, families.at[i]);
    arena_free(arena);
}

static void run_named(struct harness *h, const char *name)
{
    struct arena *arena = arena_new();
    const char *slash = strchr(name, '/');
    if (slash)
        run_case(h, arena_strndup(arena, name, (size_t)(slash - name)), slash + 1);
    else
        run_family(h, name);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: expect NOSTALL SOURCE_DIR [FAMILY[/CASE]]...\n", stderr);
        return 2;
    }
    struct arena *arena = arena_new();
    struct harness h = {.nostall = path_absolute(arena, argv[1]),
                        .source_dir = path_absolute(arena, argv[2])};
    h.testdata = arena_printf(arena, "%s/testdata", h.source_dir);
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc == 3)
        run_all(&h);
    for (int i = 3; i < argc; i++)
        run_named(&h, argv[i]);
    printf("%u passed, %u failed\n", h.passed, h.failed);
    arena_free(arena);
    return h.failed || !h.passed;
}
