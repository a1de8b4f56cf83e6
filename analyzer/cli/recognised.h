/* What a run recognised, and what it did not: silence must not look like a clean bill.
 *
 * Told when the checks have run: nothing that runs on a loop, names in the project's own file that
 * nothing in the program has, cuts and globs that match nothing, a database that lists a small part
 * of the sources.
 */
#ifndef CLI_RECOGNISED_H
#define CLI_RECOGNISED_H

#include "cli/run.h"

/* That no event loop, no registration and no coroutine was recognised, and what to do; NULL: some
 * were. */
const char *recognised_nothing(const struct run *r);
/* C files in the folder of the sources and below, whether units read them or not. */
uint32_t recognised_sources(const struct run *r);
/* Warnings into R's diags. */
void recognised_warn(struct run *r);
/* For -v: database, configuration, packs, loops and contexts. */
void recognised_list(const struct run *r, FILE *out);

#endif
