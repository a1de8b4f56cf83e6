// args: --disable NS1 --disable NS2 --disable NS4
/* st_thread_interrupt is reported once: who loses it goes on for ever. */
#include <errno.h>
#include <st.h>
#include <stdio.h>

static st_cond_t ready;
static int count;

static void *ignored(void *arg)
{
    for (int i = 0; i < 100; i++) {
        st_sleep(1); // warning: 9 NS304 "st_sleep" "ignored"
        puts("tick");
    }
    return arg;
}

static void *tested(void *arg)
{
    for (int i = 0; i < 100; i++) {
        if (st_sleep(1) < 0) // ok: NS304
            return NULL;
        puts("tick");
    }
    return arg;
}

static void *last(void *arg)
{
    puts("tick");
    st_usleep(10); // ok: NS304
    return arg;
}

static int read_again(st_netfd_t fd, char *to)
{
    int n;
    do {
        n = (int)st_read(fd, to, 10, ST_UTIME_NO_TIMEOUT); // warning: 18 NS304 "st_read" "for ever"
    } while (n < 0 && errno == EINTR);
    return n;
}

static int read_once(st_netfd_t fd, char *to)
{
    int n;
    do {
        n = (int)st_read(fd, to, 10, ST_UTIME_NO_TIMEOUT); // ok: NS304
    } while (n < 0 && errno == ETIME);
    return n;
}

static void *reads(void *arg)
{
    char line[10];
    if (read_again(arg, line) < 0 || read_once(arg, line) < 0)
        return NULL;
    puts(line);
    return arg;
}

static void *server(void *arg)
{
    for (;;) {
        st_netfd_t c = st_accept(arg, NULL, NULL, ST_UTIME_NO_TIMEOUT); // warning: 24 NS304 "st_accept" "for ever"
        if (!c) {
            perror("accept");
            continue;
        }
        st_netfd_close(c);
    }
}

static void *server_good(void *arg)
{
    for (;;) {
        st_netfd_t c = st_accept(arg, NULL, NULL, ST_UTIME_NO_TIMEOUT); // ok: NS304
        if (!c) {
            if (errno == EINTR)
                return NULL;
            continue;
        }
        st_netfd_close(c);
    }
}

static int wait_ready(int limit)
{
    if (limit < 0)
        return -1;
    while (count < limit)
        if (st_cond_wait(ready) < 0) // warning: 13 NS304 "st_cond_wait" "success"
            return 0;
    return 0;
}

static int wait_ready_good(int limit)
{
    if (limit < 0)
        return -1;
    while (count < limit)
        if (st_cond_wait(ready) < 0) // ok: NS304
            return -1;
    return 0;
}

static void *waits(void *arg)
{
    if (wait_ready(3) < 0 || wait_ready_good(3) < 0)
        return NULL;
    return arg;
}

int main(void)
{
    static void *(*const all[])(void *) = {ignored, tested, last, server, server_good, waits, reads};
    if (st_init() < 0)
        return 1;
    ready = st_cond_new();
    for (unsigned i = 0; i < 7; i++)
        st_thread_interrupt(st_thread_create(all[i], NULL, 0, 0));
    return 0;
}
