#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void fail_bug(const char *file, int line, const char *fmt, ...)
{
    va_list ap;
    fprintf(stderr, "nostall: bug at %s:%d: ", file, line);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputs("; please report it\n", stderr);
    abort();
}

_Noreturn void fail_no_memory(void)
{
    fputs("nostall: out of memory\n", stderr);
    abort();
}
