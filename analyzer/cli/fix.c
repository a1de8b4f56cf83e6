#include "cli/fix.h"

#include "base/buf.h"
#include "cli/outfile.h"
#include "input/paths.h"
#include "report/source.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct edit {
    struct str file;
    size_t start, end; /* bytes of the file that go */
    const char *text;  /* what comes in their place */
    uint32_t finding;
};

struct edited { /* a file */
    struct str file;
    char *path; /* real and absolute; NULL: not to be touched */
    uint32_t fixes;
};

struct fixer {
    struct arena *arena;
    struct findings *findings;
    struct sources *sources;
    struct diags *diags;
    const char *root;
    char *real_root;
    VEC(struct edited) files;
    VEC(struct edit) edits; /* sorted by place once all are there */
    bool *refused;          /* by finding */
    bool *done;             /* by finding */
};

/* The real path of FILE if that is a regular file below the root. */
static char *path_below_root(const struct fixer *x, const char *file)
{
    struct stat st;
    char *named = *file == '/' ? arena_printf(x->arena, "%s", file)
                               : arena_printf(x->arena, "%s/%s", x->root, file);
    char *real = realpath(named, NULL);
    size_t len = x->real_root ? strlen(x->real_root) : 0;
    bool below = real && len && !strncmp(real, x->real_root, len) &&
                 (real[len] == '/' || x->real_root[len - 1] == '/');
    char *path = NULL;
    if (below && !stat(real, &st) && S_ISREG(st.st_mode))
        path = arena_printf(x->arena, "%s", real);
    free(real);
    return path;
}

static struct edited *file_of(struct fixer *x, struct str file)
{
    for (uint32_t i = 0; i < x->files.len; i++)
        if (str_eq(x->files.at[i].file, file))
            return &x->files.at[i];
    struct edited e = {.file = file};
    e.path = path_below_root(x, str_text(x->findings->strs, file));
    vec_push(x->arena, &x->files, e);
    return &vec_last(&x->files);
}

/* False: there is no such place in the file, or the file is not to be touched. */
static bool edit_at(struct fixer *x, const struct finding_fix *fix, struct edit *ret)
{
    const struct source *src = sources_get(x->sources, fix->loc.file);
    struct source_line line;
    if (!file_of(x, fix->loc.file)->path || !source_line(src, fix->loc.line, &line) ||
        !fix->loc.col || fix->loc.col - 1 + fix->loc.len > line.len)
        return false;
    ret->file = fix->loc.file;
    ret->start = (size_t)(line.text - src->text) + fix->loc.col - 1;
    ret->end = ret->start + fix->loc.len;
    ret->text = fix->text;
    return true;
}

static bool same_edit(const struct edit *a, const struct edit *b)
{
    return str_eq(a->file, b->file) && a->start == b->start && a->end == b->end &&
           !strcmp(a->text, b->text);
}

/* Two edits that are not the same and meet: which text comes first would be a guess. */
static bool in_the_way(const struct edit *a, const struct edit *b)
{
    if (!str_eq(a->file, b->file) || same_edit(a, b))
        return false;
    return a->start == b->start || (a->start < b->end && b->start < a->end);
}

static bool is_fixed(const struct finding *f)
{
    return f->fixes.len && !f->suppressed && !f->in_baseline && f->level != LEVEL_OFF;
}

static const char *file_shown(const struct fixer *x, struct str file)
{
    return paths_open(x->arena, x->root, str_text(x->findings->strs, file));
}

/* All edits of the finding, or none. */
static void take_finding(struct fixer *x, uint32_t finding)
{
    const struct finding *f = &x->findings->all.at[finding];
    VEC(struct edit) own = {0};
    for (uint32_t i = 0; i < f->fixes.len; i++) {
        struct edit e = {.finding = finding};
        bool good = edit_at(x, &f->fixes.at[i], &e);
        for (uint32_t k = 0; good && k < x->edits.len; k++)
            good = !in_the_way(&e, &x->edits.at[k]);
        if (!good) {
            diag_add(x->diags, DIAG_WARNING, file_shown(x, f->fixes.at[i].loc.file),
                     f->fixes.at[i].loc.line, f->fixes.at[i].loc.col,
                     "the fix '%s' cannot be made here",
                     f->fix_title ? f->fix_title : f->rule->name);
            return;
        }
        vec_push(x->arena, &own, e);
    }
    x->done[finding] = true;
    for (uint32_t i = 0; i < own.len; i++)
        vec_push(x->arena, &x->edits, own.at[i]);
}

static int compare_edits(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

static bool write_file(struct fixer *x, struct edited *file)
{
    const struct source *src = sources_get(x->sources, file->file);
    struct buf out = {0};
    size_t at = 0;
    const struct edit *last = NULL;
    for (uint32_t i = 0; i < x->edits.len; i++) {
        const struct edit *e = &x->edits.at[i];
        if (!str_eq(e->file, file->file) || (last && same_edit(e, last)))
            continue;
        last = e;
        buf_add(&out, src->text + at, e->start - at);
        buf_puts(&out, e->text);
        at = e->end;
        file->fixes++;
    }
    buf_add(&out, src->text + at, src->len - at);
    bool good = !file->fixes || outfile_write(file->path, out.at ? out.at : "", out.len, x->diags);
    buf_release(&out);
    return good;
}

static bool write_all(struct fixer *x)
{
    bool good = true;
    for (uint32_t i = 0; i < x->files.len; i++) {
        struct edited *file = &x->files.at[i];
        if (!file->path || !write_file(x, file)) {
            good = good && !file->path;
            continue;
        }
        if (file->fixes)
            diag_add(x->diags, DIAG_NOTE, file_shown(x, file->file), 0, 0, "%u %s made",
                     file->fixes, file->fixes == 1 ? "fix" : "fixes");
    }
    return good;
}

/* What was mended is no finding any more. */
static void drop_done(struct fixer *x)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < x->findings->all.len; i++)
        if (!x->done[i])
            x->findings->all.at[kept++] = x->findings->all.at[i];
    x->findings->all.len = kept;
}

bool fix_apply(struct findings *f, const char *root, struct diags *diags)
{
    struct fixer x = {.arena = arena_new(),
                      .findings = f,
                      .sources = sources_new(f->strs, root),
                      .diags = diags,
                      .root = root,
                      .real_root = realpath(root, NULL)};
    x.done = arena_new_array(x.arena, bool, f->all.len + 1);
    for (uint32_t i = 0; i < f->all.len; i++)
        if (is_fixed(&f->all.at[i]))
            take_finding(&x, i);
    if (x.edits.len)
        qsort(x.edits.at, x.edits.len, sizeof *x.edits.at, compare_edits);
    bool good = write_all(&x);
    if (good)
        drop_done(&x);
    sources_free(x.sources);
    free(x.real_root);
    arena_free(x.arena);
    return good;
}
