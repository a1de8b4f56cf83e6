/* Descriptors of files and pipes: whole blocks, whatever signals and short counts do. */
#ifndef BASE_FD_H
#define BASE_FD_H

#include <stdbool.h>
#include <stddef.h>

/* Write all of DATA. False: errno says why. */
bool fd_write_all(int fd, const char *data, size_t len);

#endif
