#include "tests/unit/test.h"

#include "base/buf.h"
#include "extract/args.h"
#include "extract/compiler.h"

#include <stdlib.h>
#include <unistd.h>

static struct command command_of(struct arena *a, const char *line)
{
    struct command c = {.directory = "/src", .file = "a.c"};
    char *rest = arena_strdup(a, line), *save = NULL;
    for (char *w = strtok_r(rest, " ", &save); w; w = strtok_r(NULL, " ", &save))
        vec_push(a, &c.args, w);
    return c;
}

/* The words that stay of LINE, without "clang" before and the defaults behind. */
static const char *clean(struct arena *a, const char *line)
{
    static const char defaults[] = " -std=gnu17 -Wno-everything -ferror-limit=0";
    struct diags *diags = diags_new();
    struct command c = command_of(a, line);
    struct args args = {0};
    struct buf out = {0};
    if (!args_clean(a, &c, NULL, &args, diags))
        buf_printf(&out, "failed: %s", diags_get(diags, 0)->text);
    for (uint32_t i = 0; i < args.words.len; i++)
        buf_printf(&out, "%s%s", i ? " " : "", args.words.at[i]);
    char *text = arena_strdup(a, out.at);
    buf_release(&out);
    diags_free(diags);
    size_t len = strlen(text), tail = sizeof defaults - 1;
    if (len >= tail && !strcmp(text + len - tail, defaults))
        text[len - tail] = '\0';
    return strncmp(text, "clang ", 6) ? text : text + 6;
}

static void test_words(struct test *t, struct arena *a)
{
    static const struct {
        const char *line, *want;
    } cases[] = {
        {"gcc -c a.c -o a.o", "clang"},
        {"gcc -Iinc -I inc2 -isystem /x -iquote . -idirafter y a.c",
         "-Iinc -I inc2 -isystem /x -iquote . -idirafter y"},
        {"gcc -DX=1 -D Y -UZ -U W -include c.h -imacros m.h a.c",
         "-DX=1 -D Y -UZ -U W -include c.h -imacros m.h"},
        {"gcc -MD -MMD -MP -MG -MF x.d -MT t -MQ q -MFx.d a.c", "clang"},
        {"gcc -Wall -Werror=vla -W -pedantic -Wno-psabi -Wl,-z,now -Wa,-L a.c", "clang"},
        {"gcc -O2 -O3 -Os -g -ggdb3 -pipe -save-temps -flto=auto -fanalyzer a.c", "clang"},
        {"gcc -fconserve-stack -mpreferred-stack-boundary=3 -fplugin=x.so -fno-ipa-sra a.c",
         "clang"},
        {"gcc -D_FORTIFY_SOURCE=2 -D _FORTIFY_SOURCE -U_FORTIFY_SOURCE -Wp,-D_FORTIFY_SOURCE=3 a.c",
         "clang"},
        {"gcc -Wp,-MMD,x.d,-DA=1 -Xpreprocessor -DB a.c", "-DA=1 -DB"},
        {"gcc -funsigned-char -fshort-enums -fshort-wchar -fms-extensions -fgnu89-inline a.c",
         "-funsigned-char -fshort-enums -fshort-wchar -fms-extensions -fgnu89-inline"},
        {"gcc -m64 -mcx16 -march=native -msse4.2 -pthread -fopenmp -nostdinc a.c",
         "-m64 -mcx16 -march=native -msse4.2 -pthread -fopenmp -nostdinc"},
        {"gcc --sysroot=/s -isysroot /t --sysroot /u a.c",
         "--sysroot=/s -isysroot /t --sysroot /u"},
        {"gcc -fplan9-extensions a.c", "-fms-extensions"},
        {"gcc -include-pch p.gch -L/lib -lx -u sym -T script -z now a.c", "clang"},
        {"clang -Xclang -load -Xclang p.so -target aarch64-linux-gnu a.c",
         "-target aarch64-linux-gnu"},
        {"clang -Xclang -target-feature -Xclang +v -Xclang -load -Xclang p.so a.c",
         "-Xclang -target-feature -Xclang +v"},
        {"clang -Xclang -target-feature a.c -Xclang", "clang"},
        {"clang -fasm-blocks -fborland-extensions -fheinous-gnu-extensions -fpascal-strings "
         "-ffixed-point -fenable-matrix -fzvector a.c",
         "-fasm-blocks -fborland-extensions -fheinous-gnu-extensions -fpascal-strings "
         "-ffixed-point -fenable-matrix -fzvector"},
        {"gcc -mcmse -msve-vector-bits=512 -maltivec -mvsx -mzvector a.c",
         "-mcmse -msve-vector-bits=512 -maltivec -mvsx -mzvector"},
        {"gcc -flax-vector-conversions=none -fno-lax-vector-conversions a.c",
         "-flax-vector-conversions=none -fno-lax-vector-conversions"},
        {"ccache gcc -DX a.c", "-DX"},
        {"/usr/bin/env -i -u HOME A=b /usr/lib/ccache gcc -DX a.c", "-DX"},
        {"CCACHE_DIR=/x distcc gcc -DX a.c", "-DX"},
        {"gcc -o", "clang"},
        {"gcc -x c -c a", "-x c"},
        {"gcc -x c++ a.c", "failed: the command says \"-x c++\", which is not C"},
        {"ccache", "failed: the command names no compiler"},
    };
    for (uint32_t i = 0; i < COUNT(cases); i++)
        CHECK_TEXT(t, clean(a, cases[i].line), cases[i].want);
}

static void test_standard_and_target(struct test *t, struct arena *a)
{
    CHECK_TEXT(t, clean(a, "gcc -std=gnu11 a.c"), "-std=gnu11 -Wno-everything -ferror-limit=0");
    CHECK_TEXT(t, clean(a, "gcc --std=c99 a.c"), "-std=c99 -Wno-everything -ferror-limit=0");
    CHECK_TEXT(t, clean(a, "gcc -ansi a.c"), "-ansi -Wno-everything -ferror-limit=0");
    CHECK_TEXT(t, clean(a, "gcc -std=gnu23 a.c"), "-std=gnu2x -Wno-everything -ferror-limit=0");
    CHECK_TEXT(t, clean(a, "musl-gcc a.c"), "clang");
    CHECK_TEXT(t, clean(a, "/opt/m68k-linux-gnu-gcc-12 a.c"),
               "-std=gnu17 --target=m68k-linux-gnu -Wno-everything -ferror-limit=0");
    CHECK_TEXT(t, clean(a, "m68k-linux-gnu-gcc --target=x86_64-linux-gnu a.c"),
               "--target=x86_64-linux-gnu");
#if defined __x86_64__
    CHECK_TEXT(t, clean(a, "x86_64-linux-gnu-gcc a.c"), "clang");
#endif
}

/* The words that follow from the compiler's version stand behind all of the command's. */
static void test_version(struct test *t, struct arena *a)
{
    struct diags *diags = diags_new();
    struct compilers *compilers = compilers_new();
    struct command c = command_of(a, "/no/such/m68k-linux-gnu-gcc -DX a.c");
    struct args args;
    struct buf out = {0};
    CHECK(t, args_clean(a, &c, compilers, &args, diags));
    for (uint32_t i = 0; i < args.words.len; i++)
        buf_printf(&out, " %s", args.words.at[i]);
    CHECK(t, strstr(out.at, " --target=m68k-linux-gnu -fgnuc-version=") != NULL);
    CHECK(t, strstr(out.at, " -D_Float128=long double") != NULL);
    buf_clear(&out);
    c = command_of(a, "clang -DX a.c");
    CHECK(t, args_clean(a, &c, compilers, &args, diags));
    for (uint32_t i = 0; i < args.words.len; i++)
        CHECK(t, !strstr(args.words.at[i], "gnuc"));
    buf_release(&out);
    compilers_free(compilers);
    diags_free(diags);
}

static void test_sources(struct test *t, struct arena *a)
{
    struct diags *diags = diags_new();
    struct command c = command_of(a, "gcc -DX -c one.c x.o -o two.c -L three.c lib.a");
    struct args args;
    CHECK(t, args_clean(a, &c, NULL, &args, diags));
    CHECK_NUMBER(t, args.sources.len, 1);
    CHECK_TEXT(t, args.sources.at[0], "one.c");
    diags_free(diags);
}

static void test_response_files(struct test *t, struct arena *a)
{
    char dir[] = "/tmp/nostall-args-XXXXXX";
    CHECK(t, mkdtemp(dir) != NULL);
    const char *path = arena_printf(a, "%s/r", dir);
    FILE *f = fopen(path, "w");
    CHECK(t, f != NULL);
    if (!f)
        return;
    fputs("-DA=1 '-DB=x y'\n\"-DC=\\\"q\\\"\" -o\tout.o @r\n", f);
    fclose(f);
    struct diags *diags = diags_new();
    struct command c = command_of(a, "gcc @r @missing a.c");
    c.directory = dir;
    struct args args;
    CHECK(t, args_clean(a, &c, NULL, &args, diags));
    CHECK_TEXT(t, args.words.at[1], "-DA=1");
    CHECK_TEXT(t, args.words.at[2], "-DB=x y");
    CHECK_TEXT(t, args.words.at[3], "-DC=\"q\"");
    CHECK_NUMBER(t, args.sources.len, 1);
    CHECK_NUMBER(t, diags_len(diags), 2); /* it names itself; missing is missing */
    diags_free(diags);
    unlink(path);
    rmdir(dir);
}

int main(void)
{
    struct arena *a = arena_new();
    struct test t = {0};
    test_words(&t, a);
    test_standard_and_target(&t, a);
    test_version(&t, a);
    test_sources(&t, a);
    test_response_files(&t, a);
    arena_free(a);
    return test_end(&t);
}
