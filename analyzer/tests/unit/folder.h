/* A folder of files that lasts as long as a test. */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include "input/paths.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    struct arena *arena;
    const char *path; /* absolute, symlinks resolved */
};

static inline bool folder_make(struct folder *f)
{
    const char *tmp = getenv("TMPDIR");
    f->arena = arena_new();
    char *path = arena_printf(f->arena, "%s/nostall-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(path))
        return false;
    f->path = paths_real(f->arena, path);
    return true;
}

/* Make the folders of NAME and write TEXT to it. The path. */
static inline const char *folder_write(struct folder *f, const char *name, const char *text)
{
    char *path = arena_printf(f->arena, "%s/%s", f->path, name);
    for (char *slash = path + strlen(f->path) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *out = fopen(path, "wb");
    if (!out)
        return NULL;
    fputs(text, out);
    fclose(out);
    return path;
}

static inline void folder_remove_below(struct arena *arena, const char *path)
{
    DIR *dir = opendir(path);
    if (!dir)
        return;
    for (const struct dirent *e; (e = readdir(dir));) {
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
            continue;
        const char *entry = paths_join(arena, path, e->d_name);
        if (paths_is_folder(entry))
            folder_remove_below(arena, entry);
        else
            unlink(entry);
    }
    closedir(dir);
    rmdir(path);
}

static inline void folder_remove(struct folder *f)
{
    folder_remove_below(f->arena, f->path);
    arena_free(f->arena);
}

#endif
