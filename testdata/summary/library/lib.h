/* What a small library offers. Its pack, made by `nostall summary`, must say of a program the same as its source does. */
#ifndef LIB_H
#define LIB_H

#include <stddef.h>

enum { LIB_NOWAIT = 1 };

int lib_fetch(const char *host);
int lib_read(int fd, void *to, size_t len, int flags);
int lib_wait(int fd, int timeout);
int lib_maybe(int fast);
int lib_save(const char *path, int sync);
int lib_twice(int fd, int fast);
int lib_through(void);
int lib_quick(int x);
int lib_stat(const char *path);
int lib_pause(void);
void lib_register(int (*hook)(void));
void lib_die(const char *why);
int lib_nap(void);

#endif
