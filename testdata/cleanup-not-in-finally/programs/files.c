/* A table that only the server's main leads to. */
#include "shared.h"

#include <stdlib.h>
#include <unistd.h>

static void file_run(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
}

static const struct operations files = {file_run};

int serve_files(void)
{
    return serve(&files);
}
