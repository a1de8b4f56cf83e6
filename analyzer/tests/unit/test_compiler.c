#include "tests/unit/folder.h"
#include "tests/unit/test.h"

#include "extract/compiler.h"

/* A compiler that says TEXT when asked for its macros. */
static const char *make_compiler(struct folder *f, const char *name, const char *text)
{
    const char *path = folder_write(
        f, name, arena_printf(f->arena, "#!/bin/sh\necho asked >> %s/log\n%s\n", f->path, text));
    chmod(path, 0755);
    return path;
}

static void test_versions(struct test *t, struct folder *f)
{
    struct compilers *c = compilers_new();
    const char *gcc = make_compiler(f, "bin/gcc",
                                    "printf '#define __GNUC_MINOR__ 3\n"
                                    "#define __GNUC__ 9\n"
                                    "#define __GNUC_PATCHLEVEL__ 1\n'");
    const char *cc = make_compiler(f, "bin/cc",
                                   "printf '#define __GNUC__ 4\n"
                                   "#define __clang__ 1\n'");
    const char *mute = make_compiler(f, "bin/mute-gcc", "exit 1");
    CHECK_TEXT(t, compilers_gnuc(c, gcc), "9.3.1");
    CHECK_TEXT(t, compilers_gnuc(c, cc), NULL);
    CHECK_TEXT(t, compilers_gnuc(c, "/no/such/clang-17"), NULL);
    const char *usual = compilers_gnuc(c, mute);
    CHECK(t, usual && strtol(usual, NULL, 10) >= 10);
    CHECK_TEXT(t, compilers_gnuc(c, "/no/such/gcc"), usual);
    compilers_free(c);
}

static void test_asked_once(struct test *t, struct folder *f)
{
    struct compilers *c = compilers_new();
    const char *gcc = make_compiler(f, "once/gcc", "echo '#define __GNUC__ 13'");
    const char *log = arena_printf(f->arena, "%s/log", f->path);
    unlink(log);
    const char *first = compilers_gnuc(c, gcc);
    CHECK(t, compilers_gnuc(c, gcc) == first);
    struct stat st;
    CHECK(t, !stat(log, &st) && st.st_size == sizeof "asked\n" - 1);
    compilers_free(c);
}

/* What stands in the project by a relative path is not run. */
static void test_relative(struct test *t, struct folder *f)
{
    struct compilers *c = compilers_new();
    make_compiler(f, "tools/gcc", "echo '#define __GNUC__ 13'");
    const char *log = arena_printf(f->arena, "%s/log", f->path);
    unlink(log);
    CHECK(t, !chdir(f->path));
    CHECK(t, compilers_gnuc(c, "tools/gcc") != NULL);
    CHECK(t, access(log, F_OK) != 0);
    compilers_free(c);
}

int main(void)
{
    struct folder f;
    struct test t = {0};
    if (!CHECK(&t, folder_make(&f)))
        return test_end(&t);
    test_versions(&t, &f);
    test_asked_once(&t, &f);
    test_relative(&t, &f);
    folder_remove(&f);
    return test_end(&t);
}
