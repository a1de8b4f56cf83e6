#include "wait.h"

#include <libdill.h>

void pause_for(int64_t ms)
{
    msleep(ms); // warning: 5 NS404 "a length of time" related: "'peer' gives it to 'pause_for'"
}

void pause_until(int64_t point)
{
    msleep(point); // ok: NS404
}

int64_t after(int64_t ms)
{
    return now() + ms;
}
