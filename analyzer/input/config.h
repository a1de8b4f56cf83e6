/* .nostall.yaml: the project's pack and settings.
 *
 * The pack part goes into struct rules as its last pack; the settings stand here. Unknown keys are located errors with a
 * suggestion. Owned by the command (arena given).
 */
#ifndef INPUT_CONFIG_H
#define INPUT_CONFIG_H

#include "input/rules.h"

enum level { LEVEL_OFF, LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

struct config_check { /* checks: {NS106: {level: note}} */
    const char *check; /* id, name or family, as written */
    enum level level;
    uint32_t line, col;
};

struct config_path { /* paths: [{match: "tests/", disable: [NS1]}] */
    const char *match; /* glob on paths relative to the project root; double star spans folders */
    VEC(const char *) disable;
    uint32_t line, col;
};

struct config {
    const char *file; /* NULL: none found */
    const char *root; /* the project root: absolute, no trailing slash */
    VEC(const char *) rules; /* more rule files and folders, made relative to the configuration's folder */
    VEC(const char *) packs_enable, packs_disable;
    VEC(struct config_check) checks;
    VEC(struct config_path) paths;
    bool has_min_certainty, has_fail_on;
    enum certainty min_certainty;
    enum level fail_on; /* LEVEL_OFF: never */
};

/* Look for .nostall.yaml from ROOT upward; read it if there is one, its pack part into R. ARENA owns what ret_config holds.
 * False: located diags say why. */
bool config_load(struct arena *arena, const char *root, struct rules *r, struct config *ret_config, struct diags *diags)
    __attribute__((warn_unused_result));
/* "note", "warning", "error", "never"/"off". */
bool level_parse(const char *text, enum level *ret_level) __attribute__((warn_unused_result));
const char *level_name(enum level level);
/* Path glob: `*` within a folder, two stars across folders. */
bool path_match(const char *pattern, const char *path);

#endif
