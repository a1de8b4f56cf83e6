#include "tests/expectation.h"

#include "base/buf.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct keyword {
    const char *word;
    enum expectation_kind kind;
    enum level level;
    bool todo;
};

static const struct keyword keywords[] = {
    {"error:", EXPECT_FINDING, LEVEL_ERROR, false},
    {"warning:", EXPECT_FINDING, LEVEL_WARNING, false},
    {"note:", EXPECT_FINDING, LEVEL_NOTE, false},
    {"ok:", EXPECT_OK, LEVEL_OFF, false},
    {"todo-error:", EXPECT_FINDING, LEVEL_ERROR, true},
    {"todo-warning:", EXPECT_FINDING, LEVEL_WARNING, true},
    {"todo-note:", EXPECT_FINDING, LEVEL_NOTE, true},
    {"todo-ok:", EXPECT_OK, LEVEL_OFF, true},
};

struct cursor {
    struct arena *arena;
    struct expected *out;
    const char *file;
    uint32_t line;
    const char *at, *end;
};

static void problem(struct cursor *c, const char *what)
{
    vec_push(c->arena, &c->out->problems,
             arena_printf(c->arena, "%s:%u: %s", c->file, c->line, what));
}

static void skip_blanks(struct cursor *c)
{
    while (c->at < c->end && isspace((unsigned char)*c->at))
        c->at++;
}

static bool accept(struct cursor *c, const char *word)
{
    size_t len = strlen(word);
    skip_blanks(c);
    if ((size_t)(c->end - c->at) < len || memcmp(c->at, word, len) != 0)
        return false;
    c->at += len;
    return true;
}

/* The keyword of a comment that starts at AT with "//", NULL: another comment. */
static const struct keyword *keyword_at(const char *at, const char *end)
{
    struct cursor c = {.at = at + 2, .end = end};
    for (uint32_t i = 0; i < COUNT(keywords); i++)
        if (accept(&c, keywords[i].word))
            return &keywords[i];
    return NULL;
}

/* The first comment of the line that is an expectation, END if there is none. */
static const char *find_comment(const char *at, const char *end)
{
    for (; at + 1 < end; at++)
        if (at[0] == '/' && at[1] == '/' && keyword_at(at, end))
            return at;
    return end;
}

static const char *read_id(struct cursor *c)
{
    skip_blanks(c);
    const char *start = c->at;
    while (c->at < c->end && isalnum((unsigned char)*c->at))
        c->at++;
    if (c->at - start < 3 || memcmp(start, "NS", 2) != 0) {
        problem(c, "an id such as NS101 was expected");
        return NULL;
    }
    return arena_strndup(c->arena, start, (size_t)(c->at - start));
}

static const char *read_string(struct cursor *c)
{
    if (!accept(c, "\""))
        return NULL;
    const char *close = memchr(c->at, '"', (size_t)(c->end - c->at));
    if (!close) {
        problem(c, "the string of an expectation is not closed");
        return NULL;
    }
    const char *text = arena_strndup(c->arena, c->at, (size_t)(close - c->at));
    c->at = close + 1;
    return text;
}

static void read_strings(struct cursor *c, struct expectation *e)
{
    for (;;) {
        text_vec *into = accept(c, "step:")      ? &e->steps
                         : accept(c, "related:") ? &e->related
                                                 : &e->texts;
        bool certainty = into == &e->texts && accept(c, "certainty:");
        const char *text = read_string(c);
        skip_blanks(c);
        if (!text) {
            if (c->at < c->end || into != &e->texts || certainty)
                problem(
                    c,
                    "strings, step: \"...\", related: \"...\" or certainty: \"...\" were expected");
            return;
        }
        if (certainty)
            e->certainty = text;
        else
            vec_push(c->arena, into, text);
    }
}

static void read_expectation(struct cursor *c, const struct keyword *k)
{
    struct expectation e = {
        .kind = k->kind, .todo = k->todo, .level = k->level, .file = c->file, .line = c->line};
    c->at += 2;
    accept(c, k->word);
    if (k->kind == EXPECT_OK) {
        do {
            e.id = read_id(c);
            if (!e.id)
                return;
            vec_push(c->arena, &c->out->all, e);
        } while (accept(c, ","));
        return;
    }
    skip_blanks(c);
    char *after;
    e.col = (uint32_t)strtoul(c->at, &after, 10);
    if (after == c->at || e.col == 0) {
        problem(c, "the column of the finding was expected");
        return;
    }
    c->at = after;
    e.id = read_id(c);
    if (!e.id)
        return;
    read_strings(c, &e);
    vec_push(c->arena, &c->out->all, e);
}

static void read_words(struct cursor *c, text_vec *into)
{
    for (skip_blanks(c); c->at < c->end; skip_blanks(c)) {
        const char *start = c->at;
        while (c->at < c->end && !isspace((unsigned char)*c->at))
            c->at++;
        vec_push(c->arena, into, arena_strndup(c->arena, start, (size_t)(c->at - start)));
    }
}

static void read_line(struct cursor *c)
{
    const char *line_end = c->end;
    if (accept(c, "// args:")) {
        read_words(c, &c->out->args);
        return;
    }
    if (accept(c, "// flags:")) {
        read_words(c, &c->out->flags);
        return;
    }
    if (accept(c, "// exit:")) {
        c->out->exit_status = (int)strtol(c->at, NULL, 10);
        return;
    }
    const char *comment = find_comment(c->at, line_end);
    while (comment < line_end) {
        const char *next = find_comment(comment + 2, line_end);
        c->at = comment;
        c->end = next;
        read_expectation(c, keyword_at(comment, next));
        comment = next;
    }
}

void expected_add(struct arena *arena, const char *file, const char *text,
                  struct expected *ret_expected)
{
    struct cursor c = {.arena = arena, .out = ret_expected, .file = file};
    for (const char *at = text; *at;) {
        const char *end = strchrnul(at, '\n');
        c.line++;
        c.at = at;
        c.end = end;
        read_line(&c);
        at = *end ? end + 1 : end;
    }
}

static bool named_before(const struct expected *line, uint32_t before)
{
    for (uint32_t i = 0; i < before; i++)
        if (strcmp(line->all.at[i].id, line->all.at[before].id) == 0)
            return true;
    return false;
}

/* The suppression that stands for the expectations from COMMENT on. */
static void suppress_line(struct arena *arena, const char *comment, const char *end,
                          struct buf *out)
{
    struct expected line = {0};
    struct cursor c = {.arena = arena, .out = &line, .at = comment, .end = end};
    read_line(&c);
    const char *before = "// nostall: allow ";
    for (uint32_t i = 0; i < line.all.len; i++) {
        const struct expectation *e = &line.all.at[i];
        if ((e->kind == EXPECT_FINDING) == e->todo || named_before(&line, i))
            continue;
        buf_puts(out, before);
        buf_puts(out, e->id);
        before = ",";
    }
    if (before[0] == ',')
        buf_puts(out, " the harness tests suppressions");
}

char *expected_suppressed(struct arena *arena, const char *text)
{
    struct buf out = {0};
    for (const char *at = text; *at;) {
        const char *end = strchrnul(at, '\n');
        const char *comment = find_comment(at, end);
        buf_add(&out, at, (size_t)(comment - at));
        if (comment < end)
            suppress_line(arena, comment, end, &out);
        buf_putc(&out, '\n');
        at = *end ? end + 1 : end;
    }
    char *copy = arena_strdup(arena, out.at ? out.at : "");
    buf_release(&out);
    return copy;
}
