#include "extract/lookups.h"

#include "base/diag.h"
#include "input/paths.h"
#include "input/textfile.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <uthash.h>

#define SOURCE_SIZE_MAX ((size_t)64 * 1024 * 1024)

struct looked { /* a path that is looked for */
    const char *path;
    const char *missing; /* the first part that is not there; NULL: it is there */
    uint32_t unit;       /* the last one that has it in its list */
    UT_hash_handle hh;
};

struct asked { /* a file, and the names that its __has_includes ask for */
    const char *path;
    lookup_vec names;
    UT_hash_handle hh;
};

struct lookups {
    struct arena *arena;
    struct looked *looked;
    struct asked *asked;
    uint32_t unit; /* their number so far */
};

struct unit { /* what is being listed */
    struct lookups *l;
    struct arena *arena;
    const char *directory;
    lookup_vec dirs; /* in the order in which they are looked into */
    lookup_vec *ret;
};

struct lookups *lookups_new(void)
{
    struct arena *arena = arena_new();
    struct lookups *l = arena_new_one(arena, struct lookups);
    l->arena = arena;
    return l;
}

void lookups_free(struct lookups *l)
{
    HASH_CLEAR(hh, l->looked);
    HASH_CLEAR(hh, l->asked);
    arena_free(l->arena);
}

/* ---- where is looked ---- */

static void add_dir(struct unit *u, const char *dir)
{
    vec_push(u->arena, &u->dirs, paths_normal(u->arena, paths_join(u->arena, u->directory, dir)));
}

/* Source: GCC 12, 3.21, CPATH: folders with colons between; an empty one is the working directory.
 */
static void add_environment(struct unit *u, const char *name)
{
    const char *list = getenv(name);
    for (const char *at = list, *end; at; at = *end ? end + 1 : NULL) {
        end = at + strcspn(at, ":");
        add_dir(u, end == at ? "." : arena_strndup(u->arena, at, (size_t)(end - at)));
    }
}

/* In the order of the words, which is that of the search but for the kinds of options. A folder too
 * many costs a look, one too few a wrong answer. */
static void find_dirs(struct unit *u, const char *const *argv, uint32_t argc)
{
    static const char *const options[] = {"-iquote", "-I", "-isystem", "-idirafter"};
    static const char *const variables[] = {NULL, "CPATH", "C_INCLUDE_PATH", NULL};
    for (uint32_t k = 0; k < COUNT(options); k++) {
        size_t len = strlen(options[k]);
        for (uint32_t i = 1; i < argc; i++) {
            if (strncmp(argv[i], options[k], len) != 0)
                continue;
            if (argv[i][len])
                add_dir(u, argv[i] + len);
            else if (i + 1 < argc)
                add_dir(u, argv[++i]);
        }
        if (variables[k])
            add_environment(u, variables[k]);
    }
    add_dir(u, "/usr/local/include");
}

/* ---- what is there ---- */

/* The first part of PATH behind its first FROM bytes that is not there; NULL: all of it is. */
static const char *first_missing(struct arena *arena, const char *path, size_t from)
{
    if (access(path, F_OK) == 0)
        return NULL;
    for (const char *end = strchr(path + from, '/'); end; end = strchr(end + 1, '/')) {
        const char *part = arena_strndup(arena, path, (size_t)(end - path));
        if (end > path && access(part, F_OK) != 0)
            return part;
    }
    return path;
}

/* Whether NAME is in DIR. Adds what is missing to the unit's list. */
static bool look(struct unit *u, const char *dir, const char *name)
{
    struct lookups *l = u->l;
    struct looked *found, *part;
    const char *path = paths_join(u->arena, dir, name);
    HASH_FIND_STR(l->looked, path, found);
    if (!found) {
        found = arena_new_one(l->arena, struct looked);
        found->path = arena_strdup(l->arena, path);
        found->missing = first_missing(l->arena, found->path, strlen(dir));
        HASH_ADD_KEYPTR(hh, l->looked, found->path, strlen(found->path), found);
    }
    if (!found->missing)
        return true;
    HASH_FIND_STR(l->looked, found->missing, part);
    if (!part) {
        part = arena_new_one(l->arena, struct looked);
        part->path = part->missing = found->missing;
        HASH_ADD_KEYPTR(hh, l->looked, part->path, strlen(part->path), part);
    }
    if (part->unit != l->unit)
        vec_push(u->arena, u->ret, part->path);
    part->unit = l->unit;
    return false;
}

/* ---- what was looked for ---- */

/* NAME was not in the first LEN folders; and in quotes it was looked for beside the file that
 * includes it before that: FOLDERS are those of the project's files. */
static void look_in(struct unit *u, const char *name, uint32_t len, const lookup_vec *folders)
{
    for (uint32_t i = 0; i < len; i++)
        look(u, u->dirs.at[i], name);
    for (uint32_t i = 0; i < folders->len; i++)
        look(u, folders->at[i], name);
}

/* FILE was found in one of the folders: in those before it, it is not. What is in none of them is a
 * header of the compiler or the system, by what stands behind "include/" and the name of the
 * machine, or stands beside the file that includes it, where it is looked for first. */
static void look_before(struct unit *u, const char *file, const lookup_vec *folders)
{
    bool found = false;
    for (uint32_t k = 0; k < u->dirs.len; k++) {
        const char *name = paths_below(u->dirs.at[k], file);
        if (name && *name)
            look_in(u, name, k, folders);
        found |= name != NULL;
    }
    const char *name = NULL;
    for (const char *at = file; !found && (at = strstr(at, "/include/"));)
        name = at += sizeof "/include/" - 1;
    size_t machine = name ? strcspn(name, "/") : 0;
    if (name && name[machine] && memmem(name, machine, "-linux-", 7))
        name += machine + 1;
    if (name)
        look_in(u, name, u->dirs.len, folders);
}

/* The names in FILE that stand in `__has_include(<NAME>)` and its kin. */
static const lookup_vec *names_asked(struct lookups *l, const char *file)
{
    static const char word[] = "__has_include";
    struct asked *a;
    HASH_FIND_STR(l->asked, file, a);
    if (a)
        return &a->names;
    a = arena_new_one(l->arena, struct asked);
    a->path = arena_strdup(l->arena, file);
    HASH_ADD_KEYPTR(hh, l->asked, a->path, strlen(a->path), a);
    struct arena *scratch = arena_new();
    struct diags *unsaid = diags_new(); /* what cannot be read is not kept anyway */
    const char *text;
    size_t len;
    if (textfile_read(scratch, file, SOURCE_SIZE_MAX, &text, &len, unsaid))
        for (const char *at = text; (at = strstr(at, word));) {
            at += sizeof word - 1;
            at += strspn(at, "_next( \t");
            size_t size = *at == '<'   ? strcspn(at, ">\n")
                          : *at == '"' ? strcspn(at + 1, "\"\n") + 1
                                       : 0;
            if (size > 1)
                vec_push(l->arena, &a->names, arena_strndup(l->arena, at + 1, size - 1));
        }
    diags_free(unsaid);
    arena_free(scratch);
    return &a->names;
}

static void look_asked(struct unit *u, const char *file)
{
    const lookup_vec *names = names_asked(u->l, file);
    for (uint32_t i = 0; i < names->len; i++) {
        bool there = look(u, paths_folder(u->arena, file), names->at[i]);
        for (uint32_t k = 0; k < u->dirs.len && !there; k++) {
            there = look(u, u->dirs.at[k], names->at[i]);
            if (there)
                vec_push(u->arena, u->ret, paths_join(u->arena, u->dirs.at[k], names->at[i]));
        }
    }
}

static bool is_of_system(const char *file)
{
    return paths_below("/usr", file) != NULL;
}

/* The folders of FILES, without those of the system, whose headers do not look for others'. */
static void find_folders(struct unit *u, const char *const *files, uint32_t len, lookup_vec *ret)
{
    for (uint32_t i = 0; i < len; i++) {
        const char *folder = paths_folder(u->arena, files[i]);
        bool known = is_of_system(folder);
        for (uint32_t k = ret->len; k-- > 0 && !known;)
            known = !strcmp(ret->at[k], folder);
        if (!known)
            vec_push(u->arena, ret, folder);
    }
}

void lookups_of(struct lookups *l, struct arena *arena, const char *directory,
                const char *const *argv, uint32_t argc, const char *const *files, uint32_t file_len,
                lookup_vec *ret)
{
    struct unit u = {.l = l, .arena = arena, .directory = directory, .ret = ret};
    lookup_vec folders = {0}, none = {0};
    l->unit++;
    find_dirs(&u, argv, argc);
    find_folders(&u, files, file_len, &folders);
    for (uint32_t i = 0; i < file_len; i++) {
        if (i)
            look_before(&u, files[i], is_of_system(files[i]) ? &none : &folders);
        look_asked(&u, files[i]);
    }
}
