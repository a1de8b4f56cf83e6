// args: --disable NS3
#include "wait.h"

#include <libdill.h>

static coroutine void peer(int n)
{
    while (n--) {
        pause_for(100);
        pause_until(after(100));
        pause_until(100); // warning: 9 NS404 "'pause_until' is given a length of time"
    }
}

int main(void)
{
    int h = go(peer(3));
    hclose(h);
    return 0;
}
