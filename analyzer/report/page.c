#include "report/page.h"

#include "base/utf8.h"
#include "input/embedded.h"

#include <ctype.h>
#include <string.h>

#define PAGES "https://github.com/nostall/nostall/blob/main/"

static const struct embedded *page_find(const struct check_rule *rule)
{
    struct buf path = {0};
    buf_printf(&path, "rules/help/%s-%s.md", rule->id, rule->name);
    const struct embedded *page = embedded_pages;
    while (page->path && strcmp(page->path, path.at) != 0)
        page++;
    buf_release(&path);
    return page->path ? page : NULL;
}

void page_markdown(const struct check_rule *rule, struct buf *out)
{
    const struct embedded *page = page_find(rule);
    if (page)
        buf_add(out, page->text, page->len);
    else
        buf_printf(out, "# %s %s\n\n%s.\n", rule->id, rule->name, rule->title);
}

/* Inline marks of one line: only code is marked in the pages. */
static void plain_line(struct buf *out, const char *line, size_t len, bool in_code)
{
    size_t at = 0;
    while (!in_code && at < len && line[at] == '#')
        at++;
    if (at)
        at += at < len && line[at] == ' ';
    for (; at < len; at++)
        if (in_code || line[at] != '`')
            buf_putc(out, line[at]);
    buf_putc(out, '\n');
}

void page_plain(const struct check_rule *rule, struct buf *out)
{
    struct buf page = {0};
    page_markdown(rule, &page);
    bool in_code = false;
    for (const char *p = page.at; *p;) {
        size_t len = strcspn(p, "\n");
        if (strncmp(p, "```", 3) == 0)
            in_code = !in_code;
        else
            plain_line(out, p, len, in_code);
        p += len + (p[len] == '\n');
    }
    buf_release(&page);
}

/* ---- as HTML ---- */

void page_escape(struct buf *out, const char *text, size_t len)
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

/* What is no code, with its *emphasis*. */
static void html_plain(struct buf *out, const char *text, size_t len)
{
    const char *end = text + len, *close = NULL;
    for (const char *star = text; text < end; star++) {
        star = memchr(star, '*', (size_t)(end - star));
        close = star ? memchr(star + 1, '*', (size_t)(end - star - 1)) : NULL;
        if (!close) {
            page_escape(out, text, (size_t)(end - text));
            return;
        }
        if (!isalnum((unsigned char)star[1]))
            continue;
        page_escape(out, text, (size_t)(star - text));
        buf_puts(out, "<em>");
        page_escape(out, star + 1, (size_t)(close - star - 1));
        buf_puts(out, "</em>");
        text = close + 1;
        star = close;
    }
}

/* One line, with its `code`. */
static void html_line(struct buf *out, const char *line, size_t len)
{
    bool in_code = false;
    for (size_t at = 0; at < len;) {
        size_t part = 0;
        while (at + part < len && line[at + part] != '`')
            part++;
        if (in_code)
            page_escape(out, line + at, part);
        else
            html_plain(out, line + at, part);
        if (at + part < len)
            buf_puts(out, (in_code = !in_code) ? "<code>" : "</code>");
        at += part + 1;
    }
    buf_puts(out, in_code ? "</code>\n" : "\n");
}

/* A row of a table: "| a | b |"; the one of dashes below the heads is none. */
static void html_row(struct buf *out, const char *line, size_t len)
{
    if (strspn(line, "|-: ") >= len)
        return;
    buf_puts(out, "<tr>");
    for (size_t at = 1; at < len;) {
        size_t part = strcspn(line + at, "|\n");
        buf_puts(out, "<td>");
        html_line(out, line + at, part);
        buf_puts(out, "</td>");
        at += part + 1;
    }
    buf_puts(out, "</tr>\n");
}

/* What a line begins, and BLOCK what is open: "p", "ul", "table", "pre" or NULL. */
static const char *html_block(struct buf *out, const char *line, size_t len, const char *block)
{
    bool item = len > 1 && line[0] == '-' && line[1] == ' ';
    const char *want = !len || *line == '#'                      ? NULL
                       : *line == '|'                            ? "table"
                       : item || (block && !strcmp(block, "ul")) ? "ul"
                                                                 : "p";
    if (block && (!want || strcmp(block, want) != 0))
        buf_printf(out, "</%s>\n", block);
    if (want && (!block || strcmp(block, want) != 0))
        buf_printf(out, "<%s>", want);
    if (item)
        buf_puts(out, "<li>");
    return want;
}

/* A line outside of code; the result is the block that is open then, as for html_block. */
static const char *html_text(struct buf *out, const char *line, size_t len, const char *block)
{
    size_t marks = strspn(line, "#");
    block = html_block(out, line, len, block);
    if (*line == '|') {
        html_row(out, line, len);
        return block;
    }
    size_t skip = marks ? marks + (line[marks] == ' ') : block && !strncmp(line, "- ", 2) ? 2 : 0;
    buf_puts(out, marks ? "<h3>" : "");
    html_line(out, line + skip, len - skip);
    buf_puts(out, marks ? "</h3>\n" : "");
    return block;
}

void page_html(const struct check_rule *rule, struct buf *out)
{
    struct buf page = {0};
    page_markdown(rule, &page);
    const char *block = NULL;
    bool in_code = false;
    for (const char *p = page.at; *p;) {
        size_t len = strcspn(p, "\n");
        if (strncmp(p, "```", 3) == 0) {
            block = html_block(out, "", 0, block);
            buf_puts(out, (in_code = !in_code) ? "<pre>" : "</pre>\n");
        } else if (in_code) {
            page_escape(out, p, len);
            buf_putc(out, '\n');
        } else {
            block = html_text(out, p, len, block);
        }
        p += len + (p[len] == '\n');
    }
    html_block(out, "", 0, block);
    buf_release(&page);
}

/* The end of TEXT, at most MAX long: the last full stop or else space before it. */
static size_t shorten(const char *text, size_t len, size_t max)
{
    if (len <= max)
        return len;
    size_t space = max;
    for (size_t i = max; i > max / 2; i--) {
        if (text[i - 1] == '.' && text[i] == ' ')
            return i;
        if (text[i] == ' ' && space == max)
            space = i;
    }
    return space;
}

void page_summary(const struct check_rule *rule, size_t max, struct buf *out)
{
    struct buf page = {0}, line = {0};
    page_plain(rule, &page);
    const char *p = strstr(page.at, "\n\n");
    p = p ? p + 2 : page.at;
    const char *end = strstr(p, "\n\n");
    size_t len = end ? (size_t)(end - p) : strlen(p);
    for (size_t i = 0; i < len; i++)
        buf_putc(&line, p[i] == '\n' ? ' ' : p[i]);
    while (line.len && line.at[line.len - 1] == ' ')
        line.at[--line.len] = '\0';
    if (line.len)
        buf_add(out, line.at, shorten(line.at, line.len, max));
    buf_release(&page);
    buf_release(&line);
}

void page_url(const struct check_rule *rule, struct buf *out)
{
    buf_printf(out, PAGES "rules/help/%s-%s.md", rule->id, rule->name);
}
