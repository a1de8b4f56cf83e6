/* Whether a descriptor blocks is what a caller's flag says: setters with a mode, makers that set it under a condition, in a
 * local, through a parameter, as a flag of the call. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static char buf[16];

static int set_blocking(int fd, bool on)
{
    int fl = fcntl(fd, F_GETFL, 0);

    if (fl < 0)
        return -1;
    if (on)
        fl &= ~O_NONBLOCK;
    else
        fl |= O_NONBLOCK;
    return fcntl(fd, F_SETFL, fl);
}

static int fd_nonblock(int fd, bool on)
{
    int flags = fcntl(fd, F_GETFL, 0), want;

    if (flags < 0)
        return -errno;
    want = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    if (want == flags)
        return 0;
    return fcntl(fd, F_SETFL, want) < 0 ? -errno : 0;
}

enum mode { MODE_PLAIN, MODE_QUICK };

static void set_mode(int fd, enum mode mode)
{
    switch (mode) {
    case MODE_PLAIN:
        fcntl(fd, F_SETFL, 0);
        break;
    case MODE_QUICK:
        fcntl(fd, F_SETFL, O_NONBLOCK);
        break;
    }
}

static int negated(int fd, int blocking)
{
    return fd_nonblock(fd, !blocking);
}

/* Its caller decides both whether the mode is set, and which. */
static void set_if(int fd, bool on, bool asked)
{
    if (asked)
        fd_nonblock(fd, on);
}

static void on_asked(uv_timer_t *t)
{
    int a = socket(AF_INET, SOCK_STREAM, 0), b = socket(AF_INET, SOCK_STREAM, 0),
        c = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), d = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    set_if(a, true, true);
    read(a, buf, 16); // ok: NS102
    set_if(b, true, false);
    read(b, buf, 16); // error: 5 NS102 "read"
    set_if(c, false, true);
    read(c, buf, 16); // error: 5 NS102 "read"
    set_if(d, false, false);
    read(d, buf, 16); // ok: NS102
}

static void on_setters(uv_timer_t *t)
{
    int a = socket(AF_INET, SOCK_STREAM, 0), b = socket(AF_INET, SOCK_STREAM, 0), c = socket(AF_INET, SOCK_STREAM, 0),
        d = socket(AF_INET, SOCK_STREAM, 0), e = socket(AF_INET, SOCK_STREAM, 0);

    set_blocking(a, false);
    read(a, buf, 16); // ok: NS102
    set_blocking(a, true);
    read(a, buf, 16); // error: 5 NS102 "read"
    fd_nonblock(b, true);
    read(b, buf, 16); // ok: NS102
    fd_nonblock(b, false);
    read(b, buf, 16); // error: 5 NS102 "read"
    set_mode(c, MODE_QUICK);
    read(c, buf, 16); // ok: NS102
    set_mode(c, MODE_PLAIN);
    read(c, buf, 16); // error: 5 NS102 "read"
    negated(d, 0);
    read(d, buf, 16); // ok: NS102
    negated(d, 1);
    read(d, buf, 16); // error: 5 NS102 "read"
    fd_nonblock(e, t->data != NULL);
    read(e, buf, 16); // ok: NS102
}

static int maker(bool nonblock)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    if (nonblock && fd_nonblock(fd, true) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static int outer_maker(int flags)
{
    return maker(flags & 1);
}

/* What is chosen is the same for the mode. */
static int closing_maker(bool closes)
{
    return socket(AF_INET, SOCK_STREAM | (closes ? SOCK_CLOEXEC : 0), 0);
}

static int closing_quick_maker(bool closes)
{
    return socket(AF_INET, SOCK_STREAM | (closes ? SOCK_NONBLOCK | SOCK_CLOEXEC : SOCK_NONBLOCK), 0);
}

static int moded_maker(bool nonblock)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    fd_nonblock(fd, nonblock);
    return fd;
}

static void on_makers(uv_timer_t *t)
{
    read(maker(true), buf, 16); // ok: NS102
    read(maker(false), buf, 16); // error: 5 NS102 "read"
    read(outer_maker(3), buf, 16); // ok: NS102
    read(outer_maker(2), buf, 16); // error: 5 NS102 "read"
    read(closing_maker(t->data != NULL), buf, 16); // error: 5 NS102 "read"
    read(closing_quick_maker(t->data != NULL), buf, 16); // ok: NS102
    read(moded_maker(true), buf, 16); // ok: NS102
    read(moded_maker(false), buf, 16); // error: 5 NS102 "read"
}

static int pair(int sv[2], bool nonblock)
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sv) < 0)
        return -errno;
    if (nonblock && (fd_nonblock(sv[0], true) < 0 || fd_nonblock(sv[1], true) < 0))
        return -errno;
    return 0;
}

static int flagged_pair(int *sv, bool nonblock)
{
    return socketpair(AF_UNIX, SOCK_STREAM | (nonblock ? SOCK_NONBLOCK : 0), 0, sv);
}

static int outer_pair(int *sv, bool nonblock)
{
    return flagged_pair(sv, nonblock);
}

static struct {
    struct {
        int in, out;
    } fd;
} quick, slow;

static void start_pairs(void)
{
    int p[2], q[2];

    if (pair(p, true) < 0 || pair(q, false) < 0)
        return;
    quick.fd.in = p[0];
    slow.fd.out = q[1];
}

static void on_pairs(uv_timer_t *t)
{
    int p[2], q[2];

    read(quick.fd.in, buf, 16); // ok: NS102
    read(slow.fd.out, buf, 16); // error: 5 NS102 "read"
    outer_pair(p, true);
    outer_pair(q, false);
    read(p[0], buf, 16); // ok: NS102
    read(q[1], buf, 16); // error: 5 NS102 "read"
}

void tune(int *fd);

/* Code that is not seen may have changed what a caller leaves blocking. */
static int tuned_maker(bool nonblock)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (nonblock)
        fd_nonblock(fd, true);
    tune(&fd);
    return fd;
}

static void on_tuned(uv_timer_t *t)
{
    read(tuned_maker(false), buf, 16); // ok: NS102
}

/* A condition that all share is none: where there is no descriptor, there is no mode. */
static int shared(const char *name)
{
    int fd = -1;

    if (name == NULL)
        return -1;
    fd = socket(AF_INET, SOCK_STREAM, 0);
    fd_nonblock(fd, true);
    return fd;
}

static void on_shared(uv_timer_t *t)
{
    read(shared(t->data), buf, 16); // ok: NS102
}

void start(uv_timer_t *t)
{
    start_pairs();
    uv_timer_start(t, on_setters, 1, 1);
    uv_timer_start(t, on_asked, 1, 1);
    uv_timer_start(t, on_makers, 1, 1);
    uv_timer_start(t, on_pairs, 1, 1);
    uv_timer_start(t, on_tuned, 1, 1);
    uv_timer_start(t, on_shared, 1, 1);
}
