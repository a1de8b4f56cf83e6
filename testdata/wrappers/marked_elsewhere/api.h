#ifndef API_H
#define API_H

#include "qemu/coroutine.h"

/* A mark on any declaration of a function holds for all, also in a unit that does not call it. */
int coroutine_fn fetch(void);
int coroutine_fn prefetch(void);
int probe(void);

#endif
