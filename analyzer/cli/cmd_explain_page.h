/* The help page of a check, for `nostall explain NS101`. */
#ifndef CLI_CMD_EXPLAIN_PAGE_H
#define CLI_CMD_EXPLAIN_PAGE_H

#include <stdbool.h>
#include <stdio.h>

/* Print the page of an id (in any case) or name, or the checks of a family. False: ID means no
 * check but a function, nothing is printed. RET_STATUS: 2 for a check that there is not, which is
 * said. */
bool explain_page(const char *id, FILE *out, int *ret_status);
/* All checks, a line each: id, name, level, title. */
void explain_list(FILE *out);

#endif
