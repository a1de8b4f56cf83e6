/* The entry of poll says by what was put into it, or by its number, whose descriptor is ready; a set is asked for the field of
 * an object. All these descriptors block. */
#include <poll.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
    int fd, other;
    int number; /* of its entry */
    int got;
};

static struct conn *conns[64], one;
static struct pollfd entries[64];
static int n, wake;
static char buf[100];

static void work(struct conn *c)
{
    c->got += buf[0];
}

static void set_up(struct conn *c, int listener)
{
    c->fd = accept(listener, NULL, NULL);
    c->other = accept(listener, NULL, NULL);
    one.fd = accept(listener, NULL, NULL);
    wake = accept(listener, NULL, NULL);
}

static int receive(struct conn *c)
{
    struct msghdr m = {0};
    return (int)recvmsg(c->fd, &m, 0);
}

static int receive_deep(struct conn *c)
{
    if (receive(c) < 0)
        return -1;
    work(c);
    return 0;
}

static int receive_all(struct conn *c)
{
    struct msghdr m = {0};
    return (int)recvmsg(c->fd, &m, MSG_WAITALL);
}

static int receive_other(struct conn *c)
{
    return (int)recv(c->other, buf, 4, 0);
}

static int receive_of(struct conn *c, struct conn *from)
{
    work(c);
    return receive(from);
}

static void put_into(struct conn *c)
{
    entries[0].fd = wake;
    entries[1].fd = c->fd;
    for (;;) {
        poll(entries, 3, -1);
        if (entries[0].revents) {
            read(wake, buf, 1); // ok: NS102
            work(c);
        }
        if (entries[1].revents & POLLIN) {
            receive_deep(c); // ok: NS102
            read(wake, buf, 1); // error: 13 NS102 "read"
        }
    }
}

/* Two different ones are put there. */
static void put_into_in_turn(struct conn *c)
{
    entries[1].fd = c->fd;
    for (;;) {
        poll(entries, 3, -1);
        if (entries[1].revents)
            receive(c); // error: 13 NS102 "receive"
        entries[1].fd = c->other;
        work(c);
    }
}

static void numbers(void)
{
    for (;;) {
        poll(entries, (nfds_t)n, -1);
        for (int i = 0; i < n; i++) {
            struct conn *c = conns[i];
            if (entries[c->number].revents & POLLIN)
                receive_deep(c); // ok: NS102
            if (entries[conns[0]->number].revents & POLLIN)
                receive_deep(c); // error: 17 NS102 "receive_deep"
        }
    }
}

static void same_numbers(void)
{
    for (;;) {
        for (int i = 0; i < n; i++)
            entries[i].fd = conns[i]->fd;
        poll(entries, (nfds_t)n, -1);
        for (int i = 0; i < n; i++)
            if (entries[i].revents & POLLIN) {
                receive(conns[i]);       // ok: NS102
                receive_other(conns[i]); // error: 17 NS102 "receive_other"
            }
    }
}

static void sets(struct conn *c)
{
    fd_set set;
    for (;;) {
        FD_ZERO(&set);
        FD_SET(c->fd, &set);
        FD_SET(one.fd, &set);
        FD_SET(wake, &set);
        select(64, &set, NULL, NULL, NULL);
        if (FD_ISSET(c->fd, &set) && receive_deep(c) < 0) // ok: NS102
            continue;
        if (FD_ISSET(one.fd, &set)) {
            receive(&one);        // ok: NS102
            receive_other(&one);  // error: 13 NS102 "receive_other"
        }
        if (FD_ISSET(wake, &set))
            receive(c); // error: 13 NS102 "receive"
    }
}

static void sets_of_all(struct conn *c)
{
    fd_set set;
    for (;;) {
        FD_ZERO(&set);
        FD_SET(c->fd, &set);
        FD_SET(wake, &set);
        select(64, &set, NULL, NULL, NULL);
        if (FD_ISSET(c->fd, &set))
            receive_all(c); // error: 13 NS102 "receive_all"
        if (FD_ISSET(c->fd, &set))
            receive_of(c, &one); // error: 13 NS102 "receive_of"
        work(c);
    }
}

/* What the second parameter points to. */
static void sets_of_second(struct conn *c)
{
    fd_set set;
    for (;;) {
        FD_ZERO(&set);
        FD_SET(c->fd, &set);
        FD_SET(one.fd, &set);
        select(64, &set, NULL, NULL, NULL);
        if (FD_ISSET(c->fd, &set))
            receive_of(&one, c); // ok: NS102
        if (FD_ISSET(one.fd, &set))
            receive_of(&one, c); // error: 13 NS102 "receive_of"
    }
}

int main(int argc, char **argv)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    set_up(&one, listener);
    conns[n++] = &one;
    switch (argc) {
    case 1:
        put_into(conns[0]);
        break;
    case 2:
        put_into_in_turn(conns[0]);
        break;
    case 3:
        numbers();
        break;
    case 4:
        same_numbers();
        break;
    case 5:
        sets(conns[0]);
        break;
    case 6:
        sets_of_second(conns[0]);
        break;
    default:
        sets_of_all(conns[0]);
    }
    return argv == NULL;
}
