// args: --disable NS1 --disable NS2 --disable NS4
/* io_uring: the completion of a cancelled operation has -ECANCELED in res. */
#include <errno.h>
#include <liburing.h>
#include <stdlib.h>

static int bad(struct io_uring *ring)
{
    struct io_uring_cqe *cqe;
    char *buffer = malloc(100);
    if (io_uring_wait_cqe(ring, &cqe) < 0) {
        free(buffer);
        return -1; // ok: NS302
    }
    if (cqe->res == -ECANCELED)
        return -1; // warning: 9 NS302 "malloc" "io_uring_wait_cqe" // warning: 9 NS302 "the completion"
    io_uring_cqe_seen(ring, cqe);
    free(buffer);
    return 0;
}

static int good(struct io_uring *ring)
{
    struct io_uring_cqe *cqe;
    char *buffer = malloc(100);
    if (io_uring_wait_cqe(ring, &cqe) < 0) {
        free(buffer);
        return -1; // ok: NS302
    }
    int res = cqe->res;
    io_uring_cqe_seen(ring, cqe);
    free(buffer);
    return res; // ok: NS302
}

static int negative(struct io_uring *ring)
{
    struct io_uring_cqe *cqe;
    char *buffer = malloc(100);
    if (io_uring_wait_cqe(ring, &cqe) < 0) {
        free(buffer);
        return -1; // ok: NS302
    }
    if (cqe->res < 0) {
        io_uring_cqe_seen(ring, cqe);
        return -1; // warning: 9 NS302 "malloc" "io_uring_wait_cqe"
    }
    io_uring_cqe_seen(ring, cqe);
    free(buffer);
    return 0;
}

int main(void)
{
    struct io_uring ring;
    if (io_uring_queue_init(8, &ring, 0) < 0)
        return 1;
    struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);
    io_uring_prep_cancel(sqe, NULL, 0);
    io_uring_submit(&ring);
    int ok = bad(&ring) == 0 && good(&ring) == 0 && negative(&ring) == 0;
    io_uring_queue_exit(&ring);
    return !ok;
}
