#include "extract/args.h"

#include "extract/args_table.h"
#include "extract/compiler.h"

#include "input/textfile.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define RESPONSE_DEPTH_MAX 8                        /* an @file may name others */
#define RESPONSE_SIZE_MAX ((size_t)4 * 1024 * 1024) /* of all that one command names, together */

typedef VEC(const char *) word_list;

struct cleaner {
    struct arena *arena;
    const struct command *command;
    struct args *out;
    struct diags *diags;
    word_list in;     /* the command's words, @files read */
    const char *lang; /* what the last -x says; NULL: the file's name does */
    bool has_standard, has_target;
    bool wants_feature;                          /* the last -Xclang said -target-feature */
    const char *reading[RESPONSE_DEPTH_MAX + 1]; /* the response files that are open, by depth */
    size_t response_left; /* bytes of response files that may still be read */
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void emit(struct cleaner *c, const char *word)
{
    vec_push(c->arena, &c->out->words, word);
}

/* ---- response files ---- */

/* The next word of a response file from *AT on, NULL at its end. Source: GCC 3.2, @file: white
 * space separates, quotes and backslashes protect. */
static const char *response_word(struct arena *a, const char **at)
{
    const char *p = *at;
    while (isspace((unsigned char)*p))
        p++;
    if (!*p)
        return NULL;
    char *word = arena_alloc(a, strlen(p) + 1), *out = word;
    char quote = '\0';
    for (; *p && (quote || !isspace((unsigned char)*p)); p++) {
        if (*p == '\\' && p[1])
            *out++ = *++p;
        else if (quote ? *p == quote : *p == '\'' || *p == '"')
            quote = quote ? '\0' : *p;
        else
            *out++ = *p;
    }
    *at = p;
    return word;
}

static void take_word(struct cleaner *c, const char *word, uint32_t depth);

static void take_response_file(struct cleaner *c, const char *name, uint32_t depth)
{
    const char *path =
        *name == '/' ? name : arena_printf(c->arena, "%s/%s", c->command->directory, name);
    const char *text;
    size_t len;
    for (uint32_t i = 1; i < depth; i++)
        if (!strcmp(c->reading[i], path)) {
            diag_add(c->diags, DIAG_WARNING, path, 0, 0,
                     "the response file names itself, which is left out");
            return;
        }
    if (depth > RESPONSE_DEPTH_MAX) {
        diag_add(c->diags, DIAG_WARNING, path, 0, 0,
                 "response files nest deeper than %d, the rest is left out", RESPONSE_DEPTH_MAX);
        return;
    }
    c->reading[depth] = path;
    if (!textfile_read(c->arena, path, c->response_left, &text, &len, c->diags))
        return;
    c->response_left -= len;
    for (const char *word; (word = response_word(c->arena, &text));)
        take_word(c, word, depth);
}

static void take_word(struct cleaner *c, const char *word, uint32_t depth)
{
    if (*word == '@' && word[1])
        take_response_file(c, word + 1, depth + 1);
    else
        vec_push(c->arena, &c->in, word);
}

/* ---- the compiler's name ---- */

static bool is_setting(const char *word)
{
    const char *equals = strchr(word, '=');
    return *word != '-' && equals && !memchr(word, '/', (size_t)(equals - word));
}

/* Index of the compiler among the words; their number if there is none. */
static uint32_t skip_launchers(const struct cleaner *c)
{
    uint32_t i = 0;
    bool after_launcher = false;
    for (; i < c->in.len; i++) {
        const char *word = c->in.at[i];
        if (name_is_launcher(base_name(word)))
            after_launcher = true;
        else if (after_launcher && !strcmp(word, "-u"))
            i++; /* env -u NAME */
        else if (!is_setting(word) && !(after_launcher && *word == '-'))
            break;
    }
    return i < c->in.len ? i : c->in.len; /* of a last -u, NAME is missing */
}

/* The architecture of the machine that libclang makes code for unless told otherwise. */
static const char *native_arch(void)
{
#if defined __x86_64__
    return "x86_64";
#elif defined __aarch64__
    return "aarch64";
#elif defined __riscv
    return "riscv64";
#elif defined __powerpc64__
    return "powerpc64le";
#elif defined __s390x__
    return "s390x";
#elif defined __i386__
    return "i686";
#else
    return "";
#endif
}

static bool is_arch(const char *name, size_t len)
{
    /* Source: LLVM 19, Triple.cpp, parseArch: those with a GCC of that name in Debian's cross
     * compilers or kernel docs */
    static const char *const archs[] = {
        "x86_64", "i386",    "i486",     "i586",    "i686",      "aarch64",     "arm",   "armv7l",
        "armeb",  "riscv32", "riscv64",  "powerpc", "powerpc64", "powerpc64le", "s390x", "mips",
        "mipsel", "mips64",  "mips64el", "sparc",   "sparc64",   "loongarch64", "m68k",  "hexagon"};
    for (uint32_t i = 0; i < COUNT(archs); i++)
        if (strlen(archs[i]) == len && !memcmp(archs[i], name, len))
            return true;
    return false;
}

/* The triple in front of a cross compiler's name ("aarch64-linux-gnu-gcc-12"); NULL for the native
 * one and for others. */
static const char *triple_of_compiler(struct arena *a, const char *compiler)
{
    const char *name = base_name(compiler);
    size_t arch_len = strcspn(name, "-");
    if (!is_arch(name, arch_len))
        return NULL;
    if (strlen(native_arch()) == arch_len && !memcmp(native_arch(), name, arch_len))
        return NULL;
    static const char *const tools[] = {"-gcc", "-cc", "-clang"};
    for (uint32_t i = 0; i < COUNT(tools); i++) {
        const char *end = strstr(name, tools[i]);
        if (end && end > name + arch_len)
            return arena_strndup(a, name, (size_t)(end - name));
    }
    return NULL;
}

/* ---- single words ---- */

static bool has_suffix(const char *word, const char *suffix)
{
    size_t len = strlen(word), suffix_len = strlen(suffix);
    return len > suffix_len && !strcmp(word + len - suffix_len, suffix);
}

static void take_input(struct cleaner *c, const char *word)
{
    if (c->lang || has_suffix(word, ".c") || has_suffix(word, ".i") || has_suffix(word, ".h") ||
        !strcmp(word, c->command->file ? c->command->file : ""))
        vec_push(c->arena, &c->out->sources, word);
}

static bool take_language(struct cleaner *c, const char *lang)
{
    static const char *const known[] = {"c", "c-header", "cpp-output"};
    c->lang = NULL;
    if (!strcmp(lang, "none"))
        return true;
    for (uint32_t i = 0; i < COUNT(known); i++)
        if (!strcmp(lang, known[i]))
            c->lang = known[i];
    if (c->lang)
        return true;
    diag_add(c->diags, DIAG_ERROR, c->command->file, 0, 0,
             "the command says \"-x %s\", which is not C", lang);
    return false;
}

static void take_standard(struct cleaner *c, const char *word)
{
    /* Source: clang 17 knows 2x only, clang 18 and GCC 14 have 23, GCC 15 has 2y */
    static const struct {
        const char *from, *to;
    } renamed[] = {{"c23", "c2x"},
                   {"gnu23", "gnu2x"},
                   {"iso9899:2024", "c2x"},
                   {"c2y", "c2x"},
                   {"gnu2y", "gnu2x"}};
    c->has_standard = true;
    const char *equals = strchr(word, '=');
    for (uint32_t i = 0; equals && i < COUNT(renamed); i++)
        if (!strcmp(equals + 1, renamed[i].from)) {
            emit(c, arena_printf(c->arena, "-std=%s", renamed[i].to));
            return;
        }
    emit(c, *word == '-' && word[1] == '-' ? word + 1 : word);
}

/* -Wp,-MMD,x.d or -Wp,-DX=1,-Iy */
static void take_preprocessor(struct cleaner *c, const char *list)
{
    while (*list) {
        size_t len = strcspn(list, ",");
        const char *part = arena_strndup(c->arena, list, len);
        if (part[0] == '-' && part[1] && strchr("DUI", part[1]) && part[2] &&
            !strstr(part, "_FORTIFY_SOURCE"))
            emit(c, part);
        list += len + (list[len] == ',');
    }
}

/* What -Xclang hands to the compiler proper may load code or write files. Features of the target
 * are what types and intrinsics depend on. */
static void take_clang(struct cleaner *c, const char *word)
{
    if (c->wants_feature) {
        static const char *const words[] = {"-Xclang", "-target-feature", "-Xclang"};
        for (uint32_t i = 0; i < COUNT(words); i++)
            emit(c, words[i]);
        emit(c, word);
    }
    c->wants_feature = !c->wants_feature && !strcmp(word, "-target-feature");
}

static bool is_fortify(const char *macro)
{
    const size_t len = sizeof "_FORTIFY_SOURCE" - 1;
    return !strncmp(macro, "_FORTIFY_SOURCE", len) && (macro[len] == '\0' || macro[len] == '=');
}

/* Do with the option WORD as its entry says; OPERAND is what belongs to it, in NEXT_WORD or at its
 * end. */
static bool take_option(struct cleaner *c, const struct option *o, const char *word,
                        const char *operand, bool next_word)
{
    switch (o->fate) {
    case FATE_DROP:
        return true;
    case FATE_MACRO:
        if (is_fortify(operand))
            return true; /* its wrappers would stand where the real callees do */
        break;
    case FATE_STANDARD:
        take_standard(c, word);
        return true;
    case FATE_LANGUAGE:
        return take_language(c, operand);
    case FATE_PREPROCESSOR:
        take_preprocessor(c, operand);
        return true;
    case FATE_CLANG:
        take_clang(c, operand);
        return true;
    case FATE_PLAN9:
        emit(c, "-fms-extensions");
        return true;
    case FATE_TARGET:
        c->has_target = true;
        break;
    case FATE_KEEP:
        break;
    }
    emit(c, word);
    if (next_word)
        emit(c, operand);
    return true;
}

/* The word at *I, and the next one if that is its operand. */
static bool take_next(struct cleaner *c, uint32_t *i)
{
    const char *word = c->in.at[*i];
    if (*word != '-' || !word[1]) {
        take_input(c, word);
        return true;
    }
    const struct option *o = option_get(word);
    size_t len = strlen(o->name);
    bool next_word = o->form == FORM_SEPARATE || (o->form == FORM_EITHER && !word[len]);
    if (!next_word)
        return take_option(c, o, word, word + len, false);
    if (*i + 1 == c->in.len)
        return true; /* an operand is missing: the compiler would complain, we can do without */
    return take_option(c, o, word, c->in.at[++*i], true);
}

/* Parse as that version of gcc. What it promises to headers and clang does not have is made up for:
 * glibc leaves the types of TS 18661-3 to gcc 7 and later. Source: glibc 2.36, bits/floatn.h and
 * bits/floatn-common.h. */
static void add_gnuc(struct cleaner *c, const char *version, const char *triple)
{
    static const char *const floats[] = {"-D_Float32=float", "-D_Float32x=double",
                                         "-D_Float64=double", "-D_Float64x=long double"};
    const char *arch = triple ? triple : native_arch();
    bool x86 = !strncmp(arch, "x86_64", 6) || (arch[0] == 'i' && !strncmp(arch + 2, "86", 2));
    emit(c, arena_printf(c->arena, "-fgnuc-version=%s", version));
    if (strtol(version, NULL, 10) < 7)
        return;
    for (uint32_t i = 0; i < COUNT(floats); i++)
        emit(c, floats[i]);
    emit(c, x86 ? "-D_Float128=__float128" : "-D_Float128=long double");
}

/* What no command says and every unit wants. */
static void add_defaults(struct cleaner *c, const char *compiler, struct compilers *compilers)
{
    if (c->lang) {
        emit(c, "-x");
        emit(c, c->lang);
    }
    if (!c->has_standard)
        emit(c, "-std=gnu17"); /* Source: GCC 12, 3.4, -std: the default */
    const char *triple = c->has_target ? NULL : triple_of_compiler(c->arena, compiler);
    if (triple)
        emit(c, arena_printf(c->arena, "--target=%s", triple));
    const char *gnuc = compilers ? compilers_gnuc(compilers, compiler) : NULL;
    if (gnuc)
        add_gnuc(c, gnuc, triple);
    emit(c, "-Wno-everything"); /* also what clang makes an error and GCC 12 a warning: implicit
                                   declarations */
    emit(c, "-ferror-limit=0");
}

bool args_clean(struct arena *arena, const struct command *command, struct compilers *compilers,
                struct args *ret_args, struct diags *diags)
{
    struct args out = {0};
    struct cleaner c = {.arena = arena,
                        .command = command,
                        .out = &out,
                        .diags = diags,
                        .response_left = RESPONSE_SIZE_MAX};
    for (uint32_t i = 0; i < command->args.len; i++)
        take_word(&c, command->args.at[i], 0);
    uint32_t i = skip_launchers(&c);
    if (i == c.in.len) {
        diag_add(diags, DIAG_ERROR, command->file, 0, 0, "the command names no compiler");
        return false;
    }
    const char *compiler = c.in.at[i++];
    const char *name = base_name(compiler);
    if (!strcmp(name, "cl") || !strcmp(name, "cl.exe") || !strcmp(name, "clang-cl")) {
        diag_add(
            diags, DIAG_ERROR, command->file, 0, 0,
            "commands in the style of \"%s\" are not supported; use a database of gcc or clang",
            name);
        return false;
    }
    emit(&c, "clang");
    for (; i < c.in.len; i++)
        if (!take_next(&c, &i))
            return false;
    add_defaults(&c, compiler, compilers);
    *ret_args = out;
    return true;
}
