/* Places in SARIF: URIs, regions in UTF-16 columns, locations. Read by sarif.c; and the URIs by
 * dot.c. */
#ifndef REPORT_SARIF_PLACE_H
#define REPORT_SARIF_PLACE_H

#include "report/report.h"

#include <jansson.h>

#define SARIF_ROOT "%SRCROOT%"

/* Percent-encode PATH, its bytes as they are. */
void sarif_uri(struct buf *out, const char *path);
/* "file:///path/" of an absolute folder. */
void sarif_folder_uri(struct buf *out, const char *path);
/* {"uri": ..., "uriBaseId": ...} */
json_t *sarif_artifact(const struct report *r, struct str file);
/* All four of start and end line and column. EXACT: loc.len bytes, even none; else the token at the
 * place. */
json_t *sarif_region(const struct report *r, struct loc loc, bool exact);
/* A location with snippet. FUNCTION and MESSAGE may be empty and NULL. CONTEXT: with the lines
 * around it. */
json_t *sarif_location(const struct report *r, struct loc loc, struct str function,
                       const char *message, bool context);

#endif
