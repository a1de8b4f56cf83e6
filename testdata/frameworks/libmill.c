/* libmill: the call written in go() is a coroutine; files block, channels and deadlines do not. */
#include <fcntl.h>
#include <libmill.h>
#include <stddef.h>
#include <unistd.h>

static coroutine void worker(int count, chan ch)
{
    char line[80];
    usleep(1);         // note: 5 NS101 "msleep" related: "go"
    msleep(now() + 1); // ok: NS101
    yield();           // ok: NS101
    if (fdwait(0, FDW_IN, -1) != FDW_IN) // ok: NS102
        return;
    mfile f = mfopen("/etc/motd", O_RDONLY, 0); // note: 15 NS106 "mill_mfopen_"
    if (f) {
        count += (int)mfread(f, line, sizeof line, -1);
        mfclose(f);
    }
    chs(ch, int, count);
}

static coroutine void good_worker(chan ch)
{
    chs(ch, int, 1); // ok: NS101
}

int main(void)
{
    chan ch = chmake(int, 0);
    go(worker(2, ch));
    go(good_worker(ch));
    int sum = chr(ch, int);
    sum += chr(ch, int);
    usleep(2); // ok: NS101
    chclose(ch);
    if (mfork() == 0)
        sleep((unsigned)sum); // ok: NS101
    return 0;
}
