/* Can only be linked with the server: it needs what that has. */
#include "shared.h"

#include <stdlib.h>
#include <unistd.h>

void packet_handle(void)
{
    char *p = malloc(10);
    server_only();
    sleep(1);
    free(p); // ok: NS301
}
