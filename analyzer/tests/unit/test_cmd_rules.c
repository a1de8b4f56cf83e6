#include "cli/cmd_rules.h"

#include "base/buf.h"
#include "base/vec.h"
#include "folder.h"
#include "test.h"

#include <fcntl.h>

/* What a run gave. */
struct outcome {
    int status;
    const char *out, *err;
};

static const char *contents(struct folder *f, const char *path)
{
    struct buf text = {0};
    FILE *in = fopen(path, "rb");
    buf_puts(&text, "");
    for (int c; in && (c = getc(in)) != EOF;)
        buf_putc(&text, (char)c);
    if (in)
        fclose(in);
    const char *copy = arena_strndup(f->arena, text.at, text.len);
    buf_release(&text);
    return copy;
}

/* Send the descriptor FD to PATH; the old one. */
static int divert(int fd, const char *path)
{
    int old = dup(fd), to = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    dup2(to, fd);
    close(to);
    return old;
}

static void restore(int fd, int old)
{
    dup2(old, fd);
    close(old);
}

/* Run `nostall rules` with ARGS, which end with NULL. */
static struct outcome run(struct folder *f, const char *const *args)
{
    const char *out = folder_write(f, "out", ""), *err = folder_write(f, "err", "");
    char *argv[8] = {arena_strdup(f->arena, "rules")};
    int argc = 1;
    for (; *args && argc < 7; args++)
        argv[argc++] = arena_strdup(f->arena, *args);
    fflush(stdout);
    int old_out = divert(1, out), old_err = divert(2, err);
    struct outcome o = {.status = cmd_rules(argc, argv)};
    fflush(stdout);
    restore(1, old_out);
    restore(2, old_err);
    o.out = contents(f, out);
    o.err = contents(f, err);
    return o;
}

#define RUN(F, ...) run((F), (const char *const[]){__VA_ARGS__, NULL})

static void test_reading(struct test *t, struct folder *f)
{
    struct outcome o = RUN(f, "list");
    CHECK(t, o.status == 0 && strstr(o.out, "libuv") && strstr(o.out, "uv.h"));
    CHECK_TEXT(t, o.err, "");
    o = RUN(f, "show", "libuv");
    CHECK(t, o.status == 0 && strstr(o.out, "pack: libuv"));
    o = RUN(f, "show", "libuw");
    CHECK_NUMBER(t, o.status, 2);
    CHECK_TEXT(t, o.out, "");
    CHECK_TEXT(t, o.err, "nostall: error: no pack has the name 'libuw'; did you mean 'libuv'?\n");
    o = RUN(f, "schema");
    CHECK(t, o.status == 0 && o.out[0] == '{' && strstr(o.out, "2020-12"));
}

static void test_validate(struct test *t, struct folder *f)
{
    const char *good = folder_write(f, "good.yaml", "nostall: 1\npack: own\nforks: [f]\n");
    const char *bad = folder_write(f, "bad.yaml", "nostall: 1\npack: p\nfork: [f]\n");
    const char *config = folder_write(f, "p/.nostall.yaml",
                                      "nostall: 1\nchecks: {NS106: note, blocking-slep: off}\n");
    struct outcome o = RUN(f, "validate", good);
    CHECK_NUMBER(t, o.status, 0);
    CHECK_TEXT(t, o.out, arena_printf(f->arena, "%s: pack 'own' is in order\n", good));
    o = RUN(f, "validate", good, bad);
    CHECK_NUMBER(t, o.status, 2);
    CHECK_TEXT(
        t, o.err,
        arena_printf(f->arena, "%s:3:1: error: unknown key 'fork'; did you mean 'forks'?\n", bad));
    o = RUN(f, "validate", config);
    CHECK_NUMBER(t, o.status, 2);
    CHECK_TEXT(t, o.err,
               arena_printf(f->arena,
                            "%s:2:23: error: no check is called 'blocking-slep'; did you mean "
                            "'blocking-sleep'?\n",
                            config));
    const char *named = folder_write(f, "named.yaml", "nostall: 1\nchecks: {NS106: note}\n");
    CHECK_NUMBER(t, RUN(f, "validate", named).status,
                 0); /* whatever the project's file is called */
    o = RUN(f, "show", "own", good);
    CHECK_TEXT(t, o.out, "nostall: 1\npack: own\nforks: [f]\n");
}

static void test_usage(struct test *t, struct folder *f)
{
    struct outcome o = RUN(f, NULL);
    CHECK(t, o.status == 2 && strstr(o.err, "usage: nostall rules list") && !*o.out);
    o = RUN(f, "--help");
    CHECK(t, o.status == 0 && strstr(o.out, "usage:") && !*o.err);
    o = RUN(f, "validat");
    CHECK(t, o.status == 2 && strstr(o.err, "did you mean 'validate'?"));
    CHECK_NUMBER(t, RUN(f, "validate").status, 2);
    CHECK_NUMBER(t, RUN(f, "show").status, 2);
    CHECK_NUMBER(t, RUN(f, "schema", "x").status, 2);
    CHECK_NUMBER(t, RUN(f, "list", "--color").status, 2);
    CHECK_NUMBER(t, RUN(f, "validate", "/nowhere.yaml").status, 2);
}

int main(void)
{
    struct test t = {0};
    struct folder f;
    if (!folder_make(&f))
        return 1;
    test_reading(&t, &f);
    test_validate(&t, &f);
    test_usage(&t, &f);
    folder_remove(&f);
    return test_end(&t);
}
