// args: --disable NS1 --disable NS2 --disable NS4
/* co_release drops the frame of a suspended coroutine. */
#include <co_routine.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct conn {
    int fd;
    char *buffer;
};

static int wait_readable(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    return co_poll(co_get_epoll_ct(), &p, 1, 1000);
}

static void *bad(void *arg)
{
    struct conn *conn = arg;
    char *line = strdup("hello");
    if (wait_readable(conn->fd) <= 0) {
        free(line); // warning: 9 NS301 "free" "co_poll" "strdup" step: "wait_readable" step: "co_poll"
        return NULL;
    }
    free(line); // warning: 5 NS301 "free" "co_poll"
    return NULL;
}

static void *good(void *arg)
{
    struct conn *conn = arg;
    conn->buffer = strdup("hello");
    if (wait_readable(conn->fd) <= 0) {
        free(conn->buffer); // ok: NS301
        conn->buffer = NULL;
        return NULL;
    }
    return NULL;
}

static void *in_struct(void *arg)
{
    struct conn local = {.fd = *(int *)arg};
    local.buffer = malloc(100);
    co_yield_ct();
    free(local.buffer); // warning: 5 NS301 "free" "co_yield_ct"
    return NULL;
}

static void *in_struct_good(void *arg)
{
    struct conn local = {.fd = *(int *)arg};
    local.buffer = malloc(100);
    free(local.buffer); // ok: NS301
    co_yield_ct();
    return NULL;
}

int main(void)
{
    static void *(*const all[])(void *) = {bad, good, in_struct, in_struct_good};
    struct conn conn = {.fd = 0};
    for (int i = 0; i < 4; i++) {
        stCoRoutine_t *co = NULL;
        if (co_create(&co, NULL, all[i], &conn) == 0) {
            co_resume(co);
            co_release(co);
        }
    }
    return 0;
}
