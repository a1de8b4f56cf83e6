/* Initialisers, as C17 6.7.9 has them: braces, designators, braces left out; one assignment per
 * leaf that is written. */
#include "extract/body.h"
#include "extract/decls.h"
#include "extract/scan.h"

#include <string.h>

#define FIELDS_MAX 512 /* of one struct */
#define SMALL_VALUES 8
#define RANGE_MAX 16   /* elements of [a ... b] that are told apart */
#define ZERO_LEAVES 16 /* a local struct with more scalar fields is not filled up with zeros */

struct init {
    struct body *b;
    bool zero;
    bool parts;     /* some designator names a part of a member: `.a.b = 1` */
    uint32_t first; /* event from which on the object is written */
    uint32_t depth;
};

struct fields {
    CXCursor *at;
    uint32_t len;
};

static void init_value(struct init *in, const struct place *p, CXType type, struct node *n);
static struct node *init_members(struct init *in, const struct place *p, CXType type,
                                 struct node *n, bool braces);

static enum CXVisitorResult add_field(CXCursor c, CXClientData data)
{
    struct fields *f = data;
    if (f->len >= FIELDS_MAX)
        return CXVisit_Break;
    if (!clang_Cursor_isBitField(c) || !decl_is_unnamed(c))
        f->at[f->len++] = c;
    return CXVisit_Continue;
}

static bool is_record(CXType canonical)
{
    return canonical.kind == CXType_Record;
}

static bool is_array(CXType canonical)
{
    return canonical.kind == CXType_ConstantArray || canonical.kind == CXType_IncompleteArray ||
           canonical.kind == CXType_VariableArray;
}

static bool is_union(CXType record)
{
    return clang_getCursorKind(clang_getTypeDeclaration(record)) == CXCursor_UnionDecl;
}

static struct fields fields_of(struct init *in, CXType record)
{
    CXCursor found[FIELDS_MAX];
    struct fields f = {.at = found};
    clang_Type_visitFields(record, add_field, &f);
    CXCursor *at = arena_new_array(in->b->l->per_body, CXCursor, f.len + 1);
    if (f.len)
        memcpy(at, found, f.len * sizeof *found);
    return (struct fields){at, f.len};
}

/* The field of P; a struct without a name adds no step. */
static struct place field_place(struct init *in, const struct place *p, CXCursor field)
{
    struct place sub = *p;
    if (!decl_is_unnamed(field))
        place_add(&sub,
                  (struct path_step){.kind = STEP_FIELD, .field = decl_entity(in->b->l, field)},
                  false);
    return sub;
}

static struct place element_place(const struct place *p, int64_t index)
{
    struct place sub = *p;
    place_add(&sub, (struct path_step){.kind = STEP_INDEX, .field.i = FACTS_NONE, .index = index},
              false);
    return sub;
}

static void assign(struct init *in, const struct place *p, struct value_id v, struct loc at)
{
    if (p->kind != ROOT_OTHER)
        lower_assign(in->b, p, v, true, at);
}

/* Has a designator written it already, as a part of a member? */
static bool is_written(struct init *in, const struct place *p)
{
    struct path_id path = in->parts ? place_path(in->b, p) : (struct path_id){FACTS_NONE};
    bool written = false;
    for (uint32_t i = in->first; in->parts && i < in->b->fn->events.len && !written; i++) {
        const struct event *e = &in->b->fn->events.at[i];
        written = e->kind == EVENT_ASSIGN && e->assign.to.i == path.i;
    }
    return written;
}

static uint32_t count_leaves(struct init *in, CXType type)
{
    CXType t = clang_getCanonicalType(type);
    uint32_t count = 0;
    if (is_array(t))
        return count_leaves(in, clang_getArrayElementType(t)) > 1 ? ZERO_LEAVES + 1 : 1;
    if (!is_record(t) || in->depth > 8)
        return 1;
    struct fields f = fields_of(in, t);
    in->depth++;
    for (uint32_t i = 0; i < f.len && count <= ZERO_LEAVES; i++)
        count += count_leaves(in, clang_getCursorType(f.at[i]));
    in->depth--;
    return count;
}

static void zero_fill(struct init *in, const struct place *p, CXType type, struct loc at)
{
    CXType t = clang_getCanonicalType(type);
    if (is_array(t) || is_written(in, p))
        return;
    if (!is_record(t)) {
        struct value v = {.kind = t.kind == CXType_Pointer ? VALUE_NULL : VALUE_INT};
        assign(in, p, body_add_value(in->b, v), at);
        return;
    }
    struct fields f = fields_of(in, t);
    uint32_t len = is_union(t) && f.len ? 1 : f.len;
    for (uint32_t i = 0; i < len; i++) {
        struct place sub = field_place(in, p, f.at[i]);
        zero_fill(in, &sub, clang_getCursorType(f.at[i]), at);
    }
}

static bool is_designated(const struct node *n)
{
    return n->kind == CXCursor_UnexposedExpr && n->first && !node_is_implicit(n) &&
           (n->first->kind == CXCursor_MemberRef || n->child_len > 1) &&
           clang_getCursorType(n->cursor).kind == CXType_Void;
}

/* Two indices that belong to one [a ... b]. */
static bool is_range(struct init *in, struct node *low, struct node *high)
{
    struct pos from = node_end(in->b->l, low), to = node_begin(in->b->l, high);
    if (!from.source || from.source != to.source || to.offset <= from.offset)
        return false;
    return memmem(from.source->text + from.offset, to.offset - from.offset, "...", 3) != NULL;
}

/* Follow the designators from D on, up to the value; *ret_member: the first one, as index among its
 * siblings. */
static void designated(struct init *in, const struct place *p, CXType type, struct node *d,
                       int64_t *ret_member)
{
    struct node *value = d->parent->last;
    int64_t low = 0, high = 0;
    if (d == value) {
        init_value(in, p, type, value);
        return;
    }
    if (d->kind == CXCursor_MemberRef) {
        CXCursor field = clang_getCursorReferenced(d->cursor);
        if (clang_getCursorKind(field) != CXCursor_FieldDecl)
            return;
        struct place sub = field_place(in, p, field);
        designated(in, &sub, clang_getCursorType(field), d->next, NULL);
        if (!ret_member)
            return;
        struct fields f = fields_of(in, clang_getCanonicalType(type));
        for (uint32_t i = 0; i < f.len; i++)
            if (clang_equalCursors(f.at[i], field))
                *ret_member = i;
        return;
    }
    bool range =
        d->next != value && d->next->kind != CXCursor_MemberRef && is_range(in, d, d->next);
    struct node *last = range ? d->next : d;
    node_place(in->b->l, d);
    node_place(in->b->l, last);
    CXType element = clang_getArrayElementType(clang_getCanonicalType(type));
    bool known = value_number(d, &low) && value_number(last, &high) && low >= 0 && high >= low;
    bool each = known && high - low < RANGE_MAX;
    for (int64_t i = low; i <= (each ? high : low); i++) {
        struct place sub = element_place(p, each ? i : -1);
        designated(in, &sub, element, last->next, NULL);
    }
    if (ret_member && known)
        *ret_member = high;
}

/* Whether N, without braces, is the value of an object of type TYPE as a whole, not of its first
 * member. */
static bool fits_whole(struct node *n, CXType canonical)
{
    struct node *inner = node_strip(n);
    if (n->kind == CXCursor_InitListExpr || (!is_record(canonical) && !is_array(canonical)))
        return true;
    if (is_array(canonical))
        return inner->kind == CXCursor_StringLiteral || inner->kind == CXCursor_CompoundLiteralExpr;
    return clang_getCanonicalType(clang_getCursorType(n->cursor)).kind == CXType_Record;
}

/* One member from N on; returns the first initialiser that is left. */
static struct node *member(struct init *in, const struct place *p, CXType type, struct node *n)
{
    CXType t = clang_getCanonicalType(type);
    if (!fits_whole(n, t) && in->depth < 64)
        return init_members(in, p, t, n, false);
    init_value(in, p, type, n);
    return n->next;
}

static struct node *struct_members(struct init *in, const struct place *p, CXType t, struct node *n,
                                   bool braces)
{
    struct fields f = fields_of(in, t);
    bool *done = arena_new_array(in->b->l->per_body, bool, f.len + 1);
    struct loc at = {0};
    if (n) {
        node_place(in->b->l, n->parent);
        at = pos_loc(in->b->l, n->parent->at, 0);
    }
    int64_t i = 0;
    while (n) {
        bool part = false;
        if (is_designated(n)) {
            if (!braces)
                break;
            int64_t which = -1;
            macro_note(in->b, n);
            designated(in, p, t, n->first, &which);
            i = which >= 0 ? which : f.len;
            part = n->first->next != n->last;
            in->parts |= part;
            n = n->next;
        } else {
            if (i >= f.len)
                break;
            struct place sub = field_place(in, p, f.at[i]);
            n = member(in, &sub, clang_getCursorType(f.at[i]), n);
        }
        if (i < f.len && !part)
            done[i] = true;
        i = is_union(t) ? f.len : i + 1;
    }
    if (in->zero && braces && !is_union(t) && count_leaves(in, t) <= ZERO_LEAVES)
        for (uint32_t k = 0; k < f.len; k++) {
            struct place sub = field_place(in, p, f.at[k]);
            if (!done[k])
                zero_fill(in, &sub, clang_getCursorType(f.at[k]), at);
        }
    return n;
}

static struct node *array_members(struct init *in, const struct place *p, CXType t, struct node *n,
                                  bool braces)
{
    CXType element = clang_getArrayElementType(t);
    int64_t i = 0, len = t.kind == CXType_ConstantArray ? clang_getArraySize(t) : INT64_MAX;
    while (n) {
        if (is_designated(n)) {
            if (!braces)
                break;
            macro_note(in->b, n);
            designated(in, p, t, n->first, &i);
            n = n->next;
        } else {
            if (i >= len)
                break;
            struct place sub = element_place(p, i);
            n = member(in, &sub, element, n);
        }
        i++;
    }
    return n;
}

/* The members of an object of type T from the initialisers N on; without braces only as many as it
 * has members. */
static struct node *init_members(struct init *in, const struct place *p, CXType t, struct node *n,
                                 bool braces)
{
    in->depth++;
    n = is_record(t) ? struct_members(in, p, t, n, braces) : array_members(in, p, t, n, braces);
    in->depth--;
    return n;
}

static void init_value(struct init *in, const struct place *p, CXType type, struct node *n)
{
    CXType t = clang_getCanonicalType(type);
    if (n->kind == CXCursor_InitListExpr && (is_record(t) || is_array(t)) && in->depth < 64) {
        struct node *only = n->child_len == 1 ? n->first : NULL;
        macro_note(in->b, n);
        if (only && is_array(t) && node_strip(only)->kind == CXCursor_StringLiteral &&
            clang_getCanonicalType(clang_getArrayElementType(t)).kind != CXType_Pointer &&
            !is_record(clang_getCanonicalType(clang_getArrayElementType(t))) &&
            !is_array(clang_getCanonicalType(clang_getArrayElementType(t)))) {
            init_value(in, p, type, only);
            return;
        }
        if (!n->first && is_record(t) && in->zero && count_leaves(in, t) <= ZERO_LEAVES) {
            zero_fill(in, p, t, pos_loc(in->b->l, n->at, 0));
            return;
        }
        init_members(in, p, t, n->first, true);
        return;
    }
    struct node *literal = node_strip(n);
    if (is_record(t) && literal->kind == CXCursor_CompoundLiteralExpr && literal->last &&
        literal->last->kind == CXCursor_InitListExpr) {
        macro_note(in->b, literal);
        init_value(in, p, type, literal->last);
        return;
    }
    struct value v = lower_value(in->b, n);
    value_describe(in->b, &v, n);
    assign(in, p, body_add_value(in->b, v), pos_loc(in->b->l, n->at, 0));
}

void lower_init(struct body *b, const struct place *place, CXType type, struct node *init,
                bool zero)
{
    struct init in = {.b = b, .zero = zero, .first = b->fn->events.len};
    init_value(&in, place, type, init);
}

static uint32_t count_values(const struct node *n)
{
    uint32_t count = 0;
    if (is_designated(n))
        return count_values(n->last);
    if (n->kind != CXCursor_InitListExpr)
        return 1;
    for (const struct node *c = n->first; c && count <= SMALL_VALUES; c = c->next)
        count += count_values(c);
    return count;
}

bool lower_is_small_object(const struct node *init)
{
    return !init->has_function && count_values(init) <= SMALL_VALUES;
}

bool lower_is_constant_object(CXType type)
{
    CXType t = clang_getCanonicalType(type);
    bool constant = clang_isConstQualifiedType(t) != 0;
    while (is_array(t)) {
        t = clang_getCanonicalType(clang_getArrayElementType(t));
        constant = constant || clang_isConstQualifiedType(t);
    }
    return constant;
}
