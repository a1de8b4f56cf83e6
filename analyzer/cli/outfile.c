#include "cli/outfile.h"

#include "base/arena.h"
#include "base/fd.h"
#include "input/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The permissions that a file made with open() would have. */
static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Where PATH leads: through links, also one whose file is not there yet. */
static const char *target_of(struct arena *a, const char *path)
{
    char link[PATH_MAX];
    ssize_t len = readlink(path, link, sizeof link);
    const char *real = paths_real(a, path);
    if (len > 0 && (size_t)len < sizeof link && access(path, F_OK) != 0)
        return paths_join(a, paths_folder(a, path), arena_strndup(a, link, (size_t)len));
    return len > 0 ? real : path;
}

static bool take_over(int fd, const struct stat *old)
{
    /* another's file may be ours to replace and not to give away */
    if (fchown(fd, old->st_uid, old->st_gid) != 0 && errno != EPERM)
        return false;
    return fchmod(fd, old->st_mode & 07777) == 0;
}

static bool replace(const char *path, const char *data, size_t len, struct diags *diags)
{
    struct arena *a = arena_new();
    struct stat old;
    const char *target = target_of(a, path);
    bool there = stat(target, &old) == 0;
    char *beside = arena_printf(a, "%s.XXXXXX", target);
    int fd = mkstemp(beside);
    bool ok = fd >= 0 && fd_write_all(fd, data, len) &&
              (there ? take_over(fd, &old) : fchmod(fd, usual_mode()) == 0);
    int error = errno;
    if (fd >= 0 && close(fd) != 0 && ok) {
        ok = false;
        error = errno;
    }
    if (ok && rename(beside, target) != 0) {
        ok = false;
        error = errno;
    }
    if (!ok) {
        if (fd >= 0)
            unlink(beside);
        diag_add(diags, DIAG_ERROR, path, 0, 0, "cannot be written: %s", strerror(error));
    }
    arena_free(a);
    return ok;
}

/* A device or pipe cannot be replaced: it takes the bytes as they come. */
static bool write_into(const char *path, const char *data, size_t len, struct diags *diags)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fd_write_all(fd, data, len);
    int error = errno;
    if (fd >= 0 && close(fd) != 0 && ok) {
        ok = false;
        error = errno;
    }
    if (!ok)
        diag_add(diags, DIAG_ERROR, path, 0, 0, "cannot be written: %s", strerror(error));
    return ok;
}

bool outfile_write(const char *path, const char *data, size_t len, struct diags *diags)
{
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
        return write_into(path, data, len, diags);
    return replace(path, data, len, diags);
}

bool outfile_write_or_stdout(const char *path, const char *data, size_t len, struct diags *diags)
{
    if (path && strcmp(path, "-") != 0)
        return outfile_write(path, data, len, diags);
    if (fwrite(data, 1, len, stdout) == len && fflush(stdout) == 0)
        return true;
    diag_add(diags, DIAG_ERROR, NULL, 0, 0, "cannot write to standard output: %s", strerror(errno));
    return false;
}

bool outfile_same(const char *a, const char *b)
{
    bool a_out = !a || !strcmp(a, "-"), b_out = !b || !strcmp(b, "-");
    if (a_out || b_out)
        return a_out && b_out;
    struct stat x, y;
    if (stat(a, &x) == 0 && stat(b, &y) == 0)
        return x.st_dev == y.st_dev && x.st_ino == y.st_ino && S_ISREG(x.st_mode);
    struct arena *arena = arena_new();
    const char *s = paths_real(arena, target_of(arena, a)),
               *t = paths_real(arena, target_of(arena, b));
    bool same = !strcmp(s, t);
    arena_free(arena);
    return same;
}
