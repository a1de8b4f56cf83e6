#ifndef TIMER_H
#define TIMER_H

#include <uv.h>

struct timer;
typedef void (*timer_fn)(struct timer *t, void *arg);

struct timer {
    uv_timer_t uv;
    timer_fn fn;
    void *arg;
};

/* The callback is kept in the struct, and a trampoline calls it. */
void timer_start(struct timer *t, timer_fn fn, void *arg, int ms);
/* The callback is handed on as it is, through another function. */
void every(uv_timer_t *t, uv_timer_cb cb, int ms);
/* Calls at once, from whoever calls it. */
void now_or_never(timer_fn fn, struct timer *t);

#endif
