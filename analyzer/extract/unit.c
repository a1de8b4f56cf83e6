#include "extract/unit.h"

#include "extract/comments.h"
#include "extract/lower.h"
#include "extract/lowering.h"

#include "base/fail.h"

#include <dlfcn.h>
#include <glob.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STACK_SIZE ((size_t)64 * 1024 * 1024) /* deep expressions are lowered recursively */

struct unit_parser {
    struct arena *arena;
    struct arena *scratch, *per_body; /* of the unit at hand; kept, because fresh memory costs */
    CXIndex index;
    const char *resource_dir; /* of the compiler's builtin headers; NULL: not found */
    bool missing_told;
};

/* ---- the builtin headers ---- */

static bool has_headers(struct arena *a, const char *dir)
{
    return access(arena_printf(a, "%s/include/stddef.h", dir), R_OK) == 0;
}

static const char *search(struct arena *a, const char *pattern)
{
    glob_t g = {0};
    const char *found = NULL;
    if (!glob(pattern, 0, NULL, &g))
        for (size_t i = g.gl_pathc; i > 0 && !found; i--)
            if (has_headers(a, g.gl_pathv[i - 1]))
                found = arena_strdup(a, g.gl_pathv[i - 1]);
    globfree(&g);
    return found;
}

/* Those of the libclang that is loaded come first: headers and library must agree. */
static const char *find_resource_dir(struct arena *a)
{
    static const char *const patterns[] = {"/usr/lib/llvm-*/lib/clang/*", "/usr/lib/clang/*",
                                           "/usr/lib64/clang/*", "/usr/local/lib/clang/*"};
    Dl_info info;
    void *symbol;
    if (has_headers(a, NOSTALL_RESOURCE_DIR))
        return NOSTALL_RESOURCE_DIR;
    CXIndex (*function)(int, int) = clang_createIndex;
    memcpy(&symbol, &function, sizeof symbol);
    if (dladdr(symbol, &info) && info.dli_fname) {
        char *real = realpath(info.dli_fname, NULL), *slash = real ? strrchr(real, '/') : NULL;
        const char *found = NULL;
        if (slash) {
            *slash = 0;
            found = search(a, arena_printf(a, "%s/clang/*", real));
        }
        free(real);
        if (found)
            return found;
    }
    for (uint32_t i = 0; i < COUNT(patterns); i++) {
        const char *found = search(a, patterns[i]);
        if (found)
            return found;
    }
    return NULL;
}

struct unit_parser *unit_parser_new(void)
{
    struct arena *a = arena_new();
    struct unit_parser *p = arena_new_one(a, struct unit_parser);
    p->arena = a;
    p->scratch = arena_new();
    p->per_body = arena_new();
    /* clang parses on the stack of who calls it, ours, and not on one of 8 MiB, which thousands of
     * nested statements exceed. Source: LLVM 19, clang/tools/libclang/CIndex.cpp, RunSafely */
    setenv("LIBCLANG_NOTHREADS", "1", 1);
    p->index = clang_createIndex(0, 0);
    p->resource_dir = find_resource_dir(a);
    return p;
}

void unit_parser_free(struct unit_parser *p)
{
    if (!p)
        return;
    clang_disposeIndex(p->index);
    arena_free(p->scratch);
    arena_free(p->per_body);
    arena_free(p->arena);
}

/* ---- one unit ---- */

static bool has_option(const struct unit_request *req, const char *option)
{
    size_t len = strlen(option);
    for (uint32_t i = 1; i < req->argc; i++)
        if (!strncmp(req->argv[i], option, len) ||
            (req->argv[i][0] == '-' && !strncmp(req->argv[i] + 1, option, len)))
            return true;
    return false;
}

static enum CXErrorCode parse(struct unit_parser *p, const struct unit_request *req,
                              struct arena *a, CXTranslationUnit *ret_tu)
{
    /* Warnings are not wanted, and what gcc only warned about must not cost a body. libclang turns
     * spell checking off, and without it clang drops statements with unknown identifiers. */
    static const char *const lenient[] = {"-w",
                                          "-fspell-checking",
                                          "-ferror-limit=100",
                                          "-Wno-error=implicit-function-declaration",
                                          "-Wno-error=implicit-int",
                                          "-Wno-error=int-conversion",
                                          "-Wno-error=incompatible-function-pointer-types",
                                          "-Wno-error=incompatible-pointer-types",
                                          "-Wno-error=return-type"};
    const char **argv = arena_new_array(a, const char *, req->argc + 8 + COUNT(lenient));
    int argc = 0;
    argv[argc++] = req->argc ? req->argv[0] : "clang";
    if (p->resource_dir && !has_option(req, "-resource-dir")) {
        argv[argc++] = "-resource-dir";
        argv[argc++] = p->resource_dir;
    }
    if (!has_option(req, "-working-directory")) {
        argv[argc++] = "-working-directory";
        argv[argc++] = req->directory;
    }
    for (uint32_t i = 1; i < req->argc; i++)
        if (strcmp(req->argv[i], req->file) != 0 || !strcmp(req->argv[i - 1], "-include"))
            argv[argc++] = req->argv[i];
    for (uint32_t i = 0; i < COUNT(lenient); i++)
        argv[argc++] = lenient[i];
    unsigned options = CXTranslationUnit_KeepGoing;
    return clang_parseTranslationUnit2FullArgv(p->index, req->file, argv, argc, NULL, 0, options,
                                               ret_tu);
}

static void add_problem(struct lowering *l, struct loc at, bool fatal, const char *text)
{
    struct unit_problem problem = {.loc = at, .fatal = fatal, .text = str_intern(l->strs, text)};
    vec_push(l->arena, &l->facts->problems, problem);
}

/* An attribute that clang does not know as gcc has it (malloc with the function that frees) costs
 * the attribute, not the declaration. */
static bool is_of_attribute(const char *text)
{
    return strstr(text, " attribute ") != NULL;
}

/* glibc has a type of its own for clang where extract/args has a macro for gcc: `typedef __float128
 * _Float128;`. With the macro, nothing is missing without it. Source: glibc 2.41,
 * sysdeps/x86/bits/floatn.h */
static bool is_of_float(const struct lowering *l, struct loc at, const char *text)
{
    static const char header[] = "/bits/floatn.h";
    const char *file = str_text(l->strs, at.file);
    size_t len = strlen(file);
    return strstr(text, "'__float128'") && len > strlen(header) &&
           !strcmp(file + len - strlen(header), header);
}

/* glibc chooses by _Float32 beside float where a compiler has both, as in issignaling(x): with
 * those macros they are one. Nothing but a function of the mathematics library is lost. Source:
 * glibc 2.36, math.h, __MATH_TG */
static bool is_of_choice(const char *text)
{
    static const char *const same[] = {"float", "double", "long double"};
    char twice[128];
    bool found = false;
    for (uint32_t i = 0; i < COUNT(same); i++) {
        snprintf(twice, sizeof twice,
                 "type '%s' in generic association compatible with previously specified type '%s'",
                 same[i], same[i]);
        found |= !strcmp(text, twice);
    }
    return found;
}

static void add_diagnostics(struct lowering *l)
{
    unsigned len = clang_getNumDiagnostics(l->tu);
    for (unsigned i = 0; i < len && l->facts->problems.len < 200; i++) {
        CXDiagnostic d = clang_getDiagnostic(l->tu, i);
        if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error) {
            CXString text = clang_getDiagnosticSpelling(d);
            struct loc at = pos_loc(l, pos_expansion(l, clang_getDiagnosticLocation(d)), 0);
            const char *said = clang_getCString(text) ? clang_getCString(text) : "";
            if (!is_of_attribute(said) && !is_of_float(l, at, said) && !is_of_choice(said))
                add_problem(l, at, true, said);
            clang_disposeString(text);
        }
        clang_disposeDiagnostic(d);
    }
}

static void add_file(CXFile file, CXSourceLocation *stack, unsigned stack_len, CXClientData data)
{
    struct lowering *l = data;
    (void)stack;
    (void)stack_len;
    struct str path = source_get(l, file)->path;
    uint32_t *seen = idmap_find(&l->body_seen, ((uint64_t)1 << 63) | path.i);
    if (seen || str_eq(path, l->facts->source))
        return;
    idmap_set(l->scratch, &l->body_seen, ((uint64_t)1 << 63) | path.i, 1);
    vec_push(l->arena, &l->facts->files, path);
}

static void read_unit(struct lowering *l)
{
    CXFile main_file = clang_getFile(l->tu, str_text(l->strs, l->facts->source));
    CXString name = clang_getTranslationUnitSpelling(l->tu);
    if (!main_file)
        main_file = clang_getFile(l->tu, clang_getCString(name));
    clang_disposeString(name);
    if (main_file)
        source_get(l, main_file)->commented = true;
    clang_getInclusions(l->tu, add_file, l);
    add_diagnostics(l);
    lower_unit(l);
    comments_find(l);
}

struct job {
    struct unit_parser *parser;
    const struct unit_request *req;
    struct lowering *l;
};

static bool has_exceptions(const struct unit_request *req)
{
    bool on = false;
    for (uint32_t i = 0; i < req->argc; i++)
        on = strcmp(req->argv[i], "-fno-exceptions") != 0 &&
             (on || !strcmp(req->argv[i], "-fexceptions"));
    return on;
}

static void *run(void *data)
{
    struct job *job = data;
    struct lowering *l = job->l;
    l->facts->source = path_normal(l, job->req->file);
    l->facts->exceptions = has_exceptions(job->req);
    vec_push(l->arena, &l->facts->files, l->facts->source);
    enum CXErrorCode error = parse(job->parser, job->req, l->scratch, &l->tu);
    if (error == CXError_Success && l->tu)
        read_unit(l);
    else
        add_problem(l, (struct loc){.file = l->facts->source}, true,
                    error == CXError_Crashed ? "clang crashed on this unit"
                                             : "clang could not read this unit");
    if (l->policy)
        clang_PrintingPolicy_dispose(l->policy);
    if (l->tu)
        clang_disposeTranslationUnit(l->tu);
    return NULL;
}

static void run_on_big_stack(struct job *job)
{
    pthread_attr_t attr;
    pthread_t thread;
    bool threaded = !pthread_attr_init(&attr) && !pthread_attr_setstacksize(&attr, STACK_SIZE) &&
                    !pthread_create(&thread, &attr, run, job);
    pthread_attr_destroy(&attr);
    if (threaded)
        pthread_join(thread, NULL);
    else
        fail_no_memory();
}

struct facts *unit_extract(struct unit_parser *p, struct strs *strs, const struct unit_request *req,
                           struct diags *diags)
{
    struct facts *facts = facts_new();
    struct lowering l = {.strs = strs,
                         .facts = facts,
                         .arena = facts->arena,
                         .directory = req->directory,
                         .root = req->root};
    l.scratch = p->scratch;
    l.per_body = p->per_body;
    if (!p->resource_dir && !p->missing_told) {
        p->missing_told = true;
        diag_add(diags, DIAG_WARNING, NULL, 0, 0,
                 "clang's own headers (stddef.h) were not found; install libclang-common-19-dev or "
                 "pass -resource-dir");
    }
    struct job job = {p, req, &l};
    run_on_big_stack(&job);
    arena_reset(l.per_body);
    arena_reset(l.scratch);
    return facts;
}
