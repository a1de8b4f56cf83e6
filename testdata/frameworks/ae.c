/* ae: file and time events, the connection's handlers, what runs before sleep; nested loops and synchronous I/O. */
#include <ae.h>
#include <stddef.h>
#include <unistd.h>

static void on_read(aeEventLoop *el, int fd, void *data, int mask)
{
    char line[64];
    (void)data, (void)mask;
    if (aeWait(fd, AE_READABLE, 100) < 0)      // warning: 9 NS102 "aeCreateFileEvent"
        return;
    if (aeWait(fd, AE_READABLE, 0) < 0)        // ok: NS102
        return;
    if (syncReadLine(fd, line, 64, 1000) < 0)  // warning: 9 NS102 "syncReadLine"
        return;
    if (aeProcessEvents(el, AE_READABLE) < 0)  // warning: 9 NS204 "aeProcessEvents"
        return;
    aeMain(el);                                // error: 5 NS204 "aeMain"
}

static void finish(aeEventLoop *el, void *data)
{
    (void)el, (void)data;
    usleep(1); // note: 5 NS101 related: "aeCreateTimeEvent"
}

static int cron(aeEventLoop *el, long long id, void *data)
{
    char ip[46];
    (void)el, (void)id;
    if (anetResolve(NULL, data, ip, sizeof ip, ANET_NONE)) // error: 9 NS103 "anetResolve"
        return 100;
    if (anetResolve(NULL, data, ip, sizeof ip, ANET_IP_ONLY)) // ok: NS103
        return 100;
    return anetTcpNonBlockConnect(NULL, data, 6379); // error: 12 NS103 "anetTcpNonBlockConnect"
}

static void before_sleep(aeEventLoop *el)
{
    (void)el;
    usleep(2); // note: 5 NS101 related: "aeSetBeforeSleepProc"
}

static void good(aeEventLoop *el, int fd, void *data, int mask)
{
    char byte;
    int other = *(int *)data;
    (void)el, (void)mask, (void)fd;
    if (anetNonBlock(NULL, other)) // ok: NS102
        return;
    if (read(other, &byte, 1) < 0) // ok: NS102
        return;
}

int start(aeEventLoop *el, int fd);

int start(aeEventLoop *el, int fd)
{
    if (aeCreateFileEvent(el, fd, AE_READABLE, on_read, NULL) || aeCreateFileEvent(el, fd, AE_WRITABLE, good, NULL) ||
        aeCreateTimeEvent(el, 1, cron, NULL, finish) < 0)
        return -1;
    aeSetBeforeSleepProc(el, before_sleep);
    aeMain(el); // ok: NS204
    return 0;
}
