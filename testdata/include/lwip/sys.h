/* Excerpt of lwIP 2.1.3, lwip/sys.h (BSD licence). */
#ifndef LWIP_HDR_SYS_H
#define LWIP_HDR_SYS_H

#include <stdint.h>

typedef void *sys_thread_t;
typedef void (*lwip_thread_fn)(void *arg);

sys_thread_t sys_thread_new(const char *name, lwip_thread_fn thread, void *arg, int stacksize, int prio);
void sys_msleep(uint32_t ms);

#endif
