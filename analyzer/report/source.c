#include "report/source.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <ctype.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <uthash.h>

#define SOURCE_MAX ((off_t)256 * 1024 * 1024)

struct cached {
    uint32_t file_i;
    struct source source;
    UT_hash_handle hh;
};

struct sources {
    struct arena *arena;
    struct strs *strs;
    const char *root;
    struct cached *all;
};

struct sources *sources_new(struct strs *strs, const char *root)
{
    struct arena *arena = arena_new();
    struct sources *s = arena_new_one(arena, struct sources);
    s->arena = arena;
    s->strs = strs;
    s->root = arena_strdup(arena, root ? root : ".");
    return s;
}

void sources_free(struct sources *s)
{
    if (!s)
        return;
    HASH_CLEAR(hh, s->all);
    arena_free(s->arena);
}

/* A pipe or device named by #line must not hang the report: regular files only. */
static bool read_file(struct arena *a, const char *path, struct source *ret_source)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    if (fd < 0)
        return false;
    bool good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= SOURCE_MAX;
    if (good) {
        size_t len = 0, size = (size_t)st.st_size;
        char *text = arena_alloc(a, size + 1);
        ssize_t got = 1;
        while (len < size && (got = read(fd, text + len, size - len)) > 0)
            len += (size_t)got;
        good = got >= 0;
        ret_source->text = good ? text : NULL;
        ret_source->len = len;
    }
    close(fd);
    return good;
}

static void find_lines(struct arena *a, struct source *src)
{
    VEC(uint32_t) starts = {0};
    vec_push(a, &starts, 0);
    for (size_t i = 0; i < src->len; i++) {
        char c = src->text[i];
        if (c == '\n' || (c == '\r' && (i + 1 == src->len || src->text[i + 1] != '\n')))
            vec_push(a, &starts, (uint32_t)(i + 1));
    }
    src->line_len = starts.len;
    vec_push(a, &starts, (uint32_t)src->len);
    src->line_starts = starts.at;
}

const struct source *sources_get(struct sources *s, struct str file)
{
    struct cached *found;
    HASH_FIND(hh, s->all, &file.i, sizeof file.i, found);
    if (found)
        return &found->source;
    found = arena_new_one(s->arena, struct cached);
    found->file_i = file.i;
    const char *path = str_text(s->strs, file);
    if (path[0] != '/')
        path = arena_printf(s->arena, "%s/%s", s->root, path);
    if (file.i && read_file(s->arena, path, &found->source))
        find_lines(s->arena, &found->source);
    HASH_ADD(hh, s->all, file_i, sizeof found->file_i, found);
    return &found->source;
}

bool source_line(const struct source *src, uint32_t line, struct source_line *ret_line)
{
    if (!src->text || line == 0 || line > src->line_len)
        return false;
    size_t start = src->line_starts[line - 1], end = src->line_starts[line];
    while (end > start && (src->text[end - 1] == '\n' || src->text[end - 1] == '\r'))
        end--;
    *ret_line = (struct source_line){src->text + start, end - start};
    return true;
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

bool source_token(const struct source *src, struct loc loc, struct source_line *ret_line,
                  size_t *ret_start, size_t *ret_len)
{
    struct source_line line;
    if (!source_line(src, loc.line, &line) || loc.col > line.len + 1)
        return false;
    size_t start = loc.col ? loc.col - 1 : 0, len = loc.len;
    if (!len)
        while (start + len < line.len && is_word(line.text[start + len]))
            len++;
    if (!len && start < line.len)
        len = 1;
    if (start + len > line.len)
        len = line.len - start;
    *ret_line = line;
    *ret_start = start;
    *ret_len = len;
    return true;
}

uint32_t source_utf16_col(struct source_line line, size_t at)
{
    uint32_t units = 0;
    size_t i = line.len >= 3 && memcmp(line.text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < at && i < line.len) {
        uint32_t code;
        i += utf8_next(line.text + i, line.len - i, &code);
        units += utf8_units(code);
    }
    return units + 1;
}
