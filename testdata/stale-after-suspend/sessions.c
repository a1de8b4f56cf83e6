// args: --disable NS304 --disable NS1 --disable NS403
/* A server's sessions: errno saved, overwritten, looked at too late; names and times in libc's buffers. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <st.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct session {
    int fd, tries;
    st_netfd_t net;
    struct sockaddr_in from;
    char name[64];
};

static void note(struct session *s, const char *text)
{
    st_write(s->net, text, strlen(text), ST_UTIME_NO_TIMEOUT);
}

static int open_log(struct session *s)
{
    int fd = dup(s->fd);
    if (fd < 0) {
        note(s, "cannot open the log\n");
        if (errno == ENOENT) // warning: 13 NS308 "errno"
            return -2;
        return -1;
    }
    return fd;
}

static int open_log_well(struct session *s)
{
    int fd = dup(s->fd);
    if (fd < 0) {
        int error = errno;
        note(s, "cannot open the log\n");
        if (error == ENOENT) // ok: NS308
            return -2;
        return -1;
    }
    return fd;
}

static void greet(struct session *s)
{
    const char *who = inet_ntoa(s->from.sin_addr);
    char line[128];
    note(s, "hello ");
    snprintf(line, sizeof(line), "%s\n", who); // warning: 5 NS308 "inet_ntoa"
    note(s, line);
}

static void greet_well(struct session *s)
{
    char line[128];
    snprintf(line, sizeof(line), "hello %s\n", inet_ntoa(s->from.sin_addr)); // ok: NS308
    note(s, line);
}

static void stamp(struct session *s, time_t now)
{
    struct tm *tm = localtime(&now), copy = *tm;
    char line[64];
    st_sleep(1);
    snprintf(line, sizeof(line), "%d\n", copy.tm_hour); // ok: NS308
    snprintf(line, sizeof(line), "%d\n", tm->tm_min);   // warning: 5 NS308 "localtime"
    note(s, line);
}

static int retry_bind(struct session *s)
{
again:
    if (bind(s->fd, (struct sockaddr *)&s->from, sizeof(s->from)) == 0)
        return 0;
    if (errno == EADDRINUSE && s->tries++ < 5) { // ok: NS308
        st_sleep(1);
        goto again;
    }
    if (s->tries)
        st_usleep(1000);
    snprintf(s->name, sizeof(s->name), "%s", strerror(errno)); // warning: 55 NS308 "errno"
    return -1;
}

static int read_some(struct session *s)
{
    char buf[64];
    ssize_t n = st_read(s->net, buf, sizeof(buf), 1000000);
    if (n < 0 && errno == ETIME) // ok: NS308
        return 0;
    if (n < 0) {
        note(s, "lost\n");
        return -errno; // warning: 17 NS308 "errno"
    }
    return (int)n;
}

static void *serve(void *arg)
{
    struct session *s = arg;
    if (open_log(s) < 0 || open_log_well(s) < 0)
        return NULL;
    greet(s);
    greet_well(s);
    stamp(s, time(NULL));
    if (retry_bind(s) == 0)
        read_some(s);
    return NULL;
}

int main(void)
{
    static struct session s;
    st_init();
    st_thread_create(serve, &s, 0, 0);
    st_thread_exit(NULL);
    return 0;
}
