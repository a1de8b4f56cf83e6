/* nostall facts [UNIT|FUNCTION]: what the analysis knows, as text. */
#include "cli/commands.h"
#include "cli/facts_function.h"
#include "cli/find_function.h"
#include "ir/facts_text.h"

#include <string.h>

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

/* False: no unit has this name. */
static bool put_units(struct dump *d, const char *name)
{
    const struct program *p = d->run->program;
    bool found = false;
    for (uint32_t i = 0; i < p->units.len; i++) {
        const char *source = program_text(p, p->units.at[i]->source);
        if (!name || path_ends_with(source, name, strlen(name))) {
            put_unit(d, p->units.at[i]);
            found = true;
        }
    }
    return found;
}

static int facts(struct run *r)
{
    struct dump d = {.run = r, .scratch = arena_new()};
    const char *name = r->options.subject;
    node_vec found = {0};
    bool ok = put_units(&d, name) || !name || find_functions(r, name, &found);
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
