// args: --disable NS3
#include <libdill.h>
#include <time.h>

#define SECOND 1000

struct conn {
    int fd;
    int64_t timeout, until;
};

static int64_t in_ms(int64_t ms)
{
    return now() + ms;
}

/* Lengths: its callers give nothing else. */
static int read_within(int fd, int64_t timeout)
{
    return fdin(fd, timeout); // warning: 12 NS404 "'dill_fdin' is given a length of time" related: "'peer' gives it to 'read_within'"
}

/* Points; one caller is wrong. */
static int read_until(int fd, int64_t deadline)
{
    return fdin(fd, deadline); // ok: NS404
}

static coroutine void peer(struct conn *c, int64_t deadline)
{
    msleep(100);          // warning: 5 NS404 "dill_msleep" "a length of time"
    msleep(5 * SECOND);   // warning: 5 NS404
    msleep(now() + 100);  // ok: NS404
    msleep(in_ms(100));   // ok: NS404
    msleep(-1);           // ok: NS404
    msleep(0);            // ok: NS404
    fdin(c->fd, c->timeout);         // warning: 5 NS404
    fdin(c->fd, now() + c->timeout); // ok: NS404
    fdin(c->fd, c->until);           // ok: NS404
    fdin(c->fd, deadline - now());   // warning: 5 NS404
    fdin(c->fd, time(NULL) + 5);     // warning: 5 NS404 "a point in time by the clock 'realtime'" "wants a point in time by the clock 'monotonic'"
    read_within(c->fd, 500);
    read_until(c->fd, now() + 500);
    read_until(c->fd, -1);
    read_until(c->fd, 500); // warning: 5 NS404 "'read_until' is given a length"
}

static coroutine void chosen(int fd, int patient)
{
    int64_t deadline = patient ? now() + 1000 : 100;
    int64_t left = 1000;
    fdin(fd, deadline); // warning: 5 NS404
    left += now();
    fdin(fd, left); // ok: NS404
    int64_t limit = -1;
    if (!patient)
        limit = now() + 10;
    fdin(fd, limit); // ok: NS404
    int64_t rest = limit - now();
    if (rest < 0)
        rest = 0;
    fdin(fd, rest); // warning: 5 NS404
}

int main(void)
{
    static struct conn c;
    c.fd = 3;
    c.timeout = 30 * SECOND;
    c.until = now() + 60 * SECOND;
    int h = go(peer(&c, now() + 1000)), k = go(chosen(3, 1));
    hclose(h);
    hclose(k);
    return 0;
}
