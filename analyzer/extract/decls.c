#include "extract/decls.h"

#include "extract/words.h"

#include "base/buf.h"

#include <string.h>

void decl_note(struct lowering *l, CXCursor decl)
{
    uint64_t key = decl_key(clang_getCanonicalCursor(decl));
    uint32_t *first = idmap_find(&l->first_redeclaration, key), id = l->redeclarations.len;
    vec_push(l->scratch, &l->redeclarations,
             (struct redeclaration){.cursor = decl, .next = FACTS_NONE});
    if (!first) {
        idmap_set(l->scratch, &l->first_redeclaration, key, id);
        return;
    }
    struct redeclaration *r = &l->redeclarations.at[*first];
    while (r->next != FACTS_NONE)
        r = &l->redeclarations.at[r->next];
    r->next = id;
}

void decl_want_body(struct lowering *l, CXCursor definition)
{
    uint64_t key = decl_key(definition);
    if (idmap_find(&l->body_seen, key))
        return;
    idmap_set(l->scratch, &l->body_seen, key, 1);
    vec_push(l->scratch, &l->bodies, definition);
}

static void names_find(struct lowering *l)
{
    l->names_known = true;
    for (uint32_t i = 0; i < l->redeclarations.len; i++) {
        CXCursor c = l->redeclarations.at[i].cursor;
        if (clang_getCursorKind(c) != CXCursor_FunctionDecl)
            continue;
        struct str name = take_string(l, clang_getCursorSpelling(c));
        if (!idmap_find(&l->function_of_name, name.i))
            idmap_set(l->scratch, &l->function_of_name, name.i, i);
    }
}

struct entity_id decl_function_named(struct lowering *l, struct str name)
{
    if (!l->names_known)
        names_find(l);
    uint32_t *found = idmap_find(&l->function_of_name, name.i);
    return found ? decl_entity(l, l->redeclarations.at[*found].cursor)
                 : (struct entity_id){FACTS_NONE};
}

bool decl_is_unnamed(CXCursor field)
{
    CXString s = clang_getCursorSpelling(field);
    const char *name = clang_getCString(s);
    bool unnamed =
        !name || !*name || strchr(name, '('); /* clang writes "union (anonymous at ...)" */
    clang_disposeString(s);
    return unnamed;
}

bool decl_is_function_type(CXType type)
{
    return type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
}

CXType decl_function_type(CXType type)
{
    CXType t = clang_getCanonicalType(type);
    for (;;) {
        if (decl_is_function_type(t))
            return t;
        if (t.kind == CXType_Pointer || t.kind == CXType_BlockPointer)
            t = clang_getPointeeType(t);
        else if (t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray ||
                 t.kind == CXType_VariableArray)
            t = clang_getArrayElementType(t);
        else
            return (CXType){.kind = CXType_Invalid};
    }
}

static enum shape_kind shape_kind_of(CXType canonical)
{
    enum CXTypeKind kind = canonical.kind;
    if (kind == CXType_Void || kind == CXType_Bool)
        return kind == CXType_Void ? SHAPE_VOID : SHAPE_BOOL;
    if ((kind > CXType_Bool && kind <= CXType_Int128) || kind == CXType_Enum)
        return SHAPE_INTEGER;
    if ((kind >= CXType_Float && kind <= CXType_LongDouble) || kind == CXType_Float128 ||
        kind == CXType_Half || kind == CXType_Float16 || kind == CXType_BFloat16)
        return SHAPE_FLOAT;
    if (kind == CXType_Pointer)
        return SHAPE_POINTER;
    if (kind == CXType_ConstantArray || kind == CXType_IncompleteArray ||
        kind == CXType_VariableArray)
        return SHAPE_ARRAY;
    if (decl_is_function_type(canonical))
        return SHAPE_FUNCTION;
    return kind == CXType_Record ? SHAPE_RECORD : SHAPE_OTHER;
}

struct shape decl_shape(CXType type)
{
    CXType t = clang_getCanonicalType(type);
    if (t.kind == CXType_Invalid)
        return (struct shape){0};
    struct shape s = {.kind = shape_kind_of(t),
                      .is_const = clang_isConstQualifiedType(t) != 0,
                      .callable = decl_function_type(t).kind != CXType_Invalid};
    if (s.kind != SHAPE_POINTER && s.kind != SHAPE_ARRAY)
        return s;
    CXType target =
        s.kind == SHAPE_POINTER ? clang_getPointeeType(t) : clang_getArrayElementType(t);
    target = clang_getCanonicalType(target);
    s.target = shape_kind_of(target);
    s.target_const = clang_isConstQualifiedType(target) != 0;
    s.is_const = s.is_const || (s.kind == SHAPE_ARRAY && decl_shape(target).is_const);
    return s;
}

struct shape decl_result_shape(CXType type)
{
    CXType function = decl_function_type(type);
    return decl_shape(clang_getResultType(function));
}

/* Without " at FILE:LINE:COL" of types that have no name, and without attributes. */
static struct str clean_type(struct lowering *l, const char *text)
{
    const char *at = strstr(text, " at "), *attribute = strstr(text, " __attribute__((");
    if (!at && !attribute)
        return str_intern(l->strs, text);
    struct buf b = {0};
    for (const char *p = text; *p;) {
        if (!strncmp(p, " at ", 4)) {
            p += strcspn(p, ")");
        } else if (!strncmp(p, " __attribute__((", 16)) {
            const char *end = strstr(p, "))");
            p = end ? end + 2 : p + strlen(p);
        } else {
            buf_putc(&b, *p++);
        }
    }
    struct str id = str_intern_n(l->strs, b.at ? b.at : "", b.len);
    buf_release(&b);
    return id;
}

struct str decl_type(struct lowering *l, CXType type)
{
    CXType function = decl_function_type(type);
    if (function.kind == CXType_Invalid)
        function = clang_getCanonicalType(type);
    CXString s = clang_getTypeSpelling(function);
    struct str id = clean_type(l, clang_getCString(s) ? clang_getCString(s) : "");
    clang_disposeString(s);
    return id;
}

/* Tag, or typedef name, of the struct that holds FIELD; for one without a name, of the struct
 * around it. */
static struct str record_name(struct lowering *l, CXCursor field)
{
    CXCursor record = clang_getCursorSemanticParent(field);
    for (;;) {
        enum CXCursorKind kind = clang_getCursorKind(record);
        if (kind != CXCursor_StructDecl && kind != CXCursor_UnionDecl)
            return (struct str){0};
        CXString s = clang_getCursorSpelling(record);
        const char *name = clang_getCString(s);
        struct str id = {0};
        if (name && *name && !strchr(name, '('))
            id = str_intern(l->strs, name);
        clang_disposeString(s);
        if (id.i)
            return id;
        record = clang_getCursorSemanticParent(record);
    }
}

/* USR, made unique by the path for what another unit could have of its own under the same USR. */
static struct str entity_key(struct lowering *l, CXCursor decl, bool linked, struct str name,
                             struct str path)
{
    CXString usr = clang_getCursorUSR(decl);
    const char *text = clang_getCString(usr) ? clang_getCString(usr) : "";
    struct buf b = {0};
    buf_puts(&b, text);
    if (!linked)
        buf_printf(&b, "@%s", str_text(l->strs, path));
    if (!b.len)
        buf_printf(&b, "?%s@%s", str_text(l->strs, name),
                   str_text(l->strs, path)); /* a struct that USRs cannot name */
    struct str id = str_intern_n(l->strs, b.at ? b.at : "", b.len);
    buf_release(&b);
    clang_disposeString(usr);
    return id;
}

/* Its own attributes stand behind all else; those of what its parameters point to do not. */
bool decl_type_is_noreturn(CXType type)
{
    static const char open[] = " __attribute__((";
    CXString s = clang_getTypeSpelling(decl_function_type(type));
    const char *text = clang_getCString(s);
    size_t len = text ? strlen(text) : 0;
    bool found = false;
    while (!found && len > 2 && !strncmp(text + len - 2, "))", 2)) {
        size_t at = len - 2;
        while (at > 0 && strncmp(text + at, open, sizeof open - 1) != 0)
            at--;
        if (!at || memchr(text + at + sizeof open - 1, ')', len - 2 - at - sizeof open + 1))
            break;
        found = !strncmp(text + at + sizeof open - 1, "noreturn", 8);
        len = at;
    }
    clang_disposeString(s);
    return found;
}

/* _Noreturn is no part of the type: clang's own rendering has it. */
static bool prints_noreturn(struct lowering *l, CXCursor decl)
{
    if (!l->policy) {
        l->policy = clang_getCursorPrintingPolicy(decl);
        clang_PrintingPolicy_setProperty(l->policy, CXPrintingPolicy_TerseOutput, 1);
    }
    CXString s = clang_getCursorPrettyPrinted(decl, l->policy);
    const char *text = clang_getCString(s);
    bool found = text && (strstr(text, "_Noreturn") || strstr(text, "noreturn"));
    clang_disposeString(s);
    return found;
}

static void add_params(struct lowering *l, struct entity *e, CXCursor decl, CXType function)
{
    int len = clang_getNumArgTypes(function);
    for (int i = 0; i < len; i++) {
        CXType type = clang_getArgType(function, (unsigned)i);
        struct param p = {0};
        CXCursor arg = e->kind == ENTITY_FUNCTION ? clang_Cursor_getArgument(decl, (unsigned)i)
                                                  : clang_getNullCursor();
        if (!clang_Cursor_isNull(arg)) {
            type = clang_getCursorType(arg);
            p.name = take_string(l, clang_getCursorSpelling(arg));
        }
        p.shape = decl_shape(type);
        CXType called = decl_function_type(type);
        if (called.kind != CXType_Invalid) {
            p.type = decl_type(l, type);
            if (!clang_Cursor_isNull(arg))
                words_add_declaration(l, arg, &p.words);
            words_add_type(l, type, e->loc, &p.words);
        } else {
            CXString s = clang_getTypeSpelling(type);
            p.type = clean_type(l, clang_getCString(s) ? clang_getCString(s) : "");
            clang_disposeString(s);
        }
        vec_push(l->arena, &e->params, p);
    }
}

/* Is DECL what others learn of the function from? */
static void look_for_header(struct lowering *l, struct entity *e, CXCursor decl)
{
    const struct source *s = pos_file(l, clang_getCursorLocation(decl)).source;
    if (s && !e->header.i && !str_eq(s->path, l->facts->source))
        e->header = s->path;
}

/* All declarations of the entity: words and what must hold for one or for all of them. */
static void add_declarations(struct lowering *l, struct entity *e, CXCursor canonical)
{
    uint32_t *first = idmap_find(&l->first_redeclaration, decl_key(canonical));
    uint32_t i = first ? *first : FACTS_NONE;
    CXCursor c = first ? l->redeclarations.at[i].cursor : canonical;
    bool system = true;
    for (;;) {
        words_add_declaration(l, c, &e->words);
        words_add_type(l, clang_getCursorType(c), e->loc, &e->words);
        bool own = !clang_Location_isInSystemHeader(clang_getCursorLocation(c));
        struct declaration place;
        system = system && !own;
        if (e->kind == ENTITY_FUNCTION && own && !e->internal)
            look_for_header(l, e, c);
        if (own && e->kind == ENTITY_FUNCTION && words_place(l, c, &place))
            vec_push(l->arena, &e->declarations, place);
        if (e->kind == ENTITY_FUNCTION) {
            e->is_inline = e->is_inline || clang_Cursor_isFunctionInlined(c);
            e->noreturn = e->noreturn || decl_type_is_noreturn(clang_getCursorType(c));
        }
        if (!first || l->redeclarations.at[i].next == FACTS_NONE)
            break;
        i = l->redeclarations.at[i].next;
        c = l->redeclarations.at[i].cursor;
    }
    e->system = system;
    if (e->kind == ENTITY_FUNCTION && !e->noreturn && clang_Cursor_hasAttrs(c) &&
        clang_getCanonicalType(clang_getResultType(clang_getCursorType(c))).kind == CXType_Void)
        e->noreturn = prints_noreturn(l, c);
}

/* The declaration that stands for the entity: its definition, else the last one. */
static CXCursor best_declaration(struct lowering *l, CXCursor canonical, bool *ret_defined)
{
    CXCursor definition = clang_getCursorDefinition(canonical);
    *ret_defined = !clang_Cursor_isNull(definition);
    if (*ret_defined)
        return definition;
    uint32_t *first = idmap_find(&l->first_redeclaration, decl_key(canonical));
    if (!first)
        return canonical;
    struct redeclaration *r = &l->redeclarations.at[*first];
    while (r->next != FACTS_NONE)
        r = &l->redeclarations.at[r->next];
    return r->cursor;
}

/* Key of the function that has DECL, a static local. */
static struct str owner_of(struct lowering *l, CXCursor decl)
{
    CXCursor parent = clang_getCursorSemanticParent(decl);
    if (clang_getCursorKind(decl) != CXCursor_VarDecl ||
        clang_getCursorKind(parent) != CXCursor_FunctionDecl)
        return (struct str){0};
    return facts_entity(l->facts, decl_entity(l, parent))->key;
}

static struct entity_id entity_add(struct lowering *l, CXCursor canonical)
{
    struct entity e = {.kind = ENTITY_VARIABLE};
    enum CXCursorKind kind = clang_getCursorKind(canonical);
    bool defined;
    CXCursor decl = best_declaration(l, canonical, &defined);
    if (kind == CXCursor_FunctionDecl)
        e.kind = ENTITY_FUNCTION;
    else if (kind == CXCursor_FieldDecl)
        e.kind = ENTITY_FIELD;
    e.name = take_string(l, clang_getCursorSpelling(decl));
    e.loc =
        pos_loc(l, pos_file(l, clang_getCursorLocation(decl)), (uint32_t)str_len(l->strs, e.name));
    enum CXLinkageKind linkage = clang_getCursorLinkage(decl);
    bool linked = linkage == CXLinkage_External || linkage == CXLinkage_UniqueExternal;
    e.internal = e.kind != ENTITY_FIELD && !linked;
    bool own = e.kind == ENTITY_FIELD &&
               str_eq(e.loc.file, l->facts->source); /* no other unit has the struct */
    e.key = entity_key(l, canonical, linked && !own, e.name, e.loc.file);
    e.defined = e.kind == ENTITY_FUNCTION && defined;
    e.hidden = e.defined && linked && clang_getCursorVisibility(decl) == CXVisibility_Hidden;
    if (e.kind == ENTITY_FIELD)
        e.record = record_name(l, decl);
    CXCursor around = clang_getCursorSemanticParent(canonical);
    if (e.kind == ENTITY_FIELD && clang_getCursorKind(around) == CXCursor_UnionDecl)
        e.in_union = entity_key(l, around, linked && !own, e.record, e.loc.file);
    CXType type = clang_getCursorType(decl), function = decl_function_type(type);
    e.type = decl_type(l, type);
    e.shape = decl_shape(type);
    e.result = decl_result_shape(type);
    e.owner = owner_of(l, decl);
    add_declarations(l, &e, canonical);
    if (function.kind != CXType_Invalid) {
        e.variadic = clang_isFunctionTypeVariadic(function) != 0;
        add_params(l, &e, decl, function);
    }
    vec_push(l->arena, &l->facts->entities, e);
    if (e.defined)
        decl_want_body(l, decl);
    return (struct entity_id){l->facts->entities.len - 1};
}

struct entity_id decl_entity(struct lowering *l, CXCursor decl)
{
    uint32_t *known = idmap_find(&l->entity_of_decl, decl_key(decl));
    if (known)
        return (struct entity_id){*known};
    CXCursor canonical = clang_getCanonicalCursor(decl);
    known = idmap_find(&l->entity_of_decl, decl_key(canonical));
    struct entity_id id = known ? (struct entity_id){*known} : entity_add(l, canonical);
    idmap_set(l->scratch, &l->entity_of_decl, decl_key(canonical), id.i);
    idmap_set(l->scratch, &l->entity_of_decl, decl_key(decl), id.i);
    return id;
}
