/* Statements into blocks, and which functions are lowered at all. */
#include "extract/lower.h"

#include "extract/body.h"
#include "extract/decls.h"
#include "extract/marks.h"
#include "extract/words.h"

static struct loc node_loc(struct body *b, struct node *n)
{
    node_place(b->l, n);
    return pos_loc(b->l, n->at, 0);
}

/* Control falls out of a scope. */
static void leave_scope(struct body *b, struct mark mark, struct loc at)
{
    if (b->cur.i != FACTS_NONE && b->scopes.len > 1)
        lower_leave(b, mark, at);
    else if (b->cur.i != FACTS_NONE)
        lower_cleanups(b, mark.guard_len, at); /* the function's own: a return ends its locals */
    b->guards.len = mark.guard_len;
}

void lower_compound(struct body *b, struct node *n)
{
    struct mark mark = body_mark(b);
    vec_push(b->l->per_body, &b->scopes, (struct scope){.node = n, .mark = mark});
    struct pos before = macro_scope_begin(b, n);
    for (struct node *c = n->first; c; c = c->next) {
        macro_scan_gap(b, before, node_begin(b->l, c));
        lower_statement(b, c);
        before = node_end(b->l, c);
    }
    struct pos end = node_end(b->l, n);
    macro_scan_gap(b, before, end);
    end.offset -= end.offset > 0;
    leave_scope(b, mark, pos_loc(b->l, end, 0));
    b->scopes.len--;
}

/* if, and the chain of its else ifs. */
static void lower_if(struct body *b, struct node *n)
{
    struct block_id join = BODY_NONE;
    while (n && n->kind == CXCursor_IfStmt && n->child_len >= 2) {
        struct node *then = n->first->next, *otherwise = then->next;
        struct block_id yes = body_new_block(b),
                        no = otherwise ? body_new_block(b) : body_lazy(b, &join);
        macro_note(b, n);
        lower_branch(b, n->first, yes, no);
        b->cur = yes;
        lower_statement(b, then);
        if (b->cur.i != FACTS_NONE)
            body_jump(b, body_lazy(b, &join), (struct loc){0});
        b->cur = no;
        n = otherwise;
        if (!n)
            return; /* no is the join */
    }
    if (n)
        lower_statement(b, n);
    if (join.i != FACTS_NONE) {
        body_jump(b, join, (struct loc){0});
        b->cur = join;
    }
}

static void lower_return(struct body *b, struct node *n)
{
    struct event e = {.kind = EVENT_RETURN, .loc = node_loc(b, n), .value.i = FACTS_NONE};
    if (n->first) {
        e.value = lower_operand(b, n->first);
        lower_use(b, &b->fn->values.at[e.value.i], USE_RETURNED, (struct path_id){FACTS_NONE});
    }
    lower_cleanups(b, 0, e.loc);
    body_emit(b, e);
    body_end(b, TERM_RETURN, e.loc);
}

static void lower_break(struct body *b, struct node *n)
{
    bool is_continue = n->kind == CXCursor_ContinueStmt;
    struct target *t = b->target;
    while (t && is_continue && t->is_switch)
        t = t->outer;
    struct loc at = node_loc(b, n);
    if (!t) {
        body_end(b, TERM_STOP, at);
        return;
    }
    body_current(b);
    lower_leave(b, t->mark, at);
    body_jump(b, body_lazy(b, is_continue ? &t->cont : &t->brk), at);
}

/* asm, attributed statements and others: what they hold, in order. */
static void lower_other(struct body *b, struct node *n)
{
    for (struct node *c = n->first; c; c = c->next) {
        if (clang_isStatement(c->kind))
            lower_statement(b, c);
        else if (clang_isExpression(c->kind))
            lower_effects(b, c);
    }
}

static void statement(struct body *b, struct node *n)
{
    switch ((int)n->kind) {
    case CXCursor_CompoundStmt:
        lower_compound(b, n);
        return;
    case CXCursor_DeclStmt:
        for (struct node *c = n->first; c; c = c->next)
            lower_declaration(b, c);
        return;
    case CXCursor_IfStmt:
        lower_if(b, n);
        return;
    case CXCursor_WhileStmt:
        lower_while(b, n);
        return;
    case CXCursor_DoStmt:
        lower_do(b, n);
        return;
    case CXCursor_ForStmt:
        lower_for(b, n);
        return;
    case CXCursor_SwitchStmt:
        lower_switch(b, n);
        return;
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
        lower_case(b, n);
        return;
    case CXCursor_LabelStmt:
        lower_label(b, n);
        return;
    case CXCursor_GotoStmt:
        lower_goto(b, n);
        return;
    case CXCursor_IndirectGotoStmt:
        lower_computed_goto(b, n);
        return;
    case CXCursor_GCCAsmStmt:
        lower_other(b, n);
        lower_asm_goto(b, n);
        return;
    case CXCursor_BreakStmt:
    case CXCursor_ContinueStmt:
        lower_break(b, n);
        return;
    case CXCursor_ReturnStmt:
        lower_return(b, n);
        return;
    default:
        if (clang_isExpression(n->kind))
            lower_ignored(b, n);
        else
            lower_other(b, n);
    }
}

void lower_statement(struct body *b, struct node *n)
{
    if (b->depth >= BODY_DEPTH)
        return;
    b->depth++;
    macro_note(b, n);
    if (n->kind == CXCursor_NullStmt && n->parent && n->parent->kind != CXCursor_CompoundStmt &&
        n->parent->first != n) {
        struct node *before = n->parent->first; /* while (x) EMPTY(); */
        while (before->next != n)
            before = before->next;
        macro_scan_gap(b, node_end(b->l, before), n->at);
    }
    enum use_kind use = b->use;
    b->use = USE_OTHER;
    statement(b, n);
    b->use = use;
    b->depth--;
}

static struct node *compound_of(struct node *root)
{
    for (struct node *c = root->first; c; c = c->next)
        if (c->kind == CXCursor_CompoundStmt)
            return c;
    return NULL;
}

static void lower_function(struct lowering *l, CXCursor definition)
{
    struct function fn = {.entity = decl_entity(l, definition)};
    struct body b = {.l = l, .fn = &fn, .use = USE_OTHER};
    arena_reset(l->per_body);
    struct node *root = tree_build(l, definition), *body = compound_of(root);
    if (!body)
        return;
    struct str name = facts_entity(l->facts, fn.entity)->name;
    struct pos at = pos_file(l, clang_getCursorLocation(definition)), end = node_end(l, body);
    fn.loc = pos_loc(l, at, (uint32_t)str_len(l->strs, name));
    if (at.source)
        at.source->commented = true;
    end.offset -= end.offset > 0;
    fn.end = pos_loc(l, end, 0);
    int param_len = clang_Cursor_getNumArguments(definition);
    for (int i = 0; i < param_len; i++)
        idmap_set(l->per_body, &b.params,
                  decl_key(clang_Cursor_getArgument(definition, (unsigned)i)), (uint32_t)i);
    b.cur = body_new_block(&b);
    lower_find_labels(&b, body);
    lower_compound(&b, body);
    if (b.cur.i != FACTS_NONE)
        body_end(&b, TERM_RETURN, fn.end);
    vec_push(l->arena, &l->facts->functions, fn);
}

/* An object at file scope: its initialiser, if that holds functions. */
static void lower_global(struct lowering *l, CXCursor decl)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    if (clang_Cursor_isNull(init))
        return;
    CXType type = clang_getCanonicalType(clang_getCursorType(decl));
    while (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray)
        type = clang_getCanonicalType(clang_getArrayElementType(type));
    if (type.kind >= CXType_Bool && type.kind <= CXType_LongDouble)
        return;
    arena_reset(l->per_body);
    l->init->locals = l->init->macros_seen = (struct idmap){0};
    struct node *root = tree_build(l, init);
    if (!root->has_function)
        return;
    struct place p = place_of_decl(l->init, decl);
    if (p.kind == ROOT_GLOBAL)
        lower_init(l->init, &p, clang_getCursorType(decl), root, false);
}

static bool in_main_file(struct lowering *l, CXCursor c)
{
    struct pos p = pos_expansion(l, clang_getCursorLocation(c));
    return p.source && str_eq(p.source->path, l->facts->source);
}

/* A small object at file scope that this unit or another one names: what it holds at first. */
static void lower_object(struct lowering *l, CXCursor decl)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    if (clang_Cursor_isNull(init))
        return;
    bool known = idmap_find(&l->entity_of_decl, decl_key(clang_getCanonicalCursor(decl))) != NULL;
    if (!known && (clang_getCursorLinkage(decl) != CXLinkage_External || !in_main_file(l, decl)))
        return;
    arena_reset(l->per_body);
    l->init->locals = l->init->macros_seen = (struct idmap){0};
    CXType type = clang_getCursorType(decl);
    struct node *root = tree_build(l, init);
    if (!lower_is_small_object(root))
        return;
    struct place p = place_of_decl(l->init, decl);
    if (p.kind == ROOT_GLOBAL)
        lower_init(l->init, &p, type, root, lower_is_constant_object(type));
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
    struct lowering *l = data;
    enum CXCursorKind kind = clang_getCursorKind(c);
    (void)parent;
    if (kind == CXCursor_FunctionDecl || kind == CXCursor_VarDecl)
        decl_note(l, c);
    return CXChildVisit_Continue;
}

void lower_unit(struct lowering *l)
{
    struct body init = {.l = l, .fn = &l->facts->init, .is_init = true, .use = USE_OTHER};
    l->init = &init;
    clang_visitChildren(clang_getTranslationUnitCursor(l->tu), visit, l);
    for (uint32_t i = 0; i < l->redeclarations.len; i++) {
        CXCursor c = l->redeclarations.at[i].cursor;
        if (clang_getCursorKind(c) != CXCursor_FunctionDecl)
            lower_global(l, c);
        else if (clang_isCursorDefinition(c) && (!clang_Cursor_isFunctionInlined(c) ||
                                                 in_main_file(l, c) || words_have_annotation(c)))
            decl_want_body(l, c);
    }
    for (uint32_t i = 0; i < l->bodies.len; i++)
        lower_function(l, l->bodies.at[i]);
    for (uint32_t i = 0; i < l->redeclarations.len; i++)
        if (clang_getCursorKind(l->redeclarations.at[i].cursor) == CXCursor_VarDecl)
            lower_object(l, l->redeclarations.at[i].cursor);
    marks_find(l);
    l->init = NULL;
}
