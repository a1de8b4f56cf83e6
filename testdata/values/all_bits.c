/* `(flags & MASK) == MASK` asks for all bits of the mask: some of them are not enough. */
#include <unistd.h>
#include <uv.h>

enum { READ = 1, WRITE = 2, BOTH = READ | WRITE };

static void copy(int how)
{
    if ((how & BOTH) == BOTH)
        usleep(20000); // ok: NS101
}

static void copy_all(int how)
{
    if ((how & BOTH) == BOTH)
        usleep(20000);
}

static void copy_some(int how)
{
    if (how & BOTH)
        usleep(20000);
}

static void write_it(int how)
{
    if ((how & WRITE) == WRITE)
        usleep(20000);
}

static void on_timer(uv_timer_t *t)
{
    copy(READ);      // ok: NS101
    copy_all(BOTH);  // warning: 5 NS101
    copy_some(READ); // warning: 5 NS101
    write_it(READ);  // ok: NS101
    write_it(BOTH);  // warning: 5 NS101
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
