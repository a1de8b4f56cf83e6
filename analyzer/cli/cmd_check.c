/* nostall check: the main job. Reads like the pipeline: load, link, check, report. */
#include "cli/commands.h"
#include "cli/dump_config.h"
#include "cli/fix.h"
#include "cli/output.h"
#include "cli/recognised.h"
#include "cli/run.h"
#include "report/baseline.h"
#include "report/roots.h"
#include "report/source.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool apply_baseline(struct run *r)
{
    if (!r->options.baseline)
        return true;
    struct baseline *b = baseline_load(r->options.baseline, r->diags);
    if (!b)
        return false;
    baseline_apply(b, r->findings);
    if (!r->filtered && !r->changes)
        r->stale = baseline_stale(b, r->options.strict ? DIAG_ERROR : DIAG_NOTE, r->diags);
    baseline_free(b);
    return true;
}

static bool is_said(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value && strcmp(value, "0") != 0;
}

/* Source: no-color.org, force-color.org, bixense.com/clicolors: who says no is asked first; what is
 * empty says nothing. */
static bool terminal_wants_color(void)
{
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
    if (no && *no)
        return false;
    if (is_said("FORCE_COLOR") || is_said("CLICOLOR_FORCE"))
        return true;
    return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

static bool wants_color(const struct options *o)
{
    if (o->color != COLOR_AUTO)
        return o->color == COLOR_ALWAYS;
    for (uint32_t i = 0; i < o->outputs.len; i++)
        if (o->outputs.at[i].format && !strcmp(o->outputs.at[i].format, "text") &&
            o->outputs.at[i].file)
            return false;
    return terminal_wants_color();
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

static int report_all(struct run *r)
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
                            .color = wants_color(&r->options),
                            .show = r->options.show,
                            .all_paths = r->options.all_paths,
                            .show_suppressed = r->options.show_suppressed,
                            .has_baseline = r->options.baseline != NULL};
    bool written = output_write(&report, &r->options, stdout, r->diags);
    run_print_diags(r);
    if (!r->options.quiet) {
        struct buf summary = {0};
        report_summary(&report, &summary);
        if (summary.len)
            fputs(summary.at, stderr);
        if (r->options.stats)
            fprintf(stderr,
                    "nostall: %u units (%u from the cache), %u functions, %u of them async\n",
                    report.stats.units, r->loaded.cached, report.stats.functions,
                    report.stats.async_functions);
        buf_release(&summary);
    }
    struct report_counts counts = report_count(&report);
    sources_free(report.sources);
    if (!written)
        return 2;
    if (r->failed_len)
        return 3;
    if (r->options.strict && r->stale)
        return 1;
    return r->options.fail_on != LEVEL_OFF && counts.highest >= r->options.fail_on ? 1 : 0;
}

int cmd_check(int argc, char **argv)
{
    struct run r;
    int status = run_open(&r, argc, argv);
    if (!status && r.options.help) {
        options_usage(stdout);
    } else if (!status && r.options.dump_config) {
        dump_config(&r, stdout);
    } else if (!status) {
        run_checks(&r);
        bool good = !r.none_named && apply_baseline(&r);
        if (good && r.options.fix)
            good = fix_apply(r.findings, r.project.root, r.diags);
        status = good ? report_all(&r) : 2;
    }
    run_close(&r);
    return status;
}
