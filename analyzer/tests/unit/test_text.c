/* The text format and what stands beside it: groups of one root cause, carets, the summary; and the
 * short formats. */
#include "report/roots.h"
#include "report_fixture.h"

#include <limits.h>
#include <unistd.h>

/* As if the program ran in the root, so that text names files relative to it. */
static void write_report(const struct fixture *x, const char *format, struct buf *out)
{
    struct report report = x->report;
    char here[PATH_MAX];
    report.root = getcwd(here, sizeof here);
    report_writer_find(format)->write(&report, out);
}

static void check_writer(struct test *t, struct fixture *x, const char *format, const char *golden,
                         bool update)
{
    struct buf out = {0};
    write_report(x, format, &out);
    check_golden(t, golden, &out, update);
    buf_release(&out);
}

static void check_goldens(struct test *t, bool update)
{
    struct fixture x;
    fixture_init(&x);
    fixture_fill(&x);
    check_writer(t, &x, "text", "report.txt", update);
    check_writer(t, &x, "json", "report.json", update);
    check_writer(t, &x, "github", "report.github", update);
    check_writer(t, &x, "gitlab", "report.gitlab.json", update);
    check_writer(t, &x, "html", "report.html", update);
    x.report.all_paths = true;
    x.report.show_suppressed = true;
    check_writer(t, &x, "text", "report-all.txt", update);
    fixture_release(&x);
}

static void check_summary(struct test *t)
{
    struct fixture x;
    fixture_init(&x);
    struct buf out = {0};
    report_summary(&x.report, &out);
    CHECK_TEXT(t, out.at, "no findings\n");
    buf_clear(&out);
    fixture_fill(&x);
    report_summary(&x.report, &out);
    CHECK_TEXT(t, out.at,
               "3 errors, 1 warning in 2 files; 1 suppressed; 3 units analysed, 1 failed\n");
    CHECK_NUMBER(t, report_count(&x.report).highest, LEVEL_ERROR);
    buf_release(&out);
    fixture_release(&x);
}

/* All ways to one function are one root cause, shown at the best; what has no root stands for
 * itself. */
static void check_roots(struct test *t)
{
    struct fixture x;
    fixture_init(&x);
    fixture_dns(&x, at(&x, "src/loop.c", 8, 5, 14), "on_timer");
    fixture_dns(&x, at(&x, "src/loop.c", 13, 29, 14), "on_read");
    fixture_dns(&x, at(&x, "src/loop.c", 20, 5, 14), "on_write");
    x.findings->all.at[0].root = x.findings->all.at[1].root = "src/dns.c:resolve";
    x.findings->all.at[0].certainty = CERTAINTY_USUALLY;
    x.findings->all.at[1].certainty = CERTAINTY_ALWAYS;
    findings_finish(x.findings);
    roots_group(x.findings);
    if (CHECK_NUMBER(t, x.findings->all.len, 2)) {
        const struct finding *root = &x.findings->all.at[0];
        CHECK_NUMBER(t, root->loc.line, 13);
        CHECK_NUMBER(t, root->entries, 2);
        CHECK_TEXT(t, vec_last(&root->notes).message, "also reached from 'on_timer'");
        CHECK_NUMBER(t, x.findings->all.at[1].entries, 1);
        struct buf out = {0};
        write_report(&x, "text", &out);
        CHECK_NUMBER(t, strstr(out.at, "and 1 more caller; --all-paths shows all") != NULL, 1);
        CHECK_NUMBER(t, strstr(out.at, "also reached from") != NULL, 0);
        buf_release(&out);
    }
    fixture_release(&x);
}

/* ---- order and levels ---- */

static struct finding *add_stall(struct fixture *x, uint32_t line, enum level level,
                                 enum stall stall, enum certainty certainty)
{
    struct finding *f = fixture_add(x, "NS106", at(x, "src/loop.c", line, 1, 1), "f", "call", NULL);
    f->level = level;
    f->stall = stall;
    f->certainty = certainty;
    fixture_leaf_only(x, f, "src/loop.c:f:open");
    return f;
}

/* Worst first: level, then class, then certainty, then place. */
static void check_order(struct test *t)
{
    static const uint32_t lines[] = {20, 7, 9, 8, 21, 6};
    struct fixture x;
    fixture_init(&x);
    add_stall(&x, 6, LEVEL_NOTE, STALL_SHORT, CERTAINTY_ALWAYS);
    add_stall(&x, 7, LEVEL_WARNING, STALL_LONG, CERTAINTY_ALWAYS);
    add_stall(&x, 8, LEVEL_WARNING, STALL_LONG, CERTAINTY_USUALLY);
    add_stall(&x, 9, LEVEL_WARNING, STALL_NONE, CERTAINTY_ALWAYS); /* of a check without classes */
    add_stall(&x, 20, LEVEL_ERROR, STALL_UNBOUNDED, CERTAINTY_USUALLY);
    add_stall(&x, 21, LEVEL_WARNING, STALL_SHORT, CERTAINTY_ALWAYS); /* the level is configured */
    findings_finish(x.findings);
    struct arena *arena = arena_new();
    struct report_order order = report_worst_first(&x.report, arena);
    if (CHECK_NUMBER(t, order.len, COUNT(lines)))
        for (uint32_t i = 0; i < order.len; i++)
            CHECK_NUMBER(t, order.at[i]->loc.line, lines[i]);
    arena_free(arena);
    fixture_release(&x);
}

static uint32_t count(const char *text, const char *word)
{
    uint32_t n = 0;
    for (const char *p = strstr(text, word); p; p = strstr(p + 1, word))
        n++;
    return n;
}

struct shown {
    enum level show;
    uint32_t errors, notes, carets;
    bool rest; /* "2 more notes" */
};

static void check_show(struct test *t)
{
    static const struct shown rows[] = {
        {LEVEL_OFF, 1, 20, 1, true},
        {LEVEL_NOTE, 1, 22, 23, false},
        {LEVEL_WARNING, 1, 0, 1, false},
        {LEVEL_ERROR, 1, 0, 1, false},
    };
    struct fixture x;
    fixture_init(&x);
    add_stall(&x, 23, LEVEL_ERROR, STALL_UNBOUNDED, CERTAINTY_ALWAYS);
    for (uint32_t line = 1; line <= 22; line++)
        add_stall(&x, line, LEVEL_NOTE, STALL_SHORT, CERTAINTY_USUALLY);
    findings_finish(x.findings);
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        struct buf out = {0};
        x.report.show = rows[i].show;
        write_report(&x, "text", &out);
        CHECK_NUMBER(t, count(out.at, ": error: call [NS106]"), rows[i].errors);
        CHECK_NUMBER(t, count(out.at, ": note: call [NS106]"), rows[i].notes);
        CHECK_NUMBER(t, count(out.at, "      | "), rows[i].carets);
        CHECK(t, !strstr(out.at, "2 more notes; --show note shows all in full\n") == !rows[i].rest);
        buf_release(&out);
    }
    fixture_release(&x);
}

/* Escape sequences in a source must not reach the terminal; the caret stands below wide characters.
 */
static void check_columns(struct test *t)
{
    struct source_line line = {"a\xC3\xA9\xF0\x9F\x99\x82\xFFz", 9};
    CHECK_NUMBER(t, source_utf16_col(line, 0), 1);
    CHECK_NUMBER(t, source_utf16_col(line, 3), 3);
    CHECK_NUMBER(t, source_utf16_col(line, 7), 5);
    CHECK_NUMBER(t, source_utf16_col(line, 8), 6);
    struct source_line marked = {"\xEF\xBB\xBFint", 6};
    CHECK_NUMBER(t, source_utf16_col(marked, 3), 1);
}

int main(int argc, char **argv)
{
    struct test t = {0};
    check_goldens(&t, argc > 1 && !strcmp(argv[1], "--update"));
    check_summary(&t);
    check_roots(&t);
    check_columns(&t);
    check_order(&t);
    check_show(&t);
    return test_end(&t);
}
