/* Globs on names and on paths: `*`, `?`, `[a-z]`, `[!a-z]`.
 *
 * Read by rule_match and path_match. A `[` without its `]` stands for itself.
 */
#ifndef INPUT_GLOB_H
#define INPUT_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/* Does PATTERN match all of TEXT? Time is at most pattern times text. */
bool glob_match(const char *pattern, const char *text);
/* The same on paths: `*`, `?` and `[...]` do not match a slash, two stars match any number of
 * folders. TEXT_LEN bytes of TEXT count. */
bool glob_match_path(const char *pattern, const char *text, size_t text_len);
/* Has PATTERN any character of a glob? */
bool glob_is_pattern(const char *pattern);
/* Has every `[` its `]`? */
bool glob_is_closed(const char *pattern);

#endif
