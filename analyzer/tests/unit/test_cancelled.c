/* Tasks that are cancelled: NS301 to NS304, on both sides of each of their edges. Functions marked
 * @co run in coroutines. */
#include "passes.h"

/* The error model: wait() is negative where the task was cancelled. */
static const struct passes_row errors[] = {
    {"@co f() { x = take(); if (wait() < 0) return; give(x); }", "NS302 f:return usually"},
    {"@co f() { x = take(); if (wait() < 0) { give(x); return; } give(x); }", ""},
    {"@co f() { x = take(); wait_quiet(); give(x); }", ""},
    {"@co f() { x = take(); give(x); if (wait() < 0) return; }", ""},
    {"@co f() { if (wait() < 0) return; x = take(); give(x); }", ""},
    {"@co f() { x = take(); y = wait(); if (y < 0) return; give(x); }", "NS302 f:return usually"},
    {"@co f() { x = take(); y = wait(); if (y >= 0) give(x); }", "NS302 f:} usually"},
    {"@co f() { x = take(); y = wait(); if (y > 0) return; give(x); }", ""}, /* another matter */
    {"@co f() { x = take(); y = wait(); if (y == -1) return; give(x); }", "NS302 f:return usually"},
    {"@co f() { x = take(); if (!x) return; if (wait() < 0) { give(x); return; } give(x); }", ""},
    {"@co f() { take(); if (wait() < 0) return; }", ""}, /* who does not release leaks anyway */
    {"@co f() { x = take(); if (wait() < 0) return; }", ""},
    {"@co f() { x = take(); if (wait() < 0) return x; give(x); }", ""}, /* the caller's now */
    {"@co f(s) { x = take(); s.x = x; if (wait() < 0) return; give(x); }", ""},
    {"@co f(s) { x = take(); y = x; if (wait() < 0) return; give(y); }", "NS302 f:return usually"},
    {"@co f(s) { x = take(); x = 0; if (wait() < 0) return; give(x); }", ""},
    {"@co f(s) { x = take(); unseen(x); if (wait() < 0) return; give(x); }",
     "NS302 f:return usually"},
    {"@co f(n) { if (n) x = take(); if (n) { if (wait() < 0) return; } if (n) give(x); }",
     "NS302 f:return usually"},
    {"@co f(n) { if (n) x = take(); if (!n) { if (wait() < 0) return; } if (n) give(x); }", ""},
    {"f() { x = take(); if (wait() < 0) return; give(x); } @co g() { f(); }",
     "NS302 f:return usually"},
    {"main() { f(); } f() { x = take(); if (wait() < 0) return; give(x); }", ""},
    {"@co f() { x = take(); if (wait() < 0) return; if (wait() < 0) { give(x); return; } give(x); "
     "}",
     "NS302 f:return usually"}, /* the way to the release leads by another wait */
    {"@co f() { x = take(); if (wait() < 0) return; if (wait() < 0) return; give(x); }",
     "NS302 f:return usually, NS302 f:return usually"},
    {"@co f() { x = take(); if (wait() < 0) return; if (wait() < 0) return; }", ""},
    /* through helpers */
    {"@co f() { x = take(); if (w() < 0) return; give(x); } w() { return wait(); }",
     "NS302 f:return usually"},
    {"@co f() { x = take(); if (w() < 0) return; give(x); } w() { return wait_quiet(); }", ""},
    {"@co f() { x = take(); if (wait() < 0) { end(x); return; } end(x); } end(a) { give(a); }", ""},
    {"@co f() { x = mine(); if (wait() < 0) return; give(x); } mine() { return take(); }",
     "NS302 f:return usually"},
    {"@co f() { x = mine(); if (wait() < 0) return; give(x); } mine() { return other(); }", ""},
    {"@co f() { ptr x; fill(&x); if (wait() < 0) return; empty(&x); }", "NS302 f:return usually"},
    {"@co f() { ptr x; fill(&x); if (wait() < 0) { empty(&x); return; } empty(&x); }", ""},
    {"@co f() { begin(); if (wait() < 0) return; commit(); }", "NS302 f:return usually"},
    {"@co f() { begin(); if (wait() < 0) { commit(); return; } commit(); }", ""},
    {"@co f() { lock(&m); if (wait() < 0) return; unlock(&m); }", "NS302 f:return usually"},
    {"@co f() { lock(&m); if (wait() < 0) { unlock(&m); return; } unlock(&m); }", ""},
    {"@co f(m, o) { lock(m); if (wait() < 0) { unlock(o); return; } unlock(m); }",
     "NS302 f:return usually"},
    /* kept away */
    {"@co f() { x = take(); shield(1); if (wait() < 0) return; give(x); }", ""},
    {"@co f() { x = take(); shield(1); shield(0); if (wait() < 0) return; give(x); }",
     "NS302 f:return usually"},
    {"@co f() { x = take(); if (wait_never() < 0) return; give(x); }", ""},
    /* asked for */
    {"@co f() { x = take(); wait(); if (is_cancelled()) return; give(x); }",
     "NS302 f:return usually"},
    {"@co f() { x = take(); wait(); if (!is_cancelled()) give(x); }", "NS302 f:} usually"},
    {"@co f() { x = take(); wait(); if (is_cancelled()) give(x); else give(x); }", ""},
    /* NS304: ignored, or tried again for ever, or told as success */
    {"@co f(s) { wait(); s.n = 1; }", "NS304 f:wait usually"},
    {"@co f(s) { wait(); work(s); }", "NS304 f:wait usually"},
    {"@co f(s) { wait(); }", ""},
    {"@co f(s) { work(s); wait(); }", ""},
    {"@co f(s) { wait_quiet(); work(s); }", ""},
    {"@co f(s) { if (wait() < 0) return; work(s); }", ""},
    {"@co f(s) { x = take(); wait(); give(x); }", ""}, /* it only releases */
    {"@co f(s) { while (wait() < 0) { } }", "NS304 f:wait usually"},
    {"@co f(s) { while (wait() > 0) { } }", ""},
    {"@co f(s) { while (wait() < 0) { if (is_cancelled()) return; } }", ""},
    {"@co f(s) { while (s.n) { if (wait() < 0) return; } }", ""},
    {"f(s) { if (wait() < 0) return 0; work(s); if (s.n) return -1; return 0; } @co g() { f(1); }",
     "NS304 f:wait usually"},
    {"f(s) { if (wait() < 0) return -1; work(s); return 0; } @co g() { f(1); }", ""},
    /* NS303: what waits behind a test for cancellation */
    {"@co f() { if (is_cancelled()) { if (wait() < 0) return; } }", ""},
    {"@co f() { if (wait() < 0) { if (is_cancelled()) { if (wait() < 0) return; } } }",
     "NS303 f:wait usually"},
    {"@co f() { if (wait() < 0) { if (!is_cancelled()) { if (wait() < 0) return; } } }", ""},
    {"@co f() { if (wait() < 0) { if (is_cancelled()) { shield(1); if (wait() < 0) return; } } }",
     ""},
};

/* The unwind model: the frame is gone where wait() is cancelled. */
static const struct passes_row unwinds[] = {
    {"@co f() { x = take(); wait(); give(x); }", "NS301 f:give usually"},
    {"@co f() { x = take(); give(x); wait(); }", ""},
    {"@co f() { wait(); x = take(); give(x); }", ""},
    {"@co f() { x = take(); wait(); }", ""},
    {"@co f() { x = take(); wait(); wait(); give(x); }", "NS301 f:give usually"},
    {"@co f(n) { x = take(); if (n) wait(); give(x); }", "NS301 f:give usually"},
    {"@co f(n) { x = take(); if (n) { give(x); return; } wait(); give(x); }",
     "NS301 f:give usually"},
    {"@co f(n) { x = take(); if (n) { wait(); give(x); } else { wait(); give(x); } }",
     "NS301 f:give usually, NS301 f:give usually"},
    {"@co f(n) { while (n) { x = take(); give(x); wait(); } }", ""},
    {"@co f(n) { while (n) { x = take(); wait(); give(x); } }", "NS301 f:give usually"},
    {"@co f() { x = take(); w(); give(x); } w() { wait(); }", "NS301 f:give usually"},
    {"@co f() { x = take(); w(); give(x); } w() { h(); }", ""},
    {"@co f() { x = take(); wait(); end(x); } end(a) { give(a); }", "NS301 f:end usually"},
    {"@co f(s) { x = take(); s.x = x; wait(); give(x); }", ""},
    {"@co f() { x = take(); shield(1); wait(); give(x); }", ""},
    {"@co f() { x = take(); shield(1); shield(0); wait(); give(x); }", "NS301 f:give usually"},
    {"@co f() { x = take(); quiet(); wait(); give(x); } quiet() { shield(1); }", ""},
    {"@co f() { x = take(); wait_never(); give(x); }", ""},
    /* on some ways, with what is known of them */
    {"@co f(n) { if (n) { shield(1); x = take(); } wait(); if (n) give(x); }", ""},
    {"@co f(n) { if (n) { x = take(); shield(1); } wait(); if (n) give(x); }", ""},
    {"@co f(n) { if (n) { x = take(); } else { shield(1); } wait(); if (n) give(x); }",
     "NS301 f:give usually"},
    {"@co f() { lock(&m); wait(); unlock(&m); }", "NS301 f:unlock usually"},
    {"@co f() { begin(); wait(); commit(); }", "NS301 f:commit usually"},
    {"@co f(s) { g(s); } g(s) { x = take(); wait(); give(x); }", "NS301 g:give usually"},
    {"main() { g(1); } g(s) { x = take(); wait(); give(x); }", ""},
    {"@co f() { x = take(); if (!x) wait(); give(x); }", ""},
    {"@co f() { x = take(); if (x) wait(); give(x); }", "NS301 f:give usually"},
    /* it is no other variable's content */
    {"@co f(s) { x = take(); if (x == s) wait(); give(x); }", ""},
    {"@co f(s) { x = take(); if (x != s) wait(); give(x); }", "NS301 f:give usually"},
    {"@co f(s, n) { x = take(); if (n == s) wait(); give(x); }", "NS301 f:give usually"},
};

/* Threads that pthread_cancel ends. `w` is one, its handle is in t. */
#define HELD "x = malloc(1); sleep(1); free(x); "

static const struct passes_row threads[] = {
    {"w() { " HELD "} main() { pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     "NS301 w:free usually"},
    {"w() { " HELD "} main() { pthread_create(&t, 0, w, 0); }", ""},
    {"w() { " HELD "} main() { w(); pthread_create(&t, 0, h, 0); pthread_cancel(t); } h() { }", ""},
    {"w() { " HELD "} main() { pthread_create(&t, 0, w, 0); pthread_create(&u, 0, h, 0); "
     "pthread_cancel(u); } h() { }",
     ""},
    {"w() { " HELD
     "} main() { pthread_create(&t, 0, w, 0); end(t); } end(a) { pthread_cancel(a); }",
     "NS301 w:free usually"},
    {"w() { " HELD "} main() { pthread_create(&t, 0, w, 0); pthread_create(&u, 0, h, 0); end(u); } "
     "end(a) { pthread_cancel(a); } h() { }",
     ""},
    {"w() { " HELD "} main(s) { pthread_create(&s.t, 0, w, 0); } end(s) { pthread_cancel(s.t); }",
     "NS301 w:free usually"},
    {"w() { " HELD "} main(s) { pthread_create(&s.t, 0, w, 0); } end(s) { pthread_cancel(s.u); }",
     "NS301 w:free depends"}, /* any thread may be meant */
    {"w() { " HELD "} main() { pthread_create(&t, 0, w, 0); u = t; pthread_cancel(u); }",
     "NS301 w:free usually"},
    {"w() { " HELD "} main() { begin(&t, w); pthread_cancel(t); } "
     "begin(a, fn) { pthread_create(a, 0, fn, 0); }",
     "NS301 w:free usually"},
    {"w() { " HELD "} main() { begin(&t, w); begin(&u, h); pthread_cancel(u); } h() { } "
     "begin(a, fn) { pthread_create(a, 0, fn, 0); }",
     ""},
    {"w() { u = pthread_self(); " HELD
     "} main() { pthread_create(&t, 0, w, 0); pthread_cancel(u); }",
     "NS301 w:free usually"},
    /* what it runs */
    {"w() { g(); } g() { " HELD "} main() { pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     "NS301 g:free usually"},
    {"w() { x = malloc(1); h(); free(x); } main() { pthread_create(&t, 0, w, 0); "
     "pthread_cancel(t); }",
     ""},
    {"w() { x = malloc(1); g(); free(x); } g() { pthread_testcancel(); } main() { "
     "pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     "NS301 w:free usually"},
    {"w() { pthread_mutex_lock(&m); sleep(1); pthread_mutex_unlock(&m); } main() { "
     "pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     "NS301 w:pthread_mutex_unlock usually"},
    /* registered, or kept away */
    {"w() { x = malloc(1); #pthread_cleanup_push(free, x); sleep(1); #pthread_cleanup_pop(1); } "
     "main() { pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     ""},
    {"w() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, 0); " HELD
     "} main() { pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     ""},
    {"w() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, 0); "
     "pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, 0); " HELD
     "} main() { pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     "NS301 w:free usually"},
    {"w(n) { if (n) pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, 0); " HELD
     "} main() { pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     "NS301 w:free usually"},
    {"w() { off(); " HELD "} off() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, 0); } "
     "main() { pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     ""},
    {"w() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, 0); g(); } g() { " HELD
     "} main() { pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     ""},
    {"w() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, 0); g(); } g() { "
     "pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, 0); " HELD
     "} main() { pthread_create(&t, 0, w, 0); pthread_cancel(t); }",
     "NS301 g:free usually"},
};

#define PACK(MODEL)                                                                                \
    "nostall: 1\npack: p\nasync: {annotations: [{name: co, context: coroutine}]}\n"                \
    "coroutines:\n  suspend:\n    functions:\n"                                                    \
    "      - {name: wait, fails: negative}\n"                                                      \
    "      - {name: wait_quiet, fails: never}\n"                                                   \
    "      - {name: wait_never, cancellable: false}\n"                                             \
    "cancellation:\n  model: " MODEL "\n  errors: [CANCELED]\n  cancel: [cancel_it]\n"             \
    "  tests: [is_cancelled]\n"                                                                    \
    "  shield: [{name: shield, when: {arg: 0, equals: 1}}]\n"                                      \
    "resources:\n"                                                                                 \
    "  - {acquire: take, release: give, fails: 'null'}\n"                                          \
    "  - {acquire: fill, out: 0, release: empty}\n"                                                \
    "  - {acquire: begin, anonymous: true, release: commit}\n"                                     \
    "locks: [{acquire: lock, release: unlock, kind: coroutine}]\n"

int main(void)
{
    struct passes x = {.only = "NS301 NS302 NS303 NS304"};
    PASSES_EACH_TURN(x)
    {
        passes_rows(&x, PACK("error"), "var m; ", errors, COUNT(errors));
        passes_rows(&x, PACK("unwind"), "var m; ", unwinds, COUNT(unwinds));
        x.headers[0] = "pthread.h";
        passes_rows(&x, NULL, "var t; var u; var m; ", threads, COUNT(threads));
    }
    return passes_end(&x);
}
