#include "cli/outfile.h"

#include "base/arena.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
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

bool outfile_replace(const char *path, const char *data, size_t len, mode_t mode,
                     struct diags *diags)
{
    struct arena *a = arena_new();
    char *beside = arena_printf(a, "%s.XXXXXX", path);
    int fd = mkstemp(beside);
    bool ok = fd >= 0 && fd_write_all(fd, data, len) && fchmod(fd, mode) == 0;
    int error = errno;
    if (fd >= 0 && close(fd) != 0 && ok) {
        ok = false;
        error = errno;
    }
    if (ok && rename(beside, path) != 0) {
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
    return outfile_replace(path, data, len, usual_mode(), diags);
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
