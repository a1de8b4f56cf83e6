/* Runs that were done before: what `check` gave out, under the contents of all that it depends on.
 *
 * That is the program itself, the command line and the working directory, the database, what every
 * unit was read from, rules, settings, baseline and stacks, the report filter's files, how many
 * sources lie beside the database, and whether the terminal wants colors. Not asked, and not kept:
 * runs that look at git (--since), write sources (--fix), or are to show the work (--stats, -v),
 * and those in which a unit has errors or anything was said while units were loaded.
 */
#ifndef CLI_REMEMBERED_H
#define CLI_REMEMBERED_H

#include "cli/outcome.h"
#include "cli/run.h"

/* May the command with these options be answered that way? */
bool remembered_wanted(const char *command, const struct options *o);
/* For load_options.settled: CTX is the run, the outcome is kept in it if there is one. */
bool remembered_settled(void *ctx, const struct cache_key *state);
/* The outcome that was found; false: none was. */
bool remembered_load(struct run *r, struct outcome *ret);
/* Keep OUTCOME where the run may be answered with it another time. */
void remembered_store(struct run *r, const struct outcome *outcome);

#endif
