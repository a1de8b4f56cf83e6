// args: --disable NS205 --disable NS304 --disable NS1 --disable NS403
/* Buffers on stacks: in structs, in unions of them, in helpers, in a loop's block; and the ones that are static or from the heap. */
#include <libdill.h>
#include <st.h>
#include <stdlib.h>
#include <string.h>

#define KB(n) ((n)*1024)

struct request {
    char head[KB(8)];
    char body[KB(64)];
    int fd;
};

union scratch {
    struct request request;
    long words[16];
};

static coroutine void on_request(int fd) // ok: NS405
{
    struct request *r = malloc(sizeof(*r));
    if (!r)
        return;
    memset(r, 0, sizeof(*r));
    r->fd = fd;
    yield();
    free(r);
}

static coroutine void on_request_stack(int fd) // ok: NS405
{
    struct request r;
    memset(&r, 0, sizeof(r));
    r.fd = fd;
    yield();
}

static coroutine void on_two_requests(int fd) // warning: 23 NS405 "more than half of the 262144"
{
    struct request r;
    memset(&r, 0, sizeof(r));
    for (int i = 0; i < fd; i++) {
        union scratch s;
        memset(&s, i, sizeof(s));
        yield();
    }
    r.fd = fd;
}

static coroutine void on_static(int fd) // ok: NS405
{
    static char kept[KB(200)];
    memset(kept, fd, sizeof(kept));
    yield();
}

static void parse(int fd) // warning: 13 NS405 "'parse' take"
{
    char line[KB(150)];
    memset(line, fd, sizeof(line));
    yield();
}

static coroutine void on_line(int fd) // ok: NS405
{
    parse(fd);
}

/* State Threads: as the spawn call says. */
static void *copy(void *arg) // warning: 14 NS405 "more than half of the 65536"
{
    char from[KB(24)], to[KB(24)];
    memset(from, 0, sizeof(from));
    memcpy(to, from, sizeof(to));
    st_write(arg, to, sizeof(to), ST_UTIME_NO_TIMEOUT);
    return NULL;
}

static void *copy_small(void *arg) // ok: NS405
{
    char buf[KB(24)];
    memset(buf, 0, sizeof(buf));
    st_write(arg, buf, sizeof(buf), ST_UTIME_NO_TIMEOUT);
    return NULL;
}

static void *copy_in_room(void *arg) // ok: NS405
{
    char from[KB(24)], to[KB(24)];
    memset(from, 0, sizeof(from));
    memcpy(to, from, sizeof(to));
    st_write(arg, to, sizeof(to), ST_UTIME_NO_TIMEOUT);
    return NULL;
}

static int spawn(void *(*run)(void *), void *arg, int stack_size)
{
    return st_thread_create(run, arg, 0, stack_size) ? 0 : -1;
}

int start(st_netfd_t net, int fd);
int start(st_netfd_t net, int fd)
{
    if (spawn(copy, net, KB(64)) < 0 || spawn(copy_small, net, KB(64)) < 0)
        return -1;
    if (spawn(copy_in_room, net, KB(256)) < 0)
        return -1;
    go(on_request(fd));
    go(on_request_stack(fd));
    go(on_two_requests(fd));
    go(on_static(fd));
    return go(on_line(fd));
}
