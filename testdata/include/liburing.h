/* Excerpt of liburing 2.3, liburing.h (MIT or LGPL-2.1). */
#ifndef LIB_URING_H
#define LIB_URING_H

#include <signal.h>
#include <stdint.h>
#include <time.h>

struct io_uring { int ring_fd; };
struct io_uring_cqe { uint64_t user_data; int32_t res; uint32_t flags; };
struct io_uring_sqe { uint8_t opcode; uint64_t user_data; };
struct __kernel_timespec { int64_t tv_sec; long long tv_nsec; };
#define IORING_ENTER_GETEVENTS	(1U << 0)
#define IORING_SETUP_SINGLE_ISSUER	(1U << 12)
struct io_uring_params { uint32_t sq_entries, cq_entries, flags; };

struct io_uring_sqe *io_uring_get_sqe(struct io_uring *ring);
void io_uring_prep_read(struct io_uring_sqe *sqe, int fd, void *buf, unsigned nbytes, uint64_t offset);
int io_uring_queue_init(unsigned entries, struct io_uring *ring, unsigned flags);
int io_uring_queue_init_params(unsigned entries, struct io_uring *ring, struct io_uring_params *p);
void io_uring_queue_exit(struct io_uring *ring);
void io_uring_prep_recv(struct io_uring_sqe *sqe, int sockfd, void *buf, size_t len, int flags);
void io_uring_prep_cancel(struct io_uring_sqe *sqe, void *user_data, int flags);
void io_uring_prep_read(struct io_uring_sqe *sqe, int fd, void *buf, unsigned nbytes, uint64_t offset);
int io_uring_submit(struct io_uring *ring);
int io_uring_submit_and_wait(struct io_uring *ring, unsigned wait_nr);
int io_uring_wait_cqes(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr, struct __kernel_timespec *ts, sigset_t *sigmask);
int io_uring_wait_cqe_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, struct __kernel_timespec *ts);
int io_uring_enter(unsigned int fd, unsigned int to_submit, unsigned int min_complete, unsigned int flags, sigset_t *sig);
int __io_uring_get_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned submit, unsigned wait_nr, sigset_t *sigmask);
static inline int io_uring_wait_cqe_nr(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr)
{
	return __io_uring_get_cqe(ring, cqe_ptr, 0, wait_nr, 0);
}
static inline int io_uring_peek_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr)
{
	return io_uring_wait_cqe_nr(ring, cqe_ptr, 0);
}
static inline int io_uring_wait_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr)
{
	return io_uring_wait_cqe_nr(ring, cqe_ptr, 1);
}
void io_uring_cqe_seen(struct io_uring *ring, struct io_uring_cqe *cqe);

#endif
