// args: --min-certainty depends
/* Through a pointer in which nothing is known to be stored: every function of its type whose address is taken, wherever
 * that is. */
#include <stdint.h>
#include <unistd.h>
#include <uv.h>

struct conn {
    void (*run)(struct conn *c, int how);
    void (*other)(struct conn *c);
};

static void first(struct conn *c, int how)
{
    usleep(20000); // warning: 5 NS101 "usleep"
}

static void second(struct conn *c, int how)
{
    usleep(30000); // warning: 5 NS101 "usleep"
}

static void third(struct conn *c, int how)
{
    usleep(40000); // warning: 5 NS101 "usleep"
}

static void another_type(struct conn *c)
{
    usleep(50000); // ok: NS101
}

static void not_taken(struct conn *c, int how)
{
    usleep(60000); // ok: NS101
}

uintptr_t keys[4];

void keep(void)
{
    keys[0] = (uintptr_t)first ^ 1;
    keys[1] = (uintptr_t)another_type ^ 1;
    keys[2] = (uintptr_t)second ^ 1;
    keys[3] = (uintptr_t)third ^ 1;
    not_taken(0, 0);
}

static void on_timer(uv_timer_t *t)
{
    struct conn *c = t->data;
    c->run(c, 1);
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 1, 1);
}
