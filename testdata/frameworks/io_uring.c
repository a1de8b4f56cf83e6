/* io_uring: waiting for completions inside the program's own handlers, which its rules name. */
// args: --rules io_uring.yaml
#include <liburing.h>
#include <stddef.h>

static struct io_uring ring;

void on_completion(struct io_uring_cqe *cqe)
{
    struct __kernel_timespec at_once = {0, 0};
    io_uring_cqe_seen(&ring, cqe);
    if (io_uring_wait_cqe(&ring, &cqe))                 // error: 9 NS102 "io_uring_register_eventfd"
        return;
    if (io_uring_wait_cqe_timeout(&ring, &cqe, &at_once)) // ok: NS102
        return;
    if (io_uring_wait_cqe_timeout(&ring, &cqe, NULL))   // error: 9 NS102
        return;
    if (io_uring_wait_cqe_nr(&ring, &cqe, 0))           // ok: NS102
        return;
    if (io_uring_wait_cqe_nr(&ring, &cqe, 4))           // error: 9 NS102 "io_uring_peek_batch_cqe"
        return;
    if (io_uring_wait_cqes(&ring, &cqe, 2, NULL, NULL)) // error: 9 NS102
        return;
    if (io_uring_enter(3, 0, 1, 0, NULL) < 0)           // ok: NS102
        return;
    if (io_uring_enter(3, 0, 1, IORING_ENTER_GETEVENTS, NULL) < 0) // error: 9 NS102
        return;
    if (io_uring_submit_and_wait(&ring, 1) < 0)         // error: 9 NS102 "io_uring_submit"
        return;
    if (io_uring_submit(&ring) < 0)                     // ok: NS102
        return;
}

void on_completion_good(struct io_uring_cqe *cqe)
{
    io_uring_cqe_seen(&ring, cqe);
    if (!io_uring_peek_cqe(&ring, &cqe)) // ok: NS102
        io_uring_cqe_seen(&ring, cqe);
}

int main(void)
{
    struct io_uring_cqe *cqe;
    while (!io_uring_wait_cqe(&ring, &cqe)) { // ok: NS102
        on_completion(cqe);
        on_completion_good(cqe);
    }
    return 0;
}
