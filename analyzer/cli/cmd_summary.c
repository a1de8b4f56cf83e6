/* nostall summary: a rule pack of the project's own public functions, for those who call them. */
#include "check/leaf_finding.h"
#include "cli/commands.h"
#include "cli/outfile.h"
#include "cli/run.h"
#include "effects/effects.h"
#include "effects/suspend.h"
#include "report/pack.h"

#include <string.h>

static const char usage[] = "usage: nostall summary [-o PACK.yaml] [--name NAME] [OPTION]... "
                            "[FILE|DIR]... [-p BUILD_DIR]...\n"
                            "       nostall summary [OPTION]... FILE... -- COMPILER_ARGS...\n"
                            "       nostall summary [OPTION]... --facts FILE|DIR...\n\n"
                            "Writes what the public functions of this code block on as a rule "
                            "pack, for --rules. Public is\n"
                            "what a header declares; FILE and DIR (headers, sources) choose among "
                            "them. All certainties are\n"
                            "written unless --min-certainty says otherwise.\n\n";

/* ---- which functions ---- */

struct wanted {
    const struct run *run;
    VEC(const char *) filters;
};

static bool wants(void *context, struct str header, struct str source)
{
    const struct wanted *w = context;
    for (uint32_t i = 0; i < w->filters.len; i++)
        if ((header.i && select_below(str_text(w->run->strs, header), w->filters.at[i])) ||
            select_below(str_text(w->run->strs, source), w->filters.at[i]))
            return true;
    return false;
}

static bool find_wanted(struct run *r, struct wanted *w)
{
    for (uint32_t i = 0; i < r->options.files.len; i++) {
        const char *file = r->options.files.at[i];
        const char *name = select_as_named(r->arena, r->project.root, file);
        if (!name) {
            diag_add(r->diags, DIAG_ERROR, file, 0, 0, "no such file or folder");
            return false;
        }
        vec_push(r->arena, &w->filters, name);
    }
    return true;
}

/* ---- the pack ---- */

static const char *pack_name(const struct run *r)
{
    const char *slash = strrchr(r->project.root, '/');
    if (r->options.name)
        return r->options.name;
    return slash && slash[1] ? slash + 1 : "library";
}

/* -o FILE at most once, and no format. NULL file: standard output. */
static bool output_of(struct run *r, const char **ret_file)
{
    *ret_file = NULL;
    for (uint32_t i = 0; i < r->options.outputs.len; i++) {
        const struct output_option *o = &r->options.outputs.at[i];
        if (o->format || i) {
            diag_add(r->diags, DIAG_ERROR, NULL, 0, 0,
                     "summary writes one rule pack; name its file with -o FILE, without --format");
            return false;
        }
        *ret_file = o->file;
    }
    return true;
}

static void note_empty(struct run *r, const published_vec *found)
{
    if (found->len || r->options.quiet)
        return;
    diag_add(r->diags, DIAG_NOTE, NULL, 0, 0,
             "no public function is known to block; public is what has external linkage and is "
             "declared in a header of the project");
}

static int write_summary(struct run *r)
{
    const char *file;
    struct wanted wanted = {.run = r};
    if (!output_of(r, &file) || (r->filtered && !find_wanted(r, &wanted)))
        return 2;
    struct analysis *a = r->analysis;
    struct leaf_filter suppressed = {leaf_suppressed, a->suppressions};
    struct summaries *s =
        summaries_new_library(a->contexts, a->values, effects_locks(a->effects),
                              suppressions_any(a->suppressions) ? &suppressed : NULL);
    struct publish_filter filter = {.wants = r->filtered ? wants : NULL,
                                    .context = &wanted,
                                    .least = r->options.has_min_certainty ? r->min_certainty
                                                                          : CERTAINTY_DEPENDS};
    published_vec found = {0};
    publish_all(s, effects_suspends(a->effects), a->contexts, a->values, &filter, r->arena, &found);
    note_empty(r, &found);
    struct buf text = {0};
    pack_write(r->program, pack_name(r), &found, &text);
    bool ok = outfile_write_or_stdout(file, text.at, text.len, r->diags);
    buf_release(&text);
    summaries_free(s);
    return !ok ? 2 : r->failed_len ? 3 : 0;
}

static int cmd_summary(int argc, char **argv)
{
    struct run r;
    int status = run_open(&r, argc, argv);
    if (!status && r.options.help) {
        command_help(&command_summary, stdout);
    } else if (!status) {
        status = write_summary(&r);
    }
    run_close(&r);
    return status;
}

const struct commands_row command_summary = {
    "summary", cmd_summary, "a rule pack of this code's own public functions that may block", usage,
    true};
