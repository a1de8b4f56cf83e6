/* A loop into whose middle a jump leads: what the jump needs is not what all rounds need. */
#include <unistd.h>
#include <uv.h>

static int asked(void);

static void until_it_is_gone(uv_timer_t *t)
{
    if (t->data)
        goto in;
again:
    if (t->data)
        goto again; // note: 9 NS402
in: // note: 1 NS402
    if (t->data)
        goto again;
    usleep(20000);
}

static void while_it_is_there(int n)
{
    if (!n)
        return;
    if (asked())
        goto in;
again:
    if (!n)
        usleep(20000);
in:
    if (asked())
        goto again;
}

static void counted(int n)
{
    if (asked())
        goto in;
again:
    n++;
in:
    if (n < 3)
        goto again;
    if (n == 3)
        usleep(20000);
}

static void on_timer(uv_timer_t *t)
{
    until_it_is_gone(t);        // warning: 5 NS101
    while_it_is_there(asked()); // ok: NS101
    counted(0);                 // warning: 5 NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
