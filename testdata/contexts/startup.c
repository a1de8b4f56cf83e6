/* main's own body is never async; what it calls is async only where the loop calls it too. */
#include <stdio.h>
#include <unistd.h>
#include <uv.h>

static void load_config(void)
{
    FILE *f = fopen("config", "r"); // ok: NS106
    fclose(f);
}

static void open_log(void)
{
    FILE *f = fopen("log", "a"); // ok: NS106
    fclose(f);
}

static void on_hangup(uv_signal_t *h, int signum)
{
    (void)h, (void)signum;
    open_log(); // note: 5 NS106 "open_log" step: "fopen"
}

int main(void)
{
    static uv_signal_t hangup;
    uv_loop_t *loop = uv_default_loop();
    load_config(); // ok: NS106
    open_log();    // ok: NS106
    sleep(1);      // ok: NS101
    uv_signal_start(&hangup, on_hangup, 1);
    uv_run(loop, UV_RUN_DEFAULT);
    open_log(); // ok: NS106
    sleep(1);   // ok: NS101
    return 0;
}
