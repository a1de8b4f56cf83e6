/* Functions that are stored through pointers to where they are kept: an array's element, what a call points to, two
 * stars, a helper that stores one argument through another. */
#include <poll.h>
#include <unistd.h>

typedef void (*handler)(int);

struct connection {
    int fd;
    handler in, out;
    void (*gone)(int);
    void (*begun)(int);
};

static struct pollfd fds[16];
static struct connection connections[16];
static handler by_kind[4], before_loop[2];
static handler rare, usual, first, second;
static int len;

static void by_element(int fd)
{
    sleep(fd > 0); // error: 5 NS101 related: "called through 'by_kind"
}

static void by_moved_pointer(int fd)
{
    sleep(fd > 1); // error: 5 NS101
}

static void by_two_stars(int fd)
{
    sleep(fd > 2); // error: 5 NS101 related: "called through 'connections"
}

static void by_call(int fd)
{
    sleep(fd > 3); // error: 5 NS101 related: "called through 'connections"
}

static void by_argument(int fd)
{
    sleep(fd > 4); // error: 5 NS101 related: "called through 'connections"
}

static void by_choice(int fd)
{
    sleep(fd > 7); // error: 5 NS101 related: "called through 'rare"
}

/* The twins are stored in the same ways, where nothing on the loop calls them. */
static void element_before_loop(int fd)
{
    sleep(fd > 5); // ok: NS101
}

static void argument_before_loop(int fd)
{
    sleep(fd > 6); // ok: NS101
}

static void choice_before_loop(int fd)
{
    sleep(fd > 8); // ok: NS101
}

static void choose(int which)
{
    handler *slot = which ? &rare : &usual;
    *slot = by_choice;
    handler *early = which ? &first : &second;
    *early = choice_before_loop;
}

static void fill(handler tab[])
{
    tab[0] = by_element;
    *(tab + 1) = by_moved_pointer;
}

static void fill_first(handler *tab)
{
    tab[1] = element_before_loop;
}

static void set_two_stars(handler **slot, handler f)
{
    **slot = f;
}

static handler *slot_of(int i, int out)
{
    return out ? &connections[i].out : &connections[i].in;
}

static void set_one(void (**slot)(int), void (*f)(int))
{
    *slot = f;
}

static void set(void (**slot)(int), void (*f)(int))
{
    set_one(slot, f);
}

static void add(int fd)
{
    handler *slot = slot_of(len, 0);
    connections[len].fd = fd;
    set_two_stars(&slot, by_two_stars);
    *slot_of(len, 1) = by_call;
    set(&connections[len].gone, by_argument);
    set(&connections[len].begun, argument_before_loop);
    connections[len].begun(fd);
    len++;
}

int main(void)
{
    fill(by_kind);
    choose(getpid() % 2);
    first(3);
    second(3);
    fill_first(before_loop);
    before_loop[1](3);
    add(3);
    add(4);
    while (poll(fds, (nfds_t)len, -1) >= 0)
        for (int i = 0; i < len; i++) {
            by_kind[i % 4](fds[i].fd);
            rare(fds[i].fd);
            usual(fds[i].fd);
            connections[i].in(fds[i].fd);
            connections[i].out(fds[i].fd);
            connections[i].gone(fds[i].fd);
        }
    return 0;
}
