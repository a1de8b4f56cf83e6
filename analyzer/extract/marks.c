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

struct prototype {  /* what the text around a declared name says */
    uint32_t begin; /* of the text before the name */
    struct token first,
        last;       /* the first identifier before the name, the one after the parameters */
    uint32_t extra; /* identifiers before the name that the type does not need */
    bool unclear;   /* something ends right before it that is no declaration */
    bool is_static, is_extern, attribute, trailing;
};

struct run { /* declarations of one file, one after the other */
    struct source *source;
    uint32_t base; /* the number that clang gives to the file's first place */
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

static bool is_plain(struct lowering *l, const char *word, uint32_t len)
{
    return is_export(word, len) ||
           (l->plain_macros.len &&
            idmap_find(&l->plain_macros, str_intern_n(l->strs, word, len).i) != NULL);
}

static void set_plain(struct lowering *l, const char *word, uint32_t len)
{
    idmap_set(l->scratch, &l->plain_macros, str_intern_n(l->strs, word, len).i, 1);
}

static void read_head(struct lowering *l, const char *text, uint32_t name, struct prototype *p)
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
            if (!is_plain(l, word, t.len) && !count++)
                p->first = t;
        } else if (is_one_of("struct union enum ", word, t.len)) {
            typed = tag = true;
        } else if (is_one_of("void int char long short unsigned signed double float bool _Bool ",
                             word, t.len)) {
            typed = true;
        } else if (is_one_of("extern ", word, t.len)) {
            p->is_extern = true;
        } else if (is_one_of("static ", word, t.len)) {
            p->is_static = true;
        }
    }
    p->extra = typed || !count ? count : count - 1;
}

/* After the bracket that closes the one at OPEN. */
static uint32_t after_params(const char *text, uint32_t open, uint32_t end)
{
    uint32_t depth = 0;
    for (uint32_t i = open; i < end; i++) {
        char c = text[i];
        if (c == '/' || c == '"' || c == '\'' || c == '#')
            break;
        if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            return i + 1;
    }
    uint32_t close = scan_close(text, open, end);
    return close < end ? close + 1 : end;
}

static void read_tail(struct lowering *l, const char *text, uint32_t name, uint32_t end,
                      struct prototype *p)
{
    uint32_t open = scan_space(text, name + scan_ident(text, name, end), end);
    if (open >= end || text[open] != '(')
        return;
    uint32_t after = scan_space(text, after_params(text, open, end), end),
             len = scan_ident(text, after, end);
    if (!len)
        return;
    p->attribute = is_one_of("__attribute__ __attribute ", text + after, len);
    p->trailing = !scan_is_keyword(text + after, len) && !is_plain(l, text + after, len);
    p->last = (struct token){.at = after, .len = len};
}

static bool is_marked(struct lowering *l, CXCursor c, struct pos name)
{
    struct prototype p = {0};
    const char *text = name.source->text;
    find_begin(text, name.offset, &p);
    read_head(l, text, name.offset, &p);
    if (p.is_static)
        return false; /* who calls it sees the mark */
    read_tail(l, text, name.offset, name.source->size, &p);
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
    bool leads = p.extra && begin.offset == p.first.at && !pos_eq(begin, pos_spelling(l, start)),
         leads_extern = leads && !p.is_extern && clang_Cursor_getStorageClass(c) == CX_SC_Extern,
         attributes = clang_Cursor_hasAttrs(c) != 0;
    uint32_t explained = (leads ? 1U : 0U) + (attributes && (!leads || leads_extern) ? 1U : 0U);
    if (leads)
        set_plain(l, text + p.first.at, p.first.len);
    if (p.extra + p.trailing > explained)
        return true;
    if (p.trailing && p.extra == leads)
        set_plain(l, text + p.last.at, p.last.len);
    return false;
}

/* Where C is named. libclang's locations are numbers that count on within a file; asking it for the
 * file of each of thousands of declarations costs as much as the rest of this. */
static struct pos find_name(struct lowering *l, CXCursor c, struct run *run)
{
    CXSourceLocation at = clang_getCursorLocation(c);
    uint32_t offset = (uint32_t)at.int_data - run->base;
    if (run->source && offset < run->source->size &&
        scan_ident(run->source->text, offset, run->source->size) &&
        (!offset || !scan_ident(run->source->text, offset - 1, offset)))
        return (struct pos){run->source, offset};
    struct pos name = pos_file(l, at);
    if (!name.source)
        return name;
    if (!name.source->known_system) {
        name.source->known_system = true;
        name.source->system = clang_Location_isInSystemHeader(at) != 0;
    }
    *run = (struct run){name.source, (uint32_t)at.int_data - name.offset};
    return name;
}

void marks_find(struct lowering *l)
{
    struct run run = {0};
    for (uint32_t i = 0; i < l->redeclarations.len; i++) {
        CXCursor c = l->redeclarations.at[i].cursor;
        if (clang_getCursorKind(c) != CXCursor_FunctionDecl)
            continue;
        struct pos name = find_name(l, c, &run);
        if (name.source && !name.source->system && is_marked(l, c, name) &&
            clang_Cursor_isNull(clang_getCursorDefinition(c)))
            decl_entity(l, c);
    }
}
