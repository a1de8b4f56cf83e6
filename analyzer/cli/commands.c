#include "cli/commands.h"

#include "cli/options.h"

#include <string.h>

const struct commands_row *const commands[] = {
    &command_check, &command_init,  &command_baseline, &command_explain,    &command_graph,
    &command_facts, &command_rules, &command_summary,  &command_cache,      &command_extract,
    &command_plan,  &command_lsp,   &command_man,      &command_completion, NULL,
};

const struct commands_row *command_find(const char *name)
{
    for (const struct commands_row *const *c = commands; *c; c++)
        if (!strcmp((*c)->name, name))
            return *c;
    return NULL;
}

void command_help(const struct commands_row *c, FILE *out)
{
    fputs(c->usage, out);
    if (c->lists_options)
        options_list(out, c->name);
}

void commands_help(FILE *out)
{
    fputs("usage: nostall COMMAND [ARG]...\n\n", out);
    for (const struct commands_row *const *c = commands; *c; c++)
        fprintf(out, "  %-11s %s\n", (*c)->name, (*c)->title);
    fputs("\nnostall help COMMAND tells more; nostall --version names the version\n", out);
}
