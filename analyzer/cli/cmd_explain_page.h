/* The help page of a check, for `nostall explain NS101`. */
#ifndef CLI_CMD_EXPLAIN_PAGE_H
#define CLI_CMD_EXPLAIN_PAGE_H

#include <stdbool.h>
#include <stdio.h>

/* Print the page of an id (in any case) or name. False: there is no such check, nothing is printed.
 */
bool explain_page(const char *id, FILE *out);
/* All checks, a line each: id, name, level, title. */
void explain_list(FILE *out);

#endif
