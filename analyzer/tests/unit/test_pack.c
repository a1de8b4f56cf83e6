/* Whatever a function, file or pack is called: what report/pack writes is read back as it was. */
#include "tests/unit/test.h"

#include "input/rules.h"
#include "report/pack.h"

static void reads_back(struct test *t, const char *name)
{
    struct strs *strs = strs_new();
    struct rules *rules = rules_new(strs);
    struct diags *diags = diags_new();
    struct buf text = {0};
    buf_puts(&text,
             "nostall: 1\npack: p\nblocking:\n  - functions: [f]\n    kind: io\n    source: ");
    pack_scalar(&text, name);
    buf_puts(&text, "\n");
    CHECK(t, rules_load_text(rules, "p.yaml", text.at, text.len, diags));
    CHECK(t, rules->packs.len == 1 && rules->packs.at[0]->blocking.len == 1);
    if (rules->packs.len && rules->packs.at[0]->blocking.len)
        CHECK_TEXT(t, rules->packs.at[0]->blocking.at[0].origin.source, name);
    buf_release(&text);
    diags_free(diags);
    rules_free(rules);
    strs_free(strs);
}

static void test_scalars(struct test *t)
{
    static const char *const names[] = {
        "plain",
        "with_underscore",
        "_x",
        "dots.and-dashes/and",
        "true",
        "null",
        "on",
        "No",
        "y",
        "0x10",
        "12",
        "-1",
        "a: b",
        "a #b",
        "{x}",
        "[x",
        "\"q\"",
        "back\\slash",
        "a'b",
        "*",
        "&a",
        "%x",
        "\303\251t\303\251",
        "tab\tin",
        "x:",
        "- x",
        "?",
        "~",
        "!tag",
        "trailing ",
        " leading",
        "$dollar",
        "a,b",
        "NaN",
    };
    for (size_t i = 0; i < COUNT(names); i++)
        reads_back(t, names[i]);
}

static void test_plain(struct test *t)
{
    struct buf text = {0};
    pack_scalar(&text, "uv_run");
    pack_scalar(&text, "a b");
    CHECK_TEXT(t, text.at, "uv_run\"a b\"");
    buf_release(&text);
}

int main(void)
{
    struct test t = {0};
    test_scalars(&t);
    test_plain(&t);
    return test_end(&t);
}
