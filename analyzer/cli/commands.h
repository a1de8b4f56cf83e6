/* The commands. ARGV[0] is the command's name; the result is the exit status:
 * 0 nothing to report, 1 findings, 2 the job could not be done, 3 some units could not be analysed.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cmd_extract.h"
#include "cli/cmd_rules.h"

int cmd_check(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_facts(int argc, char **argv);
int cmd_graph(int argc, char **argv);
int cmd_init(int argc, char **argv);
int cmd_plan(int argc, char **argv);
int cmd_summary(int argc, char **argv);
int cmd_cache(int argc, char **argv);
int cmd_baseline(int argc, char **argv);

#endif
