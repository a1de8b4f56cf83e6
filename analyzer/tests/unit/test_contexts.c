/* Who runs on the loop or in a coroutine, why, and how surely. */
#include "passes.h"

#define START "start(t) { uv_timer_start(t, tick, 1, 1); } "

static const struct context *of(const struct passes *x, const char *name)
{
    return &x->analysis->contexts->at[passes_node(x, name).i];
}

struct row {
    const char *program;
    uint8_t declared, bits; /* of `f` */
    enum certainty certainty;
    const char *why; /* has this in it; NULL: by call */
};

static const struct row rows[] = {
    {START "tick() { f(); } f() { }", 0, CONTEXT_LOOP, CERTAINTY_ALWAYS, NULL},
    {START "tick() { } f() { tick(); }", 0, 0, 0, NULL},
    {"f() { } start(t) { uv_timer_start(t, f, 1, 1); }", CONTEXT_LOOP, CONTEXT_LOOP,
     CERTAINTY_ALWAYS, "'f' is passed to 'uv_timer_start'"},
    /* the project's own registrars */
    {"f() { } on(t, fn) { uv_timer_start(t, fn, 1, 1); } start(t) { on(t, f); }", CONTEXT_LOOP,
     CONTEXT_LOOP, CERTAINTY_ALWAYS, "'f' is passed to 'uv_timer_start'"},
    {"f() { } start(t) { t.cb = f; on(t); } on(t) { uv_timer_start(t, t.cb, 1, 1); }", CONTEXT_LOOP,
     CONTEXT_LOOP, CERTAINTY_ALWAYS, "'f' is passed"},
    /* through pointers, from async code: by declaration */
    {START "tick(s) { s.run(); } f() { } set(s) { s.run = f; }", CONTEXT_LOOP, CONTEXT_LOOP,
     CERTAINTY_ALWAYS, "'f' is stored here and called through 's'"},
    {START "tick(s) { s.run(); } f() { } g() { } set(s) { s.run = f; s.run = g; }", CONTEXT_LOOP,
     CONTEXT_LOOP, CERTAINTY_USUALLY, "called through"},
    {START "tick() { each(f); } each(fn) { fn(); } f() { }", CONTEXT_LOOP, CONTEXT_LOOP,
     CERTAINTY_ALWAYS, "called through 'each'"},
    {START "tick(s) { s.run(); } f() { } set() { hide(f); }", CONTEXT_LOOP, CONTEXT_LOOP,
     CERTAINTY_DEPENDS, "called through"}, /* by its type */
    /* the certainty of a way is that of its least certain step */
    {START "tick(s) { s.run(); } k() { f(); } g() { } set(s) { s.run = k; s.run = g; } f() { }", 0,
     CONTEXT_LOOP, CERTAINTY_USUALLY, NULL},
    /* a mark; a callback's other argument; another thread; main */
    {"@coroutine_fn f() { }", CONTEXT_COROUTINE, CONTEXT_COROUTINE, CERTAINTY_ALWAYS,
     "'f' is declared coroutine_fn"},
    {"f() { } start(t) { pthread_create(t, 0, f, 0); }", 0, 0, 0, NULL},
    {START "tick(t) { pthread_create(t, 0, f, 0); } f() { }", 0, 0, 0, NULL},
    {"main() { f(); } f() { }", 0, 0, 0, NULL},
    /* not what only runs before the end of the process */
    {START "@noreturn die(); tick() { f(); die(); } f() { }", 0, 0, 0, NULL},
};

static const char pack[] =
    "nostall: 1\npack: p\nasync: {annotations: [{name: coroutine_fn, context: coroutine}]}\n";

static void test_rows(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_pack(x, pack);
        passes_one(x, rows[i].program);
        const struct context *f = of(x, "f");
        bool ok = CHECK_NUMBER(&x->t, f->bits, rows[i].bits);
        ok &= CHECK_NUMBER(&x->t, f->declared, rows[i].declared);
        const struct context_reason *r = context_reason_of(f, CONTEXT_ANY);
        if (r) {
            ok &= CHECK_NUMBER(&x->t, r->certainty, rows[i].certainty);
            ok &= CHECK(&x->t, rows[i].why ? r->why && strstr(r->why, rows[i].why) : !r->why);
            ok &= CHECK(&x->t, (r->caller.i != FACTS_NONE) == !rows[i].why);
        }
        if (!ok)
            fprintf(stderr, "  in %s\n  why: %s\n", rows[i].program, r && r->why ? r->why : "-");
        passes_done(x);
    }
}

/* ---- what packs say ---- */

static const char rules[] =
    "nostall: 1\npack: p\nasync:\n"
    "  functions: [on_*, {name: co_by_name, context: coroutine}]\n"
    "  body_macros: [BEGIN]\n"
    "  callbacks:\n"
    "    - {function: reg, arg: 1}\n"
    "    - {function: reg_both, arg: [0, -1]}\n"
    "    - {function: reg_when, arg: 1, when: {arg: 0, equals: 1}}\n"
    "    - {function: reg_arity, arity: 2, arg: 1}\n"
    "    - {function: reg_inside, arg: 0, inside: [go]}\n"
    "    - {function: reg_co, arg: 0, context: coroutine}\n"
    "    - {macro: REG, arg: 1}\n"
    "  fields:\n"
    "    - {record: record, field: handler}\n"
    "    - {record: other, field: run}\n"
    "    - {record: record, field: cmd, when: {field: is_co, equals: 1}, context: coroutine}\n"
    "    - {record: record, field: plain, when: {field: is_co, equals: 0}}\n"
    "    - {record: record, field: notify, unless_given_to: {function: add_destroy, arg: 1}}\n"
    "coroutines: {spawn: [{function: spawn_it, entry: 0}]}\n"
    "offload: [{function: hand_off, arg: 0}, {function: hand_two, arity: 2, arg: 0}, {record: "
    "record, "
    "field: work}]\n";

#define LOOP CONTEXT_LOOP
#define CO CONTEXT_COROUTINE

static const struct {
    const char *program;
    uint8_t bits; /* of `f`, all by declaration */
    bool off_loop;
} ruled[] = {
    {"f() { }", 0, false},
    {"f() { #BEGIN(); }", CO, false},
    {"f() { #OTHER(); }", 0, false},
    {"f() { } g() { reg(1, f); }", LOOP, false},
    {"f() { } g() { reg(f, 1); }", 0, false},
    {"f() { } g() { reg(1); }", 0, false},
    {"f() { } g() { reg_both(f, 1); }", LOOP, false},
    {"f() { } g() { reg_both(1, 2, f); }", LOOP, false},
    {"f() { } g() { reg_both(1, f, 2); }", 0, false},
    {"f() { } g() { reg_when(1, f); }", LOOP, false},
    {"f() { } g() { reg_when(2, f); }", 0, false},
    {"f() { } g(n) { reg_when(n, f); }", 0, false},
    {"f() { } g() { reg_arity(1, f); }", LOOP, false},
    {"f() { } g() { reg_arity(1, f, 2); }", 0, false},
    {"f() { } g() { reg_co(f); }", CO, false},
    {"f() { } g() { #REG(1, f); }", LOOP, false},
    {"f() { } g() { #REG(1, &f); }", LOOP, false},
    {"f() { } g() { #REG(f, 1); }", 0, false},
    {"f() { } g() { #REG(f); }", 0, false},
    {"f() { } g() { spawn_it(f); }", CO, false},
    {"f() { } g() { spawn_it(1, f); }", 0, false},
    {"f() { } g() { reg(1, f); spawn_it(f); }", LOOP | CO, false},
    /* only while another call runs */
    {"f() { } g() { reg_inside(f); }", 0, false},
    {"f() { } g() { reg_inside(f); } on_it() { go(1); }", LOOP, false},
    {"f() { } g() { reg_inside(f); go(1); }", 0, false},
    {"f() { } g() { reg_inside(f); } @system go(n); h() { go(1); }", 0, false},
    /* fields, by their siblings */
    {"f() { } g(s) { s.handler = f; }", LOOP, false},
    {"f() { } g(s) { s.run = f; }", 0, false}, /* of another struct */
    {"f() { } g(s) { s.cmd = f; s.is_co = 1; }", CO, false},
    {"f() { } g(s) { s.is_co = 1; s.cmd = f; }", CO, false},
    {"f() { } g(s) { s.cmd = f; s.is_co = 0; }", 0, false},
    {"f() { } g(s) { s.cmd = f; }", 0, false},
    {"f() { } g(s, t) { s.cmd = f; t.is_co = 1; }", 0, false},
    {"f() { } g(s) { s.cmd = f; s.other = 1; }", 0, false},
    {"f() { } g(s) { s[1].cmd = f; s[1].is_co = 1; }", CO, false},
    {"f() { } g(s) { s[1].cmd = f; s[2].is_co = 1; }", 0, false},
    {"f() { } g(s) { s.plain = f; }", LOOP, false}, /* what is left out is zero */
    {"f() { } g(s) { s.plain = f; s.is_co = 1; }", 0, false},
    {"f() { } g(s) { s.notify = f; }", LOOP, false},
    {"var v; f() { } g(s) { v.notify = f; add_destroy(s, &v); }", 0, false},
    {"var v; var w; f() { } g(s) { v.notify = f; add_destroy(s, &w); }", LOOP, false},
    {"f() { } g(s, d) { d.link.notify = f; add_destroy(s, &d.link); }", 0, false},
    {"f() { } g(s, d) { d.link.notify = f; add_destroy(s, &d.other); }", LOOP, false},
    {"var v; f() { } g(s) { v.notify = f; add_other(s, &v); }", LOOP, false},
    /* on other threads */
    {"f() { } g() { hand_off(f); }", 0, true},
    {"f() { } g() { hand_off(1, f); }", 0, false},
    {"f() { } g() { hand_two(f, 1); }", 0, true},
    {"f() { } g() { hand_two(f); }", 0, false},
    {"f() { } g(s) { s.work = f; }", 0, true},
    {"f() { } g() { hand_off(h); } h() { f(); }", 0, true},
    {"f() { } g() { hand_off(f); reg(1, f); }", LOOP, true},
    {"f() { } on_it() { hand_off(f); }", 0, true},
};

static void test_ruled(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(ruled); i++) {
        passes_pack(x, rules);
        passes_one(x, ruled[i].program);
        bool ok = CHECK_NUMBER(&x->t, of(x, "f")->bits, ruled[i].bits);
        ok &= CHECK_NUMBER(&x->t, of(x, "f")->off_loop, ruled[i].off_loop);
        if (!ok)
            fprintf(stderr, "  in %s\n", ruled[i].program);
        passes_done(x);
    }
    passes_pack(x, rules);
    passes_one(
        x, "on_read() { f(); } one() { } co_by_name() { g(); } f() { } g() { } main() { f(); }");
    CHECK_NUMBER(&x->t, of(x, "on_read")->declared, LOOP);
    CHECK_NUMBER(&x->t, of(x, "one")->bits, 0);
    CHECK_NUMBER(&x->t, of(x, "co_by_name")->declared, CO);
    CHECK_NUMBER(&x->t, of(x, "f")->bits, LOOP);
    CHECK_NUMBER(&x->t, of(x, "g")->bits, CO);
    CHECK_NUMBER(&x->t, of(x, "f")->declared | of(x, "g")->declared, 0);
    passes_done(x);
}

static void test_elsewhere(struct passes *x)
{
    passes_one(x, "main(t) { pthread_create(t, 0, work, 0); begin(); } begin() { } "
                  "work() { below(); } below() { } other() { }");
    CHECK(&x->t, of(x, "below")->off_loop && !of(x, "begin")->off_loop);
    CHECK(&x->t, of(x, "begin")->at_start && !of(x, "below")->at_start);
    CHECK(&x->t, context_runs_elsewhere(of(x, "below")) && context_runs_elsewhere(of(x, "other")));
    CHECK(&x->t, !context_runs_elsewhere(of(x, "begin")));
    passes_done(x);
}

/* Through pointers, main leads to what runs nowhere else. */
static void test_start_through_pointers(struct passes *x)
{
    passes_one(x, "var g; main(t) { g.init = init; g.both = both; g.work = both; run(); "
                  "pthread_create(t, 0, work, 0); } run() { g.init(); g.both(); } "
                  "init() { below(); } below() { } both() { } work() { g.work(); }");
    CHECK(&x->t, of(x, "init")->at_start && of(x, "below")->at_start);
    CHECK(&x->t, !context_runs_elsewhere(of(x, "below")));
    CHECK(&x->t, !of(x, "both")->at_start && context_runs_elsewhere(of(x, "both")));
    passes_done(x);
}

#define DEEP 300

/* A circle, and a chain: each has a caller as its witness, whatever the order of definitions. */
static void test_deep(struct passes *x)
{
    struct buf text = {0};
    buf_puts(&text, START "tick() { f0(); a(); } a() { b(); } b() { c(); } c() { a(); } ");
    for (int i = 0; i < DEEP; i++)
        buf_printf(&text, "f%d() { f%d(); } ", i, i + 1);
    buf_printf(&text, "f%d() { }", DEEP);
    passes_one(x, text.at);
    char last[16];
    snprintf(last, sizeof last, "f%d", DEEP);
    CHECK_NUMBER(&x->t, of(x, last)->bits, CONTEXT_LOOP);
    CHECK_NUMBER(&x->t, of(x, "c")->bits, CONTEXT_LOOP);
    CHECK_NUMBER(&x->t, of(x, "c")->reasons[0].caller.i, passes_node(x, "b").i);
    buf_release(&text);
    passes_done(x);
}

/* Two functions that come to each other through pointers: both are async by declaration, and the
 * way of each is from the seed. */
static void test_ways(struct passes *x)
{
    passes_one(x, START "tick() { a(); } a(s) { s.one(); } b(s) { s.two(); } "
                        "set(s) { s.one = b; s.two = a; }");
    for (const char *name = "b"; name; name = *name == 'b' ? "a" : NULL) {
        struct node_id n = passes_node(x, name), end = passes_node(x, "tick");
        const struct context *at = x->analysis->contexts->at;
        CHECK_NUMBER(&x->t, at[n.i].declared, CONTEXT_LOOP);
        CHECK_NUMBER(&x->t, at[n.i].seeded, 0);
        for (int i = 0; i < 2 && at[n.i].from[0].caller.i != FACTS_NONE; i++)
            n = at[n.i].from[0].caller;
        CHECK_NUMBER(&x->t, n.i, end.i);
    }
    CHECK_NUMBER(&x->t, of(x, "tick")->seeded, CONTEXT_LOOP);
    passes_done(x);
}

static void test_where(struct passes *x)
{
    CHECK_TEXT(&x->t, context_where(CONTEXT_REALTIME), "in a real-time thread");
    CHECK_TEXT(&x->t, context_where(CONTEXT_LOOP | CONTEXT_REALTIME),
               "on the event loop and in a real-time thread");
    for (unsigned bits = 0; bits <= CONTEXT_ANY; bits++) {
        const char *text = context_where((uint8_t)bits);
        CHECK(&x->t, !strstr(text, "event loop") == !(bits & CONTEXT_LOOP));
        CHECK(&x->t, !strstr(text, "a coroutine") == !(bits & CONTEXT_COROUTINE));
        CHECK(&x->t, !strstr(text, "real-time") == !(bits & CONTEXT_REALTIME));
    }
}

/* What one program registers is not on the loop in another. */
static void test_programs(struct passes *x)
{
    passes_unit(x, "a.c", "main(t) { uv_timer_start(t, tick, 1, 1); } tick() { both(); }");
    passes_unit(x, "b.c", "static main() { both(); only_b(); } only_b() { }");
    passes_unit(x, "both.c", "both() { below(); } below() { }");
    passes_run(x);
    const struct programs *g = x->analysis->calls->programs;
    CHECK_NUMBER(&x->t, of(x, "below")->bits, CONTEXT_LOOP);
    CHECK_NUMBER(&x->t, of(x, "only_b")->bits, 0);
    CHECK(&x->t,
          programs_within(g, of(x, "below")->programs[0], programs_of(g, passes_node(x, "tick"))));
    passes_done(x);
}

int main(void)
{
    struct passes x = {.headers = {"uv.h", "pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        test_rows(&x);
        test_ruled(&x);
        test_elsewhere(&x);
        test_start_through_pointers(&x);
        test_deep(&x);
        test_ways(&x);
        test_where(&x);
        test_programs(&x);
    }
    return passes_end(&x);
}
