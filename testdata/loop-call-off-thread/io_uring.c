/* A ring that one task alone may fill, beside rings that threads have made for themselves: in a variable, in a member, by a
 * helper that returns it or fills it in. */
// args: --disable NS1,NS4
#include <liburing.h>
#include <pthread.h>
#include <stdlib.h>

struct worker {
    struct io_uring ring;
    int number;
};

static struct io_uring shared;

static void push(struct io_uring *ring)
{
    io_uring_get_sqe(ring); // ok: NS601
    io_uring_submit(ring);  // ok: NS601
}

static void push_shared(struct io_uring *ring)
{
    io_uring_get_sqe(ring); // warning: 5 NS601 "io_uring_get_sqe"
}

static int open_ring(struct io_uring *ring)
{
    return io_uring_queue_init(8, ring, 0);
}

static struct io_uring *new_ring(void)
{
    struct io_uring *ring = malloc(sizeof *ring);
    if (!ring || io_uring_queue_init(8, ring, 0) < 0)
        return NULL;
    return ring;
}

static void *own(void *arg)
{
    struct worker *w = arg;
    struct io_uring ring;
    struct io_uring *made = new_ring();
    io_uring_queue_init(8, &w->ring, 0);
    push(&w->ring);
    open_ring(&ring);
    push(&ring);
    io_uring_submit(made); // ok: NS601
    io_uring_queue_exit(&ring);
    return NULL;
}

static void *beside(void *arg)
{
    (void)arg;
    push_shared(&shared);
    io_uring_submit(&shared); // warning: 5 NS601
    return NULL;
}

int main(void)
{
    struct io_uring_params p = {.flags = IORING_SETUP_SINGLE_ISSUER};
    struct io_uring_cqe *cqe;
    pthread_t t;
    io_uring_queue_init_params(8, &shared, &p);
    pthread_create(&t, NULL, own, calloc(1, sizeof(struct worker)));
    pthread_create(&t, NULL, beside, NULL);
    while (io_uring_wait_cqe(&shared, &cqe) == 0)
        io_uring_cqe_seen(&shared, cqe);
    return 0;
}
