/* Excerpt of State Threads 1.9, st.h (MPL-1.1 or GPL-2.0-or-later). */
#ifndef __ST_THREAD_H__
#define __ST_THREAD_H__

#include <sys/types.h>

typedef unsigned long long st_utime_t;
#define ST_UTIME_NO_TIMEOUT ((st_utime_t) -1LL)
typedef struct _st_thread * st_thread_t;
typedef struct _st_netfd * st_netfd_t;

extern int st_init(void);
extern st_thread_t st_thread_create(void *(*start)(void *arg), void *arg, int joinable, int stack_size);
extern int st_thread_join(st_thread_t thread, void **retvalp);
extern void st_thread_interrupt(st_thread_t thread);
typedef struct _st_cond * st_cond_t;
extern st_cond_t st_cond_new(void);
extern int st_cond_destroy(st_cond_t cvar);
extern int st_cond_wait(st_cond_t cvar);
extern int st_cond_signal(st_cond_t cvar);
extern int st_sleep(int secs);
extern int st_usleep(st_utime_t usecs);
extern st_utime_t st_utime(void);
typedef struct _st_cond * st_cond_t;
extern st_cond_t st_cond_new(void);
extern int st_cond_wait(st_cond_t cvar);
extern int st_cond_timedwait(st_cond_t cvar, st_utime_t timeout);
extern int st_cond_signal(st_cond_t cvar);
extern ssize_t st_read(st_netfd_t fd, void *buf, size_t nbyte, st_utime_t timeout);

#endif
