/* Rule packs: YAML of any shape.
 * For: input/rules_*.c input/reader.c input/ytree.c */
#include "fuzz/fuzz.h"
#include "input/rules.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strs *strs = strs_new();
    struct rules *rules = rules_new(strs);
    struct diags *diags = diags_new();
    char *text = malloc(size + 1); /* texts are NUL-terminated beside their length */
    if (!text)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    uint32_t before = rules->packs.len;
    if (!rules_load_text(rules, "fuzz.yaml", text, size, diags)) {
        if (diags_count(diags, DIAG_ERROR) == 0)
            abort(); /* it failed and did not say why */
        if (rules->packs.len != before)
            abort(); /* it failed and left something behind */
    }
    free(text);
    diags_free(diags);
    rules_free(rules);
    strs_free(strs);
    return 0;
}
