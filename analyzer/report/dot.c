#include "report/dot.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

/* What stands behind a label is fixed: label, then these. */
static const char *const looks[PICTURE_KINDS] = {
    [PICTURE_SUBJECT] = "shape=box, style=\"filled,bold\", fillcolor=\"#fff3b0\", peripheries=2",
    [PICTURE_ROOT] = "shape=box, style=\"filled,bold\", fillcolor=\"#c7ecd0\", color=\"#1f7a3d\"",
    [PICTURE_ASYNC] = "shape=box, style=filled, fillcolor=\"#eef8f0\"",
    [PICTURE_PLAIN] = "shape=box, style=filled, fillcolor=\"#f2f2f2\", color=\"#8a8a8a\"",
    [PICTURE_BLOCKS] = "shape=octagon, style=filled, fillcolor=\"#f9cfcf\", color=\"#a61b1b\"",
    [PICTURE_SUSPENDS] = "shape=ellipse, style=filled, fillcolor=\"#cfe2f9\", color=\"#1b4fa6\"",
    [PICTURE_MORE] = "shape=plaintext, fontcolor=\"#5f5f5f\"",
};

/* TEXT in double quotes. In labels backslashes and entities mean something to Graphviz. */
static void put_quoted(struct buf *out, const char *text)
{
    buf_putc(out, '"');
    for (const char *p = text; *p; p++) {
        if (*p == '\n')
            buf_puts(out, "\\n");
        else if (*p == '"' || *p == '\\')
            buf_printf(out, "\\%c", *p);
        else if (*p == '&')
            buf_puts(out, "&amp;");
        else
            buf_putc(out, (unsigned char)*p < 0x20 || *p == 0x7f ? '?' : *p);
    }
    buf_putc(out, '"');
}

static void put_node(struct buf *out, uint32_t id, const struct picture_node *n)
{
    bool root = n->kind == PICTURE_SUBJECT && n->root;
    buf_printf(out, "  n%" PRIu32 " [label=", id);
    put_quoted(out, n->label);
    buf_printf(out, ", %s%s];\n", looks[n->kind], root ? ", color=\"#1f7a3d\"" : "");
}

static void put_edge(struct buf *out, const struct picture_edge *e)
{
    buf_printf(out, "  n%" PRIu32 " -> n%" PRIu32, e->from, e->to);
    if (e->label || e->dashed) {
        buf_puts(out, " [");
        if (e->label) {
            buf_puts(out, "label=");
            put_quoted(out, e->label);
        }
        buf_printf(out, "%s%s]", e->label && e->dashed ? ", " : "",
                   e->dashed ? "style=dashed" : "");
    }
    buf_puts(out, ";\n");
}

void dot_write(const struct picture *p, struct buf *ret_out)
{
    struct buf text = {0}, *out = &text;
    buf_puts(out, "digraph ");
    put_quoted(out, p->title);
    buf_puts(out, " {\n  graph [rankdir=LR, nodesep=0.2, ranksep=0.6, fontname=\"sans-serif\", "
                  "fontsize=11, labelloc=b, label=");
    put_quoted(out, p->title);
    buf_puts(out, "];\n  node [fontname=\"sans-serif\", fontsize=11, margin=\"0.12,0.06\"];\n"
                  "  edge [fontname=\"sans-serif\", fontsize=9, color=\"#5f5f5f\", "
                  "fontcolor=\"#5f5f5f\"];\n");
    for (uint32_t i = 0; i < p->nodes.len; i++)
        put_node(out, i, &p->nodes.at[i]);
    for (uint32_t i = 0; i < p->edges.len; i++)
        put_edge(out, &p->edges.at[i]);
    buf_puts(out, "}\n");
    utf8_clean(ret_out, text.at, text.len);
    buf_release(&text);
}
