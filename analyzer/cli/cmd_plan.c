/* nostall plan --ninja FILE: a build file that has ninja, or what else reads its files, extract
 * every unit of the compilation database, for `check --facts`. */
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/outfile.h"
#include "input/paths.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STATUS_OK = 0, STATUS_TROUBLE = 2 };

static const char usage[] =
    "usage: nostall plan --ninja FILE [OPTION]... [-p BUILD_DIR]...\n\n"
    "Writes a build file by which ninja extracts every unit of the compilation database into the\n"
    "folder `facts` beside FILE, again only what has changed:\n"
    "    nostall plan --ninja nostall/build.ninja -p build\n"
    "    ninja -k 0 -f nostall/build.ninja\n"
    "    nostall check --facts nostall/facts\n"
    "Plan again when the database changes. With -k 0, a unit with errors stops no other.\n\n"
    "  --ninja FILE       the build file\n"
    "  -p DIR             folder with compile_commands.json, or that file; repeatable (union)\n"
    "  --root DIR         paths are relative to it; default: the top of the git work tree\n"
    "  --timeout SECONDS  per unit; default 120\n"
    "  --memory MIB       per unit; default 4096\n"
    "  -h, --help         this text\n";

struct plan {
    struct run *run;
    const char *folder; /* of the facts; absolute */
    struct buf ninja, units;
    const char *unfit; /* a text that the build file cannot hold; NULL: none so far */
};

/* ---- texts of the build file ---- */

/* Source: ninja manual, "Lexical syntax": $ begins an escape; a path ends at a space, ':' or '|',
 * and the last has no escape, as a line break has none anywhere. */
static void add_text(struct plan *x, const char *text, const char *escaped, const char *never)
{
    if (strpbrk(text, never))
        x->unfit = text;
    for (; *text; text++) {
        if (strchr(escaped, *text))
            buf_putc(&x->ninja, '$');
        buf_putc(&x->ninja, *text);
    }
}

static void add_path(struct plan *x, const char *path)
{
    add_text(x, path, "$ :", "|\r\n");
}

/* WORD as a word of the shell. */
static void add_word(struct plan *x, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "%+,-./:=@_";
    struct buf quoted = {0};
    bool is_plain = *word && !word[strspn(word, plain)];
    buf_puts(&quoted, is_plain ? word : "'");
    for (; !is_plain && *word; word++)
        *word == '\'' ? buf_puts(&quoted, "'\\''") : buf_putc(&quoted, *word);
    if (!is_plain)
        buf_putc(&quoted, '\'');
    if (strpbrk(quoted.at, "\r\n"))
        x->unfit = word;
    add_text(x, quoted.at, "$", "");
    buf_release(&quoted);
}

/* ---- its parts ---- */

static void add_limit(struct plan *x, const char *option, uint32_t value)
{
    if (value != UINT32_MAX)
        buf_printf(&x->ninja, " %s %u", option, value);
}

/* What ninja reads of a depfile ends names at quotes and '&', which it lets nobody escape: below a
 * folder with such a name, all is extracted each time. */
static void add_rule(struct plan *x, const char *self)
{
    struct buf *out = &x->ninja;
    buf_puts(out, "# Written by nostall plan, which writes it anew when the database changes.\n"
                  "ninja_required_version = 1.3\n"
                  "builddir = ");
    add_text(x, x->folder, "$", "\r\n");
    buf_puts(out, "\nnostall = ");
    add_word(x, self);
    buf_puts(out, "\nroot = ");
    add_word(x, x->run->project.root);
    buf_puts(out, "\n\nrule extract\n"
                  "  command = cd $directory && $nostall extract -o $out -MD $out.d --root $root");
    add_limit(x, "--timeout", x->run->options.timeout_s);
    add_limit(x, "--memory", x->run->options.memory_mib);
    buf_puts(out, " -- $arguments\n"
                  "  depfile = $out.d\n"
                  "  deps = gcc\n"
                  "  description = EXTRACT $source\n");
}

/* The name of a unit's facts, the same in each plan: of the source, what a file name or a build
 * file would take amiss replaced, and of the command, which tells units of one source apart. */
static const char *facts_name(struct arena *arena, const char *source, const struct command *c)
{
    enum { KEPT_MAX = 200 }; /* a file name may have 255 bytes: the end of the path tells most */
    size_t len = strlen(source);
    char *name = arena_strdup(arena, len > KEPT_MAX ? source + len - KEPT_MAX : source);
    for (char *at = name + (*name == '/'); *at; at++)
        if (strchr("/\\ $:|'\"`*?<>&;#(){}[]!~^%\t\r\n", *at))
            *at = '_';
    return arena_printf(arena, "%s-%08x.facts", name + (*name == '/'), compdb_hash(c));
}

static void add_unit(struct plan *x, const struct command *c, const char *self)
{
    const struct run *r = x->run;
    const char *below = paths_below(r->project.root, c->path), *source = below ? below : c->path;
    const char *name = facts_name(r->arena, source, c);
    buf_puts(&x->ninja, "\nbuild ");
    add_path(x, paths_join(r->arena, x->folder, name));
    buf_puts(&x->ninja, ": extract");
    if (paths_is_file(c->path)) { /* what is missing fails its unit, and not the whole build */
        buf_putc(&x->ninja, ' ');
        add_path(x, c->path);
    }
    buf_puts(&x->ninja, " | "); /* another nostall makes other facts */
    add_path(x, self);
    buf_puts(&x->ninja, "\n  source = ");
    add_path(x, source);
    buf_puts(&x->ninja, "\n  directory = ");
    add_word(x, c->directory);
    buf_puts(&x->ninja, "\n  arguments =");
    for (uint32_t i = 0; i < c->args.len; i++) {
        buf_putc(&x->ninja, ' ');
        add_word(x, c->args.at[i]);
    }
    buf_putc(&x->ninja, '\n');
    buf_printf(&x->units, "%s %s\n", name, source);
}

static void add_target(struct plan *x)
{
    const struct run *r = x->run;
    buf_puts(&x->ninja, "\nbuild facts: phony");
    for (const char *at = x->units.at; *at; at = strchr(at, '\n') + 1) {
        buf_puts(&x->ninja, " $\n  ");
        const char *name = arena_strndup(r->arena, at, strcspn(at, " "));
        add_path(x, paths_join(r->arena, x->folder, name));
    }
    buf_puts(&x->ninja, "\ndefault facts\n");
}

/* ---- the whole ---- */

static const char *own_path(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);
    return len > 0 && (size_t)len < sizeof path ? arena_strndup(arena, path, (size_t)len)
                                                : "nostall";
}

static bool fill(struct plan *x)
{
    struct run *r = x->run;
    const char *self = own_path(r->arena);
    add_rule(x, self);
    for (uint32_t i = 0; i < r->project.compdb.commands.len && !x->unfit; i++) {
        const struct command *c = &r->project.compdb.commands.at[i];
        add_unit(x, c, self);
        if (x->unfit)
            diag_add(r->diags, DIAG_ERROR, c->path, 0, 0,
                     "a build file of ninja has no way to write a line break, or '|' in a path; "
                     "rename what this unit's command names so");
    }
    if (!x->unfit)
        add_target(x);
    return !x->unfit;
}

static bool write_files(struct plan *x)
{
    struct run *r = x->run;
    const char *units = paths_join(r->arena, x->folder, LOAD_PLANNED);
    if (!inputs_spared(r, r->options.ninja))
        return false;
    if (mkdir(x->folder, 0777) != 0 && errno != EEXIST) {
        diag_add(r->diags, DIAG_ERROR, x->folder, 0, 0,
                 "cannot be made: %s; make its folder, or name FILE in another one",
                 strerror(errno));
        return false;
    }
    return outfile_write(units, x->units.at, x->units.len, r->diags) &&
           outfile_write_or_stdout(r->options.ninja, x->ninja.at, x->ninja.len, r->diags);
}

static int plan(struct run *r)
{
    const struct options *o = &r->options;
    if (!o->ninja || o->files.len || o->facts || o->has_args) {
        diag_add(r->diags, DIAG_ERROR, NULL, 0, 0,
                 "plan writes a build file of a compilation database: nostall plan --ninja FILE "
                 "-p BUILD_DIR");
        return STATUS_TROUBLE;
    }
    if (!project_open(&r->project, r->arena, r->strs, o, r->diags))
        return STATUS_TROUBLE;
    r->program = program_new(r->strs);
    const char *folder = paths_real(r->arena, paths_folder(r->arena, o->ninja));
    struct plan x = {.run = r, .folder = paths_join(r->arena, folder, "facts")};
    bool ok = fill(&x) && write_files(&x);
    buf_release(&x.ninja);
    buf_release(&x.units);
    return ok ? STATUS_OK : STATUS_TROUBLE;
}

static int cmd_plan(int argc, char **argv)
{
    struct run r = {.arena = arena_new(), .strs = strs_new(), .diags = diags_new()};
    int status = STATUS_TROUBLE;
    if (options_parse(r.arena, argc, argv, &r.options, r.diags)) {
        if (r.options.help) {
            command_help(&command_plan, stdout);
            status = STATUS_OK;
        } else {
            status = plan(&r);
        }
    }
    run_close(&r);
    return status;
}

const struct commands_row command_plan = {
    "plan", cmd_plan, "a build file that extracts every unit, for ninja", usage, false};
