#include <unistd.h>

int unlink(const char *path)
{
    sleep(1); // ok: NS101
    return path != 0;
}
