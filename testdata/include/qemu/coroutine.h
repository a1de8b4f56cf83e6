/* Excerpt of QEMU 7.2, include/qemu/coroutine.h (LGPL-2.0-or-later): coroutine_fn is empty there. */
#ifndef QEMU_COROUTINE_H
#define QEMU_COROUTINE_H

#include <stdbool.h>
#include <stdint.h>

#include "qemu/timer.h"

#define coroutine_fn

typedef struct Coroutine Coroutine;
typedef struct CoMutex CoMutex;
typedef void coroutine_fn CoroutineEntry(void *opaque);

Coroutine *qemu_coroutine_create(CoroutineEntry *entry, void *opaque);
void qemu_coroutine_enter(Coroutine *coroutine);
void coroutine_fn qemu_coroutine_yield(void);
Coroutine *qemu_coroutine_self(void);
bool qemu_in_coroutine(void);
void coroutine_fn qemu_co_mutex_lock(CoMutex *mutex);
void coroutine_fn qemu_co_mutex_unlock(CoMutex *mutex);

typedef struct CoQueue CoQueue;
typedef struct QemuLockable QemuLockable;
typedef unsigned CoQueueWaitFlags;
#define qemu_co_queue_wait(queue, lock) qemu_co_queue_wait_impl(queue, QEMU_MAKE_LOCKABLE(lock), 0)
void coroutine_fn qemu_co_queue_wait_impl(CoQueue *queue, QemuLockable *lock, CoQueueWaitFlags flags);

void coroutine_fn qemu_co_sleep_ns(QEMUClockType type, int64_t ns);

#endif
