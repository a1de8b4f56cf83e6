/* Input, output and errors of one child, which a call that starts it leaves in a variable. */
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct child {
    int out, err;
};

static int spawn(struct child *c, int out[2], int err[2])
{
    c->out = out[0];
    c->err = err[0];
    return fork();
}

static int start(struct child *c, const char *program)
{
    int out[2], err[2];
    if (pipe(out) || pipe(err))
        return -1;
    if (spawn(c, out, err) == 0)
        execl(program, program, NULL);
    return 0;
}

static void show(int fd)
{
    lseek(fd, 0, SEEK_CUR);
    sleep(1);
}

void reads_one_child(void)
{
    struct child c;
    if (start(&c, "/bin/true"))
        return;
    for (;;) {
        struct pollfd p[2] = {{.fd = c.out, .events = POLLIN}, {.fd = c.err, .events = POLLIN}};
        if (poll(p, 2, -1) <= 0)
            break;
        show(c.out); // ok: NS101
    }
}

void reads_what_is_open(void)
{
    struct child c;
    if (start(&c, "/bin/true"))
        return;
    while (c.out >= 0 || c.err >= 0) {
        struct pollfd p[2];
        nfds_t len = 0;
        if (c.out >= 0)
            p[len++].fd = c.out;
        if (c.err >= 0)
            p[len++].fd = c.err;
        if (poll(p, len, -1) <= 0)
            break;
        show(c.err); // ok: NS101
    }
}

/* The same in variables of their own, or where the function makes the pipes and starts the child
 * itself. */
static int start_with(const char *program, int *in, int *out)
{
    int down[2], up[2];
    if (pipe(down) || pipe(up))
        return -1;
    if (fork() == 0)
        execl(program, program, NULL);
    *in = down[1];
    *out = up[0];
    return 0;
}

void talks_with_child(void)
{
    int in, out;
    if (start_with("/bin/cat", &in, &out))
        return;
    for (;;) {
        struct pollfd p[2] = {{.fd = in, .events = POLLOUT}, {.fd = out, .events = POLLIN}};
        if (poll(p, 2, -1) <= 0)
            break;
        show(out); // ok: NS101
    }
}

void runs_child(void)
{
    int out[2], err[2];
    fd_set set;
    if (pipe(out) || pipe(err))
        return;
    if (fork() == 0)
        execl("/bin/cat", "cat", NULL);
    do {
        FD_ZERO(&set);
        FD_SET(out[0], &set);
        FD_SET(err[0], &set);
        show(out[0]); // ok: NS101
    } while (select(64, &set, NULL, NULL, NULL) > 0);
}

void child_and_socket(int sock)
{
    int out[2];
    fd_set set;
    if (pipe(out))
        return;
    if (fork() == 0)
        execl("/bin/cat", "cat", NULL);
    do {
        FD_ZERO(&set);
        FD_SET(out[0], &set);
        FD_SET(sock, &set);
        show(out[0]); // warning: 9 NS101 "show"
    } while (select(64, &set, NULL, NULL, NULL) > 0);
}

void socket_and_child(int sock)
{
    int out[2];
    fd_set set;
    if (pipe(out))
        return;
    if (fork() == 0)
        execl("/bin/cat", "cat", NULL);
    do {
        FD_ZERO(&set);
        FD_SET(sock, &set);
        FD_SET(out[0], &set);
        show(out[0]); // warning: 9 NS101 "show"
    } while (select(64, &set, NULL, NULL, NULL) > 0);
}

void pipes_without_child(void)
{
    int one[2], other[2];
    fd_set set;
    if (pipe(one) || pipe(other))
        return;
    do {
        FD_ZERO(&set);
        FD_SET(one[0], &set);
        FD_SET(other[0], &set);
        show(one[0]); // warning: 9 NS101 "show"
    } while (select(64, &set, NULL, NULL, NULL) > 0);
}

/* The twins: descriptors of a variable that no child fills in; a child beside a client. */
struct server {
    int control, data;
};

static void open_all(struct server *s)
{
    s->control = socket(AF_UNIX, SOCK_STREAM, 0);
    s->data = socket(AF_UNIX, SOCK_STREAM, 0);
}

void serves_two(void)
{
    struct server s;
    open_all(&s);
    for (;;) {
        struct pollfd p[2] = {{.fd = s.control, .events = POLLIN}, {.fd = s.data, .events = POLLIN}};
        poll(p, 2, -1);
        show(s.data); // warning: 9 NS101 "show"
    }
}

void child_and_client(int client)
{
    struct child c;
    if (start(&c, "/bin/true"))
        return;
    for (;;) {
        struct pollfd p[2] = {{.fd = c.out, .events = POLLIN}, {.fd = client, .events = POLLIN}};
        poll(p, 2, -1);
        show(c.out); // warning: 9 NS101 "show"
    }
}
