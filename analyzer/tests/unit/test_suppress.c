/* Suppression comments: their forms, what they cover, and what is said about wrong and unused ones.
 */
#include "check/suppress.h"
#include "link/program.h"
#include "test.h"

struct fixture { /* a program of units with comments */
    struct program program;
    struct diags *diags;
    struct suppressions *s;
};

static struct loc at(struct fixture *x, const char *file, uint32_t line)
{
    return (struct loc){str_intern(x->program.strs, file), line, 5, 0};
}

static struct facts *unit_add(struct fixture *x)
{
    struct facts *facts = facts_new();
    vec_push(x->program.arena, &x->program.units, facts);
    return facts;
}

static void comment_add(struct fixture *x, struct facts *f, const char *file, uint32_t line,
                        bool alone, const char *text)
{
    struct comment c = {at(x, file, line), str_intern(x->program.strs, text), alone};
    vec_push(f->arena, &f->comments, c);
}

/* A function of F with events on these lines, 0 ends. */
static void code_add(struct fixture *x, struct facts *f, const char *file, const uint32_t *lines)
{
    struct function fn = {.entity = {FACTS_NONE}};
    for (; *lines; lines++) {
        struct event e = {.kind = EVENT_RETURN, .loc = at(x, file, *lines)};
        vec_push(f->arena, &fn.events, e);
    }
    vec_push(f->arena, &f->functions, fn);
}

static void init(struct fixture *x)
{
    *x = (struct fixture){0};
    x->program.arena = arena_new();
    x->program.strs = strs_new();
    x->diags = diags_new();
}

static void release(struct fixture *x)
{
    suppressions_free(x->s);
    for (uint32_t i = 0; i < x->program.units.len; i++)
        arena_free(x->program.units.at[i]->arena);
    diags_free(x->diags);
    strs_free(x->program.strs);
    arena_free(x->program.arena);
}

static const char *find(struct fixture *x, const char *id, const char *file, uint32_t line)
{
    struct loc comment;
    return suppression_find(x->s, check_rule_find(id), at(x, file, line), &comment);
}

static void check_forms(struct test *t)
{
    struct fixture x;
    init(&x);
    struct facts *f = unit_add(&x);
    static const uint32_t code[] = {3, 9, 10, 20, 0};
    code_add(&x, f, "a.c", code);
    comment_add(&x, f, "a.c", 3, false, "nostall: allow NS106 small file");
    comment_add(&x, f, "a.c", 5, true,
                "nostall: allow blocking-file, NS102: only\n   * at start-up */");
    comment_add(&x, f, "a.c", 20, false, "nostall: allow NS1 - whole family");
    comment_add(&x, f, "b.c", 1, true, "nostall: allow-file NS101 test program */ int x;");
    x.s = suppressions_new(&x.program, x.diags);
    CHECK_NUMBER(t, diags_len(x.diags), 0);
    CHECK(t, suppressions_any(x.s));
    CHECK_TEXT(t, find(&x, "NS106", "a.c", 3), "small file");
    CHECK_TEXT(t, find(&x, "NS106", "a.c", 4), NULL);
    CHECK_TEXT(t, find(&x, "NS102", "a.c", 3), NULL);
    CHECK_TEXT(t, find(&x, "NS106", "a.c", 9), "only at start-up");
    CHECK_TEXT(t, find(&x, "NS102", "a.c", 9), "only at start-up");
    CHECK_TEXT(t, find(&x, "NS102", "a.c", 10), NULL);
    CHECK_TEXT(t, find(&x, "NS120", "a.c", 20), "whole family");
    CHECK_TEXT(t, find(&x, "NS204", "a.c", 20), NULL);
    CHECK_TEXT(t, find(&x, "NS101", "b.c", 777), "test program");
    CHECK_TEXT(t, find(&x, "NS101", "c.c", 1), NULL);
    release(&x);
}

static void check_wrong(struct test *t)
{
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"nostall: allow", "names no check"},
        {"nostall: allow , reason", "names no check"},
        {"nostall: allow NS106", "gives no reason"},
        {"nostall: allow NS106 */", "gives no reason"},
        {"nostall: allow-file NS106 --", "gives no reason"},
        {"nostall: allow NS199 reason", "unknown check 'NS199'"},
        {"nostall: allow blocking-flie reason", "did you mean 'blocking-file'"},
        {"nostall: alow NS106 reason", "'alow' is no suppression"},
        {"nostall:", "is no suppression"},
    };
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        struct fixture x;
        init(&x);
        comment_add(&x, unit_add(&x), "a.c", 7, false, rows[i].text);
        x.s = suppressions_new(&x.program, x.diags);
        CHECK(t, !suppressions_any(x.s));
        if (CHECK_NUMBER(t, diags_len(x.diags), 1)) {
            const struct diag *d = diags_get(x.diags, 0);
            CHECK(t, d->level == DIAG_WARNING && d->line == 7 && d->col == 5);
            CHECK_TEXT(t, d->file, "a.c");
            if (!CHECK(t, strstr(d->text, rows[i].wanted)))
                fprintf(stderr, "  %s\n", d->text);
        }
        release(&x);
    }
}

/* A header's comment comes with each unit. */
static void check_unused(struct test *t)
{
    struct fixture x;
    init(&x);
    for (int i = 0; i < 2; i++) {
        struct facts *f = unit_add(&x);
        comment_add(&x, f, "h.h", 4, false, "nostall: allow NS106, NS101 both named");
        comment_add(&x, f, "h.h", 8, false, "nostall: allow NS102, blocking-dns never used");
        comment_add(&x, f, "h.h", 9, false, "nostall: allow NS102, NS501 in some builds");
    }
    x.s = suppressions_new(&x.program, x.diags);
    suppression_use(x.s, check_rule_find("NS106"), at(&x, "h.h", 4));
    struct arena *arena = arena_new();
    bool *enabled = arena_new_array(arena, bool, check_rule_count());
    suppression_unused_vec unused = {0};
    memset(enabled, true, check_rule_count());
    suppressions_unused(x.s, check_rule_find("NS501"), enabled, arena, &unused);
    if (CHECK_NUMBER(t, unused.len, 2)) {
        CHECK_TEXT(t, unused.at[0].names, "'NS101'");
        CHECK(t, !unused.at[0].all && unused.at[1].all);
        CHECK_TEXT(t, unused.at[1].names, "'NS102', 'blocking-dns'");
        CHECK_NUMBER(t, unused.at[1].loc.line, 8);
        CHECK(t, unused.at[1].loc.len);
    }
    /* of what was not looked for nothing is said */
    enabled[check_rule_index(check_rule_find("NS101"))] = false;
    enabled[check_rule_index(check_rule_find("NS103"))] = false;
    unused.len = 0;
    suppressions_unused(x.s, check_rule_find("NS501"), enabled, arena, &unused);
    if (CHECK_NUMBER(t, unused.len, 1))
        CHECK_TEXT(t, unused.at[0].names, "'NS102'");
    arena_free(arena);
    release(&x);
}

int main(void)
{
    struct test t = {0};
    check_forms(&t);
    check_wrong(&t);
    check_unused(&t);
    return test_end(&t);
}
