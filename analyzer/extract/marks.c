/* Headers declare thousands of functions that a unit does not use, so that the text decides first:
 * only where a declaration has an identifier too many is clang asked. A macro that expands to
 * something else than an annotation (extern, visibility, format) is no mark, or every function of a
 * library would become an entity.
 */
#include "extract/marks.h"

#include "extract/decls.h"
#include "extract/scan.h"
#include "extract/words.h"

#include "base/vec.h"

#include <string.h>

struct prototype {         /* what the text around a declared name says */
    uint32_t begin, first; /* of the text before the name; of its first identifier */
    uint32_t extra;        /* identifiers before the name that the type does not need */
    bool unclear;          /* something ends right before it that is no declaration */
    bool is_static, attribute, trailing;
};

static bool is_head(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '*' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the text of words and stars begins that ends at NAME. */
static void find_begin(const char *text, uint32_t name, struct prototype *p)
{
    uint32_t i = name, line, end;
    while (i > 0 && is_head(text[i - 1]))
        i--;
    p->begin = i;
    if (i == 0 || text[i - 1] == ';' || text[i - 1] == '{' || text[i - 1] == '}' ||
        (i > 1 && text[i - 1] == '/' && text[i - 2] == '*'))
        return;
    for (line = i; line > 0 && (text[line - 1] != '\n' || (line > 1 && text[line - 2] == '\\'));)
        line--;
    for (end = i; end < name && text[end] != '\n';)
        end++;
    if (end < name && (text[line + strspn(text + line, " \t")] == '#' ||
                       memmem(text + line, end - line, "//", 2)))
        p->begin = end;
    else
        p->unclear = true;
}

static bool is_one_of(const char *words, const char *word, uint32_t len)
{
    for (const char *at = words; *at; at += strcspn(at, " ") + 1)
        if (strcspn(at, " ") == len && !memcmp(at, word, len))
            return true;
    return false;
}

/* By the conventions for names of macros that say how a function is exported, and often are empty.
 */
static bool is_export(const char *word, uint32_t len)
{
    static const char *const ends[] = {"API",   "EXTERN",   "EXPORT", "PUBLIC",
                                       "DECLS", "EXTERN_C", "VISIBLE"};
    for (uint32_t i = 0; i < COUNT(ends); i++) {
        size_t end = strlen(ends[i]);
        if (len >= end && !memcmp(word + len - end, ends[i], end))
            return true;
    }
    return false;
}

static void read_head(const char *text, uint32_t name, struct prototype *p)
{
    struct scan s = scan_from(text, p->begin, name);
    struct token t;
    uint32_t count = 0;
    bool typed = false, tag = false;
    while (!p->is_static && scan_next(&s, &t)) {
        const char *word = text + t.at;
        if (t.kind != TOKEN_IDENT)
            continue;
        if (tag) {
            tag = false;
        } else if (!scan_is_keyword(word, t.len)) {
            if (!is_export(word, t.len) && !count++)
                p->first = t.at;
        } else if (is_one_of("struct union enum ", word, t.len)) {
            typed = tag = true;
        } else if (is_one_of("void int char long short unsigned signed double float bool _Bool ",
                             word, t.len)) {
            typed = true;
        } else if (is_one_of("static ", word, t.len)) {
            p->is_static = true;
        }
    }
    p->extra = typed || !count ? count : count - 1;
}

static void read_tail(const char *text, uint32_t name, uint32_t end, struct prototype *p)
{
    uint32_t open = scan_space(text, name + scan_ident(text, name, end), end), close, after;
    if (open >= end || text[open] != '(')
        return;
    close = scan_close(text, open, end);
    after = close < end ? scan_space(text, close + 1, end) : end;
    uint32_t len = scan_ident(text, after, end);
    p->attribute = is_one_of("__attribute__ __attribute ", text + after, len);
    p->trailing = len && !scan_is_keyword(text + after, len);
}

static bool is_marked(struct lowering *l, CXCursor c, struct pos name)
{
    struct prototype p = {0};
    find_begin(name.source->text, name.offset, &p);
    read_head(name.source->text, name.offset, &p);
    if (p.is_static)
        return false; /* who calls it sees the mark */
    read_tail(name.source->text, name.offset, name.source->size, &p);
    if (!p.extra && !p.unclear && !p.attribute && !p.trailing)
        return false;
    if (p.attribute || words_have_annotation(c))
        return true;
    CXSourceLocation start = clang_getRangeStart(clang_getCursorExtent(c));
    struct pos begin = pos_expansion(l, start);
    if (begin.source != name.source)
        return false;
    if (p.unclear && begin.offset >= p.begin) /* MACRO(x) int f(void); */
        return true;
    uint32_t found = p.extra + p.trailing, explained = clang_Cursor_hasAttrs(c) != 0;
    if (p.extra && begin.offset == p.first && !pos_eq(begin, pos_spelling(l, start)))
        return p.extra > 1; /* by a macro that is not empty */
    return found > explained;
}

void marks_find(struct lowering *l)
{
    for (uint32_t i = 0; i < l->redeclarations.len; i++) {
        CXCursor c = l->redeclarations.at[i].cursor;
        if (clang_getCursorKind(c) != CXCursor_FunctionDecl)
            continue;
        CXSourceLocation at = clang_getCursorLocation(c);
        struct pos name = pos_file(l, at);
        if (!name.source)
            continue;
        if (!name.source->known_system) {
            name.source->known_system = true;
            name.source->system = clang_Location_isInSystemHeader(at) != 0;
        }
        if (!name.source->system && is_marked(l, c, name) &&
            clang_Cursor_isNull(clang_getCursorDefinition(c)))
            decl_entity(l, c);
    }
}
