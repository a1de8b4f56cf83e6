/* A fuzz target: one file fuzz_<what>.c that defines this. Built with libFuzzer (preset fuzz) and,
 * everywhere, as a program that replays files (replay.c). It must not crash, leak or hang, whatever
 * the bytes are. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define FUZZ_PATH_SIZE 64

/* A file that holds DATA, in memory alone, for what takes a path: until the descriptor that is
 * returned is closed. */
static inline int fuzz_file(const char *name, const uint8_t *data, size_t size,
                            char ret_path[FUZZ_PATH_SIZE])
{
    int fd = memfd_create(name, MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(ret_path, FUZZ_PATH_SIZE, "/proc/self/fd/%d", fd);
    return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
