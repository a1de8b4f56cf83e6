/* NS501: suppression comments that suppress nothing. */
#include "check/check.h"
#include "check/suppress.h"

static const struct check_rule rules[] = {
    {"NS501", "unused-suppression", FAMILY_SUPPRESSION, LEVEL_NOTE,
     "A suppression comment suppresses nothing"},
};

static void report(struct findings *f, const struct suppression_unused *unused)
{
    struct finding finding = {
        .rule = &rules[0],
        .level = rules[0].level,
        .certainty = CERTAINTY_ALWAYS,
        .loc = unused->loc,
        .message = arena_printf(f->arena, "suppression of %s suppresses nothing", unused->names),
        .advice = unused->all ? "remove the comment" : "remove it from the comment",
        .leaf_key =
            arena_printf(f->arena, "%s::%s", str_text(f->strs, unused->loc.file), unused->names),
    };
    struct finding_step step = {PATH_STEP_LEAF, unused->loc, {0}, finding.message};
    vec_push(f->arena, &finding.steps, step);
    vec_push(f->arena, &f->all, finding);
}

static void finish(const struct check_input *in, struct findings *ret_findings)
{
    suppression_unused_vec unused = {0};
    if (in->filtered)
        return;
    suppressions_unused(in->suppressions, &rules[0], in->enabled, ret_findings->arena, &unused);
    for (uint32_t i = 0; i < unused.len; i++)
        report(ret_findings, &unused.at[i]);
}

const struct check check_unused = {
    .name = "unused", .rules = rules, .rule_count = COUNT(rules), .finish = finish};
