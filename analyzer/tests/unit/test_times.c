/* Points in time and lengths: NS404, on both sides of each of its edges. */
#include "passes.h"

static const char pack[] =
    "nostall: 1\npack: p\n"
    "clocks:\n"
    "  - {function: now, clock: mono}\n"
    "  - {function: wall, clock: real}\n"
    "  - {function: since, clock: none}\n"
    "  - {function: get_time, out: 0, clock: real}\n"
    "  - {function: get_if, out: 1, clock: real, when: {arg: 0, equals: 1}}\n"
    "  - {function: get_if, out: 1, clock: mono, when: {arg: 0, equals: 2}}\n"
    "points_in_time:\n"
    "  - {function: until, arg: 0}\n"
    "  - {function: until_mono, arg: 1, clock: mono}\n"
    "  - {function: until_spec, arg: 0, member: sec, clock: real}\n"
    "durations:\n"
    "  - {function: wait_for, arg: 0}\n";

static const struct passes_row rows[] = {
    /* constants; 0, -1 and the greatest are for ever or at once */
    {"f() { until(5); }", "NS404 f:until"},
    {"f() { until(0); }", ""},
    {"f() { until(-1); }", ""},
    {"f() { until(-2); }", "NS404 f:until"},
    {"f() { until(2147483647); }", ""},
    {"f() { until(4294967295); }", ""},
    {"f() { until(9223372036854775807); }", ""},
    {"f() { until(2147483646); }", "NS404 f:until"},
    {"f() { until(null); }", ""},
    {"f() { until('text'); }", ""},
    {"f() { until(f); }", ""},
    {"f() { until(h()); }", ""},
    {"f() { wait_for(5); }", ""},
    {"f() { wait_for(now()); }", "NS404 f:wait_for"},
    {"f() { wait_for(now() + 5); }", "NS404 f:wait_for"},
    /* points, moved ones, other clocks */
    {"f() { until(now()); }", ""},
    {"f() { until(wall()); }", ""},
    {"f() { until(now() + 5); }", ""},
    {"f() { until(5 + now()); }", ""},
    {"f() { until(5 + 6); }", "NS404 f:until"},
    {"f(n) { until(now() + n); }", ""},
    {"f() { until(since()); }", "NS404 f:until"},
    {"f() { until(since() + 1); }", "NS404 f:until"},
    {"f() { until(since() + now()); }", ""},
    {"f() { until(h() + 5); }", ""},
    {"f() { until(5 | 6); }", ""}, /* not understood */
    {"f() { until_mono(0, now()); }", ""},
    {"f() { until_mono(0, wall()); }", "NS404 f:until_mono"},
    {"f() { until_mono(wall(), now()); }", ""},
    {"f() { until_mono(0, wall() + 5); }", "NS404 f:until_mono"},
    {"f() { until_mono(0, 7); }", "NS404 f:until_mono"},
    {"f(n) { until_mono(0, n ? now() : wall()); }", "NS404 f:until_mono"},
    {"f(n) { until(n ? now() : 7); }", "NS404 f:until"},
    {"f(n) { until(n ? 7 : now()); }", "NS404 f:until"},
    {"f(n) { until(n ? 0 : now()); }", ""},
    {"f(n) { until(n ? h() : 7); }", "NS404 f:until"},
    /* variables: all that is stored there */
    {"f() { x = now(); until(x); }", ""},
    {"f() { x = 7; until(x); }", "NS404 f:until"},
    {"f() { x = now(); x = x + 7; until(x); }", ""},
    {"f() { x = 7; y = x; until(y); }", "NS404 f:until"},
    {"f(n) { x = 7; if (n) x = now(); until(x); }", "NS404 f:until"},
    {"f(n) { x = now(); if (n) x = 7; until(x); }", "NS404 f:until"},
    {"f(n) { x = 7; x = now(); until(x); }", ""},
    {"f(n) { x = now(); until(x); x = 7; }", ""},
    {"f(n) { x = now(); while (n) { until(x); x = 7; } }", "NS404 f:until"},
    {"f(n) { x = 0; if (n) x = now(); until(x); }", ""},
    {"f(n) { x = h(); if (n) x = 7; until(x); }", "NS404 f:until"},
    {"f() { x = 7; unseen(&x); until(x); }", ""},
    {"f() { x = 7; get_time(&x); until(x); }", ""},
    {"f() { get_time(&x); until(x); }", ""},
    {"f() { ptr x; get_if(1, &x); until_mono(0, x); }", "NS404 f:until_mono"},
    {"f() { ptr x; get_if(2, &x); until_mono(0, x); }", ""},
    {"f(n) { ptr x; get_if(n, &x); until_mono(0, x); }", ""},
    {"f() { ptr x; get_time(&x); until_mono(0, x); }", "NS404 f:until_mono"},
    /* fields and variables of the program */
    {"var v; set() { v = 7; } f() { until(v); }", "NS404 f:until"},
    {"var v; set() { v = now(); } f() { until(v); }", ""},
    {"var v; set() { v = 7; } other() { v = now(); } f() { until(v); }", ""},
    {"var v; f() { until(v); }", ""},
    {"var v = 7; f() { until(v); }", "NS404 f:until"},
    {"var v = 0; f() { until(v); }", ""},
    {"var v = 7; set(n) { v = n; } f() { until(v); }", ""},
    {"var v = 7; set() { unseen(&v); } f() { until(v); }", ""},
    {"set(s) { s.at = 7; } f(s) { until(s.at); }", "NS404 f:until"},
    {"set(s) { s.at = now(); } f(s) { until(s.at); }", ""},
    {"set(s) { s.other = 7; } f(s) { until(s.at); }", ""},
    {"set(s, n) { s.at = n; } g(s) { set(s, 7); } f(s) { until(s.at); }", "NS404 f:until"},
    {"set(s, n) { s.at = n; } g(s) { set(s, 7); set(s, now()); } f(s) { until(s.at); }", ""},
    {"set(s, n) { s.at = n; } f(s) { until(s.at); }", ""},
    /* members of what is pointed to */
    {"f() { x.sec = 7; until_spec(&x); }", "NS404 f:until_spec"},
    {"f() { x.sec = wall(); until_spec(&x); }", ""},
    {"f() { x.sec = now(); until_spec(&x); }", "NS404 f:until_spec"},
    {"f() { x.nsec = 7; until_spec(&x); }", ""},
    {"f() { x.sec = 7; x.nsec = wall(); until_spec(&x); }", "NS404 f:until_spec"},
    {"f() { get_time(&x); x.sec = x.sec + 7; until_spec(&x); }", ""},
    {"f() { x.sec = 7; y.sec = wall(); until_spec(&x); }", "NS404 f:until_spec"},
    {"f() { x.sec = wall(); y.sec = 7; until_spec(&x); }", ""},
    {"f(s) { s.sec = 7; until_spec(s); }", "NS404 f:until_spec"},
    {"f() { x.a.sec = 7; x.b.sec = wall(); until_spec(&x.b); }", ""},
    {"f() { x.sec = 7; y = x; until_spec(&y); }", "NS404 f:until_spec"},
    {"f() { x.sec = wall(); y = x; until_spec(&y); }", ""},
    {"var v; set() { v.sec = 7; } f() { until_spec(&v); }", ""},
    {"f() { x.at = now(); until(x.at); }", ""},
    {"f() { x.at = 7; until(x.at); }", "NS404 f:until"},
    {"f() { x.at = 7; x.to = now(); until(x.at); }", "NS404 f:until"},
    {"f() { x.at = 7; unseen(&x); until(x.at); }", ""},
    {"f() { x.at = 7; unseen(&x.at); until(x.at); }", ""},
    {"f() { x.at = 7; unseen(&x.to); until(x.at); }", "NS404 f:until"},
    /* the program's own functions: results, what they write, what they are given */
    {"later(n) { return now() + n; } f() { until(later(5)); }", ""},
    {"later(n) { return n + 1; } f() { until(later(5)); }", "NS404 f:until"},
    {"later(n) { return n + 1; } f() { until(later(now())); }", ""},
    {"later(a, b) { return b; } f() { until(later(now(), 7)); }", "NS404 f:until"},
    {"later(a, b) { return a; } f() { until(later(now(), 7)); }", ""},
    {"later(n) { if (n) return later(0); return 7; } f() { until(later(1)); }", "NS404 f:until"},
    {"later(n) { if (n) return later(0); return now(); } f() { until(later(1)); }", ""},
    {"one(n) { return two(n); } two(n) { return n; } f() { until(one(7)); }", "NS404 f:until"},
    {"put(p) { *p = 7; } f() { ptr x; put(&x); until(x); }", "NS404 f:until"},
    {"put(p) { *p = now(); } f() { ptr x; put(&x); until(x); }", ""},
    {"put(p, n) { *p = n; } f() { ptr x; put(&x, 7); until(x); }", "NS404 f:until"},
    {"put(p, n) { *p = n; } f() { ptr x; put(&x, now()); until(x); }", ""},
    {"put(p) { p.sec = 7; } f() { x.nsec = 0; put(&x); until_spec(&x); }", "NS404 f:until_spec"},
    {"put(p) { p.sec = wall(); } f() { x.nsec = 0; put(&x); until_spec(&x); }", ""},
    {"put(p) { p.nsec = 7; } f() { x.sec = wall(); put(&x); until_spec(&x); }", ""},
    {"f(n) { until(n); } g() { f(7); }", "NS404 f:until"},
    {"f(n) { until(n); } g() { f(now()); }", ""},
    {"f(n) { until(n); } g() { f(7); f(now()); }", "NS404 g:f"},
    {"f(n) { until(n); } g() { f(now()); f(7); f(8); }", "NS404 g:f, NS404 g:f"},
    {"f(n) { until(n); } g() { f(7); f(0); }", "NS404 f:until"},
    {"f(n) { until(n); } g() { f(0); }", ""},
    {"f(n) { until(n); } g() { f(h()); f(7); }", "NS404 g:f"},
    {"f(a, b) { until(b); } g() { f(7, now()); }", ""},
    {"f(a, b) { until(b); } g() { f(now(), 7); }", "NS404 f:until"},
    {"f(n) { until(n); } g(m) { f(m); } k() { g(7); }", "NS404 f:until"},
    {"f(n) { until(n); } g(m) { f(m); } k() { g(now()); }", ""},
    {"f(n) { until(n); } g(m) { if (m) g(m); f(m); } k() { g(7); }", "NS404 f:until"},
    {"f(n) { until(n); } g() { f(); }", ""},
    {"f(n) { until(n + 1); } g() { f(7); }", "NS404 f:until"},
    {"f(a, b) { until(a + b); } g() { f(7, 8); }", "NS404 f:until"},
    {"f(a, b) { until(a + b); } g() { f(now(), 8); }", ""},
    {"f(a, b) { until(a + b); } g() { f(7, now()); }", ""},
    {"f(a, b) { until(a + b); } g() { f(7, h()); }", ""},
    {"f(a, b) { until((a + b) * 2); } g(c) { f(7, c); } i() { g(8); } j() { g(now()); }",
     "NS404 i:g"},
    {"f(n) { wait_for(n); } g() { f(now()); }", "NS404 f:wait_for"},
    {"f(n) { wait_for(n); } g() { f(now()); f(5); }", "NS404 g:f"},
    {"f(n) { if (n) if (!n) until(7); }", ""},
};

int main(void)
{
    struct passes x = {.only = "NS404"};
    PASSES_EACH_TURN(x)
    passes_rows(&x, pack, "until_spec(p) { } ", rows, COUNT(rows));
    return passes_end(&x);
}
