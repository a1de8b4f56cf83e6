#include "cli/inputs.h"

#include "cli/outfile.h"
#include "input/paths.h"

#include <string.h>
#include <sys/stat.h>

/* The files that are known by path; there are many, so that they are asked for by inode alone. */
static void collect(const struct run *r, text_vec *ret)
{
    const struct compdb *db = &r->project.compdb;
    for (uint32_t i = 0; i < r->program->headers.len; i++)
        vec_push(
            r->arena, ret,
            paths_join(r->arena, r->project.root, str_text(r->strs, r->program->headers.at[i])));
    for (uint32_t i = 0; !r->options.has_args && i < db->commands.len; i++) {
        const char *build = db->commands.at[i].build;
        vec_push(r->arena, ret, db->commands.at[i].path);
        if (i && build == db->commands.at[i - 1].build)
            continue;
        vec_push(r->arena, ret, build);
        vec_push(r->arena, ret, paths_join(r->arena, build, "compile_commands.json"));
    }
    for (uint32_t i = 0; i < r->project.rules->packs.len; i++)
        if (r->project.rules->packs.at[i]->file)
            vec_push(r->arena, ret, r->project.rules->packs.at[i]->file);
    for (uint32_t i = 0; i < r->loaded.files.len; i++)
        vec_push(r->arena, ret, r->loaded.files.at[i]);
    if (r->project.config.file)
        vec_push(r->arena, ret, r->project.config.file);
    if (r->options.observed)
        vec_push(r->arena, ret, r->options.observed);
    if (r->options.baseline)
        vec_push(r->arena, ret, r->options.baseline);
}

bool inputs_spared(const struct run *r, const char *file)
{
    struct stat out, in;
    text_vec inputs = {0};
    if (!file || !strcmp(file, "-") || stat(file, &out) != 0 || !S_ISREG(out.st_mode))
        return true; /* what is not there is not read */
    collect(r, &inputs);
    bool read = r->cache && cache_holds(r->cache, out.st_dev, out.st_ino);
    for (uint32_t i = 0; !read && i < inputs.len; i++)
        read = stat(inputs.at[i], &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino;
    if (read) {
        diag_add(r->diags, DIAG_ERROR, file, 0, 0,
                 "is read by this run and would be replaced by its output; name another file");
        return false;
    }
    return true;
}
