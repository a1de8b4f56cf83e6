/* Stacks that were recorded: text of any shape.
 * For: input/stacks.c */
#include "fuzz/fuzz.h"
#include "input/stacks.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct strs *strs = strs_new();
    struct diags *diags = diags_new();
    struct stacks stacks;
    char *text = malloc(size + 1); /* texts are NUL-terminated beside their length */
    if (!text)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    bool good = stacks_parse(arena, strs, "fuzz.txt", text, size, &stacks, diags);
    if (!good && diags_count(diags, DIAG_ERROR) == 0)
        abort(); /* it failed and did not say why */
    uint32_t times = 0;
    for (uint32_t i = 0; good && i < stacks.all.len; i++)
        times += stacks.all.at[i].frames.len ? stacks.all.at[i].times : 0;
    if (good && times != stacks.recorded)
        abort(); /* one is lost, or has no frame */
    free(text);
    diags_free(diags);
    strs_free(strs);
    arena_free(arena);
    return 0;
}
