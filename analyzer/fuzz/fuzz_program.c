/* Facts through all that stands on them: link, contexts, effects, every check. Units as text
 * (facts_text.h), with a line "%%" between two. What facts_verify accepts must neither crash nor
 * hang, whoever wrote the facts.
 * For: link values contexts engine effects check */
#include "cli/analysis.h"
#include "fuzz/fuzz.h"
#include "fuzz/packs.h"
#include "ir/facts_text.h"

#include <string.h>

static void add_units(struct program *p, struct strs *strs, const char *at, const char *end,
                      struct diags *diags)
{
    static const char separator[] = "\n%%\n";
    while (at < end) {
        const char *stop = memmem(at, (size_t)(end - at), separator, sizeof separator - 1);
        size_t len = (size_t)((stop ? stop + 1 : end) - at);
        struct facts *f;
        if (facts_parse(at, len, "fuzz.txt", strs, &f, diags))
            program_add(p, f);
        at += len + (stop ? sizeof separator - 2 : 0);
    }
}

static void check_all(struct program *p, const struct packs *packs, struct diags *diags)
{
    struct config config = {0};
    bool enabled[64] = {false};
    struct analysis *a = analysis_new(p, packs->rules, &config, CERTAINTY_DEPENDS, diags);
    struct findings *found = findings_new(packs->strs);
    memset(enabled, true, check_rule_count());
    analysis_run(a, packs->rules, CERTAINTY_DEPENDS, enabled, false, found);
    findings_finish(found);
    findings_free(found);
    analysis_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct packs packs;
    packs_open(&packs);
    struct diags *diags = diags_new();
    struct program *program = program_new(packs.strs);
    add_units(program, packs.strs, (const char *)data, (const char *)data + size, diags);
    check_all(program, &packs, diags);
    program_free(program);
    diags_free(diags);
    return 0;
}
