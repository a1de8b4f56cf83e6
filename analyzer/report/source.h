/* Lines of source files, for snippets, carets and UTF-16 columns.
 *
 * Made once per run and filled as writers ask; a file is read at most once. Lines end as clang
 * counts them: LF, CR LF or CR. A file that cannot be read, or is no regular file, has no lines:
 * writers then print no snippet.
 */
#ifndef REPORT_SOURCE_H
#define REPORT_SOURCE_H

#include "base/loc.h"

struct sources;

struct source {
    const char *text; /* NUL-terminated; NULL: not readable */
    size_t len;
    const uint32_t *line_starts; /* offsets; one more than there are lines: the end */
    uint32_t line_len;           /* how many lines */
};

struct source_line { /* without its end */
    const char *text;
    size_t len;
};

/* Relative files are below ROOT. */
struct sources *sources_new(struct strs *strs, const char *root);
void sources_free(struct sources *s);
/* Never NULL; lives as long as S. */
const struct source *sources_get(struct sources *s, struct str file);
/* False: there is no such line. */
bool source_line(const struct source *src, uint32_t line, struct source_line *ret_line);

/* The token that LOC means, as offsets into its line: loc.len bytes, or the identifier or number at
 * the place where that is unknown. False: the file has no such place. */
bool source_token(const struct source *src, struct loc loc, struct source_line *ret_line,
                  size_t *ret_start, size_t *ret_len);
/* 1-based UTF-16 column of byte offset AT of a line. A byte order mark in line 1 counts nothing. */
uint32_t source_utf16_col(struct source_line line, size_t at);

#endif
