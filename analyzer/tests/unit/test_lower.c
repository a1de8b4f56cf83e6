/* Golden facts: every testdata/lower/CASE.c gives CASE.facts. A first line "// args: ..." adds
 * arguments for clang.
 * --update rewrites the goldens; names of cases select some. */
#include "tests/unit/test.h"

#include "extract/unit.h"
#include "ir/facts_text.h"
#include "ir/facts_verify.h"

#include <glob.h>
#include <stdlib.h>

struct lower {
    struct test t;
    struct strs *strs;
    struct unit_parser *parser;
    struct diags *diags;
    bool update;
};

static void read_all(const char *path, struct buf *out)
{
    char piece[4096];
    size_t len;
    FILE *file = fopen(path, "rb");
    buf_add(out, "", 0);
    if (!file)
        return;
    while ((len = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(out, piece, len);
    fclose(file);
}

/* The words of "// args:" in the file's first line. */
static uint32_t add_args(char *source, const char **argv, uint32_t argc, uint32_t max)
{
    static const char head[] = "// args:";
    char *save = NULL;
    if (strncmp(source, head, sizeof head - 1) != 0)
        return argc;
    char *end = strchr(source, '\n');
    if (end)
        *end = 0;
    for (char *w = strtok_r(source + sizeof head - 1, " ", &save); w && argc < max;
         w = strtok_r(NULL, " ", &save))
        argv[argc++] = w;
    return argc;
}

/* Without the system's headers, of which each system has its own. */
static void print(const struct facts *f, struct strs *strs, struct buf *out)
{
    static const char system[] = "file \"/";
    struct buf all = {0};
    facts_print(f, strs, &all);
    for (size_t at = 0, len; at < all.len; at += len) {
        const char *end = memchr(all.at + at, '\n', all.len - at);
        len = end ? (size_t)(end - all.at) + 1 - at : all.len - at;
        if (len < sizeof system || memcmp(all.at + at, system, sizeof system - 1) != 0)
            buf_add(out, all.at + at, len);
    }
    buf_add(out, "", 0);
    buf_release(&all);
}

/* What was printed reads back and prints the same. */
static void check_round_trip(struct lower *l, const struct buf *text, const char *name)
{
    struct facts *again = NULL;
    uint32_t from = diags_len(l->diags);
    bool parsed = facts_parse(text->at, text->len, name, l->strs, &again, l->diags);
    if (!CHECK(&l->t, parsed)) {
        diags_print(l->diags, from, stderr);
        return;
    }
    struct buf second = {0};
    print(again, l->strs, &second);
    CHECK(&l->t, !strcmp(text->at, second.at));
    buf_release(&second);
    facts_free(again);
}

static void write_all(const char *path, const struct buf *text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text->at, 1, text->len, file) != text->len)
        perror(path);
    if (file)
        fclose(file);
}

/* Where two texts differ first, for whoever reads the failure. */
static void show_difference(const char *path, const char *got, const char *want)
{
    unsigned line = 1;
    size_t start = 0, i = 0;
    for (; got[i] && got[i] == want[i]; i++)
        if (got[i] == '\n') {
            line++;
            start = i + 1;
        }
    fprintf(stderr, "%s:%u:\n  want %.*s\n  got  %.*s\n", path, line,
            (int)strcspn(want + start, "\n"), want + start, (int)strcspn(got + start, "\n"),
            got + start);
}

static void check_case(struct lower *l, const char *path)
{
    const char *argv[32] = {"clang", "-std=gnu17", "-I" SOURCE_DIR "/analyzer/include"};
    struct buf source = {0}, got = {0}, want = {0};
    char golden[4096];
    read_all(path, &source);
    uint32_t argc = add_args(source.at, argv, 3, COUNT(argv));
    struct unit_request req = {.directory = TESTDATA "/lower",
                               .file = path,
                               .root = SOURCE_DIR,
                               .argv = argv,
                               .argc = argc};
    struct facts *f = unit_extract(l->parser, l->strs, &req, l->diags);
    const char *wrong = facts_verify(f);
    CHECK_TEXT(&l->t, wrong, NULL);
    print(f, l->strs, &got);
    snprintf(golden, sizeof golden, "%.*s.facts", (int)(strlen(path) - 2), path);
    read_all(golden, &want);
    check_round_trip(l, &got, golden);
    if (l->update)
        write_all(golden, &got);
    else if (!CHECK(&l->t, !strcmp(got.at, want.at)))
        show_difference(golden, got.at, want.at);
    facts_free(f);
    buf_release(&source);
    buf_release(&got);
    buf_release(&want);
}

/* The arguments end where the request says: what lies behind them is another's, or no memory. */
static void check_request_end(struct lower *l)
{
    const char *argv[] = {"clang", "-std=gnu17", "-fexceptions", NULL};
    struct unit_request req = {.directory = TESTDATA "/lower",
                               .file = TESTDATA "/lower/control.c",
                               .root = SOURCE_DIR,
                               .argv = argv,
                               .argc = 2};
    struct facts *f = unit_extract(l->parser, l->strs, &req, l->diags);
    CHECK(&l->t, !f->exceptions);
    facts_free(f);
    req.argc = 3;
    f = unit_extract(l->parser, l->strs, &req, l->diags);
    CHECK(&l->t, f->exceptions);
    facts_free(f);
}

static bool is_wanted(const char *path, int argc, char **argv)
{
    bool any = false;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-')
            continue;
        any = true;
        if (strstr(path, argv[i]))
            return true;
    }
    return !any;
}

int main(int argc, char **argv)
{
    struct lower l = {.strs = strs_new(), .parser = unit_parser_new(), .diags = diags_new()};
    glob_t g = {0};
    for (int i = 1; i < argc; i++)
        l.update = l.update || !strcmp(argv[i], "--update");
    CHECK(&l.t, !glob(TESTDATA "/lower/*.c", 0, NULL, &g));
    for (size_t i = 0; i < g.gl_pathc; i++)
        if (is_wanted(g.gl_pathv[i], argc, argv))
            check_case(&l, g.gl_pathv[i]);
    globfree(&g);
    check_request_end(&l);
    diags_free(l.diags);
    unit_parser_free(l.parser);
    strs_free(l.strs);
    return test_end(&l.t);
}
