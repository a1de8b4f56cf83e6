/* libco v20 (ISC licence), libco.h, git e18e09d of higan-emu/libco. */
#ifndef LIBCO_H
#define LIBCO_H

typedef void* cothread_t;
cothread_t co_active(void);
cothread_t co_derive(void*, unsigned int, void (*)(void));
cothread_t co_create(unsigned int, void (*)(void));
void co_delete(cothread_t);
void co_switch(cothread_t);

#endif
