#include "image.h"

static void coroutine_fn job_run(void *opaque)
{
    image_check(opaque);
    image_length(opaque);
}

void job_start(void *opaque)
{
    qemu_coroutine_enter(qemu_coroutine_create(job_run, opaque));
}
