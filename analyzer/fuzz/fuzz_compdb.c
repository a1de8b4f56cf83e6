/* compile_commands.json: JSON of any shape, command lines with any quoting. */
#include "fuzz/fuzz.h"
#include "input/compdb.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = memfd_create("compile_commands.json", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
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
