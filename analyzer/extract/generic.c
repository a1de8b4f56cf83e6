/* Which association a _Generic selects. libclang shows the expressions of all of them, and does not
 * say which one is the result: the types are read from the text and compared as canonical ones. */
#include "extract/body.h"
#include "extract/scan.h"

#include "base/buf.h"

#include <string.h>

static enum CXChildVisitResult note_typedef(CXCursor c, CXCursor parent, CXClientData data)
{
    struct lowering *l = data;
    (void)parent;
    if (clang_getCursorKind(c) != CXCursor_TypedefDecl)
        return CXChildVisit_Continue;
    struct str name = take_string(l, clang_getCursorSpelling(c));
    idmap_set(l->scratch, &l->typedef_of_name, name.i, l->typedefs.len);
    vec_push(l->scratch, &l->typedefs, c);
    return CXChildVisit_Continue;
}

/* The typedef of that name at file scope, or NULL. */
static const CXCursor *find_typedef(struct lowering *l, const char *name, uint32_t len)
{
    if (!l->typedefs.len)
        clang_visitChildren(clang_getTranslationUnitCursor(l->tu), note_typedef, l);
    uint32_t *found = idmap_find(&l->typedef_of_name, str_intern_n(l->strs, name, len).i);
    return found ? &l->typedefs.at[*found] : NULL;
}

/* The words of a base type, counted. */
enum base_word { W_CONST, W_VOLATILE, W_UNSIGNED, W_SIGNED, W_SHORT, W_LONG, W_INT, W_WORDS };

static bool count_word(const char *word, uint32_t len, uint32_t *counts)
{
    static const char *const words[W_WORDS] = {"const", "volatile", "unsigned", "signed",
                                               "short", "long",     "int"};
    for (uint32_t i = 0; i < W_WORDS; i++)
        if (strlen(words[i]) == len && !memcmp(words[i], word, len)) {
            counts[i]++;
            return true;
        }
    return false;
}

static bool is_tag_keyword(const char *word, uint32_t len)
{
    return (len == 6 && !memcmp(word, "struct", 6)) || (len == 5 && !memcmp(word, "union", 5)) ||
           (len == 4 && !memcmp(word, "enum", 4));
}

/* Append the type in TEXT to REST, the words of its base to COUNTS. False: it names something that
 * is not known. */
static bool add_type(struct lowering *l, uint32_t depth, const char *text, uint32_t len,
                     uint32_t *counts, struct buf *rest)
{
    struct scan s = scan_from(text, 0, len);
    struct token t;
    bool tag = false, base = rest->len == 0;
    s.line_start = false;
    while (scan_next(&s, &t)) {
        const char *word = text + t.at;
        if (t.kind != TOKEN_IDENT)
            base = false;
        if (t.kind == TOKEN_IDENT && base && count_word(word, t.len, counts))
            continue;
        if (t.kind == TOKEN_IDENT && !tag && !scan_is_keyword(word, t.len)) {
            const CXCursor *decl = find_typedef(l, word, t.len);
            if (!decl)
                return false;
            CXString name =
                clang_getTypeSpelling(clang_getCanonicalType(clang_getCursorType(*decl)));
            const char *canonical = clang_getCString(name);
            bool known = depth < 8 && add_type(l, depth + 1, canonical, (uint32_t)strlen(canonical),
                                               counts, rest);
            clang_disposeString(name);
            if (!known)
                return false;
            continue;
        }
        tag = t.kind == TOKEN_IDENT && is_tag_keyword(word, t.len);
        if (t.len == 4 && !memcmp(word, "bool", 4))
            buf_puts(rest, "_Bool");
        else
            buf_add(rest, word, t.len);
        buf_putc(rest, ' ');
    }
    return true;
}

static struct str type_name(struct lowering *l, const char *text, uint32_t len)
{
    uint32_t counts[W_WORDS] = {0};
    struct buf rest = {0}, whole = {0};
    struct str id = {0};
    if (add_type(l, 0, text, len, counts, &rest)) {
        bool is_char = rest.len >= 5 && !memcmp(rest.at, "char ", 5);
        bool number = counts[W_UNSIGNED] || counts[W_SIGNED] || counts[W_SHORT] || counts[W_LONG];
        counts[W_INT] = (counts[W_INT] || number) && !is_char;
        counts[W_SIGNED] = counts[W_SIGNED] && is_char;
        for (uint32_t i = 0; i < W_WORDS; i++)
            buf_putc(&whole, (char)('0' + (counts[i] < 9 ? counts[i] : 9)));
        buf_add(&whole, rest.at ? rest.at : "", rest.len);
        id = str_intern_n(l->strs, whole.at, whole.len);
    }
    buf_release(&rest);
    buf_release(&whole);
    return id;
}

/* The type that decides: of the first operand as a value. */
static struct str wanted_type(struct lowering *l, struct node *operand)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(operand->cursor));
    bool array = type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
                 type.kind == CXType_VariableArray;
    CXString s = clang_getTypeSpelling(array ? clang_getArrayElementType(type)
                                             : clang_getUnqualifiedType(type));
    struct buf b = {0};
    buf_puts(&b, clang_getCString(s) ? clang_getCString(s) : "");
    if (array)
        buf_puts(&b, " *");
    struct str id = type_name(l, b.at ? b.at : "", (uint32_t)b.len);
    buf_release(&b);
    clang_disposeString(s);
    return id;
}

/* Length of the type in the association TEXT, up to its colon. */
static uint32_t type_len(const char *text, uint32_t len)
{
    const char *colon = memchr(text, ':', len);
    uint32_t end = colon ? (uint32_t)(colon - text) : 0;
    while (end && (text[end - 1] == ' ' || text[end - 1] == '\t'))
        end--;
    return end;
}

static struct node *by_result(struct node *n)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(n->cursor));
    for (struct node *c = n->first ? n->first->next : NULL; c; c = c->next)
        if (clang_equalTypes(clang_getCanonicalType(clang_getCursorType(c->cursor)), type))
            return c;
    return n->last;
}

struct node *generic_choice(struct lowering *l, struct node *n)
{
    struct pos p = n->spelled;
    if (!n->first || !p.source || strncmp(p.source->text + p.offset, "_Generic", 8) != 0)
        return by_result(n);
    const char *text = p.source->text;
    uint32_t at = scan_space(text, p.offset + 8, p.source->size) + 1;
    struct str wanted = wanted_type(l, n->first);
    struct node *otherwise = NULL, *c = n->first->next;
    struct span arg;
    if (!wanted.i || !scan_argument(text, &at, p.source->size, &arg))
        return by_result(n);
    bool known = true;
    for (; c && scan_argument(text, &at, p.source->size, &arg); c = c->next) {
        uint32_t len = type_len(text + arg.at, arg.len);
        if (len == 7 && !memcmp(text + arg.at, "default", 7)) {
            otherwise = c;
            continue;
        }
        struct str type = type_name(l, text + arg.at, len);
        known = known && type.i;
        if (type.i && str_eq(type, wanted))
            return c;
    }
    return known && otherwise ? otherwise : by_result(n);
}
