/* .nostall.yaml: YAML of any shape, beside the packs that are built in. */
#include "fuzz/fuzz.h"
#include "input/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FUZZ_PATH_SIZE];
    int fd = fuzz_file("nostall.yaml", data, size, path);
    struct strs *strs = strs_new();
    struct rules *rules = rules_new(strs);
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct config config = {0};
    config_is_project(arena, path);
    if (!config_load_file(arena, path, rules, &config, diags)) {
        if (diags_count(diags, DIAG_ERROR) == 0)
            abort(); /* it failed and did not say why */
        if (rules->packs.len)
            abort(); /* it failed and left something behind */
    }
    diags_free(diags);
    arena_free(arena);
    rules_free(rules);
    strs_free(strs);
    close(fd);
    return 0;
}
