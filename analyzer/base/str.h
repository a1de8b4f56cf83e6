/* Interned strings: equal text, equal id, so that names compare as integers.
 *
 * One interner per process, handed to whoever makes names. Id 0 is the empty string. Texts are
 * NUL-terminated and live as long as the interner. Ids are not stable across processes: files store
 * texts.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strs;
struct str {
    uint32_t i;
};

struct strs *strs_new(void);
void strs_free(struct strs *s);
struct str str_intern(struct strs *s, const char *text);
struct str str_intern_n(struct strs *s, const char *text, size_t len);
/* The id if TEXT is interned already, else id 0. */
struct str str_find(const struct strs *s, const char *text);
const char *str_text(const struct strs *s, struct str id);
size_t str_len(const struct strs *s, struct str id);
uint32_t strs_count(const struct strs *s);

static inline bool str_eq(struct str a, struct str b)
{
    return a.i == b.i;
}

#endif
