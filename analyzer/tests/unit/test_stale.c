/* What another task overwrites while this one waits: NS308, on both sides of each of its edges. */
#include "passes.h"

static const char pack[] =
    "nostall: 1\npack: p\nasync: {annotations: [{name: co, context: coroutine}]}\n"
    "coroutines: {suspend: {functions: [{name: wait, fails: negative}]}}\n"
    "last_errors: [error, tell]\nstatic_buffers: [buffer, other]\n";

static const struct passes_row rows[] = {
    /* a buffer: where its result is stored, and what is read of it */
    {"@co f() { x = buffer(); wait(); use(x); }", "NS308 f:use"},
    {"@co f() { x = buffer(); use(x); wait(); }", ""},
    {"@co f() { x = buffer(); wait(); }", ""},
    {"@co f() { x = buffer(); use(x); }", ""},
    {"@co f() { wait(); x = buffer(); use(x); }", ""},
    {"@co f() { x = other(); wait(); use(x); }", "NS308 f:use"},
    {"@co f() { x = fresh(); wait(); use(x); }", ""},
    {"@co f() { x = buffer(); wait(); use(1, x); }", "NS308 f:use"},
    {"@co f() { x = buffer(); wait(); use(y, 1); }", ""},
    {"@co f() { x = buffer(); wait(); y = x; }", "NS308 f:y"},
    {"@co f() { x = buffer(); wait(); y = x; use(y); }", "NS308 f:y"},
    {"@co f() { x = buffer(); wait(); y = x.n; }", "NS308 f:y"},
    {"@co f() { x = buffer(); wait(); if (x.n) use(1); }", "NS308 f:"},
    {"@co f() { x = buffer(); wait(); return x; }", "NS308 f:return"},
    {"@co f() { x = buffer(); wait(); return x.n; }", "NS308 f:return"},
    {"@co f() { x = buffer(); wait(); x = 1; use(x); }", ""},
    {"@co f() { x = buffer(); wait(); x = buffer(); use(x); }", ""},
    {"@co f() { x = buffer(); wait(); wait(); use(x); }", "NS308 f:use"},
    {"@co f() { x = buffer(); wait(); use(x); use(x); }", "NS308 f:use"},
    {"@co f() { x = buffer(); y = other(); wait(); use(x); use(y); }", "NS308 f:use, NS308 f:use"},
    {"@co f() { use(buffer()); wait(); }", ""},
    {"@co f(s) { s.t = buffer(); wait(); use(s.t); }", "NS308 f:use"},
    /* on some way */
    {"@co f(n) { x = buffer(); if (n) wait(); use(x); }", "NS308 f:use"},
    {"@co f(n) { x = buffer(); if (n) { wait(); return; } use(x); }", ""},
    {"@co f(n) { x = buffer(); if (n) wait(); if (!n) use(x); }", ""},
    {"@co f(n) { x = buffer(); while (n) { use(x); wait(); } }", "NS308 f:use"},
    {"@co f(n) { while (n) { x = buffer(); use(x); wait(); } }", ""},
    /* who gives way, and who looks */
    {"@co f() { x = buffer(); g(); use(x); } g() { wait(); }", "NS308 f:use"},
    {"@co f() { x = buffer(); g(); use(x); } g() { }", ""},
    {"@co f() { x = buffer(); wait(); g(x); } g(a) { use(a); }", "NS308 f:g"},
    {"f() { x = buffer(); wait(); use(x); }", "NS308 f:use"},
    /* the last error: of a call whose result is looked at */
    {"@co f() { x = io(); if (x < 0) { wait(); tell(); } }", "NS308 f:tell"},
    {"@co f() { x = io(); if (x < 0) { tell(); wait(); } }", ""},
    {"@co f() { x = io(); if (x < 0) tell(); wait(); }", ""},
    {"@co f() { x = io(); wait(); if (x < 0) tell(); }", "NS308 f:tell"},
    {"@co f() { x = io(); if (x < 0) { wait(); tell(); } }", "NS308 f:tell"},
    {"@co f() { x = io(); if (x >= 0) { wait(); tell(); } }", ""},
    {"@co f() { io(); wait(); tell(); }", ""},
    {"@co f() { y = wait(); if (y < 0) tell(); }", ""},
    {"@co f() { x = io(); if (x < 0) { wait(); z = io(); if (z < 0) tell(); } }", ""},
    {"@co f() { x = io(); if (x < 0) { wait(); io(); tell(); } }", "NS308 f:tell"},
    {"@co f() { x = io(); if (x < 0) { wait(); y = wait(); if (y < 0) tell(); } }", ""},
    {"@co f() { x = io(); if (x < 0) { y = wait(); if (y < 0) tell(); } }", ""},
    {"@co f() { x = io(); if (x < 0) { y = wait(); if (y >= 0) tell(); } }", "NS308 f:tell"},
    {"@co f() { x = io(); if (x < 0) { wait(); other_call(); } }", ""},
    {"@co f() { x = io(); if (x < 0) { wait(); say(); } } say() { tell(); }", "NS308 f:say"},
    {"@co f() { x = io(); if (x < 0) { wait(); say(); } } say() { x = io(); if (x < 0) tell(); }",
     ""},
    {"@co f() { x = io(); if (x < 0) { wait(); say(1); } } say(n) { if (n) tell(); }",
     "NS308 f:say"},
    {"@co f() { x = io(); if (x < 0) { wait(); say(); } } say() { }", ""},
    {"@co f() { x = g(); if (x < 0) { wait(); tell(); } } g() { return io(); }", "NS308 f:tell"},
    {"@co f(n) { x = io(); if (x < 0) { if (n) wait(); tell(); } }", "NS308 f:tell"},
    {"@co f(n) { while (n) { x = io(); if (x < 0) tell(); wait(); } }", ""},
};

int main(void)
{
    struct passes x = {.only = "NS308"};
    PASSES_EACH_TURN(x)
    passes_rows(&x, pack, "", rows, COUNT(rows));
    return passes_end(&x);
}
