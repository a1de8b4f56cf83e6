#include "check/suppress.h"

#include "base/buf.h"
#include "base/fail.h"
#include "link/program.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#define FORM "write 'nostall: allow NS106 REASON'"

struct selector { /* one id, name or family of a comment */
    const char *text;
    bool used;
};

struct entry { /* one well-formed comment */
    struct loc loc;
    const char *reason;
    bool whole_file, alone;
    VEC(struct selector) selectors;
};

struct covered { /* a rule on a line, by the first comment that allows it there */
    uint32_t file_i, line, rule, entry;
};

#define WHOLE_FILE 0 /* as line */

struct file { /* that has comments */
    uint32_t file_i;
    VEC(uint32_t) code_lines; /* lines after a comment that have code; sorted */
    UT_hash_handle hh;
};

struct suppressions {
    struct arena *arena;
    VEC(struct entry) entries;
    VEC(struct covered) covered; /* by file, line, rule */
    struct file *files;
};

static struct file *file_find(const struct suppressions *s, struct str name)
{
    struct file *found;
    HASH_FIND(hh, s->files, &name.i, sizeof name.i, found);
    return found;
}

static struct file *file_get(struct suppressions *s, struct str name)
{
    struct file *file = file_find(s, name);
    if (file)
        return file;
    file = arena_new_one(s->arena, struct file);
    file->file_i = name.i;
    HASH_ADD(hh, s->files, file_i, sizeof file->file_i, file);
    return file;
}

/* ---- one comment ---- */

static const char *skip_space(const char *p)
{
    while (isspace((unsigned char)*p))
        p++;
    return p;
}

static bool skip_word(const char **p, const char *word)
{
    size_t len = strlen(word);
    if (strncmp(*p, word, len) != 0 || isalnum((unsigned char)(*p)[len]) || (*p)[len] == '-')
        return false;
    *p = skip_space(*p + len);
    return true;
}

/* One line, without the comment's end and the stars of further lines. */
static const char *clean_text(struct arena *a, const char *text)
{
    struct buf b = {0};
    buf_puts(&b, "");
    const char *end = strstr(text, "*/");
    for (const char *p = text; *p && p != end; p++) {
        if (*p == '\n')
            while (isspace((unsigned char)p[1]) || (p[1] == '*' && p + 1 != end))
                p++;
        bool space = isspace((unsigned char)*p) || *p == '\n';
        if (!space)
            buf_putc(&b, *p);
        else if (b.len && b.at[b.len - 1] != ' ')
            buf_putc(&b, ' ');
    }
    while (b.len && b.at[b.len - 1] == ' ')
        b.at[--b.len] = '\0';
    const char *clean = arena_strdup(a, b.at);
    buf_release(&b);
    return clean;
}

struct parse {
    struct suppressions *s;
    struct diags *diags;
    const char *file;
    struct loc loc;
};

__attribute__((format(printf, 2, 3))) static void warn(const struct parse *p, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char text[512];
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    diag_add(p->diags, DIAG_WARNING, p->file, p->loc.line, p->loc.col, "%s", text);
}

static bool selector_add(const struct parse *p, struct entry *e, const char *text, size_t len)
{
    const char *selector = arena_strndup(p->s->arena, text, len);
    if (!check_selector_known(selector)) {
        const char *meant = check_rule_suggest(selector);
        if (meant)
            warn(p, "suppression names the unknown check '%s'; did you mean '%s'?", selector,
                 meant);
        else
            warn(p, "suppression names the unknown check '%s'; 'nostall explain' lists the checks",
                 selector);
        return false;
    }
    vec_push(p->s->arena, &e->selectors, (struct selector){.text = selector});
    return true;
}

/* The list of checks at *TEXT; leaves *TEXT on the reason. */
static bool parse_selectors(const struct parse *p, const char **text, struct entry *e)
{
    for (;;) {
        size_t len = strcspn(*text, " ,");
        size_t name_len = len;
        while (name_len && strchr(":;.", (*text)[name_len - 1]))
            name_len--;
        if (!name_len) {
            warn(p, "suppression names no check; " FORM);
            return false;
        }
        if (!selector_add(p, e, *text, name_len))
            return false;
        *text = skip_space(*text + len);
        if (**text != ',')
            return true;
        *text = skip_space(*text + 1);
    }
}

/* False: warned. */
static bool parse_comment(const struct parse *p, const struct comment *comment, const char *text,
                          struct entry *ret_entry)
{
    struct entry e = {.loc = comment->loc, .alone = comment->alone};
    if (!skip_word(&text, "nostall:"))
        return false;
    if (skip_word(&text, "allow-file")) {
        e.whole_file = true;
    } else if (!skip_word(&text, "allow")) {
        int len = (int)strcspn(text, " ");
        warn(p, "'%.*s' is no suppression; write 'allow' or 'allow-file' after 'nostall:'", len,
             text);
        return false;
    }
    if (!parse_selectors(p, &text, &e))
        return false;
    while (*text == '-' || *text == ':' || *text == ' ')
        text++;
    if (!*text) {
        warn(p,
             "suppression of '%s' gives no reason; write why after it: 'nostall: allow %s REASON'",
             e.selectors.at[0].text, e.selectors.at[0].text);
        return false;
    }
    e.reason = text;
    *ret_entry = e;
    return true;
}

static void comment_add(struct suppressions *s, const struct program *program,
                        const struct comment *comment, struct diags *diags)
{
    struct parse p = {s, diags, program_text(program, comment->loc.file), comment->loc};
    const char *text = clean_text(s->arena, program_text(program, comment->text));
    struct entry e;
    if (!parse_comment(&p, comment, text, &e))
        return;
    if (!e.loc.len)
        e.loc.len = (uint32_t)strlen(text);
    vec_push(s->arena, &s->entries, e);
    file_get(s, e.loc.file);
}

/* ---- which line a comment covers ---- */

static void code_line(struct suppressions *s, struct file **last, struct loc loc)
{
    if (!*last || (*last)->file_i != loc.file.i) {
        struct file *file = file_find(s, loc.file);
        if (!file)
            return;
        *last = file;
    }
    struct file *file = *last;
    if (!file->code_lines.len || vec_last(&file->code_lines) != loc.line)
        vec_push(s->arena, &file->code_lines, loc.line);
}

static void function_lines(struct suppressions *s, struct file **last, const struct function *fn)
{
    code_line(s, last, fn->loc);
    code_line(s, last, fn->end);
    for (uint32_t i = 0; i < fn->locals.len; i++)
        code_line(s, last, fn->locals.at[i].loc);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        code_line(s, last, e->loc);
        if (e->kind == EVENT_CALL)
            code_line(s, last, e->call.spelling);
    }
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        code_line(s, last, fn->blocks.at[i].term_loc);
        code_line(s, last, fn->blocks.at[i].loop_loc);
    }
}

static int compare_lines(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* The check floor reads no sources: a line has code if the facts have a place on it. */
static void collect_code_lines(struct suppressions *s, const struct program *program)
{
    struct file *last = NULL;
    for (uint32_t u = 0; u < program->units.len; u++) {
        const struct facts *facts = program->units.at[u];
        for (uint32_t i = 0; i < facts->entities.len; i++)
            code_line(s, &last, facts->entities.at[i].loc);
        for (uint32_t i = 0; i < facts->functions.len; i++)
            function_lines(s, &last, &facts->functions.at[i]);
        function_lines(s, &last, &facts->init);
    }
    for (struct file *f = s->files; f; f = f->hh.next)
        if (f->code_lines.len)
            qsort(f->code_lines.at, f->code_lines.len, sizeof *f->code_lines.at, compare_lines);
}

static uint32_t next_code_line(const struct file *file, uint32_t line)
{
    uint32_t low = 0, high = file->code_lines.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (file->code_lines.at[middle] <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < file->code_lines.len ? file->code_lines.at[low] : 0;
}

/* ---- building ---- */

struct seen {
    struct loc loc;
    const struct comment *comment;
    uint32_t order;
};

static int compare_seen(const void *x, const void *y)
{
    const struct seen *a = x, *b = y;
    if (a->loc.file.i != b->loc.file.i)
        return a->loc.file.i < b->loc.file.i ? -1 : 1;
    if (a->loc.line != b->loc.line)
        return a->loc.line < b->loc.line ? -1 : 1;
    if (a->loc.col != b->loc.col)
        return a->loc.col < b->loc.col ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_covered(const void *x, const void *y)
{
    const struct covered *a = x, *b = y;
    int order = compare_numbers(a->file_i, b->file_i);
    if (!order)
        order = compare_numbers(a->line, b->line);
    return order ? order : compare_numbers(a->rule, b->rule);
}

static int compare_with_entry(const void *x, const void *y)
{
    const struct covered *a = x, *b = y;
    int order = compare_covered(a, b);
    return order ? order : compare_numbers(a->entry, b->entry);
}

static void cover(struct suppressions *s, uint32_t entry, uint32_t line)
{
    const struct entry *e = &s->entries.at[entry];
    for (uint32_t i = 0; i < e->selectors.len; i++)
        for (const struct check_rule *r = NULL; (r = check_rule_next(r));)
            if (check_rule_matches(r, e->selectors.at[i].text))
                vec_push(s->arena, &s->covered,
                         (struct covered){e->loc.file.i, line, check_rule_index(r), entry});
}

/* Which lines each comment covers: its own, and the next with code if it stands alone. */
static void cover_all(struct suppressions *s)
{
    for (uint32_t i = 0; i < s->entries.len; i++) {
        struct entry *e = &s->entries.at[i];
        uint32_t next =
            e->alone ? next_code_line(file_find(s, e->loc.file), e->loc.line) : e->loc.line;
        cover(s, i, e->whole_file ? WHOLE_FILE : e->loc.line);
        if (!e->whole_file && next)
            cover(s, i, next);
    }
    if (!s->covered.len)
        return;
    qsort(s->covered.at, s->covered.len, sizeof *s->covered.at, compare_with_entry);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < s->covered.len; i++)
        if (compare_covered(&s->covered.at[kept - 1], &s->covered.at[i]))
            s->covered.at[kept++] = s->covered.at[i];
    s->covered.len = kept;
}

struct suppressions *suppressions_new(const struct program *p, struct diags *diags)
{
    struct arena *arena = arena_new();
    struct suppressions *s = arena_new_one(arena, struct suppressions);
    s->arena = arena;
    VEC(struct seen) seen = {0};
    for (uint32_t u = 0; u < p->units.len; u++) {
        const struct facts *facts = p->units.at[u];
        for (uint32_t i = 0; i < facts->comments.len; i++) {
            const struct comment *c = &facts->comments.at[i];
            vec_push(arena, &seen, (struct seen){c->loc, c, seen.len});
        }
    }
    /* a header's comments come once per unit */
    if (seen.len)
        qsort(seen.at, seen.len, sizeof *seen.at, compare_seen);
    for (uint32_t i = 0; i < seen.len; i++) {
        struct loc here = seen.at[i].loc, before = i ? seen.at[i - 1].loc : (struct loc){0};
        if (!str_eq(here.file, before.file) || here.line != before.line || here.col != before.col)
            comment_add(s, p, seen.at[i].comment, diags);
    }
    if (s->entries.len)
        collect_code_lines(s, p);
    cover_all(s);
    return s;
}

void suppressions_free(struct suppressions *s)
{
    if (!s)
        return;
    HASH_CLEAR(hh, s->files);
    arena_free(s->arena);
}

/* ---- asking ---- */

static struct selector *selector_for(const struct entry *e, const struct check_rule *rule)
{
    for (uint32_t i = 0; i < e->selectors.len; i++)
        if (check_rule_matches(rule, e->selectors.at[i].text))
            return &e->selectors.at[i];
    return NULL;
}

/* A comment for the line goes before one for the file; of several the first. */
static const struct entry *entry_find(const struct suppressions *s, const struct check_rule *rule,
                                      struct loc loc)
{
    if (!s->covered.len || !loc_known(loc))
        return NULL;
    struct covered want = {loc.file.i, loc.line, check_rule_index(rule), 0};
    const struct covered *found =
        bsearch(&want, s->covered.at, s->covered.len, sizeof want, compare_covered);
    want.line = WHOLE_FILE;
    if (!found)
        found = bsearch(&want, s->covered.at, s->covered.len, sizeof want, compare_covered);
    return found ? &s->entries.at[found->entry] : NULL;
}

const char *suppression_find(const struct suppressions *s, const struct check_rule *rule,
                             struct loc loc, struct loc *ret_comment)
{
    const struct entry *e = entry_find(s, rule, loc);
    if (!e)
        return NULL;
    if (ret_comment)
        *ret_comment = e->loc;
    return e->reason;
}

bool suppressions_any(const struct suppressions *s)
{
    return s->entries.len != 0;
}

void suppression_use(struct suppressions *s, const struct check_rule *rule, struct loc loc)
{
    const struct entry *e = entry_find(s, rule, loc);
    if (e)
        selector_for(e, rule)->used = true;
}

void suppression_apply(struct suppressions *s, struct finding *f)
{
    for (uint32_t i = 0; i <= f->steps.len && !f->suppressed; i++) {
        struct loc at = i ? f->steps.at[i - 1].loc : f->loc;
        f->suppressed = suppression_find(s, f->rule, at, &f->suppressed_at);
        if (f->suppressed)
            suppression_use(s, f->rule, at);
    }
}

/* ---- what nothing used ---- */

/* Of a rule that was not looked for nothing can be said. */
static bool was_looked_for(const char *selector, const bool *enabled)
{
    for (const struct check_rule *r = NULL; (r = check_rule_next(r));)
        if (check_rule_matches(r, selector) && !enabled[check_rule_index(r)])
            return false;
    return true;
}

static void add_unused(const struct entry *e, const bool *enabled, struct arena *arena,
                       suppression_unused_vec *ret_unused)
{
    struct buf names = {0};
    uint32_t unused = 0;
    for (uint32_t i = 0; i < e->selectors.len; i++) {
        const struct selector *s = &e->selectors.at[i];
        if (!s->used && was_looked_for(s->text, enabled))
            buf_printf(&names, unused++ ? ", '%s'" : "'%s'", s->text);
    }
    if (unused)
        vec_push(arena, ret_unused,
                 (struct suppression_unused){e->loc, arena_strdup(arena, names.at),
                                             unused == e->selectors.len});
    buf_release(&names);
}

void suppressions_unused(const struct suppressions *s, const struct check_rule *rule,
                         const bool *enabled, struct arena *arena,
                         suppression_unused_vec *ret_unused)
{
    for (uint32_t i = 0; i < s->entries.len; i++) {
        const struct entry *e = &s->entries.at[i];
        /* a comment may allow itself to be unused: 'nostall: allow NS106, NS501 only with FOO' */
        if (!selector_for(e, rule) && !entry_find(s, rule, e->loc))
            add_unused(e, enabled, arena, ret_unused);
    }
}
