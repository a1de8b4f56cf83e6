#include "input/embedded.h"
#include "input/ytree_image.h"

#include "diags_text.h"
#include "test.h"

struct refusal {
    const char *yaml, *errors;
};

static const struct refusal refusals[] = {
    {"", "1:1 error: the file is empty; it must start with 'nostall: 1'\n"},
    {"# a comment\n", "1:1 error: the file is empty; it must start with 'nostall: 1'\n"},
    {"a: &x 1\nb: *x\n", "1:4 error: anchors and aliases are not read here; write the value out\n"},
    {"a: &x [*x]\n", "1:4 error: anchors and aliases are not read here; write the value out\n"},
    {"a: *x\n", "1:4 error: anchors and aliases are not read here; write the value out\n"},
    {"a: !!str 1\n", "1:4 error: tags are not read here; leave it out\n"},
    {"a: 1\nb: 2\na: 3\n",
     "3:1 error: key 'a' stands twice in one mapping, first in line 1; merge the two\n"},
    {"{b: 1, a: 2, b: 3, a: 4}",
     "1:20 error: key 'a' stands twice in one mapping, first in line 1; merge the two\n"
     "1:14 error: key 'b' stands twice in one mapping, first in line 1; merge the two\n"},
    {"a: 1\n---\nb: 2\n", "2:1 error: a second document starts here; keep one for each file\n"},
    {"a:\n\tb: 1\n", "2:1 error: a tab stands where YAML wants spaces; indent with spaces\n"},
    {"a: \"\xc3\xa4\xff\"\n", "1:7 error: byte 0xff is not valid UTF-8; save the file as UTF-8\n"},
    {"a: \xc0\xaf\n", "1:4 error: byte 0xc0 is not valid UTF-8; save the file as UTF-8\n"},
    {"a: \xed\xa0\x80\n", "1:4 error: byte 0xed is not valid UTF-8; save the file as UTF-8\n"},
    {"a: b\n# \x01\n", "2:3 error: control character U+0001 in the text; remove it\n"},
    {"a: \"\\0\"\n", "1:4 error: this text holds a NUL character; remove the escape\n"},
    {"? [a]\n: b\n", "1:3 error: a key must be a word, not a list\n"},
    {"a: [1, 2\nb: 3\n", "2:2 error: did not find expected ',' or ']', while parsing a flow "
                         "sequence that starts in line 1\n"},
};

static void test_refusals(struct test *t)
{
    struct buf text = {0};
    for (uint32_t i = 0; i < COUNT(refusals); i++) {
        struct arena *a = arena_new();
        struct diags *d = diags_new();
        const struct ynode *root = NULL;
        const char *yaml = refusals[i].yaml;
        CHECK(t, !ytree_parse(a, "f", yaml, strlen(yaml), &root, d));
        CHECK(t, !root);
        CHECK_TEXT(t, diags_text(d, &text), refusals[i].errors);
        diags_free(d);
        arena_free(a);
    }
    buf_release(&text);
}

static void test_nul_and_size(struct test *t)
{
    static char large[YTREE_SIZE_MAX + 1];
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct buf text = {0};
    const struct ynode *root;
    CHECK(t, !ytree_parse(a, "f", "a: b\0c", 6, &root, d));
    memset(large, ' ', sizeof large);
    CHECK(t, !ytree_parse(a, "f", large, sizeof large, &root, d));
    CHECK_TEXT(t, diags_text(d, &text),
               "1:5 error: NUL character U+0000 in the text; remove it\n"
               "0:0 error: larger than 4 MiB; split it\n");
    buf_release(&text);
    diags_free(d);
    arena_free(a);
}

/* DEPTH lists in each other. */
static bool parses_nested(uint32_t depth)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct buf yaml = {0};
    const struct ynode *root;
    for (uint32_t i = 0; i < depth; i++)
        buf_putc(&yaml, '[');
    for (uint32_t i = 0; i < depth; i++)
        buf_putc(&yaml, ']');
    bool ok = ytree_parse(a, "f", yaml.at, yaml.len, &root, d);
    buf_release(&yaml);
    diags_free(d);
    arena_free(a);
    return ok;
}

static void test_places(struct test *t)
{
    static const char yaml[] = "\xef\xbb\xbf"
                               "nostall: 1\r\n"
                               "\xc3\xa4\xe2\x82\xac: {k: \"\xc3\xb6\", l: [1, ~, '2', ]}\r\n"
                               "list:\n"
                               "  - a\n"
                               "  - >\n"
                               "    folded\n"
                               "    text\n"
                               "empty:\n";
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    const struct ynode *root;
    if (!CHECK(t, ytree_parse(a, "f", yaml, sizeof yaml - 1, &root, d)))
        goto out;
    CHECK_NUMBER(t, root->kind, YNODE_MAP);
    CHECK_NUMBER(t, root->pairs.len, 4);
    CHECK_NUMBER(t, root->pairs.at[0].value->col, 10);
    const struct ynode *map = root->pairs.at[1].value;
    CHECK_TEXT(t, root->pairs.at[1].key->text, "\xc3\xa4\xe2\x82\xac");
    CHECK_NUMBER(t, map->line, 2);
    CHECK_NUMBER(t, map->col, 8);
    CHECK_NUMBER(t, ynode_find(map, "k")->col, 12);
    CHECK_NUMBER(t, map->pairs.at[1].key->col, 18);
    const struct ynode *l = ynode_find(map, "l");
    CHECK_NUMBER(t, l->items.len, 3);
    CHECK(t, !l->items.at[0]->quoted && ynode_is_null(l->items.at[1]) && l->items.at[2]->quoted);
    const struct ynode *list = ynode_find(root, "list");
    CHECK_NUMBER(t, list->items.at[0]->line, 4);
    CHECK_NUMBER(t, list->items.at[0]->col, 5);
    CHECK_TEXT(t, list->items.at[1]->text, "folded text\n");
    CHECK(t, ynode_is_null(ynode_find(root, "empty")));
    CHECK(t, !ynode_find(root, "none") && !ynode_find(list, "none"));
    CHECK_TEXT(t, ynode_kind_name(list), "a list");
    CHECK_NUMBER(t, diags_len(d), 0);
out:
    diags_free(d);
    arena_free(a);
}

static bool same_tree(const struct ynode *a, const struct ynode *b)
{
    bool same = a->kind == b->kind && a->line == b->line && a->col == b->col &&
                a->quoted == b->quoted && a->items.len == b->items.len &&
                a->pairs.len == b->pairs.len;
    if (same && a->kind == YNODE_SCALAR)
        return !strcmp(a->text, b->text);
    for (uint32_t i = 0; same && i < a->items.len; i++)
        same = same_tree(a->items.at[i], b->items.at[i]);
    for (uint32_t i = 0; same && i < a->pairs.len; i++)
        same = same_tree(a->pairs.at[i].key, b->pairs.at[i].key) &&
               same_tree(a->pairs.at[i].value, b->pairs.at[i].value);
    return same;
}

/* The trees that are compiled in are those of the texts. */
static void test_image(struct test *t)
{
    static const char odd[] = "a: [~, '', \"\", []]\nb: {}\n? \"c c\"\n: |\n  long\n";
    const struct embedded own[] = {{"odd", odd, sizeof odd - 1, NULL, 0}, {0}};
    const struct embedded *const lists[] = {own, embedded_packs};
    for (uint32_t i = 0; i < COUNT(lists); i++)
        for (const struct embedded *e = lists[i]; e->path; e++) {
            struct arena *a = arena_new();
            struct diags *d = diags_new();
            struct buf image = {0};
            const struct ynode *root = NULL;
            if (CHECK(t, ytree_parse(a, e->path, e->text, e->len, &root, d))) {
                ytree_image_write(root, &image);
                const unsigned char *at = e->tree ? e->tree : (const unsigned char *)image.at;
                CHECK_NUMBER(t, e->tree ? e->tree_len : image.len, image.len);
                CHECK(t, same_tree(root, ytree_image_read(a, at, image.len)));
            }
            buf_release(&image);
            diags_free(d);
            arena_free(a);
        }
}

int main(void)
{
    struct test t = {0};
    test_refusals(&t);
    test_nul_and_size(&t);
    CHECK(&t, parses_nested(YTREE_DEPTH_MAX));
    CHECK(&t, !parses_nested(YTREE_DEPTH_MAX + 1));
    CHECK(&t, !parses_nested(20000));
    test_places(&t);
    test_image(&t);
    return test_end(&t);
}
