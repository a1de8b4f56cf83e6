#include "beacon.h"

#include <stdio.h>
#include <unistd.h>

static struct target targets[] = {
    {.host = "example.org", .service = "80"},
    {.host = "example.net", .service = "443"},
};

int main(void)
{
    uv_loop_t *loop = uv_default_loop();
    if (!journal_open("beacon.log")) { /* before the loop runs: nobody waits for us yet */
        perror("beacon.log");
        return 1;
    }
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        while (!net_resolve(&targets[i]))
            sleep(1);
        probe_start(loop, &targets[i]);
    }
    return uv_run(loop, UV_RUN_DEFAULT);
}
