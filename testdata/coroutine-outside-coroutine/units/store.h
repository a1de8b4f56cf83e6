/* The mark stands in the header only; that `table_load` needs a coroutine follows from its body. */
#ifndef STORE_H
#define STORE_H

#include "qemu/osdep.h"
#include "qemu/coroutine.h"

int coroutine_fn store_read(void *to);
int table_load(void *to);
int table_get(void *to, bool cached);

#endif
