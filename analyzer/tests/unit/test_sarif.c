/* SARIF: goldens, and what consumers trip over. scripts/acceptance runs the consumers themselves.
 */
#include "report/jtext.h"
#include "report/sarif_place.h"
#include "report_fixture.h"

static json_t *written(const struct report *r)
{
    struct buf out = {0};
    report_sarif.write(r, &out);
    json_t *root = json_loadb(out.at, out.len, 0, NULL);
    buf_release(&out);
    return root;
}

static const json_t *run_of(const json_t *root)
{
    return json_array_get(json_object_get(root, "runs"), 0);
}

/* Everything but the help pages, which change on their own. */
static void written_short(const struct report *r, struct buf *out)
{
    json_t *root = written(r), *rule;
    const json_t *tool = json_object_get(run_of(root), "tool");
    size_t i;
    json_array_foreach(json_object_get(json_object_get(tool, "driver"), "rules"), i, rule)
    {
        json_object_del(rule, "fullDescription");
        json_object_del(rule, "help");
    }
    jtext_dump(root, out);
}

static void check_goldens(struct test *t, bool update)
{
    struct fixture x;
    fixture_init(&x);
    fixture_fill(&x);
    struct buf out = {0};
    written_short(&x.report, &out);
    check_golden(t, "report.sarif", &out, update);
    buf_clear(&out);
    x.report.show_suppressed = true;
    x.report.has_baseline = true;
    x.findings->all.at[0].in_baseline = true;
    written_short(&x.report, &out);
    check_golden(t, "report-all.sarif", &out, update);
    buf_release(&out);
    fixture_release(&x);
}

/* The whole log, for scripts/acceptance. */
static int write_log(const char *path)
{
    struct fixture x;
    fixture_init(&x);
    fixture_fill(&x);
    struct buf out = {0};
    report_sarif.write(&x.report, &out);
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(out.at, 1, out.len, file) == out.len;
    good = file && fclose(file) == 0 && good;
    buf_release(&out);
    fixture_release(&x);
    return good ? 0 : 1;
}

/* Every rule has what GitHub and the viewers ask for, within GitHub's limits. */
static void check_rules_complete(struct test *t)
{
    struct fixture x;
    fixture_init(&x);
    memset(x.enabled, true, check_rule_count());
    json_t *root = written(&x.report), *rule;
    const json_t *driver = json_object_get(json_object_get(run_of(root), "tool"), "driver");
    size_t i;
    CHECK_NUMBER(t, json_array_size(json_object_get(driver, "rules")), check_rule_count());
    json_array_foreach(json_object_get(driver, "rules"), i, rule)
    {
        static const char *const texts[] = {"shortDescription", "fullDescription", "help"};
        for (uint32_t k = 0; k < COUNT(texts); k++) {
            const json_t *text = json_object_get(json_object_get(rule, texts[k]), "text");
            size_t len = json_string_length(text);
            if (!CHECK(t, len && (k == 2 || len <= 1024)))
                fprintf(stderr, "  %s of %s\n", texts[k],
                        json_string_value(json_object_get(rule, "id")));
        }
    }
    json_decref(root);
    fixture_release(&x);
}

static const char *listed_id(const json_t *root, size_t index)
{
    const json_t *driver = json_object_get(json_object_get(run_of(root), "tool"), "driver");
    const json_t *rule = json_array_get(json_object_get(driver, "rules"), index);
    return json_string_value(json_object_get(rule, "id"));
}

/* The rules that were looked for are listed, with results or without, and results point at theirs.
 */
static void check_rule_list(struct test *t)
{
    struct fixture x;
    fixture_init(&x);
    fixture_fill(&x);
    x.enabled[check_rule_index(check_rule_find("NS102"))] = true;
    json_t *root = written(&x.report), *result;
    size_t i;
    CHECK_TEXT(t, listed_id(root, 1), "NS102");
    CHECK_TEXT(t, listed_id(root, 5), NULL);
    json_array_foreach(json_object_get(run_of(root), "results"), i, result)
    {
        json_int_t index = json_integer_value(json_object_get(result, "ruleIndex"));
        CHECK_TEXT(t, listed_id(root, (size_t)index),
                   json_string_value(json_object_get(result, "ruleId")));
    }
    json_decref(root);
    fixture_release(&x);
}

static void check_clean(struct test *t)
{
    struct fixture x;
    fixture_init(&x);
    json_t *root = written(&x.report);
    const json_t *results = json_object_get(run_of(root), "results");
    CHECK(t, json_is_array(results) && json_array_size(results) == 0);
    json_decref(root);
    fixture_release(&x);
}

static const json_t *walk(const json_t *at, const char *const *keys, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        at = json_is_array(at) ? json_array_get(at, (size_t)atoi(keys[i]))
                               : json_object_get(at, keys[i]);
    return at;
}

static void check_long_path(struct test *t)
{
    struct fixture x;
    fixture_init(&x);
    struct finding *f = fixture_dns(&x, at(&x, "src/loop.c", 8, 5, 14), "on_timer");
    for (uint32_t i = 0; i < 300; i++)
        fixture_step(&x, f, PATH_STEP_CALL, at(&x, "src/helper.c", 10, 5, 7), "f", "'f' calls 'f'");
    fixture_step(&x, f, PATH_STEP_LEAF, at(&x, "src/helper.c", 5, 12, 11), "g", "the leaf");
    findings_finish(x.findings);
    json_t *root = written(&x.report);
    static const char *const keys[] = {"results",     "0", "codeFlows", "0",
                                       "threadFlows", "0", "locations"};
    const json_t *steps = walk(run_of(root), keys, COUNT(keys));
    CHECK_NUMBER(t, json_array_size(steps), 98);
    const json_t *last = json_array_get(steps, json_array_size(steps) - 1);
    CHECK_TEXT(t, json_string_value(json_object_get(last, "importance")), "essential");
    CHECK_NUMBER(t, json_integer_value(json_object_get(json_array_get(steps, 0), "nestingLevel")),
                 1);
    json_decref(root);
    fixture_release(&x);
}

static void check_uris(struct test *t)
{
    struct buf out = {0};
    sarif_uri(&out, "a b/c:d/\xFF#?%.c");
    CHECK_TEXT(t, out.at, "a%20b/c%3Ad/%FF%23%3F%25.c");
    buf_clear(&out);
    sarif_folder_uri(&out, "/home/a b");
    CHECK_TEXT(t, out.at, "file:///home/a%20b/");
    buf_release(&out);
}

/* A place that the file does not have, and one without a token: still four coordinates. */
static void check_regions(struct test *t)
{
    struct fixture x;
    fixture_init(&x);
    static const char *const keys[] = {"startLine", "startColumn", "endLine", "endColumn"};
    struct loc locs[] = {at(&x, "src/loop.c", 999, 1, 3), at(&x, "missing.c", 1, 1, 0),
                         at(&x, "src/loop.c", 13, 1, 0), at(&x, "src/loop.c", 4, 1, 0),
                         at(&x, "src/loop.c", 0, 0, 0)};
    for (uint32_t i = 0; i < COUNT(locs); i++) {
        json_t *region = sarif_region(&x.report, locs[i], false);
        for (uint32_t k = 0; k < COUNT(keys); k++)
            CHECK(t, json_integer_value(json_object_get(region, keys[k])) >= 1);
        json_decref(region);
    }
    /* behind o-umlaut, sharp s and an astral character: 28 bytes are 24 units */
    json_t *region = sarif_region(&x.report, at(&x, "src/loop.c", 13, 29, 14), false);
    CHECK_NUMBER(t, json_integer_value(json_object_get(region, "startColumn")), 25);
    CHECK_NUMBER(t, json_integer_value(json_object_get(region, "endColumn")), 39);
    json_decref(region);
    fixture_release(&x);
}

int main(int argc, char **argv)
{
    struct test t = {0};
    if (argc > 2 && !strcmp(argv[1], "--write"))
        return write_log(argv[2]);
    check_rules_complete(&t);
    check_goldens(&t, argc > 1 && !strcmp(argv[1], "--update"));
    check_rule_list(&t);
    check_clean(&t);
    check_long_path(&t);
    check_uris(&t);
    check_regions(&t);
    return test_end(&t);
}
