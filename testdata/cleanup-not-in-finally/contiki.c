// args: --disable NS1 --disable NS2 --disable NS4
/* process_exit runs the body once more for PROCESS_EXITHANDLER, and nothing else of it. */
#include <contiki.h>
#include <stdlib.h>

PROCESS(bad, "bad");
PROCESS(good, "good");
PROCESS(other, "other");

PROCESS_THREAD(bad, ev, data)
{
    static char *p;
    PROCESS_BEGIN();
    p = malloc(10);
    PROCESS_WAIT_EVENT();
    free(p); // warning: 5 NS301 "free" "PROCESS_WAIT_EVENT" "PROCESS_EXITHANDLER"
    p = NULL;
    PROCESS_END();
}

PROCESS_THREAD(good, ev, data)
{
    static char *p;
    PROCESS_EXITHANDLER(free(p));
    PROCESS_BEGIN();
    p = malloc(10);
    PROCESS_WAIT_EVENT();
    free(p); // ok: NS301
    p = NULL;
    PROCESS_END();
}

PROCESS_THREAD(other, ev, data)
{
    static char *p, *q;
    PROCESS_EXITHANDLER(free(q));
    PROCESS_BEGIN();
    p = malloc(10);
    q = malloc(10);
    PROCESS_WAIT_EVENT_UNTIL(ev == PROCESS_EVENT_TIMER);
    free(p); // warning: 5 NS301 "free" "PROCESS_WAIT_EVENT_UNTIL"
    free(q); // ok: NS301
    p = q = NULL;
    PROCESS_END();
}

int main(void)
{
    process_start(&bad, NULL);
    process_start(&good, NULL);
    process_start(&other, NULL);
    process_exit(&bad);
    return 0;
}
