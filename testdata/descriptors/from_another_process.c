/* A descriptor that another process sent blocks unless this one sees to it. */
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

struct client {
    int control, fd;
};

static struct cmsghdr *receive(int control, struct msghdr *m)
{
    if (recvmsg(control, m, MSG_DONTWAIT) < 0)
        return NULL;
    return CMSG_FIRSTHDR(m);
}

static int by_copy(int control, struct msghdr *m)
{
    struct cmsghdr *c = receive(control, m);
    int fd = -1;
    if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(c), sizeof fd);
    return fd;
}

static int by_address(int control, struct msghdr *m)
{
    struct cmsghdr *c = receive(control, m);
    int fd = -1;
    if (c)
        fd = *(int *)CMSG_DATA(c);
    return fd;
}

static int by_pointer(int control, struct msghdr *m)
{
    struct cmsghdr *c = receive(control, m);
    int *fds;
    if (!c)
        return -1;
    fds = (int *)CMSG_DATA(c);
    return fds[0];
}

static int made_nonblocking(int control, struct msghdr *m)
{
    int fd = by_copy(control, m);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    return fd;
}

static void on_ready(uv_poll_t *p, int status, int events)
{
    struct client *c = p->data;
    char buf[100], control[CMSG_SPACE(sizeof(int))];
    struct msghdr m = {.msg_control = control, .msg_controllen = sizeof control}, answer = {0};
    (void)status;
    (void)events;
    int fd = by_copy(c->control, &m);
    (void)!read(fd, buf, sizeof buf);  // error: 12 NS102 "read"
    fd = by_address(c->control, &m);
    sendmsg(fd, &answer, 0);           // error: 5 NS102 "sendmsg"
    fd = by_pointer(c->control, &m);
    (void)!write(fd, buf, sizeof buf); // error: 12 NS102 "write"
    fd = made_nonblocking(c->control, &m);
    sendmsg(fd, &answer, 0);           // ok: NS102
    sendmsg(by_copy(c->control, &m), &answer, MSG_DONTWAIT); // ok: NS102
}

/* Only what is copied out of a message is a descriptor. */
static void on_copy(uv_poll_t *p, int status, int events)
{
    struct client *c = p->data;
    int fd;
    char buf[100];
    (void)events;
    (void)status;
    memcpy(&fd, &c->fd, sizeof fd);
    (void)!read(fd, buf, sizeof buf); // ok: NS102
}

void start(uv_poll_t *p);
void start(uv_poll_t *p)
{
    uv_poll_start(p, UV_READABLE, on_ready);
    uv_poll_start(p, UV_READABLE, on_copy);
}
