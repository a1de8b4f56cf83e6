/* nostall lsp: a language server on standard input and output, which runs `nostall check` on what
 * is saved. */
#include "base/child.h"
#include "base/diag.h"
#include "cli/commands.h"
#include "report/lsp.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE_MAX ((size_t)64 * 1024 * 1024)
#define SELF "/proc/self/exe"

static const char usage[] =
    "usage: nostall lsp [OPTION]...\n\n"
    "A language server on standard input and output, for editors: findings as diagnostics with\n"
    "their paths, fixes as code actions, the page of a check as hover. It checks the project in "
    "the\n"
    "editor's folder, at first and after each saved file. Other options of check are taken, "
    "too.\n\n";

struct server {
    char **options; /* of check */
    int len;
};

static bool run_check(void *ctx, struct buf *sarif, struct buf *why)
{
    const struct server *s = ctx;
    static const char *const first[] = {SELF, "check", "-q", "--format", "sarif"};
    size_t len = sizeof first / sizeof *first;
    const char **argv = calloc(len + (size_t)s->len + 1, sizeof *argv); /* NOLINT: freed below */
    int status = 0;
    if (!argv)
        abort();
    memcpy(argv, first, sizeof first);
    for (int i = 0; i < s->len; i++)
        argv[len + (size_t)i] = s->options[i];
    bool done = child_output(argv, NULL, sarif, &status);
    free(argv);
    if (done && status != 2)
        return true;
    buf_puts(why, "the check could not be done; run nostall check in the same folder to see why");
    return false;
}

static void enter(void *ctx, const char *folder)
{
    (void)ctx;
    if (chdir(folder) != 0)
        diag_say(DIAG_WARNING, "cannot change to the folder %s", folder);
}

/* The next message; false: there is none, or its head is damaged. */
static bool read_message(FILE *in, struct buf *ret)
{
    char line[1024];
    size_t len = 0;
    while (fgets(line, sizeof line, in) && *line != '\r' && *line != '\n')
        if (!strncmp(line, "Content-Length:", 15))
            len = strtoul(line + 15, NULL, 10);
    buf_clear(ret);
    if (!len || len > MESSAGE_MAX)
        return false;
    for (int c; ret->len < len && (c = getc(in)) != EOF;)
        buf_putc(ret, (char)c);
    return ret->len == len;
}

static int cmd_lsp(int argc, char **argv)
{
    if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
        command_help(&command_lsp, stdout);
        return 0;
    }
    struct server server = {argv + 1, argc - 1};
    struct lsp *lsp = lsp_new((struct lsp_host){run_check, enter, &server});
    struct buf in = {0}, out = {0};
    for (bool more = true; more && read_message(stdin, &in);) {
        more = lsp_message(lsp, in.at, in.len, &out);
        fwrite(out.len ? out.at : "", 1, out.len, stdout);
        fflush(stdout);
        buf_clear(&out);
    }
    int status = lsp_status(lsp);
    buf_release(&in);
    buf_release(&out);
    lsp_free(lsp);
    return status;
}

const struct commands_row command_lsp = {"lsp", cmd_lsp, "a language server for editors", usage,
                                         true};
