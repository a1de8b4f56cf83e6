// args: --disable NS3
#include <libdill.h>
#include <stdbool.h>

static volatile bool closing;
int next_job(void);
int run_job(int job);

static coroutine void busy(int n)
{
    while (!closing) // note: 5 NS402 "nobody changes 'closing'" related: "go"
        n = run_job(n);
}

static coroutine void fair(int n)
{
    while (!closing) { // ok: NS402
        n = run_job(n);
        yield();
    }
}

static coroutine void until_none(int n)
{
    int job;
    while ((job = next_job()) >= 0) // ok: NS402
        n += run_job(job);
    closing = n > 3;
}

int main(void)
{
    int h[3] = {go(busy(3)), go(fair(2)), go(until_none(3))};
    while (!closing) // ok: NS402
        run_job(3);
    for (int i = 0; i < 3; i++)
        hclose(h[i]);
    return 0;
}
