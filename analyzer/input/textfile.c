#include "input/textfile.h"

#include "base/fail.h"

#include <errno.h>
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
    FILE *f = fopen(path, "rb");
    if (!f || fstat(fileno(f), &st) < 0) {
        diag_add(diags, DIAG_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
        if (f)
            fclose(f);
        return false;
    }
    if (S_ISDIR(st.st_mode)) {
        diag_add(diags, DIAG_ERROR, path, 0, 0, "is a folder; a file is wanted");
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
