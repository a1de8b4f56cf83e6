// args: --disable NS1 --disable NS2 --disable NS4 --disable NS304
/* An interrupt is reported once: what waits in cleanup can be interrupted in its turn. */
#include <errno.h>
#include <st.h>
#include <stdio.h>
#include <stdlib.h>

static st_mutex_t lock;

static void flush(st_netfd_t fd)
{
    st_write(fd, "bye", 3, 1000);
    st_netfd_close(fd);
}

static void *after(void *arg)
{
    char line[10];
    if (st_read(arg, line, sizeof line, ST_UTIME_NO_TIMEOUT) < 0 && errno == EINTR) {
        st_write(arg, "bye", 3, 1000); // warning: 9 NS303 "st_write" "can be cancelled in its turn"
        st_netfd_close(arg);           // ok: NS303
        return NULL;
    }
    st_write(arg, "bye", 3, 1000); // ok: NS303
    st_netfd_close(arg);
    return NULL;
}

static void *through_helper(void *arg)
{
    if (st_sleep(1) == -1 && errno == EINTR) {
        flush(arg); // warning: 9 NS303 "flush" "st_write" step: "flush" step: "st_write"
        return NULL;
    }
    flush(arg); // ok: NS303
    return NULL;
}

static void *timed_out(void *arg)
{
    if (st_sleep(1) == -1 && errno == ETIME) {
        flush(arg); // ok: NS303
        return NULL;
    }
    return arg;
}

static void close_it(st_netfd_t *fd)
{
    flush(*fd); // warning: 5 NS303 "flush" "cleanup code" related: "registered"
}

static void free_it(char **p)
{
    free(*p); // ok: NS303
}

static void *attribute(void *arg)
{
    __attribute__((cleanup(close_it))) st_netfd_t fd = arg;
    __attribute__((cleanup(free_it))) char *p = malloc(10);
    return st_sleep(1) < 0 ? NULL : p && fd ? arg : NULL;
}

int main(void)
{
    static void *(*const all[])(void *) = {after, through_helper, timed_out, attribute};
    if (st_init() < 0)
        return 1;
    lock = st_mutex_new();
    for (unsigned i = 0; i < 4; i++) {
        st_thread_t t = st_thread_create(all[i], NULL, 1, 0);
        st_thread_interrupt(t);
        st_thread_join(t, NULL);
    }
    st_mutex_destroy(lock);
    return 0;
}
