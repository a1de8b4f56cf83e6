/* The top of a pack file, and where packs come from. */

#include "base/fail.h"
#include "input/embedded.h"
#include "input/rules_read.h"
#include "input/textfile.h"
#include "input/ytree_image.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- small sections ---- */

/* Its value was checked before anything else: see check_head. */
static void read_version(struct reader *rd, const struct key *key, const struct ynode *value,
                         void *at)
{
    (void)rd;
    (void)key;
    (void)value;
    (void)at;
}

static const struct key detect_keys[] = {
    {"headers", read_words, .offset = offsetof(struct pack, headers), .need = KEY_REQUIRED},
    {"uses", read_names, .offset = offsetof(struct pack, uses)},
    {0},
};
static const struct shape detect_shape = {"detect", {{detect_keys, 0}}};

static void read_detect(struct reader *rd, const struct key *key, const struct ynode *value,
                        void *at)
{
    struct pack *p = at;
    if (rd->project) {
        reader_error(rd, value, "'detect' has no place here: the project's own pack is always on");
        return;
    }
    reader_map(rd, key->shape, value, p);
    p->framework = true;
    if (!p->headers.len && !rd->errors)
        reader_error(rd, value, "'detect' names no header; without 'detect' a pack is always on");
}

#define INSTEAD(NAME, KIND) {NAME, read_text, .offset = offsetof(struct pack, instead[KIND])}
static const struct key instead_keys[] = {
    INSTEAD("sleep", INSTEAD_SLEEP),     INSTEAD("io", INSTEAD_IO),
    INSTEAD("dns", INSTEAD_DNS),         INSTEAD("process", INSTEAD_PROCESS),
    INSTEAD("lock", INSTEAD_LOCK),       INSTEAD("file", INSTEAD_FILE),
    INSTEAD("client", INSTEAD_CLIENT),   INSTEAD("terminal", INSTEAD_TERMINAL),
    INSTEAD("cpu", INSTEAD_CPU),         INSTEAD("connect", INSTEAD_CONNECT),
    INSTEAD("offload", INSTEAD_OFFLOAD), INSTEAD("event", INSTEAD_EVENT),
    INSTEAD("cleanup", INSTEAD_CLEANUP), {0},
};
static const struct shape instead_shape = {"instead", {{instead_keys, 0}}};

/* ---- the top ---- */

const struct key rules_pack_keys[] = {
    {"nostall", read_version, .need = KEY_REQUIRED},
    {"pack", read_str, .offset = offsetof(struct pack, name), .need = KEY_REQUIRED_IN_PACK},
    {"detect", read_detect, .shape = &detect_shape},
    {"async", read_shape, .shape = &rules_async_shape},
    {"coroutines", read_shape, .shape = &rules_coroutines_shape},
    {"guards", read_shape, .shape = &rules_loop_guards_shape},
    {"offload", read_each, .each = rules_add_offload},
    {"forks", read_rule_names, .offset = offsetof(struct pack, forks)},
    {"run_loop", read_each, .each = rules_add_run_loop, .one = true},
    {"waits_many", read_each, .each = rules_add_wait, .one = true},
    {"loops", read_shape, .shape = &rules_loops_shape},
    {"sync_wrappers", read_each, .each = rules_add_sync_wrapper},
    {"sync_wrapper_annotations", read_each, .each = rules_add_wrapper_annotation, .one = true},
    {"descriptors", read_shape, .shape = &rules_descriptors_shape},
    {"reads", read_shape, .shape = &rules_reads_shape},
    {"locks", read_each, .each = rules_add_lock},
    {"paths_made", read_each, .each = rules_add_path},
    {"noreturn", read_rule_names, .offset = offsetof(struct pack, noreturn)},
    {"allocators", read_rule_names, .offset = offsetof(struct pack, allocators)},
    {"nonblocking", read_rule_names, .offset = offsetof(struct pack, nonblocking)},
    {"instead", read_shape, .shape = &instead_shape},
    {"cancellation", rules_read_cancellation, .shape = &rules_cancellation_shape},
    {"finally", read_shape, .shape = &rules_finally_shape},
    {"resources", read_each, .each = rules_add_resource},
    {"keeps", read_each, .each = rules_add_keep},
    {"gives_back", read_each, .each = rules_add_gives_back},
    {"waits", read_rule_names, .offset = offsetof(struct pack, waits)},
    {"borrows", read_rule_names, .offset = offsetof(struct pack, borrows)},
    {"cut", read_each, .each = rules_add_cut},
    {"points_in_time", read_each, .each = rules_add_point_in_time},
    {"durations", read_each, .each = rules_add_duration},
    {"clocks", read_each, .each = rules_add_clock},
    {"nonblocking_needed", read_each, .each = rules_add_nonblocking_needed},
    {"noreturn_unless_zero", read_each, .each = rules_add_noreturn_unless_zero},
    {"loop_calls", read_each, .each = rules_add_loop_call, .one = true},
    {"thread_safe", read_rule_names, .offset = offsetof(struct pack, thread_safe)},
    {"makes_own", read_rule_names, .offset = offsetof(struct pack, makes_own)},
    {"joins", read_rule_names, .offset = offsetof(struct pack, joins)},
    {"signal_unsafe", read_rule_names, .offset = offsetof(struct pack, signal_unsafe)},
    {"signal_handlers", read_each, .each = rules_add_signal_handler},
    {"operator_signals", read_each, .each = rules_add_operator_signal},
    {"operator_calls", read_each, .each = rules_add_operator_call},
    {"crash_signals", read_each, .each = rules_add_crash_signal},
    {"swaps", read_rule_names, .offset = offsetof(struct pack, swaps)},
    {"claims", read_rule_names, .offset = offsetof(struct pack, claims)},
    {"last_errors", read_rule_names, .offset = offsetof(struct pack, last_errors)},
    {"static_buffers", read_rule_names, .offset = offsetof(struct pack, static_buffers)},
    {"completions", read_each, .each = rules_add_completion},
    {"outcomes", read_each, .each = rules_add_outcome},
    {"blocking", read_each, .each = rules_add_blocking},
    {0},
};
static const struct shape pack_shape = {"pack", {{rules_pack_keys, 0}}};

const struct shape *const rules_pack_shapes[] = {
    &pack_shape,         &detect_shape,       &instead_shape, &rules_condition_shape,
    &rules_handle_shape, &rules_called_shape, NULL,
};

/* Does ROOT begin with a version that we read? What follows would only be noise if not. */
static bool check_head(struct reader *rd, const struct ynode *root)
{
    if (root->kind != YNODE_MAP || !root->pairs.len) {
        reader_error(rd, root, "not a pack: it must start with 'nostall: 1', and holds %s",
                     ynode_kind_name(root));
        return false;
    }
    const struct ynode *first = root->pairs.at[0].key, *version = ynode_find(root, "nostall");
    if (!version || strcmp(first->text, "nostall") != 0) {
        reader_error(rd, first, "the first key must be 'nostall: 1', the version of the format");
        return false;
    }
    int64_t number;
    if (!reader_number(rd, version, "the version of the format, 1,", 0, INT64_MAX, &number))
        return false;
    if (number != 1)
        reader_error(rd, version, "version %lld of the format is not known; this program reads 1",
                     (long long)number);
    return number == 1;
}

/* What entries ask for that may stand before it: the name, which each keeps, and whether the pack
 * has coroutines. */
static void look_ahead(struct reader *rd, const struct ynode *root)
{
    const struct ynode *coroutines = ynode_find(root, "coroutines");
    const struct ynode *async = ynode_find(root, "async");
    rd->suspends = coroutines && coroutines->kind == YNODE_MAP && ynode_find(coroutines, "suspend");
    rd->coroutines = rd->suspends || (coroutines && coroutines->kind == YNODE_MAP) ||
                     (async && async->kind == YNODE_MAP && ynode_find(async, "body_macros"));
    const struct ynode *name = ynode_find(root, "pack");
    if (name && name->kind == YNODE_SCALAR)
        rd->pack->name = str_intern(rd->strs, name->text);
}

/* ROOT is the tree of the pack's text. */
static bool read_tree(struct reader *rd, struct pack *pack, const struct ynode *root,
                      const struct shape *shape, void *into)
{
    rd->pack = pack;
    pack->file = rd->file;
    pack->framework = strstr(rd->file, "rules/frameworks/") != NULL;
    pack->cancellation.error_arg = INT32_MIN;
    if (check_head(rd, root)) {
        look_ahead(rd, root);
        reader_map(rd, shape, root, into);
    }
    return reader_end(rd);
}

bool rules_read_file(struct reader *rd, struct pack *pack, const char *text, size_t len,
                     const struct shape *shape, void *into)
{
    const struct ynode *root;
    if (!ytree_parse(rd->arena, rd->file, text, len, &root, rd->diags))
        return false;
    rd->file = arena_strdup(rd->arena, rd->file);
    pack->text = arena_strndup(rd->arena, text, len);
    return read_tree(rd, pack, root, shape, into);
}

bool rules_load_text(struct rules *r, const char *file, const char *text, size_t len,
                     struct diags *diags)
{
    struct pack *pack = arena_new_one(r->arena, struct pack);
    struct reader rd = {.arena = r->arena, .strs = r->strs, .file = file, .diags = diags};
    if (!rules_read_file(&rd, pack, text, len, &pack_shape, pack))
        return false;
    vec_push(r->arena, &r->packs, pack);
    return true;
}

/* ---- files and folders ---- */

static bool load_file(struct rules *r, const char *path, struct diags *diags)
{
    const char *text;
    size_t len;
    return textfile_read(r->arena, path, YTREE_SIZE_MAX, &text, &len, diags) &&
           rules_load_text(r, path, text, len, diags);
}

static bool is_pack_name(const char *name)
{
    const char *dot = strrchr(name, '.');
    return *name != '.' && dot && (!strcmp(dot, ".yaml") || !strcmp(dot, ".yml"));
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool load_folder(struct rules *r, const char *path, DIR *dir, struct diags *diags)
{
    VEC(const char *) names = {0};
    for (const struct dirent *e; (e = readdir(dir));)
        if (is_pack_name(e->d_name))
            vec_push(r->arena, &names, arena_strdup(r->arena, e->d_name));
    if (!names.len) {
        diag_add(diags, DIAG_ERROR, path, 0, 0, "holds no rule pack: no file *.yaml");
        return false;
    }
    qsort(names.at, names.len, sizeof *names.at, by_text);
    size_t path_len = strlen(path);
    const char *slash = path_len && path[path_len - 1] == '/' ? "" : "/";
    uint32_t packs = r->packs.len;
    bool ok = true;
    for (uint32_t i = 0; i < names.len; i++)
        ok = load_file(r, arena_printf(r->arena, "%s%s%s", path, slash, names.at[i]), diags) && ok;
    if (!ok)
        r->packs.len = packs;
    return ok;
}

bool rules_load_path(struct rules *r, const char *path, struct diags *diags)
{
    struct stat st;
    if (stat(path, &st) < 0 || !S_ISDIR(st.st_mode))
        return load_file(r, path, diags);
    DIR *dir = opendir(path);
    if (!dir) {
        diag_add(diags, DIAG_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
        return false;
    }
    bool ok = load_folder(r, path, dir, diags);
    closedir(dir);
    return ok;
}

void rules_load_builtin(struct rules *r)
{
    struct diags *diags = diags_new();
    struct arena *trees = arena_new();
    for (const struct embedded *e = embedded_packs; e->path; e++) {
        struct pack *pack = arena_new_one(r->arena, struct pack);
        struct reader rd = {.arena = r->arena, .strs = r->strs, .file = e->path, .diags = diags};
        const struct ynode *root = ytree_image_read(trees, e->tree, e->tree_len);
        pack->text = e->text;
        if (!read_tree(&rd, pack, root, &pack_shape, pack)) {
            diags_print(diags, 0, stderr);
            bug("the compiled-in pack %s is wrong", e->path);
        }
        vec_push(r->arena, &r->packs, pack);
        arena_reset(trees);
    }
    arena_free(trees);
    diags_free(diags);
}

const char *rules_schema(void)
{
    return embedded_schema.text;
}
