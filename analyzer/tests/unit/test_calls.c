/* What calls can run: through fields, variables, locals, arguments, to namesakes; what the project
 * cuts. */
#include "passes.h"

struct row {
    const char *program;
    const char *callee; /* as it is shown, called in `f` */
    const char *targets;
    enum certainty certainty;
};

#define STORED "g() { } h() { } var table; "

static const struct row rows[] = {
    {STORED "set(s) { s.run = g; } f(s) { s.run(); }", "s", "g", CERTAINTY_ALWAYS},
    {STORED "set(s) { s.run = g; s.run = h; } f(s) { s.run(); }", "s", "g, h", CERTAINTY_USUALLY},
    {STORED "set(s) { s.run = g; s.stop = h; } f(s) { s.stop(); }", "s", "h", CERTAINTY_ALWAYS},
    {STORED "var table.run = g; f() { table.run(); }", "table", "g", CERTAINTY_ALWAYS},
    {STORED "var hook; set() { hook = h; } f() { hook(); }", "hook", "h", CERTAINTY_ALWAYS},
    {STORED "f() { x = g; x(); }", "x", "g", CERTAINTY_ALWAYS},
    {STORED "f(n) { x = n ? g : h; x(); }", "x", "g, h", CERTAINTY_USUALLY},
    {STORED "f() { x = g; x = h; x(); }", "x", "h", CERTAINTY_ALWAYS}, /* the first is dead */
    {STORED "get() { return g; } f() { x = get(); x(); }", "x", "g", CERTAINTY_ALWAYS},
    {STORED "get(n) { return n ? g : h; } f() { x = get(1); x(); }", "x", "g, h",
     CERTAINTY_USUALLY},
    {STORED "var hook; set(fn) { hook = fn; } start() { set(g); } f() { hook(); }", "hook", "g",
     CERTAINTY_ALWAYS},
    {STORED "each(fn) { fn(); } f() { each(g); }", "each", "g", CERTAINTY_ALWAYS},
    {STORED "each(fn) { x = fn; x(); } f() { each(g); }", "each", "g", CERTAINTY_ALWAYS},
    {STORED "each(fn) { } f() { each(g); }", "each", "", CERTAINTY_ALWAYS},
    {STORED "each(a, fn) { fn(); } f() { each(g, h); }", "each", "h", CERTAINTY_ALWAYS},
    {STORED "one(fn) { fn(); } two(fn) { one(fn); } f() { two(g); }", "two", "g", CERTAINTY_ALWAYS},
    {STORED "f(fn) { fn(); } start() { f(g); }", "fn", "", CERTAINTY_ALWAYS}, /* each caller's */
    {STORED "same(fn) { return fn; } f() { x = same(g); x(); }", "x", "g", CERTAINTY_ALWAYS},
    {STORED "same(fn) { return fn; } k() { same(h); } f() { x = same(g); x(); }", "x", "g, h",
     CERTAINTY_USUALLY},
    {STORED "each(fn) { fn(); } f(n) { each(n ? g : h); }", "each", "g, h", CERTAINTY_USUALLY},
    {STORED "each(fn) { fn(); } f() { x = g; each(x); }", "each", "g", CERTAINTY_ALWAYS},
    {STORED "each(fn) { fn(); } f(s) { s.run = g; each(s.run); }", "each", "g", CERTAINTY_ALWAYS},
    {STORED "each(fn) { fn(); } f() { each(); }", "each", "", CERTAINTY_ALWAYS},
    {STORED "each(fn) { fn(); } f(s) { s.run = each; s.run(g); }", "s", "g, each",
     CERTAINTY_ALWAYS},
    {STORED "each(fn) { fn(); } both(fn) { fn(); } f(s) { s.run = each; s.run = both; s.run(g); }",
     "s", "g, g, each, both", CERTAINTY_USUALLY},
    {STORED "each(fn) { fn(); } set(s) { s.run = each; } all(s, fn) { s.run(fn); } "
            "f(s) { all(s, g); }",
     "all", "g", CERTAINTY_ALWAYS},
    {STORED "none(fn) { } f(s) { s.run = none; s.run(g); }", "s", "none", CERTAINTY_ALWAYS},
    {STORED "each(n, fn) { if (n) each(0, fn); fn(); } f() { each(1, g); }", "each", "g",
     CERTAINTY_ALWAYS},
    {STORED "set(s) { s[1].run = g; } f(s) { s[2].run(); }", "s", "g", CERTAINTY_ALWAYS},
    {STORED "set(s) { s.a.run = g; s.b.stop = h; } f(s) { s.c.run(); }", "s", "g",
     CERTAINTY_ALWAYS},
    {STORED "set(s) { s.run = g; } f(s) { x = s.run; x(); }", "x", "g", CERTAINTY_ALWAYS},
    {STORED "set(s) { s.run = g; } get(s) { return s.run; } f(s) { x = get(s); x(); }", "x", "g",
     CERTAINTY_ALWAYS},
    {STORED "f(n) { if (n) x = g; else x = h; x(); }", "x", "g, h", CERTAINTY_USUALLY},
    {STORED "f(n) { x = g; while (n) { x(); x = h; } }", "x", "g, h", CERTAINTY_USUALLY},
    {STORED "f(n) { x = 0; if (n) x = g; x(); }", "x", "g", CERTAINTY_ALWAYS},
    {STORED "var table[1] = g; f(n) { table[n](); }", "table", "g", CERTAINTY_ALWAYS},
    {STORED "var hook; set() { hook = g; } other() { hook = h; } f() { hook(); }", "hook", "g, h",
     CERTAINTY_USUALLY},
    {STORED "var hook; var more; set() { hook = g; more = hook; } f() { more(); }", "more", "g",
     CERTAINTY_ALWAYS},
    /* libraries' functions that the packs know; and one that they do not know */
    {"var table.run = usleep; f() { table.run(); }", "table", "usleep", CERTAINTY_ALWAYS},
    {"f() { x = usleep; x(1); }", "x", "usleep", CERTAINTY_ALWAYS},
    {"each(fn) { fn(); } f() { each(usleep); }", "each", "usleep", CERTAINTY_ALWAYS},
    {"var table.run = unheard_of; f() { table.run(); }", "table", "", CERTAINTY_ALWAYS},
    /* not what is behind the end of the process */
    {STORED "@noreturn die(); f() { die(); x = g; x(); }", "x", "", CERTAINTY_ALWAYS},
};

static void test_targets(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_one(x, rows[i].program);
        const struct call *call = passes_call(x, "f", rows[i].callee, 0);
        bool ok = CHECK_TEXT(&x->t, passes_targets(x, call), rows[i].targets);
        for (uint32_t k = 0; k < call->targets.len; k++)
            ok &= CHECK_NUMBER(&x->t, call->targets.at[k].certainty, rows[i].certainty);
        if (!ok)
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(x);
    }
}

static void test_handed_to(struct passes *x)
{
    passes_one(x, "g() { } each(fn) { fn(); } f(s) { s.run = g; s.run(); each(g); }");
    const struct call *own = passes_call(x, "f", "s", 0), *each = passes_call(x, "f", "each", 0);
    CHECK_NUMBER(&x->t, own->targets.at[0].handed_to.i, FACTS_NONE);
    CHECK_NUMBER(&x->t, each->targets.at[0].handed_to.i, passes_node(x, "each").i);
    CHECK_NUMBER(&x->t, each->callees.len, 1);
    CHECK_NUMBER(&x->t, own->callee.i, FACTS_NONE);
    CHECK_NUMBER(&x->t, x->analysis->calls->invokes[passes_node(x, "each").i].half[0], 1);
    passes_done(x);
}

#define DEEP 300

/* Handed down by hundreds, in both orders of definition. */
static void test_deep(struct passes *x)
{
    for (int up = 0; up < 2; up++) {
        struct buf text = {0};
        buf_puts(&text, "g() { } w0(fn) { fn(); } ");
        for (int k = 1; k < DEEP; k++) {
            int i = up ? k : DEEP - k;
            buf_printf(&text, "w%d(fn) { w%d(fn); } ", i, i - 1);
        }
        buf_printf(&text, "f() { w%d(g); }", DEEP - 1);
        passes_one(x, text.at);
        char last[16];
        snprintf(last, sizeof last, "w%d", DEEP - 1);
        CHECK_TEXT(&x->t, passes_targets(x, passes_call(x, "f", last, 0)), "g");
        buf_release(&text);
        passes_done(x);
    }
}

static void test_cuts(struct passes *x)
{
    passes_pack(x, "nostall: 1\npack: p\ncut:\n"
                   "  - {caller: f, callee: g, reason: never}\n");
    passes_one(x, "g() { } h() { } k(s) { s.run = g; s.run = h; s.run(); g(); } "
                  "f(s) { s.run(); g(); h(); }");
    CHECK_TEXT(&x->t, passes_targets(x, passes_call(x, "f", "s", 0)), "h");
    CHECK_TEXT(&x->t, passes_targets(x, passes_call(x, "k", "s", 0)), "g, h");
    CHECK(&x->t, passes_call(x, "f", "g", 0)->cut);
    CHECK_NUMBER(&x->t, passes_call(x, "f", "g", 0)->callees.len, 0);
    CHECK_NUMBER(&x->t, passes_call(x, "f", "g", 0)->callee.i, passes_node(x, "g").i);
    CHECK(&x->t, !passes_call(x, "f", "h", 0)->cut && !passes_call(x, "k", "g", 0)->cut);
    passes_done(x);
}

static void test_names(struct passes *x)
{
    passes_one(x, "var hook; f(s) { usleep(1); hook(); s.run(); x = f; x(); }");
    const struct call *sleep = passes_call(x, "f", "usleep", 0);
    CHECK(&x->t, sleep->roles && sleep->roles->blocking.len);
    CHECK_TEXT(&x->t, program_text(x->program, passes_call(x, "f", "hook", 0)->name), "hook");
    CHECK_NUMBER(&x->t, passes_call(x, "f", "s", 0)->name.i, 0);
    CHECK_NUMBER(&x->t, passes_call(x, "f", "x", 0)->name.i, 0);
    CHECK(&x->t, !calls_find(x->analysis->calls, passes_node(x, "f"), 3)); /* the assignment */
    passes_done(x);
}

int main(void)
{
    struct passes x = {0};
    PASSES_EACH_TURN(x)
    {
        test_targets(&x);
        test_handed_to(&x);
        test_deep(&x);
        test_cuts(&x);
        test_names(&x);
    }
    return passes_end(&x);
}
