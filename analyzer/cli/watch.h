/* check --watch: check again whenever a source changes, for editors that show SARIF. */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "cli/options.h"

/* Check, each time in a process of its own with this command line, now and after each change below
 * the project's root, until a signal ends it. Without a place for a format the report goes to
 * .sarif/nostall.sarif in the root too, where editors look for it. The exit status where it cannot
 * be done. */
int watch(int argc, char **argv, const struct options *o, int check(int argc, char **argv));

#endif
