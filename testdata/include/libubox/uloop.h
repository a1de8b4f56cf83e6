/* Excerpt of libubox git 1aa36ee, uloop.h (ISC). */
#ifndef _ULOOP_H__
#define _ULOOP_H__

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct uloop_fd;
struct uloop_timeout;
struct uloop_process;

typedef void (*uloop_fd_handler)(struct uloop_fd *u, unsigned int events);
typedef void (*uloop_timeout_handler)(struct uloop_timeout *t);
typedef void (*uloop_process_handler)(struct uloop_process *c, int ret);

#define ULOOP_READ (1 << 0)
#define ULOOP_BLOCKING (1 << 3)

struct uloop_fd {
    uloop_fd_handler cb;
    int fd;
    uint8_t flags;
};

struct uloop_timeout {
    bool pending;
    uloop_timeout_handler cb;
};

struct uloop_process {
    bool pending;
    uloop_process_handler cb;
    pid_t pid;
};

int uloop_fd_add(struct uloop_fd *sock, unsigned int flags);
int uloop_fd_delete(struct uloop_fd *sock);
int uloop_timeout_set(struct uloop_timeout *timeout, int msecs);
int uloop_timeout_cancel(struct uloop_timeout *timeout);
int uloop_process_add(struct uloop_process *p);
int uloop_init(void);
int uloop_run_timeout(int timeout);
static inline int uloop_run(void)
{
    return uloop_run_timeout(-1);
}
void uloop_done(void);

#endif
