// args: --disable NS205 --disable NS304
#include <libdill.h>
#include <stddef.h>
#include <string.h>
#include <task.h>

static coroutine void large(int n) // warning: 23 NS405 "'large' take 200000 bytes, more than half of the 262144" related: "it is started here"
{
    char buf[200000];
    memset(buf, n, sizeof buf);
    yield();
}

static coroutine void fits(int n) // ok: NS405
{
    char buf[100000];
    static char more[300000];
    memset(buf, n, sizeof buf);
    memset(more, n, sizeof more);
    yield();
}

/* Whoever gives it a stack knows how large that is; what others have by default does not matter. */
static coroutine void roomy(int n) // ok: NS405
{
    char buf[200000];
    memset(buf, n, sizeof buf);
    yield();
}

/* No coroutine calls it. */
static void elsewhere(void) // ok: NS405
{
    char buf[300000];
    memset(buf, 0, sizeof buf);
}

static void below(int n) // warning: 13 NS405 "'below'" related: "with those of its callers from 'tiny' on"
{
    char a[3000], b[2000];
    memset(a, n, sizeof a);
    memset(b, n, sizeof b);
}

static void tiny(void *arg) // ok: NS405
{
    char pad[512];
    memset(pad, 0, sizeof pad);
    below(arg != NULL);
    taskyield();
}

int main(void)
{
    static char room[1000000];
    int h = go(large(1)), k = go(fits(2)), r = go_mem(roomy(3), room, sizeof room);
    elsewhere();
    taskcreate(tiny, NULL, 8 * 1024);
    hclose(h);
    hclose(k);
    hclose(r);
    return 0;
}
