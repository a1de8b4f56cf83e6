/* Excerpt of Tencent libco, co_routine.h (Apache-2.0), git dc6aafc. That header is C++; here its declarations are C. */
#ifndef __CO_ROUTINE_H__
#define __CO_ROUTINE_H__

#include <stdint.h>
#include <poll.h>

typedef struct stCoRoutine_t stCoRoutine_t;
typedef struct stCoRoutineAttr_t stCoRoutineAttr_t;
typedef struct stCoEpoll_t stCoEpoll_t;
typedef struct stCoCond_t stCoCond_t;
typedef int (*pfn_co_eventloop_t)(void *);

int co_create(stCoRoutine_t **co, const stCoRoutineAttr_t *attr, void *(*routine)(void *), void *arg);
void co_resume(stCoRoutine_t *co);
void co_yield_ct(void);
void co_release(stCoRoutine_t *co);
int co_poll(stCoEpoll_t *ctx, struct pollfd fds[], nfds_t nfds, int timeout_ms);
void co_eventloop(stCoEpoll_t *ctx, pfn_co_eventloop_t pfn, void *arg);
stCoEpoll_t *co_get_epoll_ct(void);
void co_enable_hook_sys(void);
int co_cond_timedwait(stCoCond_t *, int timeout_ms);

#endif
