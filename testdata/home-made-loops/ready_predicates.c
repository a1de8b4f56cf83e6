/* A function of the program's own that looks a descriptor up among the entries and tells what the wait has found there. */
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>

struct peer {
    int fd;
    struct peer *next;
};

static struct pollfd *entries;
static nfds_t len;
static struct peer *peers;
static char buffer[512];

static nfds_t place_of(int fd)
{
    nfds_t i = 0;
    while (i < len && entries[i].fd < fd)
        i++;
    return i;
}

static int found(int fd, short what)
{
    nfds_t i = place_of(fd);
    if (i < len && entries[i].fd == fd)
        return entries[i].revents & what;
    return 0;
}

static bool is_readable(int fd)
{
    for (nfds_t i = 0; i < len; i++)
        if (fd == entries[i].fd)
            return (entries[i].revents & POLLIN) != 0;
    return false;
}

/* Of one that is not there it says that it is readable. */
static bool may_be_readable(int fd)
{
    for (nfds_t i = 0; i < len; i++)
        if (fd == entries[i].fd)
            return (entries[i].revents & POLLIN) != 0;
    return true;
}

/* Says that it is not. */
static bool is_idle(int fd)
{
    for (nfds_t i = 0; i < len; i++)
        if (fd == entries[i].fd)
            return !entries[i].revents;
    return false;
}

static bool is_busy(int fd)
{
    for (nfds_t i = 0; i < len; i++)
        if (fd == entries[i].fd)
            return !!entries[i].revents;
    return false;
}

/* Asks another entry. */
static bool first_is_readable(int fd)
{
    for (nfds_t i = 0; i < len; i++)
        if (fd == entries[i].fd)
            return (entries[0].revents & POLLIN) != 0;
    return false;
}

/* Of one entry that it is given. */
static int entry_says(const struct pollfd *entry, int fd)
{
    if (entry->fd == fd)
        return entry->revents & POLLIN;
    return 0;
}

static int entry_lacks(const struct pollfd *entry, int fd)
{
    if (entry->fd != fd)
        return entry->revents & POLLIN;
    return 0;
}

static void take(int fd)
{
    recv(fd, buffer, sizeof buffer, 0);
}

static void take_two(int fd)
{
    recv(fd, buffer, sizeof buffer, 0);
    recv(fd, buffer, sizeof buffer, 0);
}

static void look_at(struct peer *p)
{
    if (found(p->fd, POLLIN))
        take(p->fd); // ok: NS102
    if (is_readable(p->fd))
        take(p->fd); // ok: NS102
    if (!is_readable(p->fd))
        return;
    take(p->fd); // ok: NS102
}

static void look_at_entry(struct peer *p)
{
    if (entry_says(&entries[0], p->fd))
        take(p->fd); // ok: NS102
    if (entry_lacks(&entries[0], p->fd))
        recv(p->fd, buffer, sizeof buffer, 0);
}

static void look_twice(struct peer *p)
{
    if (found(p->fd, POLLIN))
        take_two(p->fd);
}

static void guess(struct peer *p)
{
    if (may_be_readable(p->fd))
        recv(p->fd, buffer, sizeof buffer, 0);
}

static void read_idle(struct peer *p)
{
    if (is_idle(p->fd))
        recv(p->fd, buffer, sizeof buffer, 0);
}

static void read_busy(struct peer *p)
{
    if (is_busy(p->fd))
        recv(p->fd, buffer, sizeof buffer, 0);
}

static void ask_first(struct peer *p)
{
    if (first_is_readable(p->fd))
        recv(p->fd, buffer, sizeof buffer, 0);
}

static void ask_other(struct peer *p)
{
    if (p->next && is_readable(p->next->fd))
        recv(p->fd, buffer, sizeof buffer, 0);
}

static void add(int fd)
{
    struct peer *p = calloc(1, sizeof *p);
    p->fd = fd;
    p->next = peers;
    peers = p;
    entries[len++] = (struct pollfd){.fd = fd, .events = POLLIN};
}

int main(void)
{
    entries = calloc(2, sizeof *entries);
    add(socket(AF_INET, SOCK_STREAM, 0));
    add(socket(AF_INET, SOCK_STREAM, 0));
    for (;;) {
        if (poll(entries, len, -1) < 0)
            return 1;
        for (struct peer *p = peers; p; p = p->next) {
            look_at(p);    // ok: NS102
            look_at_entry(p); // error: 13 NS102
            look_twice(p); // error: 13 NS102
            guess(p);      // error: 13 NS102
            read_idle(p);  // error: 13 NS102
            read_busy(p);  // ok: NS102
            ask_first(p);  // error: 13 NS102
            ask_other(p);  // error: 13 NS102
        }
    }
}
