/* What texts begin with: joins, what printf makes, what callers decide; and over a whole program,
 * whatever the order of definitions. */
#include "values/prefix.h"

#include "passes.h"

struct printing {
    const char *args[3];
    const char *text; /* with a dot behind it where it is the whole text */
};

static const struct printing printings[] = {
    {{"/proc/%d/stat"}, "/proc/"},
    {{"/proc/stat"}, "/proc/stat."},
    {{"%s/%s", "/sys", "power"}, "/sys/power."},
    {{"%s/%s", "/sys"}, "/sys/"},
    {{"%5s", "/sys"}, ""},
    {{"100%% %s", "x"}, "100% x."},
    {{"/a%"}, "/a"},
    {{"%s"}, ""},
    {{""}, "."},
};

static struct prefix literal(struct passes *x, const char *text)
{
    return (struct prefix){.is = PREFIX_KNOWN, .whole = true, .text = str_intern(x->strs, text)};
}

static const char *text_of(struct passes *x, struct prefix p)
{
    buf_clear(&x->text);
    if (p.is == PREFIX_NONE)
        buf_puts(&x->text, "none");
    else if (prefix_is_open(p))
        buf_printf(&x->text, "%s %u ", p.is == PREFIX_PARAM ? "param" : "format", p.param);
    buf_printf(&x->text, "%s%s", str_text(x->strs, p.text), p.whole ? "." : "");
    return x->text.at;
}

static void test_printed(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(printings); i++) {
        struct prefix args[3];
        uint32_t len = 0;
        for (; len < 3 && printings[i].args[len]; len++)
            args[len] = literal(x, printings[i].args[len]);
        if (!CHECK_TEXT(&x->t, text_of(x, prefix_printed(x->strs, args, len, 0, 1)),
                        printings[i].text))
            fprintf(stderr, "  of %s\n", printings[i].args[0]);
    }
}

static void test_open(struct passes *x)
{
    struct prefix args[] = {prefix_of_param(1), literal(x, "%s/%s"), prefix_of_param(0)};
    struct prefix joined = prefix_printed(x->strs, args, 3, 1, 2);
    struct prefix given = literal(x, "/proc"), own = prefix_of_param(2);
    CHECK_TEXT(&x->t, text_of(x, joined), "param 0 /");
    CHECK_TEXT(&x->t, text_of(x, prefix_bind(x->strs, joined, &given, 1)), "/proc/");
    CHECK_TEXT(&x->t, text_of(x, prefix_bind(x->strs, joined, &own, 1)), "param 2 /");
    CHECK_TEXT(&x->t, text_of(x, prefix_bind(x->strs, joined, &given, 0)), "");
    struct prefix format = prefix_printed(x->strs, args, 1, 0, 1);
    CHECK_TEXT(&x->t, text_of(x, format), "format 1 ");
    struct prefix behind[] = {prefix_of_param(0)}; /* a format of which only the end is known */
    behind[0].text = str_intern(x->strs, "/x");
    CHECK_TEXT(&x->t, text_of(x, prefix_printed(x->strs, behind, 1, 0, 1)), "");
    struct prefix line[] = {given, literal(x, "%s/x"), literal(x, "/sys")};
    CHECK_TEXT(&x->t, text_of(x, prefix_bind(x->strs, format, line, 3)), "/sys/x.");
    CHECK_TEXT(&x->t, text_of(x, prefix_join(x->strs, given, literal(x, "/proc/x"))), "/proc");
    CHECK_TEXT(&x->t, text_of(x, prefix_join(x->strs, given, own)), "");
    CHECK_TEXT(&x->t, text_of(x, prefix_join(x->strs, given, (struct prefix){PREFIX_NONE})),
               "/proc.");
}

/* What `f` opens, by what three functions that call each other print. */
static void test_recursion(struct passes *x)
{
    static const char *const parts[] = {
        "a(s) { if (s) return b(s); return g_strconcat('/proc/', s); } ",
        "b(s) { if (s) return c(s); return a(s); } ",
        "c(s) { if (s) return a(s); return g_strconcat('/proc/self', s); } "};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (uint32_t i = 0; i < COUNT(orders); i++) {
        struct buf text = {0};
        for (int k = 0; k < 3; k++)
            buf_puts(&text, parts[orders[i][k]]);
        buf_puts(&text, "f(s) { open(a(s), 0); }");
        passes_one(x, text.at);
        struct node_id f = passes_node(x, "f");
        struct aval args[AVAL_MAX_ARGS];
        const struct function *fn = program_get(x->program, f)->body;
        for (uint32_t e = 0; e < fn->events.len; e++)
            if (fn->events.at[e].kind == EVENT_CALL && fn->events.at[e].call.arg_len == 2) {
                aval_args(x->analysis->values, f, e, args);
                CHECK_TEXT(&x->t, text_of(x, args[0].text), "/proc/");
            }
        buf_release(&text);
        passes_done(x);
    }
}

int main(void)
{
    struct passes x = {0};
    passes_open(&x);
    test_printed(&x);
    test_open(&x);
    passes_one(&x, "f() { }");
    passes_done(&x);
    test_recursion(&x);
    buf_release(&x.text);
    return passes_end(&x);
}
