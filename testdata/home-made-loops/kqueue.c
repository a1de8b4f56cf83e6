/* kevent waits where it asks for events; where it only changes the set it does not. */
#include <stddef.h>
#include <sys/event.h>
#include <unistd.h>

struct conn {
    int fd;
    void (*ready)(struct conn *c);
};

static void on_ready(struct conn *c)
{
    sleep(1); // warning: 5 NS101
    (void)c;
}

static void watch_all(int kq, struct conn *c, int len)
{
    for (int i = 0; i < len; i++) {
        struct kevent change;
        c[i].ready = on_ready;
        EV_SET(&change, (uintptr_t)c[i].fd, EVFILT_READ, EV_ADD, 0, 0, &c[i]);
        kevent(kq, &change, 1, NULL, 0, NULL);
        usleep(10000); // ok: NS101
    }
}

void serve(struct conn *c, int len)
{
    struct kevent events[32];
    int kq = kqueue();
    watch_all(kq, c, len); // ok: NS101
    for (;;) {
        int n = kevent(kq, NULL, 0, events, 32, NULL); // ok: NS102
        for (int i = 0; i < n; i++) {
            struct conn *ready = events[i].udata;
            ready->ready(ready);
        }
    }
}
