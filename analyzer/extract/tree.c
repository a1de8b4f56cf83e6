#include "extract/tree.h"

struct builder {
    struct lowering *l;
    struct node *top; /* the node whose children come now, or one of its ancestors' */
    uint32_t count;
};

static void mark_effects(struct node *n)
{
    for (; n && !n->has_effects; n = n->parent)
        n->has_effects = true;
}

static void mark_function(struct node *n)
{
    for (; n && !n->has_function; n = n->parent)
        n->has_function = true;
}

static void note_meaning(struct node *n)
{
    enum CXUnaryOperatorKind op;
    if (n->kind == CXCursor_CallExpr || n->kind == CXCursor_CompoundAssignOperator ||
        n->kind == CXCursor_StmtExpr || n->kind == CXCursor_CompoundLiteralExpr) {
        mark_effects(n);
    } else if (n->kind == CXCursor_BinaryOperator) {
        if (clang_getCursorBinaryOperatorKind(n->cursor) == CXBinaryOperator_Assign)
            mark_effects(n);
    } else if (n->kind == CXCursor_UnaryOperator) {
        op = clang_getCursorUnaryOperatorKind(n->cursor);
        if (op >= CXUnaryOperator_PostInc && op <= CXUnaryOperator_PreDec)
            mark_effects(n);
    } else if (n->kind == CXCursor_DeclRefExpr) {
        enum CXTypeKind type = clang_getCursorType(n->cursor).kind;
        if (type == CXType_FunctionProto || type == CXType_FunctionNoProto)
            mark_function(n);
    }
}

static struct node *add_node(struct builder *b, CXCursor c, struct node *parent)
{
    struct node *n = arena_new_one(b->l->per_body, struct node);
    n->cursor = c;
    n->kind = clang_getCursorKind(c);
    n->order = b->count++;
    n->parent = parent;
    if (parent) {
        if (parent->last)
            parent->last->next = n;
        else
            parent->first = n;
        parent->last = n;
        parent->child_len++;
    }
    return n;
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
    struct builder *b = data;
    enum CXCursorKind kind = clang_getCursorKind(c);
    bool wanted = clang_isExpression(kind) || clang_isStatement(kind) || kind == CXCursor_VarDecl ||
                  kind == CXCursor_MemberRef || kind == CXCursor_LabelRef ||
                  clang_isAttribute(kind);
    if (!wanted)
        return CXChildVisit_Continue;
    while (b->top->parent && !clang_equalCursors(b->top->cursor, parent))
        b->top = b->top->parent;
    struct node *n = add_node(b, c, b->top);
    note_meaning(n);
    /* what sizeof and its like name is not evaluated */
    if (kind == CXCursor_UnaryExpr || clang_isAttribute(kind) || kind == CXCursor_MemberRef ||
        kind == CXCursor_LabelRef)
        return CXChildVisit_Continue;
    b->top = n;
    return CXChildVisit_Recurse;
}

struct node *tree_build(struct lowering *l, CXCursor root)
{
    struct builder b = {.l = l};
    struct node *n = add_node(&b, root, NULL);
    b.top = n;
    note_meaning(n);
    clang_visitChildren(root, visit, &b);
    return n;
}

void node_place(struct lowering *l, struct node *n)
{
    if (n->placed)
        return;
    CXSourceLocation at = clang_getCursorLocation(n->cursor);
    n->placed = true;
    n->at = pos_expansion(l, at);
    n->spelled = pos_spelling(l, at);
    n->in_macro = n->at.source && !pos_eq(n->at, n->spelled);
}

bool node_is_implicit(const struct node *n)
{
    if (n->kind != CXCursor_UnexposedExpr || n->child_len != 1 ||
        !clang_isExpression(n->first->kind))
        return false;
    return clang_equalLocations(clang_getCursorLocation(n->cursor),
                                clang_getCursorLocation(n->first->cursor)) != 0;
}

struct node *node_strip(struct node *n)
{
    while (n) {
        if (n->kind == CXCursor_ParenExpr && n->first)
            n = n->first;
        else if (n->kind == CXCursor_CStyleCastExpr && n->last && clang_isExpression(n->last->kind))
            n = n->last;
        else if (n->kind == CXCursor_UnaryOperator && n->first &&
                 clang_getCursorUnaryOperatorKind(n->cursor) == CXUnaryOperator_Extension)
            n = n->first;
        else if (node_is_implicit(n))
            n = n->first;
        else
            break;
    }
    return n;
}

bool node_text(struct lowering *l, struct node *n, struct pos *ret_from, uint32_t *ret_len)
{
    CXSourceRange range = clang_getCursorExtent(n->cursor);
    CXSourceLocation first = clang_getRangeStart(range), last = clang_getRangeEnd(range);
    struct pos from = pos_expansion(l, first), file = pos_file(l, first),
               to = pos_expansion(l, last);
    if (!pos_eq(from, file)) { /* all of it is text of a macro's argument, or the beginning is */
        struct pos end = pos_file(l, last);
        if (end.source == file.source && end.offset > file.offset) {
            from = file;
            to = end;
        }
    } else if (pos_file(l, last).source == from.source && pos_file(l, last).offset > to.offset) {
        to = pos_file(l, last);
    }
    if (!from.source || from.source != to.source || to.offset <= from.offset)
        return false;
    *ret_from = from;
    *ret_len = to.offset - from.offset;
    return true;
}
