/* nostall rules: list and show the packs, validate others, print the schema. */
#ifndef CLI_CMD_RULES_H
#define CLI_CMD_RULES_H

/* argv[0] is "rules". The exit status: 0, or 2 where something is wrong with the arguments or with
 * a file. */
int cmd_rules(int argc, char **argv);

#endif
