/* The baseline: findings that a project has accepted for now, so that only new ones count.
 *
 * A JSON file of fingerprints; id, file, function and message stand beside them for people and for
 * the report of entries that are stale. One entry per line, so that version control merges it.
 * Written by `nostall baseline`, read by `check --baseline`.
 */
#ifndef REPORT_BASELINE_H
#define REPORT_BASELINE_H

#include "base/buf.h"
#include "base/diag.h"
#include "check/finding.h"

struct baseline;

/* NULL: the file cannot be read or is damaged; a located diag says so. */
struct baseline *baseline_load(const char *path, struct diags *diags)
    __attribute__((warn_unused_result));
/* The same from TEXT, named PATH in messages. */
struct baseline *baseline_parse(const char *path, const char *text, size_t len, struct diags *diags)
    __attribute__((warn_unused_result));
void baseline_free(struct baseline *b);
/* Set in_baseline of what B has, and remember which entries were met. Call after findings_finish.
 */
void baseline_apply(struct baseline *b, struct findings *f);
/* Entries that no finding met: how many. Each becomes a diag of LEVEL. Not to be called on filtered
 * runs. */
uint32_t baseline_stale(const struct baseline *b, enum diag_level level, struct diags *diags);
/* A baseline of all findings that are not suppressed. */
void baseline_write(const struct findings *f, struct buf *out);
/* B without its stale entries, texts refreshed; new findings are not added: a baseline only
 * shrinks. Call after baseline_apply. */
void baseline_update(const struct findings *f, struct buf *out);

#endif
