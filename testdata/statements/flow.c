/* Calls in every kind of statement. */
#include <unistd.h>
#include <uv.h>

static int nap(int n)
{
    return usleep((unsigned)n);
}

static void on_tick(uv_timer_t *t)
{
    int n = nap(1);                         // note: 13 NS101
    for (int i = nap(2); i < nap(3); i++)   // note: 18 NS101  // note: 30 NS101
        n += i;
    do
        n--;
    while (n > nap(4));                     // note: 16 NS101
    n = t->data ? nap(5) : 0;               // note: 19 NS101
    if (t->data && nap(6))                  // note: 20 NS101
        goto out;
    switch (nap(7)) {                       // note: 13 NS101
    case 0:
        nap(8);                             // note: 9 NS101
        break;
    case 1 ... 5:
        nap(9);                             // note: 9 NS101
    default:
        n = 0;
    }
    n = ({ int m = nap(10); m + 1; });      // note: 20 NS101
    int a[] = {nap(11), 0};                 // note: 16 NS101
    (void)sizeof(nap(12));                  // ok: NS101
    (void)a;
    return (void)nap(13);                   // note: 18 NS101
out:
    nap(14);                                // note: 5 NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
