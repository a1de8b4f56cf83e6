#include "cli/since.h"

#include "base/child.h"
#include "input/paths.h"

#include <stdlib.h>
#include <string.h>

#include <uthash.h>

struct lines {
    uint32_t first, last;
};

struct changed {      /* a file */
    const char *name; /* as findings name it */
    VEC(struct lines) lines;
    UT_hash_handle hh;
};

struct changes {
    struct arena *arena;
    const char *root, *top; /* of the project and of the work tree */
    struct changed *files;
};

/* ---- git ---- */

#define WORDS_MAX 26

/* Run git in FOLDER with WORDS (NULL ends). False: it cannot be run, or it failed. The settings of
 * the repository shall start no program of their own, nor shall hooks; its index stays as it is. */
static bool git(const char *folder, const char *const *words, struct buf *out)
{
    const char *argv[WORDS_MAX + 1] = {"git",
                                       "-C",
                                       folder,
                                       "-c",
                                       "core.fsmonitor=false",
                                       "-c",
                                       "core.hooksPath=/dev/null",
                                       "-c",
                                       "diff.autoRefreshIndex=false",
                                       "-c",
                                       "core.quotePath=false"};
    uint32_t len = 11;
    for (; *words && len < WORDS_MAX; words++)
        argv[len++] = *words;
    int status;
    buf_clear(out);
    return child_output(argv, NULL, out, &status) && status == 0;
}

/* The same, its one line in ARENA; NULL: it failed. */
static const char *git_line(struct arena *arena, const char *folder, const char *const *words)
{
    struct buf out = {0};
    const char *line = NULL;
    if (git(folder, words, &out))
        line = arena_strndup(arena, out.at, strcspn(out.at, "\n"));
    buf_release(&out);
    return line;
}

static bool is_shallow(struct arena *arena, const char *top)
{
    const char *const words[] = {"rev-parse", "--is-shallow-repository", NULL};
    const char *answer = git_line(arena, top, words);
    return answer && !strcmp(answer, "true");
}

/* What a shallow clone has to be told before it knows REV. Source: git-fetch(1), --depth,
 * <refspec>: without a destination a branch is FETCH_HEAD alone. */
static const char *how_to_fetch(struct arena *arena, const char *rev)
{
    static const char origin[] = "origin/";
    if (!strncmp(rev, origin, sizeof origin - 1))
        return arena_printf(arena, "git fetch --depth=1 origin %s:refs/remotes/%s",
                            rev + sizeof origin - 1, rev);
    if (strpbrk(rev, "~^@:") || !strcmp(rev, "HEAD"))
        return "git fetch --unshallow";
    if (strspn(rev, "0123456789abcdef") == strlen(rev))
        return arena_printf(arena, "git fetch --depth=1 origin %s", rev);
    return arena_printf(arena, "git fetch --depth=1 origin %s:%s", rev, rev);
}

static void unknown_revision(struct changes *c, const char *rev, struct diags *diags)
{
    if (is_shallow(c->arena, c->top))
        diag_add(diags, DIAG_ERROR, NULL, 0, 0,
                 "git does not know the revision '%s' of --since, for this is a shallow clone; "
                 "fetch it with '%s', or clone the whole history",
                 rev, how_to_fetch(c->arena, rev));
    else
        diag_add(
            diags, DIAG_ERROR, NULL, 0, 0,
            "git does not know the revision '%s' of --since; 'git rev-parse %s' says more, and "
            "'git fetch' brings branches of others",
            rev, rev);
}

/* The commit to compare with. NULL: a diag says why there is none. */
static const char *base_of(struct changes *c, const char *rev, struct diags *diags)
{
    const char *commit = arena_printf(c->arena, "%s^{commit}", rev);
    const char *const verify[] = {"rev-parse", "--verify", "--quiet", commit, NULL};
    const char *there = *rev == '-' ? NULL : git_line(c->arena, c->top, verify);
    if (!there) {
        unknown_revision(c, rev, diags);
        return NULL;
    }
    const char *const merge_base[] = {"merge-base", there, "HEAD", NULL};
    const char *base = git_line(c->arena, c->top, merge_base);
    if (!base)
        diag_add(diags, DIAG_NOTE, NULL, 0, 0,
                 "where HEAD left '%s' is not in this clone; what differs from '%s' itself counts "
                 "as changed",
                 rev, rev);
    return base ? base : there;
}

/* ---- changed lines ---- */

/* NAME is one of the work tree TREE. */
static struct changed *file_of(struct changes *c, const char *tree, const char *name)
{
    const char *path = paths_join(c->arena, tree, name), *below = paths_below(c->root, path);
    struct changed *found;
    if (below)
        path = below;
    HASH_FIND_STR(c->files, path, found);
    if (found)
        return found;
    found = arena_new_one(c->arena, struct changed);
    found->name = path;
    HASH_ADD_KEYPTR(hh, c->files, found->name, strlen(found->name), found);
    return found;
}

static char unescaped(const char **at)
{
    static const char letters[] = "abtnvfr\"\\", meant[] = "\a\b\t\n\v\f\r\"\\";
    const char *found = strchr(letters, **at);
    unsigned octal = 0;
    if (found && **at) {
        ++*at;
        return meant[found - letters];
    }
    for (int i = 0; i < 3 && **at >= '0' && **at <= '7'; i++)
        octal = octal * 8 + (unsigned)(*(*at)++ - '0');
    return (char)octal;
}

/* The name behind "+++ ", without its "b/". Source: git-diff(1), "Generating patch text with -p":
 * unusual names are in quotes, as core.quotePath of git-config(1) says; after one with a space
 * comes a tab. */
static const char *new_name(struct arena *arena, const char *text, size_t len)
{
    if (len && text[len - 1] == '\t')
        len--;
    const char *at = arena_strndup(arena, text, len);
    char *name = arena_strdup(arena, at), *out = name;
    if (*at == '"')
        for (at++; *at && *at != '"';) {
            char c = *at++;
            *out++ = c == '\\' ? unescaped(&at) : c;
            *out = '\0';
        }
    return !strncmp(name, "b/", 2) ? name + 2 : name;
}

static uint32_t number_at(const char **at)
{
    char *end;
    unsigned long n = strtoul(*at, &end, 10);
    *at = end;
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

/* "12,3" or "12", that is "12,1". */
static struct lines range_at(const char **at, uint32_t *ret_len)
{
    uint32_t first = number_at(at);
    *ret_len = 1;
    if (**at == ',') {
        ++*at;
        *ret_len = number_at(at);
    }
    return (struct lines){first, first + *ret_len - 1};
}

struct text { /* what is left to read; NUL bytes may stand in it */
    const char *at, *end;
};

static void skip_line(struct text *t)
{
    const char *newline = memchr(t->at, '\n', (size_t)(t->end - t->at));
    t->at = newline ? newline + 1 : t->end;
}

static bool begins(const struct text *t, const char *word)
{
    size_t len = strlen(word);
    return (size_t)(t->end - t->at) >= len && !memcmp(t->at, word, len);
}

/* The hunk "@@ -a,b +c,d @@" at T, with its lines, which could look like a header themselves. */
static void take_hunk(struct changes *c, struct changed *file, struct text *t)
{
    uint32_t old_len, new_len;
    t->at += 4;
    range_at(&t->at, &old_len);
    t->at += strspn(t->at, " +");
    struct lines lines = range_at(&t->at, &new_len);
    if (new_len && file)
        vec_push(c->arena, &file->lines, lines);
    skip_line(t);
    for (uint64_t left = (uint64_t)old_len + new_len; t->at < t->end && (left || *t->at == '\\');
         skip_line(t))
        left -= *t->at != '\\';
}

/* Files count as text whatever .gitattributes say of them, or bytes that stand in them: what is
 * compiled is. */
static bool take_diff(struct changes *c, const char *tree, const char *base)
{
    const char *const words[] = {"diff",
                                 "--text",
                                 "--unified=0",
                                 "--inter-hunk-context=0",
                                 "--find-renames",
                                 "--ignore-submodules=all",
                                 "--no-color",
                                 "--no-ext-diff",
                                 "--no-textconv",
                                 "--src-prefix=a/",
                                 "--dst-prefix=b/",
                                 base,
                                 "--",
                                 NULL};
    struct buf out = {0};
    bool ok = git(tree, words, &out);
    struct changed *file = NULL;
    struct text t = {out.at, out.at + out.len};
    while (ok && t.at < t.end) {
        if (begins(&t, "@@ -")) {
            take_hunk(c, file, &t);
            continue;
        }
        if (begins(&t, "+++ "))
            file = file_of(c, tree, new_name(c->arena, t.at + 4, strcspn(t.at + 4, "\n")));
        skip_line(&t);
    }
    buf_release(&out);
    return ok;
}

static bool take_untracked(struct changes *c, const char *tree)
{
    const char *const words[] = {"ls-files", "--others", "--exclude-standard", "-z", NULL};
    struct buf out = {0};
    bool ok = git(tree, words, &out);
    for (size_t at = 0; ok && at < out.len; at += strlen(out.at + at) + 1)
        vec_push(c->arena, &file_of(c, tree, out.at + at)->lines, (struct lines){1, UINT32_MAX});
    buf_release(&out);
    return ok;
}

/* What is in a tree without files. Source: git's object format, the hash of an empty tree. */
#define EMPTY_TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

static bool take_submodules(struct changes *c, const char *tree, const char *base,
                            struct diags *diags);

/* Of a submodule that was never checked out nothing is there, and git would answer for what it is
 * in. Source: gitsubmodules(7), a work tree has a `.git` file or folder. */
static bool is_checked_out(struct arena *arena, const char *tree)
{
    const char *git_of = paths_join(arena, tree, ".git");
    return paths_is_file(git_of) || paths_is_folder(git_of);
}

/* Of the submodule NAME of TREE, in which COMMIT was checked out. */
static void take_submodule(struct changes *c, const char *tree, const char *name,
                           const char *commit, struct diags *diags)
{
    const char *inner = paths_join(c->arena, tree, name);
    bool is_new = strspn(commit, "0") == strlen(commit);
    if (!is_checked_out(c->arena, inner))
        return;
    if (take_diff(c, inner, is_new ? EMPTY_TREE : commit) && take_untracked(c, inner) &&
        take_submodules(c, inner, is_new ? EMPTY_TREE : commit, diags))
        return;
    diag_add(diags, DIAG_NOTE, inner, 0, 0,
             "git cannot tell what has changed in this submodule since its commit %s, and nothing "
             "of it counts as changed; fetch that commit there",
             commit);
}

/* The submodules of TREE that are changed, or are changed within. Source: git-diff(1), "Raw output
 * format", with -z: ":MODE MODE OLD NEW STATUS" NUL NAME NUL. */
static bool take_submodules(struct changes *c, const char *tree, const char *base,
                            struct diags *diags)
{
    static const char module[] = "160000 ";
    const char *const words[] = {"diff",        "--raw", "--no-renames",
                                 "--no-abbrev", "-z",    "--ignore-submodules=none",
                                 base,          "--",    NULL};
    struct buf out = {0};
    bool ok = git(tree, words, &out);
    for (size_t at = 0, next; ok && at < out.len; at = next) {
        const char *entry = out.at + at, *name = entry + strlen(entry) + 1;
        if (*entry != ':' || name >= out.at + out.len)
            break;
        next = (size_t)(name - out.at) + strlen(name) + 1;
        if (strlen(entry) < 60 || strncmp(entry + 8, module, sizeof module - 1) != 0)
            continue;
        const char *commit = arena_strndup(c->arena, entry + 15, strcspn(entry + 15, " "));
        take_submodule(c, tree, name, commit, diags);
    }
    buf_release(&out);
    return ok;
}

struct changes *changes_since(const char *root, const char *rev, struct diags *diags)
{
    struct arena *arena = arena_new();
    struct changes *c = arena_new_one(arena, struct changes);
    const char *const top[] = {"rev-parse", "--show-toplevel", NULL};
    *c = (struct changes){.arena = arena, .root = arena_strdup(arena, root)};
    c->top = git_line(arena, root, top);
    const char *base = c->top ? base_of(c, rev, diags) : NULL;
    if (!c->top)
        diag_add(diags, DIAG_ERROR, root, 0, 0,
                 "--since needs git and its work tree, and this is in none that git can read; name "
                 "the folder with --root");
    else if (base && (!take_diff(c, c->top, base) || !take_untracked(c, c->top) ||
                      !take_submodules(c, c->top, base, diags)))
        diag_add(diags, DIAG_ERROR, c->top, 0, 0, "git cannot tell what has changed since '%s'",
                 rev);
    else if (base)
        return c;
    changes_free(c);
    return NULL;
}

void changes_free(struct changes *c)
{
    if (!c)
        return;
    HASH_CLEAR(hh, c->files);
    arena_free(c->arena);
}

/* ---- findings ---- */

struct touch {
    const struct changes *changes;
    const struct strs *strs;
    const bool *files;
};

/* Of one file, they come in the order of lines. */
static int compare_lines(const void *key, const void *at)
{
    uint32_t line = *(const uint32_t *)key;
    const struct lines *lines = at;
    return line < lines->first ? -1 : line > lines->last;
}

static bool is_changed(const struct touch *t, struct loc loc)
{
    const struct changed *file;
    if (!loc_known(loc) || (t->files && !t->files[loc.file.i]))
        return false;
    HASH_FIND_STR(t->changes->files, str_text(t->strs, loc.file), file);
    return file && file->lines.len &&
           bsearch(&loc.line, file->lines.at, file->lines.len, sizeof *file->lines.at,
                   compare_lines);
}

static bool place(const struct touch *t, struct finding *f)
{
    if (is_changed(t, f->loc))
        return true;
    for (uint32_t i = 0; i < f->steps.len; i++)
        if (is_changed(t, f->steps.at[i].loc)) {
            f->loc = f->steps.at[i].loc;
            f->function = f->steps.at[i].function;
            return true;
        }
    for (uint32_t i = 0; i < f->notes.len; i++)
        if (is_changed(t, f->notes.at[i].loc)) {
            f->loc = f->notes.at[i].loc;
            f->function = (struct str){0};
            return true;
        }
    return false;
}

void changes_apply(const struct changes *c, const bool *files, struct findings *f)
{
    struct touch t = {c, f->strs, files};
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->all.len; i++)
        if (place(&t, &f->all.at[i]))
            f->all.at[kept++] = f->all.at[i];
    f->all.len = kept;
    findings_sort(f);
}
