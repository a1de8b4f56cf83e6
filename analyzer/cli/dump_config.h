/* nostall check --dump-config: the settings that hold, from options, the project's file and the
 * defaults, as a file of that kind; where they are from stands in comments. */
#ifndef CLI_DUMP_CONFIG_H
#define CLI_DUMP_CONFIG_H

#include "cli/run.h"

/* After run_open. */
void dump_config(const struct run *r, FILE *out);

#endif
