/* Off unless it is asked for. */
#include <libdill.h>

static coroutine void peer(int fd)
{
    fdin(fd, -1); // ok: NS403
}

int main(void)
{
    int h = go(peer(3));
    hclose(h);
    return 0;
}
