/* Handles of tasks and memory that tasks keep: NS205, NS206 and NS306, on both sides of each of
 * their edges. */
#include "passes.h"

/* make: a handle that must be kept; later: a coroutine that must be started. */
static const struct passes_row handles[] = {
    {"f() { make(g); }", "NS205 f:make usually"},
    {"f() { x = make(g); }", "NS205 f:make usually"},
    {"f() { x = make(g); end(x); }", ""},
    {"f() { x = make(g); y = x; end(y); }", ""},
    {"f() { x = make(g); x = 0; end(x); }", "NS205 f:make usually"},
    {"f() { x = make(g); peek(x); }", "NS205 f:make usually"},
    {"f() { x = make(g); unseen(x); }", ""}, /* may be kept there */
    {"f() { x = make(g); lend(x); }", "NS205 f:make usually"},
    {"f() { x = make(g); lend(g, x); }", ""}, /* a callback gets it */
    {"f() { x = make(g); lend(x, g); }", "NS205 f:make usually"},
    {"f() { x = make(g); return x; }", ""},
    {"f(s) { x = make(g); s.h = x; }", ""},
    {"f(s) { s.h = make(g); }", ""},
    {"var v; f() { v = make(g); }", ""},
    {"f(s) { x = make(g); *s = x; }", ""},
    {"f(s) { x = make(g); s.n = 1; }", "NS205 f:make usually"},
    {"f() { ptr x; out(&x, g); }", "NS205 f:out usually"},
    {"f() { ptr x; out(&x, g); end(x); }", ""},
    {"f(s) { out(&s.h, g); }", ""},
    {"f(s) { out(s, g); }", ""},
    {"f() { x = make(g); end_second(1, x); }", ""},
    {"f() { x = make(g); end_second(x, 1); }", "NS205 f:make usually"},
    {"f() { x = make(g); end_second(1, x, 2); }", "NS205 f:make usually"}, /* another of the name */
    {"f() { end(make(g)); }", ""},
    {"f() { make_free(g); }", ""},
    {"f() { make_if(g, 1); }", "NS205 f:make_if usually"},
    {"f() { make_if(g, 0); }", ""},
    {"f(n) { make_if(g, n); }", ""},
    {"f() { make_unless(g, 0); }", "NS205 f:make_unless usually"},
    {"f() { make_unless(g, 1); }", ""},
    /* as one of several values, or inside of something */
    {"f(n) { x = make(g); end(n ? x : 0); }", ""},
    {"f(n) { x = make(g); end(n ? 0 : x); }", ""},
    {"f(n) { x = make(g); end(n ? 0 : 1); }", "NS205 f:make usually"},
    {"f(n) { x = make(g); return n ? x : 0; }", ""},
    {"f(n, s) { x = make(g); s.h = n ? 0 : x; }", ""},
    {"f() { x.h = make(g); }", ""}, /* what is in a record is not followed */
    {"f() { x = make(g); y = make(g); end(y); }", "NS205 f:make usually"},
    {"f() { x = make(g); y = make(g); end(y); end(x); }", ""},
    /* on some way */
    {"f(n) { x = make(g); if (n) end(x); }", "NS205 f:make usually"},
    {"f(n) { x = make(g); if (n) end(x); else end(x); }", ""},
    {"f(n) { x = make(g); if (n) return; end(x); }", "NS205 f:make usually"},
    {"f(n) { while (n) { x = make(g); n = n + 1; } end(x); }", "NS205 f:make usually"},
    {"f(n) { while (n) { x = make(g); end(x); n = n + 1; } }", ""},
    {"f(n) { x = make(g); if (x < 0) return; end(x); }", ""}, /* there is none */
    {"f(n) { x = make(g); if (x >= 0) end(x); }", ""},
    {"main(n) { x = make(g); if (n) end(x); }", ""}, /* the end of the process closes it */
    {"main(n) { x = make(g); }", "NS205 main:make usually"},
    {"@noreturn die(); f(n) { x = make(g); if (n) die(); end(x); }", ""},
    /* through the program's own functions */
    {"f() { x = make(g); stop(x); } stop(a) { end(a); }", ""},
    {"f() { x = make(g); stop(x); } stop(a) { peek(a); }", "NS205 f:make usually"},
    {"f() { x = make(g); stop(1, x); } stop(b, a) { end(a); }", ""},
    {"f() { x = make(g); stop(x); } stop(a) { stop2(a); } stop2(a) { end(a); }", ""},
    {"f() { x = make(g); stop(x); } stop(a) { if (a) stop(a); }", "NS205 f:make usually"},
    {"f() { x = make(g); keep(x); } var v; keep(a) { v = a; }", ""},
    {"f() { x = mine(); end(x); } mine() { return make(g); }", ""},
    {"f() { mine(); } mine() { return make(g); }", "NS205 f:mine usually"},
    {"f() { x = mine(); } mine() { y = make(g); return y; }", "NS205 f:mine usually"},
    {"f() { ptr x; mine(&x); } mine(a) { *a = make(g); }", "NS205 f:mine usually"},
    {"f() { ptr x; mine(&x); end(x); } mine(a) { *a = make(g); }", ""},
    {"f(s) { mine(&s.h); } mine(a) { *a = make(g); }", ""},
    {"f() { mine(0); } mine(a) { *a = make(g); }", ""},
    {"f() { mine(1); } mine(n) { return make_if(g, n); }", "NS205 f:mine usually"},
    {"f() { mine(0); } mine(n) { return make_if(g, n); }", ""},
    {"f() { mine(); } var v; mine() { v = make(g); return v; }", ""},
    /* a coroutine that is not started */
    {"f() { x = later(g); }", "NS206 f:later usually"},
    {"f() { later(g); }", "NS206 f:later usually"},
    {"f() { x = later(g); go(x); end(x); }", ""},
    {"f() { x = later(g); go(x); }", "NS205 f:later usually"},
    {"f() { x = later(g); end(x); }", "NS206 f:later usually"},
    {"f() { x = later(g); peek(x); }", "NS206 f:later usually"},
    {"f(s) { s.h = later(g); }", ""},
    {"f() { return later(g); }", ""},
    {"f(n) { x = later(g); if (n) go(x); end(x); }", ""},
    {"f() { mine(); } mine() { return later(g); }", "NS206 f:mine usually"},
    {"f() { x = mine(); go(x); end(x); } mine() { return later(g); }", ""},
};

static const char handle_pack[] =
    "nostall: 1\npack: p\nborrows: [lend, end_second]\nasync: {callbacks: [{function: lend, arg: "
    "0}]}\ncoroutines:\n  spawn:\n"
    "    - {function: make, entry: 0, result: must-keep}\n"
    "    - {function: make_free, entry: 0}\n"
    "    - {function: make_if, entry: 0, result: must-keep, when: {arg: 1, not: 0}}\n"
    "    - {function: make_unless, entry: 0, result: must-keep, unless: {arg: 1, not: 0}}\n"
    "    - {function: out, entry: 1, out: 0, result: must-keep}\n"
    "    - {function: later, entry: 0, starts: later, result: must-keep}\n"
    "  start: [{function: go}]\n"
    "  end: [{function: end}, {function: end_second, arity: 2, arg: 1}]\n"
    "  peek: [{function: peek}]\n";

/* keep: argument 0 is kept; until: until undo() is given it; joined: until join() is given what the
 * call returned. */
static const struct passes_row escapes[] = {
    {"f() { ptr x; keep(&x); }", "NS306 f:keep usually"},
    {"f() { x = 0; keep(x); }", ""},
    {"f(p) { keep(p); }", ""},
    {"f(p) { keep(&p); }", "NS306 f:keep usually"},
    {"var v; f() { keep(&v); }", ""},
    {"f() { ptr x; other(&x); }", ""},
    {"f() { ptr x; x.y = 1; keep(&x.y); }", ""}, /* what a pointer points to */
    {"f() { x.y = 1; keep(&x.y); }", "NS306 f:keep usually"},
    {"f() { ptr x; y = &x; keep(y); }", "NS306 f:keep usually"},
    {"f() { ptr x; keep_if(&x, 1); }", "NS306 f:keep_if usually"},
    {"f() { ptr x; keep_if(&x, 0); }", ""},
    {"f(n) { ptr x; keep_if(&x, n); }", ""},
    {"f() { ptr x; keep_unless(&x, 0); }", "NS306 f:keep_unless usually"},
    {"f() { ptr x; keep_unless(&x, 1); }", ""},
    {"@noreturn die(); f() { ptr x; keep(&x); die(); }", ""},
    /* taken back, or waited for */
    {"f() { ptr x; until(&x); }", "NS306 f:until usually"},
    {"f() { ptr x; until(&x); undo(&x); }", ""},
    {"f(n) { ptr x; until(&x); if (n) undo(&x); }", "NS306 f:until usually"},
    {"f(n) { ptr x; until(&x); if (n) return; undo(&x); }", "NS306 f:until usually"},
    {"f() { ptr x; ptr y; until(&x); undo(&y); }", "NS306 f:until usually"},
    {"f() { ptr x; undo(&x); until(&x); }", "NS306 f:until usually"},
    {"f() { ptr x; until(&x); stop(&x); } stop(a) { undo(a); }", ""},
    {"f() { ptr x; until(&x); stop(&x); } stop(a) { other(a); }", "NS306 f:until usually"},
    {"f() { ptr x; h = joined(&x); join(h); }", ""},
    {"f() { ptr x; h = joined(&x); join(1); }", "NS306 f:joined usually"},
    {"f() { ptr x; joined(&x); }", "NS306 f:joined usually"},
    {"f() { ptr x; keep(&x); uv_run(0, 0); }", ""},
    {"f() { ptr x; uv_run(0, 0); keep(&x); }", "NS306 f:keep usually"},
    {"f() { ptr x; keep(&x); wait(); }", ""},
    {"f() { ptr x; keep(&x); wait_below(); } wait_below() { wait(); }", ""},
    {"f() { x.n = 0; keep(&x); while (!x.n) h(); }", ""},
    {"f() { x.n = 0; keep(&x); while (!x.m) h(); }", ""},
    {"f() { x.n = 0; y.n = 0; keep(&x); while (!y.n) h(); }", "NS306 f:keep usually"},
    {"f(n) { ptr x; if (n) keep(&x); if (n) wait(); }", ""},
    {"f(n) { ptr x; if (n) keep(&x); if (!n) wait(); }", "NS306 f:keep usually"},
    /* prepared only, until another call hands it over */
    {"f() { ptr x; prepare(&x); submit(); }", "NS306 f:prepare usually"},
    {"f() { ptr x; prepare(&x); }", "NS306 f:prepare usually"}, /* somebody else does */
    {"f() { ptr x; submit(); prepare(&x); }", ""},
    {"f(n) { ptr x; prepare(&x); if (n) submit(); }", "NS306 f:prepare usually"},
    {"f(n) { ptr x; prepare(&x); if (n) { submit(); wait(); } }", ""},
    {"f() { ptr x; prepare(&x); submit(); wait(); }", ""},
    /* where the call fails nothing is kept */
    {"f() { ptr x; if (keep(&x) < 0) return; wait(); }", ""},
    {"f() { ptr x; y = keep(&x); if (y < 0) return; wait(); }", ""},
    {"f() { ptr x; y = keep(&x); if (y > 0) return; wait(); }", ""},
    {"f() { ptr x; y = keep(&x); if (y == 0) return; wait(); }", "NS306 f:keep usually"},
    /* through the program's own functions */
    {"f() { ptr x; mine(&x); } mine(a) { keep(a); }", "NS306 f:mine usually"},
    {"f() { ptr x; mine(&x); wait(); } mine(a) { keep(a); }", ""},
    {"f() { ptr x; mine(&x); } mine(a) { keep(a); wait(); }", ""},
    {"f() { ptr x; mine(&x); } mine(a) { other(a); }", ""},
    {"f() { ptr x; mine(1, &x); } mine(b, a) { keep(a); }", "NS306 f:mine usually"},
    {"f() { ptr x; mine(1, &x); } mine(b, a) { keep(b); }", ""},
    {"f() { ptr x; mine(&x); } mine(a) { mine2(a); } mine2(a) { keep(a); }",
     "NS306 f:mine usually"},
    {"f() { ptr x; mine(&x, 1); } mine(a, n) { keep_if(a, n); }", ""},
    {"f() { ptr x; mine(&x); } mine(a) { if (a.ready) keep(a); }", ""}, /* the object decides */
    {"f(n) { ptr x; mine(&x, n); } mine(a, n) { if (n) keep(a); }", "NS306 f:mine usually"},
};

static const char keep_pack[] =
    "nostall: 1\npack: p\nkeeps:\n"
    "  - {function: keep, arg: 0, source: s}\n"
    "  - {function: keep_if, arg: 0, when: {arg: 1, not: 0}, source: s}\n"
    "  - {function: keep_unless, arg: 0, unless: {arg: 1, not: 0}, source: s}\n"
    "  - {function: prepare, arg: 0, with: submit, source: s}\n"
    "  - {function: until, arg: 0, until: undo, source: s}\n"
    "  - {function: joined, arg: 0, handle: result, until: join, source: s}\n"
    "waits: [wait]\n";

int main(void)
{
    struct passes x = {.headers = {"uv.h"}};
    PASSES_EACH_TURN(x)
    {
        x.only = "NS205 NS206";
        passes_rows(&x, handle_pack, "g() { } ", handles, COUNT(handles));
        x.only = "NS306";
        passes_rows(&x, keep_pack, "", escapes, COUNT(escapes));
    }
    return passes_end(&x);
}
