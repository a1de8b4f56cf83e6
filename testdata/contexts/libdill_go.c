/* The call that is written in go() is the coroutine's body, not a call of the function around it. */
#include <libdill.h>
#include <unistd.h>

static coroutine void worker(int count, const char *text)
{
    (void)text;
    for (int i = 0; i < count; i++) {
        usleep(1000);        // note: 9 NS101 "msleep" related: "go"
        if (msleep(now() + 10) < 0)  // ok: NS101
            return;
    }
}

static coroutine void good_worker(int count)
{
    for (int i = 0; i < count; i++)
        if (msleep(now() + 10) < 0) // ok: NS101
            return;
}

int main(void)
{
    int w = go(worker(4, "a"));
    int g = go(good_worker(4));
    usleep(5); // ok: NS101
    hclose(w);
    hclose(g);
    return 0;
}
