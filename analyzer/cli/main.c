/* nostall: finds the calls that stall the event loop in asynchronous C. One file per command. */
#include "check/check.h"
#include "cli/commands.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} commands[] = {
    {"check", cmd_check, "analyse a project and report what stalls its event loop"},
    {"extract", cmd_extract, "one unit into facts, like a compiler"},
    {"explain", cmd_explain, "a check's page, or why a function is async and what it can block on"},
    {"graph", cmd_graph, "the call paths around a function as a picture"},
    {"facts", cmd_facts, "what the analysis knows of a unit or a function, as text"},
    {"summary", cmd_summary, "a rule pack of this code's own public functions that may block"},
    {"init", cmd_init, "write a .nostall.yaml for this project from what is recognised"},
    {"rules", cmd_rules, "list, show and validate rule packs"},
    {"baseline", cmd_baseline, "write or update a file of known findings"},
};

static void usage(FILE *out)
{
    fputs("usage: nostall COMMAND [ARG]...\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].help);
    fputs("\nnostall COMMAND --help tells more; nostall --version names the version\n", out);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        usage(stderr);
        return 2;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
        usage(stdout);
        return 0;
    }
    if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "version")) {
        puts("nostall " NOSTALL_VERSION);
        return 0;
    }
    checks_verify();
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(argv[1], commands[i].name))
            return commands[i].run(argc - 1, argv + 1);
    fprintf(stderr, "nostall: error: unknown command '%s'; nostall --help lists them\n", argv[1]);
    return 2;
}
