/* Contiki: the body of PROCESS_THREAD is a protothread; ctimer and rtimer callbacks; busy waits. */
#include <stddef.h>
#include <contiki.h>
#include <unistd.h>

static struct ctimer later;
static struct rtimer exact;
static struct pt child;

PROCESS(blink_process, "blink");
PROCESS(good_process, "good");

static void on_ctimer(void *arg)
{
    (void)arg;
    clock_wait(3); // error: 5 NS101 "etimer_set" related: "ctimer_set"
}

static void on_rtimer(struct rtimer *t, void *arg)
{
    (void)t, (void)arg;
    clock_wait(4); // error: 5 NS101 related: "rtimer_set"
}

static char by_spawn(struct pt *pt)
{
    PT_INIT(pt);
    clock_wait(5); // error: 5 NS101 related: "PROCESS_PT_SPAWN"
    return PT_ENDED;
}

PROCESS_THREAD(blink_process, ev, data)
{
    static struct etimer timer;
    PROCESS_EXITHANDLER(return PT_EXITED);
    PROCESS_BEGIN();
    (void)data;
    clock_wait(1);               // error: 5 NS101 "clock_wait"
    clock_wait(0);               // ok: NS101
    RTIMER_BUSYWAIT(1000);       // error: 5 NS101
    clock_delay_usec(10);        // ok: NS101
    etimer_set(&timer, 100);
    PROCESS_WAIT_EVENT_UNTIL(etimer_expired(&timer)); // ok: NS101
    PROCESS_PT_SPAWN(&child, by_spawn(&child));
    ctimer_set(&later, 10, on_ctimer, NULL);
    if (rtimer_set(&exact, RTIMER_NOW() + 10, 0, on_rtimer, NULL))
        process_exit(&blink_process);
    PROCESS_END();
}

PROCESS_THREAD(good_process, ev, data)
{
    PROCESS_BEGIN();
    (void)data;
    PROCESS_WAIT_EVENT_UNTIL(ev == PROCESS_EVENT_TIMER); // ok: NS101
    PROCESS_END();
}

int main(void)
{
    clock_wait(6); // ok: NS101
    process_start(&blink_process, NULL);
    process_start(&good_process, NULL);
    return 0;
}
