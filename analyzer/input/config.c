#include "input/config.h"

#include "base/fail.h"
#include "input/glob.h"
#include "input/paths.h"
#include "input/rules_read.h"
#include "input/suggest.h"
#include "input/textfile.h"

#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char file_name[] = ".nostall.yaml";

typedef VEC(const struct ynode *) node_vec;

/* What the file fills: the reader sees one struct. */
struct project {
    struct pack pack;
    struct config config;
    struct arena *arena;
    node_vec rules, packs_enable, packs_disable; /* for messages that come after reading */
    config_check_vec checks;
};

/* ---- values ---- */

static const struct choice level_choices[] = {
    {"error", LEVEL_ERROR},
    {"warning", LEVEL_WARNING},
    {"note", LEVEL_NOTE},
    {"off", LEVEL_OFF},
    {NULL, 0},
};
static const struct choice fail_on_choices[] = {
    {"error", LEVEL_ERROR},
    {"warning", LEVEL_WARNING},
    {"note", LEVEL_NOTE},
    {"never", LEVEL_OFF},
    {NULL, 0},
};

/* [node_vec] texts, kept with their places */
static void read_nodes(struct reader *rd, const struct key *key, const struct ynode *value,
                       void *at)
{
    node_vec *nodes = at;
    const struct ynode *const *items = value->kind == YNODE_LIST ? value->items.at : &value;
    uint32_t count = value->kind == YNODE_LIST ? value->items.len : 1;
    (void)key;
    for (uint32_t i = 0; i < count && !ynode_is_null(value); i++)
        if (reader_is_text(rd, items[i], "a text"))
            vec_push(rd->arena, nodes, items[i]);
}

static const struct key packs_keys[] = {
    {"enable", read_nodes, .offset = offsetof(struct project, packs_enable)},
    {"disable", read_nodes, .offset = offsetof(struct project, packs_disable)},
    {0},
};
static const struct shape packs_shape = {"packs", {{packs_keys, 0}}};

static const struct key check_keys[] = {
    {"level", read_choice, .offset = offsetof(struct config_check, level), .need = KEY_REQUIRED,
     .choices = level_choices},
    {0},
};
static const struct shape check_shape = {"check", {{check_keys, 0}}};

/* [config_check_vec] checks: each key is an id, a name or a family, each value a level or a
 * mapping. In the arena of the reader. */
static void read_checks(struct reader *rd, const struct key *key, const struct ynode *value,
                        void *at)
{
    config_check_vec *checks = at;
    if (ynode_is_null(value))
        return;
    if (value->kind != YNODE_MAP) {
        reader_error(rd, value, "'%s' is a mapping such as 'NS106: {level: note}', not %s",
                     key->name, ynode_kind_name(value));
        return;
    }
    for (uint32_t i = 0; i < value->pairs.len; i++) {
        const struct ypair *pair = &value->pairs.at[i];
        struct config_check c = {
            .check = pair->key->text, .line = pair->key->line, .col = pair->key->col};
        if (pair->value->kind == YNODE_SCALAR)
            read_choice(rd, &check_keys[0], pair->value, &c.level);
        else
            reader_map(rd, &check_shape, pair->value, &c);
        vec_push(rd->arena, checks, c);
    }
}

struct path_entry {
    const char *match;
    name_vec disable;
    struct config_path path;
};

static void read_path_level(struct reader *rd, const struct key *key, const struct ynode *value,
                            void *at)
{
    struct path_entry *e = at;
    read_choice(rd, key, value, &e->path.level);
    e->path.has_level = true;
}

static const struct key path_keys[] = {
    {"match", read_text, .offset = offsetof(struct path_entry, match), .need = KEY_REQUIRED},
    {"disable", read_words, .offset = offsetof(struct path_entry, disable)},
    {"level", read_path_level, .choices = level_choices},
    {"checks", read_checks, .offset = offsetof(struct path_entry, path.checks),
     .shape = &check_shape},
    {0},
};
static const struct shape path_shape = {"path", {{path_keys, 0}}};

static void copy_checks(struct arena *arena, const config_check_vec *from, config_check_vec *to)
{
    for (uint32_t i = 0; i < from->len; i++) {
        struct config_check c = from->at[i];
        c.check = arena_strdup(arena, c.check);
        vec_push(arena, to, c);
    }
}

static void add_path(struct reader *rd, const struct ynode *entry, struct project *project)
{
    struct path_entry e = {0};
    uint32_t errors = rd->errors;
    reader_map(rd, &path_shape, entry, &e);
    if (rd->errors > errors)
        return;
    if (!e.disable.len && !e.path.checks.len && !e.path.has_level)
        reader_error(rd, entry, "nothing is said of '%s'; add 'disable', 'level' or 'checks'",
                     e.match);
    if (!glob_is_closed(e.match))
        reader_error(rd, ynode_find(entry, "match"), "the glob '%s' has a '[' without ']'",
                     e.match);
    struct config_path path = {.match = arena_strdup(project->arena, e.match),
                               .has_level = e.path.has_level,
                               .level = e.path.level,
                               .line = entry->line,
                               .col = entry->col};
    for (uint32_t i = 0; i < e.disable.len; i++)
        vec_push(project->arena, &path.disable,
                 arena_strdup(project->arena, str_text(rd->strs, e.disable.at[i])));
    copy_checks(project->arena, &e.path.checks, &path.checks);
    vec_push(project->arena, &project->config.paths, path);
}

/* [struct project] */
static void read_paths(struct reader *rd, const struct key *key, const struct ynode *value,
                       void *at)
{
    if (ynode_is_null(value))
        return;
    if (value->kind != YNODE_LIST) {
        reader_error(rd, value, "'%s' is a list, not %s; start each entry with a dash", key->name,
                     ynode_kind_name(value));
        return;
    }
    for (uint32_t i = 0; i < value->items.len; i++)
        add_path(rd, value->items.at[i], at);
}

static void read_min_certainty(struct reader *rd, const struct key *key, const struct ynode *value,
                               void *at)
{
    struct project *project = at;
    read_choice(rd, key, value, &project->config.min_certainty);
    project->config.has_min_certainty = true;
}

static void read_fail_on(struct reader *rd, const struct key *key, const struct ynode *value,
                         void *at)
{
    struct project *project = at;
    read_choice(rd, key, value, &project->config.fail_on);
    project->config.has_fail_on = true;
}

static const struct key settings_keys[] = {
    {"rules", read_nodes, .offset = offsetof(struct project, rules)},
    {"packs", read_shape, .shape = &packs_shape},
    {"checks", read_checks, .offset = offsetof(struct project, checks), .shape = &check_shape},
    {"paths", read_paths, .shape = &path_shape},
    {"min_certainty", read_min_certainty, .choices = rules_certainty_choices},
    {"fail_on", read_fail_on, .choices = fail_on_choices},
    {0},
};

static const struct shape project_shape = {
    "project", {{rules_pack_keys, offsetof(struct project, pack)}, {settings_keys, 0}}};

const struct shape *const rules_settings_shapes[] = {
    &project_shape, &packs_shape, &check_shape, &path_shape, NULL,
};

/* ---- what else the file leads to ---- */

static bool load_rules(struct project *project, struct rules *r, struct diags *diags)
{
    struct config *config = &project->config;
    bool ok = true;
    for (uint32_t i = 0; i < project->rules.len; i++) {
        const struct ynode *n = project->rules.at[i];
        const char *path = paths_join(project->arena, config->root, n->text);
        vec_push(project->arena, &config->rules, path);
        if (rules_load_path(r, paths_shown(project->arena, path), diags))
            continue;
        diag_add(diags, DIAG_NOTE, config->file, n->line, n->col, "'%s' is named here", n->text);
        ok = false;
    }
    return ok;
}

static bool check_pack(const struct rules *r, const struct config *config, const struct ynode *n,
                       struct diags *diags)
{
    struct suggest near = {.word = n->text};
    for (uint32_t i = 0; i < r->packs.len; i++) {
        const char *name = str_text(r->strs, r->packs.at[i]->name);
        if (!strcmp(name, n->text))
            return true;
        suggest_offer(&near, name);
    }
    if (near.best)
        diag_add(diags, DIAG_ERROR, config->file, n->line, n->col,
                 "no pack has the name '%s'; did you mean '%s'?", n->text, near.best);
    else
        diag_add(diags, DIAG_ERROR, config->file, n->line, n->col,
                 "no pack has the name '%s'; 'nostall rules list' shows them", n->text);
    return false;
}

/* Check the names in NODES, if there are packs to compare with. */
static bool check_packs(const struct project *project, const struct rules *r, const node_vec *nodes,
                        struct diags *diags)
{
    bool ok = true;
    for (uint32_t i = 0; i < nodes->len && r->packs.len; i++)
        ok = check_pack(r, &project->config, nodes->at[i], diags) && ok;
    return ok;
}

static void keep_packs(struct project *project)
{
    for (uint32_t i = 0; i < project->packs_enable.len; i++)
        vec_push(project->arena, &project->config.packs_enable,
                 arena_strdup(project->arena, project->packs_enable.at[i]->text));
    for (uint32_t i = 0; i < project->packs_disable.len; i++)
        vec_push(project->arena, &project->config.packs_disable,
                 arena_strdup(project->arena, project->packs_disable.at[i]->text));
}

/* ---- reading ---- */

bool config_load_file(struct arena *arena, const char *file, struct rules *r,
                      struct config *ret_config, struct diags *diags)
{
    struct project *project = arena_new_one(r->arena, struct project);
    uint32_t packs = r->packs.len;
    const char *text;
    size_t len;
    project->arena = arena;
    project->pack.name = str_intern(r->strs, "project");
    project->config.file = arena_strdup(arena, file);
    project->config.root = paths_real(arena, paths_folder(arena, file));
    struct reader rd = {
        .arena = r->arena, .strs = r->strs, .file = file, .diags = diags, .project = true};
    if (!textfile_read(r->arena, file, YTREE_SIZE_MAX, &text, &len, diags) ||
        !rules_read_file(&rd, &project->pack, text, len, &project_shape, project))
        return false;
    bool ok = load_rules(project, r, diags);
    if (ok)
        ok = check_packs(project, r, &project->packs_enable, diags);
    if (!check_packs(project, r, &project->packs_disable, diags) || !ok) {
        r->packs.len = packs;
        return false;
    }
    keep_packs(project);
    copy_checks(arena, &project->checks, &project->config.checks);
    for (uint32_t i = 0; i < rd.names.len; i++)
        vec_push(
            arena, &project->config.names,
            (struct config_name){rd.names.at[i].text, rd.names.at[i].line, rd.names.at[i].col});
    vec_push(r->arena, &r->packs, &project->pack);
    *ret_config = project->config;
    return true;
}

/* FILE, that is in FOLDER, if it is there and is to be obeyed; else NULL. */
static const char *trusted(struct arena *arena, const char *folder, const char *root,
                           struct diags *diags)
{
    const char *file = paths_join(arena, folder, file_name);
    struct stat st, project;
    if (stat(file, &st) != 0 || S_ISDIR(st.st_mode))
        return NULL;
    if (paths_below(root, folder) || st.st_uid == geteuid() ||
        (stat(root, &project) == 0 && st.st_uid == project.st_uid))
        return paths_shown(arena, file);
    diag_add(diags, DIAG_WARNING, file, 0, 0,
             "is outside of the project '%s' and belongs to another user, so it is left out; if it "
             "is to count, name it with --config",
             root);
    return NULL;
}

const char *config_find(struct arena *arena, const char *const *folders, const char *here,
                        const char *root, struct diags *diags)
{
    const char *found = NULL;
    for (; *folders && !found; folders++)
        for (const char *at = paths_real(arena, *folders);; at = paths_folder(arena, at)) {
            found = trusted(arena, at, root, diags);
            if (found || !strcmp(at, "/"))
                break;
        }
    return found ? found : trusted(arena, here, root, diags);
}

bool config_is_project(struct arena *arena, const char *file)
{
    struct diags *unsaid = diags_new(); /* who reads the file for good says what is wrong with it */
    const char *text;
    size_t len;
    bool read = textfile_read(arena, file, YTREE_SIZE_MAX, &text, &len, unsaid);
    diags_free(unsaid);
    return read && strncmp(text, "pack:", 5) != 0 && !strstr(text, "\npack:");
}

/* ---- levels ---- */

bool level_parse(const char *text, enum level *ret_level)
{
    for (const struct choice *c = level_choices; c->name; c++)
        if (!strcmp(text, c->name)) {
            *ret_level = (enum level)c->value;
            return true;
        }
    if (strcmp(text, "never") != 0)
        return false;
    *ret_level = LEVEL_OFF;
    return true;
}

const char *level_name(enum level level)
{
    for (const struct choice *c = level_choices; c->name; c++)
        if (c->value == (int)level)
            return c->name;
    bug("level %d", (int)level);
}

/* ---- paths ---- */

/* Does PATTERN match PATH or a folder that it is in? WANTS_FOLDER: PATH itself, a file, does not
 * count. */
static bool match_prefix(const char *pattern, const char *path, bool wants_folder)
{
    for (size_t end = 0; path[end];) {
        end += strcspn(path + end, "/");
        bool is_file = !path[end];
        if (end && !(is_file && wants_folder) && glob_match_path(pattern, path, end))
            return true;
        end += !is_file;
    }
    return false;
}

bool path_match(const char *pattern, const char *path)
{
    char text[4096];
    size_t len = strlen(pattern);
    if (len >= sizeof text)
        return false;
    memcpy(text, pattern, len + 1);
    bool wants_folder = len > 1 && text[len - 1] == '/';
    if (wants_folder)
        text[len - 1] = '\0';
    const char *p = text;
    if (!strncmp(p, "./", 2))
        p += 1;
    bool anchored = strchr(p, '/') != NULL;
    p += *p == '/';
    while (!strncmp(path, "./", 2))
        path += 2;
    if (anchored)
        return match_prefix(p, path, wants_folder);
    for (const char *at = path; at; at = strchr(at, '/')) {
        at += *at == '/';
        if (match_prefix(p, at, wants_folder))
            return true;
    }
    return false;
}
