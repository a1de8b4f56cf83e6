/* The field's mark and the functions' marks stand in a header. */
#ifndef DRIVER_H
#define DRIVER_H

#include "qemu/osdep.h"
#include "qemu/coroutine.h"

struct ops {
    int coroutine_fn (*co_read)(void *to);
    int (*length)(void *of);
};

int coroutine_fn file_co_read(void *to);
int coroutine_fn file_co_length(void *of);
void driver_register(const struct ops *ops);

#endif
