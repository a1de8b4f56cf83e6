#include "extract/words.h"

#include "extract/decls.h"
#include "extract/scan.h"

#include <string.h>

static bool words_have(const word_vec *words, enum word_kind kind, struct str text)
{
    for (uint32_t i = 0; i < words->len; i++)
        if (words->at[i].kind == kind && str_eq(words->at[i].text, text))
            return true;
    return false;
}

static void add(struct lowering *l, word_vec *out, enum word_kind kind, struct str text,
                struct loc at)
{
    if (text.i && !words_have(out, kind, text))
        vec_push(l->arena, out, (struct word){.kind = kind, .text = text, .loc = at});
}

/* ---- what clang knows ---- */

struct attributes {
    struct lowering *l;
    word_vec *out;
    bool found;
};

/* `format`, which says that a function only makes a text of what it is given; also where a macro of
 * some name stands for it. libclang has no kind for it, but a place where it is spelled. */
static void add_format(struct attributes *a, CXCursor attribute)
{
    static const char *const names[] = {"format", "__format__"};
    if (!a->l)
        return;
    struct pos at = pos_spelling(a->l, clang_getCursorLocation(attribute));
    struct str spelled = at.source ? pos_ident(a->l, at) : (struct str){0};
    for (uint32_t i = 0; i < COUNT(names); i++)
        if (str_eq(spelled, str_intern(a->l->strs, names[i])))
            add(a->l, a->out, WORD_ATTRIBUTE, str_intern(a->l->strs, names[0]),
                pos_loc(a->l, pos_file(a->l, clang_getCursorLocation(attribute)), 0));
}

static enum CXChildVisitResult visit_attribute(CXCursor c, CXCursor parent, CXClientData data)
{
    struct attributes *a = data;
    (void)parent;
    if (clang_getCursorKind(c) == CXCursor_UnexposedAttr)
        add_format(a, c);
    if (clang_getCursorKind(c) != CXCursor_AnnotateAttr)
        return CXChildVisit_Continue;
    a->found = true;
    if (a->l) {
        struct loc at = pos_loc(a->l, pos_file(a->l, clang_getCursorLocation(c)), 0);
        add(a->l, a->out, WORD_ANNOTATE, take_string(a->l, clang_getCursorSpelling(c)), at);
    }
    return CXChildVisit_Continue;
}

bool words_have_annotation(CXCursor decl)
{
    struct attributes a = {0};
    if (clang_Cursor_hasAttrs(decl))
        clang_visitChildren(decl, visit_attribute, &a);
    return a.found;
}

/* clang 20 and later keep these in the type. */
static void add_effects(struct lowering *l, const char *type, struct loc at, word_vec *out)
{
    static const char *const effects[] = {"nonblocking", "blocking", "nonallocating", "allocating"};
    for (uint32_t i = 0; i < COUNT(effects); i++) {
        size_t len = strlen(effects[i]);
        for (const char *p = type; (p = strstr(p, effects[i])); p += len) {
            bool whole = p == type || !(scan_ident(p - 1, 0, 1) != 0);
            if (whole && p[len] == ')')
                add(l, out, WORD_ATTRIBUTE, str_intern(l->strs, effects[i]), at);
        }
    }
}

/* ---- what the text says ---- */

struct words_scan {
    struct lowering *l;
    word_vec *out;
    struct source *source;
    const char *text, *type; /* of the file; how clang writes the type */
    struct str name;
};

static bool type_has_word(const char *type, const char *word, uint32_t len)
{
    for (const char *p = type; (p = strchr(p, word[0])); p++) {
        bool begins = p == type || !scan_ident(p - 1, 0, 1);
        if (begins && !strncmp(p, word, len) && scan_ident(p, 0, len + 1) == len)
            return true;
    }
    return false;
}

static void add_macro(struct words_scan *w, uint32_t at, uint32_t len)
{
    const char *word = w->text + at;
    if (scan_is_keyword(word, len) || type_has_word(w->type, word, len))
        return;
    struct str text = str_intern_n(w->l->strs, word, len);
    if (!str_eq(text, w->name))
        add(w->l, w->out, WORD_MACRO, text, pos_loc(w->l, (struct pos){w->source, at}, len));
}

/* The names between the brackets of an attribute list. */
static void add_attributes(struct words_scan *w, uint32_t at, uint32_t end)
{
    struct scan s = scan_from(w->text, at, end);
    struct token t;
    while (scan_next(&s, &t)) {
        if (t.kind != TOKEN_IDENT)
            continue;
        uint32_t after = scan_space(w->text, s.at, end);
        const char *name = w->text + t.at;
        uint32_t len = t.len;
        if (after + 1 < end && w->text[after] == ':' && w->text[after + 1] == ':')
            continue; /* clang::, gnu:: */
        if (len > 4 && !memcmp(name, "__", 2) && !memcmp(name + len - 2, "__", 2)) {
            name += 2;
            len -= 4;
        }
        bool off = false;
        if (after < end && w->text[after] == '(') {
            uint32_t arg = scan_space(w->text, after + 1, end);
            off = arg < end && (w->text[arg] == '0' || !strncmp(w->text + arg, "false", 5));
            s.at = scan_close(w->text, after, end);
            s.at += s.at < end;
        }
        bool annotate = len == 8 && !memcmp(name, "annotate", 8);
        if (!off && !annotate)
            add(w->l, w->out, WORD_ATTRIBUTE, str_intern_n(w->l->strs, name, len),
                pos_loc(w->l, (struct pos){w->source, t.at}, t.len));
    }
}

static bool is_attribute_keyword(const char *word, uint32_t len)
{
    return (len == 13 && !memcmp(word, "__attribute__", 13)) ||
           (len == 11 && !memcmp(word, "__attribute", 11));
}

/* Over a space or a block comment that ends at *AT. False: neither is there. */
static bool back_over_space(const char *text, uint32_t *at)
{
    uint32_t p = *at;
    char c = text[p - 1];
    if (c == '/' && p > 3 && text[p - 2] == '*') {
        for (p -= 2; p > 1 && !(text[p - 1] == '*' && text[p - 2] == '/');)
            p--;
        *at = p > 1 ? p - 2 : 0;
        return true;
    }
    *at -= c == ' ' || c == '\t' || c == '\n' || c == '\r';
    return *at != p;
}

/* Over a list of arguments that ends at *AT, and spaces before it, within its line. False: what
 * ends there has no beginning. */
static bool back_over_arguments(const char *text, uint32_t line, uint32_t *at)
{
    uint32_t depth = 0;
    for (; *at > line; (*at)--)
        if (text[*at - 1] == ')')
            depth++;
        else if (text[*at - 1] == '(' && --depth == 0)
            break;
    if (depth || *at <= line)
        return false;
    (*at)--;
    while (*at > line && text[*at - 1] == ' ')
        (*at)--;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Over the identifier that ends at *AT. False: none does. */
static bool back_over_name(const char *text, uint32_t line, uint32_t *at)
{
    uint32_t end = *at;
    while (*at > line && (scan_ident(text, *at - 1, *at) || is_digit(text[*at - 1])))
        (*at)--;
    return *at < end && scan_ident(text, *at, end);
}

/* Macros of the declaration that stand before BEGIN, where clang has it begin, read backwards up to
 * what is no macro of it: another declaration, a directive. */
static void scan_back(struct words_scan *w, uint32_t begin)
{
    const char *text = w->text;
    uint32_t at = begin;
    for (uint32_t words = 0; words < 8 && at > 0;) {
        if (back_over_space(text, &at))
            continue;
        uint32_t line = at;
        while (line > 0 && text[line - 1] != '\n')
            line--;
        const char *comment = memmem(text + line, at - line, "//", 2);
        if (comment) {
            at = (uint32_t)(comment - text);
            continue;
        }
        bool directive =
            text[line + strspn(text + line, " \t")] == '#' || (line > 1 && text[line - 2] == '\\');
        if (directive || (text[at - 1] == ')' && !back_over_arguments(text, line, &at)))
            return;
        uint32_t end = at;
        if (!back_over_name(text, line, &at))
            return;
        add_macro(w, at, end - at);
        words++;
    }
}

/* What stands between brackets right after a word: 0 if that is no list of arguments but holds the
 * name. */
static bool after_word(struct words_scan *w, struct scan *s, struct token t, uint32_t name_at)
{
    uint32_t open = scan_space(w->text, s->at, w->source->size);
    if (open >= w->source->size || w->text[open] != '(')
        return true;
    uint32_t close = scan_close(w->text, open, w->source->size);
    if (open < name_at && name_at < close)
        return false;
    if (is_attribute_keyword(w->text + t.at, t.len))
        add_attributes(w, open, close + (close < w->source->size));
    *s = scan_from(w->text, close < w->source->size ? close + 1 : close, w->source->size);
    s->line_start = false;
    return true;
}

/* A declaration that is one use of a macro, with the name among its arguments, ends with that. */
static uint32_t macro_end(const struct words_scan *w, uint32_t begin, uint32_t name_at)
{
    uint32_t len = scan_ident(w->text, begin, w->source->size),
             open = scan_space(w->text, begin + len, w->source->size);
    if (!len || open >= w->source->size || w->text[open] != '(' || name_at < open ||
        is_attribute_keyword(w->text + begin, len))
        return w->source->size;
    uint32_t close = scan_close(w->text, open, w->source->size);
    return name_at < close && close < w->source->size ? close + 1 : w->source->size;
}

/* From the declaration's first token to what ends it. NAME_AT: where the name stands, or a macro
 * that holds it. */
/* NOLINTNEXTLINE(readability-function-cognitive-complexity): one kind of token after the other */
static void scan_forth(struct words_scan *w, uint32_t begin, uint32_t name_at, bool name_is_spelled)
{
    struct scan s = scan_from(w->text, begin, w->source->size);
    struct token t;
    uint32_t depth = 0;
    uint32_t len_before = w->out->len; /* the last identifier's word */
    bool tag = false;
    s.line_start = false;
    s.end = macro_end(w, begin, name_at);
    while (scan_next(&s, &t)) {
        char c = w->text[t.at];
        bool past = t.at > name_at;
        if (t.kind == TOKEN_DIRECTIVE)
            continue;
        if (t.kind == TOKEN_IDENT) {
            bool is_name = t.at == name_at && name_is_spelled;
            len_before = w->out->len;
            if (!is_name && !tag)
                add_macro(w, t.at, t.len);
            tag = (t.len == 6 && !memcmp(w->text + t.at, "struct", 6)) ||
                  (t.len == 5 && !memcmp(w->text + t.at, "union", 5)) ||
                  (t.len == 4 && !memcmp(w->text + t.at, "enum", 4));
            if (!is_name)
                after_word(w, &s, t, name_at);
        } else if (c == '[' && scan_space(w->text, s.at, w->source->size) < w->source->size &&
                   w->text[s.at] == '[') {
            uint32_t close = scan_close(w->text, t.at, w->source->size);
            add_attributes(w, t.at, close);
            s.at = close + (close < w->source->size);
        } else if (c == '(' && !past) {
            uint32_t close = scan_close(w->text, t.at, w->source->size);
            if (name_at < close)
                depth++;
            else
                s.at = close + (close < w->source->size);
        } else if (c == '(' || c == '[' || (c == '{' && !past)) {
            uint32_t close = scan_close(w->text, t.at, w->source->size);
            s.at = close + (close < w->source->size);
        } else if (c == ')') {
            if (!depth--)
                return;
        } else if (past && (c == ';' || c == '{' || c == ',' || c == '=' || c == ':' || c == '}')) {
            return;
        } else if (!past && c == ',' && w->out->len > len_before) {
            w->out->len = len_before; /* the declarator before ours */
        }
    }
}

void words_add_declaration(struct lowering *l, CXCursor decl, word_vec *out)
{
    struct attributes a = {.l = l, .out = out};
    if (clang_Cursor_hasAttrs(decl))
        clang_visitChildren(decl, visit_attribute, &a);
    CXSourceLocation at = clang_getCursorLocation(decl);
    struct pos name = pos_file(l, at),
               begin = pos_expansion(l, clang_getRangeStart(clang_getCursorExtent(decl)));
    if (!name.source || begin.source != name.source || begin.offset > name.offset)
        return;
    CXType written = clang_getCursorKind(decl) == CXCursor_TypedefDecl
                         ? clang_getTypedefDeclUnderlyingType(decl)
                         : clang_getCursorType(decl);
    CXString type = clang_getTypeSpelling(written);
    struct words_scan w = {.l = l, .out = out, .source = name.source, .text = name.source->text};
    w.type = clang_getCString(type) ? clang_getCString(type) : "";
    w.name = take_string(l, clang_getCursorSpelling(decl));
    bool spelled = str_eq(pos_ident(l, name), w.name) || !w.name.i;
    add_effects(l, w.type, pos_loc(l, name, 0), out);
    if (clang_getCursorKind(decl) != CXCursor_ParmDecl)
        scan_back(&w, begin.offset);
    scan_forth(&w, begin.offset, name.offset, spelled);
    clang_disposeString(type);
}

static bool is_storage(const char *word, uint32_t len)
{
    static const char *const storage[] = {"static",     "extern",   "inline",
                                          "__inline__", "__inline", "_Noreturn"};
    for (uint32_t i = 0; i < COUNT(storage); i++)
        if (strlen(storage[i]) == len && !memcmp(word, storage[i], len))
            return true;
    return false;
}

bool words_place(struct lowering *l, CXCursor decl, struct declaration *ret_place)
{
    struct str own = take_string(l, clang_getCursorSpelling(decl));
    CXSourceLocation start = clang_getRangeStart(clang_getCursorExtent(decl));
    struct pos name = pos_file(l, clang_getCursorLocation(decl)), begin = pos_expansion(l, start);
    if (!name.source || begin.source != name.source || begin.offset > name.offset ||
        !pos_eq(name, pos_expansion(l, clang_getCursorLocation(decl))) ||
        !str_eq(pos_ident(l, name), own))
        return false;
    struct scan s = scan_from(name.source->text, begin.offset, name.offset);
    struct token t;
    s.line_start = false;
    struct pos type = begin;
    while (scan_next(&s, &t)) {
        type.offset = t.at;
        if (t.kind != TOKEN_IDENT || !is_storage(name.source->text + t.at, t.len))
            break;
        type.offset = name.offset;
    }
    ret_place->name = pos_loc(l, name, (uint32_t)str_len(l->strs, own));
    ret_place->begin = pos_loc(l, begin, 0);
    ret_place->type = pos_loc(l, type, 0);
    return true;
}

/* The words of a typedef's declaration, read once. */
static const word_vec *typedef_words(struct lowering *l, CXCursor decl)
{
    uint32_t *known = idmap_find(&l->words_of_typedef, decl_key(decl));
    if (known)
        return &l->typedef_words.at[*known];
    word_vec words = {0};
    bool function =
        decl_function_type(clang_getTypedefDeclUnderlyingType(decl)).kind != CXType_Invalid;
    if (function || clang_Cursor_hasAttrs(decl))
        words_add_declaration(l, decl, &words);
    idmap_set(l->scratch, &l->words_of_typedef, decl_key(decl), l->typedef_words.len);
    vec_push(l->scratch, &l->typedef_words, words);
    return &vec_last(&l->typedef_words);
}

void words_add_type(struct lowering *l, CXType type, struct loc at, word_vec *out)
{
    for (uint32_t depth = 0; depth < 64; depth++) {
        if (type.kind == CXType_Elaborated) {
            type = clang_Type_getNamedType(type);
        } else if (type.kind == CXType_Pointer) {
            type = clang_getPointeeType(type);
        } else if (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray) {
            type = clang_getArrayElementType(type);
        } else if (type.kind == CXType_Attributed) {
            type = clang_Type_getModifiedType(type);
        } else if (type.kind == CXType_Typedef) {
            CXCursor decl = clang_getTypeDeclaration(type);
            add(l, out, WORD_TYPE, take_string(l, clang_getCursorSpelling(decl)), at);
            const word_vec *words = typedef_words(l, decl);
            for (uint32_t i = 0; i < words->len; i++)
                add(l, out, words->at[i].kind, words->at[i].text, words->at[i].loc);
            type = clang_getTypedefDeclUnderlyingType(decl);
        } else {
            return;
        }
    }
}
