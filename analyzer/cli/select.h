/* Which findings are shown, at which level: settings and options over the checks' defaults, and the
 * report filter. */
#ifndef CLI_SELECT_H
#define CLI_SELECT_H

#include "check/finding.h"
#include "cli/options.h"

struct program;

struct select {
    enum level *levels; /* by check_rule_index: LEVEL_OFF off */
    bool *fixed;        /* likewise: levels[] replaces the finding's own level */
    bool *enabled;      /* likewise: levels[] is not off */
    const struct config *config;
};

/* Resolve the checks that settings and then options name, the later over the earlier. False: an
 * unknown one, located. */
bool select_init(struct select *ret, struct arena *arena, const struct config *config,
                 const struct options *o, struct diags *diags) __attribute__((warn_unused_result));
/* Set levels, drop what is off, below MIN_CERTAINTY or disabled for its path. */
void select_apply(const struct select *s, enum certainty min_certainty, struct findings *f);
/* FILE as findings name files: below the root relative to it. NULL: it does not exist. */
const char *select_as_named(struct arena *arena, const char *root, const char *file);
/* Is PATH the file FILTER (as select_as_named gave it), or in that folder? */
bool select_below(const char *path, const char *filter);
/* Keep findings with a step in one of FILES (files or folders). Of a file that is
 * not there, or that no unit read, a warning says so. False: none of them is known. */
bool select_files(const text_vec *files, const char *root, const struct program *p,
                  struct findings *f, struct diags *diags);

#endif
