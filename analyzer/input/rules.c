#include "input/rules.h"

#include "base/fail.h"
#include "input/glob.h"

#include <stdlib.h>
#include <string.h>

struct rules *rules_new(struct strs *strs)
{
    struct rules *r = calloc(1, sizeof *r);
    if (!r)
        fail_no_memory();
    r->arena = arena_new();
    r->strs = strs;
    return r;
}

void rules_free(struct rules *r)
{
    if (!r)
        return;
    arena_free(r->arena);
    free(r);
}

bool rule_match(const char *pattern, const char *text)
{
    bool may_match = *pattern == *text || strchr("*?[", *pattern); /* most do not */
    return may_match && glob_match(pattern, text);
}

bool rule_is_glob(const char *pattern)
{
    return glob_is_pattern(pattern);
}

const char *block_kind_name(enum block_kind kind)
{
    switch (kind) {
    case BLOCK_SLEEP:
        return "sleep";
    case BLOCK_IO:
        return "io";
    case BLOCK_DNS:
        return "dns";
    case BLOCK_PROCESS:
        return "process";
    case BLOCK_LOCK:
        return "lock";
    case BLOCK_FILE:
        return "file";
    case BLOCK_CLIENT:
        return "client";
    case BLOCK_TERMINAL:
        return "terminal";
    case BLOCK_WRAPPER:
        return "wrapper";
    case BLOCK_CUSTOM:
        return "custom";
    case BLOCK_CPU:
        return "cpu";
    case BLOCK_KINDS:
        break;
    }
    bug("block kind %d", (int)kind);
}

const char *certainty_name(enum certainty c)
{
    switch (c) {
    case CERTAINTY_DEPENDS:
        return "depends";
    case CERTAINTY_USUALLY:
        return "usually";
    case CERTAINTY_ALWAYS:
        return "always";
    }
    bug("certainty %d", (int)c);
}

const char *stall_name(enum stall stall)
{
    switch (stall) {
    case STALL_SHORT:
        return "short";
    case STALL_LONG:
        return "long";
    case STALL_UNBOUNDED:
        return "unbounded";
    case STALL_NONE:
        break;
    }
    bug("stall %d", (int)stall);
}

const char *time_unit_name(unsigned unit_ns)
{
    switch (unit_ns) {
    case 1:
        return "ns";
    case 1000:
        return "us";
    case 1000000:
        return "ms";
    case 1000000000:
        return "s";
    default:
        break;
    }
    bug("unit of %u ns", unit_ns);
}

const char *fd_kind_name(enum fd_kind kind)
{
    switch (kind) {
    case FD_SOCKET:
        return "socket";
    case FD_LOCAL:
        return "local";
    case FD_LOCAL_DATAGRAM:
        return "local_datagram";
    case FD_DATAGRAM:
        return "datagram";
    case FD_PIPE:
        return "pipe";
    case FD_FILE:
        return "file";
    case FD_EVENTFD:
        return "eventfd";
    case FD_TIMERFD:
        return "timerfd";
    case FD_SIGNALFD:
        return "signalfd";
    case FD_INOTIFY:
        return "inotify";
    case FD_EPOLL:
        return "epoll";
    case FD_TTY:
        return "tty";
    case FD_MEMORY:
        return "memory";
    case FD_OUTPUT:
        return "output";
    case FD_NONE:
        return "none";
    case FD_OTHER:
        return "other";
    }
    bug("descriptor kind %d", (int)kind);
}
