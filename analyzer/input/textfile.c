#include "input/textfile.h"

#include "base/fail.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Read F to its end, at most SIZE_MAX_BYTES + 1. NULL: errno says why. The caller frees. */
static char *read_all(FILE *f, size_t size_max, size_t *ret_len)
{
    size_t len = 0, cap = (size_t)64 * 1024;
    char *data = malloc(cap);
    while (data && len <= size_max) {
        size_t want = cap - len <= size_max + 1 - len ? cap - len : size_max + 1 - len;
        size_t n = fread(data + len, 1, want, f);
        len += n;
        if (n < want)
            break;
        if (len == cap) {
            cap *= 2;
            char *more = realloc(data, cap);
            if (!more)
                free(data);
            data = more;
        }
    }
    if (!data)
        fail_no_memory();
    if (ferror(f)) {
        free(data);
        return NULL;
    }
    *ret_len = len;
    return data;
}

bool textfile_read(struct arena *arena, const char *path, size_t size_max, const char **ret_text,
                   size_t *ret_len, struct diags *diags)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe without a writer, too */
    FILE *f = fd >= 0 ? fdopen(fd, "rb") : NULL;
    if (!f || fstat(fd, &st) < 0) {
        diag_add(diags, DIAG_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
        if (f)
            fclose(f);
        return false;
    }
    if (!S_ISREG(st.st_mode)) {
        diag_add(diags, DIAG_ERROR, path, 0, 0, "is %s; a regular file is wanted",
                 S_ISDIR(st.st_mode)    ? "a folder"
                 : S_ISFIFO(st.st_mode) ? "a pipe"
                                        : "a device or socket");
        fclose(f);
        return false;
    }
    size_t len = 0;
    char *data = read_all(f, size_max, &len);
    int failed = errno;
    fclose(f);
    if (!data) {
        diag_add(diags, DIAG_ERROR, path, 0, 0, "cannot be read: %s", strerror(failed));
        return false;
    }
    if (len > size_max)
        diag_add(diags, DIAG_ERROR, path, 0, 0, "larger than %zu MiB", size_max >> 20);
    else
        *ret_text = arena_strndup(arena, data, *ret_len = len);
    free(data);
    return len <= size_max;
}
