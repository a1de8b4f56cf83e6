#include "net.h"

#include <libdill.h>

int net_wait(int ms)
{
    int rc = msleep(now() + ms);
    if (rc < 0)
        return -1;
    return 0;
}

int net_wait_for_some_time(int ms)
{
    if (ms < 0)
        return -1;
    int rc = msleep(now() + ms); // warning: 14 NS304 "success"
    if (rc < 0)
        return 0;
    return 0;
}
