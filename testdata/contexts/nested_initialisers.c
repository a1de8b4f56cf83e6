/* Handlers in nested initialisers: structs in arrays in structs, by index, by name, by position. */
#include <unistd.h>
#include <uv.h>

enum { GET, SET, COUNT_OF_METHODS };

struct method {
    const char *name;
    struct {
        void (*before)(int n);
        void (*run)(int n);
    } hooks;
};

struct service {
    int id;
    struct method methods[COUNT_OF_METHODS];
    void (*fallback)(int n);
};

static void get_before(int n)
{
    usleep((unsigned)n); // ok: NS101
}

static void get(int n)
{
    usleep((unsigned)n); // error: 5 NS101
}

static void set(int n)
{
    usleep((unsigned)n); // error: 5 NS101
}

static void fallback(int n)
{
    usleep((unsigned)n); // error: 5 NS101
}

static struct service service = {
    1,
    {
        [GET] = {.name = "get", .hooks = {get_before, get}},
        [SET] = {"set", {.run = set}},
    },
    fallback,
};

static void on_tick(uv_timer_t *t)
{
    struct service *s = t->data;
    struct method *m = &s->methods[SET];
    if (m->hooks.run)
        m->hooks.run(1); // ok: NS101
    else
        s->fallback(1); // ok: NS101
}

void start(uv_timer_t *t)
{
    service.methods[GET].hooks.before(1);
    t->data = &service;
    uv_timer_start(t, on_tick, 0, 0);
}
