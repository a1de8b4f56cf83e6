/* Excerpt of systemd, src/systemd/sd-future.h (LGPL-2.1-or-later), git 021ccdd2. */
#ifndef foosdfuturefoo
#define foosdfuturefoo

#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

typedef struct sd_event sd_event;
typedef struct sd_future sd_future;
typedef struct sd_future_slot sd_future_slot;
typedef int (*sd_future_func_t)(sd_future *f, void *userdata);
typedef int (*sd_fiber_func_t)(void *userdata);
typedef void (*sd_fiber_destroy_t)(void *userdata);

int sd_future_cancel(sd_future *f);
sd_future* sd_future_cancel_wait_unref(sd_future *f);
sd_future* sd_future_unref(sd_future *f);
int sd_future_result(sd_future *f);
int sd_future_add_callback(sd_future *f, sd_future_slot **ret_slot, sd_future_func_t callback, void *userdata);
int sd_fiber_new(sd_event *e, const char *name, sd_fiber_func_t func, void *userdata, sd_fiber_destroy_t destroy, sd_future **ret);
int sd_fiber_is_running(void);
int sd_fiber_yield(void);
int sd_fiber_sleep(uint64_t usec);
int sd_fiber_await(sd_future *target);
ssize_t sd_fiber_read(int fd, void *buf, size_t count);
ssize_t sd_fiber_write(int fd, const void *buf, size_t count);
int sd_fiber_connect(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
int sd_fiber_accept(int sockfd, struct sockaddr *addr, socklen_t *addrlen, int flags);

#endif
