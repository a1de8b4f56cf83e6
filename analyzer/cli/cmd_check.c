/* nostall check: the main job. Reads like the pipeline: load, link, check, report. */
#include "cli/commands.h"
#include "cli/dump_config.h"
#include "cli/fix.h"
#include "cli/output.h"
#include "cli/recognised.h"
#include "cli/remembered.h"
#include "cli/watch.h"
#include "report/baseline.h"
#include "report/roots.h"
#include "report/source.h"

static const char usage[] =
    "usage: nostall check [OPTION]... [FILE|DIR]... [-p BUILD_DIR]...\n"
    "       nostall check FILE... -- COMPILER_ARGS...\n"
    "       nostall check --facts FILE|DIR...\n\n"
    "FILE and DIR filter the report; the whole project of the compilation database is analysed.\n"
    "Exit status: 0 nothing found at warning or above (--fail-on); 1 findings; 2 the job could not "
    "be\n"
    "done; 3 some units could not be analysed.\n\n";

static bool apply_baseline(struct run *r)
{
    if (!r->options.baseline)
        return true;
    struct baseline *b = baseline_load(r->options.baseline, r->diags);
    if (!b)
        return false;
    baseline_apply(b, r->findings);
    if (!r->filtered && !r->changes)
        r->stale =
            baseline_stale(b, run_covers, r, r->options.strict ? DIAG_ERROR : DIAG_NOTE, r->diags);
    baseline_free(b);
    return true;
}

static struct report_stats stats_of(const struct run *r)
{
    struct report_stats s = {.units = r->program->units.len};
    for (uint32_t i = 0; i < r->program->nodes.len; i++) {
        s.functions += r->program->nodes.at[i].body != NULL;
        s.async_functions += r->program->nodes.at[i].body && r->analysis->contexts->at[i].bits;
    }
    return s;
}

static int status_of(const struct run *r, const struct report *report)
{
    struct report_counts counts = report_count(report);
    if (r->failed_len)
        return 3;
    if (r->options.strict && r->stale)
        return 1;
    return r->options.fail_on != LEVEL_OFF && counts.highest >= r->options.fail_on ? 1 : 0;
}

static void report_all(struct run *r, struct outcome *ret)
{
    if (!r->options.all_paths)
        roots_group(r->findings);
    struct report report = {.findings = r->findings,
                            .sources = sources_new(r->strs, r->project.root),
                            .root = r->project.root,
                            .enabled = r->select.enabled,
                            .failed = r->failed,
                            .failed_len = r->failed_len,
                            .failed_units = r->failed_units,
                            .stats = stats_of(r),
                            .unrecognised = recognised_nothing(r),
                            .observed = r->filtered || r->changes ? NULL : r->observed,
                            .color = output_color(&r->options),
                            .show = r->options.show,
                            .all_paths = r->options.all_paths,
                            .show_suppressed = r->options.show_suppressed,
                            .has_baseline = r->options.baseline != NULL};
    output_vec outputs = outputs_of(r->arena, &r->options);
    output_render(&report, r->arena, &outputs, ret);
    run_tell_diags(r, &ret->said);
    if (!r->options.quiet) {
        report_summary(&report, &ret->said);
        if (r->options.stats)
            buf_printf(&ret->said,
                       "nostall: %u units (%u from the cache), %u functions, %u of them async\n",
                       report.stats.units, r->loaded.cached, report.stats.functions,
                       report.stats.async_functions);
    }
    ret->status = status_of(r, &report);
    sources_free(report.sources);
}

/* What the run gives out, from the program that is linked. */
static bool work_out(struct run *r, struct outcome *ret)
{
    run_checks(r);
    bool good = !r->none_named && apply_baseline(r);
    if (good && r->options.fix)
        good = fix_apply(r->findings, r->project.root, r->diags);
    if (good)
        report_all(r, ret);
    return good;
}

static int check(struct run *r)
{
    struct outcome outcome = {0};
    if (!remembered_load(r, &outcome)) {
        if (!work_out(r, &outcome))
            return 2;
        remembered_store(r, &outcome);
    }
    int status = outcome_give(&outcome, r->diags);
    outcome_release(&outcome);
    return status;
}

/* Does the command line ask for --watch, and is it good otherwise? */
static bool wants_watch(struct arena *arena, int argc, char **argv, struct options *ret)
{
    struct diags *said_later = diags_new();
    bool wants = options_parse(arena, argc, argv, ret, said_later) && ret->watch && !ret->help &&
                 !ret->dump_config;
    diags_free(said_later);
    return wants;
}

static int cmd_check(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct options o;
    if (wants_watch(arena, argc, argv, &o))
        return watch(argc, argv, &o, cmd_check);
    arena_free(arena);
    struct run r;
    int status = run_open(&r, argc, argv);
    if (!status && r.options.help)
        command_help(&command_check, stdout);
    else if (!status && r.options.dump_config)
        dump_config(&r, stdout);
    else if (!status)
        status = check(&r);
    run_close(&r);
    return status;
}

const struct commands_row command_check = {
    "check", cmd_check, "analyse a project and report what stalls its event loop", usage, true};
