/* Inside of compdb: the text of a database made fit for a JSON reader, and back.
 *
 * JSON is UTF-8, paths are bytes. Every byte that is not UTF-8 becomes one character of a private
 * range; what was read is turned back with compdb_text_bytes. On the way the places of the entries
 * are noted, which the reader does not tell.
 */
#ifndef INPUT_COMPDB_TEXT_H
#define INPUT_COMPDB_TEXT_H

#include "base/buf.h"
#include "base/vec.h"

#include <stdbool.h>

struct place {
    uint32_t line, col;
};

struct compdb_text {
    struct buf json;           /* valid UTF-8; to be released */
    bool has_bytes;            /* some byte was changed */
    VEC(struct place) entries; /* of the outer array, in order */
};

void compdb_text_make(struct arena *arena, const char *text, size_t len, struct compdb_text *ret);
/* TEXT, read from T's json, as the bytes it was written with. */
const char *compdb_text_bytes(struct arena *arena, const struct compdb_text *t, const char *text);
/* Column in bytes of what stands at POSITION of T's json. */
uint32_t compdb_text_col(const struct compdb_text *t, size_t position);

#endif
