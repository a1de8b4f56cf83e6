/* Paths as text: joined, made absolute, searched upward. All results are in the arena given. */
#ifndef INPUT_PATHS_H
#define INPUT_PATHS_H

#include "base/arena.h"

#include <stdbool.h>

/* PATH below FOLDER, or PATH itself if it is absolute. */
const char *paths_join(struct arena *arena, const char *folder, const char *path);
/* PATH, absolute, without `.`, `..` and double slashes: symlinks resolved if it exists, else by
 * text alone. */
const char *paths_real(struct arena *arena, const char *path);
/* PATH, which is absolute, without what needs no file system to be dropped. */
const char *paths_normal(struct arena *arena, const char *path);
/* The folder that PATH, a file, is in: "." if it names none. */
const char *paths_folder(struct arena *arena, const char *path);
/* PATH as a user in the working directory would write it: relative if it is below. */
const char *paths_shown(struct arena *arena, const char *path);
/* FILE, relative to ROOT or absolute, as one can open it from the working directory. */
const char *paths_open(struct arena *arena, const char *root, const char *file);
/* What of PATH stands below FOLDER: "" if it is FOLDER itself. NULL: it is elsewhere. */
const char *paths_below(const char *folder, const char *path);
bool paths_is_file(const char *path);
bool paths_is_folder(const char *path);

#endif
