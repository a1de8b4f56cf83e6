/* Truncates testdata files at many places and asks of nostall only that it does not crash.
 *
 *     chop NOSTALL SOURCE_DIR [CUTS_PER_FILE [SEED]]
 *
 * A crash is an end by a signal, an exit status outside 0 to 3, no end within the time limit, or a
 * unit that is reported as crashed (workers are processes: the parent survives them). The places
 * are drawn from SEED, so that a run can be repeated.
 */
#include "tests/process.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIME_LIMIT_SECONDS = 30 };

struct chop {
    struct arena *arena;
    const char *nostall, *include, *own_include, *dir;
    uint64_t random;
    uint32_t cuts, passed, failed;
};

static uint32_t draw(struct chop *c, size_t below)
{
    c->random = c->random * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
    return (uint32_t)((c->random >> 33) % (below ? below : 1));
}

static const char *trouble(struct arena *arena, const struct outcome *o)
{
    if (o->timeout)
        return "no answer in time";
    if (o->signal)
        return arena_printf(arena, "ended by signal %d", o->signal);
    if (o->status < 0 || o->status > 3)
        return arena_printf(arena, "exit status %d", o->status);
    if (strstr(o->err, "crashed") || strstr(o->err, "signal "))
        return "a worker crashed";
    return NULL;
}

static void try_cut(struct chop *c, const char *path, const char *text, size_t len)
{
    const char *file = arena_printf(c->arena, "%s/cut.c", c->dir);
    file_write(file, text, len);
    const char *const argv[] = {c->nostall,   "check",           "--no-cache",   "-q",    "-j",
                                "1",          "--min-certainty", "depends",      "cut.c", "--",
                                "-std=gnu17", c->include,        c->own_include, NULL};
    struct outcome o = process_run(c->arena, c->dir, argv, TIME_LIMIT_SECONDS);
    const char *what = trouble(c->arena, &o);
    if (!what) {
        c->passed++;
        return;
    }
    c->failed++;
    printf("FAIL %s cut to %zu bytes: %s\n%s", path, len, what, o.err);
}

static void chop_file(struct chop *c, const char *path)
{
    struct arena *outer = c->arena;
    c->arena = arena_new();
    const char *text = file_read(c->arena, path);
    size_t len = strlen(text);
    for (uint32_t i = 0; i < c->cuts; i++)
        try_cut(c, path, text, draw(c, len));
    arena_free(c->arena);
    c->arena = outer;
}

static void chop_folder(struct chop *c, const char *dir)
{
    name_list names = folder_list(c->arena, dir, "", false);
    for (uint32_t i = 0; i < names.len; i++) {
        const char *path = arena_printf(c->arena, "%s/%s", dir, names.at[i]);
        size_t len = strlen(names.at[i]);
        if (is_folder(path) && strcmp(names.at[i], "include") != 0 &&
            strcmp(names.at[i], "real") != 0)
            chop_folder(c, path);
        else if (len > 2 && strcmp(names.at[i] + len - 2, ".c") == 0)
            chop_file(c, path);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: chop NOSTALL SOURCE_DIR [CUTS_PER_FILE [SEED]]\n", stderr);
        return 2;
    }
    setenv("ASAN_OPTIONS", "exitcode=99", 0); /* by default a sanitizer's 1 looks like findings */
    setenv("UBSAN_OPTIONS", "exitcode=99", 0);
    struct chop c = {.arena = arena_new(), .cuts = 2, .random = 1};
    const char *source_dir = path_absolute(c.arena, argv[2]);
    c.nostall = path_absolute(c.arena, argv[1]);
    if (argc > 3)
        c.cuts = (uint32_t)strtoul(argv[3], NULL, 10);
    if (argc > 4)
        c.random = strtoull(argv[4], NULL, 10);
    c.include = arena_printf(c.arena, "-I%s/testdata/include", source_dir);
    c.own_include = arena_printf(c.arena, "-I%s/analyzer/include", source_dir);
    c.dir = folder_new(c.arena);
    chop_folder(&c, arena_printf(c.arena, "%s/testdata", source_dir));
    folder_remove(c.dir);
    printf("%u passed, %u failed\n", c.passed, c.failed);
    arena_free(c.arena);
    return c.failed || !c.passed;
}
