/* A function of a header, which every unit that includes it has a copy of: one function of the program. */
#ifndef SYNC_H
#define SYNC_H

#include <unistd.h>

static inline void sync_all(int fd)
{
    fsync(fd); // ok: NS106
}

static inline void sync_none(int fd)
{
    (void)fd; // ok: NS106
}

#endif
