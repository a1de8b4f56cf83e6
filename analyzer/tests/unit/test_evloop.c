/* Event loops of a program's own: which loops are ones, what their turn is, what waits for many. */
#include "passes.h"

/* "f:1 *epoll_wait w; ...": the event loops in order, where each stands, the calls of its turn, the
 * waits with a star. */
static const char *loops_of(struct passes *x)
{
    const struct contexts *c = x->analysis->contexts;
    const node_vec *nodes = passes_nodes(x);
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t at = 0; at < nodes->len * c->loops.len; at++) {
        const struct evloop *l = &c->loops.at[at % c->loops.len];
        const call_vec *rows = &c->calls->at[l->node.i];
        if (l->node.i != nodes->at[at / c->loops.len].i)
            continue;
        buf_printf(&x->text, "%s%s:%u", x->text.len ? "; " : "",
                   program_text(x->program, program_get(x->program, l->node)->name), l->loc.line);
        for (uint32_t k = 0; k < rows->len; k++)
            if (l->events[rows->at[k].event])
                buf_printf(&x->text, " %s%s", l->events[rows->at[k].event] == PART_WAIT ? "*" : "",
                           calls_text(c->calls, &rows->at[k]));
    }
    return x->text.at;
}

struct row {
    const char *program, *loops;
};

#define WAIT "epoll_wait(1, 2, 9, -1)"
#define WORK "u() { } v() { } w() { } "

/* ---- which loop ---- */

static const struct row rows[] = {
    {WORK "f() { u(); while (go()) { " WAIT "; w(); } v(); }", "f:1 go *epoll_wait w"},
    {WORK "f() { " WAIT "; w(); }", ""},
    {WORK "f() { while (go()) w(); " WAIT "; }", ""},
    /* work: through pointers, or of the program's own; not a library's, not on another thread */
    {"f() { while (1) " WAIT "; }", ""},
    {"@system puts(s); f() { while (1) { " WAIT "; puts(1); } }", ""},
    {"puts(s); f() { while (1) { " WAIT "; puts(1); } }", "f:1 *epoll_wait puts"},
    {"f(s) { while (1) { " WAIT "; s.run(); } }", "f:1 *epoll_wait s"},
    {WORK "@system pthread_create(t, a, f, v); f(t) { while (1) { " WAIT
          "; pthread_create(t, 0, w, 0); } }",
     ""},
    {WORK "@noreturn die(); f(n) { while (1) { if (n) { w(); die(); } " WAIT "; } }", ""},
    {WORK "f(n) { while (1) { " WAIT "; if (n) if (!n) w(); } }", ""},
    {WORK "f(n) { while (1) { if (n) if (!n) " WAIT "; w(); } }", ""},
    /* two waits in one loop; two loops in one function */
    {WORK "f(n) { while (1) { " WAIT "; poll(n, n, -1); w(); } }", "f:1 *epoll_wait *poll w"},
    {WORK "f() { while (go()) { " WAIT "; u(); }\nwhile (go()) { " WAIT "; v(); } w(); }",
     "f:1 go *epoll_wait u go *epoll_wait v"},
    {WORK "f() { while (u()) " WAIT "; }", "f:1 u *epoll_wait"},
    /* helpers: they are the turn in whole */
    {WORK "g() { u(); " WAIT "; v(); } f() { while (1) g(); }", "g:1 u *epoll_wait v; f:1 *g"},
    {"g() { " WAIT "; } f() { while (1) g(); }", ""},
    {WORK "g() { " WAIT "; } f() { while (1) { g(); w(); } }", "g:1 *epoll_wait; f:1 *g w"},
    {WORK "h() { " WAIT "; } g() { h(); v(); } f() { while (1) { g(); w(); } }",
     "h:1 *epoll_wait; g:1 *h v; f:1 *g w"},
    {WORK "h() { " WAIT "; v(); } g() { h(); } f() { while (1) g(); }",
     "h:1 *epoll_wait v; g:1 *h; f:1 *g"},
    {WORK "g() { while (1) { " WAIT "; w(); } } f() { while (1) { g(); v(); } }",
     "g:1 *epoll_wait w"},
    {WORK "g(n) { if (n) g(0); " WAIT "; } f() { while (1) { g(1); w(); } }",
     "g:1 *g *epoll_wait; f:1 *g w"},
    /* through pointers: where all that is stored there waits */
    {WORK "var p; g() { " WAIT "; } set() { p = g; } f() { while (1) { p(); w(); } }",
     "g:1 *epoll_wait; f:1 *p w"},
    {WORK "var p; g() { " WAIT "; } set() { p = g; p = w; } f() { while (1) p(); }", ""},
    {WORK "var p; g() { " WAIT "; } set() { p = w; p = g; } f() { while (1) p(); }", ""},
    {WORK "each(fn) { fn(); } g() { " WAIT "; } f() { while (1) { each(g); w(); } }", ""},
    /* data that is gone through one by one, with a wait for each piece */
    {WORK "g() { " WAIT "; } f() { while (next()) { g(); w(); } }", ""},
    {WORK "g() { " WAIT "; } f() { while (!done()) { g(); w(); } }",
     "g:1 *epoll_wait; f:1 done *g w"},
    {WORK "@bool more(); g() { " WAIT "; } f() { while (more()) { g(); w(); } }",
     "g:1 *epoll_wait; f:1 more *g w"},
    {WORK "g() { " WAIT "; } f(s) { while (s.more()) { g(); w(); } }",
     "g:1 *epoll_wait; f:1 s *g w"},
    {WORK "f() { while (next()) { " WAIT "; w(); } }", "f:1 next *epoll_wait w"},
    {WORK "g() { " WAIT "; } f(l) { x = l; while (x) { g(); w(); x = x.next; } }", ""},
    {WORK "g() { " WAIT "; } f(l) { x = l; while (x) { g(); w(); x = x + 1; } }", ""},
    {WORK "g() { " WAIT "; } f(l) { x = l; while (x < 9) { g(); w(); x = x + 1; } }", ""},
    {WORK "g() { " WAIT "; } f(l) { x = l; while (x) { g(); w(); x = next(); } }", ""},
    {WORK "g() { " WAIT "; } f(l) { x = l; while (x) { w(); x = g(); } }",
     "g:1 *epoll_wait; f:1 w *g"},
    {WORK "g() { " WAIT "; } f(l) { x = l; while (x) { g(); w(); x = 1; } }",
     "g:1 *epoll_wait; f:1 *g w"},
    {WORK "g() { " WAIT "; } f(l) { x = l; y = l; while (x) { g(); w(); y = y + 1; } }",
     "g:1 *epoll_wait; f:1 *g w"},
    {WORK "g() { " WAIT "; } f(l) { while (l.n) { g(); w(); l.n = l.n + 1; } }",
     "g:1 *epoll_wait; f:1 *g w"},
    {WORK "g() { " WAIT "; } f(l) { x = l; x = x + 1; while (x) { g(); w(); } x = x + 1; }",
     "g:1 *epoll_wait; f:1 *g w"},
    {WORK "g() { " WAIT "; } f(l) { x = l; while (1) { if (x) w(); g(); x = x + 1; } }",
     "g:1 *epoll_wait; f:1 w *g"},
    /* what came is handed to the caller: its loop goes on with the turn */
    {WORK "@pointer g(n) { while (1) { " WAIT "; w(); if (n) return n; } } "
          "f() { while (1) { g(1); v(); } }",
     "g:1 *epoll_wait w; f:1 *g v"},
    {WORK "@bool g(n) { while (1) { " WAIT "; w(); if (n) return n; } } "
          "f() { while (1) { g(1); v(); } }",
     "g:1 *epoll_wait w"},
    {WORK "@pointer g(n) { while (1) { " WAIT "; if (n) return n; } } "
          "f() { while (1) { g(1); v(); } }",
     "g:1 *epoll_wait; f:1 *g v"},
    {WORK "g(n) { while (1) { " WAIT "; if (n) return n; } } f() { while (1) { g(1); v(); } }", ""},
};

/* ---- helpers that wait for what they are given ---- */

#define GIVEN WORK "g(a, n) { poll(a, n, -1); } "
#define PAIR WORK "g(a, b) { p[0].fd = a; p[1].fd = b; poll(&p, 2, -1); } "

static const struct row given[] = {
    {GIVEN "f(a) { while (1) { p[0].fd = a; g(&p, 2); w(); } }", ""},
    {GIVEN "f(a, b) { while (1) { p[0].fd = a; p[1].fd = b; g(&p, 2); w(); } }",
     "g:1 *poll; f:1 *g w"},
    {GIVEN "f(a) { while (1) { g(a.all, 1); w(); } }", ""},
    {GIVEN "f(a, n) { while (1) { g(a.all, n); w(); } }", "g:1 *poll; f:1 *g w"},
    {GIVEN "f(a, n) { while (1) { g(a, n); w(); } }", "g:1 *poll; f:1 *g w"},
    {GIVEN "h(a, n) { g(a, n); } f(a) { while (1) { p[0].fd = a; h(&p, 2); w(); } }", ""},
    {GIVEN "h(a, n) { g(a, n); } f(a) { while (1) { h(a.all, 2); w(); } }",
     "g:1 *poll; h:1 *g; f:1 *h w"},
    {PAIR "f(a) { while (1) { g(a, a); w(); } }", ""},
    {PAIR "f(a) { while (1) { g(a, -1); w(); } }", ""},
    {PAIR "f(a) { while (1) { g(a, 0); w(); } }", ""},
    {PAIR "f(a, n) { while (1) { g(n ? a : -1, n ? -1 : a); w(); } }", ""},
    {PAIR "f(a, n) { while (1) { g(n ? a : -1, n ? -1 : n); w(); } }", "g:1 *poll; f:1 *g w"},
    {PAIR "f(a) { while (1) { g(a.in, a.out); w(); } }", "g:1 *poll; f:1 *g w"},
    {PAIR "h(a, b) { g(a, b); } f(a) { while (1) { h(a, a); w(); } }", ""},
    {PAIR "h(a, b) { g(a, b); } f(a) { while (1) { h(a.in, a.out); w(); } }",
     "g:1 *poll; h:1 *g; f:1 *h w"},
    {PAIR "f(a, b) { while (1) { g(a, b); w(); } }", "g:1 *poll; f:1 *g w"},
    {WORK "g(a, s) { p[0].fd = a; p[1].fd = s.own; poll(&p, 2, -1); } "
          "f(s) { while (1) { g(-1, s); w(); } }",
     ""},
    {WORK "g(a, s) { p[0].fd = a; p[1].fd = s.own; poll(&p, 2, -1); } "
          "f(s) { while (1) { g(s.other, s); w(); } }",
     "g:1 *poll; f:1 *g w"},
    {WORK "g(a, s) { p[0].fd = a; p[1].fd = s.own; p[2].fd = s.more; poll(&p, 3, -1); } "
          "f(s) { while (1) { g(-1, s); w(); } }",
     "g:1 *poll; f:1 *g w"},
    /* one caller waits for one, the other for many */
    {GIVEN "f(a) { while (1) { p[0].fd = a; g(&p, 1); w(); } } "
           "h(a, n) { while (1) { g(a, n); w(); } }",
     "g:1 *poll; h:1 *g w"},
};

/* ---- loops that end by themselves ---- */

#define LEFT "f(a) { x = a; while (x) { " WAIT "; "
#define IS_LOOP "f:1 *epoll_wait w"

static const struct row left[] = {
    {WORK LEFT "if (w()) x = x - 1; } }", ""},
    {WORK LEFT "if (w()) x = x + 1; } }", IS_LOOP},
    {WORK LEFT "w(); x = x - 1; } }", IS_LOOP},
    {WORK LEFT "if (w()) x = x - 1; if (a) x = a; } }", IS_LOOP},
    {WORK LEFT "if (w()) x = x - 1; y = accept(a, 0, 0); a.fd = y; } }",
     "f:1 *epoll_wait w accept"},
    {WORK "f(a) { x = a; while (go()) { " WAIT "; if (w()) x = x - 1; } }", "f:1 go *epoll_wait w"},
    /* the counter of the whole program */
    {WORK "var n; begin() { n = n + 1; } end() { n = n - 1; } f() { begin(); while (n) { " WAIT
          "; end(); } }",
     ""},
    {WORK "var n; end() { n = n - 1; } f() { while (n) { " WAIT "; end(); } }",
     "f:1 *epoll_wait end"},
    {WORK "var n; begin() { n = n + 1; } end() { n = n - 1; } f() { begin(); while (n) { " WAIT
          "; end(); begin(); } }",
     "f:1 *epoll_wait end begin"},
    {WORK "var n; begin() { n = n + 1; } end() { n = 0; } f() { begin(); while (n) { " WAIT
          "; end(); } }",
     "f:1 *epoll_wait end"},
    {WORK "var n; begin() { n = n + 1; } f() { begin(); while (n) { " WAIT "; w(); n = n - 1; } }",
     "f:1 *epoll_wait w"},
    /* the caller's object says when its request is done */
    {WORK "f(r) { x = 0; r.done = &x; while (!x) { " WAIT "; w(); } }", ""},
    {WORK "f(r) { x = 1; r.running = &x; while (x) { " WAIT "; w(); } }", IS_LOOP},
    {WORK "f(r) { x = 0; r.done = &x; while (!x) { " WAIT "; w(); x = r.all; } }", IS_LOOP},
    {WORK "var r; f() { x = 0; r = &x; while (!x) { " WAIT "; w(); } }", IS_LOOP},
    {WORK "f(r) { x = 0; y = 0; r.done = &y; while (!x) { " WAIT "; w(); } }", IS_LOOP},
};

static void test_given(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(given) + COUNT(left); i++) {
        const struct row *row = i < COUNT(given) ? &given[i] : &left[i - COUNT(given)];
        passes_one(x, row->program);
        if (!CHECK_TEXT(&x->t, loops_of(x), row->loops))
            fprintf(stderr, "  in %s\n", row->program);
        passes_done(x);
    }
}

/* ---- loops that only take connections ---- */

#define ACCEPTS "f(l, s) { while (1) { " WAIT "; x = accept(l, 0, 0); "
#define KEEPS "f:1 *epoll_wait accept"

static const struct row accepts[] = {
    {ACCEPTS "serve(x); } } serve(y) { read(y, 0, 1); }", ""},
    {ACCEPTS "serve(x); close(x); } } serve(y) { }", ""},
    {ACCEPTS "y = x; serve(y); } } serve(y) { }", ""},
    {ACCEPTS "serve(1, x); } } serve(n, y) { read(y, 0, 1); }", ""},
    {ACCEPTS "pthread_create(l, 0, w, x); } } " WORK, ""},
    /* kept for later: by a caller, in a field or a variable, by who gets it */
    {ACCEPTS "s.fd = x; } }", KEEPS},
    {"var v; " ACCEPTS "v = x; } }", KEEPS},
    {ACCEPTS "y = x; s.fd = y; } }", KEEPS},
    {ACCEPTS "return x; } }", ""}, /* there is no further round */
    {ACCEPTS "if (l) return x; } }", KEEPS},
    {ACCEPTS "if (l) return s; } }", ""},
    {ACCEPTS "if (l) return; } }", ""},
    {ACCEPTS "add(s, x); } }", KEEPS " add"},
    {ACCEPTS "add(x, s); } }", ""},
    {ACCEPTS "add(s, l); } }", ""},
    {ACCEPTS "serve(x); } } serve(y) { v(s, y); }", KEEPS " serve"},
    {ACCEPTS "serve(x, s); } } serve(y, s) { s.fd = y; }", KEEPS " serve"},
    {ACCEPTS "serve(1, x); } } serve(n, y) { h.fd = y; add(h); }", KEEPS " serve"},
    {ACCEPTS "serve(x, x); } } serve(n, y) { add(1, y); }", KEEPS " serve"},
    {ACCEPTS "serve(x); } } serve(y) { next(y); } next(z) { serve(z); }", ""},
    {ACCEPTS "serve(x); } } serve(y) { next(y); } next(z) { add(1, z); }", KEEPS " serve"},
    /* in a record of the function: kept where a library gets that */
    {ACCEPTS "c.fd = x; serve(&c); } } serve(c) { read(c.fd, 0, 1); }", ""},
    {ACCEPTS "c.fd = x; add(&c); } }", KEEPS " add"},
    {ACCEPTS "c.fd = x; add(c.other); } }", KEEPS " add"},
    {ACCEPTS "c.fd = x; add(1, c); } }", KEEPS " add"},
    {ACCEPTS "c.fd = x; d = 1; add(&d); } }", ""},
    {ACCEPTS "c.fd = x; add(l); } }", ""},
    {ACCEPTS "c.fd = x; pthread_create(l, 0, w, &c); } } " WORK, ""},
    /* the result goes somewhere else at once; there is more to do than to take it */
    {"f(l, s) { while (1) { " WAIT "; s.fd = accept(l, 0, 0); } }", KEEPS},
    {"f(l, s) { while (1) { " WAIT "; accept(l, 0, 0); } }", KEEPS},
    {ACCEPTS "s.run(x); } }", KEEPS " s"},
    {ACCEPTS "if (s) if (!s) h.fd = x; } }", ""},
};

static void test_accepts(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(accepts); i++) {
        passes_one(x, accepts[i].program);
        if (!CHECK_TEXT(&x->t, loops_of(x), accepts[i].loops))
            fprintf(stderr, "  in %s\n", accepts[i].program);
        passes_done(x);
    }
}

static void test_rows(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_one(x, rows[i].program);
        if (!CHECK_TEXT(&x->t, loops_of(x), rows[i].loops))
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(x);
    }
}

/* ---- how the loop goes on after the wait ---- */

/* The inner loop is left when something came (then the outer one is the event loop), when nothing
 * came (then both are), or not by the wait. */
static const struct {
    const char *condition; /* under which the inner loop goes on */
    bool when_came, when_not;
} ends[] = {
    {"n", true, false},      {"!n", false, true},      {"n == 0", false, true},
    {"n != 0", true, false}, {"n < 1", false, true},   {"n <= 0", false, true},
    {"n > 0", true, false},  {"n >= 1", true, false},  {"n >= 0", true, true},
    {"n < 2", true, true},   {"n == 2", false, false}, {"0 == n", false, true},
    {"0 < n", true, false},  {"1 > n", false, true},   {"1 <= n", true, false},
    {"0 >= n", false, true}, {"m", true, true},        {"m == 0", true, true},
    {"n == m", true, true},  {"m == n", true, true},   {"m < n", true, true},
    {"n & 1", true, false},
};

static void test_ends(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(ends); i++) {
        passes_open(x);
        passes_one(x, arena_printf(x->arena,
                                   WORK "f(m) { while (1) { n = m;\n while (%s) { n = " WAIT
                                        "; w(); } v(); } }",
                                   ends[i].condition));
        const char *want = !ends[i].when_came ? "f:1 *epoll_wait w v"
                           : ends[i].when_not ? "f:2 *epoll_wait w"
                                              : "f:2 *epoll_wait w v";
        if (!ends[i].when_came && !ends[i].when_not)
            want = "f:1 *epoll_wait w v";
        if (!CHECK_TEXT(&x->t, loops_of(x), want))
            fprintf(stderr, "  in %s\n", ends[i].condition);
        passes_done(x);
    }
}

static const struct row switches[] = {
    {"case 0: return;", "g:1 *epoll_wait w; f:1 *g v"},
    {"case 1: return;", "g:1 *epoll_wait w; f:1 *g v"},
    {"case 2: return;", "g:1 *epoll_wait w"},
    {"case 2: w(); } switch (m) { case 0: return;", "g:1 *epoll_wait w w"},
    {"case 0: break; default: return;", "g:1 *epoll_wait w; f:1 *g v"},
    {"case 0: case 1: break; default: return;", "g:1 *epoll_wait w"},
};

static void test_switches(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(switches); i++) {
        passes_open(x);
        passes_one(x,
                   arena_printf(x->arena,
                                WORK "g() { while (1) { n = " WAIT "; switch (n) { %s } w(); } } "
                                     "f() { while (1) { g(); v(); } }",
                                switches[i].program));
        if (!CHECK_TEXT(&x->t, loops_of(x), switches[i].loops))
            fprintf(stderr, "  in %s\n", switches[i].program);
        passes_done(x);
    }
}

/* ---- the project's word ---- */

static void test_rules(struct passes *x)
{
    static const struct row all[] = {
        {"u(); while (1) { " WAIT "; w(); }", ""},
        {"u(); while (go()) { while (go()) v(); } w();", "by_rule:1 go go v"},
        {"u(); w();", "by_rule:1 u w"},
        {"u(); while (go()) { " WAIT "; } w();", "by_rule:1 go *epoll_wait"},
    };
    for (uint32_t i = 0; i < COUNT(all); i++) {
        passes_pack(x, "nostall: 1\npack: p\nloops: {ignore: [ignored], functions: [by_rule]}\n");
        passes_one(x, arena_printf(x->arena, WORK "%s() { %s }", i ? "by_rule" : "ignored",
                                   all[i].program));
        CHECK_TEXT(&x->t, loops_of(x), all[i].loops);
        const evloop_vec *loops = &x->analysis->contexts->loops;
        CHECK(&x->t, !loops->len || loops->at[0].by_rule);
        if (loops->len)
            CHECK_TEXT(&x->t, evloop_text(&loops->at[0], x->analysis->bodies, x->arena),
                       i == 3 ? "'by_rule' is an event loop: it waits in epoll_wait at a.c:1"
                              : "'by_rule' is an event loop, as the project's configuration says");
        passes_done(x);
    }
    passes_one(x, WORK "g() { " WAIT "; }\nf() { while (1) { g(); w(); } }");
    const evloop_vec *loops = &x->analysis->contexts->loops;
    for (uint32_t i = 0; i < loops->len; i++) {
        CHECK(&x->t, !loops->at[i].by_rule);
        bool outer = loops->at[i].node.i == passes_node(x, "f").i;
        CHECK_TEXT(&x->t, evloop_text(&loops->at[i], x->analysis->bodies, x->arena),
                   outer ? "'f' is an event loop: it waits in epoll_wait at a.c:1"
                         : "'g' is an event loop: it waits in epoll_wait at a.c:1");
    }
    CHECK_NUMBER(&x->t, loops->len, 2);
    passes_done(x);
}

#define DEEP 300

/* A wait below hundreds of helpers, in both orders of definition. */
static void test_deep(struct passes *x)
{
    for (int up = 0; up < 2; up++) {
        struct buf text = {0};
        buf_puts(&text, WORK "f0() { " WAIT "; } ");
        for (int k = 1; k < DEEP; k++) {
            int i = up ? k : DEEP - k;
            buf_printf(&text, "f%d() { f%d(); } ", i, i - 1);
        }
        buf_printf(&text, "f() { while (1) { f%d(); w(); } }", DEEP - 1);
        passes_one(x, text.at);
        CHECK_NUMBER(&x->t, x->analysis->contexts->loops.len, DEEP + 1);
        buf_release(&text);
        passes_done(x);
    }
}

/* ---- what waits for many ---- */

static const struct {
    const char *code; /* what a round does; parameters a, b, n */
    bool waits;
} waits[] = {
    {"epoll_wait(a, b, 9, -1);", true},
    {"epoll_wait(a, b, 9, 0);", false},
    {"epoll_wait(a, b, 9, n);", true},
    {"poll(a, n, -1);", true},
    {"poll(a, 1, -1);", false},
    {"poll(a, 0, 5);", false},
    {"poll(a, 2, -1);", true},
    {"poll(a, 2, 0);", false},
    {"kevent(a, 0, 0, b, 9, 0);", true},
    {"kevent(a, 0, 0, b, 0, 0);", false},
    /* a set that is written down: two descriptors beside those of the process */
    {"p[0].fd = a; p[1].fd = b; poll(&p, 2, -1);", true},
    {"p[0].fd = a; p[1].fd = a; poll(&p, 2, -1);", false},
    {"p[0].fd = 0; p[1].fd = a; poll(&p, 2, -1);", false},
    {"p[0].fd = 0; p[1].fd = 1; p[2].fd = a; poll(&p, 3, -1);", false},
    {"p[0].fd = 0; p[1].fd = 1; p[2].fd = 2; poll(&p, 3, -1);", false},
    {"p[0].fd = 0; p[1].fd = 3; p[2].fd = a; poll(&p, 3, -1);", true},
    {"p[0].events = 1; p[0].fd = a; p[1].events = b; poll(&p, 2, -1);", false},
    {"p[n].fd = a; poll(&p, 2, -1);", true},                    /* how many is not known */
    {"m = 0; p[m].fd = a; m = m + 1; poll(&p, m, -1);", false}, /* built anew */
    {"m = 0; p[m].fd = a; m = m + 1; p[m].fd = b; m = m + 1; poll(&p, m, -1);", true},
    {"p[m].fd = a; m = m + 1; poll(&p, m, -1);", true},
    {"while (n) { p[0].fd = a; n = n + 1; } poll(&p, 2, -1);", true},
    {"if (n) p[0].fd = a; poll(&p, 2, -1);", false},
    {"p.fd = a; poll(&p, 2, -1);", false},
    {"q[0].fd = b; p[0].fd = a; poll(&p, 2, -1);", false},
    {"p[0].fd = a; fill(&p); poll(&p, 2, -1);", true},
    {"p[0].fd = a; fill(n); poll(&p, 2, -1);", false},
    {"p[0].fd = a; memset(&p, 0, 9); poll(&p, 2, -1);", false},
    {"p[0].fd = a; memcpy(&p, n, 9); poll(&p, 2, -1);", true},
    {"p[0].fd = a; p = n.all; poll(&p, 2, -1);", true},
    {"p = n.all; p[0].fd = a; poll(&p, 2, -1);", true},
    {"p[0].fd = a; p = q; poll(&p, 2, -1);", false},
    {"ptr p; poll(&p, 2, -1);", true}, /* nothing is known of it */
    {"poll(&n, 2, -1);", true},
    /* sets of macros */
    {"ptr s; #FD_SET(a, s); #FD_SET(b, s); select(n, &s, 0, 0, 0);", true},
    {"ptr s; #FD_SET(a, s); select(n, &s, 0, 0, 0);", false},
    {"ptr s; #FD_SET(a, s); #FD_SET(a, s); select(n, &s, 0, 0, 0);", false},
    {"ptr s; #FD_SET(a, s); #FD_SET(STDIN_FILENO, s); select(n, &s, 0, 0, 0);", false},
    {"ptr s; #FD_SET(a, s); #FD_CLR(b, s); select(n, &s, 0, 0, 0);", false},
    {"ptr s; while (n) { #FD_SET(a, s); n = n + 1; } select(n, &s, 0, 0, 0);", true},
    {"ptr s; #FD_SET(a, s); fill(&s); select(n, &s, 0, 0, 0);", true},
    {"ptr s; #FD_SET(a, s); memset(&s, 0, 9); select(n, &s, 0, 0, 0);", false},
    {"ptr s; #FD_SET(a, s); s = n.all; select(n, &s, 0, 0, 0);", true},
    {"ptr s; #FD_SET(a, s); select(n, &b, &s, 0, 0);", true},
    {"ptr s; #FD_SET(a, s); select(n, b, &s, 0, 0);", false},
    {"select(n, b, 0, 0, 0);", true},
};

static void test_waits(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(waits); i++) {
        passes_open(x);
        passes_one(x, arena_printf(x->arena, WORK "f(a, b, n) { ptr p; while (1) { %s w(); } }",
                                   waits[i].code));
        if (!CHECK_NUMBER(&x->t, x->analysis->contexts->loops.len, waits[i].waits))
            fprintf(stderr, "  in %s\n", waits[i].code);
        passes_done(x);
    }
    /* a body of the program's own under the name: the rules of libc give way, the project's not */
    for (int own = 0; own < 2; own++) {
        if (own)
            passes_pack(x, "nostall: 1\npack: p\nwaits_many: [epoll_wait]\n");
        passes_one(x, WORK "epoll_wait(a, b, n, t) { } f(a, b) { while (1) { " WAIT "; w(); } }");
        CHECK_NUMBER(&x->t, x->analysis->contexts->loops.len, own);
        passes_done(x);
    }
}

int main(void)
{
    struct passes x = {.headers = {"pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        test_rows(&x);
        test_given(&x);
        test_accepts(&x);
        test_ends(&x);
        test_switches(&x);
        test_rules(&x);
        test_deep(&x);
        test_waits(&x);
    }
    return passes_end(&x);
}
