// args: --disable NS3,NS205
/* A loop that only looks and gives way is a busy wait; one whose rounds do some work is none. */
#include <libdill.h>

struct state {
    int ready;
    int sum;
    int rounds;
};

static coroutine void busy(struct state *s)
{
    while (!s->ready) // warning: 5 NS401 "dill_yield" "'s->ready'"
        yield();
}

static coroutine void summing(struct state *s, int n)
{
    for (int i = 0; i < n; i++) { // ok: NS401
        s->sum += i;
        if (yield() < 0)
            return;
    }
}

/* Others ask for the number. */
static coroutine void counting(struct state *s)
{
    while (!s->ready) { // ok: NS401
        s->rounds++;
        msleep(now() + 1000);
    }
}

/* The loop itself asks for it: it counts its tries. */
static coroutine void trying(struct state *s)
{
    while (!s->ready) { // warning: 5 NS401 "'s->ready'"
        if (++s->rounds > 10)
            return;
        msleep(now() + 1000);
    }
}

static void one(void) { msleep(now() + 1000); }
static void two(void) { one(); }
static void three(void) { two(); }
static void four(void) { three(); }
static void five(void) { four(); }

/* However deep the sleep is. */
static coroutine void deep(struct state *s)
{
    while (!s->ready) // warning: 5 NS401 "dill_msleep" "'s->ready'" step: "'one' calls 'dill_msleep'"
        five();
}

int start(struct state *s)
{
    int h[5] = {go(busy(s)), go(summing(s, 1000)), go(counting(s)), go(trying(s)), go(deep(s))};
    for (int i = 0; i < 5; i++)
        hclose(h[i]);
    return 0;
}
