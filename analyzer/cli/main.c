/* nostall: finds the calls that stall the event loop in asynchronous C. One file per command. */
#include "base/diag.h"
#include "check/check.h"
#include "cli/commands.h"
#include "input/suggest.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int unknown(const char *word)
{
    struct suggest near = {.word = word};
    bool option = *word == '-';
    for (const struct commands_row *const *c = commands; *c && !option; c++)
        suggest_offer(&near, (*c)->name);
    suggest_offer(&near, option ? "--help" : "help");
    suggest_offer(&near, option ? "--version" : "version");
    diag_say(DIAG_ERROR, "unknown %s '%s'%s%s%s; nostall --help lists them",
             option ? "option" : "command", word, near.best ? ", did you mean '" : "",
             near.best ? near.best : "", near.best ? "'" : "");
    return 2;
}

static int run_command(int argc, char **argv)
{
    const struct commands_row *found = command_find(argv[0]);
    return found ? found->run(argc, argv) : unknown(argv[0]);
}

static bool is_one_of(const char *word, const char *a, const char *b, const char *c)
{
    return !strcmp(word, a) || !strcmp(word, b) || !strcmp(word, c);
}

/* A standard file that is closed is /dev/null: what is opened next would take its place, and get
 * what is said. Writing to standard output still fails. */
static void hold_standard_files(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            (void)!open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    hold_standard_files();
    if (argc < 2) {
        commands_help(stderr);
        return 2;
    }
    bool help = is_one_of(argv[1], "help", "--help", "-h");
    if (help && (argc == 2 || is_one_of(argv[2], "help", "--help", "-h"))) {
        commands_help(stdout);
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
