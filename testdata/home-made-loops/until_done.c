/* Who waits until its own request is done, as the object of that request says, waits for one
 * answer: other requests that go on meanwhile are of the same command. A flag that is set at the
 * beginning says that a server runs. */
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

struct request {
    bool *done;
    bool in_use;
};

static struct pollfd fds[8];
static struct request *requests[8];
static nfds_t len;

static void step(void)
{
    for (nfds_t i = 0; i < len; i++)
        if (fds[i].revents) {
            requests[i]->in_use = false;
            if (requests[i]->done)
                *requests[i]->done = true;
            sleep(1);
        }
}

void run(struct request *r)
{
    bool done = false;
    r->done = &done;
    while (!done) {
        poll(fds, len, 50);
        step(); // ok: NS101
    }
}

struct server {
    bool *running;
};

static void turn(struct server *s)
{
    if (fds[0].revents)
        *s->running = false;
    sleep(1);
}

void serve(struct server *s)
{
    bool running = true;
    s->running = &running;
    while (running) {
        poll(fds, len, 50);
        turn(s); // warning: 9 NS101 "turn"
    }
}

void serve_for_itself(struct server *s)
{
    bool stopped = false;
    while (!stopped) {
        poll(fds, len, 50);
        turn(s); // warning: 9 NS101 "turn"
        stopped = fds[1].revents;
    }
}
