#include "cli/load.h"

#include "input/textfile.h"
#include "ir/facts_io.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

#define FACTS_SIZE_MAX ((size_t)1024 * 1024 * 1024)

typedef VEC(const char *) path_list;

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_facts(const char *name, size_t len)
{
    static const char suffix[] = ".facts";
    const size_t suffix_len = sizeof suffix - 1;
    return len > suffix_len && !memcmp(name + len - suffix_len, suffix, suffix_len);
}

/* The files below PATH, or PATH itself if it is one. */
static bool list(struct arena *arena, const char *path, path_list *ret_files, struct diags *diags)
{
    char *const roots[] = {arena_strdup(arena, path), NULL};
    FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    uint32_t before = ret_files->len;
    bool ok = walk != NULL;
    for (FTSENT *e; walk && (e = fts_read(walk));) {
        if (e->fts_info == FTS_F && (e->fts_level == 0 || is_facts(e->fts_name, e->fts_namelen))) {
            vec_push(arena, ret_files, arena_strdup(arena, e->fts_path));
        } else if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR || e->fts_info == FTS_NS) {
            diag_add(diags, DIAG_ERROR, e->fts_path, 0, 0, "cannot be read: %s",
                     strerror(e->fts_errno));
            ok = false;
        }
    }
    if (walk)
        fts_close(walk);
    if (ok && ret_files->len == before) {
        diag_add(diags, DIAG_ERROR, path, 0, 0,
                 "there are no facts files in it; `nostall extract` writes them");
        ok = false;
    }
    return ok;
}

static void note_errors(struct arena *arena, const struct strs *strs, uint32_t unit,
                        const struct facts *f, struct load_report *report)
{
    for (uint32_t i = 0; i < f->problems.len; i++) {
        const struct unit_problem *p = &f->problems.at[i];
        if (!p->fatal)
            continue;
        char *reason = arena_printf(arena, "%s:%u:%u: %s",
                                    str_text(strs, loc_known(p->loc) ? p->loc.file : f->source),
                                    p->loc.line, p->loc.col, str_text(strs, p->text));
        vec_push(arena, &report->failures, (struct load_failure){.unit = unit, .reason = reason});
        report->with_errors++;
        return;
    }
}

bool load_facts(struct arena *arena, const char *const *paths, uint32_t len, struct strs *strs,
                load_take *take, void *ctx, struct load_report *ret_report, struct diags *diags)
{
    *ret_report = (struct load_report){0};
    path_list files = {0};
    bool ok = true;
    for (uint32_t i = 0; i < len; i++)
        ok = list(arena, paths[i], &files, diags) && ok;
    struct facts_skip *skip = facts_skip_new();
    struct arena *scratch = arena_new();
    uint32_t unit = 0;
    for (uint32_t i = 0; i < files.len; i++) {
        vec_push(arena, &ret_report->files, files.at[i]);
        const char *data;
        size_t size;
        struct facts *f = NULL;
        if (textfile_read(scratch, files.at[i], FACTS_SIZE_MAX, &data, &size, diags))
            f = facts_read(strs, data, size, files.at[i], skip, diags);
        if (f) {
            ret_report->cached++;
            note_errors(arena, strs, unit, f, ret_report);
            take(ctx, unit++, f);
        }
        ok = ok && f;
        arena_reset(scratch);
    }
    arena_free(scratch);
    facts_skip_free(skip);
    return ok;
}
