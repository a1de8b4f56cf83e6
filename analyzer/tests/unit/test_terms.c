/* Terms and needs: folding, forms, contradictions; and the terms of values and the needs of code in
 * functions, by the stores that reach them. */
#include "link/reaching.h"
#include "passes.h"

/* ---- the table ---- */

static const char *text(struct passes *x, struct terms *t, struct term_id term)
{
    struct terms_text of = {t, x->strs, NULL, NULL};
    buf_clear(&x->text);
    term_print(&of, term, &x->text);
    return x->text.at;
}

static struct term_id number(struct terms *t, int64_t n)
{
    return term_int(t, n, NULL, 0);
}

static void test_folding(struct passes *x)
{
    struct terms *t = terms_new();
    struct term_id p = term_param(t, 0), none = TERM_UNKNOWN;
    static const struct {
        enum operator op;
        int64_t a, b, result;
    } all[] = {
        {OPERATOR_ADD, 2, 3, 5},
        {OPERATOR_SUBTRACT, 2, 3, -1},
        {OPERATOR_MULTIPLY, 2, 3, 6},
        {OPERATOR_DIVIDE, 7, 2, 3},
        {OPERATOR_REMAINDER, 7, 4, 3},
        {OPERATOR_AND, 6, 3, 2},
        {OPERATOR_OR, 4, 1, 5},
        {OPERATOR_XOR, 6, 3, 5},
        {OPERATOR_LT, -1, 0, 1},
        {OPERATOR_LT, 0, 0, 0},
        {OPERATOR_LE, 0, 0, 1},
        {OPERATOR_LE, 1, 0, 0},
        {OPERATOR_GT, 0, -1, 1},
        {OPERATOR_GT, 0, 0, 0},
        {OPERATOR_GE, 0, 0, 1},
        {OPERATOR_GE, -1, 0, 0},
        {OPERATOR_EQ, 2, 2, 1},
        {OPERATOR_EQ, 2, 3, 0},
        {OPERATOR_NE, 2, 3, 1},
        {OPERATOR_NE, 2, 2, 0},
        {OPERATOR_BOTH, 2, 4, 1},
        {OPERATOR_BOTH, 2, 0, 0},
        {OPERATOR_EITHER, 0, 4, 1},
        {OPERATOR_EITHER, 0, 0, 0},
        {OPERATOR_SHIFT_LEFT, 1, 60, INT64_C(1) << 60},
        {OPERATOR_SHIFT_LEFT, 3, 60, INT64_C(3) << 60},
        {OPERATOR_SHIFT_LEFT, 5, 0, 5},
        {OPERATOR_SHIFT_RIGHT, 5, 1, 2},
        {OPERATOR_SHIFT_RIGHT, 5, 0, 5},
        {OPERATOR_SHIFT_RIGHT, 5, 62, 0},
        {OPERATOR_NOT, 3, 0, 0},
        {OPERATOR_INVERT, 3, 0, ~INT64_C(3)},
        {OPERATOR_NEGATE, 3, 0, -3},
    };
    for (uint32_t i = 0; i < COUNT(all); i++) {
        struct term_id r = term_op(t, all[i].op, number(t, all[i].a), number(t, all[i].b));
        CHECK_NUMBER(&x->t, r.i, number(t, all[i].result).i);
    }
    static const struct {
        enum operator op;
        int64_t a, b;
    } undefined[] = {
        {OPERATOR_SHIFT_LEFT, 1, 62},      {OPERATOR_SHIFT_LEFT, 4, 60},
        {OPERATOR_SHIFT_LEFT, -1, 1},      {OPERATOR_SHIFT_LEFT, 1, -1},
        {OPERATOR_SHIFT_RIGHT, 1, 63},     {OPERATOR_SHIFT_RIGHT, -1, 1},
        {OPERATOR_SHIFT_RIGHT, 1, -1},     {OPERATOR_DIVIDE, 1, 0},
        {OPERATOR_DIVIDE, 1, -1},          {OPERATOR_REMAINDER, 1, 0},
        {OPERATOR_NEGATE, INT64_MIN, 0},   {OPERATOR_SUBTRACT, INT64_MIN, 1},
        {OPERATOR_MULTIPLY, INT64_MAX, 2},
    };
    for (uint32_t i = 0; i < COUNT(undefined); i++)
        CHECK(&x->t,
              !term_op(t, undefined[i].op, number(t, undefined[i].a), number(t, undefined[i].b)).i);
    CHECK(&x->t, !term_op(t, OPERATOR_ADD, number(t, INT64_MAX), number(t, 1)).i);
    CHECK(&x->t, !term_op(t, OPERATOR_DIVIDE, number(t, 1), number(t, 0)).i);
    CHECK(&x->t, term_op(t, OPERATOR_AND, none, number(t, 0)).i == number(t, 0).i);
    CHECK(&x->t, !term_op(t, OPERATOR_AND, none, number(t, 1)).i);
    CHECK(&x->t, term_op(t, OPERATOR_BOTH, number(t, 0), none).i == number(t, 0).i);
    CHECK(&x->t, !term_op(t, OPERATOR_BOTH, number(t, 1), none).i);
    CHECK(&x->t, term_op(t, OPERATOR_EITHER, none, number(t, 2)).i == number(t, 1).i);
    CHECK(&x->t, !term_op(t, OPERATOR_EITHER, none, number(t, 0)).i);
    CHECK(&x->t, term_op(t, OPERATOR_BOTH, term_set(t), number(t, 2)).i == number(t, 1).i);
    CHECK(&x->t, term_op(t, OPERATOR_EQ, term_set(t), number(t, 0)).i == number(t, 0).i);
    CHECK(&x->t, term_op(t, OPERATOR_NE, number(t, 0), term_set(t)).i == number(t, 1).i);
    CHECK(&x->t, !term_op(t, OPERATOR_NONE, p, p).i && !term_op(t, OPERATOR_ADD, p, none).i);
    CHECK(&x->t, term_op(t, OPERATOR_NOT, term_set(t), none).i == number(t, 0).i);
    CHECK_NUMBER(&x->t, term_truth(t, p), TRI_MAYBE);
    terms_free(t);
}

/* One form for one test, so that a test and its negation are known. */
static void test_forms(struct passes *x)
{
    struct terms *t = terms_new();
    struct term_id p = term_param(t, 0), none = TERM_UNKNOWN, two = number(t, 2);
    struct term_id eq = term_op(t, OPERATOR_EQ, p, two);
    CHECK(&x->t, term_op(t, OPERATOR_NOT, eq, none).i == term_op(t, OPERATOR_NE, p, two).i);
    CHECK(&x->t, term_op(t, OPERATOR_EQ, p, number(t, 0)).i == term_op(t, OPERATOR_NOT, p, none).i);
    CHECK_TEXT(&x->t, text(x, t, eq), "param 0 == 2");
    CHECK_TEXT(&x->t, text(x, t, term_op(t, OPERATOR_OR, eq, term_op(t, OPERATOR_NOT, p, none))),
               "(param 0 == 2) | !param 0");
    CHECK_TEXT(&x->t, text(x, t, term_choice(t, eq, number(t, 1), none)), "(param 0 == 2) ? 1 : ?");
    CHECK(&x->t, term_choice(t, eq, two, two).i == two.i);
    CHECK(&x->t, term_choice(t, number(t, 0), p, two).i == two.i);
    struct term_id deep = p;
    for (int i = 0; i < 64; i++)
        deep = term_op(t, OPERATOR_ADD, deep, deep);
    CHECK(&x->t, strlen(text(x, t, deep)) < 2000);
    terms_free(t);
}

static void test_needs(struct passes *x)
{
    struct terms *t = terms_new();
    struct term_id p = term_param(t, 0), q = term_param(t, 1), none = TERM_UNKNOWN;
    struct needs n = NEEDS_NOTHING, m = NEEDS_NOTHING, bound;
    CHECK(&x->t, needs_add(t, n, p, &n));
    CHECK(&x->t, !needs_add(t, n, term_op(t, OPERATOR_NOT, p, none), &m));
    CHECK(&x->t, needs_add(t, n, term_op(t, OPERATOR_EQ, q, number(t, 2)), &n));
    CHECK(&x->t, !needs_add(t, n, term_op(t, OPERATOR_EQ, q, number(t, 3)), &m));
    CHECK(&x->t, !needs_add(t, n, number(t, 0), &m));
    CHECK(&x->t, needs_add(t, NEEDS_NOTHING, p, &m));
    CHECK(&x->t, needs_meet(t, n, m).i == m.i);
    CHECK(&x->t, needs_meet(t, n, NEEDS_NOTHING).i == 0);
    CHECK(&x->t, needs_within(t, m, n) && !needs_within(t, n, m));
    CHECK(&x->t, needs_within(t, n, n) && needs_within(t, NEEDS_NOTHING, m));
    CHECK(&x->t, !needs_within(t, m, NEEDS_NOTHING));
    const struct term_id yes[] = {number(t, 1), number(t, 2)}, no[] = {number(t, 1), number(t, 3)},
                         open[] = {q, number(t, 2)};
    CHECK(&x->t,
          needs_bind(t, n, &(struct term_args){.at = yes, .len = 2}, NEEDS_NOTHING, &bound) &&
              !bound.i);
    CHECK(&x->t, !needs_bind(t, n, &(struct term_args){.at = no, .len = 2}, NEEDS_NOTHING, &bound));
    CHECK(&x->t,
          needs_bind(t, n, &(struct term_args){.at = open, .len = 2}, NEEDS_NOTHING, &bound));
    uint32_t len;
    CHECK(&x->t, needs_terms(t, bound, &len)[0].i == q.i && len == 1);
    CHECK(&x->t,
          needs_bind(t, n, &(struct term_args){.at = open, .len = 1}, NEEDS_NOTHING, &bound));
    struct term_id local =
        term_op(t, OPERATOR_LT, term_local(t, (struct term_local){7, 7, 7, LOCAL_EVENT}), p);
    CHECK(&x->t, needs_add(t, m, local, &n) && needs_of_params(t, n).i == m.i);
    CHECK(&x->t, term_bind(t, local, &(struct term_args){.at = yes, .len = 2}).i == 0);
    terms_free(t);
}

/* ---- in functions ---- */

static void test_needs_of_code(struct passes *x)
{
    static const struct {
        const char *body, *needs; /* of the call of k() */
    } all[] = {
        {"k();", ""},
        {"if (n) k();", "n"},
        {"if (n == 2) { } else k();", "n != 2"},
        {"if (!n) return; k();", "n"},
        {"if (n & 1) if (s == 3) k();", "n & 1, s == 3"},
        {"if (n) h(); k();", ""},
        {"if (n) { if (!n) k(); }", NULL},
        {"if (n == 2) if (n == 3) k();", NULL},
        {"if (n) die(); k();", "!n"},
        {"if (s) n = 1; if (n) k();", "s ? 1 : n"},
        {"n = 0; if (n) k();", NULL},
        {"if (n) f(0, s); if (s) die(); k();", "!s"},
        {"if (n) stop(); k();", "!n"},
        {"x = n; if (x == 2) k();", "n == 2"},
        {"switch (n) { case 1: k(); break; case 2: h(); }", "n == 1"},
        {"switch (n) { case 1: case 2: k(); break; default: h(); }", "(n == 2) || (n == 1)"},
        {"x = n; while (x) x = x + 1; k();", ""},
        {"x = 0; while (s) x = 1; if (x) k();", "!s"},
        {"switch (n) { case 1: h(); break; default: k(); }", "n != 1"},
        {"switch (n) { case 1: h(); break; case 2: h(); break; default: k(); }", "n != 1, n != 2"},
        {"switch (n) { case 1: return; } k();", "n != 1"},
        {"switch (n) { case 1: h(); break; default: if (n == 1) k(); }", NULL},
        {"switch (h()) { case 1: k(); }", ""},
        {"if (n <= 2) k();", "n <= 2"},
        {"if (n < 2) { } else k();", "n >= 2"},
        {"if (n > 2) return; k();", "n <= 2"},
        {"if (n == s) k();", "n == s"},
        {"if (n.x) k();", "n->x"},
        {"n.x = 1; if (n) k();", "n"},
        {"if (n) s = 1; else s = 2; if (s == 2) k();", "n ? 0 : 1"},
        {"h(&n); if (n) k();", ""},
        {"if (n & 1) if (n & 2) k();", "n & 1, n & 2"},
        {"if (n) { h(); } else { return; } k();", "n"},
        {"if (n) { if (s) return; } k();", "!n || (n && !s)"},
        {"if (n) { if (s) return; } else return; k();", "n, !s"},
        {"while (n) { if (s) k(); h(); }", "n, s"},
        {"if (!n) if (!s) k();", "!n, !s"},
        {"x = h(); if (x) if (n) k();", "n"},
        {"x = n ? 0 : 4; if (x) k();", "n ? 0 : 4"},
        {"x = n ? 1 : 2; if (x == 3) k();", NULL},
        {"x = n ? 1 : 2; if (3 == x) k();", NULL},
        {"x = n ? 1 : 2; if (2 == x) k();", "n ? 0 : 1"},
        {"if (n) while (s) k();", "n, s"},
    };
    for (uint32_t i = 0; i < COUNT(all); i++) {
        passes_open(x);
        passes_one(x,
                   arena_printf(x->arena, "@noreturn die(); stop() { h(); die(); } f(n, s) { %s }",
                                all[i].body));
        const char *got = passes_needs(x, passes_call(x, "f", "k", 0));
        if (!CHECK_TEXT(&x->t, got, all[i].needs))
            fprintf(stderr, "  in %s\n", all[i].body);
        passes_done(x);
    }
}

static void test_reaching(struct passes *x)
{
    static const struct {
        const char *body, *term; /* of the argument of k() */
    } all[] = {
        {"k(n | 4);", "n | 4"},
        {"x = 0; if (n & 1) x = 64; k(x);", "(n & 1) ? 64 : 0"},
        {"x = 1; x = 2; k(x);", "2"},
        {"n = n + 1; k(n);", "n + 1"},
        {"x = 0; while (n) x = x + 1; k(x);", "a local"},
        {"x = 3; while (n) h(); k(x);", "3"},
        {"x = 1; h(&x); k(x);", "a local"},
        {"if (n) x = 1; else x = 1; k(x);", "1"},
        {"switch (n) { case 1: x = 5; break; default: x = 6; } k(x);", "(n == 1) ? 5 : 6"},
        {"x = 6; switch (n) { case 1: x = 5; } k(x);", "(n != 1) ? 6 : 5"},
        {"switch (n) { case 1: x = 5; break; case 2: x = 5; break; default: x = 6; } k(x);",
         "((n == 1) || (n == 2)) ? 5 : 6"},
        {"if (n) { x = 1; h(); } else x = 2; k(x);", "n ? 1 : 2"},
        {"if (n) x = 1; k(x);", "n ? 1 : ?"},
        {"x = n; k(x);", "n"},
        {"x = n; n = 2; k(x);", "n"},
        {"x = n.y; k(x);", "n->y"},
        {"x = 1; if (n) x = 2; if (s) x = 3; k(x);", "s ? 3 : (n ? 2 : 1)"},
        {"x = 1; if (n) { x = 2; k(x); }", "2"},
        {"x = 1; if (n) { k(x); x = 2; }", "1"},
        {"x = n ? s : 4; k(x);", "n ? s : 4"},
        {"x = h(); k(x);", "a local"},
        {"x = h(); x = h(); k(x);", "a local"},
        {"k('text');", "not zero"},
        {"k(h);", "not zero"},
        {"k(null);", "0"},
        {"if (n) { x = 1; } else if (s) { x = 2; } else { x = 3; } k(x);", "n ? 1 : (s ? 2 : 3)"},
        {"x = 1; if (n) { x = 2; if (s) return; } k(x);", "!n ? 1 : 2"},
        {"if (n.y) x = n.y; else x = 0; k(x);", "n->y ? n->y : 0"},
        {"n.y = 3; k(n.y);", "a local"},
        {"k(r(n));", "(n == 2) ? 1 : 0"},
        {"k(r(s) == 3);", "0"},
    };
    for (uint32_t i = 0; i < COUNT(all); i++) {
        passes_open(x);
        passes_one(x,
                   arena_printf(x->arena, "r(v) { if (v == 2) return 1; return 0; } f(n, s) { %s }",
                                all[i].body));
        const struct call *k = passes_call(x, "f", "k", 0);
        const struct node *node = program_get(x->program, k->node);
        struct value_id arg = node->body->args.at[node->body->events.at[k->event].call.first_arg];
        struct terms_text of = {x->analysis->bodies->terms, x->strs, node->entity,
                                x->analysis->bodies};
        buf_clear(&x->text);
        term_print(&of, reaching_term_at(x->analysis->bodies, k->node, k->event, arg), &x->text);
        if (!CHECK_TEXT(&x->t, x->text.at, all[i].term))
            fprintf(stderr, "  in %s\n", all[i].body);
        passes_done(x);
    }
}

int main(void)
{
    struct passes x = {0};
    passes_open(&x);
    test_folding(&x);
    test_forms(&x);
    test_needs(&x);
    passes_done(&x);
    test_needs_of_code(&x);
    test_reaching(&x);
    return passes_end(&x);
}
