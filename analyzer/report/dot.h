/* A picture of calls as dot text, and as SVG through the Graphviz library where nostall was built
 * with it. Knows no program: whoever draws fills a struct picture. */
#ifndef REPORT_DOT_H
#define REPORT_DOT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

enum picture_kind {
    PICTURE_SUBJECT,  /* what is asked about */
    PICTURE_ROOT,     /* async by declaration */
    PICTURE_ASYNC,    /* async by call */
    PICTURE_PLAIN,    /* not known to be async */
    PICTURE_BLOCKS,   /* a call that blocks */
    PICTURE_SUSPENDS, /* a suspension point */
    PICTURE_MORE,     /* what was cut, with its count */
    PICTURE_KINDS
};

struct picture_node {
    enum picture_kind kind;
    bool root;         /* PICTURE_SUBJECT: is async by declaration too */
    const char *label; /* lines end with \n but for the last */
    const char *tip;   /* what a pointer on it shows; NULL: nothing */
    const char *file;  /* where it leads, relative to the root or absolute; NULL: nowhere */
    uint32_t line;
    const char *page; /* instead of a file: a URL; NULL: none */
};

struct picture_edge {
    uint32_t from, to; /* into nodes */
    const char *label; /* NULL: none */
    const char *tip;   /* NULL: none */
    bool dashed;       /* through a pointer */
};

struct picture {
    const char *title;
    const char *base; /* of links to files: the way from the picture's folder to the root */
    bool down;        /* ranks from top to bottom, not from left to right */
    VEC(struct picture_node) nodes;
    VEC(struct picture_edge) edges;
};

/* The same text for the same picture, with a legend of what is in it. */
void dot_write(const struct picture *p, struct buf *out);
/* P as SVG, and P->down as it fits a page better. False: as dot_render_svg. */
bool dot_draw(struct picture *p, struct buf *out, struct diags *diags)
    __attribute__((warn_unused_result));
/* DOT, as dot_write made it, drawn as SVG. False: a diag says why; also where nostall was built
 * without Graphviz. */
bool dot_render_svg(const char *dot, struct buf *out, struct diags *diags)
    __attribute__((warn_unused_result));

#endif
