#include "lib.h"
#include <unistd.h>
#include <uv.h>

static int answer(struct object *o)
{
    (void)o;
    return usleep(2); // note: 12 NS101 certainty: "always" related: "lib_run"
}

static void on_tick(uv_timer_t *t)
{
    lib_run(t->data);
}

int main(void)
{
    static uv_timer_t timer;
    static struct object o;
    lib_register(&o, answer);
    timer.data = &o;
    uv_timer_start(&timer, on_tick, 1, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
