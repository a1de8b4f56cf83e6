#include "base/utf8.h"

#include "base/buf.h"

#include <string.h>

struct lead { /* first byte of a sequence: how many follow, and the range of the second */
    uint32_t more, bits;
    unsigned char low, high;
};

/* Source: Unicode 15, table 3-7, well-formed UTF-8 byte sequences. */
static struct lead lead_of(unsigned char c)
{
    if (c >= 0xC2 && c <= 0xDF)
        return (struct lead){1, c & 0x1Fu, 0x80, 0xBF};
    if (c >= 0xE0 && c <= 0xEF)
        return (struct lead){2, c & 0x0Fu, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF};
    if (c >= 0xF0 && c <= 0xF4)
        return (struct lead){3, c & 0x07u, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF};
    return (struct lead){0, 0, 0, 0};
}

size_t utf8_next(const char *text, size_t len, uint32_t *ret_code)
{
    const unsigned char *p = (const unsigned char *)text;
    if (p[0] < 0x80) {
        *ret_code = p[0];
        return 1;
    }
    struct lead lead = lead_of(p[0]);
    uint32_t code = lead.bits;
    size_t used = 1;
    for (; used <= lead.more && used < len; used++) {
        unsigned char low = used == 1 ? lead.low : 0x80, high = used == 1 ? lead.high : 0xBF;
        if (p[used] < low || p[used] > high)
            break;
        code = code << 6 | (p[used] & 0x3Fu);
    }
    *ret_code = lead.more && used == lead.more + 1 ? code : UTF8_BAD;
    return used;
}

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t code, const struct range *ranges, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

/* Source: Unicode 15 EastAsianWidth.txt, W and F, as ranges coarse enough to place a caret. */
uint32_t utf8_width(uint32_t code)
{
    static const struct range none[] = {{0x300, 0x36F},   {0x200B, 0x200F}, {0x20D0, 0x20FF},
                                        {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
    static const struct range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                                        {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                                        {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                                        {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
    if (code < 0x300)
        return 1;
    if (in_ranges(code, none, sizeof none / sizeof *none))
        return 0;
    return in_ranges(code, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

void utf8_clean(struct buf *out, const char *text, size_t len)
{
    size_t good = 0, at = 0;
    while (at < len) {
        uint32_t code;
        size_t used = utf8_next(text + at, len - at, &code);
        /* EF BF BD is U+FFFD itself, and good */
        bool bad = code == UTF8_BAD && !(used == 3 && (unsigned char)text[at] == 0xEF);
        if (bad) {
            buf_add(out, text + good, at - good);
            buf_puts(out, "\xEF\xBF\xBD");
            good = at + used;
        }
        at += used;
    }
    buf_add(out, text + good, len - good);
}

/* Source: Unicode 15, UAX 9, 2: the explicit marks of direction; the separators U+2028 and U+2029.
 */
bool utf8_acts(uint32_t code)
{
    return code < ' ' || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E ||
           code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

void utf8_visible(struct buf *out, const char *text, size_t len, const char *keep)
{
    for (size_t at = 0; at < len;) {
        uint32_t code;
        size_t used = utf8_next(text + at, len - at, &code);
        bool bad = code == UTF8_BAD && !(used == 3 && (unsigned char)text[at] == 0xEF);
        if (bad)
            for (size_t i = 0; i < used; i++)
                buf_printf(out, "\\x%02x", (unsigned)(unsigned char)text[at + i]);
        else if (!utf8_acts(code) || (code && code < ' ' && strchr(keep, (int)code)))
            buf_add(out, text + at, used);
        else if (code == '\n' || code == '\t' || code == '\r')
            buf_puts(out, code == '\n' ? "\\n" : code == '\t' ? "\\t" : "\\r");
        else
            buf_printf(out, code < 0x80 ? "\\x%02x" : "\\u%04x", (unsigned)code);
        at += used;
    }
}
