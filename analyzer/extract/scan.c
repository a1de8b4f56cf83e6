#include "extract/scan.h"

#include <string.h>

static bool is_ident_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

uint32_t scan_ident(const char *text, uint32_t at, uint32_t end)
{
    uint32_t i = at;
    if (i < end && is_ident_start(text[i]))
        while (i < end && (is_ident_start(text[i]) || is_digit(text[i])))
            i++;
    return i - at;
}

/* After the comment that begins at AT, or AT itself if none does. */
static uint32_t skip_comment(const char *text, uint32_t at, uint32_t end)
{
    if (at + 1 >= end || text[at] != '/')
        return at;
    if (text[at + 1] == '/') {
        for (at += 2; at < end && text[at] != '\n'; at++)
            if (text[at] == '\\' && at + 1 < end)
                at++;
        return at < end ? at : end;
    }
    if (text[at + 1] != '*')
        return at;
    for (at += 2; at + 1 < end; at++)
        if (text[at] == '*' && text[at + 1] == '/')
            return at + 2;
    return end;
}

uint32_t scan_space(const char *text, uint32_t at, uint32_t end)
{
    while (at < end) {
        uint32_t was = at;
        if (is_space(text[at]))
            at++;
        else if (text[at] == '\\' && at + 1 < end && (text[at + 1] == '\n' || text[at + 1] == '\r'))
            at += 2;
        else
            at = skip_comment(text, at, end);
        if (at == was)
            break;
    }
    return at;
}

static uint32_t skip_string(const char *text, uint32_t at, uint32_t end)
{
    char quote = text[at++];
    for (; at < end && text[at] != quote && text[at] != '\n'; at++)
        if (text[at] == '\\' && at + 1 < end)
            at++;
    return at < end ? at + 1 : end;
}

static uint32_t skip_directive(const char *text, uint32_t at, uint32_t end)
{
    while (at < end && text[at] != '\n') {
        uint32_t next = skip_comment(text, at, end);
        if (next != at)
            at = next;
        else if (text[at] == '\\' && at + 1 < end)
            at += text[at + 1] == '\r' && at + 2 < end ? 3 : 2;
        else
            at++;
    }
    return at < end ? at : end;
}

struct scan scan_from(const char *text, uint32_t at, uint32_t end)
{
    uint32_t i = at;
    while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '\t'))
        i--;
    return (struct scan){
        .text = text, .at = at, .end = end, .line_start = i == 0 || text[i - 1] == '\n'};
}

static uint32_t skip_number(const char *text, uint32_t at, uint32_t end)
{
    while (at < end && (is_ident_start(text[at]) || is_digit(text[at]) || text[at] == '.')) {
        bool exponent = strchr("eEpP", text[at]) && at + 1 < end &&
                        (text[at + 1] == '+' || text[at + 1] == '-');
        at += exponent ? 2 : 1;
    }
    return at;
}

bool scan_next(struct scan *s, struct token *ret_t)
{
    uint32_t from = s->at, at = scan_space(s->text, s->at, s->end);
    if (at > from && memchr(s->text + from, '\n', at - from))
        s->line_start = true;
    if (at >= s->end) {
        s->at = s->end;
        return false;
    }
    char c = s->text[at];
    struct token t = {.kind = TOKEN_PUNCT, .at = at};
    uint32_t next = at + 1;
    if (c == '#' && s->line_start) {
        t.kind = TOKEN_DIRECTIVE;
        next = skip_directive(s->text, at, s->end);
    } else if (is_ident_start(c)) {
        t.kind = TOKEN_IDENT;
        next = at + scan_ident(s->text, at, s->end);
    } else if (is_digit(c) || (c == '.' && next < s->end && is_digit(s->text[next]))) {
        t.kind = TOKEN_NUMBER;
        next = skip_number(s->text, at, s->end);
    } else if (c == '"' || c == '\'') {
        t.kind = TOKEN_STRING;
        next = skip_string(s->text, at, s->end);
    } else if (next < s->end &&
               ((c == '-' && s->text[next] == '>') || (c == ':' && s->text[next] == ':'))) {
        next++;
    }
    t.len = next - at;
    s->at = next;
    s->line_start = false;
    *ret_t = t;
    return true;
}

uint32_t scan_close(const char *text, uint32_t at, uint32_t end)
{
    struct scan s = scan_from(text, at, end);
    struct token t;
    uint32_t depth = 0;
    while (scan_next(&s, &t)) {
        if (t.kind != TOKEN_PUNCT)
            continue;
        char c = text[t.at];
        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if ((c == ')' || c == ']' || c == '}') && --depth == 0)
            return t.at;
    }
    return end;
}

bool scan_argument(const char *text, uint32_t *at, uint32_t end, struct span *ret_arg)
{
    if (*at >= end)
        return false;
    struct scan s = scan_from(text, *at, end);
    struct token t;
    uint32_t depth = 0, first = 0, last = 0;
    bool any = false, closed = false;
    while (!closed && scan_next(&s, &t)) {
        char c = t.kind == TOKEN_PUNCT ? text[t.at] : 'a';
        if (depth == 0 && (c == ',' || c == ')')) {
            *at = c == ',' ? s.at : UINT32_MAX;
            closed = true;
            break;
        }
        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if (c == ')' || c == ']' || c == '}')
            depth -= depth > 0;
        if (!any)
            first = t.at;
        any = true;
        last = t.at + t.len;
    }
    if (!closed)
        *at = UINT32_MAX;
    *ret_arg = any ? (struct span){first, last - first} : (struct span){0, 0};
    return closed;
}

bool scan_is_keyword(const char *text, uint32_t len)
{
    static const char *const words[128] = {
        ['_'] = "_Alignas _Alignof _Atomic _BitInt _Bool _Complex _Float128 _Float16 "
                "_Float32 _Float64 _Generic _Imaginary _Nonnull _Noreturn _Nullable "
                "_Pragma _Static_assert _Thread_local __alignof __alignof__ __asm __asm__ "
                "__attribute __attribute__ __auto_type __builtin_va_list __const __const__ "
                "__declspec __extension__ __float128 __imag__ __inline __inline__ __int128 "
                "__int128_t __label__ __real__ __restrict __restrict__ __signed __signed__ "
                "__thread __typeof __typeof__ __uint128_t __volatile __volatile__ ",
        ['a'] = "alignas alignof asm auto ",
        ['b'] = "bool break ",
        ['c'] = "case char const constexpr continue ",
        ['d'] = "default do double ",
        ['e'] = "else enum extern ",
        ['f'] = "false float for ",
        ['g'] = "goto ",
        ['i'] = "if inline int ",
        ['l'] = "long ",
        ['n'] = "nullptr ",
        ['r'] = "register restrict return ",
        ['s'] = "short signed sizeof static static_assert struct switch ",
        ['t'] = "thread_local true typedef typeof typeof_unqual ",
        ['u'] = "union unsigned ",
        ['v'] = "void volatile ",
        ['w'] = "while ",
    };
    unsigned char first = (unsigned char)text[0];
    for (const char *at = len && first < 128 ? words[first] : NULL; at && *at;) {
        const char *end = strchr(at, ' ');
        if ((size_t)(end - at) == len && !memcmp(at, text, len))
            return true;
        at = end + 1;
    }
    return false;
}
