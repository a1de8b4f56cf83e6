/* Globs on names and on paths, and "did you mean": the first line is the pattern, the others are
 * texts. A text without anything of a glob matches itself.
 * For: input/glob.c input/suggest.c */
#include "fuzz/fuzz.h"
#include "input/config.h"
#include "input/glob.h"
#include "input/suggest.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    char *at = arena_strndup(arena, (const char *)data, size);
    const char *pattern = strsep(&at, "\n");
    struct suggest near = {.word = pattern};
    for (const char *text; (text = strsep(&at, "\n"));) {
        bool same = !strcmp(pattern, text) && !glob_is_pattern(pattern);
        if (same && (!glob_match(pattern, text) || !glob_match_path(pattern, text, strlen(text))))
            abort();
        glob_match(pattern, text);
        glob_match_path(pattern, text, strlen(text) / 2);
        path_match(pattern, text);
        suggest_offer(&near, text);
    }
    glob_is_closed(pattern);
    arena_free(arena);
    return 0;
}
