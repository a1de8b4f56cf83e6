#include <stdio.h>
#include <unistd.h>

static int on;

void hooks_enable(void)
{
    on = 1;
}

int rename(const char *from, const char *to)
{
    if (on)
        sleep(1);
    return from != to;
}
