#include "extract/version.h"

#include <clang-c/Index.h>

const char *version_of_clang(struct arena *arena)
{
    CXString s = clang_getClangVersion();
    const char *text = clang_getCString(s);
    char *copy = arena_strdup(arena, text ? text : "");
    clang_disposeString(s);
    return copy;
}
