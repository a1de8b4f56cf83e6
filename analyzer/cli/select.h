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
    bool *enabled;      /* likewise: is it looked for at all? */
    bool *refused; /* likewise: an option turned it off, whatever the settings of a folder say */
    const struct config *config;
    const struct options *options;
    const char *root; /* that findings name files relative to */
};

/* Resolve the checks that settings and then options name, the later over the earlier. False: an
 * unknown one, located. */
bool select_init(struct select *ret, struct arena *arena, const struct config *config,
                 const char *root, const struct options *o, struct diags *diags)
    __attribute__((warn_unused_result));
/* Set levels, drop what is off, below MIN_CERTAINTY, excluded, or disabled for its path. */
void select_apply(const struct select *s, enum certainty min_certainty, struct findings *f);
/* Would a finding of the check ID in FILE be shown, were it found? An id that is not known: yes. */
bool select_covers(const struct select *s, struct arena *scratch, const char *id, const char *file);
/* Does PATTERN of CONFIG's paths match FILE, as findings name it? Patterns are relative to ROOT or
 * to the folder of the configuration: in a repository of many projects each has its own. */
bool select_path_matches(struct arena *arena, const char *root, const struct config *config,
                         const char *pattern, const char *file);
/* Does PATTERN of --exclude match FILE? It is a glob as one writes it where one stands, or from
 * ROOT.
 */
bool select_excludes(struct arena *arena, const char *root, const char *pattern, const char *file);
/* FILE as findings name files: below the root relative to it. NULL: it does not exist. */
const char *select_as_named(struct arena *arena, const char *root, const char *file);
/* Is PATH the file FILTER (as select_as_named gave it), or in that folder? */
bool select_below(const char *path, const char *filter);
/* The files (by string id, in P's arena) that O.files, files and folders, stand for; a header
 * for the units that include it too, unless lines choose (--since). Of one that is not there, or
 * that no unit read, a warning says so. NULL: none of them is known; with --any-files, none is
 * there. */
const bool *select_files(const struct options *o, const char *root, const struct program *p,
                         struct diags *diags);
/* Keep findings with a step in one of FILES. */
void select_touching(const bool *files, struct findings *f);

#endif
