#include "input/paths.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *paths_join(struct arena *arena, const char *folder, const char *path)
{
    if (*path == '/')
        return arena_strdup(arena, path);
    size_t len = strlen(folder);
    return arena_printf(arena, "%s%s%s", folder, len && folder[len - 1] == '/' ? "" : "/", path);
}

/* The working directory; NULL if somebody has removed it. */
static const char *find_working_folder(struct arena *arena)
{
    char *cwd = getcwd(NULL, 0);
    const char *copy = cwd ? arena_strdup(arena, cwd) : NULL;
    free(cwd);
    return copy;
}

/* The working directory; "/" if it is gone. */
static const char *working_folder(struct arena *arena)
{
    const char *found = find_working_folder(arena);
    return found ? found : "/";
}

const char *paths_normal(struct arena *arena, const char *path)
{
    char *out = arena_alloc(arena, strlen(path) + 2);
    size_t len = 0;
    while (*path) {
        size_t part = strcspn(path, "/");
        if (part == 2 && !memcmp(path, "..", 2)) {
            while (len && out[--len] != '/')
                ;
        } else if (part && !(part == 1 && *path == '.')) {
            out[len++] = '/';
            memcpy(out + len, path, part);
            len += part;
        }
        path += part + (path[part] == '/');
    }
    if (!len)
        out[len++] = '/';
    out[len] = '\0';
    return out;
}

const char *paths_real(struct arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *slash = strrchr(path, '/');
    if (!real && slash && slash != path && slash[1] && strcmp(slash, "/..") != 0)
        return paths_normal(
            arena, paths_join(arena, paths_real(arena, paths_folder(arena, path)), slash + 1));
    if (!real)
        return paths_normal(arena, paths_join(arena, working_folder(arena), path));
    const char *copy = arena_strdup(arena, real);
    free(real);
    return copy;
}

const char *paths_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_strndup(arena, path, (size_t)(slash - path));
}

const char *paths_shown(struct arena *arena, const char *path)
{
    const char *here = find_working_folder(arena), *below = here ? paths_below(here, path) : NULL;
    return below && *below ? below : path;
}

const char *paths_open(struct arena *arena, const char *root, const char *file)
{
    return paths_shown(arena, paths_join(arena, root, file));
}

const char *paths_below(const char *folder, const char *path)
{
    size_t len = strlen(folder);
    if (len == 1 && *folder == '/' && *path == '/')
        return path + 1;
    if (strncmp(path, folder, len) != 0 || (path[len] && path[len] != '/'))
        return NULL;
    return path + len + (path[len] == '/');
}

bool paths_is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

bool paths_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
