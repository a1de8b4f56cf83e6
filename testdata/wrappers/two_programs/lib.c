#include "lib.h"

void lib_register(struct object *o, int (*call)(struct object *o))
{
    o->call = call;
}

int lib_run(struct object *o)
{
    return o->call(o);
}
