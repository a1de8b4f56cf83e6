/* One turn of a framework's loop, with work beside it: as if it were the program's own loop. */
#include <event2/event.h>
#include <unistd.h>
#include <uv.h>

static volatile int stop;

static void housekeeping(void)
{
    sleep(1);
}

void turns(struct event_base *base)
{
    housekeeping(); // ok: NS101
    while (!stop) {
        event_base_loop(base, EVLOOP_ONCE); // ok: NS204
        housekeeping();                     // warning: 9 NS101 "housekeeping"
    }
    housekeeping(); // ok: NS101
}

void uv_turns(uv_loop_t *loop)
{
    while (uv_run(loop, UV_RUN_ONCE)) // ok: NS204
        housekeeping();               // warning: 9 NS101 "housekeeping"
}

/* The twins run the loop until it ends. */
void all(struct event_base *base)
{
    while (!stop) {
        event_base_loop(base, 0); // ok: NS204
        housekeeping();           // ok: NS101
    }
}

void uv_all(uv_loop_t *loop)
{
    while (uv_run(loop, UV_RUN_DEFAULT)) // ok: NS204
        housekeeping();                  // ok: NS101
}
