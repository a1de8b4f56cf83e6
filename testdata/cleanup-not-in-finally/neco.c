// args: --disable NS1 --disable NS2 --disable NS4
/* neco ends a cancelled coroutine where it waits; only handlers that were pushed run. */
#include <neco.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static neco_mutex lock = NECO_MUTEX_INITIALIZER;

static void close_fd(void *fd)
{
    close(*(int *)fd);
}

static void unlock(void *m)
{
    neco_mutex_unlock(m);
}

static void free_it(char **p)
{
    free(*p);
}

static void bad(int argc, void *argv[])
{
    (void)argc, (void)argv;
    char *p = malloc(10);
    neco_sleep(NECO_MILLISECOND);
    free(p); // warning: 5 NS301 "free" "neco_sleep" "neco_cleanup_push" step: "malloc" step: "neco_sleep" step: "free"
}

static void good(int argc, void *argv[])
{
    (void)argc, (void)argv;
    char *p = malloc(10);
    neco_cleanup_push(free, p);
    neco_sleep(NECO_MILLISECOND);
    neco_cleanup_pop(1); // ok: NS301
}

static void attribute(int argc, void *argv[])
{
    (void)argc, (void)argv;
    __attribute__((cleanup(free_it))) char *p = malloc(10); // warning: 45 NS301 "free_it" "cleanup attribute does not run"
    neco_sleep(NECO_MILLISECOND);
}

static void socket_of(int argc, void *argv[])
{
    (void)argc, (void)argv;
    char line[100];
    int fd = neco_dial("tcp", "localhost:80");
    if (fd < 0)
        return;
    while (neco_read(fd, line, sizeof line) > 0)
        puts(line);
    close(fd); // warning: 5 NS301 "close" "neco_read" "neco_dial"
}

static void socket_of_good(int argc, void *argv[])
{
    (void)argc, (void)argv;
    char line[100];
    int fd = neco_dial("tcp", "localhost:80");
    if (fd < 0)
        return;
    neco_cleanup_push(close_fd, &fd);
    while (neco_read(fd, line, sizeof line) > 0)
        puts(line);
    neco_cleanup_pop(1); // ok: NS301
}

static void locked(int argc, void *argv[])
{
    (void)argc, (void)argv;
    neco_mutex_lock(&lock);
    neco_sleep(1);
    neco_mutex_unlock(&lock); // warning: 5 NS301 "neco_mutex_unlock" "neco_sleep" "the lock"
}

static void locked_good(int argc, void *argv[])
{
    (void)argc, (void)argv;
    neco_mutex_lock(&lock);
    neco_cleanup_push(unlock, &lock);
    neco_sleep(1);
    neco_cleanup_pop(1); // ok: NS301
}

static void shielded(int argc, void *argv[])
{
    (void)argc, (void)argv;
    int old;
    char *p = malloc(10);
    neco_setcancelstate(NECO_CANCEL_DISABLE, &old);
    neco_sleep(NECO_MILLISECOND);
    free(p); // ok: NS301
    neco_setcancelstate(old, NULL);
}

static void shielded_too_late(int argc, void *argv[])
{
    (void)argc, (void)argv;
    int old;
    char *p = malloc(10);
    neco_sleep(NECO_MILLISECOND);
    neco_setcancelstate(NECO_CANCEL_DISABLE, &old);
    free(p); // warning: 5 NS301 "free"
    neco_setcancelstate(old, NULL);
}

static void reports_instead(int argc, void *argv[])
{
    (void)argc, (void)argv;
    neco_setcanceltype(NECO_CANCEL_INLINE, NULL);
    char *p = malloc(10);
    neco_sleep(NECO_MILLISECOND);
    free(p); // ok: NS301
}

static void one_of_two(int argc, void *argv[])
{
    (void)argc, (void)argv;
    char *p = malloc(10);
    neco_chan *chan = NULL;
    neco_cleanup_push(free, p);
    if (neco_chan_make(&chan, sizeof(int), 1) == NECO_OK) {
        int n;
        neco_chan_recv(chan, &n);
        neco_chan_release(chan); // warning: 9 NS301 "neco_chan_release" "neco_chan_recv" "the channel"
    }
    neco_cleanup_pop(1); // ok: NS301
}

static void popped_without(int argc, void *argv[])
{
    (void)argc, (void)argv;
    char *p = malloc(10);
    neco_cleanup_push(free, p);
    neco_sleep(1);
    neco_cleanup_pop(0);
    free(p); // ok: NS301
}

int neco_main(int argc, char *argv[])
{
    (void)argc, (void)argv;
    neco_start(bad, 0);
    neco_start(good, 0);
    neco_start(attribute, 0);
    neco_start(socket_of, 0);
    neco_start(socket_of_good, 0);
    neco_start(locked, 0);
    neco_start(locked_good, 0);
    neco_start(shielded, 0);
    neco_start(shielded_too_late, 0);
    neco_start(reports_instead, 0);
    neco_start(one_of_two, 0);
    neco_start(popped_without, 0);
    neco_cancel(neco_lastid());
    return 0;
}
