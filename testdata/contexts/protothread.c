// args: --rules pt.yaml
#include <pt.h>
#include <unistd.h>

static PT_THREAD(blink(struct pt *pt))
{
    PT_BEGIN(pt);
    PT_WAIT_UNTIL(pt, pt->lc > 7);
    usleep(1); // note: 5 NS101 related: "PT_BEGIN"
    PT_END(pt);
}

static char not_a_protothread(struct pt *pt)
{
    usleep(2); // ok: NS101
    return pt->lc > 7;
}

void start(struct pt *pt)
{
    PT_INIT(pt);
    while (blink(pt) < PT_EXITED)
        not_a_protothread(pt);
}
