/* --format html: one file that needs no other, for people without a SARIF viewer. */
#include "base/utf8.h"
#include "report/report.h"
#include "report/source.h"

#include <stdlib.h>
#include <string.h>

#define AROUND 2u        /* lines above and below a place */
#define SNIPPET_MAX 400u /* bytes of a line that are shown */

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>nostall report</title>\n<style>\n"
    ":root{color-scheme:light dark;--line:#8884;--mark:#fd05}\n"
    "body{font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}\n"
    "h1{font-size:1.4rem}h2{font-size:1rem;margin:2rem 0 "
    ".5rem}h2:first-letter{text-transform:uppercase}\n"
    "details{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:.5rem .8rem}\n"
    "summary{cursor:pointer}.level{font-weight:bold}.error .level{color:#c62828}\n"
    ".warning .level{color:#b26a00}.note .level{color:#1976d2}.id{opacity:.7}\n"
    "ol{padding-left:1.4rem}pre{overflow-x:auto;margin:.2rem 0 .8rem;padding:.4rem .6rem;\n"
    "border-left:3px solid var(--line);font:13px/1.45 ui-monospace,monospace;tab-size:8}\n"
    "mark{background:var(--mark);color:inherit}.no{opacity:.5;user-select:none}\n"
    ".place{font-family:monospace;opacity:.8}\n"
    "</style>\n</head>\n<body>\n<h1>nostall report</h1>\n";

static void put_escaped(struct buf *out, const char *text, size_t len)
{
    struct buf clean = {0};
    utf8_visible(&clean, text, len, "\t");
    for (size_t i = 0; i < clean.len; i++) {
        unsigned char c = (unsigned char)clean.at[i];
        if (c == '&')
            buf_puts(out, "&amp;");
        else if (c == '<')
            buf_puts(out, "&lt;");
        else if (c == '>')
            buf_puts(out, "&gt;");
        else if (c == '"')
            buf_puts(out, "&quot;");
        else
            buf_putc(out, (char)c);
    }
    buf_release(&clean);
}

static void put_text(struct buf *out, const char *text)
{
    put_escaped(out, text, strlen(text));
}

static void put_marked(struct buf *out, struct source_line line, size_t start, size_t len)
{
    put_escaped(out, line.text, start);
    buf_puts(out, "<mark>");
    put_escaped(out, line.text + start, len);
    buf_puts(out, "</mark>");
    put_escaped(out, line.text + start + len, line.len - start - len);
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
            put_escaped(out, line.text, line.len <= SNIPPET_MAX ? line.len : SNIPPET_MAX);
        buf_putc(out, '\n');
    }
    buf_puts(out, "</pre>");
}

static void put_item(const struct report *r, struct loc loc, const char *message, struct buf *out)
{
    buf_puts(out, "<li>");
    put_text(out, message);
    if (loc_known(loc)) {
        buf_puts(out, " <span class=\"place\">");
        put_text(out, report_file(r, loc));
        buf_printf(out, ":%u</span>", loc.line);
        put_snippet(r, loc, out);
    }
    buf_puts(out, "</li>\n");
}

static void put_lists(const struct report *r, const struct finding *f, struct buf *out)
{
    buf_puts(out, "<ol>\n");
    for (uint32_t i = 0; i < f->steps.len; i++)
        put_item(r, f->steps.at[i].loc, f->steps.at[i].message, out);
    buf_puts(out, "</ol>\n");
    if (!f->notes.len)
        return;
    buf_puts(out, "<ul>\n");
    for (uint32_t i = 0; i < f->notes.len; i++)
        put_item(r, f->notes.at[i].loc, f->notes.at[i].message, out);
    buf_puts(out, "</ul>\n");
}

static void put_finding(const struct report *r, const struct finding *f, struct buf *out)
{
    const char *level = level_name(f->level);
    buf_printf(out, "<details class=\"%s\" id=\"f%016llx\">\n<summary>", level,
               (unsigned long long)f->fingerprint);
    buf_puts(out, "<span class=\"place\">");
    put_text(out, report_file(r, f->loc));
    buf_printf(out, ":%u:%u</span> <span class=\"level\">%s</span> ", f->loc.line, f->loc.col,
               level);
    struct buf message = {0};
    report_message(f, &message);
    put_text(out, message.at);
    buf_release(&message);
    buf_printf(out, " <span class=\"id\">%s %s</span>", f->rule->id, f->rule->name);
    if (f->suppressed) {
        buf_puts(out, " (suppressed: ");
        put_text(out, f->suppressed);
        buf_putc(out, ')');
    }
    buf_puts(out, f->in_baseline ? " (in the baseline)</summary>\n" : "</summary>\n");
    if (f->observed.times) {
        struct buf seen = {0};
        buf_puts(out, "<p>");
        report_observed(&f->observed, &seen);
        put_text(out, seen.at);
        buf_puts(out, "</p>\n");
        buf_release(&seen);
    }
    put_lists(r, f, out);
    buf_puts(out, "</details>\n");
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
        put_item(r, r->observed->unexplained.at[i].loc, text.at, out);
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

static void put_findings(const struct report *r, struct buf *out)
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
    for (uint32_t i = 0; i < shown.len; i++) {
        bool observed = shown.at[i]->observed.times, was = i && shown.at[i - 1]->observed.times;
        if (observed && !was)
            buf_puts(out, "<h2>observed</h2>\n");
        else if (!observed && (!i || was || shown.at[i]->level != shown.at[i - 1]->level))
            buf_printf(out, "<h2>%ss</h2>\n", level_name(shown.at[i]->level));
        put_finding(r, shown.at[i], out);
    }
    arena_free(arena);
}

static void html_write(const struct report *r, struct buf *out)
{
    buf_puts(out, head);
    buf_puts(out, "<p>");
    report_summary(r, out);
    buf_puts(out, "</p>\n");
    put_findings(r, out);
    put_unexplained(r, out);
    put_failed(r, out);
    buf_puts(out, "</body>\n</html>\n");
}

const struct report_writer report_html = {"html", ".html", html_write};
