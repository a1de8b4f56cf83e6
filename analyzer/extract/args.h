/* The compiler's command line into arguments for libclang.
 *
 * A compilation database was written for some compiler, often GCC, and for making an object file.
 * Of its words stay those that change what the source means: search paths, macros, the language,
 * the target. All others go, among them whatever clang does not know, so that a unit never fails
 * for an option. Read by the commands that have units extracted; knows nothing of libclang.
 */
#ifndef EXTRACT_ARGS_H
#define EXTRACT_ARGS_H

#include "input/compdb.h"

struct compilers;

struct args {
    VEC(const char *)
    words; /* "clang" first, without source files: as unit_request.argv wants them */
    VEC(const char *) sources; /* C sources that the command names, as written */
};

/* The clean arguments of COMMAND; what they point to lives in ARENA and in the command. Launchers
 * before the compiler are passed over, @files are read (relative to the command's directory).
 * COMPILERS knows what the compiler is; NULL: it is not asked, libclang parses as itself.
 * False: a diag says what is wrong with the command (nothing but launchers, a language that is not
 * C, the style of cl.exe). */
bool args_clean(struct arena *arena, const struct command *command, struct compilers *compilers,
                struct args *ret_args, struct diags *diags) __attribute__((warn_unused_result));

#endif
