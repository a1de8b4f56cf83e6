#include "input/compdb.h"

#include "input/compdb_text.h"
#include "input/glob.h"
#include "input/paths.h"
#include "input/shellwords.h"
#include "input/textfile.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define FILE_SIZE_MAX ((size_t)1024 * 1024 * 1024)
static const char database_name[] = "compile_commands.json";

/* One database while it is read. */
struct reading {
    struct arena *arena;
    struct diags *diags;
    const char *path;   /* of the file */
    const char *build;  /* folder, as the user wrote it */
    const char *folder; /* folder, absolute */
    struct compdb_text text;
    struct compdb *db;
    uint32_t *slots; /* index into db->commands plus one, by hash; 0 is free */
    uint32_t slot_count;
};

/* ---- duplicates ---- */

static uint32_t hash_text(uint32_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return (hash ^ 0x100) * 16777619u;
}

uint32_t compdb_hash(const struct command *c)
{
    uint32_t hash = hash_text(hash_text(2166136261u, c->path), c->directory);
    for (uint32_t i = 0; i < c->args.len; i++)
        hash = hash_text(hash, c->args.at[i]);
    return hash;
}

static bool same_command(const struct command *a, const struct command *b)
{
    if (a->args.len != b->args.len || strcmp(a->path, b->path) != 0 ||
        strcmp(a->directory, b->directory) != 0)
        return false;
    for (uint32_t i = 0; i < a->args.len; i++)
        if (strcmp(a->args.at[i], b->args.at[i]) != 0)
            return false;
    return true;
}

/* The slot where C is or would be. */
static uint32_t *find_slot(const struct reading *rd, const struct command *c)
{
    uint32_t at = compdb_hash(c) & (rd->slot_count - 1);
    while (rd->slots[at] && !same_command(&rd->db->commands.at[rd->slots[at] - 1], c))
        at = (at + 1) & (rd->slot_count - 1);
    return &rd->slots[at];
}

static void add_command(struct reading *rd, struct command c)
{
    uint32_t *slot = find_slot(rd, &c);
    if (*slot)
        return;
    vec_push(rd->arena, &rd->db->commands, c);
    *slot = rd->db->commands.len;
}

/* Room for MORE commands beside those that DB has. */
static void slots_make(struct reading *rd, struct arena *scratch, size_t more)
{
    rd->slot_count = 64;
    while (rd->slot_count / 2 < rd->db->commands.len + more)
        rd->slot_count *= 2;
    rd->slots = arena_new_array(scratch, uint32_t, rd->slot_count);
    for (uint32_t i = 0; i < rd->db->commands.len; i++)
        *find_slot(rd, &rd->db->commands.at[i]) = i + 1;
}

/* ---- which entries are C ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && !strcmp(text + len - end_len, end);
}

/* The language that the arguments state, the last one counts; NULL: none. */
static const char *stated_language(const struct command *c)
{
    const char *language = NULL;
    for (uint32_t i = 1; i < c->args.len; i++) {
        const char *arg = c->args.at[i];
        if ((!strcmp(arg, "-x") || !strcmp(arg, "--language")) && i + 1 < c->args.len)
            language = c->args.at[++i];
        else if (!strncmp(arg, "-x", 2))
            language = arg + 2;
        else if (!strncmp(arg, "--language=", 11))
            language = arg + 11;
    }
    return language && strcmp(language, "none") != 0 ? language : NULL;
}

/* Is the compiler a driver that takes .c for C++? A launcher (ccache) may stand before it. */
static bool is_cxx_driver(const struct command *c)
{
    for (uint32_t i = 0; i < c->args.len && *c->args.at[i] != '-'; i++) {
        const char *slash = strrchr(c->args.at[i], '/'), *name = slash ? slash + 1 : c->args.at[i];
        if (glob_match("*++", name) || glob_match("*++-[0-9]*", name))
            return true;
    }
    return false;
}

static bool is_c_unit(const struct command *c)
{
    const char *language = stated_language(c);
    if (language)
        return !strcmp(language, "c") || !strcmp(language, "cpp-output");
    return ends_with(c->file, ".i") || (ends_with(c->file, ".c") && !is_cxx_driver(c));
}

/* ---- entries ---- */

static void warn_entry(struct reading *rd, size_t index, const char *text)
{
    struct place place = {0, 0};
    if (index < rd->text.entries.len)
        place = rd->text.entries.at[index];
    diag_add(rd->diags, DIAG_WARNING, rd->path, place.line, place.col, "entry %zu is left out: %s",
             index + 1, text);
}

/* The text of KEY; NULL: there is none, and ret_problem says so. */
static const char *entry_text(struct reading *rd, const json_t *entry, const char *key,
                              const char **ret_problem)
{
    const char *text = json_string_value(json_object_get(entry, key));
    if (text && *text)
        return compdb_text_bytes(rd->arena, &rd->text, text);
    *ret_problem = arena_printf(rd->arena, "'%s' %s; let the build system write the file anew", key,
                                json_object_get(entry, key) ? "is no text" : "is missing");
    return NULL;
}

static bool read_arguments(struct reading *rd, const json_t *list, struct command *c)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *arg = json_string_value(json_array_get(list, i));
        if (!arg)
            return false;
        vec_push(rd->arena, &c->args, compdb_text_bytes(rd->arena, &rd->text, arg));
    }
    return c->args.len > 0;
}

static bool split_command(struct reading *rd, const char *text, struct command *c)
{
    word_vec words = {0};
    if (!shellwords_split(rd->arena, compdb_text_bytes(rd->arena, &rd->text, text), &words))
        return false;
    for (uint32_t i = 0; i < words.len; i++)
        vec_push(rd->arena, &c->args, words.at[i]);
    return true;
}

/* `arguments`, or else `command`. NULL: read; else what is wrong. */
static const char *read_command_line(struct reading *rd, const json_t *entry, struct command *c)
{
    const json_t *arguments = json_object_get(entry, "arguments");
    const char *command = json_string_value(json_object_get(entry, "command"));
    if (arguments)
        return read_arguments(rd, arguments, c)
                   ? NULL
                   : "'arguments' is no list of texts; it must hold the compiler and its arguments";
    if (!command)
        return "neither 'command' nor 'arguments' is there; one of them must hold the compiler's "
               "command line";
    if (!split_command(rd, command, c))
        return "'command' has a quote that is not closed; close it, or use 'arguments'";
    return c->args.len ? NULL : "'command' is empty; it must hold the compiler's command line";
}

static void read_entry(struct reading *rd, size_t index, const json_t *entry)
{
    struct command c = {.build = rd->build};
    const char *problem = NULL;
    if (!json_is_object(entry))
        problem = "it is no object with 'directory', 'file' and 'command'";
    if (!problem)
        c.file = entry_text(rd, entry, "file", &problem);
    if (!problem)
        c.directory = entry_text(rd, entry, "directory", &problem);
    if (!problem)
        problem = read_command_line(rd, entry, &c);
    if (problem) {
        warn_entry(rd, index, problem);
        return;
    }
    if (!is_c_unit(&c))
        return;
    c.directory = paths_join(rd->arena, rd->folder, c.directory);
    c.path = paths_real(rd->arena, paths_join(rd->arena, c.directory, c.file));
    add_command(rd, c);
}

/* ---- files ---- */

static json_t *parse(struct reading *rd, const char *text, size_t len)
{
    json_error_t error;
    if (strspn(text, " \t\r\n") == len) {
        diag_add(rd->diags, DIAG_ERROR, rd->path, 1, 1,
                 "the file is empty; let the build system write it anew");
        return NULL;
    }
    compdb_text_make(rd->arena, text, len, &rd->text);
    const char *json = rd->text.json.at ? rd->text.json.at : "";
    json_t *root = json_loadb(json, rd->text.json.len, 0, &error);
    if (!root) {
        size_t position = error.position > 0 ? (size_t)error.position : 0;
        diag_add(rd->diags, DIAG_ERROR, rd->path, error.line > 0 ? (uint32_t)error.line : 1,
                 compdb_text_col(&rd->text, position), "not JSON: %s", error.text);
    } else if (!json_is_array(root)) {
        diag_add(rd->diags, DIAG_ERROR, rd->path, 1, 1,
                 "no compilation database: the outermost value must be an array");
        json_decref(root);
        root = NULL;
    }
    return root;
}

static void read_entries(struct reading *rd, const json_t *root)
{
    struct arena *scratch = arena_new();
    size_t count = json_array_size(root);
    slots_make(rd, scratch, count);
    for (size_t i = 0; i < count; i++)
        read_entry(rd, i, json_array_get(root, i));
    arena_free(scratch);
}

bool compdb_load(struct arena *arena, const char *path, struct compdb *db, struct diags *diags)
{
    bool is_folder = paths_is_folder(path);
    struct reading rd = {.arena = arena, .diags = diags, .db = db};
    rd.path = is_folder ? paths_join(arena, path, database_name) : arena_strdup(arena, path);
    rd.build = is_folder ? arena_strdup(arena, path) : paths_folder(arena, rd.path);
    rd.folder = paths_real(arena, rd.build);
    if (is_folder && !paths_is_file(rd.path)) {
        diag_add(diags, DIAG_ERROR, path, 0, 0,
                 "holds no %s; with CMake, configure with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
                 database_name);
        return false;
    }
    struct arena *scratch = arena_new();
    const char *text;
    size_t len;
    json_t *root = NULL;
    if (textfile_read(scratch, rd.path, FILE_SIZE_MAX, &text, &len, diags))
        root = parse(&rd, text, len);
    if (root)
        read_entries(&rd, root);
    bool ok = root != NULL;
    json_decref(root);
    buf_release(&rd.text.json);
    arena_free(scratch);
    return ok;
}

/* ---- looking for one ---- */

static bool is_build_folder(const char *name)
{
    static const char *const patterns[] = {"build*", "_build*", "cmake-build*", "out"};
    for (uint32_t i = 0; i < COUNT(patterns); i++)
        if (glob_match(patterns[i], name))
            return true;
    return false;
}

static bool has_database(struct arena *arena, const char *folder)
{
    return paths_is_file(paths_join(arena, folder, database_name));
}

/* The first build folder of FOLDER, by name, that holds a database; NULL: none. */
static const char *find_below(struct arena *arena, const char *folder)
{
    const char *best = NULL;
    DIR *dir = opendir(folder);
    if (!dir)
        return NULL;
    for (const struct dirent *e; (e = readdir(dir));) {
        if (!is_build_folder(e->d_name))
            continue;
        const char *path = paths_join(arena, folder, e->d_name);
        if ((!best || strcmp(path, best) < 0) && has_database(arena, path))
            best = path;
    }
    closedir(dir);
    return best;
}

const char *compdb_find(struct arena *arena, const char *dir)
{
    const char *at = paths_real(arena, dir);
    for (;;) {
        if (has_database(arena, at))
            return at;
        const char *below = find_below(arena, at);
        if (below || !strcmp(at, "/"))
            return below;
        at = paths_folder(arena, at);
    }
}
