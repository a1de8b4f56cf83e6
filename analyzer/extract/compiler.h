/* The compilers that a database names: which of them are gcc, and of which version.
 *
 * What a unit says depends on it: headers and projects choose their text by __GNUC__. Each compiler
 * is asked once, by running it with nothing to compile, and its answer is kept. Made per run,
 * before the workers are forked; read by args_clean.
 */
#ifndef EXTRACT_COMPILER_H
#define EXTRACT_COMPILER_H

struct compilers;

struct compilers *compilers_new(void);
void compilers_free(struct compilers *c);

/* The version of gcc ("12.2.0") that COMPILER, as a command spells it, is or claims to be. NULL: it
 * is clang, which libclang is as it stands. A compiler that cannot be asked (it is not on this
 * machine, does not answer, or is named by a relative path: reading a project runs nothing out of
 * it) is taken for a gcc of a usual version, for what is no clang mostly is one. Owner: C. */
const char *compilers_gnuc(struct compilers *c, const char *compiler);

#endif
