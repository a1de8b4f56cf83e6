/* Declarations inside functions: locals, their initialisers, and cleanup attributes. */
#include "extract/body.h"
#include "extract/decls.h"
#include "extract/scan.h"
#include "extract/words.h"

#include <string.h>

uint32_t lower_local(struct body *b, CXCursor decl, struct str name, CXType type, struct loc at)
{
    struct lowering *l = b->l;
    uint32_t *known = idmap_find(&b->locals, decl_key(decl));
    if (known && clang_getCursorKind(decl) == CXCursor_VarDecl)
        return *known;
    struct local local = {.name = name, .loc = at};
    long long size = clang_Type_getSizeOf(type);
    local.type = decl_type(l, type);
    local.shape = decl_shape(type);
    local.size = size > 0 && size < UINT32_MAX ? (uint32_t)size : 0;
    if (clang_getCursorKind(decl) == CXCursor_VarDecl &&
        decl_function_type(type).kind != CXType_Invalid) {
        words_add_declaration(l, decl, &local.words);
        words_add_type(l, type, at, &local.words);
    }
    vec_push(l->arena, &b->fn->locals, local);
    if (clang_getCursorKind(decl) == CXCursor_VarDecl)
        idmap_set(l->per_body, &b->locals, decl_key(decl), b->fn->locals.len - 1);
    return b->fn->locals.len - 1;
}

/* The function in "cleanup(f)" of clang's own rendering, which has the real one also behind macros.
 */
static struct entity_id cleanup_function(struct body *b, CXCursor decl)
{
    struct entity_id id = {FACTS_NONE};
    CXString s = clang_getCursorPrettyPrinted(decl, NULL);
    const char *text = clang_getCString(s), *at = text ? strstr(text, "cleanup(") : NULL;
    if (at) {
        at += strlen("cleanup(");
        uint32_t len = scan_ident(at, 0, (uint32_t)strlen(at));
        if (len)
            id = decl_function_named(b->l, str_intern_n(b->l->strs, at, len));
    }
    clang_disposeString(s);
    return id;
}

static bool has_attribute(const struct node *n)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (c->kind == CXCursor_UnexposedAttr)
            return true;
    return false;
}

static struct node *initialiser(struct node *n)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(n->cursor);
    if (clang_Cursor_isNull(init))
        return NULL;
    for (struct node *c = n->first; c; c = c->next)
        if (clang_equalCursors(c->cursor, init))
            return c;
    return n->last && clang_isExpression(n->last->kind) ? n->last : NULL;
}

static void lower_static(struct body *b, struct node *n, struct node *init)
{
    CXType type = clang_getCursorType(n->cursor);
    if (!init || (!init->has_function && !lower_is_small_object(init)))
        return;
    struct body *to = b->l->init;
    struct place p = place_of_decl(to, n->cursor);
    to->locals = to->macros_seen = (struct idmap){0};
    if (p.kind == ROOT_GLOBAL)
        lower_init(to, &p, type, init, !init->has_function && lower_is_constant_object(type));
}

void lower_declaration(struct body *b, struct node *n)
{
    if (n->kind != CXCursor_VarDecl)
        return;
    struct node *init = initialiser(n);
    CXType type = clang_getCursorType(n->cursor);
    macro_note(b, n);
    if (clang_Cursor_hasVarDeclGlobalStorage(n->cursor) > 0) {
        lower_static(b, n, init);
        return;
    }
    if (clang_getCanonicalType(type).kind == CXType_VariableArray)
        for (struct node *c = n->first; c; c = c->next)
            if (c != init && clang_isExpression(c->kind))
                lower_effects(b, c);
    struct str name = take_string(b->l, clang_getCursorSpelling(n->cursor));
    struct loc at = pos_loc(b->l, pos_file(b->l, clang_getCursorLocation(n->cursor)),
                            (uint32_t)str_len(b->l->strs, name));
    struct place p = place_of_local(b, lower_local(b, n->cursor, name, type, at));
    if (init)
        lower_init(b, &p, type, init, true);
    if (!has_attribute(n))
        return;
    struct entity_id function = cleanup_function(b, n->cursor);
    if (function.i == FACTS_NONE)
        return;
    struct guard g = {
        .cleanup = {.path = place_path(b, &p), .function = function}, .order = n->order, .loc = at};
    vec_push(b->l->per_body, &b->guards, g);
    body_emit(b, (struct event){.kind = EVENT_GUARD, .loc = at, .cleanup = g.cleanup});
}
