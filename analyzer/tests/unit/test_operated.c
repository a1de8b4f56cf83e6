/* What only a person's command leads to. */
#include "contexts/operated.h"
#include "passes.h"

static const char pack[] = "nostall: 1\npack: test\n"
                           "operator_signals: [{name: HUP1, does: reload}, {name: USR10}]\n"
                           "async: {callbacks: [{function: on, arg: 1, signal: 0}]}\n"
                           "signal_handlers: [{function: handle, arg: 1, signal: 0}]\n";

/* With `var got;` and `var other;`. The commands that the calls of k() are behind, in order of
 * functions; "-": none. */
static const struct {
    const char *program, *commands;
} rows[] = {
    /* registered for a signal */
    {"main() { on(HUP1, f); } f() { k(); }", "reload"},
    {"main() { on(USR10, f); } f() { k(); }", "only on USR10: from the USR10 handler at a.c:1"},
    {"main() { on(TERM15, f); } f() { k(); }", "-"},
    {"main() { on(1, f); } f() { k(); }", "-"},
    {"main() { s = HUP1; on(s, f); } f() { k(); }", "reload"},
    {"main(s) { on(s, f); } f() { k(); }", "-"},
    {"main() { on(HUP1, f); on(USR10, f); } f() { k(); }", "reload"},
    {"main() { on(HUP1, f); on(TERM15, f); } f() { k(); }", "-"},
    {"main() { on(HUP1, f); uv_timer_start(0, f); } f() { k(); }", "-"},
    {"main() { uv_timer_start(0, f); on(HUP1, f); } f() { k(); }", "-"},
    {"main() { on(HUP1, f); f(); } f() { k(); }", "reload"}, /* that is no code of the loop */
    /* by wrappers */
    {"main() { w(HUP1, f); } w(s, h) { on(s, h); } f() { k(); }", "reload"},
    {"main() { w(TERM15, f); } w(s, h) { on(s, h); } f() { k(); }", "-"},
    {"main() { w(HUP1, f); w(TERM15, g); } w(s, h) { on(s, h); } f() { k(); } g() { k(); }",
     "reload, -"},
    {"main() { v(f, HUP1); } v(h, s) { w(s, h); } w(s, h) { on(s, h); } f() { k(); }", "reload"},
    {"main(s) { v(f, s); } v(h, s) { w(s, h); } w(s, h) { on(s, h); } f() { k(); }", "-"},
    {"main() { w(HUP1, f); } w(s, h) { on(s, h); w(s, h); } f() { k(); }", "reload"},
    /* every way there */
    {"main() { on(HUP1, f); } f() { g(); } g() { k(); }", "reload"},
    {"main() { on(HUP1, f); uv_timer_start(0, t); } f() { g(); } t() { g(); } g() { k(); }", "-"},
    {"main() { on(HUP1, f); uv_timer_start(0, t); } f() { g(); k(); } t() { g(); } g() { }",
     "reload"},
    {"g() { h(); k(); } h() { g(); k(); } main() { on(HUP1, f); } f() { g(); }", "reload, reload"},
    {"g() { h(); k(); } h() { g(); k(); } main() { on(HUP1, f); uv_timer_start(0, t); } f() { g(); "
     "} "
     "t() { h(); }",
     "-, -"},
    {"main() { on(HUP1, f); other.cb = g; } f() { other.cb(); } g() { k(); }", "reload"},
    {"main() { on(HUP1, f); uv_timer_start(0, t); other.cb = g; } f() { other.cb(); } t() { "
     "other.cb(); } g() { k(); }",
     "-"},
    /* the signal is tested */
    {"main() { uv_timer_start(0, f); } f(a, s) { if (s == HUP1) k(); k(); }", "reload, -"},
    {"main() { uv_timer_start(0, f); } f(a, s) { if (HUP1 == s) k(); }", "reload"},
    {"main() { uv_timer_start(0, f); } f(a, s) { if (s != HUP1) return; k(); }", "reload"},
    {"main() { uv_timer_start(0, f); } f(a, s) { if (s != HUP1) k(); }", "-"},
    {"main() { uv_timer_start(0, f); } f(a, s) { if (s > HUP1) k(); }", "-"},
    {"main() { uv_timer_start(0, f); } f(a, s) { if (s == 1) k(); }", "-"},
    {"main() { uv_timer_start(0, f); } f(a, s) { if (s == TERM15) k(); }", "-"},
    {"main() { uv_timer_start(0, f); } f(a, s) { if ((s & 127) == HUP1) k(); }", "-"},
    {"main() { uv_timer_start(0, f); } f(a) { s = next(a); if (s == HUP1) k(); }", "reload"},
    {"main() { uv_timer_start(0, f); } f(a, s) { if (s == HUP1) g(); } g() { k(); }", "reload"},
    {"main() { uv_timer_start(0, f); } f(a, s) { switch (s) { case HUP1: k(); break; case 15: "
     "k(); } }",
     "reload, -"},
    {"main() { uv_timer_start(0, f); } f(a, s) { switch (s) { case TERM15: k(); case HUP1: k(); } "
     "}",
     "-, -"},
    {"main() { uv_timer_start(0, f); } f(a, s) { switch (s) { case 1: k(); } }", "-"},
    {"main() { uv_timer_start(0, f); } f(a, s) { switch (s) { case HUP1: k(); case USR10: k(); } }",
     "reload, reload"},
    /* variables that handlers set */
    {"main() { handle(HUP1, h); uv_timer_start(0, f); } h() { got = 1; } f() { if (got) k(); }",
     "reload"},
    {"main() { handle(TERM15, h); uv_timer_start(0, f); } h() { got = 1; } f() { if (got) k(); }",
     "-"},
    {"main() { handle(HUP1, h); handle(TERM15, h); uv_timer_start(0, f); } h() { got = 1; } f() { "
     "if (got) k(); }",
     "-"},
    {"main() { handle(HUP1, h); h(); uv_timer_start(0, f); } h() { got = 1; } f() { if (got) k(); "
     "}",
     "-"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); } h() { got = 1; } f() { if (!got) k(); }",
     "-"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); } h() { got = 1; } f() { if (!got) return; "
     "got = 0; k(); }",
     "reload"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); } h() { got = 1; } f() { if (got == 1) k(); "
     "}",
     "reload"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); } h() { got = 1; } f() { if (got != 1) k(); "
     "}",
     "-"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); } h() { got = 1; } f() { if (got > 0) k(); "
     "}",
     "reload"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); } h() { got = 1; } f() { if (got == 0) k(); "
     "}",
     "-"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); } h() { got = 1; } f() { x = got; got = 0; "
     "if (x) k(); }",
     "reload"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); got = 0; } h() { got = 1; } f() { if (got) "
     "k(); }",
     "reload"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); got = 2; } h() { got = 1; } f() { if (got) "
     "k(); }",
     "-"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); got = k2(); } h() { got = 1; } f() { if "
     "(got) k(); }",
     "-"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); keep(&got); } h() { got = 1; } f() { if "
     "(got) k(); }",
     "-"},
    {"main() { handle(HUP1, h); uv_timer_start(0, f); } h() { other.hup = 1; } f() { if "
     "(other.hup) k(); }",
     "reload"},
    {"h(s) { if (s == HUP1) got = 1; else other = 1; } main() { handle(HUP1, h); handle(TERM15, "
     "h); uv_timer_start(0, f); } f() { if (got) k(); if (other) k(); }",
     "reload, -"},
    {"main() { handle(HUP1, h); handle(TERM15, h); uv_timer_start(0, f); } h(s) { if (s == HUP1) "
     "other.hup = 1; } f() { if (other.hup) k(); }",
     "reload"},
    {"main() { on(HUP1, f); uv_timer_start(0, t); } f() { other.hup = 1; } t() { if (other.hup) "
     "k(); }",
     "-"}, /* may be filled in with its struct */
    /* and that code behind commands sets, in either order of definitions */
    {"main() { on(HUP1, f); uv_timer_start(0, t); } f() { got = 1; } t() { if (got) k(); }",
     "reload"},
    {"t() { if (got) k(); } f() { got = 1; } main() { on(HUP1, f); uv_timer_start(0, t); }",
     "reload"},
    {"t() { if (got) other = 1; if (other) k(); } f() { got = 1; } main() { on(HUP1, f); "
     "uv_timer_start(0, t); }",
     "reload"},
    {"main() { g(); on(HUP1, f); uv_timer_start(0, t); } f() { g(); } g() { got = 1; } t() { if "
     "(got) k(); }",
     "-"}, /* main does that too */
    {"main() { e(); on(HUP1, f); uv_timer_start(0, t); } e() { f(); } f() { g(); } g() { got = 1; "
     "} "
     "t() { if (got) k(); }",
     "-"},
    {"main() { on(HUP1, f); uv_timer_start(0, t); } f() { g(); } g() { got = 1; } t() { if (got) "
     "k(); }",
     "reload"},
    {"t() { if (other) k(); if (got) other = 1; got = other; } f() { got = 1; } main() { on(HUP1, "
     "f); uv_timer_start(0, t); }",
     "-"},
};

/* Of the calls of k() in the program: what is expected may be a part of the text. */
static const char *commands_of(struct passes *x)
{
    struct buf *out = &x->text;
    buf_clear(out);
    buf_puts(out, "");
    const node_vec *nodes = passes_nodes(x);
    for (uint32_t i = 0; i < nodes->len; i++)
        for (uint32_t k = 0; k < x->analysis->calls->at[nodes->at[i].i].len; k++) {
            const struct call *call = &x->analysis->calls->at[nodes->at[i].i].at[k];
            if (strcmp(calls_text(x->analysis->calls, call), "k") != 0)
                continue;
            const struct operated *o = operated_at(x->analysis->contexts, call->node, call->event);
            const char *text = !o                                       ? "-"
                               : strncmp(o->text, "only on reload", 14) ? o->text
                                                                        : "reload";
            buf_printf(out, "%s%s", out->len ? ", " : "", text);
        }
    return out->at;
}

static void test_text(struct passes *x)
{
    passes_pack(x, pack);
    passes_one(x, "main() { on(HUP1, f); }\nf() { k(); }");
    const struct call *k = passes_call(x, "f", "k", 0);
    const struct operated *o = operated_at(x->analysis->contexts, k->node, k->event);
    CHECK_TEXT(&x->t, o ? o->text : NULL, "only on reload: from the HUP1 handler at a.c:2");
    CHECK_NUMBER(&x->t, o ? o->loc.line : 0, 1);
    passes_done(x);
}

int main(void)
{
    struct passes x = {.headers = {"uv.h"}};
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(rows); i++) {
            passes_pack(&x, pack);
            passes_one(&x, arena_printf(x.arena, "var got; var other; %s", rows[i].program));
            if (!CHECK_TEXT(&x.t, commands_of(&x), rows[i].commands))
                fprintf(stderr, "  in %s\n", rows[i].program);
            passes_done(&x);
        }
        test_text(&x);
    }
    return passes_end(&x);
}
