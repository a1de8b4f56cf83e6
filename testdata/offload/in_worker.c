// args: --rules in_worker.yaml
/* What stands in the argument of such a macro runs on another thread. */
#include <unistd.h>
#include <uv.h>

void to_worker(void);
void back_to_loop(void);

#define RUN_IN_WORKER(code)                                                                                          \
    do {                                                                                                             \
        to_worker();                                                                                                 \
        code;                                                                                                        \
        back_to_loop();                                                                                              \
    } while (0)
#define RUN_HERE(code)                                                                                               \
    do {                                                                                                             \
        code;                                                                                                        \
    } while (0)

static int slow(void)
{
    return usleep(1);
}

static void on_tick(uv_timer_t *t)
{
    int failed = 0;
    (void)t;
    RUN_IN_WORKER({
        failed = slow(); // ok: NS101
        if (failed)
            usleep(2); // ok: NS101
    });
    RUN_HERE({
        failed = slow(); // note: 18 NS101
    });
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
