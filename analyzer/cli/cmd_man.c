/* nostall man [COMMAND]: a manual page in roff, for the packages. Source of the macros: man(7). */
#include "base/buf.h"
#include "base/diag.h"
#include "cli/commands.h"
#include "cli/helptext.h"

#include <string.h>

static const char usage[] =
    "usage: nostall man            the manual page of the program, in roff\n"
    "       nostall man COMMAND    that of a command\n";

static const char about[] =
    "nostall finds what stalls the event loop in asynchronous C: it reads the compilation database "
    "of a "
    "project, links the whole program, works out which functions run on an event loop or in a "
    "coroutine, and reports what must not happen there, with the whole call path.\n";

static const char surroundings[] =
    ".SH EXIT STATUS\n"
    "0: nothing was found at warning or above (\\-\\-fail\\-on); 1: findings; 2: the job could not "
    "be "
    "done; 3: some units could not be analysed.\n"
    ".SH FILES\n"
    ".TP\n.I compile_commands.json\nhow the project is compiled.\n"
    ".TP\n.I .nostall.yaml\nwhat the project says of itself, and its settings.\n"
    ".TP\n.I .sarif/nostall.sarif\nwhat check \\-\\-watch keeps fresh for editors.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B XDG_CACHE_HOME\nthe cache is in its folder nostall; else in ~/.cache/nostall.\n"
    ".TP\n.B NO_COLOR\nno color; before \n.BR FORCE_COLOR \" and \" CLICOLOR_FORCE ,\n"
    "which want it without a terminal too.\n";

/* TEXT for a line of roff; what would be a request is none. */
static void put(struct buf *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        buf_puts(out, "\\&");
    for (; *text; text++) {
        if (*text == '\\')
            buf_puts(out, "\\e");
        else if (*text == '-')
            buf_puts(out, "\\-");
        else
            buf_putc(out, *text);
    }
}

static void put_head(struct buf *out, const char *command, const char *title)
{
    buf_puts(out, ".TH NOSTALL");
    for (const char *c = command; *c; c++)
        buf_putc(out, (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c));
    buf_puts(out, " 1 \"\" \"nostall " NOSTALL_VERSION "\" \"User Commands\"\n.SH NAME\nnostall");
    put(out, command);
    buf_puts(out, " \\- ");
    put(out, title);
    buf_puts(out, "\n.SH SYNOPSIS\n");
}

/* Paragraphs are filled; lines that are indented stay as they are. */
static void put_lines(struct buf *out, const struct helptext *t)
{
    for (uint32_t i = 0; i < t->lines.len; i++) {
        const char *line = t->lines.at[i];
        if (!*line && i && i + 1 < t->lines.len) {
            buf_puts(out, ".PP\n");
        } else if (*line == ' ') {
            buf_puts(out, ".nf\n");
            put(out, line);
            buf_puts(out, "\n.fi\n");
        } else if (*line) {
            put(out, line);
            buf_putc(out, '\n');
        }
    }
}

static void put_option(struct buf *out, const struct helptext_option *o)
{
    buf_puts(out, ".TP\n.B ");
    put(out, o->names[0]);
    if (o->names[1]) {
        buf_puts(out, ", ");
        put(out, o->names[1]);
    }
    if (o->value) {
        buf_puts(out, " \\fI");
        put(out, o->value);
        buf_puts(out, "\\fR");
    }
    buf_putc(out, '\n');
    put(out, o->help);
    buf_putc(out, '\n');
}

static void put_command(struct buf *out, const struct commands_row *c)
{
    struct arena *arena = arena_new();
    struct helptext t = helptext_of(arena, c);
    put_head(out, arena_printf(arena, "-%s", c->name), c->title);
    buf_puts(out, ".nf\n");
    for (uint32_t i = 0; i < t.usages.len; i++) {
        put(out, t.usages.at[i]);
        buf_putc(out, '\n');
    }
    buf_puts(out, ".fi\n");
    if (t.lines.len)
        buf_puts(out, ".SH DESCRIPTION\n");
    put_lines(out, &t);
    if (t.options.len)
        buf_puts(out, ".SH OPTIONS\n");
    for (uint32_t i = 0; i < t.options.len; i++)
        put_option(out, &t.options.at[i]);
    buf_puts(out, ".SH SEE ALSO\n.BR nostall (1)\n");
    arena_free(arena);
}

static void put_program(struct buf *out)
{
    put_head(out, "", "finds what stalls the event loop in asynchronous C");
    buf_puts(out, ".B nostall\n.I COMMAND\n.RI [ ARG ]...\n.SH DESCRIPTION\n");
    put(out, about);
    buf_puts(out, ".SH COMMANDS\n");
    for (const struct commands_row *const *c = commands; *c; c++) {
        buf_printf(out, ".TP\n.BR nostall\\-%s (1)\n", (*c)->name);
        put(out, (*c)->title);
        buf_putc(out, '\n');
    }
    buf_puts(out, surroundings);
}

static int cmd_man(int argc, char **argv)
{
    const struct commands_row *c = argc > 1 ? command_find(argv[1]) : NULL;
    if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
        command_help(&command_man, stdout);
        return 0;
    }
    if (argc > 2 || (argc == 2 && !c)) {
        diag_say(DIAG_ERROR, "'%s' is no command; nostall --help lists them", argv[argc - 1]);
        return 2;
    }
    struct buf out = {0};
    if (c)
        put_command(&out, c);
    else
        put_program(&out);
    fwrite(out.at, 1, out.len, stdout);
    buf_release(&out);
    return 0;
}

const struct commands_row command_man = {"man", cmd_man, "a manual page, in roff", usage, false};
