/* .nostall.yaml: YAML of any shape, beside the packs that are built in.
 * For: input/config.c input/reader.c input/ytree.c */
#include "fuzz/fuzz.h"
#include "fuzz/packs.h"
#include "input/config.h"

static void use(const struct config *config)
{
    for (uint32_t i = 0; i < config->paths.len; i++)
        path_match(config->paths.at[i].match, "src/sub/file.c");
    for (uint32_t i = 0; i < config->checks.len; i++)
        level_name(config->checks.at[i].level);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct packs packs;
    char path[FUZZ_PATH_SIZE];
    int fd = fuzz_file("nostall.yaml", data, size, path);
    packs_open(&packs);
    uint32_t built_in = packs.rules->packs.len;
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    struct config config = {0};
    config_is_project(arena, path);
    if (config_load_file(arena, path, packs.rules, &config, diags)) {
        use(&config);
    } else {
        if (diags_count(diags, DIAG_ERROR) == 0)
            abort(); /* it failed and did not say why */
        if (packs.rules->packs.len != built_in)
            abort(); /* it failed and left something behind */
    }
    packs.rules->packs.len = built_in;
    diags_free(diags);
    arena_free(arena);
    close(fd);
    return 0;
}
