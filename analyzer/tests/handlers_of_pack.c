/* handlers_of_pack PACK.yaml: what the pack says of handlers, a line each: "callback FUNCTION ARG",
 * "field RECORD FIELD", "offload FUNCTION ARG" and "offload_field RECORD FIELD"; a function in
 * place of which a macro stands is one, too. For the test `libraries`, which compares packs. */
#include "input/rules.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void print_callback(const struct strs *strs, const char *what, const struct rule_callback *r)
{
    for (uint32_t i = 0; i < r->callee.functions.len + r->callee.macros.len; i++) {
        struct str name = i < r->callee.functions.len
                              ? r->callee.functions.at[i]
                              : r->callee.macros.at[i - r->callee.functions.len];
        for (uint32_t k = 0; k < r->args.len; k++)
            printf("%s %s %" PRId32 "\n", what, str_text(strs, name), r->args.at[k]);
    }
}

static void print_field(const struct strs *strs, const char *what, const struct rule_field *r)
{
    const char *record = str_text(strs, r->record);
    printf("%s %s %s\n", what, record + strspn(record, "_"), str_text(strs, r->field));
}

int main(int argc, char **argv)
{
    struct strs *strs = strs_new();
    struct rules *rules = rules_new(strs);
    struct diags *diags = diags_new();
    bool ok = argc == 2 && rules_load_path(rules, argv[1], diags);
    for (uint32_t i = 0; ok && i < rules->packs.len; i++) {
        const struct pack *p = rules->packs.at[i];
        for (uint32_t k = 0; k < p->callbacks.len; k++)
            print_callback(strs, "callback", &p->callbacks.at[k]);
        for (uint32_t k = 0; k < p->offloads.len; k++)
            print_callback(strs, "offload", &p->offloads.at[k]);
        for (uint32_t k = 0; k < p->fields.len; k++)
            print_field(strs, "field", &p->fields.at[k]);
        for (uint32_t k = 0; k < p->offload_fields.len; k++)
            print_field(strs, "offload_field", &p->offload_fields.at[k]);
    }
    if (!ok)
        diags_print(diags, 0, stderr);
    diags_free(diags);
    rules_free(rules);
    strs_free(strs);
    return ok ? 0 : 2;
}
