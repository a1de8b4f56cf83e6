/* nostall: finds the calls that stall the event loop in asynchronous C. One file per command. */
#include "check/check.h"
#include "cli/commands.h"
#include "input/suggest.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} commands[] = {
    {"check", cmd_check, "analyse a project and report what stalls its event loop"},
    {"extract", cmd_extract, "one unit into facts, like a compiler"},
    {"plan", cmd_plan, "a build file that extracts every unit, for ninja"},
    {"explain", cmd_explain, "a check's page, or why a function is async and what it can block on"},
    {"graph", cmd_graph, "the call paths around a function as a picture"},
    {"facts", cmd_facts, "what the analysis knows of a unit or a function, as text"},
    {"summary", cmd_summary, "a rule pack of this code's own public functions that may block"},
    {"init", cmd_init, "write a .nostall.yaml for this project from what is recognised"},
    {"rules", cmd_rules, "list, show and validate rule packs"},
    {"cache", cmd_cache, "show or clear the cache of facts and results"},
    {"baseline", cmd_baseline, "write or update a file of known findings"},
};

static void usage(FILE *out)
{
    fputs("usage: nostall COMMAND [ARG]...\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].help);
    fputs("\nnostall help COMMAND tells more; nostall --version names the version\n", out);
}

static int run_command(int argc, char **argv)
{
    struct suggest near = {.word = argv[0]};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (!strcmp(argv[0], commands[i].name))
            return commands[i].run(argc, argv);
        suggest_offer(&near, commands[i].name);
    }
    suggest_offer(&near, "help");
    fprintf(stderr, "nostall: error: unknown %s '%s'%s%s%s; nostall --help lists them\n",
            *argv[0] == '-' ? "option" : "command", argv[0], near.best ? ", did you mean '" : "",
            near.best ? near.best : "", near.best ? "'?" : "");
    return 2;
}

static bool is_one_of(const char *word, const char *a, const char *b, const char *c)
{
    return !strcmp(word, a) || !strcmp(word, b) || !strcmp(word, c);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        usage(stderr);
        return 2;
    }
    bool help = is_one_of(argv[1], "help", "--help", "-h");
    if (help && argc == 2) {
        usage(stdout);
        return 0;
    }
    if (is_one_of(argv[1], "version", "--version", "-V")) {
        puts("nostall " NOSTALL_VERSION);
        return 0;
    }
    signal(SIGXFSZ, SIG_IGN); /* a limit of file sizes is an error of write, which is said */
    checks_verify();
    char option[] = "--help", *of_command[] = {argv[help ? 2 : 1], option, NULL};
    return help ? run_command(2, of_command) : run_command(argc - 1, argv + 1);
}
