/* Order, duplicates and fingerprints of findings; the table of checks. */
#include "check/check.h"
#include "effects/effects.h"
#include "report_fixture.h"

static void check_table(struct test *t)
{
    uint32_t count = 0;
    for (const struct check_rule *r = NULL, *next; (next = check_rule_next(r)); r = next) {
        CHECK(t, check_rule_find(next->id) == next && check_rule_find(next->name) == next);
        CHECK(t, !r || strcmp(r->id, next->id) < 0);
        CHECK_NUMBER(t, check_rule_index(next), count++);
    }
    CHECK_NUMBER(t, check_rule_count(), count);
    CHECK(t, !check_rule_find("NS999"));
    CHECK(t, check_rule_matches(check_rule_find("NS106"), "NS1"));
    CHECK(t, !check_rule_matches(check_rule_find("NS204"), "NS1"));
    CHECK(t, check_selector_known("NS5") && !check_selector_known("NS9"));
    CHECK(t, !check_selector_known("NS") && !check_selector_known(""));
    CHECK_TEXT(t, check_rule_suggest("blocking-slep"), "blocking-sleep");
    CHECK_TEXT(t, check_rule_suggest("ns101"), "NS101");
    CHECK_TEXT(t, check_rule_suggest("NS199"), NULL);
}

static void nothing(const struct check_input *in, struct findings *ret_findings)
{
    (void)in;
    (void)ret_findings;
}

/* What a check forgot is said by name. */
static void check_descriptors(struct test *t)
{
    static const struct check_rule good = {"NS998", "some-name", FAMILY_LOOPS, LEVEL_NOTE, "Title"};
    static const struct check_rule no_id = {.name = "some-name", .title = "Title"};
    static const struct check_rule short_id = {.id = "NS98", .name = "some-name", .title = "Title"};
    static const struct check_rule no_name = {.id = "NS998", .title = "Title"};
    static const struct check_rule odd_name = {
        .id = "NS998", .name = "Some Name", .title = "Title"};
    static const struct check_rule no_title = {.id = "NS998", .name = "some-name"};
    static const struct check_rule stop = {.id = "NS998", .name = "some-name", .title = "Title."};
    static const struct check_rule twice = {.id = "NS101", .name = "some-name", .title = "Title"};
    static const struct {
        struct check check;
        const char *faults;
    } cases[] = {
        {{.name = "foo", .rules = &good, .rule_count = 1, .run = nothing}, NULL},
        {{.name = "foo", .run = nothing},
         "check 'foo' has no rules: its descriptor needs .rules and .rule_count\n"},
        {{.name = "foo", .rules = &good, .rule_count = 1},
         "check 'foo' does nothing: its descriptor needs .run\n"},
        {{.name = "foo", .rules = &no_id, .rule_count = 1, .run = nothing},
         "check 'foo' has a rule without an id such as NS101\n"},
        {{.name = "foo", .rules = &short_id, .rule_count = 1, .run = nothing},
         "check 'foo' has a rule without an id such as NS101\n"},
        {{.name = "foo", .rules = &no_name, .rule_count = 1, .run = nothing},
         "NS998 of check 'foo' has no name such as blocking-sleep\n"},
        {{.name = "foo", .rules = &odd_name, .rule_count = 1, .run = nothing},
         "NS998 of check 'foo' has no name such as blocking-sleep\n"},
        {{.name = "foo", .rules = &no_title, .rule_count = 1, .run = nothing},
         "NS998 of check 'foo' has no title, or one with a full stop\n"},
        {{.name = "foo", .rules = &stop, .rule_count = 1, .run = nothing},
         "NS998 of check 'foo' has no title, or one with a full stop\n"},
        {{.name = "foo", .rules = &twice, .rule_count = 1, .run = nothing},
         "NS101 some-name of check 'foo' is taken by another rule\n"},
    };
    for (uint32_t i = 0; i < COUNT(cases); i++) {
        struct buf faults = {0};
        check_faults(&cases[i].check, &faults);
        CHECK_TEXT(t, faults.at, cases[i].faults);
        buf_release(&faults);
    }
}

/* What is not asked for is not computed: there is no program here to compute it from. */
static void check_nothing_asked(struct test *t)
{
    struct findings *found = findings_new(NULL);
    struct check_input in = {.enabled = arena_new_array(found->arena, bool, check_rule_count()),
                             .effects = effects_new(NULL, NULL, NULL)};
    checks_run(&in, found);
    CHECK_NUMBER(t, found->all.len, 0);
    effects_free(in.effects);
    findings_free(found);
}

static void check_order(struct test *t)
{
    struct fixture x;
    fixture_init(&x);
    str_intern(x.strs, "z.c"); /* ids are no order */
    fixture_add(&x, "NS101", at(&x, "z.c", 1, 1, 0), "f", "m", NULL);
    fixture_add(&x, "NS102", at(&x, "a.c", 2, 1, 0), "f", "m", NULL);
    fixture_add(&x, "NS101", at(&x, "a.c", 2, 1, 0), "f", "m", NULL);
    fixture_add(&x, "NS101", at(&x, "a.c", 2, 1, 0), "f", "m", NULL)->build = "build-b";
    fixture_add(&x, "NS101", at(&x, "a.c", 1, 9, 0), "f", "m", NULL);
    findings_finish(x.findings);
    const struct finding *all = x.findings->all.at;
    CHECK_NUMBER(t, x.findings->all.len, 4);
    CHECK_NUMBER(t, all[0].loc.line, 1);
    CHECK_TEXT(t, all[1].rule->id, "NS101");
    CHECK_TEXT(t, all[2].rule->id, "NS102");
    CHECK_TEXT(t, str_text(x.strs, all[3].loc.file), "z.c");
    fixture_release(&x);
}

/* The fingerprints of two calls in one function and one in another, COUNT lines further down. */
static void fingerprints(uint32_t shift, const char *folder, uint64_t ret[3])
{
    struct fixture x;
    fixture_init(&x);
    char file[64];
    snprintf(file, sizeof file, "%s/a.c", folder);
    fixture_leaf_only(&x, fixture_add(&x, "NS101", at(&x, file, 5 + shift, 5, 5), "f", "m", NULL),
                      "a.c:f:sleep");
    fixture_leaf_only(&x, fixture_add(&x, "NS101", at(&x, file, 6 + shift, 5, 5), "f", "m", NULL),
                      "a.c:f:sleep");
    fixture_leaf_only(&x, fixture_add(&x, "NS101", at(&x, file, 9 + shift, 5, 5), "g", "m", NULL),
                      "a.c:g:sleep");
    findings_finish(x.findings);
    for (uint32_t i = 0; i < 3; i++)
        ret[i] = x.findings->all.at[i].fingerprint;
    fixture_release(&x);
}

static void check_fingerprints(struct test *t)
{
    uint64_t before[3], after[3];
    fingerprints(0, "src", before);
    fingerprints(40, "lib", after);
    for (uint32_t i = 0; i < 3; i++)
        CHECK(t, before[i] == after[i]);
    CHECK(t, before[0] != before[1] && before[1] != before[2] && before[0] != before[2]);
}

static void check_leaf(struct test *t)
{
    struct fixture x;
    fixture_init(&x);
    fixture_fill(&x);
    const struct finding *first = NULL, *second = NULL;
    for (uint32_t i = 0; i < x.findings->all.len; i++) {
        const struct finding *f = &x.findings->all.at[i];
        if (strcmp(f->rule->id, "NS103") != 0)
            continue;
        second = first ? f : NULL;
        first = first ? first : f;
    }
    CHECK(t, first && second && first->leaf_fingerprint == second->leaf_fingerprint);
    CHECK(t, first && second && first->fingerprint != second->fingerprint);
    fixture_release(&x);
}

int main(void)
{
    struct test t = {0};
    check_table(&t);
    check_descriptors(&t);
    check_nothing_asked(&t);
    check_order(&t);
    check_fingerprints(&t);
    check_leaf(&t);
    return test_end(&t);
}
