/* One mark is missing in the header and in the definition. */
#ifndef IMAGE_H
#define IMAGE_H

#include "qemu/coroutine.h"
#include "qemu/osdep.h"

int coroutine_fn image_read(void *to);
int image_check(void *to);
int image_length(const void *of);

#endif
