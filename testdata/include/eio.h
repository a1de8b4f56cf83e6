/* Excerpt of libeio, eio.h (BSD or GPL-2.0-or-later), copy of Tarantool 67428d092e. */
#ifndef EIO_H_
#define EIO_H_

#include <sys/types.h>

typedef struct eio_req eio_req;
typedef int (*eio_cb)(eio_req *req);
struct eio_req { ssize_t result; void *data; int errorno; };
#define EIO_PRI_DEFAULT 0

int eio_init (void (*want_poll)(void *), void (*done_poll)(void *));
int eio_poll (void);
eio_req *eio_nop (int pri, eio_cb cb, void *data);
eio_req *eio_stat (const char *path, int pri, eio_cb cb, void *data);
eio_req *eio_open (const char *path, int flags, mode_t mode, int pri, eio_cb cb, void *data);
eio_req *eio_read (int fd, void *buf, size_t length, off_t offset, int pri, eio_cb cb, void *data);
eio_req *eio_custom (void (*execute)(eio_req *), int pri, eio_cb cb, void *data);
eio_req *eio_grp (eio_cb cb, void *data);
void eio_grp_feed (eio_req *grp, void (*feed)(eio_req *req), int limit);
void eio_set_thread_on_start(int (*on_start_cb)(void *), void *data);

#endif
