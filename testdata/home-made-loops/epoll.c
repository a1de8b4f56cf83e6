/* A loop of its own around epoll_wait: handlers through pointers, and what is done between two waits. */
#include <sys/epoll.h>
#include <unistd.h>

struct handler {
    int fd;
    void (*on_ready)(struct handler *h);
};

static volatile int stop;

static void prune(void)
{
    sleep(1);
}

static void on_ready(struct handler *h)
{
    sleep(2); // warning: 5 NS101 "sleep" 
    (void)h;
}

static void serve(int ep)
{
    struct epoll_event events[16];

    sleep(3); // ok: NS101
    while (!stop) {
        int n = epoll_wait(ep, events, 16, -1); // ok: NS102
        for (int i = 0; i < n; i++) {
            struct handler *h = events[i].data.ptr;
            h->on_ready(h);
        }
        prune(); // warning: 9 NS101 "prune" "sleep" step: "sleep"
    }
    sleep(4); // ok: NS101
    prune();  // ok: NS101
}

int main(void)
{
    int ep = epoll_create1(0);
    struct handler h = {0, on_ready};
    struct epoll_event ev = {.events = EPOLLIN, .data.ptr = &h};

    epoll_ctl(ep, EPOLL_CTL_ADD, 0, &ev);
    prune(); // ok: NS101
    serve(ep);
    return 0;
}
