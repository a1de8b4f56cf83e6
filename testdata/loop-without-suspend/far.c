// args: --disable NS3
/* A condition that is far from what it depends on: behind variables, and among many exits. */
#include <libdill.h>
#include <stdbool.h>

static volatile bool closing;
static int wanted;
int run_job(int job);

static coroutine void relayed(int n)
{
    bool a, b, c, d, e, f, g, h = false;
    while (!h) { // note: 5 NS402 "nobody changes 'closing'"
        n = run_job(n);
        h = g, g = f, f = e, e = d, d = c, c = b, b = a, a = closing;
    }
}

static coroutine void passed_round(int n)
{
    int a = 1, b = 2, c = 3;
    while (a != wanted) { // ok: NS402
        int t = a;
        a = b, b = c, c = t;
        run_job(n);
    }
}

#define TEN(X) X X X X X X X X X X
#define LOOK                                                                                                                   \
    if (closing)                                                                                                               \
        break;

static coroutine void many_exits(int n)
{
    while (true) { // note: 5 NS402 "nobody changes 'closing'"
        n = run_job(n);
        TEN(TEN(LOOK))
        TEN(LOOK)
    }
}

static coroutine void many_exits_and_a_count(int n)
{
    int round = 0;
    while (true) { // ok: NS402
        n = run_job(n);
        TEN(TEN(LOOK))
        TEN(LOOK)
        if (++round > 9)
            break;
    }
}

int main(void)
{
    int h[4] = {go(relayed(3)), go(passed_round(2)), go(many_exits(3)), go(many_exits_and_a_count(3))};
    for (int i = 0; i < 4; i++)
        hclose(h[i]);
    return 0;
}
