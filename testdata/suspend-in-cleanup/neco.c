// args: --disable NS1 --disable NS2 --disable NS4
/* Handlers of neco run in the coroutine that is cancelled. */
#include <neco.h>
#include <unistd.h>

static void say_bye(void *fd)
{
    neco_write(*(int *)fd, "bye", 3); // warning: 5 NS303 "neco_write" "cleanup code" related: "registered"
    close(*(int *)fd);
}

static void say_bye_shielded(void *fd)
{
    int old;
    neco_setcancelstate(NECO_CANCEL_DISABLE, &old);
    neco_write(*(int *)fd, "bye", 3); // ok: NS303
    neco_setcancelstate(old, NULL);
    close(*(int *)fd);
}

static void only_close(void *fd)
{
    close(*(int *)fd); // ok: NS303
}

static void co(int argc, void *argv[])
{
    (void)argc;
    neco_cleanup_push(say_bye, argv[0]);
    neco_cleanup_push(say_bye_shielded, argv[0]);
    neco_cleanup_push(only_close, argv[0]);
    neco_sleep(NECO_MILLISECOND);
    neco_cleanup_pop(0);
    neco_cleanup_pop(0);
    neco_cleanup_pop(0);
}

int neco_main(int argc, char *argv[])
{
    (void)argc, (void)argv;
    int fd = 0;
    neco_start(co, 1, &fd);
    neco_cancel(neco_lastid());
    return 0;
}
