// args: --rules given_away.yaml
/* Hooks run on the loop, but for those of a struct that is given to the registrar for the end. Which struct it is, the
 * variable or the field tells, not the type. */
#include <unistd.h>

struct hook {
    void (*run)(struct hook *hook);
};

struct server {
    struct hook opened, ended;
};

void at_opening(void *base, struct hook *hook);
void at_end(void *base, struct hook *hook);

static void on_opened(struct hook *hook)
{
    (void)hook;
    pause(); // error: 5 NS101 "pause"
}

static void on_ended(struct hook *hook)
{
    (void)hook;
    pause(); // ok: NS101
}

static void on_created(struct hook *hook)
{
    (void)hook;
    pause(); // error: 5 NS101 "pause"
}

static void on_gone(struct hook *hook)
{
    (void)hook;
    pause(); // ok: NS101
}

static void on_both(struct hook *hook)
{
    (void)hook;
    pause(); // error: 5 NS101 "pause"
}

static struct hook created = {.run = on_created}, gone = {.run = on_gone};
static struct hook both_opened = {.run = on_both}, both_ended = {.run = on_both};

void start(struct server *s, void *base)
{
    struct hook *ended = &s->ended;
    s->opened.run = on_opened;
    s->ended.run = on_ended;
    at_opening(base, &s->opened);
    at_end(base, ended);
    at_opening(base, &created);
    at_end(base, &gone);
    at_opening(base, &both_opened);
    at_end(base, &both_ended);
}
