#ifndef CORE_H
#define CORE_H
#include <ev.h>
#include <uv.h>
struct core { struct ev_loop *loop; ev_timer tick; ev_async wake; ev_io io; int epfd; uv_loop_t *uv; uv_timer_t timer; volatile int quit; };
int core_thread(struct core *c, void *(*run)(void *));
void core_on_signal(int signo, void (*fn)(int));
void core_kick(struct core *c);
void core_rearm(struct core *c, double after);
int core_watch(struct core *c, int fd, unsigned events);
int core_nonblock(int fd, int on);
#endif
