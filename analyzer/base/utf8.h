/* UTF-8 as readers of SARIF decode it: a bad byte, or the longest start of a sequence that is cut
 * short, is one U+FFFD.
 *
 * Source files are bytes; only report/ needs characters, for UTF-16 columns, JSON texts and
 * GitHub's line hash.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

#define UTF8_BAD 0xFFFDu

/* Bytes of the character at TEXT (LEN > 0 bytes are left), at least 1. */
size_t utf8_next(const char *text, size_t len, uint32_t *ret_code);
/* UTF-16 units of a character. */
static inline uint32_t utf8_units(uint32_t code)
{
    return code > 0xFFFF ? 2 : 1;
}
/* Columns of a terminal: 0 combining, 2 wide, else 1. */
uint32_t utf8_width(uint32_t code);
/* Does a character act, where text is shown, instead of being shown? Control characters, separators
 * of lines and paragraphs, marks of direction. */
bool utf8_acts(uint32_t code);
/* Append TEXT as a line that only says what it says: what would act on a terminal, on the order of
 * letters, or as a line of its own for who reads a log (utf8_acts), and bytes that are no UTF-8,
 * are written as \n, \x1b or \u202e. KEEP: control characters that may stay. Names of files and
 * texts of rules are data that strangers wrote. */
void utf8_visible(struct buf *out, const char *text, size_t len, const char *keep);
/* Append TEXT with U+FFFD for what is no UTF-8. */
void utf8_clean(struct buf *out, const char *text, size_t len);

#endif
