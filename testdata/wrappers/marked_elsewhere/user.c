#include "qemu/osdep.h"
#include "api.h"

int outside(void);

int outside(void)
{
    return probe(); // ok: NS101
}
