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

int not_submitted(struct io_uring *ring, int fd)
{
    char buffer[512];
    struct io_uring_cqe *cqe;
    struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
    io_uring_prep_read(sqe, fd, buffer, sizeof buffer, 0); // ok: NS306
    if (fd < 0)
        return -1; /* prepared only */
    if (io_uring_submit(ring) != 1)
        return -1; /* so is what could not be submitted */
    return io_uring_wait_cqe(ring, &cqe);
}

int given_up(struct io_uring *ring, int fd, int limit)
{
    char buffer[512];
    struct io_uring_cqe *cqe;
    int ret;
    struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
    io_uring_prep_read(sqe, fd, buffer, sizeof buffer, 0); // warning: 5 NS306 "address of 'buffer'"
    ret = io_uring_submit(ring);
    if (ret != 1)
        return ret;
    if (limit < 0)
        return -1;
    return io_uring_wait_cqe(ring, &cqe);
}

void prepared_for_the_caller(struct io_uring *ring, int fd)
{
    char buffer[512];
    io_uring_prep_read(io_uring_get_sqe(ring), fd, buffer, sizeof buffer, 0); // warning: 5 NS306 "address of 'buffer'"
}

int in_the_object(struct io_uring *ring, struct connection *c, int fd)
{
    struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
    io_uring_prep_read(sqe, fd, c->buffer, sizeof c->buffer, 0); // ok: NS306
    return io_uring_submit(ring);
}
