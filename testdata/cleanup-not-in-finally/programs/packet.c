/* Of both programs: what handles a packet is each one's own. */
#include "shared.h"

#include <stddef.h>

static const struct operations *served;

void packet_read(void)
{
    packet_handle();
}

int loop_until_stopped(void)
{
    for (int i = 0; i < 100; i++)
        packet_read();
    return 0;
}

int serve(const struct operations *o)
{
    served = o;
    if (served != NULL)
        served->run();
    return 0;
}
