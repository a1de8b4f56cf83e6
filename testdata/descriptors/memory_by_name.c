/* What lies in memory by its name or its making: directories of procfs, files in /dev/shm, memfd, a choice of streams;
 * a raw socket has no connection to wait for, and what libevent hands out does not block. */
#include <dirent.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static FILE *journal;

static void print(int level)
{
    FILE *f;
    if (level)
        f = stderr;
    else
        f = stdout;
    fwrite("x", 1, 1, f);
}

static void record(int level)
{
    FILE *f;
    if (level)
        f = stderr;
    else
        f = journal;
    fwrite("x", 1, 1, f);
}

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    int memory = memfd_create("m", 0), raw = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP),
        stream = socket(AF_INET, SOCK_STREAM, 0);
    (void)what;
    DIR *own = opendir("/proc/self/fd"), *spool = opendir("/var/spool"); // note: 51 NS106 "opendir"
    readdir(own); // ok: NS106
    readdir(spool); // note: 5 NS106 "readdir"
    unlink("/dev/shm/x"); // ok: NS106
    unlink("/var/tmp/x"); // note: 5 NS106 "unlink"
    renameat(AT_FDCWD, "/run/x", AT_FDCWD, "/run/y"); // ok: NS106
    renameat(AT_FDCWD, "/etc/x", AT_FDCWD, "/etc/y"); // note: 5 NS106 "renameat"
    pwrite(memory, "x", 1, 0); // ok: NS106
    fsync(memory); // ok: NS106
    fsync(fd); // warning: 5 NS106 "fsync"
    connect(raw, arg, sizeof(struct sockaddr_in)); // ok: NS102
    connect(stream, arg, sizeof(struct sockaddr_in)); // error: 5 NS102 "connect"
    print(fd); // ok: NS106
    record(fd); // note: 5 NS106 "record"
}

static void on_read(struct bufferevent *b, void *arg)
{
    FILE *f = fdopen(dup(bufferevent_getfd(b)), "w"), *g = fdopen(open(arg, O_WRONLY), "w"); // note: 67 NS106 "open"
    fwrite("x", 1, 1, f); // ok: NS106
    fwrite("x", 1, 1, g); // note: 5 NS106 "fwrite"
}

void start(struct event_base *base, const struct timeval *tv);
void start(struct event_base *base, const struct timeval *tv)
{
    struct bufferevent *b = bufferevent_socket_new(base, -1, 0);
    journal = fopen("journal", "a");
    bufferevent_setcb(b, on_read, NULL, NULL, NULL);
    event_add(event_new(base, -1, EV_PERSIST, on_timer, NULL), tv);
}
