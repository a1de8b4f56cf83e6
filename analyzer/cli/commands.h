/* The commands: each file ends in a descriptor, from which help, manual pages and completions are
 * made. Exit statuses: 0 nothing to report, 1 findings, 2 the job could not be done, 3 some units
 * could not be analysed.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include <stdbool.h>
#include <stdio.h>

struct commands_row {
    const char *name;
    int (*run)(int argc, char **argv); /* argv[0] is the name; the result is the exit status */
    const char *title;                 /* a line that says what it is for */
    const char *usage;                 /* lines "usage: ...", an empty one, what is to be said */
    bool lists_options;                /* of the table of options; else they stand in USAGE */
};

extern const struct commands_row command_baseline, command_cache, command_check, command_completion,
    command_explain, command_extract, command_facts, command_graph, command_init, command_lsp,
    command_man, command_plan, command_rules, command_summary;
/* All of them, in the order in which they are listed; NULL ends. */
extern const struct commands_row *const commands[];
/* NULL: there is none of this name. */
const struct commands_row *command_find(const char *name);
/* What `nostall help NAME` says. */
void command_help(const struct commands_row *c, FILE *out);
/* What `nostall help` says. */
void commands_help(FILE *out);

#endif
