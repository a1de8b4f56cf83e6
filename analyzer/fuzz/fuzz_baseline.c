/* Baselines: JSON of any shape, applied to a run without findings, and brought up to date. */
#include "fuzz/fuzz.h"
#include "report/baseline.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strs *strs = strs_new();
    struct diags *diags = diags_new();
    struct findings *findings = findings_new(strs);
    findings_finish(findings);
    char *text = malloc(size + 1); /* texts are NUL-terminated beside their length */
    if (!text)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    struct baseline *b = baseline_parse("fuzz.json", text, size, diags);
    if (!b && diags_count(diags, DIAG_ERROR) == 0)
        abort(); /* it failed and did not say why */
    if (b) {
        struct buf out = {0};
        baseline_apply(b, findings);
        baseline_stale(b, DIAG_NOTE, diags);
        baseline_write(findings, &out);
        struct baseline *again = baseline_parse("again.json", out.at, out.len, diags);
        if (!again)
            abort(); /* we wrote what we cannot read */
        baseline_free(again);
        baseline_free(b);
        buf_release(&out);
    }
    free(text);
    findings_free(findings);
    diags_free(diags);
    strs_free(strs);
    return 0;
}
