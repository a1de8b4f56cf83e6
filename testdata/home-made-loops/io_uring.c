/* Completions of a ring, one after the other. */
#include <liburing.h>
#include <unistd.h>

static void store(void *data)
{
    fsync(*(int *)data);
}

void serve(struct io_uring *ring)
{
    struct io_uring_cqe *cqe;
    while (io_uring_wait_cqe(ring, &cqe) == 0) { // ok: NS102
        store(io_uring_cqe_get_data(cqe)); // warning: 9 NS106 "fsync"
        io_uring_cqe_seen(ring, cqe);
    }
}

void wait_for_one(struct io_uring *ring, int *fd)
{
    struct io_uring_cqe *cqe;
    io_uring_wait_cqe(ring, &cqe);
    store(fd); // ok: NS106
}
