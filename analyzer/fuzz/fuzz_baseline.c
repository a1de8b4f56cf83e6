/* Baselines: JSON of any shape, applied to findings that have the same bytes for their texts. What
 * is written of these is read again and meets each of them, in another file too.
 * For: report/baseline.c report/jtext.c */
#include "fuzz/fuzz.h"
#include "report/baseline.h"

#include <string.h>

/* A finding in each of the first lines of TEXT. */
static struct findings *findings_of(struct strs *strs, const char *file, const char *text)
{
    struct findings *f = findings_new(strs);
    const struct check_rule *rule = NULL;
    for (uint32_t line = 1; line < 8; line++) {
        size_t len = strcspn(text, "\n");
        rule = check_rule_next(rule);
        struct finding finding = {.rule = rule, .level = line % 3 ? LEVEL_ERROR : LEVEL_OFF};
        finding.loc = (struct loc){.file = str_intern(strs, file), .line = line, .col = 1};
        finding.function = str_intern_n(strs, text, len / 2);
        finding.message = arena_strndup(f->arena, text, len);
        vec_push(f->arena, &finding.steps, (struct finding_step){.loc = finding.loc});
        vec_push(f->arena, &f->all, finding);
        text += len + (text[len] == '\n');
    }
    findings_finish(f);
    return f;
}

static bool covers_all(const void *ctx, const char *id, const char *file)
{
    (void)ctx, (void)id, (void)file;
    return true;
}

static void read_back(struct findings *f, const struct buf *written, struct diags *diags)
{
    struct baseline *b = baseline_parse("again.json", written->at, written->len, diags);
    if (!b)
        abort(); /* we wrote what we cannot read */
    baseline_apply(b, f);
    for (uint32_t i = 0; i < f->all.len; i++)
        if (!f->all.at[i].in_baseline && f->all.at[i].level != LEVEL_OFF)
            abort(); /* it was written and is new */
    if (baseline_stale(b, covers_all, NULL, DIAG_NOTE, diags))
        abort(); /* it was written and is not there */
    baseline_free(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strs *strs = strs_new();
    struct diags *diags = diags_new();
    struct arena *arena = arena_new();
    const char *text = arena_strndup(arena, (const char *)data, size);
    struct findings *findings = findings_of(strs, "src/a.c", text);
    struct findings *moved = findings_of(strs, "lib/b.c", text);
    struct buf written = {0}, updated = {0};
    struct baseline *b = baseline_parse("fuzz.json", text, size, diags);
    if (!b && diags_count(diags, DIAG_ERROR) == 0)
        abort(); /* it failed and did not say why */
    baseline_write(findings, &written);
    if (b) {
        baseline_apply(b, findings);
        uint32_t stale = baseline_stale(b, covers_all, NULL, DIAG_NOTE, diags);
        if (baseline_update(b, findings, covers_all, NULL, &updated) != stale)
            abort(); /* it told others than it takes out */
    }
    read_back(findings, &written, diags);
    read_back(moved, &written, diags);
    baseline_free(b);
    buf_release(&written);
    buf_release(&updated);
    findings_free(moved);
    findings_free(findings);
    arena_free(arena);
    diags_free(diags);
    strs_free(strs);
    return 0;
}
