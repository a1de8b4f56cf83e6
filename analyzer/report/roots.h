/* Root causes: what is reported, counted and judged is not each call from async code, an *entry*,
 * but the function that holds the blocking call, once per check. Filters (baseline, changed lines,
 * file arguments, suppressions) work on entries, before.
 *
 * The command makes them of the finished findings; every writer then gets the same.
 */
#ifndef REPORT_ROOTS_H
#define REPORT_ROOTS_H

#include "check/finding.h"

#define ROOT_ENTRIES                                                                               \
    20 /* further entries that a result names as related locations. Source: what a                 \
          person reads; --all-paths gives all */

/* Group FINDINGS by their check, root and state, in place. Each root cause is its best entry: the
 * worst level, the most certain, one that was observed, the shortest path, the first place; with
 * the number of entries, and the next ones as notes. */
void roots_group(struct findings *findings);

#endif
