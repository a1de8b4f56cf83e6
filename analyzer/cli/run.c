#include "cli/run.h"

#include "base/fail.h"
#include "base/utf8.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/recognised.h"
#include "cli/remembered.h"
#include "cli/unit_work.h"
#include "effects/leaf_set.h"
#include "input/paths.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct taker { /* what happens to each unit's facts */
    struct run *run;
    VEC(struct report_unit) failed;
};

static const char *shown_file(const struct run *r, uint32_t unit, const struct facts *facts)
{
    if (r->options.facts || unit >= r->project.compdb.commands.len)
        return str_text(r->strs, facts->source);
    const char *path = r->project.compdb.commands.at[unit].path;
    const char *below = paths_below(r->project.root, path);
    return below ? below : path;
}

const char *run_file(const struct run *r, struct str file)
{
    struct buf plain = {0};
    const char *path = paths_open(r->arena, r->project.root, str_text(r->strs, file));
    utf8_visible(&plain, path, strlen(path), "");
    path = arena_strdup(r->arena, plain.at ? plain.at : "");
    buf_release(&plain);
    return path;
}

static void take_facts(void *ctx, uint32_t unit, struct facts *facts)
{
    struct taker *t = ctx;
    struct run *r = t->run;
    uint32_t before = t->failed.len;
    for (uint32_t i = 0; i < facts->problems.len; i++) {
        const struct unit_problem *p = &facts->problems.at[i];
        if (!p->fatal)
            continue;
        struct report_unit u = {.file = loc_known(p->loc) ? str_text(r->strs, p->loc.file)
                                                          : shown_file(r, unit, facts),
                                .line = p->loc.line,
                                .col = p->loc.col,
                                .reason = str_text(r->strs, p->text)};
        vec_push(r->arena, &t->failed, u);
        if (r->options.verbose || i < 3)
            diag_add(r->diags, DIAG_WARNING, paths_open(r->arena, r->project.root, u.file), u.line,
                     u.col, "%s; the unit %s is analysed only in part", u.reason,
                     shown_file(r, unit, facts));
        if (!r->options.verbose && i >= 3)
            break;
    }
    r->failed_units += t->failed.len > before;
    /* the cache has one entry for all objects that are made of the same source by the same flags */
    if (!r->options.facts && unit < r->project.compdb.commands.len)
        facts->target = unit_target(r->strs, &r->project.compdb.commands.at[unit]);
    program_add(r->program, facts);
}

static int load_database(struct run *r, struct taker *taker)
{
    const char *dir = r->options.cache_dir ? r->options.cache_dir : cache_default_dir(r->arena);
    if (!r->options.no_cache && dir)
        r->cache = cache_open(dir, load_salt(r->arena), CACHE_SIZE_MAX, r->diags);
    struct load_options o = {
        .root = r->project.root,
        .cache = r->cache,
        .jobs = r->options.jobs,
        .timeout_s = r->options.timeout_s == UINT32_MAX ? POOL_TIMEOUT_S : r->options.timeout_s,
        .memory_mib = r->options.memory_mib == UINT32_MAX ? POOL_MEMORY_MIB : r->options.memory_mib,
        .progress = progress_show,
        .progress_ctx = &r->progress,
        .settled = r->remembers ? remembered_settled : NULL,
        .settled_ctx = r,
    };
    enum load_end end = load_units(r->arena, &o, &r->project.compdb, r->strs, r->program->arena,
                                   take_facts, taker, &r->loaded, r->diags);
    progress_end(&r->progress);
    if (end == LOAD_INTERRUPTED) {
        fputs("nostall: interrupted; nothing was written\n", stderr);
        return 128 + r->loaded.signal;
    }
    return end == LOAD_BROKEN ? 2 : 0;
}

static int load_all(struct run *r)
{
    struct taker taker = {.run = r};
    int status = 0;
    r->program = program_new(r->strs);
    if (r->options.facts) {
        r->hard_error = !load_facts(r->arena, r->options.files.at, r->options.files.len, r->strs,
                                    r->program->arena, take_facts, &taker, &r->loaded, r->diags);
        if (r->hard_error)
            status = 2;
    } else {
        status = load_database(r, &taker);
    }
    r->failed = taker.failed.at;
    r->failed_len = taker.failed.len;
    return status;
}

static void print_stats(const struct run *r, const char *what, clock_t since)
{
    if (r->options.stats)
        fprintf(stderr, "nostall: %-10s %.2f s CPU\n", what,
                (double)(clock() - since) / CLOCKS_PER_SEC);
}

static bool settings_hold(struct run *r)
{
    const struct config *c = &r->project.config;
    r->min_certainty = r->options.has_min_certainty ? r->options.min_certainty
                       : c->has_min_certainty       ? c->min_certainty
                                                    : CERTAINTY_USUALLY;
    if (!r->options.has_fail_on)
        r->options.fail_on = c->has_fail_on ? c->fail_on : LEVEL_WARNING;
    r->filtered = !r->options.facts && !r->options.has_args && r->options.files.len > 0;
    return select_init(&r->select, r->arena, c, r->project.root, &r->options, r->diags);
}

/* Link; what is said of sources names them as facts do. */
static void analyse(struct run *r)
{
    struct diags *said = diags_new();
    progress_phase(&r->progress, "link", r->program->units.len);
    r->analysis =
        analysis_new(r->program, r->project.rules, &r->project.config, r->min_certainty, said);
    for (uint32_t i = 0; i < diags_len(said); i++) {
        const struct diag *d = diags_get(said, i);
        diag_add(r->diags, d->level, paths_open(r->arena, r->project.root, d->file), d->line,
                 d->col, "%s", d->text);
    }
    diags_free(said);
    progress_end(&r->progress);
}

bool run_covers(const void *run, const char *id, const char *file)
{
    const struct run *r = run;
    const struct config *c = &r->project.config;
    enum certainty usual = c->has_min_certainty ? c->min_certainty : CERTAINTY_USUALLY;
    return !r->failed_len && r->min_certainty <= usual &&
           select_covers(&r->select, r->arena, id, file);
}

void run_tell_diags(struct run *r, struct buf *ret)
{
    if (!r->options.quiet || diags_count(r->diags, DIAG_WARNING))
        diags_tell(r->diags, 0, ret);
    diags_free(r->diags);
    r->diags = diags_new();
}

static void print_diags(struct run *r)
{
    struct buf text = {0};
    run_tell_diags(r, &text);
    if (text.len)
        fputs(text.at, stderr);
    buf_release(&text);
}

int run_open(struct run *r, int argc, char **argv)
{
    *r = (struct run){
        .arena = arena_new(), .strs = strs_new(), .diags = diags_new(), .argc = argc, .argv = argv};
    if (!options_parse(r->arena, argc, argv, &r->options, r->diags))
        return 2;
    if (r->options.help)
        return 0;
    if (!output_verify(&r->options, r->diags))
        return 2;
    if (!project_open(&r->project, r->arena, r->strs, &r->options, r->diags))
        return 2;
    if (!settings_hold(r))
        return 2;
    if (r->options.dump_config)
        return 0;
    if (r->options.since &&
        !(r->changes = changes_since(r->project.root, r->options.since, r->diags)))
        return 2;
    if (r->options.observed &&
        !stacks_load(r->arena, r->strs, r->options.observed, &r->stacks, r->diags))
        return 2;
    clock_t start = clock();
    progress_init(&r->progress, r->options.progress, r->options.quiet);
    r->remembers = remembered_wanted(argv[0], &r->options);
    print_diags(r); /* they come again each time; what follows is part of the outcome */
    int status = load_all(r);
    if (status)
        return status;
    r->remembers = r->remembers && !diags_len(r->diags);
    print_stats(r, "load", start);
    for (uint32_t i = 0; i < r->options.outputs.len; i++)
        if (!inputs_spared(r, r->options.outputs.at[i].file))
            return 2;
    if (!inputs_spared(r, r->options.svg))
        return 2;
    if (r->remembered)
        return 0;
    start = clock();
    analyse(r);
    print_stats(r, "link", start);
    return 0;
}

/* Several databases: say which one each finding is from. */
static void name_builds(struct run *r)
{
    const struct compdb *db = &r->project.compdb;
    if (r->options.builds.len < 2)
        return;
    for (uint32_t i = 0; i < r->findings->all.len; i++) {
        struct finding *f = &r->findings->all.at[i];
        for (uint32_t u = 0; u < r->program->units.len && u < db->commands.len && !f->build; u++)
            if (str_eq(r->program->units.at[u]->source, f->unit))
                f->build = db->commands.at[u].build;
    }
}

/* More than MAX, a bound of effects/summary, were found below N. */
static void say_many(struct run *r, struct node_id n, int max, const char *what,
                     const char *therefore)
{
    if (n.i == FACTS_NONE || !r->options.verbose)
        return;
    const struct node *node = program_get(r->program, n);
    diag_add(r->diags, DIAG_NOTE, run_file(r, node->body->loc.file), node->body->loc.line,
             node->body->loc.col, "more than %d %s below '%s'; %s", max, what,
             str_text(r->strs, node->name), therefore);
}

static void say_left_out(struct run *r)
{
    const struct effects *e = r->analysis->effects;
    say_many(r, effects_cut(e), LEAVES_MAX, "functions block",
             "the worst are kept, and findings of others may be missing");
    say_many(r, effects_joined(e), LEAF_WAYS_MAX, "ways lead to one call that blocks",
             "what callers hand over no longer decides whether the rest are taken");
}

/* Where walks through a function came to their bound, what is found there may be wrong; where a
 * function has more than PARAMS_MAX parameters, callers decide nothing by the others. */
static void say_cut(struct run *r)
{
    const struct program *p = r->program;
    for (uint32_t i = 0; r->options.verbose && i < p->nodes.len; i++) {
        const struct node *node = &p->nodes.at[i];
        struct loc loc = node->body ? node->body->loc : node->entity->loc;
        const char *file = run_file(r, loc.file), *name = str_text(r->strs, node->name);
        if (r->analysis->bodies->cut[i] & BODY_CUT_TERMS)
            diag_add(r->diags, DIAG_NOTE, file, loc.line, loc.col,
                     "'%s' computes a value of more than %d operators, a hash for example; what "
                     "depends on it is not known",
                     name, TERM_SIZE_MAX);
        if (r->analysis->bodies->cut[i] & BODY_CUT_PATHS)
            diag_add(r->diags, DIAG_NOTE, file, loc.line, loc.col,
                     "'%s' has too many paths to tell all apart; findings about them may be wrong",
                     name);
        if (node->entity->params.len > PARAMS_MAX)
            diag_add(
                r->diags, DIAG_NOTE, file, loc.line, loc.col,
                "'%s' has more than %d parameters; what it is given as the others is not known",
                name, PARAMS_MAX);
    }
}

void run_checks(struct run *r)
{
    clock_t start = clock();
    r->findings = findings_new(r->strs);
    progress_phase(&r->progress, "check", r->program->units.len);
    analysis_run(r->analysis, r->project.rules, r->min_certainty, r->select.enabled, r->filtered,
                 r->findings);
    progress_end(&r->progress);
    select_apply(&r->select, r->min_certainty, r->findings);
    const bool *named = NULL;
    if (r->filtered)
        named = select_files(&r->options, r->project.root, r->program, r->diags);
    r->none_named = r->filtered && !named;
    if (named && !r->changes)
        select_touching(named, r->findings);
    name_builds(r);
    findings_finish(r->findings);
    if (r->options.observed)
        r->observed = observed_apply(&r->stacks, r->analysis->contexts, r->findings);
    if (r->changes)
        changes_apply(r->changes, named, r->findings);
    say_cut(r);
    say_left_out(r);
    recognised_warn(r);
    if (r->options.verbose)
        recognised_list(r, stderr);
    print_stats(r, "check", start);
}

void run_close(struct run *r)
{
    print_diags(r);
    cache_close(r->cache);
    buf_release(&r->outcome);
    analysis_free(r->analysis);
    findings_free(r->findings);
    program_free(r->program);
    if (r->project.rules)
        project_close(&r->project);
    diags_free(r->diags);
    changes_free(r->changes);
    arena_free(r->arena);
    strs_free(r->strs);
}
