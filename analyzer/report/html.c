/* --format html: one file that needs no other, for people without a SARIF viewer. */
#include "base/utf8.h"
#include "input/embedded.h"
#include "report/page.h"
#include "report/report.h"
#include "report/source.h"

#include <stdlib.h>
#include <string.h>

#define AROUND 2u        /* lines above and below a place */
#define SNIPPET_MAX 400u /* bytes of a line that are shown */

#define NOTES_SHOWN 2u /* with their source: the leaf and why it runs on the loop */

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>nostall report</title>\n<style>\n";

/* Shown by the script alone: without it there is no filter, and all else. */
static const char filter[] =
    "<form id=\"filter\" hidden autocomplete=\"off\">\n"
    "<input type=\"search\" name=\"search\" placeholder=\"words, files, functions\" "
    "aria-label=\"search\">\n"
    "<label><input type=\"checkbox\" name=\"error\" checked> errors</label>\n"
    "<label><input type=\"checkbox\" name=\"warning\" checked> warnings</label>\n"
    "<label><input type=\"checkbox\" name=\"note\" checked> notes</label>\n"
    "<select name=\"check\" aria-label=\"check\"><option value=\"\">every check</option></select>\n"
    "<select name=\"stall\" aria-label=\"class\"><option value=\"\">any stall</option></select>\n"
    "<select name=\"sure\" aria-label=\"certainty\"><option value=\"\">any "
    "certainty</option></select>\n"
    "<select name=\"folder\" aria-label=\"folder\"><option value=\"\">every "
    "folder</option></select>\n"
    "<select name=\"state\" aria-label=\"state\"><option value=\"\">new and "
    "known</option></select>\n"
    "<button type=\"reset\">clear</button><span id=\"shown\" role=\"status\"></span>\n</form>\n";

static const char keys[] = "<footer class=\"keys\"><kbd>j</kbd> <kbd>k</kbd> next, previous; "
                           "<kbd>o</kbd> open; <kbd>/</kbd> search; "
                           "<kbd>Esc</kbd> clear</footer>\n";

static void put_text(struct buf *out, const char *text)
{
    page_escape(out, text, strlen(text));
}

static void put_marked(struct buf *out, struct source_line line, size_t start, size_t len)
{
    page_escape(out, line.text, start);
    buf_puts(out, "<mark>");
    page_escape(out, line.text + start, len);
    buf_puts(out, "</mark>");
    page_escape(out, line.text + start + len, line.len - start - len);
}

static void put_snippet(const struct report *r, struct loc loc, struct buf *out)
{
    const struct source *src = sources_get(r->sources, loc.file);
    struct source_line line, marked;
    size_t start, len;
    if (!source_token(src, loc, &marked, &start, &len))
        return;
    buf_puts(out, "<pre>");
    uint32_t first = loc.line > AROUND ? loc.line - AROUND : 1;
    for (uint32_t i = first; i <= loc.line + AROUND && source_line(src, i, &line); i++) {
        buf_printf(out, "<span class=\"no\">%5u  </span>", i);
        if (i == loc.line && line.len <= SNIPPET_MAX)
            put_marked(out, line, start, len);
        else
            page_escape(out, line.text, line.len <= SNIPPET_MAX ? line.len : SNIPPET_MAX);
        buf_putc(out, '\n');
    }
    buf_puts(out, "</pre>");
}

static void put_item(const struct report *r, struct loc loc, const char *message, bool source,
                     struct buf *out)
{
    buf_puts(out, "<li>");
    put_text(out, message);
    if (loc_known(loc)) {
        buf_puts(out, " <span class=\"place\">");
        put_text(out, report_file(r, loc));
        buf_printf(out, ":%u</span>", loc.line);
        if (source)
            put_snippet(r, loc, out);
    }
    buf_puts(out, "</li>\n");
}

/* The path as a row of functions, from the one that runs on the loop to what blocks. */
static void put_path(const struct report *r, const struct finding *f, struct buf *out)
{
    const char *leaf = f->leaf_key ? strrchr(f->leaf_key, ':') : NULL, *before = "";
    buf_puts(out, "<ol class=\"path\">");
    for (uint32_t i = 0; i < f->steps.len; i++) {
        const char *name = str_text(r->findings->strs, f->steps.at[i].function);
        if (!*name || !strcmp(name, before))
            continue;
        buf_puts(out, *before ? "<li>" : "<li class=\"async\">");
        put_text(out, before = name);
        buf_puts(out, "</li>");
    }
    if (leaf && strcmp(leaf + 1, before) != 0) {
        buf_puts(out, "<li class=\"blocks\">");
        put_text(out, leaf + 1);
        buf_puts(out, "</li>");
    }
    buf_puts(out, "</ol>\n");
}

/* The leaf is a note for readers that show no path; here it is the last step. */
static bool is_step(const struct finding *f, struct loc loc)
{
    for (uint32_t i = 0; i < f->steps.len; i++) {
        struct loc at = f->steps.at[i].loc;
        if (at.file.i == loc.file.i && at.line == loc.line && at.col == loc.col)
            return true;
    }
    return false;
}

static void put_lists(const struct report *r, const struct finding *f, struct buf *out)
{
    buf_puts(out, "<ol class=\"steps\">\n");
    for (uint32_t i = 0; i < f->steps.len; i++)
        put_item(r, f->steps.at[i].loc, f->steps.at[i].message, true, out);
    buf_puts(out, "</ol>\n");
    if (!f->notes.len)
        return;
    buf_puts(out, "<ul class=\"notes\">\n");
    for (uint32_t i = 0; i < f->notes.len; i++)
        if (!is_step(f, f->notes.at[i].loc))
            put_item(r, f->notes.at[i].loc, f->notes.at[i].message, i < NOTES_SHOWN, out);
    buf_puts(out, "</ul>\n");
}

static const char *state_text(const struct finding *f)
{
    return f->suppressed ? "suppressed" : f->in_baseline ? "in the baseline" : "new";
}

static const char *stall_text(enum stall stall)
{
    static const char *const texts[] = {[STALL_NONE] = "of unknown length",
                                        [STALL_SHORT] = "below 10 ms",
                                        [STALL_LONG] = "10 ms or more",
                                        [STALL_UNBOUNDED] = "without a limit"};
    return texts[stall];
}

/* What the filter asks. */
static void put_attributes(const struct report *r, const struct finding *f, struct buf *out)
{
    const char *level = level_name(f->level), *file = report_file(r, f->loc),
               *slash = strrchr(file, '/');
    buf_printf(
        out,
        "<details class=\"finding %s\" id=\"f%016llx\" data-level=\"%s\" data-check=\"%s %s\" "
        "data-stall=\"%s\" data-sure=\"%s\" data-state=\"%s\" data-folder=\"",
        level, (unsigned long long)f->fingerprint, level, f->rule->id, f->rule->name,
        stall_text(f->stall), certainty_name(f->certainty), state_text(f));
    page_escape(out, slash ? file : ".", slash ? (size_t)(slash - file) : 1);
    buf_puts(out, "\">\n");
}

static void put_summary(const struct report *r, const struct finding *f, struct buf *out)
{
    struct buf message = {0};
    report_message(f, &message);
    buf_printf(out,
               "<summary><span class=\"level\">%s</span> <a class=\"id\" href=\"#%s\">%s</a> "
               "<span class=\"text\">",
               level_name(f->level), f->rule->id, f->rule->id);
    put_text(out, message.at);
    buf_puts(out, "</span> <span class=\"count\">");
    if (f->entries > 1)
        buf_printf(out, "%u entries", f->entries);
    buf_puts(out, "</span> <span class=\"place\">");
    put_text(out, report_file(r, f->loc));
    buf_printf(out, ":%u:%u</span></summary>\n", f->loc.line, f->loc.col);
    buf_release(&message);
}

static void put_about(const struct finding *f, struct buf *out)
{
    buf_printf(out, "<p class=\"about\">%s, %s", f->rule->name, certainty_name(f->certainty));
    if (f->stall != STALL_NONE)
        buf_printf(out, "; a stall %s", stall_text(f->stall));
    if (f->suppressed) {
        buf_puts(out, "; suppressed: ");
        put_text(out, f->suppressed);
    } else if (f->in_baseline) {
        buf_puts(out, "; in the baseline");
    }
    if (f->observed.times) {
        struct buf seen = {0};
        report_observed(&f->observed, &seen);
        buf_puts(out, "; ");
        put_text(out, seen.at);
        buf_release(&seen);
    }
    buf_puts(out, "</p>\n");
}

static void put_finding(const struct report *r, const struct finding *f, struct buf *out)
{
    put_attributes(r, f, out);
    put_summary(r, f, out);
    buf_puts(out, "<div class=\"body\">\n");
    put_about(f, out);
    put_path(r, f, out);
    put_lists(r, f, out);
    buf_puts(out, "</div>\n</details>\n");
}

static void put_failed(const struct report *r, struct buf *out)
{
    if (!r->failed_len)
        return;
    buf_puts(out, "<h2>Units that could not be analysed</h2>\n<ul>\n");
    for (uint32_t i = 0; i < r->failed_len; i++) {
        buf_puts(out, "<li><span class=\"place\">");
        put_text(out, r->failed[i].file);
        buf_puts(out, "</span> ");
        put_text(out, r->failed[i].reason);
        buf_puts(out, "</li>\n");
    }
    buf_puts(out, "</ul>\n");
}

static void put_unexplained(const struct report *r, struct buf *out)
{
    if (!r->observed || !r->observed->unexplained.len)
        return;
    buf_puts(out, "<h2>Stacks that no finding explains</h2>\n<ul>\n");
    for (uint32_t i = 0; i < r->observed->unexplained.len; i++) {
        struct buf text = {0};
        report_unexplained(&r->observed->unexplained.at[i], &text);
        put_item(r, r->observed->unexplained.at[i].loc, text.at, true, out);
        buf_release(&text);
    }
    buf_puts(out, "</ul>\n");
}

static int worst_first(const void *x, const void *y)
{
    const struct finding *a = *(const struct finding *const *)x;
    const struct finding *b = *(const struct finding *const *)y;
    if (!a->observed.times != !b->observed.times)
        return a->observed.times ? -1 : 1;
    int order = report_compare(a, b);
    return order ? order : (a > b) - (a < b); /* both point into the array, which is by place */
}

/* A section for each level; what was observed comes first, whatever its level. */
static void put_findings(const struct report *r, bool *fired, struct buf *out)
{
    struct arena *arena = arena_new();
    VEC(const struct finding *) shown = {0};
    for (uint32_t i = 0; i < r->findings->all.len; i++) {
        const struct finding *f = &r->findings->all.at[i];
        if (f->level != LEVEL_OFF && (!f->suppressed || r->show_suppressed))
            vec_push(arena, &shown, f);
    }
    if (shown.len)
        qsort(shown.at, shown.len, sizeof *shown.at, worst_first);
    const char *before = NULL;
    for (uint32_t i = 0; i < shown.len; i++) {
        const struct finding *f = shown.at[i];
        const char *title = f->observed.times ? "observed" : level_name(f->level);
        if (!before || strcmp(title, before) != 0)
            buf_printf(out, "%s<section>\n<h2>%s%s</h2>\n", before ? "</section>\n" : "", title,
                       f->observed.times ? "" : "s");
        before = title;
        fired[check_rule_index(f->rule)] = true;
        put_finding(r, f, out);
    }
    buf_puts(out, before ? "</section>\n" : "");
    arena_free(arena);
}

static void put_total(uint32_t count, const char *class, const char *what, struct buf *out)
{
    buf_printf(out, "<li class=\"%s\"><b>%u</b>%s%s</li>\n", class, count, what,
               count == 1 ? "" : "s");
}

static void put_totals(const struct report *r, struct buf *out)
{
    struct report_counts c = report_count(r);
    uint32_t entries = 0;
    for (uint32_t i = 0; i < r->findings->all.len; i++)
        if (finding_counts(&r->findings->all.at[i]))
            entries += r->findings->all.at[i].entries ? r->findings->all.at[i].entries : 1;
    buf_puts(out, "<ul class=\"totals\">\n");
    put_total(c.errors, "error", "error", out);
    put_total(c.warnings, "warning", "warning", out);
    put_total(c.notes, "note", "note", out);
    if (entries > c.errors + c.warnings + c.notes)
        buf_printf(out, "<li><b>%u</b>%s</li>\n", entries, "entries");
    put_total(c.files, "", "file", out);
    if (r->stats.units) {
        put_total(r->stats.units, "", "unit", out);
        buf_printf(out, "<li><b>%u</b>of %u functions on a loop</li>\n", r->stats.async_functions,
                   r->stats.functions);
    }
    buf_puts(out, "</ul>\n");
}

/* The pages of the checks that found something. */
static void put_pages(const bool *fired, struct buf *out)
{
    bool any = false;
    for (const struct check_rule *c = check_rule_next(NULL); c; c = check_rule_next(c)) {
        if (!fired[check_rule_index(c)])
            continue;
        buf_puts(out, any ? "" : "<section id=\"checks\">\n<h2>checks</h2>\n");
        any = true;
        buf_printf(out, "<details class=\"page\" id=\"%s\">\n<summary>%s %s</summary>\n", c->id,
                   c->id, c->name);
        struct buf page = {0};
        page_html(c, &page);
        buf_add(out, page.at, page.len);
        buf_release(&page);
        buf_puts(out, "</details>\n");
    }
    buf_puts(out, any ? "</section>\n" : "");
}

static void html_write(const struct report *r, struct buf *out)
{
    struct arena *arena = arena_new();
    bool *fired = arena_new_array(arena, bool, check_rule_count());
    buf_puts(out, head);
    buf_add(out, embedded_style.text, embedded_style.len);
    buf_puts(out, "</style>\n</head>\n<body>\n<header>\n<h1>nostall report</h1>\n"
                  "<p class=\"summary\">");
    report_summary(r, out);
    buf_puts(out, "</p>\n");
    put_totals(r, out);
    buf_puts(out, "</header>\n");
    buf_puts(out, filter);
    buf_puts(out, "<main>\n<p id=\"none\" class=\"none\" hidden>Nothing matches.</p>\n");
    put_findings(r, fired, out);
    put_unexplained(r, out);
    put_failed(r, out);
    put_pages(fired, out);
    buf_puts(out, "</main>\n");
    buf_puts(out, keys);
    buf_puts(out, "<script>\n");
    buf_add(out, embedded_script.text, embedded_script.len);
    buf_puts(out, "</script>\n</body>\n</html>\n");
    arena_free(arena);
}

const struct report_writer report_html = {"html", ".html", html_write};
