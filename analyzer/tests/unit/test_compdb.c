#include "input/compdb.h"

#include "diags_text.h"
#include "folder.h"
#include "input/shellwords.h"
#include "test.h"

struct fixture {
    struct folder folder;
    struct arena *arena;
    struct diags *d;
    struct compdb db;
    struct buf text;
};

static void start(struct fixture *f)
{
    *f = (struct fixture){.arena = arena_new(), .d = diags_new()};
    if (!folder_make(&f->folder))
        abort();
}

static void stop(struct fixture *f)
{
    buf_release(&f->text);
    folder_remove(&f->folder);
    diags_free(f->d);
    arena_free(f->arena);
}

static bool load(struct fixture *f, const char *json)
{
    const char *path = folder_write(&f->folder, "build/compile_commands.json", json);
    return path && compdb_load(f->arena, path, &f->db, f->d);
}

/* Words with a bar between them. */
static const char *joined(struct arena *arena, const char *const *words, uint32_t count)
{
    const char *text = "";
    for (uint32_t i = 0; i < count; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? "|" : "", words[i]);
    return text;
}

static const char *args_of(const struct fixture *f, uint32_t i)
{
    if (i >= f->db.commands.len)
        return "(none)";
    return joined(f->arena, f->db.commands.at[i].args.at, f->db.commands.at[i].args.len);
}

/* ---- words ---- */

static const struct {
    const char *text, *words; /* NULL: refused */
} splits[] = {
    {"cc -c a.c", "cc|-c|a.c"},
    {"  cc\t-c\n a.c ", "cc|-c|a.c"},
    {"cc -DX=\\\"a\\ b\\\" 'it'\"'\"'s' \"a \\\"b\\\" \\n $x\"",
     "cc|-DX=\"a b\"|it's|a \"b\" \\n $x"},
    {"cc '' \"\" x''y", "cc|||xy"},
    {"cc a\\\nb \"c\\\nd\"", "cc|ab|cd"},
    {"cc '-DA=\"b\\c\"'", "cc|-DA=\"b\\c\""},
    {"cc a\\", "cc|a\\"},
    {"", ""},
    {"cc 'a", NULL},
    {"cc \"a\\\"", NULL},
};

static void test_split(struct test *t)
{
    struct arena *a = arena_new();
    for (uint32_t i = 0; i < COUNT(splits); i++) {
        word_vec words = {0};
        bool ok = shellwords_split(a, splits[i].text, &words);
        CHECK(t, ok == (splits[i].words != NULL));
        if (ok)
            CHECK_TEXT(t, joined(a, words.at, words.len), splits[i].words);
    }
    arena_free(a);
}

/* ---- good ones ---- */

static void test_forms(struct test *t)
{
    struct fixture f;
    start(&f);
    folder_write(&f.folder, "src/a b.c", "");
    CHECK(t,
          load(&f,
               "\xef\xbb\xbf[\n"
               "{\"directory\": \"/d\", \"file\": \"sub/../x.c\", \"command\": \"cc -c 'x.c'\"},\n"
               "{\"directory\": \"../src\", \"file\": \"a b.c\",\n"
               " \"arguments\": [\"cc\", \"-DQ=\\\"q\\\"\", \"a b.c\"], \"command\": \"no\","
               " \"output\": \"o\"},\n"
               "{\"directory\": \"/d\", \"file\": \"x.c\", \"command\": \"cc  -c x.c\"},\n"
               "{\"directory\": \"/d\", \"file\": \"x.c\", \"command\": \"cc -O2 -c x.c\"}\n"
               "]\n"));
    CHECK_TEXT(t, diags_text(f.d, &f.text), "");
    CHECK_NUMBER(t, f.db.commands.len, 3);
    const struct command *c = f.db.commands.at;
    CHECK_TEXT(t, c[0].file, "sub/../x.c");
    CHECK_TEXT(t, c[0].path, "/d/x.c");
    CHECK_TEXT(t, args_of(&f, 0), "cc|-c|x.c");
    CHECK_TEXT(t, c[0].build, arena_printf(f.arena, "%s/build", f.folder.path));
    CHECK_TEXT(t, c[1].path, arena_printf(f.arena, "%s/src/a b.c", f.folder.path));
    CHECK_TEXT(t, args_of(&f, 1), "cc|-DQ=\"q\"|a b.c");
    CHECK_TEXT(t, args_of(&f, 2), "cc|-O2|-c|x.c");
    /* once more: all are duplicates */
    CHECK(t, compdb_load(f.arena, c[0].build, &f.db, f.d));
    CHECK_NUMBER(t, f.db.commands.len, 3);
    stop(&f);
}

static void test_languages(struct test *t)
{
    struct fixture f;
    start(&f);
    CHECK(t,
          load(&f, "["
                   "{\"directory\": \"/d\", \"file\": \"1.cc\", \"command\": \"c++ -c 1.cc\"},"
                   "{\"directory\": \"/d\", \"file\": \"2.S\", \"command\": \"cc -c 2.S\"},"
                   "{\"directory\": \"/d\", \"file\": \"3.c\", \"command\": \"/bin/g++-12 3.c\"},"
                   "{\"directory\": \"/d\", \"file\": \"4.c\", \"command\": \"cc -x c++ 4.c\"},"
                   "{\"directory\": \"/d\", \"file\": \"5.c\", \"command\": \"ccache g++ 5.c\"},"
                   "{\"directory\": \"/d\", \"file\": \"6.y\", \"command\": \"cc -xc 6.y\"},"
                   "{\"directory\": \"/d\", \"file\": \"7.c\", \"command\": \"g++ -x c 7.c\"},"
                   "{\"directory\": \"/d\", \"file\": \"8.i\", \"command\": \"cc 8.i\"},"
                   "{\"directory\": \"/d\", \"file\": \"9.c\", \"command\": \"cc -x none 9.c\"}"
                   "]"));
    CHECK_TEXT(t, diags_text(f.d, &f.text), "");
    CHECK_NUMBER(t, f.db.commands.len, 4);
    for (uint32_t i = 0; i < f.db.commands.len && i < 4; i++)
        CHECK_NUMBER(t, f.db.commands.at[i].file[0], '6' + (int)i);
    stop(&f);
}

static void test_bytes(struct test *t)
{
    struct fixture f;
    start(&f);
    CHECK(t, load(&f, "[{\"directory\": \"/d\xe4\", \"file\": \"\xff\xfe.c\","
                      " \"command\": \"cc -c '\xff\xfe.c' -D\xc3\xa4 -D\xf4\x8f\x9c\x80\"},"
                      "{\"directory\": \"/d\", \"file\": \"\\udce4\\u00e4\\ud83d\\ude00.c\","
                      " \"arguments\": [\"cc\", \"\\udcff\\\\udcff\"]}]"));
    CHECK_TEXT(t, diags_text(f.d, &f.text), "");
    if (CHECK_NUMBER(t, f.db.commands.len, 2)) {
        CHECK_TEXT(t, f.db.commands.at[0].path, "/d\xe4/\xff\xfe.c");
        CHECK_TEXT(t, args_of(&f, 0), "cc|-c|\xff\xfe.c|-D\xc3\xa4|-D\xf4\x8f\x9c\x80");
        CHECK_TEXT(t, f.db.commands.at[1].file, "\xe4\xc3\xa4\xf0\x9f\x98\x80.c");
        CHECK_TEXT(t, args_of(&f, 1), "cc|\xff\\udcff");
    }
    stop(&f);
}

/* ---- bad ones ---- */

static const struct {
    const char *json, *diags;
    bool ok;
} troubles[] = {
    {"[]", "", true},
    {"", "1:1 error: the file is empty; let the build system write it anew\n", false},
    {" \n", "1:1 error: the file is empty; let the build system write it anew\n", false},
    {"{}", "1:1 error: no compilation database: the outermost value must be an array\n", false},
    {"[\n {\"file\": \"\xff\xff\" 1}]", "2:17 error: not JSON: '}' expected near '1'\n", false},
    {"[{\"file\": \"a.c\"", "1:16 error: not JSON: '}' expected near end of file\n", false},
    {"[{\"directory\": \"/d\", \"file\": \"a.c\", \"command\": \"cc a.c\"},\n"
     "  {\"directory\": \"/d\", \"command\": \"cc a.c\"},\n"
     "  {\"directory\": 1, \"file\": \"a.c\", \"command\": \"cc a.c\"},\n"
     "  {\"directory\": \"/d\", \"file\": \"a.c\"}, 7,\n"
     "  {\"directory\": \"/d\", \"file\": \"a.c\", \"command\": \"cc 'a.c\"},\n"
     "  {\"directory\": \"/d\", \"file\": \"a.c\", \"command\": \"\"},\n"
     "  {\"directory\": \"/d\", \"file\": \"a.c\", \"arguments\": []},\n"
     "  {\"directory\": \"/d\", \"file\": \"a.c\", \"arguments\": [1]}]",
     "2:3 warning: entry 2 is left out: 'file' is missing; let the build system write the file "
     "anew\n"
     "3:3 warning: entry 3 is left out: 'directory' is no text; let the build system write the "
     "file anew\n"
     "4:3 warning: entry 4 is left out: neither 'command' nor 'arguments' is there; one of them "
     "must hold the compiler's command line\n"
     "4:39 warning: entry 5 is left out: it is no object with 'directory', 'file' and "
     "'command'\n"
     "5:3 warning: entry 6 is left out: 'command' has a quote that is not closed; close it, or "
     "use 'arguments'\n"
     "6:3 warning: entry 7 is left out: 'command' is empty; it must hold the compiler's command "
     "line\n"
     "7:3 warning: entry 8 is left out: 'arguments' is no list of texts; it must hold the "
     "compiler and its arguments\n"
     "8:3 warning: entry 9 is left out: 'arguments' is no list of texts; it must hold the "
     "compiler and its arguments\n",
     true},
};

static void test_troubles(struct test *t)
{
    for (uint32_t i = 0; i < COUNT(troubles); i++) {
        struct fixture f;
        start(&f);
        CHECK(t, load(&f, troubles[i].json) == troubles[i].ok);
        CHECK_TEXT(t, diags_text(f.d, &f.text), troubles[i].diags);
        stop(&f);
    }
}

static void test_missing(struct test *t)
{
    struct fixture f;
    start(&f);
    CHECK(t, !compdb_load(f.arena, f.folder.path, &f.db, f.d));
    CHECK(t, !compdb_load(f.arena, "/nowhere/compile_commands.json", &f.db, f.d));
    CHECK_TEXT(t, diags_text(f.d, &f.text),
               "0:0 error: holds no compile_commands.json; with CMake, configure with "
               "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON\n"
               "0:0 error: cannot be read: No such file or directory\n");
    stop(&f);
}

static void test_find(struct test *t)
{
    struct fixture f;
    start(&f);
    folder_write(&f.folder, "p/src/deep/a.c", "");
    const char *deep = arena_printf(f.arena, "%s/p/src/deep", f.folder.path);
    const char *p = arena_printf(f.arena, "%s/p", f.folder.path);
    folder_write(&f.folder, "p/build-z/compile_commands.json", "[]");
    folder_write(&f.folder, "p/buildtools/x", "");
    CHECK_TEXT(t, compdb_find(f.arena, deep), arena_printf(f.arena, "%s/build-z", p));
    folder_write(&f.folder, "p/build/compile_commands.json", "[]");
    CHECK_TEXT(t, compdb_find(f.arena, deep), arena_printf(f.arena, "%s/build", p));
    folder_write(&f.folder, "p/compile_commands.json", "[]");
    CHECK_TEXT(t, compdb_find(f.arena, deep), p);
    stop(&f);
}

static void test_damage(struct test *t)
{
    static const char json[] =
        "[{\"directory\": \"/d\", \"file\": \"\\udce4a.c\", \"command\": \"cc 'a' \\\"b\\\"\"},"
        "{\"directory\": \"/d\", \"file\": \"\xff.c\", \"arguments\": [\"cc\", "
        "\"\\ud83d\\ude00\"]}]";
    struct fixture f;
    char copy[sizeof json];
    start(&f);
    for (size_t i = 0; i < sizeof json; i++) {
        memcpy(copy, json, sizeof json);
        copy[i] = '\0';
        if (load(&f, copy) && i < sizeof json - 1)
            CHECK(t, false);
        if (i < sizeof json - 1) {
            memcpy(copy, json, sizeof json);
            copy[i] = "\\\"[{\xf4\x80u,"[i % 8];
            if (!load(&f, copy))
                continue;
        }
    }
    CHECK(t, true); /* reached */
    stop(&f);
}

int main(void)
{
    struct test t = {0};
    test_split(&t);
    test_forms(&t);
    test_languages(&t);
    test_bytes(&t);
    test_troubles(&t);
    test_missing(&t);
    test_find(&t);
    test_damage(&t);
    return test_end(&t);
}
