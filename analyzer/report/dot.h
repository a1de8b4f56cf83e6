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
};

struct picture_edge {
    uint32_t from, to; /* into nodes */
    const char *label; /* NULL: none */
    bool dashed;       /* through a pointer */
};

struct picture {
    const char *title;
    VEC(struct picture_node) nodes;
    VEC(struct picture_edge) edges;
};

/* The same text for the same picture. */
void dot_write(const struct picture *p, struct buf *out);
/* DOT, as dot_write made it, drawn as SVG. False: a diag says why; also where nostall was built
 * without Graphviz. */
bool dot_render_svg(const char *dot, struct buf *out, struct diags *diags)
    __attribute__((warn_unused_result));

#endif
