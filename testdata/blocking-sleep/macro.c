/* A call that is written through a macro stands on the line where the macro is used, at the macro's name; a call that is the text of
 * its argument stands where it is written. */
#include <unistd.h>
#include <uv.h>

#define NAP(ms) usleep((ms) * 1000)
#define RETRY(call)                                                                                                  \
    do {                                                                                                             \
        call;                                                                                                        \
    } while (0)

static void touch(void)
{
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    NAP(5);           // note: 5 NS101 "usleep"
    RETRY(usleep(3)); // note: 11 NS101 "usleep"
    RETRY(touch());   // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
