/* nostall facts [UNIT|FUNCTION]: what the analysis knows, as text. */
#include "cli/commands.h"
#include "cli/facts_function.h"
#include "cli/find_function.h"
#include "ir/facts_text.h"

#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: nostall facts [UNIT|FUNCTION] [OPTION]... [-p BUILD_DIR]...\n"
    "       nostall facts [FUNCTION] [OPTION]... SOURCE... -- COMPILER_ARGS...\n"
    "       nostall facts [FUNCTION] [OPTION]... --facts FILE|DIR...\n\n"
    "Prints what was read of a source file or a function (the end of a path, FUNCTION, or\n"
    "FILE:FUNCTION; without one: of all), then of each function where it runs and why, and of "
    "each\n"
    "event that runs: in which contexts, what it needs, what it calls, blocks on, suspends in.\n\n";

struct dump {
    const struct run *run;
    const char *as_named; /* what is asked for, as units name files; NULL: it is no file */
    struct arena *scratch;
    struct buf text;
};

static void flush(struct dump *d)
{
    fwrite(d->text.at, 1, d->text.len, stdout);
    buf_clear(&d->text);
    arena_reset(d->scratch);
}

static void put_function(struct dump *d, struct node_id n)
{
    const struct node *node = program_get(d->run->program, n);
    if (node->body)
        facts_print_function(node->facts, d->run->strs, node->body, &d->text);
    facts_function(d->run->analysis, d->scratch, n, &d->text);
    flush(d);
}

/* All of the unit first: it can be read back. Then what is known of its functions, those of headers
 * with the first unit that has them. */
static void put_unit(struct dump *d, const struct facts *f)
{
    const struct program *p = d->run->program;
    facts_print(f, d->run->strs, &d->text);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (p->nodes.at[i].body && p->nodes.at[i].facts == f && !p->nodes.at[i].merged) {
            buf_putc(&d->text, '\n');
            facts_function(d->run->analysis, d->scratch, (struct node_id){i}, &d->text);
            flush(d);
        }
    flush(d);
}

/* Does NAME mean the file PATH: is it the end of it, or a way there from where one stands? */
static bool names_path(const struct dump *d, const char *name, const char *path)
{
    return path_ends_with(path, name, strlen(name)) || (d->as_named && !strcmp(path, d->as_named));
}

/* False: no unit has this name. */
static bool put_units(struct dump *d, const char *name)
{
    const struct program *p = d->run->program;
    bool found = false;
    for (uint32_t i = 0; i < p->units.len; i++) {
        const char *source = program_text(p, p->units.at[i]->source);
        if (!name || names_path(d, name, source)) {
            put_unit(d, p->units.at[i]);
            found = true;
        }
    }
    return found;
}

/* Does NAME mean a source file, and no function? */
static bool means_file(const char *name)
{
    const char *dot = strrchr(name, '.');
    return !strchr(name, ':') && (strchr(name, '/') || access(name, F_OK) == 0 ||
                                  (dot && (!strcmp(dot, ".c") || !strcmp(dot, ".h"))));
}

/* A unit that reads the file; NULL: none does. */
static const char *reader_of(const struct dump *d, const char *name)
{
    const struct program *p = d->run->program;
    for (uint32_t u = 0; u < p->units.len; u++) {
        const struct facts *f = p->units.at[u];
        for (uint32_t i = 0; i < f->files.len; i++)
            if (names_path(d, name, program_text(p, f->files.at[i])))
                return program_text(p, f->source);
    }
    return NULL;
}

static void say_no_unit(struct run *r, const char *name, const char *reader)
{
    const struct compdb *db = &r->project.compdb;
    const char *which = "of the facts that were read";
    if (!r->options.facts)
        which = r->options.has_args ? "that was named before the compiler's arguments"
                                    : arena_printf(r->arena, "of the compilation database %s%s",
                                                   db->commands.at[0].build,
                                                   r->options.builds.len > 1 ? ", ..." : "");
    diag_add(r->diags, DIAG_ERROR, name, 0, 0, "is no unit %s%s%s%s", which,
             reader ? "; '" : ", and none of its units reads it", reader ? reader : "",
             reader ? "' reads it: name that, or a function" : "");
}

static bool find(struct run *r, const struct dump *d, const char *name, node_vec *ret)
{
    if (!means_file(name))
        return find_functions(r, name, ret);
    say_no_unit(r, name, reader_of(d, name));
    return false;
}

static int facts(struct run *r)
{
    const char *name = r->options.subject;
    struct dump d = {.run = r, .scratch = arena_new()};
    if (name)
        d.as_named = select_as_named(r->arena, r->project.root, name);
    node_vec found = {0};
    bool ok = put_units(&d, name) || !name || find(r, &d, name, &found);
    for (uint32_t i = 0; i < found.len; i++)
        put_function(&d, found.at[i]);
    buf_release(&d.text);
    arena_free(d.scratch);
    return !ok ? 2 : r->failed_len ? 3 : 0;
}

static int cmd_facts(int argc, char **argv)
{
    struct run r;
    int status = run_open(&r, argc, argv);
    if (!status && r.options.help) {
        command_help(&command_facts, stdout);
    } else if (!status) {
        status = facts(&r);
    }
    run_close(&r);
    return status;
}

const struct commands_row command_facts = {
    "facts", cmd_facts, "what the analysis knows of a unit or a function, as text", usage, true};
