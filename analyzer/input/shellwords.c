#include "input/shellwords.h"

#include "base/buf.h"

#include <string.h>

/* Add what stands between double quotes at P (after the first). The end, NULL if there is none. */
static const char *double_quoted(const char *p, struct buf *word)
{
    for (; *p && *p != '"'; p++) {
        if (*p == '\\' && p[1] && strchr("$`\"\\\n", p[1])) {
            if (*++p != '\n')
                buf_putc(word, *p);
        } else {
            buf_putc(word, *p);
        }
    }
    return *p ? p + 1 : NULL;
}

static const char *single_quoted(const char *p, struct buf *word)
{
    const char *end = strchr(p, '\'');
    if (end)
        buf_add(word, p, (size_t)(end - p));
    return end ? end + 1 : NULL;
}

/* Add the word at P. What follows it, NULL if a quote is open. */
static const char *one_word(const char *p, struct buf *word)
{
    while (p && *p && !strchr(" \t\r\n", *p)) {
        if (*p == '\'') {
            p = single_quoted(p + 1, word);
        } else if (*p == '"') {
            p = double_quoted(p + 1, word);
        } else if (*p == '\\' && p[1]) {
            if (p[1] != '\n')
                buf_putc(word, p[1]);
            p += 2;
        } else {
            buf_putc(word, *p++);
        }
    }
    return p;
}

bool shellwords_split(struct arena *arena, const char *text, word_vec *ret_words)
{
    struct buf word = {0};
    while (text && *(text += strspn(text, " \t\r\n"))) {
        buf_clear(&word);
        text = one_word(text, &word);
        if (text)
            vec_push(arena, ret_words, arena_strndup(arena, word.at ? word.at : "", word.len));
    }
    buf_release(&word);
    return text != NULL;
}
