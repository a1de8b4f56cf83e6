/* nostall graph FUNCTION: the call paths around a function as dot text or SVG. */
#include "cli/commands.h"
#include "cli/find_function.h"
#include "cli/graph_function.h"
#include "cli/outfile.h"
#include "effects/effects.h"
#include "input/paths.h"

#include <string.h>

static const char usage[] =
    "usage: nostall graph FUNCTION [--svg FILE] [--dot] [OPTION]... [-p BUILD_DIR]...\n"
    "       nostall graph FUNCTION [OPTION]... SOURCE... -- COMPILER_ARGS...\n\n"
    "Draws the calls from FUNCTION (or FILE:FUNCTION) down to what blocks or suspends, and up to "
    "the\n"
    "async code that reaches it. Without --svg, dot text goes to standard output.\n\n";

/* Where the dot text goes: NULL file for standard output. False: options that make no sense. */
static bool output_of(struct run *r, const char **ret_file)
{
    *ret_file = NULL;
    for (uint32_t i = 0; i < r->options.outputs.len; i++) {
        const struct output_option *o = &r->options.outputs.at[i];
        if (o->format || i) {
            diag_add(r->diags, DIAG_ERROR, NULL, 0, 0,
                     "graph writes dot text and SVG; say which with --dot, -o FILE and --svg FILE");
            return false;
        }
        *ret_file = o->file;
    }
    if (r->options.svg && *ret_file && outfile_same(r->options.svg, *ret_file)) {
        diag_add(r->diags, DIAG_ERROR, *ret_file, 0, 0,
                 "both the dot text and the drawing go here; give one of them another file");
        return false;
    }
    return true;
}

static bool write_to(struct run *r, const char *file, const struct buf *text)
{
    return outfile_write_or_stdout(file, text->at, text->len, r->diags);
}

/* From the folder of FILE (NULL or "-": where one stands) to the root: "", or with a slash behind.
 */
static const char *way_to_root(struct run *r, const char *file)
{
    bool is_file = file && strcmp(file, "-") != 0;
    const char *from = paths_real(r->arena, is_file ? paths_folder(r->arena, file) : "."),
               *to = r->project.root, *below = paths_below(from, to);
    const char *up = "";
    while (!below && strcmp(from, "/") != 0) {
        from = paths_folder(r->arena, from);
        up = arena_printf(r->arena, "../%s", up);
        below = paths_below(from, to);
    }
    return arena_printf(r->arena, "%s%s%s", up, below ? below : "", below && *below ? "/" : "");
}

static bool write_all(struct run *r, const char *dot_file, struct picture *picture)
{
    struct buf dot = {0}, svg = {0};
    bool ok = true;
    picture->base = way_to_root(r, r->options.svg ? r->options.svg : dot_file);
    if (r->options.svg)
        ok = dot_draw(picture, &svg, r->diags) && write_to(r, r->options.svg, &svg);
    dot_write(picture, &dot);
    if (ok && (!r->options.svg || r->options.dot || dot_file))
        ok = write_to(r, dot_file, &dot);
    buf_release(&dot);
    buf_release(&svg);
    return ok;
}

static int graph(struct run *r)
{
    const char *dot_file;
    node_vec found = {0};
    if (!output_of(r, &dot_file) || !find_functions(r, r->options.subject, &found))
        return 2;
    if (found.len > 1)
        diag_add(r->diags, DIAG_NOTE, NULL, 0, 0,
                 "%u functions are called '%s'; this is the one in %s, name another as FILE:NAME",
                 found.len, r->options.subject,
                 str_text(r->strs, program_get(r->program, found.at[0])->entity->loc.file));
    struct analysis *a = r->analysis;
    struct callmap *calls = callmap_new(a->contexts);
    struct summaries *library =
        summaries_new_library(a->contexts, a->values, effects_locks(a->effects), NULL);
    struct picture picture = graph_function(r, calls, library, r->arena, found.at[0]);
    bool ok = write_all(r, dot_file, &picture);
    summaries_free(library);
    callmap_free(calls);
    return !ok ? 2 : r->failed_len ? 3 : 0;
}

static int cmd_graph(int argc, char **argv)
{
    struct run r;
    int status = run_open(&r, argc, argv);
    if (!status && r.options.help) {
        command_help(&command_graph, stdout);
    } else if (!status) {
        status = graph(&r);
    }
    run_close(&r);
    return status;
}

const struct commands_row command_graph = {
    "graph", cmd_graph, "the call paths around a function as a picture", usage, true};
