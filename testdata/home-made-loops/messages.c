/* Loops over the sockets of a message library. The twin waits for the answers of one. */
#include <unistd.h>

typedef struct {
    void *socket;
    int fd;
    short events;
    short revents;
} zmq_pollitem_t;

int zmq_poll(zmq_pollitem_t *items, int items_len, long timeout);

static void work(void)
{
    sleep(1);
}

void broker(void *front, void *back)
{
    zmq_pollitem_t items[] = {{front, 0, 1, 0}, {back, 0, 1, 0}};
    for (;;) {
        zmq_poll(items, 2, -1); // ok: NS107
        if (items[0].revents)
            work(); // warning: 13 NS101 "work"
        if (items[1].revents)
            work(); // warning: 13 NS101 "work"
    }
}

void client(void *server)
{
    zmq_pollitem_t items[] = {{server, 0, 1, 0}};
    for (;;) {
        zmq_poll(items, 1, -1); // ok: NS107
        work();                 // ok: NS101
    }
}
