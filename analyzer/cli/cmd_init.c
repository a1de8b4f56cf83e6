/* nostall init: a .nostall.yaml for the project at hand, from what was recognised and what nearly
 * was. What was recognised and what is only a guess stands in it as comments; entries are what the
 * analysis followed to the call through the pointer, so that the file changes no finding by itself.
 */
#include "cli/commands.h"
#include "cli/init_guess.h"
#include "cli/outfile.h"
#include "cli/run.h"
#include "contexts/handed.h"
#include "report/baseline.h"
#include "report/pack.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: nostall init [-o FILE] [--baseline FILE] [OPTION]... [-p BUILD_DIR]...\n"
    "       nostall init [OPTION]... FILE... -- COMPILER_ARGS...\n\n"
    "Writes .nostall.yaml into the project's root: what was recognised, what nearly was, and the "
    "settings\n"
    "that the project may want, with comments. A file that is there is left as it is.\n\n";

#define BASELINE_LEN 100 /* findings that `--baseline` takes over: a start, not an amnesty */

struct init {
    struct run *run;
    const struct contexts *contexts;
    handed_vec handed;
    guess_vec waits;
    struct buf out;
};

/* In a comment nothing ends the line. */
static void comment(struct buf *out, const char *indent, const char *text)
{
    buf_printf(out, "#%s", indent);
    for (const char *p = text; *p; p++)
        buf_putc(out, (unsigned char)*p < 0x20 || *p == 0x7f ? '?' : *p);
    buf_putc(out, '\n');
}

static const char *place(struct init *x, struct loc at)
{
    return arena_printf(x->run->arena, "%s:%" PRIu32, str_text(x->run->strs, at.file), at.line);
}

static const char *name_of(const struct init *x, struct node_id n)
{
    return str_text(x->run->strs, program_get(x->run->program, n)->name);
}

/* ---- sections ---- */

static void write_packs(struct init *x)
{
    const struct rules *rules = x->run->project.rules;
    struct buf on = {0};
    for (uint32_t i = 0; i < rules->packs.len; i++)
        if (rules->packs.at[i]->enabled && rules->packs.at[i]->framework)
            buf_printf(&on, "%s%s", on.len ? ", " : "",
                       str_text(x->run->strs, rules->packs.at[i]->name));
    buf_puts(&x->out, "\n# Packs of frameworks and libraries that were recognised by their "
                      "headers; `nostall rules "
                      "list` shows all:\n");
    comment(&x->out, "   ", on.len ? on.at : "none");
    buf_puts(&x->out, "# packs: {enable: [], disable: []}\n");
    buf_release(&on);
}

static void write_loops(struct init *x)
{
    const evloop_vec *loops = &x->contexts->loops;
    const guess_vec *waits = &x->waits;
    buf_puts(&x->out, "\n# Event loops of the program's own that were recognised:\n");
    for (uint32_t i = 0; i < loops->len; i++)
        comment(&x->out, "   ",
                arena_printf(x->run->arena, "%s: %s", place(x, loops->at[i].loc),
                             evloop_text(&loops->at[i], x->contexts->bodies, x->run->arena)));
    if (!loops->len)
        comment(&x->out, "   ", "none");
    if (waits->len)
        buf_puts(
            &x->out,
            "# Functions that wait for several descriptors, and are not taken for event loops:\n");
    for (uint32_t i = 0; i < waits->len; i++)
        comment(&x->out, "   ", waits->at[i].text);
    buf_puts(&x->out, "# What is none goes under `ignore`, what is one under `functions`:\n");
    comment(&x->out, " ",
            arena_printf(x->run->arena, "loops: {ignore: [], functions: [%s]}",
                         waits->len ? waits->at[0].name : ""));
}

/* Is there one function of the name? An entry names all. */
static bool is_unique(const struct init *x, struct node_id n)
{
    const struct program *p = x->run->program;
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        count += p->nodes.at[i].body && str_eq(p->nodes.at[i].name, program_get(p, n)->name);
    return count == 1;
}

static void write_handed(struct init *x, const char *indent, const struct handed *h)
{
    const struct program *p = x->run->program;
    struct loc at = body_event_loc(program_get(p, h->call->node)->body, h->call->event);
    struct buf *out = &x->out;
    buf_puts(out, indent);
    if (h->function.i != FACTS_NONE) {
        buf_puts(out, is_unique(x, h->function) ? "- {function: " : "# - {function: ");
        pack_scalar(out, name_of(x, h->function));
        buf_printf(out, ", arg: %" PRIu32 "} ", h->arg);
    } else {
        buf_puts(out, "- {record: ");
        pack_scalar(out, program_text(p, p->slots.at[h->field.i].record));
        buf_puts(out, ", field: ");
        pack_scalar(out, program_text(p, p->slots.at[h->field.i].name));
        buf_puts(out, "} ");
    }
    comment(
        out, " ",
        arena_printf(x->run->arena, "called in %s at %s", name_of(x, h->call->node), place(x, at)));
}

enum list { LIST_CALLBACKS, LIST_FIELDS, LIST_OFFLOAD };

static enum list list_of(const struct handed *h)
{
    return h->thread ? LIST_OFFLOAD : h->function.i == FACTS_NONE ? LIST_FIELDS : LIST_CALLBACKS;
}

/* HEAD: the lines before the first entry. True: there were entries. */
static bool write_list(struct init *x, enum list list, const char *head, const char *indent)
{
    bool any = false, real = false;
    for (uint32_t i = 0; i < x->handed.len; i++) {
        const struct handed *h = &x->handed.at[i];
        real |= list_of(h) == list && (h->function.i == FACTS_NONE || is_unique(x, h->function));
    }
    for (uint32_t i = 0; real && i < x->handed.len; i++) {
        if (list_of(&x->handed.at[i]) != list)
            continue;
        if (!any)
            buf_puts(&x->out, head);
        any = true;
        write_handed(x, indent, &x->handed.at[i]);
    }
    return any;
}

static void write_handlers(struct init *x)
{
    guess_vec fields = {0};
    buf_puts(&x->out, "\n# Functions that are handed in and then called through a pointer on an "
                      "event loop: arguments "
                      "of these, and these fields.\n");
    bool async = write_list(x, LIST_CALLBACKS, "async:\n  callbacks:\n", "    ");
    async |= write_list(x, LIST_FIELDS, async ? "  fields:\n" : "async:\n  fields:\n", "    ");
    if (!async)
        buf_puts(&x->out, "# async: {callbacks: [{function: register_handler, arg: 1}], fields: "
                          "[{record: handler, field: "
                          "run}]}\n");
    guess_fields(x->contexts, &x->waits, x->run->arena, &fields);
    if (fields.len)
        buf_puts(&x->out, "# Called through a pointer beside such a wait; where it is one of a "
                          "loop, add under `fields`:\n");
    for (uint32_t i = 0; i < fields.len; i++)
        comment(&x->out, "   ", fields.at[i].text);
    buf_puts(&x->out, "\n# Functions that are handed in and then called by threads.\n");
    if (!write_list(x, LIST_OFFLOAD, "offload:\n", "  "))
        buf_puts(&x->out, "# offload: [{function: run_in_thread, arg: 0}]\n");
}

static void write_guards(struct init *x)
{
    guess_vec modes = {0}, threads = {0};
    guess_predicates(x->contexts, x->run->arena, &modes, &threads);
    buf_puts(&x->out, "\n# Predicates, tested for truth: `not_on_loop` is true where the loop does "
                      "not run yet, `on_loop` on its "
                      "thread only.\n");
    if (modes.len + threads.len)
        buf_puts(&x->out, "# By their names these may be some:\n");
    for (uint32_t i = 0; i < modes.len + threads.len; i++)
        comment(&x->out, "   ", i < modes.len ? modes.at[i].text : threads.at[i - modes.len].text);
    comment(&x->out, " ",
            arena_printf(x->run->arena, "guards: {on_loop: [%s], not_on_loop: [%s]}",
                         threads.len ? threads.at[0].name : "", modes.len ? modes.at[0].name : ""));
}

static void write_settings(struct init *x)
{
    buf_puts(&x->out, "\n# Calls that are never made from there, whatever the code looks like:\n"
                      "# cut: [{caller: f, callee: g, reason: \"g is called at start-up only\"}]\n"
                      "\n# The project's own functions that block:\n"
                      "# blocking: [{functions: [db_query], kind: custom, stall: long}]\n"
                      "\n# Levels of checks, and folders that are not looked at:\n"
                      "# checks: {NS106: {level: note}}\n"
                      "# paths: [{match: \"tests/**\", disable: [NS1]}]\n"
                      "# min_certainty: usually\n"
                      "# fail_on: warning\n");
}

static void write_all(struct init *x)
{
    buf_puts(&x->out, "# What nostall knows of this project beside its sources, as `nostall init` "
                      "found it. Lines that begin with a # "
                      "are comments:\n# examples, and guesses that need a look. `nostall check -v` "
                      "says what is recognised with this file.\n"
                      "nostall: 1\n");
    write_packs(x);
    write_loops(x);
    write_handlers(x);
    write_guards(x);
    write_settings(x);
}

/* ---- files ---- */

/* Where the settings go: the file that is read already, if there is one. NULL: the options make no
 * sense. */
static const char *output_of(struct run *r)
{
    const char *file = r->project.config.file
                           ? r->project.config.file
                           : arena_printf(r->arena, "%s/.nostall.yaml", r->project.root);
    for (uint32_t i = 0; i < r->options.outputs.len; i++) {
        if (r->options.outputs.at[i].format || i) {
            diag_add(r->diags, DIAG_ERROR, NULL, 0, 0,
                     "init writes one file; name it with -o FILE, without --format");
            return NULL;
        }
        file = r->options.outputs.at[i].file;
    }
    return file;
}

static bool is_new(struct run *r, const char *file)
{
    if (!file || !strcmp(file, "-") || access(file, F_OK))
        return true;
    diag_add(r->diags, DIAG_ERROR, file, 0, 0,
             "the file is there already and is left as it is; look at the proposal with "
             "'nostall init -o -', or name another file with -o FILE");
    return false;
}

static bool write_baseline(struct run *r, const char *file)
{
    struct buf text = {0};
    run_checks(r);
    if (r->findings->all.len > BASELINE_LEN)
        r->findings->all.len = BASELINE_LEN;
    baseline_write(r->findings, &text);
    bool ok = outfile_write(file, text.at, text.len, r->diags);
    buf_release(&text);
    return ok;
}

static int init(struct run *r)
{
    const char *file = output_of(r), *baseline = r->options.baseline;
    if (!file || !is_new(r, file) || !is_new(r, baseline))
        return 2;
    struct init x = {.run = r, .contexts = r->analysis->contexts};
    handed_find(x.contexts, r->arena, &x.handed);
    guess_waits(x.contexts, r->analysis->values, r->arena, &x.waits);
    write_all(&x);
    bool ok = outfile_write_or_stdout(file, x.out.at, x.out.len, r->diags);
    buf_release(&x.out);
    if (ok && baseline)
        ok = write_baseline(r, baseline);
    if (ok && strcmp(file, "-") != 0)
        diag_add(r->diags, DIAG_NOTE, file, 0, 0,
                 "written; read its comments, then run 'nostall check -v'");
    return !ok ? 2 : r->failed_len ? 3 : 0;
}

static int cmd_init(int argc, char **argv)
{
    struct run r;
    int status = run_open(&r, argc, argv);
    if (!status && r.options.help) {
        command_help(&command_init, stdout);
    } else if (!status) {
        status = init(&r);
    }
    run_close(&r);
    return status;
}

const struct commands_row command_init = {
    "init", cmd_init, "write a .nostall.yaml for this project from what is recognised", usage,
    true};
