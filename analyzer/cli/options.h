/* The command line of `nostall check`, from one table that help, manual pages and completions are
 * made of too. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/diag.h"
#include "base/vec.h"
#include "input/config.h"

typedef VEC(const char *) text_vec;

enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct output_option { /* --format F [-o FILE], --sarif FILE */
    const char *format;
    const char *file; /* NULL: stdout */
};

struct check_option { /* --enable, --disable: one name of the list */
    const char *name;
    bool on;
};

struct options {
    text_vec files;                  /* report filter, or the sources where compiler_args follow */
    text_vec builds;                 /* -p */
    text_vec rules;                  /* --rules */
    VEC(struct check_option) checks; /* in the order of the command line */
    bool facts;                      /* --facts: files are facts files and folders */
    bool has_args;                   /* there was a -- */
    text_vec compiler_args;
    VEC(struct output_option) outputs;
    text_vec excludes; /* --exclude: globs, see path_match */
    const char *baseline, *cache_dir, *since, *root, *config, *observed; /* NULL: not given */
    const char *name;                                                    /* summary: of the pack */
    const char *ninja;                                                   /* plan: the build file */
    const char *subject; /* explain, graph, facts: what they are about; NULL: nothing was named */
    const char *svg;     /* graph: file for the drawing, NULL none */
    bool dot;            /* graph: dot text too */
    enum certainty min_certainty;
    bool has_min_certainty;
    enum level fail_on;
    bool has_fail_on;
    enum level show;                /* LEVEL_OFF: not given */
    uint32_t jobs;                  /* 0: all cores */
    uint32_t timeout_s, memory_mib; /* per unit; UINT32_MAX: not given */
    bool no_cache, any_files, show_suppressed, all_paths, strict, dump_config, fix, watch, stats,
        quiet, verbose, help;
    enum color_mode color, progress;
};

/* Parse ARGV (ARGV[0] is the command's name). False: diags say what is wrong and what to do. */
bool options_parse(struct arena *arena, int argc, char **argv, struct options *ret,
                   struct diags *diags) __attribute__((warn_unused_result));
/* The options of COMMAND, a line each, longer texts in several. */
void options_list(FILE *out, const char *command);
/* "auto, always or never": what the option NAME takes, where those are few; NULL: anything. */
const char *options_choices(const char *command, const char *name);

#endif
