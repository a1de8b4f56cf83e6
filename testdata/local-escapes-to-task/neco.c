/* neco: arguments are pointers, which a coroutine may read before it first suspends. */
#include <neco.h>
#include <stddef.h>

static void reads_late(int argc, void *argv[])
{
    int *fd = argv[0];
    char byte;
    (void)argc;
    neco_sleep(NECO_MILLISECOND);
    neco_read(*fd, &byte, 1);
}

static void copies_first(int argc, void *argv[])
{
    int fd = *(int *)argv[0];
    char byte;
    (void)argc;
    neco_sleep(NECO_MILLISECOND);
    neco_read(fd, &byte, 1);
}

static void late(int fd)
{
    int mine = fd;
    neco_start(reads_late, 1, &mine); // warning: 5 NS306 "address of 'mine'" "neco_start"
}

static void several(int fd)
{
    int mine = fd, yours = fd;
    neco_start(reads_late, 2, &mine, &yours); // warning: 5 NS306 "addresses of 'mine' and 'yours' are handed"
}

static void early(int fd)
{
    int mine = fd;
    neco_start(copies_first, 1, &mine); // ok: NS306
}

static void parameter(int fd)
{
    neco_start(reads_late, 1, &fd); // warning: 5 NS306 "address of 'fd'"
}

static void first(int argc, void *argv[])
{
    (void)argv;
    late(argc);
    several(argc);
    early(argc);
    parameter(argc);
}

/* Outside of coroutines neco_start runs them all to their end. */
void scheduler(int fd)
{
    int mine = fd;
    neco_start(reads_late, 1, &mine); // ok: NS306
    neco_start(first, 0);
}
