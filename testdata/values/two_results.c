/* Two calls of one function give two results, though the same is known of both: neither is null because the other one is. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

struct option {
    const char *name, *text;
    struct option *next;
};

static struct option *find(struct option *all, const char *name)
{
    for (struct option *o = all; o; o = o->next)
        if (!strcmp(o->name, name))
            return o;
    return NULL;
}

static const char *get(struct option *all, const char *name)
{
    if (all == NULL)
        return NULL;
    struct option *o = find(all, name);
    return o ? o->text : getenv(name);
}

struct option *load(void);

static void on_timer(uv_timer_t *t)
{
    struct option *all = load();
    const char *cookie = get(all, "cookie"), *secret = get(all, "secret");
    if (cookie && secret)
        return;
    if (secret)
        usleep(20000); // warning: 9 NS101
    if (get(NULL, "cookie"))
        usleep(20000); // ok: NS101
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
