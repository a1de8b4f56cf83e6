#include <uv.h>

#include "helper.h"

static void on_timer(uv_timer_t *timer)
{
	sleep(1); // tab before the call
    helper_refresh(timer->data);
}

static void on_read(uv_stream_t *stream)
{
    log_it("größe 🙂"); helper_refresh(stream->data);
    /* nostall: allow NS106 written once at start-up */
    open_log();
}

int main(void)
{
    uv_timer_start(&timer, on_timer, 0, 1000);
    uv_read_start(stream, NULL, on_read);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
