/* Expressions for what they do and what they are worth: calls, assignments, choices. */
#include "extract/body.h"
#include "extract/decls.h"

#include <string.h>

#define OPERANDS_MAX 16 /* of what has more, the others are only evaluated */

static const struct path_id no_path = {FACTS_NONE};
static const struct value_id no_value = {FACTS_NONE};

void lower_use(struct body *b, const struct value *v, enum use_kind use, struct path_id stored)
{
    if (v->kind == VALUE_RESULT) {
        struct event_call *c = &b->fn->events.at[v->event.i].call;
        if (c->use == USE_OTHER || (c->use == USE_TESTED && use == USE_STORED)) {
            c->use = use;
            c->stored = stored;
        }
    } else if (v->kind == VALUE_CHOICE) {
        for (uint32_t i = 0; i < v->choice_len; i++) {
            struct value choice = b->fn->values.at[b->fn->choices.at[v->first_choice + i].i];
            lower_use(b, &choice, use, stored);
        }
    }
}

struct value_id lower_operand(struct body *b, struct node *n)
{
    struct value v = lower_value(b, n);
    value_describe(b, &v, n);
    return body_add_value(b, v);
}

/* N and what is below it, of which nothing calls or assigns: macros, and functions that are named.
 */
static void note_plain(struct body *b, struct node *n)
{
    macro_note(b, n);
    if (n->kind == CXCursor_DeclRefExpr && n->has_function) {
        CXCursor decl = clang_getCursorReferenced(n->cursor);
        if (clang_getCursorKind(decl) == CXCursor_FunctionDecl)
            body_take(b, decl_entity(b->l, decl), pos_loc(b->l, n->at, 0));
    }
    for (struct node *c = n->first; c; c = c->next)
        note_plain(b, c);
}

static bool is_assignment(struct node *n)
{
    n = node_strip(n);
    return n->kind == CXCursor_BinaryOperator &&
           clang_getCursorBinaryOperatorKind(n->cursor) == CXBinaryOperator_Assign;
}

static void take_value(struct body *b, const struct value *v, struct node *n)
{
    if (v->kind == VALUE_FUNCTION) {
        body_take(b, v->function, pos_loc(b->l, n->at, 0));
    } else if (v->kind == VALUE_CHOICE) {
        for (uint32_t i = 0; i < v->choice_len; i++)
            take_value(b, &b->fn->values.at[b->fn->choices.at[v->first_choice + i].i], n);
    }
}

void lower_ignored(struct body *b, struct node *n)
{
    enum use_kind use = b->use;
    b->use = USE_OTHER;
    struct value v = lower_value(b, n);
    b->use = use;
    lower_use(b, &v, USE_IGNORED, no_path);
    if (!is_assignment(n)) /* its event has the value */
        take_value(b, &v, n);
}

void lower_effects(struct body *b, struct node *n)
{
    if (!n->has_effects && b->depth < BODY_DEPTH) {
        b->depth++;
        note_plain(b, n);
        b->depth--;
        return;
    }
    struct value v = lower_value(b, n);
    if (!is_assignment(n)) /* its event has the value */
        take_value(b, &v, n);
}

struct value lower_operation(struct body *b, enum operator operator,
                             const struct value_id * operands, uint32_t len)
{
    struct value v = {.kind = VALUE_UNKNOWN,
                      .operator= operator,
                      .first_operand = b->fn->operands.len,
                      .operand_len = len};
    for (uint32_t i = 0; i < len; i++)
        vec_push(b->l->arena, &b->fn->operands, operands[i]);
    return v;
}

/* N as part of what is not understood: a constant keeps the names that it is written with. */
static struct value_id part(struct body *b, struct node *n, bool ordered)
{
    struct value v = lower_value(b, n);
    if (!is_assignment(n)) /* its event has the value */
        take_value(b, &v, n);
    if (v.kind == VALUE_INT)
        value_describe(b, &v, n);
    if (ordered)
        value_in_order(n, &v);
    return body_add_value(b, v);
}

/* OPERATOR with the expressions below N as its operands. */
static struct value operation(struct body *b, struct node *n, enum operator operator)
{
    struct value_id ids[OPERANDS_MAX];
    uint32_t len = 0;
    for (struct node *c = n->first; c; c = c->next)
        if (clang_isExpression(c->kind) && len < OPERANDS_MAX)
            ids[len++] = part(b, c, operator>= OPERATOR_LT && operator<= OPERATOR_GE);
        else if (clang_isExpression(c->kind))
            lower_effects(b, c);
    return lower_operation(b, operator, ids, len);
}

static enum operator binary_operator(enum CXBinaryOperatorKind op)
{
    static const enum operator operators[] = {
        [CXBinaryOperator_Mul] = OPERATOR_MULTIPLY,
        [CXBinaryOperator_Div] = OPERATOR_DIVIDE,
        [CXBinaryOperator_Rem] = OPERATOR_REMAINDER,
        [CXBinaryOperator_Add] = OPERATOR_ADD,
        [CXBinaryOperator_Sub] = OPERATOR_SUBTRACT,
        [CXBinaryOperator_Shl] = OPERATOR_SHIFT_LEFT,
        [CXBinaryOperator_Shr] = OPERATOR_SHIFT_RIGHT,
        [CXBinaryOperator_LT] = OPERATOR_LT,
        [CXBinaryOperator_GT] = OPERATOR_GT,
        [CXBinaryOperator_LE] = OPERATOR_LE,
        [CXBinaryOperator_GE] = OPERATOR_GE,
        [CXBinaryOperator_EQ] = OPERATOR_EQ,
        [CXBinaryOperator_NE] = OPERATOR_NE,
        [CXBinaryOperator_And] = OPERATOR_AND,
        [CXBinaryOperator_Xor] = OPERATOR_XOR,
        [CXBinaryOperator_Or] = OPERATOR_OR,
        [CXBinaryOperator_LAnd] = OPERATOR_BOTH,
        [CXBinaryOperator_LOr] = OPERATOR_EITHER,
        [CXBinaryOperator_MulAssign] = OPERATOR_MULTIPLY,
        [CXBinaryOperator_DivAssign] = OPERATOR_DIVIDE,
        [CXBinaryOperator_RemAssign] = OPERATOR_REMAINDER,
        [CXBinaryOperator_AddAssign] = OPERATOR_ADD,
        [CXBinaryOperator_SubAssign] = OPERATOR_SUBTRACT,
        [CXBinaryOperator_ShlAssign] = OPERATOR_SHIFT_LEFT,
        [CXBinaryOperator_ShrAssign] = OPERATOR_SHIFT_RIGHT,
        [CXBinaryOperator_AndAssign] = OPERATOR_AND,
        [CXBinaryOperator_XorAssign] = OPERATOR_XOR,
        [CXBinaryOperator_OrAssign] = OPERATOR_OR,
    };
    return (uint32_t)op < COUNT(operators) ? operators[op] : OPERATOR_NONE;
}

static enum operator unary_operator(enum CXUnaryOperatorKind op)
{
    switch ((int)op) {
    case CXUnaryOperator_LNot:
        return OPERATOR_NOT;
    case CXUnaryOperator_Not:
        return OPERATOR_INVERT;
    case CXUnaryOperator_Minus:
        return OPERATOR_NEGATE;
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PreInc:
        return OPERATOR_ADD;
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreDec:
        return OPERATOR_SUBTRACT;
    default:
        return OPERATOR_NONE;
    }
}

void lower_assign(struct body *b, const struct place *to, struct value_id from, bool init,
                  struct loc at)
{
    struct event_assign a = {.to = place_path(b, to), .from = from, .init = init};
    lower_use(b, &b->fn->values.at[from.i], USE_STORED, a.to);
    body_emit(b, (struct event){.kind = EVENT_ASSIGN, .loc = at, .assign = a});
}

static struct value value_of_place(struct body *b, const struct place *p, CXType type)
{
    CXType canonical = clang_getCanonicalType(type);
    bool array = canonical.kind == CXType_ConstantArray ||
                 canonical.kind == CXType_IncompleteArray || canonical.kind == CXType_VariableArray;
    return (struct value){.kind = array ? VALUE_ADDRESS : VALUE_PATH, .path = place_path(b, p)};
}

static struct value assignment(struct body *b, struct node *n)
{
    struct place to = lower_place(b, n->first);
    struct node *from = node_strip(n->last);
    struct loc at = pos_loc(b->l, n->at, 0);
    if (from->kind == CXCursor_CompoundLiteralExpr && from->last &&
        from->last->kind == CXCursor_InitListExpr) {
        macro_note(b, from);
        lower_init(b, &to, clang_getCursorType(n->first->cursor), from->last, true);
        return value_of_place(b, &to, clang_getCursorType(n->first->cursor));
    }
    struct value_id v = lower_operand(b, n->last);
    lower_assign(b, &to, v, false, at);
    return b->fn->values.at[v.i];
}

/* x += y, x++: the new value is made of the old one. */
static struct value change(struct body *b, struct node *n)
{
    struct place to = lower_place(b, n->first);
    struct value old = {.kind = VALUE_PATH, .path = place_path(b, &to)},
                 one = {.kind = VALUE_INT, .number = 1};
    bool compound = n->last != n->first;
    struct value_id ids[2] = {body_add_value(b, old)};
    ids[1] = compound ? part(b, n->last, false) : body_add_value(b, one);
    enum operator op = compound ? binary_operator(clang_getCursorBinaryOperatorKind(n->cursor))
                                : unary_operator(clang_getCursorUnaryOperatorKind(n->cursor));
    struct value v = lower_operation(b, op, ids, 2);
    value_describe(b, &v, n);
    lower_assign(b, &to, body_add_value(b, v), false, pos_loc(b->l, n->at, 0));
    bool after =
        !compound && clang_getCursorUnaryOperatorKind(n->cursor) <= CXUnaryOperator_PostDec;
    if (!after) /* what the assignment before has made of it */
        return old;
    return lower_operation(b, op == OPERATOR_ADD ? OPERATOR_SUBTRACT : OPERATOR_ADD, ids, 2);
}

static struct value choose(struct body *b, struct value_id condition, struct value first,
                           struct node *n1, struct value second, struct node *n2)
{
    value_describe(b, &first, n1);
    value_describe(b, &second, n2);
    struct value_id ids[2] = {body_add_value(b, first), body_add_value(b, second)};
    struct value v = {.kind = VALUE_CHOICE,
                      .condition = condition,
                      .first_choice = b->fn->choices.len,
                      .choice_len = 2};
    vec_push(b->l->arena, &b->fn->choices, ids[0]);
    vec_push(b->l->arena, &b->fn->choices, ids[1]);
    return v;
}

static struct value conditional(struct body *b, struct node *n)
{
    struct node *first = n->first->next, *second = n->last;
    bool holds;
    if (lower_is_constant(n->first, &holds)) {
        lower_effects(b, n->first);
        return lower_value(b, holds ? first : second);
    }
    if (b->is_init || (!first->has_effects && !second->has_effects)) {
        enum use_kind use = b->use;
        b->use = USE_TESTED;
        struct value_id condition = part(b, n->first, false);
        b->use = use;
        struct value v = lower_value(b, first);
        return choose(b, condition, v, first, lower_value(b, second), second);
    }
    struct block_id yes = body_new_block(b), no = body_new_block(b), join = BODY_NONE;
    lower_branch(b, n->first, yes, no);
    b->cur = yes;
    struct value v1 = lower_value(b, first);
    if (b->cur.i != FACTS_NONE)
        body_jump(b, body_lazy(b, &join), (struct loc){0});
    b->cur = no;
    struct value v2 = lower_value(b, second);
    if (b->cur.i != FACTS_NONE)
        body_jump(b, body_lazy(b, &join), (struct loc){0});
    b->cur = join;
    return choose(b, no_value, v1, first, v2, second);
}

/* GNU a ?: b: clang shows a three times. */
static struct value conditional_or(struct body *b, struct node *n)
{
    struct node *first = n->first, *second = n->last;
    struct value v1 = lower_value(b, first);
    lower_use(b, &v1, USE_TESTED, no_path);
    struct value_id condition = body_add_value(b, v1);
    if (b->is_init || !second->has_effects)
        return choose(b, condition, v1, first, lower_value(b, second), second);
    struct block_id no = body_new_block(b), join = body_new_block(b);
    body_branch(b, (struct cond){.kind = COND_TRUTH, .value = condition}, join, no,
                pos_loc(b->l, n->at, 0));
    b->cur = no;
    struct value v2 = lower_value(b, second);
    body_jump(b, join, (struct loc){0});
    b->cur = join;
    return choose(b, condition, v1, first, v2, second);
}

static struct value logical(struct body *b, struct node *n)
{
    if (b->is_init || !n->last->has_effects)
        return operation(b, n, binary_operator(clang_getCursorBinaryOperatorKind(n->cursor)));
    bool conjunction = clang_getCursorBinaryOperatorKind(n->cursor) == CXBinaryOperator_LAnd;
    struct block_id rest = body_new_block(b), join = body_new_block(b);
    enum use_kind use = b->use;
    struct value_id both[2];
    both[0] = n->first->has_effects ? body_add_value(b, (struct value){.kind = VALUE_UNKNOWN})
                                    : part(b, n->first, false);
    lower_branch(b, n->first, conjunction ? rest : join, conjunction ? join : rest);
    b->cur = rest;
    b->use = USE_TESTED;
    both[1] = part(b, n->last, false);
    b->use = use;
    body_jump(b, join, (struct loc){0});
    b->cur = join;
    return lower_operation(b, conjunction ? OPERATOR_BOTH : OPERATOR_EITHER, both, 2);
}

static struct value constant(struct body *b, struct node *n)
{
    struct value v = {.kind = VALUE_UNKNOWN};
    lower_effects(b, n);
    if (value_number(n, &v.number))
        v.kind = VALUE_INT;
    return v;
}

static struct value binary(struct body *b, struct node *n)
{
    enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(n->cursor);
    if (n->child_len != 2)
        return operation(b, n, OPERATOR_NONE);
    if (op == CXBinaryOperator_Assign)
        return assignment(b, n);
    if (op == CXBinaryOperator_Comma) {
        lower_ignored(b, n->first);
        return lower_value(b, n->last);
    }
    if (value_is_constant(n))
        return constant(b, n);
    if (op == CXBinaryOperator_LAnd || op == CXBinaryOperator_LOr)
        return logical(b, n);
    return operation(b, n, binary_operator(op));
}

static struct value address(struct body *b, struct node *n)
{
    struct node *object = node_strip(n->first);
    if (object->kind == CXCursor_DeclRefExpr &&
        clang_getCursorKind(clang_getCursorReferenced(object->cursor)) == CXCursor_FunctionDecl)
        return lower_value(b, n->first);
    if (object->kind == CXCursor_UnaryOperator && object->first &&
        clang_getCursorUnaryOperatorKind(object->cursor) == CXUnaryOperator_Deref)
        return lower_value(b, object->first);
    struct place p = lower_place(b, n->first);
    return (struct value){.kind = VALUE_ADDRESS, .path = place_path(b, &p)};
}

static struct value unary(struct body *b, struct node *n)
{
    enum CXUnaryOperatorKind op = clang_getCursorUnaryOperatorKind(n->cursor);
    if (!n->first)
        return (struct value){.kind = VALUE_UNKNOWN};
    if (op >= CXUnaryOperator_PostInc && op <= CXUnaryOperator_PreDec)
        return change(b, n);
    if (op == CXUnaryOperator_AddrOf)
        return address(b, n);
    if (op == CXUnaryOperator_Extension)
        return lower_value(b, n->first);
    if (op == CXUnaryOperator_Deref) {
        if (decl_is_function_type(clang_getCanonicalType(clang_getCursorType(n->cursor))))
            return lower_value(b, n->first);
        struct place p = lower_place(b, n);
        return value_of_place(b, &p, clang_getCursorType(n->cursor));
    }
    return value_is_constant(n) ? constant(b, n) : operation(b, n, unary_operator(op));
}

static struct value reference(struct body *b, struct node *n)
{
    CXCursor decl = clang_getCursorReferenced(n->cursor);
    enum CXCursorKind kind = clang_getCursorKind(decl);
    struct value v = {.kind = VALUE_UNKNOWN};
    if (kind == CXCursor_FunctionDecl) {
        v = (struct value){.kind = VALUE_FUNCTION, .function = decl_entity(b->l, decl)};
        node_place(b->l, n);
        v.loc = pos_loc(b->l, n->at, 0);
        return v;
    }
    if (kind == CXCursor_EnumConstantDecl)
        return (struct value){.kind = VALUE_INT, .number = clang_getEnumConstantDeclValue(decl)};
    if (kind != CXCursor_VarDecl && kind != CXCursor_ParmDecl)
        return v;
    struct place p = place_of_decl(b, decl);
    v = value_of_place(b, &p, clang_getCursorType(n->cursor));
    if (kind == CXCursor_VarDecl && v.kind == VALUE_PATH && value_is_constant(n) &&
        value_number(n, &v.number))
        v = (struct value){.kind = VALUE_INT, .number = v.number};
    return v;
}

static struct value string(struct body *b, struct node *n)
{
    CXString s = clang_getCursorSpelling(n->cursor);
    const char *text = clang_getCString(s) ? clang_getCString(s) : "";
    size_t len = strlen(text);
    const char *quote = memchr(text, '"', len < 4 ? len : 4);
    if (quote && len && text[len - 1] == '"' && quote < text + len - 1) {
        len -= (size_t)(quote - text) + 2;
        text = quote + 1;
    }
    struct value v = {.kind = VALUE_STRING,
                      .text = str_intern_n(b->l->strs, text, len < 200 ? len : 200)};
    clang_disposeString(s);
    return v;
}

/* What a conversion to TYPE makes of the value. */
static struct value converted(struct value v, CXType type)
{
    if (v.kind == VALUE_INT && v.number == 0 && clang_getCanonicalType(type).kind == CXType_Pointer)
        v.kind = VALUE_NULL;
    return v;
}

static struct value statement_expr(struct body *b, struct node *n)
{
    struct node *body = n->first, *last = body ? body->last : NULL;
    struct value v = {.kind = VALUE_UNKNOWN};
    if (!body || body->kind != CXCursor_CompoundStmt || b->is_init)
        return v;
    enum use_kind use = b->use;
    b->use = USE_OTHER;
    struct node *value_of = last && clang_isExpression(last->kind) ? last : NULL;
    vec_push(b->l->per_body, &b->scopes, (struct scope){.node = body, .mark = body_mark(b)});
    struct pos before = macro_scope_begin(b, body);
    for (struct node *c = body->first; c; c = c->next) {
        macro_scan_gap(b, before, node_begin(b->l, c));
        if (c == value_of) {
            b->use = use;
            v = lower_value(b, c);
        } else {
            lower_statement(b, c);
        }
        before = node_end(b->l, c);
    }
    b->use = use;
    if (b->cur.i !=
        FACTS_NONE) /* its locals live on with the scope around: they may be its value */
        lower_cleanups(b, vec_last(&b->scopes).mark.guard_len, pos_loc(b->l, before, 0));
    b->guards.len = vec_last(&b->scopes).mark.guard_len;
    b->scopes.len--;
    return v;
}

static struct value selection(struct body *b, struct node *n)
{
    struct node *found = generic_choice(b->l, n);
    return found ? lower_value(b, found) : (struct value){.kind = VALUE_UNKNOWN};
}

static struct value unexposed(struct body *b, struct node *n)
{
    int64_t chosen;
    struct value v;
    if (node_is_implicit(n))
        return converted(lower_value(b, n->first), clang_getCursorType(n->cursor));
    if (n->child_len == 4 && clang_equalLocations(clang_getCursorLocation(n->first->cursor),
                                                  clang_getCursorLocation(n->first->next->cursor)))
        return conditional_or(b, n);
    if (n->child_len == 3 && n->spelled.source &&
        !strncmp(n->spelled.source->text + n->spelled.offset, "__builtin_choose_expr", 21) &&
        value_is_constant(n->first) && value_number(n->first, &chosen))
        return lower_value(b, chosen ? n->first->next : n->last);
    if (!b->is_init && lower_atomic(b, n, &v))
        return v;
    return value_is_constant(n) ? constant(b, n) : operation(b, n, OPERATOR_NONE);
}

/* N, of the value V, is cast to void. What a statement expression keeps of a call until its end is
 * the call's result. */
static void lower_void(struct body *b, const struct value *v, struct node *n)
{
    lower_use(b, v, USE_VOID, no_path);
    if (!n || node_strip(n)->kind != CXCursor_StmtExpr || v->kind != VALUE_PATH)
        return;
    for (uint32_t i = b->fn->events.len; i-- > 0;) {
        const struct event *e = &b->fn->events.at[i];
        if (e->kind != EVENT_ASSIGN || e->assign.to.i != v->path.i)
            continue;
        const struct value *from = &b->fn->values.at[e->assign.from.i];
        if (e->assign.init && from->kind == VALUE_RESULT)
            b->fn->events.at[from->event.i].call.use = USE_VOID;
        return;
    }
}

static struct value value_of(struct body *b, struct node *n)
{
    struct value v = {.kind = VALUE_UNKNOWN};
    struct place p;
    switch ((int)n->kind) {
    case CXCursor_ParenExpr:
        return n->first ? lower_value(b, n->first) : v;
    case CXCursor_UnexposedExpr:
        return unexposed(b, n);
    case CXCursor_CStyleCastExpr:
        v = n->last && clang_isExpression(n->last->kind) ? lower_value(b, n->last) : v;
        if (clang_getCursorType(n->cursor).kind == CXType_Void)
            lower_void(b, &v, n->last);
        return converted(v, clang_getCursorType(n->cursor));
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_UnaryExpr:
        v.kind = value_number(n, &v.number) ? VALUE_INT : VALUE_UNKNOWN;
        return v;
    case CXCursor_StringLiteral:
        return string(b, n);
    case CXCursor_DeclRefExpr:
        return reference(b, n);
    case CXCursor_MemberRefExpr:
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_CompoundLiteralExpr:
        p = lower_place(b, n);
        return value_of_place(b, &p, clang_getCursorType(n->cursor));
    case CXCursor_UnaryOperator:
        return unary(b, n);
    case CXCursor_BinaryOperator:
        return binary(b, n);
    case CXCursor_CompoundAssignOperator:
        return n->child_len == 2 ? change(b, n) : operation(b, n, OPERATOR_NONE);
    case CXCursor_ConditionalOperator:
        return n->child_len == 3 ? conditional(b, n) : operation(b, n, OPERATOR_NONE);
    case CXCursor_CallExpr:
        return lower_call(b, n);
    case CXCursor_StmtExpr:
        return statement_expr(b, n);
    case CXCursor_GenericSelectionExpr:
        return selection(b, n);
    case CXCursor_InitListExpr:
        return n->first ? lower_value(b, n->first) : v;
    default:
        return operation(b, n, OPERATOR_NONE);
    }
}

struct value lower_value(struct body *b, struct node *n)
{
    struct value v = {.kind = VALUE_UNKNOWN};
    if (b->depth >= BODY_DEPTH)
        return v;
    b->depth++;
    macro_note(b, n);
    v = value_of(b, n);
    b->depth--;
    return v;
}
