/* libtask: taskmain and tasks are coroutines; fdread needs a descriptor set by fdnoblock; look-ups block. */
#include <task.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static QLock lock;

static void worker(void *arg)
{
    char buf[64];
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    (void)arg;
    usleep(1);    // note: 5 NS101 "taskdelay" related: "taskcreate"
    taskdelay(1); // ok: NS101
    qlock(&lock); // ok: NS105
    qunlock(&lock);
    if (fdread(fd, buf, sizeof buf) < 0) // error: 9 NS102 "fdread" "fdnoblock"
        buf[0] = 0;
    if (fdread1(fd, buf, sizeof buf) < 0) // ok: NS102
        buf[0] = 0;
    close(fd);
}

static void polite(void *arg)
{
    char buf[64];
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    (void)arg;
    fdnoblock(fd);
    if (fdread(fd, buf, sizeof buf) < 0) // ok: NS102
        buf[0] = 0;
    close(fd);
}

static void serve(void *arg)
{
    char peer[16], buf[64];
    int port, listener = netannounce(TCP, NULL, 7), fd = netaccept(listener, peer, &port);
    (void)arg;
    if (fdwrite(fd, buf, (int)read(fd, buf, sizeof buf)) < 0) // ok: NS102
        close(fd);
}

void taskmain(int argc, char *argv[])
{
    unsigned char ip[16];
    sleep(1); // warning: 5 NS101 related: "taskmain"
    if (argc > 1 && netlookup(argv[1], ip) < 0) // error: 21 NS103 "netlookup"
        taskexitall(1);
    if (taskcreate(worker, NULL, 32768) < 0 || taskcreate(polite, NULL, 32768) < 0 || taskcreate(serve, NULL, 32768) < 0)
        taskexitall(1);
}
