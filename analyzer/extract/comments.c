#include "extract/comments.h"

#include <string.h>

static const char mark[] = "nostall:";

#define MARK_LEN ((uint32_t)sizeof mark - 1)

/* Of the string or character constant at AT, the byte behind. It ends with its line at the latest:
 * an apostrophe in the text of an #error begins none. */
static uint32_t skip_constant(const struct source *s, uint32_t at)
{
    char quote = s->text[at++];
    for (; at < s->size && s->text[at] != quote && s->text[at] != '\n'; at++)
        at += s->text[at] == '\\' && at + 1 < s->size;
    return at < s->size ? at + 1 : at;
}

static const char *find(const struct source *s, uint32_t from, uint32_t end, const char *what)
{
    return from < end ? memmem(s->text + from, end - from, what, strlen(what)) : NULL;
}

/* Of the comment that begins at AT, the byte behind its text. */
static uint32_t comment_end(const struct source *s, uint32_t at)
{
    const char *end = find(s, at + 2, s->size, s->text[at + 1] == '*' ? "*/" : "\n");
    return end ? (uint32_t)(end - s->text) : s->size;
}

/* The mark at AT in the comment from BEGIN to END: its text is the rest of the line, or what stands
 * before the next mark. */
static void add(struct lowering *l, struct source *s, uint32_t begin, uint32_t at, uint32_t end)
{
    const char *stop = find(s, at + MARK_LEN, end, mark);
    if (stop)
        end = (uint32_t)(stop - s->text);
    stop = find(s, at, end, "\n");
    if (stop)
        end = (uint32_t)(stop - s->text);
    while (end > at && strchr(" \t\r", s->text[end - 1]))
        end--;
    bool alone = true;
    for (; alone && begin > 0 && s->text[begin - 1] != '\n'; begin--)
        alone = s->text[begin - 1] == ' ' || s->text[begin - 1] == '\t';
    struct comment c = {.loc = pos_loc(l, (struct pos){s, at}, 0), .alone = alone};
    c.text = str_intern_n(l->strs, s->text + at, end - at);
    vec_push(l->arena, &l->facts->comments, c);
}

static void find_in_source(struct lowering *l, struct source *s)
{
    for (uint32_t at = 0; at + 1 < s->size;) {
        char c = s->text[at];
        if (c == '"' || c == '\'') {
            at = skip_constant(s, at);
            continue;
        }
        if (c != '/' || (s->text[at + 1] != '/' && s->text[at + 1] != '*')) {
            at++;
            continue;
        }
        uint32_t begin = at, end = comment_end(s, begin);
        for (const char *found; (found = find(s, at, end, mark)); at += MARK_LEN) {
            at = (uint32_t)(found - s->text);
            add(l, s, begin, at, end);
        }
        at = end + (s->text[begin + 1] == '*' ? 2 : 1);
    }
}

void comments_find(struct lowering *l)
{
    for (uint32_t i = 0; i < l->sources.len; i++) {
        struct source *s = l->sources.at[i];
        if (s->commented)
            source_load(l, s);
        if (s->commented && s->text && find(s, 0, s->size, mark))
            find_in_source(l, s);
    }
}
