/* A counter that has been counted up is not zero: what is freed where it is was handed to nobody. */
#include <event2/event.h>
#include <event2/event_struct.h>
#include <stdlib.h>

struct lookup {
    struct event ev;
    int answers;
};

extern struct event_base *base;
extern int is_null(int n);

static void on_answer(evutil_socket_t fd, short what, void *arg)
{
    struct lookup *l = arg;
    (void)fd;
    (void)what;
    l->answers++;
}

static void look_up(struct lookup *l)
{
    evtimer_assign(&l->ev, base, on_answer, l);
    evtimer_add(&l->ev, NULL);
}

void all(struct lookup *l, int n);
void all(struct lookup *l, int n)
{
    int found = 0, null = 0;
    for (; n; n--) {
        if (is_null(n)) {
            null = 1;
            continue;
        }
        look_up(l); // ok: NS205
        found++;
    }
    if (null && found == 0)
        free(l);
}

void several(struct lookup *l, int n);
void several(struct lookup *l, int n)
{
    size_t found = 0;
    if (n) {
        look_up(l); // ok: NS205
        found += 2;
    }
    if (found < 2)
        free(l);
}

void too_many(struct lookup *l, int n);
void too_many(struct lookup *l, int n)
{
    int found = 0;
    for (; n; n--) {
        look_up(l); // warning: 9 NS205 "look_up"
        found++;
    }
    if (found > 0)
        free(l);
}

/* Counted from what may be negative: it may be zero after that. */
void left(struct lookup *l, int n);
void left(struct lookup *l, int n)
{
    int found = n ? -1 : 0;
    if (n) {
        look_up(l); // warning: 9 NS205 "look_up"
        found++;
    }
    if (found == 0)
        free(l);
}
