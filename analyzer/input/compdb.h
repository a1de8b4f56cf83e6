/* compile_commands.json into commands.
 *
 * Read with jansson (positions for errors, exact arguments); "command" strings are split as a POSIX
 * shell does. Several databases make a union: an exact duplicate (same file, same arguments) is
 * dropped. Owner: the arena given.
 */
#ifndef INPUT_COMPDB_H
#define INPUT_COMPDB_H

#include "base/diag.h"
#include "base/vec.h"

struct command {
    const char *directory;  /* absolute */
    const char *file;       /* as written in the database */
    const char *path;       /* absolute, normalised, symlinks resolved where it exists */
    const char *build;      /* folder of the database it is from, as given to -p */
    VEC(const char *) args; /* compiler first, as in the database */
};

struct compdb {
    VEC(struct command) commands; /* in the order of the databases */
};

/* Append the commands of PATH (a compile_commands.json, or a folder that holds one). False: located
 * diags. A single bad entry is a warning and skipped; a broken file is an error. C sources only:
 * others (C++, assembler) are left out silently. */
bool compdb_load(struct arena *arena, const char *path, struct compdb *db, struct diags *diags)
    __attribute__((warn_unused_result));
/* Source, directory and arguments as a number: the same in every run. */
uint32_t compdb_hash(const struct command *c);
/* Look for a database from DIR upward, and in build* folders of each. NULL: none. Arena-owned path
 * of the folder that holds it. */
const char *compdb_find(struct arena *arena, const char *dir);

#endif
