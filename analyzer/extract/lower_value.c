/* What an expression is, without what it does: constants, its text, the names spelled in it. */
#include "extract/body.h"
#include "extract/scan.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

#define NAMES_MAX 24
#define TEXT_MAX 80

static bool children_constant(struct node *n)
{
    for (struct node *c = n->first; c; c = c->next)
        if (!value_is_constant(c))
            return false;
    return n->first != NULL;
}

static bool reference_is_constant(struct node *n)
{
    CXCursor decl = clang_getCursorReferenced(n->cursor);
    enum CXCursorKind kind = clang_getCursorKind(decl);
    CXType type = clang_getCursorType(decl);
    if (kind == CXCursor_EnumConstantDecl)
        return true;
    return kind == CXCursor_VarDecl && clang_isConstQualifiedType(type) &&
           clang_getCanonicalType(type).kind <= CXType_LongDouble &&
           !clang_Cursor_isNull(clang_Cursor_getVarDeclInitializer(decl));
}

bool value_is_constant(struct node *n)
{
    if (n->has_effects)
        return false;
    if (n->kind == CXCursor_IntegerLiteral || n->kind == CXCursor_CharacterLiteral ||
        n->kind == CXCursor_FloatingLiteral || n->kind == CXCursor_UnaryExpr)
        return true;
    if (n->kind == CXCursor_DeclRefExpr)
        return reference_is_constant(n);
    if (n->kind == CXCursor_ParenExpr || n->kind == CXCursor_ConditionalOperator)
        return children_constant(n);
    if (n->kind == CXCursor_CStyleCastExpr)
        return n->last && value_is_constant(n->last);
    if (n->kind == CXCursor_UnaryOperator) {
        enum CXUnaryOperatorKind op = clang_getCursorUnaryOperatorKind(n->cursor);
        return op >= CXUnaryOperator_Plus && op <= CXUnaryOperator_Extension &&
               children_constant(n);
    }
    if (n->kind == CXCursor_BinaryOperator) {
        enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(n->cursor);
        return op <= CXBinaryOperator_LOr && children_constant(n);
    }
    if (n->kind == CXCursor_UnexposedExpr && n->first && n->first->kind == CXCursor_MemberRef)
        return true; /* offsetof */
    return node_is_implicit(n) && value_is_constant(n->first);
}

static bool evaluate(CXCursor c, int64_t *ret_number)
{
    CXEvalResult r = clang_Cursor_Evaluate(c);
    if (!r)
        return false;
    bool zero = clang_EvalResult_getKind(r) == CXEval_Float && clang_EvalResult_getAsDouble(r) == 0;
    bool found = clang_EvalResult_getKind(r) == CXEval_Int || zero;
    if (zero)
        *ret_number = 0;
    else if (found)
        *ret_number = clang_EvalResult_isUnsignedInt(r)
                          ? (int64_t)clang_EvalResult_getAsUnsigned(r)
                          : (int64_t)clang_EvalResult_getAsLongLong(r);
    clang_EvalResult_dispose(r);
    return found;
}

/* Of floating numbers 0 alone is one of the facts', which know whole ones: it is the same in all
 * arithmetic. */
bool value_number(struct node *n, int64_t *ret_number)
{
    while (n->kind == CXCursor_ParenExpr || node_is_implicit(n)) {
        CXType type = clang_getCursorType(n->cursor);
        if (n->kind != CXCursor_ParenExpr && type.kind >= CXType_Float &&
            type.kind <= CXType_LongDouble)
            return false;
        n = n->first;
    }
    if (n->kind == CXCursor_IntegerLiteral && n->placed && n->spelled.source) {
        const char *text = n->spelled.source->text + n->spelled.offset;
        if (text[0] >= '0' && text[0] <= '9' && text[1] != 'b' && text[1] != 'B' &&
            text[strspn(text, "0123456789abcdefABCDEFxX")] != '\'') {
            *ret_number = (int64_t)strtoull(text, NULL, 0);
            return true;
        }
    }
    if (n->kind == CXCursor_DeclRefExpr) {
        CXCursor decl = clang_getCursorReferenced(n->cursor);
        if (clang_getCursorKind(decl) == CXCursor_EnumConstantDecl) {
            *ret_number = clang_getEnumConstantDeclValue(decl);
            return true;
        }
    }
    return evaluate(n->cursor, ret_number);
}

void value_in_order(struct node *n, struct value *v)
{
    enum CXTypeKind type = clang_getCanonicalType(clang_getCursorType(n->cursor)).kind;
    if (v->kind != VALUE_INT || v->number >= 0 || type < CXType_Bool || type > CXType_UInt128)
        return;
    v->kind = VALUE_UNKNOWN;
    v->number = 0;
}

/* The identifiers of TEXT that are names of macros, enumerators, variables or functions. */
static void add_names(struct body *b, struct value *v, const char *text, uint32_t len)
{
    struct scan s = scan_from(text, 0, len);
    struct token t;
    uint32_t negated_to = 0;
    char before = 0;
    s.line_start = false;
    while (scan_next(&s, &t)) {
        char c = text[t.at];
        bool member = before == '.' || (before == '-');
        if (t.kind == TOKEN_PUNCT && c == '(' && before == '~')
            negated_to = scan_close(text, t.at, len);
        if (t.kind == TOKEN_IDENT && !member && v->name_len < NAMES_MAX &&
            !scan_is_keyword(text + t.at, t.len)) {
            bool negated = before == '~' || t.at < negated_to;
            if (!v->name_len)
                v->first_name = b->fn->names.len;
            vec_push(b->l->arena, &b->fn->names,
                     (struct value_name){.name = str_intern_n(b->l->strs, text + t.at, t.len),
                                         .negated = negated});
            v->name_len++;
        }
        before = t.kind != TOKEN_PUNCT ? 'a' : c == '-' && t.len == 1 ? 'a' : c;
    }
}

void value_describe_text(struct body *b, struct value *v, const char *text, uint32_t len)
{
    if (!len)
        return;
    v->name_len = 0; /* it may be the value of another expression */
    if (v->kind != VALUE_STRING) {
        char out[TEXT_MAX + 4];
        uint32_t n = 0;
        for (uint32_t i = 0; i < len && n < TEXT_MAX; i++) {
            bool space = text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r' ||
                         text[i] == '\\';
            if (!space)
                out[n++] = text[i];
            else if (n && out[n - 1] != ' ')
                out[n++] = ' ';
        }
        if (n == TEXT_MAX) {
            while (n && ((unsigned char)out[n - 1] & 0xc0) == 0x80)
                n--; /* no half character */
            memcpy(out + n, "...", 3);
            n += 3;
        }
        v->text = str_intern_n(b->l->strs, out, n);
    }
    add_names(b, v, text, len);
}

/* For what is spelled inside a macro's definition: the names that the tree has. */
static void add_tree_names(struct body *b, struct value *v, struct node *n)
{
    if (n->has_effects)
        return;
    if (n->kind == CXCursor_DeclRefExpr && v->name_len < NAMES_MAX) {
        if (!v->name_len)
            v->first_name = b->fn->names.len;
        vec_push(
            b->l->arena, &b->fn->names,
            (struct value_name){.name = take_string(b->l, clang_getCursorSpelling(n->cursor))});
        v->name_len++;
    }
    for (struct node *c = n->first; c; c = c->next)
        add_tree_names(b, v, c);
}

static bool is_transparent(const struct node *n)
{
    return n->kind == CXCursor_ParenExpr || n->kind == CXCursor_CStyleCastExpr ||
           node_is_implicit(n);
}

static void add_inner_name(struct body *b, struct value *v, struct str name, bool negated)
{
    for (uint32_t i = 0; i < v->name_len; i++)
        if (str_eq(b->fn->names.at[v->first_name + i].name, name))
            return;
    if (!name.i || v->name_len >= NAMES_MAX)
        return;
    if (!v->name_len)
        v->first_name = b->fn->names.len;
    vec_push(b->l->arena, &b->fn->names,
             (struct value_name){.name = name, .negated = negated, .inner = true});
    v->name_len++;
}

/* The macro in whose definition the text at P stands; empty: it stands in none. */
static struct str defined_macro(struct body *b, struct pos p)
{
    const char *text = p.source->text;
    uint32_t at = p.offset;
    while (at && (text[at - 1] != '\n' || (at > 1 && text[at - 2] == '\\')))
        at--;
    while (text[at] == ' ' || text[at] == '\t' || text[at] == '#')
        at++;
    if (strncmp(text + at, "define", 6) != 0)
        return (struct str){0};
    at = scan_space(text, at + 6, p.source->size);
    return str_intern_n(b->l->strs, text + at, scan_ident(text, at, p.source->size));
}

struct naming { /* a walk over what a constant is made of */
    struct body *b;
    struct value *v;
    bool negated;
    uint32_t depth;
};

static enum CXChildVisitResult name_parts(CXCursor c, CXCursor parent, CXClientData data);

static void name_below(struct naming *in, CXCursor c, bool negated)
{
    struct naming below = {in->b, in->v, negated, in->depth + 1};
    if (below.depth < NAMES_MAX)
        clang_visitChildren(c, name_parts, &below);
}

/* The names that C, a constant or a part of one, is written with; through those, too, that stand
 * for a constant themselves. */
static void name_part(struct naming *in, CXCursor c)
{
    enum CXCursorKind kind = clang_getCursorKind(c);
    bool negated = in->negated;
    if (kind == CXCursor_DeclRefExpr) {
        CXCursor decl = clang_getCursorReferenced(c);
        if (clang_getCursorKind(decl) == CXCursor_EnumConstantDecl)
            add_inner_name(in->b, in->v, take_string(in->b->l, clang_getCursorSpelling(decl)),
                           negated);
        name_below(in, decl, negated);
        return;
    }
    struct pos p = pos_spelling(in->b->l, clang_getCursorLocation(c));
    if (kind == CXCursor_IntegerLiteral && p.source)
        add_inner_name(in->b, in->v, defined_macro(in->b, p), negated);
    if (kind == CXCursor_UnaryOperator)
        negated = negated != (clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_Not);
    name_below(in, c, negated);
}

static enum CXChildVisitResult name_parts(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_isExpression(clang_getCursorKind(c)))
        name_part(data, c);
    return CXChildVisit_Continue;
}

/* The names of constant variables go: what they stand for comes in their place. */
static void drop_variables(struct body *b, struct value *v, struct node *n)
{
    for (struct node *c = n->first; c; c = c->next)
        drop_variables(b, v, c);
    CXCursor decl = clang_getCursorReferenced(n->cursor);
    if (n->kind != CXCursor_DeclRefExpr || clang_getCursorKind(decl) != CXCursor_VarDecl)
        return;
    struct str own = take_string(b->l, clang_getCursorSpelling(decl));
    uint32_t kept = 0;
    for (uint32_t i = 0; i < v->name_len; i++) {
        struct value_name name = b->fn->names.at[v->first_name + i];
        if (!str_eq(name.name, own))
            b->fn->names.at[v->first_name + kept++] = name;
    }
    v->name_len = kept;
    b->fn->names.len = kept ? v->first_name + kept : b->fn->names.len;
}

void value_resolve_names(struct body *b, struct value *v, struct node *n)
{
    if (v->kind != VALUE_INT || !v->name_len || n->has_effects)
        return;
    drop_variables(b, v, n);
    struct naming in = {.b = b, .v = v};
    name_part(&in, n->cursor);
}

void value_describe(struct body *b, struct value *v, struct node *n)
{
    struct pos from;
    uint32_t len;
    node_place(b->l, n);
    struct node *outer = n->parent;
    while (outer && is_transparent(outer))
        outer = outer->parent;
    bool inside = n->in_macro && outer && outer->placed && outer->in_macro &&
                  pos_eq(outer->at, n->at) && pos_eq(node_end(b->l, outer), node_end(b->l, n));
    if (!inside && node_text(b->l, n, &from, &len))
        value_describe_text(b, v, from.source->text + from.offset, len < 2000 ? len : 2000);
    else
        add_tree_names(b, v, n);
    value_resolve_names(b, v, n);
}
