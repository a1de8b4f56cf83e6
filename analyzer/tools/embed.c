/* Writes embedded.c, which input/embedded.h declares: runs when nostall is built.
 *
 *     embed ROOT OUT FILE...
 *
 * FILEs are relative to ROOT. Packs (*.yaml) are parsed, and OUT has their trees beside their
 * texts: a pack that is no YAML fails the build. *.md are pages; schema.json and cache.sql have
 * names of their own, as have report.css and report.js.
 */
#include "base/diag.h"
#include "input/textfile.h"
#include "input/ytree_image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct source {
    const char *path;
    const char *text;
    size_t len;
    struct buf tree;
};

typedef VEC(struct source) source_vec;

static bool ends_in(const char *path, const char *end)
{
    size_t len = strlen(path), end_len = strlen(end);
    return len >= end_len && !strcmp(path + len - end_len, end);
}

static bool read_source(struct arena *arena, const char *root, struct source *s,
                        struct diags *diags)
{
    const struct ynode *tree;
    const char *path = arena_printf(arena, "%s/%s", root, s->path);
    if (!textfile_read(arena, path, YTREE_SIZE_MAX, &s->text, &s->len, diags))
        return false;
    if (!ends_in(s->path, ".yaml"))
        return true;
    if (!ytree_parse(arena, path, s->text, s->len, &tree, diags))
        return false;
    ytree_image_write(tree, &s->tree);
    return true;
}

static void put_bytes(FILE *out, const char *name, size_t number, const char *at, size_t len)
{
    fprintf(out, "static const unsigned char %s_%zu[] = {", name, number);
    for (size_t i = 0; i < len; i++)
        fprintf(out, "%s%u,", i % 24 ? "" : "\n", (unsigned char)at[i]);
    fputs("0};\n", out); /* the NUL behind a text */
}

static void put_row(FILE *out, const struct source *s, size_t number)
{
    fprintf(out, "{\"%s\", (const char *)text_%zu, %zu, ", s->path, number, s->len);
    if (s->tree.len)
        fprintf(out, "tree_%zu, %zu}", number, s->tree.len);
    else
        fputs("NULL, 0}", out);
}

/* The rows of the sources whose names end in END, as list NAME or, where it is no list, as one. */
static void put_table(FILE *out, const source_vec *all, const char *name, const char *end,
                      bool list)
{
    fprintf(out, "const struct embedded %s%s", name, list ? "[] = {\n" : " = ");
    for (uint32_t i = 0; i < all->len; i++)
        if (ends_in(all->at[i].path, end)) {
            put_row(out, &all->at[i], i);
            fputs(list ? ",\n" : ";\n", out);
        }
    fputs(list ? "{0}};\n" : "", out);
}

static bool write_all(const char *path, const source_vec *all)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    fputs("#include \"input/embedded.h\"\n\n", out);
    for (uint32_t i = 0; i < all->len; i++) {
        const struct source *s = &all->at[i];
        put_bytes(out, "text", i, s->text, s->len);
        if (s->tree.len)
            put_bytes(out, "tree", i, s->tree.at, s->tree.len);
    }
    put_table(out, all, "embedded_packs", ".yaml", true);
    put_table(out, all, "embedded_pages", ".md", true);
    put_table(out, all, "embedded_schema", "/schema.json", false);
    put_table(out, all, "embedded_cache_schema", "/cache.sql", false);
    put_table(out, all, "embedded_style", "/report.css", false);
    put_table(out, all, "embedded_script", "/report.js", false);
    return fclose(out) == 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->path, ((const struct source *)b)->path);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new();
    source_vec all = {0};
    bool good = argc > 3;
    for (int i = 3; i < argc; i++) {
        struct source s = {.path = argv[i]};
        good &= read_source(arena, argv[1], &s, diags);
        vec_push(arena, &all, s);
    }
    if (good) {
        qsort(all.at, all.len, sizeof *all.at, by_path);
        good = write_all(argv[2], &all);
        if (!good)
            perror(argv[2]);
    }
    diags_print(diags, 0, stderr);
    for (uint32_t i = 0; i < all.len; i++)
        buf_release(&all.at[i].tree);
    diags_free(diags);
    arena_free(arena);
    return good ? 0 : 1;
}
