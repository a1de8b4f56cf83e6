/* neco: neco_main, what neco_start and neco_gen_start are given, and neco_work's function on a thread. */
#include <neco.h>
#include <netdb.h>
#include <stddef.h>
#include <unistd.h>

static neco_mutex lock = NECO_MUTEX_INITIALIZER;

static void hash(void *data)
{
    (void)data;
    sleep(3); // ok: NS101
}

static void client(int argc, void *argv[])
{
    (void)argc, (void)argv;
    struct addrinfo *found;
    char reply[64];
    usleep(1);                                      // note: 5 NS101 "neco_sleep" related: "neco_start"
    if (neco_sleep(NECO_MILLISECOND) != NECO_OK)    // ok: NS101
        return;
    if (getaddrinfo("db", "5432", NULL, &found))    // error: 9 NS103 "neco_getaddrinfo"
        return;
    freeaddrinfo(found);
    if (neco_work(-1, hash, NULL) != NECO_OK) // ok: NS101
        return;
    if (neco_mutex_lock(&lock) != NECO_OK) // ok: NS105
        return;
    if (neco_mutex_unlock(&lock) != NECO_OK)
        return;
    int fd = neco_dial("tcp", "localhost:80");
    if (fd < 0)
        return;
    if (neco_read(fd, reply, sizeof reply) < 0) // ok: NS102
        reply[0] = 0;
    close(fd); // warning: 5 NS301 "neco_dial" "neco_read" "neco_cleanup_push"
}

static void numbers(int argc, void *argv[])
{
    (void)argc, (void)argv;
    for (int i = 0; i < 4; i++) {
        usleep(2); // note: 9 NS101 related: "neco_gen_start"
        if (neco_gen_yield(&i) != NECO_OK)
            return;
    }
}

static void on_descriptor(int argc, void *argv[])
{
    (void)argc, (void)argv;
    char byte;
    int blocking = socket(AF_INET, SOCK_STREAM, 0);
    int nonblocking = socket(AF_INET, SOCK_STREAM, 0);
    if (neco_setnonblock(nonblocking, true, NULL) != NECO_OK)
        return;
    if (read(nonblocking, &byte, 1) < 0) // ok: NS102
        byte = 0;
    if (read(blocking, &byte, 1) < 0) // error: 9 NS102 "neco_read, neco_write"
        byte = 0;
    close(nonblocking);
    close(blocking);
}

int neco_main(int argc, char *argv[])
{
    neco_gen *gen;
    int n;
    (void)argc, (void)argv;
    sleep(4); // warning: 5 NS101
    if (neco_start(client, 0) || neco_start(on_descriptor, 0) || neco_gen_start(&gen, sizeof n, numbers, 0))
        return 1;
    while (neco_gen_next(gen, &n) == NECO_OK)
        continue;
    return neco_gen_release(gen); // warning: 12 NS301 "neco_gen_start" "neco_gen_next"
}
