/* compile_commands.json: JSON of any shape, command lines with any quoting.
 * For: input/compdb.c input/compdb_text.c input/shellwords.c */
#include "fuzz/fuzz.h"
#include "input/compdb.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FUZZ_PATH_SIZE];
    int fd = fuzz_file("compile_commands.json", data, size, path);
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct compdb db = {0};
    if (!compdb_load(arena, path, &db, diags) && diags_count(diags, DIAG_ERROR) == 0)
        abort(); /* it failed and did not say why */
    for (uint32_t i = 0; i < db.commands.len; i++)
        if (db.commands.at[i].args.len == 0 || db.commands.at[i].directory[0] != '/')
            abort();
    diags_free(diags);
    arena_free(arena);
    close(fd);
    return 0;
}
