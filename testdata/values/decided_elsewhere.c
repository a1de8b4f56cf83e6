/* What decides a branch is a field tested before, one of two tests, what another function returns, a flag that a
 * switch sets, one of two constants, or the bound of a loop. */
#include <stdbool.h>
#include <unistd.h>
#include <uv.h>

enum op { NONE, FLUSH, SYNC };

struct request {
    char *payload;
    struct request *next;
};

struct plan {
    enum op op;
    bool wait;
};

void change(struct request *r);
bool anything(void);

static int load(const char *buf)
{
    if (buf != NULL)
        return buf[0];
    return usleep(200000);
}

static void either(enum op op)
{
    if (op == FLUSH || op == SYNC)
        usleep(200000);
}

static bool must_wait(enum op op)
{
    if (op == SYNC)
        return true;
    return false;
}

static void ask(enum op op)
{
    bool waits = must_wait(op);
    if (!waits)
        return;
    usleep(200000);
}

static void by_switch(enum op op)
{
    bool waits;
    switch (op) {
    case NONE:
        waits = false;
        break;
    case SYNC:
        waits = true;
        break;
    default:
        return;
    }
    if (waits)
        usleep(200000);
}

static void by_struct(enum op op)
{
    struct plan p = {.op = op};
    if (p.op == SYNC)
        p.wait = true;
    if (p.wait)
        usleep(200000);
}

static void times(int n)
{
    for (int i = 0; i < n; i++)
        usleep(200000);
}

static void countdown(int n)
{
    while (n-- > 0)
        usleep(200000);
}

static void on_decided(uv_timer_t *t)
{
    struct request *r = t->data;
    enum op op = anything() ? NONE : NONE;
    either(NONE); // ok: NS101
    either(SYNC); // warning: 5 NS101
    ask(FLUSH); // ok: NS101
    ask(SYNC); // warning: 5 NS101
    by_switch(NONE); // ok: NS101
    by_switch(FLUSH); // ok: NS101
    by_switch(SYNC); // warning: 5 NS101
    by_struct(FLUSH); // ok: NS101
    by_struct(SYNC); // warning: 5 NS101
    times(0); // ok: NS101
    times(1); // warning: 5 NS101
    countdown(0); // ok: NS101
    countdown(1); // warning: 5 NS101
    either(op); // ok: NS101
    if (anything())
        op = FLUSH;
    either(op); // warning: 5 NS101
    ask(op); // ok: NS101
    if (!r->payload)
        return;
    getpid();
    load(r->payload); // ok: NS101
    change(r);
    load(r->payload); // warning: 5 NS101
}

static void on_list(uv_timer_t *t)
{
    for (struct request *r = t->data; r; r = r->next) {
        if (!r->payload)
            continue;
        load(r->payload); // ok: NS101
        load(r->next->payload); // warning: 9 NS101
    }
}

static void on_changed(uv_timer_t *t)
{
    struct request *r = t->data, *other = r->next;
    if (!r->payload)
        return;
    other->payload = NULL;
    load(r->payload); // warning: 5 NS101
}

void start(uv_timer_t *t);
void start(uv_timer_t *t)
{
    uv_timer_start(t, on_decided, 0, 0);
    uv_timer_start(t, on_list, 0, 0);
    uv_timer_start(t, on_changed, 0, 0);
}
