#ifndef API_H
#define API_H

#include "qemu/coroutine.h"

/* A mark on any declaration of a function holds for all. */
int coroutine_fn fetch(void);
int probe(void);

#endif
