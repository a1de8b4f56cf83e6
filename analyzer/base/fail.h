/* The two failures that end the process: our own bugs, and no memory. */
#ifndef BASE_FAIL_H
#define BASE_FAIL_H

/* An invariant of ours does not hold. Prints where and what, and aborts. */
#define bug(...) fail_bug(__FILE__, __LINE__, __VA_ARGS__)

_Noreturn void fail_bug(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
_Noreturn void fail_no_memory(void);

#endif
