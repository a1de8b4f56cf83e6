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

#define WORDS_MAX 16

/* Run git in FOLDER with WORDS (NULL ends). False: it cannot be run, or it failed. The settings of
 * the repository shall start no program of their own. */
static bool git(const char *folder, const char *const *words, struct buf *out)
{
    const char *argv[WORDS_MAX + 1] = {
        "git", "-C", folder, "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"};
    uint32_t len = 7;
    for (; *words && len < WORDS_MAX; words++)
        argv[len++] = *words;
    int status;
    buf_clear(out);
    return child_output(argv, -1, out, &status) && status == 0;
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

/* The commit to compare with. NULL: a diag says why there is none. */
static const char *base_of(struct changes *c, const char *rev, struct diags *diags)
{
    const char *commit = arena_printf(c->arena, "%s^{commit}", rev);
    const char *const verify[] = {"rev-parse", "--verify", "--quiet", commit, NULL};
    const char *there = *rev == '-' ? NULL : git_line(c->arena, c->top, verify);
    if (!there) {
        diag_add(
            diags, DIAG_ERROR, NULL, 0, 0,
            is_shallow(c->arena, c->top)
                ? "git does not know the revision '%s' of --since, for this is a shallow clone; "
                  "fetch it with 'git fetch --depth=1 origin %s', or clone the whole history"
                : "git does not know the revision '%s' of --since; 'git rev-parse %s' says "
                  "more, and 'git fetch' brings branches of others",
            rev, rev);
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

static struct changed *file_of(struct changes *c, const char *name)
{
    const char *path = paths_join(c->arena, c->top, name), *below = paths_below(c->root, path);
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

static const char *next_line(const char *at)
{
    const char *end = strchr(at, '\n');
    return end ? end + 1 : at + strlen(at);
}

/* The hunk "@@ -a,b +c,d @@" at AT; the result is behind its lines, which could look like a header
 * themselves. */
static const char *take_hunk(struct changes *c, struct changed *file, const char *at)
{
    uint32_t old_len, new_len;
    at += 4;
    range_at(&at, &old_len);
    at += strspn(at, " +");
    struct lines lines = range_at(&at, &new_len);
    if (new_len && file)
        vec_push(c->arena, &file->lines, lines);
    at = next_line(at);
    for (uint64_t left = (uint64_t)old_len + new_len; *at && (left || *at == '\\');
         at = next_line(at))
        left -= *at != '\\';
    return at;
}

static bool take_diff(struct changes *c, const char *base)
{
    const char *const words[] = {
        "diff",          "--unified=0",     "--inter-hunk-context=0", "--no-color", "--no-ext-diff",
        "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/",        base,         NULL};
    struct buf out = {0};
    bool ok = git(c->top, words, &out);
    struct changed *file = NULL;
    for (const char *at = ok ? out.at : ""; *at;) {
        if (!strncmp(at, "@@ -", 4)) {
            at = take_hunk(c, file, at);
            continue;
        }
        if (!strncmp(at, "+++ ", 4))
            file = file_of(c, new_name(c->arena, at + 4, strcspn(at + 4, "\n")));
        at = next_line(at);
    }
    buf_release(&out);
    return ok;
}

static bool take_untracked(struct changes *c)
{
    const char *const words[] = {"ls-files", "--others", "--exclude-standard", "-z", NULL};
    struct buf out = {0};
    bool ok = git(c->top, words, &out);
    for (size_t at = 0; ok && at < out.len; at += strlen(out.at + at) + 1)
        vec_push(c->arena, &file_of(c, out.at + at)->lines, (struct lines){1, UINT32_MAX});
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
    else if (base && (!take_diff(c, base) || !take_untracked(c)))
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
