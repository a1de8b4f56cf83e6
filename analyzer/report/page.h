/* The help page of a check, rules/help/NSxxx-name.md, compiled in. Read by `nostall explain` and by
 * SARIF's rules. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "base/buf.h"
#include "check/finding.h"

/* The Markdown text; a page is made of the title where there is none. */
void page_markdown(const struct check_rule *rule, struct buf *out);
/* The page for readers without Markdown: no marks of headings, fences and code. */
void page_plain(const struct check_rule *rule, struct buf *out);
/* The page as HTML: what the pages use of Markdown, headings, paragraphs, lists, tables as text,
 * fences and code. */
void page_html(const struct check_rule *rule, struct buf *out);
/* TEXT for HTML: no markup, no control bytes. */
void page_escape(struct buf *out, const char *text, size_t len);
/* Its first paragraph as one line, shortened to MAX bytes at a sentence or word. */
void page_summary(const struct check_rule *rule, size_t max, struct buf *out);
/* Where the page is on the web. */
void page_url(const struct check_rule *rule, struct buf *out);

#endif
