/* What a run of `check` gives out: the report in each format for its place, what is said on
 * standard error, the exit status. As bytes, so that a run that would give the same can be
 * answered without being done (cli/remembered.h).
 */
#ifndef CLI_OUTCOME_H
#define CLI_OUTCOME_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"

struct outcome_text {
    const char *file; /* NULL: standard output */
    struct buf text;
};

struct outcome {
    VEC(struct outcome_text) texts;
    struct buf said; /* for standard error */
    int status;
};

void outcome_release(struct outcome *o);
/* Write it all; files whole or not at all. The status, 2 where something could not be written: then
 * a diag says what. */
int outcome_give(const struct outcome *o, struct diags *diags);
/* As bytes, and back: false if they are none of an outcome. Files are not among them: those of the
 * run that asks count, in the same order. */
void outcome_pack(const struct outcome *o, struct buf *ret);
bool outcome_unpack(struct arena *arena, const struct buf *bytes, const char *const *files,
                    uint32_t file_len, struct outcome *ret) __attribute__((warn_unused_result));

#endif
