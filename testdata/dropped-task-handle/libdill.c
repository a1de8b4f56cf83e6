/* A coroutine's handle must be closed, also when it has ended; those of a bundle are closed with it. */
// args: --disable NS3
#include <assert.h>
#include <libdill.h>

static coroutine void dialogue(int s)
{
    msleep(now() + 1000);
    hclose(s);
}

static void ignored(int s)
{
    go(dialogue(s)); // warning: 5 NS205 "'go' is dropped" "dill_hclose"
}

static void only_asserted(int s)
{
    int cr = go(dialogue(s)); // warning: 14 NS205 "'go' is dropped"
    assert(cr >= 0);
}

static void on_purpose(int s)
{
    (void)go(dialogue(s)); // ok: NS205
}

static int closed(int s)
{
    int cr = go(dialogue(s)); // ok: NS205
    if (cr < 0)
        return -1;
    msleep(now() + 100);
    return hclose(cr);
}

static int accepted(int *sockets, int n)
{
    for (int i = 0; i < n; i++) {
        int cr = go(dialogue(sockets[i])); // warning: 18 NS205 "'go' is dropped"
        if (cr < 0)
            return -1;
    }
    return 0;
}

static int bundled(int *sockets, int n)
{
    int b = bundle(); // ok: NS205
    for (int i = 0; i < n; i++)
        if (bundle_go(b, dialogue(sockets[i])) < 0) // ok: NS205
            break;
    msleep(now() + 100);
    return hclose(b);
}

static int bundle_left_open(int *sockets, int n)
{
    int b = bundle(); // warning: 13 NS205 "'bundle' is dropped"
    for (int i = 0; i < n; i++)
        if (bundle_go(b, dialogue(sockets[i])) < 0)
            return -1;
    return 0;
}

static int start(int s)
{
    return go(dialogue(s)); // ok: NS205
}

int main(void)
{
    int sockets[4] = {0};
    ignored(sockets[0]);
    only_asserted(sockets[0]);
    on_purpose(sockets[0]);
    start(sockets[0]); // warning: 5 NS205 "'start' is dropped"
    return closed(sockets[0]) + accepted(sockets, 4) + bundled(sockets, 4) + bundle_left_open(sockets, 4);
}
