/* The handlers' struct is copied as a whole. */
#include <unistd.h>
#include <uv.h>

struct handlers {
    void (*on_line)(const char *line);
    void (*at_start)(void);
};

struct session {
    struct handlers h;
    char line[80];
};

static void line(const char *text)
{
    (void)text;
    usleep(1); // note: 5 NS101
}

static void at_start(void)
{
    usleep(2); // ok: NS101
}

static const struct handlers defaults = {.on_line = line, .at_start = at_start};

static void on_tick(uv_timer_t *t)
{
    struct session *s = t->data;
    s->h.on_line(s->line); // ok: NS101
}

void start(uv_timer_t *t, struct session *s)
{
    s->h = defaults;
    s->h.at_start();
    t->data = s;
    uv_timer_start(t, on_tick, 0, 0);
}
