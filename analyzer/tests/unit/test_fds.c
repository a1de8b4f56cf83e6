/* Descriptors: whether they block and what they are, where they are used. */
#include "passes.h"

struct row {
    const char *program; /* of f(p, q) where it has no function; read(x, ..) is asked about */
    const char *is;      /* "blocking socket" */
};

static const struct row rows[] = {
    {"x = open_b(); read(x);", "blocking socket"},
    {"x = open_n(); read(x);", "nonblocking socket"},
    {"x = h(); read(x);", "?"},
    {"read(p);", "?"},
    {"read(open_b());", "blocking socket"},
    {"read(open_n());", "nonblocking socket"},
    {"x = open_file(); read(x);", "blocking file"},
    {"read(-1);", "?"},
    {"read(0);", "?"},
    {"x = null; if (p) x = open_n(); read(x);", "nonblocking socket"},
    /* by flags; a file blocks whatever they are */
    {"x = open_flags(4); read(x);", "nonblocking pipe"},
    {"x = open_flags(6); read(x);", "nonblocking pipe"},
    {"x = open_flags(2); read(x);", "blocking pipe"},
    {"x = open_flags(h()); read(x);", "? pipe"},
    {"x = open_file_flags(4); read(x);", "nonblocking file"},
    {"x = open_file_flags(h()); read(x);", "blocking file"},
    {"x = open_when(1); read(x);", "nonblocking tty"},
    {"x = open_when(2); read(x);", "blocking socket"},
    /* set and unset */
    {"x = open_b(); set_n(x); read(x);", "nonblocking socket"},
    {"x = open_n(); set_b(x); read(x);", "blocking socket"},
    {"x = open_b(); read(x); set_n(x);", "blocking socket"},
    {"x = open_b(); y = open_b(); set_n(y); read(x);", "blocking socket"},
    {"x = h(); set_n(x); read(x);", "nonblocking"},
    {"x = p.h; p.h = open_b(); set_n(x); read(p.h);", "blocking socket"},
    {"p.h = open_b(); x = p.h; set_n(x); read(p.h);", "nonblocking socket"},
    {"set_n(p); read(p);", "nonblocking"},
    {"set_b(p); read(p);", "blocking"},
    {"x = open_b(); set_mode(x, 1); read(x);", "nonblocking socket"},
    {"x = open_n(); set_mode(x, 0); read(x);", "blocking socket"},
    {"x = open_b(); set_mode(x, q); read(x);", "? socket"},
    {"x = open_n(); set_mode(x, q); read(x);", "nonblocking socket"},
    {"x = open_b(); set_mode(x, 7); read(x);", "blocking socket"},
    {"x = open_b(); set_mode(q, 1); read(x);", "blocking socket"},
    /* flags that were added to a variable, whatever else is in it */
    {"x = open_b(); y = get_flags(x); y = y | NOWAIT4; set_flags(x, y); read(x);",
     "nonblocking socket"},
    {"x = open_b(); y = get_flags(x); y = y | OTHER4; set_flags(x, y); read(x);", "? socket"},
    {"x = open_b(); y = get_flags(x); set_flags(x, y); read(x);", "? socket"},
    {"x = open_b(); y = get_flags(x); z = z | NOWAIT4; set_flags(x, y); read(x);", "? socket"},
    {"x = open_b(); y = OTHER2 | get_flags(x) | NOWAIT4; set_flags(x, y); read(x);",
     "nonblocking socket"},
    {"x = open_b(); y = NOWAIT4 | OTHER2 | get_flags(x); set_flags(x, y); read(x);",
     "nonblocking socket"},
    {"x = open_b(); set_flags(x, get_flags(x)); read(x);", "? socket"},
    /* several rules, several arguments: the one that applies */
    {"x = open_b(); set_either(1, x); read(x);", "nonblocking socket"},
    {"x = open_n(); set_either(0, x); read(x);", "blocking socket"},
    {"x = open_b(); set_either(x, 1); read(x);", "blocking socket"},
    {"x = open_b(); set_three(x); read(x);", "blocking socket"},
    {"x = open_b(); set_three(x, 1, 2); read(x);", "nonblocking socket"},
    /* ways */
    {"x = open_b(); if (p) set_n(x); read(x);", "? socket"},
    {"x = open_b(); if (p) set_n(x); else set_n(x); read(x);", "nonblocking socket"},
    {"if (p) x = open_b(); else x = open_n(); read(x);", "? socket"},
    {"if (p) x = open_b(); else x = open_file(); read(x);", "blocking"},
    {"x = p ? open_n() : open_n(); read(x);", "nonblocking socket"},
    {"x = -1; if (p) x = open_n(); read(x);", "nonblocking socket"},
    {"x = 0; if (p) x = open_n(); read(x);", "?"},
    {"x = open_b(); while (p) { set_n(x); p = p + 1; } read(x);", "? socket"},
    {"x = open_b(); while (p) { read(x); set_n(x); }", "? socket"},
    {"x = open_n(); while (p) { read(x); x = open_b(); }", "? socket"},
    /* copies */
    {"x = open_b(); y = x; read(y);", "blocking socket"},
    {"x = open_n(); y = x; z = y; read(z);", "nonblocking socket"},
    {"x = open_n(); y = dup_it(x); read(y);", "nonblocking socket"},
    {"x = open_b(); y = dup_it(x); read(y);", "blocking socket"},
    {"x = dup_it(p); read(x);", "?"},
    /* written through an argument */
    {"ptr x; pair(&x); read(x[0]);", "blocking pipe"},
    {"ptr x; pair(&x); set_n(x[0]); read(x[0]);", "nonblocking pipe"},
    {"ptr x; pair(&x); set_n(x[0]); read(x[1]);", "blocking pipe"},
    /* the program's own functions */
    {"mine() { return open_n(); } f() { x = mine(); read(x); }", "nonblocking socket"},
    {"mine() { return open_b(); } f() { x = mine(); read(x); }", "blocking socket"},
    {"mine(a) { if (a) return open_b(); return open_n(); } f() { x = mine(1); read(x); }",
     "? socket"},
    {"mine(a) { if (a) return -1; return open_n(); } f() { x = mine(1); read(x); }",
     "nonblocking socket"},
    {"mine(a) { return open_flags(a); } f() { x = mine(4); read(x); }", "nonblocking pipe"},
    {"mine(a) { return open_flags(a); } f() { x = mine(2); read(x); }", "blocking pipe"},
    {"mine(a) { return open_flags(a | 4); } f(p) { x = mine(p); read(x); }", "nonblocking pipe"},
    {"mine(a) { return other(a); } other(b) { return open_flags(b); } f() { x = mine(4); read(x); "
     "}",
     "nonblocking pipe"},
    /* recursion */
    {"mine(a) { if (a) return mine(0); return open_n(); } f() { read(mine(1)); }",
     "nonblocking socket"},
    {"f() { read(one(1)); } one(a) { if (a) return two(0); return open_n(); } "
     "two(a) { return one(a); }",
     "nonblocking socket"},
    {"mine(a, b) { if (b) return mine(a, b - 1); return open_flags(a); } f() { read(mine(4, 1)); }",
     "nonblocking pipe"},
    {"mine(a, b) { if (b) return mine(a, b - 1); return open_flags(a); } f() { read(mine(2, 1)); }",
     "blocking pipe"},
    {"mine(a, b) { if (b) return mine(a | 4, b - 1); return open_flags(a); } "
     "f() { read(mine(2, 1)); }",
     "? pipe"},
    {"set(a, b) { if (b) set(a, b - 1); else set_n(a); } f() { x = open_b(); set(x, 1); read(x); }",
     "nonblocking socket"},
    {"same(a) { return a; } f() { x = open_n(); y = same(x); read(y); }", "nonblocking socket"},
    {"same(a) { return a; } f() { x = open_b(); y = same(x); read(y); }", "blocking socket"},
    {"make_n(a) { set_n(a); } f() { x = open_b(); make_n(x); read(x); }", "nonblocking socket"},
    {"make_b(a) { set_b(a); } f() { x = open_n(); make_b(x); read(x); }", "blocking socket"},
    {"two(a) { one(a); } one(a) { set_n(a); } f() { x = open_b(); two(x); read(x); }",
     "nonblocking socket"},
    {"make_n(a, b) { set_n(b); } f() { x = open_b(); make_n(x, 1); read(x); }", "blocking socket"},
    {"nothing(a) { } f() { x = open_b(); nothing(x); read(x); }", "blocking socket"},
    {"f() { x = open_b(); unseen(x); read(x); }", "? socket"},
    {"f() { x = open_n(); unseen(x); read(x); }", "nonblocking socket"},
    {"@system known(a); f() { x = open_b(); known(x); read(x); }", "blocking socket"},
    {"hand(a) { unseen(a); } f() { x = open_b(); hand(x); read(x); }", "? socket"},
    {"out(a) { *a = open_n(); } f() { ptr x; out(&x); read(x); }", "nonblocking socket"},
    {"out(a) { *a = open_b(); } f() { ptr x; out(&x); read(x); }", "blocking socket"},
    {"out(a, b) { *b = open_b(); } f() { ptr x; ptr y; out(&x, &y); read(x); }", "?"},
    {"out(a) { *a = open_n(); } set(s) { out(&s.fd); } f(s) { read(s.fd); }", "nonblocking socket"},
    {"out(a) { *a = open_b(); } set(s) { out(&s.fd); } f(s) { read(s.fd); }", "blocking socket"},
    {"var v; out(a) { *a = open_b(); } set() { out(&v); } f() { read(v); }", "blocking socket"},
    {"below(a) { set_n(*a); } f() { x = open_b(); below(&x); read(x); }", "nonblocking socket"},
    {"below(a) { unset(a); } unset(a) { set_b(*a); } f() { x = open_n(); below(&x); read(x); }",
     "blocking socket"},
    /* what callers hand over */
    {"f(a) { read(a); } g() { f(open_n()); }", "nonblocking socket"},
    {"f(a) { read(a); } g() { f(open_b()); }", "blocking socket"},
    {"f(a) { read(a); } g() { f(open_b()); f(open_n()); }", "? socket"},
    {"f(a) { read(a); } g(n) { f(open_n()); f(n); }", "?"},
    {"f(a, b) { read(a); } g() { f(1, open_n()); }", "?"},
    {"f(a) { if (a < 0) a = open_n(); read(a); } g() { f(open_n()); }", "nonblocking socket"},
    {"f(a) { read(a); } g(b) { f(b); } h() { g(open_n()); }", "nonblocking socket"},
    /* fields and variables: all that is stored there together */
    {"set(s) { s.fd = open_n(); } f(s) { read(s.fd); }", "nonblocking socket"},
    {"set(s) { s.fd = open_b(); } f(s) { read(s.fd); }", "blocking socket"},
    {"set(s) { s.fd = open_b(); s.fd = open_n(); } f(s) { read(s.fd); }", "? socket"},
    {"set(s) { s.fd = open_b(); set_n(s.fd); } f(s) { read(s.fd); }", "nonblocking socket"},
    {"set(s, n) { s.fd = open_n(); s.fd = n; } f(s) { read(s.fd); }", "nonblocking socket"},
    {"set(s, n) { s.fd = open_b(); s.fd = n; } f(s) { read(s.fd); }", "?"},
    {"set(s) { s.fd = -1; s.fd = open_b(); } f(s) { read(s.fd); }", "blocking socket"},
    {"set(s) { s.other = open_n(); } f(s) { read(s.fd); }", "?"},
    {"set(s) { x = open_b(); set_n(x); s.fd = x; } f(s) { read(s.fd); }", "nonblocking socket"},
    {"set(s) { x = open_b(); s.fd = x; set_n(x); } f(s) { read(s.fd); }", "nonblocking socket"},
    {"set(s) { x = open_b(); s.fd = x; } f(s) { read(s.fd); }", "blocking socket"},
    {"f(s) { s.fd = open_b(); read(s.fd); }", "blocking socket"},
    {"set(s) { s.fd = open_n(); } f(s) { s.fd = open_b(); read(s.fd); }", "blocking socket"},
    {"var v; set() { v = open_n(); } f() { read(v); }", "nonblocking socket"},
    {"var v; set(a) { v = a; } g() { set(open_n()); } f() { read(v); }", "nonblocking socket"},
    {"var v; set() { pair(&v); } f() { read(v[0]); }", "blocking pipe"},
    {"var v; f() { read(v); }", "?"},
    {"var std; f() { read(std); }", "nonblocking output"},
    {"f(s) { read(s.std); }", "?"},
    {"get(s) { return s.fd; } set(s) { s.fd = open_n(); } f(s) { read(get(s)); }",
     "nonblocking socket"},
};

static const char pack[] =
    "nostall: 1\npack: p\ndescriptors:\n  open:\n"
    "    - {function: open_b, kind: socket, source: s}\n"
    "    - {function: open_n, kind: socket, nonblocking: true, source: s}\n"
    "    - {function: open_file, kind: file, source: s}\n"
    "    - {function: open_flags, kind: pipe, nonblocking: [{arg: 0, has: 4}], source: s}\n"
    "    - {function: open_file_flags, kind: file, nonblocking: [{arg: 0, has: 4}], source: s}\n"
    "    - {function: open_when, kind: socket, source: s}\n"
    "    - {function: open_when, kind: tty, nonblocking: true, when: {arg: 0, equals: 1}, source: "
    "s}\n"
    "    - {function: dup_it, of: 0, source: s}\n"
    "    - {function: pair, kind: pipe, out: 0, source: s}\n"
    "    - {variable: std, kind: output, nonblocking: true, source: s}\n"
    "  set_nonblocking:\n"
    "    - {function: set_n, fd: 0, source: s}\n"
    "    - {function: set_mode, fd: 0, when: {arg: 1, equals: 1}, source: s}\n"
    "    - {function: set_flags, fd: 0, when: {arg: 1, has: NOWAIT4}, source: s}\n"
    "    - {function: set_either, fd: 1, when: {arg: 0, equals: 1}, source: s}\n"
    "    - {function: set_three, arity: 3, fd: 0, source: s}\n"
    "  set_blocking:\n"
    "    - {function: set_either, fd: 1, unless: {arg: 0, not: 0}, source: s}\n"
    "    - {function: set_b, fd: 0, source: s}\n"
    "    - {function: set_mode, fd: 0, when: {arg: 1, equals: 0}, source: s}\n";

static const char *is(struct passes *x, const struct call *call)
{
    static const char *const modes[] = {
        [FD_UNKNOWN] = "?", [FD_NONBLOCKING] = "nonblocking", [FD_BLOCKING] = "blocking"};
    struct aval args[AVAL_MAX_ARGS];
    aval_args(x->analysis->values, call->node, call->event, args);
    buf_clear(&x->text);
    buf_printf(&x->text, "%s%s%s", modes[args[0].fd], args[0].fd_kind_known ? " " : "",
               args[0].fd_kind_known ? fd_kind_name(args[0].fd_kind) : "");
    return x->text.at;
}

static void test_rows(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_pack(x, pack);
        bool whole = strstr(rows[i].program, " f(") || !strncmp(rows[i].program, "f(", 2);
        passes_one(x, whole ? rows[i].program
                            : arena_printf(x->arena, "f(p, q) { %s }", rows[i].program));
        if (!CHECK_TEXT(&x->t, is(x, passes_call(x, "f", "read", 0)), rows[i].is))
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(x);
    }
}

#define DEEP 200

/* A getter of getters, in both orders of definition; and a setter of setters. */
static void test_deep(struct passes *x)
{
    for (int up = 0; up < 2; up++) {
        struct buf text = {0};
        buf_puts(&text, "g0() { return open_b(); } s0(a) { set_n(a); } ");
        for (int k = 1; k < DEEP; k++) {
            int i = up ? k : DEEP - k;
            buf_printf(&text, "g%d() { x = g%d(); return x; } s%d(a) { s%d(a); } ", i, i - 1, i,
                       i - 1);
        }
        buf_printf(&text, "f() { x = g%d(); read(x); s%d(x); read(x); }", DEEP - 1, DEEP - 1);
        passes_pack(x, pack);
        passes_one(x, text.at);
        CHECK_TEXT(&x->t, is(x, passes_call(x, "f", "read", 0)), "blocking socket");
        CHECK_TEXT(&x->t, is(x, passes_call(x, "f", "read", 1)), "nonblocking socket");
        buf_release(&text);
        passes_done(x);
    }
}

/* The last of many parameters counts as the first does. */
static void test_many(struct passes *x)
{
    struct buf text = {0};
    buf_puts(&text, "set(a0");
    for (int i = 1; i < DEEP; i++)
        buf_printf(&text, ", a%d", i);
    buf_printf(&text, ") { set_n(a%d); } f() { x = open_b(); set(0", DEEP - 1);
    for (int i = 1; i < DEEP - 1; i++)
        buf_puts(&text, ", 0");
    buf_puts(&text, ", x); read(x); }");
    passes_pack(x, pack);
    passes_one(x, text.at);
    CHECK_TEXT(&x->t, is(x, passes_call(x, "f", "read", 0)), "nonblocking socket");
    buf_release(&text);
    passes_done(x);
}

int main(void)
{
    struct passes x = {0};
    PASSES_EACH_TURN(x)
    {
        test_rows(&x);
        test_many(&x);
        test_deep(&x);
    }
    return passes_end(&x);
}
