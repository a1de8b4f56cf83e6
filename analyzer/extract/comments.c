#include "extract/comments.h"

#include <string.h>

/* The same for a comment that begins between LINE, the start of a line, and AT. */
static uint32_t begin_in_line(const struct source *s, uint32_t line, uint32_t at)
{
    bool string = false;
    for (uint32_t i = line; i < at; i++) {
        char c = s->text[i], next = s->text[i + 1];
        if (c == '\\' && string)
            i++;
        else if (c == '"')
            string = !string;
        if (string || c != '/' || (next != '/' && next != '*'))
            continue;
        const char *end = NULL;
        if (next == '*' && at > i + 2)
            end = memmem(s->text + i + 2, at - i - 2, "*/", 2);
        if (!end)
            return i;
        i = (uint32_t)(end - s->text) + 1;
    }
    return UINT32_MAX;
}

/* Where the comment that holds AT begins; UINT32_MAX: AT is in none. Looks at the line, and for
 * block comments back. */
static uint32_t comment_begin(const struct source *s, uint32_t at)
{
    uint32_t line = at;
    while (line > 0 && s->text[line - 1] != '\n')
        line--;
    uint32_t begin = begin_in_line(s, line, at);
    for (uint32_t i = line; i > 1 && begin == UINT32_MAX; i--) {
        if (s->text[i - 2] == '*' && s->text[i - 1] == '/')
            break;
        if (s->text[i - 2] == '/' && s->text[i - 1] == '*')
            begin = i - 2;
    }
    return begin;
}

static void add(struct lowering *l, struct source *s, uint32_t at)
{
    uint32_t begin = comment_begin(s, at), end = at, line = begin;
    if (begin == UINT32_MAX)
        return;
    while (end < s->size && s->text[end] != '\n' &&
           !(end + 1 < s->size && s->text[end] == '*' && s->text[end + 1] == '/'))
        end++;
    while (end > at && strchr(" \t\r", s->text[end - 1]))
        end--;
    bool alone = true;
    for (; alone && line > 0 && s->text[line - 1] != '\n'; line--)
        alone = s->text[line - 1] == ' ' || s->text[line - 1] == '\t';
    struct comment c = {.loc = pos_loc(l, (struct pos){s, at}, 0), .alone = alone};
    c.text = str_intern_n(l->strs, s->text + at, end - at);
    vec_push(l->arena, &l->facts->comments, c);
}

void comments_find(struct lowering *l)
{
    static const char mark[] = "nostall:";
    const uint32_t len = sizeof mark - 1;
    for (uint32_t i = 0; i < l->sources.len; i++) {
        struct source *s = l->sources.at[i];
        if (s->commented)
            source_load(l, s);
        if (!s->commented || !s->text)
            continue;
        for (uint32_t at = 0; at + len <= s->size;) {
            const char *found = memmem(s->text + at, s->size - at, mark, len);
            if (!found)
                break;
            at = (uint32_t)(found - s->text);
            add(l, s, at);
            at += len;
        }
    }
}
