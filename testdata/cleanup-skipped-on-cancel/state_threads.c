// args: --disable NS1 --disable NS2 --disable NS4
/* st_thread_interrupt makes the call that waits fail with EINTR: the way out that it takes must release too. */
#include <errno.h>
#include <st.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static st_mutex_t lock;
static st_cond_t ready;

struct conn {
    st_netfd_t fd;
    char *buffer;
};

static void *bad(void *arg)
{
    char *p = malloc(10);
    if (!p)
        return NULL; // ok: NS302
    if (st_sleep(1) < 0)
        return NULL; // warning: 9 NS302 "malloc" "st_sleep" step: "malloc" step: "st_sleep" step: "skips the release" related: "malloc" related: "st_sleep"
    free(p);
    return arg;
}

static void *good(void *arg)
{
    char *p = malloc(10);
    if (!p)
        return NULL; // ok: NS302
    if (st_sleep(1) < 0) {
        free(p);
        return NULL; // ok: NS302
    }
    free(p);
    return arg;
}

static void *locked(void *arg)
{
    if (st_mutex_lock(lock) < 0)
        return NULL; // ok: NS302
    if (st_cond_wait(ready) == -1)
        return NULL; // warning: 9 NS302 "the lock" "st_cond_wait"
    st_mutex_unlock(lock);
    return arg;
}

static void *locked_good(void *arg)
{
    if (st_mutex_lock(lock) < 0)
        return NULL; // ok: NS302
    int rc = st_cond_wait(ready);
    st_mutex_unlock(lock);
    return rc == -1 ? NULL : arg; // ok: NS302
}

static void *lock_interrupted(void *arg)
{
    if (st_mutex_lock(lock) < 0)
        return NULL; // ok: NS302
    st_mutex_unlock(lock);
    return arg;
}

static void *served(void *arg)
{
    st_netfd_t listener = arg;
    for (;;) {
        char line[100];
        st_netfd_t c = st_accept(listener, NULL, NULL, ST_UTIME_NO_TIMEOUT);
        if (!c)
            return NULL; // ok: NS302
        ssize_t n = st_read(c, line, sizeof line, ST_UTIME_NO_TIMEOUT);
        if (n < 0)
            return NULL; // warning: 13 NS302 "the connection" "st_read"
        n = st_write(c, line, (size_t)n, ST_UTIME_NO_TIMEOUT);
        st_netfd_close(c);
        if (n < 0)
            return NULL; // ok: NS302
    }
}

static void *served_good(void *arg)
{
    st_netfd_t listener = arg;
    for (;;) {
        char line[100];
        st_netfd_t c = st_accept(listener, NULL, NULL, ST_UTIME_NO_TIMEOUT);
        if (!c)
            return NULL; // ok: NS302
        ssize_t n = st_read(c, line, sizeof line, ST_UTIME_NO_TIMEOUT);
        if (n > 0)
            n = st_write(c, line, (size_t)n, ST_UTIME_NO_TIMEOUT);
        st_netfd_close(c);
        if (n < 0)
            return NULL; // ok: NS302
    }
}

static st_netfd_t dial(const struct sockaddr *to, int len)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (s < 0)
        return NULL; // ok: NS302
    st_netfd_t fd = st_netfd_open_socket(s);
    if (!fd) {
        close(s);
        return NULL; // ok: NS302
    }
    if (st_connect(fd, to, len, 1000) < 0)
        return NULL; // warning: 9 NS302 "the connection" "st_connect"
    if (st_netfd_poll(fd, 1, 1000) < 0) {
        st_netfd_close(fd);
        return NULL; // ok: NS302
    }
    return fd; // ok: NS302
}

static int states(struct conn *c)
{
    enum { START, READ, DONE } state = START;
    char *p = NULL;
    while (state != DONE) {
        switch (state) {
        case START:
            p = malloc(100);
            if (!p)
                return -1;
            state = READ;
            break;
        case READ:
            if (st_read(c->fd, p, 100, 1000) < 0)
                return -1; // warning: 17 NS302 "malloc" "st_read"
            state = DONE;
            break;
        case DONE:
            break;
        }
    }
    free(p);
    return 0;
}

static int states_good(struct conn *c)
{
    enum { START, READ, FAILED, DONE } state = START;
    char *p = NULL;
    int rc = 0;
    while (state != DONE) {
        switch (state) {
        case START:
            p = malloc(100);
            if (!p)
                return -1;
            state = READ;
            break;
        case READ:
            state = st_read(c->fd, p, 100, 1000) < 0 ? FAILED : DONE;
            break;
        case FAILED:
            rc = -1;
            state = DONE;
            break;
        case DONE:
            break;
        }
    }
    free(p);
    return rc; // ok: NS302
}

static void *machine(void *arg)
{
    struct conn c = {.fd = dial(NULL, 0)};
    if (!c.fd)
        return NULL;
    if (states(&c) == 0)
        states_good(&c);
    st_netfd_close(c.fd);
    return arg;
}

/* The error is another one: nothing is known of EINTR there. */
static void *timeout_only(void *arg)
{
    char *p = malloc(10);
    if (st_usleep(10) < 0 && errno == ETIME)
        return NULL; // ok: NS302
    free(p);
    return arg;
}

static void *exits(void *arg)
{
    char *p = malloc(10);
    if (st_sleep(1) < 0) {
        free(p);
        st_thread_exit(NULL);
    }
    free(p);
    return arg; // ok: NS302
}

int main(void)
{
    static void *(*const all[])(void *) = {bad,         good,    locked,       locked_good, lock_interrupted, served,
                                           served_good, machine, timeout_only, exits};
    if (st_init() < 0)
        return 1;
    lock = st_mutex_new();
    ready = st_cond_new();
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        st_thread_t t = st_thread_create(all[i], NULL, 1, 0);
        st_thread_interrupt(t);
        st_thread_join(t, NULL);
    }
    st_cond_destroy(ready);
    st_mutex_destroy(lock);
    return 0;
}
