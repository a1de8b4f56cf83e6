#include "cli/load.h"

#include "input/paths.h"
#include "input/textfile.h"
#include "ir/facts_io.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

#define FACTS_SIZE_MAX ((size_t)1024 * 1024 * 1024)

struct facts_file {
    const char *path;
    const char *source; /* of the unit, where a plan says so, else NULL */
};

typedef VEC(struct facts_file) facts_file_vec;

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

/* The facts that FOLDER has by the plan FILE. False: a diag says why they are not known. */
static bool list_planned(struct arena *arena, const char *folder, const char *file,
                         facts_file_vec *ret_files, struct diags *diags)
{
    const char *at;
    size_t len;
    if (!textfile_read(arena, file, FACTS_SIZE_MAX, &at, &len, diags))
        return false;
    for (uint32_t line = 1; *at; line++) {
        size_t line_len = strcspn(at, "\n"), name_len = strcspn(at, " \n");
        if (name_len == line_len || !is_facts(at, name_len)) {
            diag_add(
                diags, DIAG_ERROR, file, line, 1,
                "here stands no facts file with its source; let `nostall plan` write it again");
            return false;
        }
        const char *name = arena_strndup(arena, at, name_len);
        struct facts_file f = {paths_join(arena, folder, name),
                               arena_strndup(arena, at + name_len + 1, line_len - name_len - 1)};
        vec_push(arena, ret_files, f);
        at += line_len + (at[line_len] != '\0');
    }
    return true;
}

/* The files below PATH, or PATH itself if it is one. */
static bool list(struct arena *arena, const char *path, facts_file_vec *ret_files,
                 struct load_report *report, struct diags *diags)
{
    char *const roots[] = {arena_strdup(arena, path), NULL};
    FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    uint32_t before = ret_files->len;
    bool ok = walk != NULL;
    for (FTSENT *e; walk && (e = fts_read(walk));) {
        const char *plan =
            e->fts_info == FTS_D ? paths_join(arena, e->fts_path, LOAD_PLANNED) : NULL;
        if (plan && paths_is_file(plan)) {
            vec_push(arena, &report->files, plan);
            ok &= list_planned(arena, arena_strdup(arena, e->fts_path), plan, ret_files, diags);
            fts_set(walk, e, FTS_SKIP);
        } else if (e->fts_info == FTS_F &&
                   (e->fts_level == 0 || is_facts(e->fts_name, e->fts_namelen))) {
            vec_push(arena, ret_files, (struct facts_file){arena_strdup(arena, e->fts_path), NULL});
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

/* NULL: a diag says why. */
static struct facts *read_one(struct arena *scratch, const struct facts_file *file,
                              struct strs *strs, struct arena *facts, struct facts_skip *skip,
                              struct diags *diags)
{
    const char *data;
    size_t size;
    if (file->source && !paths_is_file(file->path))
        return load_nothing(strs, file->source,
                            "there are no facts of it: the plan was not carried out, or this unit "
                            "failed");
    if (!textfile_read(scratch, file->path, FACTS_SIZE_MAX, &data, &size, diags))
        return NULL;
    return facts_read(strs, facts, data, size, file->path, skip, diags);
}

bool load_facts(struct arena *arena, const char *const *paths, uint32_t len, struct strs *strs,
                struct arena *facts, load_take *take, void *ctx, struct load_report *ret_report,
                struct diags *diags)
{
    *ret_report = (struct load_report){0};
    facts_file_vec files = {0};
    bool ok = true;
    for (uint32_t i = 0; i < len; i++)
        ok = list(arena, paths[i], &files, ret_report, diags) && ok;
    struct facts_skip *skip = facts_skip_new();
    struct arena *scratch = arena_new();
    uint32_t unit = 0;
    for (uint32_t i = 0; i < files.len; i++) {
        vec_push(arena, &ret_report->files, files.at[i].path);
        struct facts *f = read_one(scratch, &files.at[i], strs, facts, skip, diags);
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
