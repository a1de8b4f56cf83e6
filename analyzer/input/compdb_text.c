#include "input/compdb_text.h"

#include <ctype.h>
#include <string.h>

/* Byte 0xNN is U+10F7NN, in UTF-8 F4 8F 9C+(NN>>6) 80+(NN&3F). */
enum { PRIVATE_1 = 0xf4, PRIVATE_2 = 0x8f, PRIVATE_3 = 0x9c };

static void add_byte(struct compdb_text *t, unsigned char byte)
{
    buf_putc(&t->json, (char)PRIVATE_1);
    buf_putc(&t->json, (char)PRIVATE_2);
    buf_putc(&t->json, (char)(PRIVATE_3 + (byte >> 6)));
    buf_putc(&t->json, (char)(0x80 + (byte & 0x3f)));
    t->has_bytes = true;
}

static bool is_private(const unsigned char *p, size_t left)
{
    return left >= 4 && p[0] == PRIVATE_1 && p[1] == PRIVATE_2 && (p[2] & 0xfc) == PRIVATE_3 &&
           (p[3] & 0xc0) == 0x80;
}

/* Bytes of the UTF-8 character at P; 0: it is none, or one of ours. Source: RFC 3629, section 4 */
static size_t utf8_len(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80)
        return 1;
    size_t n = p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
    if (!n || n > left || is_private(p, left))
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    bool too_long = (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90);
    bool too_large = p[0] == 0xf4 && p[1] > 0x8f;
    bool surrogate = p[0] == 0xed && p[1] > 0x9f;
    return too_long || too_large || surrogate ? 0 : n;
}

/* The number of the escape \uXXXX at P; -1: there is none. */
static int escape_at(const unsigned char *p, size_t left)
{
    int number = 0;
    if (left < 6 || p[0] != '\\' || p[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        if (!isxdigit(p[i]))
            return -1;
        int digit = isdigit(p[i]) ? p[i] - '0' : tolower(p[i]) - 'a' + 10;
        number = number * 16 + digit;
    }
    return number;
}

/* Copy the escape at P. A lone low surrogate is how Python writes a byte that is not UTF-8. */
static size_t add_escape(struct compdb_text *t, const unsigned char *p, size_t left)
{
    int number = escape_at(p, left);
    if (number >= 0xdc80 && number <= 0xdcff) {
        add_byte(t, (unsigned char)(number & 0xff));
        return 6;
    }
    size_t n = number < 0 ? 2 : 6;
    if (number >= 0xd800 && number < 0xdc00 && escape_at(p + 6, left - 6) >= 0xdc00)
        n = 12;
    n = n < left ? n : left;
    buf_add(&t->json, (const char *)p, n);
    return n;
}

/* Where we are in the structure. */
struct walk {
    bool in_string, wants_entry;
    uint32_t depth, line;
    const unsigned char *line_start;
};

/* Follow the structure over character C, outside of strings, at P. */
static void walk_structure(struct arena *arena, struct compdb_text *t, struct walk *w,
                           const unsigned char *p)
{
    if (isspace(*p))
        return;
    if (w->wants_entry && w->depth == 1 && *p != ']') {
        struct place place = {.line = w->line, .col = (uint32_t)(p - w->line_start) + 1};
        vec_push(arena, &t->entries, place);
    }
    w->wants_entry = false;
    if (*p == '[' || *p == '{') {
        w->depth++;
        w->wants_entry = w->depth == 1;
    } else if (*p == ']' || *p == '}') {
        w->depth -= w->depth > 0;
    } else if (*p == ',') {
        w->wants_entry = w->depth == 1;
    }
}

/* Bytes at P, within a string, that need no look at each. */
static size_t plain_len(const unsigned char *p, size_t left)
{
    size_t n = 0;
    while (n < left && p[n] >= 0x20 && p[n] < 0x80 && p[n] != '"' && p[n] != '\\')
        n++;
    return n;
}

void compdb_text_make(struct arena *arena, const char *text, size_t len, struct compdb_text *ret)
{
    const unsigned char *p = (const unsigned char *)text, *end = p + len;
    struct walk w = {.line = 1, .line_start = p};
    *ret = (struct compdb_text){0};
    if (len >= 3 && !memcmp(p, "\xef\xbb\xbf", 3))
        p = w.line_start = p + 3;
    while (p < end) {
        size_t left = (size_t)(end - p);
        size_t plain = w.in_string ? plain_len(p, left) : 0;
        if (plain) {
            buf_add(&ret->json, (const char *)p, plain);
            p += plain;
            continue;
        }
        if (w.in_string && *p == '\\') {
            p += add_escape(ret, p, left);
            continue;
        }
        if (!w.in_string)
            walk_structure(arena, ret, &w, p);
        if (*p == '"')
            w.in_string = !w.in_string;
        if (*p == '\n') {
            w.line++;
            w.line_start = p + 1;
        }
        size_t n = utf8_len(p, left);
        if (n)
            buf_add(&ret->json, (const char *)p, n);
        else
            add_byte(ret, *p);
        p += n ? n : 1;
    }
}

const char *compdb_text_bytes(struct arena *arena, const struct compdb_text *t, const char *text)
{
    size_t len = strlen(text), to = 0;
    char *copy = arena_strndup(arena, text, len);
    if (!t->has_bytes)
        return copy;
    const unsigned char *p = (const unsigned char *)text;
    for (size_t i = 0; i < len;) {
        if (is_private(p + i, len - i)) {
            copy[to++] = (char)((p[i + 2] & 3) << 6 | (p[i + 3] & 0x3f));
            i += 4;
        } else {
            copy[to++] = text[i++];
        }
    }
    copy[to] = '\0';
    return copy;
}

uint32_t compdb_text_col(const struct compdb_text *t, size_t position)
{
    const unsigned char *json = (const unsigned char *)t->json.at;
    if (position > t->json.len)
        position = t->json.len;
    size_t start = position;
    while (start && json[start - 1] != '\n')
        start--;
    uint32_t col = 1;
    while (start < position) {
        start += is_private(json + start, t->json.len - start) ? 4 : 1;
        col++;
    }
    return col;
}
