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

#include <stdbool.h>
#include <stdint.h>

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
/* Could the run have found an entry of the check ID in FILE? What was not looked for is not gone.
 */
typedef bool baseline_covers_fn(const void *ctx, const char *id, const char *file);
/* Entries that no finding met, of what COVERS says: how many. Each becomes a diag of LEVEL. Not to
 * be called on filtered runs. */
uint32_t baseline_stale(const struct baseline *b, baseline_covers_fn *covers, const void *ctx,
                        enum diag_level level, struct diags *diags);
/* A baseline of all findings that are not suppressed. */
void baseline_write(const struct findings *f, struct buf *out);
/* B without its stale entries, texts refreshed; new findings are not added: a baseline only
 * shrinks. How many entries are left out. Call after baseline_apply. */
uint32_t baseline_update(const struct baseline *b, const struct findings *f,
                         baseline_covers_fn *covers, const void *ctx, struct buf *out);

#endif
