/* nostall extract: the facts of one unit into a file, called like a compiler. */
#ifndef CLI_CMD_EXTRACT_H
#define CLI_CMD_EXTRACT_H

/* argv[0] is "extract". The exit status: 0; 2 for usage and for files that cannot be written; 3
 * where the unit could not be analysed (the file then holds what there is, if there is anything).
 */
int cmd_extract(int argc, char **argv);

#endif
