/* Conditions into branches. */
#include "extract/body.h"
#include "extract/scan.h"

#include <string.h>

bool lower_is_constant(struct node *n, bool *ret_holds)
{
    int64_t number;
    if (!value_is_constant(n) || !value_number(n, &number))
        return false;
    *ret_holds = number != 0;
    return true;
}

static enum cond_op compare_op(enum CXBinaryOperatorKind op, bool swapped)
{
    switch ((int)op) {
    case CXBinaryOperator_NE:
        return OP_NE;
    case CXBinaryOperator_LT:
        return swapped ? OP_GT : OP_LT;
    case CXBinaryOperator_LE:
        return swapped ? OP_GE : OP_LE;
    case CXBinaryOperator_GT:
        return swapped ? OP_LT : OP_GT;
    case CXBinaryOperator_GE:
        return swapped ? OP_LE : OP_GE;
    default:
        return OP_EQ;
    }
}

static bool is_binary(struct node *n, enum CXBinaryOperatorKind op)
{
    return n->kind == CXCursor_BinaryOperator && n->child_len == 2 &&
           clang_getCursorBinaryOperatorKind(n->cursor) == op;
}

static bool is_zero(struct node *n)
{
    int64_t number;
    n = node_strip(n);
    return value_is_constant(n) && value_number(n, &number) && number == 0;
}

static struct value_id tested(struct body *b, struct node *n)
{
    struct value v = lower_value(b, n);
    lower_use(b, &v, USE_TESTED, (struct path_id){FACTS_NONE});
    value_describe(b, &v, n);
    return body_add_value(b, v);
}

static void branch_compare(struct body *b, struct node *left, struct node *right, enum cond_op op,
                           struct block_id yes, struct block_id no, struct loc at)
{
    struct cond c = {.kind = COND_COMPARE, .op = op};
    c.value = tested(b, left);
    c.other = tested(b, right);
    if (op >= OP_LT && op <= OP_GE) {
        value_in_order(left, &b->fn->values.at[c.value.i]);
        value_in_order(right, &b->fn->values.at[c.other.i]);
    }
    body_branch(b, c, yes, no, at);
}

static bool has_one_bit(uint64_t number)
{
    return number && !(number & (number - 1));
}

/* ==, != and the orders; what compares with zero says the same as the truth of the other side. */
static void branch_relation(struct body *b, struct node *n, enum CXBinaryOperatorKind op,
                            struct block_id yes, struct block_id no, struct loc at)
{
    struct node *left = n->first, *right = n->last;
    bool swapped = value_is_constant(left) && !value_is_constant(right);
    if (swapped) {
        left = n->last;
        right = n->first;
    }
    bool equal = op == CXBinaryOperator_EQ, unequal = op == CXBinaryOperator_NE;
    if ((equal || unequal) && is_zero(right)) {
        macro_note(b, right);
        lower_branch(b, left, equal ? no : yes, equal ? yes : no);
        return;
    }
    struct node *mask = node_strip(left);
    int64_t x, y;
    if ((equal || unequal) && is_binary(mask, CXBinaryOperator_And) && value_is_constant(right) &&
        value_is_constant(mask->last) && value_number(mask->last, &x) && value_number(right, &y) &&
        x == y && has_one_bit((uint64_t)x)) { /* of several bits all have to be set */
        branch_compare(b, mask->first, mask->last, OP_HAS, equal ? yes : no, equal ? no : yes, at);
        return;
    }
    branch_compare(b, left, right, compare_op(op, swapped), yes, no, at);
}

static void branch_binary(struct body *b, struct node *n, struct block_id yes, struct block_id no,
                          struct loc at)
{
    enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(n->cursor);
    if (op == CXBinaryOperator_LAnd || op == CXBinaryOperator_LOr) {
        struct block_id rest = body_new_block(b);
        lower_branch(b, n->first, op == CXBinaryOperator_LAnd ? rest : yes,
                     op == CXBinaryOperator_LAnd ? no : rest);
        b->cur = rest;
        lower_branch(b, n->last, yes, no);
    } else if (op == CXBinaryOperator_Comma) {
        lower_ignored(b, n->first);
        lower_branch(b, n->last, yes, no);
    } else if (op >= CXBinaryOperator_LT && op <= CXBinaryOperator_NE) {
        branch_relation(b, n, op, yes, no, at);
    } else if (op == CXBinaryOperator_And) {
        bool swapped = value_is_constant(n->first) && !value_is_constant(n->last);
        branch_compare(b, swapped ? n->last : n->first, swapped ? n->first : n->last, OP_HAS, yes,
                       no, at);
    } else {
        body_branch(b, (struct cond){.kind = COND_TRUTH, .value = tested(b, n)}, yes, no, at);
    }
}

/* The expression whose truth __builtin_expect and its like hand through, or NULL. */
static struct node *expected(struct node *n)
{
    if (n->kind != CXCursor_CallExpr || n->child_len < 2)
        return NULL;
    CXString s = clang_getCursorSpelling(n->cursor);
    const char *name = clang_getCString(s);
    bool found = name && (!strcmp(name, "__builtin_expect") ||
                          !strcmp(name, "__builtin_expect_with_probability") ||
                          !strcmp(name, "__builtin_unpredictable"));
    clang_disposeString(s);
    return found ? n->first->next : NULL;
}

static bool sets_to(struct node *n, bool one, CXCursor variable)
{
    bool holds;
    while (n && n->kind == CXCursor_CompoundStmt && n->child_len == 1)
        n = n->first;
    return n && is_binary(n, CXBinaryOperator_Assign) && n->first->kind == CXCursor_DeclRefExpr &&
           clang_equalCursors(clang_getCursorReferenced(n->first->cursor), variable) &&
           lower_is_constant(n->last, &holds) && holds == one;
}

/* ({ int v; if (E) v = 1; else v = 0; v; }), which GLib's G_LIKELY is made of: E. Else NULL. */
static struct node *boolean_statement(struct node *n)
{
    struct node *body = n->kind == CXCursor_StmtExpr ? n->first : NULL;
    if (!body || body->child_len != 3 || body->first->kind != CXCursor_DeclStmt ||
        body->first->child_len != 1)
        return NULL;
    struct node *choice = body->first->next, *last = node_strip(body->last);
    CXCursor variable = body->first->first->cursor;
    if (choice->kind != CXCursor_IfStmt || choice->child_len != 3 ||
        last->kind != CXCursor_DeclRefExpr ||
        !clang_equalCursors(clang_getCursorReferenced(last->cursor), variable))
        return NULL;
    return sets_to(choice->first->next, true, variable) && sets_to(choice->last, false, variable)
               ? choice->first
               : NULL;
}

static void branch_choice(struct body *b, struct node *n, struct block_id yes, struct block_id no)
{
    struct block_id first = body_new_block(b), second = body_new_block(b);
    lower_branch(b, n->first, first, second);
    b->cur = first;
    lower_branch(b, n->first->next, yes, no);
    b->cur = second;
    lower_branch(b, n->last, yes, no);
}

static void branch(struct body *b, struct node *n, struct block_id yes, struct block_id no)
{
    bool holds;
    macro_note(b, n);
    struct loc at = pos_loc(b->l, n->at, 0);
    if (lower_is_constant(n, &holds)) {
        lower_effects(b, n);
        body_branch(b, (struct cond){.kind = COND_CONSTANT, .constant = holds}, yes, no, at);
        return;
    }
    struct node *inner = node_strip(n), *through = expected(inner);
    for (struct node *p = n; p != inner;
         p = p->kind == CXCursor_CStyleCastExpr ? p->last : p->first)
        macro_note(b, p);
    macro_note(b, inner);
    if (!through)
        through = boolean_statement(inner);
    if (through)
        lower_branch(b, through, yes, no);
    else if (inner->kind == CXCursor_UnaryOperator && inner->first &&
             clang_getCursorUnaryOperatorKind(inner->cursor) == CXUnaryOperator_LNot)
        lower_branch(b, inner->first, no, yes);
    else if (inner->kind == CXCursor_BinaryOperator && inner->child_len == 2)
        branch_binary(b, inner, yes, no, at);
    else if (inner->kind == CXCursor_ConditionalOperator && inner->child_len == 3)
        branch_choice(b, inner, yes, no);
    else
        body_branch(b, (struct cond){.kind = COND_TRUTH, .value = tested(b, inner)}, yes, no, at);
}

/* The end of a macro's name and arguments at AT of TEXT. */
static uint32_t macro_end(const char *text, uint32_t at, uint32_t size)
{
    uint32_t open = at, depth = 0;
    while (open < size && (text[open] == ' ' || text[open] == '\t'))
        open++;
    if (open >= size || text[open] != '(')
        return at;
    for (uint32_t i = open; i < size; i++) {
        depth += text[i] == '(';
        depth -= text[i] == ')';
        if (!depth)
            return i + 1;
    }
    return at;
}

/* Name of the macro that all of N is written as, and that is no more than N; empty: none. */
static struct str whole_macro(struct body *b, struct node *n)
{
    struct pos from, around;
    uint32_t len, around_len;
    node_place(b->l, n);
    if (!n->in_macro || !node_text(b->l, n, &from, &len))
        return (struct str){0};
    struct node *up = n->parent;
    if (up)
        node_place(b->l, up);
    bool beside = up && node_text(b->l, up, &around, &around_len) && around_len > len;
    if (up && node_strip(up) != node_strip(n) && up->in_macro && up->at.source == n->at.source &&
        up->at.offset == n->at.offset && !beside)
        return (struct str){0}; /* the macro goes further than the condition */
    const char *text = n->at.source->text;
    uint32_t name_len = scan_ident(text, n->at.offset, n->at.source->size);
    uint32_t name_end = n->at.offset + name_len, end = from.offset + len;
    bool whole = from.offset == n->at.offset &&
                 (end == name_end || end == macro_end(text, name_end, n->at.source->size));
    return whole ? str_intern_n(b->l->strs, text + n->at.offset, name_len) : (struct str){0};
}

void lower_branch(struct body *b, struct node *n, struct block_id yes, struct block_id no)
{
    enum use_kind use = b->use;
    b->use = USE_TESTED;
    bool outer = !b->cond_macro.name.i;
    if (outer) {
        b->cond_macro.name = whole_macro(b, n);
        b->cond_macro.yes = yes;
        b->cond_macro.no = no;
    }
    if (b->depth++ < BODY_DEPTH)
        branch(b, n, yes, no);
    else
        body_branch(b, (struct cond){.kind = COND_UNKNOWN}, yes, no, (struct loc){0});
    b->depth--;
    b->use = use;
    if (outer)
        b->cond_macro.name = (struct str){0};
}
