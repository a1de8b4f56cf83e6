/* A rule pack as YAML (rules/FORMAT.md) from what a library publishes (effects/publish.h). What it
 * writes, rules_load_text reads. */
#ifndef REPORT_PACK_H
#define REPORT_PACK_H

#include "base/buf.h"
#include "effects/publish.h"

/* A pack called NAME. The path to what blocks stands above each entry as a comment. */
void pack_write(const struct program *p, const char *name, const published_vec *entries,
                struct buf *ret_out);
/* TEXT as a YAML scalar: plain if it is read back as this text, else in double quotes. */
void pack_scalar(struct buf *out, const char *text);

#endif
