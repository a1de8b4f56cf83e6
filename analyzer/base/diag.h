/* Located problems about inputs: command line, configuration, rules, compilation database, units.
 *
 * Whoever finds the problem adds it; the command prints them all to stderr and decides the exit
 * status. A diag has its place (file, line, column where there is one), what is wrong, and what to
 * do.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/buf.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct diag {
    enum diag_level level;
    const char *file;   /* NULL: no place */
    uint32_t line, col; /* 0: none */
    const char *text;   /* lower case, cause first, no full stop */
};

struct diags;

struct diags *diags_new(void);
void diags_free(struct diags *d);
void diag_add(struct diags *d, enum diag_level level, const char *file, uint32_t line, uint32_t col,
              const char *fmt, ...) __attribute__((format(printf, 6, 7)));
uint32_t diags_count(const struct diags *d, enum diag_level at_least);
uint32_t diags_len(const struct diags *d);
const struct diag *diags_get(const struct diags *d, uint32_t i);
/* Those from index FROM on, a line each, clang style: "file:line:col: error: text" or
 * "nostall: error: text"; what is no letter in them is escaped (utf8_visible). */
void diags_tell(const struct diags *d, uint32_t from, struct buf *ret);
void diags_print(const struct diags *d, uint32_t from, FILE *out);
/* One without a place, told on standard error at once, in the same form: where no list is at hand.
 */
void diag_say(enum diag_level level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
