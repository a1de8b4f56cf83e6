/* Another program on the same library: it has no event loop, and the server never calls what it registers. */
#include "lib.h"
#include <stdlib.h>
#include <unistd.h>

static int execute(struct object *o)
{
    (void)o;
    return usleep(1); // ok: NS101
}

int main(void)
{
    struct object o;
    lib_register(&o, execute);
    return lib_run(&o);
}
