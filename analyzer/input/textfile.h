/* A whole file as text.
 *
 * Read by the loaders of rules, configuration and compilation database.
 */
#ifndef INPUT_TEXTFILE_H
#define INPUT_TEXTFILE_H

#include "base/arena.h"
#include "base/diag.h"

/* The bytes of the file PATH, NUL-terminated in ARENA. False: it cannot be read, is no regular file
 * (a pipe or a device may never end) or has more than SIZE_MAX_BYTES; a diag on the file says why.
 */
bool textfile_read(struct arena *arena, const char *path, size_t size_max, const char **ret_text,
                   size_t *ret_len, struct diags *diags) __attribute__((warn_unused_result));

#endif
