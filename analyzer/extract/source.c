#include "extract/lowering.h"
#include "extract/scan.h"

#include "base/buf.h"

#include <string.h>

struct str take_string(struct lowering *l, CXString s)
{
    const char *text = clang_getCString(s);
    struct str id = str_intern(l->strs, text ? text : "");
    clang_disposeString(s);
    return id;
}

/* Append PATH's parts to OUT, an absolute path without a slash at its end. */
static void append_parts(struct buf *out, const char *path)
{
    while (*path) {
        size_t len = strcspn(path, "/");
        if (len == 2 && !memcmp(path, "..", 2)) {
            while (out->len && out->at[out->len - 1] != '/')
                out->len--;
            out->len -= out->len > 0;
        } else if (len && !(len == 1 && *path == '.')) {
            buf_putc(out, '/');
            buf_add(out, path, len);
        }
        path += len + (path[len] == '/');
    }
}

struct str path_normal(struct lowering *l, const char *path)
{
    struct buf b = {0};
    if (path[0] == '<' || !path[0])
        return str_intern(l->strs, path);
    if (path[0] != '/')
        append_parts(&b, l->directory);
    append_parts(&b, path);
    buf_add(&b, "", 0);
    size_t root = l->root ? strlen(l->root) : 0;
    while (root && l->root[root - 1] == '/')
        root--;
    const char *from = b.at ? b.at : "/";
    size_t len = b.at ? b.len : 1;
    if (l->root && len > root + 1 && !memcmp(from, l->root, root) && from[root] == '/') {
        from += root + 1;
        len -= root + 1;
    }
    struct str id = str_intern_n(l->strs, from, len);
    buf_release(&b);
    return id;
}

struct source *source_get(struct lowering *l, CXFile file)
{
    if (l->last_source && l->last_source->file == file)
        return l->last_source;
    uint64_t key = (uint64_t)(uintptr_t)file;
    uint32_t *known = idmap_find(&l->source_of_file, key);
    if (known)
        return l->last_source = l->sources.at[*known];
    struct source *s = arena_new_one(l->scratch, struct source);
    CXString name = clang_getFileName(file);
    s->file = file;
    s->path = path_normal(l, clang_getCString(name) ? clang_getCString(name) : "");
    clang_disposeString(name);
    s->index = l->sources.len;
    vec_push(l->scratch, &l->sources, s);
    idmap_set(l->scratch, &l->source_of_file, key, s->index);
    return l->last_source = s;
}

void source_load(struct lowering *l, struct source *s)
{
    size_t size = 0;
    if (s->loaded)
        return;
    s->loaded = true;
    s->text = clang_getFileContents(l->tu, s->file, &size);
    s->size = s->text && size < UINT32_MAX ? (uint32_t)size : 0;
}

static struct pos pos_make(struct lowering *l, CXFile file, unsigned offset)
{
    if (!file)
        return (struct pos){0};
    struct source *s = source_get(l, file);
    source_load(l, s);
    return (struct pos){s, offset <= s->size ? offset : s->size};
}

struct pos pos_expansion(struct lowering *l, CXSourceLocation at)
{
    CXFile file;
    unsigned offset;
    clang_getExpansionLocation(at, &file, NULL, NULL, &offset);
    return pos_make(l, file, offset);
}

struct pos pos_spelling(struct lowering *l, CXSourceLocation at)
{
    CXFile file;
    unsigned offset;
    clang_getSpellingLocation(at, &file, NULL, NULL, &offset);
    return pos_make(l, file, offset);
}

struct pos pos_file(struct lowering *l, CXSourceLocation at)
{
    CXFile file;
    unsigned offset;
    clang_getFileLocation(at, &file, NULL, NULL, &offset);
    return pos_make(l, file, offset);
}

static void lines_find(struct lowering *l, struct source *s)
{
    vec_push(l->scratch, &s->lines, 0);
    for (uint32_t i = 0; i < s->size;) {
        const char *feed = memchr(s->text + i, '\n', s->size - i);
        if (!feed)
            break;
        i = (uint32_t)(feed - s->text) + 1;
        vec_push(l->scratch, &s->lines, i);
    }
}

struct loc pos_loc(struct lowering *l, struct pos p, uint32_t len)
{
    if (!p.source)
        return (struct loc){0};
    if (!p.source->lines.len)
        lines_find(l, p.source);
    uint32_t low = 0, high = p.source->lines.len;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (p.source->lines.at[mid] <= p.offset)
            low = mid;
        else
            high = mid;
    }
    return (struct loc){.file = p.source->path,
                        .line = low + 1,
                        .col = p.offset - p.source->lines.at[low] + 1,
                        .len = len};
}

struct str pos_ident(struct lowering *l, struct pos p)
{
    if (!p.source)
        return (struct str){0};
    uint32_t len = scan_ident(p.source->text, p.offset, p.source->size);
    return len ? str_intern_n(l->strs, p.source->text + p.offset, len) : (struct str){0};
}
