/* Calling modes: NS201, NS202 and NS203 of a framework that wants a mark on each function that
 * runs in its coroutines. */
#include "passes.h"

#define CO "@coroutine_fn "
#define NEVER "@no_coroutine_fn "
#define MIXED "@coroutine_mixed_fn "

static const struct passes_row rows[] = {
    {CO "co(); f() { co(); }", "NS201 f:co usually"},
    {CO "co(); " CO "f() { co(); }", ""},
    {CO "co(); " MIXED "f() { co(); }", ""},
    {CO "co(); f() { if (in_coroutine()) co(); }", ""},
    {CO "co(); f() { if (!in_coroutine()) co(); }", "NS201 f:co"},
    {CO "co(); f() { assert_in(); co(); }", ""},
    {CO "co(); f() { if (in_coroutine()) return; co(); }", "NS201 f:co"},
    {CO "co(); " MIXED "f() { if (!in_coroutine()) co(); }", "NS201 f:co"},
    /* who calls it decides what is wrong: the call, or the missing mark */
    {CO "co(); f() { co(); } " CO "g() { f(); }", "NS203 f:f"},
    {CO "co(); f() { co(); } " CO "g() { f(); } main() { f(); }", "NS201 main:f"},
    {CO "co(); f() { g(); } g() { co(); }", "NS201 g:co usually"},
    {CO "co(); main() { f(); } f() { co(); }", "NS201 f:co"},
    {CO "co(); f(t) { uv_timer_start(t, g, 1, 1); } g() { co(); }", "NS201 g:co"},
    {CO "co(); f() { assert_in(); co(); } " CO "g() { f(); }", "NS203 f:f"},
    {CO "co(); f() { assert_in(); } " CO "g() { f(); }", "NS203 f:f"},
    {CO "co(); f() { co(); } " CO "g() { f(); } h() { k(f); }", ""},
    {CO "co(); f() { h(); } h() { co(); } " CO "g() { f(); }", "NS203 f:f, NS203 h:h"},
    {CO "co(); f() { f(); co(); } " CO "g() { f(); }", "NS203 f:f"},
    {CO "f() { } g() { f(); }", "NS203 f:f note, NS201 g:f usually"}, /* a mark for nothing */
    {CO "f() { }", ""},
    {CO "co(); f() { if (in_coroutine()) { yield_it(); } co(); } " CO "g() { f(); }", ""},
    {CO "co(); f() { yield_it(); co(); } " CO "g() { f(); }", "NS203 f:f"},
    {CO "co(); f() { co(); yield_it(); } " CO "g() { f(); }", "NS203 f:f"},
    /* what it needs of its parameters */
    {CO "co(); g(n) { if (n) co(); } " MIXED "h(n) { if (n) g(1); } main() { g(0); }",
     "NS201 g:co"},
    /* a name that suspends by rule */
    {"f() { yield_it(); }", ""}, /* who calls it may well be a coroutine */
    {"main() { yield_it(); }", "NS201 main:yield_it"},
    {"f() { yield_it(); f(); } main() { f(); }", "NS201 f:yield_it"}, /* and it ends */
    {"f() { if (!in_coroutine()) yield_it(); }", "NS201 f:yield_it"},
};

/* NS202: functions where pointers are of the other kind. */
static const struct passes_row pointers[] = {
    {"@callable var v; " CO "co() { } f() { v = co; }", "NS202 f:v"},
    {CO "var v; " CO "co() { } f() { v = co; }", ""},
    {"var v; " CO "co() { } f() { v = co; }", ""}, /* no pointer to functions */
    {"@callable var v; p() { } f() { v = p; }", ""},
    {CO "var v; p() { } f() { v = p; }", "NS202 f:v"},
    {CO "var v; p() { } f() { v = p; p(); }", ""}, /* it runs outside, too */
    {CO "var v; " MIXED "p() { } f() { v = p; }", ""},
    {CO "var v; p() { if (in_coroutine()) h(); } f() { v = p; }", ""},
    {CO "co(); " CO "var v; p() { co(); } f() { v = p; }", ""}, /* NS203 */
    {CO "var v; p(); f() { v = p; }", ""},                      /* its declaration is another's */
    {"@callable var v; " NEVER "p() { } f() { v = p; }", ""},
    {CO "var v; " NEVER "p() { } f() { v = p; }", "NS202 f:v"},
    {"@callable var v = co; " CO "co() { }", "NS202 :v"},
    /* arguments */
    {"run(@callable fn) { fn(); } " CO "co() { } f() { run(co); }", "NS202 f:co"},
    {"run(" CO "fn) { fn(); } " CO "co() { } f() { run(co); }", ""},
    {"run(fn) { } " CO "co() { } f() { run(co); }", ""},
    {"run(@callable fn) { fn = co; } " CO "co() { }", "NS202 run:fn"},
    {"run(" CO "fn) { fn = co; } " CO "co() { }", ""},
    {"run(a, @callable fn) { fn(); } " CO "co() { } f() { run(co, 1); run(1, co); }", "NS202 f:co"},
    {"run(" CO "fn) { fn(); } p() { } f() { run(p); }", "NS202 f:p"},
    {"spawn_it(@callable fn); " CO "co() { } f() { spawn_it(co); }", ""}, /* as the rules say */
    {"reg_it(@callable fn); " CO "co() { } f() { reg_it(co); }", "NS202 f:co"},
};

static const char pack[] = "nostall: 1\npack: p\nasync:\n  annotations:\n"
                           "    - {name: coroutine_fn, required: true}\n"
                           "    - {name: no_coroutine_fn, mode: never}\n"
                           "    - {name: coroutine_mixed_fn, mode: either}\n"
                           "  callbacks: [{function: reg_it, arg: 0}]\n"
                           "coroutines:\n  spawn: [{function: spawn_it, entry: 0}]\n  suspend: "
                           "{functions: [yield_it], only_inside: [yield_it]}\n"
                           "  guards: {in_coroutine: [in_coroutine], assert_in: [assert_in]}\n";

int main(void)
{
    struct passes x = {.headers = {"uv.h"}};
    PASSES_EACH_TURN(x)
    {
        x.only = "NS201 NS203";
        passes_rows(&x, pack, "", rows, COUNT(rows));
        x.only = "NS202";
        passes_rows(&x, pack, "", pointers, COUNT(pointers));
    }
    return passes_end(&x);
}
