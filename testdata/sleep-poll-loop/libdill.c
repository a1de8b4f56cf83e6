// args: --disable NS3
/* A local variable that another coroutine sets, and a channel in its place. */
#include <libdill.h>
#include <stdbool.h>

int dill_chrecv(int ch, void *val, size_t len, int64_t deadline);

static coroutine void producer(bool *done)
{
    msleep(now() + 100);
    *done = true;
}

static coroutine void poller(int n)
{
    bool done = false;
    int p = go(producer(&done));
    while (!done) // warning: 5 NS401 "dill_msleep" "'done'" "chrecv"
        msleep(now() + n);
    hclose(p);
}

static coroutine void waiter(int ch)
{
    bool done = false;
    while (!done) // ok: NS401
        dill_chrecv(ch, &done, sizeof done, -1);
}

static coroutine void paced(int n)
{
    while (n > 0) { // ok: NS401
        msleep(now() + 10);
        n -= 2;
    }
}

int main(void)
{
    int h[3] = {go(poller(3)), go(waiter(2)), go(paced(3))};
    for (int i = 0; i < 3; i++)
        hclose(h[i]);
    return 0;
}
