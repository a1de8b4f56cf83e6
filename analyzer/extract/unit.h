/* One translation unit in, its facts out.
 *
 * Built on libclang; nothing of it leaves this folder. A `struct unit_parser` is made once per
 * process and parses one unit after the other. A unit that does not parse is no failure: its facts
 * say so in `problems`, and hold what could be read. What the caller must guard against are crashes
 * and endless loops inside clang (see pool.h).
 */
#ifndef EXTRACT_UNIT_H
#define EXTRACT_UNIT_H

#include "base/diag.h"
#include "base/str.h"
#include "ir/facts.h"

struct unit_parser;

struct unit_request {
    const char *directory; /* absolute: what relative paths in the arguments are relative to */
    const char *file;      /* the main source; absolute, or relative to directory */
    const char *root; /* absolute, normalised: paths below it are relative to it in the facts; NULL:
                         none is */
    const char *const *argv; /* arguments for clang, its name first; without the source file (left
                                out if it is there) */
    uint32_t argc;
};

struct unit_parser *unit_parser_new(void);
void unit_parser_free(struct unit_parser *p);

/* The facts of the unit. Never NULL; the caller owns them (facts_free, or arena_adopt of
 * facts->arena). Strings are interned in STRS. DIAGS gets what concerns the installation (no
 * builtin headers found), not the unit. */
struct facts *unit_extract(struct unit_parser *p, struct strs *strs, const struct unit_request *req,
                           struct diags *diags);

#endif
