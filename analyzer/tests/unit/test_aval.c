/* What is known of arguments, asked by the conditions of rules. */
#include "passes.h"

struct row {
    const char *condition; /* of a rule on k() */
    const char *program;   /* of f(p, q) where it has no function */
    enum tri holds;
};

#define YES TRI_YES
#define NO TRI_NO
#define MAYBE TRI_MAYBE

/* One of many: all ways to combine six of them would take hours. */
#define OR4(X) "h() ? q : h() ? q : h() ? q : h() ? q : " X
#define OR16(X) OR4(OR4(OR4(OR4(X))))
#define MANY OR16(OR16("p"))

static const struct row rows[] = {
    {"arg: 0, equals: 3", "k(3);", YES},
    {"arg: 0, equals: 3", "k(4);", NO},
    {"arg: 0, equals: 3", "k(p);", MAYBE},
    {"arg: 0, equals: 3", "k(h());", MAYBE},
    {"arg: 0, equals: 3", "k('3');", NO},
    {"arg: 0, equals: 3", "k(&q);", NO},
    {"arg: 0, equals: 3", "k(h);", NO},
    {"arg: 1, equals: 3", "k(3);", NO}, /* there is none */
    {"arg: 1, equals: 3", "k(1, 3);", YES},
    {"arg: -1, equals: 3", "k(1, 3);", YES},
    {"arg: -2, equals: 3", "k(3, 1);", YES},
    {"arg: 0, not: 3", "k(3);", NO},
    {"arg: 0, not: 3", "k(4);", YES},
    {"arg: 0, not: 3", "k(p);", MAYBE},
    {"arg: 0, less: 5", "k(4);", YES},
    {"arg: 0, less: 5", "k(5);", NO},
    {"arg: 0, less: 5", "k(p);", MAYBE},
    {"arg: 0, in: [1, 3]", "k(3);", YES},
    {"arg: 0, in: [1, 3]", "k(2);", NO},
    {"arg: 0, in: [1, 3]", "k(p);", MAYBE},
    {"arg: 0, has: 4", "k(6);", YES},
    {"arg: 0, has: 4", "k(3);", NO},
    {"arg: 0, has: 4", "k(0);", NO},
    {"arg: 0, has: 6", "k(4);", NO},
    {"arg: 0, has: 4", "k(p);", MAYBE},
    {"arg: 0, has: 4", "k(p | 4);", YES},
    {"arg: 0, has: 4", "k(p | 2);", MAYBE},
    {"arg: 0, has: 4", "k(p ? 4 : 6);", YES},
    {"arg: 0, has: 4", "k(p ? 1 : 2);", NO},
    {"arg: 0, has: 4", "k(p ? 4 : 2);", MAYBE},
    {"arg: 0, has: 4", "k(" MANY ", " MANY ", " MANY ", " MANY ", " MANY ", " MANY ");", MAYBE},
    {"arg: 0, lacks: 4", "k(6);", NO},
    {"arg: 0, lacks: 4", "k(3);", YES},
    /* by name */
    {"arg: 0, equals: FLAG4", "k(FLAG4);", YES},
    {"arg: 0, equals: FLAG4", "k(FLAG2);", NO},
    {"arg: 0, equals: FLAG4", "k(4);", MAYBE},
    {"arg: 0, equals: FLAG4", "k(FLAG4 | FLAG2);", MAYBE},
    {"arg: 0, has: FLAG4", "k(FLAG4 | FLAG2);", YES},
    {"arg: 0, has: FLAG4", "k(FLAG2);", NO},
    {"arg: 0, has: FLAG4", "k(4);", MAYBE},
    {"arg: 0, has: FLAG4", "k(0);", NO},
    {"arg: 0, has: FLAG4", "k(p | FLAG4);", YES},
    {"arg: 0, has: FLAG4", "k(p | FLAG2);", MAYBE},
    {"arg: 0, equals: h", "k(h);", YES},
    {"arg: 0, equals: h", "k(g);", NO},
    {"arg: 0, equals: h", "k(p);", MAYBE},
    {"arg: 0, in: [g, h]", "k(h);", YES},
    /* null, zero, texts */
    {"arg: 0, 'null': true", "k(0);", YES},
    {"arg: 0, 'null': true", "k(null);", YES},
    {"arg: 0, equals: 0", "k(null);", YES},
    {"arg: 0, equals: 3", "k(null);", NO},
    {"arg: 0, has: 4", "k(null);", NO},
    {"arg: 0, starts: [/sys/]", "x = null; if (p) x = made('/sys/a'); k(x);", YES},
    {"arg: 0, 'null': true", "k(1);", NO},
    {"arg: 0, 'null': true", "k(&q);", NO},
    {"arg: 0, 'null': true", "k('q');", NO},
    {"arg: 0, 'null': true", "k(h);", NO},
    {"arg: 0, 'null': true", "k(p);", MAYBE},
    {"arg: 0, 'null': false", "k(0);", NO},
    {"arg: 0, 'null': false", "k(&q);", YES},
    {"arg: 0, 'null': false", "k(p);", MAYBE},
    {"arg: 0, literal: true", "k('q');", YES},
    {"arg: 0, literal: true", "k(3);", NO},
    {"arg: 0, literal: true", "k(h());", MAYBE},
    {"arg: 0, starts: [/proc/, /sys/]", "k('/sys/x');", YES},
    {"arg: 0, starts: [/proc/, /sys/]", "k('/system');", NO},
    {"arg: 0, starts: [/proc/, /sys/]", "k('/');", NO},
    {"arg: 0, starts: [/proc/, /sys/]", "k(p);", MAYBE},
    {"arg: 0, starts: [/proc/, /sys/]", "k(0);", NO},
    {"arg: 0, starts: [/proc/, /sys/]", "k(h);", NO},
    {"arg: 0, starts: [/sys/]", "x = made('/sys/x'); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "k(made('/sys/x'));", YES},
    {"arg: 0, starts: [/sys/]", "x = made('/etc/x'); k(x);", NO},
    {"arg: 0, starts: [/sys/]", "x = made(p); k(x);", MAYBE},
    {"arg: 0, starts: [/sys/]", "x = made('%s/x', '/sys/'); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = made('%s/x', p); k(x);", MAYBE},
    {"arg: 0, starts: [/sys/]", "x = made('%s/x', made('/sys/')); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = made('/sys/a'); x = made('/sys/a'); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = made('/sys/a'); if (p) x = made('/etc/a'); k(x);", MAYBE},
    {"arg: 0, starts: [/sys/]", "x = made('/sys/a'); if (p) x = h(); k(x);", MAYBE},
    {"arg: 0, starts: [/sys/]", "x = get(); made_out(x, '/sys/a'); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = null; made_out(&x, '/sys/a'); k(&x);", YES},
    {"arg: 0, starts: [/sys/]", "x = get(); y = get(); made_out(y, '/sys/a'); k(x);", MAYBE},
    {"arg: 0, starts: [/sys/]", "x = get(); made_out(x, '/sys/a'); made_out(x, '/etc'); k(x);", NO},
    {"arg: 0, starts: [/sys/]", "x = made_sys(p); k(x);", YES},
    {"arg: 0, address: numeric", "k('127.0.0.1');", YES},
    {"arg: 0, address: numeric", "k('::1');", YES},
    {"arg: 0, address: numeric", "k('127.0.0.1.example');", NO},
    {"arg: 0, address: numeric", "k(p);", MAYBE},
    {"arg: 0, address: numeric", "k(0);", NO},
    {"arg: 0, zero: true", "ptr x; x.s = 0; x.n = 0; k(&x);", YES},
    {"arg: 0, zero: true", "ptr x; x.s = 0; x.n = 1; k(&x);", NO},
    {"arg: 0, zero: true", "ptr x; k(&x);", MAYBE},
    {"arg: 0, zero: true", "k(0);", NO},
    {"arg: 0, zero: true", "ptr y; ptr x; y.s = 1; x.s = 0; k(&x);", YES},
    /* variables, choices, the program's own functions */
    {"arg: 0, equals: 3", "x = 3; k(x);", YES},
    {"arg: 0, equals: 3", "x = 3; x = 4; k(x);", NO},
    {"arg: 0, equals: 3", "x = 3; if (p) x = 4; k(x);", MAYBE},
    {"arg: 0, equals: 3", "k(p ? 3 : 3);", YES},
    {"arg: 0, equals: 3", "k(p ? 3 : 4);", MAYBE},
    {"arg: 0, equals: 3", "three() { return 3; } f() { k(three()); }", YES},
    {"arg: 0, equals: 3", "three() { return 4; } f() { k(three()); }", NO},
    {"arg: 0, equals: 3", "three(n) { if (n) return 4; return 3; } f() { k(three()); }", MAYBE},
    {"arg: 0, equals: 3", "var v; f() { v = 3; k(v); }", MAYBE},
    /* what texts begin with: of functions, fields, variables, what is written through arguments */
    {"arg: 0, starts: [/sys/]", "mk() { return made('/sys/x'); } f() { k(mk()); }", YES},
    {"arg: 0, starts: [/sys/]", "mk() { return '/etc/x'; } f() { k(mk()); }", NO},
    {"arg: 0, starts: [/sys/]",
     "mk(n) { if (n) return '/sys/y'; return made('/sys/x'); } f() { k(mk(1)); }", YES},
    {"arg: 0, starts: [/sys/]",
     "mk(n) { if (n) return '/etc/y'; return made('/sys/x'); } f() { k(mk(1)); }", MAYBE},
    {"arg: 0, starts: [/sys/]", "mk(a) { return made('%s/x', a); } f() { k(mk('/sys/')); }", YES},
    {"arg: 0, starts: [/sys/]", "mk(a) { return made('%s/x', a); } f() { k(mk('/etc/')); }", NO},
    {"arg: 0, starts: [/sys/]",
     "mk(a, b) { return made('%s/x', b); } f() { k(mk('/etc/', '/sys/')); }", YES},
    {"arg: 0, starts: [/sys/]",
     "mk(a) { return mk2(a); } mk2(b) { return made('%s/x', b); } f() { k(mk('/sys/')); }", YES},
    {"arg: 0, starts: [/sys/]", "mk(n) { if (n) return mk(0); return '/sys/x'; } f() { k(mk(1)); }",
     YES},
    {"arg: 0, starts: [/sys/]", "set(s) { s.path = made('/sys/x'); } f(s) { k(s.path); }", YES},
    {"arg: 0, starts: [/sys/]",
     "set(s) { s.path = '/sys/x'; } other(s) { s.path = '/sys/y'; } f(s) { k(s.path); }", YES},
    {"arg: 0, starts: [/sys/]",
     "set(s) { s.path = '/sys/x'; } other(s) { s.path = '/etc/y'; } f(s) { k(s.path); }", MAYBE},
    {"arg: 0, starts: [/sys/]", "set(s) { s.name = '/sys/x'; } f(s) { k(s.path); }", MAYBE},
    {"arg: 0, starts: [/sys/]",
     "set(s, a) { s.path = a; } g(s) { set(s, '/sys/x'); } f(s) { k(s.path); }", YES},
    {"arg: 0, starts: [/sys/]",
     "set(s, a) { s.path = a; } g(s) { set(s, '/sys/x'); set(s, '/etc/y'); } f(s) { k(s.path); }",
     MAYBE},
    {"arg: 0, starts: [/sys/]", "set(s, a) { s.path = a; } f(s) { k(s.path); }", MAYBE},
    {"arg: 0, starts: [/sys/]",
     "set(s) { s.path = '/sys/x'; } f(s) { s.path = '/etc/x'; k(s.path); }", NO},
    {"arg: 0, starts: [/sys/]", "var v; set() { v = '/sys/x'; } f() { k(v); }", YES},
    {"arg: 0, starts: [/sys/]", "var v; f() { k(v); }", MAYBE},
    {"arg: 0, starts: [/sys/]", "var v = '/sys/x'; f() { k(v); }", YES},
    {"arg: 0, starts: [/sys/]", "var v = '/etc/x'; f() { k(v); }", NO},
    {"arg: 0, starts: [/sys/]", "var v = null; set() { v = '/sys/x'; } f() { k(v); }", YES},
    {"arg: 0, starts: [/sys/]", "var v = '/sys/x'; set() { v = '/etc/x'; } f() { k(v); }", MAYBE},
    {"arg: 0, starts: [/sys/]",
     "out(b) { made_out(b, '/sys/x'); } f() { x = get(); out(x); k(x); }", YES},
    {"arg: 0, starts: [/sys/]",
     "out(b) { made_out(b, '/etc/x'); } f() { x = get(); out(x); k(x); }", NO},
    {"arg: 0, starts: [/sys/]",
     "out(b, a) { made_out(b, a); } f() { x = get(); out(x, '/sys/x'); k(x); }", YES},
    {"arg: 0, starts: [/sys/]",
     "out(a, b) { made_out(b, '/sys/x'); } f() { x = get(); out(x, 1); k(x); }", MAYBE},
    {"arg: 0, starts: [/sys/]",
     "out(b) { out2(b); } out2(c) { made_out(c, '/sys/x'); } f() { x = get(); out(x); k(x); }",
     YES},
    {"arg: 0, starts: [/sys/]", "out(s) { made_out(s.path, '/sys/x'); } f(s) { k(s.path); }", YES},
    {"arg: 0, starts: [/sys/]", "var v; out() { made_out(v, '/sys/x'); } f() { k(v); }", YES},
    {"arg: 0, starts: [/sys/]", "x = '/sys/x'; y = x; k(y);", YES},
    {"arg: 0, starts: [/sys/]", "x = '/sys/x'; y = x; x = '/etc/x'; k(y);", YES},
    {"arg: 0, starts: [/sys/]", "x = p ? '/sys/x' : '/sys/y'; k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = p ? '/sys/x' : '/etc/y'; k(x);", MAYBE},
    {"arg: 0, starts: [/sys/]", "x = '/sys/x'; while (p) { k(x); x = '/sys/y'; }", YES},
    {"arg: 0, starts: [/sys/]", "x = '/sys/x'; while (p) { k(x); x = '/etc/y'; }", MAYBE},
    {"arg: 0, starts: [/sys/]", "x = '/sys/x'; unseen(x); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = get(); made_out(x, '/sys/a'); unseen(x); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = made('%d', 3); k(x);", MAYBE},
    {"arg: 0, starts: [/sys/]", "x = made('/sys%s', '/a'); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = made('/sy%s', 's/a'); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = made('%s%s', '/sys', '/a'); k(x);", YES},
    {"arg: 0, starts: [/sys/]", "x = made('/sy%s', p); k(x);", MAYBE},
    {"arg: 0, starts: [/sys/]", "x = made('%s', h()); k(x);", MAYBE},
    {"arg: 0, starts: [/sys/]", "f(a) { k(a); } g() { f('/sys/x'); }", MAYBE},
    {"arg: 0, starts: [/sys/]", "f(a) { x = a; k(x); } g() { f('/sys/x'); }", MAYBE},
    /* members */
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 3; k(&x);", YES},
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 4; k(&x);", NO},
    {"arg: 0, member: m, equals: 3", "ptr x; x.n = 3; k(&x);", MAYBE},
    {"arg: 0, member: m, equals: 3", "ptr x; if (p) x.m = 3; k(&x);", MAYBE},
    {"arg: 0, member: m, equals: 3", "ptr x; if (p) x.m = 3; else x.m = 3; k(&x);", YES},
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 3; x.m = 4; k(&x);", NO},
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 4; x.m = 3; k(&x);", YES},
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 4; if (p) x.m = 3; k(&x);", MAYBE},
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 4; if (p) x.m = 5; k(&x);", NO},
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 3; g(&x); k(&x);", MAYBE},
    {"arg: 0, member: m, equals: 3", "ptr x; g(&x); x.m = 3; k(&x);", YES},
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 3; while (p) k(&x);", YES},
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 3; g(x); k(&x);", YES},
    {"arg: 0, member: m, equals: 3", "ptr x; k(&x); x.m = 3;", MAYBE},
    {"arg: 0, member: m, equals: 3", "ptr x; x.m = 3; while (p) { k(&x); x.m = 4; }", MAYBE},
    {"arg: 0, member: m, equals: 3", "k(null);", NO},
    {"arg: 0, member: m, equals: 3", "k(p);", MAYBE},
    {"arg: 0, member: m, equals: 3", "ptr x; ptr y; y.m = 3; k(&x);", MAYBE},
    {"arg: 0, member: m, equals: 3", "x.a.m = 3; k(&x.a);", YES},
    {"arg: 0, member: m, equals: 3", "x.b.m = 3; k(&x.a);", MAYBE},
    {"arg: 0, member: m, equals: 3", "x.a.m = 4; x.b.m = 3; k(&x.a);", NO},
    {"arg: 0, member: m, equals: 3", "x.a.c.m = 3; x.a.d.m = 4; k(&x.a.c);", YES},
    {"arg: 0, member: m, equals: 3", "x.a.c.m = 3; x.b.c.m = 4; k(&x.a.c);", YES},
    {"arg: 0, member: m, equals: 3", "x.m = 3; k(&x.a);", MAYBE},
    {"arg: 0, member: m, equals: 3", "x[0].m = 3; x[1].m = 4; k(&x[0]);", YES},
    {"arg: 0, member: m, equals: 3", "x[0].m = 3; x[1].m = 4; k(&x[1]);", NO},
    /* several */
    {"arg: 0, equals: 3, and: {arg: 1, equals: 4}", "k(3, 4);", YES},
    {"arg: 0, equals: 3, and: {arg: 1, equals: 4}", "k(3, 5);", NO},
    {"arg: 0, equals: 3, and: {arg: 1, equals: 4}", "k(3, p);", MAYBE},
    {"arg: 0, equals: 3, and: {arg: 1, equals: 4}", "k(2, p);", NO},
    {"arg: 0, not: 0, less: 5", "k(3);", YES},
    {"arg: 0, not: 0, less: 5", "k(0);", NO},
    {"arg: 0, not: 0, less: 5", "k(5);", NO},
    {"arg: 0, equals: 3}, {arg: 0, equals: 4", "k(4);", YES},
    {"arg: 0, equals: 3}, {arg: 1, equals: 4", "k(p, 4);", YES},
    {"arg: 0, equals: 3}, {arg: 1, equals: 4", "k(p, 5);", MAYBE},
    {"arg: 0, equals: 3}, {arg: 1, equals: 4", "k(2, 5);", NO},
    /* of the program */
    {"called: go", "k(); go(1);", YES},
    {"called: go", "k();", NO},
    {"called: go", "f() { k(); } other() { go(1); }", YES},
    {"called: {function: go, when: {arg: 0, equals: 1}}", "k(); go(1);", YES},
    {"called: {function: go, when: {arg: 0, equals: 1}}", "k(); go(2);", NO},
    {"called: {function: go, when: {arg: 0, equals: 1}}", "k(); go(2); go(1);", YES},
    {"arg: 0, handle: {nonblocking_via: set}", "set(p.h); k(p.h);", YES},
    {"arg: 0, handle: {nonblocking_via: set}", "set(p.g); k(p.h);", MAYBE},
    {"arg: 0, handle: {nonblocking_via: set}", "other(p.h); k(p.h);", MAYBE},
    {"arg: 0, handle: {nonblocking_via: set}", "var v; g() { set(&v); } f() { k(&v); }", YES},
    {"arg: 0, handle: {nonblocking_via: set}", "set(p); k(p);", YES},
    {"arg: 0, handle: {nonblocking_via: set, when: {arg: 1, has: 4}}", "set(&p.h, 6); k(p.h);",
     YES},
    {"arg: 0, handle: {nonblocking_via: set, when: {arg: 1, has: 4}}", "set(&p.h, 3); k(p.h);",
     MAYBE},
    {"arg: 0, handle: {nonblocking_via: set}", "set(q); k(p);", MAYBE},
    /* its other names */
    {"arg: 0, handle: {nonblocking_via: set}", "x = h(); p.h = x; set(x); k(p.h);", YES},
    {"arg: 0, handle: {nonblocking_via: set}", "x = p.h; set(x); k(p.h);", YES},
    {"arg: 0, handle: {nonblocking_via: set}", "x = h(); x = h(); p.h = x; set(x); k(p.h);", MAYBE},
    {"arg: 0, handle: {nonblocking_via: set}",
     "make() { x = h(); set(x); return x; } f(p) { p.h = make(); k(p.h); }", YES},
    {"arg: 0, handle: {nonblocking_via: set}",
     "make() { x = h(); y = h(); set(x); return y; } f(p) { p.h = make(); k(p.h); }", MAYBE},
    {"arg: 0, handle: {nonblocking_via: set}", "p.c = of(p.h); set(p.h); k(p.c);", YES},
    {"arg: 0, handle: {nonblocking_via: set}", "p.c = of(p.g); set(p.h); k(p.c);", MAYBE},
    {"arg: 0, fd: nonblocking", "x = open_n(); k(x);", YES},
    {"arg: 0, fd: nonblocking", "x = open_b(); k(x);", NO},
    {"arg: 0, fd: nonblocking", "k(p);", MAYBE},
    {"arg: 0, fd: blocking", "x = open_b(); k(x);", YES},
    {"arg: 0, fd: blocking", "x = open_n(); k(x);", NO},
    {"arg: 0, fd: blocking", "k(p);", MAYBE},
    {"arg: 0, fd: pipe", "x = open_n(); k(x);", YES},
    {"arg: 0, fd: file", "x = open_n(); k(x);", NO},
    {"arg: 0, fd: file", "k(p);", MAYBE},
};

static const char head[] = "nostall: 1\npack: p\npaths_made:\n"
                           "  - {function: made, format: 0}\n"
                           "  - {function: made_out, out: 0, format: 1}\n"
                           "  - {function: made_sys, text: /sys/}\n"
                           "descriptors:\n  open:\n"
                           "    - {function: open_n, kind: pipe, nonblocking: true, source: s}\n"
                           "    - {function: open_b, kind: pipe, source: s}\n"
                           "    - {function: of, of: 0, source: s}\n"
                           "blocking:\n"
                           "  - {functions: [k], kind: custom, source: s, unless: [{%s}]}\n";

int main(void)
{
    struct passes x = {0};
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(rows); i++) {
            const char *program = rows[i].program;
            passes_open(&x);
            passes_pack(&x, arena_printf(x.arena, head, rows[i].condition));
            bool whole = strstr(program, " f(") || !strncmp(program, "f(", 2);
            passes_one(&x, whole ? program : arena_printf(x.arena, "f(p, q) { %s }", program));
            const struct call *k = passes_call(&x, "f", "k", 0);
            const condition_any *any = &k->roles->blocking.at[0]->unless;
            struct aval args[AVAL_MAX_ARGS];
            uint32_t len = aval_args(x.analysis->values, k->node, k->event, args);
            if (!CHECK_NUMBER(&x.t, aval_any(x.analysis->values, any, args, len), rows[i].holds))
                fprintf(stderr, "  %s in %s\n", rows[i].condition, program);
            passes_done(&x);
        }
    }
    return passes_end(&x);
}
