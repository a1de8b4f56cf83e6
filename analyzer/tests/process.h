/* What the tests of the whole program share: folders of their own, files, and nostall as a child
 * with a time limit. */
#ifndef TESTS_PROCESS_H
#define TESTS_PROCESS_H

#include "base/vec.h"

#include <stdbool.h>

typedef VEC(const char *) name_list;

struct outcome {
    int status; /* exit status, -1: ended by a signal or by the time limit */
    int signal; /* 0: none */
    bool timeout;
    char *out, *err;
};

/* Run ARGV (NULL-terminated) in DIR. ARENA owns the texts. Aborts if it cannot be started. */
struct outcome process_run(struct arena *arena, const char *dir, const char *const *argv,
                           int seconds);
/* A new folder for temporary files; ends the process if there can be none. */
const char *folder_new(struct arena *arena);
/* Remove a folder and all in it. */
void folder_remove(const char *dir);
/* The names in DIR that end with SUFFIX ("" for all), sorted, without those that begin with a dot
 * unless ALL. */
name_list folder_list(struct arena *arena, const char *dir, const char *suffix, bool all);
bool is_folder(const char *path);
/* PATH, which must exist, from the root on: programs are run in other folders. */
const char *path_absolute(struct arena *arena, const char *path);
/* The content, NUL-terminated; ends the process if it cannot be read. */
char *file_read(struct arena *arena, const char *path);
void file_write(const char *path, const char *data, size_t len);

#endif
