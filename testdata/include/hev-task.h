/* Excerpt of hev-task-system 5.10.3, include/hev-task.h, hev-task-system.h and hev-task-io.h (MIT). */
#ifndef __HEV_TASK_H__
#define __HEV_TASK_H__

#include <sys/types.h>

typedef struct _HevTask HevTask;
typedef void (*HevTaskEntry)(void *data);
typedef enum { HEV_TASK_YIELD = 1, HEV_TASK_WAITIO, HEV_TASK_YIELD_COUNT } HevTaskYieldType;
typedef int (*HevTaskIOYielder)(HevTaskYieldType type, void *data);
typedef struct _HevTaskMutex {
    unsigned int locker;
    void *waiters;
} HevTaskMutex;

HevTask *hev_task_new(int stack_size);
void hev_task_unref(HevTask *self);
void hev_task_yield(HevTaskYieldType type);
unsigned int hev_task_sleep(unsigned int milliseconds);
void hev_task_run(HevTask *self, HevTaskEntry entry, void *data);
int hev_task_join(HevTask *task);
int hev_task_mutex_lock(HevTaskMutex *self);
int hev_task_mutex_unlock(HevTaskMutex *self);
int hev_task_system_init(void);
void hev_task_system_run(void);
int hev_task_io_open(const char *pathname, int flags, ...);
ssize_t hev_task_io_read(int fd, void *buf, size_t count, HevTaskIOYielder yielder, void *yielder_data);
int hev_task_io_socket_socket(int domain, int type, int protocol);

#endif
