/* Excerpt of Contiki-NG, os/sys/process.h, ctimer.h, etimer.h, rtimer.h, clock.h (BSD licence), git 9f80681d. */
#ifndef CONTIKI_H_
#define CONTIKI_H_

#include <stdbool.h>
#include <stdint.h>

#include "pt.h"

typedef uint64_t clock_time_t;
void clock_wait(clock_time_t t);
void clock_delay_usec(uint16_t dt);

typedef unsigned char process_event_t;
typedef void * process_data_t;
#define PROCESS_EVENT_EXIT            0x83
#define PROCESS_EVENT_TIMER           0x88
#define PROCESS_BEGIN()             PT_BEGIN(process_pt)
#define PROCESS_END()               PT_END(process_pt)
#define PROCESS_WAIT_EVENT()        PROCESS_YIELD()
#define PROCESS_WAIT_EVENT_UNTIL(c) PROCESS_YIELD_UNTIL(c)
#define PROCESS_YIELD()             PT_YIELD(process_pt)
#define PROCESS_YIELD_UNTIL(c)      PT_YIELD_UNTIL(process_pt, c)
#define PROCESS_PT_SPAWN(pt, thread)   PT_SPAWN(process_pt, pt, thread)
#define PROCESS_EXITHANDLER(handler) if(ev == PROCESS_EVENT_EXIT) { handler; }
#define PROCESS_THREAD(name, ev, data) 				\
static PT_THREAD(process_thread_##name(struct pt *process_pt,	\
				       process_event_t ev,	\
				       process_data_t data))
#define PROCESS(name, strname)				\
  PROCESS_THREAD(name, ev, data);			\
  struct process name = { NULL, strname,		\
                          process_thread_##name, {0}, 0, 0 }
struct process {
  struct process *next;
  const char *name;
  PT_THREAD((* thread)(struct pt *, process_event_t, process_data_t));
  struct pt pt;
  uint8_t state;
  bool needspoll;
};
void process_start(struct process *p, process_data_t data);
void process_exit(struct process *p);
#define PROCESS_CURRENT() process_current
extern struct process *process_current;

struct etimer { clock_time_t start; struct process *p; };
void etimer_set(struct etimer *et, clock_time_t interval);
bool etimer_expired(struct etimer *et);

struct ctimer { struct etimer etimer; void (*f)(void *); void *ptr; };
void ctimer_set_with_process(struct ctimer *c, clock_time_t t, void (*f)(void *), void *ptr, struct process *p);
static inline void
ctimer_set(struct ctimer *c, clock_time_t t, void (*f)(void *), void *ptr)
{
  ctimer_set_with_process(c, t, f, ptr, PROCESS_CURRENT());
}

typedef uint64_t rtimer_clock_t;
struct rtimer;
typedef void (*rtimer_callback_t)(struct rtimer *t, void *ptr);
struct rtimer { rtimer_clock_t time; rtimer_callback_t func; void *ptr; };
int rtimer_set(struct rtimer *task, rtimer_clock_t time, rtimer_clock_t duration, rtimer_callback_t func, void *ptr);
rtimer_clock_t rtimer_arch_now(void);
#define RTIMER_NOW() rtimer_arch_now()
#define RTIMER_CLOCK_LT(a, b) ((int64_t)((a) - (b)) < 0)
#define RTIMER_BUSYWAIT_UNTIL_ABS(cond, t0, max_time) \
  ({                                                                \
    bool c;                                                         \
    while(!(c = cond) && RTIMER_CLOCK_LT(RTIMER_NOW(), (t0) + (max_time))); \
    c;                                                              \
  })
#define RTIMER_BUSYWAIT_UNTIL(cond, max_time)       \
  ({                                                \
    rtimer_clock_t t0 = RTIMER_NOW();               \
    RTIMER_BUSYWAIT_UNTIL_ABS(cond, t0, max_time);  \
  })
#define RTIMER_BUSYWAIT(duration) RTIMER_BUSYWAIT_UNTIL(0, duration)

#endif
