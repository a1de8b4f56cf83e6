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
    p->root = cwd;
    return true;
}

static bool is_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    return !strncmp(path, folder, len) &&
           (path[len] == '/' || !path[len] || (len == 1 && *folder == '/'));
}

/* The folder of the first database, or, where most units are not below it (a build folder), the
 * nearest folder above it that holds most of them. */
static const char *root_of(struct arena *arena, const struct compdb *db, const char *build)
{
    const char *start = paths_real(arena, build);
    if (paths_is_file(start))
        start = paths_folder(arena, start);
    char *root = arena_strdup(arena, start);
    for (;;) {
        uint32_t below = 0;
        for (uint32_t i = 0; i < db->commands.len; i++)
            below += is_below(db->commands.at[i].path, root);
        char *slash = strrchr(root, '/');
        if (below * 2 >= db->commands.len || !slash)
            return below ? root : start;
        if (slash == root)
            return start;
        *slash = '\0';
    }
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
    p->root = root_of(arena, &p->compdb, builds.at[0]);
    return true;
}

/* The folder that holds all units. */
static const char *folder_of_sources(struct arena *arena, const struct compdb *db)
{
    const char *folder = db->commands.len ? paths_folder(arena, db->commands.at[0].path) : "/";
    for (uint32_t i = 1; i < db->commands.len; i++)
        while (!is_below(db->commands.at[i].path, folder))
            folder = paths_folder(arena, folder);
    return folder;
}

/* The packs of --rules, and the project's own file: one that is named there, else the first that is
 * found from the database, from the sources, from the working directory upward. */
static bool load_rules(struct project *p, struct arena *arena, const struct options *o,
                       struct diags *diags)
{
    bool ok = true;
    const char *folders[4], *build = o->builds.len ? o->builds.at[0] : NULL;
    uint32_t len = 0;
    if (!o->facts) {
        if (!o->has_args)
            folders[len++] = build && paths_is_file(build) ? paths_folder(arena, build)
                             : build                       ? build
                                                           : p->compdb.commands.at[0].build;
        folders[len++] = p->sources = folder_of_sources(arena, &p->compdb);
    }
    folders[len++] = working_directory(arena);
    folders[len] = NULL;
    rules_load_builtin(p->rules);
    for (uint32_t i = 0; i < o->rules.len; i++)
        ok &= config_is_project(arena, o->rules.at[i])
                  ? config_load_file(arena, o->rules.at[i], p->rules, &p->config, diags)
                  : rules_load_path(p->rules, o->rules.at[i], diags);
    return (p->config.file || config_load(arena, folders, p->rules, &p->config, diags)) && ok;
}

bool project_open(struct project *ret, struct arena *arena, struct strs *strs,
                  const struct options *o, struct diags *diags)
{
    struct project p = {.rules = rules_new(strs)};
    bool ok = true;
    if (o->facts)
        p.root = working_directory(arena);
    else
        ok = o->has_args ? commands_from_args(&p, arena, o, diags)
                         : commands_from_databases(&p, arena, o, diags);
    ok = ok && load_rules(&p, arena, o, diags);
    if (!ok) {
        rules_free(p.rules);
        return false;
    }
    if (p.config.root && !o->facts && is_below(p.root, p.config.root))
        p.root = p.config.root;
    *ret = p;
    return true;
}

void project_close(struct project *p)
{
    rules_free(p->rules);
}
