/* libdill's cancellation is sticky: what waits in cleanup fails at once. */
#include <errno.h>
#include <libdill.h>
#include <stdio.h>

static coroutine void after(int s)
{
    char b[10];
    int rc = brecv(s, b, sizeof b, -1);
    if (rc < 0 && errno == ECANCELED) {
        if (bsend(s, "bye", 3, now() + 100) < 0) // warning: 13 NS303 "bsend" "fails at once"
            perror("bsend");
        hclose(s); // ok: NS303
        return;
    }
    if (bsend(s, "bye", 3, now() + 100) < 0) // ok: NS303
        perror("bsend");
    hclose(s);
}

static void bye(int *s)
{
    if (tcp_close(*s, -1) < 0) // warning: 9 NS303 "tcp_close" "cleanup code" related: "registered"
        perror("close");
}

static void only_close(int *s)
{
    hclose(*s); // ok: NS303
}

static coroutine void attribute(int s, int t)
{
    __attribute__((cleanup(bye))) int c = s;
    __attribute__((cleanup(only_close))) int d = t;
    if (msleep(now() + 10) < 0)
        return;
    printf("%d %d\n", c, d);
}

int main(void)
{
    int b = bundle();
    bundle_go(b, after(1));
    bundle_go(b, attribute(1, 2));
    return hclose(b);
}
