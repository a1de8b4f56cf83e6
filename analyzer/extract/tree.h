/* A body or an initialiser as a tree of our own: one walk of libclang, then children at hand.
 *
 * Made per body in the per_body arena. References to types and to other things that are not
 * evaluated are left out.
 */
#ifndef EXTRACT_TREE_H
#define EXTRACT_TREE_H

#include "extract/lowering.h"

struct node {
    CXCursor cursor;
    enum CXCursorKind kind;
    uint32_t order; /* in which clang shows them: source order */
    uint32_t child_len;
    struct node *parent, *first, *last, *next;
    bool has_effects;  /* itself or something below calls, assigns or declares */
    bool has_function; /* a function is named below */
    bool placed, in_macro;
    struct pos at;      /* where it is, or the use of the outermost macro that it comes from */
    struct pos spelled; /* where its text is */
};

struct node *tree_build(struct lowering *l, CXCursor root);
/* Fill in the position. */
void node_place(struct lowering *l, struct node *n);
/* Without parentheses and implicit conversions; explicit casts too. */
struct node *node_strip(struct node *n);
/* An implicit conversion: begins where its only child begins (va_arg and its like do not). */
bool node_is_implicit(const struct node *n);
/* Where the text of N as it is written in a file begins and ends; false: not in one piece. */
bool node_text(struct lowering *l, struct node *n, struct pos *ret_from, uint32_t *ret_len);

#endif
