/* Lvalues into paths: which object an expression denotes, seen from a variable, a parameter or a
 * call's result. */
#include "extract/body.h"
#include "extract/decls.h"

#include "base/buf.h"

void place_add(struct place *p, struct path_step step, bool arrow)
{
    if (p->len >= COUNT(p->steps)) {
        *p = (struct place){.kind = ROOT_OTHER, .text = p->text};
        return;
    }
    if (arrow || p->arrow_next)
        p->arrows |= 1u << p->len;
    p->arrow_next = false;
    p->steps[p->len++] = step;
}

static struct str place_text(struct body *b, const struct place *p)
{
    struct lowering *l = b->l;
    struct buf text = {0};
    for (uint32_t i = p->len; i > p->text_steps; i--)
        if (p->steps[i - 1].kind == STEP_DEREF)
            buf_putc(&text, '*');
    buf_puts(&text, str_text(l->strs, p->text));
    for (uint32_t i = p->text_steps; i < p->len; i++) {
        const struct path_step *s = &p->steps[i];
        if (s->kind == STEP_FIELD) {
            buf_puts(&text, p->arrows >> i & 1 ? "->" : ".");
            buf_puts(&text, str_text(l->strs, facts_entity(l->facts, s->field)->name));
        } else if (s->kind == STEP_INDEX && s->index >= 0) {
            buf_printf(&text, "[%lld]", (long long)s->index);
        } else if (s->kind == STEP_INDEX) {
            buf_puts(&text, "[]");
        }
    }
    struct str id = str_intern_n(l->strs, text.at ? text.at : "", text.len);
    buf_release(&text);
    return id;
}

struct path_id place_path(struct body *b, const struct place *p)
{
    struct path_id known = function_find_path(b->fn, p->kind, p->root, p->steps, p->len);
    if (known.i != FACTS_NONE)
        return known;
    struct str text = place_text(b, p);
    return function_add_path(b->l->arena, b->fn, p->kind, p->root, p->steps, p->len, text);
}

struct place place_of_local(struct body *b, uint32_t local)
{
    return (struct place){.kind = ROOT_LOCAL, .root = local, .text = b->fn->locals.at[local].name};
}

struct place place_of_decl(struct body *b, CXCursor decl)
{
    enum CXCursorKind kind = clang_getCursorKind(decl);
    uint32_t *found =
        idmap_find(kind == CXCursor_ParmDecl ? &b->params : &b->locals, decl_key(decl));
    if (found && kind != CXCursor_ParmDecl)
        return place_of_local(b, *found);
    struct place p = {.kind = ROOT_OTHER};
    if (kind == CXCursor_VarDecl && clang_Cursor_hasVarDeclGlobalStorage(decl) > 0) {
        struct entity_id id = decl_entity(b->l, decl);
        p.kind = ROOT_GLOBAL;
        p.root = id.i;
        p.text = facts_entity(b->l->facts, id)->name;
        return p;
    }
    p.text = take_string(b->l, clang_getCursorSpelling(decl));
    if (found) {
        p.kind = ROOT_PARAM;
        p.root = *found;
    }
    return p;
}

static struct place place_of_value(struct body *b, const struct value *v, struct node *n)
{
    struct place p = {.kind = ROOT_OTHER};
    struct pos from;
    uint32_t len;
    if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) {
        const struct path *path = function_path(b->fn, v->path);
        p.kind = path->root_kind;
        p.root = path->root;
        p.text = path->text;
        if (path->step_len <= COUNT(p.steps))
            for (uint32_t i = 0; i < path->step_len; i++)
                p.steps[p.len++] = b->fn->steps.at[path->first_step + i];
        p.text_steps = p.len;
    } else if (v->kind == VALUE_RESULT) {
        p.kind = ROOT_RESULT;
        p.root = v->event.i;
    }
    if (!p.text.i && node_text(b->l, n, &from, &len) && len < 60)
        p.text = str_intern_n(b->l->strs, from.source->text + from.offset, len);
    return p;
}

static struct place member_place(struct body *b, struct node *n)
{
    if (!n->first)
        return (struct place){.kind = ROOT_OTHER};
    bool arrow =
        clang_getCanonicalType(clang_getCursorType(n->first->cursor)).kind == CXType_Pointer;
    struct place p = arrow ? lower_pointee(b, n->first) : lower_place(b, n->first);
    CXCursor field = clang_getCursorReferenced(n->cursor);
    if (clang_getCursorKind(field) != CXCursor_FieldDecl)
        return (struct place){.kind = ROOT_OTHER, .text = p.text};
    if (decl_is_unnamed(field))
        p.arrow_next = arrow;
    else
        place_add(&p, (struct path_step){.kind = STEP_FIELD, .field = decl_entity(b->l, field)},
                  arrow);
    return p;
}

static int64_t constant_index(struct body *b, struct node *n)
{
    int64_t index = -1;
    if (!value_is_constant(n) || !value_number(n, &index) || index < 0)
        index = -1;
    lower_effects(b, n);
    return index;
}

static struct place element_place(struct body *b, struct node *array, struct node *index)
{
    if (!array || !index)
        return (struct place){.kind = ROOT_OTHER};
    if (clang_getCanonicalType(clang_getCursorType(array->cursor)).kind != CXType_Pointer &&
        clang_getCanonicalType(clang_getCursorType(index->cursor)).kind == CXType_Pointer) {
        struct node *n = array;
        array = index;
        index = n;
    }
    struct place p = lower_pointee(b, array);
    place_add(&p,
              (struct path_step){
                  .kind = STEP_INDEX, .field.i = FACTS_NONE, .index = constant_index(b, index)},
              false);
    return p;
}

static bool is_pointer_sum(struct node *n)
{
    return n->kind == CXCursor_BinaryOperator &&
           clang_getCursorBinaryOperatorKind(n->cursor) == CXBinaryOperator_Add &&
           n->child_len == 2;
}

static struct place deref_place(struct body *b, struct node *n)
{
    struct node *pointer = node_strip(n->first);
    struct place p = lower_pointee(b, n->first);
    bool address = pointer->kind == CXCursor_UnaryOperator &&
                   clang_getCursorUnaryOperatorKind(pointer->cursor) == CXUnaryOperator_AddrOf;
    bool function = decl_is_function_type(clang_getCanonicalType(clang_getCursorType(n->cursor)));
    if (!address && !function && !is_pointer_sum(pointer))
        place_add(&p, (struct path_step){.kind = STEP_DEREF, .field.i = FACTS_NONE}, false);
    return p;
}

static void note_stripped(struct body *b, struct node *n, struct node *inner)
{
    for (; n != inner; n = n->kind == CXCursor_CStyleCastExpr ? n->last : n->first)
        macro_note(b, n);
    macro_note(b, inner);
}

struct place lower_place(struct body *b, struct node *n)
{
    struct node *inner = node_strip(n);
    note_stripped(b, n, inner);
    if (inner->kind == CXCursor_DeclRefExpr) {
        CXCursor decl = clang_getCursorReferenced(inner->cursor);
        enum CXCursorKind kind = clang_getCursorKind(decl);
        if (kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl)
            return place_of_decl(b, decl);
    } else if (inner->kind == CXCursor_MemberRefExpr) {
        return member_place(b, inner);
    } else if (inner->kind == CXCursor_ArraySubscriptExpr) {
        return element_place(b, inner->first, inner->last);
    } else if (inner->kind == CXCursor_UnaryOperator && inner->first &&
               clang_getCursorUnaryOperatorKind(inner->cursor) == CXUnaryOperator_Deref) {
        return deref_place(b, inner);
    } else if (inner->kind == CXCursor_CompoundLiteralExpr && inner->last) {
        CXType type = clang_getCursorType(inner->cursor);
        struct str name = str_intern(b->l->strs, "(literal)");
        struct place p = place_of_local(
            b, lower_local(b, inner->cursor, name, type, pos_loc(b->l, inner->at, 0)));
        lower_init(b, &p, type, inner->last, !b->is_init);
        return p;
    }
    struct value v = lower_value(b, inner);
    return place_of_value(b, &v, inner);
}

struct place lower_pointee(struct body *b, struct node *n)
{
    struct node *inner = node_strip(n);
    note_stripped(b, n, inner);
    if (inner->kind == CXCursor_UnaryOperator && inner->first &&
        clang_getCursorUnaryOperatorKind(inner->cursor) == CXUnaryOperator_AddrOf)
        return lower_place(b, inner->first);
    if (is_pointer_sum(inner))
        return element_place(b, inner->first, inner->last);
    return lower_place(b, inner);
}
