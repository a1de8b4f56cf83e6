/* Stacks that others recorded of the running program, innermost frame first.
 *
 * Read from text in one of these forms, told apart by their lines:
 *   gdb          "#1  0x55 in on_tick (t=0x7f) at server.c:12"; also of sanitizers and eu-stack
 *   perf script  "    55d4 on_tick+0x1e (/usr/bin/server)", a place on the next line (+srcline)
 *   strace -k    " > /usr/bin/server(on_tick+0x1e) [0x1234]"
 *   glibc        "/usr/bin/server(on_tick+0x1e)[0x1234]": what backtrace_symbols() makes, as in the
 *                log of a watchdog
 *   plain        "1240 usleep flush journal.c:88 on_tick server.c:12": milliseconds, then
 * functions, each with its place or without; a stack a line, # begins a comment In all but the
 * last, what stands before a stack may tell how long it stood: "stalled for 1240 ms",
 * "<0.200123>" of strace -T, the period of perf record --off-cpu. Made for check --observed, read
 * by check/observed.h; in the arena of who asked.
 */
#ifndef INPUT_STACKS_H
#define INPUT_STACKS_H

#include "base/diag.h"
#include "base/str.h"
#include "base/vec.h"

struct stack_frame {
    struct str function; /* without what compilers and linkers add; empty: unknown */
    struct str exported; /* the same without the prefixes of the C library's own names */
    struct str file;     /* as recorded; empty: unknown */
    uint32_t line;       /* 0: unknown */
};

struct stack { /* equal ones are one */
    VEC(struct stack_frame) frames;
    uint32_t line; /* of the input where it stands first */
    uint32_t times;
    bool timed;       /* how long it stood is known, at least once */
    uint64_t most_us; /* the longest */
    bool stalled; /* who wrote it down says that the loop stood: plain form, or a time in words */
};

struct stacks {
    const char *path;
    VEC(struct stack) all; /* in the order of the input */
    uint32_t recorded;     /* before equal ones became one */
};

/* Read the file PATH. False: it cannot be read, a line is wrong, or there is no stack; a diag has
 * the place. */
bool stacks_load(struct arena *arena, struct strs *strs, const char *path, struct stacks *ret,
                 struct diags *diags) __attribute__((warn_unused_result));
/* The same from TEXT, which ends in NUL at LEN, named PATH in messages. */
bool stacks_parse(struct arena *arena, struct strs *strs, const char *path, const char *text,
                  size_t len, struct stacks *ret, struct diags *diags)
    __attribute__((warn_unused_result));

#endif
