/* Reads in its main thread, which nobody cancels. */
#include "shared.h"

#include <stdlib.h>
#include <unistd.h>

void server_only(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
}

int main(void)
{
    loop_until_stopped();
    return serve_files();
}
