/* A cancelled coroutine has to end: whoever cancelled it waits for that. */
#include <errno.h>
#include <libdill.h>
#include <stdio.h>
#include <stdlib.h>

static coroutine void ignored(void)
{
    for (int i = 0; i < 3; i++) {
        msleep(now() + 10); // warning: 9 NS304 "msleep" "ignored"
        puts("x");
    }
}

static coroutine void tested(void)
{
    for (int i = 0; i < 3; i++) {
        if (msleep(now() + 10) < 0) // ok: NS304
            return;
        puts("x");
    }
}

static coroutine void retried(void)
{
    while (msleep(now() + 10) < 0) // warning: 12 NS304 "for ever"
        ;
}

static coroutine void retried_a_little(void)
{
    for (int i = 0; i < 3 && msleep(now() + 10) < 0; i++) // ok: NS304
        ;
}

static coroutine void gives_up(int fd)
{
    while (1) {
        int error = fdin(fd, -1); // ok: NS304
        if (error)
            exit(1);
    }
}

static coroutine void says_so(int fd)
{
    while (1) {
        int error = fdin(fd, -1); // warning: 21 NS304 "for ever"
        if (error)
            perror("fdin");
    }
}

static coroutine void accepts(int l)
{
    while (1) {
        int s = tcp_accept(l, NULL, -1); // warning: 17 NS304 "tcp_accept" "for ever"
        if (s < 0) {
            perror("accept");
            continue;
        }
        hclose(s);
    }
}

static coroutine void accepts_good(int l)
{
    while (1) {
        int s = tcp_accept(l, NULL, -1); // ok: NS304
        if (s < 0 && errno == ECANCELED)
            return;
        if (s < 0) {
            perror("accept");
            continue;
        }
        hclose(s);
    }
}

static int as_success(int x)
{
    if (x)
        return -1;
    int rc = msleep(now() + 3); // warning: 14 NS304 "success"
    if (rc < 0)
        return 0;
    return 0;
}

static int as_error(int x)
{
    if (x)
        return -1;
    int rc = msleep(now() + 3); // ok: NS304
    if (rc < 0)
        return -1;
    return 0;
}

static coroutine void caller(int x)
{
    if (as_success(x) < 0)
        return;
    if (as_error(x) < 0)
        return;
    as_error(0); // warning: 5 NS304 "as_error" "msleep" step: "msleep"
    as_error(2); // ok: NS304
    puts("done");
}

/* Nothing but a look at the clock depends on it. */
static int64_t started, stopped;

static coroutine void measures(void)
{
    msleep(now() + 10); // ok: NS304
    stopped = now();
}

static coroutine void counts(void)
{
    msleep(now() + 10); // warning: 5 NS304 "msleep" "ignored"
    stopped = started + 1;
}

int main(void)
{
    int b = bundle();
    bundle_go(b, ignored());
    bundle_go(b, tested());
    bundle_go(b, retried());
    bundle_go(b, retried_a_little());
    bundle_go(b, accepts(3));
    bundle_go(b, accepts_good(3));
    bundle_go(b, caller(0));
    bundle_go(b, measures());
    bundle_go(b, counts());
    msleep(now() + 100); // ok: NS304
    return hclose(b);
}
