/* A constant at the call decides a branch in the callee, also two calls further down. */
#include <unistd.h>
#include <uv.h>

static void pause_for(int polite)
{
    if (polite)
        return;
    usleep(1);
}

static int stop(int pid, int wait)
{
    if (pid > 0 && wait)
        return usleep(2);
    return 0;
}

static int stop_all(int wait)
{
    return stop(1, wait);
}

static void log_to(const char *file)
{
    if (file)
        usleep(3);
}

static void on_tick(uv_timer_t *t)
{
    int debug = 0, verbose = t != NULL;
    pause_for(1);       // ok: NS101
    pause_for(0);       // note: 5 NS101
    pause_for(verbose); // note: 5 NS101
    stop_all(0);        // ok: NS101
    stop_all(1);        // note: 5 NS101
    log_to(NULL);       // ok: NS101
    log_to("log");      // note: 5 NS101
    if (debug)
        usleep(4); // ok: NS101
    if (verbose)
        usleep(5); // note: 9 NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
