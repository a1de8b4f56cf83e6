/* Dot text: what labels may hold, and that the same picture is the same text. */
#include "tests/unit/test.h"

#include "report/dot.h"

static struct picture picture_of(struct arena *a, const char *label)
{
    struct picture p = {.title = "calls around \"f\""};
    vec_push(a, &p.nodes, (struct picture_node){.kind = PICTURE_SUBJECT, .label = label});
    vec_push(a, &p.nodes, (struct picture_node){.kind = PICTURE_BLOCKS, .label = "sleep"});
    vec_push(a, &p.edges, (struct picture_edge){0, 1, "a.c:1", NULL, true});
    vec_push(a, &p.edges, (struct picture_edge){1, 0, NULL, NULL, false});
    return p;
}

static void label_is(struct test *t, const char *label, const char *want)
{
    struct arena *a = arena_new();
    struct picture p = picture_of(a, label);
    struct buf once = {0}, again = {0};
    dot_write(&p, &once);
    dot_write(&p, &again);
    CHECK_TEXT(t, once.at, again.at);
    CHECK(t, strstr(once.at, arena_printf(a, "n0 [label=\"%s\", ", want)) != NULL);
    buf_release(&once);
    buf_release(&again);
    arena_free(a);
}

static void test_labels(struct test *t)
{
    label_is(t, "f\na.c:1", "f\\na.c:1");
    label_is(t, "say \"x\"", "say \\\"x\\\"");
    label_is(t, "a\\nb\\N", "a\\\\nb\\\\N");
    label_is(t, "&lt; <b> & {x|y}", "&amp;lt; <b> &amp; {x|y}");
    label_is(t, "tab\tbell\a", "tab\\\\tbell\\\\x07");
    label_is(t, "turned \342\200\256 round", "turned \\\\u202e round");
    label_is(t, "caf\303\251 \377", "caf\303\251 \\\\xff");
}

static void test_edges(struct test *t)
{
    struct arena *a = arena_new();
    struct picture p = picture_of(a, "f");
    struct buf text = {0};
    dot_write(&p, &text);
    CHECK(t, strstr(text.at, "digraph \"calls around \\\"f\\\"\" {") == text.at);
    CHECK(t, strstr(text.at, "n0 -> n1 [label=\"a.c:1\", style=dashed];") != NULL);
    CHECK(t, strstr(text.at, "n1 -> n0;") != NULL);
    buf_release(&text);
    arena_free(a);
}

static bool has(struct test *t, const struct picture *p, const char *want)
{
    struct buf text = {0};
    dot_write(p, &text);
    bool found = strstr(text.at, want) != NULL;
    buf_release(&text);
    return CHECK(t, found);
}

/* What is there is in the legend; names lead to files, which no name of a folder makes a scheme. */
static void test_legend(struct test *t)
{
    struct arena *a = arena_new();
    struct picture p = picture_of(a, "f");
    has(t, &p, ">what is asked about</td><td border=\"1\" bgcolor=\"#f9cfcf\">blocks</td>");
    has(t, &p, "- - through a pointer</td></tr><tr><td colspan=\"4\">calls around \"f\"</td>");
    p.title = "<i>&";
    p.edges.len = 0;
    has(t, &p, "blocks</td></tr><tr><td colspan=\"2\">&lt;i&gt;&amp;</td>");
    p.base = "../";
    p.nodes.at[0].file = "javascript:x/a\" b.c";
    p.nodes.at[0].line = 7;
    has(t, &p, "URL=\"../javascript%3Ax/a%22%20b.c#L7\"");
    p.nodes.at[0].file = "/usr/a.h";
    p.nodes.at[0].tip = "say \"x\"";
    has(t, &p, "URL=\"file:///usr/a.h#L7\", tooltip=\"say \\\"x\\\"\"");
    p.nodes.at[0].page = "https://example.org/";
    has(t, &p, "URL=\"https://example.org/\", tooltip");
    p.down = true;
    has(t, &p, "rankdir=TB");
    arena_free(a);
}

/* Whatever the label is, Graphviz reads it back as it was; without Graphviz the reason is said. */
static void test_svg(struct test *t)
{
    static const char *const labels[] = {"say \"x\" \\ & <b>", "&lt;", "a\\nb", "caf\303\251"};
    static const char *const drawn[] = {"say &quot;x&quot; \\ &amp; &lt;b&gt;", "&amp;lt;", "a\\nb",
                                        "caf"};
    struct arena *a = arena_new();
    struct diags *diags = diags_new();
    struct picture p = picture_of(a, "f");
    struct buf dot = {0}, svg = {0};
    for (size_t i = 0; i < COUNT(labels); i++)
        vec_push(a, &p.nodes, (struct picture_node){.kind = PICTURE_ROOT, .label = labels[i]});
    dot_write(&p, &dot);
    bool ok = dot_render_svg(dot.at, &svg, diags);
    CHECK_NUMBER(t, diags_len(diags), ok ? 0 : 1);
    if (!ok)
        CHECK(t, strstr(diags_get(diags, 0)->text, "libgvc") != NULL);
    else
        CHECK(t, strstr(svg.at, "</svg>") != NULL);
    for (size_t i = 0; ok && i < COUNT(drawn); i++)
        CHECK(t, strstr(svg.at, drawn[i]) != NULL);
    buf_release(&dot);
    buf_release(&svg);
    diags_free(diags);
    arena_free(a);
}

int main(void)
{
    struct test t = {0};
    test_labels(&t);
    test_edges(&t);
    test_legend(&t);
    test_svg(&t);
    return test_end(&t);
}
