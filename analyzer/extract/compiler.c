#include "extract/compiler.h"

#include "base/arena.h"
#include "base/child.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define USUAL_VERSION "12.2.0"

struct known {
    const char *compiler, *version;
};

struct compilers {
    struct arena *arena;
    VEC(struct known) known;
};

struct compilers *compilers_new(void)
{
    struct arena *a = arena_new();
    struct compilers *c = arena_new_one(a, struct compilers);
    c->arena = a;
    return c;
}

void compilers_free(struct compilers *c)
{
    if (c)
        arena_free(c->arena);
}

/* Append what COMPILER predefines to OUT. */
static bool ask(const char *compiler, struct buf *out)
{
    /* Source: GCC 12, 3.13, -dM: the macros that are predefined, without any input's */
    const char *const argv[] = {compiler, "-dM", "-E", "-xc", "/dev/null", NULL};
    /* gcc takes 5 ms for 14 kB; what takes longer than this, or says more, is no compiler */
    static const struct child_limits limits = {.time_ms = 10000, .size_most = (size_t)1 << 20};
    int status;
    return child_output(argv, &limits, out, &status) && status == 0;
}

/* The number that MACRO stands for in the text of definitions; -1: it is not defined. */
static int number_of(const char *definitions, const char *macro)
{
    size_t len = strlen(macro);
    for (const char *at = definitions; (at = strstr(at, macro)); at += len)
        if (at[len] == ' ' && at > definitions && at[-1] == ' ')
            return (int)strtol(at + len, NULL, 10);
    return -1;
}

static const char *version_in(struct arena *a, const char *definitions)
{
    int major = number_of(definitions, "__GNUC__");
    if (major < 0)
        return USUAL_VERSION;
    return arena_printf(a, "%d.%d.%d", major, number_of(definitions, "__GNUC_MINOR__"),
                        number_of(definitions, "__GNUC_PATCHLEVEL__"));
}

static const char *find_version(struct compilers *c, const char *compiler)
{
    const char *slash = strrchr(compiler, '/'), *version = USUAL_VERSION;
    if (strstr(slash ? slash : compiler, "clang"))
        return NULL;
    if (slash && *compiler != '/')
        return version;
    struct buf answer = {0};
    if (ask(compiler, &answer))
        version = number_of(answer.at, "__clang__") >= 0 ? NULL : version_in(c->arena, answer.at);
    buf_release(&answer);
    return version;
}

const char *compilers_gnuc(struct compilers *c, const char *compiler)
{
    for (uint32_t i = 0; i < c->known.len; i++)
        if (!strcmp(c->known.at[i].compiler, compiler))
            return c->known.at[i].version;
    struct known k = {arena_strdup(c->arena, compiler), find_version(c, compiler)};
    vec_push(c->arena, &c->known, k);
    return k.version;
}
