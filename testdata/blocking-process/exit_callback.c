/* Spawned with libuv: the exit callback runs on the loop, and starting the child is no finding. */
#include <stdlib.h>
#include <uv.h>

static void on_exit_bad(uv_process_t *p, int64_t status, int sig)
{
    (void)p, (void)status, (void)sig;
    system("rm -f lock"); // error: 5 NS104 "system" related: "exit_cb"
}

static void on_exit_good(uv_process_t *p, int64_t status, int sig)
{
    (void)p, (void)status, (void)sig; // ok: NS104
}

int start(uv_loop_t *loop, uv_process_t *p, int good)
{
    uv_process_options_t options = {0};
    options.file = "true";
    options.exit_cb = good ? on_exit_good : on_exit_bad;
    return uv_spawn(loop, p, &options);
}
