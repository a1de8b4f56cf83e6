#include "extract/args_table.h"

#include "base/vec.h"

#include <string.h>

/* Sources: GCC 12 manual, "Option Summary" (3.1) and the sections named below; clang 19, "Clang
 * command line argument reference". The first entry that matches holds, so a longer name stands
 * before its prefix. */
static const struct option options[] = {
    /* GCC 3.12 "Options for Directory Search" */
    {"-I-", FORM_ALONE, FATE_DROP},
    {"-I", FORM_EITHER, FATE_KEEP},
    {"-F", FORM_EITHER, FATE_KEEP},
    {"-iquote", FORM_EITHER, FATE_KEEP},
    {"-isystem-after", FORM_EITHER, FATE_KEEP},
    {"-isystem", FORM_EITHER, FATE_KEEP},
    {"-isysroot", FORM_EITHER, FATE_KEEP},
    {"-idirafter", FORM_EITHER, FATE_KEEP},
    {"-iprefix", FORM_EITHER, FATE_KEEP},
    {"-iwithprefixbefore", FORM_EITHER, FATE_KEEP},
    {"-iwithprefix", FORM_EITHER, FATE_KEEP},
    {"-iwithsysroot", FORM_EITHER, FATE_KEEP},
    {"-iframework", FORM_EITHER, FATE_KEEP},
    {"-imultilib", FORM_SEPARATE, FATE_DROP},
    {"-nostdinc", FORM_ALONE, FATE_KEEP},
    {"-nostdlibinc", FORM_ALONE, FATE_KEEP},
    {"-nobuiltininc", FORM_ALONE, FATE_KEEP},
    {"--sysroot=", FORM_JOINED, FATE_KEEP},
    {"--sysroot", FORM_SEPARATE, FATE_KEEP},
    {"--gcc-toolchain=", FORM_JOINED, FATE_KEEP},

    /* GCC 3.13 "Options Controlling the Preprocessor"; -MF and its like take operands, -MD does not
       (-Wp,-MD does) */
    {"-D", FORM_EITHER, FATE_MACRO},
    {"-U", FORM_EITHER, FATE_MACRO},
    {"-include-pch", FORM_SEPARATE, FATE_DROP}, /* another compiler's, or of other options */
    {"-include", FORM_EITHER, FATE_KEEP},
    {"-imacros", FORM_EITHER, FATE_KEEP},
    {"-undef", FORM_ALONE, FATE_KEEP},
    {"-trigraphs", FORM_ALONE, FATE_KEEP},
    {"-A", FORM_EITHER, FATE_DROP},
    {"-MF", FORM_EITHER, FATE_DROP},
    {"-MT", FORM_EITHER, FATE_DROP},
    {"-MQ", FORM_EITHER, FATE_DROP},
    {"-MJ", FORM_EITHER, FATE_DROP},
    {"-Wp,", FORM_JOINED, FATE_PREPROCESSOR},
    {"-Xpreprocessor", FORM_SEPARATE, FATE_PREPROCESSOR},

    /* GCC 3.4 "Options Controlling C Dialect" */
    {"-std=", FORM_JOINED, FATE_STANDARD},
    {"--std=", FORM_JOINED, FATE_STANDARD},
    {"-ansi", FORM_ALONE, FATE_STANDARD},
    {"-x", FORM_EITHER, FATE_LANGUAGE},
    {"-fgnu89-inline", FORM_ALONE, FATE_KEEP},
    {"-fno-gnu89-inline", FORM_ALONE, FATE_KEEP},
    {"-fms-extensions", FORM_ALONE, FATE_KEEP},
    {"-fms-compatibility", FORM_ALONE, FATE_KEEP},
    {"-fdeclspec", FORM_ALONE, FATE_KEEP},
    {"-fasm-blocks", FORM_ALONE, FATE_KEEP},
    {"-fborland-extensions", FORM_ALONE, FATE_KEEP},
    {"-fheinous-gnu-extensions", FORM_ALONE, FATE_KEEP},
    {"-fpascal-strings", FORM_ALONE, FATE_KEEP},
    {"-ffixed-point", FORM_ALONE, FATE_KEEP},
    {"-fenable-matrix", FORM_ALONE, FATE_KEEP},
    {"-fzvector", FORM_ALONE, FATE_KEEP},
    {"-fplan9-extensions", FORM_ALONE, FATE_PLAN9},
    {"-fblocks", FORM_ALONE, FATE_KEEP},
    {"-fno-asm", FORM_ALONE, FATE_KEEP},
    {"-fvisibility=", FORM_JOINED, FATE_KEEP}, /* who is public: summary */
    {"-fno-builtin", FORM_JOINED, FATE_KEEP},
    {"-ffreestanding", FORM_ALONE, FATE_KEEP},
    {"-fhosted", FORM_ALONE, FATE_KEEP},
    {"-fsigned-char", FORM_ALONE, FATE_KEEP},
    {"-funsigned-char", FORM_ALONE, FATE_KEEP},
    {"-fno-signed-char", FORM_ALONE, FATE_KEEP},
    {"-fno-unsigned-char", FORM_ALONE, FATE_KEEP},
    {"-flax-vector-conversions", FORM_JOINED, FATE_KEEP},
    {"-fno-lax-vector-conversions", FORM_ALONE, FATE_KEEP},
    {"-fopenmp", FORM_ALONE, FATE_KEEP},
    {"-fopenmp-simd", FORM_ALONE, FATE_KEEP},
    {"-pthread", FORM_ALONE, FATE_KEEP}, /* _REENTRANT */

    /* GCC 3.17 "Options for Code Generation Conventions": what types or predefined macros depend on
     */
    {"-fshort-enums", FORM_ALONE, FATE_KEEP},
    {"-fno-short-enums", FORM_ALONE, FATE_KEEP},
    {"-fshort-wchar", FORM_ALONE, FATE_KEEP},
    {"-fno-short-wchar", FORM_ALONE, FATE_KEEP},
    {"-fpack-struct", FORM_JOINED, FATE_KEEP},
    {"-fexceptions", FORM_ALONE,
     FATE_KEEP}, /* __EXCEPTIONS: pthread_cleanup_push of glibc looks at it */
    {"-fPIC", FORM_ALONE, FATE_KEEP},
    {"-fpic", FORM_ALONE, FATE_KEEP},
    {"-fPIE", FORM_ALONE, FATE_KEEP},
    {"-fpie", FORM_ALONE, FATE_KEEP},

    /* GCC 3.19 "Machine-Dependent Options": sizes, and instruction sets for their macros and
     * intrinsics. Left out on purpose: -mtune, -mpreferred-stack-boundary and all else that only
     * code generation sees. */
    {"-m16", FORM_ALONE, FATE_KEEP},
    {"-m32", FORM_ALONE, FATE_KEEP},
    {"-m64", FORM_ALONE, FATE_KEEP},
    {"-mx32", FORM_ALONE, FATE_KEEP},
    {"-march=", FORM_JOINED, FATE_KEEP},
    {"-mcpu=", FORM_JOINED, FATE_KEEP},
    {"-mabi=ms", FORM_ALONE, FATE_DROP}, /* x86, where clang knows no -mabi */
    {"-mabi=sysv", FORM_ALONE, FATE_DROP},
    {"-mabi=", FORM_JOINED, FATE_KEEP},
    {"-mfpu=", FORM_JOINED, FATE_KEEP},
    {"-mfloat-abi=", FORM_JOINED, FATE_KEEP},
    {"-mcmse", FORM_ALONE, FATE_KEEP},
    {"-msve-vector-bits=", FORM_JOINED, FATE_KEEP},
    {"-maltivec", FORM_ALONE, FATE_KEEP},
    {"-mvsx", FORM_ALONE, FATE_KEEP},
    {"-mzvector", FORM_ALONE, FATE_KEEP},
    {"-mthumb", FORM_ALONE, FATE_KEEP},
    {"-marm", FORM_ALONE, FATE_KEEP},
    {"-mbig-endian", FORM_ALONE, FATE_KEEP},
    {"-mlittle-endian", FORM_ALONE, FATE_KEEP},
    {"-mcx16", FORM_ALONE, FATE_KEEP},
    {"-msse", FORM_JOINED, FATE_KEEP},
    {"-mssse3", FORM_ALONE, FATE_KEEP},
    {"-mno-sse", FORM_JOINED, FATE_KEEP},
    {"-mavx", FORM_JOINED, FATE_KEEP},
    {"-mno-avx", FORM_JOINED, FATE_KEEP},
    {"-mmmx", FORM_ALONE, FATE_KEEP},
    {"-mno-mmx", FORM_ALONE, FATE_KEEP},
    {"-mfma", FORM_ALONE, FATE_KEEP},
    {"-mf16c", FORM_ALONE, FATE_KEEP},
    {"-mbmi2", FORM_ALONE, FATE_KEEP},
    {"-mbmi", FORM_ALONE, FATE_KEEP},
    {"-mlzcnt", FORM_ALONE, FATE_KEEP},
    {"-mpopcnt", FORM_ALONE, FATE_KEEP},
    {"-maes", FORM_ALONE, FATE_KEEP},
    {"-mpclmul", FORM_ALONE, FATE_KEEP},
    {"-msha", FORM_ALONE, FATE_KEEP},
    {"-mrdrnd", FORM_ALONE, FATE_KEEP},
    {"-mgeneral-regs-only", FORM_ALONE, FATE_KEEP},
    {"-mmacosx-version-min=", FORM_JOINED, FATE_KEEP},
    {"-arch", FORM_SEPARATE, FATE_KEEP},
    {"-target", FORM_SEPARATE, FATE_TARGET},
    {"--target=", FORM_JOINED, FATE_TARGET},
    {"--target", FORM_SEPARATE, FATE_DROP},

    /* GCC 3.2 "Options Controlling the Kind of Output" and 3.15 "Options for Linking": only those
     * whose operand is a word of its own need a line. */
    {"-o", FORM_EITHER, FATE_DROP},
    {"--output", FORM_SEPARATE, FATE_DROP},
    {"-aux-info", FORM_SEPARATE, FATE_DROP},
    {"-dumpbase-ext", FORM_SEPARATE, FATE_DROP},
    {"-dumpbase", FORM_SEPARATE, FATE_DROP},
    {"-dumpdir", FORM_SEPARATE, FATE_DROP},
    {"-wrapper", FORM_SEPARATE, FATE_DROP},
    {"-specs", FORM_EITHER, FATE_DROP},
    {"--param", FORM_EITHER, FATE_DROP},
    {"-Xassembler", FORM_SEPARATE, FATE_DROP},
    {"-Xlinker", FORM_SEPARATE, FATE_DROP},
    {"-Xclang", FORM_SEPARATE, FATE_CLANG},
    {"-Xanalyzer", FORM_SEPARATE, FATE_DROP},
    {"-mllvm", FORM_SEPARATE, FATE_DROP},
    {"-B", FORM_EITHER, FATE_DROP},
    {"-L", FORM_EITHER, FATE_DROP},
    {"-l", FORM_EITHER, FATE_DROP},
    {"-T", FORM_EITHER, FATE_DROP},
    {"-u", FORM_EITHER, FATE_DROP},
    {"-z", FORM_EITHER, FATE_DROP},
    {"-e", FORM_SEPARATE, FATE_DROP},
    {"-G", FORM_EITHER, FATE_DROP},
    {"-framework", FORM_SEPARATE, FATE_DROP},
    {"-install_name", FORM_SEPARATE, FATE_DROP},
    {"-resource-dir", FORM_SEPARATE, FATE_DROP},
    {"-working-directory", FORM_EITHER, FATE_DROP},
    {"-index-store-path", FORM_SEPARATE, FATE_DROP},
    {"-serialize-diagnostics", FORM_SEPARATE, FATE_DROP},
    {"--serialize-diagnostics", FORM_SEPARATE, FATE_DROP},
    {"-dependency-file", FORM_SEPARATE, FATE_DROP},
};

static const struct option unknown = {"", FORM_ALONE, FATE_DROP};

static bool option_matches(const struct option *o, const char *word)
{
    if (o->form == FORM_ALONE || o->form == FORM_SEPARATE)
        return !strcmp(word, o->name);
    return !strncmp(word, o->name, strlen(o->name));
}

const struct option *option_get(const char *word)
{
    for (uint32_t i = 0; i < COUNT(options); i++)
        if (options[i].name[1] == word[1] && option_matches(&options[i], word))
            return &options[i];
    return &unknown;
}

bool name_is_launcher(const char *name)
{
    /* Source: their manuals; each is called as `launcher compiler arguments`. */
    static const char *const launchers[] = {"ccache",     "distcc",    "sccache", "icecc",
                                            "buildcache", "env",       "gomacc",  "nice",
                                            "time",       "firebuild", "recc"};
    for (uint32_t i = 0; i < COUNT(launchers); i++)
        if (!strcmp(name, launchers[i]))
            return true;
    return false;
}
