/* io_uring: the kernel writes to the buffer until the completion. */
#include <liburing.h>

struct connection {
    char buffer[512];
};

int submitted(struct io_uring *ring, int fd)
{
    char buffer[512];
    struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
    io_uring_prep_read(sqe, fd, buffer, sizeof buffer, 0); // warning: 5 NS306 "address of 'buffer'" "io_uring_prep_read"
    return io_uring_submit(ring);
}

int completed(struct io_uring *ring, int fd)
{
    char buffer[512];
    struct io_uring_cqe *cqe;
    struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
    io_uring_prep_read(sqe, fd, buffer, sizeof buffer, 0); // ok: NS306
    io_uring_submit(ring);
    if (io_uring_wait_cqe(ring, &cqe) < 0)
        return -1;
    return buffer[0];
}

int in_the_object(struct io_uring *ring, struct connection *c, int fd)
{
    struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
    io_uring_prep_read(sqe, fd, c->buffer, sizeof c->buffer, 0); // ok: NS306
    return io_uring_submit(ring);
}
