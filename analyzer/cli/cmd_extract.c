#include "cli/cmd_extract.h"

#include "cli/commands.h"
#include "cli/outfile.h"
#include "cli/project.h"
#include "cli/unit_work.h"
#include "extract/args.h"
#include "extract/compiler.h"
#include "extract/pool.h"
#include "input/paths.h"
#include "ir/facts_io.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STATUS_OK = 0, STATUS_TROUBLE = 2, STATUS_UNIT = 3 };

#define PROBLEMS_SHOWN 10

static const char usage[] =
    "usage: nostall extract -o FILE.facts [-MD FILE.d] [OPTION]... -- COMPILER ARGUMENT...\n\n"
    "Writes the facts of one C unit. Run it where and as the compiler would run.\n"
    "Exit status: 0; 2 wrong usage; 3 the unit has errors (what could be read is written).\n\n"
    "  -o FILE            where the facts go\n"
    "  -MD FILE           write what was read, as a rule for make; with absolute paths if that\n"
    "                     of the facts is\n"
    "  --root DIR         make paths below DIR relative to it (default: the top of the git\n"
    "                     work tree, else the working directory)\n"
    "  --timeout SECONDS  give up after that time; 0: never\n"
    "  --memory MIB       give up above that much memory; 0: no limit\n"
    "  -h, --help         this text\n";

struct extract {
    struct arena *arena;
    struct diags *diags;
    struct compilers *compilers;
    const char *output, *depfile, *root;
    uint32_t timeout_s, memory_mib;
    struct command command;
    struct buf bytes;
    bool failed;
};

static bool usage_error(const struct extract *x, const char *what, const char *word)
{
    diag_add(x->diags, DIAG_ERROR, NULL, 0, 0, "%s%s%s; see `nostall extract --help`", what,
             word ? " " : "", word ? word : "");
    return false;
}

static bool parse_number(const struct extract *x, const char *option, const char *text,
                         uint32_t *ret)
{
    char *end;
    errno = 0;
    unsigned long v = strtoul(text, &end, 10);
    if (errno || *end || *text < '0' || *text > '9' || v > UINT32_MAX / 2)
        return usage_error(x, "a number is wanted after", option);
    *ret = (uint32_t)v;
    return true;
}

static bool parse_option(struct extract *x, const char *option, const char *operand)
{
    static const char *const known[] = {"-o", "-MD", "--root", "--timeout", "--memory"};
    uint32_t i = 0;
    while (i < COUNT(known) && strcmp(option, known[i]) != 0)
        i++;
    if (i == COUNT(known))
        return usage_error(
            x, *option == '-' ? "unknown option" : "\"--\" is missing before the compiler, found",
            option);
    if (!operand || !strcmp(operand, "--"))
        return usage_error(x, "an operand is missing after", option);
    if (i == 3)
        return parse_number(x, option, operand, &x->timeout_s);
    if (i == 4)
        return parse_number(x, option, operand, &x->memory_mib);
    *(i == 0 ? &x->output : i == 1 ? &x->depfile : &x->root) = operand;
    return true;
}

static bool parse(struct extract *x, int argc, char **argv)
{
    int i = 1;
    for (; i < argc && strcmp(argv[i], "--") != 0; i += 2)
        if (!parse_option(x, argv[i], i + 1 < argc ? argv[i + 1] : NULL))
            return false;
    if (!x->output)
        return usage_error(x, "where the facts shall go is missing: -o FILE", NULL);
    if (i + 1 >= argc)
        return usage_error(x, "the compiler and its arguments are missing after \"--\"", NULL);
    for (i++; i < argc; i++)
        vec_push(x->arena, &x->command.args, argv[i]);
    return true;
}

/* The root of check, so that facts say the same wherever the compiler ran: the work tree of the
 * source, else the working directory. */
static const char *default_root(const struct extract *x)
{
    const char *source = paths_join(x->arena, x->command.directory, x->command.file);
    const char *top =
        project_work_tree(x->arena, paths_folder(x->arena, paths_real(x->arena, source)));
    return top ? top : x->command.directory;
}

/* Directory, root and source of the command. */
static bool complete(struct extract *x)
{
    if (x->root && !paths_is_folder(x->root)) {
        diag_add(x->diags, DIAG_ERROR, x->root, 0, 0, "cannot be used as root: no such folder");
        return false;
    }
    x->command.directory = paths_real(x->arena, ".");
    struct args args;
    if (!args_clean(x->arena, &x->command, x->compilers, &args, x->diags))
        return false;
    if (args.sources.len != 1)
        return usage_error(x,
                           args.sources.len ? "the command names several C sources"
                                            : "the command names no C source",
                           NULL);
    x->command.file = x->command.path = args.sources.at[0];
    x->root = x->root ? paths_real(x->arena, x->root) : default_root(x);
    return true;
}

static bool keep_bytes(void *ctx, const struct pool_result *r)
{
    struct extract *x = ctx;
    x->failed = r->outcome != POOL_OK;
    buf_add(&x->bytes, r->data, r->len);
    return true;
}

/* Have the unit extracted: in a worker, so that a crash is a message and not a core. */
static bool extract(struct extract *x)
{
    struct unit_work work = {.commands = &x->command, .root = x->root, .compilers = x->compilers};
    struct pool_options options = {.jobs = 1,
                                   .timeout_s = x->timeout_s,
                                   .memory_mib = x->memory_mib,
                                   .work = unit_work,
                                   .work_ctx = &work,
                                   .deliver = keep_bytes,
                                   .deliver_ctx = x};
    int interrupted = 0;
    enum pool_end end = pool_run(&options, 1, &interrupted, x->diags);
    if (interrupted)
        raise(interrupted); /* nothing is half done: end as make expects it */
    return end == POOL_DONE;
}

/* Source: GNU make manual, "Rule Syntax" and "What Makefiles Contain": $ doubled, # and white space
 * escaped. */
static void add_make_word(struct buf *out, const char *word)
{
    for (; *word; word++) {
        if (*word == '$')
            buf_putc(out, '$');
        else if (*word == ' ' || *word == '\t' || *word == '#')
            buf_putc(out, '\\');
        buf_putc(out, *word);
    }
}

/* Who names the facts by an absolute path is elsewhere: what was read is named so, too. */
static bool write_depfile(struct extract *x, const struct strs *strs, const struct facts *f)
{
    struct buf out = {0};
    bool as_here = *x->output != '/' && !strcmp(x->root, x->command.directory);
    add_make_word(&out, x->output);
    buf_putc(&out, ':');
    for (uint32_t i = 0; i < f->files.len; i++) {
        const char *file = str_text(strs, f->files.at[i]);
        buf_puts(&out, " \\\n  ");
        if (*file != '/' && !as_here) {
            add_make_word(&out, x->root);
            buf_putc(&out, '/');
        }
        add_make_word(&out, file);
    }
    buf_putc(&out, '\n');
    bool ok = outfile_write(x->depfile, out.at, out.len, x->diags);
    buf_release(&out);
    return ok;
}

/* 0 or STATUS_UNIT. */
static int report_problems(struct extract *x, const struct strs *strs, const struct facts *f)
{
    uint32_t errors = 0;
    for (uint32_t i = 0; i < f->problems.len; i++) {
        const struct unit_problem *p = &f->problems.at[i];
        errors += p->fatal;
        if (p->fatal && errors > PROBLEMS_SHOWN)
            continue;
        diag_add(x->diags, p->fatal ? DIAG_ERROR : DIAG_WARNING,
                 str_text(strs, loc_known(p->loc) ? p->loc.file : f->source), p->loc.line,
                 p->loc.col, "%s", str_text(strs, p->text));
    }
    if (errors > PROBLEMS_SHOWN)
        diag_add(x->diags, DIAG_NOTE, str_text(strs, f->source), 0, 0, "%u more errors",
                 errors - PROBLEMS_SHOWN);
    return errors ? STATUS_UNIT : STATUS_OK;
}

/* What is read is not to be replaced, nor the facts by the rule for make. */
static bool outputs_spare(struct extract *x, const struct strs *strs, const struct facts *f)
{
    const char *outputs[] = {x->output, x->depfile};
    bool ok = !x->depfile || !outfile_same(x->output, x->depfile);
    const char *file = x->output;
    for (uint32_t i = 0; ok && i < f->files.len; i++)
        for (uint32_t k = 0; ok && k < COUNT(outputs) && (file = outputs[k]); k++)
            ok = !outfile_same(file, paths_join(x->arena, x->root, str_text(strs, f->files.at[i])));
    if (!ok)
        diag_add(x->diags, DIAG_ERROR, file, 0, 0,
                 "is read by this command, or named twice; name another file for the output");
    return ok;
}

static int run(struct extract *x)
{
    if (!complete(x) || !extract(x))
        return STATUS_TROUBLE;
    if (x->failed) {
        diag_add(x->diags, DIAG_ERROR, x->command.file, 0, 0, "%s", x->bytes.at);
        return STATUS_UNIT;
    }
    struct strs *strs = strs_new();
    int status = STATUS_TROUBLE;
    struct facts *f = facts_read(strs, NULL, x->bytes.at, x->bytes.len, x->output, NULL, x->diags);
    if (f && outputs_spare(x, strs, f) &&
        outfile_write(x->output, x->bytes.at, x->bytes.len, x->diags) &&
        (!x->depfile || write_depfile(x, strs, f)))
        status = report_problems(x, strs, f);
    facts_free(f);
    strs_free(strs);
    return status;
}

int cmd_extract(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
            command_help(&command_extract, stdout);
            return STATUS_OK;
        }
    struct extract x = {.arena = arena_new(),
                        .diags = diags_new(),
                        .compilers = compilers_new(),
                        .timeout_s = POOL_TIMEOUT_S,
                        .memory_mib = POOL_MEMORY_MIB};
    int status = parse(&x, argc, argv) ? run(&x) : STATUS_TROUBLE;
    diags_print(x.diags, 0, stderr);
    buf_release(&x.bytes);
    diags_free(x.diags);
    compilers_free(x.compilers);
    arena_free(x.arena);
    return status;
}

const struct commands_row command_extract = {"extract", cmd_extract,
                                             "one unit into facts, like a compiler", usage, false};
