#include "cli/project.h"

#include "input/paths.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *working_directory(struct arena *arena)
{
    char cwd[PATH_MAX];
    return getcwd(cwd, sizeof cwd) ? arena_strdup(arena, cwd) : ".";
}

/* Sources on the command line with their compiler arguments behind --. */
static bool commands_from_args(struct project *p, struct arena *arena, const struct options *o,
                               struct diags *diags)
{
    const char *cwd = working_directory(arena);
    if (!o->files.len) {
        diag_add(diags, DIAG_ERROR, NULL, 0, 0,
                 "no source file before --; write nostall check a.c -- -Iinclude");
        return false;
    }
    for (uint32_t i = 0; i < o->files.len; i++) {
        if (!paths_is_file(o->files.at[i]) || access(o->files.at[i], R_OK) != 0) {
            diag_add(diags, DIAG_ERROR, o->files.at[i], 0, 0,
                     "cannot be read; name a C source file before --");
            return false;
        }
        struct command c = {.directory = cwd,
                            .file = o->files.at[i],
                            .path = paths_real(arena, o->files.at[i]),
                            .build = cwd};
        vec_push(arena, &c.args, "cc");
        for (uint32_t k = 0; k < o->compiler_args.len; k++)
            vec_push(arena, &c.args, o->compiler_args.at[k]);
        vec_push(arena, &c.args, "-c");
        vec_push(arena, &c.args, o->files.at[i]);
        vec_push(arena, &p->compdb.commands, c);
    }
    return true;
}

static bool is_below(const char *path, const char *folder)
{
    return paths_below(folder, path) != NULL;
}

/* The nearest folder that holds both; both are absolute. */
static const char *common_folder(struct arena *arena, const char *folder, const char *path)
{
    while (!is_below(path, folder))
        folder = paths_folder(arena, folder);
    return folder;
}

/* The folder that holds all units. */
static const char *folder_of_sources(struct arena *arena, const struct compdb *db)
{
    const char *folder = paths_folder(arena, db->commands.at[0].path);
    for (uint32_t i = 1; i < db->commands.len; i++)
        folder = common_folder(arena, folder, db->commands.at[i].path);
    return folder;
}

static bool holds_most(const struct compdb *db, const char *folder)
{
    uint32_t below = 0;
    for (uint32_t i = 0; i < db->commands.len; i++)
        below += is_below(db->commands.at[i].path, folder);
    return below * 2 > db->commands.len;
}

const char *project_work_tree(struct arena *arena, const char *path)
{
    for (const char *at = path;; at = paths_folder(arena, at)) {
        if (access(paths_join(arena, at, ".git"), F_OK) == 0)
            return at;
        if (!strcmp(at, "/"))
            return NULL;
    }
}

/* The work tree that holds the sources: most of them, since a build folder elsewhere may have
 * generated some. Of nested ones (submodules) the inner, if most are in that. */
static const char *work_tree_of(struct arena *arena, const struct compdb *db)
{
    const char *last = "";
    for (uint32_t i = 0; i < db->commands.len; i++) {
        const char *folder = paths_folder(arena, db->commands.at[i].path), *top = folder;
        if (!strcmp(folder, last))
            continue;
        last = folder;
        while ((top = project_work_tree(arena, top))) {
            if (holds_most(db, top))
                return top;
            top = paths_folder(arena, top);
        }
    }
    return NULL;
}

/* Of sources and database; where only "/" holds both, that of the sources. */
static const char *common_root(struct arena *arena, const struct project *p)
{
    const char *root = p->sources;
    for (uint32_t i = 0; i < p->compdb.commands.len; i++) {
        const char *build = p->compdb.commands.at[i].build;
        if (i && build == p->compdb.commands.at[i - 1].build)
            continue;
        const char *at = paths_real(arena, build);
        root = common_folder(arena, root, paths_is_file(at) ? paths_folder(arena, at) : at);
    }
    return strcmp(root, "/") != 0 ? root : p->sources;
}

static bool find_root(struct project *p, struct arena *arena, const struct options *o,
                      struct diags *diags)
{
    if (o->root && !paths_is_folder(o->root)) {
        diag_add(diags, DIAG_ERROR, o->root, 0, 0,
                 "no such folder; --root names the one that paths are relative to");
        return false;
    }
    if (!o->facts)
        p->sources = folder_of_sources(arena, &p->compdb);
    p->root = o->root    ? paths_real(arena, o->root)
              : o->facts ? project_work_tree(arena, working_directory(arena))
                         : work_tree_of(arena, &p->compdb);
    if (!p->root)
        p->root = o->facts ? working_directory(arena) : common_root(arena, p);
    return true;
}

static bool commands_from_databases(struct project *p, struct arena *arena, const struct options *o,
                                    struct diags *diags)
{
    text_vec builds = o->builds;
    const char *cwd = working_directory(arena);
    if (!builds.len) {
        const char *found = compdb_find(arena, cwd);
        if (!found) {
            diag_add(
                diags, DIAG_ERROR, NULL, 0, 0,
                "no compile_commands.json here, in a folder above or in build*/; make one (cmake "
                "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, meson, bear -- make) and name its folder with "
                "-p, or write nostall "
                "check FILE -- COMPILER_ARGS");
            return false;
        }
        vec_push(arena, &builds, found);
    }
    for (uint32_t i = 0; i < builds.len; i++)
        if (!compdb_load(arena, builds.at[i], &p->compdb, diags))
            return false;
    if (!p->compdb.commands.len) {
        diag_add(diags, DIAG_ERROR, builds.at[0], 0, 0,
                 "the compilation database has no C units; build the project first, so that it "
                 "lists them");
        return false;
    }
    return true;
}

/* The project's own file, unless one is named: the first that is found from the database (or the
 * facts), then from the sources upward, then in the working directory. NULL: none. */
static const char *find_config(const struct project *p, struct arena *arena,
                               const struct options *o, struct diags *diags)
{
    const char *folders[3], *build = o->builds.len ? o->builds.at[0] : NULL;
    uint32_t len = 0;
    if (o->config)
        return o->config;
    if (o->facts && o->files.len)
        build = o->files.at[0];
    else if (!build && !o->has_args)
        build = p->compdb.commands.at[0].build;
    if (build)
        folders[len++] = paths_is_file(build) ? paths_folder(arena, build) : build;
    folders[len++] = p->sources ? p->sources : p->root;
    folders[len] = NULL;
    return config_find(arena, folders, working_directory(arena), p->root, diags);
}

/* The packs of --rules, and the project's own file. */
static bool load_rules(struct project *p, struct arena *arena, const struct options *o,
                       struct diags *diags)
{
    bool ok = true;
    rules_load_builtin(p->rules);
    for (uint32_t i = 0; i < o->rules.len; i++)
        ok &= config_is_project(arena, o->rules.at[i])
                  ? config_load_file(arena, o->rules.at[i], p->rules, &p->config, diags)
                  : rules_load_path(p->rules, o->rules.at[i], diags);
    const char *file = p->config.file && !o->config ? NULL : find_config(p, arena, o, diags);
    return (!file || config_load_file(arena, file, p->rules, &p->config, diags)) && ok;
}

bool project_open(struct project *ret, struct arena *arena, struct strs *strs,
                  const struct options *o, struct diags *diags)
{
    struct project p = {.rules = rules_new(strs)};
    bool ok = o->facts      ? true
              : o->has_args ? commands_from_args(&p, arena, o, diags)
                            : commands_from_databases(&p, arena, o, diags);
    ok = ok && find_root(&p, arena, o, diags) && load_rules(&p, arena, o, diags);
    if (ok)
        *ret = p;
    else
        rules_free(p.rules);
    return ok;
}

void project_close(struct project *p)
{
    rules_free(p->rules);
}
