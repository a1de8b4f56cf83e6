#include "cli/options.h"

#include "input/suggest.h"
#include "report/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum option_id {
    OPT_BUILD,
    OPT_FACTS,
    OPT_FORMAT,
    OPT_OUTPUT,
    OPT_SARIF,
    OPT_RULES,
    OPT_ENABLE,
    OPT_DISABLE,
    OPT_MIN_CERTAINTY,
    OPT_FAIL_ON,
    OPT_BASELINE,
    OPT_STRICT,
    OPT_SINCE,
    OPT_OBSERVED,
    OPT_EXCLUDE,
    OPT_ANY_FILES,
    OPT_ROOT,
    OPT_CONFIG,
    OPT_DUMP_CONFIG,
    OPT_SHOW,
    OPT_SHOW_SUPPRESSED,
    OPT_ALL_PATHS,
    OPT_FIX,
    OPT_WATCH,
    OPT_JOBS,
    OPT_TIMEOUT,
    OPT_MEMORY,
    OPT_NO_CACHE,
    OPT_CACHE_DIR,
    OPT_COLOR,
    OPT_PROGRESS,
    OPT_STATS,
    OPT_QUIET,
    OPT_VERBOSE,
    OPT_NAME,
    OPT_NINJA,
    OPT_SVG,
    OPT_DOT,
    OPT_HELP
};

static const struct option_row {
    enum option_id id;
    const char *name, *alias; /* alias: NULL none */
    const char *value;        /* what follows, NULL: nothing */
    const char *help;
    const char *command; /* the only one that has it; NULL: all */
    bool reports;        /* about findings: only check and baseline list it */
    const char *choices; /* what the value may be, where that is one of few words; else NULL */
} rows[] = {
    {OPT_BUILD, "-p", NULL, "DIR",
     "folder with compile_commands.json, or that file; repeatable (union)", NULL, false, NULL},
    {OPT_FACTS, "--facts", NULL, NULL, "FILE and DIR are facts written by nostall extract", NULL,
     false, NULL},
    {OPT_FORMAT, "--format", NULL, "FORMAT",
     "text (default), sarif, json, github, gitlab, html; repeatable, each with its -o", NULL, true,
     "text, sarif, json, github, gitlab or html"},
    {OPT_OUTPUT, "-o", "--output", "FILE",
     "where the last named format goes; default: standard output", NULL, true, NULL},
    {OPT_SARIF, "--sarif", NULL, "FILE", "write SARIF to FILE beside the text", NULL, true, NULL},
    {OPT_RULES, "--rules", NULL, "PATH", "a rule pack, or a folder of them; repeatable", NULL,
     false, NULL},
    {OPT_ENABLE, "--enable", NULL, "CHECK[,...]",
     "turn on checks by id, name, family (NS1) or 'all'; the last word on a check counts", NULL,
     true, NULL},
    {OPT_DISABLE, "--disable", NULL, "CHECK[,...]",
     "turn off checks: --disable all --enable NS101 looks for NS101 alone", NULL, true, NULL},
    {OPT_MIN_CERTAINTY, "--min-certainty", NULL, "LEVEL",
     "show from depends, usually (default) or always on", NULL, false,
     "depends, usually or always"},
    {OPT_FAIL_ON, "--fail-on", NULL, "LEVEL",
     "exit with 1 from error, warning (default), note, or never", NULL, true,
     "error, warning, note or never"},
    {OPT_BASELINE, "--baseline", NULL, "FILE", "findings in FILE are known: only new ones count",
     NULL, true, NULL},
    {OPT_STRICT, "--strict", NULL, NULL, "fail, too, when the baseline has entries that are gone",
     NULL, true, NULL},
    {OPT_SINCE, "--since", NULL, "REV",
     "only findings whose path was touched since HEAD left REV (git), placed there", NULL, true,
     NULL},
    {OPT_OBSERVED, "--observed", NULL, "FILE",
     "stacks of stalls (gdb's bt, perf script, strace -k, a watchdog's log, or lines of MS "
     "FUNCTION "
     "FILE:LINE ...): findings that explain them come first, then the stacks that none explains",
     "check", true, NULL},
    {OPT_EXCLUDE, "--exclude", NULL, "GLOB",
     "leave out findings in files that match, as in .gitignore; repeatable", NULL, true, NULL},
    {OPT_ANY_FILES, "--any-files", NULL, NULL,
     "for hooks: a FILE that no unit reads is told, and is no error", "check", true, NULL},
    {OPT_ROOT, "--root", NULL, "DIR",
     "paths are relative to it; default: the top of the git work tree", NULL, false, NULL},
    {OPT_CONFIG, "--config", NULL, "FILE", "the project's file; default: .nostall.yaml, looked for",
     NULL, false, NULL},
    {OPT_DUMP_CONFIG, "--dump-config", NULL, NULL, "print the settings that hold, and end", "check",
     false, NULL},
    {OPT_SHOW, "--show", NULL, "LEVEL",
     "text: error, warning or note, and worse, in full; default: warning, and notes in a line each",
     NULL, true, "error, warning or note"},
    {OPT_SHOW_SUPPRESSED, "--show-suppressed", NULL, NULL, "show what suppression comments hide",
     NULL, true, NULL},
    {OPT_ALL_PATHS, "--all-paths", NULL, NULL, "show each caller of the same blocking call", NULL,
     true, NULL},
    {OPT_FIX, "--fix", NULL, NULL, "write the fixes that findings offer into the source files",
     "check", false, NULL},
    {OPT_WATCH, "--watch", NULL, NULL,
     "check again whenever a source changes; SARIF goes to .sarif/nostall.sarif in the root unless "
     "a format is named",
     "check", false, NULL},
    {OPT_JOBS, "-j", "--jobs", "N", "worker processes; default: all cores", NULL, false, NULL},
    {OPT_TIMEOUT, "--timeout", NULL, "SECONDS", "per unit; default 120", NULL, false, NULL},
    {OPT_MEMORY, "--memory", NULL, "MIB", "per unit; default 4096", NULL, false, NULL},
    {OPT_NO_CACHE, "--no-cache", NULL, NULL, "neither read nor write the cache", NULL, false, NULL},
    {OPT_CACHE_DIR, "--cache-dir", NULL, "DIR",
     "default: $XDG_CACHE_HOME/nostall or ~/.cache/nostall", NULL, false, NULL},
    {OPT_COLOR, "--color", NULL, "WHEN", "auto (default), always, never", NULL, true,
     "auto, always or never"},
    {OPT_PROGRESS, "--progress", NULL, "WHEN", "auto (default), always, never", NULL, false,
     "auto, always or never"},
    {OPT_STATS, "--stats", NULL, NULL, "print what took how long to standard error", NULL, false,
     NULL},
    {OPT_QUIET, "-q", "--quiet", NULL, "no notes and no summary on standard error", NULL, false,
     NULL},
    {OPT_VERBOSE, "-v", "--verbose", NULL,
     "say which database, configuration, packs and event loops were recognised", NULL, false, NULL},
    {OPT_OUTPUT, "-o", NULL, "FILE", "where the pack goes; default: standard output", "summary",
     false, NULL},
    {OPT_OUTPUT, "-o", NULL, "FILE", "where the dot text goes; default: standard output", "graph",
     false, NULL},
    {OPT_OUTPUT, "-o", NULL, "FILE",
     "where the settings go, - for standard output; default: .nostall.yaml in the root", "init",
     false, NULL},
    {OPT_BASELINE, "--baseline", NULL, "FILE",
     "write the first 100 findings to FILE, as known ones", "init", false, NULL},
    {OPT_NAME, "--name", NULL, "NAME", "of the pack; default: that of the project's folder",
     "summary", false, NULL},
    {OPT_NINJA, "--ninja", NULL, "FILE", "write a build file for ninja", "plan", false, NULL},
    {OPT_SVG, "--svg", NULL, "FILE", "draw the picture into FILE, through Graphviz", "graph", false,
     NULL},
    {OPT_DOT, "--dot", NULL, NULL, "write dot text to standard output or to -o FILE (default)",
     "graph", false, NULL},
    {OPT_HELP, "-h", "--help", NULL, "this text", NULL, false, NULL},
};

static bool row_is_for(const struct option_row *row, const char *command)
{
    return !row->command || !strcmp(row->command, command);
}

static bool row_is_listed(const struct option_row *row, const char *command)
{
    bool reports = !strcmp(command, "check") || !strcmp(command, "baseline");
    return row_is_for(row, command) && (!row->reports || reports);
}

#define HELP_AT 29 /* the column of the texts, and where they end: */
#define HELP_END 100

static void put_wrapped(FILE *out, const char *text)
{
    while (strlen(text) > HELP_END - HELP_AT) {
        size_t len = HELP_END - HELP_AT;
        while (len > 1 && text[len] != ' ')
            len--;
        fprintf(out, "%.*s\n%*s", (int)len, text, HELP_AT, "");
        text += len + 1;
    }
    fprintf(out, "%s\n", text);
}

void options_list(FILE *out, const char *command)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        if (!row_is_listed(&rows[i], command))
            continue;
        char left[64];
        snprintf(left, sizeof left, "%s%s%s%s%s", rows[i].name, rows[i].alias ? ", " : "",
                 rows[i].alias ? rows[i].alias : "", rows[i].value ? " " : "",
                 rows[i].value ? rows[i].value : "");
        fprintf(out, "  %-26s ", left);
        put_wrapped(out, rows[i].help);
    }
}

const char *options_choices(const char *command, const char *name)
{
    for (uint32_t i = 0; i < COUNT(rows); i++)
        if (row_is_listed(&rows[i], command) && !strcmp(rows[i].name, name))
            return rows[i].choices;
    return NULL;
}

static bool number_parse(const char *text, uint32_t *ret)
{
    char *end;
    errno = 0;
    unsigned long n = strtoul(text, &end, 10);
    if (errno || *end || end == text || *text == '-' || n > UINT32_MAX - 1)
        return false;
    *ret = (uint32_t)n;
    return true;
}

static bool bad(struct diags *diags, const struct option_row *row, const char *value)
{
    diag_add(diags, DIAG_ERROR, NULL, 0, 0, "'%s' is no value for %s; use %s", value, row->name,
             row->choices ? row->choices : "a whole number");
    return false;
}

static bool color_parse(const struct option_row *row, const char *value, enum color_mode *ret,
                        struct diags *diags)
{
    static const char *const names[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++)
        if (!strcmp(value, names[i])) {
            *ret = (enum color_mode)i;
            return true;
        }
    return bad(diags, row, value);
}

static bool certainty_parse(const struct option_row *row, const char *value, struct options *o,
                            struct diags *diags)
{
    for (int i = CERTAINTY_DEPENDS; i <= CERTAINTY_ALWAYS; i++)
        if (!strcmp(value, certainty_name((enum certainty)i))) {
            o->min_certainty = (enum certainty)i;
            o->has_min_certainty = true;
            return true;
        }
    return bad(diags, row, value);
}

static bool output_set(struct arena *arena, struct options *o, const char *file,
                       struct diags *diags)
{
    if (!o->outputs.len)
        vec_push(arena, &o->outputs, (struct output_option){NULL, NULL});
    if (vec_last(&o->outputs).file) {
        diag_add(diags, DIAG_ERROR, NULL, 0, 0,
                 "-o %s has no format of its own; name one before it with --format", file);
        return false;
    }
    vec_last(&o->outputs).file = file;
    return true;
}

/* VALUE: names with commas between them. */
static void add_checks(struct arena *arena, const char *value, bool on, struct options *o)
{
    for (const char *at = value, *end; at; at = *end ? end + 1 : NULL) {
        end = at + strcspn(at, ",");
        struct check_option c = {arena_strndup(arena, at, (size_t)(end - at)), on};
        vec_push(arena, &o->checks, c);
    }
}

/* NOLINTNEXTLINE(readability-function-size): a table, with a case for each option */
static bool apply_value(struct arena *arena, const struct option_row *row, const char *value,
                        struct options *o, struct diags *diags)
{
    switch (row->id) {
    case OPT_BUILD:
        vec_push(arena, &o->builds, value);
        return true;
    case OPT_FORMAT:
        if (!report_writer_find(value))
            return bad(diags, row, value);
        vec_push(arena, &o->outputs, (struct output_option){value, NULL});
        return true;
    case OPT_OUTPUT:
        return output_set(arena, o, value, diags);
    case OPT_SARIF:
        vec_push(arena, &o->outputs, (struct output_option){"sarif", value});
        return true;
    case OPT_RULES:
        vec_push(arena, &o->rules, value);
        return true;
    case OPT_ENABLE:
    case OPT_DISABLE:
        add_checks(arena, value, row->id == OPT_ENABLE, o);
        return true;
    case OPT_MIN_CERTAINTY:
        return certainty_parse(row, value, o, diags);
    case OPT_FAIL_ON:
        o->has_fail_on = true;
        return level_parse(value, &o->fail_on) || bad(diags, row, value);
    case OPT_SHOW:
        return (level_parse(value, &o->show) && o->show != LEVEL_OFF) || bad(diags, row, value);
    case OPT_BASELINE:
        o->baseline = value;
        return true;
    case OPT_STRICT:
        o->strict = true;
        return true;
    case OPT_SINCE:
        o->since = value;
        return true;
    case OPT_OBSERVED:
        o->observed = value;
        return true;
    case OPT_EXCLUDE:
        vec_push(arena, &o->excludes, value);
        return true;
    case OPT_ANY_FILES:
        o->any_files = true;
        return true;
    case OPT_ROOT:
        o->root = value;
        return true;
    case OPT_CONFIG:
        o->config = value;
        return true;
    case OPT_DUMP_CONFIG:
        o->dump_config = true;
        return true;
    case OPT_JOBS:
        return number_parse(value, &o->jobs) || bad(diags, row, value);
    case OPT_TIMEOUT:
        return number_parse(value, &o->timeout_s) || bad(diags, row, value);
    case OPT_MEMORY:
        return number_parse(value, &o->memory_mib) || bad(diags, row, value);
    case OPT_CACHE_DIR:
        o->cache_dir = value;
        return true;
    case OPT_COLOR:
        return color_parse(row, value, &o->color, diags);
    case OPT_PROGRESS:
        return color_parse(row, value, &o->progress, diags);
    case OPT_FACTS:
        o->facts = true;
        return true;
    case OPT_SHOW_SUPPRESSED:
        o->show_suppressed = true;
        return true;
    case OPT_ALL_PATHS:
        o->all_paths = true;
        return true;
    case OPT_FIX:
        o->fix = true;
        return true;
    case OPT_WATCH:
        o->watch = true;
        return true;
    case OPT_NO_CACHE:
        o->no_cache = true;
        return true;
    case OPT_STATS:
        o->stats = true;
        return true;
    case OPT_QUIET:
        o->quiet = true;
        return true;
    case OPT_VERBOSE:
        o->verbose = true;
        return true;
    case OPT_NAME:
        o->name = value;
        return true;
    case OPT_NINJA:
        o->ninja = value;
        return true;
    case OPT_SVG:
        o->svg = value;
        return true;
    case OPT_DOT:
        o->dot = true;
        return true;
    case OPT_HELP:
        o->help = true;
        return true;
    }
    return false;
}

/* The row that ARG names, with the value written in the same word (--name=value, -jN), if any. */
static const struct option_row *row_find(const char *command, const char *arg,
                                         const char **ret_value)
{
    *ret_value = NULL;
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        const char *names[] = {rows[i].name, rows[i].alias};
        if (!row_is_for(&rows[i], command))
            continue;
        for (int k = 0; k < 2; k++) {
            if (!names[k])
                continue;
            size_t len = strlen(names[k]);
            if (!strcmp(arg, names[k]))
                return &rows[i];
            if (!rows[i].value || strncmp(arg, names[k], len) != 0)
                continue;
            if (names[k][1] == '-' && arg[len] == '=') {
                *ret_value = arg + len + 1;
                return &rows[i];
            }
            if (names[k][1] != '-') {
                *ret_value = arg + len;
                return &rows[i];
            }
        }
    }
    return NULL;
}

static bool unknown_option(struct arena *arena, const char *command, const char *arg,
                           struct diags *diags)
{
    struct suggest near = {.word = arena_strndup(arena, arg, strcspn(arg, "="))};
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        if (!row_is_listed(&rows[i], command) || strlen(arg) < 4)
            continue;
        suggest_offer(&near, rows[i].name);
        if (rows[i].alias)
            suggest_offer(&near, rows[i].alias);
    }
    diag_add(diags, DIAG_ERROR, NULL, 0, 0,
             "unknown option '%s'%s%s%s; nostall %s --help lists them", arg,
             near.best ? " (did you mean '" : "", near.best ? near.best : "",
             near.best ? "'?)" : "", command);
    return false;
}

/* The first word is what the command is about. For `facts`, which needs none, where the words are
 * what is read: only if it is no file. False: it is missing. */
static bool take_subject(const char *command, struct options *o, struct diags *diags)
{
    static const char *const wanted[][2] = {{"explain", "the name of a function"},
                                            {"graph", "the name of a function"},
                                            {"baseline", "the name of a file"}};
    const char *what = NULL;
    bool optional = !strcmp(command, "facts");
    for (uint32_t i = 0; i < COUNT(wanted); i++)
        if (!strcmp(command, wanted[i][0]))
            what = wanted[i][1];
    if (!optional && !what)
        return true;
    bool reads_words = o->has_args || o->facts;
    if (o->files.len && !(optional && reads_words && !access(o->files.at[0], F_OK))) {
        o->subject = o->files.at[0];
        o->files.at++;
        o->files.len--;
        o->files.cap--;
    }
    if (o->subject || optional || o->help)
        return true;
    diag_add(diags, DIAG_ERROR, NULL, 0, 0, "%s needs %s; see nostall %s --help", command, what,
             command);
    return false;
}

/* "-o FILE --format F" means what "--format F -o FILE" does, where there is no other output. */
static void join_output(struct options *o)
{
    if (o->outputs.len != 2 || o->outputs.at[0].format || o->outputs.at[1].file)
        return;
    o->outputs.at[0].format = o->outputs.at[1].format;
    o->outputs.len = 1;
}

/* What says nothing without another word. */
static bool is_whole(const char *command, const struct options *o, struct diags *diags)
{
    if (o->help)
        return true;
    if (o->facts && !o->files.len)
        diag_add(diags, DIAG_ERROR, NULL, 0, 0,
                 "no facts file named; write nostall %s --facts FILE|DIR...", command);
    else if (o->strict && !o->baseline)
        diag_add(diags, DIAG_ERROR, NULL, 0, 0,
                 "--strict is about entries of a baseline; name it with --baseline FILE");
    else
        return true;
    return false;
}

bool options_parse(struct arena *arena, int argc, char **argv, struct options *ret,
                   struct diags *diags)
{
    struct options o = {
        .timeout_s = UINT32_MAX, .memory_mib = UINT32_MAX, .min_certainty = CERTAINTY_USUALLY};
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i], *value;
        if (!strcmp(arg, "--")) {
            o.has_args = true;
            for (i++; i < argc; i++)
                vec_push(arena, &o.compiler_args, argv[i]);
            break;
        }
        if (arg[0] != '-' || !arg[1]) {
            vec_push(arena, &o.files, arg);
            continue;
        }
        const struct option_row *row = row_find(argv[0], arg, &value);
        if (!row)
            return unknown_option(arena, argv[0], arg, diags);
        if (row->value && !value && (value = i + 1 < argc ? argv[++i] : NULL) == NULL) {
            diag_add(diags, DIAG_ERROR, NULL, 0, 0, "%s needs a value: %s %s", arg, arg,
                     row->value);
            return false;
        }
        if (!apply_value(arena, row, value, &o, diags))
            return false;
    }
    join_output(&o);
    if (!take_subject(argv[0], &o, diags) || !is_whole(argv[0], &o, diags))
        return false;
    *ret = o;
    return true;
}
