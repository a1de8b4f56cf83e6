/* Baselines: what is written is met again, stale entries are told, damaged files are located
 * errors. */
#include "report/baseline.h"
#include "report_fixture.h"

static bool covers_most(const void *ctx, const char *id, const char *file)
{
    (void)ctx, (void)id;
    return strcmp(file, "src/left.c") != 0;
}

static void check_round_trip(struct test *t)
{
    struct fixture x, y;
    struct buf text = {0}, updated = {0};
    struct diags *diags = diags_new();
    fixture_init(&x);
    fixture_fill(&x);
    baseline_write(x.findings, &text);
    struct baseline *b = baseline_parse("base.json", text.at, text.len, diags);
    fixture_init(&y);
    fixture_dns(&y, at(&y, "src/loop.c", 108, 5, 14), "on_timer");
    fixture_add(&y, "NS101", at(&y, "src/new.c", 1, 1, 0), "f", "m", NULL);
    findings_finish(y.findings);
    if (CHECK(t, b)) {
        baseline_apply(b, y.findings);
        CHECK(t, y.findings->all.at[0].in_baseline);
        CHECK(t, !y.findings->all.at[1].in_baseline);
        /* five findings, one of them suppressed, one met */
        CHECK_NUMBER(t, baseline_stale(b, covers_most, NULL, DIAG_NOTE, diags), 3);
        CHECK_NUMBER(t, diags_len(diags), 3);
        CHECK_NUMBER(t, baseline_update(b, y.findings, covers_most, NULL, &updated), 3);
        CHECK(t, strstr(updated.at, "on_timer") && !strstr(updated.at, "new.c"));
        CHECK(t, !strstr(updated.at, "getchar"));
    }
    baseline_free(b);
    diags_free(diags);
    buf_release(&text);
    buf_release(&updated);
    fixture_release(&y);
    fixture_release(&x);
}

static void check_damaged(struct test *t)
{
    static const struct {
        const char *text, *wanted;
        uint32_t line;
    } rows[] = {
        {"", "damaged baseline", 1},
        {"{\"version\":1,\n<<<<<<< HEAD\n", "damaged baseline", 2},
        {"[]", "this is no baseline", 1},
        {"{\"version\":2,\"findings\":[]}", "version 2", 1},
        {"{\"version\":1,\"findings\":[{\"fingerprint\":\"12\"}]}", "entry 1 ", 0},
        {"{\"version\":1,\"findings\":[7]}", "entry 1 ", 0},
    };
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        struct diags *diags = diags_new();
        struct baseline *b = baseline_parse("base.json", rows[i].text, strlen(rows[i].text), diags);
        CHECK(t, !b);
        if (CHECK_NUMBER(t, diags_len(diags), 1)) {
            const struct diag *d = diags_get(diags, 0);
            CHECK_TEXT(t, d->file, "base.json");
            CHECK_NUMBER(t, d->line, rows[i].line);
            CHECK(t, strstr(d->text, rows[i].wanted));
        }
        baseline_free(b);
        diags_free(diags);
    }
    struct diags *diags = diags_new();
    CHECK(t, !baseline_load("/nonexistent/base.json", diags));
    CHECK_NUMBER(t, diags_len(diags), 2);
    diags_free(diags);
}

/* A renamed file has the same findings; a copy of it has new ones. */
static void check_renamed(struct test *t)
{
    struct fixture x, y;
    struct buf text = {0};
    struct diags *diags = diags_new();
    fixture_init(&x);
    fixture_dns(&x, at(&x, "src/loop.c", 8, 5, 14), "on_timer");
    fixture_dns(&x, at(&x, "src/kept.c", 8, 5, 14), "on_timer");
    findings_finish(x.findings);
    baseline_write(x.findings, &text);
    struct baseline *b = baseline_parse("base.json", text.at, text.len, diags);
    fixture_init(&y);
    fixture_dns(&y, at(&y, "src/again.c", 8, 5, 14), "on_timer");
    fixture_dns(&y, at(&y, "src/kept.c", 18, 5, 14), "on_timer");
    fixture_dns(&y, at(&y, "src/renamed.c", 8, 5, 14), "on_timer");
    findings_finish(y.findings);
    if (CHECK(t, b)) {
        baseline_apply(b, y.findings);
        CHECK(t, y.findings->all.at[0].in_baseline != y.findings->all.at[2].in_baseline);
        CHECK(t, y.findings->all.at[1].in_baseline);
        CHECK_NUMBER(t, baseline_stale(b, covers_most, NULL, DIAG_ERROR, diags), 0);
    }
    baseline_free(b);
    diags_free(diags);
    buf_release(&text);
    fixture_release(&y);
    fixture_release(&x);
}

int main(void)
{
    struct test t = {0};
    check_round_trip(&t);
    check_damaged(&t);
    check_renamed(&t);
    return test_end(&t);
}
