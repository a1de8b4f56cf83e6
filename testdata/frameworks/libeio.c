/* libeio: callbacks run in eio_poll on the loop's thread, the function of eio_custom in the pool. */
#include <eio.h>
#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

static int on_done(eio_req *req)
{
    usleep(1); // note: 5 NS101 "eio_custom" related: "eio_open"
    return req->errorno;
}

static int on_custom_done(eio_req *req)
{
    usleep(2); // note: 5 NS101 related: "eio_custom"
    return req->errorno;
}

static int on_group(eio_req *req)
{
    return fsync((int)req->result); // warning: 12 NS106 "the eio_ function of the same name" related: "eio_grp"
}

static void feed(eio_req *grp)
{
    (void)grp;
    usleep(3); // note: 5 NS101 related: "eio_grp_feed"
}

static void in_pool(eio_req *req)
{
    req->result = fsync(0); // ok: NS106
}

static int good(eio_req *req)
{
    return req->errorno; // ok: NS101
}

static int on_thread_start(void *arg)
{
    (void)arg;
    usleep(4); // ok: NS101
    return 0;
}

int main(void)
{
    eio_set_thread_on_start(on_thread_start, NULL);
    eio_req *group = eio_grp(on_group, NULL);
    eio_grp_feed(group, feed, 4);
    if (!eio_open("/etc/motd", O_RDONLY, 0, EIO_PRI_DEFAULT, on_done, NULL) ||
        !eio_custom(in_pool, EIO_PRI_DEFAULT, on_custom_done, NULL) || !eio_nop(EIO_PRI_DEFAULT, good, NULL))
        return 1;
    while (eio_poll() == -1)
        usleep(5); // ok: NS101
    return 0;
}
