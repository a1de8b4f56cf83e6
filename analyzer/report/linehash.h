/* GitHub's primaryLocationLineHash: what code scanning recognises an alert by when lines shift.
 *
 * For each line, a rolling hash over the 100 characters from its start on, spaces and tabs left
 * out, then a colon and the how-manieth line with this hash it is. The same values as GitHub's own
 * action computes, or alerts would be duplicated. Source: github/codeql-action,
 * src/fingerprints.ts; testdata/linehash has vectors made with it.
 */
#ifndef REPORT_LINEHASH_H
#define REPORT_LINEHASH_H

#include "base/loc.h"

struct linehashes; /* of the files asked for; each is hashed once */
struct sources;

struct linehashes *linehashes_new(struct sources *sources);
void linehashes_free(struct linehashes *h);
/* "39fa2ee980eb94b0:1", NULL: the file has no such line. Lives as long as H. */
const char *linehash_find(struct linehashes *h, struct str file, uint32_t line);

#endif
