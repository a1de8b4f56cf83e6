/* The parts that belong to one check agree: its descriptor and rules, the list of checks, help
 * pages, README and testdata. What was forgotten is named.
 *
 *     meta SOURCE_DIR
 *
 * - each analyzer/check/check_NAME.c is in checks.def, and its descriptor has what it must;
 * - each rule has a page rules/help/ID-name.md whose first line names both, a row in README.md, and
 * a folder testdata/name; some case expects that it fires and some that it is silent;
 * - pages, rows and expectations name rules that there are;
 * - a framework's pack is exercised: some case includes a header that switches it on.
 */
#include "check/check.h"
#include "input/rules.h"
#include "tests/expectation.h"
#include "tests/process.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static uint32_t passed, failed;

static void check(bool holds, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void check(bool holds, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (!holds) {
        fputs("FAIL ", stdout);
        vprintf(fmt, args);
        putchar('\n');
    }
    va_end(args);
    if (holds)
        passed++;
    else
        failed++;
}

/* All expectations below DIR. */
static void collect(struct arena *arena, const char *dir, struct expected *out)
{
    name_list names = folder_list(arena, dir, "", false);
    for (uint32_t i = 0; i < names.len; i++) {
        const char *path = arena_printf(arena, "%s/%s", dir, names.at[i]);
        size_t len = strlen(names.at[i]);
        if (is_folder(path))
            collect(arena, path, out);
        else if (len > 2 && (strcmp(names.at[i] + len - 2, ".c") == 0 ||
                             strcmp(names.at[i] + len - 2, ".h") == 0))
            expected_add(arena, path, file_read(arena, path), out);
    }
}

static uint32_t count(const struct expected *all, const char *id, enum expectation_kind kind)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < all->all.len; i++)
        n += all->all.at[i].kind == kind && !all->all.at[i].todo &&
             strcmp(all->all.at[i].id, id) == 0;
    return n;
}

/* ---- the parts of a rule outside of its check's file ---- */

struct source { /* what is in the tree */
    struct arena *arena;
    const char *root;
    const char *readme;
    name_list pages;
    struct expected expected;
};

static const char *page_of(struct arena *arena, const struct check_rule *r)
{
    return arena_printf(arena, "%s-%s.md", r->id, r->name);
}

static bool listed(const name_list *names, const char *name)
{
    for (uint32_t i = 0; i < names->len; i++)
        if (strcmp(names->at[i], name) == 0)
            return true;
    return false;
}

static void check_page(const struct source *s, const struct check_rule *r)
{
    const char *page = page_of(s->arena, r);
    if (!listed(&s->pages, page)) {
        check(false, "%s %s has no page: write rules/help/%s", r->id, r->name, page);
        return;
    }
    const char *text =
        file_read(s->arena, arena_printf(s->arena, "%s/rules/help/%s", s->root, page));
    const char *first = arena_strndup(s->arena, text, strcspn(text, "\n"));
    check(strstr(first, r->id) && strstr(first, r->name),
          "rules/help/%s: the first line must name %s and %s", page, r->id, r->name);
}

static void check_rule(const struct source *s, const struct check_rule *r)
{
    check_page(s, r);
    check(strstr(s->readme, arena_printf(s->arena, "\n| %s | %s |", r->id, r->name)),
          "%s %s has no row in the table of README.md: | %s | %s | level | what it fires on |",
          r->id, r->name, r->id, r->name);
    check(is_folder(arena_printf(s->arena, "%s/testdata/%s", s->root, r->name)),
          "%s %s has no folder of cases: testdata/%s", r->id, r->name, r->name);
    check(count(&s->expected, r->id, EXPECT_FINDING),
          "%s %s: no case in testdata expects it; write '// %s: COLUMN %s \"TEXT\"'", r->id,
          r->name, level_name(r->level == LEVEL_OFF ? LEVEL_WARNING : r->level), r->id);
    check(count(&s->expected, r->id, EXPECT_OK),
          "%s %s: no case in testdata is fine with it; write '// ok: %s'", r->id, r->name, r->id);
}

/* And nothing is left of a rule that went. */
static void check_leftovers(const struct source *s)
{
    for (uint32_t i = 0; i < s->pages.len; i++) {
        bool known = false;
        for (const struct check_rule *r = NULL; (r = check_rule_next(r)) && !known;)
            known = !strcmp(page_of(s->arena, r), s->pages.at[i]);
        check(known, "rules/help/%s: no check has this rule", s->pages.at[i]);
    }
    for (const char *row = s->readme; (row = strstr(row, "\n| NS")); row++) {
        const char *id = arena_strndup(s->arena, row + 3, strcspn(row + 3, " "));
        bool of_rule = !strncmp(row + 3 + strlen(id), " | ", 3); /* another table has several */
        check(!of_rule || check_rule_find(id), "README.md: no check has the rule %s", id);
    }
    for (uint32_t i = 0; i < s->expected.all.len; i++) {
        const struct expectation *e = &s->expected.all.at[i];
        check(check_rule_find(e->id), "%s:%u: no check has the rule %s", e->file, e->line, e->id);
    }
}

/* ---- checks ---- */

static bool is_registered(const char *name)
{
    for (uint32_t i = 0; i < check_count; i++)
        if (!strcmp(checks[i]->name, name))
            return true;
    return false;
}

/* Each check_NAME.c that ends in a descriptor is in the list; the template is there to be copied.
 */
static void check_list(const struct source *s)
{
    const char *dir = arena_printf(s->arena, "%s/analyzer/check", s->root);
    name_list files = folder_list(s->arena, dir, ".c", false);
    for (uint32_t i = 0; i < files.len; i++) {
        if (strncmp(files.at[i], "check_", 6) != 0 || !strcmp(files.at[i], "check_template.c"))
            continue;
        const char *name = arena_strndup(s->arena, files.at[i] + 6, strlen(files.at[i]) - 8);
        check(is_registered(name), "analyzer/check/%s is in no list: add CHECK(%s) to checks.def",
              files.at[i], name);
    }
}

static bool check_descriptors(void)
{
    struct buf faults = {0};
    for (uint32_t i = 0; i < check_count; i++)
        check_faults(checks[i], &faults);
    for (const char *at = faults.at; at && *at; at = strchr(at, '\n') + 1)
        check(false, "%.*s", (int)strcspn(at, "\n"), at);
    bool good = !faults.len;
    buf_release(&faults);
    return good;
}

/* ---- packs ---- */

/* Does TEXT include HEADER, or a file whose path ends in it, on whole parts? */
static bool includes(const char *text, const char *header)
{
    size_t len = strlen(header);
    for (const char *at = strstr(text, header); at; at = strstr(at + 1, header)) {
        bool part = at > text && strchr("<\"/", at[-1]) && strchr(">\"", at[len]) && at[len];
        const char *line = at;
        while (line > text && line[-1] != '\n')
            line--;
        if (part && strncmp(line, "#include", 8) == 0)
            return true;
    }
    return false;
}

/* Does a case below DIR include one of the headers? */
static bool some_case_includes(struct arena *arena, const char *dir, struct strs *strs,
                               const name_vec *headers)
{
    name_list names = folder_list(arena, dir, "", false);
    for (uint32_t i = 0; i < names.len; i++) {
        const char *path = arena_printf(arena, "%s/%s", dir, names.at[i]);
        size_t len = strlen(names.at[i]);
        if (is_folder(path) && strcmp(names.at[i], "include") != 0 &&
            some_case_includes(arena, path, strs, headers))
            return true;
        if (is_folder(path) || len < 3 || strcmp(names.at[i] + len - 2, ".c") != 0)
            continue;
        const char *text = file_read(arena, path);
        for (uint32_t h = 0; h < headers->len; h++)
            if (includes(text, str_text(strs, headers->at[h])))
                return true;
    }
    return false;
}

static void check_packs(struct arena *arena, const char *testdata)
{
    struct strs *strs = strs_new();
    struct rules *rules = rules_new(strs);
    uint32_t frameworks = 0;
    rules_load_builtin(rules);
    for (uint32_t i = 0; i < rules->packs.len; i++) {
        const struct pack *k = rules->packs.at[i];
        if (strncmp(k->file, "rules/frameworks/", 17) != 0)
            continue;
        frameworks++;
        check(k->headers.len > 0, "%s: a framework's pack needs `detect`", k->file);
        check(some_case_includes(arena, testdata, strs, &k->headers),
              "%s: no case in testdata includes a header that switches the pack on", k->file);
    }
    check(frameworks > 0, "no framework's pack is compiled in");
    rules_free(rules);
    strs_free(strs);
}

static void collect_all(struct source *s)
{
    const char *dir = arena_printf(s->arena, "%s/testdata", s->root);
    name_list families = folder_list(s->arena, dir, "", false);
    for (uint32_t i = 0; i < families.len; i++) {
        const char *path = arena_printf(s->arena, "%s/%s", dir, families.at[i]);
        if (is_folder(path) && strcmp(families.at[i], "real") != 0)
            collect(s->arena, path, &s->expected);
    }
    for (uint32_t i = 0; i < s->expected.problems.len; i++)
        check(false, "%s", s->expected.problems.at[i]);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: meta SOURCE_DIR\n", stderr);
        return 2;
    }
    struct source s = {.arena = arena_new(), .root = argv[1]};
    s.pages = folder_list(s.arena, arena_printf(s.arena, "%s/rules/help", s.root), ".md", false);
    s.readme = file_read(s.arena, arena_printf(s.arena, "%s/README.md", s.root));
    check_list(&s);
    if (check_descriptors()) { /* the rest goes by their ids and names */
        collect_all(&s);
        for (const struct check_rule *r = NULL; (r = check_rule_next(r));)
            check_rule(&s, r);
        check_leftovers(&s);
        check_packs(s.arena, arena_printf(s.arena, "%s/testdata", s.root));
    }
    printf("%u passed, %u failed\n", passed, failed);
    arena_free(s.arena);
    return failed != 0;
}
