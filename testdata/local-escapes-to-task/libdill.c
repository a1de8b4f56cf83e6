/* libdill: a coroutine runs at once until it first waits, and on until its handle is closed. */
// args: --disable NS304
#include <libdill.h>

struct request {
    int socket;
    int answer;
};

static coroutine void ask(struct request *r)
{
    msleep(now() + 100);
    r->answer = 1;
}

/* Has read all that it needs before it waits. */
static coroutine void copy_first(struct request *r)
{
    struct request own = *r;
    msleep(now() + 100);
    hclose(own.socket);
}

static coroutine void count(int from, int to)
{
    while (from++ < to)
        msleep(now() + 10);
}

int left_running(int s)
{
    struct request r = {.socket = s};
    return go(ask(&r)); // warning: 15 NS306 "address of 'r'" "'ask'"
}

int closed(int s)
{
    struct request r = {.socket = s};
    int cr = go(ask(&r)); // ok: NS306
    msleep(now() + 1000);
    hclose(cr);
    return r.answer;
}

int another_is_closed(int s)
{
    struct request r = {.socket = s};
    int cr = go(ask(&r)); // warning: 17 NS306 "address of 'r'"
    hclose(s);
    return cr;
}

int bundled(int s)
{
    struct request one = {.socket = s}, two = {.socket = s};
    int b = bundle();
    bundle_go(b, ask(&one)); // ok: NS306
    bundle_go(b, ask(&two)); // ok: NS306
    bundle_wait(b, -1);
    hclose(b);
    return one.answer + two.answer;
}

void bundled_for_long(int b, int s)
{
    struct request r = {.socket = s};
    bundle_go(b, ask(&r)); // warning: 18 NS306 "address of 'r'"
}

int copied_first(int s)
{
    struct request r = {.socket = s};
    return go(copy_first(&r)); // ok: NS306
}

int values(void)
{
    int from = 1;
    return go(count(from, 10)); // ok: NS306
}
