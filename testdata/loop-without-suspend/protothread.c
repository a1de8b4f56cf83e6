/* The macros of a protothread suspend; its switch jumps into the loop. */
#include <pt.h>

static int ready, stop;
void work(void);

static PT_THREAD(good(struct pt *pt))
{
    PT_BEGIN(pt);
    while (1) { // ok: NS402
        PT_WAIT_UNTIL(pt, ready);
        work();
    }
    PT_END(pt);
}

static PT_THREAD(bad(struct pt *pt))
{
    PT_BEGIN(pt);
    while (1) { // ok: NS402
        PT_WAIT_UNTIL(pt, ready);
        while (!stop) // note: 9 NS402 "nobody changes 'stop'"
            work();
    }
    PT_END(pt);
}

int main(void)
{
    static struct pt a, b;
    PT_INIT(&a);
    PT_INIT(&b);
    for (;;) { // ok: NS402
        good(&a);
        bad(&b);
    }
}
