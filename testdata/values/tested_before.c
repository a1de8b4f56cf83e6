/* What the caller has tested of a local before it hands it on decides the callee's branch, at the call itself too. */
#include <unistd.h>
#include <uv.h>

struct request {
    char *payload;
    char *next;
};

static char *fetch(struct request *r);

static int load(const char *buf)
{
    if (buf)
        return buf[0];
    return usleep(1);
}

/* What a call returned stays unknown to callers, and what they hand over still decides. */
static int wait_unless(int quick, struct request *r)
{
    int left = r->payload[0];
    if (quick)
        left = 0;
    if (left)
        return usleep(2);
    return 0;
}

static void on_part(uv_timer_t *t)
{
    wait_unless(1, t->data); // ok: NS101
    wait_unless(0, t->data); // note: 5 NS101
}

static void on_tested(uv_timer_t *t)
{
    struct request *r = t->data;
    char *payload = r->payload;
    if (!payload)
        return;
    load(payload); // ok: NS101
}

static void on_untested(uv_timer_t *t)
{
    struct request *r = t->data;
    char *payload = r->payload;
    load(payload); // note: 5 NS101
}

static void on_branch(uv_timer_t *t)
{
    struct request *r = t->data;
    char *payload = r->payload;
    if (payload)
        load(payload); // ok: NS101
    else
        load(payload); // note: 9 NS101
}

/* The test is of what one store left there, also where others came before. */
static void on_second_store(uv_timer_t *t)
{
    struct request *r = t->data;
    char *payload = r->payload;
    payload = r->next;
    if (!payload)
        return;
    load(payload); // ok: NS101
    payload = r->payload;
    load(payload); // note: 5 NS101
}

static void on_each(uv_timer_t *t)
{
    char *payload;
    while ((payload = fetch(t->data)) != NULL)
        load(payload); // ok: NS101
    load(payload);     // note: 5 NS101
}

static void on_next(uv_timer_t *t)
{
    char *payload = fetch(t->data);
    while (payload != NULL) {
        payload = fetch(t->data);
        load(payload); // note: 9 NS101
    }
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tested, 0, 0);
    uv_timer_start(t, on_part, 0, 0);
    uv_timer_start(t, on_untested, 0, 0);
    uv_timer_start(t, on_branch, 0, 0);
    uv_timer_start(t, on_second_store, 0, 0);
    uv_timer_start(t, on_each, 0, 0);
    uv_timer_start(t, on_next, 0, 0);
}
