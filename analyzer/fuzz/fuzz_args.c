/* Command lines of any compiler: a line is one word, the first one the compiler.
 * For: extract/args.c extract/args_table.c */
#include "extract/args.h"
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct command command = {.directory = "/nowhere", .file = "a.c", .path = "/nowhere/a.c"};
    struct args args = {0};
    for (char *at = arena_strndup(arena, (const char *)data, size), *word;
         (word = strsep(&at, "\n"));)
        vec_push(arena, &command.args, word);
    if (args_clean(arena, &command, NULL, &args, diags)) {
        if (!args.words.len || strcmp(args.words.at[0], "clang") != 0)
            abort(); /* libclang takes the first word for the compiler */
    } else if (diags_count(diags, DIAG_ERROR) + diags_count(diags, DIAG_WARNING) == 0) {
        abort(); /* it failed and did not say why */
    }
    diags_free(diags);
    arena_free(arena);
    return 0;
}
