/* The parts that belong to one check agree: the table of checks, its help page, its testdata.
 *
 *     meta SOURCE_DIR
 *
 * - a help page is named rules/help/ID-name.md after an entry of the table, and its first line
 * names both;
 * - expectations name ids of the table, and can be read;
 * - a check with a help page is implemented: testdata has an expectation that it fires and one that
 * it is silent. A page that says "This version does not report it" reserves its id;
 * - a framework's pack is exercised: some case includes a header that switches it on.
 */
#include "check/finding.h"
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

static const char *page_of(struct arena *arena, const struct check_rule *r)
{
    return arena_printf(arena, "%s-%s.md", r->id, r->name);
}

static bool is_reserved(struct arena *arena, const char *dir, const struct check_rule *r)
{
    const char *text = file_read(arena, arena_printf(arena, "%s/%s", dir, page_of(arena, r)));
    return strstr(text, "This version does not report it");
}

static bool listed(const name_list *names, const char *name)
{
    for (uint32_t i = 0; i < names->len; i++)
        if (strcmp(names->at[i], name) == 0)
            return true;
    return false;
}

static void check_page(struct arena *arena, const char *dir, const char *page)
{
    for (uint32_t i = 0; i < check_rule_count; i++) {
        const struct check_rule *r = &check_rules[i];
        if (strcmp(page_of(arena, r), page) != 0)
            continue;
        const char *text = file_read(arena, arena_printf(arena, "%s/%s", dir, page));
        const char *first = arena_strndup(arena, text, strcspn(text, "\n"));
        check(strstr(first, r->id) && strstr(first, r->name),
              "%s: the first line must name %s and %s", page, r->id, r->name);
        return;
    }
    check(false, "%s: no check of the table has this page", page);
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

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: meta SOURCE_DIR\n", stderr);
        return 2;
    }
    struct arena *arena = arena_new();
    const char *dir = arena_printf(arena, "%s/rules/help", argv[1]);
    name_list pages = folder_list(arena, dir, ".md", false);
    check(pages.len > 0, "rules/help has no page");
    for (uint32_t i = 0; i < pages.len; i++)
        check_page(arena, dir, pages.at[i]);

    struct expected all = {0};
    name_list families = folder_list(arena, arena_printf(arena, "%s/testdata", argv[1]), "", false);
    for (uint32_t i = 0; i < families.len; i++) {
        const char *path = arena_printf(arena, "%s/testdata/%s", argv[1], families.at[i]);
        if (is_folder(path) && strcmp(families.at[i], "real") != 0)
            collect(arena, path, &all);
    }
    for (uint32_t i = 0; i < all.problems.len; i++)
        check(false, "%s", all.problems.at[i]);
    for (uint32_t i = 0; i < all.all.len; i++)
        check(check_rule_find(all.all.at[i].id), "%s:%u: no check has the id %s",
              all.all.at[i].file, all.all.at[i].line, all.all.at[i].id);
    for (uint32_t i = 0; i < check_rule_count; i++) {
        const struct check_rule *r = &check_rules[i];
        if (!listed(&pages, page_of(arena, r)) || is_reserved(arena, dir, r))
            continue;
        check(count(&all, r->id, EXPECT_FINDING), "%s %s: no testdata expects it", r->id, r->name);
        check(count(&all, r->id, EXPECT_OK), "%s %s: no testdata has an ok for it", r->id, r->name);
    }
    check_packs(arena, arena_printf(arena, "%s/testdata", argv[1]));
    printf("%u passed, %u failed\n", passed, failed);
    arena_free(arena);
    return failed != 0;
}
