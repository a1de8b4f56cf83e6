/* Excerpt of QEMU 7.2, include/qemu/timer.h and include/block/aio.h (GPL-2.0-or-later): names and signatures. */
#ifndef QEMU_TIMER_H
#define QEMU_TIMER_H

typedef struct QEMUTimer QEMUTimer;
typedef void QEMUTimerCB(void *opaque);
typedef void QEMUBHFunc(void *opaque);
typedef struct AioContext AioContext;
typedef enum { QEMU_CLOCK_REALTIME = 0 } QEMUClockType;

#include <stdint.h>
void timer_mod(QEMUTimer *ts, int64_t expire_time);
int64_t qemu_clock_get_ns(QEMUClockType type);
int64_t qemu_clock_get_ms(QEMUClockType type);
QEMUTimer *timer_new_ns(QEMUClockType type, QEMUTimerCB *cb, void *opaque);
void aio_bh_schedule_oneshot_full(AioContext *ctx, QEMUBHFunc *cb, void *opaque, const char *name);

#endif
