/* What a worker does with a unit: clean arguments, extraction, facts as bytes. Shared by extract
 * and check. */
#ifndef CLI_UNIT_WORK_H
#define CLI_UNIT_WORK_H

#include "base/buf.h"
#include "base/str.h"
#include "input/compdb.h"

struct compilers;
struct unit_work_state;

struct unit_work {
    const struct command *commands;
    const char *root;              /* as unit_request.root */
    struct compilers *compilers;   /* as args_clean wants them */
    struct unit_work_state *state; /* NULL; made in the worker when first needed */
};

/* The link target that the object of C belongs to, where the build system keeps a folder for each:
 * meson's NAME.p, CMake's CMakeFiles/NAME.dir. Empty: unknown. */
struct str unit_target(struct strs *strs, const struct command *c);
/* For pool_options.work: CTX is a struct unit_work, UNIT an index into its commands. The bytes of
 * the facts, or false with a reason. */
bool unit_work(void *ctx, uint32_t unit, struct buf *out);

#endif
