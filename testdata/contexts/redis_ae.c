#include <ae.h>
#include <stddef.h>
#include <unistd.h>

static void on_read(aeEventLoop *el, int fd, void *data, int mask)
{
    (void)el, (void)fd, (void)data, (void)mask;
    usleep(1); // note: 5 NS101 related: "aeCreateFileEvent"
}

static int cron(aeEventLoop *el, long long id, void *data)
{
    (void)el, (void)id, (void)data;
    usleep(2); // note: 5 NS101
    return 100;
}

static void before_sleep(aeEventLoop *el)
{
    (void)el; // ok: NS101
}

void start(aeEventLoop *el)
{
    aeCreateFileEvent(el, 0, AE_READABLE, on_read, NULL);
    aeCreateTimeEvent(el, 1, cron, NULL, NULL);
    aeSetBeforeSleepProc(el, before_sleep);
}
