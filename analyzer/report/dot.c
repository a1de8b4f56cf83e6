#include "report/dot.h"

#include "base/utf8.h"
#include "report/sarif_place.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What stands behind a label is fixed: label, then these. */
static const struct look {
    const char *attributes, *fill, *words; /* words: in the legend */
} looks[PICTURE_KINDS] = {
    [PICTURE_SUBJECT] = {"shape=box, style=\"filled,bold\", fillcolor=\"#fff3b0\", peripheries=2",
                         "#fff3b0", "what is asked about"},
    [PICTURE_ROOT] = {"shape=box, style=\"filled,bold\", fillcolor=\"#c7ecd0\", color=\"#1f7a3d\"",
                      "#c7ecd0", "async by declaration"},
    [PICTURE_ASYNC] = {"shape=box, style=filled, fillcolor=\"#eef8f0\"", "#eef8f0",
                       "async by call"},
    [PICTURE_PLAIN] = {"shape=box, style=filled, fillcolor=\"#f2f2f2\", color=\"#8a8a8a\"",
                       "#f2f2f2", "not known to be async"},
    [PICTURE_BLOCKS] = {"shape=octagon, style=filled, fillcolor=\"#f9cfcf\", color=\"#a61b1b\"",
                        "#f9cfcf", "blocks"},
    [PICTURE_SUSPENDS] = {"shape=ellipse, style=filled, fillcolor=\"#cfe2f9\", color=\"#1b4fa6\"",
                          "#cfe2f9", "suspends"},
    [PICTURE_MORE] = {"shape=plaintext, fontcolor=\"#5f5f5f\"", NULL, NULL},
};

/* TEXT in double quotes. In labels backslashes and entities mean something to Graphviz. */
static void put_quoted(struct buf *out, const char *text)
{
    struct buf plain = {0};
    utf8_visible(&plain, text, strlen(text), "\n");
    buf_putc(out, '"');
    for (const char *p = plain.at ? plain.at : ""; *p; p++) {
        if (*p == '\n')
            buf_puts(out, "\\n");
        else if (*p == '"' || *p == '\\')
            buf_printf(out, "\\%c", *p);
        else if (*p == '&')
            buf_puts(out, "&amp;");
        else
            buf_putc(out, *p);
    }
    buf_putc(out, '"');
    buf_release(&plain);
}

/* Source: Graphviz, "HTML-Like Labels": text is that of XML. */
static void put_markup(struct buf *out, const char *text)
{
    struct buf plain = {0};
    utf8_visible(&plain, text, strlen(text), "");
    for (const char *p = plain.at ? plain.at : ""; *p; p++) {
        const char *entity = *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : *p == '>' ? "&gt;" : NULL;
        if (entity)
            buf_puts(out, entity);
        else
            buf_putc(out, *p);
    }
    buf_release(&plain);
}

static void put_url(struct buf *out, const struct picture *p, const struct picture_node *n)
{
    if (n->page) {
        buf_puts(out, ", URL=");
        put_quoted(out, n->page);
    } else if (n->file) {
        buf_puts(out, ", URL=\"");
        if (*n->file == '/')
            buf_puts(out, "file://");
        else
            sarif_uri(out, p->base ? p->base : "");
        sarif_uri(out, n->file);
        buf_printf(out, "#L%" PRIu32 "\"", n->line);
    }
}

static void put_node(struct buf *out, const struct picture *p, uint32_t id)
{
    const struct picture_node *n = &p->nodes.at[id];
    bool root = n->kind == PICTURE_SUBJECT && n->root;
    buf_printf(out, "  n%" PRIu32 " [label=", id);
    put_quoted(out, n->label);
    buf_printf(out, ", %s%s", looks[n->kind].attributes, root ? ", color=\"#1f7a3d\"" : "");
    put_url(out, p, n);
    if (n->tip) {
        buf_puts(out, ", tooltip=");
        put_quoted(out, n->tip);
    }
    buf_puts(out, "];\n");
}

/* Attributes in brackets, where there are any. */
static void put_edge(struct buf *out, const struct picture_edge *e)
{
    const struct {
        const char *name, *text;
    } texts[] = {{"label", e->label}, {"tooltip", e->tip}, {"labeltooltip", e->tip}};
    const char *before = " [";
    buf_printf(out, "  n%" PRIu32 " -> n%" PRIu32, e->from, e->to);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!texts[i].text)
            continue;
        buf_printf(out, "%s%s=", before, texts[i].name);
        put_quoted(out, texts[i].text);
        before = ", ";
    }
    if (e->dashed)
        buf_printf(out, "%sstyle=dashed", before);
    buf_printf(out, "%s;\n", e->label || e->tip || e->dashed ? "]" : "");
}

/* The title, and below it what the colours mean that are there: the label of the whole, so that
 * it takes part in no layout. */
static void put_legend(struct buf *out, const struct picture *p)
{
    bool kinds[PICTURE_KINDS] = {false}, dashed = false, called = false;
    uint32_t cells = 0;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        kinds[p->nodes.at[i].kind] = true;
    for (uint32_t i = 0; i < p->edges.len; i++) {
        called |= p->edges.at[i].label != NULL;
        dashed |= p->edges.at[i].dashed && p->edges.at[i].label;
    }
    buf_puts(out, "<<table border=\"0\" cellspacing=\"6\"><tr>");
    for (size_t k = 0; k < PICTURE_KINDS; k++) {
        if (!kinds[k] || !looks[k].words)
            continue;
        buf_printf(out, "<td border=\"1\" bgcolor=\"%s\">%s</td>", looks[k].fill, looks[k].words);
        cells++;
    }
    if (called)
        buf_puts(out, "<td>:12 the line of the call</td>");
    if (dashed)
        buf_puts(out, "<td>- - through a pointer</td>");
    buf_printf(out, "</tr><tr><td colspan=\"%" PRIu32 "\">", cells + called + dashed);
    put_markup(out, p->title);
    buf_puts(out, "</td></tr></table>>");
}

void dot_write(const struct picture *p, struct buf *out)
{
    buf_puts(out, "digraph ");
    put_quoted(out, p->title);
    buf_printf(out,
               " {\n  graph [rankdir=%s, nodesep=0.2, ranksep=%s, fontname=\"sans-serif\", "
               "fontsize=11, labelloc=b, label=",
               p->down ? "TB" : "LR", p->down ? "0.3" : "0.6");
    put_legend(out, p);
    buf_puts(out, "];\n  node [fontname=\"sans-serif\", fontsize=11, margin=\"0.12,0.06\"];\n"
                  "  edge [fontname=\"sans-serif\", fontsize=9, color=\"#5f5f5f\", "
                  "fontcolor=\"#5f5f5f\"];\n");
    for (uint32_t i = 0; i < p->nodes.len; i++)
        put_node(out, p, i);
    for (uint32_t i = 0; i < p->edges.len; i++)
        put_edge(out, &p->edges.at[i]);
    buf_puts(out, "}\n");
}

/* ---- drawings ---- */

#define PAGE_RATIO 1.41 /* of a screen or a sheet, wide over high */

/* The side of the page that would hold SVG: less is better to read. */
static double page_of(const struct buf *svg)
{
    const char *size = strstr(svg->at, "<svg width=\"");
    char *end = NULL;
    double width = size ? strtod(size + strlen("<svg width=\""), &end) : 0;
    const char *high = end ? strstr(end, "height=\"") : NULL;
    double height = high ? strtod(high + strlen("height=\""), NULL) : 0;
    return width / PAGE_RATIO > height ? width / PAGE_RATIO : height;
}

bool dot_draw(struct picture *p, struct buf *out, struct diags *diags)
{
    struct buf drawn[2] = {{0}, {0}};
    bool ok = true;
    for (int i = 0; ok && i < 2; i++) {
        struct buf text = {0};
        p->down = i == 1;
        dot_write(p, &text);
        ok = dot_render_svg(text.at, &drawn[i], diags);
        buf_release(&text);
    }
    p->down = ok && page_of(&drawn[1]) < page_of(&drawn[0]);
    if (ok)
        buf_add(out, drawn[p->down].at, drawn[p->down].len);
    buf_release(&drawn[0]);
    buf_release(&drawn[1]);
    return ok;
}
