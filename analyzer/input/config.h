/* .nostall.yaml: the project's pack and settings.
 *
 * The files under `rules` and then the pack part go into struct rules, the project's pack last; the
 * settings stand here. Unknown keys are located errors with a suggestion. Owned by the command
 * (arena given).
 */
#ifndef INPUT_CONFIG_H
#define INPUT_CONFIG_H

#include "input/rules.h"

enum level { LEVEL_OFF, LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

struct config_check {  /* checks: {NS106: {level: note}} */
    const char *check; /* id, name or family, as written */
    enum level level;
    uint32_t line, col;
};

typedef VEC(struct config_check) config_check_vec;

struct config_path {   /* paths: [{match: "tests/", disable: [NS1], checks: {NS2: note}}] */
    const char *match; /* for path_match, relative to the root or to the folder of the file */
    VEC(const char *) disable;
    config_check_vec checks;
    bool has_level;
    enum level level; /* of all checks that are on */
    uint32_t line, col;
};

struct config_name { /* a name or a glob that an entry has, of the project or of a library */
    struct str text;
    uint32_t line, col;
};

struct config {
    const char *file; /* as a user in the working directory would write it; NULL: none found */
    const char *root; /* the folder of `file`, absolute, no trailing slash; NULL: none found */
    VEC(struct config_name) names; /* those that all entries together have */
    VEC(const char *) rules; /* more rule files and folders, absolute; they are loaded already */
    VEC(const char *) packs_enable, packs_disable;
    config_check_vec checks;
    VEC(struct config_path) paths;
    bool has_min_certainty, has_fail_on;
    enum certainty min_certainty;
    enum level fail_on; /* LEVEL_OFF: never */
};

/* The .nostall.yaml that counts: the first from each of FOLDERS upward, in their order, NULL ends,
 * then the one in the folder HERE alone. NULL: there is none. One that is outside of ROOT, the
 * project, is left out with a warning if it belongs to neither this user nor the owner of ROOT:
 * whoever can write to a folder further up, such as /tmp, would decide what is found. */
const char *config_find(struct arena *arena, const char *const *folders, const char *here,
                        const char *root, struct diags *diags);
/* Read FILE, the files that its `rules` names and its pack part into R. ARENA owns what ret_config
 * holds. Names of packs are checked against R where R has packs: load those first that are compiled
 * in. False: located diags say why, R is unchanged. */
bool config_load_file(struct arena *arena, const char *file, struct rules *r,
                      struct config *ret_config, struct diags *diags)
    __attribute__((warn_unused_result));
/* Is FILE a project's own file rather than a pack: has it no `pack` at its top? */
bool config_is_project(struct arena *arena, const char *file);
/* "note", "warning", "error", "never"/"off". */
bool level_parse(const char *text, enum level *ret_level) __attribute__((warn_unused_result));
const char *level_name(enum level level);
/* Does PATTERN match PATH (relative to the project root) or a folder that it is in? As in
 * .gitignore: `*` stays within a folder, two stars span folders; a pattern without a slash, but for
 * one at its end, matches at any depth; a slash at the end asks for a folder. */
bool path_match(const char *pattern, const char *path);

#endif
