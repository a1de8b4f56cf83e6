/* Excerpt of libev 4.33, ev.h (BSD licence), with EV_MULTIPLICITY, the default. */
#ifndef EV_H_
#define EV_H_

#include <string.h>

typedef double ev_tstamp;
struct ev_loop;

#define EV_P struct ev_loop *loop
#define EV_P_ EV_P,
#define EV_A loop
#define EV_A_ EV_A,
#define EV_DEFAULT ev_default_loop(0)
#define EV_READ 0x01
#define EV_WRITE 0x02
#define EV__IOFDSET 0x80
#define EV_CB_DECLARE(type) void (*cb)(EV_P_ struct type *w, int revents);
#define EV_WATCHER(type)                                                      \
  int active;                                                                 \
  int pending;                                                                \
  int priority;                                                               \
  void *data;                                                                 \
  EV_CB_DECLARE(type)

typedef struct ev_watcher {
  EV_WATCHER(ev_watcher)
} ev_watcher;
typedef struct ev_io {
  EV_WATCHER(ev_io)
  struct ev_watcher_list *next;
  int fd;
  int events;
} ev_io;
typedef struct ev_timer {
  EV_WATCHER(ev_timer)
  ev_tstamp at;
  ev_tstamp repeat;
} ev_timer;
typedef struct ev_signal {
  EV_WATCHER(ev_signal)
  struct ev_watcher_list *next;
  int signum;
} ev_signal;

struct ev_loop *ev_default_loop(unsigned int flags);
int ev_run(EV_P_ int flags);
void ev_sleep(ev_tstamp delay);
typedef struct ev_async { int active; } ev_async;
enum { EVBREAK_CANCEL = 0, EVBREAK_ONE = 1, EVBREAK_ALL = 2 };
void ev_async_send(EV_P_ ev_async *w);
void ev_break(EV_P_ int how);
void ev_io_start(EV_P_ ev_io *w);
void ev_io_stop(EV_P_ ev_io *w);
void ev_timer_start(EV_P_ ev_timer *w);
void ev_timer_stop(EV_P_ ev_timer *w);
void ev_signal_start(EV_P_ ev_signal *w);
void ev_once(EV_P_ int fd, int events, ev_tstamp timeout, void (*cb)(int revents, void *arg), void *arg);

#define ev_cb_(ev) (ev)->cb
#define ev_set_cb(ev, cb_)                                                    \
  (ev_cb_(ev) = (cb_), memmove(&((ev_watcher *)(ev))->cb, &ev_cb_(ev), sizeof(ev_cb_(ev))))
#define ev_init(ev, cb_)                                                      \
  do {                                                                        \
    ((ev_watcher *)(void *)(ev))->active =                                    \
      ((ev_watcher *)(void *)(ev))->pending = 0;                              \
    ((ev_watcher *)(void *)(ev))->priority = 0;                               \
    ev_set_cb((ev), cb_);                                                     \
  } while (0)
#define ev_io_set(ev, fd_, events_) do { (ev)->fd = (fd_); (ev)->events = (events_) | EV__IOFDSET; } while (0)
#define ev_timer_set(ev, after_, repeat_) do { (ev)->at = (after_); (ev)->repeat = (repeat_); } while (0)
#define ev_signal_set(ev, signum_) do { (ev)->signum = (signum_); } while (0)
#define ev_signal_init(ev, cb, signum) do { ev_init((ev), (cb)); ev_signal_set((ev), (signum)); } while (0)
#define ev_io_init(ev, cb, fd, events) do { ev_init((ev), (cb)); ev_io_set((ev), (fd), (events)); } while (0)
#define ev_timer_init(ev, cb, after, repeat) do { ev_init((ev), (cb)); ev_timer_set((ev), (after), (repeat)); } while (0)

#endif
